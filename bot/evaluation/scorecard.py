"""The published scorecard as Markdown. Knows not how the figures were measured."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.content.model import Knowledge
from bot.evaluation.judging import Judged
from bot.evaluation.rates import METRICS, Rate, confusions, grouped, median_ms, rate
from bot.evaluation.report import METRIC_NAMES, REASON_NAMES

CONFUSIONS_SHOWN = 15


@dataclasses.dataclass(frozen=True, slots=True)
class Measured:
    """Everything one scorecard is made of."""

    knowledge: Knowledge
    rows: Sequence[Judged]
    robustness: Mapping[str, Rate]
    date: dt.date


def scorecard_lines(measured: Measured) -> Iterator[str]:
    """The lines of the scorecard: rates, by topic, reason, style and file, confusions, robustness, speed."""
    rows = measured.rows
    yield "# 成绩单"
    yield ""
    gaps = sum(bool(row.case.known_gap) for row in rows)
    entries = len(measured.knowledge.entries)
    yield f"{measured.date}，知识版本 `{measured.knowledge.version}`，{entries} 个条目，"
    yield f"{len(rows)} 个问题，其中 {gaps} 个是已知的不足（也算在内）。"
    yield "由 `run_bot.py eval --scorecard` 生成，不要手改。"
    yield from _overall(rows)
    yield from _answers_by("主题", rows, _topic_of(measured.knowledge))
    yield from _answers_by("说法", [row for row in rows if row.case.style], lambda row: row.case.style)
    yield from _refusals(rows)
    yield from _answers_by("文件", rows, lambda row: f"`{row.case.file}`")
    yield from _confusions(measured)
    yield from _robustness(measured.robustness)
    yield from _speed(rows)


def _overall(rows: Sequence[Judged]) -> Iterator[str]:
    measured = [(METRIC_NAMES[metric], rate(rows, metric)) for metric in METRICS]
    yield from _table(
        "总体", ("项目", "比率"), [(name, str(value)) for name, value in measured if value.cases]
    )


def _answers_by(name: str, rows: Sequence[Judged], key: Callable[[Judged], str]) -> Iterator[str]:
    asked = [row for row in rows if row.case.expect == "answer"]
    metrics = ("right", "right_or_offered", "not_wrong")
    yield from _rates_table(f"该回答的，按{name}", name, grouped(asked, key), metrics)


def _refusals(rows: Sequence[Judged]) -> Iterator[str]:
    asked = [row for row in rows if row.case.expect == "refuse" and row.case.wanted]
    groups = grouped(asked, lambda row: "、".join(REASON_NAMES.get(one, one) for one in row.case.wanted))
    yield from _rates_table("该拒绝的，按原因", "原因", groups, ("not_false", "right_reason"))


def _rates_table(
    title: str, name: str, groups: Mapping[str, Sequence[Judged]], metrics: Sequence[str]
) -> Iterator[str]:
    table = [(group, *(str(rate(rows, metric)) for metric in metrics)) for group, rows in groups.items()]
    yield from _table(title, (name, *(METRIC_NAMES[metric] for metric in metrics)), table)


def _topic_of(knowledge: Knowledge) -> Callable[[Judged], str]:
    titles = {topic.id: topic.title for topic in knowledge.topics}

    def topic(row: Judged) -> str:
        entry = knowledge.entries.get(row.case.wanted[0]) if row.case.wanted else None
        return titles.get(entry.topic, entry.topic) if entry else "（按内容判分，未指明条目）"

    return topic


def _confusions(measured: Measured) -> Iterator[str]:
    pairs = itertools.islice(confusions(measured.rows), CONFUSIONS_SHOWN)
    table = [(wanted, got, str(count)) for wanted, got, count in pairs]
    yield from _table("最常见的混淆", ("应为", "答成", "次数"), table)


def _robustness(rates: Mapping[str, Rate]) -> Iterator[str]:
    table = [(name, str(value)) for name, value in rates.items()]
    total = Rate(sum(value.hits for value in rates.values()), sum(value.cases for value in rates.values()))
    yield from _table("换个说法，结果不变的", ("变化", "比率"), [*table, ("合计", str(total))])


def _speed(rows: Sequence[Judged]) -> Iterator[str]:
    slow = statistics.quantiles((row.ms for row in rows), n=20)[-1] if len(rows) > 1 else median_ms(rows)
    yield from _table("用时（毫秒）", ("中位", "95 分位"), [(f"{median_ms(rows):.2f}", f"{slow:.2f}")])


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if not rows:
        return
    yield from ("", f"## {title}", "")
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
