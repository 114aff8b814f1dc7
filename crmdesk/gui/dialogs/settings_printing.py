"""Printing among the settings: foot, font, and templates of one's own."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.printing_kinds import KINDS
from crmdesk.core.settings import SETTINGS
from crmdesk.gui.dialogs.settings_declared import DeclaredPane, label_width
from crmdesk.gui.dialogs.settings_pane import MarkedRow
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.services import printing_templates


class PrintingPane(DeclaredPane):
    """A kind of printed matter is set by a copy of its template that a person may change."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "print", parent)
        _ = ui.words.gettext
        label = _("Template of one's own")
        labels = [ui.words.label(setting.label) for setting in SETTINGS if setting.group == "print"]
        wide = label_width(ui, labels, self)
        self.kind = ComboBox(
            [(key, ui.words.label(kind.label)) for key, kind in KINDS.items()], name="own-template-kind", label=label
        )
        self.kind.set_key(next(iter(KINDS)))
        self.copy = Button(_("Make a copy"), name="own-template-copy")
        self.open = Button(_("Open the folder"), icon="folder", name="own-template-open")
        field = QWidget()
        inner = QHBoxLayout(field)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(tokens.BETWEEN)
        for widget in (self.kind, self.copy, self.open):
            inner.addWidget(widget)
        field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        field.setFocusProxy(self.kind)
        self.row = MarkedRow(FormRow(label, field, label_width=wide), wide + tokens.LABEL_GAP_EDIT, hint=" ")
        self.rows.insertWidget(self.rows.count() - 1, self.row)
        self.kind.picked.connect(self._show)
        self.copy.clicked.connect(self._copy)
        self.open.clicked.connect(self._open)
        self._show()

    def refresh(self, changes: Changes) -> None:
        super().refresh(changes)
        self._show()

    def _show(self, _key: str = "") -> None:
        """Whether the kind has a template of one's own already."""
        _, key = self.ui.words.gettext, self.kind.key() or next(iter(KINDS))
        own = printing_templates.own(self.ui.desk, key)
        told = _("A copy of the template that is printed by; change it with any text editor.")
        self.row.set_hint(_("Printed by “{file}” in that folder.").format(file=own.name) if own else told)
        self.row.form.set_problem("")
        self.copy.setEnabled(own is None)
        self.open.setEnabled(printing_templates.folder(self.ui.desk).is_dir())

    def _copy(self) -> None:
        try:
            made = printing_templates.copy(self.ui.desk, self.kind.key())
        except UserError as error:
            self.row.form.set_problem("bad", self.ui.sentence(error))
            return
        self._show()
        told = self.ui.words.gettext("“{file}” lies in the folder of own templates now")
        self.ui.bus.message.emit(told.format(file=made.name), False)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(printing_templates.folder(self.ui.desk))))
