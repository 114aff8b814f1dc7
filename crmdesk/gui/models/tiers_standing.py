"""How a customer came to its tier and grade, in sentences (METHOD.md section 4)."""

from __future__ import annotations

from crmdesk.core.ranking import Place
from crmdesk.gui.models.tiers_words import TierWords
from crmdesk.gui.ui import Ui
from crmdesk.services.tier_standing import Standing


def of_tier(ui: Ui, found: Standing) -> str:
    """Where the tier comes from: a person and why, or a saved run and its place there."""
    _ = ui.words.gettext
    if found.tier_fixed and found.tier is not None:
        return _by_hand(ui, found.tier_reason)
    if found.run is None:
        return _("No ranking was saved yet.")
    if found.place is None:
        return _("It was not there when the ranking of {day} was saved.").format(day=ui.words.date(found.run.today))
    return in_run(ui, found.place)


def of_grade(ui: Ui, found: Standing) -> str:
    """Where the grade comes from."""
    _ = ui.words.gettext
    if found.grade_fixed and found.grade is not None:
        return _by_hand(ui, found.grade_reason)
    if found.source == "abc":
        return in_run(ui, found.classed) if found.classed is not None else _("No ABC ranking was saved yet.")
    return _("It follows from the tier.") if found.grade is not None else ""


def in_run(ui: Ui, place: Place) -> str:
    """A place in a saved run."""
    words = TierWords(ui.words, place.run.basis, place.run.period)
    told = ui.words.gettext("No. {rank} of {count} in the ranking saved for {day}: {what} {value}.")
    return told.format(
        rank=ui.words.number(place.rank), count=ui.words.number(place.run.count), day=ui.words.date(place.run.today),
        what=words.of_what(), value=words.value(place.value),
    )  # fmt: skip


def _by_hand(ui: Ui, reason: str) -> str:
    _ = ui.words.gettext
    told = ui.masking.text(reason)
    return _("Set by a person: {reason}").format(reason=told) if told else _("Set by a person, without a reason.")
