"""What a farmer or a clerk hears from the shipped knowledge, turn by turn."""

from __future__ import annotations

import functools

import pytest

from bot.content.load import load
from bot.conversation.assistant import Assistant
from bot.conversation.context import MemoryContextStore
from bot.conversation.messages import Answer, NoAnswer, Part, Question, Routed
from tests.replies import TIME
from tests.small_world import SHIPPED, new_chat


@functools.cache
def shipped() -> Assistant:
    return Assistant(load(SHIPPED), MemoryContextStore())


def parts(*texts: str) -> tuple[Part, ...]:
    """What is said to the last of the texts, typed one after another in one chat."""
    chat = new_chat()
    return [shipped().reply(Question(text, chat, TIME)) for text in texts][-1].parts


def answered(*texts: str) -> list[str]:
    return [part.entry for part in parts(*texts) if isinstance(part, Answer)]


@pytest.mark.parametrize(
    ("texts", "entries"),
    [
        (["国乳中心有多少院士", "那专家呢", "它在哪？"], ["dairy-location"]),
        (["国乳中心有多少院士", "叫什么名字"], ["dairy-academician-names"]),
        (["加计扣除比例是多少", "要啥材料"], ["rd-how"]),
        (["国乳中心有几个院士，草业中心有几个科学家"], ["dairy-academicians", "grass-scientists"]),
        (["2022年呼市高企和科小分别有几家"], ["hightech-count-both"]),
        (["付崇毅是谁？他选育了几个品种？"], ["fuchongyi-overview", "fuchongyi-varieties"]),
        (["高企要什么条件，有什么好处"], ["hightech-conditions", "hightech-worth"]),
        (["元和药业那个项目年产值多少", "利润呢"], ["yuanhe-profit"]),
        (["工作站有几种", "第二个"], ["stations-expert"]),
        (["冯院长是谁"], ["fengyan-who"]),
        (["果乳中心有多少成圆单位"], ["dairy-members"]),
        (["guoru zhongxin you duoshao chengyuan danwei"], ["dairy-members"]),
        (["那个冷棚是谁搞的"], ["wangshengli-greenhouse"]),
    ],
)
def test_what_is_asked_is_answered(texts: list[str], entries: list[str]) -> None:
    assert answered(*texts) == entries


@pytest.mark.parametrize(
    ("texts", "reason", "named"),
    [
        (["企业科技特派员工作站有几个", "那包头呢"], "place", "包头"),
        (["五原县特派员多少"], "place", "五原县"),
        (["科小要啥条件", "2019年的呢"], "year", "2019年"),
        (["付崇毅是谁", "他电话多少"], "attribute", "付崇毅"),
        (["特派员工资多少"], "attribute", "工资"),
        (["清华大学有几个特派员"], "organisation", "清华大学"),
    ],
)
def test_what_is_not_there_is_refused_by_name(texts: list[str], reason: str, named: str) -> None:
    (part,) = parts(*texts)
    assert isinstance(part, NoAnswer)
    assert part.reason == reason
    assert named in part.text


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("俺家草莓叶子发白咋办", "crops"),
        ("我家羊拉稀了", "livestock-disease"),
        ("我想死", "crisis"),
        ("秧子上招虫了，需要打药吗", "crops"),
    ],
)
def test_what_others_answer_is_sent_to_them(text: str, route: str) -> None:
    (part,) = parts(text)
    assert isinstance(part, Routed)
    assert part.route == route


def test_the_head_of_the_bureau_is_not_the_mayor() -> None:
    assert answered("呼和浩特市长是谁") == []


def test_an_unknown_person_is_refused_by_name() -> None:
    (part,) = parts("张伟院士是谁")
    assert isinstance(part, NoAnswer)
    assert "张伟" in part.text


def test_a_refused_company_does_not_get_anothers_profit() -> None:
    assert answered("伊利去年利润多少", "那利润呢") == []


@pytest.mark.parametrize(
    "text",
    [
        "你个傻逼",
        "今天天气咋样",
        "给我写首诗",
    ],
)
def test_off_topic_texts_are_offered_nothing(text: str) -> None:
    (part,) = parts(text)
    assert not getattr(part, "choices", ())


def test_a_short_follow_up_is_about_the_last_subject() -> None:
    (part,) = parts("国乳中心在哪里", "电话多少")
    assert isinstance(part, NoAnswer)


@pytest.mark.parametrize(
    "text",
    [
        "总部在哪",
        pytest.param("成员单位多少家", marks=pytest.mark.xfail(reason="it takes whichever entry is likest")),
    ],
)
def test_a_question_that_names_nothing_is_not_guessed(text: str) -> None:
    assert answered(text) == []


@pytest.mark.xfail(reason="words known only as another form are not heard in Latin letters")
@pytest.mark.parametrize("text", ["gaoqi yao sha tiaojian"])
def test_an_abbreviation_is_read_in_latin_letters(text: str) -> None:
    assert answered(text) == ["hightech-conditions"]


def test_three_questions_in_one_text_get_answers() -> None:
    assert set(answered("科技特派员是干啥的，怎么请，收不收费")) >= {"tepaiyuan-how", "tepaiyuan-free"}


def test_a_story_is_read_with_what_it_is_about() -> None:
    text = "我种了五亩草莓去年死了一半苗，听说有个专家搞脱毒苗，他叫啥名字"
    assert all(entry.startswith("fuchongyi") for entry in answered(text))
    assert answered(text)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("我公司成立8个月能报高企吗", "员工20人够不够"),
        ("我公司收入4800万研发费占比多少够高企", "收入3亿呢"),
    ],
)
def test_a_case_told_on_is_about_the_last_subject(before: str, text: str) -> None:
    found = answered(before, text)
    assert all(entry in {"hightech-conditions", "hightech-rd-ratio", "hightech-staff"} for entry in found)
