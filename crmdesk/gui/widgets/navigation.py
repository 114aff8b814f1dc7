"""The navigation at the left: icon, word and count; folds to icons."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, scheme_of, sized, text_width, vertical, write
from crmdesk.gui.widgets.buttons import tip

_WIDEST = 168


class Place(Struct, frozen=True):
    """One page in the navigation; the n-th is reached by Ctrl+n."""

    key: str
    text: str
    icon: str


class _Item(QAbstractButton):
    def __init__(self, place: Place, tone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.place = place
        self.shortcut_text = ""
        self._tone = tone
        self._count = ""
        self.folded = False
        self.setText(place.text)
        self.setObjectName(f"navigation-{place.key}")
        self.setAccessibleName(place.text)
        self.setFixedHeight(tokens.NAVIGATION_ITEM)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_words(self, place: Place) -> None:
        self.place = place
        self.setText(place.text)
        self.setAccessibleName(place.text)
        self.fold(self.folded)
        self.update()

    def set_count(self, count: str, told: str) -> None:
        if (count, told) != (self._count, self.accessibleDescription()):
            self._count = count
            self.setAccessibleDescription(told)
            self.update()

    def whole_width(self) -> int:
        """What icon, word at its boldest and count need; a count of two figures has room from the start."""
        word = text_width(sized(self.font(), tokens.BODY, True), self.text())
        small = sized(self.font(), tokens.SMALL)
        count = max(text_width(small, self._count), text_width(small, "00")) + tokens.INSIDE if self._count else 0
        return 3 * tokens.BETWEEN + tokens.ICON + word + count

    def fold(self, folded: bool) -> None:
        self.folded = folded
        shown = folded or bool(self.shortcut_text)
        self.setToolTip(tip(self.place.text, self.shortcut_text) if shown else "")

    def sizeHint(self) -> QSize:
        return QSize(tokens.NAVIGATION_FOLDED, tokens.NAVIGATION_ITEM)

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = scheme_of(self.palette())
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.isChecked():
            fill(painter, rect, QColor(scheme.selected), tokens.RADIUS)
        elif self.isDown() or self.underMouse():
            ground = scheme.selected_idle if self.isDown() else scheme.hover
            fill(painter, rect, QColor(ground), tokens.RADIUS)
        icon = QRectF(tokens.BETWEEN, 0, tokens.ICON, rect.height())
        draw_icon(painter, self.place.icon, icon, QColor(scheme.accent if self.isChecked() else scheme.text_2))
        if not self.folded:
            self._words(painter, rect)
        if self.hasFocus():
            edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE)

    def _words(self, painter: QPainter, rect: QRectF) -> None:
        scheme = scheme_of(self.palette())
        small = sized(self.font(), tokens.SMALL)
        right = rect.right() - tokens.BETWEEN
        if self._count:
            width = text_width(small, self._count)
            area = QRectF(right - width, 0, width, rect.height())
            write(painter, area, self._count, small, QColor(scheme.text_2), Qt.AlignmentFlag.AlignRight)
            right -= width + tokens.INSIDE
        left = 2 * tokens.BETWEEN + tokens.ICON
        ink = scheme.text if self.isChecked() else getattr(scheme, self._tone)
        font = sized(self.font(), tokens.BODY, self.isChecked())
        write(painter, QRectF(left, 0, right - left, rect.height()), self.text(), font, QColor(ink))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        parent = self.parentWidget()
        if isinstance(parent, Navigation) and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            parent.step(self, 1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Navigation(QWidget):
    """Pages in a column; `chosen` tells the key of the page asked for, `folded` whether only icons are left."""

    chosen = Signal(str)
    folded = Signal(bool)

    def __init__(
        self, places: Sequence[Place], words: Words, *, folded: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        _ = words.gettext
        self.setObjectName("navigation")
        self.setAccessibleName(_("Navigation"))
        self._collapse, self._expand = _("Collapse"), _("Expand")
        self._is_folded = False
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(tokens.BETWEEN, tokens.BETWEEN, tokens.BETWEEN + 1, tokens.BETWEEN)
        column.setSpacing(tokens.INSIDE)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.buttonClicked.connect(self._clicked)
        self._items = [self._item(place, number) for number, place in enumerate(places, 1)]
        for item in self._items:
            column.addWidget(item)
        column.addStretch()
        self._folder = _Item(Place("fold", self._collapse, "collapse"), "text_2", self)
        self._folder.clicked.connect(self.toggle)
        column.addWidget(self._folder)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.set_folded(folded)

    def _item(self, place: Place, number: int) -> _Item:
        item = _Item(place, "text", self)
        item.setCheckable(True)
        keys = QKeySequence(f"Ctrl+{number}")
        item.shortcut_text = keys.toString(QKeySequence.SequenceFormat.NativeText)
        self._group.addButton(item)
        shortcut = QShortcut(keys, self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(item.click)
        return item

    def current(self) -> str:
        return next((item.place.key for item in self._items if item.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Mark the page shown now; tells nobody. Tab comes to it, the arrows go on from there."""
        for item in self._items:
            item.setChecked(item.place.key == key)
        for item in self._items:
            policy = Qt.FocusPolicy.StrongFocus if item.isChecked() else Qt.FocusPolicy.ClickFocus
            item.setFocusPolicy(policy)

    def set_count(self, key: str, count: str, told: str = "") -> None:
        """The number behind a page's word, empty for none; `told`: what it counts, for those who do not see it."""
        for item in self._items:
            if item.place.key == key:
                item.set_count(count, told or count)
        self._fit()

    def is_folded(self) -> bool:
        return self._is_folded

    def set_folded(self, folded: bool) -> None:
        self._is_folded = folded
        self._fit()
        fold = Place("fold", self._expand if folded else self._collapse, "expand" if folded else "collapse")
        self._folder.set_words(fold)
        for item in (*self._items, self._folder):
            item.fold(folded)
            item.update()

    def _fit(self) -> None:
        """As wide as its longest word with the number behind it."""
        sides = self._column.contentsMargins()
        needed = max(item.whole_width() for item in self._items) + sides.left() + sides.right()
        opened = max(tokens.NAVIGATION_OPEN, min(needed, _WIDEST))
        self.setFixedWidth(tokens.NAVIGATION_FOLDED if self._is_folded else opened)

    def toggle(self) -> None:
        self.set_folded(not self._is_folded)
        self.folded.emit(self._is_folded)

    def step(self, item: _Item, by: int) -> None:
        """Move the focus by keyboard."""
        order = [*self._items, self._folder]
        place = order.index(item) + by
        if 0 <= place < len(order):
            order[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self, item: QAbstractButton) -> None:
        if isinstance(item, _Item):
            self.set_current(item.place.key)
            self.chosen.emit(item.place.key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme = scheme_of(self.palette())
        fill(painter, self.rect(), QColor(scheme.window))
        vertical(painter, self.width() - 1, 0, self.height(), QColor(scheme.line))
