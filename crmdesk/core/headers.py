"""Column headers of spreadsheets: what they are compared by, and which fields a header can mean."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from crmdesk.core import patterns, texts
from crmdesk.core.duplicates import simplified
from crmdesk.core.fields import Field, Fields
from crmdesk.core.importing_registry import AS_OF, BY_KIND, KINDS, OWN, target_of
from crmdesk.core.importing_registry import others as other_kinds

__all__ = [
    "AS_OF", "OF_CONTACT", "OWN", "HeaderIndex", "Meaning", "bare_key", "contact_target", "header_key", "is_report",
    "ordinal", "own_header", "spellings",
]  # fmt: skip

_MARKS = patterns.late(
    r"[*＊★※▲]|[(（【\[<]\s*(?:必填|选填|必选|可选|非必填|可不填|必须|不能为空|required|optional|mandatory)"
    r"[^)）】\]>]*[)）】\]>]|(?<=.)(?:必填|选填)$",
    re.IGNORECASE,
)
_CHINESE = patterns.late("[\u3400-\u9fff]+")
_BRACKETS = patterns.late(r"[(（【\[][^()（）【】\[\]]*[)）】\]]")
_LEVELS = patterns.late(r"\s*[▸►»→>|]\s*")
_NUMERALS = {c: n for n, c in enumerate("一二三四五六七八九", start=1)}
_SECOND = patterns.late(r"第([一二三四五六七八九1-9])(.+)")
_INSIDE = patterns.late(
    r"(联系人|联络人|其他地址|记事|别处采购|contact|furtheraddress|note|boughtelsewhere)([一二三四五六七八九1-9])(.*)"
)
_BEHIND = patterns.late(r"(.*[^0-9])([1-9])")
_CONTACT = patterns.late(r"(?:(?:主要?|首要)?联系人|联络人|(?:main)?contact(?:person)?)(?:的|s(?=[a-z]))?(.*)")
_OWN = patterns.late(r"(?:自定义|own field)\s*▸\s*(\S.*)", re.IGNORECASE)
_AS_OF = (
    "最后跟进时间", "最近跟进时间", "最后跟进日期", "最近跟进日期", "最后联系时间", "更新时间", "更新日期", "修改时间",
    "修改日期", "最后修改时间", "最后更新时间", "最后下单时间", "最近下单时间", "订单日期", "订单时间", "下单日期",
    "下单时间", "业务日期", "单据日期", "消费时间", "消费日期", "交易日期", "购买日期", "销售日期", "上次到店时间",
    "创建时间", "创建日期", "录入时间", "录入日期", "登记日期", "日期",
    "updated at", "updated", "last modified", "modified", "order date",
    "transaction date", "created at", "created", "date",
)  # fmt: skip

_REPORT = frozenset(("导入结果", "importresult"))

OF_CONTACT = {
    "name": "name", "mobile": "mobile", "phone": "phone", "wechat": "wechat", "qq": "qq", "email": "email",
    "birthday": "birthday", "position": "title", "hobbies": "hobbies", "notes": "notes", "address": "address",
    "home_address": "address",
}  # fmt: skip
"""The contact's field that a customer's field becomes where the header or its group speaks of a contact."""


def header_key(header: str) -> str:
    """What two headers are compared by: no marks of duty, case, width, blanks or punctuation."""
    return texts.fold(_LEVELS.sub(" ", _MARKS.sub("", texts.normal(header))))


def bare_key(header: str) -> str:
    """The key without what stands in brackets: units, hints."""
    return header_key(_BRACKETS.sub("", texts.normal(_MARKS.sub("", texts.normal(header)))))


@lru_cache(maxsize=20_000)
def spellings(header: str) -> tuple[str, ...]:
    """The keys under which a header is looked up: whole, without brackets, and both in simplified characters."""
    keys = dict.fromkeys((header_key(header), bare_key(header)))
    if not header.isascii():
        keys |= dict.fromkeys([simplified(key) for key in keys])
    return tuple(keys)


def is_report(header: str) -> bool:
    """Whether a column is the one that the program itself put before the rows of a returned workbook."""
    return header_key(header) in _REPORT


def ordinal(key: str) -> tuple[int, str]:
    """Which of several the key speaks of, and the key without it: 手机2 → (2, 手机); 第二联系人 → (2, 联系人)."""
    if match := _SECOND.fullmatch(key):
        return _count(match[1]), match[2]
    if match := _INSIDE.fullmatch(key):
        return _count(match[2]), match[1] + match[3]
    if match := _BEHIND.fullmatch(key):
        return int(match[2]), match[1]
    return 1, key


def _count(digit: str) -> int:
    return _NUMERALS.get(digit) or int(digit)


class Meaning(Struct, frozen=True):
    """What a header can mean. `target` is a field id (`mobile`, `contact.mobile`, `contact2.name`, `address.city`,
    `as_of`), `rank` how sure that is (0 best), `explicit` whether the header itself says whose field it is."""

    target: str
    rank: int
    explicit: bool = False


class HeaderIndex:
    """Every name under which spreadsheets carry our fields, in both languages.

    `customer` are the customer's fields with those the user defined; their labels never hide a built-in name.
    `others` are the fields of the further kinds of importing_registry; `what` is what the person says that the sheets
    hold, '' for nothing.
    """

    def __init__(
        self,
        customer: Fields,
        contact: Fields,
        address: Fields,
        others: Mapping[str, Fields] | None = None,
        what: str = "",
    ) -> None:
        self.what = what
        self.title = ""
        """How the sheet that is looked at is called."""

        self._customer = _names(tuple(f for f in customer.all if not f.by_user))
        self._contact = _names(contact.all)
        self._as_of = {header_key(word): rank for rank, word in enumerate(_AS_OF)}
        fields = {"address": address, **(other_kinds() if others is None else others)}
        self._parts = {
            kind.kind: _names(fields[kind.kind].all, told=kind.told) for kind in KINDS if kind.kind in fields
        }
        self._prefixes = [
            (kind, header_key(label))
            for kind in self._parts
            if not BY_KIND[kind].plain
            for label in (BY_KIND[kind].prefix.zh, BY_KIND[kind].prefix.en)
        ]
        self._seen: dict[str, Meaning | None] = {}
        for field in (f for f in customer.all if f.by_user):
            for chinese in (True, False):
                marked = own_header(field.label.zh, chinese=chinese)
                for name in (marked, f"{marked} ({field.key})", field.label.zh, field.key):
                    self._customer.setdefault(header_key(name), Meaning(field.key, 0))

    def titled(self, title: str) -> HeaderIndex:
        """The same for a sheet called so."""
        made = copy.copy(self)
        made.title = title
        return made

    def customer(self, header: str) -> Meaning | None:
        """The customer's field a header means; `own.LABEL` for a field of the user's own that is yet to be made."""
        if header not in self._seen:
            self._seen[header] = self._of_customer(header)
        return self._seen[header]

    def _of_customer(self, header: str) -> Meaning | None:
        found = _find(self._customer, header)
        own = None if found else _OWN.fullmatch(texts.clean(header))
        if own:
            return Meaning(f"{OWN}.{own[1]}", 0)
        one, other = (_find(self._customer, part) for part in _languages(header)) if not found else (None, None)
        return one if one and other and one.target == other.target else found

    def as_of(self, header: str) -> Meaning | None:
        """Whether a header is a date that orders rows."""
        rank = next((self._as_of[key] for key in spellings(header) if key in self._as_of), None)
        return None if rank is None else Meaning(AS_OF, rank)

    def contact(self, header: str, number: int = 1) -> Meaning | None:
        """The contact's field a header means where a contact is spoken of; a number in the header counts first."""
        for key in spellings(header):
            counted, plain = ordinal(key)
            found = self._contact_part(plain)
            if found:
                return Meaning(contact_target(max(counted, number), found.target), found.rank)
        return None

    def explicit(self, header: str) -> Iterator[Meaning]:
        """What a header means that names the contact or a further address itself: 联系人手机, 第二联系人."""
        found = list(self._explicit(header))
        if not found and not self.customer(header):
            one, other = (list(self._explicit(part)) for part in _languages(header))
            found = one if one and other and one[0].target == other[0].target else []
        return iter(found)

    def _explicit(self, header: str) -> Iterator[Meaning]:
        for key in spellings(header):
            counted, plain = ordinal(key)
            yield from self._of_part(plain, counted)
            if match := _CONTACT.fullmatch(plain):
                found = self._contact_part(match[1] or "姓名")
                if found:
                    yield Meaning(contact_target(counted, found.target), found.rank, explicit=True)
            direct = self._contact.get(plain)
            if direct and plain not in self._customer:
                yield Meaning(contact_target(counted, direct.target), direct.rank, explicit=direct.target == "name")

    def part(self, kind: str, header: str) -> Meaning | None:
        """What a header means in a sheet that holds this kind and nothing else, with what it is called or without."""
        prefix, fields = BY_KIND[kind].prefix, self._parts.get(kind, {})
        for key in spellings(header):
            for before in ("", header_key(prefix.zh), header_key(prefix.en)):
                rest = key.removeprefix(before)
                lead = BY_KIND[kind].lead if not rest else None
                found = fields.get(rest) or (Meaning(lead, 0) if lead else None)
                if found:
                    return Meaning(target_of(kind, 1, found.target), found.rank, explicit=True)
        return None

    def _of_part(self, plain: str, counted: int) -> Iterator[Meaning]:
        """Headers that begin with what a kind of part is called: 其他地址城市, 记事, 别处采购产品, 竞争对手名称."""
        for kind, before in self._prefixes:
            if not plain.startswith(before):
                continue
            rest = plain.removeprefix(before)
            lead = BY_KIND[kind].lead if not rest and plain not in self._customer else None
            part = self._parts[kind].get(rest.removeprefix("的")) or (Meaning(lead, 0) if lead else None)
            if part:
                yield Meaning(target_of(kind, counted, part.target), part.rank, explicit=True)
                return
        for alone in (k.kind for k in KINDS if k.alone and not k.plain and k.kind in self._parts):
            direct = self._parts[alone].get(plain)
            if direct and plain not in self._customer and plain not in self._contact:
                yield Meaning(target_of(alone, counted, direct.target), direct.rank)

    def known(self, header: str) -> bool:
        """Whether a header means anything at all."""
        if is_report(header) or self.customer(header) or self.as_of(header) or any(self.explicit(header)):
            return True
        if any(kind.plain and self.part(kind.kind, header) for kind in KINDS):
            return True
        counted, plain = ordinal(spellings(header)[-1])
        return counted > 1 and (plain in self._customer or plain in self._contact)

    def _contact_part(self, key: str) -> Meaning | None:
        found = self._contact.get(key)
        if found:
            return found
        of_customer = self._customer.get(key)
        if of_customer and of_customer.target in OF_CONTACT:
            return Meaning(OF_CONTACT[of_customer.target], of_customer.rank)
        return None


def contact_target(number: int, key: str) -> str:
    """contact.mobile for the first contact of a row, contact2.mobile for the second."""
    return target_of("contact", number, key)


def own_header(label: str, *, chinese: bool) -> str:
    """A header under which a field of the user's own can never be taken for a built-in one."""
    return f"{'自定义' if chinese else 'Own field'}▸{label}"


def _languages(header: str) -> tuple[str, str]:
    """The Chinese and the other half of a header written in two languages: 客户名称 Customer Name."""
    plain = _MARKS.sub("", texts.normal(header))
    return "".join(_CHINESE.findall(plain)), _CHINESE.sub(" ", plain).strip(" /|-·:,")


def _find(names: dict[str, Meaning], header: str) -> Meaning | None:
    for key in spellings(header):
        counted, plain = ordinal(key)
        found = names.get(key) or (names.get(plain) if counted == 1 else None)
        if found:
            return found
    return None


def _names(fields: tuple[Field, ...], told: tuple[str, ...] = ()) -> dict[str, Meaning]:
    """Labels first, then keys, then synonyms: a later name never hides an earlier one."""
    names: dict[str, Meaning] = {}
    fields = tuple(field for field in fields if field.group or not field.derived or field.key in told)
    for field in fields:
        for label in (field.label.zh, field.label.en):
            names.setdefault(header_key(label), Meaning(field.key, 0))
    for field in fields:
        names.setdefault(header_key(field.key), Meaning(field.key, 1))
    for field in fields:
        for place, synonym in enumerate(field.synonyms, start=2):
            names.setdefault(header_key(synonym), Meaning(field.key, place))
        if field.label_individual:
            for label in (field.label_individual.zh, field.label_individual.en):
                names.setdefault(header_key(label), Meaning(field.key, len(field.synonyms) + 2))
    names.pop("", None)
    return names
