"""Pictures of the page Follow-up and of the assessment in a file, on what is made up for them."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerRow, Listing
from crmdesk.gui.dialogs.campaign import CampaignDialog
from crmdesk.gui.dialogs.overruling import OverrulingDialog
from crmdesk.gui.pages.follow_up import FollowUpPage
from crmdesk.gui.pages.follow_up_campaigns import CampaignsTab
from crmdesk.gui.pages.follow_up_tabs import CAMPAIGNS, FUNNEL, POTENTIALS, STEPS
from crmdesk.gui.window import MainWindow
from crmdesk.services import campaigns, customers, interactions, orders, products, qualifying
from crmdesk.services.desk import Desk
from crmdesk.tour import sample
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.undoing import latest, take_back

_COUNT = 24
_ANSWERS = (("yes", "yes", "yes"), ("yes", "no", "yes"), ("yes", "yes", "unknown"), ("no", "no", "no"))
_INTENTS = ("clear", "has", "clear", "has")
_STEPS = ("把新版报价发过去", "带两卷样品上门试机", "问纸箱尺寸定了没有", "寄合同，月底前盖章")
_CALLED = ("interested", "later", "no-answer", "not-interested", "wrong-number")
_SCRIPT = (
    "您好，我是华东包装的陈立。\n\n我们新推出一款可降解缠绕膜，承重与原来一样，价格低 6%。\n\n"
    "1. 贵公司现在每月用多少缠绕膜？\n2. 目前从哪家采购，账期多久？\n3. 方便的话，我寄两卷样品给您试用？"
)
_CAMPAIGN = "秋季新品推介"


def picture_follow_up(camera: Camera, window: MainWindow) -> None:
    """Every tab of the page, then the assessment in a file; everything is as before in the end."""
    ui = window.ui
    before = latest(ui.desk)
    known = customers.rows(ui.desk, customers.find(ui.desk, Listing(sort="number"), _COUNT))
    _hope(ui.desk, known)
    ui.wrote(Changes(everything=True))
    page = window.content.places.page("follow-up")
    assert isinstance(page, FollowUpPage)
    for tab, showing in ((POTENTIALS, known[0].name), (FUNNEL, ""), (STEPS, _STEPS[0]), (CAMPAIGNS, _CAMPAIGN)):
        ui.bus.go.emit(f"follow-up/{tab}")
        camera.take(window, f"follow-up-{tab}", ui.jobs, showing=showing or ui.words.gettext("Expected by month"))
    _call(camera, window, page.tab(CAMPAIGNS))
    ui.bus.go.emit(f"follow-up/{POTENTIALS}")
    camera.take_wide(window, "follow-up-potentials", ui.jobs, showing=known[0].name)
    _assess(camera, window)
    take_back(ui, before)
    settle(ui.jobs)


def _hope(desk: Desk, known: list[CustomerRow]) -> None:
    """Answers, expectations, next steps, offers and a campaign."""
    today = desk.today()
    product = products.add(desk, {"name": "可降解缠绕膜", "price": "58", "cost": "41.5"})[0]
    code = products.product(desk, product).code
    for place, customer in enumerate(known):
        money, authority, need = _ANSWERS[place % len(_ANSWERS)]
        expected = today + dt.timedelta(days=11 * place - 20)
        typed = {"money": money, "authority": authority, "need": need, "recognises": "yes" if place % 3 else "unknown"}
        typed |= {"intent": _INTENTS[place % len(_INTENTS)], "expected_on": expected.isoformat()}
        typed |= {"expected_amount": str(4_000 * (30 - place)), "expected_profit": str(900 * (30 - place))}
        customers.edit(desk, customer.id, typed)
        at = (today - dt.timedelta(days=place + 1)).isoformat()
        due = (today + dt.timedelta(days=place - 5)).isoformat()
        step = {"next_step": _STEPS[place % len(_STEPS)], "next_date": due}
        interactions.add(desk, customer.id, {"at": at, "kind": "visit", "content": "看了样品，还在比价。", **step})
        if place % 4 == 1:
            line = {"product": code, "quantity": str(30 * (place + 2))}
            orders.add(desk, customer.id, {"state": "offer", "date": today.isoformat()}, [line])
    lost, _changes = orders.add(desk, known[2].id, {"state": "offer"}, [{"product": code, "quantity": "200"}])
    orders.lose(desk, lost, "price")
    typed = {"name": _CAMPAIGN, "script": _SCRIPT, "until": (today + dt.timedelta(days=7)).isoformat()}
    campaign, _changes = campaigns.add(desk, typed, [customer.id for customer in known])
    for place, call in enumerate(campaigns.calls(desk, campaign, limit=9)):
        campaigns.record(desk, call.id, _CALLED[place % len(_CALLED)])


def _call(camera: Camera, window: MainWindow, tab: object) -> None:
    """A call under way, then the dialog of a new campaign."""
    assert isinstance(tab, CampaignsTab)
    jobs = window.ui.jobs
    tab.table.opened.emit(tab.table.line())
    tab.calling.outcome.segments.set_key("interested")
    tab.calling.outcome.notes.setPlainText("对新品感兴趣，要两卷样品试用。")
    camera.take(window, "follow-up-calling", jobs, showing=_CAMPAIGN)
    tab.calling.outcome.begin({})
    tab.calling.leave()
    dialog = CampaignDialog(window.ui, None, window)
    dialog.show()
    camera.take(dialog, "campaign", jobs, showing=dialog.confirm_button.text())
    dialog.close()
    settle(jobs)


def _assess(camera: Camera, window: MainWindow) -> None:
    """MAN and the stage with what is missing, then the judgements below them, and overruling one."""
    ui, page = window.ui, window.content.page
    ui.bus.go.emit("customers")
    first = customers.find(ui.desk, Listing(query=sample.FIRST))[0]
    page.open(first)
    ui.wrote(qualifying.screen(ui.desk, first, "decision", True, "总经理拍板，采购部比价"))
    settle(ui.jobs)
    page.pane.show_page("assessment")
    settle(ui.jobs)
    camera.take(window, "file-assessment", ui.jobs, showing=sample.FIRST)
    bar = page.pane.pages.assessment.verticalScrollBar()
    bar.setValue(bar.maximum())
    camera.take(window, "file-assessment-below", ui.jobs, showing=sample.FIRST)
    camera.take_wide(window, "file-assessment", ui.jobs, showing=sample.FIRST)
    dialog = OverrulingDialog(ui, customers.file(ui.desk, first), "life_cycle", window)
    dialog.show()
    camera.take(dialog, "overruling", ui.jobs, showing=dialog.windowTitle())
    dialog.close()
    page.pane.show_page("basics")
    settle(ui.jobs)
