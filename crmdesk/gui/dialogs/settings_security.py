"""Password and lock in the settings: whether there is a password, with what can be done about it, above the numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from crmdesk.core.settings import SETTINGS
from crmdesk.gui.dialogs.password import CHANGE, REMOVE, SHEET
from crmdesk.gui.dialogs.settings_declared import DeclaredPane, label_width
from crmdesk.gui.dialogs.settings_pane import MarkedRow
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.tab_order import eye_order

_LOCK = "lock"


class SecurityPane(DeclaredPane):
    """`password_asked`: '' to set one, else 'change', 'remove' or 'sheet'; `lock_asked`."""

    password_asked = Signal(str)
    lock_asked = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "security", parent)
        _ = ui.words.gettext
        labels = [ui.words.label(each.label) for each in SETTINGS if each.group == "security"]
        self._wide = label_width(ui, labels, self)
        self._buttons: dict[str, MarkedRow] = {}
        if ui.desk.data.key is None:
            told = _("Without a password whoever gets hold of the data file reads everything in it.")
            self._put_first("password", _("Password"), _("None"), {"": _("Set a password...")}, told)
            return
        told = _("Opens the data file when the password is forgotten.")
        self._put_first("sheet", _("Recovery sheet"), "", {SHEET: _("Show the sheet...")}, told)
        told = _("The whole data file is encrypted, and every backup made since.")
        buttons = {CHANGE: _("Change..."), REMOVE: _("Remove..."), _LOCK: _("Lock now")}
        self._put_first("password", _("Password"), _("Is set"), buttons, told)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        eye_order(self)

    def go_to(self, target: str) -> None:
        super().go_to(target)
        for key, row in self._buttons.items():
            row.mark(key == target)
            if key == target and (first := row.findChild(Button)) is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_first(self, key: str, label: str, state: str, buttons: dict[str, str], hint: str) -> None:
        form = FormRow(label, self._field(state, buttons), label_width=self._wide)
        row = MarkedRow(form, self._wide + tokens.LABEL_GAP_EDIT, hint=hint)
        self._buttons[key] = row
        self.rows.insertWidget(0, row)

    def _field(self, state: str, buttons: dict[str, str]) -> QWidget:
        field = QWidget()
        row = QHBoxLayout(field)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        if state:
            row.addWidget(Label(state, name="security-state"))
            row.addSpacing(tokens.BETWEEN)
        for key, text in buttons.items():
            button = Button(text, name=f"security-{key or 'set'}")
            button.setProperty("what", key)
            button.clicked.connect(self._pressed)
            row.addWidget(button)
        row.addStretch(1)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return field

    def _pressed(self) -> None:
        what = str(self.sender().property("what"))
        if what == _LOCK:
            self.lock_asked.emit()
        else:
            self.password_asked.emit(what)
