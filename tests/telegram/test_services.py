"""What handlers reach through the services keeps its promises between two tries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.content.load import load
from bot.conversation.assistant import Assistant
from bot.conversation.messages import Answer, Question, Suggestions
from bot.records.store import Records
from handlers.services import UNSENT, Answered, Services, Unsent

KNOWLEDGE = Path(__file__).resolve().parent / "knowledge"
NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """The services on a database of their own."""
    records = Records(f"sqlite:///{tmp_path / 'records.sqlite3'}", b"secret")
    yield Services(Assistant(load(KNOWLEDGE), records.contexts), records, 180)
    records.close()


def asked(services: Services, text: str, update: int) -> Answered:
    return services.answered(Question(text, "chat", NOW), update)


def test_a_number_tried_again_picks_what_it_picked_first(services: Services) -> None:
    assert isinstance(asked(services, "胡杨棚里种啥", 1).reply.parts[0], Suggestions)
    first = asked(services, "2", 2)
    assert isinstance(first.reply.parts[0], Answer)
    assert first.reply.parts[0].entry == "poplar-west-crop"
    assert asked(services, "2", 2) is first  # by now the chat offers other things
    services.unsent.sent(2)
    assert asked(services, "2", 2) is not first


def test_a_question_tried_again_is_written_down_once(services: Services) -> None:
    numbers = {asked(services, "枫叶牛棚有多少头奶牛", 1).number for _ in range(3)}
    assert len(numbers) == 1
    assert services.records.question(min(numbers) + 1, "chat") is None


def test_an_answer_is_titled_with_its_full_question(services: Services) -> None:
    assert asked(services, "枫叶牛棚奶牛几头", 1).title == "枫叶牛棚有多少头奶牛？"
    assert asked(services, "谢谢", 2).title == "谢谢"


def test_unsent_replies_do_not_pile_up(services: Services) -> None:
    unsent, answered = Unsent(), asked(services, "谢谢", 1)
    for update in range(UNSENT + 1):
        unsent.put(update, answered)
    assert (unsent.get(0), unsent.get(1)) == (None, answered)
