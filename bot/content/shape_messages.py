"""What pydantic says about a field, as an administrator needs to hear it. Knows no single field's meaning."""

from __future__ import annotations

import typing
from collections.abc import Callable, Sequence

from pydantic import BaseModel
from pydantic_core import ErrorDetails
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.content.document import ENTRY_ID, ID, KEY, REF, Shape
from bot.content.nodes import Page, Step
from bot.content.problems import Problem

LIKELY = 0.5  # how alike an unknown field name must be to the one suggested

_PATTERNS = {
    ID: "只能用小写字母、数字和连字符，最多40个",
    KEY: "只能用小写字母、数字、连字符和下划线，最多40个",
    ENTRY_ID: "要写另一条的 id：小写字母、数字和连字符",
    REF: "要写事实表的编号：一个大写字母加数字，如 F025",
}


def explain(kind: type[Shape], page: Page, detail: ErrorDetails) -> Problem:
    """The problem behind one of pydantic's complaints."""
    path, on_key = detail["loc"], False
    if path and path[-1] == "[key]":
        path, on_key = path[:-1], True
    name = _name(path)
    if detail["type"] == "extra_forbidden":
        return page.problem(path, "unknown-key", f"不认识的字段“{name}”", _nearest(kind, path), key=True)
    if detail["type"] == "missing":
        return page.problem(path[:-1], "missing-field", f"缺少字段“{name}”", f"在这里加一行“{name}: …”")
    rule, message, fix = _EXPLAINED.get(detail["type"], _other)(name, detail)
    return page.problem(path, rule, message, fix, key=on_key)


def _name(path: Sequence[Step]) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "内容")


def _nearest(kind: type[Shape], path: Sequence[Step]) -> str:
    """Advice naming the field that was probably meant."""
    allowed = sorted(_fields(kind, path[:-1]))
    best = process.extractOne(str(path[-1]), allowed, scorer=OSA.normalized_similarity)
    if best is not None and best[1] >= LIKELY:
        return f"是不是“{best[0]}”"
    return f"这里可以写：{'、'.join(allowed)}"


def _fields(kind: type[BaseModel], path: Sequence[Step]) -> set[str]:
    """The field names that are allowed in the mapping at this path."""
    current: object = kind
    for step in path:
        if isinstance(current, type) and issubclass(current, BaseModel):
            field = current.model_fields.get(str(step))
            current = field.annotation if field else None
        else:
            current = next(iter(reversed(typing.get_args(current))), None)
        if typing.get_origin(current) is typing.Annotated:
            current = typing.get_args(current)[0]
    if isinstance(current, type) and issubclass(current, BaseModel):
        return set(current.model_fields)
    return set()


Explained = tuple[str, str, str]


def _other(name: str, _: ErrorDetails) -> Explained:
    return "wrong-type", f"“{name}”写得不对", "对照别的知识文件的写法"


def _not_text(name: str, _: ErrorDetails) -> Explained:
    return "wrong-type", f"“{name}”应该是一段文字", "写在同一行；含 { } [ ] : 的文字加双引号"


def _not_list(name: str, _: ErrorDetails) -> Explained:
    return "wrong-type", f"“{name}”应该是列表", "写成 [甲, 乙]；没有就写 [] 或删掉这一行"


def _not_mapping(name: str, _: ErrorDetails) -> Explained:
    return "wrong-type", f"“{name}”下面应该是“字段: 内容”", "换行缩进两格，一行写一个字段"


def _choice(name: str, detail: ErrorDetails) -> Explained:
    allowed = (
        str(detail.get("ctx", {}).get("expected", ""))
        .replace("'", "")
        .replace(" or ", "、")
        .replace(", ", "、")
    )
    return "wrong-value", f"“{name}”不能是“{detail['input']}”", f"只能写：{allowed}"


def _pattern(name: str, detail: ErrorDetails) -> Explained:
    pattern = str(detail.get("ctx", {}).get("pattern", ""))
    return "wrong-value", f"“{name}”不能是“{detail['input']}”", _PATTERNS.get(pattern, "")


def _empty(name: str, _: ErrorDetails) -> Explained:
    return "empty-field", f"“{name}”没有内容", "写上内容，或删掉这一行"


def _too_few(name: str, detail: ErrorDetails) -> Explained:
    return "empty-field", f"“{name}”太少", f"至少写{detail.get('ctx', {}).get('min_length', 1)}个"


def _too_many(name: str, detail: ErrorDetails) -> Explained:
    return "too-many", f"“{name}”太多", f"最多写{detail.get('ctx', {}).get('max_length')}个"


def _date(name: str, detail: ErrorDetails) -> Explained:
    return "wrong-value", f"“{name}”不是日期：“{detail['input']}”", "写成 2026-01-31 的样子"


def _flag(name: str, detail: ErrorDetails) -> Explained:
    return "wrong-value", f"“{name}”不能是“{detail['input']}”", "只能写 true 或 false"


_EXPLAINED: dict[str, Callable[[str, ErrorDetails], Explained]] = {
    "string_type": _not_text,
    "list_type": _not_list,
    "dict_type": _not_mapping,
    "model_type": _not_mapping,
    "model_attributes_type": _not_mapping,
    "literal_error": _choice,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _empty,
    "too_short": _too_few,
    "too_long": _too_many,
    "value_error": _date,
    "date_type": _date,
    "date_from_datetime_parsing": _date,
    "bool_parsing": _flag,
    "bool_type": _flag,
}
