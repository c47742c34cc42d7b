"""YAML's complaints in the administrator's language, at the line where the mistake was made.

libyaml notices an unclosed quote or a full-width colon lines after the slip; these functions go back to it.
Knows no field names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from bot.content.problems import Problem

FULL_WIDTH_COLON = re.compile(r"^\s*(?:-\s+)*(?:\{\s*)?([a-z][a-z0-9_-]*)\s*(：)")
_GLUED = re.compile(r"^\s*(?:-\s+)*[a-z][a-z0-9_-]*:(?=[^\s/])")
_TABBED = re.compile(r"^[ ]*(?:-[ ]*)*(\t)")
_QUOTE_OPENS = re.compile(r"(?:^\s*|[:\-\[{,]\s+|[\[{])(?=\")")


def text_problems(text: str, file: str) -> Iterator[Problem]:
    """The slips that YAML reads as text or reports elsewhere: tabs and full-width colons."""
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line and (match := _TABBED.match(line)):
            fix = "删掉它，用两个空格缩进"
            yield Problem(file, number, match.start(1) + 1, "tab", "缩进里有制表符（Tab）", fix=fix)
        if "：" in line and (match := FULL_WIDTH_COLON.match(line)):
            message, fix = f"字段“{match.group(1)}”后面是中文冒号“：”", "改成英文冒号加一个空格“: ”"
            yield Problem(file, number, match.start(2) + 1, "full-width-colon", message, fix=fix)


def syntax_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """The problem behind what the YAML parser says."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Problem(file, 1, 1, "syntax", "这个文件不是 YAML", fix="对照别的知识文件检查格式")
    context, says = error.context or "", error.problem or ""
    unclosed = _unclosed_quote(text, error.problem_mark.line)
    if unclosed is not None:
        line, column = unclosed
        return Problem(file, line, column, "unclosed-quote", "引号没有成对", fix="在这段文字末尾补上引号")
    mark = error.problem_mark
    glued = _glued_colon(text, mark.line)
    if glued is not None and ("not allowed" in says or "simple key" in context):
        line, column = glued
        return Problem(file, line, column, "colon", "冒号后面少了空格", fix="写成“字段: 内容”")
    if error.context_mark and (context.startswith("while scanning") or "flow" in context):
        mark = error.context_mark
    rule, message, fix = _explained(context, says)
    return Problem(file, mark.line + 1, mark.column + 1, rule, message, fix=fix)


def _explained(context: str, says: str) -> tuple[str, str, str]:
    for in_context, in_problem, explained in _EXPLANATIONS:
        if in_context in context and in_problem in says:
            return explained
    return "syntax", "这里不合 YAML 的写法", "检查冒号、引号和缩进；含特殊符号的文字要加双引号"


# What libyaml's context and problem contain → rule, what is wrong, what to do. The first that fits counts.
_EXPLANATIONS = (
    ("quoted scalar", "escape", ("escape", "双引号里的反斜杠“\\”用错了", "删掉反斜杠")),
    ("quoted scalar", "", ("unclosed-quote", "引号没有成对", "在这段文字末尾补上引号")),
    (
        "simple key",
        "",
        ("colon", "这一行缺少冒号", "写成“字段: 内容”，冒号用英文的，后面空一格"),
    ),
    (
        "flow",
        "",
        ("bracket", "括号没有成对，或括号里少了逗号", "检查 [ ] { } 和逗号；含这些符号的文字要加双引号"),
    ),
    (
        "",
        "mapping values are not allowed",
        ("colon", "一行里有两个冒号，或缩进不对", "含冒号的文字要加双引号；字段要左对齐"),
    ),
    (
        "",
        "cannot start any token",
        ("bad-character", "文字不能以这个符号开头", "给整段文字加上双引号"),
    ),
    (
        "block",
        "",
        ("indent", "缩进不对，或引号后面多了字", "同一层的字段要左对齐，引号要包住整段文字"),
    ),
)


def _glued_colon(text: str, problem_line: int) -> tuple[int, int] | None:
    """Where `key:value` was written without a space, on the line that made no sense or the one before."""
    lines = text.split("\n")
    for at in (problem_line, problem_line - 1):
        match = _GLUED.match(lines[at]) if 0 <= at < len(lines) else None
        if match:
            return at + 1, match.end() + 1
    return None


def _unclosed_quote(text: str, problem_line: int) -> tuple[int, int] | None:
    """Where the double quote opens that was never closed, seen from the line that made no sense."""
    odd: list[tuple[int, int]] = []
    for number, line in enumerate(text.split("\n")[: problem_line + 1], start=1):
        if line.replace('\\"', "").count('"') % 2:
            opening = [match.end() for match in _QUOTE_OPENS.finditer(line)]
            odd.append((number, (opening[-1] if opening else line.rindex('"')) + 1))
    return odd[-1] if len(odd) % 2 else None
