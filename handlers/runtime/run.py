"""From settings to a running bot and an exit code. Knows neither what is asked nor what is answered.

What handlers/__init__.py offers to it:

    register(application, assistant, records, settings) -> None    adds the handlers, before the start
    async introduce(bot, settings) -> None    commands, name, description; once, when Telegram is reached

A handler that raises is called again with the same update: at most UPDATE_TRIES times for an error of its
own, as long as it takes for network errors, RetryAfter and RecordsError. The application's error handlers run
at the last try only, so they may tell the person. Forbidden (the person blocked the bot) ends the update in
silence. So a handler asks and records first, then sends; what fails after the send must not escape.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Iterator

import structlog
from telegram.error import InvalidToken, TelegramError

import handlers
from bot.calibrating import Calibrator
from bot.content.model import Knowledge
from bot.content.problems import Problem
from bot.content.watch import Watcher
from bot.conversation.assistant import Assistant
from bot.errors import QingchengError
from bot.matching.confidence import Weights
from bot.records.database import sqlite_file
from bot.records.store import Records
from bot.settings import Settings
from handlers.runtime import logs
from handlers.runtime.polling import SecondInstanceError
from handlers.runtime.running import Running
from handlers.runtime.single import DatabaseTakenError, sole_use

log = structlog.get_logger(__name__)

STOPPED, FAILED, TOKEN_REFUSED, SECOND_INSTANCE = 0, 1, 3, 4


def run(settings: Settings, assistant: Assistant, records: Records) -> int:
    """The exit code: 0 after SIGTERM or Ctrl-C, 3 token refused, 4 second instance, 1 anything else."""
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's times as they will be in its next version
    redaction = logs.configure(settings.log_level, settings.secrets)
    try:
        with sole_use(sqlite_file(settings.database_url)), following(settings, assistant):
            asyncio.run(_run(settings, assistant, records))
    except InvalidToken:
        return _end(
            TOKEN_REFUSED, "Telegram 不认这个令牌。请检查 TELEGRAM_BOT_TOKEN，或向 @BotFather 要新的。"
        )
    except (SecondInstanceError, DatabaseTakenError) as error:
        return _end(SECOND_INSTANCE, str(error))
    except (QingchengError, TelegramError) as error:
        return _end(FAILED, redaction.clean(str(error)))
    return STOPPED


def _end(code: int, message: str) -> int:
    log.critical("ended", code=code, reason=message)
    if sys.stderr.isatty():
        sys.stderr.write(f"{message}\n")
    return code


async def _run(settings: Settings, assistant: Assistant, records: Records) -> None:
    running = Running(settings, records, lambda: assistant.knowledge.version)
    handlers.register(running.application, assistant, records, settings)
    await running.until_stopped(lambda: handlers.introduce(running.bot, settings))


@contextlib.contextmanager
def following(settings: Settings, assistant: Assistant) -> Iterator[None]:
    """Keeps the assistant on the newest good knowledge, and calibrated to it, while the body runs."""
    folder = settings.knowledge_dir

    def recalibrated(version: str, weights: Weights) -> None:
        assistant.recalibrate(version, weights)
        log.info("recalibrated", version=version)

    calibrator = Calibrator(folder, settings.cache_dir, lambda: assistant.knowledge, recalibrated)

    def use(knowledge: Knowledge) -> None:
        assistant.use(knowledge)
        log.info("knowledge_reloaded", version=knowledge.version, entries=len(knowledge.entries))
        calibrator.request()

    def report(problems: tuple[Problem, ...]) -> None:
        for problem in problems:
            log.error("knowledge_broken", problem=str(problem))
        log.error(
            "knowledge_kept", version=assistant.knowledge.version, hint="改好文件之前，继续用原来的知识回答"
        )

    version = assistant.knowledge.version
    with calibrator, Watcher(folder, version=version, on_knowledge=use, on_problems=report):
        calibrator.request()
        yield
