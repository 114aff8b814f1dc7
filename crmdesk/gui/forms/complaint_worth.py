"""The lifetime value that is at stake with a complaint (METHOD.md sections 6 and 9)."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.orders import to_fen
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import tabular
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.labels import Label
from crmdesk.services import value
from crmdesk.services.desk import Desk

_NAME = "side-worth"
_WAITING = "…"


class WorthLine(QWidget):
    """Read on the worker; until then `known` stands there. It opens how the value comes about. `told`: the words of the
    value that was read."""

    told = Signal(str)

    def __init__(self, ui: Ui, customer_id: int, known: str = "") -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui, self._customer_id = ui, customer_id
        self.setObjectName(_NAME)
        self.figure = LinkButton(known or _WAITING, tip_text=_("How it comes about"), name=f"{_NAME}-figure")
        self.figure.setFont(tabular(self.figure.font()))
        self.figure.setFixedHeight(tokens.LINE_HEIGHTS[tokens.BODY])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, tokens.INSIDE)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(Label(_("Lifetime value"), tone="text_2"))
        row.addStretch(1)
        row.addWidget(self.figure)
        self.figure.clicked.connect(self._open)
        self._name()
        ui.jobs.run(self, self._read, self._show, self._failed, channel=_NAME)

    def _read(self, desk: Desk, _job: Job) -> Decimal | None:
        return value.at_stake(desk, self._customer_id)

    def _show(self, worth: Decimal | None) -> None:
        told = self._ui.words.gettext("not known")
        self.figure.setText(told if worth is None else self._ui.words.money(to_fen(worth)))
        self._name()
        self.told.emit(self.figure.text())

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._ui.bus.failed.emit(error)
            return
        self._show(None)
        self.figure.setToolTip(self._ui.sentence(error))

    def _name(self) -> None:
        label = self._ui.words.gettext("Lifetime value")
        self.figure.setAccessibleName(f"{label} {self.figure.text()}")

    def _open(self) -> None:
        from crmdesk.gui.dialogs.customer_value import open_customer_value

        open_customer_value(self._ui, self._customer_id, self.window())
