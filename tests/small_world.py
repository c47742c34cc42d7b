"""A small knowledge folder, written by the tests, in the product's own language of asking."""

from __future__ import annotations

import functools
import itertools
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bot.content.load import load
from bot.content.model import Knowledge
from bot.conversation.assistant import Assistant
from bot.conversation.context import MemoryContextStore
from bot.conversation.messages import Answer, Chat, NoAnswer, Part, Routed, Suggestions
from bot.matching.matcher import Matcher

SHIPPED = Path(__file__).resolve().parent.parent / "knowledge"

FILES: Mapping[str, str] = {
    "_terms.yaml": (SHIPPED / "_terms.yaml").read_text(encoding="utf-8"),
    "_topics.yaml": """
topics:
  - {id: platforms, title: 创新平台, about: 创新中心}
  - {id: hightech, title: 高新技术企业}
  - {id: strawberry, title: 草莓与种植}
""",
    "_sources.yaml": """
sources:
  report: {title: 一篇报道, date: 约2023, certainty: media}
  notice: {title: 一份通知, number: 测科〔2022〕1号, date: "2022", certainty: repost}
""",
    "_routes.yaml": """
routes:
  - id: hotline
    title: 不知道找谁就拨12345
    asks: [停水停电找谁, 路灯不亮, 我要投诉]
    say: 请拨12345。
    related: [dairy-overview]
  - {id: animals, title: 牲畜有病找兽医, asks: [我家羊拉稀, 牛不吃草了怎么办, 猪发烧], say: 先找乡镇兽医站。}
""",
    "_small_talk.yaml": """
small_talk:
  - {id: greeting, asks: [你好, 您好, 在吗], say: "您好，请直接问。"}
  - {id: thanks, asks: [谢谢, 谢谢你, 多谢了], say: 不客气。}
""",
    "programs/dairy.yaml": """
id: dairy
subject: 国家乳业技术创新中心
aliases: [国乳中心, 乳业中心, 乳业创新中心]
names: {任发政: [任发政院士, 任院士], 冯雁: [冯雁教授]}
topic: platforms
source: report
facts:
  members: {label: 成员单位, unit: 家, values: [{value: 101, as_of: 约2023}]}
  academicians: {label: 院士, unit: 位, values: [{value: 10, as_of: 约2023}]}
  experts: {label: 行业专家, unit: 位, values: [{value: 128, as_of: 约2023}]}
entries:
  - id: dairy-overview
    kind: overview
    question: 国家乳业技术创新中心是什么？
    label: 乳业中心是什么
    phrasings: [国家乳业技术创新中心, 介绍一下国乳中心, 乳业中心是干啥的]
    answer: "国家乳业技术创新中心是设在呼和浩特的国家级乳业科研平台（约2023年）。"
    related: [dairy-members, dairy-academicians]
  - id: dairy-members
    kind: figure
    question: 国家乳业技术创新中心有多少家成员单位？
    label: 乳业中心成员数
    phrasings: [国乳中心成员单位几家, 乳业中心拢共有多少会员单位, 乳业创新中心吸纳了多少家成员单位]
    answer: "{members}：国家乳业技术创新中心成员单位（约2023年）。"
    farmer_answer: "国家乳业技术创新中心一共有{members}成员单位，是约2023年报道的数。"
    related: [dairy-academicians, dairy-experts]
  - id: dairy-academicians
    kind: figure
    question: 国家乳业技术创新中心引进了多少位院士？
    label: 乳业中心院士数
    phrasings: [国乳中心请了几位院士, 乳业中心有多少院士, 乳业创新中心院士人数]
    answer: "{academicians}：国家乳业技术创新中心柔性引进的院士（约2023年）。"
    related: [dairy-members]
  - id: dairy-experts
    kind: figure
    question: 国家乳业技术创新中心有多少位行业专家？
    label: 乳业中心专家数
    phrasings: [国乳中心行业专家几位, 乳业中心有多少个专家, 乳业创新中心专家人数]
    answer: "{experts}：国家乳业技术创新中心的行业专家（约2023年）。"
  - id: dairy-location
    kind: detail
    question: 国家乳业技术创新中心在哪里？
    label: 乳业中心在哪
    phrasings: [国乳中心总部位置, 乳业中心设在什么地方, 去乳业创新中心往哪走]
    answer: "国家乳业技术创新中心总部在伊利现代智慧健康谷（约2023年）。"
  - id: dairy-ren
    kind: detail
    question: 任发政院士是谁？
    label: 任发政院士
    phrasings: [任发政是哪个中心的院士, 介绍一下任发政]
    answer: "任发政院士由国家乳业技术创新中心柔性引进（约2023年）。"
  - id: dairy-feng
    kind: detail
    question: 冯雁教授是谁？
    label: 冯雁教授
    phrasings: [冯雁是干什么的, 介绍一下冯雁教授]
    answer: "冯雁教授带领团队做动物疫病监测（约2023年）。"
unknown:
  - {asks: [电话, 怎么联系, 联系方式], say: 资料里没有国家乳业技术创新中心的电话。, route: hotline}
""",
    "programs/grass.yaml": """
id: grass
subject: 国家草业技术创新中心
aliases: [草业中心, 国草中心, 草业创新中心]
topic: platforms
source: report
facts:
  members: {label: 成员单位, unit: 家, values: [{value: 47, as_of: 约2023}]}
  academicians: {label: 院士, unit: 位, values: [{value: 16, as_of: 约2023}]}
entries:
  - id: grass-overview
    kind: overview
    question: 国家草业技术创新中心是什么？
    label: 草业中心是什么
    phrasings: [国家草业技术创新中心, 介绍一下草业中心, 草业中心是干啥的]
    answer: "国家草业技术创新中心是设在呼和浩特的国家级草业科研平台（约2023年）。"
  - id: grass-members
    kind: figure
    question: 国家草业技术创新中心有多少家成员单位？
    label: 草业中心成员数
    phrasings: [草业中心成员单位几家, 国草中心拢共有多少会员单位, 草业创新中心吸纳了多少家成员单位]
    answer: "{members}：国家草业技术创新中心成员单位（约2023年）。"
  - id: grass-academicians
    kind: figure
    question: 国家草业技术创新中心引进了多少位院士？
    label: 草业中心院士数
    phrasings: [草业中心请了几位院士, 草业中心有多少院士, 国草中心院士人数]
    answer: "{academicians}：国家草业技术创新中心柔性引进的院士（约2023年）。"
  - id: grass-location
    kind: detail
    question: 国家草业技术创新中心在哪里？
    label: 草业中心在哪
    phrasings: [草业中心总部位置, 草业中心设在什么地方, 去国草中心往哪走]
    answer: "国家草业技术创新中心总部在蒙草大厦（约2023年）。"
""",
    "programs/fuchongyi.yaml": """
id: fuchongyi
subject: 付崇毅
aliases: [付老师]
names: {上海交通大学: [上海交大]}
topic: strawberry
source: report
facts:
  varieties: {label: 草莓新品种, unit: 个, values: [{value: 4, as_of: 约2023}]}
  masters: {label: 团队里的硕士, unit: 名, values: [{value: 9, as_of: 约2023}]}
  doctors: {label: 团队里的博士, unit: 名, values: [{value: 13, as_of: 约2023}]}
entries:
  - id: fu-overview
    kind: overview
    question: 付崇毅是谁？
    label: 付崇毅
    phrasings: [付崇毅, 介绍一下付崇毅, 付老师是干什么的]
    answer: "付崇毅是草莓产业科技特派员，选育草莓新品种，推广脱毒苗（约2023年）。"
  - id: fu-varieties
    kind: figure
    question: 付崇毅选育了多少个草莓新品种？
    label: 草莓新品种数
    phrasings: [付崇毅育成几个草莓新品种, 付老师的草莓新品种有几个]
    answer: "{varieties}：付崇毅选育的草莓新品种（约2023年）。"
  - id: fu-masters
    kind: figure
    question: 付崇毅团队有多少名硕士？
    label: 团队硕士数
    phrasings: [付崇毅团队几个硕士, 付老师团队里硕士多少人]
    answer: "{masters}：付崇毅团队里的硕士（约2023年）。"
  - id: fu-doctors
    kind: figure
    question: 付崇毅团队有多少名博士？
    label: 团队博士数
    phrasings: [付崇毅团队几个博士, 付老师团队里博士多少人]
    answer: "{doctors}：付崇毅团队里的博士（约2023年）。"
unknown:
  - {asks: [多大年纪, 年龄, 今年多大], say: 资料里没有付崇毅的年龄。, reason: person}
""",
    "policies/hightech.yaml": """
id: hightech
subject: 高新技术企业
aliases: [高企]
topic: hightech
source: notice
facts:
  count: {label: 高新技术企业, unit: 家, values: [{value: 465, as_of: "2022"}]}
  tax: {label: 企业所得税税率, unit: "", values: [{value: 15%, as_of: "2022"}]}
entries:
  - id: hightech-overview
    kind: overview
    question: 高新技术企业是什么？
    label: 高企是什么
    phrasings: [高企, 什么是高新技术企业, 介绍一下高企]
    answer: "高新技术企业是按管理办法认定的企业（2022年）。"
    related: [hightech-conditions, hightech-tax]
  - id: hightech-count
    kind: figure
    question: 2022年呼和浩特有多少家高新技术企业？
    label: 2022年高企数
    phrasings: [呼市高企2022年多少家, 2022年全市高新技术企业几家]
    answer: "{count}：2022年呼和浩特高新技术企业。"
  - id: hightech-conditions
    kind: conditions
    question: 认定高新技术企业要满足哪些条件？
    label: 高企条件
    phrasings: [高企要什么条件, 高新技术企业认定条件, 什么样的企业能评高企]
    answer: |-
      认定高新技术企业，条件要同时满足（2022年）：
      ①注册成立一年以上
      ②有核心技术的知识产权
  - id: hightech-tax
    kind: figure
    question: 高新技术企业的企业所得税税率是多少？
    label: 高企税率
    phrasings: [高企税率, 评上高企所得税按多少交, 高新技术企业交多少所得税]
    answer: "{tax}：高新技术企业的企业所得税税率（2022年）。"
""",
}

# Everything that its figure entries say
FIGURES = ("101家", "10位", "128位", "47家", "16位", "465家", "4个", "9名", "13名", "15%")


@functools.cache
def knowledge() -> Knowledge:
    """The small knowledge, loaded from a folder like any other."""
    return written(FILES)


def written(files: Mapping[str, str]) -> Knowledge:
    """The knowledge that these files hold."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            file = Path(folder, name)
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return load(Path(folder))


@functools.cache
def matcher() -> Matcher:
    """A matcher of the small knowledge."""
    return Matcher(knowledge())


@functools.cache
def assistant() -> Assistant:
    """An assistant of the small knowledge; ask it in a `new_chat`."""
    return Assistant(knowledge(), MemoryContextStore())


_CHATS = itertools.count()


def new_chat() -> str:
    """The key of a conversation that nobody has had."""
    return f"chat {next(_CHATS)}"


def about(part: Part) -> tuple[str, str]:
    """What kind of part it is and what it is about."""
    match part:
        case Answer():
            return "answer", part.entry
        case Suggestions():
            return "suggest", ""
        case NoAnswer():
            return "none", part.reason
        case Routed():
            return "route", part.route
        case Chat():
            return "talk", part.id
