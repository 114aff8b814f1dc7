"""The log of privacy in words and as a file."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.services import customers, privacy, privacy_log
from crmdesk.services.desk import Desk


def noted(desk: Desk) -> None:
    ids = [customers.add(desk, {"name": name})[0] for name in ("张伟", "李娟")]
    privacy.log(desk, "export", 1_200, target="=1+1.xlsx", every=True)
    privacy.log(desk, "export", ids, target="名单.xlsx", masked=True)
    privacy.log(desk, "copy", ids[1:], target="K.txt")
    privacy.log(desk, "erase", 1, number="K00099")


def test_each_line_says_whose_data_it_was(desk: Desk, words_en: Words) -> None:
    noted(desk)
    entries = privacy.entries(desk)
    known = privacy_log.numbers(desk, entries)
    assert [privacy_log.row(entry, words_en, known)[2:] for entry in entries] == [
        ("Customer erased", "K00099", "", ""),
        ("Copy of one person's data", "K00002", "", "K.txt"),
        ("Export", "2 customers", "masked", "名单.xlsx"),
        ("Export", "1,200 customers", "", "=1+1.xlsx"),
    ]


@pytest.mark.parametrize("name", ["log.csv", "log.XLSX"])
def test_it_is_written_newest_first_and_names_nobody(
    desk: Desk, words_en: Words, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted(desk)
    monkeypatch.setattr(privacy_log, "_AT_ONCE", 2)
    path = tmp_path / name
    assert privacy_log.write(desk, path, words_en) == 4
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [tuple(row) for row in csv.reader(file)]
    else:
        sheet = openpyxl.load_workbook(path).active
        assert sheet is not None
        rows = [tuple(cell or "" for cell in row) for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == privacy_log.headers(words_en)
    assert [row[3] for row in rows[1:]] == ["K00099", "K00002", "2 customers", "1,200 customers"]
    assert not any("李娟" in str(cell) for row in rows for cell in row)
    assert len(privacy.entries(desk)) == 4


def test_one_kind_alone(desk: Desk, words_en: Words, tmp_path: Path) -> None:
    noted(desk)
    assert privacy_log.write(desk, tmp_path / "log.csv", words_en, ("export",)) == 2


def test_another_ending_is_refused(desk: Desk, words_en: Words, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="export-ending"):
        privacy_log.write(desk, tmp_path / "log.pdf", words_en)
