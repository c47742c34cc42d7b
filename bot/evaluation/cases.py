"""Question files → cases: a sentence and what is expected of it. Knows not how replies are judged."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal, get_args

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.errors import QuestionFileError

Expect = Literal["answer", "suggest", "refuse", "route", "small_talk"]
EXPECTED: tuple[Expect, ...] = get_args(Expect)
_JSONL_EXPECT: dict[str, Expect] = {"answer": "answer", "suggest_ok": "suggest", "refuse": "refuse"}


@dataclasses.dataclass(frozen=True, slots=True)
class Figures:
    """What the text of a reply must hold, where no entry is named."""

    must: tuple[str, ...]
    must_any: tuple[str, ...]
    must_not: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    """One question and what is expected."""

    question: str
    expect: Expect
    wanted: tuple[str, ...]  # entry ids, reasons, a route or a small talk; empty when `figures` judge
    file: str  # file name
    line: int
    known_gap: str = ""  # why it is known to fail; empty when it should pass
    figures: Figures | None = None
    style: str = ""  # how it is worded, where the file says so

    @property
    def place(self) -> str:
        """file:line."""
        return f"{self.file}:{self.line}"


def cases_of(files: Iterable[Path]) -> list[Case]:
    """The cases of all files in order; raises QuestionFileError naming the place of the first mistake."""
    return [case for file in files for case in _cases_in(file)]


def _cases_in(file: Path) -> Iterator[Case]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QuestionFileError(f"读不了 {file}：{error.strerror}。") from None
    except UnicodeDecodeError:
        raise QuestionFileError(f"{file} 不是 UTF-8 编码。") from None
    read: Callable[[str, str], Iterator[Case]] = _jsonl_cases if file.suffix == ".jsonl" else _yaml_cases
    return read(text, file.name)


def _jsonl_cases(text: str, name: str) -> Iterator[Case]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if row.get("debatable"):
                continue
            yield Case(
                question=row["query"],
                expect=_JSONL_EXPECT[row["expect"]],
                wanted=(),
                file=name,
                line=number,
                figures=Figures(tuple(row["must"]), tuple(row["must_any"]), tuple(row["must_not"])),
                style=row.get("style", ""),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise QuestionFileError(f"{name}:{number}: 这一行不是问题记录（{error}）。") from None


def _yaml_cases(text: str, name: str) -> Iterator[Case]:
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise QuestionFileError(f"{name}: 不是合格的 YAML：{error}") from None
    for block in _items(root, name) if root is not None else ():
        yield from _block_cases(block, name)


def _block_cases(block: Node, name: str) -> Iterator[Case]:
    fields = _fields(block, name)
    expects = [key for key in EXPECTED if key in fields]
    unknown = fields.keys() - {*EXPECTED, "questions", "known_gap", "style"}
    if len(expects) != 1 or "questions" not in fields or unknown:
        raise _mistake(block, name, f"每一项要有 questions，和 {'、'.join(EXPECTED)} 中的一个")
    (expect,) = expects
    wanted = tuple(_scalar(node, name) for node in _items(fields[expect], name))
    for question in _items(fields["questions"], name):
        yield Case(
            question=_scalar(question, name),
            expect=expect,
            wanted=wanted,
            file=name,
            line=question.start_mark.line + 1,
            known_gap=_scalar(fields["known_gap"], name) if "known_gap" in fields else "",
            style=_scalar(fields["style"], name) if "style" in fields else "",
        )


def _fields(node: Node, name: str) -> dict[str, Node]:
    if not isinstance(node, MappingNode):
        raise _mistake(node, name, "这里应是 “键: 值”")
    return {_scalar(key, name): value for key, value in node.value}


def _items(node: Node, name: str) -> list[Node]:
    if isinstance(node, ScalarNode):
        return [node]
    if not isinstance(node, SequenceNode):
        raise _mistake(node, name, "这里应是一个列表")
    return list(node.value)


def _scalar(node: Node, name: str) -> str:
    if not isinstance(node, ScalarNode):
        raise _mistake(node, name, "这里应是文字")
    return str(node.value)


def _mistake(node: Node, name: str, text: str) -> QuestionFileError:
    mark = node.start_mark
    return QuestionFileError(f"{name}:{mark.line + 1}:{mark.column + 1}: {text}。")
