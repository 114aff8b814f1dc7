"""Somebody who does anything at all that the program can do, each verb of the history by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from crmdesk.core.errors import UserError
from crmdesk.core.messages import MESSAGES
from crmdesk.services import customers, products
from crmdesk.services.desk import Desk
from tests.services.test_undoing_structure import Hand

Deeds = Mapping[str, Callable[[], Any]]
_ACTION: Final = "action-"

NOT_BY_HAND: Final[Mapping[str, str]] = {
    "demo": "fills an empty data file (tests/services/test_demo.py undoes it)",
    "trash-erase": "erases for good, which nobody is to undo (tests/services/test_trash.py)",
    "salvage": "brings what was saved of a damaged file into a new one; never an action of its own there",
}
"""Verbs that nobody does in the middle of work, and why."""

VERBS: Final = (
    frozenset(code.removeprefix(_ACTION) for code in MESSAGES if code.startswith(_ACTION)) - NOT_BY_HAND.keys()
)


class Person(Hand):
    """Chooses among the records there are; whatever cannot be done now is refused with a UserError."""

    def __init__(self, desk: Desk, seed: int) -> None:
        super().__init__(desk, seed)
        self.deeds: Deeds = self._deeds()

    def _deeds(self) -> Deeds:
        from tests.services import deeds_caring, deeds_dealing, deeds_knowing, deeds_looking_back, deeds_structure

        parts = (deeds_structure, deeds_knowing, deeds_dealing, deeds_caring, deeds_looking_back)
        return {verb: deed for part in parts for verb, deed in part.deeds(self).items()}

    def begin(self) -> None:
        super().begin()
        products.add(self.desk, {"code": "P1", "name": "螺丝", "price": "12.5", "cost": "7"})

    def do(self, verb: str) -> bool:
        """Whether it could be done."""
        try:
            self.deeds[verb]()
        except UserError:
            return False
        return True

    def some(self, kind: str, where: str = "1", *, gone: bool = False) -> int:
        """A record of a kind, living or in the trash, whose customer lives."""
        owner = (
            "" if kind in _OWNERLESS else "JOIN customer ON customer.id = r.customer_id AND customer.deleted_at IS NULL"
        )
        state = "IS NOT NULL" if gone else "IS NULL"
        sql = f"SELECT r.id FROM {kind} r {owner} WHERE r.deleted_at {state} AND {where} ORDER BY r.id"
        return int(self.one_of(row[0] for row in self.desk.data.database.execute_sql(sql).fetchall()))

    def owner(self) -> int:
        """A living customer."""
        return int(self.one_of(self.everyone()))

    def everyone(self) -> list[int]:
        sql = "SELECT id FROM customer WHERE deleted_at IS NULL ORDER BY id"
        return [row[0] for row in self.desk.data.database.execute_sql(sql).fetchall()]

    def day(self, first: int = -60, last: int = 0) -> dt.date:
        return self.desk.today() + dt.timedelta(self.dice.randint(first, last))

    def on(self, first: int = -60, last: int = 0) -> str:
        return self.day(first, last).isoformat()

    def yuan(self) -> str:
        return self.dice.choice(("0.01", "12.50", "380", "99,999.99"))

    def customer_with(self, **typed: str) -> int:
        return customers.add(self.desk, {"name": f"{self.word()}{self.dice.randrange(1_000)}号公司", **typed})[0]


_OWNERLESS: Final = frozenset({
    "customer", "customer_group", "competitor", "staff", "product", "campaign", "source_cost", "tier_run",
    "export_preset", "privacy_request", "greeting_text",
})  # fmt: skip
