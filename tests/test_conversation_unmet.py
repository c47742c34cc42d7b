"""Questions that come near to the shipped knowledge and ask for what nobody wrote down."""

from __future__ import annotations

import pytest

from bot.conversation.messages import Answer, NoAnswer, Routed, Suggestions
from tests.test_conversation_shipped import parts


@pytest.mark.parametrize(
    ("text", "reason", "named"),
    [
        ("付崇毅选育出几个葡萄新品种", "other", "葡萄"),
        ("冯雁团队的羊痘快检试剂研发好了吗", "other", "羊痘"),
        ("耗赖山村种草莓的一共多少户", "attribute", "户数"),
        ("自动驾驶的车一共跑了多少公里", "attribute", ""),
        ("国乳中心的行业专家里外国人占几位", "attribute", ""),
        ("草业中心实际吸纳了多少科研人员", "attribute", "实际"),
        ("单清水河一个县培养了几个技术骨干", "place", "清水河"),
        ("被评为全国优秀的科技特派员工作站有几家", "place", "全国"),
        ("chifeng you duoshao gaoqi", "place", "赤峰"),
        ("疫苗中心那本转基因证书的编号", "attribute", "编号"),
        ("元和药业的揭榜项目哪年完工", "attribute", ""),
        ("国乳中心的会费一年多少", "attribute", ""),
        ("兰州大学一家给草业中心派了几个团队", "attribute", "各单位"),
        ("科技特派员专家工作站没通过备案的有几家", "attribute", "没通过备案"),
        ("哪个旗县办的实用技术培训班最少", "attribute", "最少"),
        ("沈国清教授带了几个研究生搞秸秆", "attribute", "学生人数"),
        ("乳业中心的行业专家里，女专家有几位", "attribute", "女"),
        ("企业科技特派员讲惠企政策一共讲了多少场", "attribute", ""),
        ("国家马业技术创新中心的总部是几月份启用的", "organisation", "国家马业技术创新中心"),
        ("特派员工资多少", "attribute", "工资"),
        ("五百三十七名企业特派员里，女同志有多少名", "attribute", "性别"),
        ("科技特派员在清水河县搞的现场指导，共有多少场次", "place", ""),
        ("我是土左旗的，就我们旗的大规模实用技术培训班办了几期", "place", "您那里"),
        ("特派员什么时候来俺村", "place", "您那里"),
        ("派到武川的农业科技人才是多少名，清水河又是多少名", "place", ""),
        ("商贸职业学院那个站服务的企业里餐饮占多少家", "attribute", "各类"),
        ("引进的新品种和新技术各是多少项，能分开说吗", "attribute", ""),
        ("乳业中心除了点名那三位，剩下的院士都叫啥", "attribute", ""),
        ("去年全市有多少家高企", "year", "去年"),
        ("科小和高企有啥区别", "attribute", "比较"),
        ("我家有五十亩玉米，秸秆想卖给中孚明丰。请问他们收秸秆给多少钱一吨，啥时候来拉？", "attribute", ""),
    ],
)
def test_what_is_missing_is_named(text: str, reason: str, named: str) -> None:
    (part,) = parts(text)
    assert isinstance(part, NoAnswer), part
    assert part.reason == reason
    assert named in part.text


def test_what_there_is_of_the_kind_is_said_too() -> None:
    (part,) = parts("付崇毅选育了几个土豆新品种")
    assert isinstance(part, NoAnswer)
    assert "没有马铃薯的，写的是草莓的" in part.text


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("付崇毅选育了几个草莓新品种", "fuchongyi-varieties"),
        ("每年派的39名人才里有多少博士", "agri-39-doctors"),
        ("卡台基村草莓温室多少栋", "strawberry-katai"),
        ("武川和清水河的农业科技人才培养了几个技术骨干", "agri-39-backbones"),
        ("草业中心预计吸纳多少科研人员", "grass-researchers"),
        ("服务了多少家企业", "guide-served"),  # tells all of them
        ("上海智能网联的内蒙古分公司是2021年落地的吗", "icv-year"),
        ("记者核数：科技特派员带动了多少人就业", "tepaiyuan-jobs"),
        ("乳业中心院士和专家各多少", "dairy-talent"),
        ("企业特派员服务了多少家企业，不要宣讲的那个数", "enterprise-stations-served"),
    ],
)
def test_what_is_written_is_still_answered(text: str, entry: str) -> None:
    assert entry in [part.entry for part in parts(text) if isinstance(part, Answer)]


@pytest.mark.parametrize(
    "text",
    [
        "一共服务了几家",  # of whom?
        "领新站给哪家企业搭的平台",  # the entry only counts
        "二百八十八家企业指的是啥",  # a number nobody wrote down
        "科小和高企能一块报不",  # the entry counts and gives no leave
    ],
)
def test_what_may_be_meant_is_only_offered(text: str) -> None:
    (part,) = parts(text)
    assert isinstance(part, Suggestions)
    assert part.choices


def test_help_comes_first_however_the_rest_is_typed() -> None:
    (part,) = parts("今天问补贴德，哎呀我爸突然晕倒了")
    assert isinstance(part, Routed)


@pytest.mark.parametrize("text", ["800", "八百", "57", "13人"])
def test_a_bare_number_gets_what_it_may_be(text: str) -> None:
    (part,) = parts(text)
    assert isinstance(part, Suggestions)
    assert part.choices


def test_two_questions_in_one_long_text_get_two_answers() -> None:
    said = parts("国家草业技术创新中心（筹）集聚了多少家单位？柔性引进的团队一共多少个？")
    assert [p.entry for p in said if isinstance(p, Answer)] == ["grass-units", "grass-teams"]


@pytest.mark.parametrize(
    "text", ["我公司2023年收入6000万研发费用300万够高企吗", "俺们厂2021年开的，高企能报不"]
)
def test_a_year_in_passing_is_no_reason_to_refuse(text: str) -> None:
    assert not any(isinstance(part, NoAnswer) and part.reason == "year" for part in parts(text))


def test_a_plant_that_dies_is_no_danger_to_a_person() -> None:
    said = parts("圪蔫了好多草莓苗，活不成，什么缘由")
    assert [part.entry for part in said if isinstance(part, Answer)] == ["strawberry-dead"]


@pytest.mark.parametrize(
    "text",
    [
        "种草莓赔光了，活不成",
        "草莓苗死了一大片，不想活了",
        "高企条件是什么，不想活了",
        "草莓苗死了，想喝药",
        "草莓苗死了，救命",
        "羊死了好几只，不想活了",
    ],
)
def test_a_person_in_danger_comes_before_what_else_is_asked(text: str) -> None:
    (part,) = parts(text)
    assert isinstance(part, Routed)
    assert part.route in {"crisis", "poisoning", "emergency"}


def test_what_is_asked_word_for_word_is_answered() -> None:
    part = parts("上海智能网联汽车技术中心有限公司内蒙古分公司")[0]
    assert isinstance(part, Answer)
    assert part.entry == "icv-overview"


def test_a_route_also_offers_what_is_named() -> None:
    (part,) = parts("羊得布病死了几只咋整")
    assert isinstance(part, Routed)
    assert any(choice.entry.startswith("brucellosis") for choice in part.choices)
