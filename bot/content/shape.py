"""Plain file data against its shape, each mistake at its line and in plain Chinese.

Knows what pydantic complains about, not what the fields mean.
"""

from __future__ import annotations

import dataclasses
from typing import TypeVar

from pydantic import ValidationError

from bot.content.document import EntryShape, Shape, SubjectFile, UnknownShape
from bot.content.nodes import Page, Plain, Step
from bot.content.problems import Problem
from bot.content.shape_messages import explain

Kind = TypeVar("Kind", bound=Shape)

PRUNED = (
    "entries",
    "unknown",
)  # lists whose broken items may be left out, so that the others are checked too


@dataclasses.dataclass(frozen=True, slots=True)
class Document:
    """A subject file: its shape, and where each part of it stands."""

    page: Page
    shape: SubjectFile
    entry_at: tuple[int, ...]  # position in the file of each entry of the shape
    unknown_at: tuple[int, ...]
    whole: bool  # nothing had to be left out

    @property
    def stem(self) -> str:
        """The file's name without .yaml: what its id must be."""
        return self.page.file.rpartition("/")[2].removesuffix(".yaml")

    def entries(self) -> list[tuple[tuple[Step, ...], EntryShape]]:
        """Every entry with its path."""
        return [(("entries", at), entry) for at, entry in zip(self.entry_at, self.shape.entries, strict=True)]

    def unknown(self) -> list[tuple[tuple[Step, ...], UnknownShape]]:
        """Every unknown item with its path."""
        return [(("unknown", at), item) for at, item in zip(self.unknown_at, self.shape.unknown, strict=True)]


def read_subject(page: Page) -> tuple[Document | None, list[Problem]]:
    """The document on this page and its mistakes; broken entries left out, None when the head is broken."""
    data = page.root.plain() if page.root else None
    shape, problems, broken = _validated(SubjectFile, page, data)
    if shape is not None or not isinstance(data, dict):
        return (_document(page, shape, set()) if shape else None), problems
    kept = dict(data)
    for name in PRUNED:
        items = kept.get(name)
        if isinstance(items, list):
            kept[name] = [item for at, item in enumerate(items) if (name, at) not in broken]
    kept = {key: value for key, value in kept.items() if (key,) not in broken}
    shape, _, _ = _validated(SubjectFile, page, kept)
    return (_document(page, shape, broken) if shape else None), problems


def read_special(kind: type[Kind], page: Page) -> tuple[Kind | None, list[Problem]]:
    """The content of a _*.yaml file (None when it is broken) and the mistakes in it."""
    shape, problems, _ = _validated(kind, page, page.root.plain() if page.root else {})
    return shape, problems


def _document(page: Page, shape: SubjectFile, broken: set[tuple[Step, ...]]) -> Document:
    def positions(name: str, kept: int) -> tuple[int, ...]:
        total = kept + sum(1 for path in broken if path[0] == name)
        return tuple(at for at in range(total) if (name, at) not in broken)

    entry_at = positions("entries", len(shape.entries))
    unknown_at = positions("unknown", len(shape.unknown))
    return Document(page, shape, entry_at, unknown_at, whole=not broken)


def _validated(
    kind: type[Kind], page: Page, data: Plain
) -> tuple[Kind | None, list[Problem], set[tuple[Step, ...]]]:
    if not isinstance(data, dict):
        if page.root is None:
            return None, [page.problem((), "empty-file", "文件是空的", "写上内容，或删掉这个文件")], set()
        return (
            None,
            [page.problem((), "wrong-type", "文件里不是“字段: 内容”", "对照别的知识文件的写法")],
            set(),
        )
    try:
        return kind.model_validate(data), [], set()
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        problems = [explain(kind, page, detail) for detail in details]
        return None, problems, {_breaks(detail["loc"], detail["type"]) for detail in details}


def _breaks(location: tuple[Step, ...], kind: str) -> tuple[Step, ...]:
    """The part of the file that this mistake makes unusable."""
    if location[0] in PRUNED and len(location) > 1:
        return location[:2]
    return location if kind == "extra_forbidden" else ()
