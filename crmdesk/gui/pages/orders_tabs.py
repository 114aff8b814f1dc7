"""The tabs of the page Orders: their keys, words and icons."""

from __future__ import annotations

from crmdesk.gui.ui import Ui

ORDERS, PAYMENTS, RECEIVABLES, PRODUCTS, COMMISSION = "orders", "payments", "receivables", "products", "commission"


def parts_of_orders(ui: Ui) -> tuple[tuple[str, str, str], ...]:
    """Every tab that is always there."""
    _ = ui.words.gettext
    return (
        (ORDERS, _("Orders"), "order"),
        (PAYMENTS, _("Payments"), "check"),
        (RECEIVABLES, _("Receivables"), "clock"),
        (PRODUCTS, _("Products"), "list"),
    )
