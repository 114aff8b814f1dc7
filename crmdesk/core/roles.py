"""Who of ours holds which role, and whose visits and calls are whose (METHOD.md section 5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from crmdesk.core.staff import StaffMember

Role = Literal["salesperson", "sales-manager", "marketing-director", "general-manager"]
SALESPERSON: Role = "salesperson"
GENERAL_MANAGER: Role = "general-manager"
ROLES: tuple[Role, ...] = (SALESPERSON, "sales-manager", "marketing-director", GENERAL_MANAGER)


class Roles(Struct, frozen=True):
    """Who holds which role on a day; a person without one is a salesperson.

    `alone`: nobody or one person is registered: salesperson and general manager in one, so that a customer has one line
    for visits and one for calls, and contacts in any role count. `me`: who is working.
    """

    holders: Mapping[Role, tuple[str, ...]]
    alone: bool
    me: str = ""

    def held(self, role: Role) -> bool:
        return bool(self.holders.get(role)) or (self.alone and role in (SALESPERSON, GENERAL_MANAGER))

    def sole(self, role: Role) -> str | None:
        """The one person who holds a role; None where nobody or several do."""
        names = self._alone() if self.alone else self.holders.get(role, ())
        return names[0] if len(names) == 1 else None

    def who(self, role: Role, owner: str | None) -> str | None:
        """Who is to go or call in a role: the salesperson who owns the customer, else the only one who holds it."""
        if not self._by_owner(role):
            return self.sole(role)
        return owner or self.sole(role) or (self.me or None if self.alone else None)

    def owned(self, role: Role) -> tuple[str, ...] | None:
        """Whose customers are mine to visit or call in a role: of these owners ('': of nobody), None: everybody's."""
        if self._by_owner(role):
            return (self.me, "") if self.who(role, None) == self.me else (self.me,)
        names = self._alone() if self.alone else self.holders.get(role, ())
        return None if self.me in names else ()

    def _by_owner(self, role: Role) -> bool:
        """Whether it depends on who owns the customer."""
        return not self._alone() if self.alone else role == SALESPERSON

    def _alone(self) -> tuple[str, ...]:
        return next((names for names in self.holders.values() if names), ())


def roles(people: Iterable[StaffMember], today: dt.date, me: str = "") -> Roles:
    """Of our people (also those who left) who holds which role on a day."""
    here = [one for one in people if one.left_on is None or one.left_on > today]
    holders = {role: tuple(one.name for one in here if (one.role or SALESPERSON) == role) for role in ROLES}
    return Roles(holders, len(here) <= 1, me)
