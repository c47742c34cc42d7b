"""Organisations and persons a question names that the knowledge has never heard of."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator
from typing import Literal, Protocol

from bot.matching.candidates import Candidate
from bot.matching.index import Index
from bot.matching.lexicon import SURNAMES
from bot.matching.understand import Understood
from bot.matching.vocabulary import Vocabulary
from bot.matching.weighing import explained, weigh

_ORGANISATION = re.compile(
    "大学|学院|公司|集团|药业|药厂|研究院|研究所|科学院|医院|银行|学校|中学|实验室|合作社|委员会|委"
    "|技术创新中心|创新中心|研究中心|中心|工作站|基地|产业园|园区|高新区|局|厅|乳业|牧业|农业|科技|股份|联合体"
)
_OF_THE_STATE = re.compile("国家[^，的和在]{1,6}?(?:创新中心|研究中心|工程实验室|重点实验室)")
_STRONG = frozenset({"大学", "学院", "研究院", "集团", "银行", "医院", "药业", "科学院", "公司"})
_TITLE = re.compile("院士|教授|老师|博士|研究员|局长|院长|主任|董事长|总经理|专家|先生|女士|书记|同志")
_MINE = re.compile("(?:我们?|俺们?|咱们?)(?:是|在|从|们在|们是)$")
_WHO = re.compile(
    "(?:是谁|是什么人|是干什么|是哪里|是哪个|在哪|的电话|的手机|的联系|的微信|电话|手机|今年多)"
)
_SURNAME = "姓"
_NO_NAME = re.compile("[副正]$|^张[图表片纸照单]")  # 付副研究员, 那张图
_NOUN = 0.9  # weight from which a unit belongs to a noun or an unknown word
_COVERED = 0.5  # share from which the candidate says it


@dataclasses.dataclass(frozen=True, slots=True)
class Stranger:
    """A name nobody wrote down."""

    kind: Literal["organisation", "person"]
    text: str


def strangers(query: Understood, candidate: Candidate, matcher: Surroundings) -> tuple[Stranger, ...]:
    """The unknown organisations and persons of a question, seen beside its best candidate."""
    if not any(query.text.units):
        return ()
    seen = _Seen(query, candidate, matcher)
    return (*seen.organisations(), *seen.persons())


class Surroundings(Protocol):
    """What is needed of the matcher."""

    @property
    def index(self) -> Index:
        """The index of the knowledge."""
        ...

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the knowledge."""
        ...


class _Seen:
    """One question beside its best candidate, with positions in units and in characters."""

    def __init__(self, query: Understood, candidate: Candidate, matcher: Surroundings) -> None:
        self._query = query
        self._candidate = candidate
        self._vocabulary = matcher.vocabulary
        weighed = weigh(query, matcher.index)
        both = zip(explained(weighed, candidate.asked), explained(weighed, candidate.said), strict=True)
        self._covers = [max(a, b) for a, b in both]
        self._named = [False] * len(query.text)
        for span in query.names:
            self._named[span.start : span.end] = [True] * (span.end - span.start)
        starts, text = [], ""
        for unit in query.text.units:
            starts.append(len(text))
            text += unit or "?"
        self._text = text
        self._unit_at = {start: index for index, start in enumerate(starts)}

    def organisations(self) -> Iterator[Stranger]:
        """Names that end like an organisation's and are not written in the candidate."""
        for span in self._query.strangers:
            name = self._query.text.units[span.start : span.end]
            if not self._written(name):
                yield Stranger("organisation", "".join(name))
        weights, units = self._query.weights, self._query.text.units
        placed = {i for s in (*self._query.places, *self._query.home) for i in range(s.start, s.end)}
        yield from self._of_the_state()
        for match in _ORGANISATION.finditer(self._text):
            end = self._unit_at.get(match.start())
            if end is None or self._named[end]:
                continue
            strong = match.group() in _STRONG
            start = end
            while (
                start
                and not self._named[start - 1]
                and (
                    (weights[start - 1] >= _NOUN and (strong or self._covers[start - 1] < _COVERED))
                    or (strong and start - 1 in placed)
                )
            ):
                start -= 1
            if _MINE.search(self._text[: match.start() - sum(map(len, units[start:end]))]):
                continue  # 我在税务局上班: where the asker is
            if end - start >= 2 and not self._written(units[start:end]) and self._is_name(start, end, placed):
                yield Stranger("organisation", "".join(units[start:end]) + match.group())

    def _of_the_state(self) -> Iterator[Stranger]:
        """国家马业技术创新中心, of which the candidate says all but one character."""
        weights = self._query.weights
        for match in _OF_THE_STATE.finditer(self._text):
            span = [self._unit_at[i] for i in range(*match.span()) if i in self._unit_at]
            unknown = any(weights[i] >= _NOUN and self._covers[i] < _COVERED for i in span)
            if unknown and not any(self._named[i] for i in span):
                yield Stranger("organisation", match.group())

    def _is_name(self, start: int, end: int, placed: set[int]) -> bool:
        """Whether the units look like a name: a place, or something that is no words of the language."""
        units = self._query.text.units[start:end]
        return start in placed or not self._vocabulary.holds_word(units)

    def _written(self, units: tuple[str, ...]) -> bool:
        pairs = self._candidate.asked.pairs | self._candidate.said.pairs
        return all(p in pairs for p in itertools.pairwise(units))

    def persons(self) -> Iterator[Stranger]:
        """Full names of persons the knowledge does not know."""
        for pattern in (_TITLE, _WHO):
            for match in pattern.finditer(self._text):
                for length in (3, 2):
                    start = self._unit_at.get(match.start() - length)
                    asked_who = match.group() != "是"
                    if start is not None and self._is_person(start, start + length, sure=asked_who):
                        yield Stranger("person", "".join(self._query.text.units[start : start + length]))
                        break

    def _is_person(self, start: int, end: int, *, sure: bool) -> bool:
        query = self._query
        units = query.text.units[start:end]
        begins = start == 0 or bool(query.text.breaks[start]) or query.weights[start - 1] < _NOUN
        return (
            units[0] in SURNAMES
            and units[1] != _SURNAME  # 赵姓董事长
            and not _NO_NAME.search("".join(units))
            and not (start and query.text.units[start - 1][:1].isdigit())  # 420万元
            and begins
            and not (start and self._vocabulary.is_word(query.text.units[start - 1 : start + 1]))  # 示范
            and not any(self._named[start:end])
            and not any(query.weights[i] == 0 and not u[:1].isdigit() for i, u in enumerate(units, start))
            and not _TITLE.search("".join(units))
            and not self._vocabulary.is_word(units)
            and (sure or not self._vocabulary.is_word(units[-2:]))
        )
