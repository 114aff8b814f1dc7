"""Addresses as the post wants them: which line stands where, at home and abroad (METHOD.md section 11).

In Chinese the largest place comes first and the person last (GB/T 22657.1), in western order it is the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core import patterns
from crmdesk.core.texts import fold, normal

_HOME = frozenset({
    "中国", "中华人民共和国", "中国大陆", "中国内地", "内地", "大陆", "china", "cn", "prc", "p.r.china", "p.r. china",
    "mainland china", "people's republic of china", "the people's republic of china",
})  # fmt: skip
_HAN = patterns.late(r"[㐀-䶿一-鿿\U00020000-\U0003ffff]")
_POSTCODE = patterns.late(r"(?<!\d)\d{6}(?!\d)")
_MUNICIPAL = frozenset("北京 上海 天津 重庆".split())
_GENDER = {"male": "先生", "female": "女士"}
_ENDS_WITH_HONOUR = patterns.late("(?:先生|女士|小姐|太太|老师|经理|总监|主任|医生|教授|师傅|[总董工])$")
RECEIVES = "收"
MOST_TOGETHER = 3
"""So many names stand on one label before it says 等."""


class Address(Struct, frozen=True):
    """Where a letter goes. `place`: from the largest to the smallest, without the street; `western`: written the
    western way (abroad, or without Chinese characters)."""

    country: str = ""
    place: tuple[str, ...] = ()
    street: str = ""
    postcode: str = ""
    western: bool = False

    @property
    def told(self) -> str:
        """In one line, largest first: 浙江省嘉兴市秀洲区云岫路 18 号."""
        return "".join((self.country, *self.place, self.street))

    def __bool__(self) -> bool:
        return bool(self.street or self.place)


class Recipient(Struct, frozen=True):
    """Whom a letter goes to: a company, persons, or persons in a company; `people` with how each is called. `number`
    and `name`: of the customer."""

    address: Address
    company: str = ""
    people: tuple[tuple[str, str], ...] = ()
    number: str = ""
    name: str = ""


def address_of(values: Mapping[str, Any], street: str = "address") -> Address:
    """The address among the values of a customer or a further address. `street`: the key of its last part; other ones
    than the usual address are whole in themselves."""
    usual = street == "address"
    told = _one_line(values.get(street))
    country = _one_line(values.get("country")) if usual else ""
    parts = [_one_line(values.get(key)) for key in ("province", "city", "district")] if usual else []
    place = _places([part for part in parts if part], told)
    postcode = _one_line(values.get("postcode")) if usual else ""
    abroad = bool(country) and fold(country) not in _HOME
    chinese = bool(_HAN.search(told)) or (not abroad and any(map(_HAN.search, place)))
    western = bool(told or abroad) and not chinese
    if chinese and not postcode:
        told, postcode = postcode_in(told)
    return Address(country if abroad else "", place, told, postcode, western)


def postcode_in(text: str) -> tuple[str, str]:
    """A text without the Chinese postcode in it, and that postcode or ''."""
    found = _POSTCODE.search(text)
    if found is None:
        return text, ""
    return (text[: found.start()] + text[found.end() :]).replace("邮编", "").strip(" ,，;；:：()（）"), found[0]


def boxed(postcode: str) -> str:
    """The six digits for the six boxes of a Chinese envelope, or '' where it is no Chinese postcode."""
    digits = normal(postcode).replace(" ", "")
    return digits if re.fullmatch(r"[0-9]{6}", digits) else ""


def called(name: str, title: str | None, gender: str | None) -> str:
    """What stands behind a person's name: the position, else 先生 or 女士, else nothing."""
    if _ENDS_WITH_HONOUR.search(name) or not _HAN.search(name):
        return ""
    return title or _GENDER.get(gender or "", "")


def chinese_names(people: Sequence[tuple[str, str]], company: str) -> str:
    """The line that says who receives it: 周砚秋 总经理 收; 李明、王芳 收; the company alone: 收."""
    if not people:
        return f"{company} {RECEIVES}"
    if len(people) == 1:
        return " ".join(part for part in (*people[0], RECEIVES) if part)
    shown = "、".join(name for name, _title in people[:MOST_TOGETHER])
    return f"{shown}{' 等' if len(people) > MOST_TOGETHER else ''} {RECEIVES}"


def western_lines(to: Recipient) -> list[str]:
    """Person, company, street, place and postcode, COUNTRY: from the smallest to the largest."""
    people = ", ".join(name for name, _title in to.people[:MOST_TOGETHER])
    place = ", ".join(reversed(to.address.place))
    town = " ".join(part for part in (place, to.address.postcode) if part)
    lines = (people, to.company, to.address.street, town, to.address.country.upper())
    return [line for line in lines if line]


def shared_key(address: Address) -> str:
    """What two addresses have in common that are the same."""
    return re.sub(r"[\s,，.。、;；()（）\-—]+", "", fold(address.told))


def one_each(found: Iterable[Recipient]) -> list[Recipient]:
    """One recipient for each address, in the order of the first; people at one address stand on it together, the
    company is that of the first."""
    merged: dict[str, Recipient] = {}
    for each in found:
        key = shared_key(each.address)
        first = merged.get(key)
        if first is None:
            merged[key] = each
        elif each.people and (first.people or not first.company):
            people = tuple(dict.fromkeys((*first.people, *each.people)))
            merged[key] = replace(first, people=people)
    return list(merged.values())


def _one_line(value: Any) -> str:
    return " ".join(str(value or "").split())


def _places(parts: list[str], street: str) -> tuple[str, ...]:
    """Without what is said twice: 上海市上海市, or a street that begins with its own province and city."""
    kept: list[str] = []
    for part in parts:
        short = part.removesuffix("市")
        if kept and (kept[-1] == part or (short in _MUNICIPAL and kept[-1].removesuffix("市") == short)):
            continue
        kept.append(part)
    bare = street.replace(" ", "")
    for place, part in enumerate(kept):
        if bare.startswith(part) and len(bare) > len(part):
            return tuple(kept[:place])
    return tuple(kept)
