"""What a question speaks of: names, attributes, places, years, and how much each unit of it says."""

from __future__ import annotations

import dataclasses
import re

from bot.matching.phrasebook import Span
from bot.matching.phrases import Member, Name, Place
from bot.matching.stored import restore, slot_values
from bot.matching.text import Text
from bot.matching.vocabulary import Vocabulary


@dataclasses.dataclass(frozen=True, slots=True)
class Understood:
    """A canonical text with everything recognised in it."""

    text: Text
    names: tuple[Span[Name], ...]
    attributes: tuple[Span[str], ...]  # values: attribute ids one word may ask for
    home: tuple[Span[str], ...]
    districts: tuple[Span[str], ...]  # parts of the home area
    places: tuple[Span[Place], ...]  # other places, outside proper names
    strangers: tuple[Span[str], ...]  # well-known organisations that the knowledge is not about
    members: tuple[Span[Member], ...]  # things of a kind: 草莓, 博士; also inside names
    ideas: tuple[Span[int], ...]  # words with near ones: the numbers of their groups
    years: tuple[str, ...]
    weights: tuple[float, ...]  # 0 says nothing … 1 content; names, attributes, places and years count 0
    gram_weights: tuple[float, ...]  # the same for similarity: nothing is 0
    name_ids: frozenset[str]  # of every name that was recognised
    nested_names: frozenset[str]  # the same, with names inside longer names
    scope: frozenset[str]  # 内蒙古, 中国, 全国: areas wider than the city
    demands: tuple[frozenset[str], ...]  # one set an asking word: any of its attributes meets it

    __getstate__, __setstate__ = slot_values, restore


_FUNCTION_GRAM = 0.25  # a function word still tells 你是谁 from 谁是你
_NAME_GRAM = 0.4  # names are matched as names; their characters only break ties
_ASKING_GRAM = 0.6
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT_YEARS = frozenset(str(year) for year in range(16, 30) if year % 10)
_WIDER = frozenset({"内蒙古", "内蒙古自治区", "中国", "全国"})
_MEASURES = frozenset("块元人家万亿千百亩个名户头只公吨斤米平多余场期项件套位")  # 2000块 is no year
_NUMBER = 0.35


def understand(text: Text, vocabulary: Vocabulary) -> Understood:
    """The canonical text with names, attributes, places and years marked.

    Names come before places (上海交通大学 is no place), places before attribute words.
    """
    marks = vocabulary.marks(text)
    proper = marks.proper
    names, home, districts, places = proper.names, proper.home, proper.districts, proper.places
    taken = _covered((*names, *home, *districts, *places), len(text))
    attributes = tuple(s for s in marks.attributes if not any(taken[s.start : s.end]))
    found_years = years(text)
    weights = list(marks.weights)
    grams = [max(_FUNCTION_GRAM, w) for w in weights]
    for index, unit in enumerate(text.units):
        if unit[:1].isdigit():
            weights[index] = 0.0 if unit in found_years or (len(unit) == 2 and found_years) else _NUMBER
            grams[index] = 1.0
    for start, end in [(s.start, s.end) for s in (*names, *home, *districts)]:
        weights[start:end] = [0.0] * (end - start)
        grams[start:end] = [_NAME_GRAM] * (end - start)
    for start, end in [*((s.start, s.end) for s in places), *((s.start, s.end) for s in attributes)]:
        weights[start:end] = [0.0] * (end - start)
        grams[start:end] = [max(_ASKING_GRAM, g) for g in grams[start:end]]
    return Understood(
        text,
        names,
        attributes,
        home,
        districts,
        places,
        proper.strangers,
        marks.members,
        marks.ideas,
        found_years,
        tuple(weights),
        tuple(grams),
        frozenset(name.id for span in names for name in span.values),
        marks.nested_names,
        frozenset(area for span in home for area in span.values if area in _WIDER),
        tuple(frozenset(span.values) for span in attributes),
    )


def years(text: Text) -> tuple[str, ...]:
    """Four-digit years in the text; 22年 counts as 2022, 10年 and 20年 are durations."""
    found = []
    for index, unit in enumerate(text.units):
        following = text.units[index + 1] if index + 1 < len(text) else ""
        if _YEAR.fullmatch(unit) and following not in _MEASURES:
            found.append(unit)
        elif following == "年" and unit in _SHORT_YEARS:
            found.append("20" + unit)
    return tuple(dict.fromkeys(found))


def _covered(spans: tuple[Span[Name] | Span[str] | Span[Place], ...], length: int) -> list[bool]:
    taken = [False] * length
    for span in spans:
        taken[span.start : span.end] = [True] * (span.end - span.start)
    return taken
