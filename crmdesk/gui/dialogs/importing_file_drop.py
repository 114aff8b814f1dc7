"""Where files can be dropped while there are none, and how they are asked for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import box, colour, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.labels import ElidedLabel, Label

ENDINGS = ("xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt", "vcf")
FOLDER = "import"
_ICON = 28


def ask_files(ui: Ui, parent: QWidget) -> list[Path]:
    """Which spreadsheets to import, beginning in the folder of the last ones; none when the person thought again."""
    _ = ui.words.gettext
    folder = str(ui.preferences.present_folder(FOLDER))
    kinds = " ".join(f"*.{ending}" for ending in ENDINGS)
    filters = _("Spreadsheets") + f" ({kinds});;" + _("All files") + " (*)"
    paths, _kind = QFileDialog.getOpenFileNames(parent, _("Choose spreadsheets"), folder, filters)
    if paths:
        ui.preferences.set_folder(FOLDER, str(Path(paths[0]).parent))
    return [Path(path) for path in paths]


class DropArea(QWidget):
    """The whole page, as long as there is no file; `paste` is pressed for the clipboard."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setObjectName("import-drop")
        _ = words.gettext
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SECTIONS, tokens.AROUND, tokens.SECTIONS, tokens.AROUND)
        column.setSpacing(tokens.BETWEEN)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.title = ElidedLabel(align=middle, bold=True, name="import-file-name")
        self.hint = Label(tone="text_2", points=tokens.SMALL, name="import-file-endings")
        self.hint.setText("  ".join(f".{ending}" for ending in ENDINGS))
        self.hint.setAlignment(middle)
        self.paste = Button(_("Paste cells"), icon="copy", hint="Ctrl+V", name="import-paste")
        column.addStretch()
        column.addSpacing(_ICON)
        column.addWidget(self.title)
        column.addWidget(self.hint)
        column.addSpacing(tokens.BETWEEN)
        column.addWidget(self.paste, 0, middle)
        column.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_name("")

    def show_name(self, name: str) -> None:
        """The file that is being read, '' for none."""
        self.title.set_text(name or self._words.gettext("Drop spreadsheets here"))
        self.hint.setVisible(not name)
        self.paste.setVisible(not name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme = scheme_of(self.palette())
        box(painter, self.rect(), QColor(scheme.window), QColor(scheme.line_strong))
        place = QRectF(0, self.title.y() - 36, self.width(), tokens.SECTIONS)
        draw_icon(painter, "table", place, colour(self.palette(), "text_2"))
