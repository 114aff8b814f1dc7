"""The list of the files of an import and their tables: ticked, taken out, one of them looked at."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QWidget,
)

from crmdesk.core.words import Words
from crmdesk.gui import icons
from crmdesk.gui.icons import draw_icon
from crmdesk.gui.models.importing_file import Source
from crmdesk.gui.models.importing_sources import LINE_ROLE, Line, SourceList
from crmdesk.gui.models.importing_work import ImportWork
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, scheme_of, sized, write
from crmdesk.gui.theme.style_views import row_ground, typing_here

_HEIGHT = 48
_INDENT = tokens.ICON + tokens.BETWEEN
_ICONS = {"csv": "document", "vcf": "people"}
Index = QModelIndex | QPersistentModelIndex


def cross_of(rect: QRectF) -> QRectF:
    """Where the cross of a file's line stands."""
    side = tokens.ICON
    return QRectF(rect.right() - side - tokens.BETWEEN, rect.top() + tokens.BETWEEN - 2, side, side)


class SourceDelegate(QStyledItemDelegate):
    """A file: icon, name in bold, what it is, a cross. A table below it: tick, name, what was recognised."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(tokens.NORMAL_INPUT, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, Line):
            return
        painter.save()
        rect = QRectF(option.rect)
        ground = row_ground(option, option.widget)
        if ground:
            fill(painter, rect, QColor(ground), tokens.RADIUS)
        left = self._sign(painter, option, rect, line)
        self._words(painter, option, rect.adjusted(left - rect.left(), 0, -tokens.BETWEEN, 0), line)
        if option.state & QStyle.StateFlag.State_HasFocus and typing_here(option.widget):
            edge(painter, rect, QColor(scheme_of(option.palette).accent), tokens.FOCUS_EDGE)
        painter.restore()

    @staticmethod
    def _sign(painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, line: Line) -> float:
        """The icon of a file or the tick of a table; returns where the words begin."""
        scheme = scheme_of(option.palette)
        left, side = rect.left() + tokens.BETWEEN, tokens.ICON
        top = rect.top() + tokens.BETWEEN - 2
        if line.sheet:
            box = QStyleOptionButton()
            left += _INDENT
            box.rect = QRectF(left, top, tokens.CHECK_SIZE, tokens.CHECK_SIZE).toRect()
            box.palette = option.palette
            on = QStyle.StateFlag.State_On if line.on else QStyle.StateFlag.State_Off
            box.state = QStyle.StateFlag.State_Enabled | on
            if (view := option.widget) is not None:
                view.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, box, painter, view)
        else:
            bad = line.state == "bad"
            name = "error" if bad else _ICONS.get(line.source.kind, "table")
            draw_icon(painter, name, QRectF(left, top, side, side), QColor(scheme.bad if bad else scheme.text_2))
        return left + _INDENT

    @staticmethod
    def _words(painter: QPainter, option: QStyleOptionViewItem, area: QRectF, line: Line) -> None:
        scheme = scheme_of(option.palette)
        upper = QRectF(area.left(), area.top() + 4, area.width(), tokens.LINE_HEIGHTS[tokens.BODY])
        lower = QRectF(area.left(), upper.bottom(), area.width(), tokens.LINE_HEIGHTS[tokens.SMALL])
        if not line.sheet:
            upper.setRight(cross_of(QRectF(option.rect)).left() - tokens.INSIDE)
        quiet = bool(line.sheet) and not line.on
        ink = QColor(scheme.text_2 if quiet else scheme.text)
        elide = Qt.TextElideMode.ElideMiddle
        font = sized(option.font, tokens.BODY, not line.sheet)
        write(painter, upper, line.title, font, ink, Qt.AlignmentFlag.AlignLeft, elide)
        tone = scheme.bad if line.state == "bad" else scheme.text_2
        write(painter, lower, line.detail, sized(option.font, tokens.SMALL), QColor(tone))
        if not line.sheet and option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
            draw_icon(painter, "close", cross_of(QRectF(option.rect)), QColor(scheme.text_2))


class SourceView(QListView):
    """Arrow keys look at a table (`looked`), Space ticks it (the model's `ticked`), Del takes its file out."""

    looked = Signal(str)
    removed = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = words.gettext
        self._remove_text = _("Take this file out")
        self.setObjectName("import-files")
        self.setAccessibleName(_("Files and their tables"))
        self.lines = SourceList(words, self)
        self.setModel(self.lines)
        self.setItemDelegate(SourceDelegate(self))
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def show_work(self, work: ImportWork) -> None:
        """The files there are; the table that is looked at stays the same one."""
        sheet = self.sheet()
        self.lines.show_work(work)
        place = self.lines.place_of(sheet)
        if place < 0:
            place = self.lines.place_of(self.lines.first_sheet())
        if place != self.currentIndex().row() or place < 0:
            self.setCurrentIndex(self.lines.index(max(0, place)))

    def sheet(self) -> str:
        """The table that is looked at: the current one, or the first of the current file."""
        line = self.lines.line(self.currentIndex())
        if line is not None and not line.sheet:
            after = self.lines.line(self.lines.index(self.currentIndex().row() + 1))
            return after.sheet if after is not None and after.source is line.source else ""
        return line.sheet if line is not None else ""

    def source(self) -> Source | None:
        """The current file."""
        line = self.lines.line(self.currentIndex())
        return line.source if line is not None else None

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.looked.emit(self.sheet())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        source = self.source()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and source is not None:
            self.removed.emit(source)
        elif event.key() == Qt.Key.Key_Space:
            self._toggle(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        line = self.lines.line(index)
        if line is None or event.button() != Qt.MouseButton.LeftButton:
            return
        rect = QRectF(self.visualRect(index))
        if line.sheet and event.position().x() < rect.left() + tokens.BETWEEN + 2 * _INDENT:
            self._toggle(index)
        elif not line.sheet and cross_of(rect).adjusted(-4, -4, 4, 4).contains(event.position()):
            self.removed.emit(line.source)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        line = self.lines.line(self.indexAt(event.pos()))
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            line = self.lines.line(self.currentIndex())
        if line is not None:
            self.menu_of(line).popup(
                event.globalPos() if not event.globalPos().isNull() else self.mapToGlobal(QPoint())
            )

    def menu_of(self, line: Line) -> QMenu:
        """What can be done with a line."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(icons.icon("close"), self._remove_text)
        action.setShortcut(Qt.Key.Key_Delete)
        action.triggered.connect(lambda: self.removed.emit(line.source))
        return menu

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()

    def _toggle(self, index: QModelIndex) -> None:
        line = self.lines.line(index)
        if line is not None and line.sheet:
            state = Qt.CheckState.Unchecked if line.on else Qt.CheckState.Checked
            self.lines.setData(index, state, Qt.ItemDataRole.CheckStateRole)
