"""Pictures of printing: the page Print with several kinds, and the dialog that Ctrl+P opens."""

from __future__ import annotations

from crmdesk.core.customers import Listing
from crmdesk.core.printing import About
from crmdesk.core.printing_kinds import KINDS
from crmdesk.gui.dialogs.printing import PrintDialog
from crmdesk.gui.dialogs.printing_pane import PrintPane
from crmdesk.gui.models.printing import Whom
from crmdesk.gui.pages.printing import PrintPage
from crmdesk.gui.window import MainWindow
from crmdesk.gui.window_places import PRINT
from crmdesk.services import customers
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.job import expect

_WHOM = {About.CUSTOMERS: Whom.ALL, About.COMPLAINTS: Whom.OPEN, About.ORDERS: Whom.NUMBERS}
_NUMBERS = "D00001 D00002"


def picture_printing(camera: Camera, window: MainWindow) -> None:
    """Every kind on the page, the list of everybody, own margins; the dialog with a customer's file."""
    content, ui = window.content, window.ui
    content.places.go("customers")
    content.page.open(customers.find(ui.desk, Listing(sort="sales_year", descending=True))[0])
    settle(ui.jobs)
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
    about = KINDS[key].about
    if about and pane.whom.chosen() is None:
        _choose_whom(pane, _WHOM[about])
    _settle(pane)
    expect(pane.preview.view.count > 0, f"{key}: {pane.preview.sentence.text()}")


def _choose_whom(pane: PrintPane, whom: Whom) -> None:
    pane.whom.which.set_key(whom.value)
    pane.whom.which.picked.emit(whom.value)
    if whom is Whom.NUMBERS:
        pane.whom.numbers.setText(_NUMBERS)


def _settle(pane: PrintPane) -> None:
    """The pages of what is chosen now, without waiting for the hand to rest."""
    pane.look_again()
    settle(pane.ui.jobs)
