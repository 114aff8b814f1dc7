"""The register of competitors."""

from __future__ import annotations

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import competitors, customers, elsewhere, history, losses
from crmdesk.services.competitors import Competitor
from crmdesk.services.desk import Desk


@pytest.fixture
def register(desk: Desk) -> dict[str, int]:
    """Two competitors; from 汇凌耗材 two customers buy three things."""
    for name in ("甲有限公司", "乙有限公司"):
        owner = customers.add(desk, {"name": name})[0]
        elsewhere.add(desk, owner, {"product": "胶带", "competitor": "汇凌耗材"})
    elsewhere.add(desk, owner, {"product": "缠绕膜", "competitor": "汇凌耗材"})
    competitors.add(desk, {"name": "安和包装", "strengths": "便宜", "weaknesses": "交期慢"})
    return {found.name: found.id for found in competitors.all_competitors(desk)}


def code_of(action: object, *arguments: object) -> str:
    with pytest.raises(UserError) as caught:
        action(*arguments)  # type: ignore[operator]
    error = caught.value
    return error.params["reason"].code if error.code == "value-refused" else error.code


def bought_from(desk: Desk) -> list[object]:
    return [
        part.values.get("competitor")
        for number in ("K00001", "K00002")
        for part in customers.file(desk, customers.id_of(desk, number)).elsewhere
    ]


def test_by_pinyin_with_the_customers_who_buy_there(desk: Desk, register: dict[str, int]) -> None:
    found = competitors.all_competitors(desk)
    assert found == [
        Competitor(register["安和包装"], "安和包装", "便宜", "交期慢", "", 0),
        Competitor(register["汇凌耗材"], "汇凌耗材", "", "", "", 2),
    ]
    customers.delete(desk, [customers.id_of(desk, "K00001")])
    assert competitors.all_competitors(desk)[1].customers == 1


@pytest.mark.parametrize("name", ["汇凌耗材", " 汇凌 耗材"])
def test_a_name_stands_there_once(desk: Desk, register: dict[str, int], name: str) -> None:
    assert code_of(competitors.add, desk, {"name": name}) == "competitor-exists"
    assert code_of(competitors.edit, desk, register["安和包装"], {"name": name}) == "competitor-exists"
    assert not competitors.edit(desk, register["汇凌耗材"], {"name": "汇凌耗材"})


def test_renamed_everywhere(desk: Desk, register: dict[str, int]) -> None:
    competitors.edit(desk, register["汇凌耗材"], {"name": "汇凌新材", "notes": "更名"})
    assert bought_from(desk) == ["汇凌新材"] * 3


@pytest.mark.parametrize("replacement", [None, "安和包装"])
def test_deleted_and_replaced_in_one_action(desk: Desk, register: dict[str, int], replacement: str | None) -> None:
    instead = register[replacement] if replacement else None
    competitors.delete(desk, register["汇凌耗材"], instead)
    assert bought_from(desk) == [replacement] * 3
    assert competitors.names(desk) == ["安和包装"]
    history.undo(desk)
    assert bought_from(desk) == ["汇凌耗材"] * 3
    assert competitors.names(desk) == ["安和包装", "汇凌耗材"]


@pytest.mark.parametrize("replacement", [None, "安和包装"])
def test_losses_keep_the_name_unless_another_takes_its_place(
    desk: Desk, register: dict[str, int], replacement: str | None
) -> None:
    losses.mark_lost(desk, [1], {"reason": "competitor", "competitor": "汇凌耗材"})
    competitors.delete(desk, register["汇凌耗材"], register[replacement] if replacement else None)
    assert losses.of_customer(desk, 1)[0].competitor == (replacement or "汇凌耗材")
    history.undo(desk)
    assert losses.of_customer(desk, 1)[0].competitor == "汇凌耗材"


def test_a_deleted_name_can_be_used_again(desk: Desk, register: dict[str, int]) -> None:
    competitors.delete(desk, register["安和包装"])
    new, _ = competitors.add(desk, {"name": "安和包装"})
    assert new != register["安和包装"]


def test_what_cannot_be(desk: Desk, register: dict[str, int]) -> None:
    here, other = register["汇凌耗材"], register["安和包装"]
    assert code_of(competitors.delete, desk, here, here) == "competitor-same"
    assert code_of(competitors.delete, desk, here, 4711) == "competitor-unknown"
    assert bought_from(desk) == ["汇凌耗材"] * 3
    assert code_of(competitors.add, desk, {"strengths": "便宜"}) == "name-missing"
    competitors.delete(desk, other)
    assert code_of(competitors.delete, desk, other) == "competitor-unknown"
    assert code_of(competitors.edit, desk, other, {"notes": "x"}) == "competitor-unknown"
    assert code_of(competitors.delete, desk, here, other) == "competitor-unknown"
