"""The conditions the list is filtered by: which field, how it is compared, with what."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from crmdesk.core.filtering import Condition, Filter
from crmdesk.gui.forms.condition_rows import ConditionRows
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Dialog, Ground
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.tab_order import eye_order

_SIZE = QSize(720, 420)


class ConditionsDialog(Dialog):
    """`chosen` tells the filter, once every condition is whole. The keyboard begins at `condition`, without one at a
    new row."""

    chosen = Signal(object)

    def __init__(self, ui: Ui, filter_: Filter, condition: Condition | None, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(
            _("Conditions"), ui.words, confirm=_("Filter"), size=_SIZE, name="conditions-dialog", parent=parent
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._any_of = filter_.any_of
        self._missing = _("Something is missing in a condition.")
        self.rows = ConditionRows(ui, filter_, switch=False)
        self.rows.changed.connect(self._edited)
        self._told = Label("", points=tokens.SMALL, tone="bad", name="conditions-missing")
        ground = Ground("base")
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, tokens.BETWEEN, 0)
        inner.addWidget(self.rows)
        inner.addStretch(1)
        area = QScrollArea()
        area.setObjectName("conditions-area")
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        self.body.addWidget(area, 1)
        self.body.addWidget(self._told)
        if condition is None:
            self.rows.add()
        else:
            self.rows.focus_on(filter_.conditions.index(condition))
        eye_order(self)

    def _edited(self) -> None:
        self._told.setText("")

    def accept(self) -> None:
        """Tell the filter, unless a value is missing or cannot be read: then the keyboard goes there."""
        if not self.rows.is_whole():
            self._told.setText(self._missing)
            self.rows.focus_unfinished()
            return
        filter_ = Filter(self.rows.filter().conditions, self._any_of)
        super().accept()
        self.chosen.emit(filter_)
