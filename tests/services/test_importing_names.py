"""Names in two columns, the family's and the person's own, are joined to one."""

from __future__ import annotations

import pytest

from crmdesk.core.importing import Options
from crmdesk.services import importing
from crmdesk.services.desk import Desk
from tests.services.importing import Rows, book, content, run

FIRM = ("Company", "Acme Ltd")


def names(desk: Desk) -> list[tuple[str, list[str]]]:
    return [(customer["name"], [contact["name"] for contact in contacts]) for customer, contacts, _ in content(desk)]


@pytest.mark.parametrize(
    ("headers", "cells", "joined"),
    [
        (("First Name", "Last Name"), ("John", "Smith"), "John Smith"),
        (("Last name", "First name"), ("Smith", "John"), "John Smith"),
        (("Surname", "Given Name"), ("Smith", None), "Smith"),
        (("姓", "名"), ("王", "芳"), "王芳"),
        (("名字", "姓氏"), ("娜娜", "欧阳"), "欧阳娜娜"),
        (("First Name", "Last Name"), ("芳", "王"), "王芳"),
        (("姓", "名"), ("Smith", "John"), "John Smith"),
    ],
)
def test_two_halves_make_one_name(
    desk: Desk, headers: tuple[str, str], cells: tuple[str | None, str | None], joined: str
) -> None:
    run(desk, [[*headers, "Company", "Mobile"], [*cells, "Acme Ltd", "13900000013"]])
    run(desk, [[*headers, "E-mail"], [*cells, "a@heyan.example"]], keys=("number",))
    assert sorted(names(desk)) == sorted([("Acme Ltd", [joined]), (joined, [])])


@pytest.mark.parametrize(
    ("headers", "targets"),
    [
        (("姓名", "姓", "名", "手机"), ["name", None, None, "mobile"]),
        (("First Name", "Company", "Phone"), [None, "name", "phone"]),
        (("名字", "手机"), ["name", "mobile"]),
        (("姓", "名", "联系人", "公司名称"), [None, None, "contact.name", "name"]),
    ],
)
def test_half_a_name_is_none(desk: Desk, headers: tuple[str, ...], targets: list[str | None]) -> None:
    rows: Rows = [headers, ["甲"] * len(headers)]
    assert [column.target for column in importing.plan(desk, book(rows), Options()).sheets[0].columns] == targets


def test_what_is_remembered_joins_them_again(desk: Desk) -> None:
    for name, number in (("芳", "13900000013"), ("伟", "13900000014")):
        run(desk, [["姓", "名", "手机"], ["王", name, number]])
    assert names(desk) == [("王芳", []), ("王伟", [])]
