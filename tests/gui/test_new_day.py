"""A day that begins while the window is open: stages that rest on days are worked out again."""

from __future__ import annotations

import datetime as dt

from pytestqt.qtbot import QtBot

from crmdesk.core.settings import TARGET_DAYS
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers
from crmdesk.services import settings as settings_service
from crmdesk.services.desk import Desk
from tests.desk import NOW
from tests.gui.backups import program_of


def test_a_new_day_and_new_numbers_are_noticed(qtbot: QtBot, window: MainWindow, desk: Desk):
    hoped = {"name": "嘉禾厂", "intent": "clear", "money": "yes", "expected_on": "2026-12-24"}
    customer, _ = customers.add(desk, hoped)
    program = program_of(window)
    program.check_in_background()
    qtbot.waitUntil(lambda: not program._checker.busy and program.beside.new_day._jobs is not None)
    assert stage(desk, customer) == "target"

    window.ui.wrote(settings_service.change(desk, TARGET_DAYS.key, "20"))
    qtbot.waitUntil(lambda: stage(desk, customer) == "potential")
    window.ui.wrote(settings_service.change(desk, TARGET_DAYS.key, None))
    qtbot.waitUntil(lambda: stage(desk, customer) == "target")

    desk.clock = lambda: NOW + dt.timedelta(days=40)
    with qtbot.waitSignal(window.ui.bus.changed, check_params_cb=lambda changes: changes.everything):
        program.beside.new_day.look()
    assert stage(desk, customer) == "potential"


def stage(desk: Desk, customer: int) -> str:
    return str(customers.file(desk, customer).values["stage"])
