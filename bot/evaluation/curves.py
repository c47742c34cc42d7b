"""Judged cases → an SVG with a reliability and a risk-coverage curve. Draws only; decides nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from bot.evaluation.figures import compared, holds_all
from bot.evaluation.judging import Judged

BINS = 10
SIZE = 320  # of one square plot, in pixels
MARGIN = 56


@dataclasses.dataclass(frozen=True, slots=True)
class Point:
    """A place in a unit square."""

    x: float
    y: float


@dataclasses.dataclass(frozen=True, slots=True)
class Guess:
    """The best entry of one case, whether it was answered or only suggested."""

    confidence: float
    right: bool
    answered: bool


def guesses(rows: Sequence[Judged]) -> list[Guess]:
    """What would be said if the bot always gave its best entry; nothing for cases without any."""
    return [
        Guess(row.outcome.confidence, _best_is_right(row), row.outcome.kind == "answer")
        for row in rows
        if row.outcome.kind != "none"
    ]


def _best_is_right(row: Judged) -> bool:
    if row.outcome.kind == "answer":
        return row.verdict == "right"
    if row.case.expect not in {"answer", "suggest"} or not row.outcome.suggestions:
        return False
    best = row.outcome.suggestions[0]
    if row.case.figures is None:
        return best.entry in row.case.wanted
    return holds_all(compared(best.answer), row.case.figures.must, row.case.figures.must_any)


def reliability(found: Sequence[Guess]) -> list[Point]:
    """For each bin of confidence that holds a guess: its mean confidence and the share that is right."""
    points = []
    for number in range(BINS):
        inside = [guess for guess in found if min(int(guess.confidence * BINS), BINS - 1) == number]
        if inside:
            mean = sum(guess.confidence for guess in inside) / len(inside)
            points.append(Point(mean, sum(guess.right for guess in inside) / len(inside)))
    return points


def risk_coverage(found: Sequence[Guess], cases: int) -> list[Point]:
    """Share of cases answered → share of those answers that is wrong, from the surest guess to the last."""
    points, wrong = [], 0
    for count, guess in enumerate(sorted(found, key=lambda guess: -guess.confidence), 1):
        wrong += not guess.right
        points.append(Point(count / cases, wrong / count))
    return points


def operating_point(found: Sequence[Guess], cases: int) -> Point | None:
    """Where the bot works now: coverage and risk of what it did answer."""
    answered = [guess for guess in found if guess.answered]
    if not answered:
        return None
    return Point(len(answered) / cases, sum(not guess.right for guess in answered) / len(answered))


def svg_of(rows: Sequence[Judged], title: str) -> str:
    """Both curves side by side as an SVG document."""
    found = guesses(rows)
    width, height = 2 * (SIZE + 2 * MARGIN), SIZE + 2 * MARGIN
    right_plot = SIZE + 2 * MARGIN
    now = operating_point(found, len(rows))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="{width / 2}" y="20" text-anchor="middle">{_escaped(title)}</text>',
        *_frame(0, "置信度", "答对的比例"),
        _path(0, [Point(0, 0), Point(1, 1)], "#bbbbbb"),
        _path(0, reliability(found), "#1b6ca8"),
        *(_dot(0, point) for point in reliability(found)),
        *_frame(right_plot, "回答的比例", "其中答错的比例"),
        _path(right_plot, risk_coverage(found, len(rows)), "#c0392b"),
        *([_dot(right_plot, now)] if now else []),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _frame(left: int, x_name: str, y_name: str) -> Iterator[str]:
    x, y = left + MARGIN, MARGIN
    yield f'<rect x="{x}" y="{y}" width="{SIZE}" height="{SIZE}" fill="none" stroke="black"/>'
    yield f'<text x="{x + SIZE / 2}" y="{y + SIZE + 40}" text-anchor="middle">{x_name}</text>'
    turned = f"translate({x - 40} {y + SIZE / 2}) rotate(-90)"
    yield f'<text transform="{turned}" text-anchor="middle">{y_name}</text>'
    for tick in range(0, 11, 2):
        share = tick / 10
        yield f'<text x="{x + share * SIZE}" y="{y + SIZE + 18}" text-anchor="middle">{share:.1f}</text>'
        yield f'<text x="{x - 8}" y="{y + (1 - share) * SIZE + 4}" text-anchor="end">{share:.1f}</text>'


def _path(left: int, points: Sequence[Point], colour: str) -> str:
    places = " ".join("{:.1f},{:.1f}".format(*_place(left, point)) for point in points)
    return f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="2"/>'


def _dot(left: int, point: Point) -> str:
    x, y = _place(left, point)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="black"/>'


def _place(left: int, point: Point) -> tuple[float, float]:
    return left + MARGIN + point.x * SIZE, MARGIN + (1 - point.y) * SIZE


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
