"""The agreed instalments of an order: so much on such a day, and what is still to be placed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core import values
from crmdesk.core.dates import parse_date
from crmdesk.core.fields import Fields
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import IconButton, LinkButton
from crmdesk.gui.widgets.calendar import add_months
from crmdesk.gui.widgets.dates import DateEdit
from crmdesk.gui.widgets.form import ProblemMark
from crmdesk.gui.widgets.inputs import LineEdit, set_problem
from crmdesk.gui.widgets.labels import Label

_DATE = 136
_AMOUNT = 112


class _Instalment(QWidget):
    """One of them. `edited`, `removed`."""

    edited = Signal()
    removed = Signal()

    def __init__(self, ui: Ui, fields: Fields, place: int, parent: QWidget) -> None:
        super().__init__(parent)
        _, label = ui.words.gettext, ui.words.label

        def read(text: str) -> dt.date | None:
            return parse_date(text).value

        self.day = DateEdit(
            ui.words, today=ui.desk.today, read=read, width=_DATE, name=f"instalment-day-{place}",
            label=label(fields["due_on"].label),
        )  # fmt: skip
        self.amount = LineEdit(
            width=_AMOUNT, right=True, name=f"instalment-amount-{place}", label=label(fields["amount"].label)
        )
        gone = IconButton("close", _("Remove the instalment"), name=f"instalment-remove-{place}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens.INSIDE, 0, tokens.INSIDE)
        row.setSpacing(tokens.BETWEEN)
        for each in (self.day, self.amount, gone):
            row.addWidget(each)
        row.addStretch(1)
        self._field, self._words = fields["amount"], ui.words
        self.day.textChanged.connect(self.edited)
        self.amount.textChanged.connect(self.edited)
        self.amount.editingFinished.connect(self._tidy)
        gone.clicked.connect(self.removed)

    def texts(self) -> dict[str, str]:
        return {"due_on": self.day.text().strip(), "amount": self.amount.text().strip()}

    def _tidy(self) -> None:
        parsed = values.parse(self._field, self.amount.text())
        if parsed.value is not None and parsed.problem is None:
            self.amount.setText(values.typed(self._field, parsed.value, self._words))


class Instalments(QWidget):
    """`changed`: another text stands in it. Empty, it is a link alone."""

    changed = Signal()

    def __init__(self, ui: Ui, label_width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self._ui, self._fields = ui, ui.desk.fields("instalment")
        self._rows: list[_Instalment] = []
        self._wanted: Decimal | None = None
        self.setObjectName("instalments")
        self.setAccessibleName(_("Instalments"))
        head = Label(_("Instalments"), tone="text_2")
        head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.setFixedSize(label_width, tokens.CONTROL_HEIGHT)
        self._link = LinkButton(_("Pay by instalments"), icon="plus", name="instalment-add")
        self._link.clicked.connect(self.add)
        head.setBuddy(self._link)
        self._mark = ProblemMark(wrap=True)
        self._inner = QVBoxLayout()
        self._inner.setSpacing(0)
        self._inner.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        self._inner.addWidget(self._mark)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens.INSIDE, 0, tokens.INSIDE)
        row.setSpacing(tokens.LABEL_GAP_EDIT)
        row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._inner, 1)

    def load(self, instalments: Sequence[Mapping[str, str]]) -> None:
        """Show these, by field key."""
        for each in list(self._rows):
            self._take(each)
        for texts in instalments:
            made = self._make()
            made.day.setText(texts.get("due_on", ""))
            made.amount.setText(texts.get("amount", ""))
        self._tell()

    def texts(self) -> list[dict[str, str]]:
        """What stands in it, blank ones left out."""
        return [texts for texts in (row.texts() for row in self._rows) if any(texts.values())]

    def show_wanted(self, payable: Decimal | None) -> None:
        """What they are to come to together."""
        self._wanted = payable
        self._tell()

    def go_to_problem(self) -> bool:
        """Put the cursor into the first input that cannot be read; False when all can."""
        for row in self._rows:
            texts = row.texts()
            for key, edit in (("due_on", row.day), ("amount", row.amount)):
                if any(texts.values()) and (not texts[key] or values.parse(self._fields[key], texts[key]).refused):
                    set_problem(edit, "bad")
                    edit.setFocus(Qt.FocusReason.OtherFocusReason)
                    return True
        return False

    def add(self) -> None:
        """One more: a month after the last, over what is left."""
        days = [day for row in self._rows if (day := row.day.date()) is not None]
        left = self._left()
        made = self._make()
        made.day.set_date(add_months(max(days, default=self._ui.desk.today()), 1))
        if left is not None and left > 0:
            made.amount.setText(self._ui.words.money(left))
        made.day.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._edited()

    def _make(self) -> _Instalment:
        made = _Instalment(self._ui, self._fields, len(self._rows) + 1, self)
        made.edited.connect(self._edited)
        made.removed.connect(self._remove)
        self._inner.insertWidget(len(self._rows), made)
        self._rows.append(made)
        made.show()
        return made

    def _remove(self) -> None:
        row = self.sender()
        if isinstance(row, _Instalment):
            self._take(row)
            self._link.setFocus(Qt.FocusReason.OtherFocusReason)
            self._edited()

    def _take(self, row: _Instalment) -> None:
        self._rows.remove(row)
        row.hide()
        self._inner.removeWidget(row)
        row.deleteLater()

    def _left(self) -> Decimal | None:
        """What of the payable sum no instalment says; None when it cannot be told."""
        amounts = [values.parse(self._fields["amount"], row.texts()["amount"]).value for row in self._rows]
        return None if self._wanted is None else self._wanted - sum((a for a in amounts if a is not None), Decimal(0))

    def _edited(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        _, money = self._ui.words.gettext, self._ui.words.money
        self._link.setText(_("Another instalment") if self._rows else _("Pay by instalments"))
        for row in self._rows:
            texts = row.texts()
            for key, edit in (("due_on", row.day), ("amount", row.amount)):
                parsed = values.parse(self._fields[key], texts[key])
                set_problem(edit, "bad" if parsed.refused else "")
        left = self._left() if self._rows else None
        if left:
            told = _("{amount} still to be placed") if left > 0 else _("{amount} more than is payable")
            self._mark.show_problem("warn", told.format(amount=money(abs(left))))
        else:
            self._mark.show_problem("", "")
