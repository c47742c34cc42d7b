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
    """The numbers run on: first what belongs to the answer, then the rest; nothing is shown twice."""
    told, more = turns("高企")[0].parts
    assert isinstance(told, Answer)
    assert isinstance(more, Suggestions)
    shown = [c.entry for c in (*told.related, *more.choices)]
    assert len(shown) == len(set(shown)) > 1
    for number, entry in enumerate(shown, 1):
        assert last("高企", str(number)) == [("answer", entry)]


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


def test_words_for_another_audience_are_for_one_reply() -> None:
    chat = new_chat()
    chosen: list[Audience | None] = ["farmer", None, "enterprise", None]
    others = []
    for audience in chosen:
        (part,) = assistant().reply(Question("国乳中心有几家成员单位", chat, TIME, audience)).parts
        assert isinstance(part, Answer)
        others.append(part.other_audience)
    assert others == ["enterprise", "farmer", "farmer", "farmer"]


def test_the_audience_of_a_context_is_spoken_to_and_left_alone() -> None:
    contexts = MemoryContextStore()
    contexts.save("c", ChatContext(audience="farmer"))
    found = Assistant(knowledge(), contexts)
    (part,) = found.reply(Question("国乳中心有几家成员单位", "c", TIME)).parts
    found.reply(Question("国乳中心有几家成员单位", "c", TIME, "enterprise"))
    assert isinstance(part, Answer)
    assert part.other_audience == "enterprise"
    assert contexts.load("c").audience == "farmer"


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
        "资料里没有国家乳业技术创新中心的电话。不知道找谁就拨12345。",
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


@pytest.mark.parametrize(
    ("before", "text", "entry"),
    [
        ("国乳中心在哪", "那草业中心呢", "grass-location"),
        ("国乳中心有几位院士", "草业中心呢", "grass-academicians"),
    ],
)
def test_a_follow_up_with_another_name_asks_the_same_of_it(before: str, text: str, entry: str) -> None:
    assert last(before, text) == [("answer", entry)]


@pytest.mark.parametrize(
    "text", ["不是，我问的是草业中心", "不是，我问的是草业", "我不是问这个，我问的是草业中心"]
)
def test_a_correction_of_the_subject_keeps_the_question(text: str) -> None:
    assert last("国乳中心有几位院士", text) == [("answer", "grass-academicians")]


@pytest.mark.parametrize("text", ["不是这个，我问的是成员单位几家", "我不是问这个，我问的是成员单位几家"])
def test_a_correction_is_cut_off_whole(text: str) -> None:
    found = turns("国乳中心有几位院士", text)[-1]
    assert found.understood_as == "国家乳业技术创新中心成员单位几家"


def test_a_number_beyond_the_choices_picks_nothing() -> None:
    (part,) = turns("国乳中心有几位院士", "第9个")[-1].parts
    assert isinstance(part, NoAnswer | Suggestions)
    assert not (isinstance(part, NoAnswer) and part.reason == "attribute")


@pytest.mark.parametrize("pick", ["看第二个", "选第二个", "我要第二个", "第二个呗", "就第二个"])
def test_a_pick_may_be_said_in_more_words(pick: str) -> None:
    assert last("国乳中心有几家成员单位", pick) == [("answer", "dairy-experts")]


def test_two_things_joined_by_and_get_two_answers() -> None:
    assert last("国乳中心有几家成员单位和几位院士") == [
        ("answer", "dairy-members"),
        ("answer", "dairy-academicians"),
    ]
    assert last("国乳中心有几家成员单位和院士") == [
        ("answer", "dairy-members"),
        ("answer", "dairy-academicians"),
    ]


def test_a_follow_up_about_another_year_is_refused_for_its_year() -> None:
    assert last("2022年高企多少家", "那2019年呢") == [("none", "year")]


def test_a_refusal_does_not_change_the_subject_to_a_neighbour() -> None:
    found = turns("青藤技术创新中心有几位院士", "那成员单位呢")[-1]
    assert [p for p in found.parts if isinstance(p, Answer)] == []


def test_a_district_of_the_city_is_not_sent_away() -> None:
    (part,) = turns("赛罕区国乳中心有几位院士")[-1].parts
    assert isinstance(part, NoAnswer)
    assert part.reason == "place"
    assert "请在当地拨12345" not in part.text


@pytest.mark.parametrize("text", ["第9个", "9", "看第九个吧", "0"])
def test_a_number_beyond_the_choices_shows_them_again(text: str) -> None:
    before, after = turns("国乳中心有几家成员单位", text)
    (told,), (part,) = before.parts, after.parts
    assert isinstance(told, Answer)
    assert isinstance(part, NoAnswer)
    assert (part.reason, part.text) == ("unclear", "没有这个序号，请从下面选一个。")
    assert part.choices == told.related
    assert last("国乳中心有几家成员单位", text, "2") == [("answer", "dairy-experts")]


def test_a_number_with_nothing_to_pick_is_said_to_be_one() -> None:
    (part,) = turns("2")[-1].parts
    assert isinstance(part, NoAnswer)
    assert (part.reason, part.choices) == ("unclear", ())
    assert part.text.startswith("现在没有可以选的。")


@pytest.mark.parametrize("text", ["最后一个", "看最后一个吧", "最后那个"])
def test_the_last_choice_can_be_picked(text: str) -> None:
    assert last("国乳中心有几家成员单位", text) == [("answer", "dairy-experts")]
    assert last(text)[0][0] == "none"


@pytest.mark.parametrize("text", ["看第一个吧", "要第1条", "我想看第一个", "那就第1个吧", "点1"])
def test_a_pick_is_heard_in_many_words(text: str) -> None:
    assert last("国乳中心有几家成员单位", text) == [("answer", "dairy-academicians")]


def test_what_is_asked_inline_is_no_turn_of_a_chat() -> None:
    contexts = MemoryContextStore()
    found = Assistant(knowledge(), contexts)
    found.reply(Question("国乳中心有几位院士", "c", TIME))
    before = contexts.load("c")
    parts = found.reply(Question("它在哪", "c", TIME, asked="inline")).parts
    found.reply(Question("草业中心有几位院士", "c", TIME, asked="inline"))
    assert [p for p in parts if isinstance(p, Answer)] == []
    assert contexts.load("c") == before


@pytest.mark.parametrize("text", ["谢谢", "？", "你好", "👍"])
def test_what_asks_nothing_is_never_led_and_changes_nothing(text: str) -> None:
    contexts = MemoryContextStore()
    found = Assistant(knowledge(), contexts)
    found.reply(Question("国乳中心有几家成员单位", "c", TIME))
    before = contexts.load("c")
    assert "国家乳业" not in found.reply(Question(text, "c", TIME)).understood_as
    assert contexts.load("c") == before


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("我问的是草业中心", "grass-academicians"),
        ("不对，我是说草业中心", "grass-academicians"),
        ("你答错了，我问的是成员单位", "dairy-members"),
        ("不，我问成员单位", "dairy-members"),
        ("那草业呢", "grass-academicians"),
    ],
)
def test_a_correction_is_heard_in_many_words(text: str, entry: str) -> None:
    assert last("国乳中心有几位院士", text) == [("answer", entry)]


def test_no_at_the_head_of_a_question_corrects_nothing() -> None:
    assert last("国乳中心有几位院士", "不是高企税率多少吗") == [("answer", "hightech-tax")]


def test_a_person_in_a_follow_up_is_not_asked_what_a_place_was() -> None:
    (told, *_) = last("国乳中心有几位院士", "那任发政呢")
    assert told == ("answer", "dairy-ren")


def test_a_follow_up_to_a_refusal_of_an_unknown_name_is_refused_too() -> None:
    assert last("青藤技术创新中心有几位院士", "它在哪")[0][0] != "answer"


def test_a_question_asked_on_does_not_grow() -> None:
    contexts = MemoryContextStore()
    found = Assistant(knowledge(), contexts)
    for text in ("国乳中心有几位院士", "那专家呢", "那成员单位呢", "那院士呢", "那专家呢"):
        found.reply(Question(text, "c", TIME))
    assert len(contexts.load("c").question) < 25


def test_the_answer_to_a_follow_up_after_two_is_about_the_second() -> None:
    assert last("国乳中心几位院士，草业中心几位院士", "在哪") == [("answer", "grass-location")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "国乳中心几家成员单位，几位院士，在哪",
            [("answer", "dairy-members"), ("answer", "dairy-academicians"), ("answer", "dairy-location")],
        ),
        (
            "国乳中心几家成员单位，电话多少，在哪",
            [("answer", "dairy-members"), ("answer", "dairy-location"), ("none", "attribute")],
        ),
        ("国乳中心有几家成员单位，有几家成员单位", [("answer", "dairy-members")]),
    ],
)
def test_up_to_three_questions_in_one_text(text: str, said: list[tuple[str, str]]) -> None:
    assert last(text) == said


def test_what_may_be_asked_besides_was_not_said() -> None:
    for text in ("高企", "国乳中心", "付崇毅"):
        told = [p.entry for p in turns(text)[0].parts if isinstance(p, Answer)]
        more = [c.entry for p in turns(text)[0].parts if isinstance(p, Suggestions) for c in p.choices]
        assert not set(told) & set(more)


@pytest.mark.parametrize("text", ["去年呢", "那前年呢", "今年", "2019年的呢"])
def test_a_year_said_in_other_words_is_exchanged(text: str) -> None:
    (part,) = turns("2022年高企多少家", text)[-1].parts
    assert isinstance(part, NoAnswer)
    assert part.reason == "year"


def test_the_home_city_takes_the_place_of_another() -> None:
    found = turns("包头国乳中心有几位院士", "那呼市呢")[-1]
    assert [about(p) for p in found.parts] == [("answer", "dairy-academicians")]


def test_a_question_with_content_of_its_own_is_not_led() -> None:
    found = turns("国乳中心有几位院士", "奶牛瘤胃酸中毒用啥药")[-1]
    assert found.understood_as == "奶牛瘤胃酸中毒用什么药"


def test_a_slip_is_put_right_where_that_settles_the_question() -> None:
    assert last("国乳中心有几家成员单为") == [("answer", "dairy-members")]
