"""Import and export on the command line: the outside contract."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest

from tests.e2e.conftest import Run
from tests.sheets.books import SHARED, text_table, workbook

ROWS = [
    ["客户名称", "联系人", "手机", "城市", "成立日期"],
    ["甲有限公司", "张三", 13900000001, "嘉兴", "2009-04-16"],
    ["乙有限公司", "李四", "13900000002", "杭州", "2009-02-30"],
    ["", "王五", "13900000003", "宁波", None],
    ["丙有限公司", "赵六", "13900000004", "宁波", None],
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return workbook(tmp_path / "客户.xlsx", {"名单": ROWS})


def test_valid_rows_are_imported_and_bad_ones_told_with_their_place(run: Run, book: Path) -> None:
    status, result, _ = run("import", book, "--json")
    counts = {key: result[key] for key in ("rows", "created", "updated", "skipped", "errors", "joined")}
    assert (status, counts) == (0, {"rows": 4, "created": 2, "updated": 0, "skipped": 0, "errors": 2, "joined": 0})
    assert result["mapping"]["手机"] == "contact.mobile"
    assert result["also"] == {"contacts": 2, "addresses": 0}
    assert {(p["row"], p["column"], p["code"]) for p in result["problems"]} == {
        (3, "成立日期", "date-no-such-day"),
        (4, "客户名称", "name-missing"),
    }
    assert all(p["message"] for p in result["problems"])
    assert isinstance(result["batch"], int)
    assert [c["mobile"] for c in run("customers", "--json")[1]] == ["13900000001", "13900000004"]


def test_a_dry_run_says_the_same_and_writes_nothing(run: Run, book: Path) -> None:
    _, dry, _ = run("import", book, "--dry-run", "--json")
    assert (dry["batch"], dry["created"], dry["errors"]) == (None, 2, 2)
    assert run("customers", "--json")[1] == []
    assert run("history", "--json")[1] == []


def test_the_same_file_again_is_noticed_and_skipped(run: Run, book: Path) -> None:
    run("import", book)
    status, again, err = run("import", book, "--json")
    assert (status, again["created"], again["skipped"]) == (0, 0, 2)
    assert "imported before" in err


def test_columns_can_be_told_by_hand(run: Run, tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", {"名单": [["客户名称", "甲列", "城市"], ["甲公司", "嘉善县", "嘉兴"]]})
    _, result, _ = run("import", path, "--map", "甲列=district", "--map", "城市=-", "--json")
    assert result["mapping"] == {"客户名称": "name", "甲列": "district", "城市": None}
    _, shown, _ = run("show", "K00001", "--json")
    assert (shown["customer"]["district"], shown["customer"]["city"]) == ("嘉善县", None)
    assert run("import", path, "--map", "甲列=nothing")[0] == 1
    assert run("import", path, "--map", "没有这列=city")[0] == 1
    assert run("import", path, "--map", "甲列")[0] == 1


@pytest.mark.parametrize(
    ("existing", "expected"),
    [
        ("skip", {"skipped": 1, "city": "嘉兴", "fax": None}),
        ("update", {"updated": 1, "city": "杭州", "fax": "0571-00000001"}),
        ("fill", {"updated": 1, "city": "嘉兴", "fax": "0571-00000001"}),
        ("create", {"created": 1, "city": "嘉兴", "fax": None}),
    ],
)
def test_known_customers_are_treated_as_said(
    run: Run, tmp_path: Path, existing: str, expected: dict[str, object]
) -> None:
    run("add", "customer", "name=甲公司", "number=A1", "city=嘉兴", "notes=旧")
    header = ["客户编号", "客户名称", "城市", "传真", "备注"]
    path = workbook(tmp_path / "x.xlsx", {"名单": [header, ["A1", "甲公司", "杭州", "0571-00000001", None]]})
    _, result, _ = run("import", path, "--existing", existing, "--json")
    assert {key: result[key] for key in ("created", "updated", "skipped") if result[key]}.items() <= expected.items()
    customer = run("show", "A1", "--json")[1]["customer"]
    assert (customer["city"], customer["fax"], customer["notes"]) == (expected["city"], expected["fax"], "旧")


def test_a_report_returns_the_rows_to_be_mended(run: Run, book: Path, tmp_path: Path) -> None:
    report = tmp_path / "退回.xlsx"
    assert run("import", book, "--report", report, lang="zh_CN")[0] == 0
    rows = list(openpyxl.load_workbook(report).active.iter_rows(values_only=True))
    assert rows[0] == ("导入结果", *ROWS[0])
    assert [row[1:3] for row in rows[1:]] == [("乙有限公司", "李四"), (None, "王五")]
    assert all(row[0] for row in rows[1:])
    assert run("import", book, "--report", report, "--report-all", "--dry-run")[0] == 0
    assert openpyxl.load_workbook(report).active.max_row == 5
    assert run("import", book, "--report-all")[0] == 2


def test_a_mended_report_imports_cleanly(run: Run, book: Path, tmp_path: Path) -> None:
    report = tmp_path / "mended.xlsx"
    run("import", book, "--report", report)
    mended = openpyxl.load_workbook(report)
    mended.active["F2"], mended.active["B3"] = "2009-02-28", "丁有限公司"
    mended.save(report)
    _, result, _ = run("import", report, "--json")
    assert (result["created"], result["errors"], result["problems"]) == (2, 0, [])
    assert len(run("customers", "--json")[1]) == 4


def test_export_and_import_again_change_nothing_and_move_everything(run: Run, book: Path, tmp_path: Path) -> None:
    run("import", book)
    run("edit", "K00001", "groups=一;二", "birthday=", "tier=gold", "referrer=K00002")
    out = tmp_path / "out.xlsx"
    status, done, _ = run("export", out, "--json")
    assert (status, done["rows"], Path(done["path"])) == (0, 2, out)
    _, again, _ = run("import", out, "--existing", "update", "--json")
    assert (again["created"], again["updated"], again["errors"], again["problems"]) == (0, 0, 0, [])
    run("import", out, data="other.crmdesk")
    for number in ("K00001", "K00002"):
        here, there = run("show", number, "--json")[1], run("show", number, "--json", data="other.crmdesk")[1]
        here["customer"]["grade_by_hand"] = there["customer"]["grade_by_hand"]  # what a sheet says is by hand
        assert here == there


@pytest.mark.parametrize("ending", [".csv", ".json"])
def test_other_endings(run: Run, book: Path, tmp_path: Path, ending: str) -> None:
    run("import", book)
    out = tmp_path / f"out{ending}"
    assert run("export", out, "--query", "甲", "--json")[1]["rows"] == 1
    text = out.read_bytes().decode("utf-8-sig")
    assert "甲有限公司" in text
    assert "丙有限公司" not in text
    if ending == ".json":
        assert json.loads(text)


def test_masked_exports_hide_what_is_personal(run: Run, book: Path, tmp_path: Path) -> None:
    run("import", book)
    out = tmp_path / "masked.xlsx"
    run("export", out, "--mask")
    cells = {str(cell.value) for sheet in openpyxl.load_workbook(out) for row in sheet.iter_rows() for cell in row}
    assert "139****0001" in cells
    assert not any("13900000001" in cell for cell in cells)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.xlsx", None, "missing.xlsx"),
        ("empty.xlsx", b"", "empty.xlsx"),
        ("not-a-book.xlsx", b"\x89PNG\r\n\x1a\n" + b"x" * 100, "not-a-book.xlsx"),
        ("no-header.csv", b"1,2,3\n4,5,6\n", "no-header.csv"),
    ],
)
def test_a_file_that_cannot_be_imported_is_one_clear_line(
    run: Run, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    status, out, err = run("import", path, "--json")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert said in err
    assert run("history", "--json")[1] == []


def test_a_recognised_sheet_without_rows_is_no_error(run: Run, tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", {"名单": [["客户名称", "手机"]]})
    status, result, _ = run("import", path, "--json")
    assert (status, result["created"], result["rows"]) == (0, 0, 0)


def test_an_ending_that_cannot_be_written_is_refused(run: Run, tmp_path: Path) -> None:
    status, _, err = run("export", tmp_path / "x.docx")
    assert (status, "xlsx" in err) == (1, True)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared spreadsheets are not there")
def test_the_supermarket_has_790_customers(run: Run) -> None:
    status, result, _ = run("import", SHARED / "示例-超市.xls", "--json")
    assert (status, result["created"], result["joined"], result["rows"]) == (0, 790, 9210, 10000)
    assert {"客户 ID": "number", "客户名称": "name", "城市": "city", "省/自治区": "province"}.items() <= result[
        "mapping"
    ].items()
    assert len(run("customers", "--json")[1]) == 790


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared spreadsheets are not there")
@pytest.mark.parametrize(("name", "created"), [("两级表头", 0), ("必填行", 1), ("双语表头", 2)])
def test_the_templates_never_import_their_instructions(run: Run, name: str, created: int) -> None:
    status, result, _ = run("import", SHARED / f"客户导入模板-{name}.xlsx", "--json")
    assert (status, result["created"], result["errors"]) == (0, created, 0)


def test_two_columns_cannot_be_given_one_field(run: Run, tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", {"名单": [["客户名称", "甲列", "乙列"], ["甲公司", "一", "二"]]})
    status, _, err = run("import", path, "--map", "甲列=city", "--map", "乙列=city")
    assert (status, "city" in err) == (1, True)
    assert run("customers", "--json")[1] == []


def test_marks_that_say_there_is_none_are_empty_cells(run: Run, tmp_path: Path) -> None:
    header = ["客户名称", "成立日期", "注册资本", "客户级别", "员工人数", "购买能力", "备注"]
    rows = [header, ["甲公司", "-", "无", "/", "N/A", "无", "-"]]
    _, result, _ = run("import", workbook(tmp_path / "x.xlsx", {"名单": rows}), "--json")
    assert (result["created"], result["problems"]) == (1, [])
    customer = run("show", "K00001", "--json")[1]["customer"]
    assert [customer[key] for key in ("founded_on", "registered_capital", "tier", "employees")] == [None] * 4
    assert (customer["money"], customer["notes"], customer["own"]) == ("no", "-", {})


def test_several_files_become_one_import(run: Run, book: Path, tmp_path: Path) -> None:
    other = workbook(tmp_path / "二.xlsx", {"名单": [["客户名称", "城市"], ["戊有限公司", "温州"]], "空": [["说明"]]})
    _, result, _ = run("import", book, other, "--json")
    assert (result["created"], result["errors"], len(result["sheets"])) == (3, 2, 2)
    assert [sheet["what"] for sheet in result["sheets"]] == ["customers", "customers"]
    assert [(batch["batch"], batch["created"]) for batch in run("imports", "--json")[1]] == [(result["batch"], 3)]
    assert run("import", book, tmp_path / "missing.xlsx")[0] == 1


def test_standard_input_is_a_file_too(run: Run, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO("客户名称;城市\n甲公司;嘉兴\n".encode("gb18030"))

    monkeypatch.setattr("sys.stdin", Stdin)
    _, result, _ = run("import", "-", "--encoding", "gb18030", "--delimiter", ";", "--json")
    assert (result["created"], result["mapping"]) == (1, {"客户名称": "name", "城市": "city"})


def test_likely_doubles_can_be_held_back(run: Run, tmp_path: Path) -> None:
    run("add", "customer", "name=嘉禾机械有限公司", "number=A1")
    path = workbook(tmp_path / "x.xlsx", {"名单": [["客户名称"], ["嘉禾機械（嘉興）有限公司"], ["远达食品厂"]]})
    _, result, _ = run("import", path, "--doubles", "hold", "--json")
    assert (result["created"], result["skipped"], result["held"], result["rows"]) == (1, 1, 1, 2)
    assert [problem["code"] for problem in result["problems"]] == ["possible-double"]
    status, out, err = run("import", path, "--doubles", "hold", "--existing", "update")
    assert (status, "Held back" in out, "嘉禾机械有限公司 (A1)" in err) == (0, True, True)


def test_known_customers_are_told_by_the_keys_that_are_named(run: Run, tmp_path: Path) -> None:
    run("add", "customer", "name=甲公司", "number=A1", "phone=0573-82000001")
    path = workbook(tmp_path / "x.xlsx", {"名单": [["客户名称", "电话"], ["甲公司", "0571-81000002"]]})
    assert run("import", path, "--dry-run", "--json")[1]["created"] == 1
    assert run("import", path, "--keys", "name,number", "--dry-run", "--json")[1]["skipped"] == 1
    assert run("import", path, "--keys", "colour")[0] == 1


def test_what_holds_for_every_row_or_column_can_be_said(run: Run, tmp_path: Path) -> None:
    rows = [["无题", None, None], ["客户名称", "成立日期", "城市"], ["甲公司", "1/2/2020", "未知"]]
    path = text_table(tmp_path / "x.csv", rows)
    arguments = ("--constant", "owner=陈立", "--blank", "未知", "--header-row", "x=2", "--date-order", "dmy")
    _, result, _ = run("import", path, *arguments, "--json")
    assert (result["created"], result["problems"]) == (1, [])
    assert result["sheets"] == [{"name": "x", "what": "customers", "header_row": 2}]
    customer = run("show", "K00001", "--json")[1]["customer"]
    assert (customer["owner"], customer["city"], customer["founded_on"]) == ("陈立", None, "2020-02-01")
    dates = ("--date-order", "成立日期=mdy", "--existing", "update")
    run("import", path, *dates)
    assert run("show", "K00001", "--json")[1]["customer"]["founded_on"] == "2020-01-02"
    for wrong in (("--constant", "owner"), ("--header-row", "x=two"), ("--date-order", "ymd")):
        assert run("import", path, *wrong)[0] == 1


def test_a_mapping_is_remembered_unless_told_not_to(run: Run, tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", {"名单": [["客户名称", "甲列"], ["甲公司", "嘉善县"]]})
    run("import", path, "--map", "甲列=district")
    assert run("import", path, "--dry-run", "--json")[1]["mapping"]["甲列"] == "district"
    assert run("import", path, "--dry-run", "--no-memory", "--json")[1]["mapping"]["甲列"] is None


def test_what_was_left_out_is_told_by_reason(run: Run, tmp_path: Path) -> None:
    rows = [["客户名称", "城市", "员工人数"], ["甲公司", "嘉兴", 5], [], ["合计", None, 5]]
    _, out, _ = run("import", workbook(tmp_path / "x.xlsx", {"名单": rows}))
    assert "Left out: totals" in out
    assert "Left out: notes" not in out


def test_what_was_odd_about_a_sheet_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"客户名称,备注\n甲公司,{'长' * 200_000}\n乙公司,好\n", encoding="utf-8")
    status, result, err = run("import", path, "--json")
    assert (status, result["created"]) == (0, 2)
    assert "x ▸ Row 2: the text is too long; only the first 32,767 characters were read." in err


@pytest.mark.parametrize("delimiter", ["ab", '"', "\n"])
def test_what_cannot_stand_between_cells(run: Run, tmp_path: Path, delimiter: str) -> None:
    path = text_table(tmp_path / "x.csv", [["客户名称", "城市"], ["甲公司", "嘉兴"]])
    status, _, err = run("import", path, "--delimiter", delimiter)
    assert status == 1
    assert "one character" in err


ORDERS = [
    ["订单 ID", "订单日期", "客户名称", "产品名称", "销售额", "数量", "利润"],
    ["X1", "2026-05-01", "嘉禾厂", "轴承", 125.43999999999998, 2, 25.44],
    ["X1", "2026-05-01", "嘉禾厂", "螺栓", 10, -1, 1],
]


def test_orders_are_open_unless_they_are_said_to_be_settled(run: Run, tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", {"订单": ORDERS, "退货": [["订单 ID", "退回"], ["X1", "是"]]})
    status, result, err = run("import", path, "--dry-run", "--json", lang="en")
    assert (status, result["created"], result["open_orders"]) == (0, 1, 1)
    assert {what: count for what, count in result["also"].items() if count} == {"products": 1, "orders": 1, "lines": 1}
    assert result["mapping"]["销售额"] == "line.amount"
    assert [(p["row"], p["column"], p["code"]) for p in result["problems"]] == [(3, "数量", "line-quantity-negative")]
    assert ("1 order came without payments" in err, "Nothing was taken from 退货" in err) == (True, True)
    status, result, err = run("import", path, "--settled", "--map", "销售额=line.amount", "--json", lang="en")
    assert (status, result["open_orders"], "without payments" in err) == (0, 0, False)
    (customer,) = run("customers", "--json")[1]
    out = tmp_path / "out.json"
    assert run("export", out, "--what", "orders", "--number", customer["number"])[0] == 0
    (order,) = json.loads(out.read_text("utf-8"))["orders"]
    assert (order["number"], order["settled"], order["lines"]) == (
        "X1", True,
        [{"product": "P00001", "product_name": "轴承", "quantity": 2, "price": 62.72, "amount": 125.44, "cost": 100}],
    )  # fmt: skip
