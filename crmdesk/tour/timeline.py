"""Pictures of what passed between a customer and us: recorded from anywhere, read in the file, month by month."""

from __future__ import annotations

from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.interaction import InteractionDialog
from crmdesk.gui.dialogs.objection import ObjectionDialog
from crmdesk.gui.forms.timeline_bar import MONTHS, TIMELINE
from crmdesk.gui.window import MainWindow
from crmdesk.services import contacts, customers, interactions, objections, timeline
from crmdesk.tour import sample
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.job import expect
from crmdesk.tour.undoing import latest, take_back

_SAID = "试机样品收到了，缠得紧，车间满意。方工问能不能按季度订，价格再让三个点就签。"
_MADE = (
    {"at": "2026-09-14 10:00", "kind": "visit", "content": "第一次到厂，看了包装线，量了纸箱尺寸。",
     "promise": "一周内给出报价", "next_step": "送报价单", "next_date": "2026-09-21", "next_done_on": "2026-09-18"},
    {"at": "2026-10-26 15:20", "kind": "came", "content": "周总带人来看仓库，谈到年底前要备货。", "minutes": "90"},
    {"at": "2026-11-09 09:10", "kind": "call", "content": "问检测报告，答应随货附上。", "purpose": "交期",
     "promise": "随货附检测报告"},
    {"at": "2026-11-18 14:30", "kind": "visit", "content": _SAID, "contact": "方小满", "products": "缠绕膜 50 cm",
     "next_step": "把新版报价发给方工", "next_date": "2026-11-20", "minutes": "60", "cost": "86"},
)  # fmt: skip


def picture_timeline(camera: Camera, window: MainWindow) -> None:
    """The form short and unfolded, the timeline with an objection, the months; all of it is taken back."""
    ui = window.ui
    customer_id = customers.find(ui.desk, Listing(query=sample.FIRST), 1)[0]
    window.content.page.open(customer_id)
    window.content.page.pane.show_customer(customer_id)
    settle(ui.jobs)
    before = latest(ui.desk)
    known = [part.values.get("name") for part in customers.file(ui.desk, customer_id).contacts]
    if "方小满" not in known:
        contacts.add(ui.desk, customer_id, {"name": "方小满"})
    for typed in _MADE:
        ui.wrote(interactions.add(ui.desk, customer_id, typed)[1])
    noted = {
        "kind": "price",
        "text": "比现在用的贵三个点。",
        "answer": "按季度订就让到一样。",
        "raised_on": "2026-11-18",
    }
    ui.wrote(objections.add(ui.desk, customer_id, noted)[1])
    ui.wrote(timeline.set_month(ui.desk, customer_id, ui.desk.today(), {"average_sales": "820000"}))
    _file(camera, window)
    _dialogs(camera, window, customer_id)
    take_back(ui, before)
    window.content.show_tab("basics")
    settle(ui.jobs)


def _file(camera: Camera, window: MainWindow) -> None:
    pane, jobs = window.content.page.pane, window.ui.jobs
    pane.show_page("timeline")
    pane.timeline.list.setFocus()
    camera.take(window, "timeline", jobs, showing=_SAID)
    camera.take_wide(window, "timeline", jobs, showing=_SAID)
    bar = pane.timeline.bar
    bar.view.set_key(MONTHS)
    bar.view.chosen.emit(MONTHS)
    camera.take(window, "timeline-months", jobs, showing="820,000")
    bar.view.set_key(TIMELINE)
    bar.view.chosen.emit(TIMELINE)


def _dialogs(camera: Camera, window: MainWindow, customer_id: int) -> None:
    ui = window.ui
    dialog = InteractionDialog(ui, customer_id, {"kind": "call"}, parent=window)
    dialog.show()
    dialog.begin_with_text()
    dialog.form.put("content", "方工来电：新报价收到了，周五开会定。")
    dialog.form.put("next_step", "周五下午问结果")
    dialog.form.put("next_date", "2026-11-27")
    camera.take(dialog, "interaction", ui.jobs, showing="把新版报价发给方工")
    dialog.more.click()
    dialog.form.put("contact", "沈木青")
    camera.take(dialog, "interaction-all", ui.jobs, showing=ui.words.gettext("A new contact of this customer"))
    _away(dialog)
    file = customers.file(ui.desk, customer_id)
    found = objections.of_customer(ui.desk, customer_id)
    expect(bool(found), "the objection is not there")
    objection = ObjectionDialog(ui, file, found[0], window)
    objection.show()
    camera.take(objection, "objection", ui.jobs, showing="比现在用的贵三个点。")
    _away(objection)
    settle(ui.jobs)


def _away(dialog: InteractionDialog | ObjectionDialog) -> None:
    """Close without asking."""
    (dialog.draft if isinstance(dialog, InteractionDialog) else dialog.keeper).drop()
    dialog.hide()
    dialog.deleteLater()
