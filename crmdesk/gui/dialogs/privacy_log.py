"""The log of exports, copies, prints and erasures: one kind or all of them, and written into a file."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTableView, QVBoxLayout, QWidget

from crmdesk.core.privacy import LOGGED
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.privacy import MASKED, TARGET, WHAT, WHEN, WHO, WHOM, LogTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import label_of
from crmdesk.gui.widgets.saving import ask_table, write_file
from crmdesk.gui.widgets.tables import inset, lines_table
from crmdesk.services import privacy_log
from crmdesk.services.desk import Desk

_WIDTHS = {WHEN: 152, WHO: 96, WHAT: 184, WHOM: 152, MASKED: 80, TARGET: 240}


class LogPage(QWidget):
    """Nothing of it can be changed or taken out: it is what one shows to whoever asks where data went."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _, label = ui.words.gettext, ui.words.label
        self.setObjectName("privacy-log")
        self._ui = ui
        kinds = [("", _("Everything")), *((key, label(text)) for key, text in LOGGED.items())]
        self.kind = ComboBox(kinds, width=tokens.LONG_INPUT, name="privacy-log-kind", label=_("What"))
        self.kind.set_key("")
        self.kind.picked.connect(self.read_again)
        self.export = Button(_("Export the log..."), icon="export", name="privacy-log-export")
        self.export.clicked.connect(self._export)
        self.model = LogTable(ui)
        self.table = lines_table(self.model, _WIDTHS, name="privacy-log-table", label=_("Log"))
        self.table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self._nothing = EmptyState(
            _("Every export, copy, print and erasure of personal data is noted here by itself: when, who, how much, "
              "into which file."),
            name="privacy-log-empty",
        )  # fmt: skip
        self._none = EmptyState(_("Nothing of this kind was noted."), name="privacy-log-none")
        self._lay_out()
        self.read_again()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(tokens.AROUND, tokens.BETWEEN + tokens.INSIDE, tokens.AROUND, tokens.BETWEEN)
        above.setSpacing(tokens.BETWEEN)
        above.addWidget(label_of(self.kind))
        above.addWidget(self.kind)
        above.addStretch(1)
        above.addWidget(self.export)
        self.pages = QStackedWidget()
        for page in (self.table, self._nothing, self._none):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addLayout(inset(self.pages), 1)

    def read_again(self) -> None:
        """The entries of the chosen kind, as they are now."""
        kind = self.kind.key()
        self.model.show_kinds((kind,) if kind else ())
        self.table.selectRow(0)
        some = self.model.rowCount() > 0
        self.pages.setCurrentWidget(self.table if some else self._none if kind else self._nothing)
        self.export.setEnabled(some)
        self.kind.setEnabled(some or bool(kind))

    def _export(self) -> None:
        _ = self._ui.words.gettext
        path = ask_table(self._ui, _("Export the log"), _("Log of privacy"), self)
        if path is None:
            return
        words, kind = self._ui.words, self.kind.key()

        def work(desk: Desk, job: Job) -> int:
            return privacy_log.write(desk, path, words, (kind,) if kind else (), cancelled=job.is_cancelled)

        write_file(self._ui, self, path, work, lambda _rows: _("The log is in {path}").format(path=path))

    def take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
