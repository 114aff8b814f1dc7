"""Whether a person agreed to what is kept about them, on one line of the file: since when and how, or withdrawn, and
the one thing that can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.privacy import Consent, consent_of
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.labels import ElidedLabel

KEYS = ("consent_on", "consent_source", "consent_withdrawn_on")
"""The fields that this line shows together."""


class ConsentLine(QWidget):
    """`note_asked`, `withdraw_asked`: the link behind the words was clicked. A withdrawn one is amber with its sign."""

    note_asked = Signal()
    withdraw_asked = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        from crmdesk.gui.dialogs.importing_parts import Sign

        super().__init__(parent)
        _ = ui.words.gettext
        self.setObjectName("consent-line")
        self._ui = ui
        self._sign = Sign("warning", "warn", self)
        self._text = ElidedLabel(name="consent-text")
        self._text.setFont(as_typed(self._text.font()))
        self._text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.note = LinkButton(_("Note consent..."), name="note-consent")
        self.withdraw = LinkButton(_("Withdraw..."), name="withdraw-consent")
        self.note.clicked.connect(self.note_asked)
        self.withdraw.clicked.connect(self.withdraw_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        for part in (self._sign, self._text, self.note, self.withdraw):
            row.addWidget(part)
        row.addStretch(1)

    def text(self) -> str:
        """What is said of the consent now."""
        return self._text.text()

    def show_file(self, file: CustomerFile) -> None:
        """What is known of it in this file; of one in the trash it is only read."""
        state = consent_of(file.values)
        self._text.set_text(consent_text(file, self._ui))
        self._text.set_tone({Consent.WITHDRAWN: "warn", Consent.UNKNOWN: "text_2"}.get(state, "text"))
        self._sign.setVisible(state is Consent.WITHDRAWN)
        self.note.setVisible(state is not Consent.GIVEN and not file.deleted)
        self.withdraw.setVisible(state is Consent.GIVEN and not file.deleted)


def consent_text(file: CustomerFile, ui: Ui) -> str:
    """Given on 1 Mar 2026 (in writing); Withdrawn on …; Not noted yet."""
    _, words, values = ui.words.gettext, ui.words, file.values
    match consent_of(values):
        case Consent.GIVEN:
            source = ui.shown(ui.desk.fields("customer")["consent_source"], values.get("consent_source"))
            told = _("Given on {day}, {source}") if source else _("Given on {day}")
            return told.format(day=words.date(values["consent_on"]), source=source)
        case Consent.WITHDRAWN:
            day = words.date(values["consent_withdrawn_on"])
            return _("Withdrawn on {day}: do not use for marketing").format(day=day)
    return _("Not noted yet")
