"""Badges kept as pictures look like those that are painted, in either theme, on every ground and scale."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication

from crmdesk.gui.theme.tokens import DARK, LIGHT, Scheme
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge

BADGES = (
    badges.tier("gold", "金牌"),
    badges.grade("A"),
    badges.stage("signed", "签约", bare=True),
    badges.state("bad", "投诉", icon="complaint", bare=True),
    badges.state("warn", "Overdue"),
    badges.group("red", "上海"),
    badges.chip("Chip", icon="filter"),
)


def picture(badge: Badge, scheme: Scheme, scale: float, *, stamped: bool, left: int = 7) -> QImage:
    image = QImage(round(200 * scale), round(60 * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    ground = QColor(scheme.selected)
    image.fill(ground)
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(scheme.window))
    painter = QPainter(image)
    if stamped:
        badges.stamp_badge(painter, left, 20, badge, QFont(QApplication.font()), palette, ground)
    else:
        badges.paint_badge(painter, left, 20, badge, QFont(QApplication.font()), palette)
    painter.end()
    return image


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("badge", BADGES, ids=lambda badge: f"{badge.kind}-{badge.text}")
def test_a_kept_picture_is_what_would_be_painted(badge: Badge, scheme: Scheme, scale: float) -> None:
    empty = picture(Badge("", bare=True), scheme, scale, stamped=False)
    for left in (7, 8):
        painted = picture(badge, scheme, scale, stamped=False, left=left)
        assert painted != empty
        for _again in range(2):
            assert picture(badge, scheme, scale, stamped=True, left=left) == painted
