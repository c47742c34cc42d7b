"""The question files against the shipped knowledge: what must never break, rates with floors, known gaps."""

from __future__ import annotations

import fnmatch
import functools
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.content.load import load
from bot.content.model import Knowledge
from bot.conversation.assistant import Assistant
from bot.conversation.context import MemoryContextStore
from bot.evaluation.cases import Case, cases_of
from bot.evaluation.judging import Judged
from bot.evaluation.rates import METRICS, rate, worst_first
from bot.evaluation.report import REASON_NAMES
from bot.evaluation.run import judged
from tests.replies import TIME

PROJECT = Path(__file__).resolve().parent.parent
FILES = sorted((PROJECT / "tests/questions").glob("*.yaml"))
BY_OTHERS = sorted((PROJECT / "tests/questions").glob("*.jsonl"))  # written without sight of the knowledge
CASES = cases_of(FILES)
HARD = [case for case in CASES if case.file == "_hard.yaml"]
SINGLE = [
    *(pytest.param(case, id=f"{case.place}-{case.question}") for case in HARD),
    *(
        pytest.param(case, id=f"{case.place}-{case.question}", marks=pytest.mark.xfail(reason=case.known_gap))
        for case in CASES
        if case.known_gap
    ),
]
FLOORS = yaml.safe_load((PROJECT / "tests/floors.yaml").read_text(encoding="utf-8"))
QUESTIONS_AN_ENTRY = 3


@functools.cache
def knowledge() -> Knowledge:
    return load(PROJECT / "knowledge")


@functools.cache
def assistant() -> Assistant:
    return Assistant(knowledge(), MemoryContextStore())


@functools.cache
def rows() -> list[Judged]:
    return judged(assistant(), [*CASES, *cases_of(BY_OTHERS)], TIME)


@pytest.mark.parametrize("case", SINGLE)
def test_what_must_never_break_holds_and_a_known_gap_is_still_one(case: Case) -> None:
    (row,) = judged(assistant(), [case], TIME)
    assert row.verdict == "right", row.outcome


@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: f"{floor['files']}-{floor['metric']}")
def test_a_rate_stays_above_its_floor(floor: dict[str, str | float]) -> None:
    concerned = [row for row in rows() if fnmatch.fnmatch(row.case.file, str(floor["files"]))]
    measured = rate(concerned, str(floor["metric"]))
    worst = [
        f"{row.case.place} {row.case.question} → {row.outcome.entries}" for row in worst_first(concerned)
    ]
    assert measured.share >= float(floor["floor"]), f"{measured}; worst: {worst[:10]}"


def test_every_floor_concerns_some_question() -> None:
    for floor in FLOORS:
        files = [file for file in (*FILES, *BY_OTHERS) if fnmatch.fnmatch(file.name, floor["files"])]
        wanted = METRICS[floor["metric"]].expects
        assert [case for case in cases_of(files) if case.expect in wanted], floor


def test_what_the_questions_expect_exists() -> None:
    known = {
        "answer": set(knowledge().entries),
        "suggest": set(knowledge().entries),
        "refuse": set(REASON_NAMES),
        "route": set(knowledge().routes),
        "small_talk": {talk.id for talk in knowledge().small_talk},
    }
    assert [
        f"{case.place} {case.wanted}" for case in CASES if not set(case.wanted) <= known[case.expect]
    ] == []


def test_every_written_entry_is_asked_for() -> None:
    asked = Counter(entry for case in CASES if case.expect == "answer" for entry in case.wanted)
    written = [entry.id for entry in knowledge().entries.values() if not entry.from_fact]
    assert [entry for entry in written if asked[entry] < QUESTIONS_AN_ENTRY] == []


def test_no_question_is_a_phrasing_already() -> None:
    phrasings = {
        text for entry in knowledge().entries.values() for text in (entry.question, *entry.phrasings)
    }
    tested = [case for case in CASES if case.expect == "answer" and case.file != "_hard.yaml"]
    assert [case.place for case in tested if case.question in phrasings] == []


def test_no_question_is_asked_twice_with_different_expectations() -> None:
    expected: dict[str, set[tuple[str, ...]]] = {}
    for case in CASES:
        expected.setdefault(case.question, set()).add((case.expect, *case.wanted))
    assert {question: wants for question, wants in expected.items() if len(wants) > 1} == {}


def test_the_same_question_gets_the_same_outcome_twice() -> None:
    again = judged(assistant(), CASES[::20], TIME)
    assert [row.outcome for row in again] == [row.outcome for row in rows()[: len(CASES) : 20]]
