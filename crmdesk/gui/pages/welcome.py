"""The first page of an empty data file: bring in a spreadsheet, type the first customer, or look at sample data."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.settings import PERSON_NAME
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.cards import Card
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.services import settings
from crmdesk.services.desk import Desk
from crmdesk.services.sample import SAMPLE_CUSTOMERS

_WIDTH = 560


class WelcomePage(Ground):
    """`sample_made`: the path of the data file with sample customers, to be opened."""

    import_asked = Signal()
    new_asked = Signal()
    sample_made = Signal(object)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__("base", name="welcome", parent=parent)
        self._ui = ui
        self._job: Job | None = None
        self.setAccessibleName(_("Welcome"))
        self.name = LineEdit(width=tokens.LONG_INPUT, name="welcome-name", label=_("Your name"))
        self.name.setText(ui.desk.who)
        self.name.editingFinished.connect(self._keep_name)
        self._make_cards()
        self.progress = ProgressLine(_("Cancel"), name="welcome-progress")
        self._third = QStackedWidget()
        self._third.addWidget(self.sample)
        self._third.addWidget(self.progress)
        self.bring.clicked.connect(self._import)
        self.new.clicked.connect(self._new)
        self.sample.clicked.connect(self.make_sample)
        self.progress.cancelled.connect(self._cancel)
        self._lay_out()

    def _make_cards(self) -> None:
        _, ui = self._ui.words.gettext, self._ui
        keys = QKeySequence("Ctrl+I"), QKeySequence("Ctrl+N")
        told = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in keys]
        self.bring = Card(
            _("Import my Excel list"),
            _("Choose the workbook, or drop it here. You check every row first."),
            icon="import",
            hint=told[0],
            name="welcome-import",
        )
        self.new = Card(
            _("Start empty"),
            _("Type in your first customer: a name and a phone are enough."),
            icon="person",
            hint=told[1],
            name="welcome-new",
        )
        self.sample = Card(
            _("Look at sample data"),
            _("{count} made-up customers in a file of their own; yours stays empty.").format(
                count=ui.words.number(SAMPLE_CUSTOMERS)
            ),
            icon="table",
            name="welcome-sample",
        )

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        inner = Ground("base", name="welcome-content")
        inner.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, tokens.SECTIONS, 0, tokens.SECTIONS)
        column.setSpacing(tokens.BETWEEN)
        column.addWidget(Label(_("Welcome to CRM Desk"), points=tokens.NAME, bold=True, name="welcome-title"))
        told = _("Your customers stay in one file on this machine. How would you like to begin?")
        column.addWidget(Label(told, tone="text_2", wrap=True))
        column.addSpacing(tokens.BETWEEN)
        for card in (self.bring, self.new, self._third):
            column.addWidget(card)
        column.addSpacing(tokens.AROUND)
        column.addLayout(self._name_row())
        hint = Label(settings_hint(self._ui), points=tokens.SMALL, tone="text_2", wrap=True)
        column.addWidget(hint)
        middle = Ground("base", name="welcome-middle")
        row = QHBoxLayout(middle)
        row.setContentsMargins(tokens.SECTIONS, 0, tokens.SECTIONS, 0)
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)
        whole = QVBoxLayout()
        area = QScrollArea()
        area.setObjectName("welcome-area")
        area.setAccessibleName(_("Welcome"))
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = Ground("base", name="welcome-outer")
        high = QVBoxLayout(outer)
        high.setContentsMargins(0, 0, 0, 0)
        high.addStretch(2)
        high.addWidget(middle)
        high.addStretch(3)
        area.setWidget(outer)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.setLayout(whole)

    def _name_row(self) -> QHBoxLayout:
        label = Label(self._ui.words.gettext("Your name"), tone="text_2")
        label.setBuddy(self.name)
        row = QHBoxLayout()
        row.setSpacing(tokens.LABEL_GAP_READ)
        row.addWidget(label)
        row.addWidget(self.name)
        row.addStretch(1)
        return row

    def take_keyboard(self) -> None:
        self.name.setText(self._ui.desk.who)
        self.bring.setFocus(Qt.FocusReason.OtherFocusReason)

    def make_sample(self) -> None:
        """Make the file with sample customers, unless it is there, and tell where it is."""
        from crmdesk.services import demo

        if self._job is not None:
            return
        self._keep_name()
        name = self._ui.words.gettext("Sample data")

        def work(desk: Desk, job: Job) -> Path | None:
            try:
                return demo.make_sample(desk, name, job.progress, lambda: not job.cancelled)
            except demo.Stopped:
                return None

        self.show_progress(0)
        self._job = self._ui.jobs.run(self, work, self._made, self._failed, progress=self._made_so_far)

    def _made_so_far(self, done: int, _total: int | None) -> None:
        self.show_progress(done)

    def show_progress(self, done: int) -> None:
        """So many sample customers are made; the progress stands where the button was."""
        self._third.setCurrentWidget(self.progress)
        told = self._ui.words.gettext("Making sample customers: {done} of {total}")
        number = self._ui.words.number
        text = told.format(done=number(done), total=number(SAMPLE_CUSTOMERS))
        self.progress.show_progress(text, done, SAMPLE_CUSTOMERS)

    def _made(self, path: Path | None) -> None:
        self._end()
        if path is not None:
            self.sample_made.emit(path)

    def _failed(self, error: Exception) -> None:
        self._end()
        self._ui.bus.failed.emit(error)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._end()

    def _end(self) -> None:
        self._job = None
        self.hide_progress()

    def hide_progress(self) -> None:
        self._third.setCurrentWidget(self.sample)

    def _import(self) -> None:
        self._keep_name()
        self.import_asked.emit()

    def _new(self) -> None:
        self._keep_name()
        self.new_asked.emit()

    def _keep_name(self) -> None:
        """Who works here from now on, when another name than the known one was typed."""
        typed = " ".join(self.name.text().split())
        if not typed or typed == self._ui.desk.who:
            return
        self._ui.write(lambda: settings.change(self._ui.desk, PERSON_NAME.key, typed), "")


def settings_hint(ui: Ui) -> str:
    """What the name is for, as Settings says it."""
    return ui.words.label(PERSON_NAME.hint) if PERSON_NAME.hint else ""
