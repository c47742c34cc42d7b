"""Erases what is too old or what a person wants gone. Knows not when it is called."""

from __future__ import annotations

import dataclasses
import datetime as dt

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.records.tables import ChatRow, ChoiceRow, FeedbackRow, QuestionRow, ShownRow, Table, UpdateRow


@dataclasses.dataclass(frozen=True, slots=True)
class Erased:
    """How much is gone."""

    questions: int
    chats: int
    updates: int

    @property
    def total(self) -> int:
        """All rows together."""
        return self.questions + self.chats + self.updates


def erase_person(session: Session, person: str) -> Erased:
    """What was erased of a person; messages that still wait for an answer are emptied once answered."""
    questions = _erase_questions(session, _of(QuestionRow.chat, person))
    chats = _delete(session, ChatRow, _of(ChatRow.chat, person))
    given_up = _delete(session, UpdateRow, (UpdateRow.person == person) & (UpdateRow.state == "parked"))
    session.execute(update(UpdateRow).where(UpdateRow.person == person).values(person=""))
    return Erased(questions, chats, given_up)


def erase_before(session: Session, before: dt.datetime) -> Erased:
    """What was erased for its age, payloads that were never answered included."""
    questions = _erase_questions(session, QuestionRow.time < before)
    chats = _delete(session, ChatRow, ChatRow.changed < before)
    updates = _delete(session, UpdateRow, UpdateRow.received < before)
    return Erased(questions, chats, updates)


def span(session: Session) -> tuple[dt.datetime, dt.datetime] | None:
    """The times of the oldest and the newest record."""
    times = []
    for column in (QuestionRow.time, ChatRow.changed, UpdateRow.received):
        oldest, newest = session.execute(select(func.min(column), func.max(column))).one()
        times += [time for time in (oldest, newest) if time is not None]
    return (min(times), max(times)) if times else None


def _of(column: InstrumentedAttribute[str], person: str) -> ColumnElement[bool]:
    """The person's own chat and their share of every group."""
    return or_(column == person, column.startswith(f"{person}.", autoescape=True))


def _erase_questions(session: Session, where: ColumnElement[bool]) -> int:
    numbers = select(QuestionRow.id).where(where)
    for table in (FeedbackRow, ChoiceRow, ShownRow):
        session.execute(delete(table).where(table.question_id.in_(numbers)))
    return _delete(session, QuestionRow, where)


def _delete(session: Session, table: type[Table], where: ColumnElement[bool]) -> int:
    count = session.scalar(select(func.count()).select_from(table).where(where)) or 0
    session.execute(delete(table).where(where))
    return count
