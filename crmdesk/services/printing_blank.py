"""Blank forms, to be filled in by hand (METHOD.md section 1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crmdesk.core.blank_forms import RECORDS
from crmdesk.core.printed_labels import BlankForm
from crmdesk.core.printing import PrintKind, Style
from crmdesk.core.words import Words
from crmdesk.services.desk import Desk
from crmdesk.services.printing_built import Built


def build(desk: Desk, _ids: Sequence[int], style: Style, kind: PrintKind, _today: dt.date, words: Words) -> Built:
    """So many copies of one form, with the user's own fields and words."""
    form = style.value(kind, "form")
    name = words.label(kind.option("form").choices[form])
    copies = style.value(kind, "copies")
    blank = BlankForm(form, {record: desk.fields(record) for record in RECORDS})
    return Built([blank] * copies, [("", "")] * copies, title=name)
