"""Records on the command line: the outside contract of fields, customers, show, add, edit, delete, history, demo."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crmdesk.cli import main
from tests.e2e.conftest import Run

ROOT = Path(__file__).parents[2]


def test_the_whole_life_of_a_customer(run: Run) -> None:
    status, made, _ = run(
        "add", "customer", "name=禾砚有限公司", "phone=0573-0000 0013", "credit_limit=80000.5", "--json"
    )
    assert (status, made["number"], made["kind"], made["stage"]) == (0, "K00001", "enterprise", "potential")
    assert made["credit_limit"] == 80000.5
    status, contact, _ = run("add", "contact", "customer=K00001", "name=周砚秋", "mobile=13900000013", "--json")
    assert (contact["customer"], contact["name"]) == ("K00001", "周砚秋")
    status, edited, _ = run("edit", "K00001", "tier=gold", "notes=一", "--json")
    assert (edited["tier"], edited["notes"]) == ("gold", "一")
    _, listed, _ = run("customers", "--query", "zhouyanqiu", "--json")
    assert listed == [
        {
            "number": "K00001",
            "name": "禾砚有限公司",
            "kind": "enterprise",
            "mobile": "13900000013",
            "phone": "0573-0000 0013",
            "tier": "gold",
            "grade": "A",
            "stage": "potential",
            "owner": None,
        }
    ]
    _, shown, _ = run("show", "K00001", "--json")
    assert set(shown) >= {"customer", "contacts", "interactions", "orders", "payments", "complaints"}
    assert shown["contacts"][0]["name"] == "周砚秋"
    assert run("delete", "K00001")[0] == 0
    assert run("customers", "--json")[1] == []
    assert run("show", "K00001")[0] == 1
    assert run("restore-deleted", "K00001")[0] == 0
    assert len(run("customers", "--tier", "gold", "--json")[1]) == 1
    _, entries, _ = run("history", "K00001", "--json")
    assert [entry["action"] for entry in entries][-1] == "customer-add"
    assert {"field": "Tier", "before": "", "after": "Gold"}.items() <= next(
        e for e in entries if e["field"] == "Tier"
    ).items()
    assert run("history", "--json")[1][0]["action"] == "customers-restore"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["show", "K9"], 1, "There is no customer with the number K9."),
        (["add", "customer", "mobile=1"], 1, "A name is needed."),
        (["add", "customer", "name=x", "shoe=1"], 1, "There is no field “shoe”."),
        (["add", "customer", "name=x", "birthday=2001-02-29"], 1, "Birthday: "),
        (["add", "customer", "name=x", "name=y"], 1, "given twice"),
        (["add", "customer", "novalue"], 1, "is not FIELD=VALUE"),
        (["add", "contact", "name=x"], 1, "Say which customer"),
        (["edit", "K00001", "name="], 1, "There is no customer"),
        (["restore-deleted", "K1"], 1, "There is no customer"),
        (["frobnicate"], 2, "frobnicate"),
        (["customers", "--limit", "0"], 2, "limit"),
        (["customers", "--tier", "platinum"], 2, "platinum"),
        (["add", "elephant", "name=x"], 2, "elephant"),
    ],
)
def test_refusals_are_one_clear_line_and_a_status(run: Run, arguments: list[str], status: int, said: str) -> None:
    got, out, err = run(*arguments)
    assert (got, out) == (status, "")
    assert said in err
    assert "Traceback" not in err
    if status == 1:
        assert err.count("\n") == 1


def test_refusals_are_said_in_chinese(run: Run) -> None:
    assert "没有编号为 K9 的客户" in run("show", "K9", lang="zh_CN")[2]


@pytest.mark.parametrize("place", ["no/such/folder/x.crmdesk", "."])
def test_a_data_file_that_cannot_be_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str) -> None:
    assert main(["--data", str(tmp_path / place), "--lang", "en", "customers"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_fields_lists_the_fixed_keys_with_types_and_synonyms(run: Run) -> None:
    fields = run("fields", "--json")[1]
    keys = {field["key"] for field in fields if field["record"] == "customer"}
    assert keys >= set(
        "number name short_name kind category gender birthday id_number credit_code legal_representative mobile phone "
        "wechat qq fax email website province city district address postcode industry employees turnover source owner "
        "custodian groups notes verified_on stage life_cycle relationship referrer wanted money authority need man "
        "man_verdict tier grade".split()
    )
    contact = {field["key"] for field in fields if field["record"] == "contact"}
    assert contact >= set("customer name title department role mobile phone wechat email birthday main".split())
    mobile = next(field for field in fields if field["record"] == "customer" and field["key"] == "mobile")
    assert mobile["type"] == "phone"
    assert "手机号" in mobile["synonyms"]


def test_demo_fills_an_empty_file_only(run: Run) -> None:
    status, counts, _ = run("demo", "--customers", "30", "--seed", "2", "--json")
    assert (status, counts["customers"]) == (0, 30)
    assert len(run("customers", "--json")[1]) == 30
    assert len(run("customers", "--limit", "7", "--json")[1]) == 7
    assert run("demo")[0] == 1


def test_values_that_look_like_json_marks_stay_text(run: Run) -> None:
    _, made, _ = run("add", "customer", "name=甲", 'notes=number:12.5 "quoted"', "--json")
    assert made["notes"] == 'number:12.5 "quoted"'


def test_the_program_itself_prints_chinese_under_any_system_encoding(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    command = [
        sys.executable,
        "main.py",
        "--data",
        str(tmp_path / "t.crmdesk"),
        "add",
        "customer",
        "name=张伟",
        "--json",
    ]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode())["name"] == "张伟"
    assert done.stderr == b""


def test_without_a_display_the_window_is_refused_in_one_line() -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "main.py", "--lang", "en"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "display" in done.stderr
