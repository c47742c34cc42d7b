"""Dates as sources write them (约2023, 2023-12, 2021-2023): their order and how they are said."""

from __future__ import annotations

import re

_DATE = re.compile(r"(\d{4})(?!\d)(?:[-年.](\d{1,2})(?!\d))?(?:[-月.](\d{1,2})(?!\d))?")
_WHOLE = re.compile(r"(约?)(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_ABOUT = re.compile(r"约\d{4}")

Order = tuple[int, int, int]


def order_of(date: str) -> Order | None:
    """The latest year, month and day this text names, for comparing; None when it names no year."""
    found = [tuple(int(part or 0) for part in match.groups()) for match in _DATE.finditer(date)]
    return max(((y, m, d) for y, m, d in found), default=None)


def is_before(first: str, second: str) -> bool:
    """Whether the first date is surely earlier: 约2023 and 2023-09 tell nothing about each other."""
    left, right = order_of(first), order_of(second)
    if left is None or right is None:
        return False
    known = next((at for at, pair in enumerate(zip(left, right, strict=True)) if 0 in pair), len(left))
    return left[:known] < right[:known]


def newest(dates: list[str]) -> str:
    """The latest of these dates as it was written; the first one when none names a year."""
    ordered = [(order, date) for date in dates if (order := order_of(date))]
    return max(ordered, key=lambda pair: pair[0])[1] if ordered else next(iter(dates), "")


def spoken(date: str) -> str:
    """The date as it is said in an answer: 约2023年, 2023年12月, 2026年1月21日; unknown forms as written."""
    match = _WHOLE.fullmatch(date.strip())
    if match is None:
        return date
    about, year, month, day = match.groups()
    return (
        f"{about}{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if month and day else "")
    )


def is_said(date: str, text: str) -> bool:
    """Whether a text says this date: its year, with 约 where the year itself is only about right."""
    order = order_of(date)
    if order is None:
        return date in text
    return (date if _ABOUT.fullmatch(date) else str(order[0])) in text
