"""Push buttons, tool buttons, check boxes and radio buttons."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionToolButton,
    QWidget,
)

from crmdesk.gui import icons
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import box, edge, fill, scheme_of, sized, text_width, write
from crmdesk.gui.theme.tokens import Scheme

State = QStyle.StateFlag
_GAP = 6
KINDS = ("plain", "main", "quiet", "link")


def kind_of(option: QStyleOption, widget: QWidget | None) -> str:
    """plain, main, quiet or link."""
    kind = widget.property("kind") if widget is not None else None
    if kind:
        return str(kind)
    flat = isinstance(option, QStyleOptionButton) and option.features & QStyleOptionButton.ButtonFeature.Flat
    return "quiet" if flat else "plain"


def _named(widget: QWidget | None, name: str) -> str:
    value = widget.property(name) if widget is not None else None
    return str(value) if value else ""


def _down(option: QStyleOption) -> bool:
    return bool(option.state & (State.State_Sunken | State.State_On))


def _hovered(option: QStyleOption) -> bool:
    return bool(option.state & State.State_MouseOver)


def _focused(option: QStyleOption) -> bool:
    return bool(option.state & State.State_HasFocus)


def _main_fill(option: QStyleOption, scheme: Scheme) -> str:
    if _down(option):
        return scheme.accent_press
    return scheme.accent_hover if _hovered(option) else scheme.accent_fill


def draw_back(option: QStyleOption, painter: QPainter, kind: str) -> None:
    """The ground and edge of a button in its present state."""
    scheme = scheme_of(option.palette)
    rect = QRectF(option.rect)
    enabled = bool(option.state & State.State_Enabled)
    if kind == "main":
        fill(painter, rect, QColor(_main_fill(option, scheme) if enabled else scheme.selected_idle), tokens.RADIUS)
        if _focused(option) and enabled:
            edge(painter, rect.adjusted(2, 2, -2, -2), QColor(scheme.on_accent), 1, tokens.RADIUS - 2)
        return
    ground = scheme.raised if kind == "plain" else ""
    if enabled and _down(option):
        ground = scheme.selected_idle
    elif enabled and _hovered(option):
        ground = scheme.hover
    if kind == "link":
        ground = ""
    if ground:
        fill(painter, rect, QColor(ground), tokens.RADIUS)
    if kind == "plain":
        edge(painter, rect, QColor(scheme.line_strong if enabled else scheme.line))
    if _focused(option) and enabled:
        edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE)


def ink_of(option: QStyleOption, kind: str, widget: QWidget | None = None) -> QColor:
    """Colour of a button's words."""
    scheme = scheme_of(option.palette)
    if not option.state & State.State_Enabled:
        return QColor(scheme.text_off)
    tone = _named(widget, "tone")
    return QColor({"main": scheme.on_accent, "link": scheme.accent}.get(kind, getattr(scheme, tone or "text")))


def _bevel(option: QStyleOption, painter: QPainter, widget: QWidget | None, _style: QProxyStyle) -> None:
    draw_back(option, painter, kind_of(option, widget))


def _button(option: QStyleOption, painter: QPainter, widget: QWidget | None, style: QProxyStyle) -> None:
    _bevel(option, painter, widget, style)
    _label(option, painter, widget, style)


def _icon_ink(option: QStyleOption, kind: str, widget: QWidget | None) -> QColor:
    token = _named(widget, "iconTone")
    if token and option.state & State.State_Enabled:
        return QColor(getattr(scheme_of(option.palette), token))
    return ink_of(option, kind)


def _label(option: QStyleOption, painter: QPainter, widget: QWidget | None, _style: QProxyStyle) -> None:
    if not isinstance(option, QStyleOptionButton):
        return
    kind = kind_of(option, widget)
    font = widget.font() if widget else painter.font()
    text, hint, icon = _shown(option.text), _named(widget, "hint"), _named(widget, "iconName")
    arrow = bool(option.features & QStyleOptionButton.ButtonFeature.HasMenu) and bool(text)
    width = _content_width(option, widget, font)
    room = option.rect.width() - 2 * (0 if kind == "link" else tokens.INSIDE)
    left = option.rect.left() + (option.rect.width() - min(width, room)) / 2
    if kind == "link":
        left = float(option.rect.left())
    top, height = option.rect.top(), option.rect.height()
    right = option.rect.right() + 1 - (0 if kind == "link" else tokens.INSIDE)
    if icon:
        icons.draw_icon(painter, icon, QRectF(left, top, tokens.ICON, height), _icon_ink(option, kind, widget))
        left += tokens.ICON + (_icon_gap(kind) if text else 0)
    elif not option.icon.isNull():
        mode = QIcon.Mode.Normal if option.state & State.State_Enabled else QIcon.Mode.Disabled
        size = option.iconSize
        place = QRect(round(left), top + (height - size.height()) // 2, size.width(), size.height())
        option.icon.paint(painter, place, Qt.AlignmentFlag.AlignCenter, mode)
        left += size.width() + (_icon_gap(kind) if text else 0)
    ink = ink_of(option, kind, widget)
    taken = write(painter, QRectF(left, top, right - left, height), text, font, ink)
    left += taken
    if hint:
        left += _GAP
        quiet = ink if kind in ("main", "link") else QColor(scheme_of(option.palette).text_2)
        quiet = quiet if option.state & State.State_Enabled else ink
        small = sized(font, tokens.SMALL)
        left += write(painter, QRectF(left, top, right - left, height), hint, small, quiet)
    if arrow:
        spot = QRectF(left + _GAP + 1, top, tokens.ICON_IN_TEXT, height)
        quiet = (
            ink
            if kind == "main" or not option.state & State.State_Enabled
            else QColor(scheme_of(option.palette).text_2)
        )
        icons.draw_icon(painter, "chevron-down", spot, quiet)


def _icon_gap(kind: str) -> int:
    return tokens.INSIDE if kind == "link" else _GAP


def _shown(text: str) -> str:
    """The words without the marks of the access letter."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _content_width(option: QStyleOptionButton, widget: QWidget | None, font: QFont) -> int:
    kind = kind_of(option, widget)
    text, hint = _shown(option.text), _named(widget, "hint")
    width = text_width(font, text)
    if _named(widget, "iconName") or not option.icon.isNull():
        width += tokens.ICON + (_icon_gap(kind) if text else 0)
    if hint:
        width += _GAP + text_width(sized(font, tokens.SMALL), hint)
    if option.features & QStyleOptionButton.ButtonFeature.HasMenu and text:
        width += _GAP + tokens.ICON
    return width


def size(kind: QStyle.ContentsType, option: QStyleOption, contents: QSize, widget: QWidget | None) -> QSize | None:
    """Sizes of buttons, or None for anything else."""
    types = QStyle.ContentsType
    if kind == types.CT_PushButton and isinstance(option, QStyleOptionButton):
        font = widget.font() if widget else QFont()
        width = _content_width(option, widget, font)
        if kind_of(option, widget) == "link":
            return QSize(width, tokens.LINE_HEIGHTS.get(font.pointSize(), tokens.LINE_HEIGHTS[tokens.BODY]))
        if not option.text:
            return QSize(tokens.CONTROL_HEIGHT, tokens.CONTROL_HEIGHT)
        menu = option.features & QStyleOptionButton.ButtonFeature.HasMenu
        padding = tokens.INPUT_PADDING if menu else tokens.BUTTON_PADDING + 1
        return QSize(width + 2 * padding, tokens.CONTROL_HEIGHT)
    if kind == types.CT_ToolButton and isinstance(option, QStyleOptionToolButton):
        if not option.text or option.toolButtonStyle == Qt.ToolButtonStyle.ToolButtonIconOnly:
            return QSize(tokens.CONTROL_HEIGHT, tokens.CONTROL_HEIGHT)
        return QSize(contents.width() + 2 * tokens.BETWEEN, tokens.CONTROL_HEIGHT)
    if kind in (types.CT_CheckBox, types.CT_RadioButton) and isinstance(option, QStyleOptionButton):
        gap = tokens.BETWEEN if option.text else 0
        font = widget.font() if widget else QFont()
        return QSize(tokens.CHECK_SIZE + gap + text_width(font, _shown(option.text)), tokens.LINE_HEIGHTS[tokens.BODY])
    return None


def draw_check(painter: QPainter, rect: QRect | QRectF, option: QStyleOption) -> None:
    """A check box: empty, ticked or a dash."""
    scheme = scheme_of(option.palette)
    area = QRectF(rect)
    enabled = bool(option.state & State.State_Enabled)
    partly = bool(option.state & State.State_NoChange)
    ticked = bool(option.state & State.State_On) or partly
    radius = tokens.CHECK_RADIUS
    if not enabled:
        box(painter, area, QColor(scheme.window), QColor(scheme.line_strong), 1, radius)
    elif ticked:
        fill(painter, area, QColor(_main_fill_still(option, scheme)), radius)
        if _focused(option):
            _ring(painter, area, scheme, radius)
    else:
        line = scheme.text_2 if _hovered(option) else scheme.field_line
        width = tokens.FOCUS_EDGE if _focused(option) else 1
        box(painter, area, QColor(scheme.base), QColor(scheme.accent if _focused(option) else line), width, radius)
    if ticked:
        _sign(painter, area, QColor(scheme.on_accent if enabled else scheme.text_off), partly)


def _main_fill_still(option: QStyleOption, scheme: Scheme) -> str:
    return scheme.accent_hover if _hovered(option) else scheme.accent_fill


def _ring(painter: QPainter, area: QRectF, scheme: Scheme, radius: float) -> None:
    """Focus on a filled sign: the accent edge with a line of the ground inside it."""
    edge(painter, area, QColor(scheme.accent), 1, radius)
    edge(painter, area.adjusted(1, 1, -1, -1), QColor(scheme.base), 1, radius - 1)


def _sign(painter: QPainter, area: QRectF, ink: QColor, partly: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(ink, 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    left, top, unit = area.left(), area.top(), area.width() / 16
    path = QPainterPath()
    if partly:
        path.moveTo(left + 4.5 * unit, top + 8 * unit)
        path.lineTo(left + 11.5 * unit, top + 8 * unit)
    else:
        path.moveTo(left + 3.75 * unit, top + 8.25 * unit)
        path.lineTo(left + 6.75 * unit, top + 11.25 * unit)
        path.lineTo(left + 12.25 * unit, top + 5 * unit)
    painter.drawPath(path)


def _check(option: QStyleOption, painter: QPainter, _widget: QWidget | None, _style: QProxyStyle) -> None:
    draw_check(painter, option.rect, option)


def _radio(option: QStyleOption, painter: QPainter, _widget: QWidget | None, _style: QProxyStyle) -> None:
    scheme = scheme_of(option.palette)
    area = QRectF(option.rect)
    half = area.width() / 2
    on = bool(option.state & State.State_On)
    if not option.state & State.State_Enabled:
        box(painter, area, QColor(scheme.window), QColor(scheme.line_strong), 1, half)
        inner = QColor(scheme.text_off)
    elif on:
        fill(painter, area, QColor(_main_fill_still(option, scheme)), half)
        if _focused(option):
            _ring(painter, area, scheme, half)
        inner = QColor(scheme.on_accent)
    else:
        line = scheme.accent if _focused(option) else scheme.text_2 if _hovered(option) else scheme.field_line
        box(painter, area, QColor(scheme.base), QColor(line), tokens.FOCUS_EDGE if _focused(option) else 1, half)
        return
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inner)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawEllipse(QPointF(area.center()), 3, 3)


def _choice_label(option: QStyleOption, painter: QPainter, widget: QWidget | None, _style: QProxyStyle) -> None:
    if isinstance(option, QStyleOptionButton):
        font = widget.font() if widget else painter.font()
        write(painter, option.rect, _shown(option.text), font, ink_of(option, "plain"))


def _tool(option: QStyleOption, painter: QPainter, _widget: QWidget | None, _style: QProxyStyle) -> None:
    draw_back(option, painter, "quiet")


PRIMITIVES = {
    QStyle.PrimitiveElement.PE_IndicatorCheckBox: _check,
    QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck: _check,
    QStyle.PrimitiveElement.PE_IndicatorRadioButton: _radio,
    QStyle.PrimitiveElement.PE_PanelButtonTool: _tool,
}
CONTROLS = {
    QStyle.ControlElement.CE_PushButton: _button,
    QStyle.ControlElement.CE_PushButtonBevel: _bevel,
    QStyle.ControlElement.CE_PushButtonLabel: _label,
    QStyle.ControlElement.CE_CheckBoxLabel: _choice_label,
    QStyle.ControlElement.CE_RadioButtonLabel: _choice_label,
}
COMPLEX: dict = {}
