"""Pictures of a complaint's card: at the steps 1, 3, 5 and 6, corrected, closed after two rounds, and its course."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtGui import QColor, QImage, QPainter

from crmdesk.core.changes import Changes
from crmdesk.core.complaints import STEPS
from crmdesk.core.customers import Listing
from crmdesk.gui.forms.complaint_card import COURSE, ComplaintCard
from crmdesk.gui.forms.complaint_form import StepForm
from crmdesk.gui.forms.photo_reading import as_png
from crmdesk.gui.pages.complaints import ComplaintsPage
from crmdesk.gui.window import MainWindow
from crmdesk.services import complaint_steps, complaints, customers
from crmdesk.services.desk import Desk
from crmdesk.tour import sample
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.job import expect
from crmdesk.tour.undoing import latest, take_back

_SUBJECT = "缠绕膜断膜，整批无法上机"
_WORDS = "上机就断，一上午换了六卷，整条线停了两个小时。"
_LATE = "司机晚了一天，仓库门口白等。"
_BILL = "发票抬头开错两次，月底要报账。"
_RAIL = "叉车司机把我们门口的护栏撞坏了，说话还冲。"
_NEW = "整批 24 卷换为 A 线新膜，送货时由技术员到场试机；另赔停线费用。"
_ANSWER = "月底前收到了对的发票，财务说可以了。"
Told = tuple[str, str, Mapping[str, str]]
_FIRST: Sequence[Told] = (
    ("2026-11-12 09:35", "电话里听客户讲完：两批膜上机就断，已经换了六卷。", {}),
    ("2026-11-12 09:40", "当场道歉，说明由我负责。", {}),
    ("2026-11-12 10:00", "两批膜都断，整条线停了两个小时，要马上能用的膜。", {}),
    ("2026-11-12 10:05", "停线两小时，换了我也着急。", {}),
    ("2026-11-13 09:00", "先补发 12 卷，同规格。",
     {"kind": "replacement", "amount": "1920", "promised_on": "2026-11-20"}),
    ("2026-11-17 08:00", "补来的膜还是断，客户很不满意。", {"level": "dissatisfied", "confirmed_by": "phone"}),
)  # fmt: skip
_SECOND: Sequence[Told] = (
    ("2026-11-18 11:05", "换来的 6 卷仍有 2 卷断膜，客户当场拍了照片。", {}),
    ("2026-11-18 11:20", "当面致歉，说明由我一人负责到底。", {}),
    ("2026-11-18 11:30", "两批都断膜。我们要的是稳定的膜，不是多给几卷。", {}),
    ("2026-11-18 11:40", "停线两小时、夜班补产，确实耽误了贵司交货。", {}),
)
_SETTLED: Sequence[Told] = (
    ("2026-10-08 10:00", "听仓库主任讲完经过，护栏两根立柱弯了。", {}),
    ("2026-10-08 10:20", "电话里道歉，说明是我们司机的责任。", {}),
    ("2026-10-08 10:30", "护栏要修好，司机要当面道歉。", {}),
    ("2026-10-08 10:40", "在自己门口被人撞了还挨说，谁都会生气。", {}),
    ("2026-10-08 15:00", "请焊工上门修护栏，油漆同色。",
     {"kind": "repair", "amount": "860", "promised_on": "2026-10-11", "delivered_on": "2026-10-10"}),
    ("2026-10-13 09:00", "护栏修了，司机没来道歉。", {"level": "dissatisfied", "confirmed_by": "phone"}),
    ("2026-10-13 16:00", "上门再听一遍：主任在意的是司机的态度。", {}),
    ("2026-10-13 16:10", "当面道歉，承认没有把话带到。", {}),
    ("2026-10-13 16:20", "司机本人来，当着大家的面道歉。", {}),
    ("2026-10-13 16:30", "换了是我，也要一个说法。", {}),
    ("2026-10-14 10:00", "司机上门道歉，带一箱水果。",
     {"kind": "gift", "amount": "120", "promised_on": "2026-10-15", "delivered_on": "2026-10-15"}),
    ("2026-10-20 09:00", "主任说“没想到你们这么认真”。", {"level": "high", "confirmed_by": "face"}),
)  # fmt: skip
_AFTER = {
    "root_cause": "外请司机没有培训，卸货区没有画线。",
    "prevention": "外请司机先签卸货须知；门口画黄线，放防撞桩。",
    "rude": "yes",
}


def picture_complaints(camera: Camera, window: MainWindow) -> None:
    """The card as it goes through its steps; everything is as before in the end."""
    ui = window.ui
    before, folded = latest(ui.desk), ui.preferences.guide_folded
    whole, late, bill, rail = _complain(ui.desk)
    ui.wrote(Changes(everything=True))
    ui.preferences.guide_folded = False
    card = _open(window, late)
    camera.take(window, "complaint-step-1", ui.jobs, showing=_LATE[:-1])
    card = _open(window, bill)
    form = _form(card, "restate")
    form.inputs.text.setPlainText("抬头和税号都要对，25 日前要拿到。")
    camera.take(window, "complaint-step-3", ui.jobs, showing=_BILL[:-1])
    form.give_up()
    ui.preferences.guide_folded = True
    _compensate(camera, window, whole)
    _confirm(camera, window, bill)
    _closed(camera, window, rail)
    ui.preferences.guide_folded = folded
    card.clear()
    take_back(ui, before)
    ui.bus.go.emit("customers")
    settle(ui.jobs)


def _complain(desk: Desk) -> tuple[int, int, int, int]:
    """One in its second round, one just received, one at its third step, one closed after two rounds."""
    first = customers.find(desk, Listing(query=sample.FIRST), 1)[0]
    others = [each for each in customers.find(desk, Listing(sort="name"), 4) if each != first]
    contacts = [part.values.get("name") for part in customers.file(desk, first).contacts]
    contact = {"contact": str(contacts[0])} if contacts else {}
    made = [
        complaints.add(desk, customer_id, {"words": words, **typed})[0]
        for customer_id, words, typed in (
            (first, _WORDS, {"subject": _SUBJECT, "received_at": "2026-11-12 09:20", "due_on": "2026-11-25",
                             "category": "quality", "severity": "serious", **contact}),
            (others[0], _LATE, {"received_at": "2026-11-23 10:05", "category": "delivery", "due_on": "2026-11-30"}),
            (others[1], _BILL, {"received_at": "2026-11-22 10:00", "category": "price", "due_on": "2026-11-28"}),
            (others[2], _RAIL, {"received_at": "2026-10-08 09:00", "category": "attitude", "due_on": "2026-10-15"}),
        )
    ]  # fmt: skip
    _handle(desk, made[0], (*_FIRST, *_SECOND), contact)
    for place in range(1, 4):
        picture = as_png(_torn(place))
        complaint_steps.attach_content(desk, made[0], 2, "listen", f"断膜 {place}.png", picture)
    _handle(desk, made[2], (("2026-11-22 10:05", "发票抬头和税号各错一次。", {}),
                            ("2026-11-22 10:10", "道歉，说明由我盯到开对为止。", {})), {})  # fmt: skip
    _handle(desk, made[3], _SETTLED, {})
    heard = complaints.case(desk, made[3]).step(1, "listen")
    expect(heard is not None, "the first step is done")
    assert heard is not None
    complaint_steps.correct(desk, heard.id, {"text": "听仓库主任讲完经过，护栏三根立柱弯了。"})
    complaints.edit(desk, made[3], _AFTER)
    return made[0], made[1], made[2], made[3]


def _handle(desk: Desk, complaint_id: int, told: Sequence[Told], contact: Mapping[str, str]) -> None:
    for place, (at, text, more) in enumerate(told):
        typed = {"at": at, "text": text, **contact, **more}
        complaint_steps.finish(desk, complaint_id, STEPS[place % len(STEPS)], typed)


def _torn(seed: int) -> QImage:
    """A made-up photograph of torn film."""
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor.fromHsv(200 + 12 * seed, 30, 170))
    painter = QPainter(image)
    for line in range(0, 640, 9 + seed):
        painter.setPen(QColor.fromHsv(205, 20 + line % 40, 120 + line % 90))
        painter.drawLine(line, 0, line + 40 * seed - 60, 480)
    painter.end()
    return image


def _open(window: MainWindow, complaint_id: int) -> ComplaintCard:
    window.ui.bus.open_complaint.emit(complaint_id)
    page = window.content.places.page("complaints")
    assert isinstance(page, ComplaintsPage)
    settle(page.cases.list.jobs)
    return page.cases.card


def _form(card: ComplaintCard, step: str) -> StepForm:
    form = card.round.form
    expect(form is not None and form.step == step, f"the card is not at the step {step}")
    assert form is not None
    return form


def _compensate(camera: Camera, window: MainWindow, complaint_id: int) -> None:
    """The fifth step of the second round, a correction in the first, and the course."""
    jobs, card = window.ui.jobs, _open(window, complaint_id)
    form = _form(card, "compensate")
    texts = {"kind": "replacement", "amount": "¥3,840.00", "promised_on": "2026-11-24", "text": _NEW}
    for key, text in texts.items():
        form.inputs.inputs[key].set_text(text)
    form.inputs.text.setFocus()
    camera.take(window, "complaint-step-5", jobs, showing=_SUBJECT)
    camera.take_wide(window, "complaint-step-5", jobs, showing=_SUBJECT)
    form.give_up()
    card.show_tab("1")
    step = complaints.case(window.ui.desk, complaint_id).step(1, "compensate")
    assert step is not None
    card.round.correct(step)
    camera.take(window, "complaint-correcting", jobs, showing=window.ui.words.gettext("Save the correction"))
    correction = card.round.correction
    assert correction is not None
    correction.left.emit()
    card.show_tab(COURSE)
    camera.take(window, "complaint-course", jobs, showing=_SUBJECT)


def _confirm(camera: Camera, window: MainWindow, complaint_id: int) -> None:
    """The sixth step: satisfied, and not."""
    ui = window.ui
    for step, typed in (("restate", {}), ("empathise", {}), ("compensate", {"kind": "other", "amount": "0"})):
        text = {"text": "重开发票，快递当天寄出。"}
        ui.wrote(complaint_steps.finish(ui.desk, complaint_id, step, {**text, **typed})[1])
    card = _open(window, complaint_id)
    form = _form(card, "confirm")
    form.inputs.inputs["level"].set_text("basic")
    form.inputs.text.setPlainText(_ANSWER)
    form.settle()
    camera.take(window, "complaint-step-6", ui.jobs, showing=ui.words.gettext("Confirm and close"))
    form.inputs.inputs["level"].set_text("dissatisfied")
    form.settle()
    told = ui.words.gettext("Begin round {number}").format(number=2)
    camera.take(window, "complaint-step-6-again", ui.jobs, showing=told)
    form.give_up()


def _closed(camera: Camera, window: MainWindow, complaint_id: int) -> None:
    """Two rounds, and what was noted after closing; changed in place."""
    card = _open(window, complaint_id)
    day = dt.date(2026, 10, 20)
    camera.take(window, "complaint-closed", window.ui.jobs, showing=window.ui.words.day(day))
    camera.take_wide(window, "complaint-closed", window.ui.jobs, showing=_AFTER["root_cause"])
    card.closing.edit()
    camera.take(window, "complaint-closing", window.ui.jobs, showing=window.ui.words.gettext("In handling it"))
    card.closing.leave()
