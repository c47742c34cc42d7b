"""Starting, running and ending: what the operator sees when the world misbehaves."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from handlers.runtime.answering import TOO_FAST
from tests.telegram.bot_process import PROJECT, SECRET, BotProcess, free_port
from tests.telegram.emulator import TOKEN, BotApi
from tests.telegram.person import NUMBERS, Person

QUESTION = "枫叶牛棚有多少头奶牛"
PER_MINUTE = 4
LOG_PATIENCE = 20.0  # seconds
ENDS_IN = 40.0  # seconds a process may take to start and end by itself


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, knowledge: Path) -> Path:
    """Where the bot of this module keeps its data and its own copy of the knowledge."""
    folder = tmp_path_factory.mktemp("running")
    shutil.copytree(knowledge, folder / "knowledge")
    return folder


@pytest.fixture(scope="module")
def port() -> int:
    """Where the figures are served."""
    return free_port()


@pytest.fixture(scope="module")
def polling(api: BotApi, folder: Path, port: int) -> Iterator[BotProcess]:
    """A bot that polls, logs everything, serves its figures and allows few questions."""
    process = BotProcess(
        api,
        folder,
        KNOWLEDGE_DIR=str(folder / "knowledge"),
        LOG_LEVEL="DEBUG",
        METRICS_LISTEN=f"127.0.0.1:{port}",
        QUESTIONS_PER_MINUTE=str(PER_MINUTE),
    )
    process.start()
    yield process
    process.stop()


@pytest.fixture
def somebody(api: BotApi, polling: BotProcess) -> Person:  # noqa: ARG001 - the bot has to run
    """Somebody the bot has never met."""
    return Person(api, 8_000_000 + next(NUMBERS))


def fetched(url: str, body: bytes | None = None, secret: str = "") -> tuple[int, str]:
    """Status and text of what a server answers."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
    request = urllib.request.Request(url, body, headers)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - loopback
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def ended(process: BotProcess, **more: str) -> tuple[int, str]:
    """Exit code and log of another bot with nearly the same settings, which ends by itself."""
    run = subprocess.run(
        [sys.executable, "run_bot.py"],
        cwd=PROJECT,
        env={**process.env, "METRICS_LISTEN": "", **more},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=ENDS_IN,
        check=False,
    )
    return run.returncode, run.stderr.decode()


def wait_for_log(folder: Path, word: str) -> None:
    """Returns when the word stands in the bot's log; looks ten times a second."""
    end = time.monotonic() + LOG_PATIENCE
    while word not in (folder / "bot.log").read_text(encoding="utf-8"):
        assert time.monotonic() < end, f"{word} never came"
        time.sleep(0.1)


def test_who_floods_is_told_once_and_others_are_answered(api: BotApi, somebody: Person) -> None:
    other = Person(api, 8_500_000 + next(NUMBERS))
    mark = len(api.calls)
    for _ in range(PER_MINUTE + 4):
        somebody.writes("谢谢")
    assert other.asks(QUESTION).text.startswith("41头")
    somebody.mark = mark
    said = [shown.text for shown in somebody.reads(PER_MINUTE + 1)]
    assert said[-1] == TOO_FAST
    assert TOO_FAST not in said[:-1]


def test_an_update_nobody_can_read_is_parked_and_blocks_nobody(
    api: BotApi, somebody: Person, polling: BotProcess
) -> None:
    broken = somebody.message(text="问")
    broken["from"] = {"id": somebody.user["id"]}  # no name: the library cannot make a user of it
    api.send("message", broken)
    assert somebody.asks(QUESTION).text.startswith("41头")
    assert polling.rows("SELECT count(*) FROM updates WHERE state = 'parked'") == [(1,)]
    assert "update_parked" in polling.log.read_text(encoding="utf-8")


def test_a_database_held_by_another_program_loses_nothing(somebody: Person, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "records.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        somebody.writes(QUESTION)
        wait_for_log(folder, "updates_not_committed")
        other.execute("ROLLBACK")
    assert somebody.reads()[0].text.startswith("41头")


def test_changed_knowledge_answers_at_once(somebody: Person, folder: Path) -> None:
    file = folder / "knowledge" / "programs" / "maple-barn.yaml"
    text = file.read_text(encoding="utf-8")
    assert "value: 41" in text
    file.write_text(text.replace("value: 41", "value: 43"), encoding="utf-8")
    wait_for_log(folder, "knowledge_reloaded")
    assert somebody.asks(QUESTION).text.startswith("43头")
    file.write_text("- 不成样子", encoding="utf-8")
    wait_for_log(folder, "knowledge_kept")
    assert somebody.asks(QUESTION).text.startswith("43头")
    file.write_text(text, encoding="utf-8")


def test_figures_and_health_are_served(somebody: Person, port: int) -> None:
    somebody.asks("谢谢")
    status, text = fetched(f"http://127.0.0.1:{port}/healthz")
    assert status == 200
    assert json.loads(text)["status"] == "ok"
    assert len(json.loads(text)["knowledge"]) == 12
    status, text = fetched(f"http://127.0.0.1:{port}/metrics")
    assert status == 200
    for name in (
        'qingcheng_questions_total{outcome="small_talk"}',
        "qingcheng_reply_seconds_bucket",
        'qingcheng_updates_total{end="answered"}',
        "qingcheng_inbox_depth ",
        "qingcheng_knowledge_info{version=",
    ):
        assert name in text


def test_a_second_process_on_the_same_database_gives_way(polling: BotProcess, somebody: Person) -> None:
    code, log = ended(polling)
    assert code == 4
    assert "另一个进程正在用同一个数据库" in log
    assert somebody.asks("谢谢").text


def test_a_second_process_with_the_same_token_gives_way(
    polling: BotProcess, somebody: Person, tmp_path: Path
) -> None:
    code, log = ended(polling, DATABASE_URL=f"sqlite:///{tmp_path / 'other.sqlite3'}")
    assert code == 4
    assert "同一个机器人令牌" in log
    assert somebody.asks("谢谢").text


def test_a_token_telegram_refuses_ends_with_a_clear_word(tmp_path: Path, knowledge: Path) -> None:
    service = BotApi()
    service.fail("getMe", 401, "Unauthorized")
    process = BotProcess(service, tmp_path, KNOWLEDGE_DIR=str(knowledge))
    code, log = ended(process)
    service.close()
    assert code == 3
    assert "TELEGRAM_BOT_TOKEN" in log
    assert TOKEN not in log


def test_a_start_without_network_goes_on_trying(tmp_path: Path, knowledge: Path) -> None:
    service = BotApi()
    service.fail("getMe", 502, "Bad Gateway", times=5)
    process = BotProcess(service, tmp_path, KNOWLEDGE_DIR=str(knowledge))
    process.start()
    assert Person(service, 5).asks(QUESTION).text.startswith("41头")
    assert process.stop() == 0
    service.close()
    assert "telegram_out_of_reach" in process.log.read_text(encoding="utf-8")


def test_an_orderly_stop_in_the_middle_loses_and_doubles_nothing(tmp_path: Path, knowledge: Path) -> None:
    service = BotApi()
    process = BotProcess(service, tmp_path, KNOWLEDGE_DIR=str(knowledge), CHATS_AT_ONCE="2")
    process.start()
    people = [Person(service, number) for number in range(1, 13)]
    for person in people:
        person.writes(QUESTION)
    service.wait(0, lambda call: call.method == "sendMessage", 2)
    assert process.stop() == 0
    process.start()
    for person in people:
        person.mark = 0
        person.reads()
    assert process.stop() == 0
    service.close()
    answers = [call.chat for call in service.calls if call.method == "sendMessage"]
    assert sorted(answers) == sorted(person.chat["id"] for person in people)


def test_mistakes_in_the_settings_are_told_all_at_once(polling: BotProcess) -> None:
    code, log = ended(polling, LOG_LEVEL="loud", RETENTION_DAYS="x", WEBHOOK_URL="ftp://x")
    assert code == 1
    assert [name in log for name in ("LOG_LEVEL", "RETENTION_DAYS", "WEBHOOK_URL")] == [True] * 3


@pytest.fixture(scope="module")
def pushed(tmp_path_factory: pytest.TempPathFactory, knowledge: Path) -> Iterator[tuple[BotApi, BotProcess]]:
    """A bot behind a webhook, with a Bot API of its own."""
    service = BotApi()
    process = BotProcess(
        service, tmp_path_factory.mktemp("pushed"), webhook=True, KNOWLEDGE_DIR=str(knowledge)
    )
    process.start()
    yield service, process
    process.stop()
    service.close()


@pytest.mark.parametrize(
    ("path", "body", "secret", "status"),
    [
        ("/telegram", b'{"update_id": 1}', "wrong", 403),
        ("/telegram", b'{"update_id": 1}', "", 403),
        ("/telegram", b"{", SECRET, 400),
        ("/telegram", b"[]", SECRET, 400),
        ("/telegram", b'{"update_id": "1"}', SECRET, 400),
        ("/telegram", b'{"update_id": 999000001}', SECRET, 200),
        ("/telegram", b"[" * 100_000, SECRET, 400),
        ("/elsewhere", b'{"update_id": 1}', SECRET, 404),
        ("/telegram/", b'{"update_id": 1}', SECRET, 404),
    ],
)
def test_only_telegrams_updates_are_taken(
    pushed: tuple[BotApi, BotProcess], path: str, body: bytes, secret: str, status: int
) -> None:
    url = f"http://127.0.0.1:{pushed[1].webhook_port}{path}"
    assert fetched(url, body, secret)[0] == status


def test_a_body_that_is_too_large_is_refused(pushed: tuple[BotApi, BotProcess]) -> None:
    service, process = pushed
    url = f"http://127.0.0.1:{process.webhook_port}/telegram"
    try:
        status = fetched(url, b" " * 3_000_000, SECRET)[0]
    except (ConnectionError, urllib.error.URLError):
        status = 413  # the connection was cut before the whole body was sent
    assert status >= 400
    assert Person(service, 5).asks(QUESTION).text.startswith("41头")


def test_what_cannot_be_committed_is_not_confirmed(pushed: tuple[BotApi, BotProcess]) -> None:
    """503 while another program holds the database, so that the update is sent again."""
    service, process = pushed
    with closing(sqlite3.connect(process.log.with_name("records.sqlite3"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        url = f"http://127.0.0.1:{process.webhook_port}/telegram"
        assert fetched(url, b'{"update_id": 999000002}', SECRET)[0] == 503
        other.execute("ROLLBACK")
    assert Person(service, 6).asks(QUESTION).text.startswith("41头")


def test_the_token_stands_in_no_log(polling: BotProcess, pushed: tuple[BotApi, BotProcess]) -> None:
    for log in (polling.log, pushed[1].log):
        text = log.read_text(encoding="utf-8")
        assert "connected" in text
        assert TOKEN not in text
        assert TOKEN.partition(":")[2] not in text
