"""The text of a knowledge file, or what keeps it from being read. Knows nothing of YAML."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from bot.content.problems import Problem

LARGEST_FILE = 2 * 1024 * 1024  # a knowledge file of 300 entries has 300 KB; more is a mistake or an attack

# What no text on a phone needs: control characters, invisible and direction-changing ones,
# and line breaks that YAML counts but editors do not show.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064"
    "\u2066-\u2069\ufeff\ufff0-\uffff\ud800-\udfff\ue000-\uf8ff]"
)


def read_text(path: Path, file: str) -> tuple[str | None, list[Problem]]:
    """The file's text with plain line ends (None when unusable) and what is wrong with it."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            problem = _at_start(file, "too-large", "文件超过 2 MB", "拆成几个文件，或检查是不是放错了文件")
            return None, [problem]
        raw = path.read_bytes()
    except OSError as error:
        return None, [
            _at_start(file, "unreadable", f"文件打不开（{error.strerror}）", "检查文件是否还在、有没有权限")
        ]
    return decode(raw, file)


def decode(raw: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """The text of these bytes with plain line ends (None when unusable) and what is wrong with them."""
    problems = []
    if raw.startswith(codecs.BOM_UTF8):
        raw = raw[len(codecs.BOM_UTF8) :]
        fix = "不影响使用；另存为“UTF-8（不带 BOM）”即可去掉"
        problems.append(_at_start(file, "bom", "文件开头有 BOM 记号", fix, warning=True))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [*problems, _not_utf8(raw, error.start, file)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unwanted = unwanted_characters(text, file)
    return (None if unwanted else text), problems + unwanted


def unwanted_characters(text: str, file: str) -> list[Problem]:
    """One problem for every line that holds a character which must not be there."""
    if UNWANTED.search(text) is None:
        return []
    if "\0" in text:
        line, column = _line_and_column(text, text.index("\0"))
        fix = "检查是不是图片、Word 或压缩文件改了扩展名"
        return [Problem(file, line, column, "binary", "这不是文本文件", fix=fix)]
    found = []
    for number, line_text in enumerate(text.split("\n"), start=1):
        match = UNWANTED.search(line_text)
        if match:
            message = f"有看不见的字符 U+{ord(match.group()):04X}"
            fix = "删掉它；多半是从网页或 Word 复制来的"
            found.append(Problem(file, number, match.start() + 1, "control-character", message, fix=fix))
    return found


def _not_utf8(raw: bytes, position: int, file: str) -> Problem:
    line = raw.count(b"\n", 0, position) + 1
    start = raw.rfind(b"\n", 0, position) + 1
    column = len(raw[start:position].decode("utf-8", "replace")) + 1
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Problem(file, 1, 1, "encoding", "文件是 UTF-16 编码", fix="在编辑器里另存为 UTF-8")
    if b"\0" in raw:
        return Problem(
            file, line, column, "binary", "这不是文本文件", fix="检查是不是图片、Word 或压缩文件改了扩展名"
        )
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        fix = "在编辑器里另存为 UTF-8"
        return Problem(file, line, column, "encoding", "这里不是 UTF-8 文字", fix=fix)
    return Problem(
        file, line, column, "gbk", "文件是 GBK（ANSI）编码", fix="在记事本里“另存为”，编码选 UTF-8"
    )


def _line_and_column(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _at_start(file: str, rule: str, message: str, fix: str, *, warning: bool = False) -> Problem:
    return Problem(file, 1, 1, rule, message, "warning" if warning else "error", fix)
