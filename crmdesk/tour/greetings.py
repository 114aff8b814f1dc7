"""Pictures of whom to greet and with which words, what files lack, the texts, and the reports of a day and a week."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.greeting_texts import GreetingTextsDialog
from crmdesk.gui.pages.today import TodayPage
from crmdesk.gui.pages.today_greetings import GreetingsTab
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, greetings, history, interactions
from crmdesk.tour import WHO, sample
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.job import expect

_PERSON = "周砚秋"
_SAID = "送样品给车间试用，说缠得紧，想先要两卷。"
_ACTIONS = 2


def picture_greetings(camera: Camera, window: MainWindow) -> None:
    """Days, a holiday with several selected, gaps, texts, reports; all of it is taken back."""
    ui = window.ui
    first = customers.find(ui.desk, Listing(query=sample.FIRST), 1)[0]
    ui.wrote(customers.edit(ui.desk, first, {"tier": "gold", "founded_on": "2009-11-25"}))
    made = {"at": "2026-11-20 15:00", "kind": "visit", "by": WHO, "content": _SAID, "next_step": "送两卷样品",
            "next_date": "2026-11-24"}  # fmt: skip
    ui.wrote(interactions.add(ui.desk, first, made)[1])
    _greetings(camera, window)
    _reports(camera, window)
    for _turn in range(_ACTIONS):
        ui.wrote(history.undo(ui.desk)[1])
    ui.bus.go.emit("customers")
    settle(ui.jobs)


def _greetings(camera: Camera, window: MainWindow) -> None:
    ui = window.ui
    ui.bus.go.emit("today/greetings")
    page = window.content.places.page("today")
    assert isinstance(page, TodayPage)
    tab = page.tab("greetings")
    assert isinstance(tab, GreetingsTab)
    settle(ui.jobs)
    tab.list.setFocus()
    expect(len(tab.list.lines) > 1, "nobody is to be greeted")
    camera.take(window, "greetings", ui.jobs, showing=ui.words.gettext("Greeted"))
    camera.take_wide(window, "greetings", ui.jobs, showing=_PERSON)
    holiday = next(each.key for each in tab.scopes.lines if "/" in each.key[0])
    tab.scopes.go_to(holiday)
    settle(ui.jobs)
    tab.list.selectAll()
    camera.take(window, "greetings-holiday", ui.jobs, showing=tab.card.wording())
    tab.scopes.go_to(("missing", 0))
    camera.take(window, "greetings-missing", ui.jobs, showing=_PERSON)
    tab.scopes.go_to(("near", 0))
    settle(ui.jobs)
    tab.edit_texts()
    dialog = window.findChild(GreetingTextsDialog)
    assert dialog is not None
    camera.take(dialog, "greeting-texts", ui.jobs, showing=greetings.all_texts(ui.desk, dialog.occasion.key())[0].text)
    dialog.reject()


def _reports(camera: Camera, window: MainWindow) -> None:
    ui = window.ui
    ui.bus.go.emit("today/report")
    page = window.content.places.page("today")
    assert isinstance(page, TodayPage)
    tab = page.tab("report")
    for day, week in ((dt.date(2026, 11, 20), False), (dt.date(2026, 11, 22), True)):
        tab.show_day(day, week=week)
        settle(ui.jobs)
        tab.take_keyboard()
        camera.take(window, "report-week" if week else "report-day", ui.jobs, showing=sample.FIRST)
    tab.show_day(ui.desk.today())
    settle(ui.jobs)
