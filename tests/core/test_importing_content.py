"""Columns known by what stands in them."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.credit_codes import check_character as check_of_code
from crmdesk.core.id_numbers import check_character as check_of_id
from crmdesk.core.importing_content import guess, is_header_of, unmistakable

CODES = [first + check_of_code(first) for first in ("91330400MA2ABCDE1", "91330401MA28FGHJ7", "91310000MA1K3L4N5")]
IDS = [first + check_of_id(first) for first in ("33040219900101123", "11010119851231002", "31010120000229301")]
FIRMS = ["嘉禾机械有限公司", "上海远大贸易公司", "新光印刷厂"]
PEOPLE = ["张伟", "王芳", "欧阳娜娜"]
MOBILES: list[object] = [13800138000, "139-0013-9000", "+86 13700137000"]
PHONES = ["0573-82345678", "021-62345678", "010-62345678转801"]
EMAILS = ["a@example.com", "b.c@example.cn", "d@example.org"]
ADDRESSES = ["浙江省嘉兴市南湖区中山路1号", "上海市浦东新区世纪大道1号", "中山路22号3幢"]
DATES = [dt.datetime(2020, 1, 2), dt.datetime(2020, 1, 3), dt.datetime(2020, 1, 4)]
AMOUNTS = [12345.5, 314000.0, 88.0]


def table(*columns: list[object]) -> list[list[object]]:
    return [list(row) for row in zip(*columns, strict=True)]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ((FIRMS, MOBILES), "name mobile"),
        ((PEOPLE, MOBILES), "name mobile"),
        ((MOBILES, PEOPLE, FIRMS), "mobile contact.name name"),
        ((FIRMS, PEOPLE, PHONES, MOBILES, EMAILS, ADDRESSES),
         "name contact.name phone mobile email address"),
        ((FIRMS, CODES, PHONES), "name credit_code phone"),
        ((PEOPLE, IDS, MOBILES), "name id_number mobile"),
        ((FIRMS, ADDRESSES, ["314000", "200120", "314001"]), "name address postcode"),
        ((FIRMS, PHONES, DATES, AMOUNTS), "name phone - -"),
        ((["嘉禾机械有限公司", "张伟", "新光印刷厂"], MOBILES), "name mobile"),
        ((FIRMS, DATES, AMOUNTS), ""),
        ((MOBILES, EMAILS), ""),
        ((["螺丝", "M8×20", "镀锌"], MOBILES), ""),
    ],
)  # fmt: skip
def test_a_table_without_a_header(columns: tuple[list[object], ...], expected: str):
    targets = [None if target == "-" else target for target in expected.split()]
    found = guess(table(*columns), len(columns))
    assert found == {i: target for i, target in enumerate(targets) if target}


def test_no_rows_tell_nothing():
    assert guess([], 0) == guess([[None, None]], 2) == {}


@pytest.mark.parametrize(
    ("header", "cells", "target"),
    [
        ("手机(微信同号)号", MOBILES, "mobile"),
        ("Column1", EMAILS, "email"),
        ("列3", CODES, "credit_code"),
        ("身份号", IDS, "id_number"),
        ("推荐人手机号码", MOBILES, None),
        ("紧急联系电话", MOBILES, None),
        ("联系方法", ["13800138000", "微信同号", "不详"], None),
        ("数量", [1, 2, 3], None),
        ("手机1", MOBILES[:2], None),
        ("产品", MOBILES, None),
    ],
)
def test_headers_nobody_knows(header: str, cells: list[object], target: str | None):
    assert unmistakable(header, cells) == target


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["谁", "怎么找"], True),
        (["嘉禾机械有限公司", "13800138000"], False),
        (["谁", None], False),
        (["谁", 5], False),
    ],
)
def test_a_header_in_unknown_words(row: list[object], expected: bool):
    assert is_header_of(row, {0: "name", 1: "mobile"}) is expected
