"""Calibration of new knowledge in a process of its own, while the old weights go on judging.

Run as a module it calibrates one folder: `python -m bot.calibrating KNOWLEDGE CACHE`.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from bot.content.load import load
from bot.content.model import Knowledge
from bot.errors import KnowledgeError
from bot.matching.calibration import adjusted, examples
from bot.matching.compiled import matcher_for, store_weights, stored_weights
from bot.matching.confidence import Weights, shipped

MOST_PHRASINGS = 1500  # about 6 s on one core
_PROJECT = Path(__file__).resolve().parent.parent

Tell = Callable[[str, Weights], None]  # knowledge version, weights


class Calibrator:
    """Calibrates the knowledge being answered from, when asked; a context manager that ends its process."""

    def __init__(self, folder: Path, cache: Path, present: Callable[[], Knowledge], tell: Tell) -> None:
        """`present` returns the snapshot answered from; `tell` gets its weights, from another thread."""
        self._folder = folder
        self._cache = cache
        self._present = present
        self._tell = tell
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Calibrator:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def request(self) -> None:
        """Calibrates the present snapshot, unless that was done before; gives up one under way."""
        knowledge = self._present()
        if stored_weights(knowledge, self._cache) is not None:
            return
        self._stop()
        command = [sys.executable, "-m", "bot.calibrating", str(self._folder), str(self._cache)]
        with self._lock:
            self._process = subprocess.Popen(command, cwd=_PROJECT)  # noqa: S603 - our own interpreter and paths
            process = self._process
        threading.Thread(target=self._wait, args=(process, knowledge), daemon=True).start()

    def _wait(self, process: subprocess.Popen[bytes], knowledge: Knowledge) -> None:
        process.wait()
        weights = stored_weights(knowledge, self._cache)
        if weights is not None:
            self._tell(knowledge.version, weights)

    def _stop(self) -> None:
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                self._process.terminate()
                self._process.wait()
            self._process = None


def calibrate(folder: Path, cache: Path) -> int:
    """The exit code after the folder's weights were stored: 1 when its knowledge is broken just now."""
    try:
        knowledge = load(folder)
    except KnowledgeError:
        return 1
    if stored_weights(knowledge, cache) is None:
        matcher = matcher_for(knowledge, cache, shipped())
        store_weights(knowledge, cache, adjusted(examples(matcher, MOST_PHRASINGS), matcher.weights))
    return 0


if __name__ == "__main__":
    sys.exit(calibrate(Path(sys.argv[1]), Path(sys.argv[2])))
