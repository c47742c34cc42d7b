"""Characters that stand side by side in the knowledge, and words of two characters put right by them.

Knows no phrases: a word is swapped back, rid of a small word or heard right where its neighbours agree.
"""

from __future__ import annotations

import collections
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from bot.matching.lookalikes import may_mean
from bot.matching.phrasebook import code
from bot.matching.sounds import syllable
from bot.matching.text import Text

_OFTEN = 5  # texts of the knowledge that hold what stands there often
_FAR = 4  # times as often that one reading must be heard as the next
_DOUBLED = frozenset("几一列看说试问用")  # 看看, 说说
_SMALL = frozenset("的了吗呢吧啊是有在和与跟也都就还要能会个这那得给办到过对把被")
_BEFORE_MEASURE = frozenset("几少")  # 几辆 is no 几年
_ASKING = frozenset("么谁哪几少")
_NEEDS_MEASURE, _ANY_MEASURE = frozenset("哪几"), "个"
_MEANT = frozenset("给做")  # small words that nobody says by mistake
_MISHEARD = frozenset("德")  # small words that are often another character


class Neighbours:
    """Which characters were seen side by side, and which words there are."""

    def __init__(
        self,
        said: Iterable[str],
        words: Collection[str],
        common: Collection[str],
        names: Collection[str],
        small: Iterable[str],
    ) -> None:
        """Takes texts of the knowledge, words, function words, short names and words that say nothing."""
        pairs = collections.Counter(text[i : i + 2] for text in said for i in range(len(text) - 1))
        self._heard = pairs
        self._often = frozenset(pair for pair, times in pairs.items() if times >= _OFTEN)
        self._words = words
        self._names = names
        self._common = common
        self.small = _SMALL.union(w for w in small if len(w) == 1)
        self._goes_with_all = self.small | _ASKING
        self._alike: dict[str, set[str]] = defaultdict(set)
        for char in {c for pair in self._heard for c in pair if han(c)}:
            self._alike[syllable(char)].add(char)

    def strange(self, key: str) -> list[bool]:
        """For every two neighbours, whether no text of the knowledge has them."""
        return [a + b not in self._heard for a, b in itertools.pairwise(key)]

    def collapsed(self, text: Text) -> Text:
        """A character said twice, where no word ends and begins with it, said once."""
        key = code(text.units)
        keep = [i for i in range(len(key)) if not (i and self._stutters(key, i) and not text.breaks[i])]
        if len(keep) == len(key):
            return text
        return _picked(text, keep)

    def _stutters(self, key: str, i: int) -> bool:
        char = key[i]
        if char != key[i - 1] or not han(char) or char in _DOUBLED or char * 2 in self._heard:
            return False
        before, after = key[max(0, i - 2) : i], key[i : i + 2]
        if char * 2 in self._words:
            return before in self._heard and after in self._heard
        return not (before in self._words and after in self._words)

    def _side_by_side(self, pair: str) -> bool:
        return pair in self._heard or pair in self._words

    def in_word(self, key: str, at: int, within: tuple[int, int] | None = None) -> bool:
        """Whether the character is part of a word or a short name; given a span, of one that reaches out."""
        for a in range(max(0, at - 3), at + 1):
            for b in range(max(at + 1, a + 2), min(len(key), at + 4) + 1):
                if within is not None and within[0] <= a and b <= within[1]:
                    continue
                if key[a:b] in self._words or (b - a <= 3 and key[a:b] in self._names):
                    return True
        return False

    def mended(self, text: Text) -> Text:
        """Words of two characters: swapped back, parted from a small word, heard right."""
        i = 0
        while i < len(text):
            key = code(text.units)
            swaps, heard = self._swaps(key, i), ""
            if not (swaps and key[i + 1] + key[i] in self._words):
                heard = self._heard_as(key, i, text.breaks)
            if heard:
                text = text.replace(i, i + 1, written(heard))
            elif swaps:
                text = text.replace(i, i + 2, written(key[i + 1] + key[i]))
                i += 1
            elif self._lacks_measure(key, i):
                text = text.replace(i + 1, i + 1, written(_ANY_MEASURE))
            elif self._is_extra(key, i):
                text = _picked(text, [*range(i), *range(i + 1, len(key))])
                continue
            i += 1
        return text

    def _swaps(self, key: str, i: int) -> bool:
        a, b = key[i], key[i + 1 : i + 2]
        if not han(a) or not han(b) or a == b:
            return False
        word = b + a in self._heard and (b + a in self._words or b + a in self._names)
        if not word and not self.small.isdisjoint((a, b)):  # 件条 is 条件 though 件 alone says nothing
            return False
        before, after = key[max(0, i - 1) : i], key[i + 2 : i + 3]
        strange = [not self._fits(x) for x in (before + a, a + b, b + after)]
        enough = 2 if (before and after) or not word else 1
        if not strange[1] or sum(strange) < enough or self.in_word(key, i) or self.in_word(key, i + 1):
            return False
        return self._side_by_side(b + a) and self._joins(key, i, i + 2, b + a)

    def _fits(self, pair: str) -> bool:
        return len(pair) < 2 or self._side_by_side(pair)

    def _joins(self, key: str, start: int, end: int, put: str) -> bool:
        """Whether what is put there goes with its neighbours, or they are words of their own."""
        before, after = key[max(0, start - 1) : start], key[end : end + 1]
        left = self._fits(before + put[0]) or key[max(0, start - 2) : start] in self._words
        right = self._fits(put[-1] + after) or key[end : end + 2] in self._words
        return (left or before in self._goes_with_all) and (right or after in self._goes_with_all)

    def _lacks_measure(self, key: str, i: int) -> bool:
        """Whether a thing stands right behind a word that needs a measure word: 哪大学, 几团队."""
        thing = key[i + 1 : i + 3]
        known = len(thing) > 1 and thing in self._words and thing in self._often
        return key[i] in _NEEDS_MEASURE and known and key[i : i + 2] not in self._heard

    def _is_extra(self, key: str, i: int) -> bool:
        """Whether a small word stands inside a word of two characters."""
        if not 0 < i < len(key) - 1 or key[i] not in self.small or key[i] in _MEANT or self.in_word(key, i):
            return False
        x, a, b = key[i - 1], key[i], key[i + 1]
        if not (han(x) and han(b)) or self._side_by_side(x + a) or self._side_by_side(a + b):
            return False
        known = x + b in self._words and x + b in self._heard
        return known and (self._fits(key[max(0, i - 2) : i]) or self._fits(key[i + 1 : i + 3]))

    def _heard_as(self, key: str, i: int, breaks: Sequence[int]) -> str:
        """The one character of like sound or look that makes a word with a neighbour; empty if none does."""
        a = key[i]
        before = key[i - 1] if i and not breaks[i] else ""
        after = key[i + 1] if i + 1 < len(key) and not breaks[i + 1] else ""
        if not han(a) or a in self.small - _MISHEARD or not before + after or self.in_word(key, i):
            return ""
        if before in _BEFORE_MEASURE:
            return ""
        follows = self._side_by_side(a + after) if not before else a + after in self._words
        if (before and self._side_by_side(before + a)) or (after and follows):
            return ""
        meant = self._meant(a)
        full = {c for c in meant if c not in self.small or a in _MISHEARD}  # 浙江 is no 这间
        for chars, known in ((full, self._words), (full, self._names), (meant - full, self._common)):
            words = {c: [p for p in (before + c, c + after) if p in known and self._usual(p)] for c in chars}
            found = [c for c in chars if self._sure(words[c]) or (words[c] and self._joins(key, i, i + 1, c))]
            if found:
                return self._likeliest(found, before, after)
        return self._between(a, before, after)

    def _usual(self, word: str) -> bool:
        """Whether the word is likely here: the knowledge has it, or everybody says it."""
        return word in self._heard or word in self._names or word in self._common

    def _sure(self, words: Iterable[str]) -> bool:
        """Whether one of the words is meant whatever stands on its other side."""
        return any(word in self._often or word in self._names for word in words)

    def _between(self, char: str, before: str, after: str) -> str:
        """The one character it may stand for that the knowledge often has between its neighbours."""
        if not (before and after and han(before) and han(after)):
            return ""
        found = [c for c in self._meant(char) if {before + c, c + after} <= self._often]
        return self._likeliest(found, before, after)

    def _likeliest(self, chars: Sequence[str], before: str, after: str) -> str:
        """The character that the knowledge has there far more often than the others; empty when none is."""
        times = {c: max(self._heard[before + c], self._heard[c + after]) for c in chars}
        first, *others = sorted(times, key=lambda c: (-times[c], c)) or [""]
        return first if not others or times[first] > _FAR * times[others[0]] else ""

    def _meant(self, char: str) -> set[str]:
        """The characters it may stand for: of the same sound, or of nearly the same look."""
        return self._alike.get(syllable(char), set()).union(may_mean(char))


def han(char: str) -> bool:
    """Whether it is a Chinese character."""
    return "\u4e00" <= char <= "\u9fff"


def written(characters: str) -> Text:
    """Chinese characters as a text."""
    return Text(tuple(characters), tuple(map(syllable, characters)), (0,) * len(characters))


def _picked(text: Text, keep: Sequence[int]) -> Text:
    return Text(
        tuple(text.units[i] for i in keep),
        tuple(text.syllables[i] for i in keep),
        tuple(text.breaks[i] for i in keep),
    )
