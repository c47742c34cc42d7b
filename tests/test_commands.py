"""The program as it is called: exit codes, standard streams, one JSON object a question."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
QUESTION = "国家乳业技术创新中心有多少家成员单位"
KEYS = [
    "query",
    "kind",
    "entries",
    "confidence",
    "text",
    "suggestions",
    "route",
    "source",
    "as_of",
    "reason",
    "ms",
]


def run(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The finished program; no setting of the machine reaches it."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, PROJECT / "run_bot.py", *arguments],
        input=stdin,
        env={**kept, "TELEGRAM_BOT_TOKEN": "", "KNOWLEDGE_DIR": "", "LC_ALL": "C", **environment},
        capture_output=True,
        check=False,
    )


def objects(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The shipped knowledge with one mistyped field."""
    folder = tmp_path / "knowledge"
    shutil.copytree(PROJECT / "knowledge", folder)
    file = folder / "programs/dairy-centre.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("\nsubject:", "\nsubjekt:", 1), encoding="utf-8")
    return folder


def test_a_piped_question_is_answered_with_figure_and_source_in_any_locale() -> None:
    done = run(stdin=f"{QUESTION}\n".encode())
    first, second = done.stdout.decode().splitlines()[:2]
    assert (done.returncode, done.stderr) == (0, b"")
    assert "101" in first
    assert second.startswith("出处：")


def test_piped_lines_are_turns_of_one_chat_and_a_number_picks() -> None:
    done = run("chat", stdin=f"{QUESTION}\n2\n退出\n不再问了\n".encode("gbk"))
    first, second = done.stdout.decode().split("\n\n")
    picked = first.splitlines()[-2].removeprefix("  2. ")
    answer = json.loads(run("ask", "--json", picked).stdout.decode())["text"]
    assert second.startswith(answer)


def test_the_full_text_is_offered_only_where_there_is_one() -> None:
    done = run("chat", stdin=f"{QUESTION}\n全文\n".encode())
    assert done.stdout.decode().endswith("\n\n上一条没有更长的内容。\n")


def test_an_empty_pipe_is_told_so() -> None:
    done = run(stdin=b"\n \n")
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", "没有读到问题。\n")


def test_ask_gives_one_object_a_question_in_order() -> None:
    rows = objects(run("ask", "--json", QUESTION, "包头有多少家工作站", "你好"))
    assert [list(row) for row in rows] == [KEYS] * 3
    assert [row["query"] for row in rows] == [QUESTION, "包头有多少家工作站", "你好"]
    assert [(row["kind"], row["reason"]) for row in rows] == [
        ("answer", None),
        ("none", "place"),
        ("none", "small_talk"),
    ]
    assert rows[0]["entries"] == ["dairy-members"]
    assert str(rows[0]["text"]).endswith(str(rows[0]["source"]))


def test_ask_reads_a_file_and_the_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "questions.txt"
    file.write_bytes(f"\ufeff{QUESTION}\r\n\r\n你好\r\n".encode())
    from_file = objects(run("ask", "--json", "--file", str(file)))
    from_pipe = objects(run("ask", "--json", "-", stdin=file.read_bytes()))
    assert [row["query"] for row in from_file] == [row["query"] for row in from_pipe] == [QUESTION, "你好"]


def test_only_a_conversation_remembers_the_line_before() -> None:
    lines = ["国家乳业技术创新中心引进了多少位院士", "它在哪？"]
    together = objects(run("ask", "--json", "--conversation", *lines))
    apart = objects(run("ask", "--json", *lines))
    assert together[1]["entries"] == ["dairy-location"]
    assert apart[1]["entries"] != ["dairy-location"]


def test_ask_without_json_reads_as_the_chat_does() -> None:
    assert run("ask", QUESTION).stdout == run("chat", stdin=QUESTION.encode()).stdout


def test_any_text_gets_a_reply() -> None:
    texts = ["", " ", "？" * 5000, "两行\n问题", "<b>&", "\U0001f600", "\u202e反过来"]
    rows = objects(run("ask", "--json", *texts))
    assert [row["query"] for row in rows] == texts
    assert {row["kind"] for row in rows} <= {"answer", "suggest", "none"}


def test_ask_without_a_question_explains_itself() -> None:
    assert run("ask").returncode == 2
    missing = run("ask", "--file", "没有这个文件.txt")
    assert (missing.returncode, missing.stdout) == (1, b"")
    assert "没有这个文件.txt" in missing.stderr.decode()


def test_check_passes_on_the_shipped_knowledge() -> None:
    done = run("check")
    assert (done.returncode, done.stdout.decode()) == (0, "knowledge/ 没有问题。\n")


def test_check_names_the_place_of_a_mistake(broken: Path) -> None:
    done = run("check", str(broken))
    line = next(line for line in done.stdout.decode().splitlines() if "[unknown-key]" in line)
    assert done.returncode == 1
    assert line.startswith("programs/dairy-centre.yaml:2:1: ")
    found = json.loads(run("check", str(broken), "--json").stdout)
    assert ("programs/dairy-centre.yaml", 2, 1, "unknown-key") in {
        (row["file"], row["line"], row["column"], row["rule"]) for row in found
    }


def test_broken_knowledge_at_the_start_is_told_and_ends(broken: Path) -> None:
    done = run("chat", stdin=QUESTION.encode(), KNOWLEDGE_DIR=str(broken))
    assert (done.returncode, done.stdout) == (1, b"")
    assert "programs/dairy-centre.yaml:2:1: " in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_why_tells_what_was_weighed() -> None:
    done = run("why", QUESTION)
    assert done.returncode == 0
    assert "dairy-members" in done.stdout.decode()


def test_eval_prints_rates_and_writes_curves_and_scorecard(tmp_path: Path) -> None:
    plot, card = tmp_path / "curves.svg", tmp_path / "SCORECARD.md"
    hard = PROJECT / "tests/questions/_hard.yaml"
    done = run("eval", str(hard), "--plot", str(plot), "--scorecard", str(card))
    assert (done.returncode, done.stderr) == (0, b"")
    assert "答对：100.0 %" in done.stdout.decode()
    assert plot.read_text(encoding="utf-8").startswith("<svg")
    assert "## 换个说法，结果不变的" in card.read_text(encoding="utf-8")


def test_a_setting_that_cannot_be_used_ends_with_one_message() -> None:
    done = run("chat", stdin=QUESTION.encode(), TELEGRAM_BOT_TOKEN="这不是令牌")  # noqa: S106
    assert (done.returncode, done.stdout) == (1, b"")
    assert "TELEGRAM_BOT_TOKEN" in done.stderr.decode()
