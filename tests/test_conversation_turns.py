"""Several turns of one chat: picks, follow-ups, corrections, and knowledge that changes in between."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from bot.content.model import Audience
from bot.conversation.assistant import Assistant
from bot.conversation.context import ChatContext, MemoryContextStore
from bot.conversation.messages import Answer, NoAnswer, Question, Reply, Suggestions
from tests.replies import TIME
from tests.small_world import FILES, about, assistant, knowledge, new_chat, written


def turns(*texts: str, audience: Audience | None = None) -> list[Reply]:
    """The replies to the texts, typed one after another in one chat."""
    chat = new_chat()
    return [assistant().reply(Question(text, chat, TIME, audience)) for text in texts]


def last(*texts: str) -> list[tuple[str, str]]:
    """What the last of the replies says, and about what."""
    return [about(part) for part in turns(*texts)[-1].parts]


@pytest.mark.parametrize(
    "pick", ["2", "２", "第二个", "第2个", "选2", "二", "第二条", "2号", "第二个吧", " 2。"]
)
def test_a_number_picks_what_was_offered(pick: str) -> None:
    assert last("国乳中心有几家成员单位", pick) == [("answer", "dairy-experts")]


def test_a_pick_is_said_with_certainty_and_taken_as_its_question() -> None:
    found = turns("国乳中心有几家成员单位", "1")[-1]
    (part,) = found.parts
    assert isinstance(part, Answer)
    assert part.confidence == 1.0
    assert found.understood_as == "国家乳业技术创新中心引进了多少位院士？"


def test_a_pick_is_one_of_what_was_last_offered() -> None:
    contexts = MemoryContextStore()
    found = Assistant(knowledge(), contexts)
    for pick, entry in (("1", "grass-members"), ("3", "hightech-tax")):
        contexts.save("c", ChatContext(choices=("grass-members", "dairy-location", "hightech-tax")))
        assert [about(p) for p in found.reply(Question(pick, "c", TIME)).parts] == [("answer", entry)]


@pytest.mark.parametrize("text", ["2", "第二个", "2023"])
def test_a_number_where_nothing_was_offered_is_no_question(text: str) -> None:
    (part,) = turns(text)[-1].parts
    assert isinstance(part, NoAnswer | Suggestions)


def test_after_a_bare_name_the_numbers_pick_what_may_be_asked_besides() -> None:
    first, second = turns("高企", "1")
    (more,) = [p for p in first.parts if isinstance(p, Suggestions)]
    assert [about(p) for p in second.parts] == [("answer", more.choices[0].entry)]


def test_a_refusals_neighbours_can_be_picked() -> None:
    first, second = turns("国乳中心的工资多少", "1")
    (part,) = first.parts
    assert isinstance(part, NoAnswer)
    assert [about(p) for p in second.parts] == [("answer", part.choices[0].entry)]


def test_small_talk_leaves_the_choices_where_they_are() -> None:
    assert last("国乳中心有几家成员单位", "谢谢", "2") == [("answer", "dairy-experts")]


def test_a_pick_speaks_to_the_audience() -> None:
    found = turns("国乳中心有几位院士", "1", audience="farmer")[-1]
    (part,) = found.parts
    assert isinstance(part, Answer)
    assert part.text == "国家乳业技术创新中心一共有101家成员单位，是约2023年报道的数。"


def test_the_audience_of_a_chat_is_remembered_until_it_changes() -> None:
    chat = new_chat()
    chosen: list[Audience | None] = ["farmer", None, "enterprise", None]
    texts = []
    for audience in chosen:
        (part,) = assistant().reply(Question("国乳中心有几家成员单位", chat, TIME, audience)).parts
        assert isinstance(part, Answer)
        texts.append(part.other_audience)
    assert texts == ["enterprise", "enterprise", "farmer", "farmer"]


@pytest.mark.parametrize(
    ("before", "text", "entry"),
    [
        ("付崇毅团队有几个博士", "那硕士呢", "fu-masters"),
        ("付崇毅团队有几个博士", "硕士呢？", "fu-masters"),
        ("国乳中心有几位院士", "它在哪？", "dairy-location"),
        ("国乳中心有几位院士", "那它在哪里呢", "dairy-location"),
        ("国乳中心有几位院士", "那专家呢", "dairy-experts"),
        ("国乳中心有几位院士", "成员单位几家", "dairy-members"),
        ("草业中心有几位院士", "那成员单位呢", "grass-members"),
        ("高企要什么条件", "那税率呢", "hightech-tax"),
        ("国乳中心有几位院士", "草业中心有几位院士", "grass-academicians"),
    ],
)
def test_a_follow_up_is_about_the_last_subject(before: str, text: str, entry: str) -> None:
    assert last(before, text) == [("answer", entry)]


def test_a_follow_up_to_a_follow_up() -> None:
    assert last("国乳中心有几位院士", "那专家呢", "它在哪", "成员单位呢") == [("answer", "dairy-members")]


def test_a_follow_up_asks_for_what_is_not_there() -> None:
    (part,) = turns("国乳中心有几位院士", "那电话呢")[-1].parts
    assert isinstance(part, NoAnswer)
    assert (part.reason, part.text) == (
        "attribute",
        "资料里没有国家乳业技术创新中心的电话。 不知道找谁就拨12345。",
    )


def test_a_follow_up_about_another_place_is_refused() -> None:
    (part,) = turns("国乳中心有几位院士", "那包头呢")[-1].parts
    assert isinstance(part, NoAnswer)
    assert part.reason == "place"
    assert "10位" not in part.text


@pytest.mark.parametrize(
    ("before", "text", "entry"),
    [
        ("草业中心有几位院士", "不是，我问的是乳业中心有几位院士", "dairy-academicians"),
        ("国乳中心有几位院士", "不对，我问的是成员单位", "dairy-members"),
        ("国乳中心有几位院士", "错了，我想问的是在哪", "dairy-location"),
    ],
)
def test_a_correction_is_taken(before: str, text: str, entry: str) -> None:
    assert last(before, text) == [("answer", entry)]


def test_a_question_of_its_own_does_not_lean_on_the_last() -> None:
    assert last("国乳中心有几位院士", "高企要什么条件") == [("answer", "hightech-conditions")]
    assert last("国乳中心有几位院士", "我家羊拉稀了") == [("route", "animals")]
    assert last("国乳中心有几位院士", "谢谢") == [("talk", "thanks")]


def test_chats_do_not_hear_each_other() -> None:
    one, other = new_chat(), new_chat()
    assistant().reply(Question("国乳中心有几家成员单位", one, TIME))
    assistant().reply(Question("付崇毅团队有几个博士", other, TIME))
    masters = assistant().reply(Question("那硕士呢", other, TIME))
    experts = assistant().reply(Question("2", one, TIME))
    assert [about(p) for p in (*masters.parts, *experts.parts)] == [
        ("answer", "fu-masters"),
        ("answer", "dairy-experts"),
    ]


def test_what_is_remembered_of_a_turn() -> None:
    contexts = MemoryContextStore()
    Assistant(knowledge(), contexts).reply(Question("國乳中心有幾家成員單位", "c", TIME, "farmer"))
    assert contexts.load("c") == ChatContext(
        audience="farmer",
        subject="dairy",
        entry="dairy-members",
        question="国乳中心有几家成员单位",
        choices=("dairy-academicians", "dairy-experts"),
        time=TIME,
    )
    assert contexts.load("another") == ChatContext()


@pytest.mark.parametrize("entry", ["gone", "DAIRY-MEMBERS", " ", "../dairy", "dairy", "🐄"])
def test_an_unknown_button_is_a_free_question(entry: str) -> None:
    parts = assistant().reply(Question("国乳中心有几位院士", new_chat(), TIME, entry=entry)).parts
    assert [about(p) for p in parts] == [("answer", "dairy-academicians")]


def test_an_unknown_button_without_text_gets_a_reply() -> None:
    parts = assistant().reply(Question("", new_chat(), TIME, entry="gone")).parts
    assert [about(p) for p in parts] == [("none", "gibberish")]


def without_dairy() -> Assistant:
    """An assistant whose chat "c" was offered dairy entries that are gone now."""
    found = Assistant(knowledge(), MemoryContextStore())
    found.reply(Question("国乳中心有几家成员单位", "c", TIME))
    files = {n: t for n, t in FILES.items() if n != "programs/dairy.yaml"}
    files["_routes.yaml"] = files["_routes.yaml"].replace("    related: [dairy-overview]\n", "")
    found.use(written(files))
    return found


def test_new_knowledge_answers_from_the_next_question_on() -> None:
    found = Assistant(knowledge(), MemoryContextStore())
    before = found.reply(Question("草业中心有几位院士", "c", TIME))
    files = {**FILES, "programs/grass.yaml": FILES["programs/grass.yaml"].replace("value: 16", "value: 17")}
    found.use(written(files))
    after = found.reply(Question("草业中心有几位院士", "c", TIME))
    texts = [part.text for one in (before, after) for part in one.parts if isinstance(part, Answer)]
    assert texts == [f"{n}位：国家草业技术创新中心柔性引进的院士（约2023年）。" for n in (16, 17)]
    assert before.knowledge_version != after.knowledge_version == found.knowledge.version


def test_what_new_knowledge_no_longer_holds_is_never_answered() -> None:
    found = without_dairy()
    for text in ("2", "那院士呢", "它在哪", "国乳中心有几家成员单位"):
        for part in found.reply(Question(text, "c", TIME)).parts:
            assert not (isinstance(part, Answer) and part.entry.startswith("dairy"))
    parts = found.reply(Question("高企税率", "c", TIME, entry="dairy-members")).parts
    assert [about(p) for p in parts] == [("answer", "hightech-tax")]


def test_an_old_chat_is_no_worse_than_a_new_one() -> None:
    contexts = MemoryContextStore()
    contexts.save(
        "c", ChatContext(subject="gone", entry="gone", choices=("gone",), time=TIME - dt.timedelta(days=900))
    )
    parts = Assistant(knowledge(), contexts).reply(Question("国乳中心有几位院士", "c", TIME)).parts
    assert [about(p) for p in parts] == [("answer", "dairy-academicians")]


def test_a_question_comes_back_as_it_was_asked() -> None:
    asked = Question("2", new_chat(), TIME, "farmer", "telegram", "typed")
    assert assistant().reply(asked).question == dataclasses.replace(asked)
