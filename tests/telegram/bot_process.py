"""The real `run_bot.py` as a separate process. Knows its settings, not its insides."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.telegram.emulator import PATIENCE, TOKEN, BotApi

PROJECT = Path(__file__).resolve().parent.parent.parent
START_PATIENCE = 30.0  # seconds from the start of the process to its first getUpdates or setWebhook
PORTS = (20_000, 30_000)
SECRET = "synthetic-webhook-secret"  # noqa: S105 - no real secret
ADMIN = 900_001
SILENT_ADMIN = 900_002  # has never written to the bot


def free_port() -> int:
    """A port nobody listens on, below those that outgoing connections borrow while the bot is down."""
    while True:
        port = random.SystemRandom().randrange(*PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class BotProcess:
    """A bot that can be started, killed and started again on the same data."""

    def __init__(self, api: BotApi, folder: Path, *, webhook: bool = False, **settings: str) -> None:
        self.api = api
        self.log = folder / "bot.log"
        self.database = folder / "records.sqlite3"
        self.webhook_port = free_port() if webhook else 0
        self.env = {
            "PATH": os.environ["PATH"],
            "PYTHONUTF8": "1",
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api.url,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "BOT_ADMINS": f"{ADMIN},{SILENT_ADMIN}",
            "NO_PROXY": "127.0.0.1",
            **settings,
        }
        if webhook:
            self.env |= {
                "WEBHOOK_URL": f"http://127.0.0.1:{self.webhook_port}/telegram",
                "WEBHOOK_LISTEN": f"127.0.0.1:{self.webhook_port}",
                "WEBHOOK_SECRET": SECRET,
            }
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0  # how many calls there were before the last start

    def start(self) -> None:
        """Starts the process and returns when it takes updates."""
        mark = self.started = len(self.api.calls)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(PROJECT / "run_bot.py")],
                cwd=PROJECT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        first = "setWebhook" if self.webhook_port else "getUpdates"
        try:
            self.api.wait(mark, lambda call: call.method == first, patience=START_PATIENCE)
        except AssertionError as error:
            self.kill()
            raise AssertionError(f"{error}\n{self.log.read_text(encoding='utf-8')}") from None

    def rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        """What the bot has written down, as SQL finds it."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query, values).fetchall()

    def kill(self) -> None:
        """Ends the process with SIGKILL, in the middle of whatever it does."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """The exit code after SIGTERM."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        if self.process is None:
            return 0
        self.process.send_signal(how)
        try:
            return self.process.wait(PATIENCE * 2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        finally:
            self.process = None
