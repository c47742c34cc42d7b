"""The knowledge snapshot that the rest of the program reads. Knows neither YAML nor files."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Literal

Audience = Literal["farmer", "enterprise"]
Certainty = Literal["official", "media", "repost"]
EntryKind = Literal["figure", "detail", "overview", "list", "conditions"]
RefusalReason = Literal["place", "year", "attribute", "organisation", "person", "premise"]


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """Where a statement was read."""

    id: str
    title: str
    issuer: str  # who published it; may be empty
    number: str  # 文号 of an official document; may be empty
    date: str  # as the document has it: 2016-01-29, 约2023 …
    certainty: Certainty
    url: str  # only hosts on the allow list; may be empty
    short: str  # what the 出处 line prints instead of 《title》; may be empty


@dataclasses.dataclass(frozen=True, slots=True)
class FactValue:
    """One value a fact had at one time."""

    value: str  # 101, 100多, 800至1200 …: printed as written
    as_of: str  # 约2023, 2023-12, 2022 …
    status: Literal["achieved", "planned", "applied"]
    sources: tuple[Source, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Fact:
    """A dated figure of a subject."""

    key: str  # unique inside its subject
    label: str  # 成员单位
    unit: str  # 家; may be empty
    asks: tuple[str, ...]  # phrasings that this fact alone answers
    values: tuple[FactValue, ...]  # oldest first, never empty
    refs: tuple[str, ...]  # numbers of the fact list the value was taken from


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A question the knowledge answers; facts are already printed into the texts."""

    id: str
    subject: str  # id of the Subject it belongs to
    kind: EntryKind
    question: str  # as shown in lists
    label: str  # at most 14 characters, for a button; never empty
    phrasings: tuple[str, ...]
    answer: str
    farmer_answer: str  # may be empty: then `answer` serves both
    full: str  # longer text behind the 全文 button; may be empty
    related: tuple[str, ...]  # entry ids
    topic: str  # id of the Topic
    audience: tuple[Audience, ...]
    sources: tuple[Source, ...]
    as_of: str  # newest date the answer speaks of
    warnings: tuple[str, ...]  # sentences that must be shown with the answer
    region: str  # place whose rule this is, when it is not Hohhot's or the state's; may be empty
    contacts: tuple[str, ...]
    links: tuple[str, ...]
    refs: tuple[str, ...]
    from_fact: str  # key of the fact this entry was generated from; empty for written entries
    certainty: Certainty = (
        "media"  # of the entry as a whole: its least certain source, unless it says otherwise
    )
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    review_by: dt.date | None = None  # somebody should look at it again by this day
    checked_on: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Unknown:
    """What people ask and nobody has written down: a curated refusal."""

    id: str
    subject: str
    asks: tuple[str, ...]  # attribute words (电话) or whole questions
    say: str  # one sentence: what is not there
    route: str  # id of the Route to offer; may be empty
    reason: RefusalReason
    refs: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Subject:
    """A program, policy, platform, organisation or person that one knowledge file is about."""

    id: str
    name: str
    aliases: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]  # other proper names its entries speak of → their aliases
    topic: str
    audience: tuple[Audience, ...]
    facts: tuple[Fact, ...]
    entries: tuple[str, ...]  # entry ids in file order
    unknown: tuple[Unknown, ...]
    file: str  # path below the knowledge folder, for messages


@dataclasses.dataclass(frozen=True, slots=True)
class Topic:
    """A shelf of the /topics menu."""

    id: str
    title: str
    about: str  # one line; may be empty


@dataclasses.dataclass(frozen=True, slots=True)
class Route:
    """What the bot does not answer, and whom to ask instead."""

    id: str
    title: str  # short, for buttons and lists
    asks: tuple[str, ...]
    say: str
    related: tuple[str, ...]  # entry ids worth offering beside it
    refs: tuple[str, ...]
    urgent: bool = False  # people or animals may be in danger: said first, whatever else is asked


@dataclasses.dataclass(frozen=True, slots=True)
class SmallTalk:
    """A greeting, a thank-you, a question about the bot itself."""

    id: str
    asks: tuple[str, ...]
    say: str


@dataclasses.dataclass(frozen=True, slots=True)
class Attribute:
    """A kind of thing that can be asked of a subject: its phone number, its price, its head."""

    id: str
    label: str  # 电话, as a refusal names it
    words: tuple[str, ...]  # words that ask for it
    hard: bool  # an entry that does not speak of it can never answer it


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """A class of things of which one is no other: crops, degrees, diseases."""

    id: str
    label: str  # 作物
    members: tuple[tuple[str, ...], ...]  # the words for each; the first is the usual one


@dataclasses.dataclass(frozen=True, slots=True)
class Terms:
    """The language of the askers: what words mean the same, ask for something, or mean nothing."""

    synonyms: tuple[tuple[str, ...], ...]  # groups; the first is the knowledge's own word
    fillers: tuple[str, ...]  # said, but asking nothing
    function_words: tuple[str, ...]  # words every question is made of; never count as unexplained
    attributes: tuple[Attribute, ...]
    home_places: tuple[str, ...]  # 呼和浩特 and its short forms, what it is part of
    districts: tuple[str, ...]  # its districts, banners, counties and townships
    place_aliases: Mapping[str, str]  # spoken short form → place
    kinds: tuple[Kind, ...] = ()
    near: tuple[tuple[str, ...], ...] = ()  # groups of words close enough to be heard for one another


@dataclasses.dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything the bot may say, as of one reading of the folder."""

    version: str  # content hash, 12 hex digits
    subjects: Mapping[str, Subject]
    entries: Mapping[str, Entry]
    topics: tuple[Topic, ...]
    sources: Mapping[str, Source]
    routes: Mapping[str, Route]
    small_talk: tuple[SmallTalk, ...]
    terms: Terms
