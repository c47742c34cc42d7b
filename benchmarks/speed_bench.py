"""What a question costs, and how long a person waits for the first answer."""

from __future__ import annotations

import datetime as dt
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.knowledge_made import generated
from bot.content.load import load
from bot.content.model import Knowledge
from bot.conversation.assistant import Assistant
from bot.conversation.context import MemoryContextStore
from bot.conversation.messages import Question
from bot.evaluation.variants import VARIANTS

PROJECT = Path(__file__).resolve().parent.parent
QUESTIONS = 2000
STARTS = 5


def lines() -> Iterator[str]:
    """Decision times with generated and shipped knowledge, then the start."""
    shipped = load(PROJECT / "knowledge")
    yield _decisions("生成的知识", generated(shipped.terms))
    yield _decisions("自带的知识", shipped)
    yield _starts()


def _decisions(name: str, knowledge: Knowledge) -> str:
    assistant = Assistant(knowledge, MemoryContextStore())
    spent = []
    for number, text in enumerate(_noisy(knowledge)):
        question = Question(text, f"bench-{number}", dt.datetime.now(dt.UTC))
        started = time.perf_counter()
        assistant.reply(question)
        spent.append((time.perf_counter() - started) * 1000)
    spent.sort()
    return (
        f"{name}（{len(knowledge.entries)} 条）：中位 {statistics.median(spent):.2f} 毫秒，"
        f"95 分位 {spent[int(len(spent) * 0.95)]:.2f}，最慢 {spent[-1]:.2f}"
    )


def _noisy(knowledge: Knowledge) -> Sequence[str]:
    """The knowledge's own questions, each said differently in its own way."""
    changes = list(VARIANTS.values())
    questions = [entry.question for entry in knowledge.entries.values()]
    return [changes[number % len(changes)](questions[number % len(questions)]) for number in range(QUESTIONS)]


def _starts() -> str:
    spent = []
    for _ in range(STARTS):
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, PROJECT / "run_bot.py", "ask", "国家乳业技术创新中心有多少家成员单位"],
            env={**os.environ, "TELEGRAM_BOT_TOKEN": "", "KNOWLEDGE_DIR": ""},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        spent.append(time.perf_counter() - started)
    return f"从启动到第一个回答：中位 {statistics.median(spent):.2f} 秒，最快 {min(spent):.2f} 秒"
