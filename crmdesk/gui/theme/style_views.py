"""Rows, table headers, scroll bars, progress, tabs, splitters and the focus edge."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionFocusRect,
    QStyleOptionHeader,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
    QStyleOptionTab,
    QStyleOptionViewItem,
    QWidget,
)

from crmdesk.gui import icons
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, horizontal, scheme_of, sized, text_width, vertical, write

State = QStyle.StateFlag
_PROGRESS = 4


def row_ground(option: QStyleOption, widget: QWidget | None) -> str:
    """Colour behind a row: selected where one types, selected and idle, hovered, or empty."""
    scheme = scheme_of(option.palette)
    if option.state & State.State_Selected:
        return scheme.selected if typing_here(widget) else scheme.selected_idle
    if option.state & State.State_MouseOver and option.state & State.State_Enabled:
        return scheme.hover
    return ""


def typing_here(widget: QWidget | None) -> bool:
    """Whether keys go to this view, or it is the open list of a combo box."""
    if widget is None:
        return False
    if widget.window().windowType() == Qt.WindowType.Popup:
        return True
    return widget.isActiveWindow() and widget.hasFocus()


def _row(option: QStyleOption, painter: QPainter, widget: QWidget | None, _style: QProxyStyle) -> None:
    ground = row_ground(option, widget)
    if isinstance(option, QStyleOptionViewItem) and not ground and option.backgroundBrush.style():
        painter.fillRect(option.rect, option.backgroundBrush)
        return
    if ground:
        popup = widget is not None and widget.window().windowType() == Qt.WindowType.Popup
        fill(painter, option.rect, QColor(ground), tokens.CHECK_RADIUS if popup else 0)


def row_back(option: QStyleOption, painter: QPainter, widget: QWidget | None, _style: QProxyStyle) -> None:
    """Rows draw their own ground; only the branch column of a tree needs it here."""


def _focus(option: QStyleOption, painter: QPainter, widget: QWidget | None, _style: QProxyStyle) -> None:
    if not isinstance(option, QStyleOptionFocusRect):
        return
    if isinstance(widget, QAbstractItemView):
        if not option.state & State.State_Selected and typing_here(widget):
            edge(painter, option.rect, QColor(scheme_of(option.palette).accent), tokens.FOCUS_EDGE, 0)
        return
    if widget is None or widget.inherits("QAbstractButton") or isinstance(widget, QComboBox):
        return
    edge(painter, option.rect, QColor(scheme_of(option.palette).accent), tokens.FOCUS_EDGE)


def _header_section(option: QStyleOption, painter: QPainter, _widget: QWidget | None, _style: QProxyStyle) -> None:
    scheme = scheme_of(option.palette)
    rect = option.rect
    hovered = (
        isinstance(option, QStyleOptionHeader)
        and option.state & State.State_MouseOver
        and option.state & State.State_Enabled
    )
    fill(painter, rect, QColor(scheme.hover if hovered else scheme.base))
    horizontal(painter, rect.left(), rect.right() + 1, rect.bottom(), QColor(scheme.line))


def _header_label(option: QStyleOption, painter: QPainter, widget: QWidget | None, _style: QProxyStyle) -> None:
    if not isinstance(option, QStyleOptionHeader):
        return
    scheme = scheme_of(option.palette)
    sort = option.sortIndicator
    none = QStyleOptionHeader.SortIndicator(0)
    font = sized(widget.font() if widget else painter.font(), tokens.SMALL)
    area = QRectF(option.rect)
    ink = QColor(scheme.text if sort != none else scheme.text_2)
    if sort == none:
        write(painter, area, option.text, font, ink, option.textAlignment & Qt.AlignmentFlag.AlignHorizontal_Mask)
        return
    # Qt calls the sign of an ascending order SortDown; people read the triangle that points up as ascending.
    name = "sort-up" if sort == QStyleOptionHeader.SortIndicator.SortDown else "sort-down"
    width = min(text_width(font, option.text), area.width() - tokens.ICON_SMALL)
    right = bool(option.textAlignment & Qt.AlignmentFlag.AlignRight)
    left = area.right() - width - tokens.ICON_SMALL if right else area.left()
    write(painter, QRectF(left, area.top(), width + 1, area.height()), option.text, font, ink)
    spot = QRectF(left + width + 2, area.top(), tokens.ICON_SMALL - 2, area.height())
    icons.draw_icon(painter, name, spot, QColor(scheme.text_2))


def _scroll_bar(option: QStyleOption, painter: QPainter, _widget: QWidget | None, _style: QProxyStyle) -> None:
    if not isinstance(option, QStyleOptionSlider) or option.maximum <= option.minimum:
        return
    scheme = scheme_of(option.palette)
    control = QStyle.ComplexControl.CC_ScrollBar
    part = QStyle.SubControl.SC_ScrollBarSlider
    slider = QRectF(sub_control(control, option, part) or QRect())
    margin = tokens.SCROLL_BAR_MARGIN
    slider.adjust(margin, margin, -margin, -margin)
    active = option.activeSubControls & QStyle.SubControl.SC_ScrollBarSlider
    touched = active and option.state & (State.State_Sunken | State.State_MouseOver)
    fill(painter, slider, QColor(scheme.field_line if touched else scheme.line_strong), tokens.SCROLL_BAR / 2)


def sub_control(control: QStyle.ComplexControl, option: QStyleOption, sub: QStyle.SubControl) -> QRect | None:
    """A scroll bar without arrows: the groove is the whole length."""
    if control != QStyle.ComplexControl.CC_ScrollBar or not isinstance(option, QStyleOptionSlider):
        return None
    part = QStyle.SubControl
    if sub in (part.SC_ScrollBarAddLine, part.SC_ScrollBarSubLine, part.SC_ScrollBarFirst, part.SC_ScrollBarLast):
        return QRect()
    rect = option.rect
    upright = option.orientation == Qt.Orientation.Vertical
    length = rect.height() if upright else rect.width()
    span = option.maximum - option.minimum
    size = length if span <= 0 else max(24, min(length, length * option.pageStep // (span + option.pageStep or 1)))
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - size, option.upsideDown
    )
    begin, end = {
        part.SC_ScrollBarGroove: (0, length),
        part.SC_ScrollBarSlider: (start, start + size),
        part.SC_ScrollBarSubPage: (0, start),
        part.SC_ScrollBarAddPage: (start + size, length),
    }.get(sub, (0, 0))
    if upright:
        return QRect(rect.left(), rect.top() + begin, rect.width(), end - begin)
    return QRect(rect.left() + begin, rect.top(), end - begin, rect.height())


def _progress(option: QStyleOption, painter: QPainter, _widget: QWidget | None, _style: QProxyStyle) -> None:
    if not isinstance(option, QStyleOptionProgressBar):
        return
    scheme = scheme_of(option.palette)
    rect = QRectF(option.rect)
    top = rect.top() + (rect.height() - _PROGRESS) / 2
    groove = QRectF(rect.left(), top, rect.width(), _PROGRESS)
    fill(painter, groove, QColor(scheme.line_strong))
    span = option.maximum - option.minimum
    if span > 0:
        share = max(0.0, min(1.0, (option.progress - option.minimum) / span))
        fill(painter, QRectF(groove.left(), top, groove.width() * share, _PROGRESS), QColor(scheme.accent_fill))


def _splitter(option: QStyleOption, painter: QPainter, _widget: QWidget | None, _style: QProxyStyle) -> None:
    line = option.palette.color(QPalette.ColorRole.Midlight)
    rect = option.rect
    if rect.width() < rect.height():
        vertical(painter, rect.left(), rect.top(), rect.bottom() + 1, line)
    else:
        horizontal(painter, rect.left(), rect.right() + 1, rect.top(), line)


def _tab_shape(option: QStyleOption, painter: QPainter, _widget: QWidget | None, _style: QProxyStyle) -> None:
    scheme = scheme_of(option.palette)
    rect = option.rect
    horizontal(painter, rect.left(), rect.right() + 1, rect.bottom(), QColor(scheme.line))
    if option.state & State.State_Selected:
        fill(painter, QRectF(rect.left(), rect.bottom() - 1, rect.width(), 2), QColor(scheme.accent))
    if option.state & State.State_HasFocus:
        edge(painter, rect.adjusted(0, 2, 0, -4), QColor(scheme.accent), tokens.FOCUS_EDGE)


def _tab_label(option: QStyleOption, painter: QPainter, widget: QWidget | None, _style: QProxyStyle) -> None:
    if isinstance(option, QStyleOptionTab):
        scheme = scheme_of(option.palette)
        chosen = bool(option.state & State.State_Selected)
        ink = scheme.text if chosen or option.state & State.State_MouseOver else scheme.text_2
        font = sized(widget.font() if widget else painter.font(), tokens.BODY, chosen)
        write(painter, option.rect, option.text.replace("&", ""), font, QColor(ink), Qt.AlignmentFlag.AlignHCenter)


def _nothing(_option: QStyleOption, _painter: QPainter, _widget: QWidget | None, _style: QProxyStyle) -> None:
    """Nothing is drawn here on purpose."""


def size(kind: QStyle.ContentsType, option: QStyleOption, contents: QSize, widget: QWidget | None) -> QSize | None:
    """Sizes of headers, rows and progress bars, or None for anything else."""
    types = QStyle.ContentsType
    if kind == types.CT_HeaderSection and isinstance(option, QStyleOptionHeader):
        font = sized(widget.font() if widget else QFont(), tokens.SMALL)
        return QSize(text_width(font, option.text) + 2 * tokens.BETWEEN + tokens.ICON_SMALL, tokens.TABLE_ROW)
    if kind == types.CT_ProgressBar:
        return QSize(max(contents.width(), 96), _PROGRESS)
    if kind == types.CT_ItemViewItem and widget is not None and widget.window().windowType() == Qt.WindowType.Popup:
        font = widget.font()
        text = option.text if isinstance(option, QStyleOptionViewItem) else ""
        return QSize(text_width(font, text) + 2 * tokens.BETWEEN, tokens.TABLE_ROW)
    return None


PRIMITIVES = {
    QStyle.PrimitiveElement.PE_PanelItemViewItem: _row,
    QStyle.PrimitiveElement.PE_PanelItemViewRow: row_back,
    QStyle.PrimitiveElement.PE_FrameFocusRect: _focus,
    QStyle.PrimitiveElement.PE_IndicatorHeaderArrow: _nothing,
    QStyle.PrimitiveElement.PE_PanelScrollAreaCorner: _nothing,
    QStyle.PrimitiveElement.PE_FrameTabBarBase: _nothing,
    QStyle.PrimitiveElement.PE_FrameStatusBarItem: _nothing,
}
CONTROLS = {
    QStyle.ControlElement.CE_HeaderSection: _header_section,
    QStyle.ControlElement.CE_HeaderLabel: _header_label,
    QStyle.ControlElement.CE_HeaderEmptyArea: _header_section,
    QStyle.ControlElement.CE_ProgressBar: _progress,
    QStyle.ControlElement.CE_Splitter: _splitter,
    QStyle.ControlElement.CE_TabBarTabShape: _tab_shape,
    QStyle.ControlElement.CE_TabBarTabLabel: _tab_label,
}
COMPLEX = {QStyle.ComplexControl.CC_ScrollBar: _scroll_bar}
