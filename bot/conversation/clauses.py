"""Long and compound questions cut into what is actually asked. Judges nothing."""

from __future__ import annotations

import itertools
import re

from bot.matching.text import COMMA, STOP, Text, join
from bot.matching.understand import Understood
from bot.matching.vocabulary import Vocabulary

_LONG = 24  # units; a story with a question at its end is longer
_AND = frozenset("和与及跟")
_ENDS_ASKING = re.compile("[吗呢么吧]$")


def clauses(text: Text, *, at_pauses: bool) -> list[Text]:
    """The text cut at sentence ends, or at every pause."""
    cuts = [i for i, gap in enumerate(text.breaks) if gap >= (COMMA if at_pauses else STOP)]
    edges = [0, *[c for c in cuts if c], len(text)]
    return [text.cut(a, b) for a, b in itertools.pairwise(edges) if b > a]


def asks(clause: Text, vocabulary: Vocabulary) -> bool:
    """Whether the clause asks for something."""
    return vocabulary.asks_softly(clause) or bool(_ENDS_ASKING.search("".join(clause.units)))


def focus(text: Text, vocabulary: Vocabulary) -> list[Text]:
    """The readings of a text worth trying, likeliest first: a story's asking part, then the whole.

    The asking part is led by the proper names and other places of the rest.
    """
    parts = clauses(text, at_pauses=True)
    if len(parts) < 2 or len(text) <= _LONG:
        return [text]
    asking = [p for p in parts if asks(p, vocabulary)]
    found = []
    for chosen in [asking[-2:], asking[-1:]] if asking else [parts[-1:]]:
        reading = _with_names(parts, chosen, vocabulary)
        if reading not in found:
            found.append(reading)
    return [*found, text]


def _with_names(parts: list[Text], chosen: list[Text], vocabulary: Vocabulary) -> Text:
    named = []
    for part in parts:
        if part not in chosen:
            proper = vocabulary.proper(part)
            named += [part.cut(s.start, s.end) for s in (*proper.names, *proper.places)]
    return join([*named[-2:], *chosen])


def halves(query: Understood, vocabulary: Vocabulary) -> list[Text]:
    """The separate questions in one text, each with the names it needs; empty when there is only one."""
    text = query.text
    for at_pauses in (False, True):
        parts = [p for p in clauses(text, at_pauses=at_pauses) if asks(p, vocabulary)]
        if len(parts) == 2:
            return [parts[0], _led(parts[0], parts[1], vocabulary)]
    return _joined_by_and(text, vocabulary)


def _joined_by_and(text: Text, vocabulary: Vocabulary) -> list[Text]:
    proper = vocabulary.proper(text)
    spans = (*proper.names, *proper.home, *proper.districts, *proper.places)
    inside = {i for s in spans for i in range(s.start, s.end)}
    spots = [i for i, u in enumerate(text.units) if u in _AND and i not in inside and 2 <= i < len(text) - 2]
    if len(spots) != 1:
        return []
    first, second = text.cut(0, spots[0]), text.cut(spots[0] + 1, len(text))
    if not asks(second, vocabulary):
        return []
    if not asks(first, vocabulary):
        tail = vocabulary.marks(second).attributes
        if not tail:
            return []
        first = join([first, second.cut(tail[-1].start, len(second))])
    return [first, _led(first, second, vocabulary)]


def _led(first: Text, second: Text, vocabulary: Vocabulary) -> Text:
    """The second part, with the names of the first when it has none of its own."""
    if vocabulary.proper(second).names:
        return second
    named = [first.cut(s.start, s.end) for s in vocabulary.proper(first).names]
    return join([*named[:1], second]) if named else second
