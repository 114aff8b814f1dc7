"""The reminder of the day: numbers from the tray, once, and back to the day by a click."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from crmdesk.app import reminding
from crmdesk.app.program import Program
from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.settings_reminder import ReminderPane
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, interactions, tasks
from crmdesk.services.desk import Desk
from tests.desk import NOW
from tests.gui.backups import program_of


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system was asked to say; it has a tray."""
    told: list[str] = []
    monkeypatch.setattr(reminding, "has_tray", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "setVisible", lambda _icon, _shown: None)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _icon, _title, text, *_more: told.append(text))
    return told


@pytest.fixture
def program(qtbot: QtBot, window: MainWindow, said: list[str]) -> Program:
    """The window since eight in the morning; the reminder is set for nine."""
    program = program_of(window)
    _set_clock(window.ui.desk, "08:00")
    program.check_in_background()
    qtbot.waitUntil(lambda: program.beside.reminding._jobs is not None and not program._checker.busy)
    return program


def _set_clock(desk: Desk, time: str, days: int = 0) -> None:
    day = NOW.date() + dt.timedelta(days=days)
    moment = dt.datetime.combine(day, dt.time.fromisoformat(time), NOW.tzinfo)
    desk.clock = lambda: moment


def _look(qtbot: QtBot, program: Program) -> None:
    program.beside.reminding.look()
    qtbot.waitUntil(lambda: not program._checker.busy)


def test_it_says_numbers_once_a_day(qtbot: QtBot, program: Program, window: MainWindow, said: list[str]):
    desk = window.ui.desk
    zhang = customers.find(desk, Listing(sort="number"))[0]
    tasks.add(desk, zhang, {"text": "回访张伟 13900000013", "due_on": NOW.date().isoformat()})
    interactions.add(desk, zhang, {"kind": "call", "next_step": "寄样品", "next_date": NOW.date().isoformat()})
    _look(qtbot, program)
    assert said == []

    _set_clock(desk, "09:05")
    _look(qtbot, program)
    qtbot.waitUntil(lambda: bool(said))
    assert "2 next steps and tasks" in said[0]
    assert "张伟" not in said[0]
    assert "139" not in said[0]

    for time, days in (("09:10", 0), ("08:50", 0), ("09:20", 0)):
        _set_clock(desk, time, days)
        _look(qtbot, program)
    assert len(said) == 1

    _set_clock(desk, "09:01", 1)
    _look(qtbot, program)
    qtbot.waitUntil(lambda: len(said) == 2)


def test_a_click_shows_the_window_and_its_menu_silences_it(
    qtbot: QtBot, program: Program, window: MainWindow, preferences: Preferences, said: list[str]
):
    tray = program.beside.reminding.tray
    assert tray is not None
    window.showMinimized()
    tray.opened.emit()
    qtbot.waitUntil(window.isActiveWindow)
    tray.silenced.emit()
    assert not preferences.reminder_on
    assert "Settings" in window.content.teller.said()[0]
    _set_clock(window.ui.desk, "09:05")
    _look(qtbot, program)
    assert said == []


def test_settings_turn_it_on_and_set_its_time(ui: Ui, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    pane = ReminderPane(ui)
    qtbot.addWidget(pane)
    pane.on.click()
    assert not ui.preferences.reminder_on
    assert not pane.at.isEnabled()
    pane.on.click()
    pane.at.set_key("07:30")
    pane.at.picked.emit("07:30")
    assert (ui.preferences.reminder_on, ui.preferences.reminder_at) == (True, dt.time(7, 30))


def test_without_a_tray_nothing_can_be_set(ui: Ui, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    pane = ReminderPane(ui)
    qtbot.addWidget(pane)
    assert not pane.on.isEnabled()
    assert not pane.at.isEnabled()
