"""`why`: explains one decision. Knows not how it was taken."""

from __future__ import annotations

import sys

from bot.console import Line, shower
from bot.conversation.assistant import Assistant


def why(assistant: Assistant, question: str) -> int:
    """The exit code after the scores, features and guards of the question were shown."""
    shower(sys.stdout)(Line(line) for line in str(assistant.explain(question)).splitlines())
    return 0
