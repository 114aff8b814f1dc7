"""What could come next in a file: the ways to fill what is still empty."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.fields import INDIVIDUAL
from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.gui.widgets.labels import Label


class NextSteps(QWidget):
    """`contact_asked`, `address_asked`, `elsewhere_asked`: add one; `edit_asked`: fill in the fields."""

    contact_asked = Signal()
    address_asked = Signal()
    elsewhere_asked = Signal()
    edit_asked = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        _ = words.gettext
        self.setObjectName("next-steps")
        self._sentence = Label(
            _("So far only the name is known."), tone="text_2", wrap=True, name="only-the-name", parent=self
        )
        self._flow = FlowBox(gap=tokens.SECTIONS, name="next-steps-links")
        self._steps = {
            "edit": (_("Fill in the fields"), "pencil", self.edit_asked),
            "contact": (_("Add contact"), "plus", self.contact_asked),
            "address": (_("Add a further address"), "plus", self.address_asked),
            "elsewhere": (_("Note what they buy elsewhere"), "plus", self.elsewhere_asked),
        }
        self._shown: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        column.addWidget(self._sentence)
        column.addWidget(self._flow)

    def show_file(self, file: CustomerFile, *, bare: bool) -> None:
        """The steps this file has not taken yet; `bare`: nothing but the name is known. The trash is only read."""
        self._sentence.setVisible(bare)
        open_ = {
            "edit": bare,
            "contact": file.kind == INDIVIDUAL and not file.contacts,
            "address": not file.addresses,
            "elsewhere": not file.elsewhere,
        }
        shown = [key for key, to_do in open_.items() if to_do]
        if shown != self._shown:
            self._shown = shown
            self._flow.set_widgets([self._link(key) for key in shown])
        self.setVisible(not file.deleted and bool(shown))

    def _link(self, key: str) -> LinkButton:
        text, icon, asked = self._steps[key]
        link = LinkButton(text, icon=icon, name=f"next-{key}")
        link.clicked.connect(asked)
        return link
