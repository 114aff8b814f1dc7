"""Choosing columns and keeping exports as presets, by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crmdesk.core.exporting import ExportOptions
from crmdesk.gui.dialogs.exporting import ExportDialog
from crmdesk.gui.dialogs.exporting_columns import ColumnsDialog
from crmdesk.gui.dialogs.exporting_presets import NameDialog
from crmdesk.gui.ui import Ui
from crmdesk.services import exporting_presets, history
from tests.gui.conftest import enter

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def dialog(qtbot: QtBot, ui: Ui, tmp_path: Path) -> Iterator[ExportDialog]:
    ui.preferences.set_folder("export", str(tmp_path))
    made = ExportDialog(ui)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    qtbot.waitUntil(lambda: not ui.jobs.busy)


def columns_of(qtbot: QtBot, dialog: ExportDialog) -> ColumnsDialog:
    qtbot.mouseClick(dialog.inputs.columns_button, Qt.MouseButton.LeftButton)
    found = dialog.findChild(ColumnsDialog)
    assert found is not None
    qtbot.waitUntil(lambda: bool(found.list.keys_on()))
    return found


def header_of(path: Path, sheet: str) -> list[str]:
    return [cell.value for cell in load_workbook(path)[sheet][1]]


def finish(qtbot: QtBot, dialog: ExportDialog) -> Path:
    with qtbot.waitSignal(dialog.finished):
        dialog.accept()
    return Path(dialog.target.edit.text())


def test_columns_that_are_filled_are_shown_at_first(qtbot: QtBot, dialog: ExportDialog):
    columns = columns_of(qtbot, dialog)
    assert columns.filled.isChecked()
    assert {"number", "kind", "name", "mobile", "phone", "city", "owner"} <= set(columns.list.keys_on())
    assert "fax" not in columns.list.keys_on()
    columns.accept()
    assert dialog.inputs.columns_text.text() == "Every column that is filled in"
    assert dialog.inputs.options().columns == {}


def test_ticking_and_moving_makes_it_ones_own_choice(qtbot: QtBot, dialog: ExportDialog):
    columns = columns_of(qtbot, dialog)
    qtbot.mouseClick(columns.none_link, Qt.MouseButton.LeftButton)
    assert columns.chosen.isChecked()
    assert not columns.confirm_button.isEnabled()
    for word in ("Full name", "City"):
        columns.search.setText(word)
        QTest.keyClick(columns.list, Qt.Key.Key_Space)
    columns.search.clear()
    while columns.list.keys_on() != ["city", "name"]:
        QTest.keyClick(columns.list, Qt.Key.Key_Up, ALT)
    columns.accept()
    assert dialog.inputs.columns_text.text().startswith("Customers: 2 columns")
    path = finish(qtbot, dialog)
    assert header_of(path, "Customers") == ["City", "Full name"]


def test_each_kind_has_its_own(qtbot: QtBot, dialog: ExportDialog):
    columns = columns_of(qtbot, dialog)
    qtbot.mouseClick(columns.none_link, Qt.MouseButton.LeftButton)
    columns.search.setText("Full name")
    QTest.keyClick(columns.list, Qt.Key.Key_Space)
    QTest.keyClick(columns.kind, Qt.Key.Key_Down)
    assert columns.kind.key() == "contacts"
    assert columns.filled.isChecked()
    QTest.keyClick(columns.kind, Qt.Key.Key_Up)
    assert columns.chosen.isChecked()
    assert columns.list.keys_on() == ["name"]
    columns.search.clear()
    QTest.keyClick(columns.filled, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(columns.list.keys_on()) > 3)
    columns.accept()
    assert dialog.inputs.options().columns == {}


def test_a_preset_is_saved_and_used_again(qtbot: QtBot, ui: Ui, dialog: ExportDialog):
    inputs = dialog.inputs
    QTest.keyClick(inputs.what, Qt.Key.Key_Down)
    qtbot.keyClick(inputs.masking, Qt.Key.Key_Space)
    inputs.language.set_key("zh_CN")
    trigger(dialog, "save-as")
    naming = dialog.findChild(NameDialog)
    qtbot.waitUntil(naming.isActiveWindow)
    naming.accept()
    assert naming.problem() == "Give the preset a name."
    naming.name.setFocus()
    enter("月报")
    with qtbot.waitSignal(ui.bus.message) as told:
        naming.accept()
    assert told.args == ["Preset “月报” saved", True]
    assert dialog.presets_button.text() == "Preset: 月报"
    (kept,) = exporting_presets.presets(ui.desk)
    assert (kept.options, kept.language) == (ExportOptions(("customers",), mask=True), "zh_CN")
    other = ExportDialog(ui)
    qtbot.addWidget(other)
    trigger(other, str(kept.id))
    assert (other.inputs.options(), other.inputs.language.key()) == (kept.options, "zh_CN")
    assert other.presets_button.text() == "Preset: 月报"


def test_the_preset_in_use_is_changed_renamed_and_deleted(qtbot: QtBot, ui: Ui, dialog: ExportDialog):
    preset_id, _ = exporting_presets.save(ui.desk, "月报", ExportOptions(("contacts",)), ".csv")
    trigger(dialog, str(preset_id))
    assert (dialog.inputs.what.key(), dialog.inputs.ending()) == ("contacts", ".csv")
    assert dialog.target.edit.text().endswith("Contacts_2026-11-21.csv")
    qtbot.keyClick(dialog.inputs.masking, Qt.Key.Key_Space)
    trigger(dialog, "save")
    assert exporting_presets.presets(ui.desk)[0].options.mask
    trigger(dialog, "rename")
    naming = dialog.findChild(NameDialog)
    qtbot.waitUntil(naming.isActiveWindow)
    assert naming.name.text() == "月报"
    naming.name.selectAll()
    enter("周报")
    naming.accept()
    assert dialog.presets_button.text() == "Preset: 周报"
    trigger(dialog, "delete")
    assert exporting_presets.presets(ui.desk) == []
    assert dialog.presets_button.text() == "Presets"
    history.undo(ui.desk)
    assert [preset.name for preset in exporting_presets.presets(ui.desk)] == ["周报"]


def trigger(dialog: ExportDialog, key: str) -> None:
    """Choose an entry of the menu of presets."""
    dialog.presets.fill()
    action = dialog.presets.findChild(QAction, f"export-preset-{key}")
    assert action is not None
    action.trigger()
