"""First step of the import: which file, and which of its tables."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QStandardPaths, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.dialogs.importing_parts import StepPage, Trouble
from crmdesk.gui.icons import draw_icon
from crmdesk.gui.models.importing_work import EVERY_SHEET, ImportWork
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import box, colour, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import ElidedLabel, Label

ENDINGS = ("xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt", "vcf")
FOLDER = "import"
_DROP_HEIGHT, _MOST_HEIGHT = 132, 2000
_MOST_SHEETS = 8


def ask_file(ui: Ui, parent: QWidget) -> Path | None:
    """Which spreadsheet to import, beginning in the folder of the last one; None when the person changed their mind."""
    _ = ui.words.gettext
    known = Path(ui.preferences.folder(FOLDER) or ".")
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = str(known) if known.is_absolute() and known.is_dir() else documents
    kinds = " ".join(f"*.{ending}" for ending in ENDINGS)
    filters = _("Spreadsheets") + f" ({kinds});;" + _("All files") + " (*)"
    path, _kind = QFileDialog.getOpenFileName(parent, _("Choose a spreadsheet"), folder, filters)
    return Path(path) if path else None


class _DropArea(QWidget):
    """Where a file can be dropped, or the file that was chosen."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        _ = words.gettext
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SECTIONS, tokens.AROUND, tokens.SECTIONS, tokens.AROUND)
        column.setSpacing(tokens.BETWEEN)
        self.title = ElidedLabel(align=Qt.AlignmentFlag.AlignHCenter, bold=True, name="import-file-name")
        self.hint = Label(tone="text_2", points=tokens.SMALL, name="import-file-endings")
        self.hint.setText("  ".join(f".{ending}" for ending in ENDINGS))
        self.hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.choose = Button(_("Choose another file..."), icon="folder", name="import-choose")
        column.addStretch()
        column.addSpacing(28)
        column.addWidget(self.title)
        column.addWidget(self.hint)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self.show_file(None)

    def show_file(self, path: Path | None) -> None:
        """A chosen file takes a strip; without one the whole page is there to drop one on."""
        self.title.set_text(path.name if path else self._words.gettext("Drop a spreadsheet here"))
        self.choose.setVisible(path is not None)
        self.hint.setVisible(path is None)
        self.setMinimumHeight(_DROP_HEIGHT)
        self.setMaximumHeight(_DROP_HEIGHT if path else _MOST_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme = scheme_of(self.palette())
        box(painter, self.rect(), QColor(scheme.window), QColor(scheme.line_strong))
        place = QRectF(0, self.title.y() - 36, self.width(), tokens.SECTIONS)
        draw_icon(painter, "table", place, colour(self.palette(), "text_2"))


class FilePage(StepPage):
    """`chosen` tells a file, `sheet_chosen` a sheet's name ('' for every one that is recognised)."""

    chosen = Signal(object)
    sheet_chosen = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        note = _("Excel workbooks, text tables and address cards of a phone")
        super().__init__(_("Choose file"), note, name="import-file-page", parent=parent)
        self._ui = ui
        self._drop = _DropArea(ui.words)
        self._drop.choose.clicked.connect(self.choose)
        self.trouble = Trouble(name="import-file-trouble")
        self._sheets = QWidget()
        self._grid = QGridLayout(self._sheets)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.AROUND)
        self._grid.setVerticalSpacing(tokens.INSIDE)
        self._grid.setColumnStretch(3, 1)
        self.sheet = ComboBox(width=tokens.LONG_INPUT, name="import-sheet", label=_("Table to import"))
        self.sheet.picked.connect(self.sheet_chosen)
        self._which = Label(_("Table to import"), tone="text_2")
        self._which.setBuddy(self.sheet)
        which = QHBoxLayout()
        which.addWidget(self._which)
        which.addWidget(self.sheet)
        which.addStretch(1)
        self.column.addWidget(self._drop, 1)
        self.column.addWidget(self.trouble)
        self.column.addLayout(which)
        self.column.addWidget(self._sheets)
        self._end = QWidget()
        self._end.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.column.addWidget(self._end, 1)
        self.column.setContentsMargins(*[tokens.AROUND] * 4)
        self.show_work(None)

    def in_order(self) -> list[QWidget]:
        """What takes the keyboard, as the eye goes."""
        return [self._drop.choose, self.sheet]

    def choose(self) -> None:
        """Ask for a file."""
        path = ask_file(self._ui, self)
        if path is not None:
            self._ui.preferences.set_folder(FOLDER, str(path.parent))
            self.chosen.emit(path)

    def show_work(self, work: ImportWork | None) -> None:
        """The file there is, and its tables."""
        _ = self._ui.words.gettext
        path = work.path if work else None
        self._drop.show_file(path)
        self._end.setVisible(path is not None)
        file = work.file if work else None
        several = file is not None and len(file.sheets()) > 1
        self._which.setVisible(several)
        self.sheet.setVisible(several)
        self._clear()
        if work is not None and file is not None:
            self._show_sheets(work)
            if several:
                names = [(EVERY_SHEET, _("Every table that is recognised"))]
                self.sheet.set_choices([*names, *((facts.name, facts.name) for facts in file.sheets())])
                self.sheet.set_key(work.sheet)

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _show_sheets(self, work: ImportWork) -> None:
        _, number = self._ui.words.gettext, self._ui.words.number
        assert work.file is not None
        taken = {sheet.name: sheet for sheet in work.plan.sheets} if work.plan else {}
        sheets = work.file.sheets()
        for line, facts in enumerate(sheets[:_MOST_SHEETS]):
            plan = taken.get(facts.name)
            if plan is not None:
                columns = sum(bool(column.target) for column in plan.columns)
                state = _("header in row {row}, {count} columns recognised")
                if work.cards:
                    state = _("{count} columns recognised")
                state = state.format(row=number(plan.header_row), count=number(columns))
            else:
                state = _("hidden in the workbook") if facts.hidden else _("no customers recognised")
            cards = self._ui.words.ngettext("{count} card", "{count} cards", facts.rows - 1)
            size = cards if work.cards else _("{rows} rows, {columns} columns")
            size = size.format(rows=number(facts.rows), columns=number(facts.columns), count=number(facts.rows - 1))
            tone = "text" if plan else "text_2"
            for place, text in enumerate((facts.name, size, state)):
                self._grid.addWidget(Label(text, tone=tone if not place else "text_2"), line, place)
        for name, note in work.file.notes():
            if name in taken:
                line = self._grid.rowCount()
                self._grid.addWidget(Label(f"{name}: {self._ui.words.problem(note)}", tone="warn"), line, 0, 1, 4)
