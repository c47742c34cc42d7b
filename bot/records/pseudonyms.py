"""Turns Telegram ids into keys that name nobody without the secret. Knows not what is filed under them."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from bot.errors import RecordsError

_KEY_BYTES = 32


class Pseudonyms:
    """Keyed hashes of ids: the same id gives the same key as long as the secret stays."""

    def __init__(self, secret: bytes) -> None:
        self._secret = hashlib.blake2b(secret, digest_size=_KEY_BYTES).digest()

    def of(self, number: int) -> str:
        """The key of one id, 16 hex digits."""
        return hashlib.blake2b(str(number).encode(), key=self._secret, digest_size=8).hexdigest()

    def chat(self, user: int | None, chat: int) -> str:
        """The key of a conversation: the person's own in private, person.group in a group."""
        if user is None or user == chat:
            return self.of(chat)
        return f"{self.of(user)}.{self.of(chat)}"


def secret_beside(database: Path) -> bytes:
    """The secret kept in a file beside the database; made at the first start, readable by the owner only."""
    path = database.with_name("pseudonym.key")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return _read(path)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_hex(_KEY_BYTES))
        return _read(path)
    except OSError as error:
        raise RecordsError(f"读写不了化名密钥文件 {path}：{error.strerror}") from error


def _read(path: Path) -> bytes:
    secret = path.read_text(encoding="utf-8").strip()
    if not secret:
        raise RecordsError(f"化名密钥文件 {path} 是空的。请从备份恢复；没有备份就删掉它，重新生成。")
    return secret.encode()
