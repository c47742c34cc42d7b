"""One question, one reply: what answers and refusals hold, and what they never hold."""

from __future__ import annotations

import pytest

from bot.content.model import Audience
from bot.conversation.messages import Answer, NoAnswer, Part, Question, Reply, Routed, Suggestions
from tests.replies import TIME
from tests.small_world import FIGURES, about, assistant, knowledge, new_chat

SCOPE = "我只有呼和浩特的科技项目和政策资料"
ASK = "可以问旗县区或市科技局，不知道找谁就拨12345。"


def reply(text: str, audience: Audience | None = None, entry: str = "") -> Reply:
    return assistant().reply(Question(text, new_chat(), TIME, audience, entry=entry))


def only(text: str) -> Part:
    (part,) = reply(text).parts
    return part


def said(text: str) -> list[tuple[str, str]]:
    """What kind of part is said, and what it is about."""
    return [about(part) for part in reply(text).parts]


def test_an_answer_holds_everything_a_person_needs() -> None:
    part = only("国乳中心有几家成员单位")
    assert isinstance(part, Answer)
    assert 0.45 <= part.confidence <= 1
    assert (part.entry, part.text, part.source_line, part.as_of, part.full, part.other_audience) == (
        "dairy-members",
        "101家：国家乳业技术创新中心成员单位（约2023年）。",
        "出处：《一篇报道》",
        "约2023",
        "",
        "farmer",
    )
    assert [(c.entry, c.question, c.label, c.answer) for c in part.related] == [
        (
            "dairy-academicians",
            "国家乳业技术创新中心引进了多少位院士？",
            "乳业中心院士数",
            "10位：国家乳业技术创新中心柔性引进的院士（约2023年）。",
        ),
        (
            "dairy-experts",
            "国家乳业技术创新中心有多少位行业专家？",
            "乳业中心专家数",
            "128位：国家乳业技术创新中心的行业专家（约2023年）。",
        ),
    ]


def test_an_answer_from_a_reprint_carries_its_warning_and_the_number_of_the_document() -> None:
    part = only("高企税率多少")
    assert isinstance(part, Answer)
    assert part.text == "15%：高新技术企业的企业所得税税率（2022年）。\n据转载，以原文和最新通知为准。"
    assert part.source_line == "出处：测科〔2022〕1号"


@pytest.mark.parametrize("entry", sorted(knowledge().entries))
def test_every_entry_answers_its_own_question(entry: str) -> None:
    assert said(knowledge().entries[entry].question)[0] == ("answer", entry)


@pytest.mark.parametrize("entry", sorted(knowledge().entries))
def test_a_button_gives_its_entry_whatever_its_text(entry: str) -> None:
    (part,) = reply("随便什么", entry=entry).parts
    assert isinstance(part, Answer)
    assert (part.entry, part.confidence) == (entry, 1.0)


@pytest.mark.parametrize(
    ("audience", "text"),
    [
        (None, "101家：国家乳业技术创新中心成员单位（约2023年）。"),
        ("enterprise", "101家：国家乳业技术创新中心成员单位（约2023年）。"),
        ("farmer", "国家乳业技术创新中心一共有101家成员单位，是约2023年报道的数。"),
    ],
)
def test_the_audience_chooses_the_wording(audience: Audience | None, text: str) -> None:
    (part,) = reply("国乳中心有几家成员单位", audience).parts
    assert isinstance(part, Answer)
    assert part.text == text
    assert part.other_audience == ("enterprise" if audience == "farmer" else "farmer")


def test_an_answer_with_one_wording_offers_no_other() -> None:
    (part,) = reply("国乳中心有几位院士", "farmer").parts
    assert isinstance(part, Answer)
    assert part.other_audience is None


@pytest.mark.parametrize(
    "text",
    [
        "国乳中心有几位院士",
        "國乳中心有幾位院士？",
        "你好，国乳中心有几位院士",
        "国乳中心有几位院士！！！👍",
        "guoru zhongxin you jiwei yuanshi",
        "国如中心有几位远士",
        "国乳中心，到底请了几位院士呀，谢谢",
        "  国乳中心 院士 几位  ",
    ],
)
def test_a_question_is_understood_however_it_is_said(text: str) -> None:
    assert said(text) == [("answer", "dairy-academicians")]


REFUSED = [
    ("包头国乳中心有几位院士", "place", f"您问的是包头的事。{SCOPE}，没有包头的。请在当地拨12345。"),
    ("2019年高企多少家", "year", f"资料里没有2019年的这项数据。{ASK}"),
    ("国乳中心的工资多少", "attribute", f"资料里没有国家乳业技术创新中心的工资待遇。{ASK}"),
    ("高企的电话", "attribute", f"资料里没有高新技术企业的电话或联系方式。{ASK}"),
    ("国乳中心电话", "attribute", "资料里没有国家乳业技术创新中心的电话。不知道找谁就拨12345。"),
    ("付崇毅多大年纪", "person", f"资料里没有付崇毅的年龄。{ASK}"),
    ("张伟院士是谁", "person", f"资料里没有“张伟”这个人。{SCOPE}。"),
    ("青藤技术创新中心有几位院士", "organisation", f"资料里没有“青藤技术创新中心”的内容。{SCOPE}。"),
]


@pytest.mark.parametrize(("text", "reason", "words"), REFUSED)
def test_a_refusal_names_what_is_missing(text: str, reason: str, words: str) -> None:
    part = only(text)
    assert isinstance(part, NoAnswer)
    assert (part.reason, part.text) == (reason, words)


@pytest.mark.parametrize("text", [text for text, _, _ in REFUSED])
def test_a_refusal_holds_no_neighbouring_figure(text: str) -> None:
    part = only(text)
    assert isinstance(part, NoAnswer)
    assert [f for f in FIGURES if f in part.text] == []
    assert 0 < len(part.choices) <= 3


def test_a_curated_refusal_names_its_route() -> None:
    part = only("国乳中心怎么联系")
    assert isinstance(part, NoAnswer)
    assert part.route == "hotline"


def test_a_route_says_whom_to_ask_and_what_else_there_is() -> None:
    part = only("路灯不亮了")
    assert isinstance(part, Routed)
    assert (part.route, part.text, [c.entry for c in part.choices]) == (
        "hotline",
        "请拨12345。",
        ["dairy-overview"],
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("我家羊拉稀了", [("route", "animals")]),
        ("你好", [("talk", "greeting")]),
        ("谢谢啦", [("talk", "thanks")]),
    ],
)
def test_routes_and_small_talk_are_known(text: str, parts: list[tuple[str, str]]) -> None:
    assert said(text) == parts


def test_a_bare_name_is_told_about_and_more_is_offered() -> None:
    told, more = reply("高企").parts
    assert isinstance(told, Answer)
    assert isinstance(more, Suggestions)
    assert (told.entry, more.lead) == ("hightech-overview", "还可以问：")
    assert told.entry not in [c.entry for c in more.choices]


def test_a_question_that_fits_several_gets_choices() -> None:
    part = only("有几位院士")
    assert isinstance(part, Suggestions)
    assert part.lead == "您是不是想问："
    assert {c.entry for c in part.choices} >= {"dairy-academicians", "grass-academicians"}
    assert len(part.choices) <= 3


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("国乳中心有几家成员单位，在哪里？", ["dairy-members", "dairy-location"]),
        ("国乳中心有几家成员单位？在哪里？", ["dairy-members", "dairy-location"]),
        ("国乳中心几位院士，草业中心几位院士", ["dairy-academicians", "grass-academicians"]),
    ],
)
def test_two_questions_in_one_text_get_two_answers(text: str, entries: list[str]) -> None:
    assert said(text) == [("answer", entry) for entry in entries]


def test_a_reply_tells_which_knowledge_it_was_made_of() -> None:
    found = reply("國乳中心有幾位院士")
    assert found.knowledge_version == knowledge().version
    assert found.understood_as == "国乳中心有几位院士"
