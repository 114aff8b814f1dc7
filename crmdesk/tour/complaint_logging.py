"""Pictures of logging a complaint and of what else is done with one; of the complaints in a customer's file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QDialog

from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs import complaint_doing
from crmdesk.gui.dialogs.complaint import ComplaintDialog
from crmdesk.gui.dialogs.complaint_ending import ReopeningDialog, UnresolvedDialog
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services import complaint_steps, complaints, customers
from crmdesk.tour import sample
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.undoing import latest, take_back

_SUBJECT = "缠绕膜断膜，整批无法上机"
_WORDS = "上机就断，一上午换了六卷，整条线停了两个小时。"
_SETTLED = "送货晚了三天，仓库等着用，电话里也没有人给个准话。"
_AGAIN = "新到的这批又断了两卷，到底管不管？"
_CALLED = "周总来电：新到的膜又出现同样的问题。"
_HEARD = (
    ("listen", {"text": "换来的 6 卷仍有 2 卷断膜，客户当场拍了照片。"}),
    ("apologise", {"text": "当面致歉，说明由我一人负责到底。"}),
    ("restate", {"text": "两批都断膜。我们要的是稳定的膜，不是多给几卷。"}),
    ("empathise", {"text": "停线两小时、夜班补产，确实耽误了贵司交货。"}),
    ("compensate", {"kind": "discount", "amount": "320", "text": "本单让利，下批货提前一天送到。"}),
    ("confirm", {"level": "high", "text": "周总说处理得快，下季度照旧下单。"}),
)


def picture_complaint_file(camera: Camera, window: MainWindow) -> None:
    """The tab in a customer's file and the timeline."""
    pane, jobs = window.content.page.pane, window.ui.jobs
    with _complaining(window):
        pane.show_page("complaints")
        settle(jobs)
        pane.pages.complaints.table.setFocus()
        camera.take(window, "file-complaints", jobs, showing=_SUBJECT)
        camera.take_wide(window, "file-complaints", jobs, showing=_SUBJECT)
        pane.show_page("timeline")
        camera.take(window, "file-complaints-timeline", jobs, showing=_WORDS)
    window.content.show_tab("basics")
    settle(jobs)


def picture_complaint_logging(camera: Camera, window: MainWindow) -> None:
    """The form short and unfolded, giving up, reopening and moving one."""
    with _complaining(window) as (customer_id, late, settled):
        _forms(camera, window, customer_id)
        _others(camera, window, late, settled)


@contextmanager
def _complaining(window: MainWindow) -> Iterator[tuple[int, int, int]]:
    """A customer with a complaint that is late and one that was settled; everything is as before in the end."""
    ui = window.ui
    before = latest(ui.desk)
    customer_id = customers.find(ui.desk, Listing(query=sample.FIRST), 1)[0]
    late, settled = _complain(ui, customer_id)
    window.content.page.open(customer_id)
    window.content.page.pane.show_customer(customer_id)
    settle(ui.jobs)
    yield customer_id, late, settled
    take_back(ui, before)
    settle(ui.jobs)


def _complain(ui: Ui, customer_id: int) -> tuple[int, int]:
    """One that is late, at its fourth step, and one that was settled."""
    late = {
        "received_at": "2026-11-10 09:20", "due_on": "2026-11-17", "words": _WORDS, "subject": _SUBJECT,
        "severity": "serious", "category": "quality",
    }  # fmt: skip
    before = {"received_at": "2026-03-02 15:00", "due_on": "2026-03-09", "words": _SETTLED, "category": "delivery"}
    made = []
    for typed, heard, at in ((late, _HEARD[:3], "2026-11-10 10:05"), (before, _HEARD, "2026-03-04 10:00")):
        complaint_id, changes = complaints.add(ui.desk, customer_id, typed)
        ui.wrote(changes)
        for step, said in heard:
            ui.wrote(complaint_steps.finish(ui.desk, complaint_id, step, {**said, "at": at})[1])
        made.append(complaint_id)
    return made[0], made[1]


def _forms(camera: Camera, window: MainWindow, customer_id: int) -> None:
    ui = window.ui
    dialog = ComplaintDialog(ui, customer_id, parent=window)
    dialog.show()
    dialog.begin_with_text()
    dialog.form.put("words", _AGAIN)
    camera.take(dialog, "complaint-log", ui.jobs, showing=_AGAIN)
    dialog.more.click()
    dialog.form.put("expects", "马上换一批稳定的膜，停线的损失要有个说法。")
    dialog.form.put("contact", "沈木青")
    camera.take(dialog, "complaint-log-all", ui.jobs, showing=ui.words.gettext("A new contact of this customer"))
    _away(dialog, dialog.draft.drop)


def _others(camera: Camera, window: MainWindow, late: int, settled: int) -> None:
    ui = window.ui
    form = complaint_doing.edit_complaint(ui, settled, window)
    assert isinstance(form, ComplaintDialog)
    camera.take(form, "complaint-edit", ui.jobs, showing=_SETTLED)
    _away(form, form.draft.drop)
    ending = complaint_doing.give_up_complaint(ui, late, window)
    assert isinstance(ending, UnresolvedDialog)
    ending.accept()
    camera.take(ending, "complaint-unresolved", ui.jobs, showing=ending.windowTitle())
    _away(ending, ending.keeper.drop)
    again = complaint_doing.reopen_complaint(ui, settled, window)
    assert isinstance(again, ReopeningDialog)
    again.form.put("text", _CALLED)
    camera.take(again, "complaint-reopen", ui.jobs, showing=_CALLED)
    _away(again, again.keeper.drop)
    choice = complaint_doing.move_complaint(ui, late, window)
    assert choice is not None
    camera.take(choice, "complaint-move", ui.jobs, showing=choice.windowTitle())
    _away(choice, choice.reject)


def _away(dialog: QDialog, put_down: Callable[[], None]) -> None:
    """Close without asking."""
    put_down()
    dialog.hide()
    dialog.deleteLater()
