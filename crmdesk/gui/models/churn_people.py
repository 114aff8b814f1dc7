"""Customers lost, won back, perhaps lost and at risk, as lists of the tab Churn (METHOD.md section 8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from crmdesk.core.at_risk import (
    COMPLAINING,
    DISSATISFIED,
    FALLING,
    GONE,
    HELP,
    LATE,
    REASONS,
    SILENT,
    AtRisk,
    AtRiskRow,
)
from crmdesk.core.losses import LostRow, ProposedRow
from crmdesk.core.reasons import Reason
from crmdesk.core.words import Words
from crmdesk.gui.models.paged import Value
from crmdesk.gui.models.tiers_people import LOG, OFFER, PLAN, People, Person
from crmdesk.gui.ui import Ui
from crmdesk.services import churn, losses
from crmdesk.services.desk import Desk

ALL = "all"
LOST, BACK, PERHAPS = "lost", "won-back", "perhaps"
MARK, WON, CHANGE, TAKE_OUT, TASK, COMPLAINT = "mark-lost", "won-back", "change-loss", "take-out", "task", "complaint"
"""What can be done about one of them, beside what the page Tiers offers."""
_LISTED: Mapping[str, tuple[str, ...]] = {
    LOST: (WON, LOG, CHANGE, TAKE_OUT),
    BACK: (LOG, PLAN, CHANGE, TAKE_OUT),
    PERHAPS: (LOG, MARK, TASK),
}
_AGAINST: Mapping[str, tuple[str, ...]] = {
    ALL: (LOG, TASK, PLAN, MARK),
    SILENT: (PLAN, LOG, TASK, MARK),
    FALLING: (OFFER, LOG, TASK, MARK),
    DISSATISFIED: (LOG, TASK, MARK),
    COMPLAINING: (COMPLAINT, LOG, TASK, MARK),
    LATE: (LOG, TASK, MARK),
    GONE: (LOG, MARK, TASK),
}
"""The obvious first."""


class Which(Struct, frozen=True):
    """A list: LOST or BACK in a period, or PERHAPS (of today). `narrowed`: which part of it, as `churn.lost` takes it;
    `told`: the same in words; `counted`: only who counts in the rate."""

    kind: str
    first: dt.date
    last: dt.date
    narrowed: Mapping[str, Any] = field(default_factory=dict)
    told: str = ""
    counted: bool = False
    by_cost: bool = False


class Listed(Struct, frozen=True):
    """What it names, as looked up on the worker."""

    which: Which
    ids: Sequence[int]
    customers: Sequence[int]


def listed(ui: Ui, found: Listed) -> People:
    """Customers lost or won back in a period, or without an order for so long that they may be lost."""
    which, _, words = found.which, ui.words.gettext, ui.words
    period = _("{first} to {last}").format(first=words.date(which.first), last=words.date(which.last))
    headings: tuple[str, ...] = (_("Lost on"), _("Sales before"))
    if which.by_cost:
        headings = headings[::-1]
    if which.kind == BACK:
        headings = (_("Won back on"), *headings)
    elif which.kind == PERHAPS:
        headings, period = (_("Last order"), _("Sales to date")), _("no order for 24 months, not marked lost")
    told = " · ".join(each for each in (which.told, period) if each)
    return People(
        f"{which.kind} {which.told}", _title(which.kind, len(found.ids), words), found.ids, headings,
        lambda first, count: _read(ui, found, first, count),
        note=told, why=_why(which, words), deeds=_LISTED[which.kind], customers=found.customers,
    )  # fmt: skip


def _title(kind: str, count: int, words: Words) -> str:
    n = words.ngettext
    told = {
        LOST: n("{count} customer lost", "{count} customers lost", count),
        BACK: n("{count} customer won back", "{count} customers won back", count),
        PERHAPS: n("{count} customer perhaps lost", "{count} customers perhaps lost", count),
    }[kind]
    return told.format(count=words.number(count))


def _why(which: Which, words: Words) -> str:
    _ = words.gettext
    if which.kind == PERHAPS:
        return _("Nobody has been without an order for 24 months who is not marked lost.")
    if which.kind == BACK:
        return _("Nobody was won back in this time.")
    return _("Nobody was marked lost in this time. Mark a customer lost in its file, or here among those at risk.")


def _read(ui: Ui, found: Listed, first: int, count: int) -> list[Person]:
    ids = list(found.ids[first : first + count])
    if found.which.kind == PERHAPS:
        return [_perhaps(row, ui.words) for row in churn.proposed_rows(ui.desk, ids)]
    return [_lost(ui, row, found.which) for row in churn.lost_rows(ui.desk, ids)]


def _perhaps(row: ProposedRow, words: Words) -> Person:
    return Person(row.customer, (row.last_order_on, row.sales), (row.reason,), words.message(HELP[GONE], {}))


def _lost(ui: Ui, row: LostRow, which: Which) -> Person:
    loss = row.loss
    figures: tuple[Value, ...] = (loss.lost_on, loss.sales)
    if which.by_cost:
        figures = figures[::-1]
    elif which.kind == BACK:
        figures = (loss.won_back_on, *figures)
    return Person(row.customer, figures, tuple(_told(ui, row)), record=loss.id)


def _told(ui: Ui, row: LostRow) -> Iterator[Reason]:
    """Why it left and what happened; how it was won back, or that it bought again."""
    loss = row.loss
    reason = ui.shown(ui.desk.fields("loss")["reason"], loss.reason)
    if loss.competitor:
        yield Reason("loss-because-rival", {"reason": reason, "competitor": loss.competitor})
    else:
        yield Reason("loss-because", {"reason": reason})
    if loss.text:
        yield Reason("loss-told", {"text": loss.text})
    if loss.won_back_on is not None:
        yield Reason("loss-won-back", {"day": loss.won_back_on})
        if loss.won_back_text:
            yield Reason("loss-told", {"text": loss.won_back_text})
    elif loss.ordered_since is not None:
        yield Reason("loss-before-order", {"day": loss.ordered_since})


def look_up(which: Which, desk: Desk) -> Listed:
    """On the worker."""
    if which.kind == PERHAPS:
        ids = churn.proposed(desk)
        return Listed(which, ids, ids)
    if which.kind == BACK:
        found = churn.won_back(desk, which.first, which.last)
    else:
        found = churn.lost(
            desk, which.first, which.last, counted=which.counted, by_cost=which.by_cost, **which.narrowed
        )
    return Listed(which, found, losses.customers_of(desk, found))


def title_of(code: str, words: Words) -> str:
    """What a reason to be at risk is called."""
    _ = words.gettext
    return {
        ALL: _("All at risk"), SILENT: _("Silent beyond their rhythm"), FALLING: _("Ordering less"),
        DISSATISFIED: _("Dissatisfied"), COMPLAINING: _("Complaints still open"), LATE: _("Paying late"),
        GONE: _("Perhaps lost already"),
    }[code]  # fmt: skip


def help_of(code: str, words: Words) -> str:
    """What helps against it."""
    return words.gettext("Most at stake first") if code == ALL else words.message(HELP[code], {})


def at_risk(ui: Ui, found: AtRisk, code: str) -> People:
    """Everybody for whom a reason holds; ALL: any."""
    _, words = ui.words.gettext, ui.words
    shown = found if code == ALL else only(found, code)
    note = _("At stake: sales of the last 12 months or of the 12 before, whichever is more")
    return People(
        code, title_of(code, words), shown.ids, (_("Sales at stake"), _("Last order")),
        lambda first, count: [_person(row, code, words) for row in churn.risk_rows(ui.desk, shown, first, count)],
        note=note, why=_nobody(found, words), deeds=_AGAINST[code],
    )  # fmt: skip


def only(found: AtRisk, code: str) -> AtRisk:
    """Those for whom this reason holds, in the same order."""
    bit = 1 << REASONS.index(code)
    places = [place for place, codes in enumerate(found.codes) if codes & bit]
    ids, stakes, codes = ([each[place] for place in places] for each in (found.ids, found.stakes, found.codes))
    return replace(found, ids=ids, stakes=stakes, codes=codes)


def _nobody(found: AtRisk, words: Words) -> str:
    return found.why.told(words) if found.why is not None else words.gettext("Nobody is at risk for this reason.")


def _person(row: AtRiskRow, code: str, words: Words) -> Person:
    """What the list is about comes first."""
    risks = sorted(row.risks, key=lambda risk: risk.reason.code != code)
    advice = dict.fromkeys(words.message(risk.help, {}) for risk in risks)
    joined = "" if words.chinese else " "
    reasons = tuple(risk.reason for risk in risks)
    return Person(row.customer, (row.stake, row.facts.last_order_on), reasons, joined.join(advice))
