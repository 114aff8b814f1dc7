"""Reading what is to be printed: documents of a kind about customers, complaints or orders, in pieces; noting that it
was printed; keeping a copy in the file (METHOD.md sections 1, 6, 11, 13, 14, 15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core.complaint_lists import Complaints
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.printing import About, Letterhead, PrintKind, Printout, Style, check_style, chunks
from crmdesk.core.printing_kinds import known
from crmdesk.core.sales_lists import Orders
from crmdesk.core.settings import (
    COMPANY_ADDRESS,
    COMPANY_LOGO,
    COMPANY_NAME,
    COMPANY_PHONE,
    PRINT_FONT,
    PRINT_FOOTER,
)
from crmdesk.core.words import Words
from crmdesk.services import (
    attachments,
    complaint_lists,
    customers,
    order_numbers,
    orders_looking,
    printing_blank,
    printing_briefing,
    printing_complaint,
    printing_deal,
    printing_file,
    printing_labels,
    printing_letter,
    printing_list,
    printing_offer,
    printing_overview,
    printing_report,
    printing_statement,
    printing_templates,
    printing_visits,
    privacy,
    settings,
)
from crmdesk.services import complaints_looking as complaints
from crmdesk.services.desk import Desk
from crmdesk.services.printing_built import Built
from crmdesk.sheets.atomic import Noted
from crmdesk.sheets.books import Cancelled, CancelledError, Progress

PIECE = 25
"""So many documents are read and set at once, so that a long print can be stopped and needs little memory."""

Builder = Callable[[Desk, Sequence[int], Style, PrintKind, dt.date, Words], Built]

BUILDERS: Mapping[str, Builder] = {
    "file": printing_file.build,
    "complaint": printing_complaint.build,
    "briefing": printing_briefing.build,
    "list": printing_list.build,
    "visits": printing_visits.build,
    "report": printing_report.build,
    "overview": printing_overview.build,
    "quotation": printing_deal.quotation,
    "delivery": printing_deal.delivery,
    "statement": printing_statement.build,
    "offer": printing_offer.build,
    "letter": printing_letter.build,
    "labels": printing_labels.labels,
    "envelopes": printing_labels.envelopes,
    "blank": printing_blank.build,
}
"""By kind."""


class Wish(Struct, frozen=True):
    """What is to be printed: records by id in their order (customers, complaints or orders by the kind; none where it
    is about nobody), and how. `today`: as of which day; `shipped`: by the templates that came with the program, even
    where the person has own ones."""

    kind: str
    style: Style
    ids: tuple[int, ...] = ()
    today: dt.date | None = None
    shipped: bool = False


def find(desk: Desk, kind: PrintKind, numbers: Sequence[str]) -> list[int]:
    """The records with these numbers. Raises UserError for an unknown one."""
    by_about: Mapping[str, Callable[[Desk, str], int]] = {
        "customer": customers.id_of,
        "complaint": complaints.id_of,
        "order": order_numbers.order_of,
    }
    if not kind.about:
        if numbers:
            raise UserError("print-nobody", kind=kind.label)
        return []
    return [by_about[kind.about](desk, number) for number in numbers]


def every(desk: Desk, kind: PrintKind) -> list[int]:
    """All records a kind can be about, by number; nobody's for what is about nobody."""
    match kind.about:
        case About.CUSTOMERS:
            return customers.find(desk, Listing(sort="number"))
        case About.COMPLAINTS:
            return complaint_lists.find(desk, Complaints(sort="number"))
        case About.ORDERS:
            return orders_looking.find(desk, Orders(sort="number", descending=False))
        case _:
            return []


def letterhead(desk: Desk) -> Letterhead:
    """What stands on our papers, as set."""
    return Letterhead(
        settings.get(desk, COMPANY_NAME) or "",
        settings.get(desk, COMPANY_ADDRESS) or "",
        settings.get(desk, COMPANY_PHONE) or "",
        settings.get(desk, PRINT_FOOTER) or "",
        settings.image(desk, COMPANY_LOGO),
        settings.get(desk, PRINT_FONT) or "",
    )


def printouts(
    desk: Desk,
    wish: Wish,
    words: Words,
    *,
    most: int | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Iterator[Printout]:
    """What is to be set, in pieces of PIECE documents (one piece where a kind puts all its records together).

    `most`: only the first so many documents, for a preview. Raises UserError: 'print-kind', what `check_style` says,
    'print-empty' (about somebody, and nobody is named), 'print-left-out' (there is nothing to print of any of them),
    what the kind's own builder says; CancelledError.
    """
    kind = known(wish.kind)
    check_style(kind, wish.style)
    if kind.about and not wish.ids:
        raise UserError("print-empty", kind=kind.label)
    ids = wish.ids if most is None or kind.together else wish.ids[:most]
    reading = _Reading(desk, kind, wish.style, wish.today or desk.today(), words)
    around = (letterhead(desk), _stamp(desk, wish.style, words), _templates(desk, wish))
    done, shown = 0, False
    instead: Built | None = None
    lost: tuple[UserError, ...] = ()
    for piece in [ids] if kind.together or not ids else chunks(ids, PIECE):
        if cancelled is not None and cancelled():
            raise CancelledError
        built, lacking = reading.piece(piece, alone=kind.together or len(ids) < 2)
        done += len(piece)
        instead, lost = instead or built.instead, (*lost, *lacking)
        if built.documents:
            yield _printout(wish, built, *around, lost, words)
            shown, lost = True, ()
        if progress is not None:
            progress(done, len(ids))
    if not shown:
        if instead is None:
            raise lost[0] if lost else UserError("print-left-out", kind=kind.label)
        yield _printout(wish, instead, *around, lost, words)


def printout(desk: Desk, wish: Wish, built: Built, words: Words) -> Printout:
    """What is to be set of documents that were read already."""
    return _printout(wish, built, letterhead(desk), _stamp(desk, wish.style, words), _templates(desk, wish), (), words)


def _templates(desk: Desk, wish: Wish) -> str:
    return "" if wish.shipped else str(printing_templates.folder(desk))


def _printout(
    wish: Wish,
    built: Built,
    head: Letterhead,
    stamp: str,
    templates: str,
    lacking: tuple[UserError, ...],
    words: Words,
) -> Printout:
    title = built.title or words.label(known(wish.kind).label)
    documents, named, ids = (tuple(each) for each in (built.documents, built.named, built.ids))
    return Printout(wish.kind, wish.style, head, documents, named, ids, title, stamp, templates, lacking)


class _Reading(Struct, frozen=True):
    desk: Desk
    kind: PrintKind
    style: Style
    today: dt.date
    words: Words

    def piece(self, ids: Sequence[int], *, alone: bool) -> tuple[Built, tuple[UserError, ...]]:
        """Documents of these records; where one cannot be read, of the others, unless it stands alone."""
        try:
            built = self._built(ids)
            return built, built.lacking
        except UserError:
            if alone:
                raise
        singly: list[Built] = []
        lacking: list[UserError] = []
        for each in ids:
            try:
                singly.append(self._built([each]))
                lacking += singly[-1].lacking
            except UserError as error:
                lacking.append(error)
        documents, named, shown = (
            list(chain.from_iterable(getattr(one, part) for one in singly)) for part in ("documents", "named", "ids")
        )
        title = next((one.title for one in singly if one.title), "")
        instead = next((one.instead for one in singly if one.instead), None)
        return Built(documents, named, shown, title, instead), tuple(lacking)

    def _built(self, ids: Sequence[int]) -> Built:
        return BUILDERS[self.kind.key](self.desk, ids, self.style, self.kind, self.today, self.words)


def _stamp(desk: Desk, style: Style, words: Words) -> str:
    if not style.stamped:
        return ""
    told = words.gettext("{who} printed this on {at}") if desk.who else words.gettext("Printed on {at}")
    return told.format(who=desk.who, at=words.moment(desk.clock()))


def log(desk: Desk, wish: Wish, customer_ids: Sequence[int], target: str = "") -> None:
    """Note in the log of privacy whose data was printed (METHOD.md section 14); nothing for what is about nobody."""
    if known(wish.kind).personal and customer_ids:
        unique = list(dict.fromkeys(customer_ids))
        privacy.log(desk, "print", unique, masked=wish.style.masked, target=target, kind=wish.kind)


def logged(desk: Desk, wish: Wish, customer_ids: Sequence[int], target: str) -> Noted | None:
    """The same for a file that is to appear."""
    if not (known(wish.kind).personal and customer_ids):
        return None
    unique = list(dict.fromkeys(customer_ids))
    return privacy.logged(desk, "print", unique, masked=wish.style.masked, target=target, kind=wish.kind)


def keep(desk: Desk, customer_id: int, name: str, pdf: bytes) -> attachments.Added:
    """Put the printed copy into the customer's file. Raises UserError as `attachments.add_content`."""
    return attachments.add_content(desk, customer_id, name, pdf)


def with_value(style: Style, key: str, value: Any) -> Style:
    """The style with one option chosen."""
    return replace(style, chosen={**style.chosen, key: value})
