"""Settings are read as operators write them, and every mistake is told at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import PROJECT, Settings, load_settings
from bot.settings_values import Address

TOKEN = "123456789:AAE-synthetic_token_for_the_tests_only"  # noqa: S105 - no real token
NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def settings_from(folder: Path, **values: str) -> Settings:
    """The settings of a .env file with these lines."""
    file = folder / ".env"
    lines = [f"{name}='{value}'" for name, value in values.items()]
    file.write_text("\n".join(lines), encoding="utf-8")
    return load_settings(file)


def mistakes_in(folder: Path, **values: str) -> str:
    with pytest.raises(SettingsError) as caught:
        settings_from(folder, **values)
    return str(caught.value)


def test_without_any_setting_the_defaults_hold(tmp_path: Path) -> None:
    settings = settings_from(tmp_path)
    assert settings.telegram_bot_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.database_url.endswith("data/qingcheng.sqlite3")
    assert settings.bot_admins == frozenset()
    assert settings.webhook_url is None
    assert settings.metrics_listen is None


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("BOT_ADMINS", "12, 34，56", frozenset({12, 34, 56})),
        ("STAFF_CHAT", "-1001234567890", -1001234567890),
        ("TELEGRAM_API_URL", "http://127.0.0.1:8081/", "http://127.0.0.1:8081"),
        ("METRICS_LISTEN", ":9100", Address("0.0.0.0", 9100)),  # noqa: S104 - read, not opened
        ("METRICS_LISTEN", "[::1]:9100", Address("::1", 9100)),
        ("RETENTION_DAYS", " 30 ", 30),
        ("LOG_LEVEL", "debug", "DEBUG"),
        ("DATABASE_URL", "sqlite:////data/a.sqlite3", "sqlite:////data/a.sqlite3"),
        ("WEBHOOK_LISTEN", "0.0.0.0:8443", Address("0.0.0.0", 8443)),  # noqa: S104 - read, not opened
    ],
)
def test_a_value_is_read_as_written(tmp_path: Path, name: str, written: str, value: object) -> None:
    assert getattr(settings_from(tmp_path, **{name: written}), name.lower()) == value


@pytest.mark.parametrize(
    ("name", "written", "said"),
    [
        ("TELEGRAM_BOT_TOKEN", "你的令牌", "@BotFather"),
        ("TELEGRAM_API_URL", "api.telegram.org", "应以 http:// 或 https:// 开头"),
        ("TELEGRAM_API_URL", "https://api.telegram.org/?x=1", "不能带"),
        ("TELEGRAM_PROXY", "127.0.0.1:7890", "应以 http://"),
        ("BOT_ADMINS", "12,@wang", "“@wang”不是用户编号"),
        ("STAFF_CHAT", "群", "编号"),
        ("DATABASE_URL", "data.db", "不像数据库地址"),
        ("DATABASE_URL", "oracle+nothing://x", "驱动"),
        ("WEBHOOK_URL", "http://bot.example.org/hook", "https://"),
        ("WEBHOOK_LISTEN", "8443", "地址:端口"),
        ("WEBHOOK_SECRET", "有空格 的", "字母、数字"),
        ("METRICS_LISTEN", "127.0.0.1:0", "地址:端口"),
        ("RETENTION_DAYS", "半年", "整数"),
        ("RETENTION_DAYS", "0", "不能小于 1"),
        ("QUESTIONS_PER_MINUTE", "99999", "不能大于 10000"),
        ("CHATS_AT_ONCE", "0", "不能小于 1"),
        ("MESSAGES_PER_SECOND", "-1", "不能小于 1"),
        ("UPDATE_TRIES", "1.5", "整数"),
        ("LOG_LEVEL", "loud", "之一"),
        ("PSEUDONYM_KEY", "short", "太短"),
    ],
)
def test_a_mistake_is_told_with_its_name(tmp_path: Path, name: str, written: str, said: str) -> None:
    (line,) = [
        line for line in mistakes_in(tmp_path, **{name: written}).splitlines() if f"  {name}：" in line
    ]
    assert said in line


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    told = mistakes_in(
        tmp_path, BOT_ADMINS="x", LOG_LEVEL="x", RETENTION_DAYS="x", WEBHOOK_URL="https://a.example.org/hook"
    )
    assert re.findall(r"^  ([A-Z_]+)：", told, re.MULTILINE) == [
        "BOT_ADMINS",
        "WEBHOOK_SECRET",
        "RETENTION_DAYS",
        "LOG_LEVEL",
    ]


def test_a_webhook_needs_its_secret(tmp_path: Path) -> None:
    url = "https://bot.example.org/hook"
    assert "填了 WEBHOOK_URL 就必须填它" in mistakes_in(tmp_path, WEBHOOK_URL=url)
    assert settings_from(tmp_path, WEBHOOK_URL=url, WEBHOOK_SECRET="abc").webhook_url == url  # noqa: S106


def test_a_secret_is_neither_repeated_in_a_mistake_nor_shown(tmp_path: Path) -> None:
    wrong = TOKEN.replace(":", ";")
    assert wrong not in mistakes_in(tmp_path, TELEGRAM_BOT_TOKEN=wrong)
    proxy = "ftp://user:hunter2@proxy.example.org"
    assert "hunter2" not in mistakes_in(tmp_path, TELEGRAM_PROXY=proxy)
    settings = settings_from(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, PSEUDONYM_KEY="k" * 16)
    assert TOKEN not in repr(settings)
    assert set(settings.secrets) == {TOKEN, "k" * 16}
    proxied = settings_from(tmp_path, TELEGRAM_PROXY="http://wang:hunter2@proxy.example.org:80")
    assert "hunter2" in proxied.secrets


@pytest.mark.parametrize("file", [".env.example", "docs/deployment.md"])
def test_every_setting_is_documented(file: str) -> None:
    text = (PROJECT / file).read_text(encoding="utf-8")
    assert [name for name in NAMES if not re.search(rf"\b{name}\b", text)] == []


def test_the_example_changes_nothing_until_it_is_edited() -> None:
    text = (PROJECT / ".env.example").read_text(encoding="utf-8")
    set_there = re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE)
    assert [name for name, value in set_there if value] == []
    assert {name for name, _ in set_there} == {"TELEGRAM_BOT_TOKEN"}


def test_the_examples_commented_values_are_valid(tmp_path: Path) -> None:
    text = (PROJECT / ".env.example").read_text(encoding="utf-8")
    file = tmp_path / ".env"
    file.write_text(re.sub(r"^#([A-Z_]+=)", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
    assert load_settings(file).webhook_url
