"""What views and papers say of tiers: periods, headings, titles, levels, in words."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from crmdesk.core import patterns
from crmdesk.core.clv import Assumptions
from crmdesk.core.tiers import LABELS, Division, Level
from crmdesk.core.value_basis import BASES, SCORE, Period
from crmdesk.core.words import Words

_BESIDE_CLASS = patterns.late(r"(?<=[\u4e00-\u9fff])(?=[ABC] 级)|(?<=[ABC] 级)(?=[A-Za-z0-9])")
_FEN = Decimal("0.01")
_PROFIT, _SALES, _YEAR_SALES, _CLV = "last-year-profit", "sales", "last-year-sales", "clv"


def spaced(text: str) -> str:
    """Chinese with a space before a class: 算 C 级."""
    return _BESIDE_CLASS.sub(" ", text)


def told_assumptions(assumed: Assumptions, words: Words) -> str:
    """What lifetime values take for granted."""
    told = words.gettext("Assumed: discount rate {rate}%, {years} years, yearly growth {growth}%.")
    rate, growth = words.number(assumed.rate), words.number(assumed.growth)
    return told.format(rate=rate, years=words.number(assumed.years), growth=growth)


class TierWords:
    """Of one basis and period."""

    def __init__(self, words: Words, basis: str, period: Period) -> None:
        self._words, self.basis, self.period = words, basis, period

    def level(self, key: str) -> str:
        return self._words.label(LABELS[key])

    def value(self, value: Decimal | None) -> str:
        """Yuan to the fen, or the points of a score; '' for none."""
        if value is None:
            return ""
        if self.basis == SCORE:
            return f"{value:,.2f}"
        return self._words.money(value.quantize(_FEN, ROUND_HALF_UP))

    def level_told(self, level: Level) -> str:
        """A level in a sentence: its places and shares."""
        _, number = self._words.gettext, self._words.number
        if level.first is None or level.last is None:
            return _("{level}: nobody").format(level=self.level(level.key))
        return _("{level}: places {first} to {last}, {customers} of customers, {share} of the value").format(
            level=self.level(level.key),
            first=number(level.first.rank),
            last=number(level.last.rank),
            customers=self.share(level.customers_share),
            share=self.share(level.value_share) or "–",
        )

    def share(self, share: Decimal | None) -> str:
        """Percent to one decimal; '' where there is none."""
        return "" if share is None else f"{share:.1f}%"

    def days(self) -> str:
        """From when to when what counts was."""
        if self.period.first is None:
            return self._words.gettext("until {day}").format(day=self._words.date(self.period.last))
        return self.between(self.period.first, self.period.last)

    def between(self, first: dt.date, last: dt.date) -> str:
        """From a day to another."""
        told = self._words.gettext("{first} to {last}")
        return told.format(first=self._words.date(first), last=self._words.date(last))

    def of_what(self) -> str:
        """The value's short name with its year: the heading of its column."""
        _, year = self._words.gettext, self.period.last.year
        if self.basis == _YEAR_SALES:
            return _("{year} sales").format(year=year)
        if self.basis == _PROFIT:
            return _("{year} gross profit").format(year=year)
        return {
            _SALES: _("Sales to date"), _CLV: _("Lifetime value"), SCORE: _("Score"),
        }.get(self.basis) or self._words.label(BASES[self.basis])  # fmt: skip

    def title(self, made: Division, key: Level) -> str:
        """The finding: what the key customers (or those of class A) bring. Where there is nothing to be found that."""
        _, number = self._words.gettext, self._words.number
        if not made.positive or key.value_share is None or key.customers_share is None:
            reason = made.levels[0].unshared or key.unshared
            return reason.told(self._words) if reason is not None else self.of_what()
        facts = {
            "count": number(key.count), "customers": self.share(key.customers_share),
            "share": self.share(key.value_share), "year": self.period.last.year,
            "day": self._words.date(self.period.last),
        }  # fmt: skip
        whom = self._whom(key).format(**facts)
        return self.found().format(whom=whom, **facts)

    def _whom(self, key: Level) -> str:
        n, count = self._words.ngettext, key.count
        if key.key == "A":
            return n("{count} customer of class A ({customers})", "{count} customers of class A ({customers})", count)
        return n("{count} key customer ({customers})", "{count} key customers ({customers})", count)

    def found(self) -> str:
        """What `{whom}` brought: a sentence with {whom}, {share}, {year} and {day} to be put in."""
        _ = self._words.gettext
        return {
            _YEAR_SALES: _("In {year}, {whom} brought {share} of sales"),
            _PROFIT: _("In {year}, {whom} brought {share} of gross profit"),
            _SALES: _("Until {day}, {whom} brought {share} of sales"),
            _CLV: _("On {day}, {whom} hold {share} of lifetime value"),
            SCORE: _("On {day}, {whom} hold {share} of all points"),
        }[self.basis]
