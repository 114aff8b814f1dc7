"""The tier and grade of one customer with how they came about and what follows from them (METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from crmdesk.core.errors import UserError
from crmdesk.core.money import from_units
from crmdesk.core.policies import Policy
from crmdesk.core.ranking import Place, Run, Scheme
from crmdesk.core.settings import GRADE_SOURCE
from crmdesk.core.tier_words import TierWords
from crmdesk.core.words import Words
from crmdesk.services import policies, settings
from crmdesk.services.desk import Desk
from crmdesk.store import tier_runs


class Standing(Struct, frozen=True):
    """`tier`, `grade`: in force; `…_fixed`: by hand, for the reason given. `run`: the last saved one of the pyramid;
    `place`: in it, or in the last one before that the customer is in, None where it is in none; `classed` the same of
    ABC. `source`: where grades come from, 'tier' or 'abc'. `policy`: of the tier, None without one."""

    tier: str | None
    tier_fixed: bool
    tier_reason: str
    grade: str | None
    grade_fixed: bool
    grade_reason: str
    run: Run | None
    place: Place | None
    classed: Place | None
    source: str
    policy: Policy | None


def standing(desk: Desk, customer_id: int, words: Words) -> Standing:
    """Of one customer; milliseconds in a file of any size. Raises UserError('record-gone')."""
    from crmdesk.services import tiers

    shown = tier_runs.customers(desk.data, (customer_id,)).get(customer_id)
    if shown is None:
        raise UserError("record-gone")
    runs = tiers.runs(desk)
    return Standing(
        shown["tier"],
        bool(shown["tier_fixed"]),
        shown["tier_reason"] or "",
        shown["grade"],
        bool(shown["grade_fixed"]),
        shown["grade_reason"] or "",
        next((run for run in runs if run.scheme == "pyramid"), None),
        _place(desk, runs, "pyramid", customer_id),
        _place(desk, runs, "abc", customer_id),
        settings.get(desk, GRADE_SOURCE),
        policies.of_tier(desk, shown["tier"], words) if shown["tier"] else None,
    )


def _place(desk: Desk, runs: Sequence[Run], scheme: Scheme, customer_id: int) -> Place | None:
    """In the last run that the customer is in."""
    of_scheme = {run.id: run for run in runs if run.scheme == scheme}
    found = tier_runs.last_place(desk.data, customer_id, list(of_scheme))
    return Place(of_scheme[found[0]], found[1], from_units(found[2]), found[3]) if found else None


def tier_told(found: Standing, words: Words) -> str:
    """Where the tier comes from: a person and why, or a saved run and its place there."""
    _ = words.gettext
    if found.tier_fixed and found.tier is not None:
        return _by_hand(found.tier_reason, words)
    if found.run is None:
        return _("No ranking was saved yet.")
    if found.place is None:
        return _("It was not there when the ranking of {day} was saved.").format(day=words.date(found.run.today))
    return in_run(found.place, words)


def grade_told(found: Standing, words: Words) -> str:
    """Where the grade comes from."""
    _ = words.gettext
    if found.grade_fixed and found.grade is not None:
        return _by_hand(found.grade_reason, words)
    if found.source == "abc":
        return in_run(found.classed, words) if found.classed is not None else _("No ABC ranking was saved yet.")
    return _("It follows from the tier.") if found.grade is not None else ""


def in_run(place: Place, words: Words) -> str:
    """A place in a saved run."""
    of_run = TierWords(words, place.run.basis, place.run.period)
    told = words.gettext("No. {rank} of {count} in the ranking saved for {day}: {what} {value}.")
    return told.format(
        rank=words.number(place.rank), count=words.number(place.run.count), day=words.date(place.run.today),
        what=of_run.of_what(), value=of_run.value(place.value),
    )  # fmt: skip


def _by_hand(reason: str, words: Words) -> str:
    _ = words.gettext
    return _("Set by a person: {reason}").format(reason=reason) if reason else _("Set by a person, without a reason.")
