"""`ask`: answers the given questions, for a person or as JSON. Records nothing."""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.assembly import now
from bot.console import Line, lines_in, lines_of, shower
from bot.conversation.assistant import Assistant
from bot.conversation.messages import Question, Reply
from bot.errors import QuestionFileError
from bot.evaluation.outcome import outcome_of

NO_QUESTION = "没有读到问题。用法：ask 问题，或 ask --file 文件，或 ask -（从标准输入读）。"


@dataclasses.dataclass(frozen=True, slots=True)
class Asking:
    """How the questions of one call are to be asked and shown."""

    as_json: bool = False
    conversation: bool = False  # the lines are turns of one chat


def questions_from(arguments: Iterable[str], file: Path | None) -> Iterator[str]:
    """The questions of the command line, then those of the file; “-” reads the standard input."""
    for argument in arguments:
        if argument == "-":
            yield from lines_in(sys.stdin.buffer)
        else:
            yield argument.encode("utf-8", "replace").decode("utf-8")  # bytes the locale could not read
    if file is not None:
        yield from _lines_of_file(file)


def _lines_of_file(file: Path) -> Iterator[str]:
    try:
        with file.open("rb") as stream:
            yield from lines_in(stream)
    except OSError as error:
        raise QuestionFileError(f"读不了 {file}：{error.strerror}。") from None


def ask(assistant: Assistant, questions: Iterable[str], asking: Asking) -> int:
    """The exit code after each question was answered in order: 2 when there was none."""
    show = shower(sys.stdout)
    number = 0
    for number, text in enumerate(questions, 1):
        chat = "ask" if asking.conversation else f"ask-{number}"
        started = time.perf_counter()
        reply = assistant.reply(Question(text=text, chat=chat, time=now()))
        ms = (time.perf_counter() - started) * 1000
        if asking.as_json:
            show([Line(json.dumps(record_of(reply, ms), ensure_ascii=False))])
        else:
            show([Line("")] if number > 1 else [])
            show(lines_of(reply))
    if not number:
        shower(sys.stderr)(
            [Line("没有读到问题。用法：run_bot.py ask 问题，或 --file 文件，或 - 从标准输入读。")]
        )
    return 0 if number else 2


def record_of(reply: Reply, ms: float) -> dict[str, object]:
    """The JSON object of one reply; what does not apply is null."""
    outcome = outcome_of(reply)
    return {
        "query": reply.question.text,
        "kind": outcome.kind,
        "entries": list(outcome.entries),
        "confidence": round(outcome.confidence, 4),
        "text": outcome.text,
        "suggestions": [
            {"id": choice.entry, "question": choice.question, "answer": choice.answer}
            for choice in outcome.suggestions
        ],
        "route": outcome.route or None,
        "source": outcome.source or None,
        "as_of": outcome.as_of or None,
        "reason": outcome.reason,
        "ms": round(ms, 3),
    }
