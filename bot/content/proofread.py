"""Whatever the answers claim and the facts they cite do not say. Knows not which of the two is right.

`python -m bot.content.proofread FACTS [KNOWLEDGE]` prints one line for each claim without a source.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.content.claims import claims_of, folded, forms_by_name, holds_document, names_in, same_unit, squeezed
from bot.content.fact_tables import FactRow, read_fact_tables
from bot.content.load import load
from bot.content.model import Entry, Knowledge, Source, Subject
from bot.content.nodes import parse
from bot.errors import KnowledgeError

PROJECT = Path(__file__).resolve().parents[2]
EXPLAINED = PROJECT / "docs" / "proofread_explained.yaml"
SHAKY = ("未核实", "转载")
HOTLINES = ("12345", "12316", "12366", "12396", "110", "119", "120")  # whom to call needs no fact of its own
PROPER_ALIAS = 6  # a subject's alias this long is surely a name, not a common word
ABOUT_2023 = "2023"  # the report carries no year; every answer from it may say 约2023年


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Unsourced:
    """A claim whose cited facts do not say it."""

    where: str  # entry id, unknown id, route id or source key
    kind: str  # 数字, 单位, 日期, 文号, 名称, 编号, 未核实, 转载
    claim: str  # as it is compared; what an explanation names
    text: str  # as the answer writes it
    refs: tuple[str, ...]

    def __str__(self) -> str:
        cited = "、".join(self.refs) or "（没有写 refs）"
        if self.kind in SHAKY:
            return f"{self.where}：{self.text}（{self.claim}）"
        return f"{self.where}：{self.kind}“{self.text}”在 {cited} 里找不到（{self.claim}）"


@dataclasses.dataclass(frozen=True, slots=True)
class _Said:
    """One text with what it rests on."""

    where: str
    text: str
    refs: tuple[str, ...]
    sources: tuple[Source, ...]
    own_names: frozenset[str]  # full names it need not prove: what its file is about


def proofread(knowledge: Knowledge, facts: Mapping[str, FactRow]) -> list[Unsourced]:
    """Every claim of an answer, a refusal, a route or a source that the facts do not hold."""
    names = _names(knowledge)
    common = _common_words(knowledge)
    found = {
        one
        for said in _all_said(knowledge, names)
        for one in _compared(said, facts, names)
        if one.kind != "名称" or one.text not in common
    }
    return sorted({*found, *_sources(knowledge, facts), *_shaky(knowledge, facts)})


def _all_said(knowledge: Knowledge, names: Mapping[str, str]) -> Iterator[_Said]:
    for entry in knowledge.entries.values():
        text = "\n".join((entry.question, entry.answer, entry.farmer_answer, entry.full))
        home = knowledge.subjects[entry.subject]
        called = folded("\n".join((home.name, *home.aliases)))
        own = frozenset(full for form, full in names.items() if form in called or full == home.name)
        yield _Said(entry.id, text, _refs(knowledge, entry), entry.sources, own)
    everything = frozenset(names.values())  # a refusal says nothing about those it names
    for subject in knowledge.subjects.values():
        for item in subject.unknown:
            yield _Said(item.id, item.say, item.refs, (), everything)
    for route in knowledge.routes.values():
        if route.refs:
            yield _Said(route.id, route.say, route.refs, (), everything)


def _refs(knowledge: Knowledge, entry: Entry) -> tuple[str, ...]:
    """The entry's refs and those of the facts of its subject that it prints."""
    printed = [
        ref
        for fact in knowledge.subjects[entry.subject].facts
        if any(f"{value.value}{fact.unit}" in entry.answer + entry.full for value in fact.values)
        for ref in fact.refs
    ]
    return tuple(dict.fromkeys([*entry.refs, *printed]))


def _names(knowledge: Knowledge) -> dict[str, str]:
    """Every form of a known name → its full name."""
    names: dict[str, str] = {}
    for subject in knowledge.subjects.values():
        for full, aliases in ((subject.name, subject.aliases), *subject.names.items()):
            for form in (full, *aliases):
                if form not in HOTLINES:
                    names.setdefault(folded(form), full)
    return names


def _common_words(knowledge: Knowledge) -> frozenset[str]:
    """Short aliases of subjects: said without meaning the subject (草莓, 专利, 市科技局)."""
    proper = {form for subject in knowledge.subjects.values() for form in _people_and_places(subject)}
    aliases = {folded(alias) for subject in knowledge.subjects.values() for alias in subject.aliases}
    return frozenset(alias for alias in aliases if len(alias) < PROPER_ALIAS and alias not in proper)


def _people_and_places(subject: Subject) -> Iterator[str]:
    for full, aliases in subject.names.items():
        yield from (folded(form) for form in (full, *aliases))


def _compared(said: _Said, facts: Mapping[str, FactRow], names: Mapping[str, str]) -> Iterator[Unsourced]:
    yield from (Unsourced(said.where, "编号", ref, ref, ("事实表",)) for ref in said.refs if ref not in facts)
    evidence = "\n".join(
        [facts[ref].text for ref in said.refs if ref in facts]
        + [f"{source.title} {source.issuer} {source.number} {source.date}" for source in said.sources]
    )
    named, rest = names_in(said.text, names)
    named = {full: form for full, form in named.items() if full not in said.own_names}
    for kind, claim, written in (*_not_held(rest, evidence), *_not_named(named, evidence, names)):
        yield Unsourced(said.where, kind, claim, written, said.refs)


def _not_held(text: str, evidence: str) -> Iterator[tuple[str, str, str]]:
    """Figures, dates and document numbers of the text that the evidence does not hold."""
    claimed, held = claims_of(text), claims_of(evidence, strict=False)
    days = {*held.dates, *(date[:7] for date in held.dates)}
    in_dates = {part.lstrip("0") for date in days & set(claimed.dates) for part in date.split("-")}
    known = {*held.numbers, *in_dates, *HOTLINES, ABOUT_2023}
    plain = squeezed(evidence)
    yield from (("数字", claim, said) for claim, said in claimed.numbers.items() if claim not in known)
    for claim, units in claimed.units.items():
        others = held.units.get(claim, frozenset())
        if others and not any(same_unit(unit, other) for unit in units for other in others):
            yield "单位", f"{claim}{'/'.join(sorted(units))}", claimed.numbers[claim]
    yield from (("日期", claim, said) for claim, said in claimed.dates.items() if claim not in days)
    yield from (
        ("文号", claim, said) for claim, said in claimed.documents.items() if not holds_document(plain, claim)
    )


def _not_named(
    named: Mapping[str, str], evidence: str, names: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Names of the text that the evidence has in none of their forms."""
    forms, held = forms_by_name(names), folded(evidence)
    for full, form in named.items():
        if not any(one in held for one in forms[full]):
            yield "名称", full, form


def _shaky(knowledge: Knowledge, facts: Mapping[str, FactRow]) -> Iterator[Unsourced]:
    """Answers that rest on what nobody has seen in print, or on a copy without saying so."""
    for entry in knowledge.entries.values():
        for ref, row in ((ref, facts[ref]) for ref in entry.refs if ref in facts):
            if row.is_unverified:
                yield Unsourced(entry.id, "未核实", ref, f"{ref} 没有核实", (ref,))
            if row.is_repost and entry.certainty != "repost":
                yield Unsourced(entry.id, "转载", ref, f"{ref} 是转载，没有提醒", (ref,))


def _sources(knowledge: Knowledge, facts: Mapping[str, FactRow]) -> Iterator[Unsourced]:
    """Document numbers and dates of sources that no fact names."""
    everything = "\n".join(row.text for row in facts.values())
    plain, held = squeezed(everything), claims_of(everything)
    for source in knowledge.sources.values():
        if source.number and not holds_document(plain, squeezed(source.number)):
            yield Unsourced(f"出处 {source.id}", "文号", source.number, source.number, ("事实表",))
        for claim, written in claims_of(source.date).dates.items():
            if claim not in held.dates and not any(date.startswith(claim) for date in held.dates):
                yield Unsourced(f"出处 {source.id}", "日期", claim, written, ("事实表",))


def read_explained(path: Path) -> dict[tuple[str, str], str]:
    """(where, claim) → why it is right all the same; empty when there is no such file."""
    if not path.exists():
        return {}
    page, problems = parse(path.read_text("utf-8"), path.name)
    data = page.root.plain() if page and page.root else {}
    if problems or not isinstance(data, dict):
        raise KnowledgeError(problems)
    return {
        (where, claim): str(why)
        for where, claims in data.items()
        if isinstance(claims, dict)
        for claim, why in claims.items()
    }


def main(arguments: Sequence[str]) -> int:
    """0 when every claim is held by a fact or explained, 1 when not, 2 when there are no facts."""
    parser = argparse.ArgumentParser(prog="python -m bot.content.proofread", description="校对：答案对事实表")
    parser.add_argument("facts", type=Path, help="事实表（*.md）所在的文件夹")
    parser.add_argument("knowledge", type=Path, nargs="?", default=PROJECT / "knowledge", help="知识文件夹")
    given = parser.parse_args(arguments)
    facts = read_fact_tables(given.facts)
    if not facts:
        sys.stderr.write(f"{given.facts} 里没有事实表，没法校对。\n")
        return 2
    explained = read_explained(EXPLAINED)
    found = proofread(load(given.knowledge), facts)
    unexplained = [one for one in found if (one.where, one.claim) not in explained]
    sys.stdout.writelines(f"{one}\n" for one in unexplained)
    sys.stdout.write(f"没有依据的{len(unexplained)}处，已说明原因的{len(found) - len(unexplained)}处。\n")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
