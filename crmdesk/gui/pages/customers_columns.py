"""The popup in which the columns of the customer table are ticked and put in order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.fields import Field
from crmdesk.gui.models import customer_columns as columns
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.pick_list import Pick
from crmdesk.gui.widgets.pick_popup import PickPopup


class ColumnsPopup(PickPopup):
    """The columns shown, in their order, then all others. `chosen` tells the keys whenever something changes."""

    chosen = Signal(list)

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        _ = ui.words.gettext
        hint = _("Move: drag, or Alt+Up, Alt+Down")
        super().__init__(ui.words, _("Columns"), hint=hint, ordered=True, name="columns-popup", parent=parent)
        self._ui = ui
        self.ticked.connect(self._changed)
        self.reordered.connect(self._changed)

    def show_columns(self, shown: Sequence[Field]) -> None:
        """`shown` are the present columns from the left."""
        words = self._ui.words
        keys = [field.key for field in shown]
        others = [field for field in columns.all_columns(self._ui) if field.key not in keys]
        picks = [Pick(field.key, words.label(field.label), on=field.key in keys) for field in (*shown, *others)]
        self.set_picks(picks)

    def _changed(self, *_what: object) -> None:
        keys = self.list.keys_on()
        if keys:
            self.chosen.emit(keys)
