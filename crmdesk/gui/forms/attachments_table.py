"""The table of attachments: opened by Enter, renamed and remarked on the spot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QStyleOptionViewItem, QTableView, QWidget

from crmdesk.core.attachments import Attachment, split_name
from crmdesk.core.fields import Fields
from crmdesk.core.words import Words
from crmdesk.gui.models.attachments import COLUMNS, EDITED, AttachmentsModel
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.widgets.tables import CellDelegate, style_table

_SIZE, _WHEN_ZH, _WHEN_EN, _WHO = 80, 136, 152, 80
_LEAST_NAME = 200
_ROOM_FOR_ALL, _ROOM_FOR_REMARKS = 640, 520
Index = QModelIndex | QPersistentModelIndex


class _Delegate(CellDelegate):
    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        label = str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        return LineEdit(width=0, name=f"attachment-{COLUMNS[index.column()]}", label=label, parent=parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if not isinstance(editor, QLineEdit) or editor.text():
            return
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        editor.setText(text)
        if COLUMNS[index.column()] == "name":
            stem = split_name(text)[0]
            QTimer.singleShot(0, editor, lambda: editor.setSelection(0, len(stem)))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setGeometry(option.rect)


class AttachmentsTable(QTableView):
    """`open_asked`, `chosen_changed`: the attachments concerned; `delete_asked`; `menu_asked`: where;
    `edit_asked`: an attachment, its field, what was typed."""

    open_asked = Signal(object)
    delete_asked = Signal(object)
    menu_asked = Signal(object, object)
    edit_asked = Signal(object, str, str)
    chosen_changed = Signal()

    def __init__(self, fields: Fields, words: Words) -> None:
        super().__init__()
        self.setObjectName("attachments")
        self.setAccessibleName(words.gettext("Attachments"))
        self._words = words
        self._model = AttachmentsModel(fields, words, self)
        style_table(self)
        self.setItemDelegate(_Delegate(words, self))
        self.setModel(self._model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.sortByColumn(COLUMNS.index("at"), Qt.SortOrder.DescendingOrder)
        self.horizontalHeader().setSectionsMovable(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._twice)
        self._model.edit_asked.connect(self.edit_asked)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)

    def show_attachments(self, attachments: Sequence[Attachment], *, fixed: bool) -> None:
        """Show these; what was selected stays so. `fixed`: they are only read."""
        kept = [one.id for one in self.chosen()]
        current = self.current()
        self._model.fixed = fixed
        self._model.show(attachments)
        self.choose(kept)
        if current is not None and (row := self._model.row_of(current.id)) >= 0:
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(self._model.index(row, 0), flag.NoUpdate)

    def choose(self, ids: Sequence[int]) -> None:
        """Select these, the first one in sight."""
        rows = [row for one in ids if (row := self._model.row_of(one)) >= 0]
        flag = QItemSelectionModel.SelectionFlag
        self.clearSelection()
        for row in rows:
            self.selectionModel().select(self._model.index(row, 0), flag.Select | flag.Rows)
        if rows:
            self.selectionModel().setCurrentIndex(self._model.index(rows[0], 0), flag.NoUpdate)
            self.scrollTo(self._model.index(rows[0], 0))

    def current(self) -> Attachment | None:
        index = self.currentIndex()
        return self._model.at(index.row()) if index.isValid() else None

    def chosen(self) -> list[Attachment]:
        """Those selected, from the top."""
        return [self._model.at(row) for row in sorted({index.row() for index in self.selectedIndexes()})]

    def rename(self, attachment: Attachment, key: str = "name") -> None:
        """Type another name, or remarks, on the spot."""
        row = self._model.row_of(attachment.id)
        if row >= 0 and not self._model.fixed:
            index = self._model.index(row, COLUMNS.index(key))
            self.setCurrentIndex(index)
            self.edit(index)

    def _twice(self, index: QModelIndex) -> None:
        if COLUMNS[index.column()] == "notes" and not self._model.fixed:
            self.edit(index)
        else:
            self.open_asked.emit(self._model.at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        attachment, key = self.current(), event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if attachment is None or not plain or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_asked.emit(attachment)
        elif key == Qt.Key.Key_F2:
            column = COLUMNS[self.currentIndex().column()]
            self.rename(attachment, column if column in EDITED else "name")
        elif key == Qt.Key.Key_Delete and not self._model.fixed:
            self.delete_asked.emit(self.chosen() or [attachment])
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keys else self.indexAt(event.pos())
        if not index.isValid():
            event.ignore()  # the page has a menu of its own
            return
        at = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_keys else event.globalPos()
        self.menu_asked.emit(self.chosen() or [self._model.at(index.row())], QPoint(at))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """The name and remarks share what the other columns leave."""
        header, room = self.horizontalHeader(), self.viewport().width()
        narrow = room < _ROOM_FOR_ALL
        self.setColumnHidden(COLUMNS.index("who"), narrow)
        self.setColumnHidden(COLUMNS.index("notes"), room < _ROOM_FOR_REMARKS)
        when = _WHEN_ZH if self._words.chinese else _WHEN_EN
        rest = room - _SIZE - when - (0 if narrow else _WHO)
        name = max(_LEAST_NAME, rest * 3 // 5)
        for key, width in {"name": name, "size": _SIZE, "at": when, "who": _WHO}.items():
            header.setSectionResizeMode(COLUMNS.index(key), QHeaderView.ResizeMode.Interactive)
            header.resizeSection(COLUMNS.index(key), width)
        header.setStretchLastSection(True)
