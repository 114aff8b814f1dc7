"""One request of a person: noted, changed, answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.fields import Choice, Field, Type
from crmdesk.core.privacy import OUTCOMES, REQUESTS, Request
from crmdesk.core.words import Label
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.models.privacy import REMARKS
from crmdesk.gui.ui import Ui
from crmdesk.services import privacy, reading

_WIDTH = 600
_ROW, _BESIDE = 36, 172
"""The height of a field, and of all the rest."""


def _choices(labels: Mapping[str, Label]) -> tuple[Choice, ...]:
    return tuple(Choice(key, label) for key, label in labels.items())


FIELDS = {
    field.key: field
    for field in (
        Field("customer", Label("Customer", "客户"), Type.CUSTOMER),
        Field("subject", Label("Or another person", "或其他人"), width="long"),
        Field("asked", Label("Asks for", "请求内容"), Type.CHOICE, choices=_choices(REQUESTS), required=True),
        Field("received_on", Label("Received on", "收到日期"), Type.DATE, required=True),
        Field("due_on", Label("Answer by", "答复期限"), Type.DATE),
        Field("outcome", Label("Outcome", "处理结果"), Type.CHOICE, choices=_choices(OUTCOMES), required=True),
        Field("answered_on", Label("Answered on", "答复日期"), Type.DATE, required=True),
        Field("notes", REMARKS, Type.LONG),
    )
}
_NEW = ("customer", "subject", "asked", "received_on", "notes")
_PENDING = ("customer", "subject", "asked", "received_on", "due_on", "notes")
_ANSWERED = ("customer", "subject", "asked", "received_on", "due_on", "outcome", "answered_on", "notes")
_ANSWER = ("outcome", "answered_on", "notes")


class RequestDialog(ShortForm):
    """A new request (`request` None), one to be changed, or its answer.

    `who`: who asks, for the title; `customer`: the number of the customer a new one begins with.
    """

    def __init__(
        self,
        ui: Ui,
        request: Request | None,
        parent: QWidget | None = None,
        *,
        answering: bool = False,
        who: str = "",
        customer: str = "",
    ) -> None:
        _ = ui.words.gettext
        title = _("New request") if request is None else _("Answer – {who}") if answering else _("Request – {who}")
        present = _ANSWERED if request is not None and request.answered else _PENDING
        keys = _NEW if request is None else _ANSWER if answering else present
        self._request = request
        super().__init__(
            ui, title.format(who=who), [FIELDS[key] for key in keys], size=QSize(_WIDTH, _BESIDE + _ROW * len(keys)),
            label=_("Request"), name="privacy-request", parent=parent,
        )  # fmt: skip
        usual: dict[str, Any] = {}
        if request is None:
            usual = {"customer": customer or None, "asked": "access", "received_on": ui.desk.today()}
        elif answering:
            usual = {"outcome": "done", "answered_on": ui.desk.today()}
        first = "asked" if customer else ""
        self.begin(self._texts(_known(request) if request is not None else {}), self._texts(usual), first=first)

    def _texts(self, known: Mapping[str, Any]) -> dict[str, str]:
        words = self.ui.words
        return {key: values.typed(FIELDS[key], known[key], words) for key in self.keys if known.get(key) is not None}

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        return self._read(typed)[1]

    def _read(self, typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Problem]]:
        read: dict[str, Any] = {}
        problems: dict[str, Problem] = {}
        for key, text in typed.items():
            field = FIELDS[key]
            parsed = values.parse(field, text)
            read[key] = parsed.value
            if parsed.problem is not None:
                problems[key] = parsed.problem
            elif parsed.value is None and field.required:
                problems[key] = Problem("required-missing", {"field": field.label}, hard=True)
            elif key == "customer" and parsed.value is not None:
                try:
                    read[key] = reading.customer_meant(self.ui.desk, parsed.value)
                except UserError as error:
                    problems[key] = Problem(error.code, error.params, hard=True)
        if (
            "customer" in typed
            and "subject" in typed
            and not typed["customer"].strip()
            and not typed["subject"].strip()
        ):
            problems["customer"] = Problem("request-subject", hard=True)
        problems.update(self._wrong_days(read))
        return read, problems

    def _wrong_days(self, read: Mapping[str, Any]) -> dict[str, Problem]:
        today, problems = self.ui.desk.today(), {}
        for key in ("received_on", "answered_on"):
            day = read.get(key)
            if isinstance(day, dt.date) and day > today:
                problems[key] = Problem("request-future", {"day": day}, hard=True)
        received = read.get("received_on") or (self._request.received_on if self._request is not None else None)
        answered = read.get("answered_on")
        if answered is not None and received is not None and answered < received:
            told = {"received": received, "answered": answered}
            problems["answered_on"] = Problem("request-order", told, hard=True)
        return problems

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        desk, _, request = self.ui.desk, self.ui.words.gettext, self._request
        read, _problems = self._read(typed)
        if request is None:
            changes = privacy.add_request(
                desk, read["asked"], customer_id=read["customer"], subject=read["subject"] or "",
                received_on=read["received_on"], notes=read["notes"] or "",
            )[1]  # fmt: skip
            return changes, _("Noted the request")
        if self.keys == _ANSWER:
            day, notes = read["answered_on"], read["notes"] or ""
            changes = privacy.answer_request(desk, request.id, read["outcome"], answered_on=day, notes=notes)
            return changes, _("The request is answered")
        renamed = {"asked": "kind", "customer": "customer_id"}
        changed = {renamed.get(key, key): value for key, value in read.items()}
        if request.due_on == changed["due_on"] and request.received_on != changed["received_on"]:
            del changed["due_on"]  # it moves with the day of receipt
        return privacy.change_request(desk, request.id, **changed), _("Saved the request")


def _known(request: Request) -> dict[str, Any]:
    return {
        "customer": request.number or None,
        "subject": request.subject or None,
        "asked": request.kind,
        "received_on": request.received_on,
        "due_on": request.due_on,
        "outcome": request.outcome or None,
        "answered_on": request.answered_on,
        "notes": request.notes or None,
    }
