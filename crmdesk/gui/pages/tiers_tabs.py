"""The tabs of the page Tiers: their keys, words and icons."""

from __future__ import annotations

from crmdesk.gui.ui import Ui

PYRAMID, ABC, PARETO, QUESTIONS, POLICY = "pyramid", "abc", "pareto", "questions", "policy"


def parts_of_tiers(ui: Ui) -> tuple[tuple[str, str, str], ...]:
    """Every tab there is."""
    _ = ui.words.gettext
    return (
        (PYRAMID, _("Pyramid"), "tiers"),
        (ABC, _("ABC"), "columns"),
        (PARETO, "80/20", "insight"),
        (QUESTIONS, _("Six questions"), "question"),
        (POLICY, _("Policies"), "table"),
    )
