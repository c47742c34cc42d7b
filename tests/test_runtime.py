"""Lanes, limits, retention, logs: the parts of the runtime that need no Telegram."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.conversation.messages import Chat, Question, Reply
from bot.records.store import Records
from handlers.runtime import logs
from handlers.runtime.flood import Flood
from handlers.runtime.lanes import Lanes
from handlers.runtime.retention import Retention
from handlers.runtime.single import DatabaseTakenError, sole_use

TOKEN = "123456789:AAE-synthetic_token_for_the_tests_only"  # noqa: S105 - no real token
NOW = dt.datetime(2026, 11, 2, 8, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


# Lanes


def walked(
    work: list[tuple[str, int]], at_once: int, pauses: dict[int, list[float]] | None = None
) -> list[int]:
    """The order in which updates are finished; each takes one turn of the loop."""
    finished: list[int] = []
    left = pauses or {}
    over = asyncio.Event()

    async def attempt(number: int) -> float | None:
        await asyncio.sleep(0)
        if left.get(number):
            return left[number].pop(0)
        finished.append(number)
        if len(finished) == len(work):
            over.set()
        return None

    async def walk() -> None:
        lanes = Lanes(attempt, at_once)
        for lane, number in work:
            lanes.add(lane, number)
        await asyncio.wait_for(over.wait(), 10)
        assert await lanes.stop(1)

    asyncio.run(walk())
    return finished


def test_a_lane_keeps_its_order() -> None:
    assert walked([("a", number) for number in range(20)], at_once=8) == list(range(20))


def test_a_full_lane_does_not_starve_the_others() -> None:
    flood = [("a", number) for number in range(50)]
    finished = walked([*flood, ("b", 100), ("c", 101)], at_once=1)
    assert finished.index(100) < 4
    assert finished.index(101) < 4


def test_an_update_that_has_to_wait_holds_its_lane_but_no_place() -> None:
    finished = walked([("a", 1), ("a", 2), ("b", 3), ("b", 4)], at_once=1, pauses={1: [0.01, 0.01]})
    assert finished == [3, 4, 1, 2]


def test_updates_without_a_lane_stand_alone() -> None:
    assert walked([("", 1), ("", 2)], at_once=1, pauses={1: [0.01]}) == [2, 1]


def test_stopping_finishes_what_is_in_hand_and_begins_nothing_new() -> None:
    finished: list[int] = []

    async def attempt(number: int) -> float | None:
        await asyncio.sleep(0.01)
        finished.append(number)
        return None

    async def stop_early() -> bool:
        lanes = Lanes(attempt, 2)
        for number in range(6):
            lanes.add(f"{number % 2}", number)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return await lanes.stop(5)

    assert asyncio.run(stop_early())
    assert finished == [0, 1]


def test_stopping_gives_up_what_takes_too_long() -> None:
    async def attempt(_: int) -> float | None:
        await asyncio.sleep(60)
        return None

    async def stop() -> bool:
        lanes = Lanes(attempt, 2)
        lanes.add("a", 1)
        await asyncio.sleep(0)
        return await lanes.stop(0.01)

    assert not asyncio.run(stop())


# Flood


def message(number: int, at: int, *, chat: int = 5, person: int = 5) -> dict[str, Any]:
    return {"update_id": number, "message": {"date": at, "chat": {"id": chat}, "from": {"id": person}}}


def test_too_much_in_a_minute_is_said_once_and_then_ignored() -> None:
    flood = Flood(3)
    verdicts = [flood.verdict(message(number, 1000 + number), 0) for number in range(6)]
    assert verdicts == ["welcome"] * 3 + ["notice", "silent", "silent"]
    assert flood.verdict(message(9, 1100), 0) == "welcome"


def test_a_backlog_sent_over_an_hour_is_no_flood() -> None:
    flood = Flood(3)
    assert {flood.verdict(message(number, number * 60), 99_999) for number in range(60)} == {"welcome"}


def test_an_update_tried_again_counts_once() -> None:
    flood = Flood(1)
    assert [flood.verdict(message(1, 1000), 0) for _ in range(3)] == ["welcome"] * 3


def test_people_are_counted_apart_and_inline_queries_not_at_all() -> None:
    flood = Flood(1)
    group = -7
    assert flood.verdict(message(1, 1000, chat=group, person=1), 0) == "welcome"
    assert flood.verdict(message(2, 1000, chat=group, person=2), 0) == "welcome"
    query = {"update_id": 3, "inline_query": {"id": "1", "from": {"id": 1}}}
    assert [flood.verdict(query, 1000) for _ in range(5)] == ["welcome"] * 5


def test_presses_count_by_the_time_they_came() -> None:
    flood = Flood(1)
    below = {"date": 5, "chat": {"id": 5}}
    press = [
        {"update_id": number, "callback_query": {"from": {"id": 5}, "message": below}} for number in range(3)
    ]
    assert [flood.verdict(press[0], 1000), flood.verdict(press[1], 1001)] == ["welcome", "notice"]
    assert flood.verdict(press[2], 1061) == "welcome"


# Retention


@pytest.fixture
def records() -> Iterator[Records]:
    opened = Records("sqlite://", b"secret", clock=lambda: NOW)
    yield opened
    opened.close()


class Clocks:
    """A wall clock that may jump and a steady one that may not."""

    def __init__(self) -> None:
        self.wall, self.steady = NOW, 0.0

    def passes(self, time: dt.timedelta, jump: dt.timedelta = dt.timedelta()) -> None:
        """Lets time pass; the wall clock jumps on top of it."""
        self.wall += time + jump
        self.steady += time.total_seconds()


def kept(records: Records) -> bool:
    return records.span() is not None


def ask(records: Records) -> None:
    records.record_question(Reply(Question("问", "k", NOW), (Chat("thanks", "不客气"),), "v", "问"), 1)


def retention(records: Records, clocks: Clocks) -> Retention:
    return Retention(records, 30, wall=lambda: clocks.wall, steady=lambda: clocks.steady)


def test_records_are_erased_when_their_days_are_over(records: Records) -> None:
    ask(records)
    clocks = Clocks()
    rounds = retention(records, clocks)
    assert rounds.round() == 0
    clocks.passes(29 * DAY)
    assert rounds.round() == 0
    clocks.passes(2 * DAY)
    assert rounds.round() == 1
    assert not kept(records)


def test_a_clock_that_jumps_erases_nothing_for_a_day(records: Records) -> None:
    ask(records)
    clocks = Clocks()
    rounds = retention(records, clocks)
    rounds.round()
    clocks.passes(dt.timedelta(hours=1), jump=365 * DAY)
    assert rounds.round() == 0
    clocks.passes(dt.timedelta(hours=1), jump=-365 * DAY)
    assert rounds.round() == 0
    clocks.passes(2 * DAY)
    assert rounds.round() == 0
    assert kept(records)


def test_a_start_long_after_the_last_record_waits_a_day_before_it_erases(records: Records) -> None:
    ask(records)
    clocks = Clocks()
    clocks.wall += 400 * DAY
    rounds = retention(records, clocks)
    assert rounds.round() == 0
    clocks.passes(25 * dt.timedelta(hours=1))
    assert rounds.round() == 1


# One process


def test_a_database_serves_one_process_at_a_time(tmp_path: Path) -> None:
    database = tmp_path / "a.sqlite3"
    with sole_use(database), pytest.raises(DatabaseTakenError, match="另一个进程"), sole_use(database):
        pass
    with sole_use(database), sole_use(None):
        pass


# Logs


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    """Begins to log as a running bot does; what that returns reads the log so far."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook, logging.raiseExceptions)

    def begin(level: str = "DEBUG") -> Any:
        logs.configure(level, [TOKEN, "p@ss:word/1"])
        return lambda: capsys.readouterr().err

    yield begin
    root.handlers[:], sys.excepthook, logging.raiseExceptions = before[0], before[2], before[3]
    root.setLevel(before[1])
    structlog.reset_defaults()


def test_a_secret_never_reaches_the_log(lines: Any) -> None:
    written = lines()
    url = f"https://api.telegram.org/bot{TOKEN}/getMe"
    structlog.get_logger("ours").error("failed", url=url, proxy="http://u:p%40ss%3Aword%2F1@proxy")
    logging.getLogger("theirs").warning("Request: %s", url)
    logging.getLogger("httpx").warning("HTTP Request: POST %s", url)
    error = RuntimeError(f"cannot reach {url}")
    structlog.get_logger("ours").error("trouble", exc_info=error)
    text = written()
    assert text.count(logs.HIDDEN) >= 5
    assert TOKEN not in text
    assert "AAE-synthetic" not in text
    assert "word%2F1" not in text


def test_the_interpreters_last_words_are_cleaned(lines: Any) -> None:
    written = lines()
    sys.excepthook(RuntimeError, RuntimeError(f"bot{TOKEN}"), None)
    text = written()
    assert "crashed" in text
    assert TOKEN not in text


def test_another_bots_token_is_known_by_its_shape(lines: Any) -> None:
    written = lines()
    other = "987654321:BBF-another_synthetic_token_of_35_chars"
    logging.getLogger("theirs").error("bot%s", other)
    assert other not in written()


def test_the_http_library_is_silent_at_info(lines: Any) -> None:
    written = lines("INFO")
    logging.getLogger("httpx").info("HTTP Request: POST bot%s", TOKEN)
    assert written() == ""


def test_lines_are_json_in_readable_chinese(lines: Any) -> None:
    written = lines()
    structlog.get_logger("ours").info("connected", bot="青城科问", number=3)
    line = written()
    assert '"bot": "青城科问"' in line
    assert '"event": "connected"' in line
    assert '"level": "info"' in line
