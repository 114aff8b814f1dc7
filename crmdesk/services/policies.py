"""The policy of each tier: read, set, and put back to what is proposed (METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from crmdesk.core import discounts
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.policies import FIELDS, Policy, problems, proposed
from crmdesk.core.tiers import TIERS
from crmdesk.core.words import Words
from crmdesk.services import reading
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed
from crmdesk.store import policies as store

__all__ = [
    "FIELDS",
    "Policy",
    "discount",
    "of_customer",
    "of_tier",
    "policies",
    "read",
    "reset",
    "set_policies",
    "set_policy",
]

_KIND = "policy"


def policies(desk: Desk, words: Words) -> tuple[Policy, ...]:
    """Of every tier, gold first; where nobody has set one, what is proposed in this language."""
    from crmdesk.services import tiers

    there = store.policies(desk.data)
    bounds = tiers.bounds_set(desk, "pyramid")
    return tuple(_set(tier, there[tier][1]) if tier in there else proposed(tier, bounds, words) for tier in TIERS)


def of_tier(desk: Desk, tier: str, words: Words) -> Policy:
    """Of one tier. Raises UserError('policy-tier-unknown')."""
    return policies(desk, words)[_place(tier)]


def of_customer(desk: Desk, customer_id: int, words: Words) -> Policy | None:
    """Of the tier that holds for a customer; None without one."""
    flat = desk.records.read_many("customer", (customer_id,), ("tier",)).get(customer_id, {})
    tier = flat.get("tier")
    return of_tier(desk, tier, words) if tier in TIERS else None


def discount(desk: Desk, tier: str | None) -> Decimal | None:
    """What the policy of a tier takes off the price, in percent; None where nobody has set one."""
    there = store.policies(desk.data)
    return _set(tier, there[tier][1]).discount if tier is not None and tier in there else None


def read(desk: Desk, tier: str, typed: Mapping[str, str]) -> Typed:
    """Parse the form of a policy, texts by key of FIELDS, and say what is wrong with it, without writing anything; a
    discount may be typed as 九七折.

    Codes: those of `core.policies.problems` and of the fields. Raises UserError('policy-tier-unknown').
    """
    _place(tier)
    if "discount" in typed:
        typed = {**typed, "discount": discounts.in_percent(typed["discount"])}
    found = reading.in_fen(reading.read_typed(FIELDS, typed, new=False), "most")
    return Typed(found.values, {**found.problems, **problems(found.values)})


def set_policy(desk: Desk, tier: str, typed: Mapping[str, str], words: Words) -> Changes:
    """`set_policies` of one tier."""
    return set_policies(desk, {tier: typed}, words)


def set_policies(desk: Desk, typed: Mapping[str, Mapping[str, str]], words: Words) -> Changes:
    """Set some of the policies of tiers, texts by key of FIELDS; an empty text empties one. Where nobody has set a
    policy yet, the rest of it is kept as it is proposed in this language. One action.

    Raises UserError for a refused value; 'policy-tier-unknown'.
    """
    before = {one.tier: one for one in policies(desk, words)}
    there = store.policies(desk.data)
    reads = {tier: read(desk, tier, texts) for tier, texts in typed.items()}
    for each in reads.values():
        reading.refuse(FIELDS, each)
    with desk.recording("policy-set") as made:
        for tier, each in reads.items():
            flat = reading.to_flat(desk, made, FIELDS, each.values)
            if tier in there:
                made.update(_KIND, there[tier][0], flat)
            else:
                kept = {key: getattr(before[tier], key) for key in ("basis", "focus", "service")}
                made.create(_KIND, {**kept, **flat, "tier": tier})
    return made.result


def reset(desk: Desk, tier: str) -> Changes:
    """Take back what was set of a tier: what is proposed holds again. Raises UserError('policy-tier-unknown')."""
    _place(tier)
    with desk.recording("policy-reset") as made:
        there = store.policies(desk.data).get(tier)
        if there is not None:
            made.update(_KIND, there[0], {"deleted_at": desk.now()})
    return made.result


def _set(tier: str, flat: Mapping[str, Any]) -> Policy:
    return Policy(tier, **reading.from_flat(FIELDS, flat))


def _place(tier: str) -> int:
    if tier not in TIERS:
        raise UserError("policy-tier-unknown", tier=tier)
    return TIERS.index(tier)
