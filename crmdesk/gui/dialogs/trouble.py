"""What went wrong: a sentence for what a person can mend, a copyable report for what only we can."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from crmdesk import __version__
from crmdesk.core import trouble
from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.labels import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox


def system() -> str:
    """The program's version and what it runs on."""
    return trouble.system(__version__, f"Qt {qVersion()}")


def report(error: BaseException) -> str:
    """What a mender needs to know, without anybody's data."""
    return trouble.report(error, system())


class Troubles(QObject):
    """Shows errors to the person, one window of each kind at a time.

    `understood` says what an error of the open data file means (`Desk.understood`)."""

    def __init__(
        self, words: Words, window: QWidget, understood: Callable[[Exception], Exception] | None = None
    ) -> None:
        super().__init__(window)
        self._words = words
        self._window = window
        self._understood = understood
        self._sentence: QMessageBox | None = None
        self._report: BugReport | None = None

    def show(self, error: BaseException) -> None:
        """A sentence for what a person can mend, else the report of a bug."""
        if self._understood is not None and isinstance(error, Exception):
            error = self._understood(error)
        if isinstance(error, UserError):
            self._say(self._words.error(error))
        elif self._report is None:
            self._report = BugReport(error, self._words, self._window)
            self._report.finished.connect(self._closed)
            self._report.open()
        else:
            self._report.add(error)

    def _say(self, sentence: str) -> None:
        if self._sentence is not None:
            self._sentence.setText(sentence)
            return
        from PySide6.QtWidgets import QMessageBox

        _ = self._words.gettext
        box = QMessageBox(self._window)
        box.setObjectName("refused")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(_("CRM Desk"))
        box.setText(sentence)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._said)
        self._sentence = box
        box.open()

    def _said(self) -> None:
        self._sentence = None

    def _closed(self) -> None:
        self._report = None


class BugReport(Dialog):
    """Something went wrong that should not: what it was, to be copied and sent."""

    def __init__(self, error: BaseException, words: Words, parent: QWidget | None = None) -> None:
        _ = words.gettext
        super().__init__(_("Something went wrong"), words, name="bug-report", size=QSize(560, 360), parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        told = _(
            "The program made a mistake. What you had saved is safe. The text below says where it happened; it holds "
            "none of your customers' data. Copy it and send it to whoever looks after the program."
        )
        self.body.addWidget(Label(told, wrap=True))
        self._text = QPlainTextEdit(report(error))
        self._text.setObjectName("bug-report-text")
        self._text.setAccessibleName(_("Report"))
        self._text.setReadOnly(True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSize(tokens.SMALL)
        self._text.setFont(fixed)
        self.body.addWidget(self._text, 1)
        copy = Button(_("Copy"), icon="copy", name="bug-report-copy")
        copy.clicked.connect(self._copy)
        self.add_left(copy)

    def add(self, error: BaseException) -> None:
        """Another one while this is open; the same one again is not told twice."""
        more = report(error)
        if more not in self._text.toPlainText():
            self._text.appendPlainText("\n" + more)

    def text(self) -> str:
        return self._text.toPlainText()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
