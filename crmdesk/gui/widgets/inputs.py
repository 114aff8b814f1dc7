"""Inputs: line, text box, choice, tick. A problem colours the edge; the sentence stands in the form row."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.widgets.tab_order import tab_to_checked

_UNBOUNDED = 10_000
_BESIDE_WORDS = 32
PROBLEMS = ("", "bad", "warn")


def set_problem(field: QWidget, state: str) -> None:
    """Edge of an input: empty, `bad` (wrong) or `warn` (look at this)."""
    if state not in PROBLEMS:
        raise ValueError(state)
    if (field.property("state") or "") != state:
        field.setProperty("state", state)
        field.update()


class LineEdit(QLineEdit):
    """One line of text; `width` is one of the input widths of `tokens`, 0 fills the room."""

    def __init__(
        self,
        *,
        placeholder: str = "",
        width: int = tokens.NORMAL_INPUT,
        right: bool = False,
        name: str = "",
        label: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setObjectName(name)
        self.setAccessibleName(label)
        fit_width(self, width)
        if right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def sizeHint(self) -> QSize:
        return wanted(self, super().sizeHint())


class TextEdit(QPlainTextEdit):
    """Several lines of text; Tab goes to the next field."""

    def __init__(
        self,
        *,
        placeholder: str = "",
        lines: int = 3,
        width: int = 0,
        name: str = "",
        label: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(tokens.INPUT_PADDING - 1, 3, tokens.INPUT_PADDING - 1, 3)
        self.setFixedHeight(lines * tokens.LINE_HEIGHTS[tokens.BODY] + 8)
        fit_width(self, width)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class ComboBox(QComboBox):
    """A choice of one among (key, words); the wheel turns it only when it has the focus."""

    picked = Signal(str)
    OWN_LIST = True
    """Whether it opens the list that every choice has; there may be hundreds that open another."""

    def __init__(
        self,
        choices: Iterable[tuple[str, str]] = (),
        *,
        placeholder: str = "",
        width: int = tokens.NORMAL_INPUT,
        name: str = "",
        label: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if self.OWN_LIST:
            self.setView(_Popup())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(14)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setPlaceholderText(placeholder)
        fit_width(self, width)
        self.set_choices(choices)
        self.activated.connect(self._told)
        self.currentTextChanged.connect(self._tell)

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Replace the choices; nothing is chosen after it."""
        blocked = self.blockSignals(True)
        self.clear()
        for key, words in choices:
            self.addItem(words, key)
        self.setCurrentIndex(-1)
        self.blockSignals(blocked)
        self.update()

    def key(self) -> str:
        """The chosen key, or empty."""
        return str(self.currentData() or "")

    def set_key(self, key: str) -> None:
        """Choose by key; an unknown one chooses nothing."""
        self.setCurrentIndex(self.findData(key))

    def sizeHint(self) -> QSize:
        return wanted(self, super().sizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        """A choice that has too little room stands in the tooltip."""
        words = self.currentText()
        short = text_width(self.font(), words) > self.width() - _BESIDE_WORDS
        if short or self.property("short"):
            self.setToolTip(words if short else "")
        self.setProperty("short", short)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self.isEditable():
            self._clear_by_key()
            return
        super().keyPressEvent(event)

    def _clear_by_key(self) -> None:
        empty = self.findData("")
        if empty != self.currentIndex():
            self.setCurrentIndex(empty)
            self.picked.emit("")

    def _told(self, _index: int) -> None:
        self.picked.emit(self.key())


class _Popup(QListView):
    """The open list, without edges of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setViewportMargins(3, 3, 3, 3)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()


class CheckBox(QCheckBox):
    """A tick with its words."""

    def __init__(self, text: str = "", *, name: str = "", label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        self.setAccessibleName(label or text.replace("&", ""))
        self.setMinimumHeight(tokens.LINE_HEIGHTS[tokens.BODY])

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class RadioButton(QRadioButton):
    """One of several, each with its words."""

    def __init__(self, text: str = "", *, name: str = "", label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        self.setAccessibleName(label or text.replace("&", ""))
        self.toggled.connect(self._let_tab_in)

    def _let_tab_in(self, checked: bool) -> None:
        if checked:
            tab_to_checked(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._let_tab_in(self.isChecked())


def wanted(field: QWidget, hint: QSize) -> QSize:
    """The size an input of a fixed width would like: that width."""
    fixed = field.maximumWidth() < _UNBOUNDED
    return QSize(field.maximumWidth(), hint.height()) if fixed else hint


def fit_width(field: QWidget, width: int) -> None:
    """A fixed input width, or the whole room for 0."""
    if width:
        field.setMinimumWidth(min(width, tokens.SHORT_INPUT))
        field.setMaximumWidth(width)
        field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    else:
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
