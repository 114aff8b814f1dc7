"""An import on the command line when the machine gives out under it."""

from __future__ import annotations

import errno
import io
import sys
from pathlib import Path

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import reporting
from tests.e2e.conftest import Run
from tests.sheets.books import text_table


def test_what_was_imported_is_told_though_the_report_fails(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_desk: object, path: Path, *_arguments: object, **_options: object) -> None:
        raise UserError("write-full", file=path.name)

    monkeypatch.setattr(reporting, "write_returned", full)
    path = text_table(tmp_path / "x.csv", [["客户名称"], ["甲公司"], ["乙公司"]])
    status, out, err = run("import", path, "--report", tmp_path / "r.xlsx", "--json")
    assert status == 1
    assert '"created": 2' in out
    assert err == "“r.xlsx” was not saved: there is not enough room on the disk.\n"
    assert len(run("customers", "--json")[1]) == 2


def test_standard_input_that_finds_no_room(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Full(b"x")))
    status, _, err = run("import", "-")
    assert (status, err) == (1, "“stdin” was not saved: there is not enough room on the disk.\n")
