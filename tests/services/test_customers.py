"""Customers as the window and the command line handle them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from crmdesk.core.birthdays import Birthday
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.services import contacts, customers, history
from crmdesk.services.desk import Desk
from crmdesk.store import searching


def refusal(action: object, *arguments: object, **named: object) -> UserError:
    with pytest.raises(UserError) as caught:
        action(*arguments, **named)  # type: ignore[operator]
    return caught.value


def test_a_new_file_holds_what_was_typed_with_its_types(desk: Desk) -> None:
    typed = {
        "name": " 禾砚精密机械（嘉兴）有限公司 ",
        "phone": "0573-0000 0013",
        "registered_capital": "¥1,200 万",
        "founded_on": "2009年4月16日",
        "discount": "97%",
        "employees": "186",
        "wanted": "是",
        "groups": "展会；重点 ; 展会",
        "money": "yes",
        "authority": "有",
        "need": "unknown",
    }
    customer_id, changes = customers.add(desk, typed, [{"name": "周砚秋", "birthday": "农历十月十八", "role": "决策"}])
    values = customers.file(desk, customer_id).values
    assert changes.touched("customer") == {customer_id}
    expected = {
        "number": "K00001",
        "kind": "enterprise",
        "name": "禾砚精密机械（嘉兴）有限公司",
        "registered_capital": Decimal(12_000_000),
        "founded_on": dt.date(2009, 4, 16),
        "discount": Decimal(97),
        "employees": 186,
        "wanted": True,
        "groups": ("展会", "重点"),
        "stage": "potential",
        "life_cycle": "acquisition",
        "man": "M+A+?",
        "man_verdict": "find-out",
    }
    assert {key: values[key] for key in expected} == expected
    (contact,) = customers.file(desk, customer_id).contacts
    assert contact.values == {"name": "周砚秋", "birthday": Birthday(10, 18, None, lunar=True), "role": "decides"}


@pytest.mark.parametrize(
    ("typed", "code", "reason"),
    [
        ({}, "name-missing", None),
        ({"name": "  \u200b "}, "name-missing", None),
        ({"name": "甲", "birthday": "1990-02-30"}, "value-refused", "date-no-such-day"),
        ({"name": "甲", "tier": "VIP客户"}, "value-refused", "choice-unknown"),
        ({"name": "甲", "registered_capital": "很多"}, "value-refused", "money-unreadable"),
        ({"name": "甲", "referrer": "K09999"}, "value-refused", "customer-unknown"),
        ({"name": "甲", "shoe_size": "42"}, "field-unknown", None),
        ({"name": "甲", "stage": "signed"}, "field-derived", None),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(
    desk: Desk, typed: dict[str, str], code: str, reason: str | None
) -> None:
    error = refusal(customers.add, desk, typed)
    assert error.code == code
    if reason:
        assert error.params["reason"].code == reason
    assert customers.total(desk) == 0
    assert history.entries(desk) == []


def test_a_doubtful_value_is_kept(desk: Desk) -> None:
    typed = {"name": "甲", "id_number": "110101199001011238", "mobile": "1390000001"}
    read = customers.read(desk, typed, new=True)
    assert {key: problem.hard for key, problem in read.problems.items()} == {"id_number": False, "mobile": False}
    customer_id, _ = customers.add(desk, typed)
    values = customers.file(desk, customer_id).values
    assert (values["id_number"], values["mobile"]) == (typed["id_number"], typed["mobile"])


def test_numbers_are_unique_with_the_trash_included(desk: Desk) -> None:
    first, _ = customers.add(desk, {"name": "甲", "number": "K00005"})
    second, _ = customers.add(desk, {"name": "乙"})
    assert customers.file(desk, second).number == "K00006"
    assert refusal(customers.add, desk, {"name": "丙", "number": "K00005"}).params["reason"].code == "number-used"
    customers.delete(desk, [first])
    error = refusal(customers.add, desk, {"name": "丙", "number": "K00005"})
    assert error.params["reason"].code == "number-used-in-trash"
    assert error.params["reason"].params["name"] == "甲"
    customers.edit(desk, second, {"number": "K00020"})
    third, _ = customers.add(desk, {"name": "丁"})
    assert customers.file(desk, third).number == "K00021"


def test_editing_changes_only_what_differs_and_empties_what_is_emptied(desk: Desk) -> None:
    customer_id, _ = customers.add(desk, {"name": "甲", "mobile": "13900000001", "notes": "一"})
    assert not customers.edit(desk, customer_id, {"name": "甲", "notes": "一"})
    assert customers.edit(desk, customer_id, {"notes": "", "mobile": "13900000002"})
    values = customers.file(desk, customer_id).values
    assert "notes" not in values
    assert values["mobile"] == "13900000002"
    assert refusal(customers.edit, desk, customer_id, {"name": ""}).code == "name-missing"
    assert customers.file(desk, customer_id).name == "甲"


def test_a_customer_can_name_another_by_number_or_by_name(desk: Desk) -> None:
    parent, _ = customers.add(desk, {"name": "母公司集团"})
    child, _ = customers.add(desk, {"name": "子公司", "parent_company": "母公司集团", "referrer": "K00001"})
    file = customers.file(desk, child)
    assert file.values["parent_company"] == file.values["referrer"] == "K00001"
    assert file.references["referrer"].id == parent
    customers.add(desk, {"name": "母公司集团"})
    error = refusal(customers.edit, desk, child, {"parent_company": "母公司集团"})
    assert error.params["reason"].code == "customer-ambiguous"
    error = refusal(customers.edit, desk, child, {"referrer": file.number})
    assert error.params["reason"].code == "reference-self"


def test_the_trash_keeps_everything_until_restored(desk: Desk) -> None:
    customer_id, _ = customers.add(desk, {"name": "甲"}, [{"name": "乙", "mobile": "13900000001"}])
    customers.delete(desk, [customer_id])
    assert customers.find(desk, Listing()) == []
    assert customers.find(desk, Listing(deleted=True)) == [customer_id]
    assert customers.find(desk, Listing("甲", deleted=True)) == [customer_id]
    assert customers.find(desk, Listing("丁", deleted=True)) == []
    assert refusal(customers.id_of, desk, "K00001").code == "customer-in-trash"
    assert refusal(customers.edit, desk, customer_id, {"notes": "x"}).code == "record-gone"
    customers.restore(desk, [customers.id_in_trash(desk, "K00001")])
    assert [c.values["name"] for c in customers.file(desk, customer_id).contacts] == ["乙"]
    assert refusal(customers.id_in_trash, desk, "K00001").code == "customer-not-in-trash"
    assert refusal(customers.id_in_trash, desk, "K9").code == "customer-unknown"


def test_doubles_are_seen_by_phone_in_any_writing_and_by_name(desk: Desk) -> None:
    phone, _ = customers.add(desk, {"name": "甲", "mobile": "139 0000 0001"})
    contact, _ = customers.add(desk, {"name": "乙公司"}, [{"name": "丙", "phone": "+86 139-0000-0002"}])
    name, _ = customers.add(desk, {"name": "ABC（嘉兴）有限公司"})
    assert [(d.row.id, d.why) for d in customers.doubles(desk, {"mobile": "+8613900000001"})] == [(phone, "phone")]
    assert [(d.row.id, d.why) for d in customers.doubles(desk, {"phone": "13900000002"})] == [(contact, "phone")]
    assert [(d.row.id, d.why) for d in customers.doubles(desk, {"name": "abc (嘉兴) 有限公司"})] == [(name, "name")]
    local, _ = customers.add(desk, {"name": "丁公司", "phone": "88120013"})
    assert [(d.row.id, d.why) for d in customers.doubles(desk, {"phone": "0571-88120013"})] == [(local, "area")]
    assert customers.doubles(desk, {"mobile": "13988120013"}) == []
    assert customers.doubles(desk, {"mobile": "139 0000 0001"}, customer_id=phone) == []
    assert customers.doubles(desk, {"name": "", "mobile": ""}) == []


def test_a_company_is_known_again_without_its_place_and_legal_form(desk: Desk) -> None:
    heyan, _ = customers.add(desk, {"name": "禾砚精密机械（嘉兴）有限公司"})
    customers.add(desk, {"name": "禾砚精密机械配件商行", "kind": "enterprise"})
    assert [(d.row.id, d.why) for d in customers.doubles(desk, {"name": "嘉兴禾砚精密机械有限责任公司"})] == [
        (heyan, "similar")
    ]
    assert customers.doubles(desk, {"name": "禾砚精密仪表有限公司"}) == []


def test_lists_are_ordered_as_asked(desk: Desk) -> None:
    for name, city, tier in (
        ("张三", "杭州市", "silver"),
        ("Bob", "", ""),
        ("李四", "嘉兴市", "gold"),
        ("单雄信", "北京市", ""),
    ):
        typed = {"name": name, "city": city, "tier": tier, "kind": "individual"}
        customers.add(desk, {key: value for key, value in typed.items() if value})

    def names(sort: str) -> list[str]:
        return [row.name for row in customers.rows(desk, customers.find(desk, Listing(sort=sort)))]

    assert names("name") == ["Bob", "李四", "单雄信", "张三"]
    assert names("number") == ["张三", "Bob", "李四", "单雄信"]
    assert names("created") == ["单雄信", "李四", "Bob", "张三"]
    assert names("tier") == ["李四", "张三", "Bob", "单雄信"]
    assert names("city") == ["单雄信", "张三", "李四", "Bob"]
    customers.note_opened(desk, customers.id_of(desk, "K00001"))
    assert names("opened") == ["张三", "Bob", "李四", "单雄信"]
    assert len(customers.find(desk, Listing(tier="gold"))) == 1


def test_a_list_shows_the_number_to_dial(desk: Desk) -> None:
    customers.add(
        desk,
        {"name": "甲公司", "phone": "0573-00000001"},
        [
            {"name": "乙"},
            {"name": "丙", "mobile": "13900000003"},
            {"name": "丁", "mobile": "13900000004", "main": "是"},
        ],
    )
    (row,) = customers.rows(desk, customers.find(desk, Listing()))
    assert (row.mobile, row.phone, row.reach) == ("13900000004", "0573-00000001", "0573-00000001")


def test_contacts_are_added_changed_and_taken_out(desk: Desk) -> None:
    customer_id, _ = customers.add(desk, {"name": "甲公司"})
    contact_id, _ = contacts.add(desk, customer_id, {"name": "乙", "wechat": "yi"})
    contacts.add(desk, customer_id, {"name": "丙"})
    assert customers.file(desk, customer_id).reachable_contacts == 1
    contacts.edit(desk, contact_id, {"name": "乙二", "wechat": ""})
    assert [c.values for c in customers.file(desk, customer_id).contacts] == [{"name": "乙二"}, {"name": "丙"}]
    contacts.delete(desk, contact_id)
    assert [c.values["name"] for c in customers.file(desk, customer_id).contacts] == ["丙"]
    assert refusal(contacts.edit, desk, contact_id, {"name": "x"}).code == "contact-unknown"
    assert refusal(contacts.add, desk, 999, {"name": "x"}).code == "record-gone"
    assert refusal(contacts.add, desk, customer_id, {"mobile": "1"}).code == "name-missing"


def test_one_contact_is_the_main_one_and_one_undo_takes_it_back(desk: Desk) -> None:
    customer_id, _ = customers.add(
        desk, {"name": "甲公司"}, [{"name": "乙", "main": "是"}, {"name": "丙"}, {"name": "丁"}]
    )

    def main() -> list[str]:
        return [c.values["name"] for c in customers.file(desk, customer_id).contacts if c.values.get("main")]

    contacts.set_main(desk, customers.file(desk, customer_id).contacts[1].id)
    assert main() == ["丙"]
    history.undo(desk)
    assert main() == ["乙"]


def test_very_many_matches_come_in_the_same_order_as_few(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("张伟", "欧阳张", "张安", "李张", "王五", "zhang", "章子"):
        customers.add(desk, {"name": name}, [{"name": "张三"}] if name == "王五" else [])
    queries = ("张", "zhang", "z", "zh")
    few = [customers.find(desk, Listing(query)) for query in queries]
    monkeypatch.setattr(searching, "_BROAD", 2)
    many = [customers.find(desk, Listing(query)) for query in queries]
    assert [set(found) for found in many] == [set(found) for found in few]
    assert [row.name for row in customers.rows(desk, many[0])][:2] == ["张安", "张伟"]
    for query, found in zip(queries, many, strict=True):
        assert [customers.find(desk, Listing(query), limit) for limit in range(6)] == [found[:i] for i in range(6)]


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [("number", "", "required-missing"), ("kind", " ", "required-missing"), ("employees", "-5", "")],
)
def test_what_a_file_must_keep_is_not_emptied(desk: Desk, key: str, text: str, code: str) -> None:
    customer_id, _ = customers.add(desk, {"name": "甲公司", "employees": "5"})
    before = customers.file(desk, customer_id)
    error = refusal(customers.edit, desk, customer_id, {key: text})
    assert error.code == (code or "value-refused")
    assert customers.file(desk, customer_id) == before
