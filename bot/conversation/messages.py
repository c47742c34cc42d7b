"""What goes into the Assistant and what comes out. Knows neither channels nor how a reply is found."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Literal

from bot.content.model import Audience

Asked = Literal["typed", "suggestion", "related", "topic", "example", "link", "edited", "caption", "inline"]
Reason = Literal[
    "place",
    "year",
    "attribute",
    "other",
    "organisation",
    "person",
    "premise",
    "off_topic",
    "small_talk",
    "gibberish",
    "unclear",
]


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """One thing a person asked; a pressed button is a question too."""

    text: str
    chat: str  # opaque key of the conversation
    time: dt.datetime  # aware
    audience: Audience | None = None  # as the person chose it, if they did
    channel: str = "terminal"  # opaque label for the records
    asked: Asked = "typed"
    entry: str = ""  # entry id when a button or link names it; empty for free text


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """A question the person can pick."""

    entry: str  # entry id
    question: str
    label: str  # at most 14 characters, for a button
    answer: str  # what picking it would say


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """A curated answer."""

    entry: str
    text: str  # answer in the audience's wording, with its warnings
    source_line: str  # 出处：…
    as_of: str
    confidence: float  # 0..1
    related: tuple[Choice, ...]
    full: str  # longer text behind 全文; may be empty
    other_audience: Audience | None  # set when the other wording differs


@dataclasses.dataclass(frozen=True, slots=True)
class Suggestions:
    """The likely questions, when none is certain."""

    lead: str
    choices: tuple[Choice, ...]  # 1 to 3, best first
    confidence: float


@dataclasses.dataclass(frozen=True, slots=True)
class NoAnswer:
    """An honest refusal: what was understood, what is missing, whom to ask."""

    text: str
    reason: Reason
    choices: tuple[Choice, ...]  # neighbouring questions that can be answered
    route: str  # id of the route named in the text; may be empty


@dataclasses.dataclass(frozen=True, slots=True)
class Routed:
    """Not ours: whom to ask instead."""

    route: str
    text: str
    choices: tuple[Choice, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Chat:
    """Small talk."""

    id: str
    text: str


Part = Answer | Suggestions | NoAnswer | Routed | Chat


@dataclasses.dataclass(frozen=True, slots=True)
class Reply:
    """Everything said in return to one question."""

    question: Question
    parts: tuple[Part, ...]  # never empty
    knowledge_version: str
    understood_as: str  # the question as it was finally taken (after follow-up or correction)
