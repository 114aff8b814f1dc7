"""Erasing for good: no byte of a person stays, nothing else is lost, and no undo brings them back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.services import (
    attachments,
    backups,
    complaint_steps,
    complaints,
    contacts,
    customers,
    drafts,
    duplicates,
    erasing,
    groups,
    history,
    importing,
    importing_undo,
    merging,
    notes,
    photos,
    privacy,
    security,
)
from crmdesk.services.desk import Desk, open_desk
from crmdesk.sheets.reading import read_book
from crmdesk.store import cleaning
from crmdesk.store.erasing import held_by
from crmdesk.store.opening import open_file
from tests.desk import clock, make_desk
from tests.services.erasing import rows_with, traces
from tests.services.test_history import all_the_way, content
from tests.sheets.books import workbook
from tests.store.test_search import check_index

NAME, FORMER, PERSON = "龘靐齉", "鱻羴犇", "爩麤籱"
PHONE, CONTACT_PHONE = "13987650099", "13787650088"
NOTE, UNDONE, FILE = "CanaryNoteText", "CanaryUndoneText", "CanaryAttachmentContent"
PINYIN = ("dabingnang", "tabingnang")
CANARIES = (NAME, FORMER, PERSON, PHONE, CONTACT_PHONE, NOTE, UNDONE, FILE)
QUOTED = '"Ωξψ" 公司'
BLOB = (FILE * 2_000).encode()


def fill(desk: Desk) -> tuple[int, int]:
    """A customer with everything there is, who was renamed, merged and undone, and another one that knows it."""
    one, _ = customers.add(desk, {"name": FORMER, "mobile": PHONE, "notes": NOTE, "groups": "VIP"}, [{"name": PERSON}])
    other, _ = customers.add(desk, {"name": "王五", "mobile": "13800000000", "referrer": "K00001"})
    customers.edit(desk, one, {"name": NAME})
    contact = customers.file(desk, one).contacts[0].id
    contacts.edit(desk, contact, {"mobile": CONTACT_PHONE})
    notes.add(desk, one, NOTE)
    notes.add(desk, one, UNDONE)
    history.undo(desk)
    attachments.add_content(desk, one, "合同.txt", BLOB)
    photos.put(desk, one, b"\xff\xd8" + BLOB)
    twin, _ = customers.add(desk, {"name": NAME + "公司", "wechat": NOTE + "2"}, [{"name": PERSON}])
    merging.merge(desk, twin, one)
    drafts.keep(desk, drafts.key_of("customer", one), NAME, {"notes": NOTE})
    drafts.keep(desk, drafts.key_of("contact", one, contact), PERSON, {"mobile": PHONE})
    customers.note_opened(desk, one)
    privacy.add_request(desk, "deletion", customer_id=one, subject=NAME, notes=NOTE)
    privacy.log(desk, "copy", [one], target=f"{NAME}.txt")
    return one, other


def test_nothing_of_an_erased_customer_stays(desk: Desk) -> None:
    one, other = fill(desk)
    assert set(rows_with(desk, [*CANARIES, *PINYIN])) >= {
        "change", "contact", "customer", "draft", "note", "blob", "privacy_log", "privacy_request", "terms"
    }  # fmt: skip
    erasure = erasing.preview(desk, one)
    assert [each.number for each in erasure.customers] == ["K00001"]
    assert [each.name for each in erasure.merged] == [NAME + "公司"]
    found = {key: erasure.counts[key] for key in ("customer", "contact", "note", "attachment", "draft", "naming")}
    assert found == {"customer": 2, "contact": 2, "note": 2, "attachment": 1, "draft": 2, "naming": 1}
    done = erasing.erase(desk, one)
    assert (done.clean, done.erasure) == (True, erasure)
    assert done.changes.touched("customer") >= {one}
    assert rows_with(desk, [*CANARIES, *PINYIN]) == []
    assert "referrer" not in customers.file(desk, other).values
    entry = privacy.entries(desk, ["erase"])[0]
    assert (entry.customers, entry.params, entry.target) == (2, {"number": "K00001"}, "")
    assert privacy.entries(desk)[1].target == "K00001.txt"
    request = privacy.requests(desk)[0]
    assert (request.subject, request.customer_id, request.notes) == ("K00001", None, "")
    check_index(desk)
    desk.close()
    assert traces(desk.path, CANARIES) == []
    assert traces(desk.path, ["王五"]) == ["王五"]


def test_free_room_of_the_file_is_forgotten_too(desk: Desk) -> None:
    """Another tool may have written the file without overwriting what it deleted."""
    one, _ = customers.add(desk, {"name": "张伟", "notes": NOTE * 900})
    desk.data.database.execute_sql("PRAGMA secure_delete = OFF")
    for n in range(3):
        customers.edit(desk, one, {"notes": f"{NOTE}{n}" * 900})
        history.undo(desk)
    customers.add(desk, {"name": "王五"})
    desk.data.database.execute_sql("PRAGMA secure_delete = ON")
    erasing.erase(desk, one)
    desk.close()
    assert traces(desk.path, [NOTE]) == []


def test_no_word_of_the_search_index_stays(desk: Desk) -> None:
    customers.add(desk, {"name": "王五"})
    one, _ = customers.add(desk, {"name": "张伟 Ωξψθ"})
    path = desk.path
    desk.close()
    assert traces(path, ["ωξψθ"]) == ["ωξψθ"]
    desk = open_desk(path, who="陈立", clock=clock)
    erasing.erase(desk, one)
    desk.close()
    assert traces(path, ["ωξψθ"]) == []


def test_what_was_done_to_others_can_still_be_undone(desk: Desk) -> None:
    one, other = fill(desk)
    customers.edit(desk, other, {"city": "嘉兴"})
    before = content(desk)
    erasing.erase(desk, one)
    after = content(desk)
    assert {i: row for i, row in before["customer"].items() if i == other} == {
        i: {**row, "referrer": one} for i, row in after["customer"].items()
    }
    assert history.undo(desk)[0].verb == "customer-edit"
    assert "city" not in customers.file(desk, other).values
    all_the_way(desk, history.undo)
    assert not any(content(desk).values())
    all_the_way(desk, history.redo)
    assert content(desk) == after
    assert rows_with(desk, [*CANARIES, *PINYIN]) == []
    number = customers.add(desk, {"name": "新来的"})[0]
    assert customers.file(desk, number).number == "K00004"


def test_undoing_never_passes_by_an_action_of_which_nothing_is_left(desk: Desk) -> None:
    one, _ = customers.add(desk, {"name": NAME})
    other, _ = customers.add(desk, {"name": "王五"})
    customers.edit(desk, one, {"city": "嘉兴"})
    erasing.erase(desk, one)
    assert history.undoable(desk)[0] == history.entries(desk)[1]
    history.undo(desk)
    assert customers.find(desk, Listing()) == []
    assert history.undoable(desk)[0] is None
    with pytest.raises(UserError, match="nothing-to-undo"):
        history.undo(desk)
    history.redo(desk)
    assert customers.find(desk, Listing()) == [other]


def test_only_in_the_history(desk: Desk) -> None:
    customers.add(desk, {"name": NAME, "mobile": PHONE}, [{"name": PERSON}])
    history.undo(desk)
    found = erasing.find(desk, "K00001")
    assert erasing.preview(desk, found).customers[0].name == NAME
    erasing.erase(desk, found)
    with pytest.raises(UserError, match="customer-unknown"):
        erasing.find(desk, "K00001")
    with pytest.raises(UserError, match="nothing-to-redo"):
        history.redo(desk)
    desk.close()
    assert traces(desk.path, CANARIES) == []


def test_one_in_the_trash_and_several_at_once(desk: Desk) -> None:
    ids = [customers.add(desk, {"name": f"{NAME}{i}", "mobile": f"{PHONE[:-1]}{i}"})[0] for i in range(3)]
    stays, _ = customers.add(desk, {"name": "王五"})
    customers.delete(desk, ids[:2])
    told: list[tuple[int, int | None]] = []
    erasing.erase(desk, ids, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert customers.find(desk, Listing()) == [stays]
    assert customers.find(desk, Listing(deleted=True)) == []
    assert [entry.params["number"] for entry in privacy.entries(desk)] == ["K00003", "K00002", "K00001"]
    desk.close()
    assert traces(desk.path, CANARIES) == []


def test_a_contact_alone(desk: Desk) -> None:
    one, _ = customers.add(desk, {"name": "禾砚公司", "mobile": PHONE}, [{"name": PERSON}, {"name": "李娜"}])
    contact = erasing.contact_of(desk, one, PERSON)
    contacts.edit(desk, contact, {"mobile": CONTACT_PHONE, "wechat": NOTE})
    twin, _ = customers.add(desk, {"name": "禾砚"}, [{"name": PERSON, "mobile": CONTACT_PHONE, "wechat": NOTE}])
    merging.merge(desk, twin, one)
    drafts.keep(desk, drafts.key_of("contact", one, contact), PERSON, {"mobile": CONTACT_PHONE})
    privacy.add_request(desk, "copy", customer_id=one, subject=PERSON)
    privacy.add_request(desk, "copy", customer_id=one, subject="李娜")
    erasure = erasing.preview(desk, contact_id=contact)
    assert (erasure.contact, erasure.counts["contact"], erasure.counts["draft"]) == (PERSON, 2, 1)
    done = erasing.erase(desk, contact_id=contact)
    assert done.changes.records == {"contact": {contact, contact + 2}, "customer": {one}}
    assert [part.values["name"] for part in customers.file(desk, one).contacts] == ["李娜"]
    assert customers.find(desk, Listing("13987650099")) == [one]
    assert customers.find(desk, Listing(PERSON)) == []
    assert [request.subject for request in privacy.requests(desk)] == ["K00001", "李娜"]
    assert privacy.entries(desk)[0].what == "erase-contact"
    check_index(desk)
    all_the_way(desk, history.undo)
    all_the_way(desk, history.redo)
    assert rows_with(desk, [PERSON, CONTACT_PHONE, NOTE]) == []
    desk.close()
    assert traces(desk.path, [PERSON, CONTACT_PHONE, NOTE]) == []


def test_a_complaint_that_was_moved_goes_with_whom_it_belongs_to(desk: Desk) -> None:
    logged, _ = customers.add(desk, {"name": "王五"}, [{"name": "李娜"}])
    owner, _ = customers.add(desk, {"name": NAME})
    made, _ = complaints.add(desk, logged, {"words": NOTE, "contact": "李娜"})
    step, _ = complaint_steps.finish(desk, made, "listen", {"text": FORMER, "contact": "李娜"})
    complaint_steps.correct(desk, step, {"text": PERSON})
    complaint_steps.attach_content(desk, made, 1, "listen", "断膜.jpg", BLOB)
    drafts.keep(desk, drafts.key_of("complaint-step", logged, f"{made}.1.apologise"), NAME, {"text": UNDONE})
    complaints.move(desk, made, owner)
    complaints.unresolved(desk, made, {"reason": "law", "text": PHONE})
    other, _ = complaints.add(desk, logged, {"words": "慢"})
    drafts.keep(desk, drafts.key_of("complaint-step", logged, f"{other}.1.listen"), "王五", {"text": "听"})
    erasing.erase(desk, owner)
    assert complaints.ids_of_customer(desk, logged) == [other]
    assert [draft.texts for draft in drafts.all_drafts(desk)] == [{"text": "听"}]
    all_the_way(desk, history.undo)
    all_the_way(desk, history.redo)
    assert desk.data.database.execute_sql("PRAGMA foreign_key_check").fetchall() == []
    assert rows_with(desk, CANARIES) == []
    desk.close()
    assert traces(desk.path, CANARIES) == []


def test_a_contact_that_cannot_be_told(desk: Desk) -> None:
    one, _ = customers.add(desk, {"name": "甲"}, [{"name": "李娜"}, {"name": "李娜"}])
    with pytest.raises(UserError, match="erase-contact-several"):
        erasing.contact_of(desk, one, "李娜")
    with pytest.raises(UserError, match="erase-contact-unknown"):
        erasing.contact_of(desk, one, "王五")
    with pytest.raises(UserError, match="contact-unknown"):
        erasing.preview(desk, contact_id=99)
    with pytest.raises(UserError, match="record-gone"):
        erasing.erase(desk, 99)


def test_a_merged_file_goes_with_the_one_it_is_in(desk: Desk) -> None:
    one, _ = customers.add(desk, {"name": NAME})
    other, _ = customers.add(desk, {"name": "王五"})
    merging.merge(desk, one, other)
    with pytest.raises(UserError) as refused:
        erasing.erase(desk, one)
    assert (refused.value.code, refused.value.params) == ("erase-merged", {"number": "K00001", "into": "K00002"})
    assert [each.number for each in erasing.preview(desk, (one, other)).customers] == ["K00002"]
    erasing.erase(desk, (one, other))
    assert customers.find(desk, Listing(deleted=True)) == []
    desk.close()
    assert traces(desk.path, CANARIES) == []


def test_an_undone_merge_keeps_nothing_of_the_erased_in_the_other_file(desk: Desk) -> None:
    one, _ = customers.add(desk, {"name": NAME, "mobile": PHONE, "notes": NOTE}, [{"name": PERSON}])
    other, _ = customers.add(desk, {"name": "王五"})
    merging.merge(desk, one, other)
    history.undo(desk)
    erasing.erase(desk, one)
    assert rows_with(desk, CANARIES) == []
    with pytest.raises(UserError, match="nothing-to-redo"):
        history.redo(desk)
    assert customers.file(desk, other).name == "王五"


def test_what_others_have_too_stays(desk: Desk) -> None:
    one, _ = customers.add(desk, {"name": NAME})
    other, _ = customers.add(desk, {"name": "王五"})
    third, _ = customers.add(desk, {"name": "赵六"})
    for each in (one, other):
        attachments.add_content(desk, each, "a.txt", b"shared" * 500)
    attachments.add_content(desk, third, "b.txt", b"undone" * 500)
    attachments.add_content(desk, one, "b.txt", b"undone" * 500)
    attachments.delete(desk, [attachments.of_customer(desk, third)[0].id])
    duplicates.mark_not_same(desk, one, other)
    erasing.erase(desk, one)
    assert attachments.content(desk, attachments.of_customer(desk, other)[0]) == b"shared" * 500
    assert rows_with(desk, ["undoneundone"]) == ["blob"]
    assert duplicates.not_same_as(desk, other) == frozenset()
    all_the_way(desk, history.undo)
    all_the_way(desk, history.redo)
    assert attachments.content(desk, attachments.of_customer(desk, other)[0]) == b"shared" * 500


def test_names_of_files_that_were_imported(desk: Desk, tmp_path: Path) -> None:
    rows = [["客户名称", "手机"], [NAME, PHONE], ["王五", "1"], [QUOTED, "2"]]
    path = workbook(tmp_path / f"{NAME}的资料.xlsx", {NAME: rows, QUOTED: rows[:1]})
    importing.import_book(desk, read_book(path))
    one = customers.find(desk, Listing(NAME))[0]
    erasing.erase(desk, one)
    assert importing.batches(desk)[0].file == "K00001的资料.xlsx"
    assert rows_with(desk, CANARIES) == []
    erasing.erase(desk, customers.find(desk, Listing("ωξψ"))[0])
    assert rows_with(desk, ["ωξψ"]) == []
    assert all('"' not in name.replace("K00003", "") for name in importing.batches(desk)[0].sheets)
    history.undo(desk)
    assert customers.find(desk, Listing()) == []


def test_an_import_that_was_taken_back(desk: Desk, tmp_path: Path) -> None:
    path = workbook(tmp_path / "客户.xlsx", {"名单": [["客户名称", "手机"], [NAME, PHONE], ["王五", "1"]]})
    batch = importing.import_book(desk, read_book(path))[1].batch
    assert batch is not None
    privacy.add_request(desk, "deletion", customer_id=1, subject=NAME + "本人", notes=NOTE)
    importing_undo.undo(desk, batch)
    assert customers.find(desk, Listing()) == []
    erasing.erase(desk, erasing.find(desk, "K00001"))
    assert rows_with(desk, CANARIES) == []
    assert privacy.requests(desk)[0].subject == "K00001"
    history.undo(desk)
    assert [row.name for row in customers.rows(desk, customers.find(desk, Listing()))] == ["王五"]
    all_the_way(desk, history.undo)
    all_the_way(desk, history.redo)
    assert customers.find(desk, Listing()) == []


def test_backups_that_still_hold_it_are_named(desk: Desk, tmp_path: Path) -> None:
    customers.add(desk, {"name": "王五"})
    before = backups.make(desk)
    one, _ = customers.add(desk, {"name": NAME}, [{"name": PERSON}])
    holding = backups.make(desk, target=tmp_path / "with.crmdesk")
    locked = backups.make(desk, target=tmp_path / "locked.crmdesk")
    locked.path.write_bytes(b"\x07" * locked.path.stat().st_size)
    erasure = erasing.preview(desk, one)
    assert [each.path for each in erasure.backups] == [holding.path]
    assert [each.path for each in erasure.unknown] == [locked.path]
    done = erasing.erase(desk, contact_id=erasing.contact_of(desk, one, PERSON))
    assert [each.path for each in done.backups] == [holding.path]
    done = erasing.erase(desk, one)
    assert ([each.path for each in done.backups], len(done.unknown)) == ([holding.path], 1)
    clean = backups.daily(desk)
    assert clean is not None
    assert [held_by(each.path, None, "customer", [one]) for each in (before, holding, clean)] == [False, True, False]


def test_encrypted_backups_are_looked_into_with_the_key_of_the_file(desk: Desk) -> None:
    one, _ = customers.add(desk, {"name": NAME, "mobile": PHONE})
    desk.close()
    key = security.set_password(desk.path, "第一个密码")
    first = open_desk(desk.path, who="陈立", clock=clock, key=key)
    former = backups.make(first)
    first.close()
    key = security.set_password(desk.path, "第二个密码", key=key)
    second = open_desk(desk.path, who="陈立", clock=clock, key=key)
    present = backups.make(second, target=former.path.with_name("另一份.crmdesk"))
    erasure = erasing.preview(second, one)
    assert [each.path for each in erasure.backups] == [present.path]
    assert [each.path for each in erasure.unknown] == [former.path]
    assert erasing.erase(second, one).clean
    assert rows_with(second, CANARIES) == []
    second.close()


def test_another_program_that_reads_delays_the_cleaning(desk: Desk) -> None:
    one, _ = fill(desk)
    other = open_file(desk.path)
    other.database.execute_sql("PRAGMA busy_timeout = 50")
    desk.data.database.execute_sql("PRAGMA busy_timeout = 50")
    with other.database.atomic():
        assert other.database.execute_sql("SELECT count(*) FROM customer").fetchone() == (3,)
        assert not erasing.erase(desk, one).clean
        assert erasing.is_pending(desk)
    other.close()
    assert erasing.clean(desk)
    assert not erasing.is_pending(desk)
    assert erasing.clean(desk)
    desk.close()
    assert traces(desk.path, CANARIES) == []


def test_another_program_that_writes_delays_the_cleaning_too(desk: Desk) -> None:
    one, _ = fill(desk)
    other = open_file(desk.path)

    def begin(done: int, _total: int | None) -> None:
        if done == 1:
            other.database.execute_sql("BEGIN IMMEDIATE")

    assert not erasing.erase(desk, one, progress=begin).clean
    assert rows_with(desk, CANARIES) == []
    other.database.execute_sql("ROLLBACK")
    other.close()
    assert erasing.is_pending(desk)
    assert erasing.clean(desk)
    desk.close()
    assert traces(desk.path, CANARIES) == []


def test_what_a_killed_program_left_is_cleaned_at_the_next_opening(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = fill(desk)

    def killed(_data: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(cleaning, "clean", killed)
        with pytest.raises(KeyboardInterrupt):
            erasing.erase(desk, one)
    desk.close()
    again = make_desk(tmp_path)
    assert not erasing.is_pending(again)
    assert customers.find(again, Listing(NAME)) == []
    again.close()
    assert traces(again.path, CANARIES) == []


VERBS = ("add", "contact", "note", "file", "delete", "restore", "drop", "request", "group")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.integers(0, 3), st.sampled_from(("name", "notes", "city", "groups"))),
        st.tuples(
            st.sampled_from(("add", "contact", "note", "file", "delete", "restore", "drop", "request")),
            st.integers(0, 3),
        ),
        st.tuples(st.just("refer"), st.integers(0, 3), st.integers(0, 3)),
        st.tuples(st.just("merge"), st.integers(1, 3)),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
    ),
    max_size=16,
)


def perform(desk: Desk, step: tuple[Any, ...]) -> None:  # noqa: PLR0912
    """One step on the first customer (who says who it is in all it holds) or another; refused ones do nothing."""
    verb, *rest = step
    everyone = sorted(customers.find(desk, Listing()) + customers.find(desk, Listing(deleted=True)))
    if not everyone and verb not in ("undo", "redo", "add"):
        return
    target = everyone[rest[0] % len(everyone)] if everyone and rest else 0
    mine = NAME if target == 1 else "别人"
    try:
        match verb:
            case "add":
                customers.add(desk, {"name": "别人"}, [{"name": "别人"}])
            case "edit":
                customers.edit(desk, target, {rest[1]: "组" if rest[1] == "groups" else mine})
            case "contact":
                contacts.add(desk, target, {"name": mine, "mobile": PHONE if target == 1 else "13800000000"})
            case "note":
                notes.add(desk, target, mine + "说")
            case "file":
                attachments.add_content(desk, target, f"{mine}.txt", (mine * 999).encode())
            case "drop":
                contacts.delete(desk, next(iter(customers.file(desk, target).contacts)).id)
            case "delete":
                customers.delete(desk, [target])
            case "restore" if "merged_into" not in (desk.records.read("customer", target) or {}):
                customers.restore(desk, [target])
            case "request" if asked := privacy.requests(desk, customer_id=target):
                privacy.change_request(desk, asked[0].id, notes=f"{asked[0].notes}{mine}", subject=mine * 2)
            case "request":
                privacy.add_request(desk, "copy", customer_id=target, subject=mine, notes=mine)
            case "refer":
                other = everyone[rest[1] % len(everyone)]
                customers.edit(desk, target, {"referrer": customers.file(desk, other).number})
            case "merge":
                merging.merge(desk, target, 1)
            case "group":
                groups.put_in(desk, [target], "组")
            case "undo":
                history.undo(desk)
            case "redo":
                history.redo(desk)
    except (UserError, StopIteration):
        pass


@settings(max_examples=25)
@given(before=STEPS, after=STEPS)
def test_no_sequence_of_actions_brings_an_erased_customer_back(
    before: list[tuple[Any, ...]], after: list[tuple[Any, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = make_desk(Path(folder))
        try:
            customers.add(desk, {"name": NAME, "mobile": PHONE}, [{"name": PERSON}])
            customers.add(desk, {"name": "别人", "referrer": "K00001"}, [{"name": "别人"}])
            for step in before:
                perform(desk, step)
            erasing.erase(desk, erasing.find(desk, "K00001"))
            canaries = (NAME, PERSON, PHONE)
            assert rows_with(desk, canaries) == []
            for step in after:
                perform(desk, step)
            all_the_way(desk, history.redo)
            everything = content(desk)
            all_the_way(desk, history.undo)
            assert not any(content(desk).values())
            all_the_way(desk, history.redo)
            assert content(desk) == everything
            assert 1 not in everything["customer"]
            assert rows_with(desk, canaries) == []
            assert desk.data.database.execute_sql("PRAGMA foreign_key_check").fetchall() == []
            check_index(desk)
        finally:
            desk.close()
        assert traces(desk.path, canaries) == []
