"""A text that is read, of any length: its first lines, and the rest behind *More*."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.forms.notes_text import NoteText
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, sized
from crmdesk.gui.widgets.buttons import LinkButton

_LINE = tokens.LINE_HEIGHTS[tokens.BODY]
_MOST_LAID = 40_000
"""Characters of a folded text that are laid out."""


class FoldedText(QWidget):
    """At most `lines` lines until it is unfolded; the text can be selected and copied. `opened`: clicked twice;
    `unfolded`: whether all of it is shown now; `elsewhere`: the rest is not shown here, who listens shows it."""

    opened = Signal()
    unfolded = Signal(bool)

    def __init__(
        self,
        text: str,
        words: Words,
        *,
        lines: int = 4,
        points: int = tokens.BODY,
        label: str = "",
        elsewhere: bool = False,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._words, self._lines = words, lines
        self._known: dict[int, int] = {}
        self._whole, self._elsewhere = text, elsewhere
        self._unfolded = False
        self._text = NoteText("", label or text[:200])
        self._text.setParent(self)
        self._text.setFont(as_typed(sized(self.font(), points)))
        self._text.opened.connect(self.opened)
        self.more = LinkButton("", name=f"{name}-more", parent=self)
        self.more.clicked.connect(lambda: self.unfold(not self._unfolded))
        self._put()

    def text(self) -> str:
        """All of it."""
        return self._whole

    def set_text(self, text: str) -> None:
        if text != self._whole:
            self._whole = text
            self._put()

    def unfold(self, unfolded: bool) -> None:
        """Show all of it, or its first lines."""
        if self._elsewhere:
            self.unfolded.emit(True)
        elif unfolded != self._unfolded:
            self._unfolded = unfolded
            self._put()
            self.unfolded.emit(unfolded)

    def _put(self) -> None:
        _ = self._words.gettext
        self._known.clear()
        self._text.set_text(self._whole if self._unfolded else self._whole[:_MOST_LAID])
        self.more.setText(_("Less") if self._unfolded else _("More"))
        self.more.setToolTip(_("Show the beginning only") if self._unfolded else _("Show the whole text"))
        self.updateGeometry()
        self._arrange()

    def _whole_height(self, width: int) -> int:
        """Of all that is laid out; being asked about another width leaves the text laid out for the present one."""
        if width not in self._known:
            self._known[width] = self._text.height_for(width)
            if width != self.width():
                self._text.height_for(max(1, self.width()))
        return self._known[width]

    def _heights(self, width: int) -> tuple[int, int, bool]:
        """Of the text as a whole, of what is shown of it, and whether there is more than that."""
        whole = self._whole_height(max(1, width))
        line = QFontMetricsF(self._text.font()).lineSpacing()
        folded = math.floor(self._lines * line)
        long = whole > folded + line / 2
        return whole, whole if self._unfolded or not long else folded, long

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        _whole, shown, long = self._heights(width)
        return shown + (_LINE if long else 0)

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > tokens.SHORT_INPUT else tokens.LONG_INPUT
        return QSize(tokens.LONG_INPUT, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens.SHORT_INPUT, _LINE)

    def _arrange(self) -> None:
        whole, shown, long = self._heights(self.width())
        self._text.height_for(max(1, self.width()))
        self._text.setGeometry(0, 0, self.width(), min(whole, shown))
        self._text.verticalScrollBar().setValue(0)
        self.more.setVisible(long)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus if long else Qt.FocusPolicy.NoFocus)
        self.more.setGeometry(0, shown, self.more.sizeHint().width(), _LINE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
