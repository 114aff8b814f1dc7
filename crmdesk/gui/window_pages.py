"""Which pages the window has, in the order of the navigation; each is made when it is first gone to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from crmdesk.gui.pages.complaints_tabs import parts_of_complaints
from crmdesk.gui.pages.follow_up_tabs import parts_of_follow_up
from crmdesk.gui.pages.insight_tabs import parts_of_insight
from crmdesk.gui.pages.orders_tabs import parts_of_orders
from crmdesk.gui.pages.tiers_tabs import parts_of_tiers
from crmdesk.gui.pages.today_tabs import NAME, parts_of_today
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.navigation import Place
from crmdesk.gui.window_places import CUSTOMERS, PRINT, TODAY, Page


def window_pages(ui: Ui, customers: Callable[[], QWidget]) -> list[Page]:
    """The pages of the window; `customers` gives that of the customers."""
    _ = ui.words.gettext

    def made(make: Callable[[Ui], QWidget]) -> Callable[[], QWidget]:
        return lambda: make(ui)

    return [
        Page(Place(TODAY, ui.words.label(NAME), "today"), made(_today), parts_of_today(ui)),
        Page(Place(CUSTOMERS, _("Customers"), "person"), customers),
        Page(Place("follow-up", _("Follow-up"), "clock"), made(_follow_up), parts_of_follow_up(ui)),
        Page(Place("complaints", _("Complaints"), "complaint"), made(_complaints), parts_of_complaints(ui)),
        Page(Place("orders", _("Orders"), "order"), made(_orders), parts_of_orders(ui)),
        Page(Place("tiers", _("Tiers"), "tiers"), made(_tiers), parts_of_tiers(ui)),
        Page(Place("insight", _("Insight"), "insight"), made(_insight), parts_of_insight(ui)),
        Page(Place(PRINT, _("Print"), "print"), made(_print)),
    ]


def _today(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.today import TodayPage

    return TodayPage(ui)


def _orders(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.orders import OrdersPage

    return OrdersPage(ui)


def _follow_up(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.follow_up import FollowUpPage

    return FollowUpPage(ui)


def _complaints(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.complaints import ComplaintsPage

    return ComplaintsPage(ui)


def _tiers(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.tiers import TiersPage

    return TiersPage(ui)


def _insight(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.insight import InsightPage

    return InsightPage(ui)


def _print(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.printing import PrintPage

    return PrintPage(ui)
