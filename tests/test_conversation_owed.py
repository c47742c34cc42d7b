"""What a person would expect of a conversation and does not get yet."""

from __future__ import annotations

import pytest

from bot.conversation.messages import Answer, NoAnswer, Question, Reply, Suggestions
from tests.replies import TIME
from tests.small_world import about, assistant, new_chat


def turns(*texts: str) -> list[Reply]:
    """The replies to the texts, typed one after another in one chat."""
    chat = new_chat()
    return [assistant().reply(Question(text, chat, TIME)) for text in texts]


def last(*texts: str) -> list[tuple[str, str]]:
    """What the last of the replies says, and about what."""
    return [about(part) for part in turns(*texts)[-1].parts]


@pytest.mark.xfail(reason="a name in a follow-up is read beside the last subject, not in its place")
@pytest.mark.parametrize(
    ("before", "text", "entry"),
    [
        ("国乳中心在哪", "那草业中心呢", "grass-location"),
        ("国乳中心有几位院士", "草业中心呢", "grass-academicians"),
    ],
)
def test_a_follow_up_with_another_name_asks_the_same_of_it(before: str, text: str, entry: str) -> None:
    assert last(before, text) == [("answer", entry)]


@pytest.mark.xfail(reason="a correction that only names another subject forgets what was asked")
@pytest.mark.parametrize(
    "text", ["不是，我问的是草业中心", "不是，我问的是草业", "我不是问这个，我问的是草业中心"]
)
def test_a_correction_of_the_subject_keeps_the_question(text: str) -> None:
    assert last("国乳中心有几位院士", text) == [("answer", "grass-academicians")]


@pytest.mark.xfail(reason="the longer forms of saying no are cut after 不是")
@pytest.mark.parametrize("text", ["不是这个，我问的是成员单位几家", "我不是问这个，我问的是成员单位几家"])
def test_a_correction_is_cut_off_whole(text: str) -> None:
    found = turns("国乳中心有几位院士", text)[-1]
    assert found.understood_as == "国家乳业技术创新中心 成员单位几家"


@pytest.mark.xfail(reason="a number beyond what was offered is judged like a question")
def test_a_number_beyond_the_choices_picks_nothing() -> None:
    (part,) = turns("国乳中心有几位院士", "第9个")[-1].parts
    assert isinstance(part, NoAnswer | Suggestions)
    assert not (isinstance(part, NoAnswer) and part.reason == "attribute")


@pytest.mark.xfail(reason="only one word may stand before the number")
@pytest.mark.parametrize("pick", ["看第二个", "选第二个", "我要第二个", "第二个呗", "就第二个"])
def test_a_pick_may_be_said_in_more_words(pick: str) -> None:
    assert last("国乳中心有几家成员单位", pick) == [("answer", "dairy-experts")]


@pytest.mark.xfail(reason="one asking word is not shared by two things asked for")
def test_two_things_joined_by_and_get_two_answers() -> None:
    assert last("国乳中心有几家成员单位和几位院士") == [
        ("answer", "dairy-members"),
        ("answer", "dairy-academicians"),
    ]
    assert last("国乳中心有几家成员单位和院士") == [
        ("answer", "dairy-members"),
        ("answer", "dairy-academicians"),
    ]


@pytest.mark.xfail(reason="a follow-up with another year is no question of its own")
def test_a_follow_up_about_another_year_is_refused_for_its_year() -> None:
    assert last("2022年高企多少家", "那2019年呢") == [("none", "year")]


@pytest.mark.xfail(reason="a refusal makes its nearest neighbour the subject of the chat")
def test_a_refusal_does_not_change_the_subject_to_a_neighbour() -> None:
    found = turns("青藤技术创新中心有几位院士", "那成员单位呢")[-1]
    assert [p for p in found.parts if isinstance(p, Answer)] == []


@pytest.mark.xfail(reason="a figure is guessed when the question names no thing that is counted")
def test_a_count_of_nothing_gets_choices() -> None:
    assert last("国乳中心有多少") == [("suggest", "")]


@pytest.mark.xfail(reason="a district is refused in the words of another city")
def test_a_district_of_the_city_is_not_sent_away() -> None:
    (part,) = turns("赛罕区国乳中心有几位院士")[-1].parts
    assert isinstance(part, NoAnswer)
    assert part.reason == "place"
    assert "请在当地拨12345" not in part.text


@pytest.mark.xfail(reason="numerals inside names become digits")
def test_a_refusal_writes_a_name_as_it_was_written() -> None:
    (part,) = turns("四川师范大学有几位院士")[-1].parts
    assert isinstance(part, NoAnswer)
    assert part.text == "资料里没有“四川师范大学”的内容。我只有呼和浩特的科技项目和政策资料。"
