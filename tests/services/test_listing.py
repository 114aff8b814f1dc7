"""Lists: dynamic groups, columns, cells and counts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from msgspec.structs import replace

from crmdesk.core.completeness import completeness
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.core.settings import COMPLETE_ENTERPRISE
from crmdesk.services import contacts, customers, groups, listing, settings
from crmdesk.services.desk import Desk

PEOPLE = (
    {"name": "禾砚精密机械（嘉兴）有限公司", "owner": "陈立", "tier": "gold", "groups": "展会", "industry": "机械",
     "created_on": "2026-11-01", "registered_capital": "120万"},
    {"name": "张伟", "owner": "何安", "wanted": "是", "groups": "展会; 重点", "city": "嘉兴市", "referrer": "K00001"},
    {"name": "单雄信", "owner": "陈立", "tier": "silver", "city": "杭州市", "wanted": "否"},
    {"name": "王五", "city": "嘉兴市", "grade": "A"},
)  # fmt: skip


@pytest.fixture
def filled(desk: Desk) -> Desk:
    for typed in PEOPLE:
        customers.add(desk, typed)
    return desk


def one(field: str, test: Test, *wanted: str) -> Filter:
    return Filter((Condition(field, test, wanted),))


def names(desk: Desk, what: Listing) -> list[str]:
    return [row.name for row in customers.rows(desk, customers.find(desk, what))]


def refusal(desk: Desk, what: Listing) -> UserError:
    with pytest.raises(UserError) as caught:
        customers.find(desk, what)
    return caught.value


def test_a_dynamic_group_is_a_list_like_one_by_hand(filled: Desk) -> None:
    groups.add(filled, "陈立的", "", one("owner", Test.IS, "陈立"))
    assert names(filled, Listing(group="陈立的")) == ["禾砚精密机械（嘉兴）有限公司", "单雄信"]
    assert names(filled, Listing(group="展会")) == ["禾砚精密机械（嘉兴）有限公司", "张伟"]
    assert names(filled, Listing(group="陈立的", tier="silver")) == ["单雄信"]
    assert names(filled, Listing("danxiong", group="陈立的")) == ["单雄信"]
    assert names(filled, Listing(filter=one("groups", Test.IS, "陈立的", "重点"))) == [
        "禾砚精密机械（嘉兴）有限公司", "单雄信", "张伟",
    ]  # fmt: skip
    assert names(filled, Listing(filter=one("groups", Test.IS_NOT, "陈立的"))) == ["王五", "张伟"]
    assert names(filled, Listing(group="没有这个组")) == []
    customers.edit(filled, customers.id_of(filled, "K00003"), {"owner": "何安"})
    assert names(filled, Listing(group="陈立的")) == ["禾砚精密机械（嘉兴）有限公司"]


def test_a_group_that_would_depend_on_itself_is_refused(filled: Desk) -> None:
    first, _ = groups.add(filled, "甲组", "", one("owner", Test.IS, "陈立"))
    groups.add(filled, "乙组", "", one("groups", Test.IS, "甲组"))
    round_about = one("groups", Test.IS_NOT, "乙组")
    with pytest.raises(UserError) as caught:
        listing.check(filled, round_about, "甲组")
    assert caught.value.params["reason"].code == "filter-circle"
    listing.check(filled, round_about, "丙组")
    listing.check(filled, round_about)
    with filled.recording("group-edit") as made:
        made.update("customer_group", first, {"filter": round_about.to_json()})
    for what in (Listing(group="甲组"), Listing(group="乙组"), Listing(filter=one("groups", Test.IS, "乙组"))):
        assert refusal(filled, what).params["reason"].code == "filter-circle"
    assert listing.groups_of(filled, 1) == ()


def test_the_dynamic_groups_of_a_customer(filled: Desk) -> None:
    groups.add(filled, "陈立的", "", one("owner", Test.IS, "陈立"))
    broken, _ = groups.add(filled, "坏的", "", one("owner", Test.IS, "陈立"))
    groups.add(filled, "展会里的", "", one("groups", Test.IS, "展会"))
    with filled.recording("group-edit") as made:
        made.update("customer_group", broken, {"filter": '{"all":[["x9","is","1"]]}'})
    assert [listing.groups_of(filled, i) for i in (1, 2, 3, 4)] == [
        ("陈立的", "展会里的"), ("展会里的",), ("陈立的",), (),
    ]  # fmt: skip
    assert refusal(filled, Listing(group="坏的")).params["reason"].code == "filter-field"
    with filled.recording("group-edit") as made:
        made.update("customer_group", broken, {"filter": "{"})
    assert refusal(filled, Listing(group="坏的")).params["reason"].code == "filter-group"
    assert listing.groups_of(filled, 3) == ("陈立的",)


def test_a_file_in_the_trash_is_in_no_list_but_the_trash(filled: Desk) -> None:
    customers.delete(filled, (1,))
    chen = one("owner", Test.IS, "陈立")
    assert names(filled, Listing(filter=chen)) == ["单雄信"]
    assert names(filled, Listing(filter=chen, deleted=True)) == ["禾砚精密机械（嘉兴）有限公司"]
    assert names(filled, Listing("禾砚", filter=chen, deleted=True)) == ["禾砚精密机械（嘉兴）有限公司"]
    assert names(filled, Listing("伟", deleted=True)) == []


def test_recently_opened_come_first_and_the_longest_ago_when_turned_round(filled: Desk) -> None:
    for number in ("K00003", "K00002"):
        with filled.data.write():
            filled.data.database.execute_sql(
                "INSERT INTO opening (customer_id, at) VALUES (?, ?)",
                (customers.id_of(filled, number), f"2026-11-{int(number[-1]):02}"),
            )
    assert names(filled, Listing(sort="opened")) == ["单雄信", "张伟", "禾砚精密机械（嘉兴）有限公司", "王五"]
    assert names(filled, Listing(sort="opened", descending=True))[:2] == ["张伟", "单雄信"]
    jiaxing = one("city", Test.IS, "嘉兴市")
    assert names(filled, Listing(sort="opened", filter=jiaxing)) == ["张伟", "王五"]


def test_newest_first_goes_by_the_day_on_file_then_by_the_order_of_entry(filled: Desk) -> None:
    newest = ["王五", "单雄信", "张伟", "禾砚精密机械（嘉兴）有限公司"]
    assert names(filled, Listing(sort="created")) == newest
    assert names(filled, Listing(sort="created", descending=True)) == newest[::-1]


def test_every_listed_field_is_a_column_with_the_users_own(filled: Desk) -> None:
    with filled.recording("own-field-add") as made:
        made.create("user_field", {"key": "x1", "label": "车牌", "type": "text"})
    keys = [field.key for field in listing.columns(filled)]
    assert keys[-1] == "x1"
    assert {"number", "name", "groups", "main_contact", "reachable_contacts", "completeness", "referrer"} <= set(keys)


def test_cells_are_typed_values_in_the_order_of_the_ids(filled: Desk) -> None:
    contacts.add(filled, 1, {"name": "周砚秋", "mobile": "13900000013"})
    contacts.add(filled, 1, {"name": "李工", "main": "yes"})
    groups.add(filled, "陈立的", "", one("owner", Test.IS, "陈立"))
    keys = ["name", "registered_capital", "created_on", "wanted", "referrer", "groups", "main_contact",
            "reachable_contacts", "no-such-field"]  # fmt: skip
    first, gone, second = listing.cells(filled, [2, 99, 1], keys)
    assert first == {
        "name": "张伟", "registered_capital": None, "created_on": dt.date(2026, 11, 21), "wanted": True,
        "referrer": "K00001 禾砚精密机械（嘉兴）有限公司", "groups": ("展会", "重点"), "main_contact": None,
        "reachable_contacts": 0,
    }  # fmt: skip
    assert gone == dict.fromkeys(keys[:-1])
    assert second == {
        "name": "禾砚精密机械（嘉兴）有限公司", "registered_capital": Decimal(1_200_000),
        "created_on": dt.date(2026, 11, 1), "wanted": None, "referrer": None, "groups": ("展会",),
        "main_contact": "李工", "reachable_contacts": 1,
    }  # fmt: skip
    with_dynamic = listing.cells(filled, [1, 2, 3], ["groups"], dynamic=True)
    assert with_dynamic == [{"groups": ("展会", "陈立的")}, {"groups": ("展会", "重点")}, {"groups": ("陈立的",)}]


@pytest.mark.parametrize("aim", ["1", "3"])
def test_completeness_in_a_list_follows_the_settings(filled: Desk, aim: str) -> None:
    contacts.add(filled, 1, {"name": "周砚秋", "mobile": "13900000013"})
    settings.change(filled, "completeness.enterprise", "owner industry groups man phone reachable_contacts")
    settings.change(filled, "contacts.aim", aim)
    file = customers.file(filled, 1)
    keys = settings.get(filled, COMPLETE_ENTERPRISE)
    expected, missing = completeness(file.values, file.kind, keys, file.reachable_contacts, int(aim))
    (cell,) = listing.cells(filled, [1], ["completeness"])
    assert cell["completeness"] == expected == (66 if aim == "1" else 50)
    assert missing == (("man", "phone") if aim == "1" else ("man", "phone", "contacts"))


@pytest.mark.parametrize(
    ("what", "field", "expected"),
    [
        (Listing(), "owner", [("陈立", 2), ("何安", 1), (None, 1)]),
        (Listing(filter=one("city", Test.IS, "嘉兴市")), "owner", [("何安", 1), (None, 1)]),
        (Listing(filter=one("owner", Test.IS, "何安")), "owner", [("陈立", 2), ("何安", 1), (None, 1)]),
        (Listing("嘉兴"), "owner", [("何安", 1), ("陈立", 1), (None, 1)]),
        (Listing(tier="gold"), "tier", [("gold", 1), ("silver", 1), (None, 2)]),
        (Listing(group="重点"), "kind", [("individual", 1)]),
        (Listing(), "kind", [("enterprise", 1), ("individual", 3)]),
        (Listing(), "wanted", [("yes", 1), ("no", 1), (None, 2)]),
        (Listing(), "referrer", [("K00001", 1), (None, 3)]),
        (Listing(group="重点"), "groups", [("展会", 2), ("重点", 1), ("陈立的", 2), (None, 2)]),
        (Listing(deleted=True), "owner", []),
    ],
)
def test_how_many_there_are_of_each_value(
    filled: Desk, what: Listing, field: str, expected: list[tuple[str | None, int]]
) -> None:
    groups.add(filled, "陈立的", "", one("owner", Test.IS, "陈立"))
    found = listing.quick_counts(filled, what, field)
    assert sorted(found, key=str) == sorted(expected, key=str)
    if field in ("kind", "tier", "wanted", "groups"):
        assert found == expected
    for value, count in found:
        test = (Test.EMPTY,) if value is None else (Test.IS, value)
        if what == Listing():
            assert len(customers.find(filled, Listing(filter=one(field, *test)))) == count


def test_any_of_several_conditions_stay_whole_when_counting(filled: Desk) -> None:
    both = Filter((Condition("owner", Test.IS, ("何安",)), Condition("name", Test.IS, ("王五",))), any_of=True)
    assert listing.quick_counts(filled, Listing(filter=both), "owner") == [("何安", 1), (None, 1)]


def test_counting_what_is_no_field_is_refused(filled: Desk) -> None:
    with pytest.raises(UserError) as caught:
        listing.quick_counts(filled, Listing(), "shoe")
    assert caught.value.code == "field-unknown"


def test_a_choice_of_customers_is_listed_without_those_in_the_trash(desk: Desk) -> None:
    ids = [customers.add(desk, {"name": name})[0] for name in ("张伟", "李娟", "王芳", "赵敏")]
    chosen = Listing(sort="number", among=(ids[3], ids[0], ids[1], 999))
    assert customers.find(desk, chosen) == [ids[0], ids[1], ids[3]]
    customers.delete(desk, [ids[1]])
    assert customers.find(desk, chosen) == [ids[0], ids[3]]
    assert customers.find(desk, replace(chosen, query="赵敏")) == [ids[3]]
    assert customers.find(desk, replace(chosen, among=())) == []
