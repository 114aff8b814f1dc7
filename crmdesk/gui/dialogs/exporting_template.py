"""An empty workbook to be filled in and imported."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.assets import load_words
from crmdesk.core.errors import UserError
from crmdesk.core.exporting import BY_KEY
from crmdesk.core.templates import WHAT
from crmdesk.core.words import LANGUAGES
from crmdesk.gui.dialogs.exporting_inputs import EVERYTHING, LANGUAGE_NAMES
from crmdesk.gui.dialogs.exporting_target import TargetLine
from crmdesk.gui.dialogs.importing_parts import Trouble
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.saving import FOLDER
from crmdesk.services import templates
from crmdesk.services.desk import Desk
from crmdesk.services.templates import Template

_SIZE = QSize(640, 320)
_NOTE_HEIGHT = 54
_WHAT_WIDTH = tokens.LONG_INPUT + tokens.SHORT_INPUT


class TemplateDialog(Dialog):
    """What is to be filled in, in which language, and where the workbook goes."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(
            _("Import template"), ui.words, confirm=_("Save"), size=_SIZE, name="template-dialog", parent=parent
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self._running = False
        titles = {
            key: ui.words.label(BY_KEY[key].title) if key in BY_KEY else _("A sheet for each kind") for key in WHAT
        }
        titles["customers"] = _("Customers with their contacts")
        self.what = ComboBox(list(titles.items()), width=_WHAT_WIDTH, name="template-what", label=_("Content"))
        self.what.set_key("customers")
        languages = [(key, LANGUAGE_NAMES[key]) for key in LANGUAGES]
        self.language = ComboBox(languages, name="template-language", label=_("Language"))
        self.language.set_key(ui.words.language)
        filters = {templates.ENDING: _("Excel workbook")}
        self.target = TargetLine(ui, _("Import template"), filters, name="template")
        self.trouble = Trouble(name="template-trouble")
        self._lay_out()
        self.what.picked.connect(self._propose)
        self.target.typed.connect(self._forget)
        self._propose()
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        self.body.setContentsMargins(*[tokens.SECTIONS] * 4)
        width = tokens.LABEL_WIDTH_ZH if self._ui.words.chinese else tokens.LABEL_WIDTH_EN
        told = _(
            "An empty workbook with the right headers, lists to choose from and an example. Fill it in and import it."
        )
        note = Label(told, tone="text_2", points=tokens.SMALL, wrap=True, name="template-note")
        note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        note.setMinimumHeight(_NOTE_HEIGHT)
        for label, field in (
            (_("Content"), self.what),
            (_("Language"), self.language),
            (_("File"), self.target),
            ("", note),
        ):
            self.body.addWidget(FormRow(label, field, label_width=width))
        self.body.addWidget(self.trouble)
        self.body.addStretch(1)

    def accept(self) -> None:
        """Write the workbook, unless something is in the way: then say what."""
        if self._running:
            return
        if path := self.target.settled(self.trouble, self.confirm_button):
            self._write(path)

    def _write(self, path: Path) -> None:
        what, language = self.what.key(), self.language.key()
        words = load_words(language) if language != self._ui.words.language else self._ui.words

        def work(desk: Desk, _job: Job) -> Template:
            return templates.write_template(desk, path, words, what)

        self._running = True
        self._ui.jobs.run(self, work, self._done, self._failed)

    def _done(self, made: Template) -> None:
        self._running = False
        self._ui.preferences.set_folder(FOLDER, str(made.path.parent))
        self._ui.bus.message.emit(self._ui.words.gettext("Template written to {path}").format(path=made.path), False)
        super().accept()

    def _failed(self, error: Exception) -> None:
        self._running = False
        if isinstance(error, UserError):
            self.trouble.say(self._ui.sentence(error))
        else:
            self._ui.bus.failed.emit(error)

    def _propose(self, _key: str = "") -> None:
        _, key = self._ui.words.gettext, self.what.key()
        titled = "customers" if key == EVERYTHING else key
        title = self._ui.words.label(BY_KEY[titled].title)
        self.target.propose(_("{kind} import template").format(kind=title), templates.ENDING)
        self._forget()

    def _forget(self) -> None:
        self.trouble.say("")
        self.confirm_button.setText(self._ui.words.gettext("Save"))
