"""Which columns the customer table has: the fields chosen on this machine, in the order chosen."""

from __future__ import annotations

from collections.abc import Sequence

from crmdesk.core.fields import Field
from crmdesk.gui.models.customer_cells import DEFAULT_COLUMNS, width_of
from crmdesk.gui.ui import Ui
from crmdesk.services import listing

NARROWEST, WIDEST = 48, 800


def all_columns(ui: Ui) -> list[Field]:
    """Every field the table can show, the user's own ones too."""
    return listing.columns(ui.desk)


def chosen_columns(ui: Ui) -> list[Field]:
    """Those remembered that there are; the usual ones where none is."""
    known = {field.key: field for field in all_columns(ui)}
    chosen = [known[key] for key in ui.preferences.customer_columns if key in known]
    return chosen or [known[key] for key in DEFAULT_COLUMNS if key in known]


def remember_columns(ui: Ui, keys: Sequence[str]) -> None:
    ui.preferences.customer_columns = list(keys)


def width(ui: Ui, field: Field, *, at_least: int) -> int:
    """As it was left, else as wide as what usually stands in it and as its title needs."""
    usual = max(width_of(field), at_least)
    return max(NARROWEST, min(WIDEST, ui.preferences.customer_widths.get(field.key, usual)))


def remember_width(ui: Ui, key: str, pixels: int) -> None:
    ui.preferences.customer_widths = {**ui.preferences.customer_widths, key: pixels}
