"""Exporting every kind of record, chosen columns, cards of both versions, and what no file may hold."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.exporting import ALL, BY_KEY, ExportOptions
from crmdesk.core.fields import Type
from crmdesk.core.words import Words
from crmdesk.services import (
    addresses,
    attachments,
    competitors,
    contacts,
    customers,
    elsewhere,
    exporting,
    lists,
    notes,
    user_fields,
)
from crmdesk.services.desk import Desk
from tests.services.dealing import deal

RECORDS = {
    "customers": 2, "contacts": 1, "addresses": 1, "notes": 2, "elsewhere": 1, "competitors": 2, "interactions": 4,
    "objections": 1, "months": 1, "screening": 1, "products": 2, "orders": 4, "instalments": 2, "payments": 4,
    "invoices": 1, "returns": 1, "complaints": 4, "complaint_steps": 13, "complaint_events": 2, "campaigns": 1,
    "calls": 2, "tasks": 3, "greetings": 2, "targets": 2, "surveys": 2, "losses": 2,
    "assessments": 2, "delivered_values": 2, "source_costs": 2, "staff": 1,
}  # fmt: skip
LINES = {"orders": 16, "returns": 2}
"""Rows, where a record has several."""

Tables = dict[str, list[list[Any]]]


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Two customers with something of every kind."""
    size = user_fields.add(desk, "尺码", Type.CHOICE, ["大", "小"])[0]
    vip = user_fields.add(desk, "会员", Type.YES_NO)[0]
    one, _ = customers.add(
        desk,
        {"number": "A1", "name": "嘉禾机械有限公司", "kind": "enterprise", "phone": "0573-82000001", "owner": "陈立",
         "groups": "华东; 重点", size: "大", vip: "是", "employees": "12", "turnover": "1200.5",
         "notes": "老客户"},
    )  # fmt: skip
    two, _ = customers.add(desk, {"number": "A2", "name": "张伟", "mobile": "13800000001", "birthday": "05-01",
                                  "gender": "男", "referrer": "A1"})  # fmt: skip
    contacts.add(desk, one, {"name": "李娜", "mobile": "13800000002", "role": "决策", "birthday": "1990-05-01"})
    addresses.add(desk, one, {"label": "收货", "city": "杭州", "recipient": "王芳"})
    note, _ = notes.add(desk, one, "=要回访\n第二行")
    notes.pin(desk, note, True)
    notes.add(desk, two, "来电")
    elsewhere.add(desk, one, {"product": "轴承", "competitor": "华东轴承"})
    competitors.add(desk, {"name": "远山", "strengths": "便宜"})
    attachments.add_content(desk, one, "合同.txt", b"abc")
    return desk


@pytest.fixture
def dealt(filled: Desk) -> Desk:
    """The same two, with orders, payments, contacts made …"""
    one, two = customers.find(filled, Listing(sort="number"))
    rival = next(each.id for each in competitors.all_competitors(filled) if each.name == "远山")
    deal(filled, one, two, customers.file(filled, one).contacts[0].id, rival)
    return filled


def tables(path: Path) -> Tables:
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in load_workbook(path)}


def test_every_kind_has_its_sheet(filled: Desk, tmp_path: Path, words_zh: Words):
    done = exporting.export(filled, tmp_path / "out.xlsx", words_zh)
    found = tables(done.path)
    assert done.sheets == tuple(found) == ("客户", "联系人", "其他地址", "记事", "别处采购", "竞争对手", "字段与选项")
    assert (done.rows, done.cut) == (2, 0)
    local = filled.clock().astimezone().replace(tzinfo=None)
    assert found["记事"] == [
        ["客户编号", "客户名称", "记事", "记事时间", "记事记录人", "记事置顶"],
        ["A1", "嘉禾机械有限公司", "=要回访\n第二行", local, "陈立", "是"],
        ["A2", "张伟", "来电", local, "陈立", None],
    ]
    assert found["别处采购"][1] == ["A1", "嘉禾机械有限公司", "轴承", "华东轴承"]
    assert found["竞争对手"] == [["竞争对手名称", "竞争对手优势"], ["华东轴承", None], ["远山", "便宜"]]
    assert found["其他地址"][1] == ["A1", "嘉禾机械有限公司", "收货", "杭州", "王芳"]
    assert [row[:3] for row in found["字段与选项"][1:]] == [["尺码", "x1", "选择"], ["会员", "x2", "是否"]]
    assert found["字段与选项"][1][3] == "大\n小"
    sheet = load_workbook(done.path)["记事"]
    assert (sheet["C2"].data_type, sheet["D2"].number_format) == ("s", "yyyy-mm-dd hh:mm:ss")


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".json"])
def test_each_kind_alone(dealt: Desk, tmp_path: Path, words_en: Words, kind: str, ending: str):
    path = tmp_path / f"out{ending}"
    done = exporting.export(dealt, path, words_en, options=ExportOptions((kind,)))
    expected = RECORDS[kind]
    assert done.rows == expected
    if ending == ".json":
        assert len(json.loads(path.read_text("utf-8"))[kind]) == expected
    elif ending == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.reader(file))) == LINES.get(kind, expected) + 1
    else:
        (first, *_others) = tables(path).values()
        assert len(first) == LINES.get(kind, expected) + 1


def test_orders_hold_their_lines(dealt: Desk, tmp_path: Path, words_zh: Words):
    path = tmp_path / "out.json"
    exporting.export(dealt, path, words_zh)
    first, _second = json.loads(path.read_text("utf-8"))["customers"]
    order, again = first["orders"]
    assert (order["number"], order["date"], again["date"]) == ("D00001", "2026-05-01", "2026-05-02")
    assert order["contact"] == "李娜"
    assert order["lines"][0] == {"product": "P00001", "product_name": "螺栓", "quantity": 2.5, "price": 12.5,
                                 "discount": 0.5, "amount": 31.0938, "cost": 17.5}  # fmt: skip
    assert [payment.get("order") for payment in first["payments"]] == [
        "D00001 2026-05-01", "D00001 2026-05-01", "D00001 2026-05-02", None,
    ]  # fmt: skip
    assert json.loads(path.read_text("utf-8"))["products"][1] == {"code": "0012", "name": "=螺母", "discontinued": True}


def test_a_kind_of_which_there_is_nothing_still_has_its_headers(desk: Desk, tmp_path: Path, words_en: Words):
    done = exporting.export(desk, tmp_path / "out.xlsx", words_en, options=ExportOptions(("competitors",)))
    headers = ["Competitor Name", "Competitor Strengths", "Competitor Weaknesses", "Competitor Remarks"]
    assert (done.rows, tables(done.path)) == (0, {"Competitors": [headers]})


def test_columns_are_those_chosen_in_their_order(filled: Desk, tmp_path: Path, words_en: Words):
    columns = {"customers": ("owner", "name", "man", "x1", "referrer"), "contacts": ("mobile", "name")}
    options = ExportOptions(("customers", "contacts"), columns)
    found = tables(exporting.export(filled, tmp_path / "out.xlsx", words_en, options=options).path)
    assert found["Customers"] == [
        ["Owner", "Full name", "MAN code", "Own field▸尺码", "Referrer"],
        ["陈立", "嘉禾机械有限公司", None, "大", None],
        [None, "张伟", None, None, "A1"],
    ]
    assert found["Contacts"] == [
        ["Customer number", "Full name", "Contact Mobile", "Contact Name"],
        ["A1", "嘉禾机械有限公司", "13800000002", "李娜"],
    ]
    path = tmp_path / "out.json"
    exporting.export(filled, path, words_en, options=options)
    first, second = json.loads(path.read_text("utf-8"))["customers"]
    assert list(first) == ["owner", "name", "x1", "contacts", "attachments"]
    assert first["contacts"] == [{"mobile": "13800000002", "name": "李娜"}]
    assert second["referrer"] == "A1"


def test_columns_that_would_be_taken_are_told_beforehand(dealt: Desk, tmp_path: Path, words_en: Words):
    for kind in ALL:
        told = exporting.filled_columns(dealt, kind)
        options = ExportOptions((kind,))
        header, *_rows = next(
            iter(tables(exporting.export(dealt, tmp_path / "o.xlsx", words_en, options=options).path).values())
        )
        assert len(told) == len(header) - (2 if BY_KEY[kind].owned else 0), kind
        assert set(told) <= {field.key for field in exporting.columns(dealt, kind)}


def test_json_has_what_no_table_holds(filled: Desk, tmp_path: Path, words_zh: Words):
    path = tmp_path / "out.json"
    exporting.export(filled, path, words_zh)
    found = json.loads(path.read_text("utf-8"))
    first, second = found["customers"]
    assert first["notes"] == "老客户"
    assert first["dated_notes"] == [
        {"text": "=要回访\n第二行", "at": "2026-11-21T04:00:00Z", "who": "陈立", "pinned": True}
    ]
    assert first["elsewhere"] == [{"product": "轴承", "competitor": "华东轴承"}]
    assert [(one["name"], one["size"]) for one in first["attachments"]] == [("合同.txt", 3)]
    assert (first["groups"], first["x1"], first["x2"]) == (["华东", "重点"], "大", True)
    assert "notes" not in second
    assert second["dated_notes"][0]["text"] == "来电"
    assert [one["name"] for one in found["competitors"]] == ["华东轴承", "远山"]
    assert found["fields"][0] == {"key": "x1", "label": "尺码", "type": "choice", "choices": ["大", "小"]}


def test_only_the_competitors_of_those_exported(filled: Desk, tmp_path: Path, words_zh: Words):
    customer_ids = customers.find(filled, Listing(sort="number"))
    for ids, expected in ((customer_ids[:1], ["华东轴承"]), (customer_ids[1:], [])):
        path = tmp_path / "out.json"
        exporting.export(filled, path, words_zh, ids)
        assert [one["name"] for one in json.loads(path.read_text("utf-8"))["competitors"]] == expected
        assert "远山" not in str(tables(exporting.export(filled, tmp_path / "o.xlsx", words_zh, ids).path))


def test_a_list_the_user_changed_is_among_the_fields(filled: Desk, tmp_path: Path, words_zh: Words):
    lists.add(filled, "source", "抖音直播")
    rows = tables(exporting.export(filled, tmp_path / "out.xlsx", words_zh).path)["字段与选项"]
    (source,) = [row for row in rows if row[1] == "source"]
    assert (source[0], source[2], source[3].splitlines()[-1]) == ("来源", "选择", "抖音直播")


@pytest.mark.parametrize(
    ("version", "expected", "missing"),
    [
        ("3.0", ["VERSION:3.0", "X-GENDER:Male", "TEL;TYPE=CELL:13800000001", "BDAY:1990-05-01",
                 "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-01", "X-ABShowAs:COMPANY"], "KIND:org"),
        ("4.0", ["VERSION:4.0", "GENDER:M", "TEL;TYPE=cell:13800000001", "BDAY:19900501", "BDAY:--0501", "KIND:org"],
         "X-ABShowAs"),
    ],
)  # fmt: skip
def test_cards_of_both_versions(
    filled: Desk, tmp_path: Path, words_en: Words, version: str, expected: list[str], missing: str
):
    path = tmp_path / "out.vcf"
    exporting.export(filled, path, words_en, options=ExportOptions(vcard=version))
    text = path.read_text("utf-8").splitlines()
    assert [line for line in expected if line not in text] == []
    assert missing not in text
    assert text.count("BEGIN:VCARD") == 3


def test_only_contacts_as_cards(filled: Desk, tmp_path: Path, words_en: Words):
    path = tmp_path / "out.vcf"
    done = exporting.export(filled, path, words_en, options=ExportOptions(("contacts",)))
    assert done.rows == 1
    assert [line for line in path.read_text("utf-8").splitlines() if line.startswith("FN:")] == ["FN:李娜"]


@pytest.mark.parametrize(
    ("name", "options", "code"),
    [
        ("o.xlsx", ExportOptions(("nonsense",)), "export-kind"),
        ("o.xlsx", ExportOptions(()), "export-kind"),
        ("o.vcf", ExportOptions(("notes",)), "export-no-cards"),
        ("o.vcf", ExportOptions(vcard="2.1"), "export-vcard"),
        ("o.xlsx", ExportOptions(columns={"customers": ("name", "nonsense")}), "export-column"),
        ("nowhere/o.xlsx", ExportOptions(), "write-folder-missing"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_written(
    filled: Desk, tmp_path: Path, words_en: Words, name: str, options: ExportOptions, code: str
):
    old = tmp_path / "o.xlsx"
    old.write_bytes(b"old")
    with pytest.raises(UserError) as raised:
        exporting.export(filled, tmp_path / name, words_en, options=options)
    assert raised.value.code == code
    assert words_en.error(raised.value)
    assert old.read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir() if path.suffix in (".vcf", ".tmp")} == set()


def test_texts_too_long_are_cut_and_told(desk: Desk, tmp_path: Path, words_en: Words):
    customers.add(desk, {"name": "甲厂", "notes": "长" * 40_000})
    done = exporting.export(desk, tmp_path / "out.xlsx", words_en)
    assert done.cut == 1
    rows = tables(done.path)["Customers"]
    assert len(rows[1][rows[0].index("Remarks")]) == 32_767


@pytest.mark.parametrize("text", ["=1+1", "+86", "-3", "@x", "\u200b=cmd|' /C calc'!A0"])
def test_nothing_is_a_formula(desk: Desk, tmp_path: Path, words_en: Words, text: str):
    customer_id, _ = customers.add(desk, {"name": text, "notes": text})
    notes.add(desk, customer_id, text)
    done = exporting.export(desk, tmp_path / "out.xlsx", words_en)
    cells = [cell for sheet in load_workbook(done.path) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if isinstance(cell.value, str)} == {"s"}
    exporting.export(desk, tmp_path / "out.csv", words_en)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [cell for row in csv.reader(file) for cell in row if cell[:1] in tuple("=+-@\t\r")] == []


def test_progress_goes_once_from_nothing_to_all(filled: Desk, tmp_path: Path, words_en: Words):
    told: list[tuple[int, int | None]] = []
    exporting.export(filled, tmp_path / "out.xlsx", words_en, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)
    assert [done for done, _total in told] == sorted(done for done, _total in told)


def test_times_are_local(desk: Desk, tmp_path: Path, words_en: Words, monkeypatch: pytest.MonkeyPatch):
    customer_id, _ = customers.add(desk, {"name": "甲厂"})
    notes.add(desk, customer_id, "来电")
    stored = dt.datetime.fromisoformat(notes.of_customer(desk, customer_id)[0].at)
    options = ExportOptions(("notes",))
    rows = tables(exporting.export(desk, tmp_path / "out.xlsx", words_en, options=options).path)["Notes"]
    assert rows[1][3].astimezone() == stored
