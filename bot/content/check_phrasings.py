"""Checks that no two answers claim the same question. Knows no texts but those that people ask."""

from __future__ import annotations

import bisect
import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Iterator

import numpy as np
from rapidfuzz import fuzz, process

from bot.content.document import RoutesFile, SmallTalkFile
from bot.content.drafts import Drafts
from bot.content.generated import asked_of, tellers
from bot.content.nodes import Page, Step
from bot.content.problems import Problem

# Two questions this alike differ in one character of 13 or more, and the difference means nothing.
NEAR = 92
BLOCK = 500  # rows compared at a time, so that 60,000 phrasings need megabytes, not gigabytes
ROUTE, SMALL_TALK = "去处", "闲聊"
_MEANS_NOTHING = re.compile("[的了吗呢啊呀吧嘛么呗是请]|一下|请问")
_DIGITS = re.compile(r"\d+")


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """One way of asking, and the answer that claims it."""

    owner: str  # entry id; route and small talk with a prefix
    text: str
    key: str  # the text as far as it matters
    page: Page
    path: tuple[Step, ...]

    def __str__(self) -> str:
        return f"{self.page.file} 第 {self.page.place(self.path).line} 行的“{self.text}”（{self.owner}）"


def phrasing_problems(drafts: Drafts) -> Iterator[Problem]:
    """Every question that two answers claim: in the same words, or nearly."""
    asked = list(_all_asked(drafts))
    firsts: dict[str, Asked] = {}
    for one in asked:
        first = firsts.setdefault(one.key, one)
        if first.owner != one.owner:
            message = f"“{one.text}”和 {first} 一样"
            yield one.page.problem(one.path, "equal-phrasing", message, "只留在一条里")
    for item in _refused(drafts):
        if item.key in firsts:
            message = f"“{item.text}”一边说没有，一边在 {firsts[item.key]} 有答案"
            yield item.page.problem(item.path, "equal-phrasing", message, "只留在一处")
    claims = [one for one in firsts.values() if not one.owner.startswith(SMALL_TALK)]
    yield from _near(claims, _names(drafts))


def normalised(text: str) -> str:
    """The text without what typing adds by chance: width, case, punctuation, spaces."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LN")


def _all_asked(drafts: Drafts) -> Iterator[Asked]:
    for entry in drafts.entries:
        page, shape = entry.document.page, entry.shape
        yield _asked(shape.id, shape.question, page, (*entry.path, "question"))
        yield from _each(shape.id, shape.phrasings, page, (*entry.path, "phrasings"))
    told = tellers(drafts)
    for document in drafts.folder.documents:
        home = document.shape
        for key, fact in home.facts.items():
            owner = told.get((home.id, key), f"{home.id}.{key}")
            yield from _each(owner, asked_of(home, fact.asks), document.page, ("facts", key, "asks"))
    for page, special in drafts.folder.specials.values():
        if isinstance(special, RoutesFile):
            for at, route in enumerate(special.routes):
                yield from _each(f"{ROUTE} {route.id}", route.asks, page, ("routes", at, "asks"))
        elif isinstance(special, SmallTalkFile):
            for at, talk in enumerate(special.small_talk):
                yield from _each(f"{SMALL_TALK} {talk.id}", talk.asks, page, ("small_talk", at, "asks"))


def _each(owner: str, texts: Iterable[str], page: Page, path: tuple[Step, ...]) -> Iterator[Asked]:
    return (_asked(owner, text, page, (*path, at)) for at, text in enumerate(texts))


def _refused(drafts: Drafts) -> Iterator[Asked]:
    for document in drafts.folder.documents:
        for path, item in document.unknown():
            yield from _each("unknown", item.asks, document.page, (*path, "asks"))


def _asked(owner: str, text: str, page: Page, path: tuple[Step, ...]) -> Asked:
    return Asked(owner, text, normalised(text), page, path)


def _names(drafts: Drafts) -> dict[str, str]:
    """Every name of a subject or of something it speaks of → the full name, longest first."""
    names: dict[str, str] = {}
    for document in drafts.folder.documents:
        shape = document.shape
        for full, aliases in ((shape.subject, shape.aliases), *shape.names.items()):
            names.update((normalised(name), full) for name in (full, *aliases))
    return dict(sorted(names.items(), key=lambda pair: -len(pair[0])))


def _near(asked: list[Asked], names: dict[str, str]) -> Iterator[Problem]:
    """Pairs of different answers whose questions differ only in what means nothing."""
    keys = [_MEANS_NOTHING.sub("", one.key) for one in asked]
    reported = set[tuple[str, str]]()
    for left, right in sorted(alike(keys)):
        first, second = asked[left], asked[right]
        pair = (first.owner, second.owner)
        if first.owner != second.owner and pair not in reported and _same(keys[left], keys[right], names):
            reported.add(pair)
            message, fix = f"“{second.text}”和 {first} 差不多", "改得更不一样，或只留在一条里"
            yield second.page.warning(second.path, "near-phrasing", message, fix)


def alike(keys: list[str], block: int = BLOCK) -> Iterator[tuple[int, int]]:
    """Positions of all pairs that score NEAR or more; only texts of about the same length can."""
    order = sorted(range(len(keys)), key=lambda at: len(keys[at]))
    lengths = [len(keys[at]) for at in order]
    for start in range(0, len(order), block):
        rows = order[start : start + block]
        longest = lengths[start + len(rows) - 1] * (200 - NEAR) // NEAR
        columns = order[start : bisect.bisect_right(lengths, longest)]
        left, right = [keys[at] for at in rows], [keys[at] for at in columns]
        scores = process.cdist(left, right, scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.uint8)
        for row, column in np.argwhere(scores):
            if row < column:
                yield min(rows[row], columns[column]), max(rows[row], columns[column])


def _same(left: str, right: str, names: dict[str, str]) -> bool:
    """Whether two alike questions ask the same: of the same names, with the same figures."""
    if _DIGITS.findall(left) != _DIGITS.findall(right):
        return False
    left_rest, left_names = _without(left, names)
    right_rest, right_names = _without(right, names)
    return left_names == right_names and fuzz.ratio(left_rest, right_rest) >= NEAR


def _without(text: str, names: dict[str, str]) -> tuple[str, set[str]]:
    found = set()
    for name, full in names.items():
        if name and name in text:
            text = text.replace(name, "")
            found.add(full)
    return text, found
