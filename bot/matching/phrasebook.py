"""Known phrases found in a text by their characters or by their sound. Knows not what they mean."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

_SOUND = "\0"  # marks a syllable where units and syllables share a table


@dataclasses.dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    """One phrase found: units start..end (end excluded)."""

    start: int
    end: int
    values: tuple[T, ...]  # everything the phrase stands for
    exact: bool  # found by characters, not by sound


class Phrasebook(Generic[T]):
    """Phrases of several units; longest match from the left, characters before sound."""

    def __init__(self, phrases: Iterable[tuple[Sequence[str], Sequence[str], T]], *, by_sound: bool) -> None:
        """Takes (units, syllables, value) triples; `by_sound` also finds homophones."""
        self._exact: dict[tuple[str, ...], list[T]] = {}
        self._sound: dict[tuple[str, ...], list[tuple[tuple[str, ...], T]]] = {}
        lengths: dict[str, set[int]] = {}  # of the phrases that begin with this unit or syllable
        for units, syllables, value in phrases:
            key = tuple(units)
            if not key:
                continue
            lengths.setdefault(key[0], set()).add(len(key))
            values = self._exact.setdefault(key, [])
            if value not in values:
                values.append(value)
            if by_sound and len(key) > 1:
                lengths.setdefault(_SOUND + syllables[0], set()).add(len(key))
                self._sound.setdefault(tuple(syllables), []).append((key, value))
        self._lengths = {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}

    def find(self, units: Sequence[str], syllables: Sequence[str]) -> list[Span[T]]:
        """The phrases in the text, left to right, not overlapping."""
        found: list[Span[T]] = []
        position = 0
        total = len(units)
        while position < total:
            span = self._at(units, syllables, position)
            if span is None:
                position += 1
            else:
                found.append(span)
                position = span.end
        return found

    def find_all(self, units: Sequence[str], syllables: Sequence[str]) -> list[Span[T]]:
        """Every phrase at every position; they may overlap. At one position longer ones come first."""
        found = []
        for start in range(len(units)):
            exact = self._exactly(units, start)
            heard = self._heard(units, syllables, start, 1)
            found += [span for span in (heard, exact) if span is not None]
            if (
                exact is not None
                and heard is not None
                and (exact.start, exact.end) == (heard.start, heard.end)
            ):
                found.remove(heard)
        return found

    def _at(self, units: Sequence[str], syllables: Sequence[str], start: int) -> Span[T] | None:
        exact = self._exactly(units, start)
        heard = self._heard(units, syllables, start, exact.end - start if exact else 1)
        return heard or exact

    def _exactly(self, units: Sequence[str], start: int) -> Span[T] | None:
        for length in self._lengths.get(units[start], ()):
            values = self._exact.get(tuple(units[start : start + length]))
            if values is not None and start + length <= len(units):
                return Span(start, start + length, tuple(values), exact=True)
        return None

    def _heard(
        self, units: Sequence[str], syllables: Sequence[str], start: int, longer_than: int
    ) -> Span[T] | None:
        for length in self._lengths.get(_SOUND + syllables[start], ()):
            if length <= longer_than:
                return None
            if start + length > len(units):
                continue
            alike = self._sound.get(tuple(syllables[start : start + length]))
            if alike:
                key = tuple(units[start : start + length])
                values = tuple(dict.fromkeys(v for own, v in alike if _plausible(key, own)))
                if values:
                    return Span(start, start + length, values, exact=False)
        return None


def _plausible(heard: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether a homophone may stand for the phrase: two characters must share one, three or more need not."""
    if len(known) > 2:
        return True
    return any(a == b or not a for a, b in zip(heard, known, strict=True))
