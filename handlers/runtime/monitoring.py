"""Figures for Prometheus and a word on health. Knows not who asks for them."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.errors import RecordsError
from bot.records.inbox import Inbox
from bot.settings_values import Address
from handlers.runtime.listening import listen

log = structlog.get_logger(__name__)

SILENCE = 120.0  # seconds without a sign of life from the fetching side, and the bot is unwell
BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1.0, 5.0)


class Figures:
    """What is counted while the bot runs."""

    def __init__(self, inbox: Inbox, version: Callable[[], str]) -> None:
        self.registry = CollectorRegistry()
        self._inbox = inbox
        self._version = version
        self._last_sign: float | None = None
        self._questions = Counter(
            "qingcheng_questions", "Questions by outcome", ["outcome"], registry=self.registry
        )
        self._replies = Histogram(
            "qingcheng_reply_seconds", "Time to find a reply", buckets=BUCKETS, registry=self.registry
        )
        self._updates = Counter(
            "qingcheng_updates", "Updates by how they ended", ["end"], registry=self.registry
        )
        self._handled = Histogram(
            "qingcheng_update_seconds",
            "Time from taking an update in hand to its end",
            registry=self.registry,
        )
        self._calls = Histogram(
            "qingcheng_call_seconds", "Time of a call to Telegram", registry=self.registry
        )
        self._depth = Gauge("qingcheng_inbox_depth", "Updates that wait", registry=self.registry)
        self._parked = Gauge("qingcheng_inbox_parked", "Updates given up", registry=self.registry)
        self._knowledge = Info("qingcheng_knowledge", "Knowledge in use", registry=self.registry)

    def question(self, outcome: str, milliseconds: float) -> None:
        """Counts a question."""
        self._questions.labels(outcome).inc()
        self._replies.observe(milliseconds / 1000)

    def update(self, end: str, seconds: float) -> None:
        """Counts an update that is finished."""
        self._updates.labels(end).inc()
        self._handled.observe(seconds)

    def call(self, seconds: float) -> None:
        """Counts a call to Telegram, its waiting and repetitions included."""
        self._calls.observe(seconds)

    def alive(self) -> None:
        """Notes that updates can be fetched just now."""
        self._last_sign = time.monotonic()

    def health(self) -> dict[str, object]:
        """Whether all is well, and what is not; reads the database."""
        depth = self._inbox.depth()
        if self._last_sign is None:
            status = "starting"
        elif time.monotonic() - self._last_sign > SILENCE:
            status = "telegram_out_of_reach"
        else:
            status = "ok"
        return {"status": status, "inbox_depth": depth, "knowledge": self._version()}

    def page(self) -> bytes:
        """Everything counted, as Prometheus reads it; reads the database."""
        self._depth.set(self._inbox.depth())
        self._parked.set(self._inbox.parked())
        self._knowledge.info({"version": self._version()})
        return generate_latest(self.registry)


class HealthHandler(RequestHandler):
    """200 when all is well, else 503 with the reason."""

    def initialize(self, figures: Figures) -> None:
        """Keeps the figures."""
        self.figures = figures

    async def get(self) -> None:
        """The state of the bot as JSON."""
        try:
            health = await asyncio.to_thread(self.figures.health)
        except RecordsError as error:
            log.warning("unhealthy", error=str(error))
            health = {"status": "database_out_of_reach"}
        self.set_status(200 if health["status"] == "ok" else 503)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(health, ensure_ascii=False))


class MetricsHandler(RequestHandler):
    """The figures."""

    def initialize(self, figures: Figures) -> None:
        """Keeps the figures."""
        self.figures = figures

    async def get(self) -> None:
        """The figures in Prometheus' format."""
        try:
            page = await asyncio.to_thread(self.figures.page)
        except RecordsError as error:
            log.warning("unhealthy", error=str(error))
            self.set_status(503)
            return
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(page)


def serve(figures: Figures, address: Address) -> HTTPServer:
    """The server of /healthz and /metrics, listening."""
    arguments = {"figures": figures}
    routes = Application(
        [("/healthz", HealthHandler, arguments), ("/metrics", MetricsHandler, arguments)],
        log_function=lambda _: None,
    )
    return listen(routes, address, "METRICS_LISTEN", 64 * 1024)
