"""Which part may import which. Read from the source, so that nothing need run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent

# Part → what it may import besides itself and other people's libraries. A part that is not named here may not
# exist: whoever adds one says where it stands.
CORE = "errors content matching conversation"
PARTS = f"{CORE} calibrating settings settings_values records curation duties assembly"
IN_BOT = {
    "errors": "",
    "garbage": "",
    "kept": "garbage",
    "settings_values": "errors",
    "settings": "errors settings_values",
    "content": "errors garbage kept",
    "matching": "errors garbage kept content",
    "conversation": "errors content matching",
    "calibrating": "errors content matching",
    "records": "errors settings content conversation",
    "evaluation": CORE,
    "curation": f"{CORE} records evaluation",
    "duties": f"{CORE} settings records curation",
    "assembly": f"{CORE} settings records",
    "console": CORE,
    "commands": f"{PARTS} evaluation console",
}
MAY_IMPORT: Mapping[str, frozenset[str]] = {
    **{f"bot.{part}": frozenset(f"bot.{name}" for name in names.split()) for part, names in IN_BOT.items()},
    "handlers": frozenset(f"bot.{name}" for name in PARTS.split()),
    "run_bot": frozenset({"handlers", *(f"bot.{name}" for name in IN_BOT)}),
}
# Library → the only parts that may know it.
KNOWN_ONLY_TO: Mapping[str, frozenset[str]] = {
    "telegram": frozenset({"handlers"}),
    "sqlalchemy": frozenset({"bot.records", "bot.settings_values"}),  # is it an address?
    "alembic": frozenset({"bot.records"}),
    "typer": frozenset({"run_bot", "bot.commands"}),
    "rich": frozenset({"bot.console", "bot.commands"}),
    "knowledge": frozenset(),  # data: read by path, never imported
}
OWN = {"bot", "handlers", "run_bot"}


def part_of(module: str) -> str:
    """The part a module belongs to: bot.content for bot.content.load."""
    names = module.split(".")
    return ".".join(names[:2]) if names[0] == "bot" else names[0]


def imported_by(source: str) -> Iterator[str]:
    """The modules a source imports anywhere, except for type checking only."""
    pending: list[ast.AST] = [ast.parse(source)]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (
                [f"bot.{name.name}" for name in node.names] if node.module == "bot" else [node.module or ""]
            )
        pending.extend(ast.iter_child_nodes(node))


def trespasses(module: str, source: str) -> list[str]:
    """What the module imports and may not."""
    part = part_of(module)
    if part not in MAY_IMPORT:
        return [f"{part} has no place"]
    return [name for name in imported_by(source) if not _allowed(part, name)]


def _allowed(part: str, name: str) -> bool:
    library = name.split(".", maxsplit=1)[0]
    if library in OWN:
        return part_of(name) in MAY_IMPORT[part] | {part}
    return part in KNOWN_ONLY_TO.get(library, {part})


def modules() -> dict[str, Path]:
    """Every module of the program by its dotted name; packages are named as they are imported."""
    files = [PROJECT / "run_bot.py", *PROJECT.glob("bot/**/*.py"), *PROJECT.glob("handlers/**/*.py")]
    names = {file: ".".join(file.relative_to(PROJECT).with_suffix("").parts) for file in files}
    return {name.removesuffix(".__init__"): file for file, name in names.items() if name != "bot.__init__"}


def test_nothing_is_imported_against_the_direction() -> None:
    found = {name: trespasses(name, file.read_text(encoding="utf-8")) for name, file in modules().items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("module", "source", "wrong"),
    [
        ("bot.content.load", "from bot.matching.matcher import Matcher", "bot.matching.matcher"),
        ("bot.conversation.assistant", "def f():\n    import telegram.ext", "telegram.ext"),
        ("bot.commands.chat", "from handlers.runtime import run", "handlers.runtime"),
        ("bot.matching.index", "from bot import console", "bot.console"),
        ("handlers.asking", "import sqlalchemy.orm", "sqlalchemy.orm"),
        ("bot.helpers", "", "bot.helpers has no place"),
    ],
)
def test_a_step_against_the_direction_is_seen(module: str, source: str, wrong: str) -> None:
    assert trespasses(module, source) == [wrong]


def test_an_import_for_types_only_is_no_step() -> None:
    source = "if TYPE_CHECKING:\n    from bot.content.problems import Problem"
    assert trespasses("bot.errors", source) == []


def test_imports_are_written_in_full() -> None:
    relative = [
        name
        for name, file in modules().items()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []
