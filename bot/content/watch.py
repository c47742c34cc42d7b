"""Knowledge that follows its files: on every change it is loaded anew in a thread of its own.

Broken files never reach the answers: the last good knowledge stays until the files are good again.
Knows not who uses the knowledge.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from watchfiles import Change, watch

from bot.content.load import load
from bot.content.model import Knowledge
from bot.content.problems import Problem
from bot.errors import KnowledgeError

SETTLE_MS = 300  # an editor saves in several steps; wait until it is quiet
LOOK_ANYWAY_MS = 5_000  # network folders send no events, so their files are looked at every so often

Fingerprint = frozenset[tuple[str, int, int]]  # path, time of change and size of every file

_log = logging.getLogger(__name__)


class Watcher:
    """A thread that hands over new knowledge, or the problems that keep it from being used."""

    def __init__(
        self,
        directory: Path,
        *,
        version: str,
        on_knowledge: Callable[[Knowledge], None],
        on_problems: Callable[[tuple[Problem, ...]], None],
        look_anyway_ms: int = LOOK_ANYWAY_MS,
    ) -> None:
        self._directory = directory
        self._version = version  # of the knowledge that answers now
        self._on_knowledge = on_knowledge
        self._on_problems = on_problems
        self._look_anyway_ms = look_anyway_ms
        self._problems: tuple[Problem, ...] = ()
        self._seen: Fingerprint | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="knowledge-watcher", daemon=True)

    def start(self) -> None:
        """Begin to watch; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread; returns when it has ended."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def __enter__(self) -> Watcher:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._look()  # what changed before the watching began
                self._follow()
            except Exception:  # whatever a file system does, tomorrow's edits must still be seen
                _log.exception("看不到知识文件夹的改动，稍后再试")
                self._stop.wait(self._look_anyway_ms / 1000)

    def _follow(self) -> None:
        for _ in watch(
            self._directory,
            watch_filter=_is_knowledge,
            debounce=SETTLE_MS * 4,
            step=SETTLE_MS,
            stop_event=self._stop,
            rust_timeout=self._look_anyway_ms,
            yield_on_timeout=True,
            raise_interrupt=False,
        ):
            if not self._stop.is_set():
                self._look()

    def _look(self) -> None:
        """Load anew if any file changed since the last look, and tell what came of it."""
        while (seen := fingerprint(self._directory)) != self._seen and not self._stop.is_set():
            self._seen = seen
            try:
                self._tell(load(self._directory))
            except KnowledgeError as error:
                self._stop.wait(SETTLE_MS / 1000)  # perhaps a file was only half saved
                if fingerprint(self._directory) == seen:
                    self._tell_problems(error.problems)

    def _tell(self, knowledge: Knowledge) -> None:
        if knowledge.version != self._version or self._problems:
            self._version, self._problems = knowledge.version, ()
            self._on_knowledge(knowledge)

    def _tell_problems(self, problems: tuple[Problem, ...]) -> None:
        if problems != self._problems:
            self._problems = problems
            self._on_problems(problems)


def fingerprint(directory: Path) -> Fingerprint:
    """What tells one state of the folder from another without reading the files."""
    found = set()
    for path in directory.rglob("*.y*ml"):
        try:
            status = path.stat()
        except OSError:
            continue  # it went away between listing and looking
        found.add((str(path), status.st_mtime_ns, status.st_size))
    return frozenset(found)


def _is_knowledge(_: Change, path: str) -> bool:
    return path.endswith((".yaml", ".yml"))
