"""The main job: an old list in, found, changed, undone, out again, and nothing lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crmdesk.core.customers import Listing
from crmdesk.core.importing import Counts, Options, Result
from crmdesk.core.words import Words
from crmdesk.services import customers, exporting, history, importing
from crmdesk.services.desk import Desk, open_desk
from crmdesk.tour import WHO, clock, sample
from crmdesk.tour.cabinet import furnish

COUNT = 386


class TourFailed(Exception):
    """The tour found that the program does not do what it should."""


def expect(condition: bool, what: str) -> None:
    if not condition:
        raise TourFailed(what)


def do_the_job(folder: Path, outdir: Path, words: Words, say: Callable[[str], None]) -> Desk:
    """Import, search, edit, undo, export, import again. Returns the desk it worked on, still open."""
    _ = words.gettext
    desk = open_desk(folder / "华东客户.crmdesk", who=WHO, clock=clock)
    workbook = outdir / "sample.xlsx"
    rows = sample.write_sample(workbook, COUNT, words, faults=True)
    result = importing.import_file(desk, workbook)
    expected = Counts(created=COUNT - sample.REFUSED, errors=sample.REFUSED, joined=1)
    expect(result.counts == expected and result.counts.rows == rows, f"import: {result.counts}")
    _tell_import(result, words, say)
    mended = outdir / "sample-mended.xlsx"
    sample.write_sample(mended, COUNT, words, faults=False)
    result = importing.import_file(desk, mended)
    expect(result.counts.created == sample.REFUSED, f"import after mending: {result.counts}")
    _tell_import(result, words, say)
    first = _search_and_edit(desk, words, say)
    out = outdir / "customers.xlsx"
    done = exporting.export(desk, out, words)
    say(_("{count} customers exported to {file}").format(count=done.rows, file=out.name))
    again = importing.import_file(desk, out, Options(existing="update"))
    expect(again.counts.created == again.counts.updated == 0, f"export and import again: {again.counts}")
    say(_("Imported again: nothing new, nothing changed."))
    furnish(desk, first, customers.find(desk, Listing(query=sample.PERSON))[0])
    for name in reversed(sample.OPENED):
        customers.note_opened(desk, customers.find(desk, Listing(query=name))[0])
    expect(first == customers.find(desk, Listing(sort="opened"))[0], "recently opened")
    return desk


def _tell_import(result: Result, words: Words, say: Callable[[str], None]) -> None:
    _ = words.gettext
    counts = result.counts
    text = _("{file}: {rows} rows read, {created} customers made, {errors} rows refused, {problems} problems")
    say(
        text.format(
            file=result.file,
            rows=counts.rows,
            created=counts.created,
            errors=counts.errors,
            problems=len(result.problems),
        )
    )
    for problem in result.problems[:8]:
        place = _("Row {row}").format(row=problem.row) + (f", {problem.column}" if problem.column else "")
        say(f"  {place}: {words.message(problem.code, problem.params)}")


def _search_and_edit(desk: Desk, words: Words, say: Callable[[str], None]) -> int:
    _ = words.gettext
    for query in ("禾砚", "heyan", "xna", "0013", "南湖区"):
        found = customers.rows(desk, customers.find(desk, Listing(query=query)))
        expect(bool(found), f"search {query}")
        say(
            _("Search “{query}”: {count} found, first {name}").format(query=query, count=len(found), name=found[0].name)
        )
    first = customers.find(desk, Listing(query=sample.FIRST))[0]
    before = customers.file(desk, first)
    customers.edit(desk, first, {"best_time": "", "notes": "周一例会，下午再打。"})
    history.undo(desk)
    expect(customers.file(desk, first) == before, "undo")
    say(_("Changed a file and took it back: {number} is as before.").format(number=before.number))
    return first
