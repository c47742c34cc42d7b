"""The table of handlers is whole, ordered and made of short handlers."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from telegram.ext import CallbackQueryHandler

import handlers
from handlers import callback_data
from handlers.callback_data import Data

LONGEST_HANDLER = 15  # lines
FOLDER = Path(handlers.__file__).parent
ROWS = handlers.table([1])
DATA = [name for name, value in vars(callback_data).items() if isinstance(value, Data)]


def test_every_row_says_why_it_stands_there() -> None:
    assert all(reason for _, reason in ROWS)


@pytest.mark.parametrize("name", DATA)
def test_every_kind_of_button_has_exactly_one_row(name: str) -> None:
    pattern = getattr(callback_data, name).pattern
    rows = [row for row, _ in ROWS if isinstance(row, CallbackQueryHandler) and row.pattern == pattern]
    assert len(rows) == 1


def test_no_two_kinds_of_buttons_share_a_letter() -> None:
    letters = [getattr(callback_data, name).pattern.pattern[1] for name in DATA]
    assert len(set(letters)) == len(letters)


def test_the_row_for_unknown_buttons_is_the_last_of_the_buttons() -> None:
    buttons = [row for row, _ in ROWS if isinstance(row, CallbackQueryHandler)]
    assert [row.pattern is None for row in buttons] == [False] * (len(buttons) - 1) + [True]


def lines(function: ast.AsyncFunctionDef) -> int:
    """How long the body is, without its docstring."""
    return (function.end_lineno or 0) - function.body[0].lineno


def test_a_handler_is_at_most_fifteen_lines_long() -> None:
    long = [
        f"{path.name}:{node.lineno} {node.name}"
        for path in sorted(FOLDER.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.body[0].lineno > LONGEST_HANDLER
    ]
    assert long == []
