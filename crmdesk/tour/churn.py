"""Pictures of the tab Churn of the page Insight: figures and lists, customers at risk, and the dialogs of a loss."""

from __future__ import annotations

from crmdesk.core.at_risk import GONE, REASONS
from crmdesk.gui.dialogs.loss import LossDialog, MarkLostDialog, WonBackDialog
from crmdesk.gui.models import churn_charts as charts
from crmdesk.gui.models.churn_people import BACK, CHANGE, MARK, PERHAPS, WON, title_of
from crmdesk.gui.pages.insight import InsightPage
from crmdesk.gui.pages.insight_churn import LOST, RISK, ChurnTab
from crmdesk.gui.pages.insight_churn_lost import LostView
from crmdesk.gui.pages.insight_churn_risk import RiskView
from crmdesk.gui.pages.insight_tabs import CHURN
from crmdesk.gui.window import MainWindow
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.job import expect


def picture_churn(camera: Camera, window: MainWindow) -> None:
    """Both views, their lists, and the dialogs; nothing is written."""
    ui = window.ui
    ui.bus.go.emit("insight")
    page = window.content.places.page("insight")
    assert isinstance(page, InsightPage)
    page.show_part(CHURN)
    tab = page.current
    assert isinstance(tab, ChurnTab)
    tab.show_view(LOST)
    _picture_lost(camera, window, tab)
    tab.show_view(RISK)
    _picture_risk(camera, window, tab)
    page.show_part("")
    ui.bus.go.emit("customers")
    settle(ui.jobs)


def _picture_lost(camera: Camera, window: MainWindow, tab: ChurnTab) -> None:
    view, _ = tab.current, window.ui.words.gettext
    assert isinstance(view, LostView)
    settle(view.jobs)
    expect(bool(view.pane.people.ids), "nobody was lost")
    shown = _("Perhaps lost")
    camera.take(window, "churn-lost", view.jobs, showing=shown)
    camera.take_wide(window, "churn-lost", view.jobs, showing=shown)
    _picture_dialog(camera, window, view.pane, WON, WonBackDialog)
    _picture_dialog(camera, window, view.pane, CHANGE, LossDialog)
    bar = view.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    camera.take(window, "churn-parts", view.jobs, showing=shown)
    bar.setValue(0)
    view.boxes[charts.SIDES].opened.emit("ours", charts.LOST)
    camera.take(window, "churn-ours", view.jobs, showing=_("All of this time"))
    for key in (BACK, PERHAPS):
        view.list.set_key(key)
        view.show_all()
        camera.take(window, f"churn-{key}", view.jobs, showing=shown)
    view.list.set_key(LOST)
    view.show_all()
    settle(view.jobs)


def _picture_risk(camera: Camera, window: MainWindow, tab: ChurnTab) -> None:
    view, words = tab.current, window.ui.words
    assert isinstance(view, RiskView)
    shown = words.gettext("All at risk")
    camera.take(window, "churn-risk", view.jobs, showing=shown)
    camera.take_wide(window, "churn-risk", view.jobs, showing=shown)
    for code in REASONS:
        view.list.set_key(code)
        camera.take(window, f"churn-{code}", view.jobs, showing=title_of(code, words))
    view.list.set_key(GONE)
    settle(view.jobs)
    _picture_dialog(camera, window, view.pane, MARK, MarkLostDialog)


def _picture_dialog(camera: Camera, window: MainWindow, pane, deed: str, kind) -> None:
    person = pane.person()
    expect(person is not None, f"nobody to {deed}")
    pane.side.doing.do(deed, person.customer.id)
    dialog = next(each for each in window.findChildren(kind) if each.isVisible())
    camera.take(dialog, f"churn-dialog-{deed}", window.ui.jobs, showing=dialog.windowTitle())
    dialog.reject()
    settle(window.ui.jobs)
