"""Every sentence the bot says by itself, in one place. Knows nothing of the knowledge."""

from __future__ import annotations

from bot.content.model import Audience

NAME = "青城科问"
SHORT_DESCRIPTION = "呼和浩特科技项目和政策问答。回答都注明出处，不代表官方决定。"
DESCRIPTION = (
    "问呼和浩特的科技项目和政策：科技特派员、企业工作站、国家乳业和草业技术创新中心、高新技术企业、"
    "研发费用加计扣除……\n\n直接打字问就行。回答都注明出处，不代表官方决定，办事以主管部门的通知为准。"
)

COMMANDS = (
    ("start", "开始，选农户或企业"),
    ("topics", "按主题看能问什么"),
    ("help", "怎么用"),
    ("privacy", "记了什么，记多久"),
    ("forget", "删掉我的记录"),
)
GROUP_COMMANDS = (("topics", "按主题看能问什么"), ("help", "在群里怎么用"))
ADMIN_COMMANDS = (*COMMANDS, ("status", "机器人现在的情况"))

START = (
    "这里是青城科问，回答呼和浩特科技项目和政策的问题。\n"
    "回答来自公开报道和文件，每条都注明出处；不代表官方决定，办事以主管部门的通知为准。\n\n"
    "直接打字问就行。{audience}"
)
NOT_CHOSEN = "您是农户还是企业？不选也能问，选了说法更合适。"
START_GROUP = "在群里提到我（@{username}）再写问题，或者回复我的消息，我就回答。单独聊点 @{username}。"
CHOSEN: dict[Audience, str] = {
    "farmer": "记住了，按农户的说法回答。想改就点另一个，或以后再发 /start。",
    "enterprise": "记住了，按企业的说法回答。想改就点另一个，或以后再发 /start。",
}
TRY = "比如可以问："
I_AM: dict[Audience, str] = {"farmer": "我是农户", "enterprise": "我是企业"}
TICK = "✓ "
WORDING: dict[Audience, str] = {"farmer": "农户说法", "enterprise": "企业说法"}

HELP = (
    "直接打字问，一次问一件事最准。比如“乳业中心有多少家成员单位”“高企要满足什么条件”。\n"
    "· 拿不准时我列出几个相近的问题：点按钮，或者回“2”“第二个”。都不合适就点“都不是”。\n"
    "· 回答下面可以点 👍 👎，点 👎 后可以告诉我哪里不对。\n"
    "· 问错了，改一改您发的那条消息，我会重新回答。\n"
    "· 不会打字，用键盘上的话筒键说话。\n"
    "· /topics 按主题看能问什么　/start 改农户或企业\n"
    "· /privacy 记了什么　/forget 删掉我的记录\n\n"
    "资料里没有的我不猜，会告诉您该问谁。急事请拨12345。"
)
PRIVACY = (
    "记什么：您问的话（手机号、身份证号先打码）、我怎么答的、您点的 👍 👎、您选的农户或企业。\n"
    "怎么记：不记姓名，用户编号换成化名。\n"
    "干什么用：看哪些问题没答好，补资料。\n"
    "记多久：{days}天，到期自动删。\n"
    "想现在就删：/forget"
)
FORGET = "要删掉您在这里的全部记录吗？问过的话、评价、选的农户或企业都会删，删了找不回来。"
FORGET_YES = "全部删掉"
FORGET_NO = "先不删"
FORGOTTEN = "删完了。以后再问，就是新的记录。"
FORGET_KEPT = "好的，没有删。"

TOPICS = "按主题看能问什么："
TOPIC = "{title}：{about}"
SUBJECT = "{subject}，可以问："
NO_TOPICS = "现在还没有可看的主题，直接打字问就行。"
BACK = "返回"
BEFORE = "上一页"
NEXT = "下一页"

NONE_OF_THESE = "都不是"
FULL = "全文"
UP = "👍"
DOWN = "👎"
SHARE = "分享"
THANKS_UP = "谢谢，记下了。"
THANKS_DOWN = "记下了。"
THANKS_NONE = "记下了，管理员会看到。"
NONE_ADVICE = "这个问题记下了，管理员会补资料。可以换个说法再问，或看 /topics；急事请拨12345。"
WHAT_IS_WRONG = "哪里不对？直接回复这条消息告诉我；不想说就不用管。"
WHAT_IS_WRONG_HINT = "比如：数字过时了"
REASON_KEPT = "谢谢，记下了，管理员会看到。"
REASON_TEXT_ONLY = "请用文字回复哪里不对。"
NOT_YOURS = "只有提问的人能评价这条回答。"
TOO_OLD = "这个按钮太旧了。请把问题再打一遍。"
CHANGED = "这条内容已经改过，按钮不能用了。请把问题再打一遍，或看 /topics。"
NOTHING_BEHIND = "这条没有更长的内容了。"

NOT_A_COMMAND = "没有这个命令。直接打字问就行，/help 看怎么用。"
EMPTY = "请把问题打在后面，比如：@{username} 什么是科技特派员"
VOICE = "我听不了语音。请点键盘上的话筒键，说的话会变成字，再发给我。"
PHOTO = "我看不了图。请用文字写问题，或给图配上一句话。庄稼牲畜的病，请拨12316（打不通拨12345）。"
STICKER = "收到。有问题就打字问我，/topics 看能问什么。"
DOCUMENT = "我看不了文件。请把要问的话打出来，或给文件配上一句话。"
LOCATION = "我不用位置，也不记。我只有呼和浩特的资料，想问什么请打字。"
CONTACT = "我不用联系人，也不记。想问什么请打字。"
POLL = "我不会投票。想问什么请打字。"
OTHER = "这种消息我看不懂。请打字问我，/help 看怎么用。"
TROUBLE = "刚才出了点毛病，这个问题没答上，已经记下。请过一会儿再问；急事请拨12345。"

SHARE_TEXT = "{question}（青城科问）"
INLINE_MORE = "去聊天里问"
STATUS = "知识版本：{version}\n条目：{entries}，主题：{topics}\n最早的记录：{oldest}"
NO_RECORDS = "还没有"
