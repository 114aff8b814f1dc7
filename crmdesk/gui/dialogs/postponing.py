"""Putting off a next step to another day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem
from crmdesk.core.interactions import Interaction
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.ui import Ui
from crmdesk.services import interactions

_SIZE = QSize(480, 160)
_KEY = "next_date"


class PostponingDialog(ShortForm):
    """The new day of the next step that a contact left."""

    def __init__(self, ui: Ui, step: Interaction, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        self._step = step
        field = ui.desk.fields("interaction")[_KEY]
        super().__init__(
            ui, _("Put off the next step"), [replace(field, required=True)], size=_SIZE, label=_("Next step"),
            name="postponing", parent=parent,
        )  # fmt: skip
        self.begin({_KEY: values.typed(field, step.values.get(_KEY), ui.words)})

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        """A day is needed."""
        field = self.ui.desk.fields("interaction")[_KEY]
        if not typed.get(_KEY, "").strip():
            return {_KEY: Problem("required-missing", {"field": field.label}, hard=True)}
        return interactions.read(self.ui.desk, typed, new=False, customer_id=self._step.customer_id).problems

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        day: dt.date = values.parse(self.ui.desk.fields("interaction")[_KEY], typed[_KEY]).value  # type: ignore[assignment]
        told = self.ui.words.gettext("Put off to {day}").format(day=self.ui.words.date(day))
        return interactions.postpone_step(self.ui.desk, self._step.id, day), told
