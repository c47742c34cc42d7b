"""One mistake in the knowledge and where it stands. Knows neither rules nor who prints it."""

from __future__ import annotations

import dataclasses
from typing import Literal

Severity = Literal["error", "warning"]


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A mistake with its place; sorts by file, line and column."""

    file: str  # path below the knowledge folder
    line: int  # from 1
    column: int  # from 1
    rule: str  # unknown-key, duplicate-id …
    message: str  # what is wrong, without a full stop
    severity: Severity = "error"
    fix: str = ""  # what to do about it; may be empty

    def __str__(self) -> str:
        says = f"{self.message}；{self.fix}" if self.fix else self.message
        prefix = "提醒：" if self.severity == "warning" else ""
        return f"{self.file}:{self.line}:{self.column}: {prefix}{says} [{self.rule}]"


def errors(problems: list[Problem]) -> list[Problem]:
    """Those problems that must be mended, without the warnings."""
    return [problem for problem in problems if problem.severity == "error"]
