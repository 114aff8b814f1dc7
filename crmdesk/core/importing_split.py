"""Cells that hold several values, taken apart where it is clear: two phones, a whole address, a name with a title."""

from __future__ import annotations

import re
from typing import NamedTuple

from crmdesk.core import texts
from crmdesk.core.names import guess_kind, looks_like_company, surname
from crmdesk.core.phones import parse_phone

_BETWEEN = re.compile(r"\s*[/、,;，；|\n]\s*|\s*[或和]\s*|\s{2,}|\s(?=1[3-9][0-9])|(?<=[0-9]{11})\s+(?=0[0-9]{2,3}-)")
_MOBILE = re.compile(r"(?:\+?86[- ]?)?1[3-9](?:[- ]?[0-9]){9}")
_TWO_MOBILES = re.compile(r"1[3-9][0-9]{9}(?:\s?1[3-9][0-9]{9})+")

_MUNICIPALITIES = "北京|上海|天津|重庆"
_PROVINCES = (
    "黑龙江|河北|山西|辽宁|吉林(?!市)|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|"
    "陕西|甘肃|青海|台湾"
)
_REGIONS = "内蒙古自治区|广西壮族自治区|西藏自治区|宁夏回族自治区|新疆维吾尔自治区|内蒙古|广西|西藏|宁夏|新疆"
_GAP = r"[\s/,，、\-—·>]*"
_WORD = "[一-鿿]"
_CITY = rf"{_WORD}{{2,6}}?市|{_WORD}{{2,8}}?自治州|{_WORD}{{2,4}}?地区|{_WORD}{{2,5}}?盟"
_DISTRICT = rf"{_WORD}{{2,10}}?(?:自治县|自治旗)|{_WORD}{{1,4}}?(?:区|县|旗)|{_WORD}{{2,4}}?市"
_NOT_DISTRICT = re.compile(
    "(?:开发|园|社|小|校|厂|工业|产业|保税|街|景|住宅|生活|高新|科技|经济|技术)区$|..(?:路|街|大道|号|村|镇|乡)."
)
_PLACE = re.compile(
    rf"(?:(?P<town>(?:{_MUNICIPALITIES})市?)|(?P<province>(?:{_PROVINCES})省?|{_REGIONS}))"
    rf"{_GAP}(?P<city>{_CITY})?{_GAP}(?P<district>{_DISTRICT})?{_GAP}"
)
_LABELLED = re.compile(r"[(（\[【]([一-鿿A-Za-z0-9]{1,4})[)）\]】]\s*([^()（）\[\]【】]{4,}?)\s*(?=[(（\[【]|$)")
_ADDRESS_WORDS = re.compile("[省市区县镇乡村路街道巷弄号楼室幢座园]|栋|大厦|广场")

_FORMS = "先生|女士|小姐|太太|阿姨|叔叔|大姐|大哥"
_BEFORE_TITLE = (
    "采购|销售|财务|技术|行政|市场|人事|生产|项目|区域|业务|客户|运营|产品|工程|质量|质检|仓库|物流|大堂|办公室|车间|"
    "店面|研发|品质|信息|人力资源"
)
_TITLES = (
    "副?总经理|副总|总监|副?经理|副?主任|主管|副?董事长|董事|副?厂长|店长|部长|副?科长|副?处长|副?校长|副?院长|副?所长|站长|队长|班长|组长|局长|书记|"
    "老师|教授|医生|师傅|会计|出纳|秘书|老板娘|老板|助理|专员|工程师|律师|顾问|采购员|业务员|文员|法人"
)
_TITLED = re.compile(
    rf"(?P<name>[一-鿿]{{1,4}}?)\s*(?:(?P<title>(?:{_BEFORE_TITLE})?部?(?:{_TITLES}))|(?P<form>{_FORMS}|总))"
)
_BRACKETED = re.compile(r"(?P<name>[^()（）\[\]【】]{1,30}?)\s*[(（\[【](?P<title>[^()（）\[\]【】]{1,20})[)）\]】]")
_DASHED = re.compile(rf"(?P<name>[一-鿿]{{2,4}})\s*[-—–/／]\s*(?P<title>[一-鿿]{{0,8}}(?:{_TITLES}))")
_A_TITLE = re.compile(rf"[一-鿿]{{0,8}}(?:{_TITLES})")
_DEPARTMENT = re.compile("[一-鿿]{2,8}(?:部|科|处|室|中心)")


class Person(NamedTuple):
    """A name taken apart; what the cell does not say is None."""

    name: str
    title: str | None = None
    salutation: str | None = None
    department: str | None = None


def phones(text: str) -> list[str]:
    """The numbers of a cell that holds several, each sound by itself, in their order; [] where it is not clear."""
    plain = texts.clean_lines(text)
    parts = [part for part in _BETWEEN.split(plain) if part]
    if len(parts) == 1 and _TWO_MOBILES.fullmatch(parts[0]):
        parts = re.findall("1[3-9][0-9]{9}", parts[0])
    if len(parts) < 2:
        return []
    read = [parse_phone(part) for part in parts]
    if any(phone.value is None or phone.problem or phone.value.key is None for phone in read):
        return []
    return list(dict.fromkeys(parts))


def is_mobile(text: str) -> bool:
    """Whether a sound number is a Chinese mobile."""
    return _MOBILE.fullmatch(texts.normal(text)) is not None


def place(text: str) -> dict[str, str] | None:
    """Province, city, district and what is left (`address`) of an address that begins with its province; None where
    it is not clear. A municipality is its own province: 上海市浦东新区世纪大道1号 → 上海市, 浦东新区, 世纪大道1号."""
    plain = texts.clean(text).replace("市辖区", "", 1)
    match = _PLACE.match(plain)
    if not match or not _sure(plain, match):
        return None
    found = {key: match[key] for key in ("province", "city", "district") if match[key]}
    end = match.end()
    if town := match["town"]:
        if match["city"] and match["city"].removesuffix("市") != town.removesuffix("市"):
            return None
        found = {**found, "province": town, "city": match["city"] or town}
    if "district" in found and ("city" not in found or _NOT_DISTRICT.search(found["district"])):
        end = match.start("district")
        del found["district"]
    if rest := plain[end:].strip(" ,，/-"):
        found["address"] = rest
    return found


def _sure(plain: str, match: re.Match[str]) -> bool:
    """A name of a province alone begins streets, too (北京路); with 省, 市 or a city behind it, it is one."""
    if match["town"]:
        return match["town"].endswith("市") or bool(match["district"])
    return match["province"][-1] in "省区" or bool(match["city"]) or match.end() == len(plain)


def addresses(text: str) -> list[tuple[str, str]]:
    """Label and address of a cell that holds several under labels in brackets, (南)…(北)…; [] where it is not clear."""
    plain = texts.clean(text.replace("\n", " "))
    found = _LABELLED.findall(plain)
    whole = sum(len(label) + 2 + len(address) for label, address in found)
    spread = len(re.sub(r"\s", "", plain)) - sum(
        len(re.sub(r"\s", "", label + address)) + 2 for label, address in found
    )
    if len(found) < 2 or spread or whole > len(plain) or plain[0] not in "(（[【":
        return []
    cleaned = [(label, address.strip(" ;；,，。")) for label, address in found]
    return cleaned if all(_ADDRESS_WORDS.search(address) for _, address in cleaned) else []


def person(text: str) -> Person | None:
    """A contact's name with title or form of address: 张伟经理, 张伟（采购部经理）, 王总; None for a plain name and
    where it is not clear."""
    plain = texts.clean(text)
    if match := _BRACKETED.fullmatch(plain) or _DASHED.fullmatch(plain):
        return _beside(match["name"].strip(), match["title"].strip())
    match = _TITLED.fullmatch(plain)
    if not match or not _is_name(match["name"]):
        return None
    name, title, form = match["name"], match["title"], match["form"]
    family = surname(name) or ""
    called = form or (title if title in _SHORT else "")
    return Person(plain if name == family else name, title, family + called if called else None)


_SHORT = frozenset(
    "经理 主任 老师 教授 医生 师傅 老板 老板娘 会计 厂长 店长 总监 校长 院长 所长 科长 处长 部长 书记 律师".split()
)
"""Titles one is called by."""


def _beside(name: str, inside: str) -> Person | None:
    """A name with something in brackets or behind a dash that is a title, a form of address or a department."""
    if not _is_name(name):
        return None
    if re.fullmatch(_FORMS, inside):
        return Person(name, None, f"{surname(name)}{inside}")
    if _A_TITLE.fullmatch(inside) or inside in ("总", "老总"):
        return Person(name, inside)
    return Person(name, None, None, inside) if _DEPARTMENT.fullmatch(inside) else None


def _is_name(name: str) -> bool:
    whole = re.fullmatch("[一-鿿]{1,4}", name) and surname(name) is not None and not looks_like_company(name)
    return bool(whole) and (name == surname(name) or guess_kind(name) == "individual")
