"""The tabs of the page Insight: their keys, words and icons, and who makes each.

A tab is a widget made by `Tab(ui)`, best derived from `insight_tab.InsightTab`, which reads on a worker of its own
when it comes into sight and after a change. The page asks of it

* `shown`, a signal: the status line says something else of it now;
* `take_keyboard()`: what is there first gets it (`give_keyboard` of InsightTab);
* `status() -> list[str]`: what the status line says;
* `can() -> frozenset[str]` of `copy_selected`, `select_all`, `delete_selected`, and these three;
* and where it has that: `customer_in_hand() -> int | None`, `customers_in_order() -> Sequence[int]`,
  `enter_search() -> bool`, `show_customer(customer_id)` (asked by `bus.go("insight/value.17")`), `close_down()`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from crmdesk.core.words import Label
from crmdesk.gui.ui import Ui

OVERVIEW, LOYALTY, CHURN, VALUE = "overview", "loyalty", "churn", "value"
SELECTION, REPURCHASE, SOURCES = "selection", "repurchase", "sources"

_VALUE = Label("Value", "价值")


def parts_of_insight(ui: Ui) -> tuple[tuple[str, str, str], ...]:
    """Key, words and icon of each tab."""
    _ = ui.words.gettext
    return (
        (OVERVIEW, _("Overview"), "insight"),
        (LOYALTY, _("Loyalty"), "star"),
        (CHURN, _("Churn"), "arrow-right"),
        (VALUE, ui.words.label(_VALUE), "money"),
        (SELECTION, _("Selection"), "check"),
        (REPURCHASE, _("Next purchase"), "refresh"),
        (SOURCES, _("Sources"), "media"),
    )


def make_tab(ui: Ui, key: str) -> QWidget:
    """The tab of this key; what it needs is loaded now."""
    makers: Mapping[str, Callable[[Ui], QWidget]] = {
        OVERVIEW: _overview, LOYALTY: _loyalty, CHURN: _churn, VALUE: _value, SELECTION: _selection,
        REPURCHASE: _repurchase, SOURCES: _sources,
    }  # fmt: skip
    return makers[key](ui)


def _overview(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.insight_overview import OverviewTab

    return OverviewTab(ui)


def _loyalty(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.insight_loyalty import LoyaltyTab

    return LoyaltyTab(ui)


def _churn(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.insight_churn import ChurnTab

    return ChurnTab(ui)


def _value(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.insight_value import ValueTab

    return ValueTab(ui)


def _selection(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.insight_selection import SelectionTab

    return SelectionTab(ui)


def _repurchase(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.insight_repurchase import RepurchaseTab

    return RepurchaseTab(ui)


def _sources(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.insight_sources import SourcesTab

    return SourcesTab(ui)
