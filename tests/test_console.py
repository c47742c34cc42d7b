"""What a person sees on the terminal, and what a program reads from a pipe."""

from __future__ import annotations

import io

from bot.console import Line, full_text_of, lines_in, lines_of, shower
from bot.conversation.messages import Chat, NoAnswer, Part, Routed, Suggestions
from tests.replies import CHOICES, answer, reply_of


def shown(*parts: Part) -> list[str]:
    return [line.text for line in lines_of(reply_of(*parts))]


def test_an_answer_shows_its_source_and_numbers_what_can_be_asked_next() -> None:
    assert shown(answer(related=CHOICES)) == [
        "101家：成员单位。",
        "出处：《报道》",
        "相关问题：",
        "  1. 国乳中心有多少院士？",
        "  2. 国乳中心是什么？",
    ]


def test_the_numbers_run_on_over_the_parts_of_a_reply() -> None:
    parts = Suggestions("您是不是想问：", CHOICES, 0.5), NoAnswer("没有电话。", "attribute", CHOICES[:1], "")
    assert shown(*parts) == [
        "您是不是想问：",
        "  1. 国乳中心有多少院士？",
        "  2. 国乳中心是什么？",
        "",
        "没有电话。",
        "  3. 国乳中心有多少院士？",
    ]


def test_a_route_and_small_talk_show_their_text() -> None:
    assert shown(Routed("vet", "请找兽医。", ()), Chat("greeting", "您好。")) == ["请找兽医。", "", "您好。"]


def test_a_long_text_is_announced_and_can_be_had() -> None:
    long = answer(full="全部八条")
    assert "（输入“全文”看全文）" in shown(long)
    assert full_text_of(reply_of(long)) == "全部八条"


def test_a_pipe_gets_plain_lines() -> None:
    stream = io.StringIO()
    shower(stream)([Line("[red]不是标记[/red]", "error"), Line("第二行")])
    assert stream.getvalue() == "[red]不是标记[/red]\n第二行\n"


def test_a_terminal_gets_the_same_words_even_when_they_look_like_markup() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    shower(stream)([Line("[red]不是标记[/red] 1. 问题")])
    assert "[red]不是标记[/red] 1. 问题" in stream.getvalue()


def test_lines_of_a_windows_file_are_read_whatever_their_encoding() -> None:
    utf8 = "\ufeff有几家\r\n\r\n  第二问\u2028接着\r\n".encode()
    assert list(lines_in(io.BytesIO(utf8))) == ["有几家", "  第二问\u2028接着"]
    assert list(lines_in(io.BytesIO("有几家\r\n".encode("gbk")))) == ["有几家"]
    assert list(lines_in(io.BytesIO(b"\xff\xff\n"))) == ["\ufffd\ufffd"]
