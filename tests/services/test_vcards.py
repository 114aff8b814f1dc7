"""Customers go out as vCards and come in as the same people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.birthdays import Birthday
from crmdesk.core.customers import CustomerFile, Listing, Part
from crmdesk.core.vcards_in import row_of
from crmdesk.core.vcards_out import cards_of
from crmdesk.core.words import Words
from crmdesk.services import contacts, customers, exporting, importing
from crmdesk.services.desk import Desk
from tests.desk import make_desk
from tests.services.importing import codes, content, counts

FIRM = "禾砚精密机械（嘉兴）有限公司"
FILE = {
    "name": FIRM, "kind": "enterprise", "phone": "0573-00000014", "fax": "0573-00000015", "email": "a@heyan.example",
    "website": "heyan.example", "country": "中国", "province": "浙江省", "city": "嘉兴市", "district": "南湖区",
    "address": "中环南路 1号, 3楼; 东", "postcode": "314000", "groups": "老客户;展会", "notes": "第一行\n第二行: \\n",
}  # fmt: skip
CONTACT = {
    "name": "李四", "salutation": "李总", "title": "经理", "department": "采购部", "mobile": "13900000014",
    "phone": "0573-00000016", "wechat": "ls_1", "qq": "10001", "email": "ls@heyan.example", "birthday": "L1990-04-07",
    "address": "嘉兴市家里", "hobbies": "钓鱼", "notes": "备注",
}  # fmt: skip
PERSON = {
    "name": "张伟", "kind": "individual", "gender": "male", "birthday": "--05-01", "mobile": "13900000013",
    "wechat": "zw", "city": "杭州市", "work_address": "滨江区", "employer": "某公司", "position": "工程师",
    "occupation": "教师", "hobbies": "围棋", "notes": "好",
}  # fmt: skip


@pytest.fixture
def filled(tmp_path: Path) -> Any:
    desk = make_desk(tmp_path, "甲.crmdesk")
    firm, _ = customers.add(desk, FILE)
    contacts.add(desk, firm, CONTACT)
    contacts.add(desk, firm, {"name": "王五", "phone": "0573-00000017"})
    person, _ = customers.add(desk, PERSON)
    contacts.add(desk, person, {"name": "张小伟", "mobile": "13900000018"})
    yield desk
    desk.close()


def test_the_same_people_come_back(filled: Desk, tmp_path: Path, words_zh: Words) -> None:
    out = tmp_path / "客户.vcf"
    assert exporting.export(filled, out, words_zh).rows == 2
    again = importing.import_file(filled, out, importing.Options(existing="update"))
    assert (counts(again), codes(again), again.batch) == ({"skipped": 2, "joined": 3}, [], None)
    other = make_desk(tmp_path, "乙.crmdesk")
    assert counts(importing.import_file(other, out)) == {"created": 2, "joined": 3}
    assert content(other) == content(filled)
    other.close()


def test_only_customers_and_only_some(filled: Desk, tmp_path: Path, words_zh: Words) -> None:
    out = tmp_path / "客户.vcf"
    assert exporting.export(filled, out, words_zh, Listing(query="张伟"), parts=False).rows == 1
    assert out.read_text(encoding="utf-8").count("BEGIN:VCARD") == 1
    exporting.export(filled, out, words_zh, customers.find(filled, Listing(query="张伟")))
    assert out.read_text(encoding="utf-8").count("BEGIN:VCARD") == 2


def test_masked_cards_hold_nothing_personal(filled: Desk, tmp_path: Path, words_zh: Words) -> None:
    out = tmp_path / "客户.vcf"
    exporting.export(filled, out, words_zh, mask=True)
    text = out.read_text(encoding="utf-8").replace("\r\n ", "").replace("\n ", "")
    assert FIRM in text
    for hidden in ("139000", "0573-00000014", "a@heyan", "ls@", "ls_1", "10001", "BDAY", "--05-01", "家里"):
        assert hidden not in text


def test_cards_of_a_company_become_its_contacts(tmp_path: Path, words_zh: Words) -> None:
    cards = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nORG:{firm}\nTEL;TYPE=CELL:{mobile}\nPHOTO;ENCODING=b:AAAA\nEND:VCARD\n"
        for name, firm, mobile in (
            ("李四", FIRM, "13900000001"), ("王五", FIRM, "13900000002"), ("赵六", "", "13900000003"),
            ("", "", "13900000004"), ("合计", "", ""),
        )
    )  # fmt: skip
    (tmp_path / "a.vcf").write_text(cards, encoding="utf-8")
    desk = make_desk(tmp_path)
    result = importing.import_file(desk, tmp_path / "a.vcf")
    assert counts(result) == {"created": 3, "joined": 1, "errors": 1}
    assert codes(result) == [(4, None, "name-missing")]
    assert result.mapping["照片"] is None
    found = {own["name"]: [contact["name"] for contact in people] for own, people, _ in content(desk)}
    assert found == {FIRM: ["李四", "王五"], "赵六": [], "合计": []}
    assert {own["name"]: own["kind"] for own, _, _ in content(desk)} == {
        FIRM: "enterprise", "赵六": "individual", "合计": "individual",
    }  # fmt: skip
    desk.close()


def test_what_a_card_could_not_say_is_told_with_its_place(tmp_path: Path) -> None:
    text = "BEGIN:VCARD\nFN:甲\nBEGIN:VCARD\nFN:乙\nBDAY:sometime\nrubbish\nEND:VCARD\n"
    (tmp_path / "a.vcf").write_text(text, encoding="utf-8")
    desk = make_desk(tmp_path)
    result = importing.import_file(desk, tmp_path / "a.vcf", chinese=False)
    assert codes(result) == [(1, None, "card-unended"), (2, "Birthday", "birthday-unreadable"), (2, None, "card-line")]
    assert counts(result) == {"created": 1, "errors": 1}
    desk.close()


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn", "Co"]), min_size=1)
TEXT = TEXT.map(lambda text: " ".join(text.split())).filter(lambda text: text.strip(";, "))
BIRTHDAYS = st.sampled_from(
    [Birthday(5, 1, 1990), Birthday(5, 1), Birthday(4, 7, lunar=True), Birthday(2, 10, 2023, True, True)]
)
CONTACTS = st.fixed_dictionaries(
    {"name": TEXT},
    optional=dict.fromkeys(("salutation", "title", "department", "wechat", "qq", "email", "hobbies", "notes"), TEXT)
    | {"mobile": st.just("13900000014"), "phone": st.just("0573-00000014"), "birthday": BIRTHDAYS},
)


@given(customer=CONTACTS, contact=CONTACTS, firm=st.booleans())
def test_every_card_reads_as_what_it_was_made_of(customer: dict[str, Any], contact: dict[str, Any], firm: bool) -> None:
    own = {key: value for key, value in customer.items() if key in ("name", "wechat", "qq", "email", "notes", "mobile")}
    kind = "enterprise" if firm else "individual"
    file = CustomerFile(1, {"number": "K00001", "kind": kind, **own}, (Part(1, contact),))
    first, second = (row_of(card, chinese=True) for card in cards_of(file))
    marks = {"number": "K00001", "kind": "企业客户" if firm else "个人客户"}
    assert first == {**marks, **own}
    if not firm:
        contact.pop("department", None)
    assert second == {
        **marks, "name": own["name"], **{f"contact.{key}": str(value) for key, value in contact.items()},
    }  # fmt: skip
