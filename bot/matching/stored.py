"""What makes the stored matcher quick to read back, though it holds hundreds of thousands of small objects.

What dataclasses do by themselves asks for the fields of every single object; and of all the texts a question
looks at few.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

T_co = TypeVar("T_co", covariant=True)
_set = object.__setattr__  # frozen dataclasses let nothing else set a field


def slot_values(self: Any) -> tuple[object, ...]:
    """The values of the object's slots in their order: its `__getstate__`."""
    return tuple(getattr(self, name) for name in self.__slots__)


def restore(self: Any, state: Sequence[object]) -> None:
    """Sets the slots of a new object to these values: its `__setstate__`."""
    for name, value in zip(self.__slots__, state, strict=True):
        _set(self, name, value)


class Kept(Generic[T_co]):
    """A value that is stored packed, and unpacked when it is first asked for."""

    __slots__ = ("_packed", "_value")

    def __init__(self, value: T_co) -> None:
        self._value: tuple[T_co, ...] = (value,)
        self._packed = b""

    def __call__(self) -> T_co:
        """The value."""
        value = self._value
        if not value:  # two threads that unpack it at once both get a whole one
            self._value = value = (pickle.loads(self._packed),)  # noqa: S301 - part of the stored matcher
            self._packed = b""
        return value[0]

    @property
    def unpacked(self) -> bool:
        """Whether the value was asked for since it was read back."""
        return bool(self._value)

    def __getstate__(self) -> bytes:
        return pickle.dumps(self(), protocol=pickle.HIGHEST_PROTOCOL)

    def __setstate__(self, packed: bytes) -> None:
        self._value = ()
        self._packed = packed


class Row(Sequence[T_co]):
    """Items that are stored packed all together; how many there are is known without unpacking them."""

    __slots__ = ("_items", "_length")

    def __init__(self, items: Iterable[T_co] = ()) -> None:
        found = tuple(items)
        self._items = Kept(found)
        self._length = len(found)

    @property
    def unpacked(self) -> bool:
        """Whether an item was looked at since the row was read back."""
        return self._items.unpacked

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> T_co: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T_co]: ...
    def __getitem__(self, index: int | slice) -> T_co | Sequence[T_co]:
        return self._items()[index]

    def __iter__(self) -> Iterator[T_co]:
        return iter(self._items())

    __getstate__, __setstate__ = slot_values, restore
