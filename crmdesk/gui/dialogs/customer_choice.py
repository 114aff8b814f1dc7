"""Whose? A customer is picked before something of theirs is recorded."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from crmdesk.gui.dialogs.customer_line import CustomerLine
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.labels import Label

_WIDTH, _ROOM_FOR_FOUND = 560, 188


class CustomerChoice(Dialog):
    """`customer_id` once accepted. Choosing somebody is the answer: there is nothing to confirm."""

    def __init__(self, ui: Ui, title: str, parent: QWidget | None = None, *, sentence: str = "") -> None:
        super().__init__(title, ui.words, cancel=ui.words.gettext("Cancel"), name="customer-choice", parent=parent)
        self.customer_id: int | None = None
        self.line = CustomerLine(ui, self, name="choice-customer")
        label = Label(ui.words.gettext("Customer"), tone="text_2")
        label.setBuddy(self.line)
        if sentence:
            self.body.addWidget(Label(sentence, tone="text_2", wrap=True, name="choice-sentence"))
            self.body.addSpacing(tokens.BETWEEN)
        self.body.addWidget(label)
        self.body.addWidget(self.line)
        self.body.addSpacing(_ROOM_FOR_FOUND)
        self.body.addStretch(1)
        self.setMinimumWidth(_WIDTH)
        self.cancel_button.setDefault(False)
        self.line.picked.connect(self._picked)
        self.body.setSpacing(tokens.INSIDE)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.line.setFocus()
        self.line.offer()

    def _picked(self, customer_id: int | None) -> None:
        if customer_id is not None:
            self.customer_id = customer_id
            self.accept()
