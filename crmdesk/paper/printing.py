"""Sets what `services.printing` read: a PDF, or images of its pages for the preview and the printer."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from typing import Any

from msgspec import Struct

from crmdesk.core.attachments import free_name
from crmdesk.core.errors import UserError
from crmdesk.core.printing import PAPERS, Printout, file_name
from crmdesk.core.words import Words
from crmdesk.paper import (
    blank,
    briefing,
    complaint,
    envelopes,
    file,
    labels,
    letter,
    listing,
    offer,
    overview,
    quotation,
    report,
    statement,
    visits,
)
from crmdesk.paper.pages import Press, forget
from crmdesk.paper.printing_crew import Cancelled, Crew, Setting
from crmdesk.paper.printing_joining import joined
from crmdesk.paper.printing_own import folder_of, trouble
from crmdesk.paper.printing_pictures import picture, without_unreadable

Writer = Callable[[Printout, Words], Mapping[str, Any]]

WRITERS: Mapping[str, Writer] = {
    "file": file.values,
    "complaint": complaint.values,
    "briefing": briefing.values,
    "list": listing.values,
    "visits": visits.values,
    "report": report.values,
    "overview": overview.values,
    "quotation": quotation.quotation,
    "delivery": quotation.delivery,
    "statement": statement.values,
    "offer": offer.values,
    "letter": letter.values,
    "labels": labels.values,
    "envelopes": envelopes.values,
    "blank": blank.values,
}
"""By kind: the values that its template, `<kind>.typ`, gets under `documents` and whatever else it wants."""


Work = Callable[[Press, str, Mapping[str, Any]], Any]

_Set = tuple[Printout, bytes, list[UserError]]
"""A printout, its PDF, and what is left out of it."""

FEW = 40
"""So many documents are set sooner than a process is started."""


class Printed(Struct, frozen=True):
    """A PDF, of how many pages, and whose data it shows (ids of customers). `lacking`: what could not be printed."""

    pdf: bytes
    pages: int
    ids: tuple[int, ...]
    lacking: tuple[UserError, ...] = ()


class Single(Struct, frozen=True):
    """One document on its own: a name for its file, unique among those made with it; whose it is by number and name."""

    file: str
    number: str
    name: str
    printed: Printed


class Typesetter:
    """Sets printouts in one language; keep it while several are set, as it knows the fonts."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._presses: dict[tuple[str, str], Press] = {}

    def pdf(self, printouts: Iterable[Printout], cancelled: Cancelled | None = None) -> Printed:
        """One PDF of all of them, with bookmarks; while one is set, the next is read. Many are set side by side.

        What a damaged picture or a single document breaks is left out and told. Raises UserError: 'print-template' (the
        person's own template is broken), what `Press` says, what reading the printouts says; 'cancelled', which stops
        a long print even in the middle of a piece.
        """
        parts: list[bytes] = []
        ids: list[int] = []
        lacking: list[UserError] = []
        title = ""
        for printout, pdf, lost in self._all(iter(printouts), cancelled):
            title = title or printout.title
            ids += printout.ids
            parts.append(pdf)
            lacking += [*printout.lacking, *lost]
        made, pages = joined(parts, title, "zh-CN" if self._words.chinese else "en")
        return Printed(made, pages, tuple(ids), tuple(lacking))

    def each(self, printouts: Iterable[Printout]) -> Iterator[Single]:
        """A PDF of every document, as it comes, named by number and name. Raises as `pdf`."""
        taken: set[str] = set()
        for printout in printouts:
            for one in printout.singly():
                number, name = one.named[0] if one.named else ("", "")
                file = file_name(number, name or (one.title if not number else ""))
                file = free_name(file, taken) if file.casefold() in taken else file
                taken.add(file.casefold())
                yield Single(file, number, name, self.pdf([one]))

    def images(self, printout: Printout, ppi: float = 144) -> list[bytes]:
        """A PNG of every page. Raises as `pdf`."""
        made: list[bytes] = self._set(printout, lambda press, name, values: press.images(name, values, ppi))[0]
        return made

    def _all(self, printouts: Iterator[Printout], cancelled: Cancelled | None) -> Iterator[_Set]:
        first = list(islice(printouts, 2))
        own = cancelled is not None and bool(first) and self._press_of(first[0]).own
        if not own and sum(len(one.documents) for one in first) <= FEW:
            return self._in_turn(chain(first, printouts))
        return self._side_by_side(chain(first, printouts), cancelled)

    def _in_turn(self, printouts: Iterable[Printout]) -> Iterator[_Set]:
        """Each printout with its PDF; Typst lets Python read the next one meanwhile."""
        with ThreadPoolExecutor(1) as press:
            before: tuple[Printout, Future[tuple[bytes, list[UserError]]]] | None = None
            for printout in printouts:
                if before is not None:
                    yield before[0], *before[1].result()
                before = printout, press.submit(self._piece, printout)
            if before is not None:
                yield before[0], *before[1].result()

    def _side_by_side(self, printouts: Iterable[Printout], cancelled: Cancelled | None) -> Iterator[_Set]:
        """The same, by several processes."""
        crew = Crew()
        asked: deque[tuple[Printout, Setting | None]] = deque()

        def oldest() -> _Set:
            printout, setting = asked.popleft()
            made = setting.answer(cancelled) if setting is not None else None
            return (printout, made, []) if made is not None else (printout, *self._piece(printout))

        try:
            for printout in printouts:
                press = self._press_of(printout)
                inputs = press.inputs(page_values(printout, self._words))
                if len(asked) >= max(1, crew.count):
                    yield oldest()
                asked.append((printout, crew.ask(press.folder, f"{printout.kind}.typ", inputs)))
            while asked:
                yield oldest()
        finally:
            crew.end()

    def _piece(self, printout: Printout) -> tuple[bytes, list[UserError]]:
        """The PDF of one printout; where it cannot be set, of those of its documents that can."""
        import typst

        try:
            pdf, lost = self._set(printout, _as_pdf)
        except typst.TypstError:
            if len(printout.documents) == 1:
                raise
            parts, lost = [], list[UserError]()
            for one in printout.singly():
                try:
                    made, less = self._set(one, _as_pdf)
                except typst.TypstError:
                    lost.append(UserError("print-not-set", number=" ".join(one.named[0]).strip()))
                    continue
                parts.append(made)
                lost += less
            if not parts:
                raise
            pdf = joined(parts, printout.title, "")[0]
        forget(self._press_of(printout).fonts)
        return pdf, lost

    def _set(self, printout: Printout, work: Work) -> tuple[Any, list[UserError]]:
        import typst

        press, template = self._press_of(printout), f"{printout.kind}.typ"
        values: Mapping[str, Any] = page_values(printout, self._words)
        try:
            return work(press, template, values), []
        except typst.TypstError as error:
            whole, count = without_unreadable(values, press.reads_picture)
            if count:
                return self._again(press, template, whole, work), [UserError("print-picture")] * count
            if press.own:
                raise trouble(error, template) from error
            raise

    def _again(self, press: Press, template: str, values: Mapping[str, Any], work: Work) -> Any:
        import typst

        try:
            return work(press, template, values)
        except typst.TypstError as error:
            if press.own:
                raise trouble(error, template) from error
            raise

    def _press_of(self, printout: Printout) -> Press:
        folder = folder_of(printout.templates, f"{printout.kind}.typ")
        key = (str(folder or ""), printout.letterhead.font)
        if key not in self._presses:
            known = next((press.fonts for press in self._presses.values()), None)
            self._presses[key] = Press(self._words, folder, printout.letterhead.font, known)
        return self._presses[key]


def _as_pdf(press: Press, template: str, values: Mapping[str, Any]) -> bytes:
    return press.pdf(template, values)


def page_values(printout: Printout, words: Words) -> dict[str, Any]:
    """Everything a template gets: what the kind's own writer gives, and the page (see base.typ)."""
    _ = words.gettext
    style, head = printout.style, printout.letterhead
    paper = PAPERS.get(style.paper)
    top, right, bottom, left = style.margins
    return {
        "title": printout.title,
        "page": {
            "width": paper.width if paper else 210,
            "height": paper.height if paper else 297,
            "flipped": style.landscape,
            "margin": {"top": top, "right": right, "bottom": bottom, "left": left},
        },
        "letterhead": {
            "name": head.name,
            "address": head.address,
            "phone": head.phone,
            "logo": picture(head.logo),
        },
        "footer": {
            "text": head.footer or _("Confidential customer data: do not pass on"),
            "pages": _("Page {page} of {pages}"),
            "stamp": printout.stamp,
        },
        "named": [list(each) for each in printout.named],
        **WRITERS[printout.kind](printout, words),
    }
