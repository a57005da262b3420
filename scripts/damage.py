"""Damages clean notices in every known way with a fixed seed, repairs them, and prints what came back.

For each kind: the characters that the damage touched, the share of them that is whole again after normalising, and
the lines that were sound and are not any more.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import opencc
from pypinyin import Style, pinyin

from policykb.errors import UnreadableError
from policykb.model import Source
from policykb.normalize import normalize
from policykb.readers import read

HAN = re.compile("[\u4e00-\u9fff]")
WIDE = {
    "，": ",",
    "；": ";",
    "：": ":",
    "（": "(",
    "）": ")",
    "%": "％",
    **{str(n): chr(0xFF10 + n) for n in range(10)},
}
Damage = Callable[[str, random.Random, float], str]


def lost_bytes(charset: str, errors: str) -> Damage:
    """Bytes fall out of the text in a character set, which is then read again."""

    def damage(text: str, pick: random.Random, rate: float) -> str:
        data = bytearray()
        for one in text:
            code = one.encode("gbk", "ignore")
            data += (
                code if len(code) < 2 or pick.random() >= rate / 60 else code[(half := pick.randrange(2)) : half + 1]
            )
        return data.decode(charset, errors)

    return damage


def glosses(text: str, pick: random.Random, rate: float) -> str:
    return "".join(
        f"{one}({pinyin(one, style=Style.TONE)[0][0]})" if HAN.match(one) and pick.random() < rate else one
        for one in text
    )


def wrongly_read(charset: str) -> Damage:
    """UTF-8 read in another character set."""
    return lambda text, pick, rate: text.encode().decode(charset, "replace")


def page_joins(text: str, pick: random.Random, rate: float) -> str:
    lines = []
    for line in text.split("\n"):
        if len(line) > 60 and pick.random() < rate * 5:
            cut = pick.randrange(34, len(line) - 10)
            line = f"{line[:cut]}\n\n— {pick.randrange(1, 9)} —\n\n{line[cut:]}"
        lines.append(line)
    return "\n".join(lines)


def letter_spacing(text: str, pick: random.Random, rate: float) -> str:
    return "\n".join(
        " ".join(line) if len(line) < 16 and not re.search("[A-Za-z0-9]", line) else line for line in text.split("\n")
    )


def widths(text: str, pick: random.Random, rate: float) -> str:
    return "".join(WIDE.get(one, one) if pick.random() < rate else one for one in text)


def traditional(table: str) -> Damage:
    """The text in traditional script by one of OpenCC's tables."""
    converter = opencc.OpenCC(table)
    return lambda text, pick, rate: converter.convert(text)


KINDS: dict[str, Damage] = {
    "bytes lost, GB 18030": lost_bytes("gb18030", "replace"),
    "bytes lost, GBK, marked": lost_bytes("gbk", "replace"),
    "bytes lost, GBK, unmarked": lost_bytes("gbk", "ignore"),
    "pinyin glosses": glosses,
    "UTF-8 read as GBK": wrongly_read("gbk"),
    "UTF-8 read as Latin-1": wrongly_read("latin-1"),
    "page joins": page_joins,
    "letter spacing": letter_spacing,
    "widths mixed": widths,
    "s2t": traditional("s2t"),
    "s2tw": traditional("s2tw"),
    "s2hk": traditional("s2hk"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("corpus")], help="where clean .txt files are")
    parser.add_argument("--rate", type=float, default=0.2, help="how much is damaged; bytes at a sixtieth of it (0.2)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=40, help="how many files (40)")
    chosen = parser.parse_args()
    paths = sorted(path for folder in chosen.folders for path in folder.rglob("*.txt"))[: chosen.limit]
    texts = [text for path in paths if (text := cleaned(path.read_bytes())) is not None]
    print(f"{len(texts)} notices, {sum(map(len, texts))} characters, rate {chosen.rate}, seed {chosen.seed}")
    print(f"{'damage':28}{'touched':>9}{'restored':>10}{'sound lines changed':>21}")
    for name, damage in KINDS.items():
        pick = random.Random(chosen.seed)
        touched = left = wrong = 0
        for text in texts:
            damaged = damage(text, pick, chosen.rate)
            repaired = cleaned(damaged.encode("utf-8", "replace")) or ""
            touched += missing(text, damaged)
            left += missing(text, repaired)
            sound = set(damaged.split("\n")) & set(text.split("\n"))
            wrong += len(sound - set(repaired.split("\n"))) if name != "page joins" else 0
        share = 1 - left / touched if touched else 1.0
        print(f"{name:28}{touched:9}{share:10.2%}{wrong:21}")


def cleaned(data: bytes) -> str | None:
    """The clean text of a file's bytes, None when it cannot be read."""
    try:
        return normalize(read(Source("notice.txt", data)))[0].clean
    except UnreadableError:
        return None


def missing(text: str, other: str) -> int:
    """How many characters of a text another one does not have in their places, and has that the text has not."""
    if text == other:
        return 0
    left, right = text.split("\n"), other.split("\n")
    if len(left) == len(right):
        return sum(_apart(one, two) for one, two in zip(left, right, strict=True) if one != two)
    return _apart(text, other)


def _apart(one: str, two: str) -> int:
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    return len(one) - sum(block.size for block in blocks)


if __name__ == "__main__":
    main()
