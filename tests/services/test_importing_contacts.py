"""Sheets that hold nothing but contacts of customers that are there already."""

from __future__ import annotations

import pytest

from crmdesk.services.desk import Desk
from tests.services.importing import codes, content, counts, run

CUSTOMERS = [["客户编号", "客户名称"], ["K1", "甲厂"], ["K2", "乙厂"]]


def contacts(desk: Desk) -> list[tuple[str, list[str]]]:
    return [(values["number"], [part["name"] for part in parts]) for values, parts, _ in content(desk)]


def test_a_sheet_of_numbers_and_contacts_is_recognised_as_contacts(desk: Desk):
    run(desk, CUSTOMERS)
    rows = [
        ["客户编号", "联系人姓名", "联系人手机"],
        ["K1", "张三", "13900000001"],
        ["K1", "李四", None],
        ["K9", "王五", None],
    ]
    result = run(desk, rows)
    assert counts(result) == {"created": 2, "errors": 1}
    assert codes(result) == [(4, None, "import-no-customer")]
    assert contacts(desk) == [("K1", ["张三", "李四"]), ("K2", [])]
    assert counts(run(desk, rows)) == {"skipped": 2, "errors": 1}


def test_a_sheet_that_names_its_customers_is_about_customers(desk: Desk):
    run(desk, CUSTOMERS)
    result = run(desk, [["客户编号", "客户名称", "联系人姓名"], ["K1", "甲厂", "张三"], ["K3", "丙厂", "李四"]])
    assert counts(result) == {"created": 1, "skipped": 1}
    assert result.also["contacts"] == 1


@pytest.mark.parametrize("header", ["客户", "customer", "所属客户"])
def test_a_contacts_customer_may_be_named_by_its_number(desk: Desk, header: str):
    run(desk, CUSTOMERS)
    result = run(desk, [[header, "姓名", "角色"], ["K1", "张三", "决策"], ["乙厂", "李四", None]], what="contacts")
    assert counts(result) == {"created": 2}
    assert contacts(desk) == [("K1", ["张三"]), ("K2", ["李四"])]
    assert content(desk)[0][0]["name"] == "甲厂"


def test_the_customer_of_a_contact_can_be_told_by_hand(desk: Desk):
    run(desk, CUSTOMERS)
    result = run(
        desk, [["甲列", "姓名"], ["K1", "张三"]], what="contacts", map={"甲列": "customer", "姓名": "contact.name"}
    )
    assert (counts(result), contacts(desk)[0]) == ({"created": 1}, ("K1", ["张三"]))


@pytest.mark.parametrize("key", ["客户编号", "客户名称"])
def test_creating_makes_contacts_that_are_there_again_but_never_customers(desk: Desk, key: str):
    run(desk, CUSTOMERS)
    rows = [[key, "联系人姓名"], ["K1" if key == "客户编号" else "甲厂", "张三"]]
    for _ in range(2):
        assert counts(run(desk, rows, what="contacts", existing="create")) == {"created": 1}
    assert contacts(desk) == [("K1", ["张三", "张三"]), ("K2", [])]


def test_contacts_may_stand_before_the_customers_they_name(desk: Desk):
    rows = [["客户编号", "联系人姓名"], ["K2", "张三"], ["K9", "李四"]]
    result = run(desk, {"联系人": rows, "客户": CUSTOMERS})
    assert counts(result) == {"created": 2, "joined": 1, "errors": 1}
    assert [(p.sheet, p.row, p.code) for p in result.problems] == [("联系人", 3, "import-no-customer")]
    assert [sheet.name for sheet in result.sheets] == ["联系人", "客户"]
    assert contacts(desk) == [("K1", []), ("K2", ["张三"])]
