"""Two writings of one company's name: traditional characters, homophones, a slip, the short form of it."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Any

from crmdesk.core import names, patterns, pinyin, texts
from crmdesk.core.names import plain_company_name

SAME, PLAIN = 92, 84
"""Scores of the same name, and of the same name but for its place and legal form."""

_SHORTEST_SLIP = 4
"""Characters from which on one wrong character is a slip."""

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_OR_NOT = patterns.late(f"[{_HAN}]+|[^{_HAN}]+")
_LEGAL_INSIDE = patterns.late("股份有限公司|有限责任公司|有限公司|股份公司|集团公司")
_ADDRESSED = patterns.late("(?<=..)(?:先生|女士|小姐)$")
_CITY = patterns.late("(?<=^[一-鿿]{2})(?<![超门夜集早菜城])市(?=[一-鿿]{3})")
_BRANCH = patterns.late(
    "(?:分公司|分行|支行|分店|分厂|分校|分院|分部|分所|分局|办事处|营业部|经营部|门市部|项目部|事业部|销售部|"
    "[路号城街村区湾场]店|旗舰店|专卖店|直营店|加盟店|门店|校区|院区|厂区|网点|服务站)$"
)
_ENDS_OF_BRANCHES = frozenset("行店厂校院部所局处区点站\n")
_ENDS_OF_ADDRESSED = frozenset("生士姐\n")
"""With what such names end; the expressions are searched for in these alone."""

_IN_BRACKETS = patterns.late(r"[(（\[【〔]([^)）\]】〕]*)[)）\]】〕]")
_TRADES = (
    "精密|机械|机电|电机|设备|仪器|仪表|模具|五金|工具|电子|电器|电气|电力|电缆|光电|照明|灯具|贸易|商贸|经贸|工贸|进出口|"
    "国际|实业|工业|企业|产业|发展|开发|科技|技术|高科|网络|信息|软件|数码|通信|通讯|智能|自动化|系统|建材|建筑|建设|工程|装饰|装修|"
    "装潢|设计|家具|家居|家电|木业|门窗|玻璃|陶瓷|钢铁|钢构|金属|材料|塑料|塑胶|橡胶|化工|涂料|油漆|化学|新材料|包装|印刷|纸业|"
    "纺织|针织|服饰|服装|制衣|鞋业|皮革|箱包|家纺|布业|食品|粮油|餐饮|饮品|茶业|酒业|水产|农业|农产品|果业|生物|医药|药业|医疗|"
    "器械|物流|运输|货运|快递|仓储|供应链|汽车|汽配|汽修|配件|零部件|传媒|文化|广告|影视|教育|培训|咨询|管理|服务|投资|资本|金融|"
    "保险|证券|银行|地产|房地产|置业|物业|园林|环保|能源|矿业|石油|燃气|水务|旅游|酒店|宾馆|饭店|餐厅|超市|商场|商店|商行|百货|"
    "批发|零售|连锁|便利店|药店|药房|诊所|医院|学校|大学|学院|中学|小学|幼儿园|工作室|合作社|事务所|中心|集团|控股|股份|制造|加工|"
    "厂|店|行|部|社|馆"
)
_TRADE = patterns.late(f"(?:{_TRADES})+$")
_TELLING = (
    frozenset("0123456789〇零一二三四五六七八九十百千两"),
    frozenset("东西南北中"),
    frozenset("上下左右前后内外"),
    frozenset("甲乙丙丁戊己庚"),
    frozenset("大小老新旧"),
    frozenset("男女"),
    frozenset("abcdefghijklmnopqrstuvwxyz"),
)
"""Characters of which another one is no slip: the second shop, the east gate."""

_NUMERALS = _TELLING[0]


class _Name:
    """A company's name taken apart; what is seldom asked for is worked out when it is."""

    def __init__(self, name: str) -> None:
        self.whole = simplified(texts.normal(name))
        self.plain = plain_company_name(_bare(self.whole))
        self.brand = _TRADE.sub("", self.plain) or self.plain

    @cached_property
    def folded(self) -> str:
        return texts.fold(self.whole)

    @cached_property
    def sound(self) -> str:
        return self.plain if self.plain.isascii() else phonetic(self.plain)

    @cached_property
    def places(self) -> frozenset[str]:
        return names.places(self.whole)

    @cached_property
    def inside(self) -> str:
        """What stands in brackets."""
        return "".join(texts.fold(part) for part in _IN_BRACKETS.findall(self.whole))

    @cached_property
    def branch(self) -> bool:
        return bool(_BRANCH.search(self.folded))


def simplified(text: str) -> str:
    """The text in simplified characters."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return str(_converter().convert(text))
    return text


def sound_key(name: str) -> str:
    """How what distinguishes a name sounds: pinyin without tones for Chinese, letters and figures as they are.

    禾砚精密机械（嘉兴）有限公司, 浙江禾硯精密機械有限公司 and 和砚精密机械 have the same.
    '' for a name without letters.
    """
    plain = plain_company_name(_bare(simplified(name)))
    return plain if plain.isascii() else phonetic(plain)


def _bare(name: str) -> str:
    """A branch without the legal form of the company before it, a city without 市, a person without 先生 behind."""
    last = name[-1:]
    if (last in _ENDS_OF_BRANCHES or name.endswith("分公司")) and _BRANCH.search(name):
        name = _LEGAL_INSIDE.sub("", name)
    if "市" in name:
        name = _CITY.sub("", name)
    return _ADDRESSED.sub("", name) if last in _ENDS_OF_ADDRESSED else name


def phonetic(plain: str) -> str:
    """A folded text by its sound: a syllable for each Chinese character, blanks between."""
    parts: list[str] = []
    for run in _HAN_OR_NOT.findall(plain):
        parts.extend(pinyin.plain_syllables(run) if pinyin.is_han(run[0]) else (run,))
    return " ".join(parts)


def trade_length(sound: str) -> int:
    """How many syllables at the end of how a name sounds are a known trade: 2 of *hua xin mao yi*."""
    parts, known = sound.split(" "), _trade_sounds()
    end = len(parts)
    while found := next((n for n in (3, 2, 1) if n < end and " ".join(parts[end - n : end]) in known), 0):
        end -= found
    return len(parts) - end


@lru_cache(maxsize=1)
def _trade_sounds() -> frozenset[str]:
    return frozenset(phonetic(trade) for trade in _TRADES.split("|"))


def brand_sound(name: str) -> str:
    """How the part of a company's name sounds that is not its trade: 禾砚 of 禾砚精密机械有限公司."""
    brand = _name(name).brand
    return brand if brand.isascii() else phonetic(brand)


def name_likeness(one: str, other: str, one_short: str = "", other_short: str = "") -> tuple[int, str] | None:
    """How alike the names of two companies are (score, code); None where they are names of two.

    Names that tell a branch, a number, a direction or a city apart are never alike: 工商银行杭州分行 and 宁波分行.
    """
    first, second = _name(one), _name(other)
    if not first.plain or not second.plain:
        return None
    if first.plain == second.plain:
        if first.folded == second.folded:
            return SAME, "double-same-name"
        found: tuple[int, str] | None = (PLAIN if len(first.brand) > 1 else PLAIN - 24), "double-plain-name"
    else:
        found = _nearly(first, second) or _short(first, second, one_short, other_short)
        if found is None or first.branch or second.branch:
            return None
    return None if _told_apart(first, second) else found


def _nearly(first: _Name, second: _Name) -> tuple[int, str] | None:
    """The same sound, or a single slip."""
    length = min(len(first.plain), len(second.plain))
    if len(first.plain) == len(second.plain) and first.sound == second.sound and not first.plain.isascii():
        brand = min(len(first.brand), len(second.brand))
        if first.brand == second.brand:
            brand += 1
        return min(36 + 10 * brand, 76) if brand > 1 else 40, "double-sounds-alike"
    if length < _SHORTEST_SLIP or not _one_slip(first, second):
        return None
    return min(36 + 4 * length, 68), "double-similar-name"


def _short(first: _Name, second: _Name, one_short: str, other_short: str) -> tuple[int, str] | None:
    """One of the names is the short form of the other."""
    for short, long, short_of_long in ((first, second, other_short), (second, first, one_short)):
        stated = texts.fold(simplified(short_of_long))
        if stated and len(stated) > 1 and stated in (short.folded, short.plain):
            return 66, "double-short-name"
        if 1 < len(short.plain) < len(long.plain) and short.plain == long.brand:
            return min(24 + 12 * len(short.plain), 64), "double-short-name"
    return None


def _told_apart(first: _Name, second: _Name) -> bool:
    """Whether the names themselves say that they are two: another city, another number, another shop."""
    mine, theirs = first.places - second.places, second.places - first.places
    if any(names.same_level(one, other) for one in mine for other in theirs):
        return True
    if _numerals(first) != _numerals(second):
        return True
    inside = {first.inside, second.inside} - {""}
    if first.inside != second.inside and any(_BRANCH.search(text) or text.endswith("店") for text in inside):
        return True
    return len(inside) == 2 and not (first.places or second.places)


def _one_slip(first: _Name, second: _Name) -> bool:
    """Whether one character is wrong, missing or in the other's place, and that is a slip and not another name."""
    from rapidfuzz.distance import OSA

    one, other = first.plain, second.plain
    if OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    mine, theirs = one[start : len(one) - end], other[start : len(other) - end]
    if len(mine) == len(theirs) == 2:
        return True
    if any(_tells(mine, theirs, telling) for telling in (_TELLING if not one.isascii() else _TELLING[:1])):
        return False
    if mine and theirs and names.is_surname(mine) and names.is_surname(theirs) and _first_of_person(one, start):
        return False
    if first.brand == second.brand:  # two known trades, or one with 厂 or 店 behind it
        return not (mine and theirs)
    shorter = min(len(first.brand), len(second.brand))
    return start >= shorter or (start > 0 and shorter >= (3 if mine and theirs else 2))


def _tells(mine: str, theirs: str, telling: frozenset[str]) -> bool:
    return all(text in telling for text in (mine, theirs) if text)


def _first_of_person(plain: str, start: int) -> bool:
    return start == 0 or (start == 1 and plain[0] in "老小阿")


def _numerals(name: _Name) -> list[str]:
    return sorted(character for character in name.plain if character in _NUMERALS)


@lru_cache(maxsize=20_000)
def _name(name: str) -> _Name:
    return _Name(name)


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
