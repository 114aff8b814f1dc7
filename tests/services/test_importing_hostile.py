"""Hostile and mistaken files are refused with a clear sentence, and nothing in the data file changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crmdesk.assets import load_words
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.services import customers, importing
from crmdesk.services.desk import Desk
from crmdesk.store import importing as store
from tests.sheets.books import container, text_table, with_part, with_rows, workbook

_TABLE = {"客户": [["客户名称", "手机"], ["甲公司", 13800138001]]}


def _holding(data: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


def _bomb(path: Path) -> Path:
    return with_part(workbook(path, _TABLE), "xl/sharedStrings.xml", bytes(101 << 20))


def _entities(path: Path) -> Path:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "boom" * 100}">' for i in range(12))
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row>'
    return with_rows(path, cell, f"<!DOCTYPE worksheet [{entities}]>")


def _cut_off(path: Path) -> Path:
    path.write_bytes(workbook(path, _TABLE).read_bytes()[:-200])
    return path


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("bomb.xlsx", _bomb, "sheet-bomb"),
        ("entities.xlsx", _entities, "sheet-damaged"),
        ("cut-off.xlsx", _cut_off, "sheet-damaged"),
        ("password.xlsx", lambda path: container(path, "EncryptedPackage"), "sheet-password"),
        ("lfs.xlsx", _holding(b"version https://git-lfs.github.com/spec/v1\noid sha256:0"), "sheet-lfs"),
        ("page.xls", _holding(b"<html><table><tr><td>1</td></tr></table></html>"), "sheet-html"),
        ("letter.xlsx", lambda path: text_table(path, [["尊敬的客户"], ["您好"]]), "import-nothing-recognised"),
        ("long.csv", _holding(b"name\n" + b"y" * (65 << 20)), "sheet-line-long"),
        ("empty.csv", _holding(b""), "sheet-empty"),
        ("none.csv", lambda path: path, "sheet-missing"),
    ],
)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_hostile_files_change_nothing(
    desk: Desk, tmp_path: Path, name: str, make: Callable[[Path], Path], code: str, language: str
) -> None:
    path = make(tmp_path / name)
    before = store.history_mark(desk.data)
    with pytest.raises(UserError) as caught:
        importing.import_file(desk, path)
    assert caught.value.code == code
    assert name in load_words(language).error(caught.value)
    assert (store.history_mark(desk.data), importing.batches(desk), customers.find(desk, Listing())) == (before, [], [])


def test_a_file_that_disappears_in_the_middle_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = text_table(tmp_path / "a.csv", [["客户名称"], *[[f"公司{i}"] for i in range(5000)]])
    before = store.history_mark(desk.data)
    with pytest.raises(UserError, match="sheet-gone"):
        importing.import_file(desk, path, progress=lambda *_: path.unlink(missing_ok=True))
    assert (store.history_mark(desk.data), customers.find(desk, Listing())) == (before, [])
