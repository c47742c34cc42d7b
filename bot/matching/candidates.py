"""Everything a question can be answered with: entries, curated refusals, routes, small talk."""

from __future__ import annotations

import collections
import dataclasses
import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from bot.content.model import Entry, Knowledge, Unknown
from bot.matching.phrases import Member
from bot.matching.portions import denies, excepts, speaks_of_most, tells_apart
from bot.matching.profiles import Pair, Profile, profile
from bot.matching.stored import Row, restore, slot_values
from bot.matching.text import Text
from bot.matching.understand import Understood, understand
from bot.matching.vocabulary import Vocabulary

_CLAUSE = re.compile("[^。；;，,\n（）()]*[。；;，,\n（）()]?")
_FEW = 3  # one entry in so many must speak of a place that the whole subject is about
_MANY_DOCS = 6  # texts from which what only one of them touches upon is an aside
_SO_MANY_DOCS = 20  # texts from which an item that one of them asks for is an aside: 草莓苗1棵多少钱
_ASIDE = 10  # phrasings of which one may touch upon what the entry is not about
_FEW_PHRASINGS = 6  # phrasings of which more than one must say what a figure is chiefly of
NO_FIGURE = frozenset({"list", "who", "where", "when", "why", "ratio"})  # what a bare figure never answers
_SOME = 4  # phrasings of which one may deny what the entry is not about
_FEW_OF_MANY = 12  # phrasings of which one may compare: 最
_LISTED = {"full-list"}
_WHOLE_QUESTION = 9  # units from which an ask says enough without its subject
_DENIED = re.compile(
    "没有|未写|没写|没查到|未查到|不清楚|不等于|不是|不含|不能|另一口径|另外一|别的|不要混|两个口径"
)

_SOME_ONLY = re.compile("其余|其他几|别的没|没有列|没列|只点了|点名")
_DONE = re.compile("实际|已经|已达到")
Kind = Literal["entry", "unknown", "route", "talk"]


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """One thing the bot may say, with the texts that lead to it."""

    key: str
    kind: Kind
    id: str
    subject: str  # id of the subject; empty for routes and small talk
    docs: Sequence[Understood]  # question first, then phrasings
    answers: Sequence[Understood]  # what its answer states; empty for what has none
    asked: Profile  # of question, phrasings and the subject's names
    said: Profile  # of the answer
    overview: bool = False  # an overview or list: says a little of everything
    figure: bool = False  # one figure, true of one place and time only
    urgent: bool = False  # a route that comes first whatever else is asked
    local: bool = False  # a refusal about places: applies to questions that name one
    scope: frozenset[str] = frozenset()  # areas wider than the city that its question names
    kinds: Mapping[str, frozenset[Member]] = dataclasses.field(default_factory=dict)  # by kind
    dated: bool = False  # tells when: 是2021年落地的吗 asks of it
    expected: bool = False  # its figure is only expected: 预计500名
    home: frozenset[str] = frozenset()  # 呼和浩特, 内蒙古, 全国: areas its texts speak of
    districts: frozenset[str] = frozenset()  # every place that its subject is about
    portions: frozenset[str] = frozenset()  # "most", "not", "rest": what its texts speak of
    chiefly: frozenset[Pair] = frozenset()  # pairs of characters and of syllables that several texts hold
    parts: frozenset[str] = frozenset()  # districts of the city that its figure is of, together

    __getstate__, __setstate__ = slot_values, restore


def candidates(knowledge: Knowledge, vocabulary: Vocabulary) -> list[Candidate]:
    """Every candidate of the knowledge, in file order."""
    found: list[Candidate] = []
    names: dict[str, list[Text]] = {}
    for subject in knowledge.subjects.values():
        names[subject.id] = [vocabulary.canonical_phrase(n) for n in (subject.name, *subject.aliases)]
        found += [
            _entry(knowledge.entries[i], vocabulary, names[subject.id], subject.name) for i in subject.entries
        ]
        found += [_unknown(u, vocabulary, names[subject.id], subject.name) for u in subject.unknown]
        found = _share(found, subject.id)
    for route in knowledge.routes.values():
        candidate = _plain("route", route.id, route.asks, vocabulary)
        found.append(dataclasses.replace(candidate, urgent=route.urgent))
    for talk in knowledge.small_talk:
        found.append(_plain("talk", talk.id, talk.asks, vocabulary))
    return found


def _share(found: list[Candidate], subject: str) -> list[Candidate]:
    """The candidates, those of the subject knowing every place and thing that others of it speak of."""
    own = [c for c in found if c.subject == subject and c.kind == "entry"]
    often = collections.Counter(p for c in own for p in c.asked.places | c.said.places)
    places = frozenset(p for p, n in often.items() if n * _FEW >= len(own))
    parts = _districts(own)
    things = {m for c in own for members in c.kinds.values() for m in members}
    kinds = {kind: frozenset(m for m in things if m.kind == kind) for kind in {m.kind for m in things}}
    return [
        dataclasses.replace(
            c,
            districts=places,
            parts=_districts([c]) or parts,
            kinds={**kinds, **c.kinds}
            if c.figure
            else c.kinds,  # 几项专利 is of no 口蹄疫 where others name 猪瘟
        )
        if c.subject == subject
        else c
        for c in found
    ]


def _districts(candidates_: Sequence[Candidate]) -> frozenset[str]:
    """The districts that the candidates speak of, by their first two characters: 武川 and 武川县 are one."""
    texts = (t for c in candidates_ for t in (*c.docs, *c.answers))
    return frozenset(d[:2] for text in texts for span in text.districts for d in span.values)


def _read(phrases: Sequence[str], vocabulary: Vocabulary) -> tuple[Understood, ...]:
    return tuple(understand(vocabulary.canonical_phrase(p), vocabulary) for p in phrases if p)


def _entry(entry: Entry, vocabulary: Vocabulary, names: list[Text], subject: str) -> Candidate:
    docs = _read((entry.question, *entry.phrasings), vocabulary)
    said = _read([_stated(f"{entry.answer}\n{entry.farmer_answer}")], vocabulary)
    figure = entry.kind == "figure"
    whole = profile((*docs, *_read([subject], vocabulary)), names)
    asked = _without_asides(whole, docs, vocabulary, NO_FIGURE if figure else frozenset())
    when = entry.as_of + "年" if entry.as_of.isdigit() else entry.as_of
    return Candidate(
        f"e:{entry.id}",
        "entry",
        entry.id,
        entry.subject,
        Row(docs),
        Row(said),
        asked,
        profile((*said, *_read([when], vocabulary))),
        overview=entry.kind in {"overview", "list"},
        figure=figure,
        chiefly=_chiefly(docs),
        dated=figure and any("when" in demand for demand in docs[0].demands),
        scope=docs[0].scope if docs else frozenset(),
        kinds=_by_kind(asked, *(profile([text]) for text in said)),
        expected="预计" in entry.answer and not _DONE.search(entry.answer),
        portions=_portions(docs, said, whole=_lists(docs) and not _SOME_ONLY.search(entry.answer)),
        home=frozenset(a for text in (*docs, *said) for span in text.home for a in span.values),
    )


def _several(docs: Sequence[Understood], speaks: Callable[[Sequence[str]], bool], of: int = _SOME) -> bool:
    """Whether the question, or more than one of so many phrasings, speak of it."""
    return speaks(docs[0].text.units) or sum(speaks(doc.text.units) for doc in docs) > len(docs) // of


def _lists(docs: Sequence[Understood]) -> bool:
    """Whether the entry is asked for all of several."""
    return any("list" in demand for demand in docs[0].demands)


def _portions(docs: Sequence[Understood], said: Sequence[Understood], *, whole: bool) -> frozenset[str]:
    """The portions that the entry tells; the rest too where it is the `whole` list of what there is."""
    told = {
        "most": _several(docs, speaks_of_most, _FEW_OF_MANY)
        or any(speaks_of_most(text.text.units) for text in said),
        "not": _several(docs, denies),
        "rest": whole or excepts(docs[0].text.units),
        "each": any(tells_apart(doc.text.units) for doc in docs),
    }
    return frozenset(kind for kind, holds in told.items() if holds)


def _chiefly(docs: Sequence[Understood]) -> frozenset[Pair]:
    """The neighbouring characters and syllables of the question and of what several phrasings say."""
    often = collections.Counter(pair for doc in docs for pair in _pairs(doc))
    several = {pair for pair, count in often.items() if count > len(docs) // _FEW_PHRASINGS}
    return frozenset(several.union(_pairs(docs[0])) if docs else several)


def _pairs(doc: Understood) -> set[Pair]:
    units, sounds = doc.text.units, doc.text.syllables
    return {*itertools.pairwise(units), *itertools.pairwise(sounds)}


def _without_asides(
    asked: Profile, docs: Sequence[Understood], vocabulary: Vocabulary, never: frozenset[str]
) -> Profile:
    """The profile without what one phrasing of many touches upon: 什么路子, the count of a telling entry."""
    if len(docs) < _MANY_DOCS:
        return asked
    rare = max(1, len(docs) // _ASIDE)
    often = collections.Counter(a for doc in docs for d in doc.demands if len(d) == 1 for a in d)
    beside = {a for doc in docs if len(doc.demands) > 1 for d in doc.demands for a in d}
    meant = {a for d in docs[0].demands for a in d}
    meant |= _LISTED if "list" in meant else set()
    hard = {a for a in beside - meant if vocabulary.attributes[a].hard}
    asides = {a for a in (*hard, *(({"count"} | never) - meant)) if often[a] <= rare}
    if len(docs) >= _SO_MANY_DOCS:
        lonely = {a for a, n in often.items() if n == 1 and vocabulary.attributes[a].hard}
        asides |= lonely - {a for d in docs[0].demands if len(d) == 1 for a in d}
    return dataclasses.replace(asked, attributes=asked.attributes - asides)


def _by_kind(*texts: Profile) -> dict[str, frozenset[Member]]:
    members = frozenset(m for text in texts for m in text.members)
    return {kind: frozenset(m for m in members if m.kind == kind) for kind in {m.kind for m in members}}


def _stated(answer: str) -> str:
    """What an answer states: without the clauses that say what is not known (品种名字报道没有写).

    What it lists stays told apart from what only follows a pause.
    """
    return "".join(c for c in _CLAUSE.findall(answer) if not _DENIED.search(c)).replace("、", "和")


def _unknown(unknown: Unknown, vocabulary: Vocabulary, names: list[Text], subject: str) -> Candidate:
    docs: list[Understood] = []
    for ask in unknown.asks:
        for own in _read([ask], vocabulary):
            if own.names or len(own.text) >= _WHOLE_QUESTION:
                docs.append(own)
            if not own.names:
                docs += _read([f"{subject}{ask}"], vocabulary)
    asked = profile((*docs, *_read([subject], vocabulary)), names)
    return Candidate(
        f"u:{unknown.id}",
        "unknown",
        unknown.id,
        unknown.subject,
        Row(docs),
        (),
        asked,
        profile(()),
        local=unknown.reason == "place",
    )


def _plain(kind: Kind, identity: str, asks: Sequence[str], vocabulary: Vocabulary) -> Candidate:
    docs = _read(asks, vocabulary)
    return Candidate(f"{kind[0]}:{identity}", kind, identity, "", Row(docs), (), profile(docs), profile(()))


def spoken_years(candidate: Candidate) -> frozenset[str]:
    """The years the candidate answers for: those it is asked with, or else those its answer speaks of."""
    return candidate.asked.years or candidate.said.years
