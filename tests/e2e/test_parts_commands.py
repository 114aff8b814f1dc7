"""Notes and attachments on the command line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.e2e.conftest import Run


@pytest.fixture
def customer(run: Run) -> str:
    assert run("add", "customer", "name=禾砚有限公司")[0] == 0
    return "K00001"


def test_notes_are_written_and_listed(run: Run, customer: str) -> None:
    status, made, _ = run("note", "add", customer, "月底盘点，\n25 日后不收货。", "--json")
    assert status == 0
    assert made["text"] == "月底盘点，\n25 日后不收货。"
    assert made["pinned"] is False
    assert run("note", "add", customer, "第二条")[0] == 0
    status, listed, _ = run("notes", customer, "--json")
    assert [one["text"] for one in listed] == ["第二条", "月底盘点，\n25 日后不收货。"]
    assert set(listed[0]) == {"at", "who", "text", "pinned"}
    _, plain, _ = run("notes", customer)
    assert "  25 日后不收货。" in plain.splitlines()
    assert run("show", customer, "--json")[1]["notes"] == listed
    assert run("history", "--json")[1][0]["action"] == "note-add"


def test_files_are_attached_listed_saved_and_deleted(run: Run, customer: str, tmp_path: Path) -> None:
    content = os.urandom(100_000)
    (tmp_path / "合同.pdf").write_bytes(content)
    (tmp_path / "报价.xlsx").write_bytes(b"x")
    status, made, _ = run("attach", customer, tmp_path / "合同.pdf", tmp_path / "报价.xlsx", "--json")
    assert status == 0
    assert {one["name"]: one["size"] for one in made} == {"合同.pdf": 100_000, "报价.xlsx": 1}
    _, listed, _ = run("attachments", customer, "--json")
    assert {one["name"] for one in listed} == {"合同.pdf", "报价.xlsx"}
    shown = run("show", customer, "--json")[1]
    assert shown["attachments"] == listed
    assert "content" not in listed[0]
    assert "98 KB" in run("attachments", customer)[1]
    (tmp_path / "出").mkdir()
    status, out, _ = run("save-attachment", customer, "合同.pdf", tmp_path / "出")
    assert status == 0
    assert Path(out.strip()) == tmp_path / "出" / "合同.pdf"
    assert (tmp_path / "出" / "合同.pdf").read_bytes() == content
    assert run("delete-attachment", customer, "合同.pdf")[0] == 0
    assert [one["name"] for one in run("attachments", customer, "--json")[1]] == ["报价.xlsx"]
    assert run("save-attachment", customer, "合同.pdf", tmp_path / "x")[0] == 1
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("note", "add", "K00001", " "), 1, "The note is empty."),
        (("note", "add", "K99", "x"), 1, "There is no customer with the number K99."),
        (("note", "add", "K00001"), 2, "Missing argument"),
        (("notes", "K99"), 1, "There is no customer with the number K99."),
        (("attach", "K00001"), 2, "Missing argument"),
        (("attach", "K00001", "{folder}/none.pdf"), 1, "“none.pdf” was not found."),
        (("attach", "K00001", "{folder}"), 1, "is a folder"),
        (("attach", "K00001", "{folder}/empty.txt"), 1, "“empty.txt” is empty."),
        (("attach", "K00001", "{folder}/good.txt", "{folder}/empty.txt"), 1, "“empty.txt” is empty."),
        (("attach", "K00001", "{folder}/t.crmdesk"), 1, "is the open data file itself"),
        (("save-attachment", "K00001", "none.pdf", "out"), 1, "K00001 has no attachment “none.pdf”."),
        (("delete-attachment", "K00001", "none.pdf"), 1, "K00001 has no attachment “none.pdf”."),
    ],
)
def test_refusals_say_one_line(
    run: Run, customer: str, tmp_path: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "good.txt").write_text("x")
    got, _, err = run(*(argument.format(folder=tmp_path) for argument in arguments))
    assert got == status
    assert said in err
    assert status == 2 or len(err.strip().splitlines()) == 1
    assert run("attachments", customer, "--json")[1] == []


def test_a_customer_in_the_trash_is_refused(run: Run, customer: str) -> None:
    run("note", "add", customer, "x")
    run("delete", customer)
    for arguments in (("note", "add", customer, "y"), ("notes", customer), ("attachments", customer)):
        status, _, err = run(*arguments)
        assert status == 1
        assert "is in the trash" in err
