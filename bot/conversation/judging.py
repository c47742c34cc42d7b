"""A match judged: answer it, offer choices, refuse and why, or send elsewhere. Writes no sentences."""

from __future__ import annotations

import dataclasses

from bot.conversation.doubts import (
    answers_all,
    asks_leave,
    chooses,
    counts_what_is_told,
    exact_first,
    guessed,
    means_a_number,
    nearly_named,
    overview_first,
    refusal_first,
)
from bot.conversation.guards import what_is_missing
from bot.conversation.thresholds import Thresholds
from bot.conversation.undecided import CHOICES, ONE_WORD, near, nothing_alike, undecided
from bot.conversation.verdict import CLEARLY, FARTHEST, Verdict
from bot.matching.candidates import Candidate
from bot.matching.matcher import Match, Matcher
from bot.matching.ranking import Ranked, lead, standing
from bot.matching.understand import Understood

_SAYS_ENOUGH = 2.5  # content units from which a question needs no name to be understood
_UNNAMED = 0.5  # similarity from which a curated refusal is meant by what names nobody
_SURE = 0.85  # confidence from which a subject is meant though its name is not understood: 元好药业
_HEARD = 0.95  # sound ratio from which a refusal is asked for though a word of it is typed wrong
_TELLING = 3  # characters from which a name tells what is meant
_CHAT = 0.26  # similarity from which a text is small talk whatever its confidence
_NEARER = 0.1  # similarity by which an entry may be nearer than a route: 平台有哪些
_ALIKE = 0.3  # similarity from which an entry may be meant where somebody is sent elsewhere
_STRANGE = 1.6  # content units in a row that a figure may not leave unexplained: a noun, 卖了多少货款
_VERY_ALIKE = 0.85  # similarity from which a curated refusal is about just what is asked
_SAID_BY_NAME = frozenset({"place", "year", "other"})  # reasons that name the very thing that is not there
_AS_NEAR = 1.0  # score below the first at which an entry of the same subject is as near
_WORD_LENGTH = 3  # units of a word
_CLEAR = 3.0  # score from the second candidate from which a question of hardly a word is clear: 稿子谁写的


def judge(query: Understood, matcher: Matcher, thresholds: Thresholds) -> Verdict:
    """The verdict on one question."""
    match = _met_first(overview_first(refusal_first(exact_first(matcher.match(query)))), matcher)
    best = match.best
    if best is None:
        return Verdict(match, "refuse", reason=nothing_alike(query), guard="没有相近的内容")
    offered = tuple(r.candidate.id for r in match.ranked if r.candidate.kind == "entry")[:CHOICES]
    verdict = (
        _elsewhere(match, best, thresholds)
        or _guarded(query, match, best, matcher)
        or _named(query, match, best, matcher)
        or _known(query, match, best, matcher, thresholds)
        or _guarded_behind(query, match, best, matcher)
        or _answered(query, match, best, matcher, thresholds)
        or undecided(query, match, best, thresholds)
    )
    if verdict.outcome == "route":
        return dataclasses.replace(verdict, offered=_beside_route(query, match, thresholds))
    return dataclasses.replace(verdict, offered=verdict.offered or offered)


def _met_first(match: Match, matcher: Matcher) -> Match:
    """The match, with the entry that tells what is asked before a neighbour that is as near and does not."""
    best = match.best
    if best is None or best.candidate.kind != "entry" or best.evidence.hard_missing < 1:
        return match
    found = next((r for r in match.ranked[1:] if best.score - r.score < _AS_NEAR and _meets(best, r)), None)
    if found is None:
        return match
    ranked = (found, *(r for r in match.ranked if r is not found))
    confidence = matcher.weights.confidence(found.evidence, standing(ranked))
    return dataclasses.replace(match, ranked=ranked, confidence=confidence)


def _meets(first: Ranked, other: Ranked) -> bool:
    """Whether another entry of the same subject is asked for all that is asked."""
    evidence = other.evidence
    same = other.candidate.kind == "entry" and other.candidate.subject == first.candidate.subject
    return same and bool(evidence.attribute_agree) and not evidence.hard_missing and not evidence.soft_missing


def _beside_route(query: Understood, match: Match, thresholds: Thresholds) -> tuple[str, ...]:
    """The entries that may have been meant after all; beside a danger only those of what is named."""
    urgent = match.ranked[0].candidate.urgent
    entries = [r for r in match.ranked if r.candidate.kind == "entry" and near(query, r, thresholds)]
    alike = [r for r in entries if r.evidence.name_agree or r.evidence.similarity >= _ALIKE]
    return tuple(r.candidate.id for r in alike if r.evidence.name_agree or not urgent)[:CHOICES]


def _elsewhere(match: Match, best: Ranked, thresholds: Thresholds) -> Verdict | None:
    told = Verdict(match, "route").told_danger
    if match.confidence < (thresholds.urgent if told else thresholds.refuse_known):
        return None
    similarity = best.evidence.similarity
    if similarity < FARTHEST:
        return None
    nearest = max((r.evidence.similarity for r in match.ranked if r.candidate.kind == "entry"), default=0.0)
    match best.candidate.kind:
        case "talk" if similarity >= _CHAT or match.confidence >= CLEARLY:
            return Verdict(match, "talk", best.candidate, guard="命中寒暄")
        case "route" if best.candidate.urgent or similarity >= nearest - _NEARER:
            return Verdict(match, "route", best.candidate, guard="命中去向")
        case _:
            return None


def _guarded(query: Understood, match: Match, best: Ranked, matcher: Matcher) -> Verdict | None:
    missing = what_is_missing(query, best, matcher)
    if missing is None:
        return None
    return Verdict(
        match,
        "refuse",
        reason=missing.reason,
        missing=missing.text,
        instead=missing.instead,
        guard=missing.guard,
    )


def _guarded_behind(query: Understood, match: Match, best: Ranked, matcher: Matcher) -> Verdict | None:
    """What the first entry lacks, where a curated refusal that is not quite meant stands before it."""
    if best.candidate.kind != "unknown" or not (query.names or query.places or query.districts):
        return None
    entry = next((r for r in match.ranked if r.candidate.kind == "entry"), None)
    return _guarded(query, match, entry, matcher) if entry is not None else None


def _named(query: Understood, match: Match, best: Ranked, matcher: Matcher) -> Verdict | None:
    """What the first entry lacks by name (清水河, 羊痘), where a curated refusal only comes near."""
    if best.candidate.kind != "unknown" or best.evidence.similarity >= _VERY_ALIKE:
        return None
    behind = _guarded_behind(query, match, best, matcher)
    return behind if behind is not None and behind.reason in _SAID_BY_NAME else None


def _known(
    query: Understood, match: Match, best: Ranked, matcher: Matcher, thresholds: Thresholds
) -> Verdict | None:
    """A curated refusal, when the question asks just that of just that subject."""
    if best.candidate.kind != "unknown" or match.confidence < thresholds.refuse_known:
        return None
    subject = matcher.knowledge.subjects[best.candidate.subject]
    telling = any(name.end - name.start >= _TELLING for name in query.names)  # 胶囊多少钱, but not 专利几项
    asks = sum(query.weights) >= ONE_WORD or (telling and query.demands)
    related = best.evidence.name_agree and asks
    meant = related or (not query.names and nearly_named(query, subject))
    named = f"s:{subject.id}" in query.name_ids or (meant and match.confidence >= _SURE)
    unheard = best.evidence.refusal_unmet == 1 and best.evidence.sound_ratio < _HEARD  # 企业名但
    if unheard or (best.evidence.name_silent and not named):
        return None
    if best.candidate.local and not (query.places or query.districts):
        return None
    if not query.names and any(answers_all(r) for r in match.ranked[1:]):
        return None  # 服务了多少家企业: of whom?
    if not named and (sum(query.weights) < _SAYS_ENOUGH or best.evidence.similarity < _UNNAMED):
        return None  # 专利几项: of whom?
    return Verdict(match, "refuse", best.candidate, guard="资料里写明没有")


def _answered(
    query: Understood, match: Match, best: Ranked, matcher: Matcher, thresholds: Thresholds
) -> Verdict | None:
    evidence = best.evidence
    stray = evidence.name_missing and not evidence.name_agree and not evidence.name_said
    latin = any(unit.isascii() and unit.isalpha() for unit in query.text.units)  # IP applications, yy xm
    strange = best.candidate.figure and evidence.run >= _STRANGE and not latin
    if (
        best.candidate.kind != "entry"
        or stray
        or strange
        or (evidence.short and not _clear(query, match, matcher))
    ):
        return None
    if (
        (_one_word(query) and not best.candidate.overview)  # 生产线: whose?
        or guessed(query, match)
        or means_a_number(query, best)
        or counts_what_is_told(query, best)
        or chooses(query, best)
        or asks_leave(query, best)
    ):
        return None
    if match.confidence >= thresholds.answer:
        return Verdict(match, "answer", best.candidate, guard="把握够")
    beside = _twin(match, matcher, thresholds)
    if beside is None:
        return None
    return Verdict(match, "answer", best.candidate, beside=beside, guard="两条分不开，都答")


def _one_word(query: Understood) -> bool:
    """Whether the question is one word that is no name and asks nothing."""
    return len(query.text) <= _WORD_LENGTH and not query.names and not query.demands


def _clear(query: Understood, match: Match, matcher: Matcher) -> bool:
    """Whether a question of hardly a word asks for what one entry alone tells: 稿子谁写的, 537人指什么."""
    evidence = match.ranked[0].evidence
    asks = any(demand <= matcher.hard for demand in query.demands) and evidence.attribute_agree
    meant = asks or (query.demands and evidence.number_agree)
    return bool(meant) and lead(match.ranked) >= _CLEAR


def _twin(match: Match, matcher: Matcher, thresholds: Thresholds) -> Candidate | None:
    """The second candidate, when only the two together are sure; None otherwise."""
    if len(match.ranked) < 3:
        return None
    first, second = match.ranked[:2]
    if second.candidate.kind != "entry" or second.candidate.subject != first.candidate.subject:
        return None
    if first.candidate.overview or second.candidate.overview:
        return None
    if first.evidence.soft_missing and second.evidence.soft_missing:  # the sum tells no price
        return None
    without = standing((first, *match.ranked[2:]))
    return (
        second.candidate if matcher.weights.confidence(first.evidence, without) >= thresholds.both else None
    )
