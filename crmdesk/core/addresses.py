"""An address as lists and papers show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def address_line(part: Mapping[str, Any]) -> str:
    """浙江省 嘉兴市 南湖区 云岫工业园三路 18 号  000000: without what the street repeats."""
    street = str(part.get("address") or "")
    places = [str(part[key]) for key in ("province", "city", "district") if part.get(key)]
    shown = [place for place in dict.fromkeys(places) if not street.startswith(place)]
    if street.startswith(tuple(places)):
        shown = [place for place in shown if place not in street]
    line = " ".join([*shown, *([street] if street else [])])
    postcode = str(part.get("postcode") or "")
    return f"{line}  {postcode}".strip()
