"""The only entry: reads the settings, puts the parts together, runs one sub-command."""

# The docstrings of the commands are their help texts; a Chinese full stop ends them.
# ruff: noqa: D415

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.assembly import assistant_from, watcher_for
from bot.commands.ask import Asking, ask, questions_from
from bot.commands.chat import chat
from bot.commands.check import check
from bot.commands.fit import fit_weights
from bot.commands.generated import print_coverage, print_schema
from bot.commands.why import why
from bot.console import Line, shower, speak_utf8
from bot.content.load import load
from bot.errors import KnowledgeError, QingchengError
from bot.settings import Settings, load_settings

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    """青城科问：呼和浩特科技项目和政策问答。

    不带命令时：设了 TELEGRAM_BOT_TOKEN 就在 Telegram 里回答，没设就在终端里聊。
    """
    if context.invoked_subcommand is None:
        settings = load_settings()
        raise typer.Exit(_telegram(settings) if settings.telegram_bot_token else _chat(settings))


@app.command("chat")
def chat_command() -> None:
    """在终端里聊（也可以用管道送进问题，一行一个）。"""
    raise typer.Exit(_chat(load_settings()))


@app.command("ask")
def ask_command(
    questions: Annotated[list[str] | None, typer.Argument(help="问题", show_default=False)] = None,
    file: Annotated[Path | None, typer.Option(help="从文件读问题，一行一个")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="每个问题输出一行 JSON")] = False,
    conversation: Annotated[bool, typer.Option("--conversation", help="各行是同一场对话的先后几句")] = False,
) -> None:
    """回答给出的问题；“-”表示从标准输入读，一行一个。"""
    assistant = assistant_from(load_settings())
    raise typer.Exit(ask(assistant, questions_from(questions or [], file), Asking(as_json, conversation)))


@app.command("check")
def check_command(
    folder: Annotated[Path | None, typer.Argument(help="知识文件夹", show_default="设置里的")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """检查知识文件，列出全部问题；没有错误时返回 0。"""
    raise typer.Exit(check(folder or load_settings().knowledge_dir, as_json=as_json))


@app.command("eval")
def eval_command(
    files: Annotated[list[Path], typer.Argument(help="问题文件，如 tests/questions/*.yaml")],
    worst: Annotated[int, typer.Option(help="列出多少个最差的问题")] = 20,
    variants: Annotated[bool, typer.Option("--variants", help="再换各种说法问一遍，看结果变不变")] = False,
    plot: Annotated[Path | None, typer.Option(help="把可靠性和风险曲线画成 SVG 文件")] = None,
    scorecard: Annotated[Path | None, typer.Option(help="把成绩单写成 Markdown 文件")] = None,
) -> None:
    """用问题文件测一遍，打印各项比率和最差的问题。"""
    from bot.commands.evaluate import Evaluating, evaluate  # noqa: PLC0415  (its pinyin takes 0.2 s to load)

    raise typer.Exit(
        evaluate(assistant_from(load_settings()), files, Evaluating(worst, variants, plot, scorecard))
    )


@app.command("why")
def why_command(question: Annotated[str, typer.Argument(help="问题")]) -> None:
    """解释一个问题为什么这样回答：分数、特征、把关。"""
    raise typer.Exit(why(assistant_from(load_settings()), question))


@app.command("fit")
def fit_command(
    files: Annotated[list[Path], typer.Argument(help="问题文件，如 tests/questions/*.yaml")],
    target: Annotated[Path, typer.Option(help="权重写到哪里")] = Path("bot/matching/data/weights.json"),
) -> None:
    """（开发用）用知识和问题文件重新拟合权重。"""
    raise typer.Exit(fit_weights(load_settings().knowledge_dir, files, target))


@app.command("schema")
def schema_command() -> None:
    """输出知识文件的 JSON Schema，存成 knowledge/schema.json，编辑器用它提示和检查。"""
    raise typer.Exit(print_schema())


@app.command("coverage")
def coverage_command() -> None:
    """输出每条事实写在哪里的表，存成 docs/COVERAGE.md。"""
    raise typer.Exit(print_coverage(load(load_settings().knowledge_dir)))


def _chat(settings: Settings) -> int:
    assistant = assistant_from(settings, say=_note)
    with watcher_for(settings, assistant, _note):
        return chat(assistant)


def _note(text: str) -> None:
    shower(sys.stderr)(Line(line, "warn") for line in text.splitlines())


def _telegram(settings: Settings) -> int:
    # The terminal should not wait for the database's and Telegram's libraries.
    from bot.records.opening import open_records  # noqa: PLC0415
    from handlers.runtime import run  # noqa: PLC0415

    key = settings.pseudonym_key.get_secret_value() if settings.pseudonym_key else None
    with contextlib.closing(open_records(settings.database_url, key)) as records:
        return run(settings, assistant_from(settings, records.contexts, _note), records)


def main() -> None:
    """Runs the program; an error it knows is said in its own words, with exit code 1."""
    speak_utf8()
    try:
        app(prog_name="run_bot.py")
    except QingchengError as error:
        shower(sys.stderr)(Line(text, "error") for text in str(error).splitlines())
        if isinstance(error, KnowledgeError):
            shower(sys.stderr)([Line(f"知识文件有 {len(error.problems)} 处问题，改好再启动。")])
        sys.exit(1)
    except BrokenPipeError:  # the reader, `head` for one, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
