"""The table of a customer's complaints in its file."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView

from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.gui.forms.file_table import FileTable
from crmdesk.gui.models.file_complaints import DUE, NUMBER, RECEIVED, STAGE, STATE, WHAT, FileComplaints
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, tabular, text_width
from crmdesk.gui.widgets.badges import badge_width

_MEASURED = 50
_LEAST_WHAT, _MOST_STAGE = 160, 200
_DAYS = (RECEIVED, DUE)


class FileComplaintsTable(FileTable):
    """Lines are `ComplaintRow`s."""

    entries: FileComplaints

    def __init__(self, model: FileComplaints, label: str) -> None:
        super().__init__(model, name="file-complaints", label=label)
        self.setFont(as_typed(QFont(self.font())))

    def key_of(self, line: ComplaintRow) -> int:
        return line.id

    def fit(self) -> None:
        """Each column as wide as what stands in it; what it is about takes the room that is left."""
        widths = {column: self._wanted(column) for column in (NUMBER, RECEIVED, STAGE, DUE, STATE)}
        rest = self.viewport().width() - sum(widths.values())
        if rest < _LEAST_WHAT:
            widths[STAGE] = max(tokens.SHORT_INPUT, widths[STAGE] - (_LEAST_WHAT - rest))
            rest = self.viewport().width() - sum(widths.values())
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column, width in {**widths, WHAT: max(_LEAST_WHAT, rest)}.items():
            header.resizeSection(column, width)

    def _wanted(self, column: int) -> int:
        model, lines = self.entries, self.entries.lines[:_MEASURED]
        least = self.horizontalHeader().sectionSizeHint(column)
        if column == STATE:
            found = [badge_width(badge, self.font()) for each in lines if (badge := model.badge(each, column))]
        else:
            found = [text_width(tabular(self.font()), model.text(each, column)) for each in lines]
        widest = max(found, default=0) + 2 * tokens.BETWEEN + 2
        return max(least, min(widest, _MOST_STAGE) if column == STAGE else widest)
