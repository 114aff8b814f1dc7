"""`export` with kinds, columns, presets and numbers, and `template`, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.e2e.conftest import Run


@pytest.fixture
def filled(run: Run) -> Run:
    run("add", "customer", "name=甲有限公司", "phone=0573-00000014", "city=嘉兴市", "owner=陈立")
    run("add", "contact", "customer=K00001", "name=李四", "mobile=13900000014")
    run("add", "customer", "name=张伟", "mobile=13900000013", "city=杭州市")
    run("add", "customer", "name=许念安", "mobile=13900000017", "city=杭州市")
    return run


def rows(path: Path, sheet: int = 0) -> list[tuple[Any, ...]]:
    return list(load_workbook(path).worksheets[sheet].iter_rows(values_only=True))


def test_columns_in_the_order_wanted(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "o.xlsx"
    status, done, _ = filled("export", out, "--columns", "city, name", "--json")
    assert (status, done) == (0, {"rows": 3, "path": str(out)})
    assert rows(out) == [("City", "Full name"), ("嘉兴市", "甲有限公司"), ("杭州市", "张伟"), ("杭州市", "许念安")]
    filled("export", out, "--what", "contacts", "--columns", "mobile", lang="zh_CN")
    assert rows(out) == [("客户编号", "客户名称", "联系人手机"), ("K00001", "甲有限公司", "13900000014")]


def test_one_kind_says_how_many(filled: Run, tmp_path: Path) -> None:
    _, _, err = filled("export", tmp_path / "o.csv", "--what", "contacts")
    assert "1 record written to" in err
    _, _, err = filled("export", tmp_path / "o.csv")
    assert "3 customers written to" in err


def test_customers_by_number_in_that_order(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "o.json"
    _, done, _ = filled("export", out, "--number", "K00003", "--number", "K00001", "--json")
    assert done["rows"] == 2
    assert [one["number"] for one in json.loads(out.read_text("utf-8"))["customers"]] == ["K00003", "K00001"]
    filled("export", out, "--number", "K00003", "--number", "K00001", "--where", "city is 杭州市")
    assert [one["number"] for one in json.loads(out.read_text("utf-8"))["customers"]] == ["K00003"]


def test_a_preset_is_saved_and_used(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "o.xlsx"
    filled("export", out, "--what", "customers", "--columns", "name,mobile", "--mask", "--save-preset", "月报")
    before = rows(out)
    assert before[2] == ("张伟", "139****0013")
    filled("export", tmp_path / "p.xlsx", "--preset", "月报", "--query", "张伟")
    assert rows(tmp_path / "p.xlsx") == [before[0], before[2]]
    filled("export", tmp_path / "p.xlsx", "--preset", "月报", "--columns", "name")
    assert rows(tmp_path / "p.xlsx")[2] == ("张伟",)
    assert "Saved an export preset" in filled("history")[1]


def test_cards_of_the_version_wanted(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "o.vcf"
    filled("export", out)
    assert "VERSION:3.0" in out.read_text("utf-8")
    filled("export", out, "--vcard", "4.0")
    assert "VERSION:4.0" in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["--columns", "name,nonsense"], 1, "no column “nonsense”"),
        (["--columns", ","], 1, "at least one column"),
        (["--columns", ""], 1, "at least one column"),
        (["--group", "没有"], 1, "no group “没有”"),
        (["--group", ""], 1, "no group “”"),
        (["--what", "all", "--columns", "name"], 1, "one kind at a time"),
        (["--preset", "nobody"], 1, "no preset “nobody”"),
        (["--save-preset", " "], 1, "Give the preset a name"),
        (["--number", "K9"], 1, "K9"),
        (["--what", "nonsense"], 2, "nonsense"),
        (["--vcard", "2.1"], 2, "2.1"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(
    filled: Run, tmp_path: Path, arguments: list[str], status: int, told: str
) -> None:
    found, _, err = filled("export", tmp_path / "o.xlsx", *arguments)
    assert found == status
    assert told in err
    assert "Traceback" not in err
    assert not (tmp_path / "o.xlsx").exists()


def test_a_template_is_written(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "t.xlsx"
    status, done, _ = run("template", out, "--json")
    assert (status, done) == (0, {"path": str(out), "sheets": ["Customers", "Instructions"]})
    _, done, _ = run("template", out, "--what", "all", "--json", lang="zh_CN")
    assert done["sheets"][:6] == ["客户", "联系人", "其他地址", "记事", "别处采购", "竞争对手"]
    status, _, err = run("template", out, "--what", "contacts")
    assert (status, f"Template written to {out}" in err) == (0, True)
    status, _, err = run("template", tmp_path / "t.csv")
    assert (status, "cannot be written" in err) == (1, True)


def test_an_untouched_template_imports_as_nothing(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "t.xlsx"
    run("template", out)
    status, result, _ = run("import", out, "--json")
    assert (status, result["rows"], result["created"]) == (0, 0, 0)
