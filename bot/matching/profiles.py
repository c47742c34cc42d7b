"""What texts speak of, taken together."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable

from bot.matching.measures import measured
from bot.matching.phrases import Member
from bot.matching.stored import restore, slot_values
from bot.matching.text import Text
from bot.matching.understand import Understood

Pair = tuple[str, str]


@dataclasses.dataclass(frozen=True, slots=True)
class Profile:
    """What the texts of a candidate speak of."""

    characters: frozenset[str]
    pairs: frozenset[Pair]  # neighbouring characters
    sounds: frozenset[Pair]  # neighbouring syllables
    names: frozenset[str]
    attributes: frozenset[str]  # asked for by words that mean this one only
    demands: frozenset[frozenset[str]]  # attribute sets of words that may mean several
    years: frozenset[str]
    places: frozenset[str]
    numbers: frozenset[str]
    members: frozenset[Member]  # things of a kind that are spoken of
    measures: frozenset[str]  # what is counted or measured, by group
    ideas: frozenset[int]  # groups of near words

    __getstate__, __setstate__ = slot_values, restore


def profile(texts: Iterable[Understood], extra: Iterable[Text] = ()) -> Profile:
    """The union of what the texts speak of; `extra` texts add characters and sounds only."""
    characters: set[str] = set()
    pairs: set[Pair] = set()
    sounds: set[Pair] = set()
    names: set[str] = set()
    attributes: set[str] = set()
    demands: set[frozenset[str]] = set()
    found_years: set[str] = set()
    places: set[str] = set()
    members: set[Member] = set()
    measures: set[str] = set()
    ideas: set[int] = set()
    for text in texts:
        _add(text.text, characters, pairs, sounds)
        names |= text.name_ids | text.nested_names
        attributes.update(next(iter(d)) for d in text.demands if len(d) == 1)
        demands.update(d for d in text.demands if len(d) > 1)
        found_years.update(text.years)
        places.update(p.full for span in text.places for p in span.values)
        places.update(d for span in text.districts for d in span.values)
        members.update(m for span in text.members for m in span.values)
        measures |= measured(text.text)
        ideas.update(i for span in text.ideas for i in span.values)
    for plain in extra:
        _add(plain, characters, pairs, sounds)
    return Profile(
        frozenset(characters),
        frozenset(pairs),
        frozenset(sounds),
        frozenset(names),
        frozenset(attributes),
        frozenset(demands),
        frozenset(found_years),
        frozenset(places),
        frozenset(u for u in characters if u[:1].isdigit()),
        frozenset(members),
        frozenset(measures),
        frozenset(ideas),
    )


def _add(text: Text, characters: set[str], pairs: set[Pair], sounds: set[Pair]) -> None:
    characters.update(text.units)
    pairs.update(map(_once, zip(text.units, text.units[1:], strict=False)))
    sounds.update(map(_once, zip(text.syllables, text.syllables[1:], strict=False)))


@functools.cache
def _once(pair: Pair) -> Pair:
    """The same pair as one object, so that the stored matcher holds it once."""
    return pair
