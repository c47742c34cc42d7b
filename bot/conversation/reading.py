"""One text judged in its readings: as it is typed, with its slips put right, clause by clause for danger."""

from __future__ import annotations

from bot.conversation.clauses import clauses
from bot.conversation.judging import judge
from bot.conversation.thresholds import Thresholds
from bot.conversation.verdict import Verdict
from bot.matching.matcher import Matcher
from bot.matching.ranking import lead
from bot.matching.text import Text, join

_CLAUSES = 8  # of a long story that are looked through for danger
_SAYS_NO_WHO = 4  # units of a clause that leaves out of whom it speaks
_OF_PEOPLE = frozenset("我俺咱人命想要寻救跳喝吊")  # characters of a clause that is about a person
_ALIKE = 0.2  # score between two candidates that cannot be told apart
_SURE = 0.93  # confidence from which a text is understood as it is typed
_SURER = 0.02  # confidence by which a text with its slips put right must be surer


class Reader:
    """Judges texts by one snapshot of the knowledge; remembers nothing."""

    def __init__(self, matcher: Matcher, thresholds: Thresholds) -> None:
        self._matcher = matcher
        self._thresholds = thresholds

    def danger(self, raw: str) -> Verdict | None:
        """The route for a danger that one clause of several tells of, whatever the others ask; else None.

        Of several dangers the surest: 羊死了好几只，不想活了.
        """
        parts = clauses(self._matcher.read(raw), at_pauses=True)[:_CLAUSES]
        told: list[Verdict] = []
        for index, part in enumerate(parts if len(parts) > 1 else ()):
            verdict = self._typed(part)
            danger = verdict.outcome == "route" and verdict.told_danger
            if danger and not (index and self._of_a_thing(parts[index - 1], part)):
                told.append(verdict)
        return max(told, key=lambda v: v.confidence, default=None)

    def _of_a_thing(self, before: Text, clause: Text) -> bool:
        """Whether the clause says of what stands before it that it dies: 草莓苗蔫了，活不成.

        Never where it speaks of a wish or of people (想死, 救命): help comes first.
        """
        if len(clause) > _SAYS_NO_WHO or not _OF_PEOPLE.isdisjoint(clause.units):
            return False
        return self._typed(join([before, clause])).outcome == "answer"

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
