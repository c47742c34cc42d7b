"""Proofreading finds what no cited fact says; the coverage table names every fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.coverage import ARTICLE, LEFT_OUT, coverage, read_left_out, uncovered
from bot.content.fact_tables import FactRow, read_fact_tables
from bot.content.load import load
from bot.content.model import Knowledge
from bot.content.proofread import EXPLAINED, main, proofread, read_explained
from bot.errors import KnowledgeError

PROJECT = Path(__file__).parent.parent
FACTS = PROJECT.parent / "shared" / "facts"

TABLE = """## 测试中心
| No. | what | value | wording | notes |
|---|---|---|---|---|
| F025 | 测试中心 | 成员单位 | 101家 | 约2023 |
| F026 | 测试中心 | 农民 | 800人次 | 任发政院士 |

| No. | topic | fact | source | how sure | as of |
|---|---|---|---|---|---|
| P121 | 后来 | 102家 | 国科发火〔2016〕32号 | M | 2023-12-17 |
| P122 | 条件 | 满1年 | 转载页 | R（2024） | — |
| P123 | 流程 | 先备案 | — | UNVERIFIED | — |

- F196 未写：电话
"""
SUBJECT = """id: centre
subject: 测试中心
names: {任发政: [任院士], 张涌: []}
source: report
entries:
  - id: members
    kind: figure
    question: 测试中心有多少家成员？
    answer: "101家（约2023年）；2023年12月另报102家。依据国科发火〔2016〕32号。"
    refs: [F025, P121]
  - id: farmers
    kind: figure
    question: 测试中心培训了多少农民？
    answer: "任院士培训了800人，张涌没有去；2024年3月共36家，财税〔2018〕64号。"
    refs: [F026, F999]
  - {id: rules, kind: detail, question: 要什么条件？, answer: 满1年，先备案。, refs: [P122, P123]}
unknown:
  - {asks: [电话], say: 资料里没有测试中心的电话。, refs: [F196]}
  - {asks: [地址], say: 资料里没有测试中心的地址，只知道有5层楼。}
"""


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    directory = tmp_path / "knowledge"
    directory.mkdir()
    (directory / "centre.yaml").write_text(SUBJECT, encoding="utf-8")
    (directory / "_sources.yaml").write_text(
        "sources:\n  report: {title: 报道, date: 约2023, certainty: media}\n"
        "  other: {title: 别处, number: 测科〔2020〕9号, date: 2020-02-03, certainty: media}\n",
        encoding="utf-8",
    )
    return load(directory)


@pytest.fixture
def facts(tmp_path: Path) -> dict[str, FactRow]:
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "TABLE.md").write_text(TABLE, encoding="utf-8")
    return read_fact_tables(tmp_path / "facts")


def test_every_claim_without_a_source_is_listed(knowledge: Knowledge, facts: dict[str, FactRow]) -> None:
    assert [(one.where, one.kind, one.claim) for one in proofread(knowledge, facts)] == [
        ("centre#2", "数字", "5"),
        ("farmers", "单位", "800人"),
        ("farmers", "名称", "张涌"),
        ("farmers", "数字", "2024"),
        ("farmers", "数字", "3"),
        ("farmers", "数字", "36"),
        ("farmers", "文号", "财税201864号"),
        ("farmers", "日期", "2024-03"),
        ("farmers", "编号", "F999"),
        ("rules", "未核实", "P123"),
        ("rules", "转载", "P122"),
        ("出处 other", "文号", "测科〔2020〕9号"),
        ("出处 other", "日期", "2020-02-03"),
    ]


def test_the_coverage_table(knowledge: Knowledge) -> None:
    numbers, left_out = ("F025", "F026", "F027", "F028", "F196"), {"F028": "只是小标题"}
    assert uncovered(knowledge, numbers, left_out) == ["F027"]
    assert coverage(knowledge, numbers, left_out).splitlines() == [
        "# 每条事实写在哪里",
        "",
        "由程序从知识文件的 refs 生成，不要手改。F 是报道里的事实，P 是公开资料，A 是容易混淆处的说明。",
        "",
        "- 编号共9个：写进知识的7个，说明了原因没写的1个，漏掉的1个。",
        "- 漏掉的：F027",
        "",
        "## F",
        "",
        "| 编号 | 写在哪里 |",
        "|---|---|",
        "| F025 | 答案 members |",
        "| F026 | 答案 farmers |",
        "| F027 | **漏掉了** |",
        "| F028 | 不写：只是小标题 |",
        "| F196 | 写明没有 centre#1 |",
        "| F999 | 答案 farmers |",
        "",
        "## P",
        "",
        "| 编号 | 写在哪里 |",
        "|---|---|",
        "| P121 | 答案 members |",
        "| P122 | 答案 rules |",
        "| P123 | 答案 rules |",
    ]


def test_reasons_for_leaving_out(tmp_path: Path) -> None:
    path = tmp_path / "left_out.yaml"
    assert read_left_out(path) == {}
    path.write_text("# 说明\nF004: 小标题\nP025: 号码已过时\n", encoding="utf-8")
    assert read_left_out(path) == {"F004": "小标题", "P025": "号码已过时"}
    path.write_text("- F004\n", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        read_left_out(path)


def test_without_fact_tables_there_is_nothing_to_compare(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "nowhere")]) == 2
    assert "没有事实表" in capsys.readouterr().err


def test_explanations_are_read(tmp_path: Path) -> None:
    path = tmp_path / "explained.yaml"
    assert read_explained(path) == {}
    path.write_text("members:\n  '102': 两处相加\n", encoding="utf-8")
    assert read_explained(path) == {("members", "102"): "两处相加"}
    path.write_text("- members\n", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        read_explained(path)


def test_every_fact_of_the_report_is_told_or_explained() -> None:
    assert uncovered(load(PROJECT / "knowledge"), ARTICLE, read_left_out(LEFT_OUT)) == []


def test_the_coverage_table_is_current() -> None:
    expected = coverage(load(PROJECT / "knowledge"), ARTICLE, read_left_out(LEFT_OUT))
    written = (PROJECT / "docs" / "COVERAGE.md").read_text("utf-8")
    assert written == expected, "运行 python -m bot.content.coverage > docs/COVERAGE.md"


@pytest.mark.skipif(not FACTS.is_dir(), reason="the fact tables are not here")
def test_nothing_in_the_shipped_knowledge_is_without_a_source() -> None:
    explained = read_explained(EXPLAINED)
    found = proofread(load(PROJECT / "knowledge"), read_fact_tables(FACTS))
    assert [str(one) for one in found if (one.where, one.claim) not in explained] == []
    used = {(one.where, one.claim) for one in found}
    assert [key for key in explained if key not in used] == [], "these explanations explain nothing any more"
