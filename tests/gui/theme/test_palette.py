"""Fonts that have Chinese, and a palette that follows choice and system."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontDatabase, QFontMetricsF, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QLabel

from crmdesk.gui.theme import palette, tokens
from crmdesk.gui.theme.painting import scheme_of, sized, text_width, write
from crmdesk.gui.theme.tokens import DARK, LIGHT
from crmdesk.gui.widgets.labels import Label
from tests.gui.theme.test_tokens import contrast

Role = QPalette.ColorRole


def test_the_font_itself_has_chinese(theme, qapp):
    assert palette.has_chinese(qapp.font().family())
    assert qapp.font().pointSize() == tokens.BODY


def test_a_font_without_chinese_is_not_taken(qapp):
    latin = [family for family in QFontDatabase.families() if family.startswith("DejaVu")]
    if not latin:
        pytest.skip("no Latin-only font here")
    assert not any(palette.has_chinese(family) for family in latin)


@pytest.mark.parametrize(("points", "height"), tokens.LINE_HEIGHTS.items())
def test_a_line_has_room_for_its_letters(theme, qapp, points: int, height: int):
    metrics = QFontMetricsF(sized(qapp.font(), points))
    assert metrics.capHeight() < metrics.horizontalAdvance("张") <= height


@pytest.mark.parametrize(("scheme", "dark"), [(LIGHT, False), (DARK, True)])
def test_every_role_comes_from_the_tokens(scheme, dark: bool):
    built = palette.build_palette(scheme)
    assert built.color(Role.Text) == QColor(scheme.text)
    assert built.color(Role.Highlight) == QColor(scheme.selected)
    assert built.color(QPalette.ColorGroup.Inactive, Role.Highlight) == QColor(scheme.selected_idle)
    assert built.color(QPalette.ColorGroup.Disabled, Role.Text) == QColor(scheme.text_off)
    assert built.color(Role.Dark) == QColor(scheme.field_line)
    assert scheme_of(built) is scheme
    assert scheme_of(built).dark is dark


GROUNDS = ("window", "base", "raised", "hover", "selected", "selected_idle", "bad_tint", "warn_tint", "good_tint")
INKS = ("text", "text_2", "text_3", "accent", "bad", "warn", "good")
ON_FILLS = [
    *(("on_accent", fill) for fill in ("accent_fill", "accent_hover", "accent_press")),
    *((f"{tier}_ink", tier) for tier in ("gold", "silver", "bronze", "iron")),
]
NEVER = {("text_3", "selected"), ("text_3", "selected_idle")}
"""Placeholders and the like do not stand on a selected row: there they are `text_2`."""

ROLES = [
    (Role.WindowText, Role.Window),
    (Role.Text, Role.Base),
    (Role.Text, Role.AlternateBase),
    (Role.Text, Role.Highlight),
    (Role.ButtonText, Role.Button),
    (Role.ToolTipText, Role.ToolTipBase),
    (Role.PlaceholderText, Role.Base),
    (Role.Link, Role.Base),
    (Role.Link, Role.Window),
    (Role.HighlightedText, Role.Highlight),
]


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), [*((ink, ground) for ink in INKS for ground in GROUNDS), *ON_FILLS])
def test_every_ink_can_be_read_on_every_ground(scheme: tokens.Scheme, ink: str, ground: str):
    enough = contrast(getattr(scheme, ink), getattr(scheme, ground)) >= 4.5
    assert enough is ((ink, ground) not in NEVER)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("group", [QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive])
@pytest.mark.parametrize(("ink", "ground"), ROLES)
def test_what_the_palette_pairs_can_be_read(
    scheme: tokens.Scheme, group: QPalette.ColorGroup, ink: QPalette.ColorRole, ground: QPalette.ColorRole
):
    built = palette.build_palette(scheme)
    assert contrast(*(built.color(group, role).name() for role in (ink, ground))) >= 4.5


@pytest.mark.parametrize(("one", "other", "expected"), [("#FFFFFF", "#000000", 21.0), ("#777777", "#777777", 1.0)])
def test_contrast_is_measured_as_it_should_be(one: str, other: str, expected: float):
    assert contrast(one, other) == pytest.approx(expected)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_the_theme_changes_in_open_windows(theme, qapp, qtbot):
    label = Label("张", tone="bad")
    plain = QLabel("张")
    qtbot.addWidget(label)
    qtbot.addWidget(plain)
    for choice, scheme in (("dark", DARK), ("light", LIGHT), ("dark", DARK)):
        theme.choose(choice)
        qapp.processEvents()
        assert label.palette().color(Role.WindowText) == QColor(scheme.bad)
        assert plain.palette().color(Role.WindowText) == QColor(scheme.text)
        assert theme.choice == choice
        assert theme.dark is scheme.dark


def test_an_unknown_choice_is_refused(theme):
    with pytest.raises(ValueError, match="sepia"):
        theme.choose("sepia")
    assert theme.choice == "light"


def test_line_breaks_are_written_as_spaces(theme):
    """Remarks that were pasted from Excel: two lines that are run together read wrong."""
    picture = QPixmap(200, 20)
    painter = QPainter(picture)
    font = QApplication.font()
    taken = write(painter, QRectF(0, 0, 200, 20), "第一行\r\n第二行", font, QColor("black"))
    painter.end()
    assert abs(taken - text_width(font, "第一行 第二行")) < 1
