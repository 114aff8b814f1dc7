"""Exporting: whom, what, as which columns, into which file; and what is kept as a preset."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crmdesk.assets import load_words
from crmdesk.core.errors import UserError
from crmdesk.core.exporting import Preset
from crmdesk.gui.dialogs.exporting_inputs import ExportInputs
from crmdesk.gui.dialogs.exporting_presets import PresetsMenu
from crmdesk.gui.dialogs.exporting_target import TargetLine
from crmdesk.gui.dialogs.importing_parts import Trouble
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, MenuButton
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.gui.widgets.saving import FOLDER
from crmdesk.services import exporting
from crmdesk.services.desk import Desk
from crmdesk.services.exporting import Exported

_SIZE = QSize(680, 520)


class ExportDialog(Dialog):
    """All customers, those `listed`, or those `selected` (ids; None where they are all, or none is selected)."""

    def __init__(
        self,
        ui: Ui,
        selected: Sequence[int] | None = None,
        parent: QWidget | None = None,
        *,
        listed: Sequence[int] | None = None,
    ) -> None:
        _ = ui.words.gettext
        super().__init__(_("Export"), ui.words, confirm=_("Export"), size=_SIZE, name="export-dialog", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self._running = False
        self._focus: QWidget | None = None
        self._halt = threading.Event()
        self.inputs = ExportInputs(ui, selected, listed)
        filters = {".xlsx": _("Excel workbook"), ".csv": _("Text table"), ".vcf": _("Address cards"), ".json": "JSON"}
        self.target = TargetLine(ui, _("Export"), filters, name="export")
        self.presets = PresetsMenu(ui, self.inputs.preset, self)
        self.presets_button = MenuButton(_("Presets"), self.presets, name="export-presets")
        self.trouble = Trouble(name="export-trouble")
        self.progress = ProgressLine(name="export-progress")
        self.progress.hide()
        self._lay_out()
        self._connect()
        self._propose()
        self.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self.body.setContentsMargins(*[tokens.SECTIONS] * 4)
        self.body.setSpacing(tokens.BETWEEN)
        words = self._ui.words
        width = tokens.LABEL_WIDTH_ZH if words.chinese else tokens.LABEL_WIDTH_EN
        self.body.addWidget(self.inputs)
        self.body.addWidget(FormRow(words.gettext("File"), self.target, label_width=width))
        self.body.addWidget(self.trouble)
        self.body.addStretch(1)
        self.body.addWidget(self.progress)
        self.add_left(self.presets_button)
        last = (self.target.edit, self.target.browse, self.presets_button, self.confirm_button, self.cancel_button)
        for one, other in pairwise([*self.inputs.in_order(), *last]):
            QWidget.setTabOrder(one, other)

    def _connect(self) -> None:
        self.inputs.changed.connect(self._propose)
        self.inputs.language.picked.connect(self._forget)
        self.target.typed.connect(self._typed)
        self.presets.chosen.connect(self._take_preset)
        self.presets.used.connect(self._name_preset)

    def accept(self) -> None:
        """Write the file, unless something is in the way: then say what."""
        if self._running:
            return
        if path := self.target.settled(self.trouble, self.confirm_button):
            self._export(path)

    def reject(self) -> None:
        """Leave, or stop the export: then an old file of that name stays as it was."""
        if self._running:
            self._halt.set()
            self.cancel_button.setEnabled(False)
        else:
            super().reject()

    def _export(self, path: Path) -> None:
        language = self.inputs.language.key()
        words = load_words(language) if language != self._ui.words.language else self._ui.words
        what, options, halt = self.inputs.ids(), self.inputs.options(), threading.Event()
        self._halt = halt

        def work(desk: Desk, job: Job) -> Exported:
            def cancelled() -> bool:
                return halt.is_set() or job.cancelled

            return exporting.export(
                desk, path, words, what, options=options, progress=job.progress, cancelled=cancelled
            )

        self.trouble.say("")
        self._run(True)
        self._progressed(0, 0)
        self._ui.jobs.run(self, work, self._done, self._failed, progress=self._progressed)

    def _run(self, running: bool) -> None:
        self._running = running
        if running:
            self._focus = self.focusWidget()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.inputs.set_running(running)
        self.target.set_running(running)
        self.presets_button.setEnabled(not running)
        self.confirm_button.setEnabled(not running)
        self.cancel_button.setEnabled(True)
        self.progress.setVisible(running)
        if not running and self._focus is not None:
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _progressed(self, done: int, total: int | None) -> None:
        _, number = self._ui.words.gettext, self._ui.words.number
        text = _("Writing: {done} of {total} customers").format(done=number(done), total=number(total or 0))
        self.progress.show_progress(text if total else _("Writing"), done, total or 0)

    def _done(self, result: Exported) -> None:
        n, number = self._ui.words.ngettext, self._ui.words.number
        self._run(False)
        self._ui.preferences.set_folder(FOLDER, str(result.path.parent))
        if self.inputs.kinds()[0] == "customers":
            text = n("{count} customer written to {path}", "{count} customers written to {path}", result.rows)
        else:
            text = n("{count} record written to {path}", "{count} records written to {path}", result.rows)
        text = text.format(count=number(result.rows), path=result.path)
        if result.cut:
            cut = n("{count} text was too long and cut", "{count} texts were too long and cut", result.cut)
            text = f"{text} ({cut.format(count=number(result.cut))})"
        self._ui.bus.message.emit(text, False)
        super().accept()

    def _failed(self, error: Exception) -> None:
        self._run(False)
        if not isinstance(error, UserError):
            self._ui.bus.failed.emit(error)
        elif error.code == "cancelled":
            self.trouble.say(self._ui.words.gettext("Stopped. No file was written."), warn=True)
        else:
            self._refuse(error)

    def _refuse(self, error: UserError) -> None:
        self.trouble.say(self._ui.sentence(error))

    def _propose(self) -> None:
        """Another content or format: the file is called after it, unless the person gave it a name."""
        self.target.propose(self.inputs.stem(), self.inputs.ending())
        self._forget()

    def _typed(self) -> None:
        path = self.target.path()
        ending = path.suffix.lower() if path else ""
        if ending in exporting.ENDINGS:
            self.inputs.set_ending(ending)
        self._forget()

    def _forget(self, _what: str = "") -> None:
        """What was said about another file does not hold for this one."""
        self.trouble.say("")
        self.confirm_button.setText(self._ui.words.gettext("Export"))

    def _take_preset(self, preset: Preset) -> None:
        self.inputs.take(preset)

    def _name_preset(self, name: str) -> None:
        _ = self._ui.words.gettext
        text = _("Preset: {name}").format(name=name.replace("&", "&&")) if name else _("Presets")
        self.presets_button.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, else the main one."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, Button):
            focus.click()
        else:
            super().keyPressEvent(event)
