"""Short forms that begin a longer one with a character wrong: 特派 in 特派圆, where 特派员 is meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.matching.lookalikes import alike
from bot.matching.phrasebook import Span
from bot.matching.text import Text

_LONGER_BY = 3  # characters that a form may be longer than the short one


class Shortened:
    """The forms of every word, by the shorter forms that begin them."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        """Takes groups of forms of one word."""
        self._longer: Mapping[str, tuple[str, ...]] = {
            short: longer
            for group in groups
            for short in group
            if (longer := tuple(form for form in group if _begins(short, form)))
        }

    def end(self, text: Text, span: Span[Text]) -> int:
        """Where the form that is meant ends; the end of the span where none is longer."""
        for form in self._longer.get("".join(text.units[span.start : span.end]), ()):
            end = span.start + len(form)
            wrong = [(a, b) for a, b in zip(text.units[span.start : end], form, strict=False) if a != b]
            if end <= len(text) and len(wrong) == 1 and alike(*wrong[0]):
                return end
        return span.end


def _begins(short: str, form: str) -> bool:
    return form.startswith(short) and 0 < len(form) - len(short) <= _LONGER_BY
