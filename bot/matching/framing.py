"""Greetings, thanks and fillers cut off both ends of a question. Knows not what is asked between them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from bot.content.model import Knowledge
from bot.matching import lexicon
from bot.matching.text import COMMA, EMPTY, Text
from bot.matching.vocabulary import Vocabulary

_EXCLUDES = re.compile("不是(?!吗)|不要|不算|不含|不包括|别跟|别把|别和|别拿|不问")
_ASKS = re.compile("什么|多少|几|谁|哪|怎|吗|么")
_PARTICLES = frozenset("呢啊呀哇嘞哦哈嘛啦")  # said at the end, asking nothing: 吗 and 吧 ask
_HESITATING = frozenset("那这")
_LEFT = 2  # units that stay at least
_SAYS_MUCH = 5  # units from which a final particle says nothing


class Framing:
    """The phrases that frame a question."""

    def __init__(self, knowledge: Knowledge, vocabulary: Vocabulary) -> None:
        """Learns the fillers; what is also a noun and small talk frame only where a pause parts them."""
        self._vocabulary = vocabulary
        fillers = self._units(knowledge.terms.fillers)
        written = {"".join(filler) for filler in fillers}
        nouns = {tuple(w) for w, kind in lexicon.rows("words.tsv") if kind == "n" and w in written}
        talk = {
            t for t in self._units(a for t in knowledge.small_talk for a in t.asks) if self._says_nothing(t)
        }
        self._plain = {f for f in fillers if len(f) > 1} - nouns
        self._parted = fillers | {t for t in talk if len(t) > 1}
        self._longest = max(map(len, self._parted), default=0)

    def _units(self, phrases: Iterable[str]) -> set[tuple[str, ...]]:
        return {self._vocabulary.canonical_phrase(p).units for p in phrases} - {()}

    def _says_nothing(self, units: tuple[str, ...]) -> bool:
        return not self._vocabulary.marks(self._vocabulary.canonical_phrase("".join(units))).attributes

    def cut(self, text: Text) -> Text:
        """The text without its framing; the text itself when it is nothing else or asks by it."""
        text = self._without_exclusions(text)
        start, end = 0, len(text)
        while True:
            head = self._head(text, start, end)
            tail = self._tail(text, start + head, end)
            if not head + tail:
                break
            start, end = start + head, end - tail
        if end - start == len(text):
            return text
        rest = text.cut(start, end)
        rest = Text(rest.units, rest.syllables, (0, *rest.breaks[1:]))
        return rest if self._whole(text, start, end) and self._says(rest) else text

    def _without_exclusions(self, text: Text) -> Text:
        """The text without later clauses that say what is not asked about: 不要宣讲那个数."""
        cuts = [i for i, gap in enumerate(text.breaks) if i and gap >= COMMA]
        for start, end in reversed(list(itertools.pairwise([*cuts, len(text)]))):
            clause = "".join(text.units[start:end])
            if _EXCLUDES.match(clause) and not _ASKS.search(clause):
                text = text.replace(start, end, EMPTY)
        return text

    def _head(self, text: Text, start: int, end: int) -> int:
        for length in range(min(self._longest, end - start - _LEFT), 0, -1):
            phrase, after = text.units[start : start + length], start + length
            if phrase in self._plain or (phrase in self._parted and text.breaks[after] >= COMMA):
                return length
        return 0

    def _tail(self, text: Text, start: int, end: int) -> int:
        for length in range(min(self._longest, end - start - _LEFT), 0, -1):
            phrase, before = text.units[end - length : end], end - length
            if phrase in self._plain or (phrase in self._parted and text.breaks[before] >= COMMA):
                return length
            if length == 1 and phrase[0] in _PARTICLES and before - start >= _SAYS_MUCH:
                return length
        return 0

    def _whole(self, text: Text, start: int, end: int) -> bool:
        """Whether nothing recognised is cut through, and what asks is not all cut off."""
        marks = self._vocabulary.marks(text)
        proper = marks.proper
        spans = [
            (s.start, s.end)
            for found in (proper.names, proper.home, proper.districts, proper.places, marks.attributes)
            for s in found
        ]
        if any(a < start < b or a < end < b for a, b in spans):
            return False
        hesitates = start > 2 and text.units[0] in _HESITATING  # 那个啥 asks nothing
        asking = [(s.start, s.end) for s in marks.attributes if not (hesitates and s.end <= start)]
        return not asking or any(start <= a and b <= end for a, b in asking)

    def _says(self, rest: Text) -> bool:
        """Whether the rest is more than words that say nothing."""
        marks = self._vocabulary.marks(rest)
        return bool(marks.attributes or marks.proper.names or any(marks.weights))
