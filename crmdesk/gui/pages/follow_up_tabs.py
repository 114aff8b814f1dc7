"""The tabs of the page Follow-up, for the page itself and for whoever leads there."""

from __future__ import annotations

from crmdesk.gui.ui import Ui

VISITS, PLAN = "visits", "plan"
POTENTIALS, FUNNEL, STEPS, CAMPAIGNS = "potentials", "funnel", "steps", "campaigns"


def parts_of_follow_up(ui: Ui) -> tuple[tuple[str, str, str], ...]:
    """Key, words and icon of each."""
    _ = ui.words.gettext
    return (
        (VISITS, _("Visit plan"), "pin"),
        (PLAN, _("Sales plan"), "money"),
        (POTENTIALS, _("Potential customers"), "person"),
        (FUNNEL, _("Funnel"), "insight"),
        (STEPS, _("Next steps"), "check"),
        (CAMPAIGNS, _("Call campaigns"), "phone"),
    )
