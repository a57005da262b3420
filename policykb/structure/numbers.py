"""The document's own number (发文字号)."""

from __future__ import annotations

import re

_YEAR = r"[〔\[［（(【〈﹝]\s?((?:19|20)\d{2})\s?年?[〕\]］）)】〉﹞]"
_HEAD = r"[一-鿿A-Za-z（）()·]{1,24}?"
# 内科发农字〔2021〕1号 and its sloppier forms; the year may stand without brackets (府办2021年3号).
MODERN = re.compile(rf"({_HEAD}){_YEAR}\s?第?\s?0*(\d{{1,5}}(?:[-－之]\d{{1,3}})?)\s?号")
# 农粮字第1081069096A号, 院台规字第1125014346号
TAIWAN = re.compile(r"([一-鿿]{1,14}?字)\s?第\s?([0-9A-Za-z]{4,14})\s?号")
# 国令第707号, 青岭省人民政府令第290号, （第16号）
ORDER = re.compile(r"([一-鿿]{2,45}令)\s?[（(]?第?\s?([\d一二三四五六七八九十百〇零]{1,6})\s?号[）)]?")
# 财政部税务总局公告2020年第9号
YEARLY = re.compile(r"([一-鿿、]{2,40}(?:公告|通告))\s?((?:19|20)\d{2})年?\s?第\s?0*(\d{1,4})\s?号")
# 2021年第3号, alone under an announcement's title
YEAR_ALONE = re.compile(r"[（(]?((?:19|20)\d{2})年?第\s?0*(\d{1,4})\s?号[）)]?")
# 教育局通告第12/2023号
CIRCULAR = re.compile(r"([一-鿿]{2,20})(通告|通函|公告)第?\s?(\d{1,4}/(?:19|20)\d{2})号?")
_HEADLESS = re.compile(rf"{_YEAR}\s?第?\s?0*(\d{{1,5}})\s?号")
ORDER_ALONE = re.compile(r"[（(]?第\s?([\d一二三四五六七八九十百〇零]{1,6})\s?号[）)]?")


def modern(text: str) -> tuple[str, int, int] | None:
    """The first number of the form 字〔年〕号, written as the standard has it, with its start and end."""
    found = MODERN.search(text)
    if found is None:
        return None
    head = found.group(1)
    return f"{head}〔{found.group(2)}〕{found.group(3)}号", found.start(), found.end()


def only_modern(line: str) -> str | None:
    """The number that a line consists of."""
    words = re.sub(r"签发人[：:].*$", "", "".join(line.split()))
    if headless := _HEADLESS.fullmatch(words):
        return f"〔{headless.group(1)}〕{headless.group(2)}号"
    hit = modern(words)
    return hit[0] if hit is not None and hit[1] == 0 and hit[2] == len(words) else None


def only_taiwan(line: str) -> str | None:
    """The number of a Taiwan letter that a line consists of, the word 发文字号 before it left out."""
    words = re.sub(r"^发文字号[：:]", "", "".join(line.split()))
    found = TAIWAN.fullmatch(words)
    return f"{found.group(1)}第{found.group(2)}号" if found else None


def only_yearly(line: str) -> str | None:
    """The number of an announcement that a line consists of: …公告2020年第9号."""
    words = "".join(line.split())
    if alone := YEAR_ALONE.fullmatch(words):
        return f"{alone.group(1)}年第{alone.group(2)}号"
    found = YEARLY.fullmatch(words.strip("（）()"))
    return f"{found.group(1)}{found.group(2)}年第{found.group(3)}号" if found else None
