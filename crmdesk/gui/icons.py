"""Our own icons: 16-pixel drawings with a line of 1.25, coloured when drawn and sharp at every scaling."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from crmdesk.assets import resources
from crmdesk.gui.theme.painting import colour, snapped

_CURRENT = "currentColor"


def names() -> list[str]:
    """Every icon there is, by name."""
    return sorted(path.stem for path in (resources() / "icons").glob("*.svg"))


def pixmap(name: str, size: QSize, ink: QColor) -> QPixmap:
    """The icon in device pixels, from the cache when it was drawn before. Raises FileNotFoundError."""
    key = f"crmdesk-icon/{name}/{size.width()}x{size.height()}/{ink.rgba():08x}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    source = (resources() / "icons" / f"{name}.svg").read_text("utf-8").replace(_CURRENT, ink.name())
    drawn = QPixmap(size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setOpacity(ink.alphaF())
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    QPixmapCache.insert(key, drawn)
    return drawn


def draw_icon(painter: QPainter, name: str, rect: QRect | QRectF, ink: QColor) -> None:
    """Draw the icon in a square of the rectangle's height, centred in it."""
    area = QRectF(rect)
    side = min(area.width(), area.height())
    square = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
    target = snapped(painter, square)
    scale = abs(painter.deviceTransform().m11()) or 1.0
    pixels = max(1, round(target.width() * scale))
    image = pixmap(name, QSize(pixels, pixels), ink)
    painter.drawPixmap(target, image, QRectF(image.rect()))


def icon(name: str, token: str = "text_2") -> QIcon:
    """A QIcon for actions and menus; its colour is a token in the program's present theme."""
    if not (resources() / "icons" / f"{name}.svg").is_file():
        raise FileNotFoundError(name)
    return QIcon(_Engine(name, token))


class _Engine(QIconEngine):
    """Draws with the program's palette of the moment, so that a change of theme needs nothing done."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def _ink(self, mode: QIcon.Mode) -> QColor:
        palette: QPalette = QGuiApplication.palette()
        return colour(palette, "text_off" if mode == QIcon.Mode.Disabled else self._token)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        draw_icon(painter, self._name, rect, self._ink(mode))

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float) -> QPixmap:
        image = QPixmap(pixmap(self._name, size, self._ink(mode)))
        image.setDevicePixelRatio(scale)
        return image

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        return pixmap(self._name, size, self._ink(mode))

    def actualSize(self, size: QSize, _mode: QIcon.Mode, _state: QIcon.State) -> QSize:
        side = min(size.width(), size.height())
        return QSize(side, side)

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token)

    def key(self) -> str:
        return "crmdesk"

    def iconName(self) -> str:
        return self._name
