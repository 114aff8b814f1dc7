"""The password on the command line: set, asked for, changed, removed, with the recovery sheet and the backups."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from crmdesk.cli import main
from crmdesk.core import recovery
from crmdesk.services import backups, security
from crmdesk.services.desk import open_desk
from crmdesk.store.keys import salt_of
from tests.e2e.conftest import Run
from tests.imports import ROOT

CANARY = "金丝雀有限公司"


@pytest.fixture
def path(run: Run, tmp_path: Path) -> Path:
    """A data file with a customer and a plain backup."""
    assert run("add", "customer", f"name={CANARY}", "mobile=13800138000")[0] == 0
    desk = open_desk(tmp_path / "t.crmdesk")
    backups.make(desk)
    desk.close()
    return tmp_path / "t.crmdesk"


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What stands in the environment: `given["CRMDESK_PASSWORD"] = …`."""

    class Environment(dict[str, str]):
        def __setitem__(self, name: str, value: str) -> None:
            monkeypatch.setenv(name, value)

        def __delitem__(self, name: str) -> None:
            monkeypatch.delenv(name)

    return Environment()


def test_the_sheet_takes_no_data_files_place(run: Run, path: Path, given: dict[str, str]) -> None:
    given["CRMDESK_NEW_PASSWORD"] = "松下问童子"
    content = path.read_bytes()
    status, _out, err = run("password", "--recovery-sheet", str(path))
    assert (status, err) == (1, "A file ending in “.crmdesk” cannot be written. Endings that can: .pdf.\n")
    assert path.read_bytes() == content


def test_set_used_changed_and_removed(run: Run, path: Path, given: dict[str, str], tmp_path: Path) -> None:
    given["CRMDESK_NEW_PASSWORD"] = "松下问童子"
    sheet = tmp_path / "恢复单.pdf"
    status, result, err = run("password", "--recovery-sheet", str(sheet), "--json")
    assert status == 0, err
    assert (result["encrypted"], result["recovery_sheet"]) == (True, str(sheet))
    assert result["backups"] == {"plain": 1, "other_password": 0, "encrypted": 0, "deleted": 0, "failed": 0}
    assert "1 backup can be read by anybody." in err
    assert "Shorter than 8 characters" in err
    assert sheet.read_bytes().startswith(b"%PDF-")
    assert salt_of(path) is not None

    status, out, err = run("customers")
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert "CRMDESK_PASSWORD" in err
    given["CRMDESK_PASSWORD"] = "wrong"
    status, out, err = run("customers", "--json")
    assert (status, out, err) == (1, "", "The password is wrong.\n")
    given["CRMDESK_PASSWORD"] = "松下问童子"
    status, found, err = run("customers", "--json")
    assert (status, [each["name"] for each in found], err) == (0, [CANARY], "")

    given["CRMDESK_NEW_PASSWORD"] = "a longer password"
    status, result, err = run("password", "--backups", "encrypt", "--json")
    assert (status, result["backups"]["encrypted"], result["backups"]["failed"]) == (0, 1, 0)
    assert run("customers")[0] == 1
    given["CRMDESK_PASSWORD"] = "a longer password"
    (backup,) = (path.parent / "t-backups").iterdir()
    assert run("customers", "--json", data=f"t-backups/{backup.name}")[1][0]["name"] == CANARY

    status, result, err = run("password", "--remove", "--json")
    assert (status, result["encrypted"]) == (0, False)
    assert salt_of(path) is None
    assert run("customers")[0] == 0
    status, _, err = run("password", "--remove")
    assert (status, err) == (1, "The data file has no password.\n")


def test_the_key_of_the_recovery_sheet_will_do(run: Run, path: Path, given: dict[str, str]) -> None:
    key = security.set_password(path, "forgotten")
    given["CRMDESK_PASSWORD"] = "-".join(recovery.written(key.raw))
    assert run("customers", "--json")[1][0]["name"] == CANARY
    given["CRMDESK_PASSWORD"] = "-".join(recovery.written(key.raw))[:-7] + " 000000"
    status, _, err = run("customers")
    assert (status, err) == (1, "Mistyped in group 16. Compare these with the recovery sheet.\n")


def test_plain_backups_are_deleted_after_a_new_one(run: Run, path: Path, given: dict[str, str]) -> None:
    given["CRMDESK_NEW_PASSWORD"] = "a longer password"
    status, result, _ = run("password", "--backups", "delete", "--json")
    assert (status, result["backups"]["deleted"]) == (0, 1)
    (made,) = (path.parent / "t-backups").iterdir()
    assert security.unlock(made, "a longer password") == security.unlock(path, "a longer password")


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize(
    ("arguments", "new", "status", "said"),
    [
        ((), None, 1, "CRMDESK_NEW_PASSWORD"),
        ((), "", 1, "An empty password protects nothing"),
        ((), "   ", 1, "An empty password protects nothing"),
        (("--recovery-sheet", "nowhere/at/all.pdf"), "new password", 1, "nowhere"),
        (("--remove", "--backups", "delete"), None, 2, "--remove"),
        (("--backups", "burn"), "new password", 2, "burn"),
    ],
)
def test_what_is_refused_changes_nothing(
    run: Run, path: Path, given: dict[str, str], arguments: tuple[str, ...], new: str | None, status: int, said: str
) -> None:
    if new is not None:
        given["CRMDESK_NEW_PASSWORD"] = new
    found = run("password", *arguments)
    assert found[0] == status
    assert said in found[2]
    assert salt_of(path) is None


def test_a_password_is_ignored_for_a_plain_file(run: Run, path: Path, given: dict[str, str]) -> None:
    given["CRMDESK_PASSWORD"] = "whatever"
    assert run("customers", "--json")[1][0]["name"] == CANARY


def test_an_open_file_is_not_changed(run: Run, path: Path, given: dict[str, str]) -> None:
    given["CRMDESK_NEW_PASSWORD"] = "new password"
    desk = open_desk(path)
    status, _, err = run("password")
    desk.close()
    assert status == 1
    assert "is open in another window or program" in err
    assert salt_of(path) is None


@pytest.mark.usefixtures("path")
def test_typed_wrong_again_and_again(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    security.set_password(path, "松下问童子")
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    typed = iter(["1", "", "2", "松下问童子", *"abcde"])
    labels: list[str] = []
    monkeypatch.setattr(click.termui, "hidden_prompt_func", lambda label: labels.append(label) or next(typed))
    arguments = ["--data", str(path), "--lang", "en", "customers"]
    assert main(arguments) == 0
    assert slept == [1, 2, 4]
    out, err = capsys.readouterr()
    assert CANARY in out
    assert {label.rstrip(": ") for label in labels} == {"Password of t.crmdesk"}
    assert [line.partition(".")[0] for line in err.splitlines()[:2]] == [
        "The password is wrong",
        "An empty password protects nothing",
    ]
    assert main(arguments) == 1
    assert slept[3:] == [1, 2, 4, 8]
    assert list(typed) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_at_a_real_terminal(path: Path) -> None:
    import pty

    typed = {"New password": "松下 问童子", "The same again": "松下 问童子", "leave them": "encrypt"}
    terminal, other = pty.openpty()
    started = "import os, sys; os.login_tty(0); from crmdesk.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", started, "--data", str(path), "--lang", "en", "password"]
    child = subprocess.Popen(command, cwd=ROOT, stdin=other, stdout=other, stderr=other)
    os.close(other)
    shown = b""
    try:
        while True:
            shown += os.read(terminal, 4096)
            for label, answer in typed.items():
                if label.encode() in shown and answer:
                    os.write(terminal, answer.encode() + b"\n")
                    typed[label] = ""
    except OSError:  # Linux says so when the other end is closed
        pass
    assert child.wait(60) == 0, shown.decode()
    text = shown.decode()
    assert "The data file is encrypted." in text
    assert "松下" not in text
    key = security.unlock(path, "松下 问童子")
    (backup,) = (path.parent / "t-backups").iterdir()
    assert security.unlock(backup, "松下 问童子") == key
