"""All that the method says of one customer's prospects, put together (METHOD.md sections 2 and 3)."""

from __future__ import annotations

from msgspec import Struct

from crmdesk.core.life_cycle import Period
from crmdesk.core.qualifying import Intending, Verdict
from crmdesk.core.reasons import Reason
from crmdesk.core.relationship import Figures, Relationship
from crmdesk.core.screening import Screened
from crmdesk.core.stages import Stage


class Assessment(Struct, frozen=True):
    """Of one customer on one day.

    `man`: the code, '?' for what is unknown; `missing`: what is needed for `next_stage`; `stated_stage`: what an
    imported sheet claimed. `life_cycle` holds, which is what was set by hand if anything was; `suggested_…` and
    `…_why` are the rule's. `relationship` is set by hand or None.
    """

    man: str
    verdict: Verdict
    intending: Intending | None
    stage: Stage
    stated_stage: str | None
    next_stage: Stage | None
    missing: tuple[Reason, ...]
    life_cycle: Period
    life_cycle_by_hand: bool
    suggested_life_cycle: Period
    life_cycle_why: Reason
    relationship: Relationship | None
    suggested_relationship: Relationship | None
    relationship_why: Reason
    figures: Figures
    screening: tuple[Screened, ...]
