"""What a question asks that a candidate does not speak of: a place, a thing of a kind, a measure, an item."""

from __future__ import annotations

import itertools

from bot.matching.candidates import NO_FIGURE, Candidate
from bot.matching.measures import asked_measure, has_measure
from bot.matching.phrasebook import Span
from bot.matching.phrases import Member
from bot.matching.profiles import Profile
from bot.matching.text import Text
from bot.matching.understand import Understood
from bot.matching.wholes import asked_portion

_LOCAL = frozenset({"count", "who", "bureau-head", "director", "party-secretary", "phone", "address"}) | {
    "area",
    "yield",
    "price",
    "capacity",
}
_NONE: frozenset[Member] = frozenset()
_EACH = frozenset({"各多", "各几", "各有", "各是", "分别"})
_ABOUT = frozenset("多余来")  # 1300多名
_GROUPED = frozenset("个家名位项种期场件")


def missing_places(query: Understood, candidate: Candidate) -> tuple[str, ...]:
    """Places asked about, as asked, that the candidate does not speak of.

    A district counts for figures only: a rule of the whole city holds in its districts too.
    """
    local = candidate.figure or any(demand & _LOCAL for demand in query.demands)
    if not query.places and not (query.districts and local):
        return ()
    spoken = candidate.asked.places | candidate.said.places
    texts = candidate.asked.pairs | candidate.said.pairs
    missing = []
    for span in query.places:
        units = query.text.units[span.start : span.end]
        known = any(p.full in spoken for p in span.values)
        literally = all(pair in texts for pair in itertools.pairwise(units)) and any(units)
        if not known and not literally:
            missing.append(span.values[0].text)
    if local:
        asked = [d for span in query.districts for d in span.values]
        around = spoken | candidate.districts
        missing += [d for d in asked if not _speaks_of(d, around, texts)] or _parts(query, candidate)
    return tuple(missing)


def _parts(query: Understood, candidate: Candidate) -> list[str]:
    """The districts asked about, when the candidate's one figure is that of several together."""
    asked = {d for span in query.districts for d in span.values}
    named = _keys(query)
    if named < candidate.parts and asked_portion(query).kind in {"alone", "one"}:  # 光说武川
        return sorted(asked)
    each = len(named) > 1 and named == candidate.parts and _asks_each(query)
    apart = any(_keys(doc) and _keys(doc) <= named and _asks_each(doc) >= each for doc in candidate.docs)
    joint = named < candidate.parts or each
    return [] if candidate.overview or apart or not joint else sorted(asked)


def _asks_each(text: Understood) -> bool:
    """Whether a number is asked for each of the places named: 武川几名，清水河几名."""
    counts = sum("count" in demand for demand in text.demands)
    return counts > 1 or any(a + b in _EACH for a, b in itertools.pairwise((*text.text.units, "")))


def _keys(text: Understood) -> frozenset[str]:
    """The districts in a text by their first two characters: 武川 and 武川县 are one."""
    return frozenset(d[:2] for span in text.districts for d in span.values)


def _speaks_of(district: str, spoken: frozenset[str], texts: frozenset[tuple[str, str]]) -> bool:
    return district in spoken or all(pair in texts for pair in itertools.pairwise(district[:2]))


def missing_member(query: Understood, candidate: Candidate) -> tuple[Member, Member] | None:
    """A thing in the question and the other thing of its kind that the candidate speaks of instead."""
    asked = {member for span in query.members for member in span.values}
    for member in (member for span in query.members for member in span.values):
        spoken = candidate.kinds.get(member.kind, _NONE)
        if not spoken or member in spoken or not spoken.isdisjoint(asked):
            continue
        others = [m for m in spoken if not _contains(m, member)]
        if others:
            return member, min(others, key=lambda m: m.text)
    return None


def _contains(one: Member, other: Member) -> bool:
    """Whether one word holds the other: 非洲猪瘟 is a 猪瘟."""
    return one.text in other.text or other.text in one.text


def members_missing(query: Understood, candidate: Candidate) -> float:
    """1 another thing of a kind is asked about, 0.5 one of several things asked about is not spoken of."""
    if not query.members or not candidate.kinds:
        return 0.0
    if missing_member(query, candidate) is not None:
        return 1.0
    asked = {member for span in query.members for member in span.values}
    spoken = {m for m in asked if m in candidate.kinds.get(m.kind, _NONE)}
    kinds = {member.kind for member in spoken}
    return 0.5 if any(m.kind in kinds for m in asked - spoken) else 0.0


def actual_missing(query: Understood, candidate: Candidate) -> bool:
    """Whether the actual figure is asked for and the candidate only has the expected one."""
    return candidate.expected and "实际" in "".join(query.text.units)


def measure(query: Understood) -> str:
    """The measure the question asks for (户数); empty when it asks for none."""
    last = max((span.start for span in query.attributes), default=0)  # 种了几亩地，怎么申请 asks how
    return asked_measure(query.text, last)


def missing_measure(asked: str, candidate: Candidate) -> str:
    """The measure asked for when the candidate has no number of it; empty otherwise."""
    return "" if has_measure(asked, candidate.asked.measures | candidate.said.measures) else asked


def meets(demand: frozenset[str], texts: Profile) -> bool:
    """Whether texts that ask in their own words ask for one of these attributes.

    A word that may mean several (多少钱) is met by each of them; the reverse is not true: an entry asked with
    多少钱 does not speak of 财政资金.
    """
    return bool(demand & texts.attributes) or demand in texts.demands


def attributes(
    query: Understood, candidate: Candidate, hard: frozenset[str], alike: Understood | None = None
) -> tuple[float, float, float]:
    """How many hard attributes asked are not spoken of; 1 if a soft one is not; 1 if one agrees.

    `alike` is a text of the candidate that says nearly the same as the question: what it asks is asked of it.
    """
    hard_missing = soft_missing = agree = 0.0
    for span, demand in zip(query.attributes, query.demands, strict=True):
        if meets(demand, candidate.asked) or (alike is not None and demand in alike.demands):
            agree = 1.0
        elif not span.exact and _typed_there(span, query.text, candidate):
            continue  # 时长 is no 市长 where phrasings speak of a 时长
        elif demand <= hard or (candidate.figure and demand & NO_FIGURE and not _whose(query, candidate)):
            hard_missing += 0.5 if meets(demand, candidate.said) else 1.0
        else:
            soft_missing = 1.0
    return hard_missing, soft_missing, agree


def _typed_there(span: Span[str], text: Text, candidate: Candidate) -> bool:
    """Whether the candidate's phrasings hold the characters just as they were typed."""
    typed = text.units[span.start : span.end]
    return all(pair in candidate.asked.pairs for pair in itertools.pairwise(typed))


def _whose(query: Understood, candidate: Candidate) -> bool:
    """Whether the question tells a number the candidate is asked with: 3亿是说谁的."""
    return bool(_bare_numbers(query.text) & candidate.asked.numbers)


def _bare_numbers(text: Text) -> set[str]:
    """The numbers that do not count a group: 11个乡镇 and 13家单位 are asked about, not asked for."""
    units = (*text.units, "", "")
    after = (units[i + 1 + (units[i + 1] in _ABOUT)] for i in range(len(text)))
    return {
        unit
        for unit, next_ in zip(text.units, after, strict=True)
        if unit[:1].isdigit() and next_ not in _GROUPED
    }
