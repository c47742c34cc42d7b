"""Characters as toneless syllables that voice typing confuses, and Latin letters back to syllables.

Merged: zh/z, ch/c, sh/s, n/l as initials, ang/an, eng/en, ing/in: the pairs that speakers of Jin
and northern Mandarin and their phones mix up. Readings come from pypinyin's character table.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping

from pypinyin.constants import PINYIN_DICT

_DIGIT_READING = dict(
    zip("0123456789", ["ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu"], strict=True)
)
_READING = {"行": "hang", "重": "zhong", "长": "chang", "乐": "le", "参": "can", "盛": "sheng", "曾": "zeng"}
_MAX_SYLLABLE = 6


def merge(syllable: str) -> str:
    """The syllable with the confused sounds merged: zhang → zan."""
    if syllable[:2] in {"zh", "ch", "sh"}:
        syllable = syllable[0] + syllable[2:]
    if syllable.startswith("n"):
        syllable = "l" + syllable[1:]
    if syllable.endswith("ng") and syllable[-3:] in {"ang", "eng", "ing"}:
        syllable = syllable[:-1]
    return syllable.replace("v", "u")


def _toneless(reading: str) -> str:
    plain = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(c for c in plain if "a" <= c <= "z")


@functools.cache
def _table() -> Mapping[str, str]:
    """Character → merged syllable."""
    table = {}
    for code, readings in PINYIN_DICT.items():
        if 0x4E00 <= code <= 0x9FFF:
            char = chr(code)
            table[char] = merge(_READING.get(char) or _toneless(readings.split(",")[0]))
    for digit, reading in _DIGIT_READING.items():
        table[digit] = merge(reading)
    return table


@functools.cache
def _syllables() -> frozenset[str]:
    """Every syllable of the character table, unmerged, as people type them."""
    plain = {
        _toneless(readings.split(",")[0])
        for code, readings in PINYIN_DICT.items()
        if 0x4E00 <= code <= 0x9FFF
    }
    plain |= set(_READING.values())
    return frozenset(s for s in plain if s and any(v in s for v in "aeiouv")) - {"ng", "m", "n", "hm", "hng"}


def syllable(char: str) -> str:
    """The merged syllable of one character; an empty string when it has none."""
    return _table().get(char, "")


@functools.lru_cache(maxsize=4096)
def split_pinyin(letters: str) -> tuple[str, ...]:
    """The merged syllables that Latin letters spell, fewest first; empty when they spell none."""
    known = _syllables()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _MAX_SYLLABLE), end):
            head = best[start]
            if head is not None and letters[start:end] in known:
                here = best[end]
                if here is None or len(head) + 1 < len(here):
                    best[end] = (*head, letters[start:end])
    found = best[-1]
    return tuple(merge(s) for s in found) if found else ()


@functools.cache
def _initial_table() -> Mapping[str, str]:
    table = {}
    for code, readings in PINYIN_DICT.items():
        if 0x4E00 <= code <= 0x9FFF:
            plain = _READING.get(chr(code)) or _toneless(readings.split(",")[0])
            table[chr(code)] = plain[:1]
    return table


def initials(text: str) -> str:
    """The first letters of the readings, as people abbreviate: 科技特派员 → kjtpy."""
    table = _initial_table()
    return "".join(table.get(c, c if re.match(r"[a-z0-9]", c) else "") for c in text)
