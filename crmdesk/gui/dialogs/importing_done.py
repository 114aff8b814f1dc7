"""Last step of the import: how far the writing is, then what was done and what is to be looked at."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from crmdesk.core.importing import Result
from crmdesk.gui.dialogs.importing_parts import StepPage
from crmdesk.gui.models.importing_problems import COLUMN, ROW, TEXT, ProblemTable
from crmdesk.gui.theme.painting import NARROW
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.heads import Fact, FactStrip, SectionHead
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.tables import style_table

_WIDTHS = {ROW: 96, COLUMN: 144, TEXT: 168}


class DonePage(StepPage):
    """What an import did."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(_("Done"), "", name="import-done-page", parent=parent)
        self._ui = ui
        self.facts = FactStrip(name="import-result")
        self.left_out = Label(tone="text_2", wrap=True, name="import-left-out")
        self.undo = Label(wrap=True, name="import-undo-hint")
        self.problems_head = SectionHead(_("To look at"), name="import-problems-head")
        self.table = QTableView()
        self.table.setObjectName("import-problems")
        face = QFont(self.font())
        face.setFeature(NARROW, face.featureValue(NARROW))  # sentences of ours more than people's own data
        self.table.setFont(face)
        self.table.setAccessibleName(_("Problems of the import"))
        self.problems = ProblemTable(ui.words, self.table)
        self.table.setModel(self.problems)
        style_table(self.table, sortable=False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setStretchLastSection(True)
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, width)
        for widget in (self.facts, self.left_out, self.undo):
            self.column.addWidget(widget)
        self.column.addSpacing(4)
        self.column.addWidget(self.problems_head)
        self.column.addWidget(self.table, 1)
        self.column.addStretch(0)
        self._parts = (self.facts, self.left_out, self.undo, self.problems_head, self.table)

    def show_writing(self, file: str) -> None:
        """While the rows are being written."""
        self.head.set_title(self._ui.words.gettext("Importing"))
        self.head.set_note(file)
        for part in self._parts:
            part.hide()

    def show_result(self, result: Result) -> None:
        """When all of them are."""
        _, n, number = self._ui.words.gettext, self._ui.words.ngettext, self._ui.words.number
        self.head.set_title(_("Imported") if result.batch is not None else _("Nothing to import"))
        self.head.set_note(result.file)
        counts = result.counts
        facts = [
            Fact(_("Rows"), number(counts.rows)),
            Fact(_("New"), number(counts.created)),
            Fact(_("Updated"), number(counts.updated)),
            Fact(_("Same"), number(counts.skipped)),
            Fact(_("Joined"), number(counts.joined)),
            Fact(_("Not imported"), number(counts.errors), "bad" if counts.errors else "text"),
        ]
        facts += [Fact(words, number(result.also[key])) for key, words in self._also() if result.also.get(key)]
        self.facts.set_facts(facts)
        self.left_out.setText(self._left_out(result))
        self.undo.setText(_("If this was not what you wanted: Ctrl+Z in the window takes the whole import back."))
        count = len(result.problems)
        self.problems_head.set_note(n("{count} place", "{count} places", count).format(count=number(count)))
        self.problems.show_problems(result.problems)
        for part in self._parts:
            part.show()
        self.left_out.setVisible(bool(self.left_out.text()))
        self.undo.setVisible(result.batch is not None)
        for part in (self.problems_head, self.table):
            part.setVisible(count > 0)
        if not count:
            self.column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _also(self) -> tuple[tuple[str, str], ...]:
        _ = self._ui.words.gettext
        return (("contacts", _("Contacts")), ("addresses", _("Further addresses")))

    def _left_out(self, result: Result) -> str:
        """Rows that are no records, by reason; blank ones go without saying."""
        _, number = self._ui.words.gettext, self._ui.words.number
        found = Counter(row.reason for row in result.left_out)
        told = {
            "total": _("totals: {count}"),
            "note": _("explanations: {count}"),
            "header": _("repeated headers: {count}"),
            "blank": _("blank: {count}"),
        }
        parts = [text.format(count=number(found[reason])) for reason, text in told.items() if found[reason]]
        separator = "，" if self._ui.words.chinese else ", "
        return _("Rows that are no customers: {reasons}").format(reasons=separator.join(parts)) if parts else ""
