"""Changing many customers at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.services import bulk_edit, customers, groups, history
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError
from tests.store.test_search import check_index

PEOPLE = (
    {"name": "禾砚精密机械（嘉兴）有限公司", "owner": "陈立", "groups": "展会"},
    {"name": "山初物流有限公司", "owner": "何安", "parent_company": "K00001"},
    {"name": "张伟", "owner": "陈立", "groups": "展会; 重点"},
    {"name": "单雄信", "mobile": "13800000021"},
)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    for typed in PEOPLE:
        customers.add(desk, typed)
    with desk.recording("own-field-add") as made:
        made.create("user_field", {"key": "x1", "label": "返点", "type": "number"})
    return desk


def hits(desk: Desk, query: str) -> list[int]:
    return customers.find(desk, Listing(query=query))


def test_what_is_searched_follows_in_most_of_the_file_as_in_one(filled: Desk) -> None:
    for ids in ((1, 2, 3, 4), (2, 3, 4), (3,)):
        bulk_edit.apply(filled, ids, {"city": "湖州市", "address": "红旗路8号"})
        check_index(filled)
        assert sorted(hits(filled, "湖州")) == sorted({*ids})
        bulk_edit.apply(filled, ids, {"city": "", "address": ""})
        assert hits(filled, "湖州") == []
    check_index(filled)


def test_most_of_the_file_goes_into_the_trash_and_comes_back(filled: Desk) -> None:
    customers.delete(filled, (1, 2, 3))
    check_index(filled)
    assert (hits(filled, "张伟"), hits(filled, "单雄信")) == ([], [4])
    customers.restore(filled, (1, 2, 3))
    check_index(filled)
    assert hits(filled, "张伟") == [3]
    history.undo(filled)
    history.undo(filled)
    check_index(filled)
    assert sorted(hits(filled, "禾砚")) == [1]


def files(desk: Desk) -> list[Mapping[str, Any]]:
    return [file.values for file in customers.files(desk, (1, 2, 3, 4))]


def test_a_preview_says_what_would_happen_and_writes_nothing(filled: Desk) -> None:
    before = files(filled)
    found = bulk_edit.preview(
        filled, [1, 2, 3, 4], {"owner": "陈立", "credit_limit": ""}, groups_add=["重点", "新组"], groups_remove=["展会"]
    )
    assert (found.changed, found.same, found.refused) == (4, 0, [])
    assert found.samples == [
        ("K00001", PEOPLE[0]["name"], "groups", ("展会",), ("重点", "新组")),
        ("K00002", PEOPLE[1]["name"], "owner", "何安", "陈立"),
        ("K00002", PEOPLE[1]["name"], "groups", None, ("重点", "新组")),
        ("K00003", "张伟", "groups", ("展会", "重点"), ("重点", "新组")),
        ("K00004", "单雄信", "owner", None, "陈立"),
        ("K00004", "单雄信", "groups", None, ("重点", "新组")),
    ]
    assert files(filled) == before
    assert [group.name for group in groups.all_groups(filled)] == ["展会", "重点"]
    assert history.entries(filled, 1)[0].verb == "own-field-add"


def test_what_was_previewed_is_done_in_one_action_that_undo_takes_back(filled: Desk, words_en: Any) -> None:
    before = files(filled)
    wish: dict[str, Any] = {"groups_add": ["重点", "新组"], "groups_remove": ["展会"]}
    changes = {"owner": "陈立", "x1": "2.5", "wanted": "是", "verified_on": "2026-11-20", "source": "展会"}
    changed = bulk_edit.apply(filled, [1, 2, 3], changes, **wish)
    assert changed.touched("customer") == {1, 2, 3}
    for values in files(filled)[:3]:
        assert (values["owner"], values["x1"], values["wanted"], values["source"]) == (
            "陈立",
            Decimal("2.5"),
            True,
            "fair",
        )
        assert values["groups"] == ("重点", "新组")
    assert files(filled)[3] == before[3]
    (action,) = history.entries(filled, 1)
    assert history.describe(action, words_en) == "Changed 3 files together: K00001, K00002, K00003"
    assert bulk_edit.preview(filled, [1, 2, 3], changes, **wish).same == 3
    assert not bulk_edit.apply(filled, [1, 2, 3], changes, **wish)
    history.undo(filled)
    assert files(filled) == before
    assert [group.name for group in groups.all_groups(filled)] == ["展会", "重点"]
    history.redo(filled)
    assert files(filled)[0]["groups"] == ("重点", "新组")


def test_an_empty_text_empties_and_groups_can_be_replaced(filled: Desk) -> None:
    bulk_edit.apply(filled, [1, 2, 3, 4], {"owner": "", "groups": "甲; 乙"})
    assert all("owner" not in values and values["groups"] == ("甲", "乙") for values in files(filled))
    bulk_edit.apply(filled, [1, 2], {"groups": ""})
    assert ["groups" in values for values in files(filled)] == [False, False, True, True]


def test_what_is_searched_is_found_by_its_new_value(filled: Desk) -> None:
    bulk_edit.apply(filled, [1, 3], {"city": "嘉兴市"})
    assert customers.find(filled, Listing("嘉兴市")) == [1, 3]
    history.undo(filled)
    assert customers.find(filled, Listing("嘉兴市")) == []


@pytest.mark.parametrize(
    ("ids", "changes", "refused", "changed"),
    [
        ([1, 2, 3, 4], {"industry": "物流"}, [("K00003", "bulk-kind"), ("K00004", "bulk-kind")], 2),
        ([1, 2, 3, 4], {"gender": "male"}, [("K00001", "bulk-kind"), ("K00002", "bulk-kind")], 2),
        ([3, 4], {"industry": "物流", "kind": "enterprise"}, [], 2),
        ([1, 2, 3, 4], {"industry": ""}, [], 0),
        ([1, 2, 3], {"referrer": "K00003"}, [("K00003", "reference-self")], 2),
        ([1, 2], {"parent_company": "K00002"}, [("K00001", "parent-circle"), ("K00002", "reference-self")], 0),
        ([1, 99], {"owner": "王晓"}, [("", "record-gone")], 1),
        ([1, 1, 1], {"owner": "王晓"}, [], 1),
    ],
)
def test_who_cannot_have_the_value_stays_as_it_is(
    filled: Desk, ids: Sequence[int], changes: Mapping[str, str], refused: list[tuple[str, str]], changed: int
) -> None:
    found = bulk_edit.preview(filled, ids, changes)
    assert [(number, problem.code) for number, problem in found.refused] == refused
    assert (found.changed, found.same) == (changed, len(set(ids)) - changed - len(refused))
    before = files(filled)
    bulk_edit.apply(filled, ids, changes)
    after = files(filled)
    stays = {number for number, _ in refused} | {f"K0000{i}" for i in {1, 2, 3, 4} - set(ids)}
    assert [b for b in before if b["number"] in stays] == [a for a in after if a["number"] in stays]
    assert sum(b != a for b, a in zip(before, after, strict=True)) == changed


def test_files_in_the_trash_stay_as_they_are(filled: Desk) -> None:
    customers.delete(filled, (2,))
    found = bulk_edit.preview(filled, [1, 2], {"owner": "王晓"})
    assert (found.changed, [(number, problem.code) for number, problem in found.refused]) == (
        1, [("K00002", "customer-in-trash")],
    )  # fmt: skip
    bulk_edit.apply(filled, [1, 2], {"owner": "王晓"})
    assert customers.file(filled, 2).values["owner"] == "何安"


@pytest.mark.parametrize("key", ["number", "name", "mobile", "phone", "id_number", "credit_code"])
def test_what_tells_one_customer_from_another_is_never_set_in_several(filled: Desk, key: str) -> None:
    assert key not in [field.key for field in bulk_edit.changeable(filled)]
    for verb in (bulk_edit.preview, bulk_edit.apply):
        with pytest.raises(UserError) as caught:
            verb(filled, [1, 2], {key: "1"})
        assert caught.value.code == "bulk-field"


@pytest.mark.parametrize(
    ("changes", "wish", "code"),
    [
        ({}, {}, "bulk-nothing"),
        ({"shoe": "1"}, {}, "field-unknown"),
        ({"stage": "signed"}, {}, "field-derived"),
        ({"kind": ""}, {}, "required-missing"),
        ({"tier": "platinum"}, {}, "value-refused"),
        ({"verified_on": "2026-02-30"}, {}, "value-refused"),
        ({"referrer": "K77777"}, {}, "customer-unknown"),
        ({}, {"groups_remove": ["没有"]}, "group-unknown"),
        ({}, {"groups_add": [" "]}, "group-unknown"),
        ({}, {"groups_add": ["陈立的"]}, "group-dynamic"),
        ({}, {"groups_remove": ["陈立的"]}, "group-dynamic"),
        ({"groups": "陈立的"}, {}, "group-dynamic"),
    ],
)
def test_what_cannot_be_done_to_anybody_is_refused_whole(
    filled: Desk, changes: Mapping[str, str], wish: Mapping[str, Any], code: str
) -> None:
    groups.add(filled, "陈立的", "", Filter((Condition("owner", Test.IS, ("陈立",)),)))
    before = files(filled)
    for verb in (bulk_edit.preview, bulk_edit.apply):
        with pytest.raises(UserError) as caught:
            verb(filled, [1, 2], changes, **wish)
        assert caught.value.code == code
    assert files(filled) == before


def test_doubtful_values_are_kept_and_told(filled: Desk) -> None:
    found = bulk_edit.preview(filled, [1], {"email": "nonsense"})
    assert found.changed == 1
    assert found.warnings["email"].code == "email-odd"


def test_cancelling_leaves_nothing(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crmdesk.services.bulk_planning._CHUNK", 1)
    before = files(filled)
    seen: list[tuple[int, int]] = []
    with pytest.raises(CancelledError):
        bulk_edit.apply(
            filled,
            [1, 2, 3],
            {"owner": "王晓"},
            groups_add=["新组"],
            progress=lambda done, total: seen.append((done, total)),
            cancelled=lambda: len(seen) == 2,
        )
    assert seen == [(1, 3), (2, 3)]
    assert files(filled) == before
    assert [group.name for group in groups.all_groups(filled)] == ["展会", "重点"]
    bulk_edit.apply(filled, [1, 2, 3], {"owner": "王晓"}, groups_add=["新组"])
    assert [values["groups"] for values in files(filled)[:3]] == [("展会", "新组"), ("新组",), ("展会", "重点", "新组")]


def test_samples_are_the_first_only(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crmdesk.services.bulk_planning.MOST_SAMPLES", 3)
    ids = [customers.add(desk, {"name": f"客户{place}"})[0] for place in range(5)]
    found = bulk_edit.preview(desk, ids, {"owner": "王晓", "grade": "A"})
    assert (found.changed, len(found.samples)) == (5, 3)


def test_a_group_joined_and_left_at_once_is_left_and_not_made(filled: Desk) -> None:
    bulk_edit.apply(filled, [1, 2, 3], {"owner": "何安"}, groups_add=["新组", "展会"], groups_remove=["新组", "展会"])
    assert [file.get("groups") for file in files(filled)] == [None, None, ("重点",), None]
    assert [group.name for group in groups.all_groups(filled)] == ["展会", "重点"]


@pytest.mark.parametrize("name", ["甲;乙", "甲、乙", "甲，乙"])
def test_a_group_to_be_made_needs_a_name_that_can_stand_in_a_list(filled: Desk, name: str) -> None:
    with pytest.raises(UserError) as caught:
        bulk_edit.preview(filled, [1], {}, groups_add=[name])
    assert caught.value.code == "group-name-parted"
