"""The durable inbox: an update is here before Telegram may forget it. Knows not how updates are answered."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Update, func, select, update
from sqlalchemy.orm import Session

from bot.records.database import Database
from bot.records.payloads import chat_of, kind_of, person_of, without_private_numbers
from bot.records.pseudonyms import Pseudonyms
from bot.records.tables import UpdateRow

DEFAULT_TRIES = 5
_NOTE_LENGTH = 200


@dataclasses.dataclass(frozen=True, slots=True)
class Waiting:
    """An update that still wants an answer, without its content."""

    update_id: int
    lane: str  # updates of one lane are answered in order
    tries: int  # how often an answer was begun


@dataclasses.dataclass(frozen=True, slots=True)
class Incoming:
    """An update taken in hand."""

    update_id: int
    payload: dict[str, Any]  # as Telegram sent it, private numbers masked
    tries: int  # this one included
    received: dt.datetime


class Inbox:
    """The updates of one bot; every method commits before it returns and may block for a moment."""

    def __init__(
        self, database: Database, bot: int, pseudonyms: Pseudonyms, clock: Callable[[], dt.datetime]
    ) -> None:
        self._database = database
        self._bot = bot
        self._pseudonyms = pseudonyms
        self._clock = clock

    def accept(self, update: Mapping[str, Any]) -> bool:
        """Whether the update is new; it is committed when this returns, and RecordsError means it is not."""
        return bool(self.accept_all([update]))

    def accept_all(self, updates: Iterable[Mapping[str, Any]]) -> list[Waiting]:
        """The new ones among the updates, committed together, in the order given."""
        new = []
        with self._database.write(durable=True) as session:
            for one in updates:
                if self._row(session, one["update_id"]) is None:
                    row = self._new_row(one)
                    session.add(row)
                    session.flush()
                    new.append(_waiting(row))
        return new

    def pending(self) -> list[Waiting]:
        """What still wants an answer, oldest first."""
        query = select(UpdateRow).where(UpdateRow.bot == self._bot, UpdateRow.state == "pending")
        with self._database.read() as session:
            return [_waiting(row) for row in session.scalars(query.order_by(UpdateRow.seq))]

    def begin(self, update_id: int) -> Incoming | None:
        """The update, one try counted; None when it wants no answer any more."""
        taking = self._change(update_id).where(UpdateRow.state == "pending").values(tries=UpdateRow.tries + 1)
        taken = taking.returning(UpdateRow.payload, UpdateRow.tries, UpdateRow.received)
        with self._database.write() as session:
            row = session.execute(taken).one_or_none()
        return None if row is None else Incoming(update_id, json.loads(row.payload), row.tries, row.received)

    def done(self, update_id: int, note: str = "") -> None:
        """Marks the update as answered and empties it."""
        end = {"state": "done", "note": note[:_NOTE_LENGTH], "finished": self._clock()}
        with self._database.write() as session:
            session.execute(self._change(update_id).values(payload="", person="", lane="", **end))

    def failed(self, update_id: int, note: str, tries: int = DEFAULT_TRIES) -> bool:
        """Whether the update is now parked: begun that often and never answered."""
        end = {"state": "parked", "note": note[:_NOTE_LENGTH], "finished": self._clock()}
        parking = self._change(update_id).where(UpdateRow.tries >= tries).values(**end)
        with self._database.write() as session:
            return session.execute(parking.returning(UpdateRow.seq)).one_or_none() is not None

    def put_back(self, update_id: int) -> None:
        """Takes back the last try: the world was at fault, not the update."""
        change = self._change(update_id).where(UpdateRow.tries > 0)
        with self._database.write() as session:
            session.execute(change.values(tries=UpdateRow.tries - 1))

    def depth(self) -> int:
        """How many updates want an answer."""
        return self._count("pending")

    def parked(self) -> int:
        """How many updates were given up."""
        return self._count("parked")

    def _count(self, state: str) -> int:
        query = select(func.count()).where(UpdateRow.bot == self._bot, UpdateRow.state == state)
        with self._database.read() as session:
            return session.scalar(query) or 0

    def _row(self, session: Session, update_id: int) -> UpdateRow | None:
        query = select(UpdateRow).where(UpdateRow.bot == self._bot, UpdateRow.update_id == update_id)
        return session.scalar(query)

    def _new_row(self, update: Mapping[str, Any]) -> UpdateRow:
        chat, person = chat_of(update), person_of(update)
        return UpdateRow(
            bot=self._bot,
            update_id=update["update_id"],
            kind=kind_of(update),
            person="" if person is None else self._pseudonyms.of(person),
            lane="" if chat is None else self._pseudonyms.of(chat),
            payload=json.dumps(without_private_numbers(update), ensure_ascii=False),
            state="pending",
            tries=0,
            note="",
            received=self._clock(),
            finished=None,
        )

    def _change(self, update_id: int) -> Update:
        ours = (UpdateRow.bot == self._bot) & (UpdateRow.update_id == update_id)
        return update(UpdateRow).where(ours).execution_options(synchronize_session=False)


def _waiting(row: UpdateRow) -> Waiting:
    return Waiting(row.update_id, row.lane, row.tries)
