"""What a question speaks of: names, attributes, places, years, and how much each unit of it says."""

from __future__ import annotations

import dataclasses

from bot.matching.phrasebook import Span
from bot.matching.text import Text
from bot.matching.vocabulary import Name, Place, Vocabulary, years


@dataclasses.dataclass(frozen=True, slots=True)
class Understood:
    """A canonical text with everything recognised in it."""

    text: Text
    names: tuple[Span[Name], ...]
    attributes: tuple[Span[str], ...]  # values: attribute ids one word may ask for
    home: tuple[Span[str], ...]
    places: tuple[Span[Place], ...]  # other places, outside proper names
    years: tuple[str, ...]
    weights: tuple[float, ...]  # 0 says nothing … 1 content; names, attributes, places and years count 0
    gram_weights: tuple[float, ...]  # the same for similarity: nothing is 0

    @property
    def name_ids(self) -> frozenset[str]:
        """The ids of every name that was recognised."""
        return frozenset(name.id for span in self.names for name in span.values)

    @property
    def demands(self) -> tuple[frozenset[str], ...]:
        """One set an asking word: any of its attributes meets it."""
        return tuple(frozenset(span.values) for span in self.attributes)


_FUNCTION_GRAM = 0.25  # a function word still tells 你是谁 from 谁是你
_NAME_GRAM = 0.4  # names are matched as names; their characters only break ties
_NUMBER = 0.35


def understand(text: Text, vocabulary: Vocabulary) -> Understood:
    """The canonical text with names, attributes, places and years marked.

    Names come before places (上海交通大学 is no place), places before attribute words.
    """
    names = tuple(vocabulary.names(text))
    taken = _covered(names, len(text))
    home = tuple(s for s in vocabulary.home_spans(text) if not any(taken[s.start : s.end]))
    for span in home:
        taken[span.start : span.end] = [True] * (span.end - span.start)
    places = tuple(s for s in vocabulary.places(text) if not any(taken[s.start : s.end]))
    for span in places:
        taken[span.start : span.end] = [True] * (span.end - span.start)
    attributes = tuple(s for s in vocabulary.attribute_words(text) if not any(taken[s.start : s.end]))
    found_years = years(text)
    classes = vocabulary.word_weights(text)
    weights = list(classes)
    grams = [max(_FUNCTION_GRAM, w) for w in classes]
    for index, unit in enumerate(text.units):
        if unit[:1].isdigit():
            weights[index] = 0.0 if unit in found_years or (len(unit) == 2 and found_years) else _NUMBER
            grams[index] = 1.0
    for group in (names, home, places, attributes):
        for span in group:
            for index in range(span.start, span.end):
                weights[index] = 0.0
                grams[index] = _NAME_GRAM if group is names or group is home else max(0.6, grams[index])
    return Understood(text, names, attributes, home, places, found_years, tuple(weights), tuple(grams))


def _covered(spans: tuple[Span[Name], ...], length: int) -> list[bool]:
    taken = [False] * length
    for span in spans:
        taken[span.start : span.end] = [True] * (span.end - span.start)
    return taken
