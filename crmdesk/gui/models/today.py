"""What a day brings in words: the rows of the page Today (METHOD.md sections 1, 5 and 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec.structs import replace

from crmdesk.core import days
from crmdesk.core.choices_daily import OCCASION
from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.day import Contacting, Day, Owed, Promised, Signing
from crmdesk.core.greetings import Greeted, HolidayAhead
from crmdesk.core.visit_plan import Span
from crmdesk.gui.models.complaint_telling import Telling
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge
from crmdesk.gui.widgets.day_rows import DayLine

ICONS = {"visit": "pin", "call": "phone"}
BRIEFING, LOG, LATER = "briefing", "log", "later"
"""What the buttons of a row do."""
_OCCASIONS = {choice.key: choice.label for choice in OCCASION}


class DayLines:
    """Rows of a day; `day` is the one that is looked at, `today` the present one."""

    def __init__(self, ui: Ui, day: dt.date) -> None:
        self._ui, self._words = ui, ui.words
        self._day, self._today = day, ui.desk.today()
        self._telling = Telling(ui)
        self._tiers = ui.desk.fields("customer")["tier"]

    # Left

    def contacts(self, contacts: Sequence[Contacting]) -> list[DayLine]:
        """Whom to visit or call, and why."""
        return [self._contact(each) for each in contacts]

    def promised(self, day: Day) -> list[DayLine]:
        """Next steps and tasks, each with a box to be ticked."""
        return [self._promised(each) for each in day.promised]

    def _contact(self, each: Contacting) -> DayLine:
        late = self._late(each.overdue_days)
        right, tone, icon = (late, "bad", "error") if late else (self._near(self._day), "text", "")
        if each.planned_on is not None:
            planned = self._words.gettext("planned {day}").format(day=self.within(self._near(each.planned_on)))
            right, tone, icon = self.sentence(planned), "text_2", ""
        return DayLine(
            (f"contact/{each.role or ''}", each.who.id),
            self._shown(each.who.name),
            self._why(each),
            badge=self.tier(each.who.tier),
            icon=ICONS[each.kind],
            right=right,
            right_tone=tone,
            right_icon=icon,
            acts=(BRIEFING, LOG),
        )

    def _why(self, each: Contacting) -> str:
        _ = self._words.gettext
        parts = []
        if each.waiting:
            parts.append(_("complaint {number} waits for an answer").format(number=each.waiting))
        if each.span is not None:
            parts.append(self.rhythm(each.kind, each.span))
            parts.append(self._last(each) if each.last_on else _("never so far"))
        whole = self.joined(parts)
        more = []
        if each.also:
            more.append(_("a visit is due too") if each.also == "visit" else _("a call is due too"))
        if each.complaining:
            more.append(_("a complaint is being handled"))
        if each.by and each.by != self._ui.desk.who:
            more.append(self._shown(each.by))
        return self.sentence(("；" if self._words.chinese else "; ").join([whole, *more]))

    def rhythm(self, kind: str, span: Span) -> str:
        """How often the plan asks for it."""
        _, n = self._words.gettext, self._words.ngettext
        visit = kind == "visit"
        if span.least == span.most:
            told = (
                n("visit every {count} day", "visit every {count} days", span.most)
                if visit else n("call every {count} day", "call every {count} days", span.most)
            )  # fmt: skip
            return told.format(count=span.most)
        told = _("visit every {least} to {most} days") if visit else _("call every {least} to {most} days")
        return told.format(least=span.least, most=span.most)

    def _last(self, each: Contacting) -> str:
        _ = self._words.gettext
        assert each.last_on is not None
        told = _("last visit {day}") if each.kind == "visit" else _("last call {day}")
        return told.format(day=days.dated(each.last_on, self._today, self._words))

    def _promised(self, each: Promised) -> DayLine:
        late = self._late(each.late_days(self._day))
        text, told = self._step(each) if each.step else self._task(each)
        return DayLine(
            each.key,
            text,
            told,
            ticked=False,
            right=late or self._near(max(each.due_on, self._day)),
            right_tone="bad" if late else "text",
            right_icon="error" if late else "",
            acts=(BRIEFING, LATER),
        )

    def _step(self, each: Promised) -> tuple[str, str]:
        """What was agreed on, and when."""
        _ = self._words.gettext
        assert each.step is not None
        values, fields = each.step.values, self._ui.desk.fields("interaction")
        kind = self._ui.shown(fields["kind"], values.get("kind"))
        name = self._shown(each.who.name)
        text = self._shown(str(values.get("next_step") or "")) or kind
        day = days.dated(each.step.interaction.at.date(), self._today, self._words)
        return text, _("{customer}, agreed on {day} ({kind})").format(customer=name, day=day, kind=self.within(kind))

    def _task(self, each: Promised) -> tuple[str, str]:
        _ = self._words.gettext
        task = each.task
        assert task is not None
        parts = [self._shown(each.who.name)]
        if task.repeat:
            parts.append(self.within(self._ui.shown(self._ui.desk.fields("task")["repeat"], task.repeat)))
        if task.order:
            parts.append(task.order)
        if task.by and task.by != self._ui.desk.who:
            parts.append(self._shown(task.by))
        return self._shown(task.text), self.joined(parts)

    # Right

    def complaints(self, day: Day) -> list[DayLine]:
        return [self._complaint(row) for row in day.complaints]

    def _complaint(self, row: ComplaintRow) -> DayLine:
        _ = self._words.gettext
        late = self._late((self._day - row.due_on).days if row.due_on else 0)
        due = _("deadline {day}").format(day=self.within(self._near(row.due_on))) if row.due_on else ""
        number, _parted, name = self._telling.step(row).partition(" ")
        step = _("next step {number}: {step}").format(number=number, step=name) if name else ""
        return DayLine(
            ("complaint", row.id),
            self._shown(row.customer_name),
            self.joined([row.number, self.within(self._telling.round(row)), step]),
            right=late or self.sentence(due),
            right_tone="bad" if late else "text",
            right_icon="error" if late else "",
        )

    def greetings(self, day: Day) -> list[DayLine]:
        holidays = [self._holiday(each, place) for place, each in enumerate(day.holidays)]
        return [*holidays, *(self._greeting(each, place) for place, each in enumerate(day.greetings))]

    def _greeting(self, each: Greeted, place: int) -> DayLine:
        _, n = self._words.gettext, self._words.ngettext
        company = each.name if each.person != each.name else ""
        called = each.form_of_address if each.form_of_address != each.person else ""
        title = self.joined([" ".join(filter(None, (each.person, called))), company])
        why = self._words.label(_OCCASIONS[each.occasion])
        told = self._birthday(each) if each.birthday is not None else why
        if each.birthday is None and each.years:
            told = self.joined([why, n("{count} year ago", "{count} years ago", each.years).format(count=each.years)])
        hidden = self._ui.masking.on and each.birthday is not None
        when = "" if hidden else self._near(each.day)
        short = _("birthday") if each.occasion == "birthday" else _("anniversary")
        right = f"{when} {short}" if self._words.chinese else self.sentence(f"{short} {self.within(when)}")
        return DayLine(("greeting", place), self._shown(title), told, right=right.strip())

    def _birthday(self, each: Greeted) -> str:
        """By which calendar it is kept, and how old they become."""
        _ = self._words.gettext
        assert each.birthday is not None
        field = self._ui.desk.fields("customer")["birthday"]
        day = self._ui.shown(field, replace(each.birthday, year=None))
        if self._ui.masking.on:
            return day
        kept = day if each.birthday.lunar else _("Solar {day}").format(day=day)
        return self.joined([kept, _("turns {age}").format(age=each.years) if each.years else ""])

    def _holiday(self, each: HolidayAhead, place: int) -> DayLine:
        n, left = self._words.ngettext, each.count - each.done
        told = n("{count} customer to greet", "{count} customers to greet", left)
        title = self._words.label(_OCCASIONS[each.key])
        return DayLine(
            ("holiday", place), title, told.format(count=self._words.number(left)), right=self._near(each.day)
        )

    def money(self, day: Day) -> list[DayLine]:
        return [self._owed(each) for each in day.money.owed]

    def _owed(self, each: Owed) -> DayLine:
        _ = self._words.gettext
        late = each.due_on < self._day
        due = _("payable {day}").format(day=days.dated(each.due_on, self._today, self._words))
        return DayLine(
            ("order", each.order_id),
            self._shown(each.who.name),
            self.joined([each.order, due, _("delivery on hold") if each.hold else ""]),
            right=self._words.money(each.amount),
            right_tone="bad" if late else "text",
            right_icon="error" if late else "",
        )

    def signings(self, day: Day) -> list[DayLine]:
        return [self._signing(each) for each in day.signings]

    def _signing(self, each: Signing) -> DayLine:
        _ = self._words.gettext
        late = each.expected_on < self._day
        amount = self._words.money(each.amount) if each.amount is not None else _("amount unknown")
        return DayLine(
            ("customer", each.who.id),
            self._shown(each.who.name),
            amount,
            right=self._near(each.expected_on),
            right_tone="bad" if late else "text",
            right_icon="error" if late else "",
        )

    # In general

    def tier(self, tier: str | None) -> Badge | None:
        return badges.tier(tier, self._ui.shown(self._tiers, tier)) if tier else None

    def joined(self, parts: list[str]) -> str:
        """Facts after one another."""
        return ("，" if self._words.chinese else ", ").join(part for part in parts if part)

    def sentence(self, text: str) -> str:
        """English begins with a capital letter."""
        return text[:1].upper() + text[1:]

    def within(self, text: str) -> str:
        """Behind other words English goes on without a capital letter."""
        return text[:1].lower() + text[1:]

    def _shown(self, text: str) -> str:
        return self._ui.masking.text(text)

    def _near(self, day: dt.date) -> str:
        return days.near(day, self._today, self._words)

    def _late(self, count: int) -> str:
        n = self._words.ngettext
        if count <= 0:
            return ""
        return n("{count} day overdue", "{count} days overdue", count).format(count=self._words.number(count))
