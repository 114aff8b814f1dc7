"""Buttons with a chevron that open a popup, and one whose popup ticks what is let through."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QStyleOptionButton, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.pick_list import Pick
from crmdesk.gui.widgets.pick_popup import PickPopup

_NAMED = 2


class PickButton(Button):
    """A quiet button with a chevron, for a popup that is not a menu."""

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        option.features |= QStyleOptionButton.ButtonFeature.HasMenu

    def sizeHint(self) -> QSize:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        words = QSize(self.fontMetrics().horizontalAdvance(self.text()), self.fontMetrics().height())
        return self.style().sizeFromContents(self.style().ContentsType.CT_PushButton, option, words, self)


class TickButton(PickButton):
    """Only what is ticked is let through, everything while nothing is. `changed`: the keys ticked are others."""

    changed = Signal()

    def __init__(self, words: Words, title: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(title, kind="quiet", name=name, parent=parent)
        self._words, self._title = words, title
        self._picks: list[Pick] = []
        self._on: list[str] = []
        self.popup = PickPopup(words, title, answer=words.gettext("Any"), name=f"{name}-values", parent=self)
        self.popup.ticked.connect(self._ticked)
        self.popup.answered.connect(self.clear)
        self.clicked.connect(self.open)

    def set_picks(self, picks: Sequence[Pick]) -> None:
        """What can be ticked; what was ticked stays, as far as it is still there."""
        self._picks = list(picks)
        there = {pick.key for pick in picks}
        self._on = [key for key in self._on if key in there]
        self._tell()

    def keys_on(self) -> tuple[str, ...]:
        """What is ticked; nothing: all is let through."""
        return tuple(self._on)

    def set_keys_on(self, keys: Sequence[str]) -> None:
        """Tick these; tells nobody."""
        self._on = list(keys)
        self._tell()

    def clear(self) -> None:
        """Let everything through."""
        self.popup.hide()
        if self._on:
            self._on = []
            self._tell()
            self.changed.emit()

    def open(self) -> None:
        on = set(self._on)
        self.popup.set_picks([Pick(p.key, p.text, p.note, p.key in on, p.color, p.head) for p in self._picks])
        self.popup.open_at(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _ticked(self, key: str, on: bool) -> None:
        self._on = [each for each in self._on if each != key] + ([key] if on else [])
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        texts = [pick.text for pick in self._picks if pick.key in self._on]
        comma = "、" if self._words.chinese else ", "
        more = f" +{len(texts) - _NAMED}" if len(texts) > _NAMED else ""
        self.setText(comma.join(texts[:_NAMED]).replace("&", "&&") + more if texts else self._title)
        self.setAccessibleName(f"{self._title}: {comma.join(texts)}" if texts else self._title)
        font = self.font()
        font.setBold(bool(texts))
        self.setFont(font)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.updateGeometry()
