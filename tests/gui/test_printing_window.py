"""Printing from anywhere in the window: Ctrl+P takes what is in front, the page Print begins with it."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.core.printing import About
from crmdesk.gui.dialogs.briefing import BriefingDialog
from crmdesk.gui.dialogs.printing import PrintDialog
from crmdesk.gui.models.printing import InFront
from crmdesk.gui.pages.printing import PrintPage
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services.desk import Desk
from tests.gui.complaint_samples import complain
from tests.gui.conftest import PutUp, opened
from tests.gui.order_samples import sell
from tests.gui.test_printing import CTRL, ids, set_pages


class TestTheWindow:
    def _dialog(self, window: MainWindow, qtbot: QtBot) -> PrintDialog:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, CTRL)
        dialog = opened(window, PrintDialog)
        set_pages(dialog.pane, qtbot)
        return dialog

    def test_one_customer_is_a_file_several_are_a_list(self, window: MainWindow, qtbot: QtBot) -> None:
        dialog = self._dialog(window, qtbot)
        assert dialog.pane.kind.key == "file"
        dialog.reject()
        window.content.page.view.selectAll()
        dialog = self._dialog(window, qtbot)
        assert dialog.pane.kind.key == "list"
        assert dialog.pane.whom.which.currentText() == "The 5 selected"
        dialog.reject()

    def test_an_offer_is_a_quotation(self, window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
        sell(desk)
        window.content.places.go("orders")
        page = window.content.places.page("orders")
        qtbot.waitUntil(lambda: bool(page.current.model.ids) and not page.jobs.busy)
        page.current.table.go_to(0)
        front = window.content.printing.front()
        assert front.kind in ("quotation", "delivery")
        assert front.here[About.ORDERS] == (page.current.table.current_id(),)

    def test_the_complaint_that_is_shown(self, window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
        complained = complain(desk)
        window.content.places.go("complaints")
        page = window.content.places.page("complaints")
        qtbot.waitUntil(lambda: page.cases.complaint_id is not None)
        front = window.content.printing.front()
        assert front.kind == "complaint"
        assert front.here[About.COMPLAINTS][0] in complained

    def test_the_day_that_is_looked_at(self, window: MainWindow) -> None:
        window.content.places.go("today")
        page = window.content.places.page("today")
        page.step(1)
        front = window.content.printing.front()
        assert (front.kind, front.chosen["span"]) == ("visits", "day")
        assert front.chosen["day"] == window.ui.desk.today() + dt.timedelta(days=1)

    @pytest.mark.parametrize(("place", "kind"), [
        ("today/report", "report"), ("insight", "overview"), ("tiers", "overview"), ("orders/receivables", "statement"),
    ])  # fmt: skip
    def test_what_else_is_in_front(self, window: MainWindow, place: str, kind: str) -> None:
        window.content.places.go(place)
        assert window.content.printing.front().kind == kind

    def test_the_page_begins_with_who_was_in_front(self, window: MainWindow, qtbot: QtBot) -> None:
        name = window.content.page.pane.head.title()
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_8, CTRL)
        page = window.content.places.page("print")
        assert isinstance(page, PrintPage)
        assert page.pane.kinds.view.hasFocus()
        set_pages(page.pane, qtbot)
        assert page.pane.kinds.view.hasFocus(), QApplication.focusWidget()
        assert page.pane.whom.which.currentText() in name
        assert page.pane.preview.view.count >= 1

    def test_a_file_in_its_own_window(self, window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
        window.content.open_alone(ids(desk)[2])
        alone = window.content.dialogs.file_windows()[0]
        alone.activateWindow()
        qtbot.waitUntil(alone.isActiveWindow)
        assert window.content.printing.front().here[About.CUSTOMERS] == (ids(desk)[2],)

    def test_the_briefing_prints_itself(self, put_up: PutUp, ui: Ui, desk: Desk) -> None:
        asked: list[tuple[InFront, str]] = []
        ui.bus.print_asked.connect(lambda front, kind: asked.append((front, kind)))
        dialog = put_up(BriefingDialog(ui, ids(desk)[1]))
        dialog.print_button.click()
        assert asked == [(InFront("briefing", {About.CUSTOMERS: (ids(desk)[1],)}), "briefing")]
