"""Pictures of the tabs Value and Next purchase of the page Insight: each view, the dialogs, a refused assumption."""

from __future__ import annotations

from crmdesk.core.customers import Listing
from crmdesk.core.delivered_value import PARTS, SIDES
from crmdesk.gui.dialogs.customer_value import CustomerValueDialog
from crmdesk.gui.dialogs.delivered_value import DeliveredValueDialog
from crmdesk.gui.dialogs.purchases import PurchasesDialog
from crmdesk.gui.pages.insight_repurchase import ACCURACY, LATE, LATER, RepurchaseTab
from crmdesk.gui.pages.insight_value import DELIVERED, TIME, WORTH, ValueTab
from crmdesk.gui.pages.tabbed import TabbedPage
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, delivered_value, history
from crmdesk.services.desk import Desk
from crmdesk.tour.camera import Camera, settle

_RIVALS = ("虚谷包材", "岫里塑胶")
_SCORED = 12


def picture_value(camera: Camera, window: MainWindow) -> None:
    """Made, pictured, and as before in the end."""
    ui = window.ui
    before = _done(ui.desk)
    _score(ui.desk)
    ui.bus.go.emit("insight")
    page = window.content.places.page("insight")
    assert isinstance(page, TabbedPage)
    page.show_part("value")
    tab = page.current
    assert isinstance(tab, ValueTab)
    _picture_worth(camera, window, tab)
    tab.show_view(TIME)
    shown = ui.words.gettext("Customers with contacts or orders")
    camera.take(window, "value-time", tab.jobs, showing=shown)
    camera.take_wide(window, "value-time", tab.jobs, showing=shown)
    _picture_delivered(camera, window, tab)
    page.show_part("repurchase")
    tab = page.current
    assert isinstance(tab, RepurchaseTab)
    _picture_repurchase(camera, window, tab)
    page.show_part("")
    ui.bus.go.emit("customers")
    while _done(ui.desk) > before:
        ui.wrote(history.undo(ui.desk)[1])
    settle(ui.jobs)


def _picture_worth(camera: Camera, window: MainWindow, tab: ValueTab) -> None:
    words, view = window.ui.words, tab.views[WORTH]
    shown = words.gettext("Customers by lifetime value")
    camera.take(window, "value-worth", tab.jobs, showing=shown)
    camera.take_wide(window, "value-worth", tab.jobs, showing=shown)
    rate = view.assumed.inputs["rate"]
    rate.setText("-100")
    rate.setModified(True)
    rate.editingFinished.emit()
    camera.take(window, "value-refused", tab.jobs, showing=view.problem.text())
    view.assumed.begin_again()
    settle(tab.jobs)
    whom = view.customer_in_hand()
    if whom is not None:
        view.show_worth(whom)
        dialog = window.findChild(CustomerValueDialog)
        assert dialog is not None
        camera.take(dialog, "customer-value", window.ui.jobs, showing=dialog.windowTitle())
        dialog.reject()
        settle(window.ui.jobs)


def _picture_delivered(camera: Camera, window: MainWindow, tab: ValueTab) -> None:
    tab.show_view(DELIVERED)
    camera.take(window, "value-delivered", tab.jobs, showing=_RIVALS[0])
    camera.take_wide(window, "value-delivered", tab.jobs, showing=_RIVALS[0])
    tab.current.change()
    dialog = window.findChild(DeliveredValueDialog)
    assert dialog is not None
    camera.take(dialog, "delivered-value", window.ui.jobs, showing=dialog.windowTitle())
    dialog.reject()
    settle(window.ui.jobs)


def _picture_repurchase(camera: Camera, window: MainWindow, tab: RepurchaseTab) -> None:
    words = window.ui.words
    owner = words.gettext("Every owner")
    camera.take(window, "repurchase", tab.jobs, showing=owner)
    for key in (LATER, LATE):
        tab.show_view(key)
        camera.take(window, f"repurchase-{key}", tab.jobs, showing=owner)
    camera.take_wide(window, "repurchase", tab.jobs, showing=owner)
    whom = tab.customer_in_hand()
    if whom is not None:
        tab.current.show_purchases(whom)
        dialog = window.findChild(PurchasesDialog)
        assert dialog is not None
        camera.take(dialog, "purchases", window.ui.jobs, showing=dialog.windowTitle())
        dialog.reject()
        settle(window.ui.jobs)
    tab.show_view(ACCURACY)
    shown = words.gettext("Each foretold from the purchases before it; the largest miss first.")
    camera.take(window, "repurchase-accuracy", tab.jobs, showing=shown)
    camera.take_wide(window, "repurchase-accuracy", tab.jobs, showing=shown)


def _score(desk: Desk) -> None:
    """A few scorings beside two competitors."""
    for place, whom in enumerate(customers.find(desk, Listing(sort="number"), _SCORED)):
        scores = {
            f"{side}_{part}": str(4 + (place + 3 * at + 2 * (side == "theirs")) % 6)
            for at, part in enumerate(PARTS)
            for side in SIDES
        }
        delivered_value.add(desk, whom, {"competitor": _RIVALS[place % len(_RIVALS)], **scores})


def _done(desk: Desk) -> int:
    return sum(entry.state == "done" for entry in history.entries(desk, 1_000))
