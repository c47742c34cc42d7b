"""What a text claims that can be compared word for word: figures, dates, document numbers, proper names.

Knows neither entries nor fact tables.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Mapping

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[年.-]\s*(\d{1,2})(?:\s*[月.-]\s*(\d{1,2}))?(?!\d)")
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")
_SCALE = re.compile(r"\s*(?:多|余|来)?\s*(万|亿)?")
_UNIT = re.compile(r"\s*(?:多|余|来)?\s*(人次|场次|年度|[家位名人项个件期场亩株斤吨年天元%倍条种类栋份])")
_CHINESE = re.compile(r"(?<![一二两三四五六七八九十百千万零第])[一二两三四五六七八九十百千万零]+")
_COUNTED = re.compile(
    r"多?余?(?:家|位|名|人|项|个|件|年|天|日|月|亩|万|亿|元|条|期|场|种|级|类|所|户|栋|倍|次)"
)
DOCUMENT = re.compile(r"[一-鿿]{0,10}[〔\[(（]\d{4}[〕\])）]\s*第?\d+号|公告\d{4}年第\d+号")
_LIST_MARK = re.compile(
    r"[①-⓿❶-➓]|^\s*[（(]?\d{1,2}[.、）)](?!\d)|[（(][一二三四五六七八九十]+[）)]", re.MULTILINE
)
_SAME_KIND = (
    frozenset("家个条"),
    frozenset("位名人个"),
    frozenset("项个件种条类"),
    frozenset(("场", "场次", "期", "个")),
    frozenset(("年", "年度")),
)
_QUOTES = re.compile(r"[“”‘’\"'《》「」]")
_LONG_UNIT = re.compile(r"多?余?(?:年|月|日|天|万|亿|元)")
_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}


@dataclasses.dataclass(frozen=True, slots=True)
class Claims:
    """The comparable parts of a text; each maps what is compared to how the text writes it."""

    numbers: Mapping[str, str]  # 4000 → 4000多场次, 40亿 → 40亿元
    dates: Mapping[str, str]  # 2023-12 → 2023年12月
    units: Mapping[str, frozenset[str]]  # 800 → {人次}
    documents: Mapping[str, str]  # 国科发火201632 → 国科发火〔2016〕32号


def folded(text: str) -> str:
    """The text with one width, one kind of dash, no quotes, list marks and thousands separators."""
    text = _QUOTES.sub("", _LIST_MARK.sub(" ", text))
    text = unicodedata.normalize("NFKC", text).replace("—", "-").replace("–", "-")
    return re.sub(r"(?<=\d),(?=\d{3})", "", text)


def claims_of(text: str, *, strict: bool = True) -> Claims:
    """What the text claims.

    `strict` takes a Chinese numeral only where it surely is a figure: 三年 and 十二家, but not 一般, and not
    the 两家 or 三个 that merely count what the sentence goes on to list.
    """
    text = folded(text)
    documents = {squeezed(match.group()): match.group() for match in DOCUMENT.finditer(text)}
    rest = DOCUMENT.sub(" ", text)
    dates, numbers = {}, {}
    units: dict[str, set[str]] = {}
    for match in _DATE.finditer(rest):
        year, month, day = match.groups()
        key = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
        dates[key] = match.group()
    for match in _NUMBER.finditer(rest):
        scale = _SCALE.match(rest, match.end())
        key = _plain(match.group()) + ((scale.group(1) or "") if scale else "")
        unit = _UNIT.match(rest, scale.end() if scale else match.end())
        numbers[key] = rest[match.start() : (unit or scale or match).end()].strip()
        if unit:
            units.setdefault(key, set()).add(unit.group(1))
    for match in _CHINESE.finditer(rest):
        value = chinese_number(match.group())
        if value is not None and not (strict and _is_loose(match, rest)):
            numbers.setdefault(value, rest[match.start() : match.end() + 2])
    return Claims(numbers, dates, {key: frozenset(found) for key, found in units.items()}, documents)


def same_unit(first: str, second: str) -> bool:
    """Whether two units count the same kind of thing: 位 and 名, but not 人 and 人次."""
    return first == second or any(first in kind and second in kind for kind in _SAME_KIND)


def _is_loose(match: re.Match[str], text: str) -> bool:
    if len(match.group()) == 1:
        return match.group() == "一" or not _LONG_UNIT.match(text, match.end())
    return not _COUNTED.match(text, match.end())


def squeezed(text: str) -> str:
    """A document number without brackets, spaces and 第: 国科发火201632号."""
    return re.sub(r"[^\w]|第", "", folded(text))


def holds_document(plain: str, document: str) -> bool:
    """Whether a squeezed text has this squeezed document number; words before its name do not matter."""
    digits = re.search(r"\d", document)
    if digits is None:
        return False
    return any(document[start:] in plain for start in range(max(1, digits.start() - 1)))


def chinese_number(text: str) -> str | None:
    """The number as digits, 万 kept as a scale: 十二 → 12, 三万 → 3万; None when it is none."""
    if text in ("", "万"):
        return None
    if text.endswith("万"):
        inner = chinese_number(text[:-1])
        return f"{inner}万" if inner else None
    if len(text) > 1 and not any(char in _SCALES for char in text):
        return None  # 三五, 一二: not one number
    total, digit = 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SCALES:
            total += (digit or 1) * _SCALES[char]
            digit = 0
        else:
            return None
    return str(total + digit)


def names_in(text: str, names: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """Full name → the form found, for every known name in the text, and the text without these names."""
    found: dict[str, str] = {}
    rest = folded(text)
    for form in sorted(names, key=len, reverse=True):
        if form in rest:
            found.setdefault(names[form], form)
            rest = rest.replace(form, "□")
    return found, rest


def forms_by_name(names: Mapping[str, str]) -> dict[str, list[str]]:
    """Full name → all its forms."""
    forms: dict[str, list[str]] = {}
    for form, full in names.items():
        forms.setdefault(full, []).append(form)
    return forms


def _plain(number: str) -> str:
    whole, dot, part = number.partition(".")
    part = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (dot + part if part else "")
