"""A list of complaints as a table for a person to read: what the window lists, with their words whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.masking import mask_within
from crmdesk.core.words import Words
from crmdesk.services import complaint_lists, privacy
from crmdesk.services.desk import Desk
from crmdesk.services.targets import check_ending, refuse_own
from crmdesk.sheets.books import Cancelled
from crmdesk.sheets.plain import write_csv
from crmdesk.sheets.tables import Column, ColumnKind, Table
from crmdesk.sheets.writing import write_xlsx

ENDINGS = (".xlsx", ".csv")
_AT_ONCE = 500
_CHOICES = ("category", "severity", "channel", "state", "step", "level")
_KINDS: Mapping[str, ColumnKind] = {
    "received_at": "datetime", "closed_at": "datetime", "due_on": "date", "round": "integer", "age_days": "integer",
}  # fmt: skip
_KEYS = (
    "number", "received_at", "customer_number", "customer_name", "headline", "words", "category", "severity", "channel",
    "product", "order", "state", "round", "step", "due_on", "responsible", "warnings", "level", "closed_at", "age_days",
)  # fmt: skip


def write(
    desk: Desk, ids: Sequence[int], path: Path | str, words: Words, *, mask: bool = False,
    cancelled: Cancelled | None = None,
) -> int:  # fmt: skip
    """Write these complaints in this order into .xlsx or .csv; returns how many. `mask` hides what is personal in names
    and words. The log of privacy says whose they are.

    Raises UserError 'export-ending', 'attachment-save-own', 'write-…'; CancelledError. An old file then stays.
    """
    path = Path(path)
    check_ending(path, ENDINGS)
    refuse_own(path, desk.path)
    concerned: dict[int, None] = {}
    columns = [
        Column(header, _KINDS.get(key, "text")) for key, header in zip(_KEYS, _headers(desk, words), strict=True)
    ]
    hide: Callable[[str], str] = mask_within if mask else str
    table = Table(words.gettext("Complaints"), columns, _rows(desk, ids, words, hide, concerned))
    noted = privacy.logged(desk, "export", concerned.keys(), masked=mask, target=path.name)
    if path.suffix.lower() == ".csv":
        return write_csv(path, table, cancelled=cancelled, noted=noted).rows
    return write_xlsx(path, [table], cancelled=cancelled, noted=noted).rows


def _headers(desk: Desk, words: Words) -> list[str]:
    _, fields = words.gettext, desk.fields("complaint")
    own = {
        "customer_number": _("Customer number"), "customer_name": _("Customer"), "headline": _("What it is about"),
        "warnings": _("Warnings"), "age_days": _("Age, days"),
        "order": words.label(fields["sales_order"].label),
    }  # fmt: skip
    return [own[key] if key in own else words.label(fields[key].label) for key in _KEYS]


def _rows(
    desk: Desk, ids: Sequence[int], words: Words, hide: Callable[[str], str], concerned: dict[int, None]
) -> Iterator[tuple[Any, ...]]:
    fields = desk.fields("complaint")
    labels = {key: {each.key: words.label(each.label) for each in fields[key].choices} for key in _CHOICES}
    for at in range(0, len(ids), _AT_ONCE):
        for row in complaint_lists.rows(desk, ids[at : at + _AT_ONCE]):
            concerned[row.customer_id] = None
            yield tuple(_cell(row, key, labels, words, hide) for key in _KEYS)


def _cell(
    row: ComplaintRow, key: str, labels: Mapping[str, Mapping[str, str]], words: Words, hide: Callable[[str], str]
) -> Any:
    if key == "warnings":
        return "\n".join(words.message(f"warned-{each.code}", {}) for each in row.holding) or None
    value = getattr(row, key)
    if key in labels:
        return labels[key].get(value, value)
    return hide(value) if isinstance(value, str) and value else value or None
