"""Every look of the tour begins with the same customers, however much was done and taken back before."""

from __future__ import annotations

from crmdesk.core.customers import Listing
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, history
from crmdesk.tour.undoing import latest, take_back


def test_what_a_part_did_is_taken_back(ui: Ui):
    everybody = customers.find(ui.desk, Listing())
    for _look in range(3):
        before = latest(ui.desk)
        made, _changes = customers.add(ui.desk, {"name": "海川工具"})
        customers.edit(ui.desk, made, {"city": "嘉兴市"})
        history.undo(ui.desk)
        customers.edit(ui.desk, made, {"city": "杭州市"})
        take_back(ui, before)
        assert latest(ui.desk) == before
        assert customers.find(ui.desk, Listing()) == everybody


def test_nothing_is_taken_back_where_nothing_was_done(ui: Ui):
    before = latest(ui.desk)
    take_back(ui, before)
    assert latest(ui.desk) == before
