"""What is done about a row of a day: done, put off, opened, briefed for, a contact logged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.day import Contacting, Owed, Promised, Signing
from crmdesk.core.greetings import SKIPPED, Greeted, HolidayAhead
from crmdesk.core.interactions import Dated
from crmdesk.core.marking import N_
from crmdesk.core.reports import Entry
from crmdesk.gui.icons import icon
from crmdesk.gui.models.today import BRIEFING, LOG
from crmdesk.gui.pages.today_tabs import GREETINGS, PLACE
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.calendar import CalendarPopup
from crmdesk.gui.widgets.later_menu import LaterMenu
from crmdesk.services import greetings, interactions, tasks

_ONE = dt.timedelta(days=1)


class TodayDoing(QObject):
    """Does what is asked of what stands behind a row."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui, self._widget = ui, parent

    def act(self, verb: str, each: Any, at: QPoint) -> None:
        """A button of a row."""
        if verb == BRIEFING:
            self.brief(each)
        elif verb == LOG:
            self.log(each)
        else:
            self._later_menu(each, self._widget).popup(at)

    def open(self, each: Any) -> None:
        """The obvious: the complaint, order or task itself, else the customer's file."""
        bus = self._ui.bus
        if isinstance(each, ComplaintRow):
            bus.open_complaint.emit(each.id)
        elif isinstance(each, Owed):
            bus.open_order.emit(each.order_id)
        elif isinstance(each, Promised) and each.task is not None:
            bus.open_task.emit(each.task.id)
        elif isinstance(each, Promised) and each.step is not None:
            bus.open_interaction.emit(each.step.interaction.id)
        elif isinstance(each, Dated):
            bus.open_interaction.emit(each.interaction.id)
        elif isinstance(each, Greeted | HolidayAhead):
            bus.go.emit(f"{PLACE}/{GREETINGS}")
        else:
            self.open_file(each)

    def open_file(self, each: Any) -> None:
        if (customer := customer_of(each)) is not None:
            self._ui.bus.open_customer.emit(customer)

    def brief(self, each: Any) -> None:
        if (customer := customer_of(each)) is not None:
            self._ui.bus.briefing.emit(customer)

    def log(self, each: Any) -> None:
        """A contact made, of the kind that is due."""
        customer = customer_of(each)
        if customer is not None:
            typed = {"kind": each.kind} if isinstance(each, Contacting) else {}
            self._ui.bus.record_interaction.emit(customer, typed)

    def finish(self, each: Any) -> None:
        """It was done; of what is done by a contact made, that is logged."""
        if isinstance(each, Contacting):
            self.log(each)
        elif isinstance(each, Promised) and self._ui.masking.allows_editing():
            desk, _ = self._ui.desk, self._ui.words.gettext
            step, task = each.step, each.task
            if step is not None:
                self._ui.write(lambda: interactions.finish_step(desk, step.interaction.id), self._told(each, _("done")))
            elif task is not None:
                self._ui.write(lambda: tasks.finish(desk, task.id), self._told(each, _("done")))

    def skip(self, each: Greeted) -> None:
        """Nobody greets this time."""
        if self._ui.masking.allows_editing():
            _ = self._ui.words.gettext
            told = _("{number}: not greeted this time").format(number=each.number)
            self._ui.write(lambda: greetings.mark(self._ui.desk, [each], SKIPPED), told)

    # Putting off

    def postpone(self, each: Any, to: dt.date) -> None:
        """To another day. What the visit plan or an order asks for becomes a task of that day."""
        verb = self._postponing(each, to)
        if verb is not None and self._ui.masking.allows_editing():
            _ = self._ui.words.gettext
            told = _("put off to {day}").format(day=self._ui.words.day(to))
            self._ui.write(verb, self._told(each, told))

    def _postponing(self, each: Any, to: dt.date) -> Callable[[], Changes] | None:
        from crmdesk.services import complaints, customers

        desk, _, day = self._ui.desk, self._ui.words.gettext, to.isoformat()
        if isinstance(each, Promised):
            step, task = each.step, each.task
            if step is not None:
                return lambda: interactions.postpone_step(desk, step.interaction.id, to)
            return (lambda: tasks.postpone(desk, task.id, to)) if task is not None else None
        if isinstance(each, ComplaintRow):
            return lambda: complaints.edit(desk, each.id, {"due_on": day})
        if isinstance(each, Signing):
            return lambda: customers.edit(desk, each.who.id, {"expected_on": day})
        if isinstance(each, Contacting):
            text = _("Visit") if each.kind == "visit" else _("Call")
            return lambda: tasks.add(desk, each.who.id, {"due_on": day, "text": text})[1]
        if isinstance(each, Owed):
            typed = {"due_on": day, "text": _("Ask for the payment"), "sales_order": each.order}
            return lambda: tasks.add(desk, each.who.id, typed)[1]
        return None

    def _later_menu(self, each: Any, parent: QWidget) -> LaterMenu:
        menu = LaterMenu(self._ui.words, name="today-later-menu", parent=parent)
        menu.chosen.connect(lambda days: self.postpone(each, self._ui.desk.today() + days * _ONE))
        menu.day_asked.connect(lambda: self._to_a_day(each, menu.pos()))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _to_a_day(self, each: Any, at: QPoint) -> None:
        popup = CalendarPopup(self._ui.words, self._ui.desk.today(), self._widget)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.picked.connect(lambda day: self.postpone(each, day))
        popup.open_at(at, None)

    def _told(self, each: Any, what: str) -> str:
        number = each.number if isinstance(each, ComplaintRow) else each.who.number
        return self._ui.words.gettext("{number}: {what}").format(number=number, what=what)

    # The menu

    def show_menu(self, each: Any, at: QPoint) -> None:
        """All that can be done about it."""
        _ = self._ui.words.gettext
        menu = QMenu(self._widget)
        menu.setObjectName("today-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def add(name: str, text: str, sign: str, does: Callable[[], object]) -> None:
            menu.addAction(icon(sign), text, does).setObjectName(f"today-{name}")

        opened = _opened(each)
        if opened:
            add("open", _(opened), "open", lambda: self.open(each))
        if isinstance(each, Promised):
            add("done", _("Done") + "\t" + _("Space"), "check", lambda: self.finish(each))
        if isinstance(each, Greeted):
            add("skip", _("Do not greet this time"), "close", lambda: self.skip(each))
        if isinstance(each, Owed):
            pay = self._ui.bus.record_payment
            add("pay", _("Record a payment"), "money", lambda: pay.emit(each.who.id, each.order_id))
        if customer_of(each) is not None:
            add("log", _("Log a visit or call"), "phone", lambda: self.log(each))
            add("briefing", _("Briefing") + "\tCtrl+B", "document", lambda: self.brief(each))
            add("file", _("Open the file"), "person", lambda: self.open_file(each))
        if isinstance(each, Contacting | Promised | ComplaintRow | Owed | Signing):
            menu.addSeparator()
            menu.addMenu(self._later_menu(each, menu))
        menu.popup(at)


def _opened(each: Any) -> str:
    """What opens, where it is not the file."""
    if isinstance(each, ComplaintRow):
        return N_("Open the complaint")
    if isinstance(each, Owed):
        return N_("Open the order")
    if isinstance(each, Promised):
        return N_("Open the task") if each.task is not None else N_("Open the contact it comes from")
    if isinstance(each, Dated):
        return N_("Open the contact made")
    return N_("Write the greeting") if isinstance(each, Greeted | HolidayAhead) else ""


def customer_of(each: Any) -> int | None:
    """Whom a row is about."""
    if isinstance(each, Contacting | Promised | Owed | Signing):
        return each.who.id
    if isinstance(each, Dated):
        return each.interaction.customer_id
    return each.customer_id if isinstance(each, ComplaintRow | Greeted | Entry) else None
