"""Line edits, text boxes, combo boxes and spin boxes: one edge, 2 px and in colour where it matters."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QStyleOptionSpinBox,
    QTextEdit,
    QWidget,
)

from crmdesk.gui import icons
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import box, edge, fill, scheme_of, write

State = QStyle.StateFlag
_CHEVRON_ROOM = tokens.ICON + tokens.INPUT_PADDING
_LINE_EDIT_OWN_MARGIN = 2
_STEP_WIDTH = 20


def wants_hover(widget: QWidget) -> bool:
    """Whether the widget looks different under the pointer."""
    return isinstance(widget, (QLineEdit, QComboBox, QAbstractSpinBox, QAbstractButton, QTextEdit, QPlainTextEdit))


def problem_of(widget: QWidget | None) -> str:
    """`bad`, `warn` or empty: what an input says about its value."""
    value = widget.property("state") if widget is not None else None
    return str(value) if value in ("bad", "warn") else ""


def draw_field(option: QStyleOption, painter: QPainter, widget: QWidget | None, read_only: bool = False) -> None:
    """Ground and edge of an input in its present state."""
    scheme = scheme_of(option.palette)
    rect = QRectF(option.rect)
    problem = problem_of(widget)
    if not option.state & State.State_Enabled:
        box(painter, rect, QColor(scheme.window), QColor(scheme.line_strong))
        return
    focused = bool(option.state & State.State_HasFocus)
    fill(painter, rect, QColor(scheme.window if read_only else scheme.base), tokens.RADIUS)
    if problem and not focused:
        edge(painter, rect, QColor(getattr(scheme, problem)), tokens.FOCUS_EDGE)
    elif focused:
        edge(painter, rect, QColor(getattr(scheme, problem) if problem else scheme.accent), tokens.FOCUS_EDGE)
    elif read_only:
        edge(painter, rect, QColor(scheme.line))
    else:
        resting = scheme.line_strong if widget is not None and widget.property("quietEdge") else scheme.field_line
        edge(painter, rect, QColor(scheme.text_2 if option.state & State.State_MouseOver else resting))


def _line_edit(option: QStyleOption, painter: QPainter, widget: QWidget | None, _style: QProxyStyle) -> None:
    if isinstance(option, QStyleOptionFrame) and option.lineWidth <= 0:
        return
    draw_field(option, painter, widget, bool(option.state & State.State_ReadOnly))


def _nothing(_option: QStyleOption, _painter: QPainter, _widget: QWidget | None, _style: QProxyStyle) -> None:
    """The panel has drawn the edge already."""


def _frame(option: QStyleOption, painter: QPainter, widget: QWidget | None, _style: QProxyStyle) -> None:
    if isinstance(widget, (QTextEdit, QPlainTextEdit)):
        draw_field(option, painter, widget, widget.isReadOnly())
        return
    scheme = scheme_of(option.palette)
    if widget is not None and widget.inherits("QComboBoxPrivateContainer"):
        box(painter, option.rect, QColor(scheme.raised), QColor(scheme.line_strong))
        return
    edge(painter, option.rect, QColor(scheme.line), 1, 0 if isinstance(widget, QAbstractItemView) else tokens.RADIUS)


def _combo(option: QStyleOption, painter: QPainter, widget: QWidget | None, _style: QProxyStyle) -> None:
    if not isinstance(option, QStyleOptionComboBox):
        return
    if option.frame:
        draw_field(option, painter, widget)
    scheme = scheme_of(option.palette)
    ink = scheme.text_2 if option.state & State.State_Enabled else scheme.text_off
    right = option.rect.right() + 1 - tokens.INPUT_PADDING + 1
    place = QRectF(right - tokens.ICON + 1, option.rect.top(), tokens.ICON_IN_TEXT, option.rect.height())
    icons.draw_icon(painter, "chevron-down", place, QColor(ink))


def _combo_label(option: QStyleOption, painter: QPainter, widget: QWidget | None, _style: QProxyStyle) -> None:
    if not isinstance(option, QStyleOptionComboBox) or option.editable:
        return
    scheme = scheme_of(option.palette)
    ink = scheme.text if option.state & State.State_Enabled else scheme.text_off
    font = widget.font() if widget else painter.font()
    text = option.currentText
    if isinstance(widget, QComboBox) and widget.currentIndex() < 0:
        text, ink = widget.placeholderText(), scheme.text_3
    area = option.rect.adjusted(tokens.INPUT_PADDING, 0, -_CHEVRON_ROOM, 0)
    if not option.currentIcon.isNull():
        option.currentIcon.paint(painter, QRect(area.left(), area.top(), tokens.ICON, area.height()))
        area.adjust(tokens.ICON + tokens.INSIDE, 0, 0, 0)
    write(painter, area, text, font, QColor(ink))


def _spin(option: QStyleOption, painter: QPainter, widget: QWidget | None, _style: QProxyStyle) -> None:
    if not isinstance(option, QStyleOptionSpinBox):
        return
    if option.frame:
        draw_field(option, painter, widget, isinstance(widget, QAbstractSpinBox) and widget.isReadOnly())
    if option.buttonSymbols == QAbstractSpinBox.ButtonSymbols.NoButtons:
        return
    scheme = scheme_of(option.palette)
    up = QRectF(_step_rect(option.rect, True))
    down = QRectF(_step_rect(option.rect, False))
    able = QAbstractSpinBox.StepEnabledFlag
    for place, name, step in ((up, "chevron-up", able.StepUpEnabled), (down, "chevron-down", able.StepDownEnabled)):
        ink = scheme.text_2 if option.stepEnabled & step else scheme.text_off
        icons.draw_icon(painter, name, place.adjusted(2, 0, -2, 0), QColor(ink))


def _step_rect(rect: QRect, upper: bool) -> QRect:
    half = (rect.height() - 4) // 2
    top = rect.top() + 2 + (0 if upper else half)
    return QRect(rect.right() - _STEP_WIDTH, top, _STEP_WIDTH, half)


def sub_element(element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None) -> QRect | None:
    """Where the text of a line edit stands."""
    if element == QStyle.SubElement.SE_LineEditContents and isinstance(option, QStyleOptionFrame):
        if option.lineWidth <= 0:
            return QRect(option.rect)
        side = tokens.INPUT_PADDING - _LINE_EDIT_OWN_MARGIN
        return option.rect.adjusted(side, 1, -side, -1)
    return None


def sub_control(control: QStyle.ComplexControl, option: QStyleOption, sub: QStyle.SubControl) -> QRect | None:
    """Parts of combo and spin boxes."""
    rect, part = option.rect, QStyle.SubControl
    side = tokens.INPUT_PADDING - _LINE_EDIT_OWN_MARGIN
    if control == QStyle.ComplexControl.CC_ComboBox:
        return {
            part.SC_ComboBoxFrame: QRect(rect),
            part.SC_ComboBoxArrow: QRect(rect.right() - _CHEVRON_ROOM + 1, rect.top(), _CHEVRON_ROOM, rect.height()),
            part.SC_ComboBoxEditField: rect.adjusted(side, 2, -_CHEVRON_ROOM, -2),
            part.SC_ComboBoxListBoxPopup: QRect(rect),
        }.get(sub)
    if control == QStyle.ComplexControl.CC_SpinBox and isinstance(option, QStyleOptionSpinBox):
        bare = option.buttonSymbols == QAbstractSpinBox.ButtonSymbols.NoButtons
        return {
            part.SC_SpinBoxFrame: QRect(rect),
            part.SC_SpinBoxUp: QRect() if bare else _step_rect(rect, True),
            part.SC_SpinBoxDown: QRect() if bare else _step_rect(rect, False),
            part.SC_SpinBoxEditField: rect.adjusted(side, 2, -side if bare else -_STEP_WIDTH - 2, -2),
        }.get(sub)
    return None


def size(kind: QStyle.ContentsType, option: QStyleOption, contents: QSize, widget: QWidget | None) -> QSize | None:
    """Sizes of inputs, or None for anything else."""
    types = QStyle.ContentsType
    if kind == types.CT_LineEdit:
        if isinstance(option, QStyleOptionFrame) and option.lineWidth <= 0:
            return QSize(contents)
        return QSize(contents.width() + 2 * tokens.INPUT_PADDING, tokens.CONTROL_HEIGHT)
    if kind == types.CT_ComboBox:
        return QSize(contents.width() + tokens.INPUT_PADDING + _CHEVRON_ROOM + tokens.INSIDE, tokens.CONTROL_HEIGHT)
    if kind == types.CT_SpinBox:
        return QSize(contents.width() + tokens.INPUT_PADDING + _STEP_WIDTH, tokens.CONTROL_HEIGHT)
    return None


PRIMITIVES = {
    QStyle.PrimitiveElement.PE_PanelLineEdit: _line_edit,
    QStyle.PrimitiveElement.PE_FrameLineEdit: _nothing,
    QStyle.PrimitiveElement.PE_Frame: _frame,
}
CONTROLS = {
    QStyle.ControlElement.CE_ComboBoxLabel: _combo_label,
}
COMPLEX = {
    QStyle.ComplexControl.CC_ComboBox: _combo,
    QStyle.ComplexControl.CC_SpinBox: _spin,
}
