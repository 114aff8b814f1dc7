"""Pictures of finding doubles and of merging two files."""

from __future__ import annotations

from crmdesk.gui.dialogs.duplicates import DuplicatesDialog
from crmdesk.gui.dialogs.merging import MergeDialog
from crmdesk.gui.window import MainWindow
from crmdesk.services import contacts, customers
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.job import expect
from crmdesk.tour.undoing import latest, take_back

_ONE = {
    "name": "禾砚精密机械（嘉兴）有限公司",
    "phone": "0573-88880001",
    "city": "嘉兴市",
    "owner": "陈立",
    "industry": "机械",
    "wechat": "heyan_2019",
    "groups": "老客户",
    "notes": "要开票，月底前寄出",
}
_OTHER = {
    "name": "浙江禾砚精密机械股份有限公司",
    "phone": "0573 8888 0001",
    "city": "嘉兴市",
    "owner": "王晓",
    "turnover": "1200万",
    "mobile": "13900000013",
    "email": "sales@heyan.example",
    "notes": "月结 30 天",
}


def picture_duplicates(camera: Camera, window: MainWindow) -> None:
    """The list of likely doubles, two files side by side, and the window afterwards; all of it is undone."""
    ui = window.ui
    before = latest(ui.desk)
    one, _changes = customers.add(ui.desk, _ONE)
    other, _changes = customers.add(ui.desk, _OTHER)
    contacts.add(ui.desk, other, {"name": "尉迟恭", "mobile": "13600004321"})
    customers.add(ui.desk, {"name": "上海华信贸易有限公司", "phone": "021-88880003"})
    customers.add(ui.desk, {"name": "上海华新贸易有限公司", "phone": "021-66660002"})
    dialog = DuplicatesDialog(ui, window)
    dialog.show()
    settle(ui.jobs)
    found = [{pair.one.id, pair.other.id} for pair in dialog.model.pairs]
    expect({one, other} in found, "the doubles were not found")
    dialog.list.setCurrentIndex(dialog.model.index(found.index({one, other})))
    camera.take(dialog, "duplicates", ui.jobs, showing=_OTHER["name"])
    merge = MergeDialog(ui, other, one, dialog)
    merge.show()
    camera.take(merge, "merging", ui.jobs, showing=_OTHER["name"])
    merge.all_fields.setChecked(True)
    camera.take(merge, "merging-all", ui.jobs, showing=_OTHER["email"])
    merge.accept()
    settle(ui.jobs)
    dialog.reject()
    camera.take(window, "merged", ui.jobs, showing=ui.words.gettext("Undo"))
    take_back(ui, before)
    settle(ui.jobs)
