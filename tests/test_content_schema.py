"""The JSON Schema beside the knowledge: current, accepting what is shipped, refusing slips."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.content.schema import schema, schema_text

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
FILES = sorted(KNOWLEDGE.rglob("*.yaml"))


def complaints(data: object) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(schema()).iter_errors(data)]


class EditorLoader(yaml.SafeLoader):
    """Reads as YAML 1.2 does."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as its parent has it
        first: [pair for pair in pairs if not pair[0].endswith(":timestamp")]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def as_editors_read(text: str) -> object:
    """YAML 1.2 as editors read it: numbers and booleans, but no dates."""
    return yaml.load(text, Loader=EditorLoader)  # noqa: S506 - a SafeLoader with fewer types


def test_the_file_beside_the_knowledge_is_current() -> None:
    written = (KNOWLEDGE / "schema.json").read_text("utf-8")
    assert written == schema_text(), "运行 python -m bot.content.schema > knowledge/schema.json"


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(KNOWLEDGE).as_posix())
def test_every_shipped_file_fits(path: Path) -> None:
    assert complaints(as_editors_read(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "{id: centre, subject: 中心, entires: []}",
        "{id: Centre, subject: 中心}",
        "{id: centre}",
        "{id: centre, subject: 中心, entries: [{id: a, kind: number, question: 问, answer: 答}]}",
        "{id: centre, subject: 中心, aliases: 一个}",
        "topics: [{id: a, titel: 主题}]",
        "sources: {a: {title: 报道, date: 约2023, certainty: sure}}",
        "routes: [{id: a, title: 热线}]",
        "small_talk: [{id: a, say: 您好}]",
        "{synonyms: [[一]], fillers: 请问}",
    ],
)
def test_slips_are_refused(text: str) -> None:
    assert complaints(as_editors_read(text))


def test_numbers_and_switches_are_taken_as_text() -> None:
    text = "{id: centre, subject: 中心, facts: {a: {label: 数, values: [{value: 101, as_of: 2023}]}}}"
    assert complaints(as_editors_read(text)) == []
