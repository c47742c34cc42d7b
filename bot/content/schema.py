"""The JSON Schema of the knowledge files, so that editors complete and check while typing.

One schema serves every file: which shape applies is told by the fields. Knows no positions.
"""

from __future__ import annotations

import json
import sys

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bot.content.document import SPECIAL_FILES, SubjectFile

Json = dict[str, object]


def schema() -> Json:
    """The schema of any one knowledge file."""
    shapes: list[type[BaseModel]] = [SubjectFile, *SPECIAL_FILES.values()]
    references, definitions = models_json_schema([(shape, "validation") for shape in shapes])
    by_shape = {shape: reference for (shape, _), reference in references.items()}
    choice: object = by_shape[SubjectFile]
    for name, shape in reversed(SPECIAL_FILES.items()):
        field = name.removeprefix("_").removesuffix(".yaml")
        fields = list(shape.model_fields)
        only = (
            {"required": [field]} if fields == [field] else {"anyOf": [{"required": [one]} for one in fields]}
        )
        choice = {"if": only, "then": by_shape[shape], "else": choice}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "青城科问的知识文件",
        **(choice if isinstance(choice, dict) else {}),
        "$defs": _readable(definitions["$defs"]),
    }


def schema_text() -> str:
    """The schema as it lies in knowledge/schema.json."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _readable(node: object) -> object:
    """The same with what editors show to a writer only: no English titles, and scalars as YAML reads them.

    The program reads `value: 101` as the text 101, an editor as a number: both are right.
    """
    if isinstance(node, list):
        return [_readable(item) for item in node]
    if not isinstance(node, dict):
        return node
    fresh = {
        key: _readable(value)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str)) and key != "default"
    }
    if fresh.get("description") and fresh.get("type") == "object":
        del fresh["description"]  # the docstring is for programmers
    if fresh == {"type": "string"} | {
        key: fresh[key] for key in ("description", "minLength") if key in fresh
    }:
        fresh["type"] = ["string", "number", "boolean"]
    return fresh


if __name__ == "__main__":  # python -m bot.content.schema > knowledge/schema.json
    sys.stdout.write(schema_text())
