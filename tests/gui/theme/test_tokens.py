"""The colours keep the contrast the look promises."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from msgspec.structs import fields

from crmdesk.core.groups import COLORS
from crmdesk.gui.theme.tokens import DARK, LIGHT, Scheme
from tests.imports import ROOT

GROUNDS = ("window", "base", "raised", "hover", "selected", "selected_idle")
ON_GROUND = [(ink, ground) for ink in ("text", "text_2") for ground in GROUNDS]
OTHERS = [
    *((ink, ground) for ink in ("text_3", "accent") for ground in ("window", "base", "raised")),
    ("accent", "selected"),
    *(("on_accent", ground) for ground in ("accent_fill", "accent_hover", "accent_press")),
    *((state, ground) for state in ("bad", "warn", "good") for ground in ("window", "base", f"{state}_tint")),
    *((f"{tier}_ink", tier) for tier in ("gold", "silver", "bronze", "iron")),
    *((f"group_{color}", ground) for color in COLORS for ground in ("window", "base")),
]
SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@SCHEMES
@pytest.mark.parametrize(("ink", "ground"), ON_GROUND + OTHERS)
def test_text_can_be_read(scheme: Scheme, ink: str, ground: str):
    assert contrast(getattr(scheme, ink), getattr(scheme, ground)) >= 4.5


@SCHEMES
@pytest.mark.parametrize("ground", ["base", "window"])
@pytest.mark.parametrize("edge", ["field_line", "accent", "bad", "warn"])
def test_edges_of_inputs_can_be_seen(scheme: Scheme, edge: str, ground: str):
    assert contrast(getattr(scheme, edge), getattr(scheme, ground)) >= 3


@SCHEMES
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("color", COLORS)
def test_dots_of_groups_can_be_seen(scheme: Scheme, color: str, ground: str):
    assert contrast(getattr(scheme, f"group_{color}"), getattr(scheme, ground)) >= 3


@SCHEMES
def test_colours_of_groups_differ(scheme: Scheme):
    assert len({getattr(scheme, f"group_{color}") for color in COLORS}) == len(COLORS)


@SCHEMES
def test_tiers_differ_in_lightness_too(scheme: Scheme):
    shades = sorted(luminance(getattr(scheme, tier)) for tier in ("gold", "silver", "bronze", "iron"))
    assert all((darker + 0.05) * 1.1 < lighter + 0.05 for darker, lighter in pairwise(shades))


@SCHEMES
def test_every_token_is_a_colour(scheme: Scheme):
    values = [getattr(scheme, field.name) for field in fields(Scheme) if field.name != "dark"]
    assert all(re.fullmatch(r"#[0-9A-F]{6}", value) for value in values)


def test_the_window_has_no_other_colour_literal():
    literal = re.compile(
        r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b|Qt\.GlobalColor\.(?!transparent)|setStyleSheet|(?<!\.)rgb\("
    )
    sources = [path for path in (ROOT / "crmdesk" / "gui").rglob("*.py") if path.name != "tokens.py"]
    found = [f"{path.name}: {hit}" for path in sources for hit in literal.findall(path.read_text("utf-8"))]
    assert len(sources) > 20
    assert found == []
