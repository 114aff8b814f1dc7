"""Pictures of an import of orders: what the columns mean, what comes along, and whether the orders were paid."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from crmdesk.gui.dialogs.importing import COLUMNS, DONE, FILE, TRIAL, ImportDialog
from crmdesk.gui.dialogs.importing_settled import SETTLED
from crmdesk.gui.window import MainWindow
from crmdesk.services import history
from crmdesk.sheets.tables import Column, ColumnKind, Table
from crmdesk.sheets.writing import write_xlsx
from crmdesk.tour import sample
from crmdesk.tour.camera import Camera, settle, settle_import
from crmdesk.tour.job import expect

_HEADER: tuple[tuple[str, ColumnKind], ...] = (
    ("订单编号", "text"), ("下单日期", "date"), ("客户名称", "text"), ("产品编码", "text"), ("产品名称", "text"),
    ("数量", "number"), ("单价", "money"), ("折扣", "number"), ("金额", "money"), ("利润", "money"), ("业务员", "text"),
)  # fmt: skip
_FIRMS = (sample.FIRST, sample.PERSON, "浮石纸业公司", "澄湖茶叶商行", "远岫五金批发部", "青籽印刷厂")
_PRODUCTS = (("B-6204", "球轴承 6204", 12.5), ("B-6205", "球轴承 6205", 15.8), ("S-0308", "内六角螺栓 M8", 0.42))
_DAY = dt.date(2026, 10, 12)


def picture_importing_dealings(camera: Camera, window: MainWindow) -> None:
    """An old table of orders: mapped, tried with one bad line, paid long ago, imported and undone."""
    ui = window.ui
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "2026销售明细.xlsx"
        _write(path)
        dialog = ImportDialog(ui, path, window)
        dialog.show()
        settle_import(dialog)
    if dialog.step == FILE:
        dialog.accept()
        settle_import(dialog)
    if dialog.step == COLUMNS:
        camera.take(dialog, "import-orders-columns", ui.jobs, showing="利润")
        dialog.accept()
        settle_import(dialog)
    expect(dialog.step == TRIAL, "the trial run of the orders was not reached")
    page = dialog.trial_page
    page.go_to_next()
    camera.take(dialog, "import-orders-trial", ui.jobs, showing=ui.words.gettext("Paid long ago"))
    page.beside.settled.set_key(SETTLED)
    page.beside.settled.chosen.emit(SETTLED)
    settle_import(dialog)
    expect(dialog.work.options.settled is True, "the orders were not settled")
    dialog.accept()
    settle_import(dialog)
    expect(dialog.step == DONE, "the import of the orders did not end")
    camera.take(dialog, "import-orders-done", ui.jobs, showing=ui.words.gettext("Take this import back"))
    dialog.accept()
    ui.wrote(history.undo(ui.desk)[1])
    settle(ui.jobs)


def _write(path: Path) -> None:
    rows: list[tuple[object, ...]] = []
    for i in range(36):
        code, name, price = _PRODUCTS[i % len(_PRODUCTS)]
        quantity = -2 if i == 7 else 20 * (1 + i % 5)
        amount = round(quantity * price * 0.9, 2)
        day = _DAY + dt.timedelta(days=i // 2)
        firm = _FIRMS[(i // 2) % len(_FIRMS)]
        rows.append(
            (f"XS{101 + i // 2}", day, firm, code, name, quantity, price, 0.1, amount, round(amount / 4, 2), "陈立")
        )
    write_xlsx(path, [Table("销售明细", [Column(*each) for each in _HEADER], rows)])
