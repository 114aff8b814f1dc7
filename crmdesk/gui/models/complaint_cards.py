"""Complaints as the cards of the board."""

from __future__ import annotations

from crmdesk.core.complaint_lists import CLOSED_STATES, ComplaintRow
from crmdesk.gui.models.complaint_telling import Telling
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.case_cards import CaseCard

_ENDED_TONES = {"good": "good", "warn": "warn"}


class ComplaintCards:
    """Whom it is about, what, by when, what is wrong with it."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self.telling = Telling(ui)

    def card(self, row: ComplaintRow) -> CaseCard:
        """The card of a complaint, with all it says in words."""
        mask = self._ui.masking.text
        name, about = mask(row.customer_name), mask(row.headline)
        round_ = self.telling.round(row) if (row.round or 1) > 1 else ""
        due, tone, sign = self._due(row)
        last, last_tone, last_icon = self._last(row)
        said = (name, about, row.number, round_, *self._said_of_days(row), self.telling.warnings(row))
        return CaseCard(
            row.id,
            name,
            corner=round_,
            second=about,
            third=row.number,
            due=due,
            due_tone=tone,
            due_icon=sign,
            last=last,
            last_tone=last_tone,
            last_icon=last_icon,
            told="\n".join(part for part in said if part),
        )

    def _due(self, row: ComplaintRow) -> tuple[str, str, str]:
        """By when, or when it was closed: words, tone, icon."""
        if row.state in CLOSED_STATES:
            return self.telling.day(row.closed_at.date()) if row.closed_at is not None else "", "text_2", ""
        if late := self.telling.late(row):
            return late, "bad", "error"
        return (self.telling.day(row.due_on), "text_2", "clock") if row.due_on is not None else ("", "text_2", "")

    def _last(self, row: ComplaintRow) -> tuple[str, str, str]:
        """What is wrong with it, or how it ended: words, tone, icon."""
        if row.state in CLOSED_STATES:
            ended = self.telling.state(row)
            return ended.text, _ENDED_TONES.get(ended.key, "text_2"), ended.icon
        warned = self.telling.warned(row)
        more = f" +{len(warned) - 1}" if len(warned) > 1 else ""
        return warned[0] + more if warned else "", "warn", "warning"

    def _said_of_days(self, row: ComplaintRow) -> tuple[str, ...]:
        if row.state in CLOSED_STATES:
            return (self.telling.state(row).text,)
        until = self._ui.words.gettext("Due {day}")
        due = until.format(day=self._ui.words.date(row.due_on)) if row.due_on is not None else ""
        return due, self.telling.late(row)
