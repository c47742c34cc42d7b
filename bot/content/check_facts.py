"""Checks that figures are told with their date and state, and that none lies unused. Knows no phrasings."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from bot.content.dates import is_before, is_said, spoken
from bot.content.drafts import Draft, Drafts
from bot.content.facts import Printed, Use
from bot.content.model import Fact, FactValue
from bot.content.problems import Problem

# Words that make clear a figure is not reached yet, by the state of the figure.
_SAYS = {
    "planned": re.compile(r"预计|计划|规划|目标|拟|将|力争|打算|设计|期望"),
    "applied": re.compile(r"申请|受理|申报|在审|待批|评审"),
}
_ADVICE = {"planned": "写明“预计”", "applied": "写明“申请中”或“受理”"}


def fact_problems(drafts: Drafts) -> Iterator[Problem]:
    """Every figure that is told wrongly or not at all."""
    for entry in drafts.entries:
        for field, printed in entry.texts.items():
            for message, rule, fix in (*_old_values(drafts, entry, printed), *_states(printed)):
                yield entry.document.page.problem((*entry.path, field), rule, message, fix)
    yield from _orders(drafts)
    if not drafts.folder.unreadable:  # what cannot be read may use them
        yield from _unused(drafts)


def _old_values(drafts: Drafts, entry: Draft, printed: Printed) -> Iterator[tuple[str, str, str]]:
    """Older values in a text that does not say of when they are."""
    subject = entry.document.shape.id
    told = {(use.fact.key, use.value): use for use in printed.uses}
    for fact in drafts.facts.facts.get(subject, {}).values():
        for value in fact.values[:-1]:
            if _quotes(printed.text, value, fact):
                told.setdefault((fact.key, value), Use(subject, fact, value))
    for use in told.values():
        newest = use.fact.values[-1]
        if (use.value.value, use.value.as_of) == (newest.value, newest.as_of):
            continue
        if not is_said(use.value.as_of, printed.text):
            message = f"“{use.text}”是{spoken(use.value.as_of)}的旧数，没有说是什么时候的"
            yield message, "old-value", f"写明{spoken(use.value.as_of)}，或改用最新的 {{{use.fact.key}}}"


def _quotes(text: str, value: FactValue, fact: Fact) -> bool:
    """Whether the text has this value in plain digits, with the unit, and not the newest one's."""
    figure = f"{value.value}{fact.unit}"
    if not fact.unit or figure in f"{fact.values[-1].value}{fact.unit}":
        return False
    return re.search(rf"(?<![\d.]){re.escape(figure)}", text) is not None


def _states(printed: Printed) -> Iterator[tuple[str, str, str]]:
    for use in dict.fromkeys(printed.uses):
        says = _SAYS.get(use.value.status)
        if says is not None and not says.search(printed.text):
            yield f"“{use.text}”还没有实现，答案里没有说", "unsaid-state", _ADVICE[use.value.status]


def _orders(drafts: Drafts) -> Iterator[Problem]:
    for document in drafts.folder.documents:
        for key, fact in document.shape.facts.items():
            for at, (before, after) in enumerate(itertools.pairwise(fact.values), start=1):
                path = ("facts", key, "values", at)
                if is_before(after.as_of, before.as_of):
                    yield document.page.problem(
                        path, "value-order", "旧的数写在了新的后面", "旧的在前，新的在后"
                    )
                if before.as_of == after.as_of:
                    message = f"“{after.as_of}”写了两个数"
                    yield document.page.problem(path, "value-order", message, "留下一个，或把时间写得更细")


def _unused(drafts: Drafts) -> Iterator[Problem]:
    used = {(use.subject, use.fact.key) for entry in drafts.entries for use in entry.uses}
    for document in drafts.folder.documents:
        for key, fact in document.shape.facts.items():
            if not fact.asks and (document.shape.id, key) not in used:
                fix = f"在答案里写 {{{key}}}，或加一行“asks: [别人怎么问]”"
                yield document.page.problem(
                    ("facts", key), "unused-fact", f"没有答案用到“{key}”", fix, key=True
                )
