"""Pictures of the tabs Loyalty and Selection of the page Insight, with their dialogs and the customer's file."""

from __future__ import annotations

from crmdesk.gui.dialogs.assessment import AssessmentDialog
from crmdesk.gui.dialogs.survey import SurveyDialog
from crmdesk.gui.pages.insight import InsightPage
from crmdesk.gui.pages.insight_loyalty import INDICATORS, SURVEYS, LoyaltyTab
from crmdesk.gui.pages.insight_selection import RISKS, SelectionTab
from crmdesk.gui.pages.insight_tabs import LOYALTY, SELECTION
from crmdesk.gui.window import MainWindow
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.job import expect


def picture_loyalty(camera: Camera, window: MainWindow) -> None:
    """Each view, a field of the matrix, the dialogs, and what the file says; nothing is written."""
    ui = window.ui
    ui.bus.go.emit("insight")
    page = window.content.places.page("insight")
    assert isinstance(page, InsightPage)
    _picture_loyalty(camera, window, page)
    _picture_selection(camera, window, page)
    page.show_part("")
    ui.bus.go.emit("customers")
    settle(ui.jobs)


def _picture_loyalty(camera: Camera, window: MainWindow, page: InsightPage) -> None:
    _ = window.ui.words.gettext
    page.show_part(LOYALTY)
    tab = page.current
    assert isinstance(tab, LoyaltyTab)
    camera.take(window, "loyalty-matrix", tab.jobs, showing=_("Loyalty matrix"))
    camera.take_wide(window, "loyalty-matrix", tab.jobs, showing=_("Loyalty matrix"))
    tab.current.show_field("contested")
    camera.take(window, "loyalty-matrix-field", tab.jobs, showing=_("Scores of the last survey: expected → felt."))
    customer_id = tab.current.customer_in_hand()
    tab.show_view(INDICATORS)
    shown = _("Indicators of the last 12 months")
    camera.take(window, "loyalty-indicators", tab.jobs, showing=shown)
    camera.take_wide(window, "loyalty-indicators", tab.jobs, showing=shown)
    tab.current.list.set_key("return-rate")
    camera.take(window, "loyalty-return-rate", tab.jobs, showing=shown)
    tab.show_view(SURVEYS)
    camera.take(window, "loyalty-surveys", tab.jobs, showing=_("Enter a survey..."))
    _picture_survey(camera, window, customer_id)


def _picture_survey(camera: Camera, window: MainWindow, customer_id: int | None) -> None:
    ui = window.ui
    ui.bus.record_survey.emit(customer_id, None)
    survey = window.findChild(SurveyDialog)
    assert survey is not None
    scores = {"product_expected": "7", "product_felt": "8", "service_expected": "8", "service_felt": "6"}
    for key, text in scores.items():
        survey.form.put(key, text)
    camera.take(survey, "survey", ui.jobs, showing=survey.windowTitle())
    survey.form.forget()
    survey.reject()
    settle(ui.jobs)


def _picture_selection(camera: Camera, window: MainWindow, page: InsightPage) -> None:
    ui, _ = window.ui, window.ui.words.gettext
    page.show_part(SELECTION)
    tab = page.current
    assert isinstance(tab, SelectionTab)
    camera.take(window, "selection", tab.jobs, showing=_("Good and poor customers"))
    camera.take_wide(window, "selection", tab.jobs, showing=_("Good and poor customers"))
    customer_id = tab.current.customer_in_hand()
    tab.show_view(RISKS)
    camera.take(window, "selection-risks", tab.jobs, showing=_("Risks of big customers"))
    expect(customer_id is not None, "nobody was assessed")
    _picture_assessment(camera, window, customer_id)
    ui.bus.open_customer.emit(customer_id)
    settle(window.content.page.list.finder.jobs)
    settle(ui.jobs)
    pane = window.content.page.pane
    pane.show_page("assessment")
    settle(ui.jobs)
    pane.pages.assessment.ensureWidgetVisible(pane.pages.assessment.opinions, 0, 0)
    camera.take(window, "file-assessed", ui.jobs, showing=_("Is it a good customer?"))


def _picture_assessment(camera: Camera, window: MainWindow, customer_id: int) -> None:
    ui = window.ui
    ui.bus.assess.emit(customer_id)
    dialog = window.findChild(AssessmentDialog)
    assert dialog is not None
    settle(ui.jobs)
    dialog.form.take_all()
    expect(bool(dialog.windowTitle()), "assessing has no title")
    camera.take(dialog, "assessment", ui.jobs, showing=dialog.windowTitle())
    dialog.form.forget()
    dialog.reject()
    settle(ui.jobs)
