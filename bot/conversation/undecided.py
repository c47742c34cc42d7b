"""What is offered or said where no candidate is sure enough to be said."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.doubts import asks_of_a_year
from bot.conversation.messages import Reason
from bot.conversation.thresholds import Thresholds
from bot.conversation.verdict import FARTHEST, Verdict
from bot.matching.matcher import Match
from bot.matching.ranking import Ranked
from bot.matching.understand import Understood

CHOICES = 4  # three to show, and one more where the first is already said
ONE_WORD = 1.0  # content units of a question that says one thing and asks nothing of it
_ABOUT_US = 0.6  # share of a question that some entry holds from which it is about us


def undecided(query: Understood, match: Match, best: Ranked, thresholds: Thresholds) -> Verdict:
    """The verdict where nothing is sure: choices, another place to ask, or why nothing is said."""
    if best.candidate.kind == "entry" and best.evidence.year_missing and asks_of_a_year(query):
        return Verdict(match, "refuse", reason="year", missing=f"{query.years[0]}年", guard="年份")
    entries = [r for r in match.ranked if r.candidate.kind == "entry" and near(query, r, thresholds)]
    if entries and (query.names or match.confidence >= thresholds.suggest):
        others = [r for r in match.ranked if r.candidate.kind == "entry" and r.evidence.name_agree]
        likely = entries if query.names else _of_different_subjects(entries)
        ids = dict.fromkeys(r.candidate.id for r in (*likely, *others))
        return Verdict(match, "suggest", offered=tuple(ids)[:CHOICES], guard="把握不够，给选择")
    if best.candidate.kind == "route" and match.confidence >= thresholds.send_on:
        return Verdict(match, "route", best.candidate, guard="没有别的，指去别处")
    return Verdict(match, "refuse", reason=_unlike(query, match), guard="把握太小")


def _of_different_subjects(entries: Sequence[Ranked]) -> list[Ranked]:
    """The entries, the first of every subject before the others: nobody is named, so any may be meant."""
    first: dict[str, Ranked] = {}
    for ranked in entries:
        first.setdefault(ranked.candidate.subject, ranked)
    return [*first.values(), *(r for r in entries if r is not first[r.candidate.subject])]


def near(query: Understood, ranked: Ranked, thresholds: Thresholds) -> bool:
    """Whether an entry is near enough to the question to be worth offering."""
    evidence = ranked.evidence
    if evidence.name_agree:
        return True
    if 0 < sum(query.weights) <= ONE_WORD:  # 碳的事儿
        return evidence.coverage_all > 0
    return evidence.coverage_all >= thresholds.understood and evidence.similarity >= FARTHEST


def nothing_alike(query: Understood) -> Reason:
    """Why a text that nothing resembles is refused."""
    chinese = sum("\u4e00" <= u[:1] <= "\u9fff" for u in query.text.units)
    return "off_topic" if chinese > 1 else "gibberish"


def _unlike(query: Understood, match: Match) -> Reason:
    """Why nothing is said: the text is no text, is about something else, or is not clear."""
    if match.ranked[0].evidence.similarity < FARTHEST:
        return nothing_alike(query)
    entries = (r.evidence.coverage_all for r in match.ranked if r.candidate.kind == "entry")
    return "off_topic" if max(entries, default=0.0) < _ABOUT_US else "unclear"
