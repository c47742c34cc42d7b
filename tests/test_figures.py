"""Every subject and every figure, asked as its facts name it: in keywords, spoken, with one wrong character.

The questions are made of names, fact labels and entry questions, never of the phrasings people wrote down.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pypinyin
import pytest

from bot.content.load import load
from bot.content.model import Entry, Fact, Knowledge, Subject
from bot.conversation.assistant import Assistant
from bot.conversation.context import MemoryContextStore
from bot.conversation.messages import Answer, Question
from bot.evaluation.figures import compared, holds
from tests.replies import TIME

PROJECT = Path(__file__).resolve().parent.parent
WAYS = ("关键词", "口语", "一个同音字")
FLOORS = {"关键词": 0.95, "口语": 0.95, "一个同音字": 0.95}
SHORTEST = 3  # characters of a word in which a wrong one is still read over
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FIGURE = re.compile(r"[\d.]+(?:余|多|万|亿|%|至|以上)*[\u4e00-\u9fff]?")


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    """One question and the entry that answers it."""

    way: str
    text: str
    entry: str


@functools.cache
def knowledge() -> Knowledge:
    return load(PROJECT / "knowledge")


@functools.cache
def common_by_reading() -> dict[str, list[str]]:
    """Toned reading → the everyday characters that are read so, in the order of GB 2312's first level."""
    found: dict[str, list[str]] = defaultdict(list)
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF):
            try:
                char = bytes((high, low)).decode("gb2312")
            except UnicodeDecodeError:
                continue
            found[reading(char)].append(char)
    return found


def reading(char: str) -> str:
    return pypinyin.pinyin(char, style=pypinyin.Style.TONE3)[0][0]


def misheard(word: str) -> str:
    """The word with one character, from the middle outwards, replaced by another of the same reading."""
    middle = len(word) // 2
    for at in sorted(range(len(word)), key=lambda place: (abs(place - middle), place)):
        others = common_by_reading().get(reading(word[at]), []) if _HAN.match(word[at]) else []
        if [other for other in others if other != word[at]]:
            other = next(other for other in others if other != word[at])
            return f"{word[:at]}{other}{word[at + 1 :]}"
    return word


def with_a_wrong_character(text: str, words: list[str]) -> str:
    """The text with one wrong character in the longest of the words that it holds."""
    held = sorted((w for w in words if len(w) >= SHORTEST and w in text), key=lambda w: (-len(w), w))
    changed = (text.replace(word, misheard(word), 1) for word in held)
    return next((one for one in changed if one != text), text)


def short_name(subject: Subject) -> str:
    """What people call the subject: its first short name."""
    return subject.aliases[0] if subject.aliases else subject.name


def spoken(question: str, subject: Subject) -> str:
    names = (subject.name, *subject.aliases)
    called = max((name for name in names if name in question), key=len, default="")
    text = question.replace(called, short_name(subject), 1) if called == subject.name else question
    return f"我想问一下，{text.rstrip('？')}啊"


def printed_fact(entry: Entry, subject: Subject) -> Fact | None:
    """The fact whose figure stands first in the answer."""
    places = [
        (entry.answer.find(f"{value.value}{fact.unit}"), fact.key, fact)
        for fact in subject.facts
        for value in fact.values
        if f"{value.value}{fact.unit}" in entry.answer
    ]
    return min(places, default=(0, "", None), key=lambda place: place[:2])[2]


def cases() -> Iterator[Case]:
    for subject in knowledge().subjects.values():
        for entry in (knowledge().entries[one] for one in subject.entries):
            if entry.kind == "overview":
                keywords = f"{short_name(subject)} 介绍"
            elif entry.kind == "figure":
                fact = printed_fact(entry, subject)
                keywords = f"{short_name(subject)} {fact.label if fact else entry.label}"
            else:
                continue
            words = [subject.name, *subject.aliases, *subject.names, *(f.label for f in subject.facts)]
            yield Case("关键词", keywords, entry.id)
            yield Case("口语", spoken(entry.question, subject), entry.id)
            wrong = with_a_wrong_character(entry.question, words)
            if wrong != entry.question:
                yield Case("一个同音字", wrong, entry.id)


def figure_of(entry: Entry) -> str:
    """The figure that the answer begins with; empty when it begins with none."""
    found = _FIGURE.search(entry.answer[:20]) if entry.kind == "figure" else None
    return found.group() if found else ""


def is_right(case: Case, answers: list[Answer]) -> bool:
    """Whether the entry answered, or another one that says the same figure."""
    figure = figure_of(knowledge().entries[case.entry])
    return any(a.entry == case.entry or (figure and holds(compared(a.text), figure)) for a in answers)


@functools.cache
def results() -> dict[str, list[tuple[Case, bool, str]]]:
    asked: dict[str, list[tuple[Case, bool, str]]] = {way: [] for way in WAYS}
    assistant = Assistant(knowledge(), MemoryContextStore())
    for number, case in enumerate(cases()):
        reply = assistant.reply(Question(case.text, f"figures-{number}", TIME))
        answers = [part for part in reply.parts if isinstance(part, Answer)]
        said = "、".join(answer.entry for answer in answers) or type(reply.parts[0]).__name__
        asked[case.way].append((case, is_right(case, answers), said))
    return asked


@pytest.mark.parametrize("way", WAYS)
def test_subjects_and_figures_are_found_by_their_names(way: str) -> None:
    rows = results()[way]
    wrong = [f"{case.text} → {said}（应为{case.entry}）" for case, right, said in rows if not right]
    rate = 1 - len(wrong) / len(rows)
    assert rate >= FLOORS[way], f"{way}：{rate:.3f}，{len(rows)}问\n" + "\n".join(wrong)


def test_enough_is_asked() -> None:
    figures = [one for one in knowledge().entries.values() if one.kind in ("figure", "overview")]
    assert len(results()["关键词"]) == len(results()["口语"]) == len(figures)
    assert len(results()["一个同音字"]) >= 0.8 * len(figures)
