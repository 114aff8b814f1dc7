"""How a customer came to its tier and grade, in sentences as they may be seen (METHOD.md section 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from crmdesk.gui.ui import Ui

if TYPE_CHECKING:
    from crmdesk.services.tier_standing import Standing


def of_tier(ui: Ui, found: Standing) -> str:
    """Where the tier comes from."""
    from crmdesk.services.tier_standing import tier_told

    return tier_told(_seen(ui, found), ui.words)


def of_grade(ui: Ui, found: Standing) -> str:
    """Where the grade comes from."""
    from crmdesk.services.tier_standing import grade_told

    return grade_told(_seen(ui, found), ui.words)


def _seen(ui: Ui, found: Standing) -> Standing:
    text = ui.masking.text
    return replace(found, tier_reason=text(found.tier_reason), grade_reason=text(found.grade_reason))
