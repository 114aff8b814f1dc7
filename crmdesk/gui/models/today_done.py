"""What was done on a day that is over, in words: the rows of the page Today (METHOD.md section 2)."""

from __future__ import annotations

from crmdesk.core.interactions import Dated
from crmdesk.core.reports import SECTIONS, Entry, Report
from crmdesk.core.reports_text import detail
from crmdesk.gui.models.timeline import ICONS
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.day_rows import DayLine

BESIDE = ("orders", "received", "logged", "closed", "gained", "moved-on", "moved-back", "dropped", "offers")
"""The sections at the right, in their order."""


class DoneLines:
    """Rows of a day that is over."""

    def __init__(self, ui: Ui) -> None:
        self._ui, self._words = ui, ui.words
        self._fields = ui.desk.fields("interaction")

    def titles(self) -> dict[str, str]:
        """What the sections are called."""
        return {key: self._words.label(label) for key, label in SECTIONS.items()}

    def contacts(self, report: Report) -> list[DayLine]:
        """Contacts made, the latest last."""
        return [self._contact(each) for each in report.contacts.made]

    def _contact(self, each: Dated) -> DayLine:
        values, shown = each.values, self._ui.masking.text
        said = " ".join(str(values.get("content") or values.get("purpose") or "").split())
        by = str(values.get("by") or "")
        kind = self._ui.shown(self._fields["kind"], values.get("kind"))
        told = [kind, shown(str(values.get("contact") or "")), shown(by) if by != self._ui.desk.who else ""]
        at = each.interaction.at
        return DayLine(
            ("interaction", each.interaction.id),
            shown(each.customer_name),
            self._joined([*told, shown(said)]),
            icon=ICONS.get(str(values.get("kind")), "note"),
            right=f"{at:%H:%M}" if at.time() != at.min.time() else "",
            right_tone="text_2",
        )

    def tasks(self, report: Report) -> list[DayLine]:
        return [
            DayLine(
                ("done", each.record_id or place),
                self._ui.masking.text(each.text),
                self._ui.masking.text(each.name),
                ticked=True,
            )
            for place, each in enumerate(report.sections["tasks"].entries)
        ]

    def beside(self, report: Report, section: str, most: int) -> list[DayLine]:
        """The first rows of a section at the right."""
        entries = report.sections[section].entries[:most]
        return [self._entry(section, place, each) for place, each in enumerate(entries)]

    def _entry(self, section: str, place: int, each: Entry) -> DayLine:
        told = self._ui.masking.text(detail(section, each, self._words)) or each.number
        amount = self._words.money(each.amount) if each.amount is not None else ""
        return DayLine((section, place), self._ui.masking.text(each.name), told, right=amount)

    def _joined(self, parts: list[str]) -> str:
        return ("，" if self._words.chinese else ", ").join(part for part in parts if part)
