"""A list of customers, for paper: any fields as columns, with totals (METHOD.md section 1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from crmdesk.core import values
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Field, Type
from crmdesk.core.printed_lists import ListColumn, ListSheet
from crmdesk.core.printing import PrintKind, Style, chunks
from crmdesk.core.words import Label, Words
from crmdesk.services import listing
from crmdesk.services.desk import Desk
from crmdesk.services.printing_built import Built

_PIECE = 2_000
_NUMBERED = Label("No.", "序号")
_FIGURES = frozenset({Type.MONEY, Type.INTEGER, Type.NUMBER, Type.PERCENT})
_SUMMED = frozenset({Type.MONEY, Type.INTEGER, Type.NUMBER})
_WHOLE = _FIGURES | {Type.DATE, Type.PHONE, Type.YES_NO, Type.ID_NUMBER, Type.CREDIT_CODE}
_NO_SUM = frozenset({"terms_days"})
_KIND = "kind"


def build(desk: Desk, ids: Sequence[int], style: Style, kind: PrintKind, today: dt.date, words: Words) -> Built:
    """One document: all of them. Raises UserError: 'print-column' (no field a list can show), 'print-no-columns'."""
    fields = _columns(desk, style.value(kind, "columns"))
    told, sums = _rows(desk, ids, fields, words, masked=style.masked)
    totals = style.value(kind, "totals")
    columns = [
        ListColumn(
            words.label(field.label),
            field.type in _FIGURES,
            field.type in _WHOLE or field.key == "number",
            field.key == "name",
            values.show(field, total, words) if totals and (total := sums.get(field.key)) is not None else "",
        )
        for field in fields
    ]
    if style.value(kind, "numbered"):
        columns.insert(0, ListColumn(words.label(_NUMBERED), figures=True, whole=True))
        told = [(str(place), *row) for place, row in enumerate(told, 1)]
    title = style.value(kind, "title").strip() or words.label(kind.label)
    facts = ((words.gettext("Customers"), words.number(len(told))), (words.gettext("Date"), words.date(today)))
    sheet = ListSheet(title, facts, tuple(columns), tuple(told), style.value(kind, "wrap"))
    return Built([sheet], [("", title)], ids, title)


def _columns(desk: Desk, keys: Sequence[str]) -> list[Field]:
    known = {field.key: field for field in listing.columns(desk)}
    for key in keys:
        if key not in known:
            raise UserError("print-column", column=key, known=", ".join(known))
    if not keys:
        raise UserError("print-no-columns")
    return [known[key] for key in dict.fromkeys(keys)]


def _rows(
    desk: Desk, ids: Sequence[int], fields: Sequence[Field], words: Words, *, masked: bool
) -> tuple[list[tuple[str, ...]], dict[str, Decimal | int]]:
    """The cells in words, and the sums of what can be summed."""
    summed = [field.key for field in fields if field.type in _SUMMED and field.key not in _NO_SUM]
    sums: dict[str, Decimal | int] = {}

    def tell(field: Field, value: Any, kind: str | None) -> str:
        told = values.masked(field, value, words, kind) if masked else values.show(field, value, words)
        return " ".join(told.split())

    rows = []
    for found in _found(desk, ids, [field.key for field in fields]):
        rows.append(tuple(tell(field, found[field.key], found[_KIND]) for field in fields))
        for key in summed:
            if (value := found[key]) is not None:
                sums[key] = sums.get(key, 0) + value
    return rows, sums


def _found(desk: Desk, ids: Sequence[int], keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The values of those that are still there."""
    for piece in chunks(ids, _PIECE):
        for found in listing.cells(desk, piece, [*dict.fromkeys((*keys, _KIND))], dynamic="groups" in keys):
            if found[_KIND] is not None:
                yield found
