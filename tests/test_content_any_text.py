"""Whatever lies in a knowledge file: it loads, or KnowledgeError says why. Nothing else happens."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.content.load import check, load
from bot.content.problems import Problem
from bot.errors import KnowledgeError

GOOD = """id: centre
subject: 测试中心
source: report
facts:
  members: {label: 成员, unit: 家, asks: [几家], values: [{value: 12, as_of: 约2023}]}
entries:
  - id: centre-members
    kind: figure
    question: 测试中心有几家成员？
    phrasings: [测中几家]
    answer: "{members}。"
"""
PIECES = [
    *"{}[]:,&*!|>'\"%@`#?-~\t\n \\：“”\u200b\x00é😀",
    "members",
    "id: ",
    "- ",
    "\n  ",
    "null",
    "{x}",
    "<<: ",
]


def outcome(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        (directory / "_sources.yaml").write_text(
            "sources: {report: {title: 报道, date: 约2023, certainty: media}}", encoding="utf-8"
        )
        (directory / "centre.yaml").write_bytes(raw)
        problems = check(directory, today=dt.date(2026, 1, 1))
        for problem in problems:
            assert str(problem).startswith(f"{problem.file}:{problem.line}:{problem.column}: ")
            assert problem.line >= 1
            assert problem.column >= 1
        assert set(problems_of_loading(directory)) <= set(problems)


def problems_of_loading(directory: Path) -> tuple[Problem, ...]:
    try:
        assert load(directory).subjects
    except KnowledgeError as error:
        return error.problems
    return ()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
@example(b"\xff\xfe\x00\x00")
@example(b"a: " + b"[" * 5000)
@example(b"- " * 100_000)
@example(b"")
def test_any_bytes(raw: bytes) -> None:
    outcome(raw)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_text(raw: bytes) -> None:
    outcome(raw)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(GOOD)), st.integers(0, 12), st.sampled_from(PIECES)),
        min_size=1,
        max_size=4,
    )
)
def test_a_good_file_with_slips(slips: list[tuple[int, int, str]]) -> None:
    text = GOOD
    for at, deleted, inserted in slips:
        text = text[:at] + inserted + text[at + deleted :]
    outcome(text.encode("utf-8", "surrogatepass"))
