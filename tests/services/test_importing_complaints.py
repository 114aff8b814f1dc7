"""Complaints out of registers as offices keep them, with and without steps; the same again; taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from crmdesk.assets import load_words
from crmdesk.core.importing import Options, Outcome, Result
from crmdesk.services import complaint_steps, complaints, customers, history, importing, importing_undo, products
from crmdesk.services.desk import Desk
from tests.services.importing import book, codes, counts, run

LONG = "\n".join(f"第{n}条：纸箱全湿了，里面的轴承生锈，客户非常生气。" * 8 for n in range(1, 27))
REGISTER = [
    ("XX 公司客户投诉登记表（2024 年）",),
    ("编号", "投诉日期", "客户名称", "联系人", "电话", "投诉内容", "责任部门", "处理结果", "是否结案", "满意度",
     "备注"),
    ("2024-01", dt.date(2024, 5, 3), "嘉禾机械有限公司", "王芳", "13800000001", LONG, "物流部", "换货", "是", "满意",
     "加急"),
    ("2024-02", "2024.6.1", "嘉禾机械有限公司", None, "0573-81110000", "发票开错", "财务部", None, "否", None, None),
    ("2024-03", "2024年7月5日 下午2点半", "远山轴承厂", "李娜", None, "发错型号", None, "处理中", None, None, None),
    ("2024-04", 45480.5, "远山轴承厂", "李娜", None, "少发一箱", None, "补发", "√", "凑合", None),
    ("2024-05", "2024-08-01", "没有这家厂", None, None, "没人接电话", None, None, "否", None, None),
    ("2024-06", None, "远山轴承厂", None, None, "没有日期", None, None, "否", None, None),
    ("2024-07", "2024-08-09", None, None, None, "没有客户", None, None, "否", None, None),
    ("合计", 7),
]  # fmt: skip
LEDGER = [
    ("序号", "日期", "客户", "产品名称", "订单号", "问题描述", "原因分析", "改善措施", "责任人", "完成日期", "状态"),
    (1, "2023/3/1", "嘉禾机械有限公司", "轴承 6204", "D7", "噪音大", "保持架松", "换供应商", "陈立", "2023/3/9",
     "已关闭"),
    (2, "2023/4/1", "嘉禾机械有限公司", "没有的产品", "D9", "漏油", None, None, "王强", None, "进行中"),
]  # fmt: skip
ENGLISH = [
    ("Complaint No", "Date received", "Customer", "Contact name", "Description", "Category", "Assignee", "Status",
     "Date closed", "Resolution", "Satisfaction"),
    ("C-1", "13/05/2024", "嘉禾机械有限公司", "Wang Fang", "Arrived broken", "Delivery", "Li", "Closed",
     "20/05/2024", "Replaced", "Very satisfied"),
    ("C-2", "02/06/2024", "嘉禾机械有限公司", None, "Rude on the phone", "Wrong colour", "Li", "Pending", None, None,
     None),
]  # fmt: skip
STEPS = [
    ("客户名称", "投诉编号", "轮次", "步骤", "完成时间", "处理人", "说明", "赔偿方式", "金额", "满意程度"),
    ("嘉禾机械有限公司", "T1", 1, "倾听", "2026-05-01 10:00", "陈立", "听完", None, None, None),
    ("嘉禾机械有限公司", "T1", 1, "道歉", "2026-05-01 10:05", "陈立", "致歉", None, None, None),
    ("嘉禾机械有限公司", "T1", 1, "立即重述", "2026-05-01", None, "一半生锈", None, None, None),
    ("嘉禾机械有限公司", "T1", 1, "同理心", "2026-05-01", None, "换我也急", None, None, None),
    ("嘉禾机械有限公司", "T1", 1, "赔偿", "2026-05-02", None, None, "退款", 120.5, None),
    ("嘉禾机械有限公司", "T1", 1, "务必确定客户是满意的", "2026-05-03", None, "还是不行", None, None, "不满意"),
    ("嘉禾机械有限公司", "T1", 2, "倾听", "2026-05-04", None, "再听", None, None, None),
]  # fmt: skip
HEADER = ("投诉编号", "投诉日期", "客户名称", "投诉内容", "投诉类别", "状态", "满意度", "处理结果")

Rows = Sequence[Sequence[Any]]


@pytest.fixture
def firms(desk: Desk) -> Desk:
    customers.add(desk, {"number": "K1", "name": "嘉禾机械有限公司", "phone": "0573-82000001"}, [{"name": "王芳"}])
    customers.add(desk, {"number": "K2", "name": "远山轴承厂"})
    return desk


def written(folder: Path, rows: Rows, title: str) -> Path:
    """A workbook as a spreadsheet program saves it; a title over all columns is merged."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if len(rows[0]) == 1:
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(rows[1]))
    made.save(folder / "登记.xlsx")
    return folder / "登记.xlsx"


def found(desk: Desk) -> dict[str, dict[str, Any]]:
    """The living complaints by number, whole."""
    ids = desk.data.database.execute_sql("SELECT id FROM complaint WHERE deleted_at IS NULL ORDER BY id").fetchall()
    return {one.number: dict(one.values) for one in (complaints.complaint(desk, i) for (i,) in ids)}


def brought(desk: Desk, path: Path, **options: Any) -> Result:
    return importing.import_file(desk, path, Options(**options))


def test_a_register_of_complaints(firms: Desk, tmp_path: Path):
    result = brought(firms, written(tmp_path, REGISTER, "Sheet1"))
    assert (result.sheets[0].what, result.sheets[0].header_row) == ("complaints", 2)
    assert counts(result) == {"created": 4, "errors": 3}
    assert codes(result) == [
        (6, "满意度", "choice-kept"),
        (7, None, "import-no-customer"), (8, "投诉日期", "required-missing"), (9, "客户名称", "name-missing"),
    ]  # fmt: skip
    one, two, three, four = found(firms).values()
    assert (len(LONG) > 5000, one["words"]) == (True, LONG)
    assert (one["state"], one["level"], one["contact"], one["received_at"]) == (
        "imported", "basic", "王芳", dt.datetime(2024, 5, 3),
    )  # fmt: skip
    assert one["handling"] == "处理结果：换货\n责任部门：物流部\n备注：加急"
    assert (two["state"], two["round"], two["step"]) == ("open", 1, "listen")
    assert two["handling"] == "责任部门：财务部\n电话：0573-81110000"
    assert (three["received_at"], three["state"], three["contact"]) == (dt.datetime(2024, 7, 5, 14, 30), "open", "李娜")
    assert (four["received_at"], four["state"], "level" in four) == (dt.datetime(2024, 7, 7, 12), "imported", False)
    assert four["handling"] == "处理结果：补发\n满意度：凑合"
    one_file, two_file = (customers.file(firms, customers.id_of(firms, number)) for number in ("K1", "K2"))
    assert [(c.values["name"], c.values.get("phone")) for c in one_file.contacts] == [("王芳", None)]
    assert [c.values["name"] for c in two_file.contacts] == ["李娜"]
    assert (one_file.values["phone"], one_file.values["open_complaints"]) == ("0573-82000001", 1)


def test_a_ledger_that_only_its_title_calls_one_of_complaints(firms: Desk, tmp_path: Path):
    products.add(firms, {"code": "B6204", "name": "轴承 6204"})
    with firms.recording("demo", count=0) as made:
        order = {"customer_id": customers.id_of(firms, "K1"), "number": "D7", "date": "2023-02-01", "state": "ordered"}
        made.create("sales_order", order)
    result = brought(firms, written(tmp_path, LEDGER, "客诉台账"))
    assert (counts(result), result.sheets[0].mapping["序号"]) == ({"created": 2}, None)
    assert codes(result) == [(3, "订单号", "import-order-kept"), (3, "产品名称", "import-product-kept")]
    one, two = found(firms).items()
    assert (one[0], two[0]) == ("T00001", "T00002")
    expected = {
        "product": "轴承 6204", "sales_order": "D7", "root_cause": "保持架松", "prevention": "换供应商",
        "responsible": "陈立", "state": "imported",
    }  # fmt: skip
    assert {key: one[1][key] for key in expected} == expected
    assert one[1]["closed_at"] == dt.datetime(2023, 3, 9)
    assert (two[1]["state"], two[1]["handling"]) == ("open", "订单号：D9\n产品名称：没有的产品")


def test_an_english_register(firms: Desk, tmp_path: Path):
    result = brought(firms, written(tmp_path, ENGLISH, "Complaints"))
    assert (counts(result), codes(result)) == ({"created": 2}, [(3, "Category", "choice-kept")])
    one, two = found(firms)["C-1"], found(firms)["C-2"]
    assert (one["category"], one["level"], one["state"], one["handling"]) == (
        "delivery",
        "high",
        "imported",
        "Replaced",
    )
    assert (one["received_at"], one["closed_at"]) == (dt.datetime(2024, 5, 13), dt.datetime(2024, 5, 20))
    assert (two["received_at"], two["state"], two["handling"]) == (
        dt.datetime(2024, 6, 2), "open", "Category: Wrong colour",
    )  # fmt: skip


@pytest.mark.parametrize("rows", [REGISTER, LEDGER, ENGLISH])
def test_the_same_register_again_changes_nothing(firms: Desk, rows: Rows):
    run(firms, {"客诉": rows}, existing="update")
    before = found(firms)
    for existing in ("skip", "update", "fill"):
        again = run(firms, {"客诉": rows}, existing=existing)
        assert (again.batch, again.counts.created, again.counts.updated, found(firms)) == (None, 0, 0, before)


@pytest.mark.parametrize(
    ("row", "state", "told"),
    [
        ({"状态": "是"}, "imported", []),
        ({"状态": "未解决"}, "open", []),
        ({"状态": "搁置"}, "unresolved", []),
        ({"状态": None, "处理结果": "已处理"}, "imported", []),
        ({"状态": None, "满意度": "非常满意"}, "imported", []),
        ({"状态": None, "处理结果": "正在换货"}, "open", []),
        ({"状态": "没听说过"}, "open", ["choice-kept"]),
        ({"处理结果": "换货"}, "imported", ["complaint-taken-closed"]),
        ({}, "open", []),
    ],
)
def test_what_a_row_says_of_how_it_ended(firms: Desk, row: dict[str, str | None], state: str, told: list[str]):
    cells = {"投诉日期": "2024-05-01", "客户名称": "远山轴承厂", "投诉内容": "慢", **row}
    result = run(firms, {"投诉": [tuple(cells), tuple(cells.values())]})
    (one,) = found(firms).values()
    assert (one["state"], [code for _, _, code in codes(result)]) == (state, told)
    assert one.get("step") == {"open": "listen", "unresolved": "listen"}.get(state)


def test_what_holds_only_for_closed_ones_is_kept_with_an_open_one(firms: Desk):
    rows = [
        ("投诉日期", "客户名称", "投诉内容", "状态", "结案日期", "满意度"),
        ("2024-05-09", "远山轴承厂", "慢", "处理中", "2024-06-01", "不满意"),
        ("2024-05-09", "远山轴承厂", "脏", "已结案", "2024-05-01", "满意"),
    ]
    result = run(firms, {"投诉": rows})
    one, two = found(firms).values()
    assert one["handling"] == "结案日期：2024-06-01\n满意度：不满意"
    assert "closed_at" not in one
    assert (two["state"], two["handling"], codes(result)) == (
        "imported", "结案日期：2024-05-01", [(3, "结案日期", "complaint-closed-before")],
    )  # fmt: skip


def test_who_complains_where_no_column_names_the_customer(desk: Desk):
    customers.add(desk, {"name": "张伟", "mobile": "13800000001"})
    customers.add(desk, {"name": "张伟", "mobile": "13800000002"})
    rows = [("投诉时间", "投诉人", "联系电话", "投诉内容"), ("2024-05-01", "张伟", "13800000002", "态度差")]
    assert counts(run(desk, {"投诉": rows})) == {"created": 1}
    (row,) = desk.data.database.execute_sql("SELECT customer_id FROM complaint").fetchall()
    assert row == (2,)


def test_a_phone_that_nobody_has_hides_no_customer(firms: Desk):
    rows = [("投诉日期", "客户名称", "电话", "投诉内容"), ("2024-05-01", "嘉禾机械有限公司", "13911112222", "态度差")]
    assert counts(run(firms, {"投诉": rows})) == {"created": 1}
    assert next(iter(found(firms).values()))["handling"] == "电话：13911112222"
    assert firms.data.database.execute_sql("SELECT count(*) FROM customer").fetchone() == (2,)


def test_a_number_that_stands_twice(firms: Desk):
    rows = [
        ("投诉编号", "投诉日期", "客户名称", "投诉内容", "处理结果", "投诉类别"),
        ("T7", "2024-05-01", "嘉禾机械有限公司", "湿了", "已派人", "物流"),
        ("T7", "2024-05-08", "嘉禾机械有限公司", "湿了", "已换货", "质量"),
        ("T7", "2024-09-01", "嘉禾机械有限公司", "发票错", None, None),
        ("T7", "2024-05-01", "远山轴承厂", "慢", None, None),
    ]
    result = run(firms, {"投诉": rows})
    assert counts(result) == {"created": 3, "joined": 1}
    differ = [(3, "投诉日期", "values-differ"), (3, "投诉类别", "values-differ")]
    replaced = [(row, "投诉编号", "complaint-number-replaced") for row in (4, 5)]
    assert [told for told in codes(result) if told[2] != "complaint-taken-closed"] == [*differ, *replaced]
    assert {number: (one["words"], one.get("handling")) for number, one in found(firms).items()} == {
        "T7": ("湿了", "已派人\n已换货"), "T00008": ("发票错", None), "T00009": ("慢", None),
    }  # fmt: skip
    assert run(firms, {"投诉": rows}, existing="update").batch is None


def test_an_update_of_a_known_complaint(firms: Desk):
    base = ("T7", "2024-05-01", "嘉禾机械有限公司", "湿了", "物流", "处理中", None, None)
    run(firms, {"投诉": [HEADER, base]})
    changed = [HEADER, (*base[:4], "质量", "已结案", "满意", "换货")]
    assert counts(run(firms, {"投诉": changed})) == {"skipped": 1}
    assert counts(run(firms, {"投诉": changed}, existing="fill")) == {"updated": 1}
    assert (found(firms)["T7"]["category"], found(firms)["T7"]["state"]) == ("delivery", "open")
    result = run(firms, {"投诉": changed}, existing="update")
    one = found(firms)["T7"]
    assert (one["category"], one["state"], one["level"], one["handling"]) == ("quality", "imported", "basic", "换货")
    assert "step" not in one
    assert result.batch is not None
    importing_undo.undo(firms, result.batch)
    assert (found(firms)["T7"]["state"], found(firms)["T7"]["step"]) == ("open", "listen")
    again = run(firms, {"投诉": [HEADER, base]}, existing="create")
    assert (counts(again), codes(again)) == ({"created": 1}, [(2, "投诉编号", "complaint-number-replaced")])


def test_a_complaint_that_was_moved_meanwhile_stays_where_it_is(firms: Desk):
    rows = [HEADER, ("T7", "2024-05-01", "嘉禾机械有限公司", "湿了", "物流", "处理中", None, None)]
    run(firms, {"投诉": rows})
    complaints.move(firms, complaints.id_of(firms, "T7"), customers.id_of(firms, "K2"))
    result = run(firms, {"投诉": rows}, existing="update")
    assert (result.batch, codes(result)) == (None, [(2, "投诉编号", "complaint-elsewhere")])
    assert complaints.delete(firms, [complaints.id_of(firms, "T7")])
    assert codes(run(firms, {"投诉": rows})) == [(2, "投诉编号", "complaint-number-replaced")]
    assert list(found(firms)) == ["T00008"]


def test_steps_and_events_say_where_a_complaint_stands(firms: Desk):
    complaint = [HEADER, ("T1", "2026-05-01", "嘉禾机械有限公司", "湿了", None, "已结案", "满意", None)]
    result = run(firms, {"投诉": complaint, "步骤": STEPS}, what="complaints")
    assert (counts(result), codes(result)) == ({"created": 8}, [])
    case = complaints.case(firms, complaints.id_of(firms, "T1"))
    assert (case.complaint.state, case.complaint.round, case.complaint.step) == ("open", 2, "apologise")
    assert [(one.round, one.step) for one in case.steps][-1] == (2, "listen")
    assert (case.steps[4].values["kind"], str(case.steps[4].values["amount"])) == ("refund", "120.5000")
    events = [
        ("客户名称", "投诉编号", "事项", "时间", "原因", "联系次数", "说明"),
        ("嘉禾机械有限公司", "T1", "未解决结案", "2026-06-01", "联系不上", 3, "三次不接"),
        ("嘉禾机械有限公司", "T1", "重新处理", "2026-07-01", None, None, "又来电"),
    ]
    result = run(firms, {"事项": events})
    assert counts(result) == {"created": 2}
    one = found(firms)["T1"]
    assert (one["state"], one["round"], one["step"]) == ("open", 3, "listen")
    complaint_steps.finish(firms, complaints.id_of(firms, "T1"), "listen", {"text": "听", "at": "2026-07-02"})
    assert run(firms, {"投诉": complaint, "步骤": STEPS, "事项": events}, existing="update").batch is None
    assert found(firms)["T1"]["step"] == "apologise"


def test_steps_taken_back_leave_the_complaint_where_it_was(firms: Desk):
    number = customers.id_of(firms, "K1")
    complaint_id, _ = complaints.add(firms, number, {"words": "湿了", "number": "T1", "received_at": "2026-05-01"})
    batch = run(firms, {"步骤": STEPS}).batch
    assert batch is not None
    complaint_steps.finish(firms, complaint_id, "apologise", {"text": "致歉", "at": "2026-05-05"})
    assert complaints.complaint(firms, complaint_id).step == "restate"
    importing_undo.undo(firms, batch)
    one = complaints.case(firms, complaint_id)
    assert ([(step.round, step.step) for step in one.steps], one.complaint.round) == ([(2, "apologise")], 2)
    history.undo(firms)
    assert complaints.complaint(firms, complaint_id).step == "restate"
    history.undo(firms)
    history.undo(firms)
    one = complaints.case(firms, complaint_id)
    assert (one.steps, one.complaint.round, one.complaint.step) == ((), 1, "listen")


def test_complaints_taken_back_go_with_the_steps_done_since(firms: Desk):
    batch = run(firms, {"投诉": [HEADER, ("T1", "2026-05-01", "远山轴承厂", "湿了", None, "处理中", None, None)]}).batch
    assert batch is not None
    complaint_steps.finish(firms, complaints.id_of(firms, "T1"), "listen", {"text": "听"})
    assert importing_undo.undo(firms, batch).restored == 1
    left = "SELECT (SELECT count(*) FROM complaint_step WHERE deleted_at IS NULL), sum(open_complaints) FROM customer"
    assert (found(firms), firms.data.database.execute_sql(left).fetchall()) == ({}, [(0, None)])
    history.undo(firms)
    assert found(firms)["T1"]["step"] == "apologise"


@pytest.mark.parametrize(
    ("row", "cell", "column", "code"),
    [
        (3, "赔偿", "步骤", "step-order"),
        (3, "跳舞", "步骤", "choice-unknown"),
        (3, None, "步骤", "required-missing"),
        (2, "道歉", "步骤", "step-order"),
        (8, 3, "轮次", "step-order"),
        (2, None, "说明", "step-empty"),
        (7, None, "满意程度", "step-level"),
        (6, None, "金额", "step-amount"),
        (6, -5, "金额", "amount-negative"),
        (2, "2026-04-01", "完成时间", "step-before-complaint"),
        (3, "2026-05-01 08:00", "完成时间", "step-before-step"),
        (2, "满意", "满意程度", "complaint-step-foreign"),
        (2, "T9", "投诉编号", "import-complaint-unknown"),
    ],
)
def test_a_step_that_cannot_be_is_refused_with_its_reason(firms: Desk, row: int, cell: object, column: str, code: str):
    complaints.add(firms, customers.id_of(firms, "K1"), {"words": "湿了", "number": "T1", "received_at": "2026-05-01"})
    rows = [list(each) for each in STEPS]
    rows[row - 1][STEPS[0].index(column)] = cell
    result = run(firms, {"步骤": rows})
    wrong = next(problem for problem in result.problems if problem.row == row)
    where = "步骤" if code == "step-order" else column
    assert (wrong.column, wrong.code, wrong.refused) == (where, code, True)
    for language in ("zh_CN", "en"):
        assert "{" not in load_words(language).message(wrong.code, wrong.params)
    assert result.counts.errors + result.counts.created == 7
    case = complaints.case(firms, complaints.id_of(firms, "T1"))
    assert len(case.steps) == result.counts.created


def test_the_plan_tells_before_anything_is_written(firms: Desk):
    planned = importing.plan(firms, book({"投诉": REGISTER}), Options(existing="update"))
    outcomes = [row.outcome for row in planned.rows]
    assert outcomes == [Outcome.NEW] * 4 + [Outcome.ERROR] * 3
    assert found(firms) == {}
    taken = importing.apply(firms, planned)
    assert len(found(firms)) == 4
    history.undo(firms)
    assert (found(firms), taken.batch is not None) == ({}, True)
    assert customers.file(firms, customers.id_of(firms, "K2")).contacts == ()
