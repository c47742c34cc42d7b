"""Evidence as one number: how likely the first candidate is the right answer.

Logistic regression over the evidence; the weights are fitted by `bot.matching.calibration`.
"""

from __future__ import annotations

import dataclasses
import json
import math
import pathlib
from collections.abc import Mapping, Sequence

from bot.matching.evidence import FEATURES, Evidence

_SHIPPED = pathlib.Path(__file__).parent / "data" / "weights.json"
_MARGIN_CAP = 4.0


@dataclasses.dataclass(frozen=True, slots=True)
class Weights:
    """What `score` and `confidence` multiply the evidence with."""

    rank: Mapping[str, float]  # feature → weight, for ordering candidates
    bias: float
    scale: float  # of the first candidate's score
    margin: float  # of its lead over the runner-up

    def score(self, evidence: Evidence) -> float:
        """The candidate's score; only differences matter."""
        return sum(self.rank.get(n, 0.0) * v for n, v in zip(FEATURES, evidence.values(), strict=True))

    def confidence(self, first: float, second: float) -> float:
        """Probability (0..1) that the first candidate answers the question."""
        lead = min(_MARGIN_CAP, first - second)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.bias + self.scale * first + self.margin * lead))))

    def as_json(self) -> str:
        """The weights as they are stored."""
        return json.dumps(dataclasses.asdict(self) | {"rank": dict(self.rank)}, indent=1)


def parse(text: str) -> Weights:
    """Weights from what `as_json` wrote."""
    data = json.loads(text)
    return Weights(data["rank"], data["bias"], data["scale"], data["margin"])


def shipped() -> Weights:
    """The weights that come with the program."""
    return parse(_SHIPPED.read_text(encoding="utf-8"))


def lead_cap() -> float:
    """The lead beyond which more does not make surer."""
    return _MARGIN_CAP


__all__ = ["Sequence", "Weights", "lead_cap", "parse", "shipped"]
