"""What the operator sets by environment or .env. Knows not what is built from it."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

PROJECT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting of the program, checked; an empty value counts as not set."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True)

    knowledge_dir: Path = Field(default=PROJECT / "knowledge", description="知识文件夹")
    telegram_bot_token: SecretStr | None = Field(default=None, description="Telegram 机器人的令牌")


def load_settings(env_file: Path = PROJECT / ".env") -> Settings:
    """The settings of this process; raises SettingsError with all mistakes at once."""
    try:
        return Settings(_env_file=env_file, _env_file_encoding="utf-8-sig")
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()]
        raise SettingsError("设置有误：\n" + "\n".join(lines)) from None
    except UnicodeDecodeError:
        raise SettingsError(f"{env_file} 不是 UTF-8 编码，请另存为 UTF-8。") from None
