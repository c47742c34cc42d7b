"""YAML text as nodes that know their line and column. Knows no field names.

PyYAML's own node builder recurses in C and dies on deep nesting, so the nodes are built here from its
events. Every scalar stays a string: `no`, `12:30` and `010` mean what they look like.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from bot.content.problems import Problem
from bot.content.reading import UNWANTED
from bot.content.syntax import syntax_problem

DEEPEST = 12  # the format itself needs 5 levels

Step = str | int
Plain = str | list["Plain"] | dict[str, "Plain"] | None


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A position in a text; line and column count from 1, the index from 0."""

    line: int
    column: int
    index: int


START = Place(1, 1, 0)


@dataclasses.dataclass(slots=True)
class Node:
    """A scalar, a list or a mapping of the file, with the characters it spans."""

    start_mark: Any  # PyYAML's; a Place is made of it only when somebody asks
    end_mark: Any
    text: str = ""  # of a scalar
    items: list[Node] | None = None  # of a list
    pairs: dict[str, tuple[Node, Node]] | None = None  # of a mapping: key text → key node, value node

    @property
    def start(self) -> Place:
        """Where it begins."""
        return _place(self.start_mark)

    @property
    def end(self) -> Place:
        """Where it has ended: the place behind its last character."""
        return _place(self.end_mark)

    def plain(self) -> Plain:
        """The same as strings, lists and dicts."""
        if self.items is not None:
            return [item.plain() for item in self.items]
        if self.pairs is not None:
            return {key: value.plain() for key, (_, value) in self.pairs.items()}
        return self.text


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """One parsed file."""

    file: str  # path below the knowledge folder
    text: str
    root: Node | None  # None when the file holds nothing

    def place(self, path: Sequence[Step], *, key: bool = False) -> Place:
        """Where the node at this path starts (or its key); the nearest node around it if there is none."""
        node, place = self.root, self.root.start if self.root else START
        for number, step in enumerate(path):
            last = number == len(path) - 1
            if node is None:
                break
            if node.pairs is not None and step in node.pairs:
                key_node, node = node.pairs[str(step)]
                place = key_node.start if key and last else node.start
            elif node.items is not None and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                place = node.start
            else:
                break
        return place

    def problem(
        self, path: Sequence[Step], rule: str, message: str, fix: str = "", *, key: bool = False
    ) -> Problem:
        """An error at the node with this path."""
        place = self.place(path, key=key)
        return Problem(self.file, place.line, place.column, rule, message, fix=fix)

    def warning(
        self, path: Sequence[Step], rule: str, message: str, fix: str = "", *, key: bool = False
    ) -> Problem:
        """A warning at the node with this path."""
        place = self.place(path, key=key)
        return Problem(self.file, place.line, place.column, rule, message, "warning", fix)


def parse(text: str, file: str) -> tuple[Page | None, list[Problem]]:
    """The page of this text (None when it is no YAML) and what is wrong with its grammar."""
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            builder.take(event)
    except yaml.YAMLError as error:
        return None, [*builder.problems, syntax_problem(error, text, file)]
    except _StopReading:
        return None, builder.problems
    return Page(file, text, builder.root), builder.problems


def walk(node: Node, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Node]]:
    """Every node below and including this one, with its path."""
    yield path, node
    for number, item in enumerate(node.items or ()):
        yield from walk(item, (*path, number))
    for key, (_, value) in (node.pairs or {}).items():
        yield from walk(value, (*path, key))


class _StopReading(Exception):  # noqa: N818 - it stops the reading, the problem is already noted
    """The rest of the file is not worth reading."""


class _Builder:
    """Nodes from a stream of events."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[tuple[Node, list[Node]]] = []  # a collection and, for a mapping, its waiting key
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Grow the tree by one event."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            node, _ = self._open.pop()
            node.end_mark = event.end_mark
            self._add(node)
        elif isinstance(event, yaml.AliasEvent):
            message = f"不能用 *{event.anchor} 这样的引用"
            self._stop(event, "alias", message, "把内容直接写在这里；是普通文字就加引号")
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                message = "一个文件里有两份内容（---）"
                self._stop(event, "two-documents", message, "删掉这一行，或拆成两个文件")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._reject_anchor_and_tag(event)
        if not event.style:
            self._look_for_half_quotes(event)
        elif event.style == '"' and UNWANTED.search(event.value):
            message, fix = "引号里有控制字符", "删掉“\\”开头的记号"
            self._note(_place(event.start_mark), "control-character", message, fix)
        self._add(Node(event.start_mark, event.end_mark, text=event.value))

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        self._reject_anchor_and_tag(event)
        node = Node(event.start_mark, event.start_mark)
        if isinstance(event, yaml.SequenceStartEvent):
            node.items = []
        else:
            node.pairs = {}
        if len(self._open) >= DEEPEST:
            self._stop(event, "too-deep", f"嵌套超过 {DEEPEST} 层", "检查这里的缩进和括号")
        self._open.append((node, []))

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent, waiting = self._open[-1]
        if parent.items is not None:
            parent.items.append(node)
        elif parent.pairs is not None:
            if not waiting:
                waiting.append(node)
            else:
                self._add_pair(parent.pairs, waiting.pop(), node)

    def _add_pair(self, pairs: dict[str, tuple[Node, Node]], key: Node, value: Node) -> None:
        if key.items is not None or key.pairs is not None:
            message, fix = "字段名不能是列表或括号", "给含有 { } [ ] 的文字加上双引号"
            self._note(key.start, "bad-key", message, fix)
        elif key.text in pairs:
            message = f"字段“{key.text}”写了两次（前一次在第 {pairs[key.text][0].start.line} 行）"
            self._note(key.start, "duplicate-key", message, "留下一个，删掉另一个")
        else:
            pairs[key.text] = (key, value)

    def _reject_anchor_and_tag(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._stop(event, "alias", f"不能用 &{event.anchor} 这样的记号", "删掉它；是普通文字就加引号")
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            self._stop(event, "tag", f"不能用 {tag} 这样的类型记号", "删掉它；是普通文字就加引号")

    def _look_for_half_quotes(self, event: yaml.ScalarEvent) -> None:
        """A text that lost its first quote, or got Chinese ones, is no error to YAML."""
        text = event.value
        if text.count('"') % 2:
            message, fix = "只有一边有引号", "在这段文字开头补上引号，或删掉末尾的引号"
            self._note(_place(event.start_mark), "unclosed-quote", message, fix)
        elif text.startswith("“") and text.endswith("”") and any(mark in text for mark in "，。；"):
            message, fix = "整段文字用了中文引号", "改成英文引号"
            self._note(_place(event.start_mark), "full-width-quote", message, fix)

    def _stop(self, event: yaml.Event, rule: str, message: str, fix: str) -> None:
        self._note(_place(event.start_mark), rule, message, fix)
        raise _StopReading

    def _note(self, place: Place, rule: str, message: str, fix: str) -> None:
        self.problems.append(Problem(self.file, place.line, place.column, rule, message, fix=fix))


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1, mark.index)
