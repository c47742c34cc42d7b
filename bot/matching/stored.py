"""Small frozen objects read back from the stored matcher quickly: there are hundreds of thousands of them.

What dataclasses do by themselves asks for the fields of every single object, which takes half of a start.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_set = object.__setattr__  # frozen dataclasses let nothing else set a field


def slot_values(self: Any) -> tuple[object, ...]:
    """The values of the object's slots in their order: its `__getstate__`."""
    return tuple(getattr(self, name) for name in self.__slots__)


def restore(self: Any, state: Sequence[object]) -> None:
    """Sets the slots of a new object to these values: its `__setstate__`."""
    for name, value in zip(self.__slots__, state, strict=True):
        _set(self, name, value)
