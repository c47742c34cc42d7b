"""One question in, one reply out. Knows no channel and keeps nothing but the chat's context."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from bot.content.model import Audience, Knowledge
from bot.conversation.clauses import focus, halves
from bot.conversation.context import ChatContext, ContextStore
from bot.conversation.explanation import Explanation
from bot.conversation.followups import Turn, read_turn
from bot.conversation.messages import Answer, Chat, NoAnswer, Part, Question, Reply, Routed, Suggestions
from bot.conversation.thresholds import Thresholds
from bot.conversation.verdict import Verdict, judge
from bot.conversation.wording import answer, further, spoken
from bot.matching.compiled import matcher_for
from bot.matching.confidence import Weights
from bot.matching.matcher import Matcher


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
        matcher = self._matcher
        context = self._contexts.load(question.chat)
        audience = question.audience or context.audience
        picked = self._picked(question, context)
        if picked:
            entry = matcher.knowledge.entries[picked]
            parts: tuple[Part, ...] = (answer(entry, matcher.knowledge, audience, 1.0),)
            understood = entry.question
        else:
            verdicts, understood = self._judged(question.text, context, matcher)
            parts = tuple(p for v in verdicts for p in spoken(v, matcher.knowledge, audience))
            parts += further(verdicts, matcher.knowledge, audience)
        self._contexts.save(question.chat, _after(context, question, parts, understood, matcher.knowledge))
        return Reply(question, parts, matcher.knowledge.version, understood)

    def explain(self, text: str) -> Explanation:
        """How a question in a fresh conversation is understood and judged."""
        verdicts, understood = self._judged(text, ChatContext(), self._matcher)
        return Explanation(text, understood, verdicts, self._matcher)

    def _picked(self, question: Question, context: ChatContext) -> str:
        """The id of the entry that a button or a typed number names; empty for a free question."""
        if question.entry in self.knowledge.entries:
            return question.entry
        number = read_turn(question.text).pick
        if number is not None and number < len(context.choices):
            chosen = context.choices[number]
            return chosen if chosen in self.knowledge.entries else ""
        return ""

    def _judged(self, raw: str, context: ChatContext, matcher: Matcher) -> tuple[tuple[Verdict, ...], str]:
        turn = read_turn(raw)
        verdict = self._best_reading(turn, context, matcher)
        understood = str(verdict.match.query.text)
        if verdict.outcome != "route":
            parts = self._separate(verdict, matcher)
            if parts:
                return parts, understood
        return (verdict,), understood

    def _best_reading(self, turn: Turn, context: ChatContext, matcher: Matcher) -> Verdict:
        """The surest verdict among the text alone and, for a follow-up, the text led by the last subject."""
        alone = self._alone(turn, matcher)
        subject = matcher.knowledge.subjects.get(context.subject)
        if (
            subject is None
            or (alone.match.query.names and not turn.refers)
            or not turn.may_follow(len(alone.match.query.text))
        ):
            return alone
        led = matcher.read(f"{subject.name} {turn.text}")
        following = judge(matcher.understand(led), matcher, self._thresholds)
        if alone.outcome in {"talk", "route"} and not turn.refers:
            return alone
        if following.outcome == "answer" or (following.target is not None and following.outcome == "refuse"):
            return following
        return alone if alone.outcome == "answer" and not turn.refers else following

    def _alone(self, turn: Turn, matcher: Matcher) -> Verdict:
        """The verdict on the text by itself, read whole or by its asking part, whichever says more."""
        whole = matcher.read(turn.text)
        verdicts = []
        for text in focus(whole, matcher.vocabulary):
            verdict = judge(matcher.understand(text), matcher, self._thresholds)
            verdicts.append(verdict)
            if verdict.outcome in {"answer", "route"} and verdict.confidence >= self._thresholds.answer:
                return verdict
        return next((v for v in verdicts if v.target is not None), verdicts[0])

    def _separate(self, whole: Verdict, matcher: Matcher) -> tuple[Verdict, ...]:
        """The verdicts on the parts of a compound question; empty when it is one question."""
        pieces = halves(whole.match.query, matcher.vocabulary)
        if not pieces:
            return ()
        verdicts = [judge(matcher.understand(p), matcher, self._thresholds) for p in pieces]
        targets = [v.target.key for v in verdicts if v.target is not None and v.outcome == "answer"]
        if len(set(targets)) == len(verdicts):
            return tuple(verdicts)
        return ()


def _after(
    context: ChatContext, question: Question, parts: tuple[Part, ...], understood: str, knowledge: Knowledge
) -> ChatContext:
    """The context once this reply is given."""
    audience: Audience | None = question.audience or context.audience
    entry, subject, offered = "", context.subject, context.choices
    for said in parts:
        match said:
            case Answer():
                entry = said.entry
                subject = knowledge.entries[entry].subject
                offered = tuple(c.entry for c in said.related)
            case Suggestions() | NoAnswer() | Routed():
                offered = tuple(c.entry for c in said.choices)
                if isinstance(said, NoAnswer) and said.choices:
                    subject = knowledge.entries[said.choices[0].entry].subject
            case Chat():
                pass
    return dataclasses.replace(
        context,
        audience=audience,
        subject=subject,
        entry=entry or context.entry,
        question=understood,
        choices=offered,
        time=question.time,
    )
