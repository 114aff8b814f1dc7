"""What a table of the file looks like: its first rows, where its header stands, and how its text is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.errors import UserError
from crmdesk.gui import icons
from crmdesk.gui.dialogs.importing_parts import Remarks
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.importing_file import Source
from crmdesk.gui.models.importing_preview import HEADER_ROLE, MOST_ROWS, PreviewTable, Shown, reasons
from crmdesk.gui.models.importing_remarks import remarks
from crmdesk.gui.models.importing_work import ImportWork
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, scheme_of, text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import label_of
from crmdesk.gui.widgets.tables import CellDelegate, lines_table
from crmdesk.services import importing
from crmdesk.services.desk import Desk

_CHANNEL = "import-preview"
_NUMBER, _LEAST, _MOST = 48, 64, 176
_ARROW = 48
_MEASURED = 12
_HEADERS = 20
NO_HEADER = "0"
Index = QModelIndex | QPersistentModelIndex


class PreviewDelegate(CellDelegate):
    """The header's row bold on a grey ground."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(HEADER_ROLE):
            font = QFont(option.font)
            font.setBold(True)
            option.font = font

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.data(HEADER_ROLE):
            fill(painter, QRectF(option.rect), QColor(scheme_of(option.palette).selected_idle))
        super().paint(painter, option, index)


class SheetPreview(QWidget):
    """`header_asked` tells a table and the number of its header's row (0: it has none); `reread_asked` a file, an
    encoding and a delimiter."""

    header_asked = Signal(str, int)
    reread_asked = Signal(object, str, str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        _ = ui.words.gettext
        self._sheet = ""
        self._source: Source | None = None
        self._asked: Source | None = None
        self.head = SectionHead("", note_points=tokens.SMALL, name="import-preview-head")
        self.header = ComboBox(width=tokens.SHORT_INPUT, name="import-header-row", label=_("Header"))
        self.header.picked.connect(self._header_picked)
        self.encoding = ComboBox(width=tokens.NORMAL_INPUT, name="import-encoding", label=_("Characters"))
        self.encoding.picked.connect(self._text_picked)
        self.delimiter = ComboBox(
            self._delimiters(), width=tokens.SHORT_INPUT, name="import-delimiter", label=_("Cells end at")
        )
        self.delimiter.picked.connect(self._text_picked)
        fit(self.delimiter)
        self._choices = FlowBox(gap=tokens.AROUND, line_gap=tokens.BETWEEN, name="import-reading")
        self._pairs = [self._pair(combo) for combo in (self.header, self.encoding, self.delimiter)]
        self._choices.set_widgets(self._pairs)
        self.rows = PreviewTable(ui.words, self)
        self.table = self._make_table()
        self.remarks = Remarks(name="import-remarks")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        for widget in (self.head, self._choices, self.table, self.remarks):
            column.addWidget(widget, 1 if widget is self.table else 0)
        column.addStretch(0)

    def _delimiters(self) -> list[tuple[str, str]]:
        _ = self._ui.words.gettext
        return [(",", _("Comma")), (";", _("Semicolon")), ("\t", _("Tab")), ("|", _("Bar |"))]

    def _pair(self, combo: ComboBox) -> QWidget:
        """A choice with its label before it."""
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(label_of(combo))
        row.addWidget(combo)
        return pair

    def _make_table(self) -> QTableView:
        label = self._ui.words.gettext("First rows")
        table = lines_table(self.rows, {}, name="import-preview", label=label, menu=self._menu)
        table.setItemDelegate(PreviewDelegate(table))
        table.doubleClicked.connect(self._row_chosen)
        return table

    def in_order(self) -> list[QWidget]:
        """What takes the keyboard, as the eye goes."""
        return [self.header, self.encoding, self.delimiter, self.table]

    def show_sheet(self, work: ImportWork, sheet: str, source: Source | None) -> None:
        """One of the tables ('' for none: a file that could not be read)."""
        self._sheet, self._source = sheet, source
        file = work.file
        facts = next((f for f in file.sheets() if f.name == sheet), None) if file else None
        if file is None or facts is None:
            self.setVisible(False)
            return
        plan = next((p for p in work.plan.sheets if p.name == sheet), None) if work.plan else None
        self.head.set_title(facts.title)
        self.head.set_note("" if source is None or len(work.sources) < 2 else source.name)
        cards = source is not None and source.kind == "vcf"
        header = plan.header_row if plan and not cards else work.options.header_rows.get(sheet, -1)
        rows = file.first_rows(sheet, MOST_ROWS)
        out = reasons(plan.left_out) if plan else {}
        self._show_rows(Shown(rows, file.first_row(sheet), file.first_column(sheet), header, out))
        self.table.setVisible(bool(rows))
        self._show_choices(work, source, given=bool(rows) and not cards)
        self.remarks.show_remarks(remarks(file, facts, plan, self._ui.words))
        self.setVisible(True)

    def _show_rows(self, rows: Shown) -> None:
        same = rows.rows == self.rows.shown.rows and rows.first == self.rows.shown.first
        self.rows.show_rows(rows)
        if not same:
            self._fit_columns()
            self.table.scrollToTop()

    def _fit_columns(self) -> None:
        font = QFont(self.table.font())
        font.setBold(True)
        for column in range(self.rows.columnCount()):
            texts = [
                str(self.rows.index(line, column).data() or "") for line in range(min(_MEASURED, self.rows.rowCount()))
            ]
            wide = max((text_width(font, text) for text in texts), default=0) + 2 * tokens.BETWEEN
            least, most = (_NUMBER, _MOST) if not column else (_LEAST, _MOST)
            self.table.setColumnWidth(column, max(least, min(most, wide)))

    def _show_choices(self, work: ImportWork, source: Source | None, *, given: bool) -> None:
        """`given`: where the header stands can be said."""
        _, number = self._ui.words.gettext, self._ui.words.number
        text = source is not None and source.is_text
        for pair, shown in zip(self._pairs, (given, text, text), strict=True):
            pair.setVisible(shown)
        header = self.rows.shown.header
        numbers = sorted({*self.rows.numbers()[:_HEADERS], *([header] if header > 0 else [])})
        choices = [(str(row), _("Row {row}").format(row=number(row))) for row in numbers]
        self.header.set_choices([*choices, (NO_HEADER, _("No header"))])
        self.header.setPlaceholderText(_("Not found"))
        self.header.set_key(str(header))
        fit(self.header)
        if text and source is not None:
            self.delimiter.set_key(source.delimiter or source.book.delimiter or ",")
            self._know_encodings(source)
        self._choices.updateGeometry()

    def _know_encodings(self, source: Source) -> None:
        """The encodings that can be meant, found on the worker once for each file."""
        now = source.encoding or source.book.encoding or ""
        self._show_encodings(source.encodings or (now,), now)
        if source.encodings or self._asked is source or source.path is None:
            return
        self._asked, path = source, source.path

        def work(_desk: Desk, _job: Job) -> Sequence[str]:
            return importing.text_preview(path, now or None).encodings

        def known(encodings: Sequence[str]) -> None:
            source.encodings = tuple(encodings)
            if self._source is source:
                self._show_encodings(source.encodings, source.encoding or source.book.encoding or "")

        self._ui.jobs.run(self, work, known, self._quietly)

    def _show_encodings(self, encodings: Sequence[str], now: str) -> None:
        every = list(dict.fromkeys([*encodings, now]))
        self.encoding.set_choices([(name, self._encoding(name)) for name in every])
        self.encoding.set_key(now)
        fit(self.encoding)

    def _encoding(self, name: str) -> str:
        _ = self._ui.words.gettext
        told = {
            "gb18030": _("Simplified Chinese (GB18030)"),
            "big5": _("Traditional Chinese (Big5)"),
            "big5hkscs": _("Traditional Chinese (Big5)"),
            "cp950": _("Traditional Chinese (Big5)"),
            "cp1252": _("Western European (1252)"),
            "utf-8": "UTF-8",
            "utf-8-sig": "UTF-8",
        }
        return told.get(name, name.upper())

    def _text_picked(self, _key: str) -> None:
        """The first rows at once, then the whole file."""
        source = self._source
        if source is None or source.path is None:
            return
        path, encoding, delimiter = source.path, self.encoding.key(), self.delimiter.key()

        def work(_desk: Desk, _job: Job) -> Sequence[Sequence[Any]]:
            return importing.text_preview(path, encoding, delimiter, MOST_ROWS).rows

        def seen(rows: Sequence[Sequence[Any]]) -> None:
            if self._source is source:
                self._show_rows(Shown(rows))
            self.reread_asked.emit(source, encoding, delimiter)

        self._ui.jobs.run(self, work, seen, self._quietly, channel=_CHANNEL)

    def _quietly(self, error: Exception) -> None:
        """Reading the whole file will say what is wrong with it."""
        if not isinstance(error, UserError):
            self._ui.bus.failed.emit(error)

    def _header_picked(self, key: str) -> None:
        if key:
            self.header_asked.emit(self._sheet, int(key))

    def _row_chosen(self, index: Index) -> None:
        if not self._pairs[0].isHidden():
            self.header_asked.emit(self._sheet, self.rows.number(index.row()))

    def _menu(self, point: QPoint) -> None:
        index = self.table.indexAt(point)
        if not index.isValid() or self._pairs[0].isHidden():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(icons.icon("table"), self._ui.words.gettext("This row is the header"))
        action.triggered.connect(lambda: self._row_chosen(index))
        menu.popup(self.table.viewport().mapToGlobal(point))


def fit(combo: ComboBox) -> None:
    """As wide as the widest of its choices."""
    words = [combo.itemText(place) for place in range(combo.count())] + [combo.placeholderText()]
    width = max(tokens.SHORT_INPUT, *(text_width(combo.font(), text) + _ARROW for text in words))
    combo.setFixedWidth(width)
