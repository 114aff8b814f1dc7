"""Our icons: each drawn, in the colour asked for, at every scaling."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter

from crmdesk.assets import resources
from crmdesk.gui import icons
from crmdesk.gui.theme.tokens import DARK, LIGHT

NEEDED = (
    "today person clock complaint order tiers insight print search plus chevron-down chevron-right collapse expand "
    "filter table document pencil more phone mail globe warning error check import export undo redo trash calendar "
    "pin attachment star close done equals"
).split()


def inked(image: QImage) -> int:
    return sum(image.pixelColor(x, y).alpha() > 40 for x in range(image.width()) for y in range(image.height()))


def test_every_icon_that_is_needed_exists():
    assert set(NEEDED) <= set(icons.names())


@pytest.mark.parametrize("name", sorted(path.stem for path in (resources() / "icons").glob("*.svg")))
def test_an_icon_is_drawn_in_its_colour(qapp, name: str):
    for side in (12, 16, 24, 32):
        image = icons.pixmap(name, QSize(side, side), QColor(LIGHT.bad)).toImage()
        assert side // 2 <= inked(image) < side * side * 0.8
        solid = max(
            (image.pixelColor(x, y) for x in range(side) for y in range(side)), key=lambda colour: colour.alpha()
        )
        assert solid.red() > solid.green() + 60


@pytest.mark.parametrize("name", sorted(path.stem for path in (resources() / "icons").glob("*.svg")))
def test_an_icon_has_no_colour_of_its_own(name: str):
    source = (resources() / "icons" / f"{name}.svg").read_text("utf-8")
    assert 'viewBox="0 0 16 16"' in source
    assert 'stroke-width="1.25"' in source
    assert source.count("#") == source.count('color="#000"') == 1


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_is_drawn_at_device_pixels(qapp, scale: float):
    image = QImage(QSize(round(20 * scale), round(20 * scale)), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    icons.draw_icon(painter, "table", QRectF(2, 2, 16, 16), QColor(LIGHT.text))
    painter.end()
    assert inked(image) > 40 * scale
    assert image.pixelColor(0, 0).alpha() == 0


def test_an_unknown_icon_is_a_mistake(qapp):
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def test_a_menu_icon_follows_the_theme(theme):
    icon = icons.icon("trash", "text")
    image = QImage(16, 16, QImage.Format.Format_ARGB32_Premultiplied)
    darkest = {}
    for choice, scheme in (("light", LIGHT), ("dark", DARK)):
        theme.choose(choice)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        icon.paint(painter, QRect(0, 0, 16, 16))
        painter.end()
        found = max((image.pixelColor(x, y) for x in range(16) for y in range(16)), key=lambda colour: colour.alpha())
        assert abs(found.red() - QColor(scheme.text).red()) < 40
        darkest[choice] = found.lightness()
    assert darkest["light"] < 100 < darkest["dark"]
    assert not icon.pixmap(QSize(32, 32), QIcon.Mode.Disabled).isNull()
