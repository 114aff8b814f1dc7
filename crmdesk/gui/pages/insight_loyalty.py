"""The tab Loyalty of the page Insight: the loyalty matrix, five indicators over time, surveys (METHOD.md section 7)."""

from __future__ import annotations

from collections.abc import Callable

from crmdesk.gui.pages.insight_tab import InsightTab
from crmdesk.gui.pages.insight_views import ViewsTab
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button

LOYALTY = "insight-loyalty"
MATRIX, INDICATORS, SURVEYS = "matrix", "indicators", "surveys"


class LoyaltyTab(ViewsTab):
    """Its views are made when they are first shown."""

    def __init__(self, ui: Ui) -> None:
        _ = ui.words.gettext
        views = [(MATRIX, _("Loyalty matrix")), (INDICATORS, _("Indicators")), (SURVEYS, _("Surveys"))]
        super().__init__(ui, LOYALTY, views)

    def make(self, key: str) -> InsightTab:
        from crmdesk.gui.pages.insight_loyalty_indicators import IndicatorsView
        from crmdesk.gui.pages.insight_loyalty_matrix import MatrixView
        from crmdesk.gui.pages.insight_loyalty_surveys import SurveysView

        makers: dict[str, Callable[[Ui], InsightTab]] = {
            MATRIX: MatrixView, INDICATORS: IndicatorsView, SURVEYS: SurveysView,
        }  # fmt: skip
        return makers[key](self.ui)


def survey_button(ui: Ui, name: str) -> Button:
    """Notes what a customer says; whom is picked in the dialog."""
    button = Button(ui.words.gettext("Enter a survey..."), icon="plus", icon_tone="accent", name=name)
    button.clicked.connect(lambda: ui.bus.record_survey.emit(None, None))
    return button
