"""The grade that visits go by: from the tier, from the ABC shares, or set by hand (METHOD.md section 4)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Literal

from msgspec import Struct, field

from crmdesk.core.errors import Problem
from crmdesk.core.tiers import CLASSES, LABELS, TIERS

Source = Literal["tier", "abc"]
OF_TIER: Mapping[str, str] = {"gold": "A", "silver": "A", "bronze": "B", "iron": "C"}


def read_of_tier(text: str) -> Mapping[str, str] | None:
    """Which grade each tier gives, as it is typed (gold=A, bronze=B) or kept (JSON); None where it is neither."""
    if text.lstrip().startswith("{"):
        try:
            found: Any = json.loads(text)
        except ValueError:
            return None
    else:
        pairs = [part.partition("=") for part in text.replace(",", " ").replace("，", " ").split()]
        found = {tier.strip(): grade.strip().upper() for tier, _, grade in pairs}
    whole = (
        isinstance(found, dict) and found and all(tier in TIERS and grade in CLASSES for tier, grade in found.items())
    )
    return found if whole else None


class Grading(Struct, frozen=True):
    """Where grades come from, and which grade each tier gives."""

    source: Source = "tier"
    of_tier: Mapping[str, str] = field(default_factory=lambda: OF_TIER)

    def problems(self) -> Mapping[str, Problem]:
        """By tier. Codes: grade-unknown (hard); grade-order (soft: better than that of the tier above)."""
        found = {
            tier: Problem("grade-unknown", {"tier": LABELS[tier]}, hard=True)
            for tier in TIERS
            if self.of_tier.get(tier) not in CLASSES
        }
        if found:
            return found
        return {
            lower: Problem("grade-order", {"tier": LABELS[lower], "above": LABELS[upper]})
            for upper, lower in pairwise(TIERS)
            if self.of_tier[lower] < self.of_tier[upper]
        }

    def grade(self, tier: str | None, abc: str | None, by_hand: str | None = None) -> str | None:
        """What is set by hand wins; None where what it comes from is not known."""
        if by_hand is not None:
            return by_hand
        if self.source == "abc":
            return abc
        return None if tier is None else self.of_tier[tier]
