"""What a chat remembers once a reply is given. Says nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from bot.content.model import Knowledge
from bot.conversation.context import ChatContext
from bot.conversation.listening import Heard
from bot.conversation.messages import Answer, Chat, NoAnswer, Part, Routed, Suggestions
from bot.conversation.verdict import Verdict

_IDLE = frozenset({"gibberish", "small_talk"})  # refusals that are no turn of the conversation


def offered(parts: Sequence[Part]) -> tuple[str, ...]:
    """Everything that can be picked by its number, in the order shown."""
    found: list[str] = []
    for part in parts:
        match part:
            case Answer():
                found += [c.entry for c in part.related]
            case Suggestions() | NoAnswer() | Routed():
                found += [c.entry for c in part.choices]
            case Chat():
                pass
    return tuple(found)


def after_entry(context: ChatContext, entry: str, parts: Sequence[Part], knowledge: Knowledge) -> ChatContext:
    """The context once an entry was picked."""
    chosen = knowledge.entries[entry]
    return dataclasses.replace(
        context, subject=chosen.subject, entry=entry, question=chosen.question, choices=offered(parts)
    )


def after_hearing(
    context: ChatContext, heard: Heard, parts: Sequence[Part], knowledge: Knowledge
) -> ChatContext:
    """The context once a free question got its reply; small talk leaves it alone."""
    answers = [v for v in heard.verdicts if v.outcome == "answer" and v.target is not None]
    last = answers[-1] if answers else heard.verdicts[0]
    if last.outcome == "talk" or last.reason in _IDLE:
        return context
    context = dataclasses.replace(context, choices=offered(parts))
    if last.outcome == "route":
        return dataclasses.replace(context, subject="", question="")
    question = str(last.match.query.text)
    if answers and last.target is not None:
        target = last.target
        if question.startswith(context.question) and context.question:  # asked on: it would grow and grow
            question = knowledge.entries[target.id].question
        return dataclasses.replace(context, subject=target.subject, entry=target.id, question=question)
    if question.startswith(context.question) and context.question:
        question = context.question
    return dataclasses.replace(context, subject=named_subject(last, knowledge), question=question)


def named_subject(verdict: Verdict, knowledge: Knowledge) -> str:
    """The subject that the question named; empty when it named none."""
    query, best = verdict.match.query, verdict.match.best
    if best is not None and best.candidate.subject and best.evidence.name_agree:
        return best.candidate.subject
    named = [n.id.removeprefix("s:") for s in query.names for n in s.values if n.id.startswith("s:")]
    return next((s for s in named if s in knowledge.subjects), "")
