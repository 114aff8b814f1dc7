"""From what happened to what is read of it: the lines of a timeline, with what is personal hidden where it must be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from crmdesk.core import days, timeline
from crmdesk.core.complaints import OPEN
from crmdesk.core.timeline import Entry
from crmdesk.gui.models.timeline import ICONS, Line, Step
from crmdesk.gui.ui import Ui

_SET_OFF = ("promise", "needs", "usage")
_FACTS = ("products", "phase", "exchanged", "cost", "minutes")
_SHORT_NOTE = 300


class Lines:
    """Makes lines of entries."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self._today = ui.desk.today()
        self._makers: Mapping[str, Callable[[Entry], Line]] = {
            timeline.INTERACTION: self._interaction,
            timeline.OBJECTION: self._objection,
            timeline.NOTE: self._note,
            timeline.ORDER: self._order,
            timeline.PAYMENT: self._payment,
            timeline.RETURN: self._return,
            timeline.COMPLAINT: self._complaint,
            timeline.TASK: self._task,
        }

    def of(self, entries: list[Entry]) -> list[Line]:
        """One line for each, in their order."""
        return [self._makers[entry.kind](entry) for entry in entries]

    def _interaction(self, entry: Entry) -> Line:
        purpose, content = self._shown(entry, "purpose"), self._shown(entry, "content")
        return Line(
            entry.kind, entry.id, entry.at, ICONS.get(entry.title, "message"), self._title(entry, "kind"),
            detail=self._who(entry) + (f"  {purpose}" if purpose else ""),
            text=content,
            facts=" · ".join(filter(None, (self._fact(entry, key) for key in _FACTS))),
            rows=self._rows(entry, _SET_OFF),
            step=self._step(entry),
        )  # fmt: skip

    def _objection(self, entry: Entry) -> Line:
        _ = self._ui.words.gettext
        outcome = self._shown(entry, "outcome")
        tone = "good" if entry.values.get("outcome") == "resolved" else "warn"
        return Line(
            entry.kind, entry.id, entry.at, "complaint",
            _("Objection: {kind}").format(kind=self._title(entry, "kind")),
            detail=outcome, tone=tone if outcome else "text_2", text=self._shown(entry, "text"),
            rows=self._rows(entry, ("answer",)),
        )  # fmt: skip

    def _note(self, entry: Entry) -> Line:
        text = " ".join(str(entry.values.get("text") or "")[:_SHORT_NOTE].split())
        shown = self._ui.masking.text(text)
        return Line(entry.kind, entry.id, entry.at, "note", self._ui.words.gettext("Note"), detail=shown)

    def _order(self, entry: Entry) -> Line:
        _ = self._ui.words.gettext
        due = entry.values.get("due")
        late = due and (on := entry.values.get("due_on")) is not None and on < self._today
        detail = _("still due {amount}").format(amount=self._ui.words.money(due)) if due else ""
        return Line(
            entry.kind, entry.id, entry.at, "order", f"{self._title(entry, 'state')} {entry.number}",
            detail=detail, tone="bad" if late else "text_2", value=self._amount(entry), order_id=entry.id,
        )  # fmt: skip

    def _payment(self, entry: Entry) -> Line:
        order = entry.values.get("sales_order")
        detail = "  ".join(filter(None, (str(entry.values.get("number") or ""), self._shown(entry, "method"))))
        return Line(
            entry.kind, entry.id, entry.at, "money", self._title(entry, "kind"), detail=detail,
            value=self._amount(entry), order_id=order if isinstance(order, int) else None,
        )  # fmt: skip

    def _return(self, entry: Entry) -> Line:
        order = entry.values.get("sales_order")
        title = self._ui.words.gettext("Return {number}").format(number=entry.number)
        return Line(
            entry.kind, entry.id, entry.at, "undo", title, detail=self._shown(entry, "reason"),
            value=self._amount(entry), order_id=order if isinstance(order, int) else None,
        )  # fmt: skip

    def _complaint(self, entry: Entry) -> Line:
        """In the customer's words, and how far it is."""
        still_open = entry.title == OPEN
        state = (self._title(entry, "state"), self._shown(entry, "step" if still_open else "level"))
        title = self._ui.words.gettext("Complaint {number}").format(number=entry.number)
        return Line(
            entry.kind, entry.id, entry.at, "complaint", title, detail="  ".join(filter(None, state)),
            tone="bad" if still_open else "text_2", text=self._shown(entry, "words"),
        )  # fmt: skip

    def _task(self, entry: Entry) -> Line:
        """What was done for them; who of ours did it."""
        return Line(
            entry.kind, entry.id, entry.at, "done", self._ui.words.gettext("Task done"), detail=self._who(entry),
            text=self._shown(entry, "text"), facts=self._shown(entry, "phase"), rows=self._rows(entry, ("notes",)),
        )  # fmt: skip

    # Parts of a line

    def _shown(self, entry: Entry, key: str) -> str:
        value = entry.values.get(key)
        return "" if value is None else self._ui.shown(self._ui.desk.fields(entry.kind)[key], value)

    def _title(self, entry: Entry, key: str) -> str:
        """The entry's title, which is a choice of this field."""
        return self._ui.shown(self._ui.desk.fields(entry.kind)[key], entry.title or None)

    def _who(self, entry: Entry) -> str:
        """Our person, and theirs."""
        contact = self._ui.masking.text(str(entry.values.get("contact") or ""))
        ours = self._ui.masking.text(entry.by)
        return " → ".join(filter(None, (ours, contact)))

    def _fact(self, entry: Entry, key: str) -> str:
        text = self._shown(entry, key)
        unit = self._ui.desk.fields(entry.kind)[key].unit if text else None
        return f"{text} {self._ui.words.label(unit)}".rstrip() if unit else text

    def _rows(self, entry: Entry, keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        fields = self._ui.desk.fields(entry.kind)
        filled = (key for key in keys if entry.values.get(key) is not None)
        return tuple((self._ui.words.label(fields[key].label), self._shown(entry, key)) for key in filled)

    def _step(self, entry: Entry) -> Step | None:
        text, on = self._shown(entry, "next_step"), entry.values.get("next_date")
        if not text and on is None:
            return None
        done: dt.date | None = entry.values.get("next_done_on")
        if done is not None:
            told = self._ui.words.gettext("done {day}")
            return Step(text, True, told.format(day=days.near(done, self._today, self._ui.words)), "good")
        if on is None:
            return Step(text)
        late = days.overdue(on, self._today, self._ui.words)
        return Step(text, False, late, "bad") if late else Step(text, False, days.near(on, self._today, self._ui.words))

    def _amount(self, entry: Entry) -> str:
        amount: Any = entry.values.get("amount")
        return self._ui.words.money(amount) if amount is not None else ""
