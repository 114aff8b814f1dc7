"""Exporting customers: which ones, as what, where to."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.assets import load_words
from crmdesk.core.errors import UserError
from crmdesk.core.words import LANGUAGES
from crmdesk.gui.dialogs.exporting_target import FOLDER, export_folder, format_note, free_name
from crmdesk.gui.dialogs.importing_parts import Trouble
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import CheckBox, ComboBox, LineEdit, RadioButton
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import customers, exporting
from crmdesk.services.desk import Desk
from crmdesk.services.exporting import Exported

_SIZE = QSize(640, 400)
_LANGUAGE_NAMES = {"zh_CN": "中文", "en": "English"}


class ExportDialog(Dialog):
    """All customers, or those with the ids given (what is selected in the list)."""

    def __init__(self, ui: Ui, ids: Sequence[int] | None = None, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(
            _("Export customers"), ui.words, confirm=_("Export"), size=_SIZE, name="export-dialog", parent=parent
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self._ids = list(ids) if ids is not None else None
        self._replacing: Path | None = None
        self._running = False
        self._focus: QWidget | None = None
        self._halt = threading.Event()
        self._make_inputs()
        self._lay_out()
        self._connect()
        self._order()
        self._show_file(free_name(self._ui, ".xlsx"))
        self.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_inputs(self) -> None:
        _, n, number = self._ui.words.gettext, self._ui.words.ngettext, self._ui.words.number
        total = customers.total(self._ui.desk)
        every = n("All {count} customer", "All {count} customers", total).format(count=number(total))
        self.every = RadioButton(every, name="export-all")
        chosen = len(self._ids or ())
        text = n("The {count} selected customer", "The {count} selected customers", chosen)
        self.selected = RadioButton(text.format(count=number(chosen)), name="export-selected")
        self.selected.setVisible(self._ids is not None)
        self._which = QButtonGroup(self)
        for button in (self.every, self.selected):
            button.setMinimumHeight(tokens.CONTROL_HEIGHT)
            self._which.addButton(button)
        (self.every if self._ids is None else self.selected).setChecked(True)
        kinds = [(".xlsx", "Excel"), (".csv", "CSV"), (".vcf", _("Phone contacts")), (".json", "JSON")]
        self.format = SegmentedChoice(kinds, current=".xlsx", name="export-format", label=_("Format"))
        self.format_note = Label(tone="text_2", points=tokens.SMALL, wrap=True, name="export-format-note")
        languages = [(key, _LANGUAGE_NAMES[key]) for key in LANGUAGES]
        self.language = ComboBox(languages, name="export-language", label=_("Language"))
        self.language.set_key(self._ui.words.language)
        self.masking = CheckBox(_("Hide phones, ID numbers and other personal data"), name="export-mask")
        self.path = LineEdit(width=0, name="export-path", label=_("File"))
        self.browse = Button(_("Choose..."), name="export-browse")
        self.trouble = Trouble(name="export-trouble")
        self.progress = ProgressLine(name="export-progress")
        self.progress.hide()

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        self.body.setContentsMargins(*[tokens.SECTIONS] * 4)
        self.body.setSpacing(tokens.BETWEEN)
        which, where, kind = (self._holder(inner) for inner in (self.every, self.path, self.format))
        column = QVBoxLayout(which)
        for button in (self.every, self.selected):
            column.addWidget(button)
        row = QHBoxLayout(where)
        row.addWidget(self.path, 1)
        row.addWidget(self.browse)
        below = QVBoxLayout(kind)
        below.addWidget(self.format)
        below.addWidget(self.format_note)
        for layout in (column, row, below):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(tokens.BETWEEN)
        column.setSpacing(0)
        width = tokens.LABEL_WIDTH_ZH if self._ui.words.chinese else tokens.LABEL_WIDTH_EN
        labels = (_("Customers"), which), (_("Format"), kind), (_("Language"), self.language), ("", self.masking)
        for text, field in (*labels, (_("File"), where)):
            self.body.addWidget(FormRow(text, field, label_width=width))
        self.body.addWidget(self.trouble)
        self.body.addStretch(1)
        self.body.addWidget(self.progress)

    def _order(self) -> None:
        """Tab goes as the eye does."""
        first: list[QWidget] = [
            self.every,
            self.selected,
            *self.format.findChildren(QAbstractButton),
            self.language,
            self.masking,
        ]
        for one, other in pairwise([*first, self.path, self.browse, self.confirm_button, self.cancel_button]):
            QWidget.setTabOrder(one, other)

    @staticmethod
    def _holder(first: QWidget) -> QWidget:
        """A part of a form row that takes the whole room; the keyboard goes to its first input."""
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        holder.setFocusProxy(first)
        return holder

    def _connect(self) -> None:
        self.format.chosen.connect(self._format_chosen)
        self.language.picked.connect(self._forget)
        self.path.textEdited.connect(self._typed)
        self.browse.clicked.connect(self._browse)

    def accept(self) -> None:
        """Write the file, unless something is in the way: then say what."""
        if self._running:
            return
        path = self._chosen_path()
        if path is None:
            self.trouble.say(self._ui.words.gettext("Say where the file is to go."))
            self.path.setFocus(Qt.FocusReason.OtherFocusReason)
        elif path.suffix.lower() not in exporting.ENDINGS:
            known = ", ".join(exporting.ENDINGS)
            self._refuse(UserError("export-ending", ending=path.suffix or path.name, known=known))
        elif path.is_file() and self._replacing != path:
            self._replacing = path
            text = self._ui.words.gettext("“{file}” is there already and would be replaced.")
            self.trouble.say(text.format(file=path.name), warn=True)
            self.confirm_button.setText(self._ui.words.gettext("Replace"))
        else:
            self._export(path)

    def reject(self) -> None:
        """Leave, or stop the export: then an old file of that name stays as it was."""
        if self._running:
            self._halt.set()
            self.cancel_button.setEnabled(False)
        else:
            super().reject()

    def _export(self, path: Path) -> None:
        words = load_words(self.language.key()) if self.language.key() != self._ui.words.language else self._ui.words
        what = self._ids if self.selected.isChecked() else None
        masked, halt = self.masking.isChecked(), threading.Event()
        self._halt = halt

        def work(desk: Desk, job: Job) -> Exported:
            return exporting.export(
                desk,
                path,
                words,
                what,
                mask=masked,
                progress=job.progress,
                cancelled=lambda: halt.is_set() or job.cancelled,
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
        for widget in (self.every, self.selected, self.format, self.language, self.masking, self.path, self.browse):
            widget.setEnabled(not running)
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
        text = n("{count} customer written to {path}", "{count} customers written to {path}", result.rows)
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

    def _chosen_path(self) -> Path | None:
        text = self.path.text().strip()
        if not text:
            return None
        path = Path(text).expanduser()
        path = path if path.is_absolute() else export_folder(self._ui) / path
        return path if path.suffix else path.with_name(path.name + self.format.key())

    def _show_file(self, path: Path) -> None:
        self.path.setText(str(path))
        self.path.setCursorPosition(len(self.path.text()))
        self._forget()
        self._show_format()

    def _show_format(self) -> None:
        self.format_note.setText(format_note(self.format.key(), self._ui.words))
        self.language.setEnabled(self.format.key() in (".xlsx", ".csv"))

    def _format_chosen(self, ending: str) -> None:
        path = self._chosen_path()
        self._show_file(path.with_suffix(ending) if path else free_name(self._ui, ending))

    def _typed(self) -> None:
        ending = Path(self.path.text().strip()).suffix.lower()
        if ending in exporting.ENDINGS:
            self.format.set_key(ending)
            self._show_format()
        self._forget()

    def _forget(self) -> None:
        """What was said about another file does not hold for this one."""
        self._replacing = None
        self.trouble.say("")
        self.confirm_button.setText(self._ui.words.gettext("Export"))

    def _browse(self) -> None:
        _ = self._ui.words.gettext
        kinds = {".xlsx": _("Excel workbook"), ".csv": _("Text table"), ".vcf": _("Address cards"), ".json": "JSON"}
        filters = ";;".join(f"{words} (*{ending})" for ending, words in kinds.items())
        now = self.format.key()
        start = str(self._chosen_path() or free_name(self._ui, now))
        path, _kind = QFileDialog.getSaveFileName(self, _("Export customers"), start, filters, f"{kinds[now]} (*{now})")
        if path:
            chosen = Path(path) if Path(path).suffix else Path(path + now)
            self.path.setText(str(chosen))
            self._typed()
            self._replacing = chosen if chosen.is_file() and chosen == Path(path) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, else the main one."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, Button):
            focus.click()
        else:
            super().keyPressEvent(event)
