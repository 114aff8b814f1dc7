"""Pictures of the last two steps of an import: every kind of row, decided and corrected, done and taken back."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel

from crmdesk.gui.dialogs.importing import COLUMNS, DONE, FILE, TRIAL, ImportDialog
from crmdesk.gui.jobs import Jobs
from crmdesk.gui.models import importing_sorting as sorting
from crmdesk.gui.window import MainWindow
from crmdesk.services import history
from crmdesk.sheets.tables import Column, Table
from crmdesk.sheets.writing import write_xlsx
from crmdesk.tour import sample
from crmdesk.tour.camera import Camera, settle, settle_import
from crmdesk.tour.job import expect

_HEADER = ("客户编号", "客户名称", "手机", "城市", "生日", "负责人", "备注")
_PLACES = ("浮石", "澄湖", "远岫", "青籽", "柳岸", "谷雨", "东篱", "南塘", "西渡", "北屿", "岸沐", "云栖")
_TRADES = ("纸业公司", "茶叶商行", "五金批发部", "印刷厂")
_FILE = "2026秋季展会名单.xlsx"


def picture_importing_trial(camera: Camera, window: MainWindow) -> None:
    """An update, a likely double, rows decided singly and sorted, rows left out; the sums, and taken back."""
    ui = window.ui
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _FILE
        _write(path)
        dialog = ImportDialog(ui, path, window)
        dialog.show()
        _to_trial(dialog)
    page, words = dialog.trial_page, ui.words
    rows = dialog.work.plan.rows if dialog.work.plan is not None else ()
    places = dialog.work.sorted.places
    expect(bool(places[sorting.DOUBLE]) and bool(places[sorting.UPDATE]), "no double or no update was found")
    page.panel.go_to(places[sorting.UPDATE][0])
    camera.take(dialog, "import-trial-update", ui.jobs, showing=words.gettext("Existing"))
    page.panel.go_to(places[sorting.DOUBLE][0])
    camera.take(dialog, "import-trial-double", ui.jobs, showing=rows[places[sorting.DOUBLE][0]].name)
    page.panel.show_only(sorting.LEFT_OUT)
    camera.take(dialog, "import-trial-left-out", ui.jobs, showing=words.gettext("Totals"))
    page.panel.show_only(sorting.ALL)
    _decide(dialog, ui.jobs)
    camera.take(dialog, "import-trial-decided", ui.jobs, showing=words.gettext("Skipped"))
    page.undo()
    settle_import(dialog)
    dialog.accept()
    settle_import(dialog)
    expect(dialog.step == DONE, "the import did not end")
    camera.take(dialog, "import-done-sums", ui.jobs, showing=words.gettext("Take this import back"))
    dialog.done_page.take_back.click()
    settle(ui.jobs)
    camera.take(dialog, "import-taken-back", ui.jobs, showing=words.gettext("Taken back"))
    dialog.accept()
    ui.wrote(history.undo(ui.desk)[1])
    ui.wrote(history.undo(ui.desk)[1])
    settle(ui.jobs)


def _decide(dialog: ImportDialog, jobs: Jobs) -> None:
    """Two rows at once are skipped, in the order of a column."""
    panel = dialog.trial_page.panel
    panel.order_by("name")
    settle(jobs)
    panel.go_to(dialog.work.sorted.places[sorting.NEW][0])
    flags = QItemSelectionModel.SelectionFlag
    below = panel.view.rows.index(panel.view.currentIndex().row() + 1, 0)
    panel.view.selectionModel().select(below, flags.Select | flags.Rows)
    dialog.trial_page.choose("skip")
    settle_import(dialog)


def _to_trial(dialog: ImportDialog) -> None:
    settle_import(dialog)
    for step in (FILE, COLUMNS):
        if dialog.step == step:
            dialog.accept()
            settle_import(dialog)
    expect(dialog.step == TRIAL, "the trial run was not reached")


def _write(path: Path) -> None:
    told = [
        ("", "季明窗", "139 0000 0212", "嘉兴", "农历八月十五", "陈立", ""),
        ("K00133", sample.PERSON, "139 0000 0059", "湖州", "", "陈立", "秋季展会认识，要样品册"),
        ("", "苏见青", "139 0000 0214", "平湖", "1990-02-30", "陈立", ""),
        ("", f"{sample.FIRST[:6]}有限公司", "0573-0000 0018", "嘉兴", "", "何安", ""),
        ("", "半亩方塘餐饮店", "139 0000 0213", "海宁", "", "陈立", ""),
    ]
    firms = [f"{place}{trade}" for trade in _TRADES for place in _PLACES]
    more = [("", firm, f"1390000{9_000 + i}", "嘉兴", "", "陈立", "") for i, firm in enumerate(firms)]
    rows = [*told, *more, ("", "合计", "", "", "", str(len(told) + len(more)), "")]
    write_xlsx(path, [Table("客户名单", [Column(header) for header in _HEADER], rows)])
