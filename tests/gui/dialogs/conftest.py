"""Dialogs on real data files, fed with real workbooks and driven as a person drives them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.importing import COLUMNS, FILE, TRIAL, ImportDialog
from crmdesk.gui.ui import Ui
from crmdesk.services import history
from tests.sheets import books

HEADER = ("客户名称", "手机", "城市", "生日", "负责人")
ROWS = (
    ("张伟", "139 0000 0013", "宁波市", None, "陈立"),
    ("顾盼晴", "13900000101", "桐乡", "1991-02-03", "陈立"),
    ("许念安", "13900000017", "杭州市", None, "陈立"),
    ("苏见青", "13900000102", "平湖", "1990-02-30", "何安"),
    ("季明窗", "139000", "嘉兴", None, "何安"),
    ("顾盼晴", "13900000101", "桐乡", None, "陈立"),
)
"""In order: to be updated, new, the same, refused for its date, new with a doubtful phone, joined to the second."""

_PATIENCE = 20_000

Workbook = Callable[..., Path]
Opened = Callable[..., ImportDialog]


def press(widget: QWidget, key: Qt.Key) -> None:
    """A key, given to whatever has the keyboard in the dialog."""
    QTest.keyClick(widget.focusWidget() or widget, key)


def actions(ui: Ui) -> int:
    """How many actions the data file remembers."""
    return len(history.entries(ui.desk))


@pytest.fixture
def workbook(tmp_path: Path) -> Workbook:
    """Makes a workbook; by default one sheet with `HEADER` and `ROWS`."""
    numbers = itertools.count(1)

    def make(rows: Sequence[Sequence[Any]] = (HEADER, *ROWS), *, name: str = "", **sheets: Any) -> Path:
        path = tmp_path / (name or f"名单{next(numbers)}.xlsx")
        return books.workbook(path, sheets or {"客户名单": rows})

    return make


@pytest.fixture
def opened(qtbot: QtBot, ui: Ui) -> Opened:
    """Shows an import dialog and waits until its file is read and tried."""

    def show(path: Path | None = None, *, step: int | None = None, of: Ui | None = None) -> ImportDialog:
        dialog = ImportDialog(of or ui, path)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.waitUntil(lambda: not dialog.work.phase, timeout=_PATIENCE)
        if step == TRIAL:
            to_trial(qtbot, dialog)
        return dialog

    return show


@pytest.fixture
def trial(opened: Opened, workbook: Workbook) -> ImportDialog:
    return opened(workbook(), step=TRIAL)


def to_trial(qtbot: QtBot, dialog: ImportDialog) -> None:
    """On by Enter; several tables are looked at first."""
    if dialog.step == FILE:
        press(dialog, Qt.Key.Key_Return)
        settled(qtbot, dialog, COLUMNS)
    press(dialog, Qt.Key.Key_Return)
    settled(qtbot, dialog, TRIAL)


def settled(qtbot: QtBot, dialog: ImportDialog, step: int) -> None:
    """Until the dialog is at rest in this step."""
    qtbot.waitUntil(lambda: dialog.step == step and not dialog.work.phase, timeout=_PATIENCE)
