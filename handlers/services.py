"""What a handler can reach: assistant, records, clock. Knows no update."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from telegram.ext import CallbackContext, ExtBot

from bot.assembly import now
from bot.content.model import Knowledge
from bot.conversation.assistant import Assistant
from bot.conversation.messages import Answer, Question, Reply
from bot.records.store import Records

UNSENT = 1000  # replies kept at most while they cannot be sent


@dataclasses.dataclass(frozen=True, slots=True)
class Answered:
    """A reply, the number under which its question is kept, and what it answers in full words."""

    reply: Reply
    number: int
    title: str  # for people who did not see the question asked


class Unsent:
    """Replies on their way: a message tried again gets the reply it got first, as its chat has moved on."""

    def __init__(self) -> None:
        self._replies: OrderedDict[int, Answered] = OrderedDict()

    def get(self, update: int) -> Answered | None:
        """The reply this update got when it was tried before."""
        return self._replies.get(update)

    def put(self, update: int, answered: Answered) -> None:
        """Keeps a reply until it is sent."""
        self._replies[update] = answered
        if len(self._replies) > UNSENT:
            self._replies.popitem(last=False)

    def sent(self, update: int) -> None:
        """Lets go of a reply that has arrived."""
        self._replies.pop(update, None)


@dataclasses.dataclass(frozen=True, slots=True)
class Services:
    """The parts of the program that handlers use."""

    assistant: Assistant
    records: Records
    retention_days: int  # as /privacy tells it
    now: Callable[[], dt.datetime] = now
    unsent: Unsent = dataclasses.field(default_factory=Unsent)

    @property
    def knowledge(self) -> Knowledge:
        """The knowledge as of this moment."""
        return self.assistant.knowledge

    def answered(self, question: Question, update: int) -> Answered:
        """The reply to a question, after both are written down; blocks for a moment."""
        found = self.unsent.get(update)
        if found is None:
            started = time.perf_counter()
            reply = self.assistant.reply(self.for_audience(question))
            milliseconds = (time.perf_counter() - started) * 1000
            found = self.titled(reply, self.records.record_question(reply, milliseconds))
            self.unsent.put(update, found)
        return found

    def titled(self, reply: Reply, number: int) -> Answered:
        """The reply with the question its first answer belongs to, else with what was understood."""
        answers = (part.entry for part in reply.parts if isinstance(part, Answer))
        entry = self.knowledge.entries.get(next(answers, ""))
        return Answered(reply, number, entry.question if entry else reply.understood_as)

    def looked_up(self, question: Question) -> Reply:
        """The reply to a question that was answered before, not written down again; blocks for a moment."""
        return self.assistant.reply(self.for_audience(question))

    def for_audience(self, question: Question) -> Question:
        """The question with the audience its chat chose, unless it names one."""
        audience = question.audience or self.records.audience(question.chat)
        return dataclasses.replace(question, audience=audience)


Nothing = dict[Any, Any]  # user_data and chat_data stay empty: state is kept in the records
Context = CallbackContext[ExtBot[Any], Nothing, Nothing, Services]
