"""What to do with one question, and why."""

from __future__ import annotations

import dataclasses
from typing import Literal

from bot.conversation.messages import Reason
from bot.matching.candidates import Candidate
from bot.matching.matcher import Match

Outcome = Literal["answer", "suggest", "refuse", "route", "talk"]
CLEARLY = 0.7  # confidence from which a text is chat, or calls for help in nothing but a danger
FARTHEST = 0.12  # similarity below which two texts share only everyday words
_MOSTLY = 0.5  # share of a text that must be about a danger: 请个懂大棚的上门瞅瞅 is not
_WHOLLY = 0.95  # share of a text from which it is about nothing but the danger: 我爸突然晕倒了
_ONE_THING = 2.0  # content units of one word
_TOLD = 0.7  # share of a route's wording from which a danger is told, not touched upon


@dataclasses.dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with one question, and why."""

    match: Match
    outcome: Outcome
    target: Candidate | None = None  # what to say; None for a refusal in general words
    beside: Candidate | None = None  # a second entry of the same subject, when the two cannot be told apart
    reason: Reason | None = None  # of a refusal
    missing: str = ""  # the place, year, attribute or name that is not there
    instead: str = ""  # what there is of the same kind as what is missing
    offered: tuple[str, ...] = ()  # entry ids worth offering
    guard: str = ""  # which rule decided, for --why

    @property
    def bare(self) -> bool:
        """Whether the question only names something, without asking anything of it."""
        query = self.match.query
        return bool(query.names) and not query.demands and not any(query.weights)

    @property
    def told_danger(self) -> bool:
        """Whether the question tells of a danger in the words of an urgent route."""
        best = self.match.best
        if best is None or not best.candidate.urgent or not any(self.match.query.weights):
            return False
        if best.evidence.coverage < _MOSTLY or best.evidence.similarity < FARTHEST:
            return False
        enough = sum(self.match.query.weights) > _ONE_THING  # 需要打药吗 only names a thing
        whole = enough and best.evidence.coverage >= _WHOLLY and self.match.confidence >= CLEARLY
        return whole or best.evidence.doc_coverage >= _TOLD

    @property
    def confidence(self) -> float:
        """That the first candidate is the right one, 0..1."""
        return self.match.confidence
