"""What is written down of questions, feedback and chats, on a real database."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversation.context import ChatContext
from bot.conversation.messages import (
    Answer,
    Chat,
    Choice,
    NoAnswer,
    Part,
    Question,
    Reply,
    Routed,
    Suggestions,
)
from bot.errors import RecordsError
from bot.records.opening import open_records
from bot.records.store import Records, Shown

NOW = dt.datetime(2026, 11, 2, 8, 0, tzinfo=dt.UTC)
USER, GROUP = 700_001, -1_000_222


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "records.sqlite3"


@pytest.fixture
def records(file: Path) -> Iterator[Records]:
    opened = Records(f"sqlite:///{file}", b"secret", clock=lambda: NOW, busy_seconds=0.1)
    yield opened
    opened.close()


def choice(entry: str) -> Choice:
    return Choice(entry, f"{entry}？", entry, "答")


ANSWER = Answer("dairy-members", "101家", "出处：报", "约2023", 0.93, (choice("dairy-overview"),), "", None)


def reply_to(text: str, chat: str, *parts: Part) -> Reply:
    return Reply(Question(text, chat, NOW, channel="telegram"), parts or (ANSWER,), "abc123", text)


def everything_in(file: Path) -> bytes:
    """All bytes the database has on disk, write-ahead log included."""
    return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))


def test_a_question_is_kept_with_its_outcome(records: Records) -> None:
    chat = records.chat_key(USER, USER)
    number = records.record_question(reply_to("成员单位几家", chat), 1.8)
    kept = records.question(number, chat)
    assert kept is not None
    assert (kept.text, kept.outcome, kept.entries, kept.offers) == (
        "成员单位几家",
        "answer",
        ("dairy-members",),
        ("dairy-members", "dairy-overview"),
    )
    assert (kept.confidence, kept.channel, kept.knowledge_version, kept.time) == (
        0.93,
        "telegram",
        "abc123",
        NOW,
    )


@pytest.mark.parametrize(
    ("parts", "kept"),
    [
        ((Suggestions("是不是", (choice("a"), choice("b")), 0.4),), ("suggest", None, None, ("a", "b"))),
        (
            (NoAnswer("没有", "place", (choice("a"),), "city-12345"),),
            ("none", "place", "city-12345", ("a",)),
        ),
        ((Routed("agri-12316", "请拨", ()),), ("route", None, "agri-12316", ())),
        ((Chat("thanks", "不客气"),), ("small_talk", None, None, ())),
        (
            (Routed("agri-12316", "请拨", ()), ANSWER),
            ("answer", None, "agri-12316", ("dairy-members", "dairy-overview")),
        ),
    ],
)
def test_the_outcome_of_a_reply_is_that_of_its_best_part(
    records: Records, parts: tuple[Part, ...], kept: tuple[object, ...]
) -> None:
    found = records.question(records.record_question(reply_to("问", "k", *parts), 1), "k")
    assert found is not None
    assert (found.outcome, found.reason, found.route, found.offers) == kept


def test_a_question_belongs_to_the_chat_that_asked_it(records: Records) -> None:
    number = records.record_question(reply_to("问", records.chat_key(USER, USER)), 1)
    assert records.question(number, records.chat_key(USER + 1, USER + 1)) is None
    assert records.question(number + 1, records.chat_key(USER, USER)) is None


def test_a_listener_hears_of_every_question(records: Records) -> None:
    heard: list[tuple[str, float]] = []
    records.listen(lambda outcome, ms: heard.append((outcome, ms)))
    records.record_question(reply_to("问", "k"), 1.5)
    assert heard == [("answer", 1.5)]


def test_a_later_verdict_replaces_the_opposite_one_and_keeps_its_reason(records: Records) -> None:
    number = records.record_question(reply_to("问", "k"), 1)
    records.record_feedback(number, "up")
    records.record_feedback(number, "down")
    records.record_feedback(number, "down", "数不对，我电话13812345678")
    records.record_feedback(number, "down")
    records.record_feedback(number, "none_of_these")
    assert records.feedback(number) == {"down": "数不对，我电话***********", "none_of_these": ""}


def test_feedback_on_a_question_that_is_gone_leaves_nothing(records: Records) -> None:
    records.record_feedback(99, "up")
    records.record_choice(99, "a")
    assert records.feedback(99) == {}
    assert records.choices(99) == ()


def test_picked_suggestions_are_kept_in_order(records: Records) -> None:
    number = records.record_question(reply_to("问", "k"), 1)
    records.record_choice(number, "b")
    records.record_choice(number, "a")
    assert records.choices(number) == ("b", "a")


def test_a_context_comes_back_as_it_was_saved(records: Records) -> None:
    context = ChatContext("farmer", "dairy-centre", "dairy-members", "几家", ("a", "b"), NOW)
    assert records.contexts.load("k") == ChatContext()
    records.contexts.save("k", context)
    assert records.contexts.load("k") == context


def test_the_chosen_audience_outlives_contexts(records: Records) -> None:
    assert records.audience("k") is None
    records.set_audience("k", "farmer")
    records.contexts.save("k", ChatContext(subject="dairy-centre"))
    assert records.audience("k") == "farmer"
    records.set_audience("k", "enterprise")
    assert records.audience("k") == "enterprise"
    assert records.contexts.load("k").subject == "dairy-centre"


def test_messages_shown_are_found_from_both_sides(records: Records) -> None:
    number = records.record_question(reply_to("问", "k"), 1)
    records.show(number, "k", 10, [11, 12])
    records.show(number, "k", 12, [15], "prompt")
    assert records.shown("k", 10) == Shown(number, 10, (11, 12), "reply")
    assert records.shown_as("k", 12) == Shown(number, 10, (12,), "reply")
    assert records.shown_as("k", 15) == Shown(number, 12, (15,), "prompt")
    assert records.shown("k", 12) is None
    assert records.shown("other", 10) is None


def test_an_edited_question_is_shown_anew_in_the_same_place(records: Records) -> None:
    first = records.record_question(reply_to("问", "k"), 1)
    second = records.record_question(reply_to("再问", "k"), 1)
    records.show(first, "k", 10, [11, 12])
    records.show(second, "k", 10, [11])
    assert records.shown("k", 10) == Shown(second, 10, (11,), "reply")


def test_forgetting_takes_everything_of_a_person_in_all_chats(records: Records, file: Path) -> None:
    private, group = records.chat_key(USER, USER), records.chat_key(USER, GROUP)
    other = records.chat_key(USER + 1, GROUP)
    numbers = [records.record_question(reply_to("萝卜开花", chat), 1) for chat in (private, group)]
    stays = records.record_question(reply_to("别的人", other), 1)
    records.record_feedback(numbers[0], "down", "南瓜不对")
    records.record_choice(numbers[0], "turnip")
    records.show(numbers[0], private, 10, [11])
    records.set_audience(private, "farmer")
    records.contexts.save(group, ChatContext(question="萝卜开花"))
    inbox = records.inbox(1)
    inbox.accept(message(1, "白菜长虫"))
    inbox.begin(1)
    assert inbox.failed(1, "ValueError", tries=1)

    assert records.forget(USER).total == 5

    assert records.question(stays, other) is not None
    assert records.feedback(numbers[0]) == {}
    assert records.audience(private) is None
    assert records.contexts.load(group) == ChatContext()
    for word in ("萝卜开花", "南瓜不对", "白菜长虫", private):
        assert not rows_with(file, word)
        assert word.encode() not in everything_in(file)


def test_what_is_too_old_is_erased_and_the_rest_stays(file: Path) -> None:
    times = [NOW - dt.timedelta(days=40)]
    records = Records(f"sqlite:///{file}", b"secret", clock=lambda: times[-1])
    old = records.record_question(reply_to("旧的", "a"), 1)
    records.record_feedback(old, "up")
    records.set_audience("a", "farmer")
    records.inbox(1).accept(message(1, "旧消息"))
    times.append(NOW)
    new = records.record_question(reply_to("新的", "b"), 1)
    records.inbox(1).accept(message(2, "新消息"))
    assert records.span() == (times[0], NOW)
    assert records.purge(NOW - dt.timedelta(days=30)).total == 3
    assert records.question(old, "a") is None
    assert records.question(new, "b") is not None
    assert [waiting.update_id for waiting in records.inbox(1).pending()] == [2]
    records.close()


def test_nothing_in_the_files_names_a_person(records: Records, file: Path) -> None:
    chat = records.chat_key(USER, USER)
    text = "我电话138 1234 5678，身份证150102199003071234，卡6222020200001234567"
    records.record_question(reply_to(text, chat), 1)
    records.contexts.save(chat, ChatContext(question=text))
    inbox = records.inbox(1)
    inbox.accept(message(1, text))
    inbox.begin(1)
    inbox.done(1)
    records.close()
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    kept = everything_in(file)
    for private in (str(USER), "138 1234 5678", "150102199003071234", "6222020200001234567"):
        assert private.encode() not in kept


def test_keys_need_the_secret(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite3'}"
    first, again, other = Records(url, b"one"), Records(url, b"one"), Records(url, b"two")
    assert first.chat_key(USER, USER) == again.chat_key(USER, USER) != other.chat_key(USER, USER)
    assert first.chat_key(USER, GROUP).startswith(f"{first.chat_key(USER, USER)}.")
    for opened in (first, again, other):
        opened.close()


def test_the_secret_is_made_once_and_only_its_owner_reads_it(file: Path) -> None:
    first = open_records(f"sqlite:///{file}")
    second = open_records(f"sqlite:///{file}")
    assert first.chat_key(USER, USER) == second.chat_key(USER, USER)
    key = file.with_name("pseudonym.key")
    if os.name == "posix":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    first.close()
    second.close()


def test_without_a_file_a_key_has_to_be_given() -> None:
    with pytest.raises(RecordsError, match="PSEUDONYM_KEY"):
        open_records("sqlite://")
    open_records("sqlite://", "0123456789abcdef").close()


def test_records_survive_the_process(file: Path) -> None:
    first = Records(f"sqlite:///{file}", b"secret")
    number = first.record_question(reply_to("问", "k"), 1)
    first.close()
    second = Records(f"sqlite:///{file}", b"secret")
    assert second.question(number, "k") is not None
    second.close()


def test_a_file_that_is_no_database_is_named(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes("不是数据库".encode() * 100)
    with pytest.raises(RecordsError, match="DATABASE_URL"):
        Records(f"sqlite:///{file}", b"secret")


def test_a_password_never_stands_in_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecordsError) as caught:
        Records(f"sqlite://user:hunter2@/{tmp_path}/a.sqlite3", b"secret")
    assert "hunter2" not in str(caught.value)


def message(update_id: int, text: str) -> dict[str, object]:
    sender = {"id": USER, "is_bot": False, "first_name": "王"}
    body = {"message_id": 5, "date": 1, "chat": {"id": USER, "type": "private"}, "from": sender, "text": text}
    return {"update_id": update_id, "message": body}


def rows_with(file: Path, word: str) -> list[str]:
    """The rows of all tables in which a word stands."""
    with sqlite3.connect(file) as connection:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        rows = [str(row) for table in tables for row in connection.execute(f'SELECT * FROM "{table}"')]  # noqa: S608
    connection.close()
    return [row for row in rows if word in row]
