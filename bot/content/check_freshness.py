"""Checks that no answer is past its day. Knows dates, not texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bot.content.drafts import Drafts
from bot.content.problems import Problem


def freshness_problems(drafts: Drafts, today: dt.date) -> Iterator[Problem]:
    """A warning for every entry that has expired or waits for its review."""
    for entry in drafts.entries:
        shape, page = entry.shape, entry.document.page
        if shape.valid_until and shape.valid_until < today:
            message = f"“{shape.id}”{shape.valid_until}已到期"
            yield page.warning(
                (*entry.path, "valid_until"), "expired", message, "核对新规定，改答案和日期，或删掉"
            )
        if shape.review_by and shape.review_by < today:
            message = f"“{shape.id}”该在{shape.review_by}前复查"
            yield page.warning((*entry.path, "review_by"), "review-overdue", message, "核对后把日期往后改")
        if shape.valid_from and shape.valid_until and shape.valid_until < shape.valid_from:
            message = "到期日在生效日之前"
            yield page.problem((*entry.path, "valid_until"), "wrong-value", message, "检查两个日期")
