"""Badges: tier filled, grade outlined, stage as four bars and a word, chips and states. Painted or as widgets."""

from __future__ import annotations

import math
from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import box, dot, fill, scheme_of, sized, text_width, write

TIERS = ("gold", "silver", "bronze", "iron")
STAGES = ("potential", "target", "signed", "qualified")
_STATE_ICONS = {"bad": "error", "warn": "warning", "good": "done"}
_BAR, _BAR_STEP, _BARS_WIDTH, _BAR_RISE = 2.5, 3.5, 13, 3
_EDGE = 1
_DOT = 4
_DOT_ROOM = 2 * _DOT + tokens.INSIDE


class Badge(Struct, frozen=True):
    """What a badge shows. `kind`: tier, outline, stage, tint or group; `key`: the tier, stage, state or colour."""

    text: str
    kind: str = "outline"
    key: str = ""
    icon: str = ""
    bare: bool = False


def tier(key: str, text: str) -> Badge:
    """gold, silver, bronze or iron, filled."""
    return Badge(text, "tier", key)


def grade(text: str) -> Badge:
    """A, B or C, outlined."""
    return Badge(text)


def stage(key: str, text: str, bare: bool = False) -> Badge:
    """potential … qualified as rising bars and a word; `bare` leaves out the edge, for second lines."""
    return Badge(text, "stage", key, bare=bare)


def chip(text: str, icon: str = "") -> Badge:
    """An outlined word, with an icon where given."""
    return Badge(text, icon=icon)


def state(key: str, text: str, icon: str = "", bare: bool = False) -> Badge:
    """bad, warn or good on its tint with its shape, `plain` a grey word; `bare` is coloured words without a ground."""
    return Badge(text, "tint", key, icon or _STATE_ICONS.get(key, ""), bare)


def group(colour: str, text: str) -> Badge:
    """A group of customers with a dot of its colour (a key of `core.groups.COLORS`, '' for none)."""
    return Badge(text, "group", colour or "grey")


def badge_font(font: QFont) -> QFont:
    return sized(font, tokens.SMALL)


def badge_width(badge: Badge, font: QFont) -> int:
    """The width this badge takes, in pixels."""
    width = text_width(badge_font(font), badge.text)
    if badge.kind == "stage":
        width += _BARS_WIDTH + (tokens.INSIDE if badge.text else 0)
    elif badge.kind == "group":
        width += _DOT_ROOM
    elif badge.icon:
        width += _icon_room(badge)
    return width if badge.bare else width + 2 * (tokens.BADGE_PADDING + _EDGE)


def _icon_room(badge: Badge) -> int:
    return tokens.ICON_IN_TEXT + 2 if badge.bare else tokens.ICON_SMALL + tokens.INSIDE


def paint_badge(painter: QPainter, left: float, middle: float, badge: Badge, font: QFont, palette: QPalette) -> float:
    """Draw from `left`, centred on the line at `middle`; returns the right end."""
    scheme = scheme_of(palette)
    width = badge_width(badge, font)
    height = tokens.BADGE_HEIGHT
    rect = QRectF(left, middle - height / 2, width, height)
    ink = _ground(painter, rect, badge, palette)
    inner = rect if badge.bare else rect.adjusted(tokens.BADGE_PADDING + _EDGE, 0, -tokens.BADGE_PADDING - _EDGE, 0)
    text_left = inner.left()
    if badge.kind == "stage":
        filled = STAGES.index(badge.key) + 1 if badge.key in STAGES else 0
        paint_bars(painter, text_left, rect.top() + tokens.INSIDE, filled, palette)
        text_left += _BARS_WIDTH + tokens.INSIDE
    elif badge.kind == "group":
        spot = QColor(getattr(scheme, f"group_{badge.key}", scheme.text_2))
        dot(painter, QPointF(text_left + _DOT, middle), _DOT, spot)
        text_left += _DOT_ROOM
    elif badge.icon:
        side = tokens.ICON_IN_TEXT if badge.bare else tokens.ICON_SMALL
        place = QRectF(text_left, rect.top(), side, height)
        token = scheme.text_2 if badge.kind == "outline" else ink
        draw_icon(painter, badge.icon, place, QColor(token))
        text_left += _icon_room(badge)
    area = QRectF(text_left, rect.top(), inner.right() - text_left + 1, height)
    write(painter, area, badge.text, badge_font(font), QColor(ink), elide=Qt.TextElideMode.ElideNone)
    return rect.right()


def stamp_badge(
    painter: QPainter, left: int, middle: int, badge: Badge, font: QFont, palette: QPalette, ground: QColor
) -> None:
    """The same where nothing but the ground is yet, by a picture kept of it: every row of a list has a few badges, and
    they are a few different ones."""
    scale = painter.device().devicePixelRatio()
    top = middle - tokens.BADGE_HEIGHT // 2
    corner = painter.deviceTransform().map(QPointF(left, top))
    if corner != QPointF(corner.toPoint()) or painter.deviceTransform().m11() != scale:
        paint_badge(painter, left, middle, badge, font, palette)
        return
    window = palette.color(QPalette.ColorRole.Window).rgb()
    painter.drawPixmap(left, top, _picture(badge, QFont(font), window, scale, ground.rgb()))


@lru_cache(maxsize=512)
def _picture(badge: Badge, font: QFont, window: int, scale: float, ground: int) -> QPixmap:
    width = badge_width(badge, font)
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor.fromRgb(window))
    picture = QPixmap(math.ceil(width * scale), math.ceil(tokens.BADGE_HEIGHT * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(QColor.fromRgb(ground))
    painter = QPainter(picture)
    paint_badge(painter, 0, tokens.BADGE_HEIGHT / 2, badge, font, palette)
    painter.end()
    return picture


def _ground(painter: QPainter, rect: QRectF, badge: Badge, palette: QPalette) -> str:
    """Fill and edge of a badge; returns the colour of its words."""
    scheme = scheme_of(palette)
    if badge.kind == "tier" and badge.key in TIERS:
        ground, line = getattr(scheme, badge.key), getattr(scheme, f"{badge.key}_line")
        box(painter, rect, QColor(ground), QColor(line))
        return str(getattr(scheme, f"{badge.key}_ink"))
    if badge.kind == "tint":
        if badge.key in _STATE_ICONS:
            if not badge.bare:
                fill(painter, rect, QColor(getattr(scheme, f"{badge.key}_tint")), tokens.RADIUS)
            return str(getattr(scheme, badge.key))
        fill(painter, rect, QColor(scheme.hover), tokens.RADIUS)
        return scheme.text
    if not badge.bare:
        box(painter, rect, QColor(scheme.raised if not scheme.dark else scheme.base), QColor(scheme.line_strong))
        return scheme.text
    return scheme.text_2


def paint_bars(painter: QPainter, left: float, top: float, filled: int, palette: QPalette) -> None:
    """Four rising bars in 13 × 12 pixels, `filled` of them dark."""
    scheme = scheme_of(palette)
    for index in range(len(STAGES)):
        height = _BAR_RISE * (index + 1)
        bar = QRectF(left + index * _BAR_STEP, top + _BAR_RISE * len(STAGES) - height, _BAR, height)
        fill(painter, bar, QColor(scheme.text_2 if index < filled else scheme.line_strong))


def paint_meter(
    painter: QPainter, left: float, top: float, filled: int, of: int, token: str, palette: QPalette
) -> None:
    """`of` blocks of 12 × 8 with 2 between, the first `filled` in the token's colour."""
    scheme = scheme_of(palette)
    for index in range(of):
        ground = getattr(scheme, token) if index < filled else scheme.line_strong
        fill(painter, QRectF(left + index * 14, top, 12, 8), QColor(ground))


class BadgeLabel(QWidget):
    """A badge as a widget."""

    def __init__(self, badge: Badge, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._badge = badge
        self.setAccessibleName(badge.text)

    def badge(self) -> Badge:
        return self._badge

    def set_badge(self, badge: Badge) -> None:
        self._badge = badge
        self.setAccessibleName(badge.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(badge_width(self._badge, self.font()), tokens.BADGE_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_badge(QPainter(self), 0, self.height() / 2, self._badge, self.font(), self.palette())


class Meter(QWidget):
    """A few blocks of which some are filled, such as two of three contacts."""

    def __init__(self, filled: int, of: int, token: str, *, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filled, self._of, self._token = filled, of, token
        self.setAccessibleName(label)
        self.setFixedSize(of * 14 - 2, 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_meter(QPainter(self), 0, 0, self._filled, self._of, self._token, self.palette())
