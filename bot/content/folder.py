"""A knowledge folder as read documents. Knows what the files are called, not what is true in them."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from bot.content.document import (
    SPECIAL_FILES,
    KindsFile,
    NearFile,
    RoutesFile,
    Shape,
    SmallTalkFile,
    SourcesFile,
    TermsFile,
    TopicsFile,
)
from bot.content.nodes import Page, parse
from bot.content.problems import Problem
from bot.content.reading import read_text
from bot.content.shape import Document, read_special, read_subject
from bot.content.syntax import text_problems

_ID_LINE = re.compile(r"^[\s{-]*id\s*[:：]\s*[\"']?([a-z0-9-]+)", re.MULTILINE)

Special = TypeVar("Special", bound=Shape)


@dataclasses.dataclass(frozen=True, slots=True)
class Folder:
    """Every document of a knowledge folder that could be read."""

    documents: tuple[Document, ...]
    specials: Mapping[str, tuple[Page, Shape]]  # file name → content
    unreadable: frozenset[str]  # stems and names of files that could not be read whole
    loose_ids: frozenset[str]  # ids those files seem to hold; nothing that names one is called wrong
    version: str  # hash of all texts, 12 hex digits

    def special(self, kind: type[Special]) -> Special:
        """The content of a _*.yaml file; empty when there is none."""
        return next((shape for _, shape in self.specials.values() if isinstance(shape, kind)), kind())

    @property
    def topics(self) -> TopicsFile:
        """The menu's shelves."""
        return self.special(TopicsFile)

    @property
    def sources(self) -> SourcesFile:
        """Where statements were read."""
        return self.special(SourcesFile)

    @property
    def routes(self) -> RoutesFile:
        """Whom else to ask."""
        return self.special(RoutesFile)

    @property
    def small_talk(self) -> SmallTalkFile:
        """Greetings and the like."""
        return self.special(SmallTalkFile)

    @property
    def terms(self) -> TermsFile:
        """The language of the askers."""
        return self.special(TermsFile)

    @property
    def kinds(self) -> KindsFile:
        """What excludes each other."""
        return self.special(KindsFile)

    @property
    def near(self) -> NearFile:
        """What is close enough to be heard for one another."""
        return self.special(NearFile)


def read_folder(directory: Path) -> tuple[Folder, list[Problem]]:
    """What the folder holds and what is wrong with single files."""
    problems: list[Problem] = []
    documents: list[Document] = []
    specials: dict[str, tuple[Page, Shape]] = {}
    unreadable, loose, digest = set[str](), set[str](), hashlib.sha256()
    for path in _files(directory, problems):
        file = path.relative_to(directory).as_posix()
        page, text, found = _page(path, file)
        digest.update(f"{file}\0{text}\0".encode())
        whole = False
        if page is not None and file in SPECIAL_FILES:
            shape, wrong = read_special(SPECIAL_FILES[file], page)
            found += wrong
            whole = shape is not None
            if shape is not None:
                specials[file] = (page, shape)
        elif page is not None:
            document, wrong = read_subject(page)
            found += wrong
            whole = document is not None and document.whole
            if document is not None:
                documents.append(document)
        if not whole:
            unreadable.add(path.name if file in SPECIAL_FILES else path.stem)
            loose.update(_ID_LINE.findall(text))
        problems += found
    folder = Folder(
        tuple(documents), specials, frozenset(unreadable), frozenset(loose), digest.hexdigest()[:12]
    )
    return folder, problems


def _page(path: Path, file: str) -> tuple[Page | None, str, list[Problem]]:
    text, problems = read_text(path, file)
    if text is None:
        return None, "", problems
    slips = list(text_problems(text, file))
    page, wrong = parse(text, file)
    if page is None and slips:
        wrong = []  # the slip is why YAML stumbled
    return page, text, problems + slips + wrong


def _files(directory: Path, problems: list[Problem]) -> list[Path]:
    """The YAML files of the folder in a fixed order; notes what is no knowledge file."""
    if not directory.is_dir():
        message, fix = f"没有知识文件夹“{directory}”", "检查 KNOWLEDGE_DIR 或命令里的路径"
        problems.append(Problem(directory.name or str(directory), 1, 1, "no-folder", message, fix=fix))
        return []
    found = []
    for path in sorted(directory.rglob("*")):
        parts = path.relative_to(directory).parts
        if any(part.startswith((".", "~")) for part in parts) or not path.is_file():
            continue
        file = "/".join(parts)
        if path.suffix.lower() == ".yml" or (path.suffix.lower() == ".yaml" and path.suffix != ".yaml"):
            problems.append(
                Problem(file, 1, 1, "file-name", "文件不会被读到", fix="把扩展名改成小写的 .yaml")
            )
        elif path.suffix == ".yaml" and path.name.startswith("_") and file not in SPECIAL_FILES:
            fix = f"以“_”开头的只能是最外层的 {'、'.join(SPECIAL_FILES)}"
            problems.append(Problem(file, 1, 1, "file-name", "不认识这个文件", fix=fix))
        elif path.suffix == ".yaml":
            found.append(path)
    if all(path.name.startswith("_") for path in found) and not problems:
        message, fix = "文件夹里没有知识文件", "把知识文件放进 programs/ 或 policies/，扩展名是 .yaml"
        problems.append(Problem(directory.name or str(directory), 1, 1, "empty-folder", message, fix=fix))
    return found
