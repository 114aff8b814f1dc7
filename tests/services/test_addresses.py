"""Further addresses of a customer."""

from __future__ import annotations

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import addresses, customers, history
from crmdesk.services.desk import Desk

REACHED = {"recipient": "方小满", "phone": "13900000014"}
WAREHOUSE = {"label": "收货", "city": "嘉兴市", "address": "云岫工业园三路 18 号", **REACHED}


@pytest.fixture
def owner(desk: Desk) -> int:
    return customers.add(desk, {"name": "禾砚有限公司", "number": "K00131"})[0]


def stored(desk: Desk, owner: int) -> list[dict[str, object]]:
    return [dict(part.values) for part in customers.file(desk, owner).addresses]


def refused(action: object, *arguments: object) -> UserError:
    with pytest.raises(UserError) as caught:
        action(*arguments)  # type: ignore[operator]
    return caught.value


def test_the_life_of_an_address(desk: Desk, owner: int) -> None:
    address_id, changes = addresses.add(desk, owner, WAREHOUSE)
    assert changes.touched("address") == {address_id}
    assert changes.touched("customer") == {owner}
    assert stored(desk, owner) == [WAREHOUSE]
    addresses.edit(desk, address_id, {"recipient": "", "postcode": "314000"})
    expected = {key: text for key, text in WAREHOUSE.items() if key != "recipient"}
    assert stored(desk, owner) == [{**expected, "postcode": "314000"}]
    addresses.delete(desk, address_id)
    assert stored(desk, owner) == []
    for count in (1, 1, 0):
        history.undo(desk)
        assert len(stored(desk, owner)) == count
    assert [action.verb for action in history.entries(desk)][:3] == ["address-delete", "address-edit", "address-add"]


def test_the_history_names_the_number_and_nobody(desk: Desk, owner: int, words_en) -> None:
    addresses.add(desk, owner, WAREHOUSE)
    assert history.describe(history.entries(desk)[0], words_en) == "New address in K00131"


@pytest.mark.parametrize("typed", [{}, {"label": "收货"}, REACHED, {"city": "  "}])
def test_an_address_says_where_it_is(desk: Desk, owner: int, typed: dict[str, str]) -> None:
    assert refused(addresses.add, desk, owner, typed).code == "address-empty"
    assert stored(desk, owner) == []


def test_emptying_the_last_place_is_refused(desk: Desk, owner: int) -> None:
    address_id, _ = addresses.add(desk, owner, {"label": "收货", "city": "嘉兴市"})
    assert refused(addresses.edit, desk, address_id, {"city": ""}).code == "address-empty"
    addresses.edit(desk, address_id, {"city": "", "postcode": "314000"})
    assert stored(desk, owner) == [{"label": "收货", "postcode": "314000"}]


def test_what_is_gone_cannot_be_changed(desk: Desk, owner: int) -> None:
    address_id, _ = addresses.add(desk, owner, WAREHOUSE)
    addresses.delete(desk, address_id)
    for action, *rest in ((addresses.edit, {"city": "x"}), (addresses.delete,)):
        assert refused(action, desk, address_id, *rest).code == "address-unknown"
    assert refused(addresses.add, desk, 4711, WAREHOUSE).code == "record-gone"


def test_nothing_is_added_to_a_customer_in_the_trash(desk: Desk, owner: int) -> None:
    address_id, _ = addresses.add(desk, owner, WAREHOUSE)
    customers.delete(desk, [owner])
    assert refused(addresses.add, desk, owner, WAREHOUSE).code == "record-gone"
    assert refused(addresses.edit, desk, address_id, {"city": "杭州市"}).code == "record-gone"
