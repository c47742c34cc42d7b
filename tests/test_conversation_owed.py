"""What a person would expect of a conversation and does not get yet."""

from __future__ import annotations

import pytest

from bot.conversation.messages import NoAnswer, Question, Reply
from tests.replies import TIME
from tests.small_world import about, assistant, new_chat


def turns(*texts: str) -> list[Reply]:
    """The replies to the texts, typed one after another in one chat."""
    chat = new_chat()
    return [assistant().reply(Question(text, chat, TIME)) for text in texts]


def last(*texts: str) -> list[tuple[str, str]]:
    """What the last of the replies says, and about what."""
    return [about(part) for part in turns(*texts)[-1].parts]


@pytest.mark.xfail(reason="a figure is guessed when the question names no thing that is counted")
def test_a_count_of_nothing_gets_choices() -> None:
    assert last("国乳中心有多少") == [("suggest", "")]


@pytest.mark.xfail(reason="numerals inside names become digits")
def test_a_refusal_writes_a_name_as_it_was_written() -> None:
    (part,) = turns("四川师范大学有几位院士")[-1].parts
    assert isinstance(part, NoAnswer)
    assert part.text == "资料里没有“四川师范大学”的内容。我只有呼和浩特的科技项目和政策资料。"
