"""What is printed of the page Customers."""

from __future__ import annotations

from crmdesk.core.printing import About
from crmdesk.gui.forms.customer_file import CustomerFilePane
from crmdesk.gui.models.printing import InFront
from crmdesk.gui.pages.customers_list import ListSide
from crmdesk.gui.pages.customers_view import CustomerView


def in_front(shown: ListSide, view: CustomerView, pane: CustomerFilePane) -> InFront:
    """The files of those selected, several as a list; else everybody listed."""
    selected = () if shown.listing.deleted else tuple(view.selected_ids())
    if not selected and pane.customer_id is not None and not shown.look.on:
        selected = (pane.customer_id,)
    here = {About.CUSTOMERS: selected} if selected else {}
    listed = {} if shown.listing.deleted else {About.CUSTOMERS: shown.model.ids}
    return InFront("file" if len(selected) == 1 else "list", here, listed)
