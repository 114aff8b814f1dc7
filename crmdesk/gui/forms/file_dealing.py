"""What the strip under a file's head says of dealings: sales, money owed, the last contact and the next step."""

from __future__ import annotations

import datetime as dt
from typing import Any

from msgspec import Struct

from crmdesk.core import days
from crmdesk.core.customers import CustomerFile
from crmdesk.gui.ui import Ui
from crmdesk.services import interactions

_MARKS = ("last_contact_on", "next_on", "order_count", "owed", "credit")
KEYS = ("sales", "owed", "last", "next")


class Told(Struct, frozen=True):
    """A label over a value, each in the colour of a token."""

    label: str
    value: str
    tone: str = "text"
    label_tone: str = "text_2"


def dealt_with(file: CustomerFile) -> bool:
    """Whether anything passed between this customer and us yet."""
    return any(file.values.get(key) for key in _MARKS)


def dealing(file: CustomerFile, ui: Ui) -> dict[str, Told]:
    """By `KEYS`."""
    return {"sales": _sales(file, ui), "owed": _owed(file, ui), "last": _last(file, ui), "next": _next(file, ui)}


def _sales(file: CustomerFile, ui: Ui) -> Told:
    label, value = _amount(file, ui, "sales_year")
    none = ui.words.gettext("None")
    return Told(label, value) if value else Told(label, none, "text_2")


def _owed(file: CustomerFile, ui: Ui) -> Told:
    _ = ui.words.gettext
    label, overdue = _amount(file, ui, "overdue")
    if overdue:
        since = file.values.get("overdue_since")
        day = days.near(since, ui.desk.today(), ui.words) if since else ""
        return Told(_("Overdue since {day}").format(day=day) if day else label, overdue, "bad", "bad")
    label, owed = _amount(file, ui, "owed")
    if owed:
        return Told(label, owed)
    other, credit = _amount(file, ui, "credit")
    return Told(other, credit) if credit else Told(label, _("None"), "text_2")


def _amount(file: CustomerFile, ui: Ui, key: str) -> tuple[str, str]:
    """The label of a mark and its amount; '' for none."""
    field, value = ui.desk.fields("customer")[key], file.values.get(key)
    return ui.words.label(field.label), ui.shown(field, value) if value else ""


def _last(file: CustomerFile, ui: Ui) -> Told:
    """On which day, and how."""
    _ = ui.words.gettext
    day = file.values.get("last_contact_on")
    if day is None:
        return Told(_("Last contact"), _("None"), "text_2")
    latest = interactions.of_customer(ui.desk, file.id, limit=1)
    kind = _kind(ui, latest[0].values) if latest else ""
    return Told(_("Last contact"), f"{days.near(day, ui.desk.today(), ui.words)} {kind}".rstrip())


def _kind(ui: Ui, values: Any) -> str:
    return ui.shown(ui.desk.fields("interaction")["kind"], values.get("kind"))


def _next(file: CustomerFile, ui: Ui) -> Told:
    """What was said to come next, and by which day."""
    _ = ui.words.gettext
    steps = interactions.open_steps(ui.desk, file.id)
    if not steps:
        return Told(_("Next step"), _("None"), "text_2")
    step, today = steps[0].values, ui.desk.today()
    due: dt.date | None = step.get("next_date")
    what = ui.masking.text(str(step.get("next_step") or "")) or _kind(ui, step)
    when = days.near(due, today, ui.words) if due else ""
    late = due is not None and due < today
    return Told(
        _("Next step, overdue") if late else _("Next step"), f"{when} {what}".strip(),
        "bad" if late else "text", "bad" if late else "text_2",
    )  # fmt: skip
