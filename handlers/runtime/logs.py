"""Structured logs without secrets. Knows not what is logged."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import structlog
from structlog.types import EventDict, Processor

QUIET = ("httpx", "httpcore", "tornado.access", "alembic", "asyncio")  # httpx logs the token at INFO
TOKEN_SHAPE = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
HIDDEN = "[已隐去]"
SHORTEST_SECRET = 6  # hiding a shorter one would garble everything


class Redaction:
    """Takes secrets out of finished lines."""

    def __init__(self, secrets: Iterable[str]) -> None:
        known = {form for secret in secrets for form in _forms(secret)}
        self._known = sorted((form for form in known if len(form) >= SHORTEST_SECRET), key=len, reverse=True)

    def clean(self, text: str) -> str:
        """The text with every secret replaced."""
        for secret in self._known:
            text = text.replace(secret, HIDDEN)
        return TOKEN_SHAPE.sub(HIDDEN, text)


def _forms(secret: str) -> tuple[str, ...]:
    """The secret as it may stand in a log: plain, in an address, in JSON."""
    return secret, quote(secret), quote(secret, safe=""), json.dumps(secret, ensure_ascii=False)[1:-1]


def configure(level: str, secrets: Iterable[str]) -> Redaction:
    """Sends all logs, the libraries' too, through one redaction to standard error."""
    redaction = Redaction(secrets)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter(redaction, shared))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    _log_last_words()
    return redaction


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """The line as a person or a machine reads it, secrets hidden last of all."""

    def __init__(self, redaction: Redaction, before: list[Processor]) -> None:
        if sys.stderr.isatty():
            last: list[Processor] = [
                structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
            ]
        else:
            last = [structlog.processors.format_exc_info, _json]
        remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
        super().__init__(foreign_pre_chain=before, processors=[remove, *last])
        self._redaction = redaction

    def format(self, record: logging.LogRecord) -> str:
        """The finished line."""
        return self._redaction.clean(super().format(record))


def _json(logger: Any, method: str, event: EventDict) -> str:
    return str(structlog.processors.JSONRenderer(ensure_ascii=False, default=str)(logger, method, event))


def _log_last_words() -> None:
    """Has the interpreter's last words go through the log as well."""

    def last_words(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        structlog.get_logger(__name__).critical("crashed", exc_info=(kind, error, trace))

    sys.excepthook = last_words
    logging.raiseExceptions = False  # a line that cannot be written must not print its arguments
