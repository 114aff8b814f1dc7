"""The kinds of printed matter, in the order in which they are offered; each family declares its own."""

from __future__ import annotations

from crmdesk.core import printed_deals, printed_files, printed_labels, printed_lists
from crmdesk.core.errors import UserError
from crmdesk.core.printing import PrintKind

ORDER = (
    "file", "briefing", "list", "visits", "report", "complaint", "quotation", "delivery", "statement", "offer",
    "letter", "labels", "envelopes", "blank", "overview",
)  # fmt: skip

_ALL = {
    kind.key: kind for family in (printed_files, printed_lists, printed_deals, printed_labels) for kind in family.KINDS
}

KINDS: dict[str, PrintKind] = {key: _ALL[key] for key in ORDER if key in _ALL}
"""By key."""


def known(key: str) -> PrintKind:
    """Raises UserError('print-kind')."""
    if key not in KINDS:
        raise UserError("print-kind", kind=key, known=", ".join(KINDS))
    return KINDS[key]
