"""The program's sign in the tray of the system: says a few words, brings the window back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.icons import icon

_SHOWN = 20_000
"""Milliseconds the words stay, where the system lets programs say so."""


class Tray(QObject):
    """`opened`: the window is to come to the front, at the day; `silenced`: no reminders any more."""

    opened = Signal()
    silenced = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._menu = QMenu(window)
        self._menu.setObjectName("tray-menu")
        self._show = self._menu.addAction("")
        self._silence = self._menu.addAction("")
        self._icon = QSystemTrayIcon(icon("today", "accent"), self)
        self._icon.setContextMenu(self._menu)
        self._show.triggered.connect(self.opened)
        self._silence.triggered.connect(self.silenced)
        self._icon.messageClicked.connect(self.opened)
        self._icon.activated.connect(self._activated)

    def stand(self, words: Words, *, shown: bool) -> None:
        """Stand in the tray or go from it, in these words."""
        _ = words.gettext
        self._icon.setToolTip(_("CRM Desk"))
        self._show.setText(_("Show today"))
        self._silence.setText(_("No reminders"))
        if shown != self._icon.isVisible():
            self._icon.setVisible(shown)

    def say(self, title: str, text: str) -> None:
        """A notification of the system; clicking it opens the window."""
        self._icon.showMessage(title, text, icon("today", "accent"), _SHOWN)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.opened.emit()


def has_tray() -> bool:
    """Whether this system shows programs in a tray."""
    return QSystemTrayIcon.isSystemTrayAvailable()
