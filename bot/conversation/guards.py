"""What makes the best candidate the wrong answer for certain: another place, an unknown name, a missing item.

Each guard says what is missing, or nothing. They name what a confidence alone could only doubt.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

from bot.content.model import Attribute
from bot.conversation.messages import Reason
from bot.matching.candidates import Candidate, spoken_years
from bot.matching.matcher import Matcher
from bot.matching.ranking import Ranked, worded_so
from bot.matching.strangers import strangers
from bot.matching.understand import Understood
from bot.matching.unmet import (
    measure,
    meets,
    missing_measure,
    missing_member,
    missing_places,
)
from bot.matching.wholes import asked_portion

_ASKED_FOR = {"list": "名单", "who": "名字", "where": "地点", "why": "原因"}  # of a bare figure
# How the missing portion is called; one that is not here is called by the question's own words.
_PORTIONS = {"one": "单独的数字", "rest": "其余的名字", "each": "分开的数字"}
_OF_WORDS = {"most": "的比较", "alone": "单独的数字"}  # after the words; else 的数
OWN_PLACE = "您那里"  # how the asker's own village or county is called
_OURS = re.compile("(?:我们?|俺们?|咱们|本)(?:旗|县|村|乡|镇|苏木|嘎查)(?![县区级])")
_ANOTHER_YEAR = re.compile("去年|前年|上1年|明年")
_UNDERSTOOD = 0.35  # similarity or share of the content from which the question is known to be about us


@dataclasses.dataclass(frozen=True, slots=True)
class Missing:
    """What the knowledge does not have."""

    reason: Reason
    text: str  # the place, year, attribute or name
    guard: str  # which guard saw it, for --why
    instead: str = ""  # what the knowledge has of the same kind


Guard = Callable[[Understood, Ranked, Matcher], Missing | None]


def what_is_missing(query: Understood, best: Ranked, matcher: Matcher) -> Missing | None:
    """What makes the candidate the wrong answer; None when no guard objects."""
    for guard in _GUARDS:
        found = guard(query, best, matcher)
        if found is not None:
            return found
    return None


def _place(query: Understood, best: Ranked, _matcher: Matcher) -> Missing | None:
    places = missing_places(query, best.candidate)
    return Missing("place", places[0], "地点") if places else None


def _name(query: Understood, best: Ranked, matcher: Matcher) -> Missing | None:
    unknown = strangers(query, best.candidate, matcher)
    if not _about_us(query, best) and not query.strangers:
        unknown = tuple(stranger for stranger in unknown if stranger.kind == "person")
    return Missing(unknown[0].kind, unknown[0].text, "名字") if unknown else None


def _attribute(query: Understood, best: Ranked, matcher: Matcher) -> Missing | None:
    if best.evidence.hard_missing < 1 or not _about_us(query, best):
        return None
    return Missing("attribute", _label(query, best.candidate, matcher.vocabulary.attributes), "没有这一项")


def _own_place(query: Understood, best: Ranked, _matcher: Matcher) -> Missing | None:
    """我们旗办了几期, 几时来俺村: nobody says which, and no figure or date is of one village or county."""
    counts = any(demand & {"count", "when"} for demand in query.demands)
    units = "".join(query.text.units)
    if not (best.candidate.figure and counts and _OURS.search(units)):
        return None
    spoken = any(_OURS.search("".join(doc.text.units)) for doc in best.candidate.docs[:1])
    return None if spoken else Missing("place", OWN_PLACE, "本地的数")


def _scope(_query: Understood, best: Ranked, _matcher: Matcher) -> Missing | None:
    return Missing("place", "全国", "范围") if best.evidence.scope_missing else None


def _measure(query: Understood, best: Ranked, _matcher: Matcher) -> Missing | None:
    missing = missing_measure(measure(query), best.candidate)
    return Missing("attribute", missing, "没有这个量") if missing else None


def _member(query: Understood, best: Ranked, _matcher: Matcher) -> Missing | None:
    pair = missing_member(query, best.candidate)
    if pair is None:
        return None
    return Missing("other", pair[0].text, "同类的另一样", instead=pair[1].text)


def _actual(_query: Understood, best: Ranked, _matcher: Matcher) -> Missing | None:
    missing = best.evidence.actual_missing
    return Missing("attribute", "实际数，只有预计数", "只有预计数") if missing else None


def _part(query: Understood, best: Ranked, _matcher: Matcher) -> Missing | None:
    if not best.evidence.part_missing:
        return None
    asked = asked_portion(query)
    words = "".join(query.text.units[asked.start : asked.end]).strip("的有占是属于")
    called = f"“{words}”{_OF_WORDS.get(asked.kind, '的数')}" if words else "其中一类的数"
    text = _PORTIONS.get(asked.kind) or called
    return Missing("attribute", text, "没有其中这一部分")


def _year(query: Understood, best: Ranked, _matcher: Matcher) -> Missing | None:
    asks_when = any("when" in demand for demand in query.demands)
    if not (best.evidence.year_missing and best.candidate.figure) or asks_when:
        return None
    return Missing("year", f"{query.years[0]}年", "年份")


def _last_year(query: Understood, best: Ranked, _matcher: Matcher) -> Missing | None:
    """去年有多少家: a figure is of the year it names, and last year is not said to be that one."""
    said = _ANOTHER_YEAR.search("".join(query.text.units))
    if said is None or not best.candidate.figure or not spoken_years(best.candidate).isdisjoint(query.years):
        return None
    known = any(said.group() in "".join(doc.text.units) for doc in best.candidate.docs)
    return None if known else Missing("year", said.group(), "年份")


def _of_entries(guard: Guard) -> Guard:
    """The guard for answers only, and only to questions that are about us."""

    def guarded(query: Understood, best: Ranked, matcher: Matcher) -> Missing | None:
        ours = best.candidate.kind == "entry" and _about_us(query, best)
        return guard(query, best, matcher) if ours and not worded_so(query, best) else None

    return guarded


_GUARDS: tuple[Guard, ...] = (
    _place,
    _of_entries(_own_place),
    _of_entries(_scope),
    _name,
    _attribute,
    *map(_of_entries, (_member, _measure, _actual, _part)),
    _year,
    _of_entries(_last_year),
)


def _about_us(query: Understood, best: Ranked) -> bool:
    return bool(query.names) or best.evidence.similarity >= _UNDERSTOOD


def _label(query: Understood, candidate: Candidate, attributes: dict[str, Attribute]) -> str:
    """How the first asked attribute is called that the candidate does not speak of."""
    for span, demand in zip(query.attributes, query.demands, strict=True):
        if not meets(demand, candidate.asked) and all(attributes[a].hard for a in demand):
            if len(demand) == 1:
                return attributes[next(iter(demand))].label
            return "".join(query.text.units[span.start : span.end])
    unmet = (a for demand in query.demands if not meets(demand, candidate.asked) for a in sorted(demand))
    return next((_ASKED_FOR[a] for a in unmet if a in _ASKED_FOR), "这一项")
