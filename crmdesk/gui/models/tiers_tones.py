"""What the levels of a ranking are drawn in."""

from __future__ import annotations

TONES = {
    "gold": "gold", "silver": "silver", "bronze": "bronze", "iron": "iron", "A": "series_2", "B": "series",
    "C": "line_strong",
}  # fmt: skip
"""The token that each level is drawn in."""
