"""Pictures of the first two steps of an import: several files with a broken one, a text's encoding, the columns."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from crmdesk.gui.dialogs.importing import COLUMNS, FILE, ImportDialog
from crmdesk.gui.dialogs.importing_columns_more import CONSTANTS, KNOWN_BY
from crmdesk.gui.window import MainWindow
from crmdesk.tour.camera import Camera, settle, settle_import
from crmdesk.tour.job import expect

_HEADER = "客户名称,手机,城市,成立日期,幸运色"
_FIRMS = ("澄湖纸业", "远岫食品", "岸沐日化", "拾山茶业", "禾砚机械")


def picture_importing_files(camera: Camera, window: MainWindow) -> None:
    """Files and their tables, a text table, the columns with what is asked and folded below them."""
    ui = window.ui
    with tempfile.TemporaryDirectory() as folder:
        dialog = ImportDialog(ui, None, window)
        dialog.show()
        dialog.open_files(_write(Path(folder)))
        settle_import(dialog)
        expect(dialog.step == FILE, "several files were not looked at first")
        camera.take(dialog, "import-files", ui.jobs, showing="季度汇总.xlsx")
        view = dialog.file_page.list
        view.setCurrentIndex(view.lines.index(view.lines.rowCount() - 1))
        camera.take(dialog, "import-files-text", ui.jobs, showing="老客户")
        dialog.accept()
        settle_import(dialog)
        expect(dialog.step == COLUMNS, "the columns were not reached")
        camera.take(dialog, "import-columns-asked", ui.jobs, showing="幸运色")
        more = dialog.columns_page.more
        more.fold.open(CONSTANTS)
        more.constants.add_line().choose("owner", ui.desk.who or "陈立")
        camera.take(dialog, "import-columns-constants", ui.jobs, showing=more.constants.told())
        more.fold.open(KNOWN_BY)
        camera.take(dialog, "import-columns-keys", ui.jobs, showing=more.keys[0].text())
        dialog.reject()
        settle(ui.jobs)
        _unknown(camera, window, Path(folder))


def _unknown(camera: Camera, window: MainWindow, folder: Path) -> None:
    """A table in words nobody knows: ticked by Space, its columns still to be said."""
    ui, path = window.ui, folder / "台账.csv"
    path.write_text("\n".join(["甲方,经手", *(f"{firm},陈立" for firm in _FIRMS)]), encoding="utf-8")
    dialog = ImportDialog(ui, path, window)
    dialog.show()
    settle_import(dialog)
    camera.take(dialog, "import-unknown", ui.jobs, showing=path.name)
    view = dialog.file_page.list
    view.setCurrentIndex(view.lines.index(1))
    QTest.keyClick(view, Qt.Key.Key_Space)
    settle_import(dialog)
    for _step in (FILE, COLUMNS):
        dialog.accept()
        settle_import(dialog)
    expect(dialog.step == COLUMNS, "nobody was asked which column names the customer")
    camera.take(dialog, "import-unknown-columns", ui.jobs, showing="经手")
    dialog.reject()
    settle(ui.jobs)


def _write(folder: Path) -> list[Path]:
    """Two text tables, one of them in an old encoding, and a workbook that cannot be read."""
    rows = [
        f"{firm}{place}有限公司,1390000{place:04},嘉兴,{place % 9 + 1}/{place % 7 + 2}/2020,青"
        for place, firm in enumerate(_FIRMS * 8)
    ]
    first, broken, old = folder / "2026秋季展会名单.csv", folder / "季度汇总.xlsx", folder / "老客户.txt"
    first.write_text("\r\n".join(["2026 年秋季展会登记表", _HEADER, *rows, "合计,40"]), encoding="utf-8")
    broken.write_bytes(b"PK\x03\x04")
    old.write_bytes("\r\n".join([_HEADER, *rows[:5]]).replace(",", "\t").encode("gb18030"))
    return [first, broken, old]
