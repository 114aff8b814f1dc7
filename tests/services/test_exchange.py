"""A whole workbook written and read into an empty data file gives the same records: every kind, own fields, lists."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crmdesk.assets import load_words
from crmdesk.core import texts
from crmdesk.core.customers import Listing
from crmdesk.core.fields import Type
from crmdesk.core.importing import Options
from crmdesk.services import (
    addresses,
    competitors,
    customers,
    elsewhere,
    exporting,
    history,
    importing,
    importing_undo,
    lists,
    notes,
    user_fields,
)
from crmdesk.services.desk import Desk
from tests.desk import make_desk
from tests.services.dealing import deal, dealings

LANGUAGES = ("zh_CN", "en")
OWN = {
    "签约日": (Type.DATE, (), st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)).map(str)),
    "会员卡": (Type.TEXT, (), st.sampled_from(["0012", "2024-01-02", "VIP;金", "=1+1", "是"])),
    "积分": (Type.NUMBER, (), st.sampled_from(["0", "12.5", "-3", "100000"])),
    "评定": (Type.CHOICE, ("甲等", "乙等", "1"), st.sampled_from(["甲等", "乙等", "1"])),
    "收样品": (Type.YES_NO, (), st.sampled_from(["是", "否"])),
}
WORDS = ("老乡介绍", "抖音")
"""Words of the user's own in the list of sources."""

TEXT = st.text(st.sampled_from("甲乙嘉禾王李张厂a Z9,;:：；、/-_'\"=+@#()（）\n😀龘"), min_size=1, max_size=12).filter(
    lambda text: bool(texts.clean(text)) and texts.clean_lines(text) == text
)
LINE = TEXT.filter(lambda text: texts.clean(text) == text)
NAME = LINE.filter(lambda text: bool(texts.fold(text)))
MOMENT = st.datetimes(dt.datetime(2001, 1, 1), dt.datetime(2030, 1, 1)).map(
    lambda at: at.replace(microsecond=0).strftime("%Y-%m-%dT%H:%M:%SZ")
)
Typed = Mapping[str, str]


def typed(required: str, lead: st.SearchStrategy[str], **optional: st.SearchStrategy[str]) -> st.SearchStrategy[Typed]:
    return st.fixed_dictionaries({required: lead}, optional=optional)


@dataclass(frozen=True)
class File:
    """One customer as it is typed, with everything in its file; notes are text, instant, author, pinned."""

    customer: Typed
    own: Typed
    contacts: Sequence[Typed] = ()
    addresses: Sequence[Typed] = ()
    notes: Sequence[tuple[str, str, str, bool]] = ()
    elsewhere: Sequence[Typed] = ()


def unlike(one: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[list[Any]]:
    """Parts of one customer, no two of them equal: a file that says a thing twice says it once."""
    return st.lists(
        one, max_size=most, unique_by=lambda part: tuple(sorted(part.items())) if isinstance(part, dict) else part[:2]
    )


FILES = st.lists(
    st.builds(
        File,
        typed(
            "name", NAME, kind=st.sampled_from(["企业客户", "个人客户"]), notes=TEXT, city=LINE, province=LINE,
            mobile=st.sampled_from(["13800000001", "139 0000 0002"]), source=st.sampled_from(["展会", *WORDS]),
            groups=st.sampled_from(["华东", "华东; 重点"]), wanted=st.sampled_from(["是", "否"]),
            birthday=st.sampled_from(["1990-05-01", "--05-01", "L1990-04-07", "L2023-02+-10"]),
        ),
        st.fixed_dictionaries({}, optional={label: values for label, (_, _, values) in OWN.items()}),
        unlike(typed("name", NAME, title=LINE, mobile=st.just("13800000009"), main=st.just("是"), notes=TEXT)).filter(
            lambda parts: sum("main" in part for part in parts) < 2
        ),
        unlike(typed("city", LINE, label=LINE, address=LINE, recipient=LINE, phone=st.just("0571-81000001"))),
        unlike(st.tuples(TEXT, MOMENT, st.sampled_from(["王芳", "陈立", ""]), st.booleans())),
        unlike(
            typed("product", LINE, competitor=st.sampled_from(["远大", "恒力"]), quantity=LINE, notes=LINE,
                  replaced_on=st.just("2024-02-29"))
        ),
    ),
    min_size=1,
    max_size=3,
)  # fmt: skip
REGISTER = st.lists(
    typed("name", NAME, strengths=TEXT, weaknesses=TEXT), max_size=2, unique_by=lambda c: texts.fold(c["name"])
)


def fill(desk: Desk, files: Sequence[File], register: Sequence[Typed]) -> None:
    keys = {label: user_fields.add(desk, label, type_, words)[0] for label, (type_, words, _) in OWN.items()}
    for word in WORDS:
        lists.add(desk, "source", word)
    for competitor in register:
        competitors.add(desk, competitor)
    for file in files:
        own = {keys[label]: text for label, text in file.own.items()}
        customer_id, _ = customers.add(desk, {**file.customer, **own}, file.contacts)
        for address in file.addresses:
            addresses.add(desk, customer_id, address)
        for part in file.elsewhere:
            elsewhere.add(desk, customer_id, part)
        with desk.recording("note-add", number="") as made:
            for text, at, who, pinned in file.notes:
                flat = {"customer_id": customer_id, "text": text, "at": at, "who": who, "pinned": 1 if pinned else None}
                made.create("note", flat)


def everything(desk: Desk) -> Any:
    """All that is in a data file, by what people see: own fields by label, no ids."""
    own = {field.key: field.label.zh for field in user_fields.all_fields(desk)}
    ids = customers.find(desk, Listing(sort="number"))
    found = []
    for file in customers.files(desk, ids):
        parts = (file.contacts, file.addresses, file.elsewhere)
        written = sorted((note.text, note.at, note.who, note.pinned) for note in notes.of_customer(desk, file.id))
        values = {own.get(key, key): value for key, value in file.values.items()}
        found.append((values, [[dict(part.values) for part in each] for each in parts], written))
    used = {label for values, _, _ in found for label in values}
    types = {
        f.label.zh: (f.type, [c.key for c in f.choices]) for f in user_fields.all_fields(desk) if f.label.zh in used
    }
    register = sorted((c.name, c.strengths, c.weaknesses, c.customers) for c in competitors.all_competitors(desk))
    return found, types, register


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path, "other.crmdesk")
    yield made
    made.close()


def test_dealings_read_into_an_empty_file_are_the_same(desk: Desk, other: Desk, tmp_path: Path):
    one, _ = customers.add(desk, {"name": "嘉禾机械有限公司", "life_cycle_by_hand": "growth"}, [{"name": "李娜"}])
    two, _ = customers.add(desk, {"name": "张伟"})
    rival, _ = competitors.add(desk, {"name": "远山"})
    deal(desk, one, two, customers.file(desk, one).contacts[0].id, rival)
    before = dealings(desk)
    assert all(before.values())
    for language in LANGUAGES:
        done = exporting.export(desk, tmp_path / f"{language}.xlsx", load_words(language))
        book = importing.read_book(done.path)
        for existing in ("skip", "update", "fill"):
            _, again = importing.import_book(desk, book, Options(existing=existing))
            assert (again.counts.updated, again.counts.errors, again.batch) == (0, 0, None)
        _, result = importing.import_book(other, book)
        assert (result.counts.created, result.counts.errors, result.problems) == (2, 0, ())
        assert (result.also["orders"], result.also["lines"], result.also["payments"]) == (4, 16, 4)
        assert dealings(other) == before
        assert everything(other) == everything(desk)
        history.undo(other)
        assert not any(dealings(other).values())
        history.redo(other)
        assert dealings(other) == before
        taken = importing_undo.undo(other, importing.batches(other)[0].id)
        assert (taken.removed, any(dealings(other).values())) == (2, False)


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(FILES, REGISTER, st.sampled_from(LANGUAGES))
@example(
    [File({"name": "甲厂", "source": "抖音"}, {"评定": "1", "收样品": "否"},
          notes=[("=1+1", "2024-05-01T02:30:00Z", "", True)])],
    [{"name": "远大", "strengths": "便宜\n快"}], "en",
)  # fmt: skip
@example([File({"name": "甲厂"}, {})], [{"name": "_-=="}, {"name": "9、甲；"}], "zh_CN")
def test_a_workbook_read_into_an_empty_file_gives_the_same(files: list[File], register: list[Typed], language: str):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one, other = make_desk(folder, "一.crmdesk"), make_desk(folder, "二.crmdesk")
        try:
            fill(one, files, register)
            before = everything(one)
            done = exporting.export(one, folder / "out.xlsx", load_words(language))
            book = importing.read_book(done.path)
            _, again = importing.import_book(one, book, Options(existing="update"))
            assert (again.counts.created, again.counts.updated, again.counts.errors, again.batch) == (0, 0, 0, None)
            _, result = importing.import_book(other, book)
            assert (result.counts.errors, result.counts.created) == (0, len(files))
            assert everything(other) == before
            history.undo(other)
            assert everything(other) == ([], {}, [])
            history.redo(other)
            assert everything(other) == before
        finally:
            one.close()
            other.close()
