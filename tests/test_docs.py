"""What the documents name exists, and what they show works."""

from __future__ import annotations

import importlib
import re
import shutil
from pathlib import Path

import pytest
import yaml

import run_bot
from bot.content.load import check, load
from bot.content.rules import RULES
from bot.conversation.assistant import Assistant
from bot.conversation.context import MemoryContextStore
from bot.conversation.messages import Question
from bot.evaluation.cases import cases_of
from bot.evaluation.outcome import outcome_of
from bot.evaluation.run import judged
from tests.replies import TIME

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "knowledge/README.md"]


def text_of(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def found(pattern: str, name: str) -> list[str]:
    return sorted(set(re.findall(pattern, text_of(name))))


def exists(dotted: str) -> bool:
    """Whether a dotted name leads to a module, class, function or method."""
    names = dotted.split(".")
    for end in range(len(names), 0, -1):
        try:
            thing: object = importlib.import_module(".".join(names[:end]))
        except ModuleNotFoundError:
            continue
        for name in names[end:]:
            thing = getattr(thing, name, None)
        return thing is not None
    return False


def code_blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text_of(name), re.DOTALL)


def test_the_way_of_one_question_names_real_functions() -> None:
    named = found(r"`((?:bot|handlers)\.[\w.]+)`", "README.md")
    assert len(named) > 10
    assert [name for name in named if not exists(name)] == []
    assert not exists("bot.conversation.assistant.Assistant.guess")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_commands_of_a_document_exist(document: str) -> None:
    commands = {command.name for command in run_bot.app.registered_commands}
    assert set(found(r"run_bot\.py ([a-z]+)", document)) <= commands
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    assert set(found(r"`?make ([a-z]+)`", document)) <= targets


def test_every_command_is_in_the_readme() -> None:
    commands = {command.name for command in run_bot.app.registered_commands}
    assert commands == set(found(r"run_bot\.py ([a-z]+)", "README.md"))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_paths_of_a_document_exist(document: str) -> None:
    quoted = found(r"`((?:bot|handlers|tests|knowledge|docs|benchmarks|\.ci)/[\w./-]*)`", document)
    linked = [link for link in found(r"\]\(([^)#:]+)\)", document) if "*" not in link]
    here = (PROJECT / document).parent
    assert [path for path in quoted if not (PROJECT / path).exists()] == []
    assert [link for link in linked if not (here / link).exists()] == []


def test_every_rule_of_the_checks_is_explained_to_administrators() -> None:
    explained = found(r"(?m)^\| `([a-z-]+)` \|", "knowledge/README.md")
    assert set(explained) == set(RULES)


def test_the_example_for_administrators_passes_the_check_and_answers(tmp_path: Path) -> None:
    example, questions = code_blocks("knowledge/README.md", "yaml")
    folder = tmp_path / "knowledge"
    shutil.copytree(PROJECT / "knowledge", folder)
    name = yaml.safe_load(example)["id"]
    (folder / f"programs/{name}.yaml").write_text(example, encoding="utf-8")
    assert [problem for problem in check(folder, today=TIME.date()) if name in problem.file] == []

    assistant = Assistant(load(folder), MemoryContextStore())
    (asked,) = found(r"run_bot\.py ask (\S+)", "knowledge/README.md")
    outcome = outcome_of(assistant.reply(Question(asked, "docs", TIME)))
    assert (outcome.entries, outcome.text[:3]) == (("demo-centre-staff",), "12名")

    (tmp_path / "q.yaml").write_text(questions, encoding="utf-8")
    rows = judged(assistant, cases_of([tmp_path / "q.yaml"]), TIME)
    assert [row.case.question for row in rows if row.verdict != "right"] == []


def test_the_transcript_of_the_readme_is_true() -> None:
    (transcript,) = code_blocks("README.md", "console")
    assistant = Assistant(load(PROJECT / "knowledge"), MemoryContextStore())
    for exchange in transcript.split("\n\n问：")[1:]:
        question, shown = exchange.split("\n")[:2]
        said = outcome_of(assistant.reply(Question(question, "transcript", TIME))).text
        assert said[:4] == shown[:4]  # the figure; the words around it may be improved at any time
