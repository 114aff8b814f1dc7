"""What is read of a complaint and its steps: moments, who did it with whom, compensation, how a round ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from crmdesk.core.complaints import CLOSED, GIVEN_UP, IMPORTED, OPEN, UNRESOLVED, Complaint, Event, Step, alone
from crmdesk.gui.ui import Ui
from crmdesk.services.complaints import Case

_QUOTES = '“”"「」『』'


class ComplaintWords:
    """Phrases in the window's language, with what is personal hidden where it must be."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self._words = ui.words
        self._fields = {kind: ui.desk.fields(kind) for kind in ("complaint", "complaint_step", "complaint_event")}

    def comma(self, parts: Iterable[str]) -> str:
        """Some parts in one line."""
        return ("，" if self._words.chinese else ", ").join(part for part in parts if part)

    def value(self, kind: str, key: str, values: Mapping[str, object]) -> str:
        """A field as it may be read now; '' for none."""
        return self._ui.shown(self._fields[kind][key], values.get(key))

    def label(self, key: str) -> str:
        """What a field of a complaint is called."""
        return self._words.label(self._fields["complaint"][key].label)

    def text(self, text: object) -> str:
        """Somebody's own words."""
        return self._ui.masking.text(str(text)) if text else ""

    def quoted(self, text: object) -> str:
        """The same in quotation marks, unless it has its own."""
        plain = self.text(text).strip()
        return plain if not plain or (plain[0] in _QUOTES and plain[-1] in _QUOTES) else f"“{plain}”"

    def step(self, key: str) -> str:
        """What a step is called."""
        choice = self._fields["complaint_step"]["step"].choice(key)
        return self._words.label(choice.label) if choice else key

    def day(self, day: dt.date) -> str:
        """Without the year where it is the present one."""
        same = day.year == self._ui.desk.today().year
        return self._words.day(day) if same else self._words.date(day)

    def moment(self, at: dt.datetime) -> str:
        """With the hour where it is known."""
        return self.day(at.date()) if alone(at) else f"{self.day(at.date())} {at:%H:%M}"

    def note(self, step: Step) -> str:
        """When a step was done, by whom and with whom."""
        by, contact = (self.value("complaint_step", key, step.values) for key in ("by", "contact"))
        if self._words.chinese:
            return f"{self.moment(step.at)} {self.comma((by, contact))}".strip()
        return self.comma((self.moment(step.at), by, self._with(contact)))

    def _with(self, contact: str) -> str:
        return self._words.gettext("with {name}").format(name=contact) if contact else ""

    def doing(self, by: str, contact: str, at: str = "") -> str:
        """The same of a step that is being done; `at` empty: now."""
        when = at or self._words.gettext("Now")
        return self.comma((when, by, self._with(self.text(contact))))

    def facts(self, step: Step) -> str:
        """What a step holds beside its text: compensation, satisfaction."""
        _, values = self._words.gettext, step.values
        told = [self.value("complaint_step", key, values) for key in ("kind", "amount", "level")]
        if values.get("confirmed_by"):
            how = self.value("complaint_step", "confirmed_by", values)
            told.append(_("confirmed by: {how}").format(how=how))
        if promised := values.get("promised_on"):
            told.append(_("promised for {day}").format(day=self.day(promised)))
        if delivered := values.get("delivered_on"):
            told.append(_("delivered {day}").format(day=self.day(delivered)))
        return self.comma(told)

    def state(self, complaint: Complaint) -> str:
        return self.value("complaint", "state", complaint.values)

    def how_ended(self, case: Case, round_: int) -> str:
        """Of a round: the day and the level it ended with, or that it goes on."""
        _, complaint = self._words.gettext, case.complaint
        unresolved = _("unresolved")
        if round_ == complaint.round and complaint.state == OPEN:
            return _("in progress")
        ended = [one for one in case.steps if one.round == round_ and one.step == "confirm"]
        if ended:
            level = self.value("complaint_step", "level", ended[0].values)
            return f"{self.day(ended[0].at.date())} {level}"
        given_up = self.given_up(case.events, round_)
        if given_up is not None:
            return f"{self.day(given_up.at.date())} {unresolved}"
        closed = {UNRESOLVED: unresolved, CLOSED: _("closed"), IMPORTED: _("closed")}
        return closed.get(complaint.state, "") if round_ == complaint.round else ""

    def why(self, event: Event) -> str:
        """The reason of an event, with how often it was tried."""
        reason, tries = self.value("complaint_event", "reason", event.values), event.values.get("tries")
        if not tries:
            return reason
        told = self._words.ngettext("{count} try", "{count} tries", tries)
        return self.comma((reason, told.format(count=self._words.number(tries))))

    def ended(self, event: Event) -> str:
        """What an event was, when, by whom and why."""
        kind = self.value("complaint_event", "kind", {"kind": event.kind})
        by = self.value("complaint_event", "by", event.values)
        return self.comma((f"{kind} {self.moment(event.at)}", by, self.why(event)))

    @staticmethod
    def given_up(events: Iterable[Event], round_: int) -> Event | None:
        """Why a round ended without a satisfied customer."""
        found = [event for event in events if event.kind == GIVEN_UP and event.round == round_]
        return found[-1] if found else None
