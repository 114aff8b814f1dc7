"""What was typed and not saved: kept, dropped, offered."""

from __future__ import annotations

import pytest

from crmdesk.services import contacts, customers, drafts, history
from crmdesk.services.desk import Desk


@pytest.fixture
def customer(desk: Desk) -> int:
    return customers.add(desk, {"name": "禾砚精密", "kind": "enterprise", "phone": "0573-0000 0013"})[0]


def put(desk: Desk, key: str, **texts: str) -> None:
    assert drafts.keep(desk, key, "somebody", texts)


def test_kept_changed_and_dropped(desk: Desk, customer: int):
    before = history.undoable(desk)
    key = drafts.key_of("customer", customer)
    put(desk, key, short_name="禾")
    put(desk, key, short_name="禾砚")
    (draft,) = drafts.offered(desk)
    assert (draft.texts, draft.form, draft.customer_id, draft.part_id) == (
        {"short_name": "禾砚"},
        "customer",
        customer,
        None,
    )
    assert (draft.name, draft.number, draft.at) == ("禾砚精密", "K00001", "2026-11-21T04:00:00Z")
    assert history.undoable(desk) == before
    drafts.drop(desk, key)
    assert drafts.all_drafts(desk) == []


def test_nobody_wants_it_any_more(desk: Desk):
    assert not drafts.keep(desk, "customer/new", "", {"name": "x"}, wanted=lambda: False)
    assert drafts.all_drafts(desk) == []


@pytest.mark.parametrize(
    ("texts", "stands"),
    [
        ({"phone": "0573-0000 0013"}, True),
        ({"kind": "企业"}, True),
        ({"kind": "Enterprise", "short_name": ""}, True),
        ({"phone": "0573-0000 0014"}, False),
        ({"phone": ""}, False),
        ({"founded_on": "2009-02-30"}, False),
        ({"no_such_field": "x"}, False),
    ],
)
def test_what_is_stored_already_is_dropped(desk: Desk, customer: int, texts: dict[str, str], stands: bool):
    put(desk, drafts.key_of("customer", customer), **texts)
    assert (drafts.offered(desk) == []) == stands
    assert (drafts.all_drafts(desk) == []) == stands


def test_a_contact_that_is_stored_already(desk: Desk, customer: int):
    contact = contacts.add(desk, customer, {"name": "周砚秋", "mobile": "13900000013"})[0]
    put(desk, drafts.key_of("contact", customer, contact), mobile="13900000013")
    put(desk, drafts.key_of("contact", customer, "new"), name="方小满")
    (draft,) = drafts.offered(desk)
    assert (draft.form, draft.customer_id, draft.part_id) == ("contact", customer, None)


def test_of_a_part_that_was_moved_to_another_customer(desk: Desk):
    drafts.keep(desk, "complaint-step/7/12.1.listen~ab12", "", {"text": "听完"})
    drafts.keep(desk, "note/7/new", "", {"text": "月底"})
    (draft,) = drafts.of_place(desk, "complaint-step/9/12.1.listen")
    assert drafts.of_place(desk, "complaint-step/9/12.1.apologise") == []
    assert drafts.of_place(desk, "note/9/new") == []
    assert drafts.was_moved(draft, "complaint-step/9/12.1.listen")
    assert not drafts.was_moved(draft, "complaint-step/7/12.1.listen")
    drafts.move(desk, draft, "complaint-step/9/12.1.listen")
    moved = next(one for one in drafts.all_drafts(desk) if one.form == "complaint-step")
    assert (moved.key, moved.at, moved.texts) == ("complaint-step/9/12.1.listen", draft.at, draft.texts)
    assert len(drafts.all_drafts(desk)) == 2


def test_open_forms_are_left_alone(desk: Desk):
    put(desk, "customer/new", name="何青")
    put(desk, drafts.another_key("customer/new"), name="何青山")
    assert [draft.texts["name"] for draft in drafts.offered(desk, frozenset({"customer/new"}))] == ["何青山"]
    assert len(drafts.of_place(desk, "customer/new")) == 2
    assert drafts.of_place(desk, "customer/1") == []


@pytest.mark.parametrize("gone", ["trash", "undone"])
def test_a_customer_that_is_gone_is_offered_as_new(desk: Desk, customer: int, gone: str):
    put(desk, drafts.key_of("customer", customer), name="禾砚精密厂", number="K00009", notes="月底")
    put(desk, drafts.key_of("contact", customer, "new"), name="方小满", salutation="方工")
    if gone == "trash":
        customers.delete(desk, [customer])
    else:
        history.undo(desk)
    offered = drafts.offered(desk)
    assert all(draft.gone and not draft.name for draft in offered)
    texts = sorted((drafts.as_new_customer(desk, draft) for draft in offered), key=lambda each: each["name"])
    assert texts == [{"name": "方小满", "notes": "方工"}, {"name": "禾砚精密厂", "notes": "月底"}]


def test_what_cannot_be_read_is_nothing(desk: Desk):
    with desk.data.write():
        desk.data.database.execute_sql("INSERT INTO draft VALUES ('customer/new', '2026', '[1]'), ('x', '2026', '{')")
    assert drafts.offered(desk) == []
