"""A Bot API on loopback that remembers what it was told. Knows nothing of this project."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from aiogram import methods as bot_api
from aiohttp import web
from lo_bot_api_emulator import CONTRACT, MODELED_METHODS, ApiRefusal, LoBotApiEmulator, updates
from telegram import Update

from tests.telegram.calls import mistakes
from tests.telegram.telegram_html import UnparsableHtmlError, plain

TOKEN = "1234567:synthetic-token-of-the-test-suite"  # noqa: S105 - no real token
USERNAME = "qingcheng_test_bot"
PATIENCE = 10.0  # seconds to wait for a call before a test fails
SENT = web.RequestKey("sent", dict)  # the fields of a call, kept with its request
REDELIVERY = 0.2  # seconds between two attempts to deliver to a webhook

# The emulator knows few fields and three kinds of update; Telegram knows all of these.
updates.KINDS.update(Update.ALL_TYPES)
updates.ALLOWED_UPDATE_TYPES.update(Update.ALL_TYPES)
FIELDS = {
    model.__api_method__: frozenset(model.model_fields)
    for model in vars(bot_api).values()
    if isinstance(model, type)
    and issubclass(model, bot_api.TelegramMethod)
    and hasattr(model, "__api_method__")
}
for _name in MODELED_METHODS:
    _definition = CONTRACT["methods"][_name]
    _definition["parameters"] = sorted(set(_definition["parameters"] or ()) | FIELDS[_name])
NAMINGS = {
    "MyName": "name",
    "MyDescription": "description",
    "MyShortDescription": "short_description",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot, with what was answered."""

    method: str
    fields: dict[str, Any]
    status: int
    answer: dict[str, Any]
    at: float  # time.monotonic() when it was answered

    @property
    def chat(self) -> int:
        """The chat it went to; 0 when it went to none."""
        return int(self.fields.get("chat_id", 0))

    @property
    def shown(self) -> bool:
        """Whether a person now sees a new or changed text."""
        return self.status == 200 and self.method in {"sendMessage", "editMessageText"}


@dataclasses.dataclass(slots=True)
class Fault:
    """A refusal that waits for the next calls of a method."""

    method: str
    status: int
    description: str
    parameters: dict[str, Any] | None
    times: int
    applies: Callable[[dict[str, Any]], bool]


class Emulator(LoBotApiEmulator):  # type: ignore[misc]
    """The third-party emulator with contents, faults, names, HTML and unmodified texts."""

    def __init__(self) -> None:
        super().__init__(allow_insecure_loopback_webhooks=True, max_updates=10_000, max_history=10)
        self.calls: list[Call] = []
        self.news = threading.Condition()
        self.faults: list[Fault] = []
        self.messages: dict[tuple[int, int], dict[str, Any]] = {}
        self.known_chats: set[int] = set()
        self.names: dict[str, str] = {}
        self.slow: dict[str, float] = {}  # method → seconds its answer takes

    async def read_request(self, request: web.Request) -> tuple[dict[str, Any], dict[str, Any]]:
        """The fields and files of a call; a copy stays with the request."""
        fields, uploads = await super().read_request(request)
        request[SENT] = dict(fields)
        return fields, uploads

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The answer to one call, which is remembered with its contents."""
        method = request.match_info["method"]
        await asyncio.sleep(self.slow.get(method, 0))
        response: web.Response = await super().handle(request)
        answer = json.loads(response.text or "{}")
        call = Call(method, request.get(SENT, {}), response.status, answer, time.monotonic())
        with self.news:
            self.calls.append(call)
            self.news.notify_all()
        return response

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        """The result of a call as Telegram would give it, or ApiRefusal."""
        for fault in self.faults:
            if fault.method == method and fault.times > 0 and fault.applies(fields):
                fault.times -= 1
                raise ApiRefusal(fault.description, fault.status, fault.parameters)
        if method[3:] in NAMINGS:
            return self.named(method, fields)
        if method == "setMyCommands":
            self.refuse_unknown_chat(fields)
        if method == "answerCallbackQuery" and str(fields.get("callback_query_id")).startswith("old"):
            raise ApiRefusal(
                "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        result = super().validate(method, self.parsed(fields), uploads)
        if method == "getMe":
            return {**result, "first_name": "青城科问", "username": USERNAME, "supports_inline_queries": True}
        if method in {"sendMessage", "editMessageText", "editMessageReplyMarkup"}:
            self.keep(method, result)
        return result

    def named(self, method: str, fields: dict[str, Any]) -> Any:
        """The bot's name or a description, or that it is changed."""
        name = NAMINGS[method[3:]]
        if method.startswith("set"):
            self.names[name] = fields.get(name, "")
        return True if method.startswith("set") else {name: self.names.get(name, "")}

    def refuse_unknown_chat(self, fields: dict[str, Any]) -> None:
        """Refuses commands for a chat that has never written to the bot."""
        scope = json.loads(fields.get("scope", "{}"))
        if scope.get("type") == "chat" and int(scope["chat_id"]) not in self.known_chats:
            raise ApiRefusal("Bad Request: chat not found")

    def parsed(self, fields: dict[str, Any]) -> dict[str, Any]:
        """The fields with `text` as people read it: lengths count after entity parsing."""
        if fields.get("parse_mode") != "HTML" or "text" not in fields:
            return dict(fields)
        try:
            return {**fields, "text": plain(fields["text"])}
        except UnparsableHtmlError as error:
            raise ApiRefusal(f"Bad Request: can't parse entities: {error}") from None

    def keep(self, method: str, result: dict[str, Any]) -> None:
        """Remembers what a message shows; refuses an edit that changes nothing or has no target."""
        key = (result["chat"]["id"], result["message_id"])
        before = self.messages.get(key)
        if method == "editMessageReplyMarkup" and before is not None:
            result["text"] = before["text"]
        if method != "sendMessage" and before is None:
            raise ApiRefusal("Bad Request: message to edit not found")
        if before is not None and all(before.get(k) == result.get(k) for k in ("text", "reply_markup")):
            raise ApiRefusal(
                "Bad Request: message is not modified: specified new message content is the same"
            )
        if key[0] < 0:
            result["chat"] = {"id": key[0], "type": "supergroup", "title": "村里的群"}
        self.messages[key] = result

    @classmethod
    def validate_markup(cls, markup: dict[str, Any], *, private_chat: bool = True) -> None:
        """Accepts force_reply, which the emulator does not know, and checks the rest."""
        if markup.get("force_reply") is not True:
            super().validate_markup(markup, private_chat=private_chat)


class BotApi:
    """The emulator at work in a thread of its own, with plain calls for tests."""

    def __init__(self) -> None:
        self.emulator = Emulator()
        self.loop = asyncio.new_event_loop()
        self.port = 0
        ready = threading.Event()
        self.thread = threading.Thread(target=self._serve, args=(ready,), daemon=True)
        self.thread.start()
        ready.wait(PATIENCE)

    @property
    def url(self) -> str:
        """What TELEGRAM_API_URL is set to."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def calls(self) -> list[Call]:
        """Every call so far, oldest first."""
        return self.emulator.calls

    def _serve(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self.loop)
        runner = web.AppRunner(self.emulator.app(), access_log=None, shutdown_timeout=0.1)
        self.loop.run_until_complete(runner.setup())
        site = web.TCPSite(runner, "127.0.0.1", 0)
        self.loop.run_until_complete(site.start())
        self.port = runner.addresses[0][1]
        redelivery = self.loop.create_task(self._redeliver())
        ready.set()
        self.loop.run_forever()
        redelivery.cancel()
        self.loop.run_until_complete(asyncio.gather(redelivery, return_exceptions=True))
        self.loop.run_until_complete(runner.cleanup())
        self.loop.close()

    async def _redeliver(self) -> None:
        while True:  # Telegram repeats what a webhook did not take; the emulator alone does not.
            await asyncio.sleep(REDELIVERY)
            await self.emulator.deliver_updates(token=TOKEN)

    def close(self) -> None:
        """Ends the thread and its connections; fails when Telegram would not have wanted one of the calls."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(PATIENCE)
        wrong = [mistake for call in self.calls for mistake in mistakes(call.method, call.fields)]
        if wrong:
            raise AssertionError("\n".join(wrong))

    def send(self, kind: str, body: dict[str, Any]) -> int:
        """The update id under which the bot will get this."""
        chat = body.get("chat") or body.get("message", {}).get("chat") or {}
        self.emulator.known_chats.add(chat.get("id", 0))
        queue = self.emulator.enqueue_update({kind: body}, token=TOKEN)
        return int(asyncio.run_coroutine_threadsafe(queue, self.loop).result(PATIENCE * 3))

    def pending(self) -> int:
        """How many updates the bot has not confirmed yet."""
        return int(self.emulator._update_queues.info(TOKEN)["pending_update_count"])

    def fail(
        self,
        method: str,
        status: int,
        description: str,
        *,
        parameters: dict[str, Any] | None = None,
        times: int = 1,
        applies: Callable[[dict[str, Any]], bool] = lambda _: True,
    ) -> Fault:
        """The fault that refuses the next `times` calls of the method."""
        fault = Fault(method, status, description, parameters, times, applies)
        self.emulator.faults.append(fault)
        return fault

    def since(self, mark: int, wanted: Callable[[Call], bool]) -> Iterator[Call]:
        """The wanted calls after the first `mark` calls, oldest first."""
        return (call for call in self.calls[mark:] if wanted(call))

    def wait(
        self, mark: int, wanted: Callable[[Call], bool], count: int = 1, patience: float = PATIENCE
    ) -> list[Call]:
        """The first `count` wanted calls after the mark; fails when they do not come."""
        with self.emulator.news:
            done = self.emulator.news.wait_for(
                lambda: sum(1 for _ in self.since(mark, wanted)) >= count, timeout=patience
            )
        found = list(self.since(mark, wanted))
        seen = "\n".join(f"{c.method} {c.status} {c.fields}" for c in self.calls[mark:])
        if not done:
            raise AssertionError(f"{len(found)} of {count} calls came; seen:\n{seen}")
        return found[:count]
