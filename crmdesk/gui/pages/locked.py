"""What stands in the window while no data file is open: it is locked, or it is being written anew as a whole."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.dialogs.unlocking_form import UnlockForm
from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.gui.widgets.notices import ProgressLine

_WIDTH = 480
_SIGN = 32


class _Sign(QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(QSize(_SIGN, _SIGN))

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_icon(QPainter(self), self._icon, self.rect(), colour(self.palette(), "text_2"))


class _Middle(Ground):
    """A column in the middle of the window."""

    def __init__(self, icon: str, title: str, sentence: str, name: str) -> None:
        super().__init__("base", name=name)
        inner = QWidget()
        inner.setFixedWidth(_WIDTH)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(tokens.SECTIONS, 0, tokens.SECTIONS, 0)
        self.column.setSpacing(tokens.BETWEEN)
        self.column.addWidget(_Sign(icon))
        self.column.addSpacing(tokens.INSIDE)
        self.column.addWidget(ElidedLabel(title, points=tokens.NAME, bold=True, name=f"{name}-title"))
        self.sentence = Label(sentence, tone="text_2", wrap=True, name=f"{name}-sentence")
        self.column.addWidget(self.sentence)
        self.column.addSpacing(tokens.BETWEEN)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inner)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addStretch(2)
        whole.addLayout(row)
        whole.addStretch(3)


class LockPage(_Middle):
    """The name of the data file and the password, nothing else. `unlocked` tells the key."""

    unlocked = Signal(object)
    failed = Signal(object)
    other_asked = Signal()
    quit_asked = Signal()

    def __init__(self, path: Path, words: Words) -> None:
        _ = words.gettext
        super().__init__("lock", path.stem, _("Locked. Nothing is open until the password is typed."), "locked")
        self.form = UnlockForm(path, words, name="locked-form")
        self.form.opened.connect(self.unlocked)
        self.form.failed.connect(self.failed)
        other = LinkButton(_("Open another file..."), name="locked-other")
        leave = LinkButton(_("Quit"), name="locked-quit")
        other.clicked.connect(self.other_asked)
        leave.clicked.connect(self.quit_asked)
        self.column.addWidget(self.form)
        self.column.addSpacing(tokens.AROUND)
        row = QHBoxLayout()
        row.setSpacing(tokens.AROUND)
        row.addWidget(other)
        row.addWidget(leave)
        row.addStretch(1)
        self.column.addLayout(row)

    def take_keyboard(self) -> None:
        self.form.take_keyboard()

    def close_down(self) -> None:
        """Nothing typed stays here."""
        self.form.close_down()


class WorkingPage(_Middle):
    """The whole data file is being written anew; `cancelled` when that is to be stopped."""

    cancelled = Signal()

    def __init__(self, path: Path, said: str, words: Words) -> None:
        _ = words.gettext
        super().__init__("save", path.stem, said, "working")
        self._words = words
        self.progress = ProgressLine(_("Cancel"), name="working-progress")
        self.progress.cancelled.connect(self.cancelled)
        self.column.addWidget(self.progress)
        self.show_progress(0, 0)

    def show_progress(self, done: int, total: int | None) -> None:
        """So much of it; `total` None: it is being checked, what is there stays as it is until that is done."""
        _ = self._words.gettext
        if total is None:
            self.progress.show_progress(_("Checking what was written"), 1, 1)
            return
        share = 100 * done // total if total else 0
        self.progress.show_progress(_("{share} %").format(share=share), done, total)

    def take_keyboard(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_down(self) -> None:
        """Nothing waits here."""
