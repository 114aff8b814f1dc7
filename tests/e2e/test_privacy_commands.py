"""Erasing, a person's copy, the log and requests on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import Run
from tests.services.erasing import traces

NAME, PHONE = "龘靐齉", "13987650099"


def test_erasing_asks_first_and_leaves_nothing(run: Run, tmp_path: Path) -> None:
    run("add", "customer", f"name={NAME}", f"mobile={PHONE}")
    run("add", "contact", "customer=K00001", "name=李娜", "mobile=13700001111")
    status, _, err = run("erase", "K00001")
    assert status == 1
    assert "--yes" in err
    status, told, err = run("erase", "K00001", "--dry-run", "--json")
    assert (status, told["erased"], told["counts"]["contact"]) == (0, False, 1)
    assert NAME in err
    status, told, _ = run("erase", "K00001", "--contact", "李娜", "--yes", "--json")
    assert (status, told["contact"], told["counts"]["contact"]) == (0, "李娜", 1)
    assert run("show", "K00001", "--json")[1]["contacts"] == []
    run("delete", "K00001")
    status, told, err = run("erase", "K00001", "--yes", "--json")
    assert (status, told) == (
        0,
        {
            "number": "K00001",
            "contact": None,
            "erased": True,
            "clean": True,
            "merged": [],
            "counts": {"customer": 1, "change": 2},
            "backups": [],
            "backups_unknown": [],
        },
    )
    assert err == ""
    assert traces(tmp_path / "t.crmdesk", [NAME, PHONE, "李娜", "13700001111"]) == []
    assert run("erase", "K00001", "--yes")[0] == 1
    assert [entry["what"] for entry in run("privacy", "log", "--json")[1]] == ["erase", "erase-contact"]
    number = run("add", "customer", "name=新来的", "--json")[1]["number"]
    assert number == "K00002"


def test_a_copy_for_the_person(run: Run, tmp_path: Path) -> None:
    run("add", "customer", f"name={NAME}", f"mobile={PHONE}")
    status, told, _ = run("person-copy", "K00001", tmp_path / "张伟.txt", "--attachments", "--json")
    assert (status, told) == (0, {"path": str(tmp_path / "张伟.txt"), "folder": None, "attachments": 0})
    assert "139 8765 0099" in (tmp_path / "张伟.txt").read_text("utf-8-sig")
    status, _, err = run("person-copy", "K00001", tmp_path / "张伟.pdf")
    assert status == 1
    assert ".pdf" in err
    assert run("person-copy", "K9", tmp_path / "x.txt")[0] == 1


def test_requests_from_the_command_line(run: Run) -> None:
    run("add", "customer", f"name={NAME}")
    status, told, _ = run(
        "privacy", "add-request", "deletion", "--customer", "K00001", "--received", "2020-01-02", "--json"
    )
    assert (status, told["request"], told["due_on"], told["overdue"]) == (0, 1, "2020-01-17", True)
    run("privacy", "add-request", "copy", "--subject", "李娜")
    assert [one["request"] for one in run("privacy", "requests", "--json")[1]] == [1, 2]
    _, shown, _ = run("privacy", "requests")
    assert "overdue" in shown.splitlines()[0]
    status, told, _ = run("privacy", "answer", "1", "done", "--notes", "已删除", "--json")
    assert (status, told["outcome"], told["overdue"]) == (0, "done", False)
    assert [one["request"] for one in run("privacy", "requests", "--pending", "--json")[1]] == [2]
    assert run("privacy", "add-request", "copy")[0] == 1
    assert run("privacy", "add-request", "gossip")[0] == 2
    assert run("privacy", "answer", "7", "done")[0] == 1


def test_exports_are_in_the_log(run: Run, tmp_path: Path) -> None:
    run("add", "customer", f"name={NAME}")
    run("export", tmp_path / "名单.csv", "--mask")
    told = run("privacy", "log", "--what", "export", "--json")[1]
    assert [(one["customers"], one["masked"], one["target"]) for one in told] == [(1, True, "名单.csv")]
    assert str(tmp_path) not in run("privacy", "log")[1]
    assert run("privacy", "log", "--what", "erase", "--json")[1] == []


def test_files_nobody_touched(run: Run) -> None:
    run("add", "customer", f"name={NAME}", "created_on=2001-01-01")
    status, told, _ = run("privacy", "retention", "--json")
    assert (status, told["years"], told["count"], told["living"]) == (0, 3, 0, [])
    assert "0 files nobody touched since" in run("privacy", "retention")[2]


def test_withdrawn_consent_is_said_with_the_file(run: Run) -> None:
    run("add", "customer", f"name={NAME}", "consent_on=2024-01-01", "consent_withdrawn_on=2025-01-01")
    assert "do not use for marketing" in run("show", "K00001")[2]
