"""The trial run: what becomes of rows is decided one by one, for several, for doubles."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.importing import DONE, TRIAL, ImportDialog
from crmdesk.gui.models.importing_rows import CHOSEN_ROLE
from crmdesk.gui.ui import Ui
from crmdesk.services import customers
from tests.gui.conftest import PEOPLE
from tests.gui.dialogs.conftest import HEADER, ROWS, Opened, Workbook, settled
from tests.gui.dialogs.trial import (
    at,
    counts,
    go_to_row,
    result_of,
)

Key = Qt.Key


TWIN = ("禾砚精密机械有限公司", "13900000199", "嘉兴市", None, None)


def test_a_row_is_left_out_and_taken_back(qtbot: QtBot, trial: ImportDialog):
    go_to_row(trial, 6)
    qtbot.mouseClick(trial.trial_page.mending.skip, Qt.MouseButton.LeftButton)
    settled(qtbot, trial, TRIAL)
    assert result_of(trial, 6) == "Skipped"
    assert counts(trial)["all"] == "6"
    assert trial.confirm_button.text() == "Import 2 rows"
    by_hand = trial.trial_page.panel.choices.by_hand
    assert by_hand.text() == "Forget the choice for 1 row"
    qtbot.mouseClick(by_hand, Qt.MouseButton.LeftButton)
    settled(qtbot, trial, TRIAL)
    assert result_of(trial, 6) == "New"
    assert not by_hand.isVisible()


def test_a_refused_row_can_be_left_out(qtbot: QtBot, trial: ImportDialog):
    go_to_row(trial, 5)
    qtbot.mouseClick(trial.trial_page.mending.skip, Qt.MouseButton.LeftButton)
    settled(qtbot, trial, TRIAL)
    assert result_of(trial, 5) == "Skipped"


def test_a_likely_double_waits_for_an_answer(qtbot: QtBot, opened: Opened, workbook: Workbook):
    dialog = opened(workbook([HEADER, TWIN]), step=TRIAL)
    assert counts(dialog)["double"] == "1"
    assert counts(dialog)["error"] == "0"
    assert result_of(dialog, 2) == "Possible double"
    assert not dialog.confirm_button.isEnabled()
    bar = dialog.trial_page.mending
    dialog.trial_page.go_to_next()
    assert "Row 2 may be 禾砚精密机械（嘉兴）有限公司 (K" in bar.text()
    assert "Row 2, 禾砚精密机械有限公司, 139 0000 0199, 嘉兴市" in bar.comparison.accessibleName()
    assert "禾砚精密机械（嘉兴）有限公司, 0573-0000 0014, 嘉兴市, 陈立" in bar.comparison.accessibleName()
    assert not bar.input.isVisible()
    assert bar.update_other.isVisible()
    assert bar.create_new.isVisible()
    assert bar.skip.isVisible()


@pytest.mark.parametrize(
    ("answer", "result", "people"),
    [("update_other", "Update", len(PEOPLE)), ("create_new", "New", len(PEOPLE) + 1), ("skip", "Skipped", None)],
)
def test_a_likely_double_is_answered_by_a_button(
    qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook, answer: str, result: str, people: int | None
):
    dialog = opened(workbook([HEADER, TWIN]), step=TRIAL)
    dialog.trial_page.go_to_next()
    qtbot.mouseClick(getattr(dialog.trial_page.mending, answer), Qt.MouseButton.LeftButton)
    settled(qtbot, dialog, TRIAL)
    assert result_of(dialog, 2) == result
    assert dialog.confirm_button.isEnabled() == (people is not None)
    if people is not None:
        dialog.accept()
        settled(qtbot, dialog, DONE)
        assert customers.total(ui.desk) == people
        mobiles = [
            customers.file(ui.desk, i).values.get("mobile") for i in customers.find(ui.desk, Listing(query="禾砚"))
        ]
        assert "13900000199" in mobiles


def test_a_double_within_the_file_is_joined_to_the_row_before(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    rows = [("远岫食品机械厂", "13900000211", "宁波"), ("远岫食品机械有限公司", "13900000299", "宁波")]
    dialog = opened(workbook([HEADER, *rows]), step=TRIAL)
    dialog.trial_page.go_to_next()
    bar = dialog.trial_page.mending
    assert bar.text().startswith("Row 3 may be the same customer as row 2: ")
    assert bar.update_other.text() == "Join to row 2"
    qtbot.mouseClick(bar.update_other, Qt.MouseButton.LeftButton)
    settled(qtbot, dialog, TRIAL)
    assert result_of(dialog, 3) == "Joined"
    dialog.accept()
    settled(qtbot, dialog, DONE)
    assert customers.total(ui.desk) == len(PEOPLE) + 1


def test_all_likely_doubles_are_imported_all_the_same(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    twins = [TWIN, ("拾山食品有限公司", "13900000198", None, None, None)]
    dialog = opened(workbook([HEADER, *twins, ROWS[1]]), step=TRIAL)
    assert dialog.confirm_button.text() == "Import 1 row"
    doubles = dialog.trial_page.panel.doubles
    doubles.setCurrentIndex(doubles.findData("import"))
    doubles.activated.emit(doubles.currentIndex())
    settled(qtbot, dialog, TRIAL)
    assert result_of(dialog, 2) == "New, possible double"
    assert dialog.confirm_button.text() == "Import 3 rows"


def test_an_update_is_told_field_by_field(trial: ImportDialog):
    trial.trial_page.panel.go_to(0)
    bar = trial.trial_page.mending
    assert bar.text() == "Row 2: Update, 张伟"
    assert bar.changes.accessibleName() == "City: 杭州市 → 宁波市"
    assert bar.choice.isVisible()


def choose(qtbot: QtBot, dialog: ImportDialog, key: str) -> None:
    """Pick what becomes of the selected rows in the bar."""
    combo = dialog.trial_page.mending.choice
    combo.setCurrentIndex(combo.findData(key))
    combo.activated.emit(combo.currentIndex())
    settled(qtbot, dialog, TRIAL)


def test_one_row_is_treated_otherwise(qtbot: QtBot, trial: ImportDialog):
    trial.trial_page.panel.go_to(0)
    choose(qtbot, trial, "skip")
    assert result_of(trial, 2) == "Left as it is"
    assert result_of(trial, 3) == "New"
    assert trial.confirm_button.text() == "Import 2 rows"
    assert trial.trial_page.mending.choice.key() == "skip"
    assert at(trial, 2, "row", CHOSEN_ROLE)
    assert not at(trial, 3, "row", CHOSEN_ROLE)
    choose(qtbot, trial, "")
    assert result_of(trial, 2) == "Update"


def test_several_rows_are_treated_at_once_and_undone_at_once(qtbot: QtBot, trial: ImportDialog):
    view = trial.trial_page.panel.view
    view.setCurrentIndex(view.rows.index(0, 0))
    view.setFocus()
    qtbot.keyClick(view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert trial.trial_page.mending.text() == "2 rows selected"
    choose(qtbot, trial, "skip")
    assert [result_of(trial, row) for row in (2, 3, 4)] == ["Left as it is", "Skipped", "Same"]
    qtbot.keyClick(view, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, trial, TRIAL)
    assert [result_of(trial, row) for row in (2, 3)] == ["Update", "New"]


def test_the_menu_of_a_row_decides_too(qtbot: QtBot, trial: ImportDialog):
    page = trial.trial_page
    page.panel.go_to(0)
    page.panel.view.menu_asked.emit(page.panel.view.mapToGlobal(page.panel.view.rect().center()))
    (menu,) = page.findChildren(QMenu, "import-row-menu")
    checked = [action.data() for action in menu.actions() if action.isChecked()]
    assert checked == [""]
    next(action for action in menu.actions() if action.data() == "skip").trigger()
    menu.close()
    settled(qtbot, trial, TRIAL)
    assert result_of(trial, 2) == "Left as it is"


def test_thousands_of_rows_are_chosen_without_the_window_standing_still(
    qtbot: QtBot, opened: Opened, workbook: Workbook
):
    many = [(f"客户{i}", f"137{i:08}", "嘉兴", None, "陈立") for i in range(4000)]
    dialog = opened(workbook([HEADER, *many]), step=TRIAL)
    view = dialog.trial_page.panel.view
    asked: list[int] = []
    flags = view.rows.flags
    view.rows.flags = lambda index: asked.append(index.row()) or flags(index)  # type: ignore[method-assign]
    view.selectAll()
    view.horizontalHeader().viewport().repaint()
    assert len(asked) < 1000
    dialog.trial_page.choose("skip")
    qtbot.waitUntil(lambda: counts(dialog).get("skipped") == "4,000")
    settled(qtbot, dialog, TRIAL)
    dialog.trial_page.undo()
    settled(qtbot, dialog, TRIAL)
    assert counts(dialog)["new"] == "4,000"
