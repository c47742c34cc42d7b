"""`check`: every problem of the knowledge files. Knows no rules."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

from bot.assembly import now
from bot.console import Line, shower
from bot.content.load import check as problems_in
from bot.content.problems import errors


def check(folder: Path, *, as_json: bool) -> int:
    """The exit code after all problems were shown: 1 when one of them is an error."""
    problems = problems_in(folder, today=now().date())
    wrong = len(errors(problems))
    show = shower(sys.stdout)
    if as_json:
        rows = [dataclasses.asdict(problem) for problem in problems]
        show([Line(json.dumps(rows, ensure_ascii=False, indent=2))])
    else:
        show(Line(str(one), "error" if one.severity == "error" else "warn") for one in problems)
        show([Line(_summary(folder, wrong, len(problems) - wrong))])
    return 1 if wrong else 0


def _summary(folder: Path, wrong: int, warnings: int) -> str:
    if wrong or warnings:
        return f"{wrong} 处错误，{warnings} 处提醒。"
    return f"{folder.name}/ 没有问题。"
