"""The log of what went out, requests of persons, files nobody touched, consent."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from crmdesk.assets import load_words
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.exporting import ExportOptions
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.core.privacy import MOST_NAMED
from crmdesk.services import (
    attachments,
    contacts,
    customers,
    exporting,
    history,
    importing,
    notes,
    privacy,
    reporting,
    settings,
    templates,
)
from crmdesk.services.desk import Desk, open_desk
from crmdesk.services.importing import Options
from crmdesk.sheets.books import CancelledError
from crmdesk.sheets.reading import read_book
from crmdesk.store.privacy import UNTOUCHED
from tests.desk import NOW, clock
from tests.sheets.books import workbook

WORDS = load_words("en")
TODAY = NOW.date()


def logged(desk: Desk) -> list[tuple[str, int, bool, str]]:
    return [(entry.what, entry.customers, entry.masked, entry.target) for entry in privacy.entries(desk)]


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".vcf", ".json"])
def test_every_export_is_logged(desk: Desk, tmp_path: Path, ending: str) -> None:
    ids = [customers.add(desk, {"name": f"客户{i}"})[0] for i in range(3)]
    exporting.export(desk, tmp_path / f"名单{ending}", WORDS)
    exporting.export(desk, tmp_path / f"两位{ending}", WORDS, ids[:2], mask=True)
    assert logged(desk) == [("export", 2, True, f"两位{ending}"), ("export", 3, False, f"名单{ending}")]
    two, every = privacy.entries(desk)
    assert [two.concerns(i) for i in ids] == [True, True, False]
    assert every.params == {"every": True}
    assert (every.at, every.who) == ("2026-11-21T04:00:00Z", "陈立")


def test_what_is_no_export_is_not_logged(desk: Desk, tmp_path: Path) -> None:
    customers.add(desk, {"name": "张伟"})
    templates.write_template(desk, tmp_path / "空表.xlsx", WORDS, "customers")
    exporting.export(desk, tmp_path / "对手.csv", WORDS, options=ExportOptions(("competitors",)))
    with pytest.raises(UserError):
        exporting.export(desk, tmp_path / "没有" / "名单.csv", WORDS)
    with pytest.raises(CancelledError):
        exporting.export(desk, tmp_path / "名单.csv", WORDS, cancelled=lambda: True)
    assert logged(desk) == []


def test_large_exports_name_nobody(desk: Desk) -> None:
    privacy.log(desk, "export", range(MOST_NAMED), target="a.csv")
    privacy.log(desk, "export", range(MOST_NAMED + 1), target="b.csv")
    large, small = privacy.entries(desk)
    assert (large.customers, large.params, large.concerns(1)) == (MOST_NAMED + 1, {}, None)
    assert len(small.params["ids"]) == MOST_NAMED
    with pytest.raises(ValueError, match="gossip"):
        privacy.log(desk, "gossip", 1)


def test_rows_given_back_and_attachments_saved_are_logged(desk: Desk, tmp_path: Path) -> None:
    path = workbook(tmp_path / "客户.xlsx", {"名单": [["客户名称", "手机"], ["张伟", 1], [None, 13800138001]]})
    book = read_book(path)
    plan = importing.plan(desk, book, Options())
    reporting.write_returned(desk, tmp_path / "待改.xlsx", book, plan, WORDS)
    reporting.write_returned(desk, tmp_path / "全部.xlsx", book, plan, WORDS, every=True)
    one, _ = customers.add(desk, {"name": "张伟"})
    attachments.add_content(desk, one, "合同.txt", b"x")
    attachment = attachments.of_customer(desk, one)[0]
    attachments.open_copy(desk, attachment)
    attachments.save(desk, attachment, tmp_path / "另存.txt")
    assert logged(desk) == [
        ("attachment", 1, False, "另存.txt"), ("export", 2, False, "全部.xlsx"), ("export", 2, False, "待改.xlsx")
    ]  # fmt: skip
    assert privacy.entries(desk)[0].concerns(one)


def test_the_log_by_kind_and_in_pages(desk: Desk) -> None:
    for i in range(5):
        privacy.log(desk, "export" if i % 2 else "copy", i, target=f"{i}.csv")
    assert [entry.customers for entry in privacy.entries(desk, ["export"])] == [3, 1]
    first = privacy.entries(desk, limit=2)
    assert [entry.customers for entry in first] == [4, 3]
    assert [entry.customers for entry in privacy.entries(desk, limit=2, before=first[-1].id)] == [2, 1]


def test_a_request_from_beginning_to_end(desk: Desk) -> None:
    one, _ = customers.add(desk, {"name": "张伟"})
    made, changes = privacy.add_request(desk, "copy", customer_id=one, received_on=dt.date(2026, 11, 1), notes=" 电话 ")
    assert changes.touched("customer") == {one}
    request = privacy.request(desk, made)
    assert (request.number, request.due_on, request.notes) == ("K00001", dt.date(2026, 11, 16), "电话")
    assert request.overdue(TODAY)
    settings.change(desk, "privacy.request_days", "30")
    other, _ = privacy.add_request(desk, "deletion", subject="李娜")
    assert [each.id for each in privacy.requests(desk)] == [made, other]
    privacy.answer_request(desk, made, "partly", notes="已交付")
    assert [each.id for each in privacy.requests(desk)] == [other, made]
    assert [each.id for each in privacy.requests(desk, pending=True)] == [other]
    assert [each.id for each in privacy.requests(desk, customer_id=one)] == [made]
    answered = privacy.request(desk, made)
    assert (answered.outcome, answered.answered_on, answered.notes) == ("partly", TODAY, "已交付")
    privacy.change_request(desk, made, received_on=dt.date(2026, 11, 2), kind="access")
    assert privacy.request(desk, made).due_on == dt.date(2026, 12, 2)
    privacy.change_request(desk, made, outcome=None, answered_on=None)
    assert not privacy.request(desk, made).answered
    for _ in range(2):
        history.undo(desk)
    assert privacy.request(desk, made) == answered
    history.undo(desk)
    assert privacy.request(desk, made) == request
    privacy.delete_request(desk, made)
    with pytest.raises(UserError, match="request-unknown"):
        privacy.answer_request(desk, made, "done")
    history.undo(desk)
    assert privacy.request(desk, made) == request
    assert [history.describe(entry, WORDS) for entry in history.entries(desk)][:3] == [
        "Deleted a request about personal data K00001",
        "Changed a request about personal data K00001",
        "Changed a request about personal data K00001",
    ]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "gossip", "subject": "李娜"}, "request-kind"),
        ({"kind": "copy", "subject": "  "}, "request-subject"),
        ({"kind": "copy", "subject": "李娜", "received_on": TODAY + dt.timedelta(days=1)}, "request-future"),
        ({"kind": "copy", "customer_id": 99}, "record-gone"),
    ],
)
def test_requests_that_cannot_be(desk: Desk, values: dict[str, Any], code: str) -> None:
    with pytest.raises(UserError, match=code):
        privacy.add_request(desk, **values)
    assert privacy.requests(desk) == []


@pytest.mark.parametrize(
    ("outcome", "day", "code"),
    [
        ("maybe", TODAY, "request-outcome"),
        ("done", TODAY - dt.timedelta(days=30), "request-order"),
        ("done", TODAY + dt.timedelta(days=1), "request-future"),
    ],
)
def test_answers_that_cannot_be(desk: Desk, outcome: str, day: dt.date, code: str) -> None:
    made, _ = privacy.add_request(desk, "copy", subject="李娜")
    with pytest.raises(UserError, match=code):
        privacy.answer_request(desk, made, outcome, answered_on=day)
    assert not privacy.request(desk, made).answered


def at(desk: Desk, day: dt.date) -> Desk:
    """The same data file on another day."""
    desk.close()
    return open_desk(desk.path, who="陈立", clock=lambda: dt.datetime.combine(day, NOW.timetz()))


def test_files_nobody_touched(desk: Desk) -> None:
    desk = at(desk, dt.date(2020, 5, 1))
    names = ("没人管", "改过", "打开过", "有新记事", "核对过", "旧垃圾", "没日期")
    one, changed, opened, noted, verified, thrown, undated = (customers.add(desk, {"name": n})[0] for n in names)
    customers.edit(desk, undated, {"created_on": ""})
    customers.delete(desk, [thrown])
    desk = at(desk, dt.date(2022, 5, 1))
    assert privacy.retention(desk).count == 0
    customers.edit(desk, changed, {"city": "嘉兴"})
    customers.note_opened(desk, opened)
    notes.add(desk, noted, "来过")
    customers.edit(desk, verified, {"verified_on": "2022-05-01"})
    desk = at(desk, dt.date(2023, 5, 2))
    new, _ = customers.add(desk, {"name": "新的", "created_on": "2001-01-01"})
    found = privacy.retention(desk)
    assert (found.years, found.before) == (3, dt.date(2020, 5, 2))
    assert (set(found.ids), found.trash, found.count) == ({one, undated}, (thrown,), 3)
    assert new not in found.ids
    settings.change(desk, "privacy.retention_years", "0")
    assert privacy.retention(desk) == privacy.Retention(0, None)
    settings.change(desk, "privacy.retention_years", "1")
    assert set(privacy.retention(desk).ids) == {one, undated, changed, opened, noted, verified}
    desk.close()


def test_the_first_moment_of_the_day_counts_as_touched(desk: Desk) -> None:
    desk = at(desk, dt.date(2020, 5, 1))
    customers.add(desk, {"name": "张伟"})
    desk = at(desk, dt.date(2023, 5, 1))
    assert privacy.retention(desk).ids == ()
    desk = at(desk, dt.date(2023, 5, 2))
    assert privacy.retention(desk).ids == (1,)
    desk.close()


def test_retention_reads_no_more_than_what_was_done_lately(desk: Desk) -> None:
    execute = desk.data.database.execute_sql
    plan = [row[3] for row in execute(f"EXPLAIN QUERY PLAN {UNTOUCHED}", ("2023-01-01", "x")).fetchall()]
    assert "SEARCH c USING INDEX customer_by_created (created_on<?)" in plan
    assert "SEARCH h USING PRIMARY KEY (action_id=?)" in plan
    assert not [line for line in plan if line.startswith(("SCAN c", "SCAN h"))]


def test_withdrawn_consent_is_said_where_it_is_typed(desk: Desk) -> None:
    one, _ = customers.add(desk, {"name": "张伟", "consent_on": "2025-01-01"}, [{"name": "李娜"}])
    told = customers.read(desk, {"consent_withdrawn_on": "2026-01-01"}, new=False, customer_id=one)
    assert not told.refused
    assert told.problems["consent_withdrawn_on"].code == "consent-withdrawn"
    told = customers.read(desk, {"consent_withdrawn_on": "2024-01-01"}, new=False, customer_id=one)
    assert told.problems["consent_withdrawn_on"].code == "consent-order"
    assert customers.read(desk, {"city": "嘉兴"}, new=False, customer_id=one).problems == {}
    customers.edit(desk, one, {"consent_withdrawn_on": "2026-01-01"})
    told = customers.read(desk, {"consent_on": "2026-02-01"}, new=False, customer_id=one)
    assert told.problems["consent_withdrawn_on"].code == "consent-order"
    person = {"name": "李娜", "consent_on": "2025-01-01", "consent_withdrawn_on": "2026-01-01"}
    assert contacts.read(desk, person, new=True).problems["consent_withdrawn_on"].code == "consent-withdrawn"


def test_consent_is_filtered_like_any_day(desk: Desk) -> None:
    customers.add(desk, {"name": "张伟"})
    gone, _ = customers.add(desk, {"name": "李娜", "consent_withdrawn_on": "2026-01-01"})
    listing = Listing(filter=Filter((Condition("consent_withdrawn_on", Test.FILLED),)))
    assert customers.find(desk, listing) == [gone]
    assert clock() == NOW
