"""A few complaints of the people in `conftest.PEOPLE`: open, late, closed after one round and after two, given up."""

from __future__ import annotations

from crmdesk.core.complaints import STEPS
from crmdesk.services import complaint_steps, complaints, customers
from crmdesk.services.desk import Desk

FRESH, LATE, CLOSED, TWICE, LOST = range(5)
_TYPED = {
    "compensate": {"kind": "refund", "amount": "100", "text": "退款"},
    "confirm": {"level": "high", "text": "很满意"},
}


def complain(desk: Desk) -> list[int]:
    """Today is 2026-11-21, noon. The first waits for step 1 since 27 hours, the second is late and warned of, three are
    over: highly satisfied, basically satisfied after a second round, unresolved."""
    ids = [_log(desk, *each) for each in (
        ("K00001", "2026-11-20 09:00", "缠绕膜断膜，整批无法上机。", "quality", "serious", "陈立", "2026-11-27"),
        ("K00002", "2026-11-10 09:00", "货晚到三天，工厂停工。", "delivery", "moderate", "王晓", "2026-11-15"),
        ("K00002", "2026-10-05 09:00", "打出来的面单发灰。", "quality", "minor", "陈立", "2026-10-12"),
        ("K00003", "2026-09-01 09:00", "发票开错了税号。", "price", "minor", "陈立", "2026-09-08"),
        ("K00004", "2026-08-03 09:00", "客服说这不归我管。", "", "", "", "2026-08-10"),
    )]  # fmt: skip
    _do(desk, ids[LATE], STEPS[:2], "2026-11-10")
    _do(desk, ids[CLOSED], STEPS, "2026-10-07")
    _do(desk, ids[TWICE], STEPS, "2026-09-02", level="dissatisfied")
    _do(desk, ids[TWICE], STEPS, "2026-09-11", level="basic")
    _do(desk, ids[LOST], STEPS[:3], "2026-08-04")
    complaints.unresolved(desk, ids[LOST], {"reason": "refused", "text": "不愿再谈"})
    return ids


def _log(desk: Desk, number: str, at: str, words: str, category: str, severity: str, who: str, due: str) -> int:
    typed = {"received_at": at, "words": words, "category": category, "severity": severity}
    typed |= {"responsible": who, "due_on": due}
    return complaints.add(desk, customers.id_of(desk, number), typed)[0]


def _do(desk: Desk, complaint_id: int, steps: tuple[str, ...], day: str, **last: str) -> None:
    for place, step in enumerate(steps):
        more = last if step == "confirm" else {}
        typed = {"at": f"{day} 1{place}:00", "text": "说了也做了", **_TYPED.get(step, {}), **more}
        complaint_steps.finish(desk, complaint_id, step, typed)
