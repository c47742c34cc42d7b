"""Syllables typed in Latin letters turned back into the characters the knowledge uses."""

from __future__ import annotations

from collections.abc import Iterable

from bot.matching.sounds import syllable
from bot.matching.text import Text

_LONGEST = 6
_TWO = syllable("两")


class Decoder:
    """Syllable sequences → characters, learnt from the texts of the knowledge."""

    def __init__(self, texts: Iterable[Text], phrases: Iterable[Text]) -> None:
        """Takes running texts (pairs and triples are learnt) and whole phrases."""
        counts: dict[tuple[str, ...], dict[tuple[str, ...], int]] = {}
        for text in texts:
            for size in (2, 3):
                for start in range(len(text) - size + 1):
                    units = text.units[start : start + size]
                    if all((u and "\u4e00" <= u[0] <= "\u9fff") or u.isdigit() for u in units):
                        sounds = text.syllables[start : start + size]
                        self._count(counts, sounds, units, 1)
                        if "2" in units:  # 两个 is written 2个
                            spoken = tuple(
                                _TWO if u == "2" else s for u, s in zip(units, sounds, strict=True)
                            )
                            self._count(counts, spoken, units, 1)
        for phrase in phrases:
            if 1 <= len(phrase) <= _LONGEST and all(phrase.units):
                self._count(counts, phrase.syllables, phrase.units, 50)
        self._best = {sounds: max(found, key=lambda u: found[u]) for sounds, found in counts.items()}

    @staticmethod
    def _count(
        counts: dict[tuple[str, ...], dict[tuple[str, ...], int]],
        sounds: tuple[str, ...],
        units: tuple[str, ...],
        weight: int,
    ) -> None:
        found = counts.setdefault(sounds, {})
        found[units] = found.get(units, 0) + weight

    def decode(self, text: Text) -> Text:
        """The text with every run of bare syllables spelt as well as the knowledge can."""
        units = list(text.units)
        position = 0
        while position < len(units):
            if units[position]:
                position += 1
                continue
            end = position
            while end < len(units) and not units[end]:
                end += 1
            units[position:end] = self._run(text.syllables[position:end])
            position = end
        breaks = tuple(
            0 if not old and new and gap == 1 else gap
            for old, new, gap in zip(text.units, units, text.breaks, strict=True)
        )
        return Text(tuple(units), text.syllables, breaks)

    def _run(self, sounds: tuple[str, ...]) -> list[str]:
        """The spelling of one run that needs the fewest pieces; what stays unknown stays empty."""
        best: list[tuple[int, list[str]] | None] = [(0, [])] + [None] * len(sounds)
        for end in range(1, len(sounds) + 1):
            for start in range(max(0, end - _LONGEST), end):
                head = best[start]
                if head is None:
                    continue
                spelt = self._best.get(sounds[start:end])
                if spelt is None and end - start > 1:
                    continue
                cost = head[0] + (1 if spelt else 3)
                here = best[end]
                if here is None or cost < here[0]:
                    best[end] = (cost, head[1] + (list(spelt) if spelt else [""]))
        found = best[-1]
        return found[1] if found else [""] * len(sounds)
