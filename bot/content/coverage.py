"""Which fact of the fact tables is told where: the table in docs/COVERAGE.md. Knows no fact's text.

`python -m bot.content.coverage > docs/COVERAGE.md` writes the table anew.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bot.content.load import load
from bot.content.model import Knowledge
from bot.content.nodes import parse
from bot.content.problems import Problem
from bot.content.reading import read_text
from bot.errors import KnowledgeError

PROJECT = Path(__file__).resolve().parents[2]
LEFT_OUT = PROJECT / "docs" / "left_out.yaml"
ARTICLE = tuple(
    f"F{number:03}" for number in range(1, 204)
)  # every fact of the report, and what it leaves out


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """Where one fact is told."""

    answers: tuple[str, ...] = ()  # entry ids
    refusals: tuple[str, ...] = ()  # ids of unknown items
    routes: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()  # facts as subject.key

    def __bool__(self) -> bool:
        return bool(self.answers or self.refusals or self.routes or self.figures)


def told_where(knowledge: Knowledge) -> dict[str, Told]:
    """For every fact number that the knowledge names, the places that rest on it."""
    places: dict[str, dict[str, list[str]]] = {}
    for kind, name, refs in _named(knowledge):
        for ref in refs:
            places.setdefault(ref, {}).setdefault(kind, []).append(name)
    return {
        ref: Told(**{kind: tuple(names) for kind, names in found.items()}) for ref, found in places.items()
    }


def _named(knowledge: Knowledge) -> Iterator[tuple[str, str, Iterable[str]]]:
    for entry in knowledge.entries.values():
        yield "answers", entry.id, entry.refs
    for subject in knowledge.subjects.values():
        for item in subject.unknown:
            yield "refusals", item.id, item.refs
        for fact in subject.facts:
            yield "figures", f"{subject.id}.{fact.key}", fact.refs
    for route in knowledge.routes.values():
        yield "routes", route.id, route.refs


def uncovered(knowledge: Knowledge, fact_numbers: Iterable[str], left_out: Mapping[str, str]) -> list[str]:
    """The fact numbers that nothing tells and nobody gave a reason for."""
    told = told_where(knowledge)
    return [number for number in fact_numbers if number not in told and number not in left_out]


def coverage(knowledge: Knowledge, fact_numbers: Iterable[str], left_out: Mapping[str, str]) -> str:
    """The table as Markdown: the given numbers and all that the knowledge or `left_out` names."""
    told = told_where(knowledge)
    numbers = sorted({*fact_numbers, *told, *left_out})
    missing = [number for number in numbers if number not in told and number not in left_out]
    lines = [
        "# 每条事实写在哪里",
        "",
        "由程序从知识文件的 refs 生成，不要手改。F 是报道里的事实，P 是公开资料，A 是容易混淆处的说明。",
        "",
        f"- 编号共{len(numbers)}个：写进知识的{sum(number in told for number in numbers)}个，"
        f"说明了原因没写的{sum(number in left_out and number not in told for number in numbers)}个，"
        f"漏掉的{len(missing)}个。",
    ]
    if missing:
        lines.append(f"- 漏掉的：{'、'.join(missing)}")
    for letter in sorted({number[0] for number in numbers}):
        lines += ["", f"## {letter}", "", "| 编号 | 写在哪里 |", "|---|---|"]
        lines += [
            f"| {number} | {_row(told.get(number, Told()), left_out.get(number, ''))} |"
            for number in numbers
            if number[0] == letter
        ]
    return "\n".join(lines) + "\n"


def _row(told: Told, reason: str) -> str:
    parts = []
    if told.answers:
        parts.append("答案 " + "、".join(told.answers))
    elif told.figures:
        parts.append("数字 " + "、".join(told.figures))
    if told.refusals:
        parts.append("写明没有 " + "、".join(told.refusals))
    if told.routes:
        parts.append("去处 " + "、".join(told.routes))
    if reason:
        parts.append(f"不写：{reason}")
    return "；".join(parts).replace("|", "\\|") or "**漏掉了**"


def read_left_out(path: Path) -> dict[str, str]:
    """Fact number → why it is not told; empty when there is no such file; raises KnowledgeError."""
    if not path.exists():
        return {}
    text, problems = read_text(path, path.name)
    page, wrong = parse(text, path.name) if text is not None else (None, [])
    if page is None or problems or wrong:
        raise KnowledgeError([*problems, *wrong])
    data = page.root.plain() if page.root else {}
    if not isinstance(data, dict) or not all(isinstance(reason, str) and reason for reason in data.values()):
        problem = Problem(
            path.name, 1, 1, "wrong-type", "要写成“编号: 原因”", fix="一行一个，如 F004: 小标题"
        )
        raise KnowledgeError([problem])
    return {number: str(reason) for number, reason in data.items()}


if __name__ == "__main__":
    sys.stdout.write(coverage(load(PROJECT / "knowledge"), ARTICLE, read_left_out(LEFT_OUT)))
