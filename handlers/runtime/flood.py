"""How much one person may ask in a minute. Knows no clock: Telegram's times of sending count."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Mapping
from typing import Any, Literal

MINUTE = 60
REMEMBERED = 10_000  # people at most
LIMITED = ("message", "edited_message", "callback_query")  # inline queries come with every key pressed

Verdict = Literal["welcome", "notice", "silent"]


class Flood:
    """Counts what each person sends in each chat; neither a backlog nor a clock that jumps makes a flood."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._seen: OrderedDict[tuple[int, int], deque[tuple[int, int]]] = OrderedDict()
        self._told: OrderedDict[tuple[int, int], int] = OrderedDict()

    def verdict(self, update: Mapping[str, Any], received: int) -> Verdict:
        """Whether the update is to be answered; too much is said once a minute."""
        kind = next((name for name in LIMITED if name in update), None)
        if kind is None:
            return "welcome"
        body = update[kind]
        key, at = _sender(body), _sent(kind, body, received)
        seen = self._seen.setdefault(key, deque())
        self._seen.move_to_end(key)
        _shorten(self._seen)
        while seen and seen[0][0] <= at - MINUTE:
            seen.popleft()
        if any(number == update["update_id"] for _, number in seen):
            return "welcome"  # tried again
        if len(seen) < self._per_minute:
            seen.append((at, update["update_id"]))
            return "welcome"
        if at - self._told.get(key, at - MINUTE) < MINUTE:
            return "silent"
        self._told[key] = at
        _shorten(self._told)
        return "notice"


def _sender(body: Mapping[str, Any]) -> tuple[int, int]:
    message = body.get("message") or body
    chat = (message.get("chat") or {}).get("id", 0)
    person = (body.get("from") or body.get("sender_chat") or {}).get("id", 0)
    return chat, person


def _sent(kind: str, body: Mapping[str, Any], received: int) -> int:
    """When it was sent; a press carries no time of its own, the message under it is older."""
    time = received if kind == "callback_query" else body.get("edit_date") or body.get("date")
    return time if isinstance(time, int) else received


def _shorten(people: OrderedDict[tuple[int, int], Any]) -> None:
    while len(people) > REMEMBERED:
        people.popitem(last=False)
