"""Exporting through the dialog: into a real file, or with a sentence why not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.exporting import ExportDialog
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, importing, notes
from tests.gui.conftest import PEOPLE, PutUp

Shown = Callable[..., ExportDialog]


@pytest.fixture
def export(ui: Ui, put_up: PutUp, tmp_path: Path) -> Shown:
    """Shows the dialog; files go to the folder of the test."""
    ui.preferences.set_folder("export", str(tmp_path))

    def show(ids: list[int] | None = None, of: Ui | None = None, listed: list[int] | None = None) -> ExportDialog:
        return put_up(ExportDialog(of or ui, ids, listed=listed))

    return show


def finish(qtbot: QtBot, dialog: ExportDialog) -> None:
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def names_in(path: Path, header: str = "Full name") -> list[str]:
    sheet = load_workbook(path).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    return [row[rows[0].index(header)] for row in rows[1:]]


def test_all_customers_by_enter_alone(qtbot: QtBot, ui: Ui, export: Shown, tmp_path: Path):
    dialog = export()
    path = tmp_path / "Customers_2026-11-21.xlsx"
    assert dialog.target.edit.text() == str(path)
    assert dialog.inputs.nothing_else.text() == "All 5 customers"
    assert not any(button.isVisible() for button in dialog.inputs.which.values())
    with qtbot.waitSignal(ui.bus.message) as told:
        finish(qtbot, dialog)
    assert told.args == [f"5 customers written to {path}", False]
    assert names_in(path) == [person["name"] for person in PEOPLE]


def test_what_is_exported_imports_again_without_a_change(qtbot: QtBot, ui: Ui, export: Shown):
    dialog = export()
    finish(qtbot, dialog)
    result = importing.import_file(ui.desk, dialog.target.edit.text(), importing.Options(existing="update"))
    assert (result.counts.rows, result.counts.skipped, result.batch) == (5, 5, None)


def test_only_those_selected_in_their_order(qtbot: QtBot, ui: Ui, export: Shown):
    ids = customers.find(ui.desk, Listing(sort="number"))
    dialog = export([ids[3], ids[1]])
    assert dialog.inputs.which["selected"].text() == "The 2 selected customers"
    assert dialog.inputs.which["selected"].isChecked()
    finish(qtbot, dialog)
    assert names_in(Path(dialog.target.edit.text())) == [PEOPLE[3]["name"], PEOPLE[1]["name"]]


@pytest.mark.parametrize("ending", [".csv", ".json"])
def test_the_format_changes_the_name_and_the_file(qtbot: QtBot, export: Shown, tmp_path: Path, ending: str):
    dialog = export()
    segment = dialog.inputs.format.findChild(QAbstractButton, f"segment-{ending}")
    qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)
    path = tmp_path / f"Customers_2026-11-21{ending}"
    assert dialog.target.edit.text() == str(path)
    assert dialog.inputs.language_row.isVisible() == (ending == ".csv")
    dialog.accept()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    text = path.read_text("utf-8-sig")
    assert "张伟" in text
    if ending == ".json":
        assert len(json.loads(text)["customers"]) == 5


def test_the_typed_ending_is_the_format(qtbot: QtBot, export: Shown, tmp_path: Path):
    dialog = export()
    dialog.target.edit.selectAll()
    qtbot.keyClicks(dialog.target.edit, str(tmp_path / "mine.csv"))
    assert dialog.inputs.format.key() == ".csv"
    finish(qtbot, dialog)
    assert (tmp_path / "mine.csv").exists()


def test_headers_in_the_other_language(qtbot: QtBot, export: Shown):
    dialog = export()
    dialog.inputs.language.set_key("zh_CN")
    finish(qtbot, dialog)
    assert names_in(Path(dialog.target.edit.text()), "客户名称") == [person["name"] for person in PEOPLE]


def test_personal_data_is_hidden(qtbot: QtBot, export: Shown):
    dialog = export()
    qtbot.keyClick(dialog.inputs.masking, Qt.Key.Key_Space)
    finish(qtbot, dialog)
    rows = load_workbook(dialog.target.edit.text()).worksheets[0].iter_rows(values_only=True)
    cells = [str(cell) for row in rows for cell in row]
    assert "13900000013" not in cells
    assert any("****" in cell for cell in cells)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nowhere/x.xlsx", "does not exist"),
        ("x.pdf", "“.pdf” cannot be written"),
        ("", "Say where the file is to go"),
        ("folder.xlsx", "is a folder"),
    ],
)
def test_what_is_in_the_way_is_told(qtbot: QtBot, export: Shown, tmp_path: Path, name: str, told: str):
    (tmp_path / "folder.xlsx").mkdir()
    dialog = export()
    dialog.target.edit.selectAll()
    qtbot.keyClicks(dialog.target.edit, str(tmp_path / name) if name else " ")
    dialog.accept()
    qtbot.waitUntil(lambda: told in dialog.trouble.text())
    assert dialog.isVisible()
    assert dialog.trouble.isVisible()
    dialog.target.edit.selectAll()
    qtbot.keyClicks(dialog.target.edit, str(tmp_path / "good.xlsx"))
    assert not dialog.trouble.isVisible()
    finish(qtbot, dialog)


def test_a_file_that_is_there_is_replaced_only_after_saying_so(qtbot: QtBot, export: Shown, tmp_path: Path):
    old = tmp_path / "old.xlsx"
    old.write_text("old")
    dialog = export()
    dialog.target.edit.selectAll()
    qtbot.keyClicks(dialog.target.edit, str(old))
    dialog.accept()
    assert "would be replaced" in dialog.trouble.text()
    assert dialog.confirm_button.text() == "Replace"
    assert old.read_text() == "old"
    finish(qtbot, dialog)
    assert len(names_in(old)) == 5


def test_the_proposed_name_is_free(export: Shown, tmp_path: Path):
    (tmp_path / "Customers_2026-11-21.xlsx").write_text("there")
    assert export().target.edit.text() == str(tmp_path / "Customers_2026-11-21 (2).xlsx")


def test_the_folder_is_remembered_and_chosen(qtbot: QtBot, ui: Ui, export: Shown, tmp_path: Path, monkeypatch):
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(other / "mine"), ""))
    dialog = export()
    qtbot.mouseClick(dialog.target.browse, Qt.MouseButton.LeftButton)
    assert dialog.target.edit.text() == str(other / "mine.xlsx")
    dialog.accept()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert ui.preferences.folder("export") == str(other)
    ui.preferences.set_folder("export", "")
    documents = tmp_path / "documents"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _which: str(documents))
    assert Path(export().target.edit.text()).parent == Path.home(), "never a folder that is not there"
    documents.mkdir()
    assert Path(export().target.edit.text()).parent == documents


def test_stopped_it_leaves_the_old_file(qtbot: QtBot, ui: Ui, export: Shown, tmp_path: Path):
    old = tmp_path / "old.xlsx"
    old.write_text("old")
    dialog = export()
    dialog.target.edit.setText(str(old))
    dialog.accept()
    dialog.accept()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not ui.jobs.busy)
    qtbot.waitUntil(lambda: dialog.trouble.text() == "Stopped. No file was written.")
    assert old.read_text() == "old"
    assert [path.name for path in tmp_path.glob("*old*")] == ["old.xlsx"]
    assert dialog.confirm_button.isEnabled()


def test_tab_goes_as_the_eye_does(export: Shown):
    dialog = export([1])
    first = dialog.inputs.which["selected"]
    assert not dialog.inputs.nothing_else.isVisible()
    first.setFocus()
    walked = []
    while not walked or dialog.focusWidget() is not first:
        walked.append(dialog.focusWidget().objectName().removeprefix("export-"))
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert walked == [
        "selected",
        "what",
        "segment-.xlsx",
        "choose-columns",
        "language",
        "mask",
        "path",
        "browse",
        "presets",
        "dialog-confirm",
        "dialog-cancel",
    ]


def test_esc_leaves(export: Shown):
    dialog = export()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_nothing_is_cut_off_in_chinese(ui: Ui, export: Shown, words_zh: Words):
    dialog = export([1], replace(ui, words=words_zh))
    inputs = dialog.inputs
    parts = (*inputs.which.values(), inputs.masking, inputs.format, dialog.target.browse, dialog.presets_button)
    for part in (*parts, inputs.columns_button, dialog.confirm_button):
        assert part.width() >= part.sizeHint().width() or not part.isVisible(), part.objectName()
        assert part.accessibleName()


def test_those_listed_are_offered_beside_all_and_the_selected_ones(qtbot: QtBot, ui: Ui, export: Shown):
    ids = customers.find(ui.desk, Listing(sort="number"))
    dialog = export([ids[0], ids[1]], listed=ids[:3])
    which = dialog.inputs.which
    assert [button.text() for button in which.values()] == [
        "All 5 customers",
        "The 3 customers in the list",
        "The 2 selected customers",
    ]
    assert which["selected"].isChecked()
    which["selected"].setFocus()
    QTest.keyClick(which["selected"], Qt.Key.Key_Up)
    assert which["listed"].isChecked()
    finish(qtbot, dialog)
    assert names_in(Path(dialog.target.edit.text())) == [person["name"] for person in PEOPLE[:3]]


def test_one_kind_alone(qtbot: QtBot, ui: Ui, export: Shown, tmp_path: Path):
    notes.add(ui.desk, customers.find(ui.desk, Listing(sort="number"))[0], "来电")
    dialog = export()
    choose(qtbot, dialog, "notes")
    assert dialog.target.edit.text() == str(tmp_path / "Notes_2026-11-21.xlsx")
    with qtbot.waitSignal(ui.bus.message) as told:
        dialog.accept()
    assert told.args[0] == f"1 record written to {tmp_path / 'Notes_2026-11-21.xlsx'}"
    assert names_in(tmp_path / "Notes_2026-11-21.xlsx", "Note") == ["来电"]


def test_cards_of_something_else_are_refused_with_a_sentence(qtbot: QtBot, export: Shown):
    dialog = export()
    choose(qtbot, dialog, "addresses")
    pressed(qtbot, dialog, ".vcf")
    assert dialog.inputs.note.text() == "Cards hold customers and contacts only"
    dialog.accept()
    qtbot.waitUntil(dialog.trouble.isVisible)
    assert "Choose another format" in dialog.trouble.text()


def test_the_version_of_the_cards(qtbot: QtBot, export: Shown, tmp_path: Path):
    dialog = export()
    assert not dialog.inputs.version_row.isVisible()
    pressed(qtbot, dialog, ".vcf")
    assert not dialog.inputs.columns_row.isVisible()
    qtbot.keyClick(dialog.inputs.version, Qt.Key.Key_Down)
    assert dialog.inputs.version.key() == "4.0"
    dialog.accept()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert "VERSION:4.0" in (tmp_path / "Customers_2026-11-21.vcf").read_text("utf-8")


def test_a_name_of_ones_own_stays_when_the_content_changes(qtbot: QtBot, export: Shown, tmp_path: Path):
    dialog = export()
    dialog.target.edit.selectAll()
    qtbot.keyClicks(dialog.target.edit, str(tmp_path / "mine.xlsx"))
    choose(qtbot, dialog, "contacts")
    pressed(qtbot, dialog, ".csv")
    assert dialog.target.edit.text() == str(tmp_path / "mine.csv")


def test_no_dialog_is_higher_than_the_office_screen_has_room_for(ui: Ui, export: Shown, words_zh: Words):
    for words in (words_zh, ui.words):
        dialog = export([1], replace(ui, words=words), listed=[1, 2])
        assert dialog.sizeHint().height() <= dialog.height() <= 660


def choose(qtbot: QtBot, dialog: ExportDialog, kind: str) -> None:
    """Walk through the contents to one of them."""
    while dialog.inputs.what.key() != kind:
        qtbot.keyClick(dialog.inputs.what, Qt.Key.Key_Down)


def pressed(qtbot: QtBot, dialog: ExportDialog, ending: str) -> None:
    segment = dialog.inputs.format.findChild(QAbstractButton, f"segment-{ending}")
    qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)
