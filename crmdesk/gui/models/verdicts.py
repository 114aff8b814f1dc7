"""How a MAN verdict looks: a word, with a shape where it calls for something."""

from __future__ import annotations

from crmdesk.core.qualifying import VERDICT_LABELS, Verdict
from crmdesk.core.words import Words
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge


def verdict_badge(verdict: Verdict, words: Words) -> Badge:
    """Green for whom one sells to now, edged for whom one works on, quiet for whom one leaves alone."""
    text = words.label(VERDICT_LABELS[verdict])
    match verdict:
        case "prospect":
            return badges.state("good", text)
        case "contact":
            return badges.chip(text)
        case "find-out":
            return badges.chip(text, icon="question")
        case _:
            return badges.state("plain", text)
