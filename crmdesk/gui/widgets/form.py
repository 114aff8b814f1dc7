"""Rows of a form: label, input, what is wrong with it; and rows of a file that is read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import dot, scheme_of, sized, text_width, write
from crmdesk.gui.widgets.inputs import set_problem
from crmdesk.gui.widgets.labels import Label

_STAR = "*"
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
_MOST = 10_000


class ProblemMark(QWidget):
    """A shape and a sentence in the colour of the problem; empty it takes no room."""

    def __init__(self, *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._text, self._wrap = "", "", wrap
        across = QSizePolicy.Policy.Expanding if wrap else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(across, QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.hide()

    def show_problem(self, state: str, text: str) -> None:
        """`bad`, `warn`, or empty to take it away."""
        self._state, self._text = state, text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setVisible(bool(state))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        width = text_width(sized(self.font(), tokens.SMALL), self._text)
        return QSize(tokens.ICON_IN_TEXT + tokens.INSIDE + width, tokens.LINE_HEIGHTS[tokens.BODY])

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens.ICON_IN_TEXT, tokens.LINE_HEIGHTS[tokens.BODY])

    def hasHeightForWidth(self) -> bool:
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        """As many lines as the sentence needs."""
        room = max(1, width - tokens.ICON_IN_TEXT - tokens.INSIDE)
        metrics = QFontMetrics(sized(self.font(), tokens.SMALL))
        needed = metrics.boundingRect(QRect(0, 0, room, _MOST), _WRAPPED, self._text).height()
        return max(tokens.LINE_HEIGHTS[tokens.BODY], needed + tokens.INSIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._state:
            return
        painter = QPainter(self)
        ink = QColor(getattr(scheme_of(self.palette()), self._state))
        rect, small = self.rect(), sized(self.font(), tokens.SMALL)
        icon = QRect(0, 0, tokens.ICON_IN_TEXT, tokens.LINE_HEIGHTS[tokens.BODY])
        if not self._wrap:
            icon.setHeight(rect.height())
        draw_icon(painter, "error" if self._state == "bad" else "warning", icon, ink)
        area = rect.adjusted(tokens.ICON_IN_TEXT + tokens.INSIDE, 0, 1, 0)
        if self._wrap and rect.height() > tokens.LINE_HEIGHTS[tokens.BODY]:
            painter.setFont(small)
            painter.setPen(ink)
            painter.drawText(area.adjusted(0, tokens.INSIDE // 2, 0, 0), _WRAPPED, self._text)
        else:
            write(painter, area, self._text, small, ink)


class _Gap(QWidget):
    """The room between label and input, where the dot stands that says the value was changed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.changed = False
        self.setFixedSize(tokens.LABEL_GAP_EDIT, tokens.CONTROL_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.changed:
            centre = QPointF(self.width() / 2, self.height() / 2)
            dot(QPainter(self), centre, 3, QColor(scheme_of(self.palette()).accent))


class FormRow(QWidget):
    """Label right-aligned and tied to the input, the changed dot, the input, its unit, the problem.

    The problem stands right of the input, and below it where the row is too narrow for it.
    """

    def __init__(
        self,
        label: str,
        field: QWidget,
        *,
        label_width: int = tokens.LABEL_WIDTH_ZH,
        required: bool = False,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._state, self._text, self._fills = "", "", _fills(field)
        self._extra = 0
        if not field.accessibleName():
            field.setAccessibleName(label)
        self._label = Label(label, tone="text_2")
        self._label.setBuddy(field)
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._star = Label(_STAR if required else "", points=tokens.SMALL, tone="bad")
        self._gap = _Gap(self)
        self._beside, self._below = ProblemMark(), ProblemMark(wrap=True)
        self._unit = Label(unit, parent=self)
        self._unit.setVisible(bool(unit))
        self._lay_out(label_width)

    def _lay_out(self, label_width: int) -> None:
        head = QWidget(self)
        head.setFixedSize(label_width, tokens.CONTROL_HEIGHT)
        inner = QHBoxLayout(head)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._label, 1)
        inner.addWidget(self._star)
        self._star.setVisible(bool(self._star.text()))
        line = self._line = QHBoxLayout()
        line.setSpacing(tokens.BETWEEN)
        line.addWidget(self.field, 0 if not self._fills else 1)
        line.addWidget(self._unit)
        line.addWidget(self._beside)
        if not self._fills:
            line.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(line)
        right.addWidget(self._below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens.INSIDE, 0, tokens.INSIDE)
        row.setSpacing(0)
        row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._gap, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add_beside(self, *widgets: QWidget) -> None:
        """Something small right of the input, before the problem."""
        for widget in widgets:
            self._line.insertWidget(self._line.indexOf(self._beside), widget)
            self._extra += widget.sizeHint().width() + tokens.BETWEEN

    def set_label(self, label: str) -> None:
        self._label.setText(label)
        self.field.setAccessibleName(label)

    def set_changed(self, changed: bool) -> None:
        """The dot before the input."""
        if self._gap.changed != changed:
            self._gap.changed = changed
            self._gap.update()

    def is_changed(self) -> bool:
        return self._gap.changed

    def set_problem(self, state: str, text: str = "") -> None:
        """`bad`, `warn`, or empty when all is well."""
        self._state, self._text = state, text if state else ""
        set_problem(self.field, state)
        self.field.setAccessibleDescription(self._text)
        self._place_problem()

    def problem(self) -> tuple[str, str]:
        """State and sentence shown now."""
        return self._state, self._text

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._state:
            self._place_problem()

    def _place_problem(self) -> None:
        small = sized(self.font(), tokens.SMALL)
        needed = tokens.BETWEEN + tokens.ICON_IN_TEXT + tokens.INSIDE + text_width(small, self._text)
        unit = self._unit.sizeHint().width() + tokens.BETWEEN if self._unit.text() else 0
        field = min(self.field.maximumWidth(), self.field.sizeHint().width())
        room = self.width() - self._gap.geometry().right() - field - unit - self._extra
        beside = bool(self._state) and not self._fills and room >= needed
        below = bool(self._state) and not beside
        self._beside.show_problem(self._state if beside else "", self._text if beside else "")
        self._below.show_problem(self._state if below else "", self._text if below else "")
        self._keep_room()

    def _keep_room(self) -> None:
        """The input keeps its height where the problem stands below it, however late that is told."""
        room = self.width() - self._gap.geometry().right()
        below = self._below.heightForWidth(room) if self._below.text() else 0
        least = max(tokens.CONTROL_HEIGHT, self.field.minimumHeight()) + below + 2 * tokens.INSIDE
        if least != self.minimumHeight():
            self.setMinimumHeight(least)
            QTimer.singleShot(0, self, self.updateGeometry)  # a layout that is at work now is deaf to it


def _fills(field: QWidget) -> bool:
    """Whether an input takes all the room there is."""
    wide = Qt.Orientation.Horizontal in field.sizePolicy().expandingDirections()
    return wide and field.maximumWidth() > tokens.LONG_INPUT * 2


class ReadRow(QWidget):
    """Label and value of a file that is read; a double click on the value asks to edit it (`edit_asked`)."""

    edit_asked = Signal()

    def __init__(
        self,
        label: str,
        value: str | QWidget,
        *,
        label_width: int = tokens.LABEL_WIDTH_ZH,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        shown = value if isinstance(value, QWidget) else Label(value, wrap=wrap, selectable=True, typed=True)
        self._value = shown
        shown.installEventFilter(self)
        if isinstance(shown, Label):
            shown.setCursor(Qt.CursorShape.IBeamCursor)
            policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(wrap)
            shown.setSizePolicy(policy)
            shown.setAccessibleName(f"{label} {shown.text()}")
        self._label = Label(label, tone="text_2")
        self._label.setFixedWidth(label_width)
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens.INSIDE, 0, tokens.INSIDE)
        row.setSpacing(tokens.LABEL_GAP_READ)
        row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        fills = isinstance(shown, Label)
        row.addWidget(shown, 1 if fills else 0)
        if not fills:
            row.addStretch(1)
        self.setMinimumHeight(tokens.READ_ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def stretch_value(self) -> None:
        """Let a value that is a widget take all the room there is."""
        row = self.layout()
        if isinstance(row, QHBoxLayout):
            row.setStretch(row.indexOf(self._value), 1)
            row.setStretch(row.count() - 1, 0)

    def set_label(self, label: str) -> None:
        self._label.setText(label)

    def set_value(self, text: str) -> None:
        """Only for rows made with a text."""
        if isinstance(self._value, Label):
            self._value.setText(text)
            self._value.setAccessibleName(f"{self._label.text()} {text}")

    def eventFilter(self, watched, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick and watched is self._value:
            self.edit_asked.emit()
            return True
        return super().eventFilter(watched, event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.edit_asked.emit()
