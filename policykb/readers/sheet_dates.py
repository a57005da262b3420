"""Days and times that spreadsheets store as numbers, shown by the date tokens of a number format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from .docx_counting import counted

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TIME = {"h", "s"}
# The last day that spreadsheets know: 31 December 9999.
_LAST = 2_958_466


def moment(value: float, from_1904: bool = False) -> datetime | None:
    """The moment that a number of days stands for, to the second; None for what is no day."""
    if not 0 <= value < _LAST:
        return None
    # Day 60 is a 29 February 1900 that never was; before it the count is one less.
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if value >= 60 else 31)
    return start + timedelta(seconds=round(value * 86_400, 3))


def dated(
    value: float, tokens: Sequence[tuple[str, str]], script: str | None, republic: bool, from_1904: bool
) -> str | None:
    """A moment as the tokens of a section show it; None for what is no day.

    Args:
        script: "DBNum1" for figures in Chinese characters.
        republic: years are those of the Republic.
    """
    fine = any(text == "." for name, text in tokens if name == "sign")
    when = moment(value if fine else round(value * 86_400) / 86_400, from_1904)
    if when is None:
        return None
    half = any(name == "half" for name, _ in tokens)
    pieces: list[str] = []
    for index, (name, text) in enumerate(tokens):
        if name == "elapsed":
            seconds = value * 86_400 + 1e-6
            pieces.append(f"{int(seconds // {'h': 3600, 'm': 60, 's': 1}[text[0]]):0{len(text)}d}")
        elif name == "half":
            names = text.split("/")
            pieces.append(names[when.hour >= 12])
        elif name == "date":
            pieces.append(_part(when, text.lower(), _is_minute(tokens, index), half, script, republic))
        elif name == "digit":
            # After the point of the seconds come their fractions.
            pieces.append(f"{when.microsecond:06d}"[sum(n == "digit" for n, _ in tokens[:index])])
        elif name != "general" and text != "@":
            pieces.append(text)
    return "".join(pieces).strip()


def _is_minute(tokens: Sequence[tuple[str, str]], index: int) -> bool:
    """Whether m is a minute: the token of time before it is an hour, or the one after it a second."""

    def letter(token: tuple[str, str]) -> str:
        return token[1][0].lower()

    timed = ("date", "elapsed")
    before = next((letter(token) for token in reversed(tokens[:index]) if token[0] in timed), "")
    after = next((letter(token) for token in tokens[index + 1 :] if token[0] in timed), "")
    return len(tokens[index][1]) <= 2 and (before == "h" or after == "s")


def _part(when: datetime, text: str, minute: bool, half: bool, script: str | None, republic: bool) -> str:
    size = len(text)
    match text[0]:
        case "y" | "e" | "b":
            year = when.year - 1911 if republic and text[0] == "e" else when.year
            if script == "DBNum1":
                return counted("ideographDigital", year)
            return f"{year % 100:02d}" if size <= 2 and text[0] != "e" else str(year)
        case "g":
            return "民国" if republic else ""
        case "m" if not minute:
            if size >= 3:
                name = _MONTHS[when.month - 1]
                return name if size == 4 else name[: 1 if size == 5 else 3]
            return _figure(when.month, size, script)
        case "m":
            return _figure(when.minute, size, script)
        case "d":
            if size >= 3:
                return _DAYS[when.weekday()][: 3 if size == 3 else 9]
            return _figure(when.day, size, script)
        case "a":
            day = "一二三四五六日"[when.weekday()]
            return day if size == 3 else f"星期{day}"
        case "h":
            return _figure((when.hour % 12 or 12) if half else when.hour, size, script)
    return _figure(when.second, size, script)


def _figure(number: int, size: int, script: str | None) -> str:
    return counted("chineseCountingThousand", number) if script == "DBNum1" else f"{number:0{min(size, 2)}d}"
