"""Reads off a Reply what the records keep of it. Knows no database."""

from __future__ import annotations

import dataclasses
from typing import Literal, assert_never

from bot.conversation.messages import Answer, Chat, NoAnswer, Reply, Routed, Suggestions

Outcome = Literal["answer", "suggest", "none", "route", "small_talk"]
_ORDER: tuple[Outcome, ...] = ("answer", "suggest", "none", "route", "small_talk")


@dataclasses.dataclass(frozen=True, slots=True)
class Summary:
    """What became of a question."""

    outcome: Outcome  # the best of its parts
    reason: str | None  # why there was no answer
    entries: tuple[str, ...]  # entry ids answered
    offers: tuple[str, ...]  # entry ids the person could press
    route: str | None
    confidence: float


def summary(reply: Reply) -> Summary:
    """The outcome of the whole reply and what it offered."""
    outcomes: set[Outcome] = set()
    entries: list[str] = []
    offers: list[str] = []
    reasons: list[str] = []
    routes: list[str] = []
    confidences: list[float] = []
    for part in reply.parts:
        match part:
            case Answer():
                outcomes.add("answer")
                entries.append(part.entry)
                offers += [part.entry, *(choice.entry for choice in part.related)]
                confidences.append(part.confidence)
            case Suggestions():
                outcomes.add("suggest")
                offers += [choice.entry for choice in part.choices]
                confidences.append(part.confidence)
            case NoAnswer():
                outcomes.add("none")
                reasons.append(part.reason)
                routes += [part.route] if part.route else []
                offers += [choice.entry for choice in part.choices]
            case Routed():
                outcomes.add("route")
                routes.append(part.route)
                offers += [choice.entry for choice in part.choices]
            case Chat():
                outcomes.add("small_talk")
            case _:
                assert_never(part)
    return Summary(
        outcome=next((name for name in _ORDER if name in outcomes), "none"),
        reason=reasons[0] if reasons else None,
        entries=tuple(dict.fromkeys(entries)),
        offers=tuple(dict.fromkeys(offers)),
        route=routes[0] if routes else None,
        confidence=max(confidences, default=0.0),
    )
