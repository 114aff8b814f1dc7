"""Pictures of what other programs do to the data file, and of a data file that lies badly."""

from __future__ import annotations

from pathlib import Path

from crmdesk.gui.window import MainWindow
from crmdesk.gui.window_waiting import WaitingDialog
from crmdesk.services import customers, history
from crmdesk.services.desk import open_desk
from crmdesk.services.places import SYNCED, Risk
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.job import expect


def picture_elsewhere(camera: Camera, window: MainWindow) -> None:
    """Another program's changes while a file is edited, waiting for it, and the notice about a synced folder."""
    ui, pane = window.ui, window.content.page.pane
    settle(ui.jobs)
    shown = pane.customer_id or 0
    pane.start_editing("name")
    settle(ui.jobs)
    form = pane.editing_part.form
    form.put("address", "秀洲区示例路 18 号 2 幢")
    other = open_desk(Path(ui.desk.path), who="王晓", clock=ui.desk.clock)
    customers.edit(other, shown, {"address": "秀洲区示例路 20 号", "postcode": "314000"})
    window.content.elsewhere.look()
    settle(ui.jobs)
    expect(pane.editing_part.elsewhere.isVisibleTo(window), "the change by another program was not told")
    camera.take(window, "elsewhere-changed", ui.jobs, showing="王晓")
    waiting = WaitingDialog(ui.words, window)
    waiting.show()
    camera.take(waiting, "elsewhere-waiting", ui.jobs, showing=waiting.windowTitle())
    waiting.reject()
    waiting.deleteLater()
    history.undo(other)
    other.close()
    pane.editing_part.stop()
    window.content.elsewhere.look()
    settle(ui.jobs)
    window.content.elsewhere.tell_risk(Risk(SYNCED, "坚果云"))
    camera.take(window, "elsewhere-synced", ui.jobs, showing="坚果云")
    window.content.elsewhere.close_risk()
