"""Judged cases → rates. Knows no wording."""

from __future__ import annotations

import dataclasses
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.evaluation.cases import Expect
from bot.evaluation.judging import Judged, Verdict


@dataclasses.dataclass(frozen=True, slots=True)
class Rate:
    """A share of cases."""

    hits: int
    cases: int

    @property
    def share(self) -> float:
        """Hits / cases; 1 when there is no case, so that an empty set breaks no floor."""
        return self.hits / self.cases if self.cases else 1.0

    def __str__(self) -> str:
        return f"{100 * self.share:.1f} % ({self.hits}/{self.cases})" if self.cases else "–"


@dataclasses.dataclass(frozen=True, slots=True)
class _Metric:
    expects: frozenset[Expect]  # which cases count
    hits: frozenset[Verdict]  # which verdicts are hits


_ALL: frozenset[Verdict] = frozenset({"right", "offered", "missed", "wrong", "otherwise", "false"})
_ANSWER: frozenset[Expect] = frozenset({"answer"})
_DECLINE: frozenset[Expect] = frozenset({"refuse", "route", "small_talk"})

# More is better in every one, so that one kind of floor serves all.
METRICS: Mapping[str, _Metric] = {
    "right": _Metric(_ANSWER, frozenset({"right"})),
    "not_wrong": _Metric(_ANSWER, _ALL - {"wrong"}),
    "right_or_offered": _Metric(_ANSWER, frozenset({"right", "offered"})),
    "suggested": _Metric(frozenset({"suggest"}), frozenset({"right"})),
    "not_false": _Metric(_DECLINE, _ALL - {"false"}),
    "right_reason": _Metric(frozenset({"refuse"}), frozenset({"right"})),
    "routed": _Metric(frozenset({"route"}), frozenset({"right"})),
    "small_talk": _Metric(frozenset({"small_talk"}), frozenset({"right"})),
}


def rate(rows: Iterable[Judged], metric: str) -> Rate:
    """The named metric over the rows that it concerns."""
    wanted = METRICS[metric]
    verdicts = Counter(row.verdict for row in rows if row.case.expect in wanted.expects)
    return Rate(sum(verdicts[verdict] for verdict in wanted.hits), verdicts.total())


def grouped(rows: Iterable[Judged], key: Callable[[Judged], str]) -> dict[str, list[Judged]]:
    """The rows by key, largest group first."""
    groups: defaultdict[str, list[Judged]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))


def worst_first(rows: Iterable[Judged]) -> list[Judged]:
    """The failures: confident false and wrong answers first, harmless ones last."""
    order: dict[Verdict, int] = {"false": 0, "wrong": 0, "missed": 1, "otherwise": 2, "offered": 3}
    failed = [row for row in rows if row.verdict != "right"]
    return sorted(failed, key=lambda row: (order[row.verdict], -row.outcome.confidence))


def confusions(rows: Iterable[Judged]) -> list[tuple[str, str, int]]:
    """Which entry was answered in place of which, most frequent first."""
    pairs = Counter(
        (" ".join(row.case.wanted), " ".join(row.outcome.entries))
        for row in rows
        if row.case.figures is None and row.verdict in {"wrong", "false"}
    )
    return [
        (wanted, got, count) for (wanted, got), count in sorted(pairs.items(), key=lambda p: (-p[1], p[0]))
    ]


def median_ms(rows: Sequence[Judged]) -> float:
    """The median decision time; 0 without rows."""
    return statistics.median(row.ms for row in rows) if rows else 0.0
