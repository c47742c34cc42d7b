"""Characters as toneless syllables that voice typing confuses, and Latin letters back to syllables.

Merged: zh/z, ch/c, sh/s, n/l as initials, ang/an, eng/en, ing/in: the pairs that speakers of Jin
and northern Mandarin and their phones mix up. Readings come from data/readings.tsv.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from bot.matching import lexicon

_DIGIT_READING = "ling yi er san si wu liu qi ba jiu".split()  # noqa: SIM905 - read as words
_NOT_TYPED = {"ng", "m", "n", "hm", "hng"}
_MAX_SYLLABLE = 6
_LONG_WORD = 6  # letters


def merge(syllable: str) -> str:
    """The syllable with the confused sounds merged: zhang → zan."""
    if syllable[:2] in {"zh", "ch", "sh"}:
        syllable = syllable[0] + syllable[2:]
    if syllable.startswith("n"):
        syllable = "l" + syllable[1:]
    if syllable.endswith("ng") and syllable[-3:] in {"ang", "eng", "ing"}:
        syllable = syllable[:-1]
    return syllable.replace("v", "u")


@functools.cache
def _readings() -> Mapping[str, str]:
    """Character → toneless reading."""
    table = {char: reading for reading, chars in lexicon.rows("readings.tsv") for char in chars}
    return table | {str(digit): reading for digit, reading in enumerate(_DIGIT_READING)}


@functools.cache
def _table() -> Mapping[str, str]:
    """Character → merged syllable."""
    merged = {reading: merge(reading) for reading in set(_readings().values())}
    return {char: merged[reading] for char, reading in _readings().items()}


@functools.cache
def numbers() -> Mapping[str, int]:
    """Merged syllable → its number, the same one in every process."""
    return {s: number for number, s in enumerate(sorted(set(_table().values())))}


@functools.cache
def _syllables() -> frozenset[str]:
    """Every syllable of the character table, unmerged, as people type them."""
    return frozenset(s for s in _readings().values() if any(v in s for v in "aeiouv")) - _NOT_TYPED


@functools.cache
def _longer_syllables() -> frozenset[str]:
    """Every syllable of two letters and more."""
    return frozenset(s for s in _syllables() if len(s) > 1)


def syllable(char: str) -> str:
    """The merged syllable of one character; an empty string when it has none."""
    return _table().get(char, "")


@functools.lru_cache(maxsize=4096)
def split_pinyin(letters: str) -> tuple[str, ...]:
    """The merged syllables that Latin letters spell, fewest first; empty when they spell none.

    A short word does not hold a syllable of one letter: age and CEO are English.
    """
    known = _syllables() if len(letters) >= _LONG_WORD else _longer_syllables()
    best: list[tuple[str, ...] | None] = [(), *[None] * len(letters)]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _MAX_SYLLABLE), end):
            head = best[start]
            if head is not None and letters[start:end] in known:
                here = best[end]
                if here is None or len(head) + 1 < len(here):
                    best[end] = (*head, letters[start:end])
    found = best[-1]
    return tuple(merge(s) for s in found) if found else ()


def initials(text: str) -> str:
    """The first letters of the readings, as people abbreviate: 科技特派员 → kjtpy; Latin letters stay."""
    table = _readings()
    return "".join(c if c.isascii() and c.isalnum() else table.get(c, "")[:1] for c in text.lower())
