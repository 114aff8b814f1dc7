"""How the columns of a header were mapped by hand, kept for the next file with this header."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from crmdesk.core.headers import OWN, HeaderIndex, header_key
from crmdesk.core.importing import Column, SheetPlan
from crmdesk.core.importing_mapping import Heading, map_columns
from crmdesk.services.desk import Desk
from crmdesk.store import importing as store

_KEPT = ("hand", "memory")


def recall(desk: Desk, headers: Sequence[str]) -> dict[str, str]:
    """Field ids by header key as they were chosen last time under exactly these headers; '' leaves a column out.

    `headers` are the texts of all columns, with the group in front where they have one (see `header_of`). Fields that
    are gone, and those made for a header last time, are left to the automatic mapping.
    """
    found = store.remembered(desk.data, _key(headers))
    if not found:
        return {}
    known = desk.fields("customer")
    labels = {header_key(field.label.zh) for field in known.all if field.by_user}
    return {header: target for header, target in found.items() if _still(target, header, known.by_key, labels)}


def keep(desk: Desk, sheets: Iterable[SheetPlan], index: HeaderIndex) -> None:
    """Remember what of these mappings differs from the automatic one; where nothing does, nothing is kept."""
    at = desk.now()
    for sheet in sheets:
        if sheet.header_row and any(column.header for column in sheet.columns):
            store.remember(desk.data, _key(list(map(header_of, sheet.columns))), at, _by_hand(sheet, index))


def header_of(column: Column | Heading) -> str:
    """The text by which a column is remembered: its header behind its group."""
    text = column.header if isinstance(column, Column) else column.text
    return f"{column.group} {text}" if column.group else text


def _key(headers: Iterable[str]) -> str:
    """What a set of headers is found again by, whatever their order."""
    folded = sorted(header_key(header) for header in headers)
    return hashlib.sha256("\n".join(folded).encode()).hexdigest()


def _by_hand(sheet: SheetPlan, index: HeaderIndex) -> dict[str, str]:
    """What was chosen for each column and is not what the automatic mapping finds; not for columns called alike."""
    automatic = map_columns([Heading(c.index, c.header, c.group) for c in sheet.columns], index)
    keys = [header_key(header_of(column)) for column in sheet.columns]
    count = Counter(keys)
    chosen = {}
    for column, key, target in zip(sheet.columns, keys, automatic, strict=True):
        if column.sure in _KEPT and column.target != target and count[key] == 1 and key:
            own = (column.target or "").startswith(OWN + ".")
            chosen[key] = OWN if own else column.target or ""
    return chosen


def _still(target: str, header: str, fields: Mapping[str, object], labels: set[str]) -> bool:
    if target == OWN:
        return header not in labels
    own = target[:1] == "x" and target[1:].isdigit()
    return not own or target in fields
