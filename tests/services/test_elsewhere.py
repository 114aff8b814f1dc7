"""What customers buy elsewhere."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import competitors, customers, elsewhere, history
from crmdesk.services.desk import Desk

TAPE = {"product": "封箱胶带", "competitor": "汇凌耗材", "quantity": "每月 400 卷", "our_product": "JD-48"}


@pytest.fixture
def owner(desk: Desk) -> int:
    return customers.add(desk, {"name": "禾砚有限公司", "number": "K00131"})[0]


def stored(desk: Desk, owner: int) -> list[dict[str, object]]:
    return [dict(part.values) for part in customers.file(desk, owner).elsewhere]


def test_an_unknown_competitor_comes_into_the_register_in_the_same_action(desk: Desk, owner: int) -> None:
    entry, changes = elsewhere.add(desk, owner, TAPE)
    assert changes.touched("elsewhere") == {entry}
    assert len(changes.touched("competitor")) == 1
    assert stored(desk, owner) == [TAPE]
    assert competitors.names(desk) == ["汇凌耗材"]
    history.undo(desk)
    assert (stored(desk, owner), competitors.names(desk)) == ([], [])
    history.redo(desk)
    assert (stored(desk, owner), competitors.names(desk)) == ([TAPE], ["汇凌耗材"])


@pytest.mark.parametrize("typed", ["汇凌耗材", " 汇凌 耗材 ", "汇凌耗材　"])
def test_a_known_competitor_is_recognised(desk: Desk, owner: int, typed: str) -> None:
    elsewhere.add(desk, owner, TAPE)
    elsewhere.add(desk, owner, {"product": "缠绕膜", "competitor": typed})
    assert competitors.names(desk) == ["汇凌耗材"]
    assert stored(desk, owner)[1]["competitor"] == "汇凌耗材"


def test_the_same_entry_again_changes_nothing(desk: Desk, owner: int) -> None:
    entry, _ = elsewhere.add(desk, owner, TAPE)
    assert not elsewhere.edit(desk, entry, {"competitor": "汇凌耗材", "quantity": "每月 400 卷"})
    elsewhere.edit(desk, entry, {"competitor": ""})
    assert "competitor" not in stored(desk, owner)[0]


def test_replaced_by_ours(desk: Desk, owner: int) -> None:
    entry, _ = elsewhere.add(desk, owner, TAPE)
    elsewhere.replaced_today(desk, entry)
    assert stored(desk, owner)[0]["replaced_on"] == dt.date(2026, 11, 21)


def test_a_product_is_needed_and_dates_are_read(desk: Desk, owner: int) -> None:
    with pytest.raises(UserError) as caught:
        elsewhere.add(desk, owner, {"competitor": "汇凌耗材"})
    assert caught.value.code == "required-missing"
    problems = elsewhere.read(desk, {"product": "x", "replaced_on": "2026-02-30"}, new=True).problems
    assert problems["replaced_on"].hard
    assert competitors.names(desk) == []


def test_changes_name_the_competitor(desk: Desk, owner: int, words_en) -> None:
    entry, _ = elsewhere.add(desk, owner, TAPE)
    elsewhere.edit(desk, entry, {"competitor": "另一家"})
    told = next(e for e in history.of_customer(desk, owner, words_en) if e.field == "Competitor")
    assert (told.before, told.after) == ("汇凌耗材", "另一家")
    assert "汇凌" not in history.describe(told.action, words_en)


def test_an_entry_gone_meanwhile(desk: Desk, owner: int) -> None:
    entry, _ = elsewhere.add(desk, owner, TAPE)
    elsewhere.delete(desk, entry)
    with pytest.raises(UserError) as caught:
        elsewhere.replaced_today(desk, entry)
    assert caught.value.code == "elsewhere-unknown"
