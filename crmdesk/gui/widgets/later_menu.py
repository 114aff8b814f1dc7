"""To which day something is put off."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.icons import icon


class LaterMenu(QMenu):
    """`chosen`: so many days from today on; `day_asked`: another day is to be picked."""

    chosen = Signal(int)
    day_asked = Signal()

    def __init__(self, words: Words, *, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        _ = words.gettext
        self.setObjectName(name)
        self.setTitle(_("Put off"))
        for days, text in ((1, _("Until tomorrow")), (3, _("By three days")), (7, _("By a week"))):
            action = self.addAction(text)
            action.setObjectName(f"later-{days}")
            action.triggered.connect(lambda _on=False, days=days: self.chosen.emit(days))
        self.addSeparator()
        self.addAction(icon("calendar"), _("To a day..."), self.day_asked.emit).setObjectName("later-day")
