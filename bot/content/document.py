"""What a knowledge file may hold: the one description that loading, checking and editors share.

Everything arrives as strings, lists and dicts. Knows neither positions nor other files.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from bot.content.model import Audience, Certainty, EntryKind, RefusalReason

ID = r"^[a-z0-9-]{1,40}$"
KEY = r"^[a-z0-9_-]{1,40}$"
ENTRY_ID = r"^[a-z0-9-]{1,40}(\.[a-z0-9_-]{1,40})?$"  # the second half names a fact
REF = r"^[A-Z][0-9]{1,4}$"


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _as_date(value: object) -> object:
    if not isinstance(value, str):
        return value
    if len(value) != len("2026-01-31"):
        raise ValueError("date")
    return dt.date.fromisoformat(value)


def _as_flag(value: object) -> object:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


Text = Annotated[str, Field(min_length=1)]
Id = Annotated[str, Field(pattern=ID)]
Key = Annotated[str, Field(pattern=KEY)]
EntryId = Annotated[str, Field(pattern=ENTRY_ID)]
Refs = Annotated[
    list[Annotated[str, Field(pattern=REF)]], Field(description="事实表里的编号，如 F025、P121、A05")
]
Texts = list[Text]
SourceKeys = Annotated[
    list[Key],
    BeforeValidator(_as_list),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Day = Annotated[
    dt.date, BeforeValidator(_as_date), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"})
]
Flag = Annotated[bool, BeforeValidator(_as_flag), WithJsonSchema({"enum": [True, False, "true", "false"]})]


class Shape(BaseModel):
    """The rules all shapes share: no unknown fields, no changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ValueShape(Shape):
    """One value of a fact, at one time."""

    value: Text = Field(description="数值，照原文写：101、100多、800至1200")
    as_of: Text = Field(description="什么时候的数：约2023、2023-12、2022")
    status: Literal["achieved", "planned", "applied"] = Field(
        default="achieved", description="achieved 已实现，planned 预计，applied 申请中"
    )
    source: SourceKeys = Field(default=[], description="出处；不写就用文件的出处")


class FactShape(Shape):
    """A dated figure."""

    label: Text = Field(description="叫什么：成员单位")
    unit: str = Field(default="", description="单位：家")
    asks: Texts = Field(default=[], description="别人怎么问这个数（写了就能单独回答）")
    refs: Refs = []
    values: list[ValueShape] = Field(min_length=1, description="旧的在前，新的在后")


class EntryShape(Shape):
    """A question and its answer."""

    id: Id = Field(description="小写字母、数字和连字符，全部文件里不能重复")
    kind: EntryKind = Field(description="figure 数字，detail 细节，overview 概述，list 名单，conditions 条件")
    question: Text = Field(description="完整的问题，带上对象的名字")
    label: str = Field(default="", description="按钮上的短名，最多14个字")
    phrasings: Texts = Field(default=[], description="别人会怎么问，5到10种")
    answer: Text = Field(description="答案，第一句就是结论；{事实名} 会换成数字")
    farmer_answer: str = Field(default="", description="说给农户听的话，最多100个字")
    full: str = Field(default="", description="“全文”按钮后面的长内容")
    related: list[EntryId] = Field(default=[], max_length=4, description="相关问题的 id，1到4个")
    refs: Refs = []
    source: SourceKeys = Field(default=[], description="出处；不写就用文件的出处")
    region: str = Field(default="", description="别处的规定写上地名，机器人会提醒")
    certainty: Certainty | None = Field(default=None, description="不写就按出处里最不可靠的算")
    audience: list[Audience] = Field(default=[], description="farmer 农户，enterprise 企业")
    topic: Id | None = Field(default=None, description="主题；不写就用文件的主题")
    review_by: Day | None = Field(default=None, description="最晚哪天要复查")
    valid_from: Day | None = Field(default=None, description="从哪天起有效")
    valid_until: Day | None = Field(default=None, description="到哪天为止有效")
    checked_on: Day | None = Field(default=None, description="哪天核对过")
    contacts: Texts = []
    links: Texts = []


class UnknownShape(Shape):
    """What people ask and nobody has written down."""

    id: Id | None = None
    asks: Texts = Field(min_length=1, description="关于这个对象的词（电话）或整句问题")
    say: Text = Field(description="一句话：缺的是什么")
    route: Id | None = Field(default=None, description="该去问谁：_routes.yaml 里的 id")
    reason: RefusalReason = "attribute"
    refs: Refs = []


class SubjectFile(Shape):
    """programs/*.yaml and policies/*.yaml: everything about one subject."""

    id: Id = Field(description="和文件名一样")
    subject: Text = Field(description="全名")
    aliases: Texts = Field(default=[], description="这个对象的简称、俗称")
    names: dict[Text, Texts] = Field(default={}, description="答案里提到的人名、单位名：各自的别名")
    topic: Id | None = Field(default=None, description="_topics.yaml 里的 id")
    audience: list[Audience] = Field(default=[], description="不写就是农户和企业都有")
    source: SourceKeys = Field(default=[], description="_sources.yaml 里的键")
    region: str = ""
    certainty: Certainty | None = None
    facts: dict[Key, FactShape] = {}
    entries: list[EntryShape] = []
    unknown: list[UnknownShape] = []


class TopicShape(Shape):
    """A shelf of the topic menu."""

    id: Id
    title: Text
    about: str = ""


class TopicsFile(Shape):
    """_topics.yaml."""

    topics: list[TopicShape] = []


class SourceShape(Shape):
    """Where statements were read."""

    title: Text = Field(description="标题")
    issuer: str = Field(default="", description="谁发布")
    number: str = Field(default="", description="文号")
    date: Text = Field(description="日期：2016-01-29、约2023")
    certainty: Certainty = Field(description="official 政府页面，media 媒体，repost 转载")
    short: str = Field(default="", description="出处一行里的短名，最多24个字")
    url: str = Field(default="", description="只能是政府网站和公认媒体")


class SourcesFile(Shape):
    """_sources.yaml."""

    sources: dict[Key, SourceShape] = {}


class RouteShape(Shape):
    """What the bot does not answer, and whom to ask."""

    id: Id
    title: Text
    asks: Texts = []
    say: Text
    related: list[EntryId] = Field(default=[], max_length=4)
    refs: Refs = []
    urgent: Flag = False


class RoutesFile(Shape):
    """_routes.yaml."""

    routes: list[RouteShape] = []


class SmallTalkShape(Shape):
    """A greeting, a thank-you."""

    id: Id
    asks: Texts = Field(min_length=1)
    say: Text


class SmallTalkFile(Shape):
    """_small_talk.yaml."""

    small_talk: list[SmallTalkShape] = []


class AttributeShape(Shape):
    """A kind of thing that can be asked of a subject."""

    id: Key
    label: Text
    words: Texts = Field(min_length=1)
    hard: Flag = False


class TermsFile(Shape):
    """_terms.yaml: the language of the askers."""

    synonyms: list[Annotated[Texts, Field(min_length=2)]] = []
    fillers: Texts = []
    function_words: Texts = []
    attributes: list[AttributeShape] = []
    home_places: Texts = []
    districts: Texts = []
    place_aliases: dict[Text, Text] = {}


class KindShape(Shape):
    """A class of things of which one is no other."""

    id: Key
    label: Text
    members: list[Annotated[Texts, Field(min_length=1)]] = Field(min_length=2)


class KindsFile(Shape):
    """_kinds.yaml: what excludes each other, 草莓 and 西瓜."""

    kinds: list[KindShape] = []


class NearFile(Shape):
    """_near.yaml: words close enough to be heard for one another, 难题 and 硬骨头."""

    near: list[Annotated[Texts, Field(min_length=2)]] = []


SPECIAL_FILES: dict[str, type[Shape]] = {
    "_topics.yaml": TopicsFile,
    "_sources.yaml": SourcesFile,
    "_routes.yaml": RoutesFile,
    "_small_talk.yaml": SmallTalkFile,
    "_terms.yaml": TermsFile,
    "_kinds.yaml": KindsFile,
    "_near.yaml": NearFile,
}
