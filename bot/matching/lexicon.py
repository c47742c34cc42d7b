"""Word lists that ship with the program: words of the language, places, organisations, surnames."""

from __future__ import annotations

import functools
import pathlib

from bot.garbage import uncollected

_DATA = pathlib.Path(__file__).parent / "data"

WORD_WEIGHT = {"f": 0.0, "v": 0.55, "n": 1.0}  # function word, verb or adjective, noun
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
    "杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷"
    "施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费"
    "纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边付南"
)
TITLES = tuple(
    tuple(title)
    for title in "教授 老师 院士 院长 局长 博士 研究员 总 董事长 总经理 专家 记者".split()  # noqa: SIM905
)
LONGEST_PERSON = 3  # characters of a personal name with a one-character surname


@functools.cache
def rows(file: str) -> tuple[tuple[str, ...], ...]:
    """The tab-separated rows of a shipped list, comments left out."""
    lines = (_DATA / file).read_text(encoding="utf-8").splitlines()
    with uncollected():
        return tuple(tuple(line.split("\t")) for line in lines if line and line[0] != "#")
