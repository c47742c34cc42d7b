"""Every rule of the checks with one line on what it catches. Knows not how a rule is checked."""

from __future__ import annotations

from collections.abc import Mapping

RULES: Mapping[str, str] = {
    # the folder and its files
    "no-folder": "没有这个知识文件夹",
    "empty-folder": "文件夹里没有知识文件",
    "file-name": "文件名和 id 不一样，或扩展名不是 .yaml",
    "unreadable": "文件打不开",
    "too-large": "文件超过 2 MB",
    "empty-file": "文件是空的",
    # characters
    "gbk": "文件是 GBK（ANSI）编码",
    "encoding": "文件不是 UTF-8 编码",
    "binary": "不是文本文件",
    "bom": "文件开头有 BOM 记号（只提醒）",
    "control-character": "有看不见的字符",
    # grammar
    "tab": "缩进里有制表符",
    "full-width-colon": "字段后面是中文冒号",
    "unclosed-quote": "引号没有成对",
    "full-width-quote": "整段文字用了中文引号",
    "full-width-comma": "列表里用了中文逗号（只提醒）",
    "bracket": "括号没有成对",
    "colon": "缺少冒号，或一行里有两个冒号",
    "bad-character": "文字以 YAML 不许的符号开头",
    "indent": "缩进不对",
    "escape": "双引号里的反斜杠用错了",
    "bad-key": "字段名是列表或括号",
    "syntax": "别的不合 YAML 写法的地方",
    "alias": "用了 & 或 * 引用",
    "tag": "用了 ! 类型记号",
    "too-deep": "嵌套太深",
    "two-documents": "一个文件里有两份内容",
    "duplicate-key": "同一个字段写了两次",
    # fields
    "unknown-key": "不认识的字段",
    "missing-field": "缺少字段",
    "wrong-type": "该写列表的写成了文字等",
    "wrong-value": "内容不在允许的范围内",
    "empty-field": "字段没有内容",
    "too-many": "写得太多",
    # names that must lead somewhere
    "duplicate-id": "id 重复",
    "duplicate-word": "_kinds.yaml 里一个词写了两次",
    "unknown-fact": "答案里的 {事实} 不存在",
    "unknown-source": "出处不在 _sources.yaml 里",
    "unknown-topic": "主题不在 _topics.yaml 里",
    "unknown-related": "相关问题不存在",
    "unknown-route": "去处不在 _routes.yaml 里",
    "no-source": "没有出处",
    "brace": "大括号用错了",
    # facts
    "unused-fact": "没有答案用到的事实",
    "old-value": "旧数没有说是什么时候的",
    "unsaid-state": "预计的、申请中的数没有说明",
    "value-order": "旧数写在了新数后面",
    # texts
    "too-long": "文字太长",
    "repeated": "写了机器人会自己加的话（只提醒）",
    "link-host": "链接不是政府网站或公认媒体",
    "equal-phrasing": "两条里有同一个问法",
    "near-phrasing": "两条里有差不多的问法（只提醒）",
    # dates
    "expired": "已到期（只提醒）",
    "review-overdue": "该复查了（只提醒）",
}
