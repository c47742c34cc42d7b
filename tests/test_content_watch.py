"""Edits of real files reach the watcher's owner; broken ones only as problems."""

from __future__ import annotations

import queue
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.content.load import load
from bot.content.model import Knowledge
from bot.content.problems import Problem
from bot.content.watch import Watcher

PATIENCE = 20  # seconds until an edit that was not noticed fails the test

Told = queue.Queue[Knowledge | tuple[Problem, ...]]

TEXT = """id: centre
subject: 测试中心
source: report
entries:
  - {id: centre-members, kind: figure, question: 测试中心有几家成员？, answer: "12家。"}
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    (folder / "programs").mkdir(parents=True)
    (folder / "_sources.yaml").write_text(
        "sources: {report: {title: 报道, date: 约2023, certainty: media}}", encoding="utf-8"
    )
    (folder / "programs" / "centre.yaml").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def told(directory: Path) -> Iterator[Told]:
    heard: Told = queue.Queue()
    version = load(directory).version
    with Watcher(
        directory, version=version, on_knowledge=heard.put, on_problems=heard.put, look_anyway_ms=500
    ):
        yield heard


def answer(knowledge: object) -> str:
    assert isinstance(knowledge, Knowledge)
    return knowledge.entries["centre-members"].answer


def test_an_edit_arrives(directory: Path, told: Told) -> None:
    (directory / "programs" / "centre.yaml").write_text(TEXT.replace("12", "13"), encoding="utf-8")
    assert answer(told.get(timeout=PATIENCE)) == "13家。"
    assert told.empty()


def test_a_broken_file_is_told_and_its_repair_brings_new_knowledge(directory: Path, told: Told) -> None:
    path = directory / "programs" / "centre.yaml"
    path.write_text(TEXT.replace("answer", "anwser"), encoding="utf-8")
    problems = told.get(timeout=PATIENCE)
    assert isinstance(problems, tuple)
    assert [problem.rule for problem in problems] == ["missing-field", "unknown-key"]
    path.write_text(TEXT, encoding="utf-8")
    assert answer(told.get(timeout=PATIENCE)) == "12家。"


def test_new_and_removed_files_arrive(directory: Path, told: Told) -> None:
    (directory / "programs" / "other.yaml").write_text(
        TEXT.replace("centre", "other").replace("几家", "多少"), encoding="utf-8"
    )
    knowledge = told.get(timeout=PATIENCE)
    assert isinstance(knowledge, Knowledge)
    assert sorted(knowledge.subjects) == ["centre", "other"]
    (directory / "programs" / "other.yaml").unlink()
    knowledge = told.get(timeout=PATIENCE)
    assert isinstance(knowledge, Knowledge)
    assert sorted(knowledge.subjects) == ["centre"]


def test_a_folder_that_goes_away_and_comes_back(directory: Path, told: Told) -> None:
    shutil.move(directory, directory.parent / "away")
    problems = told.get(timeout=PATIENCE)
    assert isinstance(problems, tuple)
    assert [problem.rule for problem in problems] == ["no-folder"]
    shutil.move(directory.parent / "away", directory)
    assert answer(told.get(timeout=PATIENCE)) == "12家。"


def test_a_change_before_the_watching_began_is_seen(directory: Path) -> None:
    heard: Told = queue.Queue()
    with Watcher(directory, version="older", on_knowledge=heard.put, on_problems=heard.put):
        assert answer(heard.get(timeout=PATIENCE)) == "12家。"


def test_files_that_say_the_same_bring_nothing(directory: Path, told: Told) -> None:
    path = directory / "programs" / "centre.yaml"
    path.write_text(TEXT, encoding="utf-8")
    path.touch()
    path.write_text(TEXT.replace("12", "13"), encoding="utf-8")
    assert answer(told.get(timeout=PATIENCE)) == "13家。"
    assert told.empty()
