"""Contacts of a customer: their order and the main one."""

from __future__ import annotations

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import contacts, customers, history
from crmdesk.services.desk import Desk


@pytest.fixture
def owner(desk: Desk) -> int:
    people = [{"name": "一", "main": "yes"}, {"name": "二"}, {"name": "三"}]
    return customers.add(desk, {"name": "禾砚有限公司", "number": "K1"}, people)[0]


def names(desk: Desk, owner: int) -> str:
    return "".join(str(contact.values["name"]) for contact in customers.file(desk, owner).contacts)


def main(desk: Desk, owner: int) -> str:
    return "".join(str(c.values["name"]) for c in customers.file(desk, owner).contacts if c.values.get("main"))


@pytest.mark.parametrize(
    ("who", "by", "order"),
    [(0, 1, "二一三"), (2, -1, "一三二"), (0, 2, "二三一"), (0, 9, "二三一"), (1, -9, "二一三"), (0, -1, "一二三")],
)
def test_the_order_is_the_users(desk: Desk, owner: int, who: int, by: int, order: str) -> None:
    moved = customers.file(desk, owner).contacts[who].id
    changes = contacts.move(desk, moved, by)
    assert names(desk, owner) == order
    assert bool(changes) == (order != "一二三")
    if changes:
        history.undo(desk)
        assert names(desk, owner) == "一二三"


def test_after_a_deletion_and_an_addition_the_order_still_holds(desk: Desk, owner: int) -> None:
    contacts.delete(desk, customers.file(desk, owner).contacts[0].id)
    fourth, _ = contacts.add(desk, owner, {"name": "四"})
    assert names(desk, owner) == "二三四"
    contacts.move(desk, fourth, -1)
    assert names(desk, owner) == "二四三"


def test_there_is_one_main_contact(desk: Desk, owner: int) -> None:
    assert main(desk, owner) == "一"
    contacts.add(desk, owner, {"name": "四", "main": "yes"})
    assert main(desk, owner) == "四"
    history.undo(desk)
    assert main(desk, owner) == "一"
    second = customers.file(desk, owner).contacts[1].id
    contacts.edit(desk, second, {"main": "yes", "title": "厂长"})
    assert main(desk, owner) == "二"
    contacts.edit(desk, second, {"title": "总经理"})
    assert main(desk, owner) == "二"
    contacts.set_main(desk, customers.file(desk, owner).contacts[2].id)
    assert main(desk, owner) == "三"


def test_a_contact_gone_meanwhile(desk: Desk, owner: int) -> None:
    gone = customers.file(desk, owner).contacts[0].id
    contacts.delete(desk, gone)
    for action, *rest in ((contacts.move, 1), (contacts.set_main,), (contacts.edit, {"title": "x"})):
        with pytest.raises(UserError) as caught:
            action(desk, gone, *rest)  # type: ignore[operator]
        assert caught.value.code == "contact-unknown"
