"""An update is in the inbox once, in order, until it is answered or given up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.errors import RecordsError
from bot.records.inbox import Inbox
from bot.records.store import Records

BOT = 42


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "records.sqlite3"


@pytest.fixture
def records(file: Path) -> Iterator[Records]:
    opened = Records(f"sqlite:///{file}", b"secret", busy_seconds=0.05)
    yield opened
    opened.close()


@pytest.fixture
def inbox(records: Records) -> Inbox:
    return records.inbox(BOT)


def update(number: int, chat: int = 5, text: str = "问") -> dict[str, Any]:
    return {"update_id": number, "message": {"chat": {"id": chat}, "from": {"id": chat}, "text": text}}


def waiting(inbox: Inbox) -> list[int]:
    return [one.update_id for one in inbox.pending()]


def test_an_update_is_accepted_once(inbox: Inbox) -> None:
    assert inbox.accept(update(1))
    assert not inbox.accept(update(1))
    assert waiting(inbox) == [1]


def test_an_answered_update_is_not_accepted_again_and_is_empty(inbox: Inbox, file: Path) -> None:
    inbox.accept(update(1, text="萝卜"))
    taken = inbox.begin(1)
    assert taken is not None
    assert (taken.payload, taken.tries) == (update(1, text="萝卜"), 1)
    inbox.done(1, "answered")
    assert not inbox.accept(update(1))
    assert inbox.begin(1) is None
    with sqlite3.connect(file) as connection:
        row = connection.execute("SELECT payload, person, lane, state, note FROM updates").fetchone()
    connection.close()
    assert row == ("", "", "", "done", "answered")


def test_updates_wait_in_the_order_they_came_whatever_their_numbers(inbox: Inbox) -> None:
    inbox.accept_all([update(9), update(3), update(7)])
    inbox.accept(update(1))
    assert waiting(inbox) == [9, 3, 7, 1]
    assert inbox.depth() == 4


def test_updates_of_one_chat_share_a_lane(inbox: Inbox) -> None:
    one, two, other = inbox.accept_all([update(1, chat=5), update(2, chat=5), update(3, chat=6)])
    assert one.lane == two.lane != other.lane
    assert one.lane != "5"


def test_bots_do_not_see_each_others_updates(records: Records, inbox: Inbox) -> None:
    inbox.accept(update(1))
    other = records.inbox(BOT + 1)
    assert other.accept(update(1))
    other.begin(1)
    other.done(1)
    assert waiting(inbox) == [1]


def test_what_was_begun_before_a_crash_is_still_waiting(file: Path, records: Records, inbox: Inbox) -> None:
    inbox.accept_all([update(1), update(2)])
    inbox.begin(1)
    records.close()
    after = Records(f"sqlite:///{file}", b"secret")
    assert [(one.update_id, one.tries) for one in after.inbox(BOT).pending()] == [(1, 1), (2, 0)]
    after.close()


def test_an_update_is_parked_after_so_many_tries(inbox: Inbox) -> None:
    inbox.accept_all([update(1), update(2)])
    for _ in range(2):
        inbox.begin(1)
        assert not inbox.failed(1, "ValueError: x", tries=3)
    inbox.begin(1)
    assert inbox.failed(1, "ValueError: x", tries=3)
    assert waiting(inbox) == [2]
    assert inbox.parked() == 1
    assert inbox.begin(1) is None


def test_a_try_the_world_spoilt_does_not_count(inbox: Inbox) -> None:
    inbox.accept(update(1))
    inbox.begin(1)
    inbox.put_back(1)
    assert [one.tries for one in inbox.pending()] == [0]


def test_a_batch_is_committed_whole_or_not_at_all(inbox: Inbox, file: Path) -> None:
    """Another program holds the database: nothing is accepted, later everything is."""
    blocker = sqlite3.connect(file, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with pytest.raises(RecordsError, match="另一个程序占着数据库"):
        inbox.accept_all([update(1), update(2)])
    assert waiting(inbox) == []
    blocker.execute("ROLLBACK")
    blocker.close()
    inbox.accept_all([update(1), update(2)])
    assert waiting(inbox) == [1, 2]


def fill(inbox: Inbox) -> None:
    for number in range(2, 200):
        inbox.accept(update(number, text="长" * 2000))


def test_a_full_disk_loses_nothing_that_was_accepted(records: Records, inbox: Inbox) -> None:
    inbox.accept(update(1))
    with records._database._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(RecordsError, match="磁盘满了"):
        fill(inbox)
    accepted = waiting(inbox)
    assert accepted[0] == 1
    with records._database._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1073741823")
    assert inbox.accept(update(accepted[-1] + 1))
