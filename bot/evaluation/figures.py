"""Whether a text holds the figures and names it must. Knows no cases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_MEASURES = "个家项件条期套名人位款种座"
_SAME_NAMES = {"上海交通大学": "上海交大", "中国科学院": "中科院"}
_NUMBER_WITH_MEASURE = re.compile(rf"(\d+)([{_MEASURES}])")
_THOUSANDS_COMMA = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def compared(text: str) -> str:
    """The text as figures are compared: no white space, half-width, no thousands commas, lower case."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    for long, short in _SAME_NAMES.items():
        text = text.replace(long, short)
    return _THOUSANDS_COMMA.sub("", text).lower()


def holds(text: str, wanted: str, *, exact_measure: bool = False) -> bool:
    """Whether a compared text has the wanted figure or name; 39人 also counts as 39名 unless exact.

    A figure is never found inside a longer one: 9人 is not in 39人.
    """
    wanted = compared(wanted)
    number = None if exact_measure else _NUMBER_WITH_MEASURE.fullmatch(wanted)
    pattern = rf"{number[1]}(?:余|多)?[{_MEASURES}]" if number else re.escape(wanted)
    if wanted[:1].isdigit():
        pattern = r"(?<!\d)(?<!\d\.)" + pattern
    if wanted[-1:].isdigit():
        pattern += r"(?!\d)(?!\.\d)"
    return re.search(pattern, text) is not None


def holds_all(text: str, must: Iterable[str], must_any: Iterable[str]) -> bool:
    """Whether a compared text has every `must` and, when there is any, one `must_any`."""
    some = list(must_any)
    return all(holds(text, one) for one in must) and (not some or any(holds(text, one) for one in some))


def holds_none(text: str, must_not: Iterable[str]) -> bool:
    """Whether a compared text has no forbidden figure."""
    return not any(holds(text, one, exact_measure=True) for one in must_not)
