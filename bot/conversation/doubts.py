"""What speaks against saying the best candidate although nothing of the question is missing in it."""

from __future__ import annotations

import dataclasses
import re

from rapidfuzz import fuzz

from bot.content.model import Subject
from bot.matching.matcher import Match
from bot.matching.ranking import Ranked, worded_so
from bot.matching.understand import Understood

_LONG_NAME, _SLIP = 4, 70.0  # characters of a name; partial ratio that one slip in it leaves
_NEARLY = 1.5  # lead below which another subject is meant as likely as the first
_VERY_ALIKE = 0.65  # similarity of two texts that ask the same in nearly the same words
_THE_SAME = 0.9  # similarity of two texts that ask the same
_MUCH = 0.1  # similarity by which another text is much less alike
_ONES_OWN = re.compile("(?:我们?|俺们?|咱们?|本)(?:公司|企业|厂|单位|家|是|在)")
_ALL = 0.95  # share of the question from which nothing of it is left
_WHAT_NUMBER = re.compile(
    r"^\D{0,4}\d{2,}(?![年月])[^，]{0,8}(?:指的|是指|说的|是什么|代表|哪来|怎么来|是哪)"
)
_WHICH = re.compile("哪(?:几|1)?[家个所种位支座](?!月|数|意思)|叫(?:什么|啥)|谁")
_SELDOM = 10  # texts of an entry of which one may ask something else
_MAY = re.compile("能不能|可不可以|[收让行准许成]不[收让行准许成]|(?:能|可以)[^，]{1,8}[吗不么]$")


def nearly_named(query: Understood, subject: Subject) -> bool:
    """Whether the question holds one of the subject's names with a slip in it: 元好药业."""
    typed = "".join(query.text.units)
    names = [name for name in (subject.name, *subject.aliases) if len(name) >= _LONG_NAME]
    return any(fuzz.partial_ratio(name, typed, score_cutoff=_SLIP) for name in names)


def answers_all(ranked: Ranked) -> bool:
    """Whether an entry is asked about everything the question says."""
    evidence = ranked.evidence
    asked = evidence.attribute_agree and not evidence.hard_missing and not evidence.soft_missing
    alike = evidence.coverage >= _ALL and evidence.similarity >= _VERY_ALIKE
    return ranked.candidate.kind == "entry" and bool(asked) and alike


def means_a_number(query: Understood, best: Ranked) -> bool:
    """Whether the question asks what a number is, which the candidate does not hold: 288家指的是什么."""
    return bool(_WHAT_NUMBER.search("".join(query.text.units))) and not best.evidence.number_agree


def counts_what_is_told(query: Understood, best: Ranked) -> bool:
    """Whether the question counts and the entry tells: 带了几个研究生 of 沈国清是谁."""
    counts = bool(query.demands) and all("count" in demand for demand in query.demands)
    return counts and not best.candidate.figure and bool(best.evidence.soft_missing)


def chooses(query: Understood, best: Ranked) -> bool:
    """Whether the question asks which one, and the entry only counts: 给哪家企业搭的平台 of 搭了几个平台."""
    counts = any("count" in demand for demand in query.demands)
    whose = bool(best.evidence.number_agree) or not best.evidence.name_agree  # 101家成员单位是哪个中心的
    if counts or whose or not best.candidate.figure or not _WHICH.search("".join(query.text.units)):
        return False
    docs = best.candidate.docs
    asked = sum(bool(_WHICH.search("".join(doc.text.units))) for doc in docs)
    return _SELDOM * asked <= len(docs)


def asks_leave(query: Understood, best: Ranked) -> bool:
    """Whether the question asks if one may, and the entry only counts: 科小和高企能一块报不 of two counts."""
    if query.demands or not _MAY.search("".join(query.text.units)):
        return False
    docs = best.candidate.docs
    counts = bool(docs) and any("count" in demand for demand in docs[0].demands)
    return counts and not any(_MAY.search("".join(doc.text.units)) for doc in docs)


def asks_of_a_year(query: Understood) -> bool:
    """Whether a year is what is asked about, and not told in passing: 我公司2023年收入6000万."""
    others = [unit for unit in query.text.units if unit[:1].isdigit() and unit not in query.years]
    return bool(query.years) and not others and not _ONES_OWN.search("".join(query.text.units))


def guessed(query: Understood, match: Match) -> bool:
    """Whether the question names nothing and fits another subject nearly as well: 总部在哪."""
    first = match.ranked[0]
    if query.names or not first.evidence.name_silent:
        return False
    return any(
        other.candidate.kind == "entry"
        and other.candidate.subject != first.candidate.subject
        and first.score - other.score < _NEARLY
        for other in match.ranked[1:]
    )


def refusal_first(match: Match) -> Match:
    """The match, with a curated refusal that asks the very same before an entry that is much less alike."""
    best = match.best
    if best is None or best.candidate.kind != "entry":
        return match
    alike = best.evidence.similarity + _MUCH
    same = (r for r in match.ranked if r.candidate.kind == "unknown" and r.evidence.similarity >= _THE_SAME)
    found = next((r for r in same if r.evidence.similarity >= alike and r.evidence.refusal_unmet < 1), None)
    if found is None:
        return match
    rest = tuple(r for r in match.ranked if r is not found)
    return dataclasses.replace(match, ranked=(found, *rest))


def overview_first(match: Match) -> Match:
    """The match, with the entry that tells of all before one that tells of one, where nobody is named.

    服务了多少家企业: the entry that tells all the numbers answers, where it is nearly as good.
    """
    best = match.best
    if best is None or best.candidate.kind != "entry" or best.candidate.overview:
        return match
    near = (r for r in match.ranked if best.score - r.score < _NEARLY)
    found = next((r for r in near if r.candidate.overview), None) if guessed(match.query, match) else None
    if found is None:
        return match
    return dataclasses.replace(match, ranked=(found, *(r for r in match.ranked if r is not found)))


def exact_first(match: Match) -> Match:
    """The match, with the entry first that has just this text among its phrasings: it was meant."""
    best, query = match.best, match.query
    if best is None or best.candidate.kind not in {"entry", "unknown"} or worded_so(query, best):
        return match
    found = next((r for r in match.ranked if r.candidate.kind == "entry" and worded_so(query, r)), None)
    if found is None:
        return match
    return dataclasses.replace(match, ranked=(found, *(r for r in match.ranked if r is not found)))
