"""Pictures of what lies around the pages: go to, what was typed and not saved, sample data, the map of the keyboard."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from crmdesk.gui.dialogs.drafts import DraftsDialog
from crmdesk.gui.dialogs.shortcuts import ShortcutsDialog
from crmdesk.gui.window import MainWindow
from crmdesk.services import drafts
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.job import expect
from crmdesk.tour.sample import FIRST


def picture_frame(camera: Camera, window: MainWindow) -> None:
    """Ctrl+K empty and with a few letters, the offers of drafts, the notice of sample data, a search for a key."""
    _goto(camera, window)
    _drafts(camera, window)
    _notices(camera, window)


def picture_welcome(camera: Camera, window: MainWindow) -> None:
    """The first page of an empty data file while sample data is being made."""
    page, jobs = window.content.welcome, window.ui.jobs
    camera.take(window, "welcome", jobs, showing=window.ui.words.gettext("Welcome to CRM Desk"))
    camera.take_wide(window, "welcome", jobs, showing=window.ui.words.gettext("Welcome to CRM Desk"))
    page.show_progress(120)
    camera.take(window, "welcome-sample", jobs, showing=window.ui.words.gettext("Cancel"))
    page.hide_progress()


def _goto(camera: Camera, window: MainWindow) -> None:
    content, _ = window.content, window.ui.words.gettext
    popup, looking = content.goto.popup, content.page.list.finder.jobs
    for name, typed, showing in (
        ("goto", "", _("Opened lately")),
        ("goto-pinyin", "hy", FIRST),
        ("goto-settings", _("Settings"), _("Go to")),
        ("goto-nothing", "没有这样的", _("Nothing found")),
    ):
        content.goto.open()
        popup.input.setText(typed)
        settle(looking)
        camera.take(window, name, window.ui.jobs, showing=showing)
        popup.leave()


def _drafts(camera: Camera, window: MainWindow) -> None:
    content, ui = window.content, window.ui
    page, _ = content.page, ui.words.gettext
    customer_id = page.pane.customer_id
    expect(customer_id is not None, "no file is shown")
    key = drafts.key_of("customer", customer_id)
    drafts.keep(ui.desk, key, "", {"phone": "0573-0000 0071", "notes": "月底盘点"})
    content.drafts.look()
    camera.take(window, "draft-offered", ui.jobs, showing="K0")
    page.pane.start_editing("name")
    camera.take(window, "draft-in-form", ui.jobs, showing=_("Continue"))
    page.pane.editing_part.stop()
    drafts.keep(ui.desk, drafts.key_of("customer"), "", {"name": "何青", "mobile": "139 0000 0031"})
    drafts.keep(ui.desk, drafts.key_of("contact", customer_id, drafts.NEW), _("Contact"), {"name": "方小满"})
    content.drafts.look()
    camera.take(window, "drafts-offered", ui.jobs, showing=_("Show..."))
    dialog = DraftsDialog(ui, drafts.offered(ui.desk), window)
    _picture(camera, dialog, "drafts", window, showing=dialog.windowTitle())
    for draft in drafts.all_drafts(ui.desk):
        drafts.drop(ui.desk, draft.key)
    content.drafts.look()
    settle(ui.jobs)


def _notices(camera: Camera, window: MainWindow) -> None:
    content, _ = window.content, window.ui.words.gettext
    bar = content.sample_notice()
    camera.take(window, "sample-data", window.ui.jobs, showing=_("Back to my own file"))
    bar.hide()
    bar.deleteLater()
    content.dialogs.show_shortcuts()
    settle(window.ui.jobs)
    dialog = window.findChildren(ShortcutsDialog)[-1]
    dialog.search.setText(_("Filter"))
    camera.take(dialog, "shortcuts-found", window.ui.jobs, showing="Ctrl+Shift+F")
    dialog.close()
    settle(window.ui.jobs)


def _picture(camera: Camera, dialog: QDialog, name: str, window: MainWindow, *, showing: str) -> None:
    dialog.show()
    camera.take(dialog, name, window.ui.jobs, showing=showing)
    dialog.close()
    settle(window.ui.jobs)
