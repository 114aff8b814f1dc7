"""backup and restore on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmdesk.services import security
from tests.e2e.conftest import Run

FIXTURES = Path(__file__).parents[1] / "store" / "fixtures"


@pytest.fixture(autouse=True)
def no_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CRMDESK_BACKUP_PASSWORD", raising=False)


def names(run: Run) -> list[str]:
    return [row["name"] for row in run("customers", "--json")[1]]


def two(run: Run) -> Path:
    """A backup of one customer, a data file of two."""
    run("add", "customer", "name=甲")
    _, made, _ = run("backup", "--json")
    run("add", "customer", "name=乙")
    return Path(made["path"])


def test_a_backup_lies_in_its_folder_and_is_listed(run: Run, tmp_path: Path) -> None:
    made = two(run)
    assert made.parent == tmp_path / "t-backups"
    status, out, err = run("backup", tmp_path / "outside.crmdesk")
    assert (status, out, err) == (0, f"{tmp_path / 'outside.crmdesk'}\n", "")
    _, listed, _ = run("backup", "--list", "--json")
    assert {each["path"] for each in listed} == {str(made), str(tmp_path / "outside.crmdesk")}
    assert {key: listed[0][key] for key in ("reason", "encrypted", "outside")} == {
        "reason": "manual", "encrypted": False, "outside": False,
    }  # fmt: skip
    status, out, _ = run("backup", "--list")
    assert out.splitlines()[0].split() == ["When", "Why", "Size", "File"]
    assert "Backed up by hand" in out
    assert run("customers", "--json", data="outside.crmdesk")[1] == run("customers", "--json")[1]


def test_a_backup_replaces_nothing(run: Run, tmp_path: Path) -> None:
    two(run)
    for target in ("t.crmdesk", "t-backups/../t.crmdesk"):
        status, _, err = run("backup", tmp_path / target)
        assert status == 1
        assert "Choose another name." in err
    status, _, err = run("backup", tmp_path / "no" / "x.crmdesk")
    assert (status, len(err.splitlines())) == (1, 1)
    assert run("backup", "--list", "x")[0] == 2


def test_restore_asks_and_does_nothing_without_a_terminal(run: Run) -> None:
    made = two(run)
    status, out, err = run("restore", made)
    assert status == 1
    assert err.splitlines() == [
        "1 action since then is lost.",
        "1 customer is not in the backup: K00002",
        "Restoring replaces the data file. Without a terminal it needs --yes.",
    ]
    assert [line.split()[0] for line in out.splitlines()] == [
        "Now", "Customers", "Contacts", "Addresses", "Notes", "Attachments", "Bought", "Contacts",
        "Orders", "Payments", "Complaints", "Products", "Newest", "Password",
    ]  # fmt: skip
    assert run("restore", made, "--dry-run")[0] == 0
    assert sorted(names(run)) == ["乙", "甲"]


@pytest.mark.parametrize(("answer", "left"), [(True, ["甲"]), (False, ["乙", "甲"])])
def test_at_a_terminal_the_answer_counts(
    run: Run, monkeypatch: pytest.MonkeyPatch, answer: bool, left: list[str]
) -> None:
    made = two(run)
    asked: list[str] = []

    def confirm(text: str, **_options: object) -> bool:
        asked.append(text)
        return answer

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.confirm", confirm)
    assert run("restore", made)[0] == (0 if answer else 1)
    assert asked == ["Replace “t.crmdesk” by the backup?"]
    assert sorted(names(run)) == left


def test_restore_tells_what_it_did(run: Run) -> None:
    made = two(run)
    status, done, _ = run("restore", made, "--yes", "--json")
    assert status == 0
    assert (done["restored"], done["differs"]["missing"], done["there"]["counts"]["customer"]) == (True, 1, 1)
    assert names(run) == ["甲"]
    status, _, err = run("restore", done["kept"], "--yes")
    assert status == 0
    assert "The state before it is kept in" in err
    assert sorted(names(run)) == ["乙", "甲"]


def test_restore_into_no_file_an_empty_or_a_damaged_one(run: Run, tmp_path: Path) -> None:
    made = two(run)
    path = tmp_path / "t.crmdesk"
    for content in (None, b"", b"nonsense" * 1000):
        path.unlink()
        if content is not None:
            path.write_bytes(content)
        status, done, _ = run("restore", made, "--yes", "--json")
        assert (status, done["here"]) == (0, None)
        assert names(run) == ["甲"]
    assert run("restore", FIXTURES / "schema-1.crmdesk", "--yes", data="new.crmdesk")[0] == 0
    assert run("show", "K00002", "--json", data="new.crmdesk")[1]["customer"]["name"] == "许念安"


def test_refusals_are_one_line(run: Run, tmp_path: Path) -> None:
    made = two(run)
    (tmp_path / "x.crmdesk").write_bytes(b"nonsense" * 1000)
    broken = made.with_name("t-20270101-000000-daily.crmdesk")
    content = bytearray(made.read_bytes())
    content[40_000:60_000] = b"\xff" * 20_000
    broken.write_bytes(content)
    for file, says in (
        (tmp_path / "no.crmdesk", "does not exist"),
        (tmp_path / "x.crmdesk", "not a data file"),
        (tmp_path / "t.crmdesk", "is the data file itself"),
        (broken, f"The next good backup is “{made.name}”."),
    ):
        status, _, err = run("restore", file, "--yes")
        assert (status, len(err.splitlines())) == (1, 1)
        assert says in err
    assert sorted(names(run)) == ["乙", "甲"]


def test_passwords(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = two(run)
    security.set_password(tmp_path / "t.crmdesk", "现在的密码")
    monkeypatch.setenv("CRMDESK_PASSWORD", "现在的密码")
    status, done, err = run("restore", made, "--yes", "--json")
    assert (status, done["here"]["encrypted"], done["there"]["encrypted"]) == (0, True, False)
    assert "The backup has no password: the data file will have none either." in err
    security.set_password(made, "以前的密码")
    status, _, err = run("restore", made, "--yes")
    assert (status, err) == (1, "The password is wrong.\n")
    monkeypatch.setenv("CRMDESK_BACKUP_PASSWORD", "以前的密码")
    assert run("restore", made, "--yes")[0] == 0
    monkeypatch.setenv("CRMDESK_PASSWORD", "以前的密码")
    assert names(run) == ["甲"]
    monkeypatch.delenv("CRMDESK_BACKUP_PASSWORD")
    status, own, _ = run("backup", "--json")
    assert own["encrypted"]
    assert run("restore", own["path"], "--yes")[0] == 0
