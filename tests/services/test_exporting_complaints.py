"""Complaints out: their sheets, what lies inside them in JSON, what is hidden, and all of it back again."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from crmdesk.assets import load_words
from crmdesk.core.complaints import STEPS
from crmdesk.core.exporting import ExportOptions
from crmdesk.core.importing import Options
from crmdesk.core.words import Words
from crmdesk.services import complaint_steps, complaints, customers, exporting, importing, products, templates
from crmdesk.services.desk import Desk
from tests.desk import make_desk
from tests.services.dealing import dealings

KINDS = ("complaints", "complaint_steps", "complaint_events")
PHONE, ID, MAIL = "13811112222", "110101199003070011", "wang@mail.cn"
STANDS = "SELECT number, state, round, step, closed_at, level FROM complaint WHERE deleted_at IS NULL ORDER BY number"


@pytest.fixture
def complained(desk: Desk) -> Desk:
    """One complaint that names all it can, with a step that was taken, one that was given up, one in the trash."""
    bolt, _ = products.add(desk, {"code": "B1", "name": "螺栓"})
    one, _ = customers.add(desk, {"number": "K1", "name": "嘉禾机械有限公司", "kind": "enterprise"}, [{"name": "王芳"}])
    with desk.recording("demo", count=0) as made:
        order = {"customer_id": one, "number": "D7", "date": "2026-02-01", "state": "ordered"}
        made.create("order_line", {"customer_id": one, "sales_order": made.create("sales_order", order),
                                   "product": bolt, "quantity": 1000, "amount": 10000})  # fmt: skip
    words = f"=打我电话 {PHONE}\n身份证 {ID}，{MAIL}"
    named = {"contact": "王芳", "sales_order": "D7", "product": "B1", "category": "质量", "expects": PHONE}
    first, _ = complaints.add(desk, one, {"words": words, "received_at": "2026-05-01 09:30", **named})
    complaint_steps.finish(desk, first, "listen", {"text": f"回拨 {PHONE}", "at": "2026-05-01 10:00"})
    second, _ = complaints.add(desk, one, {"words": "慢", "received_at": "2026-05-02"})
    complaints.unresolved(desk, second, {"reason": "refused", "text": f"拒绝 {MAIL}", "at": "2026-05-09"})
    gone, _ = complaints.add(desk, one, {"words": "撤回的投诉"})
    complaint_steps.finish(desk, gone, "listen", {"text": "撤回的步骤"})
    complaints.delete(desk, [gone])
    return desk


def sheets(path: Path) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for sheet in load_workbook(path):
        header, *rows = ([cell.value for cell in row] for row in sheet.iter_rows())
        found[sheet.title] = [dict(zip(header, row, strict=True)) for row in rows]
    return found


def test_each_in_a_sheet_of_its_own(complained: Desk, tmp_path: Path, words_zh: Words):
    done = exporting.export(complained, tmp_path / "o.xlsx", words_zh, options=ExportOptions(KINDS))
    assert (done.rows, done.sheets) == (2, ("投诉", "投诉处理步骤", "投诉事项"))
    found = sheets(done.path)
    one, two = found["投诉"]
    expected = {
        "客户编号": "K1", "投诉编号": "T00001", "投诉联系人": "王芳", "投诉相关订单": "D7", "投诉相关产品": "B1",
        "投诉状态": "未结", "投诉步骤": "道歉",
    }  # fmt: skip
    assert {key: one[key] for key in expected} == expected
    assert (one["投诉客户原话"], two["投诉状态"]) == (f"=打我电话 {PHONE}\n身份证 {ID}，{MAIL}", "未解决结案")
    (step,), (event,) = found["投诉处理步骤"], found["投诉事项"]
    assert (step["步骤投诉编号"], step["步骤"], step["步骤说了什么、做了什么"]) == ("T00001", "倾听", f"回拨 {PHONE}")
    assert (event["事项投诉编号"], event["事项"], event["事项原因"]) == ("T00002", "未解决结案", "客户拒绝")


def test_complaints_alone_as_text(complained: Desk, tmp_path: Path, words_en: Words):
    path = tmp_path / "o.csv"
    assert exporting.export(complained, path, words_en, options=ExportOptions(KINDS)).rows == 2
    with path.open(encoding="utf-8-sig", newline="") as file:
        one, two = csv.DictReader(file)
    assert (one["Complaint Number"], one["Complaint State"], two["Complaint State"]) == ("T00001", "Open", "Unresolved")


@pytest.mark.parametrize("kinds", [("complaints",), KINDS, ("customers", *KINDS)])
def test_in_json_steps_and_events_lie_inside(complained: Desk, tmp_path: Path, words_zh: Words, kinds: tuple[str, ...]):
    path = tmp_path / "o.json"
    exporting.export(complained, path, words_zh, options=ExportOptions(kinds))
    found = json.loads(path.read_text("utf-8"))
    assert not {"complaint_steps", "complaint_events"} & found.keys()
    one, two = found["customers"][0]["complaints"] if "customers" in kinds else found["complaints"]
    assert (one["number"], one["order"], one["product"], one["contact"]) == ("T00001", "D7", "B1", "王芳")
    assert (one["received_at"], one["state"], one["round"], one["step"]) == ("2026-05-01T09:30", "open", 1, "apologise")
    assert one["steps"] == [
        {"round": 1, "step": "listen", "at": "2026-05-01T10:00", "by": "陈立", "text": f"回拨 {PHONE}"}
    ]
    assert "events" not in one
    assert [(event["kind"], event["reason"]) for event in two["events"]] == [("unresolved", "refused")]


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_masked_export_reveals_nothing(complained: Desk, tmp_path: Path, words_zh: Words, kind: str, ending: str):
    path = tmp_path / f"o.{ending}"
    texts = []
    for mask in (True, False):
        exporting.export(complained, path, words_zh, options=ExportOptions((kind,), mask=mask))
        texts.append(_text(path))
    secrets = {"complaints": [PHONE, ID, MAIL], "complaint_steps": [PHONE], "complaint_events": [MAIL]}[kind]
    assert [secret for secret in secrets if secret in texts[0]] == []
    assert [secret for secret in secrets if secret not in texts[1]] == []
    assert all(("T00001" in text or "T00002" in text) and "撤回" not in text for text in texts)


def _text(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))


def test_only_the_complaints_out_and_back(complained: Desk, tmp_path: Path, words_en: Words):
    done = exporting.export(complained, tmp_path / "o.xlsx", words_en, options=ExportOptions(KINDS))
    other = make_desk(tmp_path, "other.crmdesk")
    try:
        customers.add(other, {"number": "K1", "name": "嘉禾机械有限公司"})
        first, _ = complaints.add(other, customers.add(other, {"name": "乙厂"})[0], {"words": "别家的"})
        options = Options(what="complaints")
        result = importing.import_file(other, done.path, options)
        replaced = [problem for problem in result.problems if problem.code == "complaint-number-replaced"]
        assert (result.counts.created, result.counts.errors, len(replaced)) == (4, 0, 1)
        assert complaints.complaint(other, first).values["words"] == "别家的"
        (one,) = other.data.database.execute_sql(STANDS).fetchall()[1:2]
        assert one == ("T00002", "unresolved", 1, "listen", "2026-05-09", None)
        moved = complaints.case(other, complaints.id_of(other, "T00003"))
        assert ([step.step for step in moved.steps], moved.complaint.step) == (["listen"], "apologise")
        assert moved.complaint.values["handling"] == "Complaint Order: D7\nComplaint Product: B1"
        for existing in ("skip", "update", "fill"):
            again = importing.import_file(other, done.path, Options(what="complaints", existing=existing))
            assert (again.batch, again.counts.created, again.counts.errors) == (None, 0, 0)
    finally:
        other.close()


def test_a_filled_template_is_imported(desk: Desk, tmp_path: Path, words_zh: Words):
    customers.add(desk, {"name": "甲厂"})
    path = tmp_path / "t.xlsx"
    templates.write_template(desk, path, words_zh, "all")
    made = load_workbook(path)
    rows = {"投诉": {"投诉编号": "T5", "投诉受理时间": "2026-05-01", "投诉客户原话": "慢", "投诉类别": "送货"},
            "投诉处理步骤": {"步骤投诉编号": "T5", "步骤轮次": 1, "步骤": "倾听", "步骤完成时间": "2026-05-02",
                             "步骤说了什么、做了什么": "听"}}  # fmt: skip
    for title, row in rows.items():
        headers = [cell.value for cell in made[title][1]]
        for header, value in {"客户名称": "甲厂", **row}.items():
            made[title].cell(3, headers.index(header) + 1).value = value
    made.save(path)
    result = importing.import_file(desk, path)
    assert (result.also["complaints"], result.also["complaint_steps"], result.problems) == (1, 1, ())
    assert desk.data.database.execute_sql(STANDS).fetchall() == [("T5", "open", 1, "apologise", None, None)]


WORDS = st.text(st.sampled_from("甲乙慢湿了了！？。=+-@ Z9;：\n“”😀"), min_size=1, max_size=30).filter(
    lambda text: text.strip() and "\n".join(" ".join(line.split()) for line in text.splitlines()).strip("\n") == text
)
CASES = st.lists(
    st.tuples(
        WORDS,
        st.integers(0, 13),
        st.sampled_from(["", "unresolved", "reopened"]),
        st.lists(st.sampled_from(["dissatisfied", "basic", "high"]), min_size=3, max_size=3),
    ),
    min_size=1,
    max_size=3,
)


def work(desk: Desk, cases: list[tuple[str, int, str, list[str]]]) -> None:
    """Complaints led so many steps on, some given up, some of these reopened."""
    owner, _ = customers.add(desk, {"name": "甲厂"})
    for words, count, end, levels in cases:
        one, _ = complaints.add(desk, owner, {"words": words, "received_at": "2026-05-01"})
        for place in range(count):
            step = STEPS[place % 6]
            own = {"compensate": {"kind": "none"}, "confirm": {"level": levels[place // 6]}}.get(step, {})
            complaint_steps.finish(desk, one, step, {"text": words, "at": f"2026-05-{place + 2:02}", **own})
            if complaints.complaint(desk, one).state != "open":
                break
        if end and complaints.complaint(desk, one).state == "open":
            complaints.unresolved(desk, one, {"reason": "other", "text": "算了", "at": "2026-06-01"})
        if end == "reopened":
            complaints.reopen(desk, one, "又来了")


@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(CASES, st.sampled_from(["zh_CN", "en"]))
def test_whatever_was_done_reads_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, cases: list[tuple[str, int, str, list[str]]], language: str
):
    folder = tmp_path_factory.mktemp("out")
    one, other = make_desk(folder, "一.crmdesk"), make_desk(folder, "二.crmdesk")
    try:
        work(one, cases)
        done = exporting.export(one, folder / "out.xlsx", load_words(language))
        result = importing.import_file(other, done.path)
        assert (result.counts.errors, result.problems) == (0, ())
        assert dealings(other) == dealings(one)
        stands = [desk.data.database.execute_sql(STANDS).fetchall() for desk in (one, other)]
        assert stands[0] == stands[1]
    finally:
        one.close()
        other.close()
