"""The password of the data file: set, changed, removed; and its recovery sheet once more."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.password_new import NewPassword, PasswordRow
from crmdesk.gui.dialogs.settings_declared import label_width
from crmdesk.gui.dialogs.unlocking_trying import Trying
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.inputs import CheckBox
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.gui.widgets.segments import SegmentedChoice

SET, CHANGE, REMOVE, SHEET = "set", "change", "remove", "sheet"
_SIZE = QSize(600, 392)


class PasswordChange(Struct, frozen=True):
    """The new password of the data file; '' removes it."""

    password: str

    __repr__ = object.__repr__


class PasswordDialog(Dialog):
    """A file without a password gets one; of one that has one the present password is asked, whatever is to be done.

    `asked` tells the `PasswordChange`, `sheet_asked` that the recovery sheet is to be shown.
    """

    asked = Signal(object)
    sheet_asked = Signal()

    def __init__(self, ui: Ui, what: str = "", parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(_("Password"), ui.words, confirm=_("Encrypt"), size=_SIZE, name="password", parent=parent)
        self._ui = ui
        self._encrypted = ui.desk.data.key is not None
        self.what = (what if what in (CHANGE, REMOVE, SHEET) else CHANGE) if self._encrypted else SET
        labels = [_("Present password"), _("New password"), _("Once more")]
        self._wide = label_width(ui, labels, self)
        self.trying = Trying(ui.desk.path, self)
        self.trying.opened.connect(self._opened)
        self.trying.refused.connect(self._refused)
        self.trying.changed.connect(self._settle)
        self._make()
        self._lay_out()
        self._choose(self.what)

    def _make(self) -> None:
        _, words = self._ui.words.gettext, self._ui.words
        choices = [(CHANGE, _("Change")), (REMOVE, _("Remove")), (SHEET, _("Recovery sheet"))]
        self.choice = SegmentedChoice(choices, current=CHANGE, name="password-what", label=_("Password"))
        self.choice.chosen.connect(self._choose)
        self.present = PasswordRow(words, _("Present password"), label_width=self._wide, name="password-present")
        self.present.input.changed.connect(self._present_typed)
        self.present.input.entered.connect(self._entered)
        self.new = NewPassword(words, label_width=self._wide, name="password-new")
        self.new.changed.connect(self._settle)
        self.new.entered.connect(self._entered)
        self.claim = NoticeBar(
            _("Without the password and the recovery sheet nobody can open this file."),
            _("Not even we. There is no way round it: print or save the sheet in the next step."),
            name="password-claim",
        )
        self.understood = CheckBox(_("I have understood this"), name="password-understood")
        self.understood.toggled.connect(self._settle)
        self.sentence = Label("", tone="text_2", wrap=True, name="password-sentence")

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(tokens.SECTIONS, tokens.SECTIONS, tokens.SECTIONS, tokens.AROUND)
        column.setSpacing(tokens.BETWEEN)
        column.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.sentence)
        column.addWidget(self.present)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.new)
        self._stack.addWidget(QWidget())
        column.addWidget(self._stack)
        column.addStretch(1)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(inner, 1)
        rows.addWidget(self.claim)
        self._agreeing = QWidget()
        agreeing = QHBoxLayout(self._agreeing)
        agreeing.setContentsMargins(tokens.SECTIONS, tokens.BETWEEN, tokens.SECTIONS, tokens.BETWEEN)
        agreeing.addWidget(self.understood)
        rows.addWidget(self._agreeing)
        self.set_body(whole)
        if not self._encrypted:
            self.choice.hide()
            self.present.hide()

    def _choose(self, what: str) -> None:
        self.what = what
        _ = self._ui.words.gettext
        self.choice.set_key(what)
        self.sentence.setText(self._told()[what])
        self._stack.setCurrentIndex(0 if what in (SET, CHANGE) else 1)
        self._stack.setVisible(what in (SET, CHANGE))
        self.claim.setVisible(what in (SET, CHANGE))
        self._agreeing.setVisible(what == SET)
        verbs = {
            SET: _("Encrypt"),
            CHANGE: _("Change the password"),
            REMOVE: _("Remove the password"),
            SHEET: _("Show the sheet..."),
        }
        self._verb = verbs[what]
        self.confirm_button.setDefault(what != REMOVE)
        self.confirm_button.set_kind("plain" if what == REMOVE else "main")
        self._settle()
        field = self.present if self._encrypted else self.new.first
        field.input.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _told(self) -> dict[str, str]:
        _ = self._ui.words.gettext
        return {
            SET: _(
                "The whole data file is encrypted: customers, attachments, what is being typed, and every backup from "
                "now on. The password is asked at each start."
            ),
            CHANGE: _("The data file is written anew under the new password. The old recovery sheet is void."),
            REMOVE: _(
                "Anybody who gets hold of this machine or the file can then read everything. Backups that are "
                "encrypted stay so and keep their password."
            ),
            SHEET: _("The sheet opens the data file without the password. It is shown, printed or saved once more."),
        }

    def accept(self) -> None:
        """Try the present password first, where there is one."""
        if not self.confirm_button.isEnabled():
            return
        if self._encrypted:
            self.trying.attempt(self.present.input.text())
        else:
            self._go_on()

    def done(self, result: int) -> None:
        """Nothing that was typed stays in the inputs."""
        self.trying.close()
        super().done(result)
        self.present.input.clear()
        self.new.clear()

    def _go_on(self) -> None:
        change = PasswordChange("" if self.what == REMOVE else self.new.password())
        super().accept()
        if self.what == SHEET:
            self.sheet_asked.emit()
        else:
            self.asked.emit(change)

    def _opened(self, _key: object) -> None:
        self._go_on()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.present.set_problem("bad", self._ui.sentence(error))
            self.present.input.select()
        else:
            self._ui.bus.failed.emit(error)

    def _present_typed(self) -> None:
        if self.present.problem()[0]:
            self.present.set_problem("")
        self._settle()

    def _entered(self) -> None:
        if self.confirm_button.isEnabled():
            self.accept()
        elif self.what in (SET, CHANGE) and not self.new.first.input.text():
            self.new.first.input.select()

    def _settle(self) -> None:
        _ = self._ui.words.gettext
        new = self.what in (REMOVE, SHEET) or bool(self.new.password())
        agreed = self.what != SET or self.understood.isChecked()
        present = not self._encrypted or bool(self.present.input.text())
        self.confirm_button.setEnabled(new and agreed and present and self.trying.ready)
        text = self._verb
        if self.trying.waiting:
            text = _("Wait {seconds} s").format(seconds=self.trying.waiting)
        elif self.trying.busy:
            text = _("Checking...")
        self.confirm_button.setText(text)
