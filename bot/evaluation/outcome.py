"""A reply as one flat record, as `ask --json` prints it and as it is judged. Knows no expectations."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Literal, assert_never

from bot.conversation.messages import Answer, Chat, Choice, NoAnswer, Part, Reason, Reply, Routed, Suggestions

Kind = Literal["answer", "suggest", "none"]
SUGGESTIONS_SHOWN = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What one reply comes to."""

    kind: Kind
    entries: tuple[str, ...]  # entry ids that were answered
    confidence: float  # of the weakest answer, else of the suggestions, else 0
    text: str  # what is read, without suggestions and related questions
    suggestions: tuple[Choice, ...]
    route: str  # id; may be empty
    source: str  # may be empty
    as_of: str  # may be empty
    reason: Reason | None
    small_talk: str  # id; may be empty


def outcome_of(reply: Reply) -> Outcome:
    """The reply's outcome; several parts are taken together."""
    answers = [part for part in reply.parts if isinstance(part, Answer)]
    offers = [part for part in reply.parts if isinstance(part, Suggestions)]
    kind: Kind = "answer" if answers else "suggest" if offers else "none"
    return Outcome(
        kind=kind,
        entries=tuple(part.entry for part in answers),
        confidence=min((part.confidence for part in answers or offers), default=0.0),
        text="\n\n".join(text for text in map(text_of, reply.parts) if text),
        suggestions=tuple(choice for part in reply.parts for choice in _offered(part))[:SUGGESTIONS_SHOWN],
        route=next(
            (part.route for part in reply.parts if isinstance(part, Routed | NoAnswer) and part.route), ""
        ),
        source=_joined([part.source_line for part in answers]),
        as_of=_joined([part.as_of for part in answers]),
        reason=_reason(reply.parts),
        small_talk=next((part.id for part in reply.parts if isinstance(part, Chat)), ""),
    )


def text_of(part: Part) -> str:
    """What one part says, without the questions it offers."""
    match part:
        case Answer():
            return "\n".join(line for line in (part.text, part.source_line) if line)
        case Suggestions():
            return part.lead
        case NoAnswer() | Routed() | Chat():
            return part.text
        case _:
            assert_never(part)


def _offered(part: Part) -> tuple[Choice, ...]:
    match part:
        case Suggestions() | NoAnswer() | Routed():
            return part.choices
        case Answer() | Chat():
            return ()
        case _:
            assert_never(part)


def _reason(parts: Sequence[Part]) -> Reason | None:
    for part in parts:
        if isinstance(part, NoAnswer):
            return part.reason
    return "small_talk" if all(isinstance(part, Chat) for part in parts) else None


def _joined(texts: Sequence[str]) -> str:
    return "；".join(dict.fromkeys(text for text in texts if text))
