"""The disk fills up while something is written for others: the former file stays as it was, nothing lies about, and
nobody is told that it was written."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crmdesk.assets import load_words
from crmdesk.core.exporting import ALL, ExportOptions
from crmdesk.core.importing import Options
from crmdesk.core.printing import usual_style
from crmdesk.core.printing_kinds import known
from crmdesk.gui.dialogs import recovery
from crmdesk.paper.printing import Typesetter
from crmdesk.services import (
    attachments,
    complaint_figures,
    complaints,
    exporting,
    importing,
    person_copy,
    printing,
    printing_saving,
    reporting,
    reports,
    reports_export,
    salvaging,
    templates,
    tiers,
    tiers_export,
)
from crmdesk.services.desk import Desk, open_desk
from crmdesk.services.targets import write_whole
from crmdesk.sheets.books import Book
from crmdesk.sheets.reading import read_book
from tests.damage import PAGE
from tests.desk import clock
from tests.faults import disks
from tests.faults.disks import Disk, Small, everything, lying
from tests.faults.soak import master

disk = disks.disk
WORDS = load_words("zh_CN")
CUSTOMERS = 24
OLD = b"old"
MANY = "客户名称,手机\n" + "".join(f"第{i}家,{i}\n" for i in range(400))
CODES = {"write-full", "file-full", "file-failed", "sheet-not-saved"}
STEPS = {".xlsx": 24_576, ".json": 49_152, "one each": 16_384, "copy": 8_192, "attachment": 8_192}
STEP = 4_096
"""More room each time, so that it is too little five times or more where so many pages are written."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sample customers with all that happened to them, an attachment."""
    path = tmp_path_factory.mktemp("filled") / "华东客户.crmdesk"
    shutil.copyfile(master(CUSTOMERS), path)
    with closing(open_desk(path, who="陈立", clock=clock)) as desk:
        attachments.add_content(desk, 1, "合同.bin", bytes(range(256)) * 200)
        complaints.add(desk, 3, {"words": "上机就断" * 40, "received_at": "2026-11-20 09:00"})
    return path


@pytest.fixture
def desk(disk: Disk, filled: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    path = Path(shutil.copy(filled, disk.folder / filled.name))
    (disk.folder / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(disk.folder / "temp"))
    with closing(open_desk(path, who="陈立", clock=clock)) as opened:
        yield opened


def exported(ending: str) -> Callable[[Desk, Path], Callable[[], object]]:
    def prepare(desk: Desk, folder: Path) -> Callable[[], object]:
        options = ExportOptions(ALL)
        return lambda: exporting.export(desk, folder / f"out{ending}", WORDS, options=options)

    return prepare


def template(desk: Desk, folder: Path) -> Callable[[], object]:
    return lambda: templates.write_template(desk, folder / "out.xlsx", WORDS)


def ranking(desk: Desk, folder: Path) -> Callable[[], object]:
    made = tiers.classify(desk, "sales")
    return lambda: tiers_export.export(desk, made, folder / "out.xlsx", WORDS)


def figures(desk: Desk, folder: Path) -> Callable[[], object]:
    found = complaint_figures.figures(desk)
    return lambda: complaint_figures.export(desk, found, folder / "out.xlsx", WORDS)


def report(desk: Desk, folder: Path) -> Callable[[], object]:
    found = reports.report(desk, clock().date().replace(day=1), clock().date())
    return lambda: reports_export.export(desk, found, folder / "out.xlsx", WORDS)


def returned(desk: Desk, folder: Path) -> Callable[[], object]:
    source = folder / "temp" / "in.csv"
    source.write_text(MANY, encoding="utf-8")
    book: Book = read_book(source)
    source.unlink()
    plan = importing.plan(desk, book, Options())
    return lambda: reporting.write_returned(desk, folder / "out.xlsx", book, plan, WORDS)


def pdf(desk: Desk, folder: Path) -> Callable[[], object]:
    wish = printing.Wish("report", usual_style(known("report")))
    printed = Typesetter(WORDS).pdf(printing.printouts(desk, wish, WORDS))
    return lambda: write_whole(folder / "out.pdf", printed.pdf, (".pdf",), desk.path)


def one_each(desk: Desk, folder: Path) -> Callable[[], object]:
    """As `print --each` does; the third file is not made when the first two have not been written."""
    wish = printing.Wish("file", usual_style(known("file")), ids=(1, 2, 3))
    made = [(one.file, one.printed.pdf) for one in Typesetter(WORDS).each(printing.printouts(desk, wish, WORDS))]
    (folder / "each").mkdir()
    for name, _ in made:
        (folder / "each" / name).write_bytes(OLD)
    return lambda: printing_saving.save_each(desk, folder / "each", made)


def copy(desk: Desk, folder: Path) -> Callable[[], object]:
    (beside := folder / "out-附件").mkdir()
    (beside / "合同.bin").write_bytes(OLD)
    return lambda: person_copy.write(desk, 1, folder / "out.json", WORDS, with_attachments=True)


def attachment(desk: Desk, folder: Path) -> Callable[[], object]:
    (one,) = (each for each in attachments.of_customer(desk, 1) if each.name == "合同.bin")
    return lambda: attachments.save(desk, one, folder / "out.bin")


def picture(_desk: Desk, folder: Path) -> Callable[[], object]:
    """Of a chart, and the recovery sheet's."""
    return lambda: recovery.write_whole(folder / "out.pdf", b"%PDF" * 20_000)


WORK: dict[str, Callable[[Desk, Path], Callable[[], object]]] = {
    **{ending: exported(ending) for ending in (".xlsx", ".csv", ".vcf", ".json")},
    "template": template,
    "ranking": ranking,
    "figures": figures,
    "report": report,
    "returned": returned,
    "pdf": pdf,
    "one each": one_each,
    "copy": copy,
    "attachment": attachment,
    "recovery sheet": picture,
}


def stepped(desk: Desk, disk: Disk, what: str, steps: int) -> int:
    """Give the work more and more room until it is done; returns how often there was too little."""
    target = disk.folder
    for ending in (".xlsx", ".csv", ".vcf", ".json", ".pdf", ".bin"):
        (target / f"out{ending}").write_bytes(OLD)
    work = WORK[what](desk, target)
    before, files = everything(desk), lying(target)
    failed = 0
    for size in itertools.chain((0, 2_048), itertools.count(4_096, steps)):
        if (code := disks.refused(disk, size, work)) is None:
            break
        assert code in CODES, size
        failed += 1
        now = lying(target)
        assert {name: len(now[name]) for name in now.keys() ^ files.keys()} == {}, size
        assert [name for name, content in now.items() if content != files[name]] == [], size
        assert [table for table, rows in everything(desk).items() if rows != before[table]] == [], size
    now = lying(target)
    assert now.keys() == files.keys()
    changed = [content for name, content in now.items() if content != files[name]]
    assert changed
    assert [content for content in changed if content.startswith(OLD)] == []
    return failed


@pytest.mark.parametrize("what", list(WORK))
def test_the_former_file_stays(desk: Desk, disk: Disk, what: str) -> None:
    assert stepped(desk, disk, what, STEPS.get(what, STEP)) >= 3
    assert salvaging.check(desk.path).sound


@pytest.mark.soak
@pytest.mark.parametrize("what", list(WORK))
def test_the_former_file_stays_at_every_page(desk: Desk, disk: Disk, what: str) -> None:
    """And at many places within one, where the system lets a page be written in part."""
    stepped(desk, disk, what, PAGE if isinstance(disk, Small) else PAGE // 4)
    assert salvaging.check(desk.path).sound
