"""Pictures of the tabs Table, Board and Figures of the page Complaints, on complaints logged and handled for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from crmdesk.core.changes import Changes
from crmdesk.core.complaints import STEPS
from crmdesk.core.customers import Listing
from crmdesk.gui.models import complaint_charts as charts
from crmdesk.gui.pages.complaints import ComplaintsPage
from crmdesk.gui.pages.complaints_figures import ComplaintsFiguresPart
from crmdesk.gui.pages.complaints_table import ComplaintsTablePart
from crmdesk.gui.window import MainWindow
from crmdesk.services import complaint_steps, complaints, customers
from crmdesk.services.desk import Desk
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.undoing import latest, take_back

_LOGGED = (
    (1, "上机就断，一上午换了六卷，整条线停了两个小时。", "quality", "serious", "陈立", 4),
    (2, "纸箱数量少了两捆，仓库点了两遍。", "delivery", "minor", "王晓", 0),
    (3, "说好周一送货，等到今天还没有到。", "delivery", "serious", "陈立", 2),
    (6, "发票开错了税号，两次退回来。", "price", "minor", "王晓", 3),
    (9, "打出来的面单发灰，扫不出来。", "quality", "moderate", "何安", 5),
    (12, "说周末回电，一直没有回。", "promise", "moderate", "陈立", 2),
    (16, "客服说这不归他们管。", "attitude", "moderate", "王晓", 6),
    (24, "三层瓦楞纸箱码到四层，底下的就塌了。", "quality", "serious", "陈立", 6),
    (45, "外包装破损，里面受潮。", "delivery", "minor", "何安", 6),
    (70, "胶带粘不住，开箱就掉。", "quality", "moderate", "王晓", 12),
    (98, "价格和报价单上的不一样。", "price", "minor", "陈立", 6),
    (150, "送错了型号。", "delivery", "minor", "何安", 6),
    (210, "返利说好年底给，没有兑现。", "promise", "moderate", "王晓", 12),
)
"""How many days ago, the customer's words, category, severity, who is responsible, how many steps are done."""
_TYPED: Mapping[str, Mapping[str, str]] = {
    "compensate": {"kind": "replacement", "amount": "860", "text": "整批换新"},
    "confirm": {"text": "回访时问过了"},
}
_HOURS = (2, 3, 5, 8, 30, 96)
"""After so many hours each step was done."""


def picture_complaint_views(camera: Camera, window: MainWindow) -> None:
    """Each tab, a figure as a table, and the list a figure leads to; everything is as before in the end."""
    ui = window.ui
    before = latest(ui.desk)
    _complain(ui.desk)
    ui.wrote(Changes(everything=True))
    page = window.content.places.page("complaints")
    assert isinstance(page, ComplaintsPage)
    titles = {"table": "送错了型号", "board": "Closed, {days} days", "figures": "How long each step takes"}
    for tab, showing in titles.items():
        ui.bus.go.emit(f"complaints/{tab}")
        text = ui.words.gettext(showing).format(days=30)
        camera.take(window, f"complaints-{tab}", page.current.jobs, showing=text)
        camera.take_wide(window, f"complaints-{tab}", page.current.jobs, showing=text)
    figures = page.current
    assert isinstance(figures, ComplaintsFiguresPart)
    figures.area.verticalScrollBar().setValue(figures.area.verticalScrollBar().maximum())
    figures.boxes[charts.ROUNDS].show_table(True)
    camera.take(window, "complaints-figures-below", figures.jobs, showing=ui.words.gettext("How long each step takes"))
    figures.boxes[charts.ROUNDS].show_table(False)
    figures.boxes[charts.ROUNDS].opened.emit("2", "count")
    table = page.current
    assert isinstance(table, ComplaintsTablePart)
    camera.take(window, "complaints-narrowed", table.jobs, showing="胶带粘不住")
    table.clear()
    settle(table.jobs)
    page.show_part("")
    ui.bus.go.emit("customers")
    take_back(ui, before)
    settle(ui.jobs)


def _complain(desk: Desk) -> None:
    """A few complaints at every step, some of them over after one round or two."""
    known = customers.rows(desk, customers.find(desk, Listing(sort="number"), len(_LOGGED)))
    for customer, (ago, words, category, severity, who, steps) in zip(known, _LOGGED, strict=False):
        begun = dt.datetime.combine(desk.today() - dt.timedelta(days=ago), dt.time(9, 20))
        typed = {"received_at": f"{begun:%Y-%m-%d %H:%M}", "words": words, "category": category, "severity": severity}
        due = (begun + dt.timedelta(days=7)).date().isoformat()
        typed |= {"responsible": who, "due_on": due}
        complaint_id, _changes = complaints.add(desk, customer.id, typed)
        for number in range(steps):
            round_, place = divmod(number, len(STEPS))
            last = steps - number > len(STEPS)
            at = begun + dt.timedelta(days=5 * round_, hours=_HOURS[place])
            level = "dissatisfied" if last else "basic" if severity == "minor" else "high"
            _do(desk, complaint_id, STEPS[place], min(at, _now(desk)), level)


def _do(desk: Desk, complaint_id: int, step: str, at: dt.datetime, level: str) -> None:
    typed = {"at": f"{at:%Y-%m-%d %H:%M}", "text": "说了，也做了", **_TYPED.get(step, {})}
    if step == "confirm":
        typed["level"] = level
    complaint_steps.finish(desk, complaint_id, step, typed)


def _now(desk: Desk) -> dt.datetime:
    return desk.clock().replace(tzinfo=None)
