"""Pictures of the page Insight: the overview, the orders behind one of its values, and the sources of customers."""

from __future__ import annotations

from crmdesk.gui.dialogs.source_cost import SourceCostDialog
from crmdesk.gui.models import insight_overview as charts
from crmdesk.gui.pages.insight import InsightPage
from crmdesk.gui.pages.insight_overview import OverviewTab
from crmdesk.gui.pages.insight_sources import SourcesTab
from crmdesk.gui.pages.insight_tabs import OVERVIEW, SOURCES
from crmdesk.gui.window import MainWindow
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.job import expect


def picture_insight(camera: Camera, window: MainWindow) -> None:
    """Both tabs, a chart as a table, and the dialog of a cost; nothing is written."""
    ui = window.ui
    ui.bus.go.emit("insight")
    page = window.content.places.page("insight")
    assert isinstance(page, InsightPage)
    _picture_overview(camera, window, page)
    _picture_sources(camera, window, page)
    page.show_part(OVERVIEW)
    ui.bus.go.emit("customers")
    settle(ui.jobs)


def _picture_overview(camera: Camera, window: MainWindow, page: InsightPage) -> None:
    _ = window.ui.words.gettext
    page.show_part(OVERVIEW)
    tab = page.current
    assert isinstance(tab, OverviewTab)
    settle(tab.jobs)
    found = tab.found
    expect(found is not None, "the overview is not there")
    shown = tab.day.text()
    camera.take(window, "insight-overview", tab.jobs, showing=shown)
    camera.take_wide(window, "insight-overview", tab.jobs, showing=shown)
    bar = tab.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    tab.boxes[charts.COMPLAINTS].show_table(True)
    camera.take(window, "insight-overview-below", tab.jobs, showing=_("To the sales plan"))
    tab.boxes[charts.COMPLAINTS].show_table(False)
    bar.setValue(0)
    month = f"{window.ui.desk.today():%Y-%m}"
    tab.open_value(charts.SALES, month, charts.NOW)
    settle(tab.jobs)
    camera.take(window, "insight-overview-orders", tab.jobs, showing=tab.behind.title.text())
    tab.show_overview()


def _picture_sources(camera: Camera, window: MainWindow, page: InsightPage) -> None:
    page.show_part(SOURCES)
    tab = page.current
    assert isinstance(tab, SourcesTab)
    settle(tab.jobs)
    shown = window.ui.words.gettext("Sources of customers")
    camera.take(window, "insight-sources", tab.jobs, showing=shown)
    camera.take_wide(window, "insight-sources", tab.jobs, showing=shown)
    _picture_cost(camera, window, tab)


def _picture_cost(camera: Camera, window: MainWindow, tab: SourcesTab) -> None:
    tab.costs.add()
    dialog = window.findChild(SourceCostDialog)
    assert dialog is not None
    camera.take(dialog, "source-cost", window.ui.jobs, showing=dialog.windowTitle())
    dialog.reject()
    settle(window.ui.jobs)
