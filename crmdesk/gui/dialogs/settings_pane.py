"""What every page of the settings has in common, and the rows of declared settings."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from msgspec import Struct
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.settings import Setting
from crmdesk.gui.dialogs.settings_lines_box import LinesBox
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.labels import Label
from crmdesk.services import settings
from crmdesk.services.desk import Desk


class Entry(Struct, frozen=True):
    """Something the search can find: its words, the place it is in, and what that place is asked to go to."""

    text: str
    place: str
    target: str = ""
    also: str = ""
    """Further words it is found by: the other language, a hint."""


class Pane(QWidget):
    """One place of the settings."""

    def __init__(self, ui: Ui, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, self.key = ui, key
        self.setObjectName(f"settings-{key}")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(tokens.SECTIONS, 0, tokens.SECTIONS, tokens.AROUND)
        self.column.setSpacing(tokens.BETWEEN)

    def go_to(self, target: str) -> None:
        """Show one setting, word, field or group of this place."""

    def refresh(self, changes: Changes) -> None:
        """Something was written somewhere."""

    def finish(self) -> None:
        """The place is left: what is being typed is taken over."""

    def do(self, verb: Callable[[], Changes], said: str) -> UserError | None:
        """Write something and tell; returns why it was refused."""
        try:
            changes = verb()
        except UserError as error:
            return error
        self.ui.wrote(changes, said if changes else "")
        return None

    def write_long(
        self, box: LinesBox, work: Callable[[Desk, Job], Changes], said: str, after: Callable[[], None]
    ) -> None:
        """Write on the worker what may concern very many customers; it goes on when this place is closed."""

        def done(changes: Changes) -> None:
            self.ui.wrote(changes, said if changes else "")
            if shiboken6.isValid(self):
                box.end()
                after()

        def failed(error: Exception) -> None:
            if shiboken6.isValid(self):
                box.end()
            if isinstance(error, UserError) and shiboken6.isValid(self):
                box.say(self.ui.sentence(error))
            else:
                self.ui.bus.failed.emit(error)

        def progress(count: int, total: int | None) -> None:
            if shiboken6.isValid(self):
                box.show_progress(count, total)

        job = self.ui.jobs.run(self.ui.bus, work, done, failed, progress=progress)
        box.begin(job.cancel)


class RowsPane(Pane):
    """Rows below each other that scroll where they need to."""

    def __init__(self, ui: Ui, key: str, parent: QWidget | None = None) -> None:
        super().__init__(ui, key, parent)
        self.column.setContentsMargins(0, 0, 0, 0)
        ground = Ground("base")
        self.rows = QVBoxLayout(ground)
        self.rows.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, tokens.AROUND)
        self.rows.setSpacing(tokens.BETWEEN)
        self.area = QScrollArea()
        self.area.setObjectName(f"settings-{key}-area")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(ground)
        self.column.addWidget(self.area)
        self.marked: dict[str, MarkedRow] = {}

    def add_row(self, key: str, row: MarkedRow) -> None:
        self.marked[key] = row
        self.rows.addWidget(row)

    def go_to(self, target: str) -> None:
        for key, row in self.marked.items():
            row.mark(key == target)
        found = self.marked.get(target)
        if found is not None:
            self.area.ensureWidgetVisible(found)
            found.take_focus()


class MarkedRow(QWidget):
    """A form row with a quiet line below it; it is marked when a search led to it."""

    def __init__(self, form: FormRow, indent: int, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self._marked = False
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, 0)
        column.setSpacing(0)
        column.addWidget(form)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(indent, 0, 0, tokens.INSIDE)
        self._foot.setSpacing(tokens.BETWEEN)
        self.hint = Label(hint, points=tokens.SMALL, tone="text_2", wrap=True)
        self.hint.setVisible(bool(hint))
        self._foot.addWidget(self.hint, 1)
        column.addLayout(self._foot)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The quiet line gets all its lines; beside a link Qt's layout gave it one and a half at times."""
        super().resizeEvent(event)
        self.hint.setMinimumHeight(max(0, self.hint.heightForWidth(self.hint.width())))

    def add_link(self, text: str, name: str) -> LinkButton:
        """A link at the right end of the quiet line."""
        link = LinkButton(text, name=name)
        self._foot.addWidget(link)
        return link

    def set_hint(self, text: str) -> None:
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def change(self, ui: Ui, setting: Setting, typed: str, said: str) -> bool:
        """Set what was typed and tell it, or say beside the input what is wrong with it: False then."""
        try:
            changes = settings.change(ui.desk, setting.key, typed)
        except UserError as error:
            self.form.set_problem("bad", ui.sentence(error))
            return False
        self.form.set_problem("")
        ui.wrote(changes, said if changes else "")
        return True

    def mark(self, marked: bool) -> None:
        if marked != self._marked:
            self._marked = marked
            self.update()

    def take_focus(self) -> None:
        self.form.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._marked:
            ground = QColor(scheme_of(self.palette()).selected)
            fill(QPainter(self), QRectF(self.rect()), ground, tokens.RADIUS)
