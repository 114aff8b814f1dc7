"""The mapping of a header is remembered when its import is done and comes back with the next file like it."""

from __future__ import annotations

import pytest

from crmdesk.core.importing import Column, Options
from crmdesk.services import importing, importing_memory, user_fields
from crmdesk.services.desk import Desk
from tests.services.importing import Rows, book, content, counts, run

HEADER = ["客户名称", "甲列", "城市", "备用"]
ROWS = [HEADER, ["甲公司", "嘉善县", "嘉兴", "金卡"]]
NEXT = [HEADER, ["乙公司", "平湖市", "杭州", "银卡"]]
MAP = {"甲列": "district", "城市": "-", "备用": "own"}


def columns(desk: Desk, rows: Rows, **options: object) -> dict[str, tuple[str | None, str]]:
    plan = importing.plan(desk, book(rows), Options(**options))  # type: ignore[arg-type]
    return {column.header: (column.target, column.sure) for column in plan.sheets[0].columns}


def test_what_was_mapped_by_hand_comes_back(desk: Desk):
    run(desk, ROWS, map=MAP)
    assert columns(desk, NEXT) == {
        "客户名称": ("name", "header"), "甲列": ("district", "memory"), "城市": (None, "memory"),
        "备用": ("x1", "header"),
    }  # fmt: skip
    assert counts(run(desk, NEXT)) == {"created": 1}
    assert [(one["district"], one.get("city"), one["备用"]) for one, _, _ in content(desk)] == [
        ("嘉善县", None, "金卡"), ("平湖市", None, "银卡"),
    ]  # fmt: skip
    assert columns(desk, NEXT)["甲列"] == ("district", "memory")


def test_the_order_of_the_columns_does_not_matter_and_other_headers_are_others(desk: Desk):
    run(desk, ROWS, map=MAP)
    assert columns(desk, [row[::-1] for row in NEXT])["甲列"] == ("district", "memory")
    assert columns(desk, [[*row, None] for row in [[*HEADER, "电话"], NEXT[1]]])["甲列"] == (None, "")


@pytest.mark.parametrize("choice", ["district", "address", "-"])
def test_what_is_chosen_now_is_stronger_and_remembered_instead(desk: Desk, choice: str):
    run(desk, ROWS, map=MAP)
    run(desk, NEXT, map={"甲列": choice})
    target, sure = columns(desk, ROWS)["甲列"]
    assert target == (None if choice == "-" else choice)
    assert sure == ("" if choice == "-" else "memory")


def test_without_memory_nothing_is_recalled_nor_kept(desk: Desk):
    run(desk, ROWS, map=MAP, remember=False)
    assert columns(desk, NEXT)["甲列"] == (None, "")
    run(desk, ROWS, map=MAP)
    assert columns(desk, NEXT, remember=False)["甲列"] == (None, "")


def test_nothing_is_kept_of_a_trial(desk: Desk):
    importing.plan(desk, book(ROWS), Options(map=MAP))
    assert columns(desk, NEXT)["甲列"] == (None, "")


def test_a_field_that_is_gone_is_not_recalled(desk: Desk):
    run(desk, ROWS, map=MAP)
    run(desk, [["客户名称", "丙列"], ["丙公司", "铂金"]], map={"丙列": "x1"})
    assert columns(desk, [["客户名称", "丙列"], ["丁公司", "铂金"]])["丙列"] == ("x1", "memory")
    user_fields.delete(desk, "x1")
    assert columns(desk, [["客户名称", "丙列"], ["丁公司", "铂金"]])["丙列"] == (None, "")


def test_columns_called_alike_are_told_apart_by_their_group_or_not_remembered(desk: Desk):
    found = importing_memory.header_of(Column(0, "姓名", "联系人", None))
    assert found == "联系人 姓名"
    rows = [["客户名称", "城市", "城市"], ["甲公司", "一", "二"]]
    plan = importing.plan(desk, book(rows), Options(map={"城市": "-"}))
    importing.apply(desk, plan)
    assert importing_memory.recall(desk, ["客户名称", "城市", "城市"]) == {}
