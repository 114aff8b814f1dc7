"""Pictures of the tabs Value and Next purchase of the page Insight: each view, the dialogs, a refused assumption."""

from __future__ import annotations

from crmdesk.gui.dialogs.customer_value import CustomerValueDialog
from crmdesk.gui.dialogs.delivered_value import DeliveredValueDialog
from crmdesk.gui.dialogs.purchases import PurchasesDialog
from crmdesk.gui.pages.insight_repurchase import ACCURACY, LATE, LATER, RepurchaseTab
from crmdesk.gui.pages.insight_value import DELIVERED, TIME, WORTH, ValueTab
from crmdesk.gui.pages.tabbed import TabbedPage
from crmdesk.gui.window import MainWindow
from crmdesk.tour.camera import Camera, settle

_RIVAL = "岫里塑胶"


def picture_value(camera: Camera, window: MainWindow) -> None:
    """Nothing is written."""
    ui = window.ui
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
    camera.take(window, "value-delivered", tab.jobs, showing=_RIVAL)
    camera.take_wide(window, "value-delivered", tab.jobs, showing=_RIVAL)
    _picture_scoring(camera, window, tab)


def _picture_scoring(camera: Camera, window: MainWindow, tab: ValueTab) -> None:
    tab.current.change()
    dialog = window.findChild(DeliveredValueDialog)
    assert dialog is not None
    camera.take(dialog, "delivered-value", window.ui.jobs, showing=dialog.windowTitle())
    dialog.reject()
    settle(window.ui.jobs)


def _picture_repurchase(camera: Camera, window: MainWindow, tab: RepurchaseTab) -> None:
    words = window.ui.words
    settle(tab.jobs)
    camera.take(window, "repurchase", tab.jobs, showing=tab.current.title.text())
    for key in (LATER, LATE):
        tab.show_view(key)
        settle(tab.jobs)
        camera.take(window, f"repurchase-{key}", tab.jobs, showing=tab.current.title.text())
    camera.take_wide(window, "repurchase", tab.jobs, showing=tab.current.title.text())
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
