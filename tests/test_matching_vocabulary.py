"""What is recognised in a question: names, places, years, asking words; who wins where they overlap."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.phrasebook import Span
from bot.matching.understand import Understood
from tests.small_world import knowledge, matcher

DAIRY, GRASS, HIGHTECH, FU = "s:dairy", "s:grass", "s:hightech", "s:fuchongyi"


def understood(text: str) -> Understood:
    return matcher().understand(matcher().read(text))


def said(text: Understood, spans: tuple[Span[Any], ...]) -> list[str]:
    return ["".join(text.text.units[s.start : s.end]) for s in spans]


def recognised(raw: str) -> dict[str, list[str]]:
    """The stretches of a text by kind, those that are there."""
    text = understood(raw)
    kinds = {
        "names": said(text, text.names),
        "home": said(text, text.home),
        "districts": said(text, text.districts),
        "places": said(text, text.places),
        "strangers": said(text, text.strangers),
    }
    return {kind: found for kind, found in kinds.items() if found}


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("国乳中心有几家成员单位", {"names": ["国乳中心"]}),
        ("包头市科技局", {"places": ["包头市"]}),
        ("上海交通大学", {"names": ["上海交通大学"]}),
        ("上海交大的冯雁教授", {"names": ["上海交通大学", "冯雁教授"]}),
        ("上海有几家", {"places": ["上海"]}),
        ("清华大学", {"strangers": ["清华大学"]}),
        ("呼市赛罕区的草业中心", {"home": ["呼和浩特"], "districts": ["赛罕区"], "names": ["草业中心"]}),
        ("鄂尔多斯国乳中心", {"places": ["鄂尔多斯"], "names": ["国乳中心"]}),
        ("平台中有几家", {}),
        ("目前我市", {"home": ["呼和浩特"]}),
        ("随便说说", {}),
    ],
)
def test_names_and_places_share_the_text_between_them(raw: str, found: dict[str, list[str]]) -> None:
    assert recognised(raw) == found


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("国乳中心", {DAIRY}),
        ("国如中心", {DAIRY}),
        ("guoru zhongxin", {DAIRY}),
        ("國乳中心", {DAIRY}),
        ("国乳 中心", {DAIRY}),
        ("高企", {HIGHTECH}),
        ("gxjsqy", {HIGHTECH}),
        ("fcy", {FU}),
        ("付老师", {FU}),
        ("付教授", {FU}),
        ("姓付的", {FU}),
        ("冯院长", {"n:冯雁"}),
        ("任院士", {"n:任发政"}),
        ("张院长", set()),
        ("清华大学", set()),
        ("国乳中心和草业中心", {DAIRY, GRASS}),
    ],
)
def test_a_name_is_known_however_it_is_said(raw: str, names: set[str]) -> None:
    assert understood(raw).name_ids == names


@pytest.mark.parametrize(
    ("raw", "full"),
    [
        ("包头的", "包头市"),
        ("baotou", "包头市"),
        ("鄂尔多斯", "鄂尔多斯市"),
        ("四子王旗", "四子王旗"),
        ("五原县", "五原县"),
    ],
)
def test_a_place_is_known_by_its_short_form(raw: str, full: str) -> None:
    assert [[p.full for p in s.values] for s in understood(raw).places] == [[full]]


@pytest.mark.parametrize(
    ("raw", "years"),
    [
        ("2019年有几家", ("2019",)),
        ("22年", ("2022",)),
        ("二零二二年", ("2022",)),
        ("2019年和22年和2019年", ("2019", "2022")),
        ("22家", ()),
        ("收入2000万", ()),
        ("少损失2000块", ()),
        ("1365家", ()),
    ],
)
def test_years_are_known(raw: str, years: tuple[str, ...]) -> None:
    assert understood(raw).years == years


@pytest.mark.parametrize(
    ("raw", "demands"),
    [
        ("有多少", [{"count"}]),
        ("有几家", [{"count"}]),
        ("在哪", [{"where"}]),
        ("在哪里", [{"where"}]),
        ("电话多少", [{"phone"}, {"count"}]),
        ("几月截止", [{"when"}, {"deadline"}]),
        ("研发费用占多少", [{"ratio"}]),
        ("草莓", []),
    ],
)
def test_asking_words_say_what_is_asked(raw: str, demands: list[set[str]]) -> None:
    assert [set(d) for d in understood(raw).demands] == demands


def test_a_role_asks_only_when_somebody_is_asked_for() -> None:
    assert not any("chairman" in d for d in understood("老板问高企有啥好处").demands)
    assert any("chairman" in d for d in understood("老板是谁").demands)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("高企要啥条件", "高新技术企业要什么条件"),
        ("呼市拢共几家", "呼和浩特1共几家"),
        ("guoru zhongxin you duoshao yuanshi", "国乳中心有多少院士"),
        ("国ru中心", "国<ru>中心"),
        ("上海交大", "上海交通大学"),
        ("kankan fcy", "看看 付崇毅"),
    ],
)
def test_a_text_is_read_in_the_words_of_the_knowledge(typed: str, canonical: str) -> None:
    assert str(matcher().read(typed)) == canonical


def test_areas_wider_than_the_city_are_its_scope() -> None:
    assert understood("内蒙古有几家").scope == {"内蒙古"}
    assert understood("呼市有几家").scope == frozenset()


def test_what_is_recognised_is_no_content_and_the_rest_is() -> None:
    text = understood("国乳中心有几位院士")
    assert text.text.units == ("国", "乳", "中", "心", "有", "几", "位", "院", "士")
    assert text.weights == (0, 0, 0, 0, 0, 0, 0, 1, 1)


def test_a_name_inside_a_longer_name_is_nested() -> None:
    assert understood("国家乳业技术创新中心").name_ids == {DAIRY}
    assert DAIRY in understood("国家乳业技术创新中心").nested_names


@pytest.mark.parametrize("subject", ["dairy", "grass", "hightech", "fuchongyi"])
def test_every_name_of_a_subject_is_recognised_in_full(subject: str) -> None:
    one = knowledge().subjects[subject]
    for name in (one.name, *one.aliases):
        text = understood(name)
        assert [(s.start, s.end) for s in text.names] == [(0, len(text.text))], name


WORDS = ["国乳中心", "包头市", "上海交通大学", "冯院长", "几家", "在哪", "2022年", "高企"]
WORDS += ["赛罕区", "清华大学", "草莓", "，", "的", "baotou"]


@given(st.lists(st.sampled_from(WORDS), max_size=7).map("".join))
def test_recognised_stretches_never_overlap(raw: str) -> None:
    text = understood(raw)
    spans: tuple[Span[Any], ...] = (*text.names, *text.home, *text.districts, *text.places, *text.strangers)
    positions = [i for s in spans for i in range(s.start, s.end)]
    assert len(positions) == len(set(positions))
    assert len(text.weights) == len(text.gram_weights) == len(text.text)
    assert all(0 <= w <= 1 for w in (*text.weights, *text.gram_weights))
