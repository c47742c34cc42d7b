"""Knowledge made up for measuring: written nowhere, true of nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from bot.content.model import Audience, Entry, Knowledge, Source, Subject, Terms, Topic

_SOURCE = Source("made", "测量用", "", "", "2026", "official", "", "")
_EVERYBODY: tuple[Audience, ...] = ("farmer", "enterprise")
_FIRST = ["青山", "北原", "云川", "金河", "白塔", "清水", "武安", "和林", "托县", "新城", "玉泉", "赛罕"]
_SECOND = ["乳品", "草种", "疫苗", "秸秆", "马铃薯"]
_ASKED = {
    "有多少家成员单位": "成员单位共12家。",
    "引进了几位院士": "引进院士3位。",
    "在什么地方": "在园区东侧。",
    "是哪一年成立的": "2021年成立。",
    "主要研究什么": "研究育种和加工。",
}


def knowledge_of(entries: Mapping[str, Sequence[str]], terms: Terms) -> Knowledge:
    """Knowledge of one subject with an entry for each id: its question and other phrasings of it."""
    made = {id_: _entry(id_, "faq", texts, "") for id_, texts in entries.items()}
    return _knowledge({"faq": _subject("faq", "常见问题", list(made))}, made, terms)


def generated(terms: Terms) -> Knowledge:
    """Knowledge of 60 made-up centres with 5 entries each."""
    subjects: dict[str, Subject] = {}
    entries: dict[str, Entry] = {}
    for number, (place, field) in enumerate(itertools.product(_FIRST, _SECOND)):
        name = f"{place}{field}技术创新中心"
        made = dict(_entries_of(f"centre-{number}", name))
        subjects[f"centre-{number}"] = _subject(f"centre-{number}", name, list(made))
        entries |= made
    return _knowledge(subjects, entries, terms)


def _entries_of(subject: str, name: str) -> Iterator[tuple[str, Entry]]:
    short = name.removesuffix("技术创新中心")
    for number, (asked, answer) in enumerate(_ASKED.items()):
        id_ = f"{subject}-{number}"
        texts = (f"{name}{asked}？", f"{short}中心{asked}", f"请问{name}{asked}呢", f"{short}那个中心{asked}")
        yield id_, _entry(id_, subject, texts, answer)


def _entry(id_: str, subject: str, texts: Sequence[str], answer: str) -> Entry:
    return Entry(
        id=id_,
        subject=subject,
        kind="detail",
        question=texts[0],
        label=texts[0][:14],
        phrasings=tuple(texts[1:]),
        answer=answer,
        farmer_answer="",
        full="",
        related=(),
        topic="general",
        audience=_EVERYBODY,
        sources=(_SOURCE,),
        as_of="2026",
        warnings=(),
        region="",
        contacts=(),
        links=(),
        refs=(),
        from_fact="",
    )


def _subject(id_: str, name: str, entries: Sequence[str]) -> Subject:
    return Subject(id_, name, (), {}, "general", _EVERYBODY, (), tuple(entries), (), f"{id_}.yaml")


def _knowledge(subjects: Mapping[str, Subject], entries: Mapping[str, Entry], terms: Terms) -> Knowledge:
    topics = (Topic("general", "总体布局", ""),)
    return Knowledge("made", subjects, entries, topics, {"made": _SOURCE}, {}, (), terms)
