"""Replies on a terminal: coloured for a person, plain for a pipe. Knows not how a reply is found."""

from __future__ import annotations

import dataclasses
import itertools
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Literal, TextIO, assert_never

from bot.conversation.messages import Answer, Chat, Choice, NoAnswer, Part, Reply, Routed, Suggestions

Tone = Literal["plain", "quiet", "warn", "error"]
Show = Callable[[Iterable["Line"]], None]

STYLES: dict[Tone, str] = {"plain": "", "quiet": "dim", "warn": "yellow", "error": "red"}


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One line to show and how loudly."""

    text: str
    tone: Tone = "plain"


def lines_of(reply: Reply) -> Iterator[Line]:
    """The lines of a reply; everything that can be picked is numbered in the order shown."""
    numbers = itertools.count(1)
    for position, part in enumerate(reply.parts):
        if position:
            yield Line("")
        yield from _part_lines(part, numbers)


def _part_lines(part: Part, numbers: Iterator[int]) -> Iterator[Line]:
    match part:
        case Answer():
            yield from _text_lines(part.text)
            yield from _text_lines(part.source_line, "quiet")
            if part.full:
                yield Line("（输入“全文”看全文）", "quiet")
            if part.related:
                yield Line("相关问题：", "quiet")
                yield from _choice_lines(part.related, numbers, "quiet")
        case Suggestions():
            yield from _text_lines(part.lead)
            yield from _choice_lines(part.choices, numbers)
        case NoAnswer() | Routed():
            yield from _text_lines(part.text)
            yield from _choice_lines(part.choices, numbers)
        case Chat():
            yield from _text_lines(part.text)
        case _:
            assert_never(part)


def _text_lines(text: str, tone: Tone = "plain") -> Iterator[Line]:
    return (Line(line, tone) for line in text.splitlines())


def _choice_lines(choices: Iterable[Choice], numbers: Iterator[int], tone: Tone = "plain") -> Iterator[Line]:
    return (
        Line(f"  {number}. {choice.question}", tone) for choice, number in zip(choices, numbers, strict=False)
    )


def full_text_of(reply: Reply) -> str:
    """The long texts behind the reply's answers; empty when there is none."""
    return "\n\n".join(part.full for part in reply.parts if isinstance(part, Answer) and part.full)


def shower(stream: TextIO) -> Show:
    """A function that shows lines on the stream: by rich on a terminal, else as they are."""
    if not stream.isatty():

        def show_plain(lines: Iterable[Line]) -> None:
            for line in lines:
                stream.write(line.text + "\n")
            stream.flush()

        return show_plain

    from rich.console import Console  # noqa: PLC0415  (a pipe should not wait for rich)
    from rich.text import Text  # noqa: PLC0415

    console = Console(file=stream, highlight=False)

    def show_rich(lines: Iterable[Line]) -> None:
        for line in lines:
            console.print(Text(line.text, STYLES[line.tone]), soft_wrap=True)

    return show_rich


def speak_utf8() -> None:
    """Makes the three standard streams UTF-8 whatever the locale; what cannot be written becomes “?”."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a captured stream may not have it
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def lines_in(stream: IO[bytes]) -> Iterator[str]:
    """The non-blank lines of a file or pipe, one by one as they come; UTF-8, else the GBK of Windows."""
    for number, raw in enumerate(stream):
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 0 else raw
        text = _decoded(line).rstrip("\r\n")
        if text.strip():
            yield text


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")
