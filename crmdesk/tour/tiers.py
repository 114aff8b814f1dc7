"""Pictures of the page Tiers on three years of orders with a run saved in between: tabs, dialogs, a file's tier."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog

from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerRow, Listing
from crmdesk.core.importing import Options
from crmdesk.gui.dialogs.tier_assumptions import AssumptionsDialog
from crmdesk.gui.dialogs.tier_bounds import BoundsDialog, WeightsDialog
from crmdesk.gui.dialogs.tier_by_hand import ByHandDialog
from crmdesk.gui.dialogs.tier_runs import RunsDialog
from crmdesk.gui.dialogs.tier_sources import SourcesDialog
from crmdesk.gui.pages.tiers import TiersPage
from crmdesk.gui.pages.tiers_ranked import RankedPart
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, importing, tiers
from crmdesk.services.desk import Desk
from crmdesk.sheets.tables import Column, ColumnKind, Table
from crmdesk.sheets.writing import write_xlsx
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.sample import FIRST
from crmdesk.tour.tiers_insight import picture_tiers_insight
from crmdesk.tour.undoing import latest, take_back

_HEADER: tuple[tuple[str, ColumnKind], ...] = (
    ("订单编号", "text"), ("下单日期", "date"), ("客户编号", "text"), ("产品名称", "text"), ("数量", "number"),
    ("单价", "money"), ("成本", "money"),
)  # fmt: skip
_BUYERS, _STILL = 240, 150
_GOODS = (("缠绕膜 50cm×300m", 58.0, 41.5), ("五层瓦楞纸箱 3 号", 5.1, 3.66), ("气柱袋", 0.685, 0.42))
_DAYS = ((1, 12), (4, 20), (7, 6), (10, 27))
_MOST, _HEAD, _FALL = 420_000, 1.6, 1.15
"""Yuan of the best customer in a year; how the others fall behind."""


def picture_tiers(camera: Camera, window: MainWindow) -> None:
    """Made, pictured, and as before in the end."""
    ui = window.ui
    before = latest(ui.desk)
    whom = _sell(ui.desk)
    ui.wrote(Changes(everything=True))
    ui.bus.go.emit("tiers")
    page = window.content.places.page("tiers")
    assert isinstance(page, TiersPage)
    part = page.current
    assert isinstance(part, RankedPart)
    settle(part.jobs)
    part.show_customer(whom)
    part.list.take_keyboard()
    why = ui.words.gettext("This customer")
    camera.take(window, "tiers-pyramid", part.jobs, showing=why)
    camera.take_wide(window, "tiers-pyramid", part.jobs, showing=why)
    part.levels.bands.take_keyboard()
    part.levels.moved.kind.set_key("fallen")
    part.levels.moved.kind.chosen.emit("fallen")
    camera.take_wide(window, "tiers-fallen", part.jobs, showing=why)
    _picture_bases(camera, window, part)
    _picture_dialogs(camera, window, part, whom)
    page.show_part("abc")
    settle(page.current.jobs)
    page.current.show_customer(whom)
    camera.take(window, "tiers-abc", page.current.jobs, showing=why)
    camera.take_wide(window, "tiers-abc", page.current.jobs, showing=why)
    picture_tiers_insight(camera, window)
    _picture_file(camera, window, whom)
    take_back(ui, before)
    settle(ui.jobs)


def _picture_bases(camera: Camera, window: MainWindow, part: RankedPart) -> None:
    for basis in ("clv", "score"):
        part.levels.basis.set_key(basis)
        part.levels.basis_asked.emit(basis)
        settle(part.jobs)
        part.list.take_keyboard()
        camera.take(window, f"tiers-{basis}", part.jobs, showing=part.ui.words.gettext("This customer"))
    part.levels.basis.set_key("last-year-sales")
    part.levels.basis_asked.emit("last-year-sales")
    settle(part.jobs)


def _picture_dialogs(camera: Camera, window: MainWindow, part: RankedPart, whom: int) -> None:
    ui = window.ui
    bounds = BoundsDialog(ui, "pyramid", "customers", window)
    bounds.form.put("tiers.silver", "0.5")
    bounds.show()
    bounds.accept()
    _picture(camera, ui, bounds, "tiers-bounds")
    _picture(camera, ui, WeightsDialog(ui, window), "tiers-weights")
    _picture(camera, ui, AssumptionsDialog(ui, window), "tiers-assumptions")
    _picture(camera, ui, RunsDialog(ui, "pyramid", window), "tiers-runs")
    _picture(camera, ui, ByHandDialog(ui, customers.file(ui.desk, whom), "tier", window), "tiers-by-hand")
    part.show_customer(whom)
    settle(part.jobs)
    part.doing.show_sources(-1)
    settle(part.jobs)
    sources = window.findChild(SourcesDialog)
    assert sources is not None
    _picture(camera, ui, sources, "tiers-sources")


def _picture(camera: Camera, ui: Ui, dialog: QDialog, name: str) -> None:
    dialog.show()
    dialog.activateWindow()
    camera.take(dialog, name, ui.jobs, showing=dialog.windowTitle())
    dialog.hide()


def _picture_file(camera: Camera, window: MainWindow, whom: int) -> None:
    """The part of a file that says how its tier came about."""
    ui, page = window.ui, window.content.page
    ui.bus.open_customer.emit(whom)
    settle(page.list.finder.jobs)
    page.pane.show_page("assessment")
    camera.take(window, "file-tier", ui.jobs, showing=ui.words.gettext("Tier and grade"))
    page.pane.show_page("basics")
    settle(ui.jobs)


def _sell(desk: Desk) -> int:
    """Orders of the year before last, of last year and of this one; a run saved when the first of them was over.
    Returns who was gold and is no more."""
    known = customers.rows(desk, customers.find(desk, Listing(sort="number"), _BUYERS))
    first = next(row for row in known if row.name == FIRST)
    others = [row for row in known if row.id != first.id]
    before = [*others[:2], first, *others[2:]]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "销售明细.xlsx"
        year = desk.today().year
        after = _later(before)
        now = _later(after)[:_STILL]
        rows = [*_orders(before, year - 2, 1), *_orders(after, year - 1, 2), *_orders(now, year, 3)]
        write_xlsx(path, [Table("销售明细", [Column(*each) for each in _HEADER], rows)])
        importing.import_file(desk, path, Options(what="orders", settled=True))
    then = dt.date(year - 1, 5, 20)
    tiers.save(desk, tiers.classify(desk, "last-year-sales", today=then))
    return first.id


def _later(rows: Sequence[CustomerRow]) -> list[CustomerRow]:
    """The same a year later: some rose, the third one fell, the last ones bought no more."""
    kept = [row for place, row in enumerate(rows) if place % 11 != 10]
    for place in range(6, len(kept), 9):
        kept.insert(max(0, place - 8), kept.pop(place))
    kept.insert(18, kept.pop(kept.index(rows[2])))
    return kept


def _orders(rows: Sequence[CustomerRow], year: int, batch: int) -> Iterator[tuple[object, ...]]:
    """One or two orders of each, the best first."""
    for place, row in enumerate(rows):
        yuan = _MOST / (place + _HEAD) ** _FALL
        parts = (0.4, 0.6) if place < len(rows) // 4 else (1.0,)
        for part, share in enumerate(parts):
            name, price, cost = _GOODS[(place + part) % len(_GOODS)]
            month, day = _DAYS[(place + 2 * part) % len(_DAYS)]
            quantity = max(1, round(yuan * share / price))
            number = f"F{batch}{place:03}{part}"
            yield number, dt.date(year, month, day), row.number, name, quantity, price, cost
