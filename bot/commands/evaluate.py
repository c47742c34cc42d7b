"""`eval`: question files → rates, worst first; also curves and the scorecard. Records nothing."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.assembly import now
from bot.console import Line, shower
from bot.conversation.assistant import Assistant
from bot.evaluation.cases import cases_of
from bot.evaluation.curves import svg_of
from bot.evaluation.report import report_lines, variant_lines
from bot.evaluation.robustness import Said, rates_by_variant, said_differently, sample, sayable
from bot.evaluation.run import judged
from bot.evaluation.scorecard import Measured, scorecard_lines
from bot.evaluation.variants import VARIANTS

VARIANTS_SAMPLE = 400  # questions; each is asked in every variant


@dataclasses.dataclass(frozen=True, slots=True)
class Evaluating:
    """What one evaluation is to write besides the rates."""

    worst: int = 20  # how many failures to list
    variants: bool = False  # also ask a sample of the questions in every other way
    plot: Path | None = None
    scorecard: Path | None = None


def evaluate(assistant: Assistant, files: Sequence[Path], evaluating: Evaluating) -> int:
    """The exit code after the report was shown: 0, whatever the rates are."""
    time = now()
    rows = judged(assistant, cases_of(files), time)
    knowledge = assistant.knowledge
    said: Sequence[Said] = ()
    if evaluating.variants or evaluating.scorecard:
        questions = sample(sayable(row.case for row in rows), VARIANTS_SAMPLE)
        said = said_differently(assistant, questions, VARIANTS, time)
    if evaluating.plot:
        title = f"知识版本 {knowledge.version}，{time:%Y-%m-%d}"
        evaluating.plot.write_text(svg_of(rows, title), encoding="utf-8")
    if evaluating.scorecard:
        measured = Measured(knowledge, rows, rates_by_variant(said), time.date())
        evaluating.scorecard.write_text("\n".join(scorecard_lines(measured)) + "\n", encoding="utf-8")
    show = shower(sys.stdout)
    show(Line(line) for line in report_lines(rows, knowledge.version, evaluating.worst))
    if evaluating.variants:
        show(Line(line) for line in variant_lines(said, evaluating.worst))
    return 0
