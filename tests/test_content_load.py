"""Good knowledge files become exactly the snapshot they describe."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.content.load import check, load
from bot.content.model import (
    Attribute,
    Entry,
    Fact,
    FactValue,
    Knowledge,
    Route,
    SmallTalk,
    Source,
    Subject,
    Terms,
    Topic,
    Unknown,
)

TODAY = dt.date(2026, 6, 1)
REPORT = Source("report", "一篇报道", "青城日报", "", "约2023", "media", "", "")
NOTICE = Source(
    "notice", "一份通知", "", "测科〔2023〕1号", "2023-05-06", "repost", "https://www.gov.cn/a", "测科1号"
)
DAILY = Source("daily", "后来的报道", "", "", "2024-12-17", "official", "", "")

FILES = {
    "_topics.yaml": "topics:\n  - {id: general, title: 总体布局, about: 都在这里}\n",
    "_sources.yaml": """
sources:
  report: {title: 一篇报道, issuer: 青城日报, date: 约2023, certainty: media}
  notice:
    title: 一份通知
    number: 测科〔2023〕1号
    date: 2023-05-06
    certainty: repost
    short: 测科1号
    url: https://www.gov.cn/a
  daily: {title: 后来的报道, date: 2024-12-17, certainty: official}
""",
    "_routes.yaml": """
routes:
  - {id: city, title: 政务热线, asks: [拨哪个热线], say: 请拨12345。, related: [test-members], refs: [P020]}
""",
    "_small_talk.yaml": "small_talk:\n  - {id: greeting, asks: [你好, 在吗], say: 您好。}\n",
    "_terms.yaml": """
synonyms: [[科技特派员, 科特派], [多少, 几]]
fillers: [请问]
function_words: [的, 了]
attributes:
  - {id: phone, label: 电话, words: [电话, 号码], hard: true}
  - {id: who, label: 负责人, words: [谁], hard: false}
home_places: [呼和浩特]
districts: [赛罕区]
place_aliases: {呼市: 呼和浩特}
""",
    "programs/centre.yaml": """
id: centre
subject: 青城测试技术中心
aliases: [测试中心, 测中]
names:
  任发政: [任院士]
  孙宝国: []
topic: general
audience: [enterprise]
source: report
facts:
  members:
    label: 成员单位
    unit: 家
    asks: [会员单位有几家]
    refs: [F025]
    values:
      - {value: 101, as_of: 约2023}
      - {value: 102, as_of: 2024-12, source: daily}
  staff:
    label: 科研人员
    unit: 名
    asks: [测中有几个研究员]
    values:
      - {value: 500, as_of: 约2023, status: planned}
  open: {label: 周末开放, asks: [周末开不开], values: [{value: no, as_of: "2024"}]}
entries:
  - id: centre-members
    kind: figure
    question: 青城测试技术中心有多少家成员单位？
    phrasings: [测中成员几家, 测试中心会员数]
    answer: "{members:约2023}成员单位，约2023年；2024年12月另报{members}。"
    related: [centre-rules, centre.staff]
    refs: [F025, P121]
  - id: centre-rules
    kind: conditions
    question: 加入测试中心要什么条件？
    label: 入会条件
    answer: |
      ①注册满 12:30
      ②号码010
    farmer_answer: 先注册。
    full: 全文在此。
    source: [notice, report]
    region: 乌海市
    audience: [enterprise, farmer]
    valid_from: 2023-06-01
    valid_until: 2027-12-31
    review_by: 2027-01-01
    checked_on: 2026-05-01
    contacts: [市科技局]
    links: [https://www.gov.cn/b]
unknown:
  - {asks: [电话, 怎么联系], say: 资料里没有测试中心的联系电话。, route: city, refs: [F196]}
  - {id: centre-other-place, asks: [包头的中心], say: 资料里没有包头的中心。, reason: place}
""",
}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def members() -> Fact:
    values = (
        FactValue("101", "约2023", "achieved", (REPORT,)),
        FactValue("102", "2024-12", "achieved", (DAILY,)),
    )
    return Fact("members", "成员单位", "家", ("会员单位有几家",), values, ("F025",))


def members_entry() -> Entry:
    return Entry(
        id="centre-members",
        subject="centre",
        kind="figure",
        question="青城测试技术中心有多少家成员单位？",
        label="测中有多少家成员单位",
        phrasings=("测中成员几家", "测试中心会员数", "青城测试技术中心会员单位有几家"),
        answer="101家成员单位，约2023年；2024年12月另报102家。",
        farmer_answer="",
        full="",
        related=("centre-rules", "centre.staff"),
        topic="general",
        audience=("enterprise",),
        sources=(REPORT, DAILY),
        as_of="2024-12",
        warnings=(),
        region="",
        contacts=(),
        links=(),
        refs=("F025", "P121"),
        from_fact="",
        certainty="media",
    )


def rules_entry() -> Entry:
    return Entry(
        id="centre-rules",
        subject="centre",
        kind="conditions",
        question="加入测试中心要什么条件？",
        label="入会条件",
        phrasings=(),
        answer="①注册满 12:30\n②号码010",
        farmer_answer="先注册。",
        full="全文在此。",
        related=(),
        topic="general",
        audience=("farmer", "enterprise"),
        sources=(NOTICE, REPORT),
        as_of="2023-05-06",
        warnings=(
            "这是乌海市的规定，供参考。",
            "据转载，以原文和最新通知为准。",
            "有效期至2027年12月31日，之后以最新通知为准。",
        ),
        region="乌海市",
        contacts=("市科技局",),
        links=("https://www.gov.cn/b",),
        refs=(),
        from_fact="",
        certainty="repost",
        valid_from=dt.date(2023, 6, 1),
        valid_until=dt.date(2027, 12, 31),
        review_by=dt.date(2027, 1, 1),
        checked_on=dt.date(2026, 5, 1),
    )


def staff_entry() -> Entry:
    return Entry(
        id="centre.staff",
        subject="centre",
        kind="figure",
        question="青城测试技术中心科研人员是多少？",
        label="测中科研人员是多少",
        phrasings=("测中有几个研究员",),
        answer="青城测试技术中心科研人员：预计500名（约2023年）。",
        farmer_answer="",
        full="",
        related=("centre-members", "centre-rules"),
        topic="general",
        audience=("enterprise",),
        sources=(REPORT,),
        as_of="约2023",
        warnings=(),
        region="",
        contacts=(),
        links=(),
        refs=(),
        from_fact="staff",
        certainty="media",
    )


def test_a_folder_becomes_the_snapshot_it_describes(directory: Path) -> None:
    knowledge = load(directory)
    staff = Fact(
        "staff",
        "科研人员",
        "名",
        ("测中有几个研究员",),
        (FactValue("500", "约2023", "planned", (REPORT,)),),
        (),
    )
    weekend = Fact(
        "open", "周末开放", "", ("周末开不开",), (FactValue("no", "2024", "achieved", (REPORT,)),), ()
    )
    entries = [members_entry(), rules_entry(), staff_entry(), knowledge.entries["centre.open"]]
    assert knowledge == Knowledge(
        version=knowledge.version,
        subjects={
            "centre": Subject(
                id="centre",
                name="青城测试技术中心",
                aliases=("测试中心", "测中"),
                names={"任发政": ("任院士",), "孙宝国": ()},
                topic="general",
                audience=("enterprise",),
                facts=(members(), staff, weekend),
                entries=tuple(entry.id for entry in entries),
                unknown=(
                    Unknown(
                        "centre#1",
                        "centre",
                        ("电话", "怎么联系"),
                        "资料里没有测试中心的联系电话。",
                        "city",
                        "attribute",
                        ("F196",),
                    ),
                    Unknown(
                        "centre-other-place",
                        "centre",
                        ("包头的中心",),
                        "资料里没有包头的中心。",
                        "",
                        "place",
                        (),
                    ),
                ),
                file="programs/centre.yaml",
            )
        },
        entries={entry.id: entry for entry in entries},
        topics=(Topic("general", "总体布局", "都在这里"),),
        sources={"report": REPORT, "notice": NOTICE, "daily": DAILY},
        routes={"city": Route("city", "政务热线", ("拨哪个热线",), "请拨12345。", (), ("P020",))},
        small_talk=(SmallTalk("greeting", ("你好", "在吗"), "您好。"),),
        terms=Terms(
            synonyms=(("科技特派员", "科特派"), ("多少", "几")),
            fillers=("请问",),
            function_words=("的", "了"),
            attributes=(
                Attribute("phone", "电话", ("电话", "号码"), True),
                Attribute("who", "负责人", ("谁",), False),
            ),
            home_places=("呼和浩特",),
            districts=("赛罕区",),
            place_aliases={"呼市": "呼和浩特"},
        ),
    )
    assert knowledge.entries["centre.open"].answer == "青城测试技术中心周末开放：no（2024年）。"


def test_the_only_complaint_is_the_link_to_nowhere(directory: Path) -> None:
    assert [str(one) for one in check(directory, today=TODAY)] == [
        "_routes.yaml:3:69: 没有叫“test-members”的问题；是不是“centre-members” [unknown-related]"
    ]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(directory: Path) -> None:
    before = load(directory)
    path = directory / "programs" / "centre.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load(directory) == before


def test_the_version_changes_with_any_text(directory: Path) -> None:
    before = load(directory)
    path = directory / "_small_talk.yaml"
    path.write_text(path.read_text("utf-8").replace("您好。", "您好，"), encoding="utf-8")
    assert len(before.version) == 12
    assert load(directory).version != before.version


def test_a_subject_file_alone_is_enough(tmp_path: Path) -> None:
    (tmp_path / "_sources.yaml").write_text(FILES["_sources.yaml"], encoding="utf-8")
    (tmp_path / "x.yaml").write_text(
        "id: x\nsubject: 某站\nsource: report\nentries:\n"
        "  - {id: x-a, kind: detail, question: 某站在哪？, answer: 在城里。}\n",
        encoding="utf-8",
    )
    knowledge = load(tmp_path)
    assert list(knowledge.entries) == ["x-a"]
    assert knowledge.entries["x-a"].audience == ("farmer", "enterprise")
    assert (knowledge.topics, knowledge.routes, knowledge.small_talk) == ((), {}, ())
    assert check(tmp_path, today=TODAY) == []


def test_a_fact_told_by_two_entries_is_answered_by_its_own(directory: Path) -> None:
    path = directory / "programs" / "centre.yaml"
    second = """entries:
  - id: centre-growth
    kind: figure
    question: 测试中心成员增加了吗？
    answer: "增加了，2024年12月{members}。"
"""
    path.write_text(path.read_text("utf-8").replace("entries:\n", second), encoding="utf-8")
    made = load(directory).entries["centre.members"]
    assert made.answer == "青城测试技术中心成员单位：102家（2024年12月）。此前：101家（约2023年）。"
    assert made.sources == (DAILY,)
