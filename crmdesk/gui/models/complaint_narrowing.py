"""What a list of complaints is narrowed to beside its filters: where a figure was opened, what it is made of."""

from __future__ import annotations

from msgspec.structs import replace

from crmdesk.core.complaint_lists import NO_PRODUCT, Complaints
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, products

_KEYS = ("step", "customer_id", "product_id", "levels", "rounds", "from_", "to", "closed_from", "closed_to")


def narrowed(wanted: Complaints, by: Complaints) -> Complaints:
    """The one list within the bounds of the other."""
    return replace(wanted, **{key: getattr(by, key) for key in _KEYS})


def telling(ui: Ui, wanted: Complaints) -> str:
    """These bounds in words; '' where there are none."""
    _, words, fields = ui.words.gettext, ui.words, ui.desk.fields("complaint")
    told = []
    if wanted.customer_id is not None:
        rows = customers.rows(ui.desk, (wanted.customer_id,))
        told += [ui.masking.row(row).name for row in rows]
    if wanted.product_id == NO_PRODUCT:
        told.append(_("No product"))
    elif wanted.product_id is not None:
        told.append(products.product(ui.desk, wanted.product_id).name)
    if wanted.step:
        told.append(ui.shown(fields["step"], wanted.step))
    told += [ui.shown(fields["level"], level) if level else _("No level") for level in wanted.levels]
    if wanted.rounds is not None:
        n = words.ngettext
        told.append(n("{count} round", "{count} rounds", wanted.rounds).format(count=words.number(wanted.rounds)))
    for first, last, said in (
        (wanted.from_, wanted.to, _("received {first} to {last}")),
        (wanted.closed_from, wanted.closed_to, _("closed {first} to {last}")),
    ):
        if first is not None and last is not None:
            told.append(said.format(first=words.date(first), last=words.date(last)))
    return ("，" if words.chinese else ", ").join(told)
