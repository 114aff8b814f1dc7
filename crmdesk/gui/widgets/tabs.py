"""A quiet row of tabs: words, a small count, a line under the present one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, horizontal, scheme_of, sized, text_width, write

_SIDE = 7
_FOCUS_HEIGHT = 26
_LINE = 2


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; `count` is small and grey, `warning` small, amber and with its triangle."""

    key: str
    text: str
    count: str = ""
    warning: str = ""


class _Item(QAbstractButton):
    def __init__(self, tab: Tab, parent: QWidget) -> None:
        super().__init__(parent)
        self.tab = tab
        self.setCheckable(True)
        self.setObjectName(f"tab-{tab.key}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_tab(tab)

    def set_tab(self, tab: Tab) -> None:
        self.tab = tab
        self.setText(tab.text)
        self.setAccessibleName(" ".join(part for part in (tab.text, tab.count, tab.warning) if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        small = sized(self.font(), tokens.SMALL)
        width = text_width(sized(self.font(), tokens.BODY, True), self.tab.text)
        if self.tab.warning:
            width += 2 * tokens.INSIDE + tokens.ICON_SMALL + text_width(small, self.tab.warning)
        if self.tab.count:
            width += tokens.INSIDE + text_width(small, self.tab.count)
        return QSize(width + 2 * _SIDE, tokens.TAB_ROW)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = scheme_of(self.palette())
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(_SIDE, 0, -_SIDE, -_LINE)
        small = sized(self.font(), tokens.SMALL)
        chosen = self.isChecked()
        ink = scheme.text if chosen or self.underMouse() else scheme.text_2
        font = sized(self.font(), tokens.BODY, chosen)
        left = rect.left() + write(painter, rect, self.tab.text, font, QColor(ink)) + tokens.INSIDE
        if self.tab.warning:
            icon = QRectF(left, rect.top(), tokens.ICON_SMALL, rect.height())
            draw_icon(painter, "warning", icon, QColor(scheme.warn))
            left += tokens.ICON_SMALL + tokens.INSIDE
            left += write(
                painter, rect.adjusted(left - rect.left(), 0, 2, 0), self.tab.warning, small, QColor(scheme.warn)
            )
        if self.tab.count:
            area = rect.adjusted(left - rect.left(), 0, 2, 0)
            write(painter, area, self.tab.count, small, QColor(scheme.text_2))
        if chosen:
            line = QRectF(rect.left(), self.height() - _LINE, rect.width(), _LINE)
            fill(painter, line, QColor(scheme.accent))
        if self.hasFocus():
            box = QRectF(0, rect.center().y() - _FOCUS_HEIGHT / 2, self.width(), _FOCUS_HEIGHT)
            edge(painter, box, QColor(scheme.accent), tokens.FOCUS_EDGE)


class TabRow(QWidget):
    """36 high (44 at the top of a page); arrow keys move, `chosen` tells the key. `margin` is where the words begin."""

    chosen = Signal(str)

    def __init__(
        self,
        tabs: Sequence[Tab],
        *,
        height: int = tokens.TAB_ROW,
        margin: int = tokens.AROUND,
        name: str = "tabs",
        label: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFixedHeight(height)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(max(0, margin - _SIDE), 0, margin, 0)
        self._row.setSpacing(tokens.TAB_GAP - 2 * _SIDE)
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._told)
        self._items: list[_Item] = []
        self._row.addStretch(1)
        self.set_tabs(tabs)

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        """Show these tabs; the present one stays when its key is still there, else the first is chosen silently."""
        present = self.key()
        if [item.tab.key for item in self._items] == [tab.key for tab in tabs]:
            for item, tab in zip(self._items, tabs, strict=True):
                item.set_tab(tab)
            return
        for item in self._items:
            self._group.removeButton(item)
            item.hide()
            item.deleteLater()
        self._items = [_Item(tab, self) for tab in tabs]
        for place, item in enumerate(self._items):
            self._group.addButton(item)
            self._row.insertWidget(place, item)
        keys = [tab.key for tab in tabs]
        if keys:
            self.set_key(present if present in keys else keys[0])

    def set_margin(self, margin: int) -> None:
        """Where the words begin and end."""
        self._row.setContentsMargins(margin - _SIDE, 0, margin, 0)

    def key(self) -> str:
        return next((item.tab.key for item in self._items if item.isChecked()), "")

    def set_key(self, key: str) -> None:
        """Choose a tab without telling."""
        blocked = self._group.blockSignals(True)
        for item in self._items:
            if item.tab.key == key:
                item.setChecked(True)
        for item in self._items:
            item.setFocusPolicy(Qt.FocusPolicy.TabFocus if item.isChecked() else Qt.FocusPolicy.NoFocus)
        self._group.blockSignals(blocked)

    def step(self, by: int) -> None:
        """The next or previous tab, around the ends."""
        keys = [item.tab.key for item in self._items]
        if keys:
            place = (keys.index(self.key()) + by) % len(keys)
            self._items[place].setChecked(True)
            self._items[place].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self.step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _told(self, button: QAbstractButton, on: bool) -> None:
        if on and isinstance(button, _Item):
            self.chosen.emit(button.tab.key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = QColor(scheme_of(self.palette()).line)
        horizontal(QPainter(self), 0, self.width(), self.height() - _LINE, line)
