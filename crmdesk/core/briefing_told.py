"""The briefing as it is read before a visit or call: sections of lines, with what is personal hidden where it must be
(METHOD.md section 1). Window and paper say the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from crmdesk.core import complaint_told, days, discounts, values
from crmdesk.core.briefing import Briefing, LastPrice, NearBirthday, reach
from crmdesk.core.briefing_sections import USUAL, Line, Most, Section, Told
from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.complaints import STEPS
from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.fields import Fields
from crmdesk.core.interactions import Interaction
from crmdesk.core.masking import mask_within
from crmdesk.core.next_purchase import NextPurchase
from crmdesk.core.words import Words

_BIRTHDAY = "brief-birthday"
_LISTED = ("brief-step", "brief-task", "brief-complaint")
"""Reasons that stand below with their days."""
_AGREED = ("price_level", "discount")
_BADGES = ("tier", "grade", "stage", "life_cycle")


class Teller:
    """Makes words of briefings. `fields` gives the fields of a kind of record; `hidden`: what is personal is not told;
    `most`: of each list so many lines, and how many more there are."""

    def __init__(
        self, words: Words, fields: Callable[[str], Fields], *, hidden: bool = False, most: Most = USUAL
    ) -> None:
        self._words = words
        self._hidden = hidden
        self._most = most
        self._fields = {kind: fields(kind).by_key for kind in ("customer", "contact", "interaction", "complaint")}

    def tell(self, briefing: Briefing) -> Told:
        shown = self._text
        reasons = [each for each in briefing.suggested if not (self._hidden and each.code == _BIRTHDAY)]
        told = [shown(reason.told(self._words, briefing.today)) for reason in reasons]
        rest = zip(reasons[1:], told[1:], strict=True)
        also = tuple(text for reason, text in rest if not reason.code.startswith(_LISTED))[: self._most.also]
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
        _, found = self._words.gettext, briefing.file.values
        parts = [briefing.number, *(self._value("customer", found, key) for key in ("city", "industry", "owner"))]
        since = found.get("first_order_on")
        if since is not None:
            parts.append(_("customer since {day}").format(day=self._words.date(since)))
        return self._joined(parts)

    def _people(self, briefing: Briefing) -> Section:
        """Decision makers, or whom to ask for."""
        _, file = self._words.gettext, briefing.file
        people = list({person.id: person for person in (*briefing.deciders, *briefing.people)}.values())
        lines = [self._person(person) for person in people[: self._most.people]]
        title = _("Who decides") if lines else _("How to reach them")
        if not lines and (number := reach(file.values)):
            lines = [Line(self._text(briefing.name), dial=self._value("customer", file.values, "mobile", number))]
        count = len(people) if self._most.told else len(lines)
        return Section("people", title, self._with_more(lines, count), "right")

    def _person(self, person: Part) -> Line:
        found = person.values
        called = self._value("contact", found, "salutation")
        name = self._value("contact", found, "name")
        whom = f"{called}  {name}" if called and called != name else name
        about = (self._value("contact", found, key) for key in ("title", "department", "role"))
        key = "mobile" if found.get("mobile") else "phone"
        hobbies = self._value("contact", found, "hobbies")
        below = (hobbies,) if hobbies else ()
        return Line(self._joined((whom, *about)), below=below, dial=self._value("contact", found, key))

    # What passed, what is agreed

    def _made(self, briefing: Briefing) -> Section:
        _ = self._words.gettext
        lines = tuple(self._contact_made(each, briefing.today) for each in briefing.contacts_made[: self._most.made])
        nothing = (Line(_("Nothing is logged yet."), tone="text_2"),)
        return Section("made", _("Last contacts"), lines or nothing, "left")

    def _contact_made(self, made: Interaction, today: dt.date) -> Line:
        _, found = self._words.gettext, made.values
        who = " → ".join(self._text(str(found[key])) for key in ("by", "contact") if found.get(key))
        title = f"{self._day(made.at.date(), today)}  {self._value('interaction', found, 'kind')}"
        promise = self._value("interaction", found, "promise")
        below = (
            self._cut(self._value("interaction", found, "content")),
            _("Promised: {text}").format(text=self._cut(promise)) if promise else "",
        )
        return Line(title, who, "text_2", tuple(filter(None, below)))

    def _agreed(self, briefing: Briefing) -> Section:
        """Next steps and tasks, by their days."""
        _, n, shown, today = self._words.gettext, self._words.ngettext, self._text, briefing.today
        found: list[tuple[dt.date, Line]] = []
        for step in briefing.steps:
            text = shown(str(step.values.get("next_step") or "")) or self._value("interaction", step.values, "kind")
            found.append(self._dated(text, step.values.get("next_date"), today))
        found += [self._dated(shown(task.text), task.due_on, today) for task in briefing.tasks]
        found.sort(key=lambda pair: pair[0])
        lines = [line for _day, line in found[: self._most.steps]]
        more = len(found) - len(lines)
        if more > 0:
            told = n("{count} more task", "{count} more tasks", more).format(count=self._words.number(more))
            lines.append(Line(told, tone="text_2"))
        return Section("agreed", _("Next steps and tasks"), tuple(lines), "left")

    def _dated(self, text: str, day: dt.date | None, today: dt.date) -> tuple[dt.date, Line]:
        title = self._cut(text)
        if day is None:
            return dt.date.max, Line(title)
        late = days.overdue(day, today, self._words)
        return day, Line(title, late or self._day(day, today), "bad" if late else "text")

    def _open_complaints(self, briefing: Briefing) -> Section:
        _, rows = self._words.gettext, briefing.complaints
        lines = [self._complaint(row, briefing.today) for row in rows[: self._most.complaints]]
        return Section("complaints", _("Open complaints"), self._with_more(lines, len(rows)), "left")

    def _complaint(self, row: ComplaintRow, today: dt.date) -> Line:
        _, words = self._words.gettext, self._words
        late = complaint_told.late(row, words)
        due = self._day(row.due_on, today) if row.due_on is not None else ""
        next_ = _("next: {step}").format(step=self._value("complaint", {"step": row.step or STEPS[0]}, "step"))
        below = self._joined((row.number, complaint_told.round_told(row, words), next_))
        return Line(self._text(self._cut(row.headline)), late or due, "bad" if late else "text", (below,))

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
            lines.append(Line(_("Delivery on hold"), between.join(account.held[: self._most.held]), "warn"))
        lines += self._deals(briefing)
        return Section("account", _("Account"), tuple(lines), "right")

    def _deals(self, briefing: Briefing) -> Iterator[Line]:
        _, money = self._words.gettext, self._words.money
        lines = []
        for offer in briefing.offers[: self._most.offers]:
            until = self._day(offer.until, briefing.today) if offer.until is not None else ""
            told = _("valid until {day}").format(day=until) if until else ""
            title = _("Offer {number}").format(number=offer.number)
            lines.append(Line(title, money(offer.amount), below=(told,) if told else ()))
        yield from self._with_more(lines, len(briefing.offers))
        last = briefing.last_order
        if last is not None:
            day = self._day(last.on, briefing.today)
            yield Line(_("Last order {number}, {day}").format(number=last.number, day=day), money(last.amount))

    def _bought(self, briefing: Briefing) -> Section:
        _ = self._words.gettext
        prices = {price.product: price for price in briefing.prices}
        shown = briefing.expected[: self._most.bought]
        lines = [self._next_purchase(each, briefing.today, prices.get(each.name)) for each in shown]
        count = len(briefing.expected) if self._most.told else len(lines)
        return Section("bought", _("What they buy, and when next"), self._with_more(lines, count), "")

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
        told = {each.name for each in briefing.expected[: self._most.bought]}
        others = [price for price in briefing.prices if price.product not in told]
        lines = []
        for price in others[: self._most.prices]:
            below = (self._day(price.on, briefing.today), f"{number(price.quantity)} {price.unit}".rstrip())
            lines.append(Line(price.product, self._price(price), below=(self._joined(below),)))
        return Section("prices", _("Last prices"), tuple(lines), "")

    def _price(self, price: LastPrice) -> str:
        """The last price, and what was taken off it."""
        off = discounts.told(price.discount, self._words) if price.discount else ""
        return f"{self._words.money(price.price)} {off}".rstrip()

    def _birthdays(self, briefing: Briefing) -> Section:
        """None of them while personal data is hidden."""
        _, near = self._words.gettext, () if self._hidden else briefing.birthdays
        lines = [self._birthday(each, briefing) for each in near[: self._most.birthdays]]
        return Section("birthdays", _("Birthdays near"), self._with_more(lines, len(near)), "")

    def _birthday(self, each: NearBirthday, briefing: Briefing) -> Line:
        n, kept = self._words.ngettext, self._value("contact", {"birthday": each.birthday}, "birthday")
        years = n("{count} year old", "{count} years old", each.years or 0).format(count=each.years)
        below = self._joined((kept, years if each.years else ""))
        return Line(self._text(each.salutation or each.name), self._day(each.day, briefing.today), below=(below,))

    def _policy(self, briefing: Briefing) -> Section:
        """How customers of the tier are dealt with, and what was agreed with this one."""
        _, found, label = self._words.gettext, briefing.file.values, self._words.label
        told = ((self._fields["customer"][key].label, self._value("customer", found, key)) for key in _AGREED)
        lines = [Line(label(name), text) for name, text in told if text]
        policy = briefing.policy
        if policy is not None:
            texts = tuple(self._cut(text) for text in (policy.focus, policy.service) if text)
            if texts:
                lines.append(Line(texts[0], below=texts[1:]))
        return Section("policy", _("What is agreed"), tuple(lines), "")

    # Values

    def _with_more(self, lines: Sequence[Line], count: int) -> tuple[Line, ...]:
        """The lines, and how many more there are."""
        more = count - len(lines)
        if more <= 0 or not lines:
            return tuple(lines)
        told = self._words.ngettext("and {count} more", "and {count} more", more)
        return *lines, Line(told.format(count=self._words.number(more)), tone="text_2")

    def _value(self, kind: str, found: Any, key: str, value: Any = None) -> str:
        field, value = self._fields[kind][key], value if value is not None else found.get(key)
        if not self._hidden:
            return values.show(field, value, self._words)
        return values.masked(field, value, self._words, found.get("kind") if kind == "customer" else None)

    def _text(self, text: str) -> str:
        return mask_within(text) if self._hidden else text

    def _cut(self, text: str) -> str:
        """On one line, no longer than is wanted."""
        line, most = " ".join(text.split()), self._most.signs
        return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"

    def _day(self, day: dt.date, today: dt.date) -> str:
        return days.near(day, today, self._words)

    def _joined(self, parts: Iterable[str]) -> str:
        return ("，" if self._words.chinese else ", ").join(filter(None, parts))


def standing(file: CustomerFile, fields: Fields, words: Words) -> list[str]:
    """Tier, grade, stage, life cycle, as far as they are known."""
    told = [(key, values.show(fields[key], file.values.get(key), words)) for key in _BADGES]
    named = "{grade}" if words.chinese else words.gettext("Grade {grade}")
    return [named.format(grade=text) if key == "grade" else text for key, text in told if text]
