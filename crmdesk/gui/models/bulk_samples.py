"""The sample of what a bulk edit changes: who, which field, and the old value beside the new one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crmdesk.core.fields import Fields, Type
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.tables import TONE_ROLE
from crmdesk.services.bulk_edit import Refusal, Sample

OLD_ROLE = int(Qt.ItemDataRole.UserRole) + 41
NUMBER, NAME, FIELD, VALUE = range(4)
_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class SampleTable(QAbstractTableModel):
    """Number, name, field, old → new; those refused first, with the reason."""

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._words = ui.words
        self._fields = Fields("customer", ())
        self._refused: Sequence[Refusal] = ()
        self._samples: Sequence[Sample] = ()

    def show_preview(self, fields: Fields, refused: Sequence[Refusal], samples: Sequence[Sample]) -> None:
        self.beginResetModel()
        self._fields, self._refused, self._samples = fields, refused, samples
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._refused) + len(self._samples)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        _ = self._words.gettext
        return [_("Number"), _("Customer"), _("Field"), _("Change")][section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        if row < len(self._refused):
            return self._refusal(self._refused[row], column, role)
        sample = self._samples[row - len(self._refused)]
        old, new = self._change(sample)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            texts = [
                sample.number,
                self._ui.masking.text(sample.name),
                self._label(sample.field),
                new or self._words.gettext("(empty)"),
            ]
            if role == Qt.ItemDataRole.AccessibleTextRole and column == VALUE and old:
                return f"{old} → {texts[VALUE]}"
            return texts[column]
        if role == OLD_ROLE and column == VALUE:
            return old
        return "text_2" if role == TONE_ROLE and column in (NUMBER, FIELD) else None

    def _refusal(self, refusal: Refusal, column: int, role: int) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            reason = self._ui.masking.text(self._words.problem(refusal.problem))
            return [refusal.number, "", self._words.gettext("Left as it is"), reason][column]
        return "bad" if role == TONE_ROLE and column in (FIELD, VALUE) else None

    def _label(self, key: str) -> str:
        field = self._fields.get(key)
        return self._words.label(field.label) if field else key

    def _change(self, sample: Sample) -> tuple[str, str]:
        """Old and new as they are read; of groups only those joined and left."""
        field = self._fields.get(sample.field)
        if field is None or field.type is not Type.GROUPS:
            return self._shown(sample.field, sample.before), self._shown(sample.field, sample.after)
        before, after = sample.before or (), sample.after or ()
        joined = [f"+ {name}" for name in after if name not in before]
        return "", "  ".join([*joined, *(f"− {name}" for name in before if name not in after)])

    def _shown(self, key: str, value: object) -> str:
        field = self._fields.get(key)
        return " ".join((self._ui.shown(field, value) if field else self._ui.masking.text(str(value or ""))).split())
