"""Offer sheets from the window: only some of those chosen get one, wherever in the list they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.printing import PrintDialog
from crmdesk.gui.dialogs.printing_pane import PrintPane
from crmdesk.gui.models.printing import InFront, Whom
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, orders, privacy, products
from crmdesk.services.desk import Desk
from tests.gui.conftest import PutUp
from tests.gui.test_printing import choose, set_pages


@pytest.fixture
def needy(desk: Desk) -> int:
    """The last of many bought the same tape every 30 days."""
    products.add(desk, {"name": "封箱胶带", "code": "JD-48", "price": "3.5", "unit": "卷"})
    for number in range(6):
        customers.add(desk, {"name": f"没买过 {number}", "kind": "enterprise"})
    found = customers.add(desk, {"name": "常买的", "kind": "enterprise"})[0]
    for days in (88, 58, 28):
        day = (desk.today() - dt.timedelta(days=days)).isoformat()
        orders.add(desk, found, {"date": day}, [{"product": "JD-48", "quantity": "10000"}])
    return found


@pytest.fixture
def pane(put_up: PutUp, ui: Ui, needy: int, qtbot: QtBot) -> Iterator[PrintPane]:
    dialog = put_up(PrintDialog(ui, InFront("offer")))
    set_pages(dialog.pane, qtbot)
    return dialog.pane


def test_pages_are_of_those_who_need_something(pane: PrintPane, qtbot: QtBot, needy: int, tmp_path: Path) -> None:
    choose(pane, qtbot, "offer", Whom.ALL)
    assert pane.whom.told.text() == "12 customers"
    assert pane.preview.view.count == 1
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "offers.pdf"))
    said: list[str] = []
    pane.ui.bus.message.connect(lambda text, _undo: said.append(text))
    pane.doing.print_to(printer)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said == ["1 page handed to the printer"]
    (noted,) = privacy.entries(pane.ui.desk)
    assert noted.params["ids"] == [needy]
