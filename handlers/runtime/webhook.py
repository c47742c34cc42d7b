"""Receives updates that Telegram posts; 200 means committed. Knows not what becomes of them."""

from __future__ import annotations

import asyncio
import hmac
import json
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

import structlog
from telegram.error import TelegramError
from telegram.ext import ExtBot
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.errors import RecordsError
from bot.settings import Settings
from handlers.runtime.api import UPDATES
from handlers.runtime.listening import listen
from handlers.runtime.polling import SecondInstanceError

log = structlog.get_logger(__name__)

LARGEST_BODY = 1024 * 1024  # bytes; updates are a few thousand
CONNECTIONS = 20  # Telegram keeps the order inside a chat even with several
SECONDS_BETWEEN_LOOKS = 60.0
HEADER = "X-Telegram-Bot-Api-Secret-Token"

Accept = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]


class UpdateHandler(RequestHandler):
    """Takes one update a request."""

    def initialize(self, accept: Accept, secret: str, turn: asyncio.Lock) -> None:
        """Keeps what a request needs."""
        self.accept, self.secret, self.turn = accept, secret, turn

    def set_default_headers(self) -> None:
        """Says nothing about the server."""
        self.clear_header("Server")

    async def post(self) -> None:
        """200 once the update is committed, 403 for a stranger, 400 for nonsense, 503 to be sent again."""
        given = self.request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode(), self.secret.encode()):
            log.warning("webhook_stranger", address=self.request.remote_ip)
            self._close(403)
            return
        update = _update(self.request.body)
        if update is None:
            self._close(400)
            return
        try:
            async with self.turn:  # requests are committed in the order they came
                await self.accept([update])
        except RecordsError as error:
            log.critical("updates_not_committed", error=str(error), hint="已回 503，Telegram 会再发")
            self._close(503)

    def log_exception(self, *info: Any) -> None:
        """Logs as the rest of the program does."""
        log.error("webhook_failed", exc_info=info)

    def _close(self, status: int) -> None:
        self.set_status(status)
        self.finish()


def serve(settings: Settings, accept: Accept) -> HTTPServer:
    """The server, listening; raises SettingsError when the address is taken."""
    path = urlsplit(settings.webhook_url or "").path or "/"
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    arguments = {"accept": accept, "secret": secret, "turn": asyncio.Lock()}
    routes = Application([(re.escape(path), UpdateHandler, arguments)], log_function=lambda _: None)
    return listen(routes, settings.webhook_listen, "WEBHOOK_LISTEN", LARGEST_BODY)


async def announce(bot: ExtBot[Any], settings: Settings) -> None:
    """Tells Telegram where to post; what has piled up is not dropped."""
    await bot.set_webhook(
        settings.webhook_url or "",
        secret_token=settings.webhook_secret.get_secret_value() if settings.webhook_secret else None,
        allowed_updates=list(UPDATES),
        max_connections=CONNECTIONS,
        drop_pending_updates=False,
    )


async def watch(bot: ExtBot[Any], settings: Settings, alive: Callable[[], None]) -> None:
    """Looks now and then whether Telegram still posts to us; raises when another instance took over."""
    alive()
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        try:
            info = await bot.get_webhook_info()
        except TelegramError as error:
            log.warning("telegram_out_of_reach", error=str(error))
            continue
        alive()
        if info.url != settings.webhook_url:
            raise SecondInstanceError(
                f"Telegram 现在把消息发到别处（{info.url or '没有网址'}）：另一个进程在用同一个令牌。"
            )
        if info.last_error_message:
            log.warning("webhook_trouble", error=info.last_error_message, waiting=info.pending_update_count)


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) and isinstance(update.get("update_id"), int) else None
