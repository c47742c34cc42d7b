"""Evidence as numbers: which candidate comes first, and how likely it is the right one.

Two linear models over the same evidence: a conditional logit orders the candidates (McFadden 1974), a
logistic regression says how far the first can be trusted. `bot.matching.calibration` fits both.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import math
import operator
import pathlib
from collections.abc import Mapping

from bot.matching.evidence import FEATURES, Evidence
from bot.matching.ranking import STANDING, Standing

_SHIPPED = pathlib.Path(__file__).parent / "data" / "weights.json"
BIAS = "bias"


@dataclasses.dataclass(frozen=True)
class Weights:
    """What the evidence is multiplied with."""

    rank: Mapping[str, float]  # feature → weight, for ordering candidates
    trust: Mapping[str, float]  # feature, standing and bias → weight, for the confidence in the first
    reference: tuple[float, float] = (1.0, 0.0)  # slope and shift of the knowledge's own examples at fitting

    @functools.cached_property
    def _rank_row(self) -> tuple[float, ...]:
        return tuple(self.rank.get(name, 0.0) for name in FEATURES)

    @functools.cached_property
    def _trust_row(self) -> tuple[float, ...]:
        return tuple(self.trust.get(name, 0.0) for name in FEATURES)

    @functools.cached_property
    def _standing_row(self) -> tuple[float, ...]:
        return tuple(self.trust.get(name, 0.0) for name in STANDING)

    def score(self, evidence: Evidence) -> float:
        """The candidate's score; only differences matter."""
        return float(sum(map(operator.mul, self._rank_row, evidence.values())))

    def confidence(self, evidence: Evidence, standing: Standing) -> float:
        """Probability (0..1) that the first candidate, standing so among the others, answers the question."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.logit(evidence, standing)))))

    def logit(self, evidence: Evidence, standing: Standing) -> float:
        """The log-odds of the confidence."""
        total = self.trust.get(BIAS, 0.0)
        total += float(sum(map(operator.mul, self._standing_row, standing.values())))
        return total + float(sum(map(operator.mul, self._trust_row, evidence.values())))

    def as_json(self) -> str:
        """The weights as they are stored."""
        rounded = {
            part: {name: round(value, 4) for name, value in sorted(weights.items())}
            for part, weights in (("rank", self.rank), ("trust", self.trust))
        }
        reference = [round(value, 4) for value in self.reference]
        return json.dumps({**rounded, "reference": reference}, indent=1) + "\n"


def parse(text: str) -> Weights:
    """Weights from what `as_json` wrote."""
    data = json.loads(text)
    slope, shift = data["reference"]
    return Weights(data["rank"], data["trust"], (slope, shift))


def shipped() -> Weights:
    """The weights that come with the program."""
    return parse(_SHIPPED.read_text(encoding="utf-8"))
