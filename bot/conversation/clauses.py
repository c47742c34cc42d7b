"""Long and compound questions cut into what is actually asked. Judges nothing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from bot.matching.phrasebook import Span
from bot.matching.text import COMMA, STOP, Text, join
from bot.matching.understand import Understood, years
from bot.matching.vocabulary import Vocabulary

LONG = 24  # units; a story with a question at its end is longer
_LITTLE = 1.0  # content left of an asking clause: the 字 of 叫什么名字
_NOUNS = 4  # stretches of content that lead an asking part without a name
_MOST = 3  # questions answered in one reply
_RELATES = re.compile("合作|一起|联手|联合|搭伙|对接|共建|打交道")
_EACH = frozenset("各")
_NOTHING = Text((), (), ())
_AND = frozenset("和与及跟")
_INTRODUCES = re.compile("(?:我们?|俺们?|咱们?)(?:是|在|家|住|村)")  # 我是武川的: where the asker lives
_ENDS_ASKING = re.compile("[吗呢么吧]$")


def clauses(text: Text, *, at_pauses: bool) -> list[Text]:
    """The text cut at sentence ends, or at every pause."""
    cuts = [i for i, gap in enumerate(text.breaks) if gap >= (COMMA if at_pauses else STOP)]
    edges = [0, *[c for c in cuts if c], len(text)]
    return [text.cut(a, b) for a, b in itertools.pairwise(edges) if b > a]


def asks(clause: Text, vocabulary: Vocabulary) -> bool:
    """Whether the clause asks for something; 能告诉我吗 only says that one asks."""
    if vocabulary.asks_softly(clause):
        return True
    marks = vocabulary.marks(clause)
    says = any(marks.weights) or bool(marks.proper.names)
    return says and bool(_ENDS_ASKING.search("".join(clause.units)))


def focus(text: Text, vocabulary: Vocabulary) -> list[Text]:
    """The readings of a text worth trying, likeliest first: a story's asking part, then the whole.

    The asking part is led by the proper names of the rest. One that says nothing by itself (他叫什么名字) and
    finds no name to lead it is led by the rest's nouns, and comes after the whole.
    """
    parts = clauses(text, at_pauses=True)
    if len(parts) < 2 or len(text) <= LONG:
        return [text]
    asking = [p for p in parts if asks(p, vocabulary)]
    found: list[Text] = []
    empty: list[Text] = []
    for chosen in [asking[-2:], asking[-1:]] if asking else [parts[-1:]]:
        rest = [p for p in parts if p not in chosen]
        named = _names(rest, vocabulary, things=any(vocabulary.proper(p).names for p in chosen))
        says = bool(named) or any(_says_something(p, vocabulary) for p in chosen)
        reading = join([*(named if says else _nouns(rest, vocabulary)), *chosen])
        if reading not in found + empty:
            (found if says else empty).append(reading)
    return [*found, text, *empty]


def _names(parts: list[Text], vocabulary: Vocabulary, *, things: bool) -> list[Text]:
    """The names and places of the parts, the last few; with `things`, also what is of a kind (西红柿)."""
    named: list[Text] = []
    districts: list[Text] = []
    for part in parts:
        marks = vocabulary.marks(part)
        spans = [*marks.proper.names, *marks.proper.places]
        inside = {i for s in spans for i in range(s.start, s.end)}
        if things:
            spans += [s for s in marks.members if inside.isdisjoint(range(s.start, s.end))]
        named += [*_years_of(part, spans), *(part.cut(s.start, s.end) for s in spans)]
        if not _INTRODUCES.match("".join(part.units)):
            districts += [part.cut(s.start, s.end) for s in marks.proper.districts]
    return [*districts, *named[-2:]]


def _years_of(part: Text, names: Sequence[Span[Any]]) -> list[Text]:
    """The year that stands before the first name: 2024年呼市科小, but not 我公司2023年收入6000万."""
    first = min((span.start for span in names), default=0)
    return [part.cut(i, i + 2) for i in range(first - 1) if years(part.cut(i, i + 2))][-1:]


def _nouns(parts: list[Text], vocabulary: Vocabulary) -> list[Text]:
    """The stretches of content in the parts, the last few."""
    found = []
    for part in parts:
        weights = vocabulary.marks(part).weights
        says = [w >= 1 and not u[:1].isdigit() for w, u in zip(weights, part.units, strict=True)]
        runs = itertools.groupby(range(len(part)), key=says.__getitem__)
        for _, run in filter(itemgetter(0), runs):
            where = list(run)
            if len(where) > 1:
                found.append(part.cut(where[0], where[-1] + 1))
    return found[-_NOUNS:]


def _says_something(part: Text, vocabulary: Vocabulary) -> bool:
    """Whether anything is left of the part without its asking words."""
    marks = vocabulary.marks(part)
    asking = {i for s in marks.attributes for i in range(s.start, s.end)}
    left = sum(w for i, w in enumerate(marks.weights) if i not in asking)
    return bool(marks.proper.names) or left > _LITTLE


def questions(query: Understood, vocabulary: Vocabulary) -> list[Text]:
    """The separate questions in one text, each with the names it needs; empty when there is only one."""
    text = query.text
    for at_pauses in (False, True):
        whole = _listed_together(clauses(text, at_pauses=at_pauses), vocabulary)
        if sum(_asks_or_names(p, vocabulary) for p in whole) > 1:
            return _each_led(whole, vocabulary)[:_MOST]
    return _counted_apart(query, vocabulary) or _joined_by_and(text, vocabulary)


def _counted_apart(query: Understood, vocabulary: Vocabulary) -> list[Text]:
    """The questions of a text that counts one thing after another: 博士几个硕士几个; else empty."""
    ends = [s.end for s in query.attributes if "count" in s.values]
    edges = [0, *ends]
    says = [any(w >= 1 for w in query.weights[a:b]) for a, b in itertools.pairwise(edges)]
    if len(ends) < 2 or not all(says) or any(query.weights[ends[-1] :]):
        return []
    return _each_led([query.text.cut(a, b) for a, b in itertools.pairwise(edges)], vocabulary)[:_MOST]


def _asks_or_names(part: Text, vocabulary: Vocabulary) -> bool:
    """Whether a part asks, or names what is asked for (产值); 9000万利润 tells it."""
    tells = any(unit[:1].isdigit() for unit in part.units) and not asks(part, vocabulary)
    return bool(vocabulary.marks(part).attributes) and not tells


def _listed_together(parts: list[Text], vocabulary: Vocabulary) -> list[Text]:
    """The parts, those joined again that a pause between two districts cut: 武川、清水河."""
    joined: list[Text] = []
    for part in parts:
        before = vocabulary.proper(joined[-1]).districts if joined else ()
        after = vocabulary.proper(part).districts
        if before and after and before[-1].end == len(joined[-1]) and after[0].start == 0:
            joined[-1] = join([joined[-1], part])
        else:
            joined.append(part)
    return joined


def _each_led(parts: list[Text], vocabulary: Vocabulary) -> list[Text]:
    """The parts that ask, each with the name last spoken of when it has none of its own.

    Before any name it is what a part speaks of that asks nothing: 派下去的人才，博士多少、硕士多少.
    """
    led: list[Text] = []
    name: list[Text] = []
    topic: list[Text] = []
    for part in parts:
        own = [part.cut(s.start, s.end) for s in vocabulary.proper(part).names]
        if not _asks_or_names(part, vocabulary) and len(parts) > 2:
            topic = topic or _nouns([part], vocabulary)
        else:
            led.append(part if own or not (name or topic) else join([*(name or topic), part]))
        name = own[:1] or name
    return led


def _joined_by_and(text: Text, vocabulary: Vocabulary) -> list[Text]:
    proper = vocabulary.proper(text)
    spans = (*proper.names, *proper.home, *proper.districts, *proper.places)
    inside = {i for s in spans for i in range(s.start, s.end)}
    spots = [i for i, u in enumerate(text.units) if u in _AND and i not in inside and 2 <= i < len(text) - 1]
    if len(spots) != 1 or _RELATES.search("".join(text.units)):  # 元和跟四川大学的谁合作 asks once
        return []
    pair = _sharing(text.cut(0, spots[0]), text.cut(spots[0] + 1, len(text)), vocabulary)
    return _each_led(pair, vocabulary)


def _without_each(text: Text) -> Text:
    """The text without its words for each: it is asked of one now."""
    for index in reversed(range(len(text))):
        if text.units[index] in _EACH:
            own = text.units[index + 1 : index + 2] == ("自",)
            text = text.replace(index, index + 1 + own, _NOTHING)
    return text


def _sharing(first: Text, second: Text, vocabulary: Vocabulary) -> list[Text]:
    """The two sides of 和; one that does not ask is asked with the words of the other."""
    asked = vocabulary.marks(first).attributes, vocabulary.marks(second).attributes
    if asks(second, vocabulary):
        if not asks(first, vocabulary):
            if not asked[1]:
                return []
            first = join([first, second.cut(asked[1][-1].start, len(second))])
        return [_without_each(first), _without_each(second)]
    if (
        not asks(first, vocabulary)
        or len(asked[0]) != 1
        or asked[1]
        or not _says_something(second, vocabulary)
    ):
        return []
    span = asked[0][0]
    end = span.start + 1 if first.units[span.start] == "几" else span.end  # 几家成员和院士: 几位
    return [first, second.replace(0, 0, first.cut(span.start, end))]
