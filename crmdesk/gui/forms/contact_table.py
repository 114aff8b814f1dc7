"""Contacts in a table: the name with the form of address and the mark of the main one, links that copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from crmdesk.core import values
from crmdesk.core.customers import Part
from crmdesk.core.fields import Field, Fields, Type
from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, horizontal, scheme_of, tabular, text_width, write
from crmdesk.gui.theme.style_views import row_ground
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import badge_width, paint_badge
from crmdesk.gui.widgets.tables import CellDelegate, style_table

BRIEF = ("name", "title", "role", "mobile", "wechat", "birthday")
"""The columns of the table among the basics."""
_BY_IMPORTANCE = ("name", "mobile", "title", "role", "wechat", "birthday")
PART_ROLE = int(Qt.ItemDataRole.UserRole) + 21
LINK_ROLE = PART_ROLE + 1
COPIED = frozenset({"mobile", "phone", "wechat", "qq", "email"})
_WIDTHS = {"name": 176, "title": 144, "role": 72, "mobile": 120, "wechat": 104, "birthday": 112}
_MOST_WIDE = 280
Index = QModelIndex | QPersistentModelIndex


class ContactModel(QAbstractTableModel):
    """One row for each contact, one column for each field shown."""

    def __init__(self, fields: Fields, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all, self._words = fields, words
        self._contacts: tuple[Part, ...] = ()
        self._columns: tuple[Field, ...] = ()

    def show(self, contacts: Sequence[Part], keys: Sequence[str]) -> None:
        self.beginResetModel()
        self._contacts = tuple(contacts)
        self._columns = tuple(self._all[key] for key in keys)
        self.endResetModel()

    def columns(self) -> tuple[Field, ...]:
        return self._columns

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._contacts)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            field = self._columns[section]
            return self._words.gettext("Role") if field.key == "role" else self._words.label(field.label)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        contact, field = self._contacts[index.row()], self._columns[index.column()]
        value = contact.values.get(field.key)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = values.show(field, value, self._words)
            return " ".join(text.split()) if role == Qt.ItemDataRole.DisplayRole else text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._words.label(field.label)} {values.show(field, value, self._words)}"
        if role == PART_ROLE:
            return contact
        if role == LINK_ROLE:
            return str(value) if value and field.key in COPIED else None
        return None


class _ContactDelegate(CellDelegate):
    """Rows whose words begin at the very left, so that the table lines up with everything above and below."""

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._main = badges.state("plain", words.gettext("Main"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        scheme, rect = scheme_of(option.palette), QRectF(option.rect)
        painter.save()
        ground = row_ground(shown, option.widget)
        if ground:
            fill(painter, rect, QColor(ground))
        horizontal(painter, rect.left(), rect.right(), rect.bottom() - 1, QColor(scheme.line))
        area = rect.adjusted(0, 0, -tokens.BETWEEN, -1)
        if ground and index.column() == 0:
            area.adjust(tokens.INSIDE, 0, 0, 0)
        if index.data(LINK_ROLE):
            write(painter, area, shown.text, tabular(option.font), QColor(scheme.accent))
        elif index.column() == 0:
            self._paint_name(painter, area, shown, index)
        else:
            write(painter, area, shown.text, tabular(option.font), QColor(scheme.text))
        painter.restore()

    def _paint_name(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        contact: Part = index.data(PART_ROLE)
        scheme, font = scheme_of(option.palette), option.font
        main = bool(contact.values.get("main"))
        room = area.adjusted(0, 0, -(badge_width(self._main, font) + tokens.BETWEEN) if main else 0, 0)
        left = room.left() + write(painter, room, option.text, font, QColor(scheme.text))
        salutation = str(contact.values.get("salutation") or "")
        if salutation and room.right() - left > 2 * tokens.AROUND:
            rest = QRectF(left + tokens.INSIDE, area.top(), room.right() - left - tokens.INSIDE, area.height())
            left += tokens.INSIDE + write(painter, rest, salutation, font, QColor(scheme.text_2))
        if main:
            paint_badge(painter, left + tokens.BETWEEN, area.center().y(), self._main, font, option.palette)


class _Header(QHeaderView):
    """Quiet words that begin at the very left of their column."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    def paintSection(self, painter: QPainter, rect, logical: int) -> None:
        scheme = scheme_of(self.palette())
        text = str(self.model().headerData(logical, Qt.Orientation.Horizontal) or "")
        font = self.font()
        font.setPointSize(tokens.SMALL)
        write(painter, QRectF(rect).adjusted(0, 0, -tokens.BETWEEN, -1), text, font, QColor(scheme.text_2))
        horizontal(painter, rect.left(), rect.right() + 1, rect.bottom(), QColor(scheme.line))


class ContactTable(QTableView):
    """`edit_asked`, `delete_asked`: a contact; `copy_asked`: a text; `menu_asked`: a contact and where."""

    edit_asked = Signal(object)
    delete_asked = Signal(object)
    copy_asked = Signal(str)
    menu_asked = Signal(object, object)

    def __init__(self, fields: Fields, words: Words, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words.gettext("Contacts"))
        self._model = ContactModel(fields, words, self)
        self._natural: list[int] = []
        self.setHorizontalHeader(_Header(self))
        style_table(self, sortable=False)
        self.setItemDelegate(_ContactDelegate(words, self))
        self.setModel(self._model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.viewport().setAutoFillBackground(False)
        self.horizontalHeader().viewport().setAutoFillBackground(False)
        self.horizontalHeader().setSectionsMovable(False)
        self.doubleClicked.connect(self._edit)

    def show_contacts(self, contacts: Sequence[Part], keys: Sequence[str], room: int = 0) -> None:
        """These contacts with these columns; the one that was selected stays so. `room`: the width they must fit."""
        kept = self.current()
        self._model.show(contacts, keys)
        self._natural = [self._column_width(place, field) for place, field in enumerate(self._model.columns())]
        self.fit(room)
        for row, contact in enumerate(contacts):
            if kept is not None and contact.id == kept.id:
                self.selectRow(row)

    def keep_whole(self) -> None:
        """As high as its rows, without scrolling of its own."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(tokens.TABLE_ROW * (1 + self._model.rowCount()))

    def current(self) -> Part | None:
        index = self.currentIndex()
        return index.data(PART_ROLE) if index.isValid() else None

    def fit(self, room: int) -> None:
        """Make long columns narrower until all of them fit; 0: as wide as they are."""
        over = sum(self._natural) - room if room else 0
        header = self.horizontalHeader()
        for place, field in enumerate(self._model.columns()):
            spare = max(0, self._natural[place] - _WIDTHS.get(field.key, tokens.SHORT_INPUT))
            cut = max(0, min(over, spare))
            over -= cut
            header.resizeSection(place, self._natural[place] - cut)
        header.setStretchLastSection(True)

    def _column_width(self, place: int, field: Field) -> int:
        font = self.font()
        rows = min(self._model.rowCount(), 50)
        texts = [str(self._model.index(row, place).data() or "") for row in range(rows)]
        longest = max([text_width(font, text) for text in texts], default=0) + tokens.AROUND
        if field.type is Type.LONG:
            return min(_MOST_WIDE, max(longest, tokens.LABEL_WIDTH_ZH))
        least = _WIDTHS.get(field.key, text_width(font, self._model.headerData(place, Qt.Orientation.Horizontal)) + 16)
        beside = tokens.SHORT_INPUT if field.key == "name" else 0
        return max(least, min(longest + beside, _MOST_WIDE))

    def sizeHint(self) -> QSize:
        return QSize(tokens.LONG_INPUT, tokens.TABLE_ROW * (1 + self._model.rowCount()))

    def _edit(self, index: QModelIndex) -> None:
        self.edit_asked.emit(index.data(PART_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        contact = self.current()
        if contact is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_asked.emit(contact)
        elif contact is not None and event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit(contact)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.selectRow(0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        link = self._link_at(event.position().toPoint())
        if link and event.button() == Qt.MouseButton.LeftButton:
            self.copy_asked.emit(link)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._link_at(event.position().toPoint())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def _link_at(self, point) -> str:
        index = self.indexAt(point)
        link = index.data(LINK_ROLE) if index.isValid() else None
        inside = link and point.x() <= self.visualRect(index).left() + text_width(self.font(), str(index.data()))
        return str(link) if inside else ""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.current() is not None:
            place = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_asked.emit(self.current(), self.viewport().mapToGlobal(place))
            return
        index = self.indexAt(self.viewport().mapFromGlobal(event.globalPos()))
        if index.isValid():
            self.selectRow(index.row())
            self.menu_asked.emit(index.data(PART_ROLE), event.globalPos())


def brief_columns(room: int) -> list[str]:
    """As many of the brief columns as this width has room for, in their order; name and mobile always."""
    kept: list[str] = []
    used = 0
    for key in _BY_IMPORTANCE:
        used += _WIDTHS[key]
        if used <= room or len(kept) < 2:
            kept.append(key)
        else:
            break
    return [key for key in BRIEF if key in kept]
