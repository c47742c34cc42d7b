"""Everything the program writes down, behind one door. Knows not which channel it came from.

All methods block for a moment (a commit is about a millisecond, up to five seconds when another program
holds the database): call them from handlers through asyncio.to_thread, several in one hop. They are safe to
call from several threads. Each raises RecordsError when the database refuses.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.content.model import Audience
from bot.conversation.messages import Reply
from bot.records.contexts import StoredContexts
from bot.records.database import BUSY_SECONDS, Database
from bot.records.inbox import Inbox
from bot.records.masking import masked
from bot.records.outcomes import Outcome, summary
from bot.records.pseudonyms import Pseudonyms
from bot.records.retention import Erased, erase_before, erase_person, span
from bot.records.tables import ChoiceRow, FeedbackRow, QuestionRow, ShownRow

Verdict = Literal["up", "down", "none_of_these"]
Role = Literal["reply", "prompt"]
Listener = Callable[[Outcome, float], None]
_OPPOSITE: dict[Verdict, Verdict] = {"up": "down", "down": "up"}


@dataclasses.dataclass(frozen=True, slots=True)
class StoredQuestion:
    """A question as it was written down."""

    id: int
    chat: str  # key of the conversation, see Records.chat_key
    channel: str
    asked: str
    text: str  # private numbers masked
    understood: str
    audience: str | None
    outcome: str
    reason: str | None
    entries: tuple[str, ...]  # entry ids answered
    offers: tuple[str, ...]  # entry ids a button of this reply may name
    route: str | None
    confidence: float
    knowledge_version: str
    time: dt.datetime


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """Our messages that answer one of theirs."""

    question_id: int
    message: int  # id of the person's message
    replies: tuple[int, ...]  # ids of our messages, in the order sent
    role: str  # reply, or prompt when it asks 哪里不对？


class Records:
    """The database of the bot."""

    def __init__(
        self,
        url: str,
        secret: bytes,
        *,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        busy_seconds: float = BUSY_SECONDS,
    ) -> None:
        self._database = Database(url, busy_seconds=busy_seconds)
        self._clock = clock
        self._pseudonyms = Pseudonyms(secret)
        self._listeners: list[Listener] = []
        self.contexts = StoredContexts(self._database, clock)

    def close(self) -> None:
        """Lets go of the database."""
        self._database.close()

    def chat_key(self, user: int | None, chat: int) -> str:
        """The key for Question.chat and all that is kept of a conversation: one a person in each group."""
        return self._pseudonyms.chat(user, chat)

    def inbox(self, bot: int) -> Inbox:
        """The incoming updates of the bot with this id."""
        return Inbox(self._database, bot, self._pseudonyms, self._clock)

    def listen(self, listener: Listener) -> None:
        """Tells the listener outcome and milliseconds of every question recorded from now on."""
        self._listeners.append(listener)

    # Questions

    def record_question(self, reply: Reply, ms: float) -> int:
        """The number of the question, to be carried by the buttons of its reply."""
        kept, question = summary(reply), reply.question
        row = QuestionRow(
            chat=question.chat,
            channel=question.channel,
            asked=question.asked,
            text=masked(question.text),
            understood=masked(reply.understood_as),
            audience=question.audience,
            outcome=kept.outcome,
            reason=kept.reason,
            entries=list(kept.entries),
            offers=list(kept.offers),
            route=kept.route,
            confidence=kept.confidence,
            ms=ms,
            knowledge_version=reply.knowledge_version,
            time=self._clock(),
        )
        with self._database.write() as session:
            session.add(row)
            session.flush()
            number = row.id
        for listener in self._listeners:
            listener(kept.outcome, ms)
        return number

    def question(self, number: int, chat: str) -> StoredQuestion | None:
        """The question with this number if this chat asked it; None for a forged or outdated number."""
        with self._database.read() as session:
            row = session.get(QuestionRow, number)
        return _stored(row) if row is not None and row.chat == chat else None

    def record_feedback(self, number: int, verdict: Verdict, reason: str = "") -> None:
        """Keeps the verdict; up and down replace each other, a later reason fills an empty one."""
        with self._database.write() as session:
            if session.get(QuestionRow, number) is None:
                return
            if verdict in _OPPOSITE:
                _drop_verdict(session, number, _OPPOSITE[verdict])
            query = select(FeedbackRow).where(
                FeedbackRow.question_id == number, FeedbackRow.verdict == verdict
            )
            row = session.scalar(query)
            if row is None:
                row = FeedbackRow(question_id=number, verdict=verdict, reason="", time=self._clock())
                session.add(row)
            if reason:
                row.reason = masked(reason)

    def feedback(self, number: int) -> dict[str, str]:
        """The verdicts on a question with their reasons."""
        query = select(FeedbackRow).where(FeedbackRow.question_id == number).order_by(FeedbackRow.id)
        with self._database.read() as session:
            return {row.verdict: row.reason for row in session.scalars(query)}

    def record_choice(self, number: int, entry: str) -> None:
        """Keeps which of the offered questions was pressed."""
        with self._database.write() as session:
            if session.get(QuestionRow, number) is not None:
                session.add(ChoiceRow(question_id=number, entry=entry, time=self._clock()))

    def choices(self, number: int) -> tuple[str, ...]:
        """The entries picked from a question's offers, in order."""
        query = select(ChoiceRow.entry).where(ChoiceRow.question_id == number).order_by(ChoiceRow.id)
        with self._database.read() as session:
            return tuple(session.scalars(query))

    # Chats

    def audience(self, chat: str) -> Audience | None:
        """What the person chose to be: farmer, enterprise, or nothing yet."""
        return self.contexts.audience(chat)

    def set_audience(self, chat: str, audience: Audience | None) -> None:
        """Keeps the person's choice until they change it."""
        self.contexts.set_audience(chat, audience)

    # Messages shown

    def show(
        self, number: int, chat: str, message: int, replies: Sequence[int], role: Role = "reply"
    ) -> None:
        """Keeps which of our messages answer which of theirs; replaces what was kept for that message."""
        with self._database.write() as session:
            session.execute(
                delete(ShownRow).where(
                    ShownRow.chat == chat, ShownRow.message == message, ShownRow.role == role
                )
            )
            if session.get(QuestionRow, number) is not None:
                session.add_all(
                    ShownRow(question_id=number, chat=chat, message=message, reply=reply, role=role)
                    for reply in replies
                )

    def shown(self, chat: str, message: int) -> Shown | None:
        """Our reply to that message of theirs, to be edited when they edit."""
        return self._shown(chat, ShownRow.message == message, ShownRow.role == "reply")

    def shown_as(self, chat: str, reply: int) -> Shown | None:
        """What our message with this id answers: a reply, or a prompt they now reply to."""
        return self._shown(chat, ShownRow.reply == reply)

    def _shown(self, chat: str, *where: object) -> Shown | None:
        query = select(ShownRow).where(ShownRow.chat == chat, *where)  # type: ignore[arg-type]
        with self._database.read() as session:
            rows = list(session.scalars(query.order_by(ShownRow.id)))
        if not rows:
            return None
        return Shown(rows[-1].question_id, rows[-1].message, tuple(row.reply for row in rows), rows[-1].role)

    # Forgetting

    def forget(self, user: int) -> Erased:
        """What was erased: everything kept of this person, in all chats, payloads included."""
        with self._database.write() as session:
            erased = erase_person(session, self._pseudonyms.of(user))
        self._database.sweep()
        return erased

    def purge(self, before: dt.datetime) -> Erased:
        """What was erased: everything older than the moment given."""
        with self._database.write() as session:
            erased = erase_before(session, before)
        if erased.total:
            self._database.sweep()
        return erased

    def span(self) -> tuple[dt.datetime, dt.datetime] | None:
        """When the oldest and the newest record were made; None when there are none."""
        with self._database.read() as session:
            return span(session)


def _drop_verdict(session: Session, number: int, verdict: Verdict) -> None:
    session.execute(
        delete(FeedbackRow).where(FeedbackRow.question_id == number, FeedbackRow.verdict == verdict)
    )


def _stored(row: QuestionRow) -> StoredQuestion:
    return StoredQuestion(
        id=row.id,
        chat=row.chat,
        channel=row.channel,
        asked=row.asked,
        text=row.text,
        understood=row.understood,
        audience=row.audience,
        outcome=row.outcome,
        reason=row.reason,
        entries=tuple(row.entries),
        offers=tuple(row.offers),
        route=row.route,
        confidence=row.confidence,
        knowledge_version=row.knowledge_version,
        time=row.time,
    )
