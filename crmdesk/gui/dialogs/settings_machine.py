"""What concerns this machine alone: language, appearance, scale, folders."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QWidget

from crmdesk.core.words import LANGUAGES
from crmdesk.gui.dialogs.settings_declared import label_width
from crmdesk.gui.dialogs.settings_pane import MarkedRow, RowsPane
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import ComboBox, LineEdit
from crmdesk.gui.widgets.segments import SegmentedChoice

SCALES = (100, 125, 150, 175, 200)
"""How large everything can be, in percent."""
_NAMES = {"zh_CN": "简体中文", "en": "English"}


class LooksPane(RowsPane):
    """Language, light or dark, and how large everything is."""

    language_asked = Signal(str)
    theme_asked = Signal(str)
    scale_asked = Signal(int)
    restart_asked = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "looks", parent)
        _ = ui.words.gettext
        labels = {"language": _("Language"), "theme": _("Appearance"), "scale": _("Size of everything")}
        self._wide = label_width(ui, list(labels.values()), self)
        self.language = SegmentedChoice(
            [(key, _NAMES[key]) for key in LANGUAGES], current=ui.words.language, name="looks-language"
        )
        self.theme = SegmentedChoice(
            [("system", _("Like the system")), ("light", _("Light")), ("dark", _("Dark"))],
            current=ui.preferences.theme or "system", name="looks-theme",
        )  # fmt: skip
        scales = [(str(scale), f"{scale}%") for scale in SCALES]
        self.scale = ComboBox(scales, width=tokens.SHORT_INPUT, name="looks-scale")
        self.scale.set_key(str(ui.preferences.scale))
        self._started_with = ui.preferences.scale
        self._row("language", labels["language"], self.language)
        self._row("theme", labels["theme"], self.theme)
        row = self._row("scale", labels["scale"], self.scale, _("Takes effect the next time the program starts."))
        self.restart = row.add_link(_("Restart now"), "looks-restart")
        self.restart.clicked.connect(self.restart_asked)
        self.restart.hide()
        self.rows.addStretch(1)
        self.language.chosen.connect(self._language)
        self.theme.chosen.connect(self.theme_asked)
        self.scale.picked.connect(self._scale)

    def _row(self, key: str, label: str, field: QWidget, hint: str = "") -> MarkedRow:
        form = FormRow(label, field, label_width=self._wide)
        row = MarkedRow(form, self._wide + tokens.LABEL_GAP_EDIT, hint=hint)
        self.add_row(key, row)
        return row

    def _language(self, key: str) -> None:
        """The window says everything anew, this dialog too; where it cannot now, the former language stays."""
        self.language.set_key(self.ui.words.language)
        self.language_asked.emit(key)

    def _scale(self, key: str) -> None:
        if not key:
            self.scale.set_key(str(self.ui.preferences.scale))
            return
        self.ui.preferences.scale = int(key)
        self.restart.setVisible(int(key) != self._started_with)
        self.scale_asked.emit(int(key))


class FoldersPane(RowsPane):
    """Where dialogs for files begin, and where the data file lies."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "folders", parent)
        _ = ui.words.gettext
        titles = {"import": _("Imports begin in"), "export": _("Exports begin in"), "data": _("The data file")}
        self._wide = label_width(ui, list(titles.values()), self)
        self.lines: dict[str, LineEdit] = {}
        for key, title in titles.items():
            self._add(key, title)
        self.rows.addStretch(1)

    def _add(self, key: str, title: str) -> None:
        _ = self.ui.words.gettext
        line = LineEdit(width=0, name=f"folder-{key}", label=title)
        line.setReadOnly(True)
        line.setMinimumWidth(tokens.NORMAL_INPUT)
        self.lines[key] = line
        field = QWidget()
        inner = QHBoxLayout(field)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(tokens.BETWEEN)
        inner.addWidget(line, 1)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        field.setFocusProxy(line)
        hint = ""
        if key == "data":
            button = Button(_("Open the folder"), icon="folder", name="folder-data-open")
            button.clicked.connect(self._open)
            hint = _("Everything you enter is in this one file. Back it up and it is all there.")
        else:
            button = Button(_("Choose..."), name=f"folder-{key}-choose")
            button.clicked.connect(self._choose_import if key == "import" else self._choose_export)
        inner.addWidget(button)
        form = FormRow(title, field, label_width=self._wide)
        self.add_row(key, MarkedRow(form, self._wide + tokens.LABEL_GAP_EDIT, hint=hint))
        self._show(key)

    def _show(self, key: str) -> None:
        _ = self.ui.words.gettext
        shown = str(self.ui.desk.path) if key == "data" else self.ui.preferences.folder(key)
        self.lines[key].setText(shown)
        self.lines[key].setCursorPosition(0)
        self.lines[key].setToolTip(shown)
        self.lines[key].setPlaceholderText("" if shown else _("The folder used last"))

    def _choose_import(self) -> None:
        self._choose("import")

    def _choose_export(self) -> None:
        self._choose("export")

    def _choose(self, key: str) -> None:
        _ = self.ui.words.gettext
        found = QFileDialog.getExistingDirectory(self, _("Choose a folder"), self.ui.preferences.folder(key))
        if found:
            self.ui.preferences.set_folder(key, str(Path(found)))
            self._show(key)
            self.ui.bus.message.emit(_("The folder is kept."), False)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.ui.desk.path.parent)))

    def go_to(self, target: str) -> None:
        super().go_to(target)
        if target in self.lines:
            self.lines[target].setFocus(Qt.FocusReason.OtherFocusReason)
