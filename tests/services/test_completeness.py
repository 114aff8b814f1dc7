"""How complete files are, and when they are due for review."""

from __future__ import annotations

import pytest

from crmdesk.core.customers import Listing
from crmdesk.core.fields import Type
from crmdesk.services import completeness, contacts, customers, history, listing, reviewing, settings, user_fields
from crmdesk.services.desk import Desk

FIRM = {"name": "禾砚有限公司", "number": "K1", "phone": "0573-00000013", "owner": "陈立", "source": "fair"}


def measured(desk: Desk, number: str) -> tuple[int, set[str]]:
    found = completeness.of_file(desk, customers.file(desk, customers.id_of(desk, number)))
    return found.percent, set(found.missing)


def test_fields_and_reachable_contacts_count_alike(desk: Desk) -> None:
    owner = customers.add(desk, FIRM)[0]
    percent, missing = measured(desk, "K1")
    assert percent == 100 * 3 // 15
    assert {"contacts", "credit_code", "verified_on"} <= missing
    assert missing.isdisjoint({"phone", "owner", "source"})
    for number in range(3):
        contacts.add(desk, owner, {"name": f"联系人{number}", "wechat": f"w{number}"})
        assert measured(desk, "K1")[0] == 100 * (4 + number) // 15
    assert "contacts" not in measured(desk, "K1")[1]


def test_a_contact_nobody_can_reach_does_not_count(desk: Desk) -> None:
    owner = customers.add(desk, FIRM)[0]
    before = measured(desk, "K1")
    contacts.add(desk, owner, {"name": "周砚秋", "title": "总经理"})
    assert measured(desk, "K1") == before


def test_the_settings_say_what_matters(desk: Desk) -> None:
    customers.add(desk, FIRM)
    settings.change(desk, "completeness.enterprise", "phone owner industry")
    settings.change(desk, "contacts.aim", "1")
    assert measured(desk, "K1") == (50, {"industry", "contacts"})


def test_an_own_field_that_is_gone_counts_nowhere_any_more(desk: Desk) -> None:
    owner = customers.add(desk, FIRM)[0]
    key, _ = user_fields.add(desk, "返点", Type.TEXT)
    settings.change(desk, "completeness.enterprise", f"phone {key}")

    def told() -> tuple[int, int]:
        return int(listing.cells(desk, [owner], ["completeness"])[0]["completeness"]), measured(desk, "K1")[0]

    assert told() == (100 // 5, 100 // 5)
    user_fields.delete(desk, key)
    assert told() == (100 // 4, 100 // 4)


def test_individuals_need_no_contacts(desk: Desk) -> None:
    customers.add(desk, {"name": "许念安", "kind": "individual", "number": "P1", "mobile": "13900000021"})
    percent, missing = measured(desk, "P1")
    assert percent == 100 // 12
    assert "contacts" not in missing
    assert "mobile" not in missing


def test_every_file_by_number_as_the_list_tells_it(desk: Desk) -> None:
    people = [{"name": "周砚秋", "wechat": "zhou"}, {"name": "方小满"}]
    customers.add(desk, {**FIRM, "number": "K2", "groups": "展会", "referrer": ""}, people)
    customers.add(desk, {"name": "许念安", "kind": "individual", "number": "K1"})
    found = list(completeness.of_all(desk))
    assert [(one.number, one.kind) for one in found] == [("K1", "individual"), ("K2", "enterprise")]
    files = [customers.file(desk, customers.id_of(desk, one.number)) for one in found]
    assert [one.complete for one in found] == [completeness.of_file(desk, file) for file in files]
    assert completeness.percent(desk, files) == [one.complete.percent for one in found]
    ids = customers.find(desk, Listing(sort="number"))
    cells = listing.cells(desk, ids, ("completeness", "reachable_contacts"))
    assert [int(cell["completeness"]) for cell in cells] == completeness.percent(desk, files)


@pytest.mark.parametrize(
    ("typed", "days", "due"),
    [
        ({}, "", False),
        ({"created_on": "2026-05-25"}, "", True),
        ({"created_on": "2020-01-01", "verified_on": "2026-10-01"}, "", False),
        ({"verified_on": "2026-10-01"}, "30", True),
    ],
)
def test_due_for_review(desk: Desk, typed: dict[str, str], days: str, due: bool) -> None:
    owner = customers.add(desk, {**FIRM, **typed})[0]
    settings.change(desk, "review.days", days)
    assert reviewing.is_due(desk, customers.file(desk, owner)) is due


def test_verified_today_and_taken_back(desk: Desk, words_en) -> None:
    owner = customers.add(desk, {**FIRM, "created_on": "2020-01-01"})[0]
    reviewing.verify(desk, owner)
    file = customers.file(desk, owner)
    assert file.values["verified_on"] == desk.today()
    assert not reviewing.is_due(desk, file)
    assert not reviewing.verify(desk, owner)
    latest = history.latest_of(desk, owner)
    assert latest is not None
    assert history.describe(latest, words_en) == "Verified K1"
    history.undo(desk)
    assert reviewing.is_due(desk, customers.file(desk, owner))
    assert history.latest_of(desk, owner) is None


def test_the_last_change_is_also_one_of_a_contact(desk: Desk) -> None:
    owner = customers.add(desk, FIRM, [{"name": "周砚秋"}])[0]
    assert history.latest_of(desk, owner) is None
    contacts.add(desk, owner, {"name": "方小满"})
    latest = history.latest_of(desk, owner)
    assert latest is not None
    assert latest.verb == "contact-add"
