"""Evidence as numbers: which candidate comes first, and how likely it is the right one.

Two linear models over the same evidence: a conditional logit orders the candidates (McFadden 1974), a
logistic regression says how far the first can be trusted. `bot.matching.calibration` fits both.
"""

from __future__ import annotations

import dataclasses
import json
import math
import pathlib
from collections.abc import Mapping

from bot.matching.evidence import FEATURES, Evidence

_SHIPPED = pathlib.Path(__file__).parent / "data" / "weights.json"
LEAD_CAP = 4.0  # a lead beyond this makes nothing surer
LEAD, BIAS = "lead", "bias"


@dataclasses.dataclass(frozen=True, slots=True)
class Weights:
    """What the evidence is multiplied with."""

    rank: Mapping[str, float]  # feature → weight, for ordering candidates
    trust: Mapping[str, float]  # feature, lead and bias → weight, for the confidence in the first

    def score(self, evidence: Evidence) -> float:
        """The candidate's score; only differences matter."""
        return sum(self.rank.get(n, 0.0) * v for n, v in zip(FEATURES, evidence.values(), strict=True))

    def confidence(self, evidence: Evidence, lead: float) -> float:
        """Probability (0..1) that the first candidate, ahead of the second by `lead`, answers the question."""
        total = self.trust[BIAS] + self.trust[LEAD] * min(LEAD_CAP, lead)
        total += sum(self.trust.get(n, 0.0) * v for n, v in zip(FEATURES, evidence.values(), strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def as_json(self) -> str:
        """The weights as they are stored."""
        rounded = {
            part: {name: round(value, 4) for name, value in sorted(weights.items())}
            for part, weights in (("rank", self.rank), ("trust", self.trust))
        }
        return json.dumps(rounded, indent=1) + "\n"


def parse(text: str) -> Weights:
    """Weights from what `as_json` wrote."""
    data = json.loads(text)
    return Weights(data["rank"], data["trust"])


def shipped() -> Weights:
    """The weights that come with the program."""
    return parse(_SHIPPED.read_text(encoding="utf-8"))
