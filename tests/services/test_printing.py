"""What is to be printed is checked and read in pieces; that it was is noted; copies are saved and kept."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from crmdesk.core.errors import UserError
from crmdesk.core.printing import usual_style
from crmdesk.core.printing_kinds import KINDS, known
from crmdesk.core.words import Words
from crmdesk.paper.printing import WRITERS
from crmdesk.services import attachments, customers, history, printing, printing_saving, privacy, settings
from crmdesk.services.desk import Desk
from crmdesk.services.printing import Wish
from crmdesk.services.printing_saving import Copy
from crmdesk.sheets.books import CancelledError

FILE = known("file")
STYLE = usual_style(FILE)
PDF = b"%PDF-1.7 printed"


def test_every_kind_can_be_read_and_set() -> None:
    assert set(printing.BUILDERS) == set(KINDS) == set(WRITERS)


@pytest.mark.parametrize(
    ("kind", "changes", "code"),
    [
        ("file", {"paper": "A3"}, "print-paper"),
        ("file", {"margins": (10, 10, 10, 61)}, "print-margin"),
        ("file", {"chosen": {"colour": "red"}}, "print-option"),
        ("file", {"chosen": {"sections": ("data", "secrets")}}, "print-choice"),
        ("file", {"chosen": {"years": -1}}, "print-number"),
        ("file", {}, "print-empty"),
        ("poster", {}, "print-kind"),
    ],
)
def test_what_cannot_be_printed(desk: Desk, words_en: Words, kind: str, changes: dict[str, object], code: str) -> None:
    with pytest.raises(UserError, match=code):
        list(printing.printouts(desk, Wish(kind, replace(STYLE, **changes)), words_en))  # type: ignore[arg-type]


def test_records_are_found_by_number(desk: Desk) -> None:
    number = customers.add(desk, {"name": "禾砚"})[0]
    assert printing.find(desk, FILE, ["K00001"]) == [number]
    for kind, numbers in (("file", ["K9"]), ("complaint", ["T9"]), ("quotation", ["D9"])):
        with pytest.raises(UserError):
            printing.find(desk, known(kind), numbers)
    assert printing.find(desk, known("blank"), []) == []
    with pytest.raises(UserError, match="print-nobody"):
        printing.find(desk, known("blank"), ["K00001"])


def test_read_in_pieces_until_it_is_stopped(desk: Desk, words_en: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "PIECE", 2)
    ids = tuple(customers.add(desk, {"name": name})[0] for name in "abcde")
    done: list[tuple[int, int | None]] = []
    wish = Wish("file", STYLE, ids)
    found = printing.printouts(
        desk, wish, words_en, progress=lambda n, of=None: done.append((n, of)), cancelled=lambda: len(done) == 2
    )
    assert [len(next(found).documents), len(next(found).documents)] == [2, 2]
    with pytest.raises(CancelledError):
        next(found)
    assert done == [(2, 5), (4, 5)]
    assert [len(each.documents) for each in printing.printouts(desk, wish, words_en, most=3)] == [2, 1]


def test_who_printed_it_stands_there_when_asked(desk: Desk, words_en: Words) -> None:
    ids = (customers.add(desk, {"name": "a"})[0],)
    stamps = [
        next(printing.printouts(desk, Wish("file", replace(STYLE, stamped=stamped), ids), words_en)).stamp
        for stamped in (False, True)
    ]
    assert stamps == ["", f"陈立 printed this on {words_en.moment(desk.clock())}"]


def test_printing_is_noted(desk: Desk) -> None:
    ids = [customers.add(desk, {"name": name})[0] for name in "ab"]
    printing.log(desk, Wish("file", replace(STYLE, masked=True)), [*ids, ids[0]], "x.pdf")
    printing.log(desk, Wish("blank", usual_style(known("blank"))), [], "y.pdf")
    (entry,) = privacy.entries(desk)
    assert (entry.what, entry.who, entry.customers, entry.masked, entry.target) == ("print", "陈立", 2, True, "x.pdf")
    assert entry.params["kind"] == "file"


def test_what_did_not_appear_is_not_noted(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Noted before the first file is there; where one is, the note stays whatever becomes of the others."""
    ids = [customers.add(desk, {"name": name})[0] for name in "ab"]
    files = [("a.pdf", PDF), ("b.pdf", PDF)]
    rename = Path.replace

    def save(broken: int) -> list[bool]:
        """What was noted when each file appeared; the disk goes away at one of them."""
        seen: list[bool] = []

        def replace_(path: Path, target: Path) -> Path:
            seen.append(bool(privacy.entries(desk)))
            if len(seen) == broken:
                raise OSError(errno.EIO, "gone")
            return rename(path, target)

        monkeypatch.setattr(Path, "replace", replace_)
        with pytest.raises(UserError, match="write-"):
            printing_saving.save_each(
                desk, tmp_path / "out", files, lambda: printing.logged(desk, Wish("file", STYLE), ids, "out")
            )
        return seen

    assert (save(1), privacy.entries(desk)) == ([True], [])
    assert (save(2), len(privacy.entries(desk))) == ([True, True], 1)


def test_files_appear_all_or_none(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "out"

    def stopped() -> Iterator[tuple[str, bytes]]:
        yield "K1 甲.pdf", PDF
        raise CancelledError

    with pytest.raises(CancelledError):
        printing_saving.save_each(desk, folder, stopped())
    assert not folder.exists()
    assert printing_saving.save_each(desk, folder, [("K1 甲.pdf", PDF), ("K2 乙.pdf", b"2")]) == 2
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"K1 甲.pdf": PDF, "K2 乙.pdf": b"2"}
    with pytest.raises(CancelledError):
        printing_saving.save_each(desk, folder, stopped())
    assert sorted(path.name for path in folder.iterdir()) == ["K1 甲.pdf", "K2 乙.pdf"]
    with pytest.raises(UserError, match="attachment-save-own"):
        printing_saving.save_each(desk, desk.path.parent, [(desk.path.name, PDF)])
    with pytest.raises(UserError, match="write-"):
        printing_saving.save_each(desk, folder / "K1 甲.pdf", [("a.pdf", PDF)])
    assert (folder / "K1 甲.pdf").read_bytes() == PDF


def test_copies_are_kept_in_one_action(desk: Desk, words_zh: Words) -> None:
    ids = [customers.add(desk, {"name": name})[0] for name in "ab"]
    name = printing_saving.kept_name(desk, FILE, "K00001", words_zh)
    assert name == "客户档案 2026-11-21.pdf"
    assert printing_saving.kept_name(desk, known("complaint"), "T00001", words_zh).endswith(" T00001 2026-11-21.pdf")
    printing_saving.keep_each(desk, [Copy(each, name, PDF) for each in ids])
    printing_saving.keep_each(desk, [Copy(ids[0], name, PDF), Copy(ids[0], name, b"another")])
    kept = {each: sorted(one.name for one in attachments.of_customer(desk, each)) for each in ids}
    assert kept == {ids[0]: ["客户档案 2026-11-21 (2).pdf", name], ids[1]: [name]}
    assert attachments.content(desk, attachments.of_customer(desk, ids[1])[0]) == PDF
    history.undo(desk)
    history.undo(desk)
    assert [attachments.of_customer(desk, each) for each in ids] == [[], []]


def test_a_copy_that_cannot_be_kept_keeps_none(desk: Desk) -> None:
    kept, gone = (customers.add(desk, {"name": name})[0] for name in "ab")
    customers.delete(desk, [gone])
    with pytest.raises(UserError, match="record-gone"):
        printing_saving.keep_each(desk, [Copy(kept, "a.pdf", PDF), Copy(gone, "a.pdf", PDF)])
    settings.change(desk, "attachments.megabytes", "1")
    with pytest.raises(UserError, match="attachment-too-large"):
        printing_saving.keep_each(desk, [Copy(kept, "a.pdf", PDF), Copy(kept, "b.pdf", bytes(1 << 21))])
    assert attachments.of_customer(desk, kept) == []
