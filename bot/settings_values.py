"""Reads single setting values as operators write them. Knows not which setting they belong to.

Every function takes the raw value and gives back the checked one, or raises ValueError with a message in the
operator's language that never repeats a secret. Values that are no text (defaults) pass unchanged.
"""

from __future__ import annotations

import dataclasses
import importlib.util
import re
from typing import Any
from urllib.parse import SplitResult, urlsplit

KEY_LENGTH = 16
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{20,100}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_PORTS = range(1, 65536)


@dataclasses.dataclass(frozen=True, slots=True)
class Address:
    """Where to listen."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def whole_number(value: Any) -> Any:
    """A whole number."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"[+-]?\d{1,18}", value.strip(), re.ASCII):
        raise ValueError(f"应是一个整数，现在是“{value}”")
    return int(value)


def bot_token(value: Any) -> Any:
    """A token as @BotFather gives it."""
    if isinstance(value, str):
        value = value.strip()
        if not _TOKEN.fullmatch(value):
            raise ValueError(
                "不像机器人令牌；应像 123456789:AAE…（向 @BotFather 要，原样粘贴，不带引号和空格）"
            )
    return value


def api_url(value: Any) -> Any:
    """The root of the Bot API, without a slash at its end."""
    if isinstance(value, str):
        parts = _split(value, ("http", "https"))
        if parts.query or parts.fragment:
            raise ValueError("不能带 ? 或 # 后面的内容")
        return value.strip().rstrip("/")
    return value


def proxy(value: Any) -> Any:
    """A proxy address; socks5 only where the library for it is installed."""
    if isinstance(value, str):
        parts = _split(value, ("http", "https", "socks5", "socks5h"), secret=True)
        if parts.scheme.startswith("socks") and importlib.util.find_spec("socksio") is None:
            raise ValueError("socks5 代理还要另装一个包：pip install socksio；或者改用 http 代理")
        return value.strip()
    return value


def user_ids(value: Any) -> Any:
    """User numbers separated by commas."""
    if not isinstance(value, str):
        return value
    parts = [part.strip() for part in re.split(r"[,，;；\s]+", value) if part.strip()]
    for part in parts:
        if not re.fullmatch(r"\d{1,16}", part, re.ASCII) or int(part) == 0:
            raise ValueError(f"“{part}”不是用户编号；应是数字，用逗号隔开，不是 @用户名")
    return frozenset(int(part) for part in parts)


def chat_id(value: Any) -> Any:
    """The number of a chat; groups have negative ones."""
    if isinstance(value, str) and not re.fullmatch(r"-?[1-9]\d{0,16}", value.strip(), re.ASCII):
        raise ValueError(f"应是聊天的编号（群的编号以 - 开头），现在是“{value}”")
    return int(value) if isinstance(value, str) else value


def database_url(value: Any) -> Any:
    """An address SQLAlchemy has a driver for."""
    if not isinstance(value, str):
        return value
    # Imported here: `ask` and `check` start without it.
    from sqlalchemy.engine import make_url  # noqa: PLC0415
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError  # noqa: PLC0415

    try:
        url = make_url(value.strip())
        url.get_dialect().import_dbapi()
    except (NoSuchModuleError, ImportError):
        raise ValueError("用不了这种数据库，或没有装它的驱动；默认的 sqlite:/// 什么都不用装") from None
    except ArgumentError:
        raise ValueError("不像数据库地址；应像 sqlite:////data/qingcheng.sqlite3") from None
    if url.get_backend_name() == "sqlite" and url.get_driver_name() != "pysqlite":
        raise ValueError("SQLite 请写成 sqlite:///路径")
    return value.strip()


def webhook_url(value: Any) -> Any:
    """The public address Telegram posts to; https, except on this machine."""
    if not isinstance(value, str):
        return value
    parts = _split(value, ("http", "https"))
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise ValueError("必须是 https:// 开头的公网地址")
    return value.strip()


def webhook_secret(value: Any) -> Any:
    """A secret Telegram can carry in a header."""
    if isinstance(value, str):
        value = value.strip()
        if not _SECRET.fullmatch(value):
            raise ValueError("只能用字母、数字、_ 和 -，最长 256 个字符")
    return value


def address(value: Any) -> Any:
    """A host and a port: 127.0.0.1:8443, [::1]:8443 or :8443 for all interfaces."""
    if not isinstance(value, str):
        return value
    host, colon, port = value.strip().rpartition(":")
    if not colon or not port.isascii() or not port.isdigit() or int(port) not in _PORTS:
        raise ValueError(f"应是 地址:端口，像 127.0.0.1:8443，现在是“{value}”")
    return Address(host.strip("[]") or "0.0.0.0", int(port))  # noqa: S104 - asked for


def log_level(value: Any) -> Any:
    """The name of a level."""
    if isinstance(value, str):
        value = value.strip().upper()
        if value not in _LEVELS:
            raise ValueError(f"应是 {'、'.join(_LEVELS)} 之一")
    return value


def _split(value: str, schemes: tuple[str, ...], *, secret: bool = False) -> SplitResult:
    """The parts of an address with a scheme and a host."""
    now = "" if secret else f"，现在是“{value}”"
    try:
        parts = urlsplit(value.strip())
        _ = parts.port
    except ValueError:
        raise ValueError(f"不像网址{now}") from None
    if parts.scheme not in schemes or not parts.hostname or re.search(r"\s", value.strip()):
        raise ValueError(f"应以 {' 或 '.join(f'{scheme}://' for scheme in schemes)} 开头{now}")
    return parts
