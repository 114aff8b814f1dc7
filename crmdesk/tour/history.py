"""Pictures of the history and of the trash: what was done, one change of it, what lies deleted and erasing it."""

from __future__ import annotations

from crmdesk.core.customers import Listing
from crmdesk.core.past import Past
from crmdesk.gui.dialogs.past import HistoryDialog
from crmdesk.gui.dialogs.trash import TrashDialog
from crmdesk.gui.dialogs.trash_erasing import TrashErasing
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services import contacts, customers, history, notes, past, products, tasks
from crmdesk.tour.camera import Camera, settle


def picture_history(camera: Camera, window: MainWindow) -> None:
    """A few edits and deletions, looked back at; everything is as before in the end."""
    ui = window.ui
    done = _work(ui)
    _ = ui.words.gettext
    dialog = HistoryDialog(ui, None, window)
    dialog.show()
    settle(ui.jobs)
    row = next(r for r in range(done) if (line := dialog.model.line(r)) and line.verb == "customer-edit")
    dialog.table.selectRow(row)
    camera.take(dialog, "history", ui.jobs, showing=_("Bring the former value back"))
    dialog.filters.show_customer(customers.find(ui.desk, Listing(sort="number"), 1)[0])
    camera.take(dialog, "history-customer", ui.jobs, showing=_("Show everything"))
    dialog.filters.show_days(ui.desk.today().replace(year=1990), ui.desk.today().replace(year=1990))
    camera.take(dialog, "history-none", ui.jobs, showing=_("Nothing like this was done."))
    dialog.reject()
    _picture_trash(camera, ui, window)
    for _time in range(done):
        ui.wrote(history.undo(ui.desk)[1])
    settle(ui.jobs)


def _picture_trash(camera: Camera, ui: Ui, window: MainWindow) -> None:
    _ = ui.words.gettext
    trash = TrashDialog(ui, window)
    trash.show()
    camera.take(trash, "trash", ui.jobs, showing=_("Empty the trash..."))
    asking = TrashErasing(ui, list(trash.model.ids), trash)
    asking.show()
    camera.take(asking, "trash-erasing", ui.jobs, showing=_("Erase for good"))
    asking.reject()
    trash.search.setText("nothing like it")
    camera.take(trash, "trash-none", ui.jobs, showing=_("Nothing like this is in the trash."))
    trash.reject()


def _work(ui: Ui) -> int:
    """A morning's work; returns of how many actions it was."""
    desk = ui.desk
    before = len(past.find(desk, Past()))
    known = list(customers.find(desk, Listing(sort="number"), 6))
    for customer_id, city in zip(known, ("苏州市", "杭州市", "温州市"), strict=False):
        customers.edit(desk, customer_id, {"city": city, "likes": "龙井", "notes": "下次带样品"})
    contact, _changes = contacts.add(desk, known[0], {"name": "周敏", "title": "采购经理", "mobile": "13900000077"})
    contacts.delete(desk, contact)
    note, _changes = notes.add(desk, known[1], "价格表已发，周五前答复")
    notes.delete(desk, note)
    task, _changes = tasks.add(desk, known[2], {"text": "回访使用情况", "due_on": desk.today().isoformat()})
    tasks.delete(desk, task)
    product, _changes = products.add(desk, {"name": "试用装礼盒", "price": "88"})
    products.delete(desk, product)
    customers.delete(desk, known[4:6])
    return len(past.find(desk, Past())) - before
