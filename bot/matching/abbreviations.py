"""Initials typed for a phrase: kjtpy for 科技特派员."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.matching.sounds import initials
from bot.matching.text import Text

_SURE = 3  # letters from which initials stand for one phrase only


class Abbreviations:
    """Initials → the phrase they most likely stand for."""

    def __init__(self, phrases: Iterable[str], read: Callable[[str], Text]) -> None:
        """Takes phrases, likeliest first, and how to read one."""
        self._table: dict[str, str] = {}
        self._read = read
        for phrase in phrases:
            key = initials(phrase)
            if len(key) >= 2 and key.isalpha():
                self._table.setdefault(key, phrase)

    def spell(self, letters: str) -> Text | None:
        """The letters written out: one known phrase, or two of which one is sure; None otherwise."""
        whole = self._table.get(letters)
        if whole is not None:
            return self._read(whole)
        for cut in range(len(letters) - 2, 1, -1):
            head, tail = self._table.get(letters[:cut]), self._table.get(letters[cut:])
            if head is not None and tail is not None and max(cut, len(letters) - cut) >= _SURE:
                return self._read(head + tail)
        return None
