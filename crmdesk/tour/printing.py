"""Pictures of printing: the page Print with several kinds, and the dialog that Ctrl+P opens."""

from __future__ import annotations

from crmdesk.core.printing_kinds import KINDS
from crmdesk.gui.dialogs.printing import PrintDialog
from crmdesk.gui.dialogs.printing_pane import PrintPane
from crmdesk.gui.models.printing import Whom
from crmdesk.gui.pages.printing import PrintPage
from crmdesk.gui.window import MainWindow
from crmdesk.gui.window_places import PRINT
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.job import expect


def picture_printing(camera: Camera, window: MainWindow) -> None:
    """Every kind on the page, the list of everybody, own margins; the dialog with a customer's file."""
    content, ui = window.content, window.ui
    content.places.go("customers")
    settle(ui.jobs)
    customer_id = content.page.pane.customer_id
    expect(customer_id is not None, "nobody is shown")
    _dialog(camera, window)
    content.places.go(PRINT)
    page = content.places.page(PRINT)
    assert isinstance(page, PrintPage)
    for key in KINDS:
        _choose(page.pane, key)
        camera.take(window, f"print-{key}", ui.jobs, showing=ui.words.label(KINDS[key].label))
    page.pane.look.margins.set_key("own")
    page.pane.look.margins.picked.emit("own")
    page.pane.preview.zoom.set_key("150")
    page.pane.preview.zoom.chosen.emit("150")
    _settle(page.pane)
    camera.take(window, "print-zoomed", ui.jobs, showing="150%")
    _choose(page.pane, "file")
    camera.take_wide(window, "print-file", ui.jobs, showing=ui.words.label(KINDS["file"].label))
    page.pane.preview.zoom.set_key("fit")
    page.pane.preview.zoom.chosen.emit("fit")
    content.places.go("customers")
    settle(ui.jobs)


def _dialog(camera: Camera, window: MainWindow) -> None:
    window.content.printing.print_here()
    dialog = next(each for each in window.findChildren(PrintDialog) if each.isVisible())
    _settle(dialog.pane)
    expect(dialog.pane.preview.view.count > 0, dialog.pane.preview.sentence.text() or "the file has no pages")
    camera.take(dialog, "print-dialog", window.ui.jobs, showing=dialog.windowTitle())
    dialog.reject()
    settle(window.ui.jobs)


def _choose(pane: PrintPane, key: str) -> None:
    """A kind, of everybody where it needs somebody and nobody is in front."""
    pane.kinds.set_key(key)
    pane.kinds.chosen.emit(key)
    if KINDS[key].about and pane.whom.chosen() is None and pane.whom.which.findData(Whom.ALL.value) >= 0:
        pane.whom.which.set_key(Whom.ALL.value)
        pane.whom.which.picked.emit(Whom.ALL.value)
    _settle(pane)


def _settle(pane: PrintPane) -> None:
    """The pages of what is chosen now, without waiting for the hand to rest."""
    pane.look_again()
    settle(pane.ui.jobs)
