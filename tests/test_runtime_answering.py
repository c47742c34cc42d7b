"""How an update ends: answered, tried again, put off, parked. With a real inbox and a real Application."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter
from telegram.ext import ExtBot, MessageHandler, filters
from telegram.request import BaseRequest, RequestData

from bot.errors import RecordsError
from bot.records.inbox import Inbox
from bot.records.store import Records
from handlers.runtime.answering import PAUSE_AFTER_ERROR, TOO_FAST, Answering
from handlers.runtime.api import InboxBot, PatientLimiter
from handlers.runtime.application import InboxApplication, application_with
from handlers.runtime.flood import Flood

TOKEN = "123456:synthetic"  # noqa: S105 - no real token
ME = {"id": 123456, "is_bot": True, "first_name": "b", "username": "b_bot"}
TRIES = 3


class Wire(BaseRequest):
    """A connection that answers by itself and keeps what it was asked."""

    def __init__(self, refusals: list[tuple[int, dict[str, Any]]] | None = None) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refusals = refusals or []  # for sendMessage, one a call

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
        url: str,
        method: str,  # noqa: ARG002
        request_data: RequestData | None = None,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        """The answer, and the call kept."""
        name = url.rsplit("/", 1)[1]
        fields = dict(request_data.json_parameters) if request_data else {}
        self.calls.append((name, fields))
        if name == "sendMessage" and self.refusals:
            status, body = self.refusals.pop(0)
            return status, json.dumps({"ok": False, **body}).encode()
        results: dict[str, Any] = {"getMe": ME, "sendMessage": {"message_id": 1, "date": 1, "chat": CHAT}}
        return 200, json.dumps({"ok": True, "result": results.get(name, True)}).encode()

    def sent(self) -> list[str]:
        """The texts of all messages sent or tried."""
        return [fields["text"] for name, fields in self.calls if name == "sendMessage"]


CHAT = {"id": 5, "type": "private", "first_name": "王"}
Handler = Callable[[Update, Any], Any]


def update(number: int, text: str = "问", at: int = 1000) -> dict[str, Any]:
    sender = {"id": 5, "is_bot": False, "first_name": "王"}
    body = {"message_id": number, "date": at, "chat": CHAT, "from": sender, "text": text}
    return {"update_id": number, "message": body}


@pytest.fixture(autouse=True)
def _times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as the runtime has it


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    records = Records("sqlite://", b"secret")
    yield records.inbox(123456)
    records.close()


class Bench:
    """An Answering on an application with one handler."""

    def __init__(
        self, inbox: Inbox, handler: Handler, wire: Wire | None = None, per_minute: int = 100
    ) -> None:
        self.inbox = inbox
        self.wire = wire or Wire()
        self.told: list[str] = []
        self.ends: list[str] = []
        self.application: InboxApplication = application_with(
            ExtBot(TOKEN, request=self.wire, get_updates_request=Wire())
        )
        self.application.add_handler(MessageHandler(filters.ALL, handler))
        self.application.add_error_handler(self.tell)
        self.answering = Answering(
            self.application, inbox, Flood(per_minute), TRIES, lambda end, _: self.ends.append(end)
        )

    async def tell(self, _: object, context: Any) -> None:
        """Stands for what the person is told."""
        self.told.append(str(context.error))

    def attempts(self, *numbers: int) -> list[float | None]:
        """What each attempt at these updates returns."""

        async def run() -> list[float | None]:
            await self.application.initialize()
            return [await self.answering.attempt(number) for number in numbers]

        return asyncio.run(run())


async def fine(_update: Update, _context: Any) -> None:
    """Answers."""


def failing(error: Exception, times: int = 99) -> Handler:
    left = [error] * times

    async def fail(_update: Update, _context: Any) -> None:
        if left:
            raise left.pop()

    return fail


def test_an_answered_update_is_done(inbox: Inbox) -> None:
    inbox.accept(update(1))
    bench = Bench(inbox, fine)
    assert bench.attempts(1) == [None]
    assert inbox.depth() == 0
    assert bench.ends == ["answered"]


def test_an_update_done_before_is_not_answered_again(inbox: Inbox) -> None:
    inbox.accept(update(1))
    asked: list[int] = []

    async def note(given: Update, _context: Any) -> None:
        asked.append(given.update_id)

    assert Bench(inbox, note).attempts(1, 1, 2) == [None, None, None]
    assert asked == [1]


def test_a_failing_update_is_parked_after_its_tries_and_the_person_told_once(inbox: Inbox) -> None:
    inbox.accept(update(1))
    inbox.accept(update(2))
    bench = Bench(inbox, failing(ValueError("strange"), TRIES))
    assert bench.attempts(1, 1, 1, 2) == [PAUSE_AFTER_ERROR, PAUSE_AFTER_ERROR, None, None]
    assert bench.told == ["strange"]
    assert (inbox.depth(), inbox.parked()) == (0, 1)
    assert bench.ends == ["parked", "answered"]


def test_an_update_that_recovers_is_answered(inbox: Inbox) -> None:
    inbox.accept(update(1))
    bench = Bench(inbox, failing(ValueError("once"), 1))
    assert bench.attempts(1, 1) == [PAUSE_AFTER_ERROR, None]
    assert bench.told == []
    assert bench.ends == ["answered"]


def test_an_update_that_ends_the_process_at_every_try_is_parked_unread(inbox: Inbox) -> None:
    inbox.accept(update(1))
    for _ in range(TRIES):
        inbox.begin(1)  # and the process was gone
    asked: list[int] = []

    async def note(given: Update, _context: Any) -> None:
        asked.append(given.update_id)

    assert Bench(inbox, note).attempts(1) == [None]
    assert asked == []
    assert inbox.parked() == 1


def test_an_update_nobody_can_read_is_parked(inbox: Inbox) -> None:
    inbox.accept({"update_id": 1, "message": {"chat": {"id": 5}, "date": "yesterday"}})
    bench = Bench(inbox, fine)
    assert bench.attempts(1, 1, 1)[-1] is None
    assert inbox.parked() == 1


@pytest.mark.parametrize(("kind", "what"), [(NetworkError, "down"), (RecordsError, "full"), (RetryAfter, 7)])
def test_what_the_world_spoils_is_put_off_as_long_as_it_takes(
    inbox: Inbox, kind: type[Exception], what: object
) -> None:
    inbox.accept(update(1))
    bench = Bench(inbox, failing(kind(what), TRIES + 4))
    pauses = bench.attempts(*[1] * (TRIES + 5))
    assert pauses[-1] is None
    assert all(pause is not None and pause > 0 for pause in pauses[:-1])
    assert bench.told == []
    assert bench.ends == ["answered"]


def test_telegrams_wish_to_wait_is_respected(inbox: Inbox) -> None:
    inbox.accept(update(1))
    (pause,) = Bench(inbox, failing(RetryAfter(42))).attempts(1)
    assert pause == 42


def test_pauses_grow_to_a_minute_at_most(inbox: Inbox) -> None:
    inbox.accept(update(1))
    pauses = [pause or 0 for pause in Bench(inbox, failing(NetworkError("down"))).attempts(*[1] * 12)]
    assert pauses[0] <= 1
    assert pauses[3] > pauses[0]
    assert max(pauses) <= 60


def test_a_person_who_left_ends_the_update_in_silence(inbox: Inbox) -> None:
    inbox.accept(update(1))
    bench = Bench(inbox, failing(Forbidden("blocked")))
    assert bench.attempts(1) == [None]
    assert bench.told == []
    assert bench.ends == ["gone"]


def test_what_telegram_refuses_for_good_is_an_error_of_the_update(inbox: Inbox) -> None:
    inbox.accept(update(1))
    bench = Bench(inbox, failing(BadRequest("too long")))
    assert bench.attempts(1, 1, 1)[-1] is None
    assert inbox.parked() == 1


def test_an_answer_that_cannot_be_marked_is_not_given_twice(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox.accept(update(1))
    asked: list[int] = []

    async def note(given: Update, _context: Any) -> None:
        asked.append(given.update_id)

    bench = Bench(inbox, note)
    mark = inbox.done
    full = [RecordsError("磁盘满了")]

    def done(number: int, how: str = "") -> None:
        if full:
            raise full.pop()
        mark(number, how)

    monkeypatch.setattr(inbox, "done", done)
    first, second = bench.attempts(1, 1)
    assert first is not None
    assert second is None
    assert asked == [1]
    assert inbox.depth() == 0


def test_who_asks_too_much_is_told_once_and_the_rest_is_dropped(inbox: Inbox) -> None:
    for number in range(5):
        inbox.accept(update(number))
    bench = Bench(inbox, fine, per_minute=2)
    bench.attempts(*range(5))
    assert bench.wire.sent() == [TOO_FAST]
    assert bench.ends == ["answered", "answered", "flood", "flood", "flood"]
    assert inbox.depth() == 0


# The connection


def calling(wire: Wire) -> None:
    """Sends one message over the wire with the runtime's limiter."""

    async def call() -> None:
        bot = InboxBot(TOKEN, request=wire, get_updates_request=Wire(), rate_limiter=PatientLimiter(30))
        await bot.send_message(5, "好")

    asyncio.run(call())


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.runtime.api.RETRY_PAUSES", (0.0, 0.0, 0.0))


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_call_is_repeated_after_trouble_on_telegrams_side(status: int) -> None:
    wire = Wire([(status, {"description": "Internal"})] * 3)
    calling(wire)
    assert wire.sent() == ["好"] * 4


@pytest.mark.usefixtures("quick")
def test_patience_ends() -> None:
    wire = Wire([(502, {"description": "Bad Gateway"})] * 9)
    with pytest.raises(NetworkError):
        calling(wire)
    assert len(wire.sent()) == 4


def test_a_refused_call_is_not_repeated() -> None:
    wire = Wire([(400, {"description": "Bad Request: chat not found"})])
    with pytest.raises(BadRequest):
        calling(wire)
    assert len(wire.sent()) == 1


def test_a_429_is_waited_out() -> None:
    wire = Wire([(429, {"description": "Too Many Requests", "parameters": {"retry_after": 0.01}})])
    calling(wire)
    assert wire.sent() == ["好", "好"]
