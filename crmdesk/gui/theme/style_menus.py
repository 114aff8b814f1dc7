"""Menus, the menu bar and tooltips."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QFrame, QProxyStyle, QStyle, QStyleOption, QStyleOptionMenuItem, QWidget

from crmdesk.core import patterns
from crmdesk.gui import icons
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import baseline, box, edge, fill, horizontal, scheme_of, sized, text_width, write

State = QStyle.StateFlag
Kind = QStyleOptionMenuItem.MenuItemType
TIP_GAP = "\u2003"
_ITEM = tokens.CONTROL_HEIGHT
_RULE = 9
_SHORTCUT_GAP = 32
_LETTER = patterns.late(r"&([^&])")


def is_popup_frame(frame: QFrame) -> bool:
    """Whether this is the list of a combo box."""
    return frame.inherits("QComboBoxPrivateContainer")


def _panel(option: QStyleOption, painter: QPainter, _widget: QWidget | None, _style: QProxyStyle) -> None:
    scheme = scheme_of(option.palette)
    box(painter, option.rect, QColor(scheme.raised), QColor(scheme.line_strong))


def _nothing(_option: QStyleOption, _painter: QPainter, _widget: QWidget | None, _style: QProxyStyle) -> None:
    """The panel has drawn the edge already."""


def _split(text: str) -> tuple[str, str]:
    words, _tab, shortcut = text.partition("\t")
    return words, shortcut


def _plain(words: str) -> str:
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _signs(option: QStyleOptionMenuItem) -> int:
    """Room at the left for icons and ticks: none where no entry has one."""
    ticks = option.menuHasCheckableItems
    return tokens.ICON + tokens.BETWEEN if ticks or option.maxIconWidth > 0 else 0


def _item(option: QStyleOption, painter: QPainter, _widget: QWidget | None, style: QProxyStyle) -> None:
    if not isinstance(option, QStyleOptionMenuItem):
        return
    scheme = scheme_of(option.palette)
    rect = QRectF(option.rect)
    if option.menuItemType == Kind.Separator:
        horizontal(painter, rect.left(), rect.right(), rect.top() + _RULE // 2, QColor(scheme.line))
        return
    enabled = bool(option.state & State.State_Enabled)
    if option.state & State.State_Selected and enabled:
        fill(painter, rect, QColor(scheme.selected), tokens.CHECK_RADIUS)
    ink = QColor(scheme.text if enabled else scheme.text_off)
    inner = rect.adjusted(tokens.BETWEEN, 0, -tokens.BETWEEN, 0)
    _item_sign(option, painter, inner, ink)
    words, shortcut = _split(option.text)
    left = inner.left() + _signs(option)
    area = QRectF(left, inner.top(), inner.right() - left, inner.height())
    _write_letters(painter, area, words, option.font, ink, underlined(style, option))
    if option.menuItemType == Kind.SubMenu:
        place = QRectF(inner.right() - tokens.ICON_SMALL, inner.top(), tokens.ICON_SMALL, inner.height())
        icons.draw_icon(painter, "chevron-right", place, QColor(scheme.text_2))
    elif shortcut:
        quiet = QColor(scheme.text_2 if enabled else scheme.text_off)
        write(painter, inner, shortcut, sized(option.font, tokens.SMALL), quiet, Qt.AlignmentFlag.AlignRight)


def _item_sign(option: QStyleOptionMenuItem, painter: QPainter, inner: QRectF, ink: QColor) -> None:
    place = QRectF(inner.left(), inner.top(), tokens.ICON, inner.height())
    if option.checkType != QStyleOptionMenuItem.CheckType.NotCheckable:
        if option.checked:
            icons.draw_icon(painter, "check", place, ink)
    elif not option.icon.isNull():
        mode = QIcon.Mode.Normal if option.state & State.State_Enabled else QIcon.Mode.Disabled
        option.icon.paint(painter, place.toRect(), Qt.AlignmentFlag.AlignCenter, mode)


def _bar_item(option: QStyleOption, painter: QPainter, _widget: QWidget | None, style: QProxyStyle) -> None:
    if not isinstance(option, QStyleOptionMenuItem):
        return
    scheme = scheme_of(option.palette)
    if option.state & State.State_Selected and option.state & State.State_Enabled:
        ground = scheme.selected_idle if option.state & State.State_Sunken else scheme.hover
        if not scheme.dark and ground == scheme.hover:
            ground = scheme.selected_idle
        fill(painter, option.rect, QColor(ground), tokens.RADIUS)
    ink = QColor(scheme.text if option.state & State.State_Enabled else scheme.text_off)
    area = QRectF(option.rect).adjusted(tokens.BETWEEN, 0, 0, 0)
    _write_letters(painter, area, option.text, option.font, ink, underlined(style, option))


def underlined(style: QProxyStyle, option: QStyleOption) -> bool:
    """Whether access letters are underlined now."""
    return bool(style.styleHint(QStyle.StyleHint.SH_UnderlineShortcut, option))


def _write_letters(painter: QPainter, area: QRectF, text: str, font: QFont, ink: QColor, underline: bool) -> None:
    words = _plain(text)
    write(painter, area, words, font, ink)
    letter = _LETTER.search(text)
    if underline and letter:
        metrics = QFontMetricsF(font)
        left = area.left() + metrics.horizontalAdvance(_plain(text[: letter.start()]))
        width = metrics.horizontalAdvance(letter.group(1))
        horizontal(painter, left, left + width, baseline(area, metrics) + 2, ink)


def _tip(option: QStyleOption, painter: QPainter, _widget: QWidget | None, _style: QProxyStyle) -> None:
    scheme = scheme_of(option.palette)
    fill(painter, option.rect, QColor(scheme.raised))
    edge(painter, option.rect, QColor(scheme.line_strong), 1, 0)


def draw_tip(painter: QPainter, rect: QRect, palette: QPalette, text: str) -> bool:
    """A tooltip whose shortcut stands behind an em space: words, then the shortcut in grey."""
    words, gap, shortcut = text.partition(TIP_GAP)
    if not gap or "\n" in text:
        return False
    scheme = scheme_of(palette)
    font = painter.font()
    painter.save()
    taken = write(painter, rect, words, font, QColor(scheme.text))
    write(painter, rect.adjusted(round(taken) + tokens.BETWEEN - 2, 0, 0, 0), shortcut, font, QColor(scheme.text_2))
    painter.restore()
    return True


def size(kind: QStyle.ContentsType, option: QStyleOption, contents: QSize, widget: QWidget | None) -> QSize | None:
    """Sizes of menu entries, or None for anything else."""
    types = QStyle.ContentsType
    if kind == types.CT_MenuItem and isinstance(option, QStyleOptionMenuItem):
        if option.menuItemType == Kind.Separator:
            return QSize(contents.width(), _RULE)
        words, shortcut = _split(option.text)
        width = text_width(option.font, _plain(words)) + _signs(option) + 2 * tokens.BETWEEN
        if shortcut:
            width += _SHORTCUT_GAP + text_width(sized(option.font, tokens.SMALL), shortcut)
        if option.menuItemType == Kind.SubMenu:
            width += _SHORTCUT_GAP
        return QSize(max(width, 120), _ITEM)
    if kind == types.CT_MenuBarItem and isinstance(option, QStyleOptionMenuItem):
        font = widget.font() if widget else QFont()
        return QSize(text_width(font, _plain(option.text)) + 2 * tokens.BETWEEN, _ITEM)
    return None


PRIMITIVES = {
    QStyle.PrimitiveElement.PE_PanelMenu: _panel,
    QStyle.PrimitiveElement.PE_FrameMenu: _nothing,
    QStyle.PrimitiveElement.PE_PanelMenuBar: _nothing,
    QStyle.PrimitiveElement.PE_PanelTipLabel: _tip,
}
CONTROLS = {
    QStyle.ControlElement.CE_MenuItem: _item,
    QStyle.ControlElement.CE_MenuBarItem: _bar_item,
    QStyle.ControlElement.CE_MenuBarEmptyArea: _nothing,
    QStyle.ControlElement.CE_MenuEmptyArea: _nothing,
}
