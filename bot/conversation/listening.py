"""What a typed text means after what was said before, judged. Knows no channel and remembers nothing."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from bot.conversation import exchange
from bot.conversation.clauses import LONG, focus, questions
from bot.conversation.context import ChatContext
from bot.conversation.followups import Turn, read_turn
from bot.conversation.reading import Reader
from bot.conversation.thresholds import Thresholds
from bot.conversation.verdict import Verdict
from bot.matching.candidates import Candidate
from bot.matching.matcher import Matcher
from bot.matching.text import Text
from bot.matching.understand import Understood
from bot.matching.weighing import explained, weigh

_OPEN = 0.6  # content units of its own that a follow-up's candidate may leave unexplained
_CONTENT = 0.8  # content units from which a text speaks of something itself
_NAMED = frozenset({"person", "organisation", "place"})  # reasons of a refusal that names something unknown
_OF_EACH = re.compile("各自?[是有]?(?:几|多少)|分别")
_ADDRESSED = ("你", "您")  # said to the bot: no follow-up


@dataclasses.dataclass(frozen=True, slots=True)
class Heard:
    """A typed text as it was finally taken."""

    verdicts: tuple[Verdict, ...]  # never empty; several for a compound question
    understood: str


class Listener:
    """Judges what is typed in a chat by one snapshot of the knowledge."""

    def __init__(self, matcher: Matcher, thresholds: Thresholds) -> None:
        self._matcher = matcher
        self._thresholds = thresholds
        self._reader = Reader(matcher, thresholds)

    def hear(self, raw: str, context: ChatContext, year: int | None = None) -> Heard:
        """The verdict on a text, or those on its parts; the year is the one in which 去年呢 is asked."""
        danger = self._reader.danger(raw)
        if danger is not None:
            return Heard((danger,), str(danger.match.query.text))
        turn = read_turn(raw)
        verdict = self._in_context(turn.in_year(year) if year and context.question else turn, context)
        parts = () if verdict.outcome == "route" else self._separate(verdict, turn.text)
        return Heard(parts or (verdict,), str(verdict.match.query.text))

    def _in_context(self, turn: Turn, context: ChatContext) -> Verdict:
        """The verdict on a text alone, or on what it means after the last question."""
        alone = self._alone(turn.text)
        own = self._matcher.understand(self._matcher.read(turn.text))
        if not own.text.units or not turn.may_follow(len(own.text)):
            return alone
        return (
            self._exchanged(turn, own, context)
            or (alone if own.names or own.strangers else self._led(turn, own, context, alone))
            or alone
        )

    def _alone(self, raw: str) -> Verdict:
        """The verdict on the text by itself, read whole or by its asking part, whichever says more."""
        verdicts = []
        for text in focus(self._matcher.read(raw), self._matcher.vocabulary):
            verdict = self._reader.judge(text)
            verdicts.append(verdict)
            if verdict.outcome in {"answer", "route"} and verdict.confidence >= self._thresholds.answer:
                return verdict
        sure = [v for v in verdicts if v.target is not None and v.confidence >= self._thresholds.refuse_known]
        lacking = [v for v in verdicts if v.missing]  # sooner than what a part of the text may have meant
        said = [v for v in verdicts if v.target is not None]
        return next(iter((*sure, *lacking, *said, verdicts[0])))

    def _exchanged(self, turn: Turn, own: Understood, context: ChatContext) -> Verdict | None:
        """The verdict on the last question with a name, place, year or number exchanged; None otherwise."""
        if not context.question:
            return None
        last = self._matcher.understand(self._matcher.read(context.question))
        if own.years and exchange.says_only(own) and (turn.leans or last.years):
            verdict = self._reader.judge(exchange.with_year(last, own))
            return verdict if last.years or verdict.outcome != "suggest" else None
        if not turn.leans:
            return None
        places = (*own.places, *own.districts, *own.home)
        if places and not own.names and exchange.says_only(own, places):
            return self._reader.judge(exchange.with_place(last, own))
        verdicts = [self._reader.judge(text) for text in self._renamed(own, last, context.subject)]
        unsure = verdicts[0] if verdicts and not own.names else None
        return next((v for v in verdicts if _hits(v) and _speaks_of(own, v)), unsure)

    def _renamed(self, own: Understood, last: Understood, subject: str) -> Iterator[Text]:
        """The last question asked of something else, or with another number in it."""
        if own.names and exchange.says_only(own, own.names):
            yield exchange.with_name(last, own, subject)
        elif not own.names and not own.demands:
            knowledge, vocabulary = self._matcher.knowledge, self._matcher.vocabulary
            found = exchange.with_part_of_a_name(last, own, knowledge, vocabulary)
            numbered = exchange.with_number(last, own)
            yield from (text for text in (found, numbered) if text is not None)

    def _led(self, turn: Turn, own: Understood, context: ChatContext, alone: Verdict) -> Verdict | None:
        """The verdict on the text led by the last subject or question, where that says more; else None."""
        readings = list(self._readings(turn, own, context))
        if not readings:
            return None
        good = [v for v in readings if self._fits(v, own, context)]
        if good:
            best = max(good, key=lambda v: v.confidence)
            return best if self._wins(best, turn, own, alone) else None
        return (
            self._doubtful(readings[0], own, context) if self._needs(readings[0], turn, own, alone) else None
        )

    def _needs(self, led: Verdict, turn: Turn, own: Understood, alone: Verdict) -> bool:
        """Whether a text is about the last subject even where nothing is known of it that it asks."""
        if turn.points:
            return True
        if alone.reason in _NAMED:
            return False
        best, said = led.match.best, alone.match.best
        explains = best is not None and self._explains(best.candidate, own)
        if alone.target is None:
            return turn.leans or (bool(own.demands) and alone.outcome != "suggest" and explains)
        if _asks_only(own):
            return turn.leans or alone.outcome in {"answer", "route"}
        short = alone.outcome == "route" and said is not None and bool(said.evidence.short)
        return (turn.leans or short) and explains

    def _doubtful(self, led: Verdict, own: Understood, context: ChatContext) -> Verdict:
        """The verdict, only offering what is about no known subject, unasked, said before or unexplained."""
        if led.target is None or self._fits(led, own, context):
            return led
        return dataclasses.replace(led, outcome="suggest", target=None, beside=None, guard="接着问，没全听懂")

    def _readings(self, turn: Turn, own: Understood, context: ChatContext) -> Iterator[Verdict]:
        """The verdicts on the text led by the last subject, then by the last question if that says more."""
        subject = self._matcher.knowledge.subjects.get(context.subject)
        if subject is not None:
            yield self._reader.judge(self._matcher.read(f"{subject.name} {turn.text}"))
        if context.question and (turn.leans or _asks_only(own)):
            verdict = self._reader.judge(self._matcher.read(f"{context.question} {turn.text}"))
            if subject is None or verdict.target is None or verdict.target.id != context.entry:
                yield verdict

    def _fits(self, led: Verdict, own: Understood, context: ChatContext) -> bool:
        """Whether a led reading hits just what the text asks."""
        unasked = led.outcome == "refuse" and not own.demands
        return bool(context.subject) and _hits(led) and not unasked and self._explains(led.target, own)

    def _explains(self, candidate: Candidate | None, own: Understood) -> bool:
        """Whether the candidate speaks of everything the text itself says."""
        if candidate is None:
            return False
        weighed = weigh(own, self._matcher.index)
        both = zip(explained(weighed, candidate.asked), explained(weighed, candidate.said), strict=True)
        return sum(w * (1 - max(b)) for w, b in zip(weighed.content, both, strict=True)) <= _OPEN

    def _wins(self, led: Verdict, turn: Turn, own: Understood, alone: Verdict) -> bool:
        """Whether a led reading that hits says more than the text alone."""
        if turn.leans:
            return True
        if _addressed(own):
            return False
        content = sum(own.weights) >= _CONTENT
        if not own.demands:
            return led.outcome == "answer" and alone.target is None and alone.outcome != "suggest"
        if alone.target is not None and content:
            return led.outcome == "answer" and led.confidence > alone.confidence
        return True

    def _separate(self, whole: Verdict, raw: str) -> tuple[Verdict, ...]:
        """The verdicts on the parts of a compound question, answers first; empty when it is one question."""
        pieces = questions(whole.match.query, self._matcher.vocabulary)
        text = self._matcher.read(raw)
        if not pieces and len(text) > LONG:  # then only a part of it was read
            pieces = questions(self._matcher.understand(text), self._matcher.vocabulary)
        verdicts = [dataclasses.replace(self._reader.judge(piece), beside=None) for piece in pieces]
        answers = {v.target.key: v for v in reversed(verdicts) if v.outcome == "answer" and v.target}
        if len(answers) < 2 or self._says_it_all(whole, list(answers.values())):
            return ()
        first = [v for v in verdicts if v in answers.values()]
        return (*first, *[v for v in verdicts if v.outcome == "refuse"])

    def _says_it_all(self, whole: Verdict, parts: list[Verdict]) -> bool:
        """Whether another entry tells both: more surely than theirs the parts, or each of what is asked."""
        if whole.outcome != "answer" or whole.target in [v.target for v in parts]:
            return False
        if _OF_EACH.search("".join(whole.match.query.text.units)):  # 高企和科小分别有几家
            return True
        return whole.confidence > min(v.confidence for v in parts)


def _hits(verdict: Verdict) -> bool:
    """Whether the verdict says something of the knowledge: an answer, or a curated refusal."""
    return verdict.target is not None and verdict.outcome in {"answer", "refuse"}


def _speaks_of(query: Understood, verdict: Verdict) -> bool:
    """Whether what the verdict hits speaks of every name of the question; a refusal must be asked by it."""
    target = verdict.target
    if target is None:
        return False
    names = target.asked.names | {f"s:{target.subject}"}
    if verdict.outcome == "answer":
        names |= target.said.names
    return all(any(n.id in names for n in span.values) for span in query.names)


def _asks_only(query: Understood) -> bool:
    return bool(query.demands) and sum(query.weights) < _CONTENT and not _addressed(query)


def _addressed(query: Understood) -> bool:
    return any(unit in _ADDRESSED for unit in query.text.units)
