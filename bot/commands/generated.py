"""`schema` and `coverage`: files made from the model and the knowledge. Decides nothing."""

from __future__ import annotations

import sys

from bot.content.coverage import ARTICLE, LEFT_OUT, coverage, read_left_out
from bot.content.model import Knowledge
from bot.content.schema import schema_text


def print_schema() -> int:
    """The exit code after the JSON Schema of the knowledge files was printed."""
    sys.stdout.write(schema_text())
    return 0


def print_coverage(knowledge: Knowledge) -> int:
    """The exit code after the table of facts and where they are told was printed."""
    sys.stdout.write(coverage(knowledge, ARTICLE, read_left_out(LEFT_OUT)))
    return 0
