"""Changing many customers at once: what it would do, and doing it in one action (METHOD.md section 1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem
from crmdesk.core.fields import Field
from crmdesk.services import backups
from crmdesk.services.bulk import Cancelled, Progress, unhindered
from crmdesk.services.bulk_planning import MOST_SAMPLES, OWN_ALONE, GroupMoves, Plan, Refusal, Sample, Sets
from crmdesk.services.desk import Desk
from crmdesk.store import customers as store

if TYPE_CHECKING:
    from crmdesk.store.recording import Recording
from crmdesk.store.search import concerned

__all__ = ["MOST_SAMPLES", "BulkPreview", "Refusal", "Sample", "apply", "changeable", "preview"]

_NAMED = 5


class BulkPreview(Struct, frozen=True):
    """What changing many customers would do: how many it changes, how many are so already, and who is refused.

    `samples` holds the first `MOST_SAMPLES` values; `warnings` what is doubtful about the values, by field key.
    """

    changed: int
    same: int
    refused: list[Refusal] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    warnings: Mapping[str, Problem] = field(default_factory=dict)


def changeable(desk: Desk) -> list[Field]:
    """The fields that can be set in many customers at once, in the order of the file."""
    return [f for f in desk.fields("customer").all if not f.derived and f.key not in OWN_ALONE]


def preview(
    desk: Desk,
    ids: Sequence[int],
    changes: Mapping[str, str],
    *,
    groups_add: Sequence[str] = (),
    groups_remove: Sequence[str] = (),
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> BulkPreview:
    """What `apply` would do, without writing anything.

    `changes`: typed texts by field key, '' empties. Groups by name. Raises UserError: 'bulk-field' for what tells one
    customer from another, 'bulk-nothing', a value that is refused, a group to leave that is unknown, a dynamic group;
    CancelledError.
    """
    plan = Plan(desk, changes, groups_add, groups_remove)
    with unhindered():
        for _ in plan.by_chunks(ids, progress, cancelled):
            pass
    return BulkPreview(plan.changed, plan.same, plan.refused, plan.samples, plan.warnings)


def apply(
    desk: Desk,
    ids: Sequence[int],
    changes: Mapping[str, str],
    *,
    groups_add: Sequence[str] = (),
    groups_remove: Sequence[str] = (),
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Changes:
    """Set values in many customers and put them into groups or take them out, in one action that undo takes back.

    Who is refused stays as it is; a group to join that does not exist is made. A backup goes before changing very
    many. Raises UserError like `preview` and `backups.make`; CancelledError leaves nothing.
    """
    if len(ids) >= backups.MANY:
        backups.before(desk, "bulk", cancelled=cancelled)
    with unhindered(), desk.recording("customers-edit", count=0, numbers="") as made:
        plan = Plan(desk, changes, groups_add, groups_remove)
        first: list[int] = []
        if concerned("customer", changes):
            made.expect_touched(len(ids))
        for sets in plan.by_chunks(ids, progress, cancelled):
            if sets:
                _with_groups_made(made, plan.groups, sets)
                made.update_many("customer", sets)
                first += list(sets)[: _NAMED - len(first)]
        numbers = ", ".join(number for number, _ in store.numbers_of(desk.data, first).values())
        made.rename(count=plan.changed, numbers=numbers + (" …" if plan.changed > _NAMED else ""))
    return made.result


def _with_groups_made(made: Recording, moves: GroupMoves, sets: Sets) -> None:
    """Make the groups that are new, and put their ids in place."""
    if moves.new:
        moves.settle({stand_in: made.create("customer_group", {"name": name}) for stand_in, name in moves.new.items()})
    for values in sets.values():
        if "groups" in values:
            values["groups"] = moves.settled(values["groups"]) or None
