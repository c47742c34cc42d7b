"""A match judged: answer it, offer choices, refuse and why, or send elsewhere. Writes no sentences."""

from __future__ import annotations

import dataclasses
from typing import Literal

from bot.content.model import Attribute
from bot.conversation.messages import Reason
from bot.conversation.thresholds import Thresholds
from bot.matching.candidates import Candidate
from bot.matching.evidence import meets, missing_places
from bot.matching.matcher import Match, Matcher, Ranked, lead
from bot.matching.strangers import strangers
from bot.matching.understand import Understood

Outcome = Literal["answer", "suggest", "refuse", "route", "talk"]
_CHOICES = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with one question, and why."""

    match: Match
    outcome: Outcome
    target: Candidate | None = None  # what to say; None for a refusal in general words
    beside: Candidate | None = None  # a second entry of the same subject, when the two cannot be told apart
    reason: Reason | None = None  # of a refusal
    missing: str = ""  # the place, year, attribute or name that is not there
    offered: tuple[str, ...] = ()  # entry ids worth offering
    guard: str = ""  # which rule decided, for --why

    @property
    def bare(self) -> bool:
        """Whether the question only names something, without asking anything of it."""
        query = self.match.query
        return not query.demands and not any(query.weights)

    @property
    def confidence(self) -> float:
        """That the first candidate is the right one, 0..1."""
        return self.match.confidence


def judge(query: Understood, matcher: Matcher, thresholds: Thresholds) -> Verdict:
    """The verdict on one question."""
    match = matcher.match(query)
    if not query.text.units:
        return Verdict(match, "refuse", reason="gibberish", guard="空问题")
    best = match.best
    if best is None:
        return Verdict(match, "refuse", reason=_nothing_alike(query), guard="没有相近的内容")
    offered = _offer(match)
    sure = match.confidence
    if best.candidate.kind in {"talk", "route"} and sure >= thresholds.refuse_known:
        outcome: Outcome = "talk" if best.candidate.kind == "talk" else "route"
        return Verdict(match, outcome, best.candidate, offered=offered, guard="命中去向或寒暄")
    guarded = _guarded(query, match, best, matcher, thresholds)
    if guarded is not None:
        return dataclasses.replace(guarded, offered=offered)
    if best.candidate.kind == "unknown" and sure >= thresholds.refuse_known and not best.evidence.name_silent:
        return Verdict(match, "refuse", best.candidate, offered=offered, guard="资料里写明没有")
    stray = best.evidence.name_missing and not best.evidence.name_agree and not best.evidence.name_said
    if best.candidate.kind == "entry" and sure >= thresholds.answer and not stray:
        return Verdict(match, "answer", best.candidate, offered=offered, guard="把握够")
    if best.candidate.kind == "entry" and not stray:
        beside = _twin(match, matcher, thresholds)
        if beside is not None:
            return Verdict(
                match, "answer", best.candidate, beside=beside, offered=offered, guard="两条分不开，都答"
            )
    if sure >= thresholds.suggest and offered:
        return Verdict(match, "suggest", offered=offered, guard="把握不够，给选择")
    return Verdict(match, "refuse", reason=_unlike(query, best), offered=offered, guard="把握太小")


def _twin(match: Match, matcher: Matcher, thresholds: Thresholds) -> Candidate | None:
    """The second candidate, when only the two together are sure; None otherwise."""
    if len(match.ranked) < 3:
        return None
    first, second = match.ranked[:2]
    if second.candidate.kind != "entry" or second.candidate.subject != first.candidate.subject:
        return None
    if first.candidate.overview or second.candidate.overview:
        return None
    ahead = lead((first, *match.ranked[2:]))
    return second.candidate if matcher.weights.confidence(first.evidence, ahead) >= thresholds.both else None


def _guarded(
    query: Understood, match: Match, best: Ranked, matcher: Matcher, thresholds: Thresholds
) -> Verdict | None:
    """A refusal that names what is missing; None when nothing decisive is."""
    if best.evidence.similarity < thresholds.understood and not query.names:
        return None
    places = missing_places(query, best.candidate)
    if places:
        return Verdict(match, "refuse", reason="place", missing=places[0], guard="地点")
    unknown = strangers(query, best.candidate, matcher)
    if unknown:
        return Verdict(match, "refuse", reason=unknown[0].kind, missing=unknown[0].text, guard="名字")
    if best.candidate.kind == "unknown":
        return None
    if best.evidence.hard_missing >= 1:
        label = missing_attribute(query, best.candidate, matcher.vocabulary.attributes)
        return Verdict(match, "refuse", reason="attribute", missing=label, guard="没有这一项")
    if best.evidence.year_missing and best.candidate.figure and not _asks_when(query):
        year = next(iter(query.years))
        return Verdict(match, "refuse", reason="year", missing=f"{year}年", guard="年份")
    return None


def _asks_when(query: Understood) -> bool:
    return any("when" in demand for demand in query.demands)


def missing_attribute(query: Understood, candidate: Candidate, attributes: dict[str, Attribute]) -> str:
    """The label of the first asked attribute the candidate does not speak of."""
    for demand in query.demands:
        if not meets(demand, candidate.asked) and all(attributes[a].hard for a in demand):
            return attributes[sorted(demand)[0]].label if len(demand) == 1 else _asked_word(query, demand)
    return ""


def _asked_word(query: Understood, demand: frozenset[str]) -> str:
    for span in query.attributes:
        if frozenset(span.values) == demand:
            return "".join(query.text.units[span.start : span.end])
    return ""


def _offer(match: Match) -> tuple[str, ...]:
    entries = [r.candidate.id for r in match.ranked if r.candidate.kind == "entry"]
    return tuple(entries[: _CHOICES + 1])


def _nothing_alike(query: Understood) -> Reason:
    chinese = sum("\u4e00" <= u[:1] <= "\u9fff" for u in query.text.units)
    return "off_topic" if chinese > 1 else "gibberish"


def _unlike(query: Understood, best: Ranked) -> Reason:
    if best.evidence.similarity < 0.12:
        return _nothing_alike(query)
    return "off_topic" if best.evidence.coverage_all < 0.6 else "unclear"
