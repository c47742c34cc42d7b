"""Initials typed for a phrase: kjtpy for 科技特派员."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from bot.matching.sounds import initials
from bot.matching.text import Text

_SURE = 3  # letters from which initials stand for one phrase only
# Two letters that people type without meaning initials.
ENGLISH = frozenset(
    "ad ai am an as at be by cd do dr er go hi hr ip is it km kg kv ld lp me mm ms my nb no of ok on or pc pm"  # noqa: SIM905
    " pr qq rd so sb tv to uk un up us vr vs vx we wx".split()
)
_SAID = range(4, 9)  # characters of phrases that are no names: 五大攻坚行动
_TIMES = 2  # texts that hold such a phrase
_READ_OTHERWISE = str.maketrans("行长重", "形常虫")  # xing, chang, chong as well as hang, zhang, zhong
_RUN = re.compile("[\u4e00-\u9fff]{4,}")


class Abbreviations:
    """Initials → the phrase they most likely stand for."""

    def __init__(self, phrases: Iterable[str], read: Callable[[str], Text]) -> None:
        """Takes phrases, likeliest first, and how to read one."""
        self._table: dict[str, str] = {}
        self._read = read
        for phrase in phrases:
            for key in {initials(phrase), initials(phrase.translate(_READ_OTHERWISE))}:
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


def repeated(texts: Iterable[str]) -> list[str]:
    """The phrases of four to eight characters that several texts hold, those of most texts first."""
    counts: Counter[str] = Counter()
    for text in texts:
        runs = _RUN.findall(text)
        counts.update({r[i : i + n] for r in runs for n in _SAID for i in range(len(r) - n + 1)})
    return [phrase for phrase, times in counts.most_common() if times >= _TIMES]
