"""A folder among the settings: typed or chosen, and back to the usual one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QWidget

from crmdesk.core.settings import BACKUP_FOLDER, Setting
from crmdesk.gui.dialogs.settings_pane import MarkedRow
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.services import backups, printing_templates, settings


def choose_folder(ui: Ui, parent: QWidget | None, setting: Setting = BACKUP_FOLDER) -> str:
    """A folder for a setting, by default for backups, chosen by the person; '' when they gave it up."""
    start = settings.get(ui.desk, setting) or str(_usual(ui, setting).parent)
    return QFileDialog.getExistingDirectory(parent, ui.words.label(setting.label), start)


def _usual(ui: Ui, setting: Setting) -> Path:
    """The folder taken where none is chosen."""
    return backups.beside(ui.desk.path) if setting is BACKUP_FOLDER else printing_templates.folder(ui.desk)


class FolderRow(MarkedRow):
    """Empty it says which folder is taken by itself."""

    def __init__(self, ui: Ui, setting: Setting, wide: int) -> None:
        _ = ui.words.gettext
        self._ui, self._setting = ui, setting
        label = ui.words.label(setting.label)
        self._line = LineEdit(width=0, name=f"setting-{setting.key}", label=label)
        self._line.setMinimumWidth(tokens.NORMAL_INPUT)
        self._choose_button = Button(_("Choose..."), name=f"setting-{setting.key}-choose")
        self._choose_button.clicked.connect(self._choose)
        field = QWidget()
        inner = QHBoxLayout(field)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(tokens.BETWEEN)
        inner.addWidget(self._line, 1)
        inner.addWidget(self._choose_button)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        field.setFocusProxy(self._line)
        hint = ui.words.label(setting.hint) if setting.hint else ""
        super().__init__(FormRow(label, field, label_width=wide), wide + tokens.LABEL_GAP_EDIT, hint=hint)
        self._back = self.add_link(_("Back to usual"), f"setting-{setting.key}-default")
        self._back.clicked.connect(self._reset)
        self._line.editingFinished.connect(self.apply)
        self.show_value()

    def show_value(self) -> None:
        """What is set now, unless something that was refused is being mended."""
        if self.form.problem()[0] and self._line.hasFocus():
            return
        self._line.setText(self._stands())
        self._line.setCursorPosition(0)
        self._line.setToolTip(self._stands() or str(_usual(self._ui, self._setting)))
        self._line.setPlaceholderText(self._ui.words.gettext("Beside the data file"))
        self._back.setVisible(bool(self._stands()))
        self.form.set_problem("")

    def apply(self) -> None:
        """Write what stands in the line, or say what is wrong with it."""
        if self._line.text().strip() != self._stands() or self.form.problem()[0]:
            self._write(self._line.text())

    def _stands(self) -> str:
        return settings.get(self._ui.desk, self._setting) or ""

    def _choose(self) -> None:
        if found := choose_folder(self._ui, self.window(), self._setting):
            self._write(found)

    def _reset(self) -> None:
        self._write("")
        self._line.setFocus()

    def _write(self, typed: str) -> None:
        _ = self._ui.words.gettext
        said = _("{setting}: changed.").format(setting=self._ui.words.label(self._setting.label))
        if self.change(self._ui, self._setting, typed, said):
            self.show_value()
