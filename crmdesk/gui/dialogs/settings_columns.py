"""Which columns the table of customers shows, and in which order."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.finding import matches
from crmdesk.gui.dialogs.settings_pane import Pane
from crmdesk.gui.models import customer_columns as columns
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.pick_list import Pick, PickList


class ColumnsPane(Pane):
    """Those shown first, in their order; the others below. `columns_changed`: the table is to be made anew."""

    columns_changed = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "columns", parent)
        _ = ui.words.gettext
        self.search = LineEdit(
            placeholder=_("Search columns"), width=tokens.LONG_INPUT, name="columns-search", label=_("Search columns")
        )
        self.search.textChanged.connect(self._search)
        self.usual = LinkButton(_("Usual columns"), name="columns-usual")
        self.usual.clicked.connect(self._usual)
        self.list = PickList(ordered=True, name="columns-list", label=_("Columns"))
        self.list.setFrameShape(PickList.Shape.StyledPanel)
        self.list.ticked.connect(self._keep)
        self.list.reordered.connect(self._keep)
        head = QHBoxLayout()
        head.addWidget(self.search)
        head.addStretch(1)
        head.addWidget(self.usual)
        self.column.addLayout(head)
        self.column.addWidget(self.list, 1)
        note = _("Space ticks, Alt+↑ and Alt+↓ move, and so does dragging. Remembered on this machine.")
        self.column.addWidget(Label(note, points=tokens.SMALL, tone="text_2", wrap=True))
        self._show()

    def go_to(self, target: str) -> None:
        self.search.clear()
        keys = self.list.all_keys()
        if target in keys:
            self.list.setCurrentIndex(self.list.model().index(keys.index(target), 0))
        self.list.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.everything or changes.touched("user_field"):
            self._show()

    def _show(self) -> None:
        label = self.ui.words.label
        chosen = [field.key for field in columns.chosen_columns(self.ui)]
        known = {field.key: label(field.label) for field in columns.all_columns(self.ui)}
        order = [*chosen, *(key for key in known if key not in chosen)]
        self.list.set_picks([Pick(key, known[key], on=key in chosen) for key in order])
        self._search(self.search.text())

    def _search(self, text: str) -> None:
        keys = self.list.all_keys()
        for row in range(len(keys)):
            named = str(self.list.model().index(row, 0).data())
            self.list.setRowHidden(row, matches(named, text) is None)

    def _keep(self, *_ignored: object) -> None:
        on = self.list.keys_on()
        if not on:
            self._show()
            return
        columns.remember_columns(self.ui, on)
        self.columns_changed.emit()

    def _usual(self) -> None:
        columns.remember_columns(self.ui, [])
        self._show()
        self.columns_changed.emit()
