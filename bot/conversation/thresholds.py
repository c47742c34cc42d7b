"""How sure the bot must be before it answers. Values come from runs of `run_bot.py eval`."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Thresholds:
    """Confidences (0..1) at which the kind of reply changes."""

    answer: float = 0.56
    both: float = 0.56  # that one of two entries of a subject answers: then both are said
    suggest: float = 0.06
    refuse_known: float = 0.5  # a curated refusal, a route or small talk
    send_on: float = 0.3  # a route where there is nothing else to offer
    urgent: float = 0.3  # a route that may save somebody
    understood: float = 0.4  # share of the content that must be understood before anything is offered
