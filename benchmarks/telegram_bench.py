"""How many questions a second go through the whole bot, and whose time it is. Knows no real network.

The bot runs as a process of its own against an emulated Bot API on loopback, with Telegram's limit of 30
messages a second lifted, so that the program and not the limit is measured.
"""

from __future__ import annotations

import re
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.telegram.bot_process import PROJECT, BotProcess, free_port
from tests.telegram.emulator import BotApi, Call
from tests.telegram.person import Person

KNOWLEDGE = PROJECT / "tests" / "telegram" / "knowledge"
QUESTIONS = ("银杏一号大棚种什么", "枫叶牛棚有多少头奶牛", "银杏五号大棚种什么")
ONE_BY_ONE = 100
CHATS = 50
PER_CHAT = 6
PATIENCE = 120.0
FREE = {"MESSAGES_PER_SECOND": "1000", "QUESTIONS_PER_MINUTE": "10000"}


def lines() -> Iterator[str]:
    """The figures, with polling and with a webhook."""
    for webhook in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            yield from figures(Path(folder), webhook=webhook)


def figures(folder: Path, *, webhook: bool) -> Iterator[str]:
    """Two lines: questions one after another, and many chats at once."""
    api, port = BotApi(), free_port()
    bot = BotProcess(
        api,
        folder,
        webhook=webhook,
        KNOWLEDGE_DIR=str(KNOWLEDGE),
        METRICS_LISTEN=f"127.0.0.1:{port}",
        LOG_LEVEL="WARNING",
        **FREE,
    )
    way = "webhook" if webhook else "polling"
    bot.start()
    try:
        Person(api, 1).asks(QUESTIONS[0])
        before = spent(port)
        seconds = ask_one_by_one(api)
        yield f"{way}, one after another: {ONE_BY_ONE / seconds:.0f}/s, {told(before, spent(port), seconds)}"
        before = spent(port)
        seconds = ask_at_once(api)
        yield f"{way}, {CHATS} chats at once: {CHATS * PER_CHAT / seconds:.0f} questions/s"
    finally:
        bot.stop()
        api.close()


def ask_one_by_one(api: BotApi) -> float:
    """Seconds for one person who waits for each answer."""
    person, started = Person(api, 2), time.perf_counter()
    for number in range(ONE_BY_ONE):
        person.asks(QUESTIONS[number % len(QUESTIONS)])
    return time.perf_counter() - started


def ask_at_once(api: BotApi) -> float:
    """Seconds until everybody has all answers, all questions being there at once."""
    people = [Person(api, 1000 + number) for number in range(CHATS)]
    mark, started = len(api.calls), time.perf_counter()
    for turn in range(PER_CHAT):
        for person in people:
            person.writes(QUESTIONS[turn % len(QUESTIONS)])
    api.wait(mark, is_reply, CHATS * PER_CHAT, patience=PATIENCE)
    return time.perf_counter() - started


def is_reply(call: Call) -> bool:
    """Whether a message was sent."""
    return call.method == "sendMessage" and call.status == 200


def spent(port: int) -> dict[str, float]:
    """The sums of the bot's own time figures, in seconds."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    return {
        name: float(re.findall(rf"^qingcheng_{name}_seconds_sum (\S+)$", text, re.MULTILINE)[0])
        for name in ("reply", "update", "call")
    }


def told(before: dict[str, float], after: dict[str, float], seconds: float) -> str:
    """What a question costs, and the share that is neither Telegram's nor the library's way there."""
    each = {name: (after[name] - before[name]) / ONE_BY_ONE * 1000 for name in after}
    whole, ours = seconds / ONE_BY_ONE * 1000, each["update"] - each["call"]
    return (
        f"{whole:.1f} ms a question: calls to the Bot API {each['call']:.1f}, "
        f"ours {ours:.1f} ({ours / whole:.0%}; finding the reply {each['reply']:.1f}), "
        f"fetching, committing and the emulator {whole - each['update']:.1f}"
    )
