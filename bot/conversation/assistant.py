"""One question in, one reply out. Knows no channel and keeps nothing but the chat's context."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from bot.content.model import Audience, Knowledge
from bot.conversation.context import ChatContext, ContextStore
from bot.conversation.explanation import Explanation
from bot.conversation.followups import is_pick, read_turn
from bot.conversation.listening import Heard, Listener
from bot.conversation.messages import Part, Question, Reply
from bot.conversation.remembering import after_entry, after_hearing
from bot.conversation.thresholds import Thresholds
from bot.conversation.wording import answer, further, nothing_to_pick, spoken, without_repeats
from bot.matching.compiled import matcher_for
from bot.matching.confidence import Weights
from bot.matching.matcher import Matcher

_NOWHERE = "inline"  # asked in someone else's chat: no turn of a conversation


class Assistant:
    """Answers questions from one knowledge snapshot at a time."""

    def __init__(
        self,
        knowledge: Knowledge,
        contexts: ContextStore,
        thresholds: Thresholds | None = None,
        cache: Path | None = None,
    ) -> None:
        """`cache` is a folder where compiled knowledge and its calibration are kept between starts."""
        self._contexts = contexts
        self._thresholds = thresholds or Thresholds()
        self._cache = cache
        self._matcher = matcher_for(knowledge, cache)

    @property
    def knowledge(self) -> Knowledge:
        """The snapshot being answered from."""
        return self._matcher.knowledge

    def use(self, knowledge: Knowledge) -> None:
        """Answers from another snapshot from the next question on."""
        self._matcher = matcher_for(knowledge, self._cache)

    def recalibrate(self, version: str, weights: Weights) -> None:
        """Judges with other weights, unless the snapshot they were made for is gone."""
        if self._matcher.knowledge.version == version:
            self._matcher.weights = weights

    def reply(self, question: Question) -> Reply:
        """The reply to a question; any text gets one."""
        question = dataclasses.replace(question, text=_whole(question.text))
        matcher = self._matcher
        if question.asked == _NOWHERE:
            return self._replied(question, ChatContext(), matcher)[0]
        context = self._contexts.load(question.chat)
        reply, context = self._replied(question, context, matcher)
        self._contexts.save(question.chat, dataclasses.replace(context, time=question.time))
        return reply

    def explain(self, text: str) -> Explanation:
        """How a question in a fresh conversation is understood and judged."""
        heard = self._listener(self._matcher).hear(_whole(text), ChatContext())
        return Explanation(text, heard.understood, heard.verdicts, self._matcher)

    def _listener(self, matcher: Matcher) -> Listener:
        return Listener(matcher, self._thresholds)

    def _replied(
        self, question: Question, context: ChatContext, matcher: Matcher
    ) -> tuple[Reply, ChatContext]:
        """The reply, and the context after it."""
        knowledge = matcher.knowledge
        audience = question.audience or context.audience
        picked = _picked(question, context, knowledge)
        if picked:
            entry = knowledge.entries[picked]
            parts: tuple[Part, ...] = (answer(entry, knowledge, audience, 1.0),)
            after, understood = after_entry(context, picked, parts, knowledge), entry.question
        elif _picks_nothing(question.text, context):
            parts = (nothing_to_pick(context.choices, knowledge, audience),)
            after, understood = context, question.text.strip()
        else:
            heard = self._listener(matcher).hear(question.text, context, question.time.year)
            parts = _said(heard, question.text, knowledge, audience)
            after, understood = after_hearing(context, heard, parts, knowledge), heard.understood
        return Reply(question, parts, knowledge.version, understood), after


def _whole(text: str) -> str:
    """The text with halves of characters, which JSON escapes can carry, replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _picked(question: Question, context: ChatContext, knowledge: Knowledge) -> str:
    """The id of the entry that a button or a typed number names; empty for a free question."""
    if question.entry in knowledge.entries:
        return question.entry
    number = read_turn(question.text).pick
    if context.choices and number is not None and number < len(context.choices):
        chosen = context.choices[number]
        return chosen if chosen in knowledge.entries else ""
    return ""


def _picks_nothing(text: str, context: ChatContext) -> bool:
    """Whether the text is a pick that nothing offered answers, and no other year for the last question."""
    year = read_turn(text).pick is None and any(c.isdigit() for c in context.question)
    return is_pick(text) and not year


def _said(heard: Heard, typed: str, knowledge: Knowledge, audience: Audience | None) -> tuple[Part, ...]:
    parts = tuple(p for v in heard.verdicts for p in spoken(v, typed, knowledge, audience))
    return without_repeats(parts, further(heard.verdicts, knowledge, audience))
