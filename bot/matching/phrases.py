"""The phrases to be recognised, read from the knowledge and the shipped lists."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

from bot.content.model import Knowledge
from bot.matching import lexicon
from bot.matching.stored import restore, slot_values
from bot.matching.text import Text, read

Row = tuple[tuple[str, ...], tuple[str, ...], Any]
QUESTION_CHARACTERS = frozenset("什么怎哪几多谁")


@dataclasses.dataclass(frozen=True, slots=True)
class Tag:
    """What one phrase stands for."""

    kind: str
    value: Any

    __getstate__, __setstate__ = slot_values, restore


@dataclasses.dataclass(frozen=True, slots=True)
class Name:
    """A proper name: a subject, a person, an organisation, a product."""

    id: str  # "s:" + subject id, or "n:" + the name itself
    text: str  # as it is written in full

    __getstate__, __setstate__ = slot_values, restore


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A place the question speaks of."""

    text: str  # as asked
    full: str  # 包头市
    spoken: bool  # well known enough to be heard in bare pinyin

    __getstate__, __setstate__ = slot_values, restore


@dataclasses.dataclass(frozen=True, slots=True)
class Member:
    """One thing of a kind: no other member of the kind can be meant."""

    kind: str  # id of the kind
    text: str  # the usual word for it

    __getstate__, __setstate__ = slot_values, restore


def synonym_rows(knowledge: Knowledge) -> Iterator[Row]:
    """Every variant with the text of the knowledge's own word."""
    for group in knowledge.terms.synonyms:
        texts = [read(phrase, latin=False) for phrase in group]
        for text in texts:
            yield text.units, text.syllables, texts[0]


def written_rows(knowledge: Knowledge, canonical: Callable[[str], Text]) -> Iterator[Row]:
    """What is recognised by characters only: words, asking words, well-known organisations."""
    terms = knowledge.terms
    for phrase in (*terms.fillers, *terms.function_words):
        yield _row(canonical(phrase), Tag("word", 0.0))
    weighted = {kind: Tag("word", weight) for kind, weight in lexicon.WORD_WEIGHT.items()}
    for word, kind in lexicon.rows("words.tsv"):
        yield tuple(word), (), weighted[kind]
    for attribute in terms.attributes:
        for phrase in attribute.words:
            yield _row(canonical(phrase), Tag("attribute", attribute.id))
    own = {n for s in knowledge.subjects.values() for n in (s.name, *s.aliases, *s.names)}
    for (phrase,) in lexicon.rows("organisations.txt"):
        if phrase not in own:
            yield _row(canonical(phrase), Tag("stranger", phrase))


def member_rows(knowledge: Knowledge, canonical: Callable[[str], Text]) -> Iterator[Row]:
    """Every word for a thing of a kind."""
    for kind in knowledge.terms.kinds:
        for member in kind.members:
            for phrase in member:
                text = canonical(phrase)
                yield text.units, text.syllables, Member(kind.id, member[0])


def idea_rows(knowledge: Knowledge, canonical: Callable[[str], Text]) -> Iterator[Row]:
    """Every word of the groups of near words, with the number of its group."""
    for number, group in enumerate(knowledge.terms.near):
        for phrase in group:
            text = canonical(phrase)
            yield text.units, text.syllables, number


def heard_rows(knowledge: Knowledge, canonical: Callable[[str], Text]) -> Iterator[Row]:
    """What is recognised by sound too: names, places, the nouns among the asking words."""
    yield from _names(knowledge, canonical)
    terms = knowledge.terms
    for phrase in terms.home_places:
        yield _row(read(phrase, latin=False), Tag("home", phrase))
    for phrase in terms.districts:
        yield _row(read(phrase, latin=False), Tag("district", phrase))
    shipped = lexicon.rows("places.tsv")
    spoken = {row[1] for row in shipped if row[2]}
    own = {*terms.home_places, *terms.districts}
    for surface, full in ({row[0]: row[1] for row in shipped} | dict(terms.place_aliases)).items():
        if surface not in own:
            yield _row(read(surface, latin=False), Tag("place", Place(surface, full, full in spoken)))
    for attribute in terms.attributes:
        for phrase in attribute.words:
            text = canonical(phrase)
            if not QUESTION_CHARACTERS.intersection(text.units):
                yield _row(text, Tag("noun", attribute.id))


def _names(knowledge: Knowledge, canonical: Callable[[str], Text]) -> Iterator[Row]:
    for subject in knowledge.subjects.values():
        name = Tag("name", Name(f"s:{subject.id}", subject.name))
        for alias in (subject.name, *subject.aliases):
            yield _row(canonical(alias), name)
    for subject in knowledge.subjects.values():
        for own, aliases in subject.names.items():
            name = Tag("name", Name(f"n:{own}", own))
            for alias in (own, *aliases):
                yield _row(canonical(alias), name)


def _row(text: Text, tag: Tag) -> Row:
    return text.units, text.syllables, tag
