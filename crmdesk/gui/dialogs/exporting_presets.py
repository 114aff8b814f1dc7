"""The presets of exports: their menu, and the name of a new one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.exporting import Preset
from crmdesk.gui.icons import icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.services import exporting_presets

_SIZE = QSize(480, 156)


class PresetsMenu(QMenu):
    """Presets to choose (`chosen`); the one in use can be saved anew, renamed and deleted.

    `present` gives the preset as it would be kept now.
    """

    chosen = Signal(object)
    used = Signal(str)
    """Another preset is in use now; '' for none."""

    def __init__(self, ui: Ui, present: Callable[[], Preset], parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._present = present
        self._owner = parent
        self.preset: Preset | None = None
        self.setObjectName("export-presets-menu")
        self.setAccessibleName(ui.words.gettext("Presets"))
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """As the data file has them now."""
        _ = self._ui.words.gettext
        self.clear()
        kept = exporting_presets.presets(self._ui.desk)
        in_use = self.preset.id if self.preset else 0
        self.preset = next((preset for preset in kept if preset.id == in_use), None)
        for preset in kept:
            action = self.addAction(preset.name.replace("&", "&&"))
            action.setObjectName(f"export-preset-{preset.id}")
            action.setCheckable(True)
            action.setChecked(preset.id == in_use)
            action.setData(preset)
            action.triggered.connect(self._chosen)
        if not kept:
            self.addAction(_("No presets yet")).setEnabled(False)
        self.addSeparator()
        self._entry("save-as", _("&Save as preset..."), self.save_as, "save")
        if self.preset is not None:
            name = self.preset.name.replace("&", "&&")
            self._entry("save", _("Save changes to “{name}”").format(name=name), self.save, "")
            self._entry("rename", _("&Rename “{name}”...").format(name=name), self.rename, "pencil")
            self._entry("delete", _("&Delete “{name}”").format(name=name), self.delete, "trash")

    def _entry(self, key: str, text: str, does: Callable[[], None], sign: str) -> None:
        action = self.addAction(text)
        action.setObjectName(f"export-preset-{key}")
        if sign:
            action.setIcon(icon(sign))
        action.triggered.connect(does)

    def _chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and isinstance(action.data(), Preset):
            self.preset = action.data()
            self.chosen.emit(self.preset)
            self.used.emit(self.preset.name)

    def save_as(self) -> None:
        """Keep the export as it is set up under a new name."""
        self._ask(self._ui.words.gettext("Save as preset"), "", self._keep)

    def save(self) -> None:
        """Keep it under the name of the preset in use."""
        if self.preset is not None:
            self._keep(self.preset.name)

    def rename(self) -> None:
        if self.preset is not None:
            self._ask(self._ui.words.gettext("Rename preset"), self.preset.name, self._call)

    def delete(self) -> None:
        """Delete the one in use; what is set up in the dialog stays."""
        if self.preset is None:
            return
        _, name = self._ui.words.gettext, self.preset.name
        try:
            changes = exporting_presets.delete(self._ui.desk, self.preset.id)
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return
        self.preset = None
        self._ui.wrote(changes, _("Preset “{name}” deleted").format(name=name))
        self.used.emit("")

    def _ask(self, title: str, name: str, does: Callable[[str], None]) -> None:
        NameDialog(self._ui, title, name, does, self._owner).open()

    def _keep(self, name: str) -> None:
        now, _ = self._present(), self._ui.words.gettext
        preset_id, changes = exporting_presets.save(self._ui.desk, name, now.options, now.ending, now.language)
        self._use(preset_id)
        self._ui.wrote(changes, _("Preset “{name}” saved").format(name=name.strip()))

    def _call(self, name: str) -> None:
        if self.preset is None:
            return
        preset_id = self.preset.id
        changes = exporting_presets.rename(self._ui.desk, preset_id, name)
        self._use(preset_id)
        self._ui.wrote(changes, self._ui.words.gettext("Preset renamed"))

    def _use(self, preset_id: int) -> None:
        kept = exporting_presets.presets(self._ui.desk)
        self.preset = next((preset for preset in kept if preset.id == preset_id), None)
        self.used.emit(self.preset.name if self.preset else "")


class NameDialog(Dialog):
    """One name; `does` may refuse it with a UserError, which is said beside it."""

    def __init__(self, ui: Ui, title: str, name: str, does: Callable[[str], None], parent: QWidget) -> None:
        _ = ui.words.gettext
        super().__init__(title, ui.words, confirm=_("Save"), size=_SIZE, name="preset-name-dialog", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self._does = does
        self.body.setContentsMargins(*[tokens.SECTIONS] * 4)
        self.name = LineEdit(width=tokens.LONG_INPUT, name="preset-name", label=_("Name"))
        self.name.setMaxLength(exporting_presets.MOST_CHARACTERS)
        self.name.setText(name)
        self.name.selectAll()
        self._row = FormRow(_("Name"), self.name, label_width=self.fontMetrics().horizontalAdvance(_("Name")) + 4)
        self.body.addWidget(self._row)
        self.body.addStretch(1)
        self.name.textEdited.connect(self._forget)
        self.name.setFocus()

    def accept(self) -> None:
        """Save, or say what is wrong with the name."""
        try:
            self._does(self.name.text())
        except UserError as error:
            self._row.set_problem("bad", self._ui.sentence(error))
            self.name.setFocus()
            return
        super().accept()

    def problem(self) -> str:
        return self._row.problem()[1]

    def _forget(self, _text: str) -> None:
        self._row.set_problem("")
