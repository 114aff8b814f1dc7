"""Customer files for paper, read for many customers at once (METHOD.md section 1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from crmdesk.core.fields import Fields
from crmdesk.core.masking_files import masked_file
from crmdesk.core.money import from_units
from crmdesk.core.notes import Note
from crmdesk.core.printed_files import (
    ASSESSMENT,
    COMPLAINTS,
    DATA,
    INTERACTIONS,
    NOTES,
    ORDERS,
    PHOTO,
    CustomerOnPaper,
    Tiered,
    Year,
)
from crmdesk.core.printing import PrintKind, Style
from crmdesk.core.words import Words
from crmdesk.services import customers, orders_looking, payments, photos, surveys, tier_standing
from crmdesk.services.desk import Desk
from crmdesk.services.exporting_tables import local_moment
from crmdesk.services.printing_built import Built
from crmdesk.services.printing_masked import Mask
from crmdesk.store import assessments as assessments_store
from crmdesk.store import complaints as complaints_store
from crmdesk.store import interactions as interactions_store
from crmdesk.store import losses as losses_store
from crmdesk.store import parts as parts_store
from crmdesk.store import printing_file as store

_RECORDS = ("customer", "contact", "address", "elsewhere", "interaction", "sales_order", "payment", "complaint",
            "assessment", "survey", "loss")  # fmt: skip


def build(desk: Desk, ids: Sequence[int], style: Style, kind: PrintKind, today: dt.date, words: Words) -> Built:
    """One document for each customer that is there."""
    reader = _Reader(desk, ids, style, kind, today, words)
    documents = [reader.document(customer_id) for customer_id in reader.files]
    return Built(documents, [(one.file.number, one.file.name) for one in documents], [one.file.id for one in documents])


class _Reader:
    """What is printed of these customers."""

    def __init__(
        self, desk: Desk, ids: Sequence[int], style: Style, kind: PrintKind, today: dt.date, words: Words
    ) -> None:
        self._desk, self._today, self._words = desk, today, words
        self._sections = tuple(style.value(kind, "sections"))
        years, self._most = style.value(kind, "years"), style.value(kind, "interactions")
        self._since: int | None = today.year - years + 1 if years else None
        self._fields: Mapping[str, Fields] = {record: desk.fields(record) for record in _RECORDS}
        self._mask = Mask(self._fields, on=style.masked)
        self.files = {file.id: file for file in customers.files(desk, ids)}
        self._kinds = {customer_id: file.kind for customer_id, file in self.files.items()}
        self._years = self._read_years() if {DATA, ORDERS} & set(self._sections) else {}
        self._counts: dict[int, int] = {}
        self._parts = self._read_parts()

    def document(self, customer_id: int) -> CustomerOnPaper:
        file, parts = self.files[customer_id], self._parts
        photo = photos.content(self._desk, file.photo) if file.photo and PHOTO in self._sections else None
        seen = masked_file(file, lambda record: self._fields[record]) if self._mask.on else file
        return CustomerOnPaper(
            seen,
            self._fields,
            self._sections,
            self._today,
            years=self._years.get(customer_id, ()),
            since=self._since,
            interactions=parts["interaction"].get(customer_id, ()),
            interactions_of=self._counts.get(customer_id, 0),
            orders=parts["sales_order"].get(customer_id, ()),
            payments=parts["payment"].get(customer_id, ()),
            complaints=parts["complaint"].get(customer_id, ()),
            tiered=self._tiered(customer_id) if ASSESSMENT in self._sections else Tiered(),
            assessed=parts["assessment"].get(customer_id, ()),
            surveys=parts["survey"].get(customer_id, ()),
            losses=parts["loss"].get(customer_id, ()),
            notes=parts["note"].get(customer_id, ()),
            photo=None if self._mask.on else photo,
        )

    def _read_parts(self) -> dict[str, dict[int, tuple[Any, ...]]]:
        """By kind of record and customer."""
        desk, data, mask = self._desk, self._desk.data, self._mask
        return {
            "interaction": self._of(
                "interaction", INTERACTIONS,
                lambda ids: {one.interaction.id: mask.record("interaction", one.interaction)
                             for one in interactions_store.dated(data, ids)}),
            "sales_order": self._of(
                "sales_order", ORDERS, lambda ids: {one.id: one for one in orders_looking.rows(desk, ids)}),
            "payment": self._of(
                "payment", ORDERS, lambda ids: {one.id: mask.payment(one) for one in payments.rows(desk, ids)}),
            "complaint": self._of(
                "complaint", COMPLAINTS,
                lambda ids: {i: mask.record("complaint", one)
                             for i, one in complaints_store.complaints(data, ids).items()}),
            "assessment": self._of(
                "assessment", ASSESSMENT,
                lambda ids: {one.assessed.id: mask.notes(one.assessed) for one in assessments_store.rows(data, ids)}),
            "survey": self._of(
                "survey", ASSESSMENT,
                lambda ids: {one.id: mask.record("survey", one) for one in surveys.rows(desk, ids)}),
            "loss": self._of(
                "loss", ASSESSMENT,
                lambda ids: {i: mask.loss(one) for i, one in losses_store.losses(data, ids).items()}),
            "note": self._of(
                "note", NOTES, lambda ids: {one.id: self._note(one) for one in parts_store.notes_of(data, ids)}),
        }  # fmt: skip

    def _note(self, one: Note) -> Note:
        """With the local day on which it was written, in words."""
        return replace(self._mask.note(one), at=self._words.date(local_moment(one.at).date()))

    def _of(
        self, record: str, section: str, read: Callable[[list[int]], Mapping[int, Any]]
    ) -> dict[int, tuple[Any, ...]]:
        if section not in self._sections:
            return {}
        since = self._since if section == ORDERS else None
        by_customer = store.ids_of(self._desk.data, record, list(self.files), since)
        if record == "interaction":
            self._counts = {customer: len(found) for customer, found in by_customer.items()}
            by_customer = {customer: found[: self._most or None] for customer, found in by_customer.items()}
        read_ = read([id_ for found in by_customer.values() for id_ in found])
        return {customer: tuple(read_[i] for i in found if i in read_) for customer, found in by_customer.items()}

    def _read_years(self) -> dict[int, tuple[Year, ...]]:
        ids = list(self.files)
        orders, complaints = store.years(self._desk.data, ids), store.complaints_by_year(self._desk.data, ids)
        return {i: self._years_of(orders.get(i, {}), complaints.get(i, {})) for i in ids}

    def _years_of(self, orders: Mapping[int, store.YearUnits], complaints: Mapping[int, int]) -> tuple[Year, ...]:
        """Oldest first; years without anything between others too, as a row of nothing says something as well."""
        known = [year for year in (*orders, *complaints) if year <= self._today.year]
        first = max(min(known, default=self._today.year), self._since or 0)
        made = []
        for year in range(first, self._today.year + 1):
            of_year, count = orders.get(year), complaints.get(year, 0)
            if of_year is None:
                made.append(Year(year, complaints=count))
                continue
            sales, paid, due = (from_units(units) for units in (of_year.payable, of_year.paid, of_year.due))
            profit = None if of_year.profit is None else from_units(of_year.profit)
            made.append(Year(year, of_year.orders, sales, paid, due, profit, count))
        return tuple(made)

    def _tiered(self, customer_id: int) -> Tiered:
        found = tier_standing.standing(self._desk, customer_id, self._words)
        text = self._mask.text
        found = replace(found, tier_reason=text(found.tier_reason), grade_reason=text(found.grade_reason))
        return Tiered(
            tier_standing.tier_told(found, self._words) if found.tier else "",
            tier_standing.grade_told(found, self._words) if found.grade else "",
            found.policy,
        )
