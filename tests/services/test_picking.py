"""Picking a customer by a few letters: whoever the letters name exactly comes before those they merely occur in."""

from __future__ import annotations

import pytest

from crmdesk.services import customers, picking
from crmdesk.services.desk import Desk


@pytest.mark.parametrize("typed", ["K00001", "k00001", " K00001 "])
def test_the_number_typed_in_full_comes_before_phones_with_the_same_figures(desk: Desk, typed: str) -> None:
    first = customers.add(desk, {"name": "周敏文", "mobile": "13900000999"})[0]
    for tail in range(picking.LOOKED_AT + 1):
        customers.add(desk, {"name": f"安禾家居{tail}", "mobile": f"139000010{tail:02}"})
    assert picking.best(desk, typed, 3)[0][0].id == first


def test_who_lies_in_the_trash_is_not_picked_by_number(desk: Desk) -> None:
    gone = customers.add(desk, {"name": "周敏文"})[0]
    customers.delete(desk, [gone])
    assert picking.best(desk, "K00001", 3)[0] == []
