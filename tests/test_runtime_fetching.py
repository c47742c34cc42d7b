"""Fetching outlives network, database and rivals; nothing is confirmed before it is committed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest
from telegram.error import InvalidToken, NetworkError
from telegram.request import BaseRequest, RequestData

from bot.errors import RecordsError
from bot.settings import Settings
from handlers.runtime import polling, running, webhook
from handlers.runtime.api import InboxBot
from handlers.runtime.polling import Polling, SecondInstanceError

TOKEN = "123456:synthetic"  # noqa: S105 - no real token
CONFLICT = (409, {"ok": False, "description": "Conflict: terminated by other getUpdates request"})
DOWN = (502, {"ok": False, "description": "Bad Gateway"})


def updates(*numbers: int) -> tuple[int, dict[str, Any]]:
    return 200, {"ok": True, "result": [{"update_id": number} for number in numbers]}


class Script(BaseRequest):
    """A connection that plays its answers in turn and then hangs."""

    def __init__(self, *answers: tuple[int, dict[str, Any]]) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []
        self.over = asyncio.Event()

    @property
    def read_timeout(self) -> float:
        """Seconds."""
        return 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,  # noqa: ARG002
        method: str,  # noqa: ARG002
        request_data: RequestData | None = None,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        """The next answer, and the call kept."""
        self.asked.append(dict(request_data.parameters) if request_data else {})
        if not self.answers:
            self.over.set()
            await asyncio.Event().wait()
        status, body = self.answers.pop(0)
        return status, json.dumps(body).encode()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "CONFLICT_PAUSE", 0.0)
    monkeypatch.setattr(polling, "LONGEST_PAUSE", 0.0)
    monkeypatch.setattr(running, "LONGEST_PAUSE", 0.0)
    monkeypatch.setattr(webhook, "SECONDS_BETWEEN_LOOKS", 0.0)


class Store:
    """Keeps what is accepted; refuses the first times it is told to."""

    def __init__(self, refusals: int = 0) -> None:
        self.refusals = refusals
        self.kept: list[int] = []

    async def accept(self, batch: Sequence[dict[str, Any]]) -> None:
        """Keeps a batch."""
        if batch and self.refusals:
            self.refusals -= 1
            raise RecordsError("磁盘满了")
        self.kept += [update["update_id"] for update in batch]


def polled(store: Store, *answers: tuple[int, dict[str, Any]]) -> list[Any]:
    """The offsets asked with until the script is over."""

    async def run() -> list[Any]:
        script = Script(*answers)
        bot = InboxBot(TOKEN, request=Script(), get_updates_request=script)
        fetching = asyncio.create_task(Polling(bot, store.accept, lambda: None).run())
        over = asyncio.create_task(script.over.wait())
        await asyncio.wait({fetching, over}, return_when=asyncio.FIRST_COMPLETED, timeout=10)
        for task in (fetching, over):
            if not task.done():
                task.cancel()
        await asyncio.gather(over, return_exceptions=True)
        if not fetching.cancelled() and fetching.done() and fetching.exception():
            raise fetching.exception() or AssertionError
        await asyncio.gather(fetching, return_exceptions=True)
        return [asked.get("offset") for asked in script.asked]

    return asyncio.run(run())


def test_the_offset_follows_what_is_committed() -> None:
    store = Store()
    assert polled(store, updates(7, 8), updates(), updates(9)) == [None, 9, 9, 10]
    assert store.kept == [7, 8, 9]


def test_what_is_not_committed_is_asked_for_again() -> None:
    store = Store(refusals=2)
    assert polled(store, updates(7), updates(7), updates(7, 8)) == [None, None, None, 9]
    assert store.kept == [7, 8]


def test_a_network_that_fails_is_asked_again() -> None:
    store = Store()
    assert polled(store, DOWN, DOWN, updates(7), DOWN, updates(8)) == [None, None, None, 8, 8, 9]
    assert store.kept == [7, 8]


def test_a_newcomer_gives_way_to_another_instance() -> None:
    with pytest.raises(SecondInstanceError, match="同一个机器人令牌"):
        polled(Store(), CONFLICT, updates(7), CONFLICT, CONFLICT)


def test_a_leftover_of_the_last_run_is_waited_out() -> None:
    store = Store()
    polled(store, CONFLICT, CONFLICT, updates(7))
    assert store.kept == [7]


def test_who_has_polled_for_long_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "NEWCOMER_SECONDS", 0.0)
    store = Store()
    polled(store, *[CONFLICT] * 9, updates(7))
    assert store.kept == [7]


def test_a_refused_token_ends_the_fetching() -> None:
    with pytest.raises(InvalidToken):
        polled(Store(), (401, {"ok": False, "description": "Unauthorized"}))


def info(url: str) -> tuple[int, dict[str, Any]]:
    return 200, {
        "ok": True,
        "result": {"url": url, "has_custom_certificate": False, "pending_update_count": 0},
    }


def test_a_webhook_that_another_instance_took_over_is_noticed() -> None:
    settings = Settings(
        webhook_url="https://a.example.org/hook",
        webhook_secret="abc",  # noqa: S106 - no real secret
        _env_file=None,
    )
    signs: list[int] = []

    async def watch() -> None:
        script = Script(DOWN, info("https://a.example.org/hook"), info("https://b.example.org/hook"))
        bot = InboxBot(TOKEN, request=script, get_updates_request=Script())
        await webhook.watch(bot, settings, lambda: signs.append(1))

    with pytest.raises(SecondInstanceError, match=r"b\.example\.org"):
        asyncio.run(watch())
    assert len(signs) == 3


def test_a_start_waits_for_the_network() -> None:
    tries: list[int] = []

    async def call() -> None:
        tries.append(1)
        if len(tries) < 3:
            raise NetworkError("no route")

    asyncio.run(running.patiently("connect", call))
    assert len(tries) == 3
