"""Whom to greet and with which words: birthdays, anniversaries, holidays (METHOD.md section 11)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from crmdesk.core import patterns
from crmdesk.core.birthdays import Birthday
from crmdesk.core.birthdays_near import kept_within
from crmdesk.core.choices_daily import OCCASION
from crmdesk.core.errors import Problem
from crmdesk.core.holidays import label, lunar_date
from crmdesk.core.names import surname
from crmdesk.core.tiers import TIERS

OCCASIONS = tuple(choice.key for choice in OCCASION)
GREETED, SKIPPED = "greeted", "skipped"


class Greeted(Struct, frozen=True):
    """One person to be greeted on the day of an occasion (a key of `OCCASIONS`).

    `contact_id` None: the customer itself; on holidays and anniversaries of an enterprise its main contact.
    `years`: the age or the anniversary; None where the year of birth is unknown or for a holiday. `done`: None,
    'greeted' or 'skipped', `greeting_id` the record that says so.
    """

    day: dt.date
    occasion: str
    customer_id: int
    contact_id: int | None
    number: str
    name: str
    kind: str
    person: str
    form_of_address: str
    tier: str | None
    birthday: Birthday | None = None
    years: int | None = None
    phone: str | None = None
    wechat: str | None = None
    email: str | None = None
    address: str | None = None
    done: str | None = None
    greeting_id: int | None = None


class HolidayAhead(Struct, frozen=True):
    """A holiday to come: `count` customers to be greeted, `done` of them greeted or left out on purpose."""

    key: str
    day: dt.date
    count: int
    done: int


class Upcoming(Struct, frozen=True):
    """What comes within some days: `greeted` one by one (birthdays, anniversaries; a page of `total`, of whom
    `pending` are still to be greeted), holidays as one entry each; `days`: how many persons each day has."""

    first: dt.date
    last: dt.date
    greeted: tuple[Greeted, ...]
    total: int
    pending: int
    holidays: tuple[HolidayAhead, ...]
    days: Mapping[dt.date, int]


class ToGreet(Struct, frozen=True):
    """Who is to be greeted on a holiday: a page of `total` customers. `tiers`: how many each tier has (None: without
    one), whatever tiers were asked for; `done` and `skipped` among those asked for."""

    key: str
    day: dt.date
    greeted: tuple[Greeted, ...]
    total: int
    done: int
    skipped: int
    tiers: Mapping[str | None, int]


class Missing(Struct, frozen=True):
    """What the file of a key customer lacks: `what` of 'birthday', 'address' (of the person), or 'decides' where an
    enterprise has no contact who decides. `contact_id` None: of the customer itself."""

    customer_id: int
    contact_id: int | None
    number: str
    name: str
    person: str
    tier: str
    what: tuple[str, ...]


class MissingPage(Struct, frozen=True):
    """A page of `total` gaps in the files of key customers."""

    rows: tuple[Missing, ...]
    total: int


class GreetingText(Struct, frozen=True):
    """A template. `key` names it: `birthday-2` of those supplied, `#12` of one's own. `tier` and `kind` None: for all.
    `changed`: a supplied one in words of one's own."""

    key: str
    occasion: str
    text: str
    tier: str | None = None
    kind: str | None = None
    supplied: bool = False
    changed: bool = False


class Sender(Struct, frozen=True):
    """Who greets: our company and our person."""

    company: str = ""
    me: str = ""


def birthdays_kept(first: dt.date, days: int) -> dict[str, list[tuple[dt.date, int]]]:
    """By the ending of a stored birthday (`ending_of`) the days on which it is kept from the first to so many days
    later, each with its year in the calendar of the birthday."""
    kept: dict[str, list[tuple[dt.date, int]]] = {}
    for day in _days(first, days):
        near = kept_within(day, 0)
        assert near is not None
        solar, lunar = near
        lunar_year = lunar_date(day).year or day.year
        for ending in solar:
            kept.setdefault(f"-{ending}", []).append((day, day.year))
        for ending in lunar:
            kept.setdefault(f"L{ending}" if "+" in ending else f"L-{ending}", []).append((day, lunar_year))
    return kept


def ending_of(stored: str) -> str:
    """The month and day of a stored birthday: `-05-01`, lunar `L-04-07`, `L02+-10`."""
    return stored[0] + stored[-6:] if stored.startswith("L") else stored[-6:]


def birth_year(stored: str) -> int | None:
    """The year of a stored birthday or day; None where it is unknown."""
    year = stored.removeprefix("L")[:4]
    return int(year) if year.isdigit() else None


def anniversaries_kept(first: dt.date, days: int) -> dict[str, list[dt.date]]:
    """By month and day, `05-01`, the days on which an anniversary is kept: that of 29 February on the 28th in other
    years."""
    kept: dict[str, list[dt.date]] = {}
    for day in _days(first, days):
        kept.setdefault(f"{day:%m-%d}", []).append(day)
        if (day.month, day.day) == (2, 28) and not calendar.isleap(day.year):
            kept.setdefault("02-29", []).append(day)
    return kept


def tier_rank(tier: str | None) -> int:
    """Gold first, those without a tier last."""
    return TIERS.index(tier) if tier in TIERS else len(TIERS)


# How somebody is called

_TITLES = (
    *(dict.fromkeys("总经理 总裁 总监 老板".split(), "总") | {"董事长": "董", "工程师": "工"}).items(),
    *((title, title) for title in (
        "经理 主任 厂长 店长 院长 校长 园长 所长 站长 局长 处长 科长 部长 会长 秘书长 书记 主管 组长 教授 老师 医生 "
        "会计 师傅 律师 厨师长"
    ).split()),
)  # fmt: skip
"""How a position ends, and what follows the surname then; the first that fits."""
_BY_GENDER = {"male": "先生", "female": "女士"}
_HAN_NAME = patterns.late(r"[㐀-䶿一-鿿]{2,4}")


def form_of_address(
    name: str, salutation: str | None = None, title: str | None = None, gender: str | None = None
) -> str:
    """How to call a person: as the file says, else by surname and position (张总, 李经理), else by surname and gender
    (王女士), else the whole name."""
    if salutation:
        return salutation
    family = surname(name) if _HAN_NAME.fullmatch(name) else None
    if family is None:
        return name
    for ending, called in _TITLES:
        if title and title.endswith(ending):
            return family + called
    return family + _BY_GENDER[gender] if gender in _BY_GENDER else name


# Templates

PLACEHOLDERS: Mapping[str, str] = {
    "称呼": "form of address", "姓名": "name", "客户": "customer", "节日": "occasion", "公司": "company", "我": "me",
    "年数": "years",
}  # fmt: skip
"""What may stand in braces, in Chinese and in English."""
_ENGLISH = {english: chinese for chinese, english in PLACEHOLDERS.items()}
_BRACES = patterns.late(r"[{｛]([^{}｛｝]*)[}｝]")
_STRAY = patterns.late(r"[{}｛｝]")
_LEADING = patterns.late(r"^[\s，、；：！,;:]+")
_DOUBLED = patterns.late(r"([，、])[，、]+")


def text_problem(text: str) -> Problem | None:
    """Why a template is refused. Hard codes: greeting-empty; greeting-placeholder (unknown word in braces, or a brace
    without its other one)."""
    if not text.strip():
        return Problem("greeting-empty", hard=True)
    for found in _BRACES.finditer(text):
        if _meant(found[1]) is None:
            return Problem("greeting-placeholder", {"text": found[0], "known": _known()}, hard=True)
    if _STRAY.search(_BRACES.sub("", text)):
        return Problem("greeting-placeholder", {"text": "{", "known": _known()}, hard=True)
    return None


def fill(text: str, greeted: Greeted, sender: Sender | None = None) -> str:
    """The greeting for one person. `{节日}` names the occasion in Chinese, `{occasion}` in English. What is unknown is
    left out; braces with another word stay as they are."""
    sender = sender or Sender()
    values = {
        "称呼": greeted.form_of_address, "姓名": greeted.person, "客户": greeted.name, "公司": sender.company,
        "我": sender.me, "年数": "" if greeted.years is None else str(greeted.years),
    }  # fmt: skip

    def value(found: re.Match[str]) -> str:
        key = _meant(found[1])
        if key is None:
            return found[0]
        if key == "节日":
            name = label(greeted.occasion)
            return name.en if _word(found[1]) in _ENGLISH else name.zh
        return values[key]

    return _DOUBLED.sub(r"\1", _LEADING.sub("", _BRACES.sub(value, text))).strip()


def fitting(texts: Iterable[GreetingText], tier: str | None, kind: str | None) -> list[GreetingText]:
    """Those for a customer of this tier (None: without one) and kind (None: either): one's own first, then the more
    particular ones."""
    kept = [each for each in texts if each.tier in (None, tier) and (kind is None or each.kind in (None, kind))]
    return sorted(kept, key=lambda each: (each.supplied, each.tier is None, each.kind is None))


def _days(first: dt.date, days: int) -> list[dt.date]:
    return [first + dt.timedelta(days=ahead) for ahead in range(days + 1)]


def _word(inside: str) -> str:
    return " ".join(inside.strip().lower().replace("_", " ").split())


def _meant(inside: str) -> str | None:
    word = _word(inside)
    return word if word in PLACEHOLDERS else _ENGLISH.get(word)


def _known() -> str:
    return " ".join(f"{{{word}}}" for word in (*PLACEHOLDERS, *_ENGLISH))
