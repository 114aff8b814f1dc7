"""Pictures of the tabs 80/20, Six questions and Policies of the page Tiers: lists, reasons, what is done about it."""

from __future__ import annotations

from crmdesk.core.six_questions import KEYS
from crmdesk.gui.dialogs.planning import PlanningDialog
from crmdesk.gui.dialogs.policy import PolicyDialog
from crmdesk.gui.models import tiers_charts as charts
from crmdesk.gui.models.tiers_people import PLAN
from crmdesk.gui.models.tiers_questions import title
from crmdesk.gui.pages.tiers import TiersPage
from crmdesk.gui.pages.tiers_pareto import ParetoPart
from crmdesk.gui.pages.tiers_policy import PolicyPart
from crmdesk.gui.pages.tiers_questions import QuestionsPart
from crmdesk.gui.pages.tiers_tabs import PARETO, POLICY, QUESTIONS
from crmdesk.gui.window import MainWindow
from crmdesk.services import interactions
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.job import expect


def picture_tiers_insight(camera: Camera, window: MainWindow) -> None:
    """Each tab, each question, a chart as a table, and the dialogs; nothing is written."""
    ui = window.ui
    ui.bus.go.emit("tiers")
    page = window.content.places.page("tiers")
    assert isinstance(page, TiersPage)
    _picture_pareto(camera, window, page)
    _picture_questions(camera, window, page)
    page.show_part(POLICY)
    part = page.current
    assert isinstance(part, PolicyPart)
    shown = ui.words.gettext("How each tier is dealt with")
    camera.take(window, "tiers-policy", part.jobs, showing=shown)
    camera.take_wide(window, "tiers-policy", part.jobs, showing=shown)
    part.change("silver", "service")
    policy = window.findChild(PolicyDialog)
    assert policy is not None
    camera.take(policy, "policy", ui.jobs, showing=policy.windowTitle())
    policy.reject()
    settle(ui.jobs)
    page.show_part("")
    ui.bus.go.emit("customers")
    settle(ui.jobs)


def _picture_pareto(camera: Camera, window: MainWindow, page: TiersPage) -> None:
    words = window.ui.words
    page.show_part(PARETO)
    part = page.current
    assert isinstance(part, ParetoPart)
    shown = words.gettext("Only cost")
    camera.take(window, "tiers-pareto", part.jobs, showing=shown)
    camera.take_wide(window, "tiers-pareto", part.jobs, showing=shown)
    part.show_best(3)
    part.boxes[charts.CELLS].show_table(True)
    camera.take(window, "tiers-pareto-best", part.jobs, showing=words.gettext("Growth score"))
    part.boxes[charts.CELLS].show_table(False)
    part.show_cell("returning", "high")
    camera.take(window, "tiers-pareto-cell", part.jobs, showing=words.gettext("Growth score"))


def _picture_questions(camera: Camera, window: MainWindow, page: TiersPage) -> None:
    ui = window.ui
    page.show_part(QUESTIONS)
    part = page.current
    assert isinstance(part, QuestionsPart)
    settle(part.jobs)
    for key in KEYS:
        part.list.set_key(key)
        camera.take(window, f"tiers-questions-{key}", part.jobs, showing=title(key, ui.words))
    part.list.set_key("ordering-less")
    camera.take_wide(window, "tiers-questions", part.jobs, showing=title("ordering-less", ui.words))
    known = (each for each in part.pane.people.ids if interactions.open_steps(ui.desk, each))
    planned = next(known, None)
    if planned is None:
        return
    part.pane.side.doing.do(PLAN, planned)
    dialog = window.findChild(PlanningDialog)
    if dialog is None:
        return
    expect(bool(dialog.windowTitle()), "planning has no title")
    camera.take(dialog, "planning", ui.jobs, showing=dialog.windowTitle())
    dialog.reject()
    settle(ui.jobs)
