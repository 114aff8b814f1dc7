"""Addresses as the post wants them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.mailing import (
    Address,
    Recipient,
    address_of,
    boxed,
    called,
    chinese_names,
    one_each,
    postcode_in,
    western_lines,
)

_STREET = "云岫路 18 号"
_JIAXING = {"province": "浙江省", "city": "嘉兴市", "district": "秀洲区", "address": _STREET, "postcode": "314000"}


@pytest.mark.parametrize(
    ("values", "told", "postcode"),
    [
        (_JIAXING, "浙江省嘉兴市秀洲区云岫路 18 号", "314000"),
        ({**_JIAXING, "address": "浙江省嘉兴市秀洲区云岫路 18 号"}, "浙江省嘉兴市秀洲区云岫路 18 号", "314000"),
        ({**_JIAXING, "address": "嘉兴市秀洲区云岫路 18 号"}, "浙江省嘉兴市秀洲区云岫路 18 号", "314000"),
        ({"province": "上海市", "city": "上海市", "address": "滨江大道 1 号"}, "上海市滨江大道 1 号", ""),
        ({"province": "北京", "city": "北京市", "address": "建国路 1 号"}, "北京建国路 1 号", ""),
        ({"address": "浙江省嘉兴市云岫路 18 号 314000"}, "浙江省嘉兴市云岫路 18 号", "314000"),
        ({"address": "云岫路 18 号（邮编：314000）"}, "云岫路 18 号", "314000"),
        ({"country": "中国", **_JIAXING}, "浙江省嘉兴市秀洲区云岫路 18 号", "314000"),
        ({"country": "China", **_JIAXING}, "浙江省嘉兴市秀洲区云岫路 18 号", "314000"),
        ({"country": "日本", "city": "东京", "address": "银座 1-2"}, "日本东京银座 1-2", ""),
        ({"province": "浙江省"}, "浙江省", ""),
        ({}, "", ""),
        ({"postcode": "314000"}, "", "314000"),
    ],
)
def test_chinese_addresses(values: dict[str, Any], told: str, postcode: str) -> None:
    address = address_of(values)
    assert (address.told, address.postcode, address.western) == (told, postcode, False)
    assert bool(address) == bool(told)


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        (
            {"country": "Germany", "city": "Hamburg", "address": "Elbstraße 145", "postcode": "22767"},
            ["Elbstraße 145", "Hamburg 22767", "GERMANY"],
        ),
        (
            {"country": "USA", "province": "TX", "city": "Austin", "address": "1 Main St", "postcode": "73301"},
            ["1 Main St", "Austin, TX 73301", "USA"],
        ),
        (
            {"city": "Shanghai", "address": "88 Century Ave", "postcode": "200120"},
            ["88 Century Ave", "Shanghai 200120"],
        ),
        (
            {"country": "德国", "city": "汉堡", "address": "Elbstraße 145", "postcode": "22767"},
            ["Elbstraße 145", "汉堡 22767", "德国"],
        ),
    ],
)
def test_western_addresses(values: dict[str, Any], lines: list[str]) -> None:
    address = address_of(values)
    assert address.western
    to = Recipient(address, "Müller GmbH", (("Anna Schmidt", ""),))
    assert western_lines(to) == ["Anna Schmidt", "Müller GmbH", *lines]


def test_home_addresses_are_whole_in_themselves() -> None:
    assert address_of({**_JIAXING, "home_address": "湖州市安定路 3 号"}, "home_address").told == "湖州市安定路 3 号"


@pytest.mark.parametrize(
    ("people", "company", "line"),
    [
        ((("周砚秋", "总经理"),), "禾砚公司", "周砚秋 总经理 收"),
        ((("周砚秋", ""),), "", "周砚秋 收"),
        ((("李明", "先生"), ("王芳", "女士")), "", "李明、王芳 收"),
        ((("甲", ""), ("乙", ""), ("丙", ""), ("丁", "")), "", "甲、乙、丙 等 收"),
        ((), "禾砚公司", "禾砚公司 收"),
    ],
)
def test_who_receives_it(people: tuple[tuple[str, str], ...], company: str, line: str) -> None:
    assert chinese_names(people, company) == line


@pytest.mark.parametrize(
    ("name", "title", "gender", "shown"),
    [
        ("周砚秋", "总经理", "female", "总经理"),
        ("周砚秋", None, "female", "女士"),
        ("周砚秋", None, "male", "先生"),
        ("周砚秋", None, None, ""),
        ("周总", "总经理", None, ""),
        ("李老师", None, "female", ""),
        ("Anna Schmidt", "Buyer", None, ""),
    ],
)
def test_how_somebody_is_called(name: str, title: str | None, gender: str | None, shown: str) -> None:
    assert called(name, title, gender) == shown


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("314000", "314000"),
        ("３１４０００", "314000"),
        ("314 000", "314000"),
        ("31400", ""),
        ("SW1A 1AA", ""),
        ("", ""),
    ],
)
def test_six_digits_or_none(text: str, digits: str) -> None:
    assert boxed(text) == digits


@given(st.text(alphabet="浙江省嘉兴云岫路号0123456789 -", max_size=30))
def test_a_postcode_is_taken_out_of_a_text_once(text: str) -> None:
    rest, code = postcode_in(text)
    assert code == "" or (len(code) == 6 and code in text)
    assert len(rest) <= len(text)
    if not code:
        assert rest == text


def _to(street: str, company: str, *people: str) -> Recipient:
    return Recipient(Address(street=street), company, tuple((name, "") for name in people))


def test_one_for_each_address() -> None:
    found = one_each([
        _to("云岫路 18 号", "", "李明"), _to("中山路 1 号", "甲公司"), _to("云岫路18号", "", "王芳"),
        _to("云岫路 18 号", "", "李明"), _to("中山路 1 号", "乙公司", "张三"),
    ])  # fmt: skip
    assert [(each.company, [name for name, _title in each.people]) for each in found] == [
        ("", ["李明", "王芳"]),
        ("甲公司", []),
    ]


@given(st.lists(st.tuples(st.sampled_from("甲乙丙丁"), st.sampled_from("赵钱孙李周吴")), max_size=20))
def test_nobody_is_lost_where_people_share_an_address(pairs: list[tuple[str, str]]) -> None:
    found = one_each(_to(street, "", person) for street, person in pairs)
    assert {(each.address.street, name) for each in found for name, _title in each.people} == set(pairs)
    assert len({each.address.street for each in found}) == len(found)
