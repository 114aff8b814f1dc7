"""A quiet row of tabs: words, a small count, a line under the present one."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, horizontal, scheme_of, sized, text_width, write
from crmdesk.gui.widgets.tab_order import tab_to_checked

_SIDE, _NARROW_SIDE = 7, 3
_FOCUS_HEIGHT = 26
_LINE = 2
_LEAST = 32
"""To this width a tab shrinks where all of them have too little room."""


class Tab(Struct, frozen=True):
    """One tab; `count` is small and grey, `warning` small, amber and with its triangle."""

    key: str
    text: str
    count: str = ""
    warning: str = ""


class _Item(QAbstractButton):
    def __init__(self, tab: Tab, parent: QWidget) -> None:
        super().__init__(parent)
        self.tab = tab
        self._brief = False
        self.setCheckable(True)
        self.setObjectName(f"tab-{tab.key}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.toggled.connect(self.updateGeometry)  # the present one is never cut off
        self.set_tab(tab)

    def set_tab(self, tab: Tab) -> None:
        self.tab = tab
        self.setText(tab.text)
        self.setAccessibleName(" ".join(part for part in (tab.text, tab.count, tab.warning) if part))
        self.updateGeometry()
        self.update()

    def set_brief(self, brief: bool) -> None:
        """Without figures, where there is too little room."""
        if brief != self._brief:
            self._brief = brief
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.wanted(brief=self._brief), tokens.TAB_ROW)

    def wanted(self, *, brief: bool) -> int:
        """How wide it is with all it says, `brief` without figures."""
        small = sized(self.font(), tokens.SMALL)
        width = text_width(sized(self.font(), tokens.BODY, True), self.tab.text)
        if self.tab.warning:
            width += tokens.INSIDE + tokens.ICON_SMALL
        if self.tab.warning and not brief:
            width += tokens.INSIDE + text_width(small, self.tab.warning)
        if self.tab.count and not brief:
            width += tokens.INSIDE + text_width(small, self.tab.count)
        return width + 2 * _side(brief)

    def minimumSizeHint(self) -> QSize:
        wanted = self.sizeHint().width()
        return QSize(wanted if self.isChecked() else min(wanted, _LEAST), tokens.TAB_ROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that have too little room stand in the tooltip."""
        super().resizeEvent(event)
        self.setToolTip(self.accessibleName() if self.sizeHint().width() > self.width() else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = scheme_of(self.palette())
        painter, side = QPainter(self), _side(self._brief)
        rect = QRectF(self.rect()).adjusted(side, 0, -side, -_LINE)
        small = sized(self.font(), tokens.SMALL)
        chosen = self.isChecked()
        ink = scheme.text if chosen or self.underMouse() else scheme.text_2
        font = sized(self.font(), tokens.BODY, chosen)
        left = rect.left() + write(painter, rect, self.tab.text, font, QColor(ink)) + tokens.INSIDE
        if self.tab.warning:
            icon = QRectF(left, rect.top(), tokens.ICON_SMALL, rect.height())
            draw_icon(painter, "warning", icon, QColor(scheme.warn))
            left += tokens.ICON_SMALL + tokens.INSIDE
        if self.tab.warning and not self._brief:
            left += write(
                painter, rect.adjusted(left - rect.left(), 0, 2, 0), self.tab.warning, small, QColor(scheme.warn)
            )
        if self.tab.count and not self._brief:
            area = rect.adjusted(left - rect.left(), 0, 2, 0)
            write(painter, area, self.tab.count, small, QColor(scheme.text_2))
        if chosen:
            line = QRectF(rect.left(), self.height() - _LINE, rect.width(), _LINE)
            fill(painter, line, QColor(scheme.accent))
        if self.hasFocus():
            box = QRectF(0, rect.center().y() - _FOCUS_HEIGHT / 2, self.width(), _FOCUS_HEIGHT)
            edge(painter, box, QColor(scheme.accent), tokens.FOCUS_EDGE)


def _side(brief: bool) -> int:
    return _NARROW_SIDE if brief else _SIDE


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
        self._margin = margin
        self._row = QHBoxLayout(self)
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
            self._fit()
            return
        for item in self._items:
            self._group.removeButton(item)
            item.hide()
            item.deleteLater()
        self._items = [_Item(tab, self) for tab in tabs]
        for place, item in enumerate(self._items):
            self._group.addButton(item)
            self._row.insertWidget(place, item)
            item.show()
        self._fit()
        keys = [tab.key for tab in tabs]
        if keys:
            self.set_key(present if present in keys else keys[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the tabs have too little room, first the gaps between them go, then their figures."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        brief = self._spare(brief=False) < 0
        for item in self._items:
            item.set_brief(brief)
        self._row.setContentsMargins(self._before(brief), 0, self._margin, 0)
        spare = self._spare(brief=brief) // max(1, len(self._items))
        self._row.setSpacing(max(0, min(tokens.TAB_GAP - 2 * _SIDE, spare)))

    def _before(self, brief: bool) -> int:
        return max(0, self._margin - _side(brief))

    def _spare(self, *, brief: bool) -> int:
        """The room that tabs without gaps leave."""
        taken = sum(item.wanted(brief=brief) for item in self._items)
        return self.width() - taken - self._before(brief) - self._margin

    def set_margin(self, margin: int) -> None:
        """Where the words begin and end."""
        self._margin = margin
        self._fit()

    def key(self) -> str:
        return next((item.tab.key for item in self._items if item.isChecked()), "")

    def keys(self) -> list[str]:
        """Every tab there is."""
        return [item.tab.key for item in self._items]

    def take_keyboard(self) -> None:
        """The chosen tab gets it."""
        for item in self._items:
            if item.isChecked():
                item.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_key(self, key: str) -> None:
        """Choose a tab without telling."""
        blocked = self._group.blockSignals(True)
        for item in self._items:
            if item.tab.key == key:
                item.setChecked(True)
        for item in self._items:
            if item.isChecked():
                tab_to_checked(item)
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
            tab_to_checked(button)
            self.chosen.emit(button.tab.key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = QColor(scheme_of(self.palette()).line)
        horizontal(QPainter(self), 0, self.width(), self.height() - _LINE, line)
