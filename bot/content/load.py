"""A knowledge folder as a snapshot, or as a list of what is wrong with it. Prints nothing."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

from bot.content.assemble import assemble
from bot.content.check_facts import fact_problems
from bot.content.check_freshness import freshness_problems
from bot.content.check_phrasings import phrasing_problems
from bot.content.check_references import reference_problems
from bot.content.check_texts import text_problems
from bot.content.drafts import draft
from bot.content.folder import read_folder
from bot.content.model import Knowledge
from bot.content.problems import Problem, errors
from bot.errors import KnowledgeError
from bot.garbage import uncollected

LEFT_OUT = {"unknown-related", "unknown-route"}  # the snapshot is built without these links


def load(directory: Path) -> Knowledge:
    """The knowledge in this folder; raises KnowledgeError with every problem that makes it unusable.

    What only spoils the look (a long text, alike phrasings, a button to a missing entry) is `check`'s matter
    and no reason to stop answering.
    """
    with uncollected():
        return _load(directory)


def check(directory: Path, *, today: dt.date) -> list[Problem]:
    """Every problem of the folder, errors and warnings, in the order of the files."""
    with uncollected():
        return _check(directory, today)


def _load(directory: Path) -> Knowledge:
    folder, problems = read_folder(directory)
    drafts = draft(folder)
    found = errors([*problems, *reference_problems(drafts)])
    unusable = [problem for problem in found if problem.rule not in LEFT_OUT]
    if unusable:
        raise KnowledgeError(sorted(unusable))
    return assemble(drafts)


def _check(directory: Path, today: dt.date) -> list[Problem]:
    folder, problems = read_folder(directory)
    drafts = draft(folder)
    found = (
        problems,
        reference_problems(drafts),
        text_problems(drafts),
        fact_problems(drafts),
        phrasing_problems(drafts),
        freshness_problems(drafts, today),
    )
    return sorted(set(itertools.chain.from_iterable(found)))
