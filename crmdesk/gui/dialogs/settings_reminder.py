"""The reminder of the day: whether, and when; it concerns this machine alone."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from crmdesk.core import reminding
from crmdesk.gui.dialogs.settings_declared import label_width
from crmdesk.gui.dialogs.settings_pane import MarkedRow, RowsPane
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import CheckBox, ComboBox

_FIRST, _LAST, _STEP = 6, 20, 30


class ReminderPane(RowsPane):
    """Nothing of it can be set where the system has no tray."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "reminder", parent)
        _ = ui.words.gettext
        there = QSystemTrayIcon.isSystemTrayAvailable()
        labels = {"reminder-on": _("Reminder"), "reminder-at": _("At")}
        wide = label_width(ui, list(labels.values()), self)
        self.on = CheckBox(_("Say how much waits today"), name="reminder-on")
        self.at = ComboBox(_times(ui.preferences.reminder_at), width=tokens.SHORT_INPUT, name="reminder-at")
        self.on.setChecked(there and ui.preferences.reminder_on)
        self.at.set_key(_key(ui.preferences.reminder_at))
        told = _("From the notification area of the system, once a day while the program runs: numbers, no names.")
        missing = _("This system has no notification area, so nothing can remind you.")
        hints = {"reminder-on": told if there else missing}
        for key, field in (("reminder-on", self.on), ("reminder-at", self.at)):
            form = FormRow(labels[key], field, label_width=wide)
            self.add_row(key, MarkedRow(form, wide + tokens.LABEL_GAP_EDIT, hint=hints.get(key, "")))
            field.setEnabled(there)
        self.rows.addStretch(1)
        self.at.setEnabled(there and self.on.isChecked())
        self.on.toggled.connect(self._turn)
        self.at.picked.connect(self._set)

    def _turn(self, on: bool) -> None:
        _ = self.ui.words.gettext
        self.ui.preferences.reminder_on = on
        self.at.setEnabled(on)
        told = _("The reminder comes at {time}.").format(time=_key(self.ui.preferences.reminder_at))
        self.ui.bus.message.emit(told if on else _("No reminders any more."), False)

    def _set(self, key: str) -> None:
        if not key:
            self.at.set_key(_key(self.ui.preferences.reminder_at))
            return
        self.ui.preferences.reminder_at = reminding.read_time(key)
        self.ui.bus.message.emit(self.ui.words.gettext("The reminder comes at {time}.").format(time=key), False)


def _key(time: dt.time) -> str:
    return time.isoformat("minutes")


def _times(present: dt.time) -> list[tuple[str, str]]:
    """Every half hour of a working day, and the one that is set."""
    every = [dt.time(minute // 60, minute % 60) for minute in range(_FIRST * 60, _LAST * 60 + 1, _STEP)]
    return [(_key(time), _key(time)) for time in sorted({*every, present})]
