"""Every error of the program, as one tree; `str(error)` is fit for an operator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.content.problems import Problem


class QingchengError(Exception):
    """The root: whatever the program itself raises."""


class SettingsError(QingchengError):
    """Settings that cannot be used; the message lists every mistake."""


class KnowledgeError(QingchengError):
    """Knowledge files that cannot be used; carries all problems at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class QuestionFileError(QingchengError):
    """A question file (tests, evaluation) that cannot be read; names the place."""


class RecordsError(QingchengError):
    """The database cannot be opened, migrated or written."""
