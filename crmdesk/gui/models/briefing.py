"""The briefing as it is read before a visit or call: sections of lines, with what is personal hidden where it must be
(METHOD.md section 1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from crmdesk.core.briefing import Briefing, LastPrice, NearBirthday, reach
from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.complaints import STEPS
from crmdesk.core.customers import Part
from crmdesk.core.interactions import Interaction
from crmdesk.core.next_purchase import NextPurchase
from crmdesk.gui.forms.tier_policy_lines import discount_text
from crmdesk.gui.models import days
from crmdesk.gui.models.briefing_sections import Line, Section, Told
from crmdesk.gui.models.complaints import Telling
from crmdesk.gui.ui import Ui

_MOST_BOUGHT, _MOST_PRICES, _MOST_STEPS, _MOST_PEOPLE, _MOST_ALSO = 4, 2, 5, 3, 1
_BIRTHDAY = "brief-birthday"
_LISTED = ("brief-step", "brief-task", "brief-complaint")
"""Reasons that stand below with their days."""


class Teller:
    """Makes words of briefings."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self._words = ui.words
        self._complaints = Telling(ui)
        self._fields = {kind: ui.desk.fields(kind) for kind in ("customer", "contact", "interaction")}

    def tell(self, briefing: Briefing) -> Told:
        shown = self._ui.masking.text
        hidden = self._ui.masking.on
        reasons = [each for each in briefing.suggested if not (hidden and each.code == _BIRTHDAY)]
        told = [shown(reason.told(self._words, briefing.today)) for reason in reasons]
        rest = zip(reasons[1:], told[1:], strict=True)
        also = tuple(text for reason, text in rest if not reason.code.startswith(_LISTED))[:_MOST_ALSO]
        sections = (
            self._people(briefing), self._made(briefing), self._agreed(briefing), self._open_complaints(briefing),
            self._account(briefing), self._bought(briefing), self._prices(briefing), self._birthdays(briefing),
            self._policy(briefing),
        )  # fmt: skip
        return Told(
            shown(briefing.name), self._who(briefing), told[0] if told else "", also,
            tuple(section for section in sections if section.lines),
        )  # fmt: skip

    # Who they are

    def _who(self, briefing: Briefing) -> str:
        """Number, city, whose they are, since when."""
        _, file = self._words.gettext, self._ui.read(briefing.file)
        parts = [file.number, *(self._value("customer", file.values, key) for key in ("city", "industry", "owner"))]
        since = file.values.get("first_order_on")
        if since is not None:
            parts.append(_("customer since {day}").format(day=self._words.date(since)))
        return self._joined(parts)

    def _people(self, briefing: Briefing) -> Section:
        """Decision makers, or whom to ask for."""
        _, file = self._words.gettext, self._ui.read(briefing.file)
        people = {person.id: person for person in file.contacts}
        meant = [people[person.id] for person in briefing.deciders if person.id in people]
        others = [people[person.id] for person in briefing.people if person.id in people]
        shown = list(dict.fromkeys((*(each.id for each in meant), *(each.id for each in others))))[:_MOST_PEOPLE]
        lines = [self._person(people[key]) for key in shown]
        title = _("Who decides") if lines else _("How to reach them")
        if not lines and (number := reach(file.values)):
            lines = [
                Line(self._ui.masking.text(briefing.name), dial=self._value("customer", file.values, "mobile", number))
            ]
        return Section("people", title, tuple(lines), "right")

    def _person(self, person: Part) -> Line:
        values = person.values
        called = self._value("contact", values, "salutation")
        name = self._value("contact", values, "name")
        whom = f"{called}  {name}" if called and called != name else name
        about = (self._value("contact", values, key) for key in ("title", "department", "role"))
        key = "mobile" if values.get("mobile") else "phone"
        hobbies = self._value("contact", values, "hobbies")
        below = (hobbies,) if hobbies else ()
        return Line(self._joined((whom, *about)), below=below, dial=self._value("contact", values, key))

    # What passed, what is agreed

    def _made(self, briefing: Briefing) -> Section:
        _ = self._words.gettext
        lines = tuple(self._contact_made(each, briefing.today) for each in briefing.contacts_made)
        nothing = (Line(_("Nothing is logged yet."), tone="text_2"),)
        return Section("made", _("Last contacts"), lines or nothing, "left")

    def _contact_made(self, made: Interaction, today: dt.date) -> Line:
        _, values, shown = self._words.gettext, made.values, self._ui.masking.text
        who = " → ".join(shown(str(values[key])) for key in ("by", "contact") if values.get(key))
        title = f"{self._day(made.at.date(), today)}  {self._value('interaction', values, 'kind')}"
        promise = self._value("interaction", values, "promise")
        below = (
            " ".join(self._value("interaction", values, "content").split()),
            _("Promised: {text}").format(text=" ".join(promise.split())) if promise else "",
        )
        return Line(title, who, "text_2", tuple(filter(None, below)))

    def _agreed(self, briefing: Briefing) -> Section:
        """Next steps and tasks, by their days."""
        _, n, shown, today = self._words.gettext, self._words.ngettext, self._ui.masking.text, briefing.today
        found: list[tuple[dt.date, Line]] = []
        for step in briefing.steps:
            text = shown(str(step.values.get("next_step") or "")) or self._value("interaction", step.values, "kind")
            found.append(self._dated(text, step.values.get("next_date"), today))
        found += [self._dated(shown(task.text), task.due_on, today) for task in briefing.tasks]
        found.sort(key=lambda pair: pair[0])
        lines = [line for _day, line in found[:_MOST_STEPS]]
        more = len(found) - len(lines)
        if more > 0:
            told = n("{count} more task", "{count} more tasks", more).format(count=self._words.number(more))
            lines.append(Line(told, tone="text_2"))
        return Section("agreed", _("Next steps and tasks"), tuple(lines), "left")

    def _dated(self, text: str, day: dt.date | None, today: dt.date) -> tuple[dt.date, Line]:
        title = " ".join(text.split())
        if day is None:
            return dt.date.max, Line(title)
        late = days.overdue(day, today, self._words)
        return day, Line(title, late or self._day(day, today), "bad" if late else "text")

    def _open_complaints(self, briefing: Briefing) -> Section:
        _ = self._words.gettext
        lines = tuple(self._complaint(row, briefing.today) for row in briefing.complaints)
        return Section("complaints", _("Open complaints"), lines, "left")

    def _complaint(self, row: ComplaintRow, today: dt.date) -> Line:
        _, told = self._words.gettext, self._complaints
        late = told.late(row)
        due = self._day(row.due_on, today) if row.due_on is not None else ""
        step = self._ui.shown(self._ui.desk.fields("complaint")["step"], row.step or STEPS[0])
        next_ = _("next: {step}").format(step=step)
        below = self._joined((row.number, told.round(row), next_))
        return Line(self._ui.masking.text(row.headline), late or due, "bad" if late else "text", (below,))

    # Money and goods

    def _account(self, briefing: Briefing) -> Section:
        _, money, account = self._words.gettext, self._words.money, briefing.account
        lines: list[Line] = []
        if account.overdue:
            since = self._day(account.since, briefing.today) if account.since else ""
            title = _("Overdue since {day}").format(day=since) if since else _("Overdue")
            lines.append(Line(title, money(account.overdue), "bad"))
        if account.owed:
            lines.append(Line(_("They owe"), money(account.owed)))
        if account.credit:
            lines.append(Line(_("In their favour"), money(account.credit)))
        if account.limit is not None:
            beyond = account.beyond
            told = _("exceeded by {amount}").format(amount=money(beyond)) if beyond else ""
            lines.append(Line(_("Credit limit"), money(account.limit), below=(told,) if told else ()))
        if account.held:
            between = "、" if self._words.chinese else ", "
            lines.append(Line(_("Delivery on hold"), between.join(account.held), "warn"))
        lines += self._deals(briefing)
        return Section("account", _("Account"), tuple(lines), "right")

    def _deals(self, briefing: Briefing) -> Iterator[Line]:
        _, money = self._words.gettext, self._words.money
        for offer in briefing.offers:
            until = self._day(offer.until, briefing.today) if offer.until is not None else ""
            told = _("valid until {day}").format(day=until) if until else ""
            title = _("Offer {number}").format(number=offer.number)
            yield Line(title, money(offer.amount), below=(told,) if told else ())
        last = briefing.last_order
        if last is not None:
            day = self._day(last.on, briefing.today)
            yield Line(_("Last order {number}, {day}").format(number=last.number, day=day), money(last.amount))

    def _bought(self, briefing: Briefing) -> Section:
        _ = self._words.gettext
        prices = {price.product: price for price in briefing.prices}
        shown = briefing.expected[:_MOST_BOUGHT]
        lines = tuple(self._next_purchase(each, briefing.today, prices.get(each.name)) for each in shown)
        return Section("bought", _("What they buy, and when next"), lines, "")

    def _next_purchase(self, each: NextPurchase, today: dt.date, price: LastPrice | None) -> Line:
        _, n, number = self._words.gettext, self._words.ngettext, self._words.number
        usual = round(each.rhythm.interval)
        told = [n("every {count} day", "every {count} days", usual).format(count=number(usual))]
        if each.quantity is not None:
            told.insert(0, f"{number(each.quantity)} {each.unit}".rstrip())
        told.append(_("last {day}").format(day=self._day(each.rhythm.last_on, today)))
        if price is not None:
            told.append(self._price(price))
        if not each.expected(today):
            return Line(each.name, _("not for long"), "text_2", (self._joined(told),))
        margin = each.rhythm.margin
        spread = n("±{count} day", "±{count} days", margin).format(count=number(margin)) if margin else ""
        right = f"{self._day(each.on, today)} {spread}".rstrip()
        return Line(each.name, right, "warn" if each.late_days(today) else "text", (self._joined(told),))

    def _prices(self, briefing: Briefing) -> Section:
        """Of what is not told with its next purchase."""
        _, number = self._words.gettext, self._words.number
        told = {each.name for each in briefing.expected[:_MOST_BOUGHT]}
        others = [price for price in briefing.prices if price.product not in told]
        lines = []
        for price in others[:_MOST_PRICES]:
            below = (self._day(price.on, briefing.today), f"{number(price.quantity)} {price.unit}".rstrip())
            lines.append(Line(price.product, self._price(price), below=(self._joined(below),)))
        return Section("prices", _("Last prices"), tuple(lines), "")

    def _price(self, price: LastPrice) -> str:
        """The last price, and what was taken off it."""
        money = self._words.money(price.price)
        off = discount_text(self._ui, price.discount) if price.discount else ""
        return f"{money} {off}".rstrip()

    def _birthdays(self, briefing: Briefing) -> Section:
        """None of them while personal data is hidden."""
        _ = self._words.gettext
        near = () if self._ui.masking.on else briefing.birthdays
        lines = tuple(self._birthday(each, briefing) for each in near)
        return Section("birthdays", _("Birthdays near"), lines, "")

    def _birthday(self, each: NearBirthday, briefing: Briefing) -> Line:
        _, n = self._words.gettext, self._words.ngettext
        kept = self._ui.shown(self._fields["contact"]["birthday"], each.birthday)
        years = n("{count} year old", "{count} years old", each.years or 0).format(count=each.years)
        below = self._joined((kept, years if each.years else ""))
        name = self._ui.masking.text(each.salutation or each.name)
        return Line(name, self._day(each.day, briefing.today), below=(below,))

    def _policy(self, briefing: Briefing) -> Section:
        """How customers of the tier are dealt with, and what was agreed with this one."""
        _, values = self._words.gettext, self._ui.read(briefing.file).values
        lines = []
        for key in ("price_level", "discount"):
            field = self._fields["customer"][key]
            if text := self._value("customer", values, key):
                lines.append(Line(self._words.label(field.label), text))
        policy = briefing.policy
        if policy is not None:
            texts = tuple(text for text in (policy.focus, policy.service) if text)
            if texts:
                lines.append(Line(texts[0], below=texts[1:]))
        return Section("policy", _("What is agreed"), tuple(lines), "")

    # Values

    def _value(self, kind: str, values: Any, key: str, value: Any = None) -> str:
        return self._ui.shown(self._fields[kind][key], value if value is not None else values.get(key))

    def _day(self, day: dt.date, today: dt.date) -> str:
        return days.near(day, today, self._words)

    def _joined(self, parts: Iterable[str]) -> str:
        return ("，" if self._words.chinese else ", ").join(filter(None, parts))
