"""Texts with the weight of every unit as content, and how well other texts explain them."""

from __future__ import annotations

import dataclasses
import itertools
import math
import operator
from collections.abc import Mapping, Sequence
from typing import Any

from bot.matching.index import Index
from bot.matching.portions import NONE, Portion
from bot.matching.profiles import Pair, Profile, profile
from bot.matching.understand import Understood
from bot.matching.unmet import measure
from bot.matching.wholes import asked_portion, counted

_BY_PAIR, _BY_SOUND, _BY_CHARACTER = 1.0, 0.9, 0.35  # how well a unit is explained
_ONE = "1"  # 一共, 一家: says no number
_BY_NEAR = 0.8  # by a word that is near


@dataclasses.dataclass(frozen=True, slots=True)
class Weighed:
    """A text with the weight of every unit as content, and what it offers to explain another text."""

    text: Understood
    content: tuple[float, ...]  # class of the word times its rarity
    says: tuple[int, ...]  # the units that have content
    total: float
    pairs: tuple[tuple[str, str], ...]  # units i-1 and i; one longer than the text: both ends are open
    sounds: tuple[tuple[str, str], ...]
    own: Profile
    vector: Mapping[str, float]  # character → count times rarity
    norm: float  # Euclidean length of the vector
    measure: str  # the measure it asks for: 户数
    counted: tuple[int, int]  # where it names what it counts
    portion: Portion  # which portion of a whole it asks for

    @property
    def units(self) -> tuple[str, ...]:
        """The units of the text."""
        return self.text.text.units


_OPEN = ("", "")
_NOTHING = profile(())


def weigh(text: Understood, index: Index, *, asking: bool = True) -> Weighed:
    """The text ready to be compared; not `asking` where what it asks for does not matter."""
    units, sounds = text.text.units, text.text.syllables
    factors, most = index.content, index.content_at_most
    content = tuple([w and w * factors.get(u, most) for w, u in zip(text.weights, units, strict=True)])
    pairs = (_OPEN, *itertools.pairwise(units), _OPEN)
    if not all(units):
        pairs = tuple([p if p[0] and p[1] else _OPEN for p in pairs])
    heard = (_OPEN, *itertools.pairwise(sounds), _OPEN)
    vector: dict[str, float] = {}
    rarity, rarest = index.rarity, index.rarest_character
    for unit, sound in zip(units, sounds, strict=True):
        key = unit or sound
        vector[key] = vector.get(key, 0.0) + rarity.get(key, rarest)
    norm = math.sqrt(sum(map(operator.mul, vector.values(), vector.values()))) or 1.0
    return Weighed(
        text,
        content,
        tuple(i for i, weight in enumerate(content) if weight),
        sum(content),
        pairs,
        heard,
        _own(text, pairs, heard) if asking else _NOTHING,
        vector,
        norm,
        measure(text) if asking else "",
        counted(text) if asking else (0, 0),
        asked_portion(text) if asking else NONE,
    )


def _own(text: Understood, pairs: Sequence[Pair], heard: Sequence[Pair]) -> Profile:
    """What the text offers to explain another one."""
    units = text.text.units
    numbers = frozenset(u for u in units if u[:1].isdigit() and u != _ONE and u not in text.years)
    empty: frozenset[Any] = frozenset()
    return Profile(
        characters=frozenset(units),
        pairs=frozenset(pairs) - {_OPEN},
        sounds=frozenset(heard) - {_OPEN},
        names=empty,
        attributes=empty,
        demands=empty,
        years=empty,
        places=empty,
        numbers=numbers,
        members=empty,
        measures=empty,
        ideas=frozenset(i for span in text.ideas for i in span.values),
    )


def cosine(query: Weighed, doc: Weighed) -> float:
    """Cosine of the character vectors, 0..1."""
    other = doc.vector
    return sum(v * other[key] for key, v in query.vector.items() if key in other) / (query.norm * doc.norm)


def explained(query: Weighed, texts: Profile) -> list[float]:
    """For every unit how well the texts explain it (0..1); units that say nothing count as explained."""
    known_pairs, known_sounds, known = texts.pairs, texts.sounds, texts.characters
    units, pairs, heard = query.units, query.pairs, query.sounds
    found = [_BY_PAIR] * len(units)
    for i in query.says:
        if pairs[i] in known_pairs or pairs[i + 1] in known_pairs:
            continue
        if heard[i] in known_sounds or heard[i + 1] in known_sounds:
            found[i] = _BY_SOUND
        elif units[i] and units[i] in known:
            found[i] = _BY_PAIR if units[i].isascii() else _BY_CHARACTER
        else:
            found[i] = 0.0
    for span in query.text.ideas:
        if not texts.ideas.isdisjoint(span.values):
            for i in range(span.start, span.end):
                found[i] = max(found[i], _BY_NEAR)
    return found
