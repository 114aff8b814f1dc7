"""Pictures of the list of imports: one that was taken back, and what taking another back would do."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from crmdesk.core.customers import Listing
from crmdesk.core.importing import Options
from crmdesk.gui.dialogs.imports import ImportsDialog
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, importing, importing_undo
from crmdesk.services.desk import Desk
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.job import expect
from crmdesk.tour.undoing import latest, take_back

_HEADER = ("编号", "客户名称", "城市", "联系人")
_FAIR, _OLD = "2026秋季展会名单.csv", "旧联系表.csv"
_KNOWN = 12


def picture_imports(camera: Camera, window: MainWindow) -> None:
    """Two imports, with changes by hand after them; everything is as before in the end."""
    ui = window.ui
    before = latest(ui.desk)
    with tempfile.TemporaryDirectory() as folder:
        _prepare(ui.desk, Path(folder))
    dialog = ImportsDialog(ui, window)
    dialog.show()
    camera.take(dialog, "imports-taken-back", ui.jobs, showing=_OLD)
    dialog.table.selectRow(1)
    camera.take(dialog, "imports", ui.jobs, showing="苏州市")
    batch = dialog.model.line(1)
    assert batch is not None
    dialog.hide()
    window.activateWindow()
    window.content.page.list.show_batch(batch.id)
    settle(window.content.page.list.finder.jobs)
    camera.take(window, "imports-customers", ui.jobs, showing=ui.words.gettext("Imported customers"))
    window.content.page.list.show_all()
    settle(window.content.page.list.finder.jobs)
    dialog.show()
    dialog.accept()
    settle(ui.jobs)
    camera.take(window, "customers-import-taken-back", ui.jobs, showing=ui.words.gettext("Undo"))
    take_back(ui, before)
    settle(ui.jobs)


def _prepare(desk: Desk, folder: Path) -> None:
    known = customers.rows(desk, customers.find(desk, Listing(sort="number"), _KNOWN))
    made = ["拾光", "云岫", "半亩", "听泉", "远岫", "知行", "南塘", "青禾"]
    fair = [("", f"{name}展示器材有限公司", "宁波市", "周总") for name in made]
    _import(desk, folder / _FAIR, [*fair, *((row.number, row.name, "上海市", "李经理") for row in known)])
    wrong = _import(desk, folder / _OLD, [("", f"{name}旧名单", "杭州市", "") for name in made])
    importing_undo.undo(desk, wrong)
    for row, city in zip(known, ("苏州市", "杭州市", "温州市"), strict=False):
        customers.edit(desk, row.id, {"city": city})
    for customer_id in customers.find(desk, Listing("展示器材"), 2):
        customers.edit(desk, customer_id, {"likes": "龙井"})


def _import(desk: Desk, path: Path, rows: Sequence[Sequence[str]]) -> int:
    path.write_text("\n".join(",".join(row) for row in (_HEADER, *rows)), encoding="utf-8-sig")
    batch = importing.import_file(desk, path, Options(existing="update")).batch
    expect(batch is not None, f"{path.name} was not imported")
    return batch or 0
