"""Facts printed into texts: {members}, {members:约2023}, {dairy-centre.members}. Knows no files."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping

from rapidfuzz import process

from bot.content.document import FactShape
from bot.content.folder import Folder
from bot.content.model import Fact, FactValue, Source

_BRACES = re.compile(r"\{([^{}]*)\}")
_REFERENCE = re.compile(r"(?:([a-z0-9-]+)\.)?([a-z0-9_-]+)(?:[:：](.+))?")


@dataclasses.dataclass(frozen=True, slots=True)
class Use:
    """A value of a fact that a text prints."""

    subject: str
    fact: Fact
    value: FactValue

    @property
    def text(self) -> str:
        """What stands in the text."""
        return f"{self.value.value}{self.fact.unit}"


@dataclasses.dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong inside a text, not yet placed."""

    rule: str
    message: str
    fix: str


@dataclasses.dataclass(frozen=True, slots=True)
class Printed:
    """A text with its facts printed into it."""

    text: str
    uses: tuple[Use, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class FactBook:
    """Every fact of the folder, by subject and key."""

    facts: Mapping[str, Mapping[str, Fact]]
    unreadable: frozenset[str]  # subjects whose file is broken: their facts cannot be judged

    def printed(self, subject: str, text: str) -> Printed:
        """The text with every {fact} replaced; what cannot be found stays as it is."""
        if "{" not in text and "}" not in text:
            return Printed(text)
        uses: list[Use] = []
        mistakes: list[Mistake] = []

        def one(match: re.Match[str]) -> str:
            found = self._look_up(subject, match.group(1))
            if isinstance(found, Use):
                uses.append(found)
                return found.text
            if found is not None:
                mistakes.append(found)
            return match.group().replace("{", "").replace("}", "")

        result = _BRACES.sub(one, text)
        if "{" in result or "}" in result:
            mistakes.append(Mistake("brace", "大括号没有成对", "大括号里只能写事实名，如 {members}"))
        return Printed(result, tuple(uses), tuple(mistakes))

    def _look_up(self, subject: str, inside: str) -> Use | Mistake | None:
        match = _REFERENCE.fullmatch(inside.strip())
        if match is None:
            return Mistake(
                "brace", f"看不懂“{{{inside}}}”", "大括号里只能写事实名，如 {members}、{members:约2023}"
            )
        owner, key, as_of = match.group(1) or subject, match.group(2), match.group(3)
        fact = self.facts.get(owner, {}).get(key)
        if fact is None:
            return None if owner in self.unreadable else self._unknown(owner, key)
        value = next((value for value in reversed(fact.values) if as_of in (None, value.as_of)), None)
        if value is None:
            known = "、".join(f"{{{key}:{value.as_of}}}" for value in fact.values)
            return Mistake("unknown-fact", f"事实“{key}”没有“{as_of}”的数", f"可以写：{known}")
        return Use(owner, fact, value)

    def _unknown(self, owner: str, key: str) -> Mistake:
        if owner not in self.facts:
            fix = _did_you_mean(owner, self.facts) or "检查文件的 id"
            return Mistake("unknown-fact", f"没有 id 是“{owner}”的文件", fix)
        fix = _did_you_mean(key, self.facts[owner]) or f"先在 {owner}.yaml 的 facts 下面写上它"
        return Mistake("unknown-fact", f"没有事实“{key}”", fix)


def fact_book(folder: Folder, sources: Mapping[str, Source]) -> FactBook:
    """The facts of all documents."""
    facts: dict[str, dict[str, Fact]] = {}
    for document in folder.documents:
        shape = document.shape
        built = {key: _fact(key, fact, shape.source, sources) for key, fact in shape.facts.items()}
        facts.setdefault(shape.id, {}).update(built)
    return FactBook(facts, folder.unreadable)


def _fact(key: str, shape: FactShape, default: list[str], sources: Mapping[str, Source]) -> Fact:
    values = tuple(
        FactValue(value.value, value.as_of, value.status, cited(value.source or default, sources))
        for value in shape.values
    )
    return Fact(key, shape.label, shape.unit, tuple(shape.asks), values, tuple(shape.refs))


def cited(keys: Iterable[str], sources: Mapping[str, Source]) -> tuple[Source, ...]:
    """The sources with these keys, unknown ones left out."""
    return tuple(sources[key] for key in dict.fromkeys(keys) if key in sources)


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    best = process.extractOne(name, list(known), score_cutoff=60)
    return f"是不是“{best[0]}”" if best else ""
