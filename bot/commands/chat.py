"""`chat`: a conversation on the terminal or over a pipe. Knows not how a reply is found."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator

from bot.assembly import now
from bot.console import Line, Show, full_text_of, lines_in, lines_of, shower
from bot.conversation.assistant import Assistant
from bot.conversation.messages import Question, Reply

GREETING = (
    "青城科问：呼和浩特科技项目和政策问答，回答不代表官方决定。",
    "直接打字提问；选建议就输入序号；输入“退出”或按 Ctrl-D 结束。",
)
FAREWELLS = {"退出", "exit", "quit", "q", ":q"}
FULL = {"全文", "看全文"}
NO_FULL = "上一条没有更长的内容。"
PROMPT = "\n问：" if sys.platform != "win32" else "问："


def chat(assistant: Assistant) -> int:
    """The exit code of a conversation that ends with its input."""
    show = shower(sys.stdout)
    if not sys.stdin.isatty():
        return answer_pipe(assistant, lines_in(sys.stdin.buffer), show)
    show(Line(text, "quiet") for text in GREETING)
    converse(assistant, typed_lines(input), show)
    show([Line("再见。", "quiet")])
    return 0


def answer_pipe(assistant: Assistant, lines: Iterable[str], show: Show) -> int:
    """The exit code after every line was answered in turn: 2 when there was none."""
    asked = converse(assistant, lines, show, between=[Line("")])
    if not asked:
        shower(sys.stderr)([Line("没有读到问题。")])
    return 0 if asked else 2


def converse(assistant: Assistant, lines: Iterable[str], show: Show, between: Iterable[Line] = ()) -> int:
    """How many lines were answered until the input or the person ended the chat."""
    last: Reply | None = None
    asked = 0
    for line in lines:
        if line.strip().lower() in FAREWELLS:
            break
        if asked:
            show(between)
        asked += 1
        if last and line.strip() in FULL:
            show(Line(text) for text in (full_text_of(last) or NO_FULL).splitlines())
        else:
            last = assistant.reply(Question(text=line, chat="terminal", time=now()))
            show(lines_of(last))
    return asked


def typed_lines(read: Callable[[str], str]) -> Iterator[str]:
    """The non-blank lines a person types, until Ctrl-D or Ctrl-C."""
    if sys.platform != "win32":
        import readline  # noqa: F401, PLC0415  (arrow keys and history; absent on Windows)
    while True:
        try:
            line = read(PROMPT)
        except (EOFError, KeyboardInterrupt):
            sys.stdout.write("\n")
            return
        if line.strip():
            yield line
