"""Lifelike sample customers from a seed: names, addresses and numbers that belong to nobody.

Mobiles are 139 0000 xxxx and the like, landlines 0000 xxxx after the area code: blocks the carriers keep for tests. ID
numbers and credit codes use place codes that do not exist. Each customer has a *story* that later data follows.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct

from crmdesk.core import credit_codes
from crmdesk.core.birthdays import Birthday
from crmdesk.core.demo_words import (
    BRANDS,
    CITIES,
    GIVEN,
    INDUSTRIES,
    OWNERS,
    POSITIONS,
    RARE_SURNAMES,
    STREETS,
    SUFFIXES,
    SURNAMES,
)  # fmt: skip

STORIES = {"loyal": 22, "growing": 13, "steady": 30, "leaving": 12, "complaining": 6, "silent": 10, "new": 7}
"""Kinds of story and how many of a hundred customers have it."""

_MOBILE_PREFIXES = ("139", "138", "137", "136", "135", "150", "151", "152", "158", "159", "186", "188")
_SOURCES = ("cold-visit", "referral", "fair", "advertising", "web", "telephone", "returning", "other")
_GROUPS = ("展会名单", "老客户回访", "季度促销", "重点跟进")
_ROLES = ("decides", "advises", "uses", "buys", "opposes")


def _bag(**weights: int) -> tuple[str, ...]:
    """Every word as often as it is to come: drawing from it is several times faster than `random.choices`."""
    return tuple(word for word, weight in weights.items() for _ in range(weight))


_STORIES = _bag(**STORIES)
_OWNERSHIP = _bag(private=70, sole=10, joint=6, foreign=5, state=6, collective=3)
_CATEGORY = _bag(business=60, intermediary=35, public=5)
_CREDIT_RATING = _bag(excellent=20, good=50, fair=25, poor=5)
_PAYING = _bag(transfer=60, draft=15, monthly=20, cash=5)
_EDUCATION = _bag(high=25, college=35, bachelor=35, master=5)
_MARITAL = _bag(single=30, married=65, divorced=5)
_MORE_CONTACTS = (0,) * 35 + (1,) * 35 + (2,) * 22 + (3,) * 8


class SampleCustomer(Struct, frozen=True):
    """One customer of the sample: typed values by field key, contacts, groups by name, and its story."""

    values: Mapping[str, Any]
    contacts: tuple[Mapping[str, Any], ...]
    story: str


def sample_customers(count: int, seed: int, today: dt.date, first: int = 0) -> Iterator[SampleCustomer]:
    """`count` customers from the place `first`; the same seed, day and place give the same one."""
    for index in range(first, first + count):
        yield _customer(random.Random(f"{seed}/{index}"), index, today)  # noqa: S311


def _customer(dice: random.Random, index: int, today: dt.date) -> SampleCustomer:
    story = dice.choice(_STORIES)
    if dice.random() < 0.62:
        return _enterprise(dice, index, today, story)
    return _individual(dice, index, today, story)


def _enterprise(dice: random.Random, index: int, today: dt.date, story: str) -> SampleCustomer:
    province, city, area, districts = dice.choice(CITIES)
    brand = dice.choice(BRANDS) + dice.choice(BRANDS)
    industry, words = dice.choice(INDUSTRIES)
    plain = city.removesuffix("市")
    trade = dice.choice(words)
    suffix = dice.choice(SUFFIXES)
    name = f"{brand}{trade}（{plain}）{suffix}" if dice.random() < 0.35 else f"{plain}{brand}{trade}{suffix}"
    boss = _person(dice)
    people = [_contact(dice, boss, "总经理", "decides", index, 0)]
    people += [
        _contact(dice, _person(dice), dice.choice(POSITIONS), dice.choice(_ROLES), index, i)
        for i in range(1, 1 + dice.choice(_MORE_CONTACTS))
    ]
    people[0]["main"] = True
    values = {
        "name": name,
        "kind": "enterprise",
        "short_name": brand + trade[:2],
        "category": dice.choice(_CATEGORY),
        "credit_code": _credit_code(dice, index),
        "legal_representative": boss,
        "ownership": dice.choice(_OWNERSHIP),
        "founded_on": today - dt.timedelta(days=dice.randrange(400, 11_000)),
        "registered_capital": _money(dice, 500_000, 50_000_000, 100_000),
        "phone": f"{area}-0000 {index % 10_000:04d}",
        "fax": f"{area}-0000 {(index + 5000) % 10_000:04d}" if dice.random() < 0.4 else None,
        "email": f"caigou@c{index:06d}.example",
        "website": f"c{index:06d}.example" if dice.random() < 0.5 else None,
        **_place(dice, province, city, districts),
        "industry": industry,
        "employees": dice.choice((8, 15, 26, 40, 66, 90, 120, 186, 240, 380, 520, 1200)),
        "turnover": _money(dice, 1_000_000, 200_000_000, 1_000_000),
        "main_products": "、".join(dice.sample(words, k=min(2, len(words)))),
        "invoice_title": name,
        **_terms(dice),
        **_common(dice, today, story),
    }
    return SampleCustomer(_filled(values), tuple(_filled(person) for person in people), story)


def _terms(dice: random.Random) -> dict[str, Any]:
    return {
        "credit_rating": dice.choice(_CREDIT_RATING),
        "credit_limit": _money(dice, 20_000, 500_000, 10_000),
        "terms_days": dice.choice((0, 15, 30, 30, 45, 60, 90)),
        "paying": dice.choice(_PAYING),
    }


def _individual(dice: random.Random, index: int, today: dt.date, story: str) -> SampleCustomer:
    province, city, _, districts = dice.choice(CITIES)
    gender = dice.choice(("male", "female"))
    values = {
        "name": _person(dice),
        "kind": "individual",
        "category": "consumer",
        "gender": gender,
        "birthday": _birthday(dice, today) if dice.random() < 0.7 else None,
        "mobile": _mobile(dice, index, 0),
        "wechat": f"wx_{index:06d}" if dice.random() < 0.6 else None,
        **_place(dice, province, city, districts),
        "occupation": dice.choice(("教师", "医生", "个体经营", "工程师", "公务员", "会计", "司机", "设计师", "退休")),
        "education": dice.choice(_EDUCATION),
        "marital_status": dice.choice(_MARITAL),
        "cares": dice.choice(("time", "price", "quality", "habit", "psychology")),
        "hobbies": dice.choice(("钓鱼", "茶", "书法", "羽毛球", "旅行", "摄影", "象棋", "养花")),
        "paying": dice.choice(("wechat", "alipay", "cash", "card")),
        **_common(dice, today, story),
    }
    return SampleCustomer(_filled(values), (), story)


def _common(dice: random.Random, today: dt.date, story: str) -> dict[str, Any]:
    answers = ("yes", "yes", "no", "unknown")
    return {
        "owner": dice.choice(OWNERS),
        "source": dice.choice(_SOURCES),
        "money": dice.choice(answers),
        "authority": dice.choice(answers),
        "need": dice.choice(answers),
        "wanted": True if dice.random() < 0.06 else None,
        "verified_on": today - dt.timedelta(days=dice.randrange(1, 400)) if dice.random() < 0.6 else None,
        "groups": (dice.choice(_GROUPS),) if dice.random() < 0.3 else None,
        "notes": {"complaining": "常提意见，来电先听完再答。", "leaving": "近来询价少，听说在比较别家。"}.get(story),
    }


def _place(dice: random.Random, province: str, city: str, districts: tuple[str, ...]) -> dict[str, str]:
    return {
        "province": province,
        "city": city,
        "district": dice.choice(districts),
        "address": f"{dice.choice(STREETS)} {dice.randrange(1, 400)} 号",
        "postcode": "000000",
    }


def _contact(dice: random.Random, name: str, title: str, role: str, index: int, i: int) -> dict[str, Any]:
    form = {"总经理": "总", "采购经理": "经理", "技术工程师": "工"}.get(title)
    return {
        "name": name,
        "title": title,
        "salutation": name[0] + form if form else None,
        "role": role,
        "mobile": _mobile(dice, index, i) if dice.random() < 0.9 else None,
        "wechat": f"wx_{index:06d}_{i}" if dice.random() < 0.4 else None,
        "birthday": Birthday(dice.randrange(1, 13), dice.randrange(1, 29), None, lunar=dice.random() < 0.4, leap=False)
        if dice.random() < 0.4
        else None,
        "main": None,
    }


def _birthday(dice: random.Random, today: dt.date) -> Birthday:
    lunar = dice.random() < 0.3
    year = today.year - dice.randrange(22, 70) if dice.random() < 0.8 else None
    return Birthday(dice.randrange(1, 13), dice.randrange(1, 29), year, lunar=lunar, leap=False)


def _person(dice: random.Random) -> str:
    surname = dice.choice(RARE_SURNAMES) if dice.random() < 0.05 else dice.choice(SURNAMES)
    given = dice.choice(GIVEN)
    return surname + (given if dice.random() < 0.3 else given + dice.choice(GIVEN))


def _mobile(dice: random.Random, index: int, i: int) -> str:
    prefix = _MOBILE_PREFIXES[(index // 10_000 + i) % len(_MOBILE_PREFIXES)]
    return f"{prefix} 0000 {(index * 7 + i * 1013) % 10_000:04d}"


def _credit_code(dice: random.Random, index: int) -> str:
    """Place code 000000: no office has it."""
    first = f"91000000MA{index % 10_000_000:07d}"
    return first + credit_codes.check_character(first)


def _money(dice: random.Random, low: int, high: int, step: int) -> Decimal:
    return Decimal(dice.randrange(low, high, step))


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
