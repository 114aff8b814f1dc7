"""What belongs to a file in a table: contacts, further addresses, what is bought elsewhere. Links copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from crmdesk.core import values
from crmdesk.core.customers import Part
from crmdesk.core.fields import Field, Fields, Type
from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, horizontal, scheme_of, sized, tabular, text_width, write
from crmdesk.gui.theme.style_views import row_ground
from crmdesk.gui.widgets.tables import CellDelegate, style_table

PART_ROLE = int(Qt.ItemDataRole.UserRole) + 21
LINK_ROLE = PART_ROLE + 1
QUIET_ROLE = PART_ROLE + 2
_MOST_WIDE, _WIDEST = 280, 560
_MEASURED = 50
Index = QModelIndex | QPersistentModelIndex


class Shape(Struct, frozen=True):
    """How a kind of part is laid out. `columns` in their order; `matters`: the most important first, those that have no
    room are left out; `widths`: the least of each; `copied`: fields whose value a click copies."""

    columns: tuple[str, ...]
    matters: tuple[str, ...]
    widths: Mapping[str, int]
    copied: frozenset[str] = frozenset()
    always: int = 2

    def fitting(self, room: int, headings: Mapping[str, int] | None = None) -> list[str]:
        """As many columns as this width has room for, in their order; the first `always` that matter in any case.

        `headings`: how wide the words above each are.
        """
        kept: list[str] = []
        used = 0
        for key in self.matters:
            used += max(self.widths[key], headings.get(key, 0) if headings else 0)
            if used > room and len(kept) >= self.always:
                break
            kept.append(key)
        return [key for key in self.columns if key in kept]


class PartModel(QAbstractTableModel):
    """One row for each part, one column for each field shown."""

    def __init__(self, fields: Fields, words: Words, copied: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all, self.words, self._copied = fields, words, copied
        self._parts: tuple[Part, ...] = ()
        self._columns: tuple[Field, ...] = ()

    def show(self, parts: Sequence[Part], keys: Sequence[str]) -> None:
        self.beginResetModel()
        self._parts = tuple(parts)
        self._columns = tuple(self._all[key] for key in keys)
        self.endResetModel()

    def columns(self) -> tuple[Field, ...]:
        return self._columns

    def fields(self) -> tuple[Field, ...]:
        return self._all.all

    def heading(self, field: Field) -> str:
        return self.words.label(field.label)

    def text(self, part: Part, field: Field) -> str:
        """What stands in a cell; override for anything but the value of its field."""
        return values.show(field, part.values.get(field.key), self.words)

    def quiet(self, part: Part) -> bool:
        """Whether a row is of the past; override."""
        return False

    def line(self, part: Part) -> str:
        """A whole row, to be pasted elsewhere."""
        shown = ((field, self.text(part, field)) for field in self._columns)
        return "\t".join(text for _, text in shown)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._parts)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.heading(self._columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        part, field = self._parts[index.row()], self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return " ".join(self.text(part, field).split())
            case Qt.ItemDataRole.ToolTipRole:
                return self.text(part, field)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.heading(field)} {self.text(part, field)}"
            case _ if role == PART_ROLE:
                return part
            case _ if role == LINK_ROLE:
                value = part.values.get(field.key)
                return str(value) if value and field.key in self._copied else None
            case _ if role == QUIET_ROLE:
                return self.quiet(part)
        return None


class PartDelegate(CellDelegate):
    """Rows whose words begin at the very left, so that the table lines up with everything above and below."""

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
            self.paint_first(painter, area, shown, index)
        else:
            ink = scheme.text_2 if index.data(QUIET_ROLE) else scheme.text
            write(painter, area, shown.text, tabular(option.font), QColor(ink))
        painter.restore()

    def paint_first(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        """The first cell of a row; override for anything but its text."""
        scheme = scheme_of(option.palette)
        ink = scheme.text_2 if index.data(QUIET_ROLE) else scheme.text
        write(painter, area, option.text, tabular(option.font), QColor(ink))


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


class PartTable(QTableView):
    """`edit_asked`, `delete_asked`: a part; `move_asked`: a part and -1 or 1; `copy_asked`: a text; `menu_asked`: a
    part and where."""

    edit_asked = Signal(object)
    delete_asked = Signal(object)
    move_asked = Signal(object, int)
    copy_asked = Signal(str)
    menu_asked = Signal(object, object)

    def __init__(self, model: PartModel, shape: Shape, *, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.shape = shape
        self._model = model
        self._natural: list[int] = []
        self.headings = {
            field.key: text_width(sized(self.font(), tokens.SMALL), model.heading(field)) + tokens.AROUND
            for field in model.fields()
        }
        self.setHorizontalHeader(_Header(self))
        style_table(self, sortable=False)
        self.setItemDelegate(PartDelegate(self))
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.viewport().setAutoFillBackground(False)
        self.horizontalHeader().viewport().setAutoFillBackground(False)
        self.horizontalHeader().setSectionsMovable(False)
        self.doubleClicked.connect(self._edit)

    def show_parts(self, parts: Sequence[Part], keys: Sequence[str], room: int = 0) -> None:
        """These parts with these columns; the one that was selected stays so. `room`: the width they must fit."""
        kept = self.current()
        self._model.show(parts, keys)
        self._natural = [self._column_width(place, field) for place, field in enumerate(self._model.columns())]
        self.fit(room)
        for row, part in enumerate(parts):
            if kept is not None and part.id == kept.id:
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
            least = self.shape.widths.get(field.key, tokens.SHORT_INPUT)
            spare = max(0, self._natural[place] - max(least, self.headings.get(field.key, 0)))
            cut = max(0, min(over, spare))
            over -= cut
            header.resizeSection(place, self._natural[place] - cut)
        header.setStretchLastSection(True)

    def _column_width(self, place: int, field: Field) -> int:
        font = self.font()
        rows = min(self._model.rowCount(), _MEASURED)
        texts = [str(self._model.index(row, place).data() or "") for row in range(rows)]
        longest = max([text_width(font, text) for text in texts], default=0) + tokens.AROUND
        if field.type is Type.LONG:
            return min(_MOST_WIDE, max(longest, tokens.LABEL_WIDTH_ZH))
        heading = self.headings[field.key]
        least = max(heading, self.shape.widths.get(field.key, 0))
        most = _WIDEST if field.width == "fill" else max(_MOST_WIDE, least)
        return max(least, min(longest + self.beside(field), most))

    def beside(self, field: Field) -> int:
        """Room for what is painted beside the text of a column; override."""
        return 0

    def sizeHint(self) -> QSize:
        return QSize(tokens.LONG_INPUT, tokens.TABLE_ROW * (1 + self._model.rowCount()))

    def _edit(self, index: QModelIndex) -> None:
        self.edit_asked.emit(index.data(PART_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        part = self.current()
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if part is None:
            super().keyPressEvent(event)
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_asked.emit(part, -1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_asked.emit(part)
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit(part)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit(self._model.line(part))
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

    def _link_at(self, point: QPoint) -> str:
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
