"""Opens the records as the settings say. Knows not what is kept in them."""

from __future__ import annotations

from bot.errors import RecordsError
from bot.records.database import sqlite_file
from bot.records.pseudonyms import secret_beside
from bot.records.store import Records


def open_records(database_url: str, pseudonym_key: str | None = None) -> Records:
    """The records, tables brought up to date; without a key, one is kept in a file beside the database."""
    if pseudonym_key:
        return Records(database_url, pseudonym_key.encode())
    file = sqlite_file(database_url)
    if file is None:
        raise RecordsError("数据库不是文件，化名密钥没有地方放：请设置 PSEUDONYM_KEY。")
    return Records(database_url, secret_beside(file))
