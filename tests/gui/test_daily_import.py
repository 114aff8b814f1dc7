"""Importing in the whole window: undone by the keys, the same file twice, searching meanwhile, closing halfway."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.importing import DONE, TRIAL, ImportDialog
from crmdesk.gui.dialogs.imports import ImportsDialog
from crmdesk.gui.dialogs.trouble import BugReport
from crmdesk.gui.models.importing_work import WRITING
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers
from crmdesk.services.desk import Desk, open_desk
from crmdesk.tour.camera import visible_texts
from tests.gui.conftest import PEOPLE
from tests.gui.test_window import CTRL, SHIFT, Key, names, press
from tests.gui.test_window_files import drop
from tests.sheets import books

FEW = ("顾盼晴", "季明窗", "苏见青")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    rows = [("客户名称", "手机"), *((name, f"1390000010{place}") for place, name in enumerate(FEW))]
    return books.workbook(tmp_path / "名单.xlsx", {"客户": rows})


@pytest.fixture
def long_sheet(tmp_path: Path) -> Path:
    rows = [("客户名称", "手机"), *((f"客户{place}", f"138{place:08}") for place in range(3_000))]
    return books.workbook(tmp_path / "长名单.xlsx", {"客户": rows})


def begin(qtbot: QtBot, window: MainWindow, path: Path, step: int = TRIAL) -> ImportDialog:
    """Drop a sheet on the window and go on by Enter."""
    drop(window, path)
    (dialog,) = (each for each in window.findChildren(ImportDialog) if each.isVisible())
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: not dialog.work.phase and dialog.work.plan is not None, timeout=20_000)
    while dialog.step < step:
        before = dialog.step
        press(qtbot, Key.Key_Return)
        qtbot.waitUntil(lambda before=before: dialog.step > before and not dialog.work.phase, timeout=20_000)
    return dialog


def whole(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    """From the drop to the end by Enter alone; the list has the keyboard again."""
    begin(qtbot, window, path, DONE)
    press(qtbot, Key.Key_Return)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_the_imported_customers_are_listed(qtbot: QtBot, window: MainWindow, sheet: Path):
    dialog = begin(qtbot, window, sheet, DONE)
    qtbot.mouseClick(dialog.done_page.customers, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: set(names(window)) == set(FEW))
    assert window.content.page.list.head.title() == "Imported customers"
    window.content.dialogs.imports()
    (imports,) = window.findChildren(ImportsDialog)
    window.content.page.list.show_all()
    qtbot.waitUntil(lambda: len(names(window)) == len(PEOPLE) + len(FEW))
    qtbot.mouseClick(imports.customers, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: set(names(window)) == set(FEW))
    window.content.history.undo_last()
    qtbot.waitUntil(lambda: window.content.page.list.count == 0)
    assert "Nobody is in this list." in visible_texts(window.content.page.list.empty)
    window.content.page.list.show_all()
    qtbot.waitUntil(lambda: len(names(window)) == len(PEOPLE))


def test_an_import_is_one_undo(qtbot: QtBot, window: MainWindow, sheet: Path):
    whole(qtbot, window, sheet)
    qtbot.waitUntil(lambda: set(FEW) <= set(names(window)))
    assert window.content.status.message()
    press(qtbot, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(names(window)) == len(PEOPLE))
    press(qtbot, Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: len(names(window)) == len(PEOPLE) + len(FEW))
    assert not window.findChildren(BugReport)


def test_the_same_file_again_changes_nothing(qtbot: QtBot, window: MainWindow, sheet: Path):
    whole(qtbot, window, sheet)
    dialog = begin(qtbot, window, sheet)
    assert not dialog.confirm_button.isEnabled()
    assert dialog.work.plan.counts.skipped == len(FEW)
    press(qtbot, Key.Key_Escape)
    assert len(names(window)) == len(PEOPLE) + len(FEW)


def test_the_window_works_while_an_import_runs(qtbot: QtBot, window: MainWindow, desk: Desk, long_sheet: Path):
    dialog = begin(qtbot, window, long_sheet)
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.work.phase == WRITING)
    window.content.search.setText("单雄信")
    qtbot.waitUntil(lambda: names(window) == ["单雄信"])
    assert dialog.work.phase == WRITING
    qtbot.waitUntil(lambda: dialog.work.phase == "", timeout=30_000)
    window.content.search.clear()
    qtbot.waitUntil(lambda: len(names(window)) == len(PEOPLE) + 3_000)


def test_closing_in_the_middle_leaves_nothing_of_it(qtbot: QtBot, window: MainWindow, desk: Desk, long_sheet: Path):
    dialog = begin(qtbot, window, long_sheet)
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.work.phase == WRITING)
    window.close()
    again = open_desk(desk.path, who="陈立")
    assert customers.total(again) in (len(PEOPLE), len(PEOPLE) + 3_000)
    assert again.data.quick_check() is None
    again.close()
    assert not window.findChildren(BugReport)
