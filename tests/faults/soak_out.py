"""Files for others: exports and paper, each over the one before."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from crmdesk.assets import load_words
from crmdesk.core.printing import usual_style
from crmdesk.core.printing_kinds import known
from crmdesk.paper.printing import Typesetter
from crmdesk.services import exporting, printing
from crmdesk.services.desk import open_desk
from crmdesk.services.targets import write_whole
from tests.desk import clock
from tests.faults.soak import Kind, Place, Told
from tests.faults.soak_checks import looked_over
from tests.faults.soak_records import at_work, filled, living

Dice = random.Random
TARGETS = ("out.xlsx", "out.csv", "out.json", "out.vcf")


def exports(place: Place, dice: Dice) -> Iterator[Any]:
    """All customers, and half of them, over the same files."""
    desk = at_work(place)
    ids, words = living(desk), load_words("zh_CN")
    yield None
    while True:
        some = dice.choice((ids, ids[: place.customers // 2]))
        target = place.folder / dice.choice(TARGETS)
        exporting.export(desk, target, words, some, parts=target.suffix != ".vcf" and dice.random() < 0.3)
        yield target.name, len(some)


def exported_whole(place: Place, told: Told) -> None:
    with looked_over(place.path):
        pass
    found = {name: records_in(place.folder / name) for name in TARGETS if (place.folder / name).exists()}
    assert set(found.values()) <= {place.customers, place.customers // 2}
    others = [name for name, count in dict(told).items() if found.get(name) != count]
    assert len(others) <= 1  # the one that came after the last one told


def records_in(path: Path) -> int:
    """Customers in an exported file that is read to its end."""
    if path.suffix == ".xlsx":
        import openpyxl

        book = openpyxl.load_workbook(path, read_only=True)
        try:
            return sum(1 for row in book.worksheets[0].iter_rows(min_row=2, values_only=True) if any(row))
        finally:
            book.close()
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".json":
        return len(json.loads(text)["customers"])
    if path.suffix == ".csv":
        assert text.endswith("\n")
        return len(list(csv.reader(io.StringIO(text)))) - 1
    assert text.count("BEGIN:VCARD") == text.count("END:VCARD")
    return text.count("BEGIN:VCARD")


def export_once(place: Place) -> None:
    with closing(open_desk(place.path, who="陈立", clock=clock)) as desk:
        exporting.export(desk, place.folder / "out.csv", load_words("en"))


def prints(place: Place, _dice: Dice) -> Iterator[Any]:
    yield None
    while True:
        yield print_once(place)


def print_once(place: Place) -> int:
    words = load_words("zh_CN")
    with closing(at_work(place)) as desk:
        wish = printing.Wish("report", usual_style(known("report")))
        printed = Typesetter(words).pdf(printing.printouts(desk, wish, words))
        write_whole(place.folder / "out.pdf", printed.pdf, (".pdf",), desk.path)
    return printed.pages


def pages_whole(place: Place, told: Told) -> None:
    from pypdf import PdfReader

    path = place.folder / "out.pdf"
    assert path.exists() or not told
    if path.exists():
        made = path.read_bytes()
        assert made.rstrip().endswith(b"%%EOF")
        assert len(PdfReader(io.BytesIO(made)).pages) == (told[-1] if told else len(PdfReader(path).pages))


KINDS = {
    "export": Kind(exports, exported_whole, filled, again=export_once, own=TARGETS),
    "print": Kind(prints, pages_whole, filled, again=print_once, own=("out.pdf",)),
}
