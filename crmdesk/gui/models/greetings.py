"""Whom to greet in words: what there is to choose from, its rows, and what is known of one person (METHOD.md section
11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QLocale

from crmdesk.core import days, holidays
from crmdesk.core.greetings import GREETED, SKIPPED, Greeted, Missing
from crmdesk.core.holidays import HOLIDAYS, PERSONAL, lunar_shown
from crmdesk.gui.models.today import DayLines
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.day_rows import DayLine
from crmdesk.services import greetings
from crmdesk.services.desk import Desk

MOST = 1000
"""So many people are listed at most; how many there are is said."""
NEAR, MISSED, MISSING = "near", "missed", "missing"
"""Birthdays and anniversaries to come and of the past days; what the files of key customers lack. Any other scope is a
holiday with its day: mid-autumn/2026-09-25."""
BACK = 7
"""So many days back nobody greeted is still listed."""
_HOLIDAYS_BACK, _HOLIDAYS_AHEAD = 3, 60


class Wanted(Struct, frozen=True):
    """What is asked for: a scope, how many days ahead, which tiers (None: all), only whom nobody greeted yet."""

    scope: str = NEAR
    days: int | None = None
    tiers: Collection[str | None] | None = None
    pending: bool = True


class Scope(Struct, frozen=True):
    """One thing to choose: `count` people are still to be greeted (or files to be completed) of `total`."""

    key: str
    count: int
    total: int
    last: dt.date


class Found(Struct, frozen=True):
    """The scopes there are, and of the one shown the first people or gaps of `total`."""

    scopes: tuple[Scope, ...]
    scope: str
    people: Sequence[Greeted] = ()
    gaps: Sequence[Missing] = ()
    total: int = 0


def look(desk: Desk, wanted: Wanted) -> Found:
    """May take longer than 0.3 s in large files."""
    today = desk.today()
    scopes = tuple(_scopes(desk, today, wanted))
    scope = wanted.scope if wanted.scope in {each.key for each in scopes} else NEAR
    if scope == MISSING:
        gaps = greetings.missing(desk, 0, MOST)
        return Found(scopes, scope, gaps=gaps.rows, total=gaps.total)
    people, total = people_of(desk, replace(wanted, scope=scope), MOST)
    return Found(scopes, scope, people, total=total)


def people_of(desk: Desk, wanted: Wanted, most: int | None = None) -> tuple[Sequence[Greeted], int]:
    """Whom a scope names, the first `most` of them, and how many there are."""
    today, tiers = desk.today(), wanted.tiers
    if wanted.scope in (NEAR, MISSED):
        back = wanted.scope == MISSED
        found = greetings.upcoming(
            desk, today - dt.timedelta(days=BACK) if back else today, BACK - 1 if back else wanted.days,
            occasions=PERSONAL, tiers=tiers, pending=wanted.pending or back, most=most,
        )  # fmt: skip
        return found.greeted, found.total
    key, _parted, day = wanted.scope.partition("/")
    to_greet = greetings.to_greet(
        desk, key, dt.date.fromisoformat(day), tiers=tiers, pending=wanted.pending, most=most
    )  # fmt: skip
    return to_greet.greeted, to_greet.total


def _scopes(desk: Desk, today: dt.date, wanted: Wanted) -> Iterator[Scope]:
    tiers, one = wanted.tiers, dt.timedelta(days=1)
    near = greetings.upcoming(desk, today, wanted.days, occasions=PERSONAL, tiers=tiers, most=0)
    yield Scope(NEAR, near.pending, near.total, near.last)
    missed = greetings.upcoming(desk, today - BACK * one, BACK - 1, occasions=PERSONAL, tiers=tiers, most=0)
    if missed.pending:
        yield Scope(MISSED, missed.pending, missed.total, missed.last)
    reach = _HOLIDAYS_BACK + max(_HOLIDAYS_AHEAD, wanted.days or 0)
    first = today - _HOLIDAYS_BACK * one
    for each in greetings.upcoming(desk, first, reach, occasions=HOLIDAYS, tiers=tiers, most=0).holidays:
        if each.count:
            yield Scope(f"{each.key}/{each.day.isoformat()}", each.count - each.done, each.count, each.day)
    gaps = greetings.missing(desk, 0, 0).total
    if gaps:
        yield Scope(MISSING, gaps, gaps, today)


class GreetingLines(DayLines):
    """Rows of the tab Greetings."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, ui.desk.today())
        self._outcomes = ui.desk.fields("greeting")["outcome"]
        self._contact_fields = ui.desk.fields("contact")

    def scope(self, scope: Scope) -> DayLine:
        """What can be chosen at the left."""
        n, number = self._words.ngettext, self._words.number
        title, told = self.scope_title(scope.key), ""
        if scope.key == NEAR:
            ahead = (scope.last - self._today).days
            told = n("within {count} day", "within {count} days", ahead).format(count=ahead)
        elif scope.key == MISSED:
            told = n("{count} day back", "{count} days back", BACK).format(count=BACK)
        elif scope.key == MISSING:
            told = self._words.gettext("gold and silver")
        else:
            told = self.joined([days.near(scope.last, self._today, self._words), self.weekday(scope.last)])
        icons = {NEAR: "cake", MISSED: "clock", MISSING: "question"}
        return DayLine(
            (scope.key, 0), title, self.sentence(told), icon=icons.get(scope.key, "gift"), right=number(scope.count),
            right_tone="text" if scope.count else "text_2",
        )  # fmt: skip

    def scope_title(self, key: str) -> str:
        _ = self._words.gettext
        titles = {NEAR: _("Birthdays, anniversaries"), MISSED: _("Still to greet"), MISSING: _("Missing in files")}
        return titles.get(key) or self._words.label(holidays.label(key.partition("/")[0]))

    def scope_sentence(self, scope: Scope) -> str:
        """What a scope lists, above its rows."""
        _ = self._words.gettext
        if scope.key == MISSING:
            return _("Birthdays and home addresses that key customers and those who decide there lack.")
        if scope.key in (NEAR, MISSED):
            return ""
        return lunar_shown(scope.last, self._words)

    def weekday(self, day: dt.date) -> str:
        return QLocale(self._words.language).standaloneDayName(day.isoweekday(), QLocale.FormatType.ShortFormat)

    def person(self, each: Greeted) -> DayLine:
        """Somebody to be greeted; the box says whether that was done."""
        line = self._greeting(each, 0)
        told, hidden = line.second, self._ui.masking.on and each.birthday is not None
        if each.occasion in HOLIDAYS:
            told = self.phone(each)
        elif each.birthday is not None:
            told = self.joined([self._words.label(holidays.label(each.occasion)), self.within(told)])
        if each.done is not None:
            told = self.joined([told, self._ui.shown(self._outcomes, each.done)])
        return replace(
            line,
            key=key_of(each),
            second=told,
            right="" if hidden or each.occasion in HOLIDAYS else days.near(each.day, self._today, self._words),
            badge=self.tier(each.tier),
            icon="close" if each.done == SKIPPED else "",
            ticked=None if each.done == SKIPPED else each.done == GREETED,
        )

    def birthday(self, each: Greeted) -> str:
        return self._birthday(each) if each.birthday is not None else ""

    def phone(self, each: Greeted) -> str:
        return self._ui.shown(self._contact_fields["mobile"], each.phone) if each.phone else ""

    def called(self, each: Greeted) -> str:
        """周砚秋 周总."""
        called = each.form_of_address if each.form_of_address != each.person else ""
        return self._shown(" ".join(filter(None, (each.person, called))))

    def gap(self, each: Missing) -> DayLine:
        """What a file lacks."""
        company = each.name if each.person != each.name else ""
        return DayLine(
            gap_key(each), self._shown(each.person), self._shown(company) or each.number, badge=self.tier(each.tier),
            icon="person" if each.contact_id is not None else "company" if "decides" in each.what else "person",
            right=self.lacks(each),
        )  # fmt: skip

    def lacks(self, each: Missing) -> str:
        _ = self._words.gettext
        told = {"birthday": _("no birthday"), "address": _("no home address"), "decides": _("nobody who decides")}
        return self.sentence(("、" if self._words.chinese else ", ").join(told[key] for key in each.what))

    def occasion(self, each: Greeted) -> str:
        """Birthday, Mid-Autumn Festival … with its day and how many years it is."""
        n = self._words.ngettext
        why = self._words.label(holidays.label(each.occasion))
        hidden = self._ui.masking.on and each.birthday is not None
        when = "" if hidden else days.near(each.day, self._today, self._words)
        years = ""
        if each.birthday is None and each.years:
            years = n("{count} year ago", "{count} years ago", each.years).format(count=each.years)
        return self.joined([why, years, self.within(when)])


def key_of(each: Greeted) -> tuple[str, int]:
    """What a row stands for: whom, on which occasion, on which day."""
    return f"{each.occasion}/{each.day.isoformat()}/{each.contact_id or ''}", each.customer_id


def gap_key(each: Missing) -> tuple[str, int]:
    return f"gap/{each.contact_id or ''}", each.customer_id
