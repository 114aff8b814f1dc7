"""Series can be told apart in both themes, by people who see fewer colours too."""

from __future__ import annotations

from itertools import combinations

import pytest

from crmdesk.gui.charts.head import TONES
from crmdesk.gui.theme.tokens import DARK, LIGHT, Scheme

# How colours look without one kind of cone: Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB.
EYES = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
LEAST = 10
"""Of a difference of 2.3 people say that they see it when colours lie side by side."""


def linear(colour: str) -> list[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def lab(rgb: list[float]) -> tuple[float, float, float]:
    """CIE L*a*b* of linear sRGB."""
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    xyz = [sum(a * b for a, b in zip(row, rgb, strict=True)) / w for row, w in zip(to_xyz, white, strict=True)]
    x, y, z = (max(part, 0) ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour: str, eyes: str) -> tuple[float, float, float]:
    rgb = linear(colour)
    return lab([sum(a * b for a, b in zip(row, rgb, strict=True)) for row in EYES[eyes]])


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("eyes", EYES)
def test_tones_of_series_differ(scheme: Scheme, eyes: str):
    shades = {tone: seen(getattr(scheme, tone), eyes) for tone in (*TONES, "base")}
    near = {
        (one, other): sum((a - b) ** 2 for a, b in zip(shades[one], shades[other], strict=True)) ** 0.5
        for one, other in combinations(shades, 2)
    }
    assert {pair: round(how) for pair, how in near.items() if how < LEAST} == {}


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_first_two_differ_in_lightness_alone(scheme: Scheme):
    first, second = (lab(linear(getattr(scheme, tone)))[0] for tone in TONES[:2])
    assert abs(first - second) > 25
