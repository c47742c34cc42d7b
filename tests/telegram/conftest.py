"""The emulated Bot API and the bots at work on it, one process for all tests of polling or webhook."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.telegram.bot_process import ADMIN, BotProcess
from tests.telegram.emulator import BotApi
from tests.telegram.person import Person

KNOWLEDGE = Path(__file__).resolve().parent / "knowledge"
USERS = itertools.count(5_000_001)
LONG = """\
id: maple-history
subject: 枫叶牛棚的历史
topic: barns
source: test-paper
entries:
  - id: maple-long
    kind: detail
    question: 枫叶牛棚的历史是怎样的？
    label: 枫叶牛棚的历史
    phrasings: [枫叶牛棚历史, 枫叶牛棚以前的事]
    answer: "枫叶牛棚的历史很长，约2023年的报道。"
    full: "{full}"
"""


@pytest.fixture(scope="session")
def service() -> Iterator[BotApi]:
    """The Bot API that `bot` works on."""
    found = BotApi()
    yield found
    found.close()


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    """A Bot API for the bots that a module starts itself."""
    found = BotApi()
    yield found
    found.close()


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge of the test bot, with a text of more than 4096 UTF-16 units behind 全文."""
    folder = tmp_path_factory.mktemp("knowledge") / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    full = "".join(
        f"第{number}段：𫘝𫘝𫘝𫘝𫘝𫘝𫘝𫘝𫘝𫘝𫘝𫘝𫘝𫘝𫘝𫘝𫘝𫘝𫘝𫘝 <b> & 3 > 2。" for number in range(80)
    )
    (folder / "programs" / "maple-history.yaml").write_text(LONG.format(full=full), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def bot_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the bots keep their data."""
    return tmp_path_factory.mktemp("bot")


@pytest.fixture(scope="session", params=["polling", "webhook"])
def bot(
    service: BotApi, bot_folder: Path, knowledge: Path, request: pytest.FixtureRequest
) -> Iterator[BotProcess]:
    """A running bot, once with long polling and once behind a webhook."""
    folder = bot_folder / request.param
    folder.mkdir()
    process = BotProcess(service, folder, webhook=request.param == "webhook", KNOWLEDGE_DIR=str(knowledge))
    process.start()
    yield process
    process.stop()


@pytest.fixture
def person(service: BotApi, bot: BotProcess) -> Person:  # noqa: ARG001 - the bot has to run
    """Somebody the bot has never met."""
    return Person(service, next(USERS))


@pytest.fixture
def admin(service: BotApi, bot: BotProcess) -> Person:  # noqa: ARG001 - the bot has to run
    """The administrator."""
    return Person(service, ADMIN, name="管理员")
