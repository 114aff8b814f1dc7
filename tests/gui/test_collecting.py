"""Widgets that only the garbage collector frees are destroyed on the main thread, whatever a worker does."""

from __future__ import annotations

import gc
import sys
import threading
from types import ModuleType

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from crmdesk.gui import collecting
from crmdesk.gui.jobs import Jobs
from crmdesk.gui.widgets.frozen import FrozenTable
from crmdesk.services.desk import Desk


class Round(QDialog):
    """Refers to itself, as whoever connects a lambda of its own does."""

    def __init__(self, ends: list[str]) -> None:
        super().__init__()
        self.itself = self
        self.ends = ends

    def __del__(self) -> None:
        self.ends.append(threading.current_thread().name)


def _allocate(_desk: Desk, _job: object) -> int:
    """Enough for several collections of every generation."""
    return sum(len([[] for _each in range(1_000)]) for _turn in range(300))


def test_a_worker_never_frees_a_widget(qtbot: QtBot, desk: Desk):
    jobs = Jobs(desk)
    ends: list[str] = []
    for _each in range(5):
        Round(ends)
    done: list[int] = []
    jobs.run(jobs, _allocate, done.append, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert set(ends) <= {threading.main_thread().name}
    garbage = [[] for _each in range(2_000)]
    for one in garbage:
        one.append(one)
    del garbage, one
    qtbot.waitUntil(lambda: len(ends) == 5)
    assert set(ends) == {threading.main_thread().name}
    jobs.close()


def test_the_collector_runs_by_itself_again_when_no_worker_is_left(qtbot: QtBot, desk: Desk):
    before = gc.isenabled()
    one, other = Jobs(desk), Jobs(desk)
    assert not gc.isenabled()
    one.close()
    assert not gc.isenabled()
    other.close()
    assert gc.isenabled() == before


def test_nothing_is_collected_while_rows_go_by(qtbot: QtBot, desk: Desk) -> None:
    jobs, table = Jobs(desk), FrozenTable()
    qtbot.addWidget(table)
    collector = QApplication.instance().findChild(collecting.Collector)
    timer = collector.findChild(QTimer)
    qtbot.waitUntil(lambda: timer.remainingTime() < timer.interval() * 3 // 4)
    left = timer.remainingTime()
    table.scrollContentsBy(0, 1)
    assert timer.remainingTime() > left
    jobs.close()
    table.scrollContentsBy(0, 1)
    assert not timer.isActive()


def test_loading_leaves_a_pyside_that_does_not_read_sources_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    other = ModuleType("shibokensupport.feature")
    monkeypatch.setitem(sys.modules, other.__name__, other)
    before = set(vars(other))
    with collecting.loading():
        pass
    assert set(vars(other)) == before
