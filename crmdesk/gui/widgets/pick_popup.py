"""The popup of a list with ticks: search where it is long, an answer below where one is given."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.pick_list import Pick, PickList
from crmdesk.gui.widgets.popup import Popup

_LONG = 9
_MOST_LINES = 12
_LEAST, _MOST = 176, 360


class PickPopup(Popup):
    """`ticked` as they are ticked; Esc or a click elsewhere closes (`closed`). `answer` is a link below the list."""

    ticked = Signal(str, bool)
    reordered = Signal()
    answered = Signal()
    closed = Signal()

    def __init__(
        self,
        words: Words,
        title: str,
        *,
        answer: str = "",
        hint: str = "",
        ordered: bool = False,
        name: str = "pick-popup",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self.setAccessibleName(title)
        _ = words.gettext
        self.search = LineEdit(placeholder=_("Search"), width=0, name=f"{name}-search", label=_("Search"))
        self.search.textChanged.connect(self._search)
        self.list = PickList(ordered=ordered, name=f"{name}-list", label=title)
        self.list.ticked.connect(self.ticked)
        self.list.reordered.connect(self.reordered)
        self._hint = Label(hint, points=tokens.SMALL, tone="text_2", parent=self)
        self._hint.setVisible(bool(hint))
        self._answer = LinkButton(answer, name=f"{name}-answer", parent=self)
        self._answer.setVisible(bool(answer))
        self._answer.clicked.connect(self.answered)
        self._nothing = Label(_("Nothing here"), tone="text_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.INSIDE + 1] * 4)
        column.setSpacing(tokens.INSIDE)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        for widget in (self._nothing, self._hint, self._answer):
            below = QHBoxLayout()
            below.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, 0)
            below.addWidget(widget)
            below.addStretch(1)
            column.addLayout(below)

    def set_picks(self, picks: Sequence[Pick]) -> None:
        """Replace the lines; what is searched for stays."""
        self.list.set_picks(picks)
        self.search.setVisible(len(picks) > _LONG)
        self._search(self.search.text())
        self._nothing.setVisible(not picks)
        self.list.setVisible(bool(picks))
        lines = min(_MOST_LINES, max(1, len(picks)))
        self.list.setFixedHeight(lines * tokens.TABLE_ROW)
        side = 2 * (tokens.INSIDE + 1) + 2 * tokens.SCROLL_BAR
        texts = max(
            self._hint.sizeHint().width() + tokens.AROUND if not self._hint.isHidden() else 0, self.list.wanted_width()
        )
        self.setFixedWidth(max(_LEAST, min(_MOST, texts + side)))
        self.adjustSize()

    def open_at(self, point: QPoint) -> None:
        """Show with its upper left corner at a place of the screen, moved so that all of it is seen."""
        self.show_at(point)
        (self.search if not self.search.isHidden() else self.list).setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.search.clear()
        self.closed.emit()

    def _search(self, text: str) -> None:
        self.list.show_matching(text)
