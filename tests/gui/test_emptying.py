"""The trash empties itself when a file is opened and when a new day begins."""

from __future__ import annotations

import datetime as dt

from pytestqt.qtbot import QtBot

from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, history, settings, trash
from crmdesk.services.desk import Desk
from tests.desk import NOW
from tests.gui.backups import program_of


def test_it_goes_at_the_start_and_when_a_day_begins_and_says_so(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    customers.delete(desk, [1])
    settings.change(desk, "trash.days", "1")
    program = program_of(window)
    program.check_in_background()
    qtbot.waitUntil(lambda: not program._checker.busy and program.beside.emptying._jobs is not None)
    assert len(trash.find(desk)) == 1  # younger than a day
    desk.clock = lambda: NOW + dt.timedelta(days=1, hours=1)
    with qtbot.waitSignal(
        window.ui.bus.message, check_params_cb=lambda told, _undo: told == "1 record is erased for good: Customer 1"
    ):
        program.beside.emptying.look()
    assert len(trash.find(desk)) == 0
    assert history.entries(desk)[0].params == {"count": 1}
