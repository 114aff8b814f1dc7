"""The tabs of the page Complaints: their keys, words and icons."""

from __future__ import annotations

from crmdesk.gui.ui import Ui

CASES, TABLE, BOARD, FIGURES = "cases", "table", "board", "figures"


def parts_of_complaints(ui: Ui) -> tuple[tuple[str, str, str], ...]:
    """Every tab there is."""
    _ = ui.words.gettext
    return (
        (CASES, _("Cases"), "complaint"),
        (TABLE, _("Table view"), "table"),
        (BOARD, _("Board"), "columns"),
        (FIGURES, _("Figures"), "insight"),
    )
