"""A text as units (characters, numbers, Latin words) with their sounds. Knows no knowledge."""

from __future__ import annotations

import dataclasses
import re
import sys
from collections.abc import Sequence

from bot.matching.normalise import PAUSE, SENTENCE, normalise
from bot.matching.sounds import split_pinyin, syllable
from bot.matching.stored import restore, slot_values

_PIECE = re.compile(r"\d+(?:\.\d+)?%?|[a-z]+|\+|[^\sa-z\d]|[\s]")
BLANK, COMMA, STOP = 1, 2, 3  # what may stand before a unit
_GAPS = {PAUSE: COMMA, SENTENCE: STOP}
_SHOWN = ("", " ", "，", "。")


@dataclasses.dataclass(frozen=True, slots=True)
class Text:
    """Parallel tuples, one item a unit."""

    units: tuple[str, ...]  # a character, a number, a Latin word; "" for a syllable typed in Latin letters
    syllables: tuple[str, ...]  # merged syllable; "#…" for numbers, "@…" for other Latin words
    breaks: tuple[int, ...]  # what stands before the unit: 0 nothing, BLANK, COMMA or STOP

    __getstate__, __setstate__ = slot_values, restore

    def __len__(self) -> int:
        return len(self.units)

    def cut(self, start: int, end: int) -> Text:
        """The units start..end as a text of their own."""
        return Text(self.units[start:end], self.syllables[start:end], self.breaks[start:end])

    def replace(self, start: int, end: int, other: Text) -> Text:
        """The text with units start..end exchanged for another text's."""
        first = self.breaks[start : start + 1] or (0,)
        middle = first + other.breaks[1:] if other.breaks else ()
        return Text(
            self.units[:start] + other.units + self.units[end:],
            self.syllables[:start] + other.syllables + self.syllables[end:],
            self.breaks[:start] + middle + self.breaks[end:],
        )

    def __str__(self) -> str:
        return "".join(
            _SHOWN[gap] + (unit or f"<{sound}>")
            for unit, sound, gap in zip(self.units, self.syllables, self.breaks, strict=True)
        ).strip(" ，。")


EMPTY = Text((), (), ())


def join(parts: Sequence[Text]) -> Text:
    """The parts one after another, a pause between them."""
    units: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()
    breaks: tuple[int, ...] = ()
    for part in parts:
        if part.units:
            units += part.units
            sounds += part.syllables
            breaks += (max(COMMA, part.breaks[0]), *part.breaks[1:])
    return Text(units, sounds, breaks)


def read(raw: str, *, latin: bool = True) -> Text:
    """The raw text normalised and cut into units; with `latin`, letters that spell syllables are sounds."""
    return cut_normalised(normalise(raw), latin=latin)


def cut_normalised(text: str, *, latin: bool = True) -> Text:
    """An already normalised text cut into units."""
    units: list[str] = []
    sounds: list[str] = []
    breaks: list[int] = []
    gap = 0
    for piece in _PIECE.findall(text):
        if piece in _GAPS or piece.isspace():
            gap = max(gap, _GAPS.get(piece, BLANK))
            continue
        for unit, sound in _units(piece, latin=latin):
            units.append(sys.intern(unit))  # the stored matcher holds each character once
            sounds.append(sys.intern(sound))
            breaks.append(gap if units[1:] else 0)
            gap = 0
    return Text(tuple(units), tuple(sounds), tuple(breaks))


def _units(piece: str, *, latin: bool) -> list[tuple[str, str]]:
    if piece[0].isdigit():
        return [(piece, syllable(piece) if len(piece) == 1 else "#" + piece)]
    if "a" <= piece[0] <= "z":
        spelt = split_pinyin(piece) if latin and len(piece) > 1 else ()
        return [("", s) for s in spelt] if spelt else [(piece, "@" + piece)]
    return [(piece, syllable(piece) or "?" + piece)]
