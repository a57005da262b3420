"""Damages clean notices in every known way with a fixed seed, repairs them, and prints what came back.

For each kind: the characters that the damage destroyed; the share of them that is whole again after normalising; the
characters that were put in their place and are wrong; and the damage that was left as it is. A notice is clean text as
the normaliser gives it. Folders hold files of any format that is read; in a .jsonl file a line's "text" is a notice.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import opencc
from pypinyin import Style, pinyin

from policykb.errors import PolicykbError
from policykb.model import Source
from policykb.normalize import normalize
from policykb.readers import read

HOME = Path(__file__).parents[1]
FOLDERS = (HOME / "corpus", HOME.parent / "shared" / "documents")
HAN = re.compile("[\u4e00-\u9fff]")
DIGITS = {str(digit): chr(0xFF10 + digit) for digit in range(10)}
WIDE = {"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "%": "％", **DIGITS}
LOST_EVERY = 300
Change = Callable[[str, random.Random, float], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of damage; `before` is done to a notice first and is no damage, such as another script."""

    damage: Change
    before: Callable[[str], str] = lambda text: text


def lost_bytes(charset: str, errors: str) -> Change:
    """One byte in three hundred characters falls out of a text in GBK, which is then read again."""

    def damage(text: str, pick: random.Random, rate: float) -> str:
        data = bytearray()
        for one in text:
            code = one.encode("gbk")
            if len(code) == 2 and pick.random() < 1 / LOST_EVERY:
                half = pick.randrange(2)
                code = code[half : half + 1]
            data += code
        return data.decode(charset, errors)

    return damage


def in_gbk(text: str) -> str:
    """The lines that GBK has all characters of."""
    return "\n".join(line for line in text.split("\n") if line.encode("gbk", "ignore").decode("gbk") == line)


def traditional(table: str) -> Callable[[str], str]:
    converter = opencc.OpenCC(table)
    return lambda text: str(converter.convert(text))


def glosses(text: str, pick: random.Random, rate: float) -> str:
    return "".join(
        f"{one}({pinyin(one, style=Style.TONE)[0][0]})" if HAN.match(one) and pick.random() < rate else one
        for one in text
    )


def page_joins(text: str, pick: random.Random, rate: float) -> str:
    """Pages end within sentences: an empty line, mostly with a page's number, and sometimes the last word again."""
    lines = []
    for line in text.split("\n"):
        if len(line) > 60 and "\t" not in line and pick.random() < rate * 3:
            cut = pick.randrange(34, len(line) - 10)
            number = f"\n— {pick.randrange(1, 30)} —\n" if pick.random() < 0.7 else "\n"
            last = re.search("[\u4e00-\u9fff]{1,3}。$", line[:cut])
            line = f"{line[:cut]}\n{number}\n{last.group() if last else ''}{line[cut:]}"
        lines.append(line)
    return "\n".join(lines)


def letter_spacing(text: str, pick: random.Random, rate: float) -> str:
    return "\n".join(
        " ".join(line) if len(line) < 16 and not re.search("[A-Za-z0-9\t]", line) else line for line in text.split("\n")
    )


def widths(text: str, pick: random.Random, rate: float) -> str:
    return "".join(WIDE.get(one, one) if pick.random() < rate else one for one in text)


def decoded(charset: str, written: str = "utf-8") -> Change:
    """A text written in one character set and read in another."""
    return lambda text, pick, rate: text.encode(written, "ignore").decode(charset, "replace")


def both(text: str) -> str:
    return in_gbk(traditional("s2t")(text))


KINDS: dict[str, Kind] = {
    "bytes lost, GB 18030": Kind(lost_bytes("gb18030", "replace"), in_gbk),
    "bytes lost, GBK, marked": Kind(lost_bytes("gbk", "replace"), in_gbk),
    "bytes lost, GBK, unmarked": Kind(lost_bytes("gbk", "ignore"), in_gbk),
    "bytes lost, traditional, marked": Kind(lost_bytes("gbk", "replace"), both),
    "bytes lost, traditional, unmarked": Kind(lost_bytes("gbk", "ignore"), both),
    "pinyin glosses": Kind(glosses),
    "pinyin glosses, traditional": Kind(glosses, traditional("s2t")),
    "UTF-8 read as GBK": Kind(decoded("gbk")),
    "UTF-8 read as Latin-1": Kind(decoded("latin-1")),
    "UTF-8 read as Windows-1252": Kind(decoded("cp1252")),
    "GBK read as Latin-1": Kind(decoded("latin-1", "gbk"), in_gbk),
    "page joins": Kind(page_joins),
    "letter spacing": Kind(letter_spacing),
    "widths mixed": Kind(widths),
    **{
        table: Kind(lambda text, pick, rate, table=table: traditional(table)(text))  # type: ignore[misc]
        for table in ("s2t", "s2tw", "s2hk")
    },
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="folders and files of notices (corpus, shared documents)")
    parser.add_argument("--kind", action="append", choices=KINDS, metavar="KIND", help="only this kind of damage")
    parser.add_argument("--rate", type=float, default=0.2, help="how much is damaged, but for lost bytes (0.2)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=60, help="how many notices (60)")
    parser.add_argument("--part", default="1/1", help="K/N: only every N-th notice, beginning with the K-th (1/1)")
    chosen = parser.parse_args()
    first, step = map(int, chosen.part.split("/"))
    folders = chosen.folders or [folder for folder in FOLDERS if folder.exists()]
    texts = list(sound(folders))[first - 1 :: step]
    texts = random.Random(chosen.seed).sample(texts, min(chosen.limit, len(texts)))
    print(f"{len(texts)} notices, {sum(map(len, texts))} characters, rate {chosen.rate}, seed {chosen.seed}")
    print(f"{'damage':34}{'destroyed':>10}{'restored':>10}{'wrong':>8}{'left':>8}")
    for name in chosen.kind or KINDS:
        lost, left, wrong, untouched = measure(KINDS[name], texts, random.Random(chosen.seed), chosen.rate)
        print(f"{name:34}{lost:10}{1 - left / lost if lost else 1:10.2%}{wrong:8}{untouched:8}", flush=True)


def sound(folders: list[Path]) -> Iterator[str]:
    """The clean texts of the notices in which nothing was damaged or guessed."""
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if path.suffix in (".txt", ".md", ".html", ".docx") and not path.name.startswith(("draft", "README")):
                yield from clean_of(Source(path.name, path.read_bytes()))
            elif path.suffix == ".jsonl":
                for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
                    yield from clean_of(Source(f"{number}.txt", str(json.loads(line).get("text", "")).encode()))


def clean_of(source: Source) -> Iterator[str]:
    """The clean text of a file, nothing where it cannot be read, is short, or was repaired."""
    try:
        text, issues = normalize(read(source))
    except PolicykbError:
        return
    if len(text.clean) > 200 and not any(issue.kind in ("inferred_text", "unresolved") for issue in issues):
        yield text.clean[:20_000]


def measure(kind: Kind, texts: list[str], pick: random.Random, rate: float) -> tuple[int, int, int, int]:
    """Characters destroyed, of them missing still, put in wrongly, and left as damaged."""
    lost = left = wrong = untouched = 0
    for text in texts:
        before = kind.before(text)
        damaged = kind.damage(before, pick, rate)
        wanted, repaired = cleaned(before), cleaned(damaged)
        lost += missing(before, damaged)
        for there, put in differences(wanted, repaired):
            left += max(len(there), len(put))
            if put and put not in damaged:
                wrong += len(put)
            else:
                untouched += max(len(there), len(put))
    return lost, left, wrong, untouched


def cleaned(text: str) -> str:
    """The clean form of a text, "" when it cannot be read."""
    try:
        return normalize(read(Source("notice.txt", text.encode("utf-8", "replace"))))[0].clean
    except PolicykbError:
        return ""


def missing(text: str, other: str) -> int:
    """How many characters of a text another one does not have in their places, and has that the text has not."""
    return sum(max(map(len, pair)) for pair in differences(text, other))


def differences(text: str, other: str) -> Iterator[tuple[str, str]]:
    """What stands in a text, and in another one in its place."""
    left, right = text.split("\n"), other.split("\n")
    pairs = zip(left, right, strict=True) if len(left) == len(right) else [(text, other)]
    for one, two in pairs:
        if one != two:
            for kind, low, high, begin, end in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
                if kind != "equal":
                    yield one[low:high], two[begin:end]


if __name__ == "__main__":
    main()
