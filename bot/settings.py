"""What the operator sets by environment or .env. Knows not what is built from it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot import settings_values as values
from bot.errors import SettingsError
from bot.settings_values import Address

PROJECT = Path(__file__).resolve().parent.parent
DEFAULT_DATABASE = f"sqlite:///{PROJECT / 'data' / 'qingcheng.sqlite3'}"

Whole = Annotated[int, BeforeValidator(values.whole_number)]
Listen = Annotated[Address, NoDecode, BeforeValidator(values.address)]


class Settings(BaseSettings):
    """Every setting of the program, checked; an empty value counts as not set."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    knowledge_dir: Path = Field(default=PROJECT / "knowledge", description="知识文件夹")
    cache_dir: Path = Field(default=PROJECT / ".cache", description="放编译好的知识，删了会自动重建")
    telegram_bot_token: Annotated[SecretStr | None, BeforeValidator(values.bot_token)] = Field(
        default=None, description="Telegram 机器人的令牌"
    )
    telegram_api_url: Annotated[str, BeforeValidator(values.api_url)] = Field(
        default="https://api.telegram.org", description="Bot API 的根地址"
    )
    telegram_proxy: Annotated[SecretStr | None, BeforeValidator(values.proxy)] = Field(
        default=None, description="连 Telegram 用的代理"
    )
    bot_admins: Annotated[frozenset[int], NoDecode, BeforeValidator(values.user_ids)] = Field(
        default=frozenset(), description="管理员的用户编号，用逗号隔开"
    )
    staff_chat: Annotated[int | None, BeforeValidator(values.chat_id)] = Field(
        default=None, description="工作人员群的编号"
    )
    database_url: Annotated[str, BeforeValidator(values.database_url)] = Field(
        default=DEFAULT_DATABASE,
        description="数据库的地址",
        validate_default=False,  # its check loads SQLAlchemy, which the terminal does not need
    )
    pseudonym_key: SecretStr | None = Field(
        default=None, description="用户编号化名用的密钥", validate_default=True
    )
    webhook_url: Annotated[str | None, BeforeValidator(values.webhook_url)] = Field(
        default=None, description="Telegram 推送消息的公网地址；不填就用长轮询"
    )
    webhook_listen: Listen = Field(default=Address("127.0.0.1", 8443), description="本机接收推送的地址和端口")
    webhook_secret: Annotated[SecretStr | None, BeforeValidator(values.webhook_secret)] = Field(
        default=None, description="核对推送来源的密语", validate_default=True
    )
    retention_days: Whole = Field(default=180, ge=1, le=3650, description="记录保留的天数")
    questions_per_minute: Whole = Field(
        default=20, ge=1, le=10_000, description="一个人在一个聊天里每分钟最多处理几条"
    )
    messages_per_second: Whole = Field(
        default=30, ge=1, le=1000, description="每秒最多发出几条；Telegram 的上限是 30"
    )
    chats_at_once: Whole = Field(default=8, ge=1, le=256, description="同时处理几个聊天")
    update_tries: Whole = Field(default=5, ge=1, le=100, description="一条消息最多试几次，之后搁置")
    log_level: Annotated[str, BeforeValidator(values.log_level)] = Field(
        default="INFO", description="日志级别"
    )
    metrics_listen: Annotated[Address | None, NoDecode, BeforeValidator(values.address)] = Field(
        default=None, description="/healthz 和 /metrics 的地址和端口；不填就不开"
    )

    @field_validator("pseudonym_key")
    @classmethod
    def _key_fits(cls, key: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if key is None and not info.data.get("database_url", "sqlite").startswith("sqlite"):
            raise ValueError("数据库不是 SQLite 文件时必须填它")
        if key is not None and len(key.get_secret_value()) < values.KEY_LENGTH:
            raise ValueError(f"太短，至少要 {values.KEY_LENGTH} 个字符")
        return key

    @field_validator("webhook_secret")
    @classmethod
    def _secret_with_webhook(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if secret is None and info.data.get("webhook_url"):
            raise ValueError("填了 WEBHOOK_URL 就必须填它")
        return secret

    @property
    def bot_id(self) -> int:
        """The bot's own number, the first part of its token; 0 without a token."""
        token = self.telegram_bot_token.get_secret_value() if self.telegram_bot_token else "0"
        return int(token.partition(":")[0])

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be printed."""
        kept = (self.telegram_bot_token, self.telegram_proxy, self.pseudonym_key, self.webhook_secret)
        whole = [secret.get_secret_value() for secret in kept if secret is not None]
        proxy = self.telegram_proxy.get_secret_value() if self.telegram_proxy else ""
        passwords = [urlsplit(url).password or "" for url in (proxy, self.database_url)]
        return tuple(text for text in (*whole, *passwords) if text)


def load_settings(env_file: Path = PROJECT / ".env") -> Settings:
    """The settings of this process; raises SettingsError with all mistakes at once."""
    try:
        return Settings(_env_file=env_file, _env_file_encoding="utf-8-sig")
    except ValidationError as error:
        lines = [_mistake(details) for details in error.errors()]
        raise SettingsError("设置有误：\n" + "\n".join(lines)) from None
    except UnicodeDecodeError:
        raise SettingsError(f"{env_file} 不是 UTF-8 编码，请另存为 UTF-8。") from None


def _mistake(details: ErrorDetails) -> str:
    """One mistake in the operator's language; values are left out, they may be secret."""
    name = ".".join(str(part) for part in details["loc"]).upper()
    context = details.get("ctx", {})
    match details["type"]:
        case "value_error":
            said = str(context["error"])
        case "greater_than_equal":
            said = f"不能小于 {context['ge']}"
        case "less_than_equal":
            said = f"不能大于 {context['le']}"
        case _:
            said = f"填写的内容不合要求（{details['msg']}）"
    return f"  {name}：{said}"
