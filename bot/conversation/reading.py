"""One text judged in its readings: as it is typed, with its slips put right, clause by clause for danger."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.clauses import clauses
from bot.conversation.judging import judge
from bot.conversation.thresholds import Thresholds
from bot.conversation.verdict import Verdict
from bot.matching.matcher import Matcher
from bot.matching.ranking import lead
from bot.matching.text import Text, join

_CLAUSES = 8  # of a long story that are looked through for danger
_SAYS_NO_WHO = 4  # units of a clause that leaves out of whom it speaks
_ALIKE = 0.2  # score between two candidates that cannot be told apart
_SURE = 0.93  # confidence from which a text is understood as it is typed
_SURER = 0.02  # confidence by which a text with its slips put right must be surer


class Reader:
    """Judges texts by one snapshot of the knowledge; remembers nothing."""

    def __init__(self, matcher: Matcher, thresholds: Thresholds) -> None:
        self._matcher = matcher
        self._thresholds = thresholds

    def danger(self, raw: str) -> Verdict | None:
        """The route for a danger that one clause of several tells of, whatever the others ask; else None."""
        parts = clauses(self._matcher.read(raw), at_pauses=True)[:_CLAUSES]
        for index, part in enumerate(parts if len(parts) > 1 else ()):
            verdict = self._typed(part)
            if verdict.outcome == "route" and verdict.told_danger:
                if index and len(part) <= _SAYS_NO_WHO and self._of_a_thing(parts[index - 1 : index + 1]):
                    continue
                return verdict
        return None

    def _of_a_thing(self, parts: Sequence[Text]) -> bool:
        """Whether the clauses together are a question that is answered: 草莓苗蔫了，活不成."""
        return self._typed(join(parts)).outcome == "answer"

    def judge(self, text: Text) -> Verdict:
        """The verdict on a text, on it with its slips put right where that is surer or settles it."""
        verdict = self._typed(text)
        if verdict.target is not None:
            return self._better_reading(text, verdict)
        return self._second_reading(text, verdict) or verdict

    def _better_reading(self, text: Text, first: Verdict) -> Verdict:
        """The verdict on the text with its slips put right, where it is surer; else the first."""
        if first.confidence >= _SURE or first.outcome not in {"answer", "refuse"}:
            return first
        mended = self._matcher.mended(text)
        if mended is None:
            return first
        verdict = self._typed(mended)
        surer = verdict.confidence > first.confidence + _SURER
        lacks = bool(verdict.missing) and first.outcome == "answer"  # 浙江大学 for 浙间大学
        return verdict if (surer or lacks) and verdict.outcome in {"answer", "refuse", "suggest"} else first

    def _second_reading(self, text: Text, first: Verdict) -> Verdict | None:
        """The verdict on the text with its slips put right, where that settles it; None otherwise.

        Where two candidates fit alike (胡杨棚 of 东棚 and 西棚), a slip put right is a guess, or sure.
        """
        mended = self._matcher.mended(text)
        if mended is None:
            return None
        verdict = self._typed(mended)
        renamed = verdict.match.query.name_ids != first.match.query.name_ids
        if first.outcome == "suggest" and renamed and lead(first.match.ranked) < _ALIKE:
            return verdict if verdict.target is not None and verdict.confidence >= _SURE else None
        settled = verdict.target is not None or {verdict.outcome, first.outcome} == {"refuse", "suggest"}
        return verdict if settled and verdict.outcome != "talk" else None

    def _typed(self, text: Text) -> Verdict:
        """The verdict on the text as it is typed."""
        return judge(self._matcher.understand(text), self._matcher, self._thresholds)
