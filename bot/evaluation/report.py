"""Rates as text for a person. Knows not how they came about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.evaluation.judging import Judged, Verdict
from bot.evaluation.outcome import Outcome
from bot.evaluation.rates import METRICS, grouped, median_ms, rate, worst_first
from bot.evaluation.robustness import Said, rates_by_variant

METRIC_NAMES = {
    "right": "答对",
    "not_wrong": "没有答错",
    "right_or_offered": "答对或列在建议里",
    "suggested": "该给选择的给对了",
    "not_false": "该拒的没有乱答",
    "right_reason": "拒绝的原因说对",
    "routed": "转介对了",
    "small_talk": "寒暄接对了",
}
VERDICT_NAMES: dict[Verdict, str] = {
    "right": "对",
    "offered": "只列在建议里",
    "missed": "没找到",
    "wrong": "答错",
    "otherwise": "拒绝但原因不对",
    "false": "不该答却答了",
}
REASON_NAMES = {
    "place": "地点",
    "year": "年份",
    "attribute": "没写的内容",
    "organisation": "单位",
    "person": "人物",
    "other": "同类的另一样",
    "premise": "前提不实",
    "off_topic": "题外",
    "small_talk": "寒暄",
    "gibberish": "乱码",
    "unclear": "说不清",
}


def report_lines(rows: Sequence[Judged], version: str, worst: int) -> Iterator[str]:
    """The report: all rates, false answers by kind, rates by style, the worst cases first."""
    gaps = sum(1 for row in rows if row.case.known_gap)
    yield f"问题 {len(rows)} 个（其中已知不足 {gaps} 个），知识版本 {version}"
    yield f"  中位用时：{median_ms(rows):.2f} 毫秒"
    for metric in METRICS:
        measured = rate(rows, metric)
        if measured.cases:
            yield f"  {METRIC_NAMES[metric]}：{measured}"
    yield from _refusals(rows)
    yield from _styles(rows)
    yield from _worst(rows, worst)


def _refusals(rows: Sequence[Judged]) -> Iterator[str]:
    refused = [row for row in rows if row.case.expect == "refuse" and row.case.wanted]
    if refused:
        yield "该拒绝的，按原因："
    for reasons, group in grouped(refused, lambda row: "、".join(row.case.wanted)).items():
        name = REASON_NAMES.get(reasons, reasons)
        yield f"  {name}：没有乱答 {rate(group, 'not_false')}，原因说对 {rate(group, 'right_reason')}"


def _styles(rows: Sequence[Judged]) -> Iterator[str]:
    styled = [row for row in rows if row.case.style and row.case.expect == "answer"]
    if styled:
        yield "该回答的，按说法："
    for style, group in grouped(styled, lambda row: row.case.style).items():
        yield f"  {style}：答对 {rate(group, 'right')}，没有答错 {rate(group, 'not_wrong')}"


def _worst(rows: Sequence[Judged], worst: int) -> Iterator[str]:
    failed = worst_first(rows)
    if failed and worst:
        yield f"最差的 {min(worst, len(failed))} 个（共 {len(failed)} 个不对）："
    for row in failed[:worst]:
        gap = f"（已知不足：{row.case.known_gap}）" if row.case.known_gap else ""
        yield f"  {row.case.place}: [{VERDICT_NAMES[row.verdict]}] {row.case.question}{gap}"
        yield f"      应为 {_wanted(row)}；实为 {got(row.outcome)}"


def variant_lines(all_said: Sequence[Said], worst: int) -> Iterator[str]:
    """The share of kept outcomes by way of saying it, then the first that changed."""
    yield "换个说法，结果不变的："
    for name, kept in rates_by_variant(all_said).items():
        yield f"  {name}：{kept}"
    changed = [said for said in all_said if not said.kept]
    for said in changed[:worst]:
        yield f"  [{said.variant}] {said.text}"
        yield f"      原问 {said.usual}：{got(said.before)}；变成 {got(said.after)}"


def _wanted(row: Judged) -> str:
    figures = row.case.figures
    if figures is None:
        return f"{row.case.expect} {' '.join(row.case.wanted)}"
    return f"{row.case.expect} {' '.join((*figures.must, *figures.must_any))}".rstrip()


def got(outcome: Outcome) -> str:
    """An outcome in short."""
    if outcome.kind == "answer":
        return f"answer {' '.join(outcome.entries)} ({outcome.confidence:.2f})"
    if outcome.kind == "suggest":
        return (
            f"suggest {' '.join(choice.entry for choice in outcome.suggestions)} ({outcome.confidence:.2f})"
        )
    return " ".join(part for part in (outcome.reason or "", outcome.route) if part) or "none"
