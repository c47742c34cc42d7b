"""Known phrases found in a text by their characters or by their sound. Knows not what they mean."""

from __future__ import annotations

import dataclasses
import functools
import zlib
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from bot.matching.sounds import numbers
from bot.matching.stored import restore, slot_values

T_co = TypeVar("T_co", covariant=True)

_PRIVATE, _CODES = 0xF0000, 131_000  # private-use characters stand in for units of several letters
_SYLLABLES = 1000  # of them are kept for syllables


@dataclasses.dataclass(frozen=True, slots=True)
class Span(Generic[T_co]):
    """One phrase found: units start..end (end excluded)."""

    start: int
    end: int
    values: tuple[T_co, ...]  # everything the phrase stands for
    exact: bool  # found by characters, not by sound

    __getstate__, __setstate__ = slot_values, restore


def code(units: Sequence[str]) -> str:
    """The units as a string with one character each, so that a phrase is a slice.

    A syllable becomes a private-use character of its own, another unit of several letters one by its
    checksum.
    """
    return "".join([u if len(u) == 1 else _code(u) for u in units])


@functools.lru_cache(maxsize=8192)
def _code(unit: str) -> str:
    known = numbers().get(unit)
    other = _SYLLABLES + zlib.crc32(unit.encode()) % (_CODES - _SYLLABLES)
    return chr(_PRIVATE + (other if known is None else known))


class Phrasebook(Generic[T_co]):
    """Phrases of several units; longest match from the left, characters before sound."""

    def __init__(
        self, phrases: Iterable[tuple[Sequence[str], Sequence[str], T_co]], *, by_sound: bool
    ) -> None:
        """Takes (units, syllables, value) triples; `by_sound` also finds homophones."""
        self._exact: dict[str, tuple[T_co, ...]] = {}
        self._sound: dict[str, list[tuple[str, T_co]]] = {}
        exact: dict[str, set[int]] = {}  # lengths of the phrases that begin with this character
        heard: dict[str, set[int]] = {}
        for units, syllables, value in phrases:
            if not units:
                continue
            key = code(units)
            exact.setdefault(key[0], set()).add(len(key))
            values = self._exact.get(key, ())
            if value not in values:
                self._exact[key] = (*values, value)
            if by_sound and len(key) > 1:
                sound = code(syllables)
                heard.setdefault(sound[0], set()).add(len(key))
                self._sound.setdefault(sound, []).append((key, value))
        self._beginnings = frozenset(key[:2] for key in self._exact if len(key) > 1)
        self._heard_beginnings = frozenset(sound[:2] for sound in self._sound)
        self._lengths = {start: tuple(sorted(found, reverse=True)) for start, found in exact.items()}
        self._sound_lengths = {start: tuple(sorted(found, reverse=True)) for start, found in heard.items()}

    def find(self, units: Sequence[str], syllables: Sequence[str]) -> list[Span[T_co]]:
        """The phrases in the text, left to right, not overlapping."""
        return leftmost(self.find_all(units, syllables))

    def find_all(self, units: Sequence[str], syllables: Sequence[str]) -> list[Span[T_co]]:
        """The longest phrase by characters and a longer one by sound at every position; they may overlap.

        At one position the longer one comes first.
        """
        return self.find_coded(code(units), code(syllables) if self._sound else "")

    def find_coded(self, key: str, sound: str) -> list[Span[T_co]]:
        """The same for units and syllables that are coded; without `sound` by characters only."""
        found = []
        for start, char in enumerate(key):  # most positions begin no longer phrase
            exact: Span[T_co] | None = None
            if key[start : start + 2] in self._beginnings:
                exact = self._exactly(key, start)
            elif char in self._exact:
                exact = Span(start, start + 1, self._exact[char], exact=True)
            if sound and sound[start : start + 2] in self._heard_beginnings:
                heard = self._heard(key, sound, start, exact.end - start if exact is not None else 1)
                if heard is not None:
                    found.append(heard)
            if exact is not None:
                found.append(exact)
        return found

    def _exactly(self, key: str, start: int) -> Span[T_co] | None:
        for length in self._lengths.get(key[start], ()):
            values = self._exact.get(key[start : start + length])
            if values is not None and start + length <= len(key):
                return Span(start, start + length, values, exact=True)
        return None

    def _heard(self, key: str, sound: str, start: int, longer_than: int) -> Span[T_co] | None:
        for length in self._sound_lengths.get(sound[start], ()):
            if length <= longer_than:
                return None
            alike = self._sound.get(sound[start : start + length])
            if alike and start + length <= len(key):
                typed = key[start : start + length]
                values = tuple(dict.fromkeys(v for own, v in alike if _plausible(typed, own)))
                if values:
                    return Span(start, start + length, values, exact=False)
        return None


def leftmost(spans: Iterable[Span[T_co]]) -> list[Span[T_co]]:
    """Of spans ordered by start, longest first, those that do not overlap an earlier one."""
    kept: list[Span[T_co]] = []
    free = 0
    for span in spans:
        if span.start >= free:
            kept.append(span)
            free = span.end
    return kept


def _plausible(heard: str, known: str) -> bool:
    """Whether a homophone may stand for the phrase: two characters must share one, three or more need not."""
    if len(known) > 2:
        return True
    return any(a in {b, _code("")} for a, b in zip(heard, known, strict=True))
