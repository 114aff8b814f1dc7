"""Erasing a contact for good: the greetings sent to it go, with their words, wherever they stood."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from crmdesk.core.errors import UserError
from crmdesk.services import contacts, customers, erasing, greetings, history, interactions
from tests.desk import NOW, make_desk
from tests.services.erasing import rows_with, traces

SENT, CHANGED, TAKEN_BACK, UNDONE, CALLED = "龘词一句", "鱻词二句", "爩词三句", "籱词四句", "靐总"
WORDS = (SENT, CHANGED, TAKEN_BACK, UNDONE, CALLED)


def test_what_was_written_to_an_erased_contact_is_gone(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    firm, _ = customers.add(desk, {"name": "顺达物流", "kind": "enterprise"})
    person, _ = contacts.add(desk, firm, {"name": "周靐", "salutation": CALLED, "birthday": "1980-11-24"})
    customers.add(desk, {"name": "许念安", "kind": "individual", "birthday": "1990-11-23"})

    def send(text: str) -> None:
        greetings.mark(desk, greetings.upcoming(desk, NOW.date()).greeted[-1:], "greeted", text)

    send(f"{{称呼}}，{TAKEN_BACK}")
    greetings.unmark(desk, greetings.upcoming(desk, NOW.date()).greeted)
    send(f"{{称呼}}，{UNDONE}")
    history.undo(desk)
    send(f"{{称呼}}，{SENT}")
    (made,) = interactions.of_customer(desk, firm)
    interactions.edit(desk, made.id, {"content": f"{CALLED}，{CHANGED}"})
    greetings.mark(desk, greetings.upcoming(desk, NOW.date()).greeted, "greeted", "{姓名}，生日快乐")
    assert set(rows_with(desk, WORDS)) >= {"change", "contact", "greeting", "interaction"}

    erasing.erase(desk, contact_id=person)
    assert rows_with(desk, WORDS) == []
    with suppress(UserError):
        while True:
            history.undo(desk)
    with suppress(UserError):
        while True:
            history.redo(desk)
    assert rows_with(desk, WORDS) == []
    (kept,) = interactions.of_customer(desk, firm)
    assert (kept.values["kind"], kept.values["purpose"], "content" in kept.values) == ("message", "生日", False)
    (other,) = greetings.upcoming(desk, NOW.date()).greeted
    assert (other.name, other.done) == ("许念安", "greeted")
    desk.close()
    assert traces(tmp_path / "华东客户.crmdesk", WORDS) == []
