"""What the method says of a customer's prospects: MAN, stage, life cycle, relationship, screening; who is to be won,
and the funnel (METHOD.md sections 2, 3 and 15)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from msgspec.structs import replace

from crmdesk.core import funnel as rules
from crmdesk.core import qualifying
from crmdesk.core.assessing import Assessment
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Field
from crmdesk.core.funnel import Funnel
from crmdesk.core.life_cycle import life_cycle
from crmdesk.core.periods import add_months
from crmdesk.core.potentials import SORTS, UNSIGNED, Potential
from crmdesk.core.relationship import relationship
from crmdesk.core.screening import Screened
from crmdesk.core.settings import FEW_PERCENT, MANY_PERCENT
from crmdesk.core.stages import stage as stage_rule
from crmdesk.core.words import Label
from crmdesk.services import file_parts, losses, reading, settings
from crmdesk.services.desk import Desk
from crmdesk.store import marks_days, marks_facts
from crmdesk.store import potentials as store
from crmdesk.store import relationship as relationship_store

_FIELDS = {
    "life_cycle": ("life_cycle_by_hand", "life_cycle_reason"),
    "relationship": ("relationship", "relationship_reason"),
}
"""What each is set by hand in, and where the reason stands."""


def assessment(desk: Desk, customer_id: int, today: dt.date | None = None) -> Assessment:
    """Everything about one customer, on another day than today's too. It may take a second with very many orders.
    Raises UserError('record-gone')."""
    day = today or desk.today()
    flat = desk.records.read("customer", customer_id)
    if flat is None:
        raise UserError("record-gone")
    (dealing,) = marks_facts.dealings(desk.data, (customer_id,), (), day, until=day)
    numbers = marks_facts.numbers(desk.data)
    staged = stage_rule(dealing.facts, day, numbers.target_days)
    cycle = losses.marked(desk, customer_id, day) or life_cycle(dealing.sales, day, numbers.bounds, dealing.returns)
    figures = relationship_store.figures(desk.data, customer_id)
    suggested = relationship(figures, settings.get(desk, FEW_PERCENT), settings.get(desk, MANY_PERCENT))
    man = qualifying.man_code(flat.get("money"), flat.get("authority"), flat.get("need"))
    return Assessment(
        man=man,
        verdict=qualifying.verdict(man),
        intending=qualifying.intending(flat.get("need"), flat.get("recognises"), flat.get("belonging")),
        stage=staged.stage,
        stated_stage=flat.get("stated_stage"),
        next_stage=staged.next,
        missing=staged.missing,
        life_cycle=flat.get("life_cycle_by_hand") or cycle.period,
        life_cycle_by_hand="life_cycle_by_hand" in flat,
        suggested_life_cycle=cycle.period,
        life_cycle_why=cycle.why,
        relationship=flat.get("relationship"),
        suggested_relationship=suggested.kind,
        relationship_why=suggested.why,
        figures=figures,
        screening=screened(desk, customer_id),
    )


def overrule(desk: Desk, customer_id: int, what: str, value: str | None, reason: str) -> Changes:
    """Set 'life_cycle' or 'relationship' by hand, with the reason; None: the suggestion holds again.

    Raises UserError: 'overrule-reason' without one, 'value-refused', 'record-gone'.
    """
    by_hand, why = _FIELDS[what]
    fields = desk.fields("customer")
    read = reading.read_typed(fields, {by_hand: value or "", why: reason if value else ""}, new=False)
    reading.refuse(fields, read)
    if value and not read.values[why]:
        raise UserError("overrule-reason", field=fields[what].label)
    with desk.recording(f"{what.replace('_', '-')}-overrule", number="") as made:
        made.rename(number=file_parts.customer_number(desk, customer_id))
        made.update("customer", customer_id, reading.to_flat(desk, made, fields, read.values))
    return made.result


def screened(desk: Desk, customer_id: int) -> tuple[Screened, ...]:
    """Every condition of the list in its order, with what was found of this customer."""
    ticks = {tick["item"]: tick for tick in _ticks(desk, customer_id).values()}
    return tuple(_screened(choice.key, choice.label, ticks.get(choice.key, {})) for choice in _items(desk).choices)


def screen(desk: Desk, customer_id: int, item: str, passed: bool | None, notes: str = "") -> Changes:
    """Tick a condition for a customer; None: it is not known yet.

    Raises UserError: 'screening-unknown' for no condition of the list, 'record-gone'.
    """
    if _items(desk).choice(item) is None:
        raise UserError("screening-unknown", item=item)
    typed = reading.read_typed(desk.fields("screening"), {"notes": notes}, new=False)
    values: dict[str, Any] = {"passed": None if passed is None else int(passed), "notes": typed.values.get("notes")}
    with desk.recording("screening-edit", number="") as made:
        made.rename(number=file_parts.customer_number(desk, customer_id))
        found = next((i for i, tick in _ticks(desk, customer_id).items() if tick["item"] == item), None)
        if found is not None:
            empty = all(value is None for value in values.values())
            made.update("screening", found, {"deleted_at": desk.now()} if empty else values)
        elif any(value is not None for value in values.values()):
            made.create("screening", {**values, "customer_id": customer_id, "item": item})
    return made.result


def potentials(
    desk: Desk,
    today: dt.date | None = None,
    limit: int | None = None,
    sort: str = "profit",
    stage: str | None = None,
) -> list[Potential]:
    """Potential and target customers of whom something is hoped for (or those of one stage), in a rank of
    `core.potentials.SORTS`; what is not known comes last. Raises UserError('sort-unknown')."""
    if sort not in SORTS:
        raise UserError("sort-unknown", sort=sort)
    wanted = (stage,) if stage else UNSIGNED
    if today is None or today == desk.today():
        return store.potentials(desk.data, sort, wanted, limit)
    return [each for each in _on(desk, today, sort) if each.stage in wanted][:limit]


def funnel(desk: Desk, today: dt.date | None = None, months: int = 6) -> Funnel:
    """What is expected by stage and month for so many months, and what was won and lost in as many before today."""
    day = today or desk.today()
    if day == desk.today():
        expected, offered = store.expected(desk.data), store.expected(desk.data, offered=True)
    else:
        found = [(each, each.expected) for each in _on(desk, day, "number")]
        expected = [each for _, each in found if each]
        offered = [each for potential, each in found if each and potential.offered is not None]
    shown, since = rules.months_shown(day, months), add_months(day, -months)
    return Funnel(
        shown,
        rules.rows(expected, shown),
        rules.row(rules.OFFERS, offered, shown),
        since,
        store.won(desk.data, since, day),
        tuple(store.lost(desk.data, since, day)),
    )


def _on(desk: Desk, today: dt.date, sort: str) -> list[Potential]:
    """Everybody of whom something is hoped for, in the stage they have on another day."""
    found = store.potentials(desk.data, sort, rules.STAGES)
    stages = marks_days.stages(desk.data, [each.customer_id for each in found], today)
    return [replace(each, stage=stages[each.customer_id]) for each in found]


def _items(desk: Desk) -> Field:
    return desk.fields("screening")["item"]


def _ticks(desk: Desk, customer_id: int) -> dict[int, dict[str, Any]]:
    return desk.records.children("screening", (customer_id,)).get(customer_id, {})


def _screened(item: str, label: Label, tick: dict[str, Any]) -> Screened:
    passed = tick.get("passed")
    return Screened(item, label, None if passed is None else bool(passed), tick.get("notes", ""))
