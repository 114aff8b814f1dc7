"""Days one mostly means by “next”, beside the day of the next step."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt

from crmdesk.gui.forms.field_form import FieldForm
from crmdesk.gui.widgets.buttons import LinkButton


def offer_days(form: FieldForm, key: str) -> None:
    """Links that fill this date."""
    ui = form.ui
    _ = ui.words.gettext
    days = ((1, _("Tomorrow")), (3, _("In 3 days")), (7, _("In a week")), (30, _("In a month")))
    for count, text in days:
        link = LinkButton(text, name=f"in-{count}-days")
        link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # by keyboard one types the day or turns it
        link.clicked.connect(lambda _checked=False, count=count: form.put(key, _in(form, count)))
        form.rows[key].add_beside(link)


def _in(form: FieldForm, days: int) -> str:
    return (form.ui.desk.today() + dt.timedelta(days=days)).isoformat()
