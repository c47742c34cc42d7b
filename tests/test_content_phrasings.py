"""Which questions count as the same: compared with brute force and with examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from bot.content.check_phrasings import NEAR, alike, normalised, phrasing_problems
from bot.content.drafts import draft
from bot.content.folder import read_folder

TEXTS = st.lists(st.text("甲乙丙丁", max_size=30), max_size=30)


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.data())
def test_all_pairs_are_found(texts: list[str], data: st.DataObject) -> None:
    for text in list(texts):
        at = data.draw(st.integers(0, len(text)))
        texts.append(text[:at] + "戊" + text[at + 1 :])
    everything = {
        (left, right)
        for left in range(len(texts))
        for right in range(left + 1, len(texts))
        if fuzz.ratio(texts[left], texts[right]) >= NEAR
    }
    assert set(alike(texts)) == everything
    assert set(alike(texts, block=3)) == everything


def test_typing_makes_no_difference() -> None:
    assert normalised("ＡＢＣ　成员，几家？") == normalised("abc成员几家") == "abc成员几家"


def rules(directory: Path, first: str, second: str) -> list[str]:
    """What is said of two entries, each with one of these questions."""
    (directory / "centre.yaml").write_text(
        "id: centre\nsubject: 国家乳业技术创新中心\naliases: [国乳中心]\nnames: {国家草业技术创新中心: []}\n"
        f'entries:\n  - {{id: a, kind: detail, question: "{first}", answer: 甲。}}\n'
        f'  - {{id: b, kind: detail, question: "{second}", answer: 乙。}}\n',
        encoding="utf-8",
    )
    folder, _ = read_folder(directory)
    return [one.rule for one in phrasing_problems(draft(folder))]


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("国乳中心成员几家", "国乳中心成员几家？", ["equal-phrasing"]),
        ("国乳中心有多少家成员单位", "请问国乳中心有多少家的成员单位呢", ["near-phrasing"]),
        ("企业怎样才能申请企业科技特派员工作站", "企业怎么样才能申请企业科技特派员工作站", ["near-phrasing"]),
        # one character apart, but another centre, another year, another thing
        ("国家乳业技术创新中心有多少家成员单位", "国家草业技术创新中心有多少家成员单位", []),
        ("呼和浩特市2022年一共有多少家高新技术企业", "呼和浩特市2023年一共有多少家高新技术企业", []),
        ("国家乳业技术创新中心有几位院士", "国家乳业技术创新中心有几位专家", []),
        ("国乳中心院士几位", "国乳中心专家几位", []),
    ],
)
def test_examples(first: str, second: str, said: list[str], tmp_path: Path) -> None:
    assert rules(tmp_path, first, second) == said
