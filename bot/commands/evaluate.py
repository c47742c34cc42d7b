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
from bot.evaluation.report import report_lines
from bot.evaluation.robustness import robustness, sample
from bot.evaluation.run import judged
from bot.evaluation.scorecard import Measured, scorecard_lines

ROBUSTNESS_SAMPLE = 200  # questions; each is asked in every variant


@dataclasses.dataclass(frozen=True, slots=True)
class Evaluating:
    """What one evaluation is to write besides the rates."""

    worst: int = 20  # how many failures to list
    plot: Path | None = None
    scorecard: Path | None = None


def evaluate(assistant: Assistant, files: Sequence[Path], evaluating: Evaluating) -> int:
    """The exit code after the report was shown: 0, whatever the rates are."""
    time = now()
    rows = judged(assistant, cases_of(files), time)
    knowledge = assistant.knowledge
    if evaluating.plot:
        evaluating.plot.write_text(
            svg_of(rows, f"知识版本 {knowledge.version}，{time:%Y-%m-%d}"), encoding="utf-8"
        )
    if evaluating.scorecard:
        questions = sample([row.case.question for row in rows], ROBUSTNESS_SAMPLE)
        measured = Measured(knowledge, rows, robustness(assistant, questions, time), time.date())
        evaluating.scorecard.write_text("\n".join(scorecard_lines(measured)) + "\n", encoding="utf-8")
    shower(sys.stdout)(Line(line) for line in report_lines(rows, knowledge.version, evaluating.worst))
    return 0
