"""Last step of the import: how far the writing is, then what was done, what is to be looked at, and taking it back."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.importing import Result, RowProblem
from crmdesk.gui.dialogs.importing_parts import StepPage
from crmdesk.gui.dialogs.importing_taking_back import TakingBack
from crmdesk.gui.models import importing_sorting as sorting
from crmdesk.gui.models.importing_problems import COLUMN, ROW, TEXT, KeptTable, ProblemTable
from crmdesk.gui.models.importing_sources import also_words
from crmdesk.gui.models.importing_work import ImportWork
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import NARROW
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.gui.widgets.sums import SumStrip, Term
from crmdesk.gui.widgets.tables import lines_table
from crmdesk.services.importing_undo import Undone, kept_texts

_WIDTHS = {ROW: 56, COLUMN: 144, TEXT: 168}
_WITH_SHEET = 128
"""Width of a row's number with the name of its sheet."""


class DonePage(StepPage):
    """What an import did; it can be taken back right here. `customers_asked` tells the import whose customers are to be
    listed."""

    customers_asked = Signal(object)

    def __init__(self, ui: Ui, work: ImportWork, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(_("Done"), "", name="import-done-page", parent=parent)
        self._ui, self._work = ui, work
        self.facts = SumStrip(name="import-result")
        self.also = Label(tone="text_2", wrap=True, name="import-also")
        self.left_out = Label(tone="text_2", wrap=True, name="import-left-out")
        self.kept_words = Label(tone="text_2", wrap=True, name="import-kept-words")
        self.undo = ElidedLabel(name="import-undo-hint")
        self.customers = Button(_("Show the customers"), icon="people", name="import-show-customers")
        self.take_back = Button(_("Take this import back"), icon="undo", name="import-take-back")
        self.progress = ProgressLine(_("Stop"), name="import-take-back-progress")
        self.taking_back = TakingBack(ui, self)
        self.problems_head = SectionHead(_("To check"), name="import-problems-head")
        self._make_table()
        self._lay_out()
        self.take_back.clicked.connect(self._take_back)
        self.customers.clicked.connect(lambda: self.customers_asked.emit(self._batch))
        self.progress.cancelled.connect(self.taking_back.stop)
        self.taking_back.progressed.connect(self._progressed)
        self.taking_back.done.connect(self._taken_back)
        self.taking_back.ended.connect(self._ended)
        self._batch: int | None = None

    def _make_table(self) -> None:
        self.problems = ProblemTable(self._ui.words)
        label = self._ui.words.gettext("Problems of the import")
        self.table = lines_table(self.problems, {}, name="import-problems", label=label)
        self.kept = KeptTable(self._ui.words, self.table)
        face = QFont(self.font())
        face.setFeature(NARROW, face.featureValue(NARROW))  # sentences of ours more than people's own data
        self.table.setFont(face)
        self._fit()

    def _fit(self) -> None:
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, width)

    def _lay_out(self) -> None:
        undo = QHBoxLayout()
        undo.setSpacing(tokens.BETWEEN)
        undo.addWidget(self.customers)
        undo.addWidget(self.take_back)
        undo.addSpacing(tokens.INSIDE)
        undo.addWidget(self.undo, 1)
        self.column.addWidget(self.facts)
        for label in (self.also, self.left_out, self.kept_words):
            self.column.addWidget(label)
        self.column.addLayout(undo)
        self.column.addWidget(self.progress)
        self.column.addSpacing(4)
        self.column.addWidget(self.problems_head)
        self.column.addWidget(self.table, 1)
        self.column.addStretch(0)
        self.progress.hide()

    def in_order(self) -> list[QWidget]:
        """What takes the keyboard, as the eye goes."""
        return [self.customers, self.take_back, self.table]

    def _parts(self) -> tuple[QWidget, ...]:
        told = (self.facts, self.also, self.left_out, self.kept_words)
        return (*told, self.undo, self.customers, self.take_back, self.problems_head, self.table)

    def show_writing(self, file: str) -> None:
        """While the rows are being written."""
        self.head.set_title(self._ui.words.gettext("Importing"))
        self.head.set_note(file)
        for part in self._parts():
            part.hide()

    def show_result(self, result: Result) -> None:
        """When all of them are."""
        _, n, number = self._ui.words.gettext, self._ui.words.ngettext, self._ui.words.number
        self._batch = result.batch
        self.head.set_title(_("Import done") if result.batch is not None else _("Nothing to import"))
        self.head.set_note(result.file)
        self.facts.set_terms(self._terms())
        self.also.setText(self._also(result))
        self.left_out.setText(self._left_out(result))
        self.kept_words.setText(self._kept_words(result))
        self.undo.set_text(_("If this was not what you wanted. Ctrl+Z in the window does the same."))
        count = len(result.problems)
        self.problems_head.set_title(_("To check"))
        self.problems_head.set_note(n("{count} place", "{count} places", count).format(count=number(count)))
        self.table.setModel(self.problems)
        self._fit()
        self.problems.show_problems(result.problems, self._name_of)
        if self.problems.several_sheets:
            self.table.setColumnWidth(ROW, _WITH_SHEET)
        for part in self._parts():
            part.show()
        for label in (self.also, self.left_out, self.kept_words):
            label.setVisible(bool(label.text()))
        for part in (self.undo, self.customers, self.take_back):
            part.setVisible(result.batch is not None)
        self._show_table(count > 0)

    def _name_of(self, problem: RowProblem) -> str:
        """Whom the row of a problem is about."""
        plan, counted = self._work.plan, self._work.sorted
        place = sorting.place_of((problem.sheet, problem.row), plan.rows, counted) if plan is not None else -1
        return plan.rows[place].name if plan is not None and place >= 0 else ""

    def _show_table(self, shown: bool) -> None:
        for part in (self.problems_head, self.table):
            part.setVisible(shown)
        self.column.setAlignment(Qt.AlignmentFlag(0) if shown else Qt.AlignmentFlag.AlignTop)

    def saved(self, sentence: str) -> None:
        """Rows were saved as a table."""
        self.head.set_note(sentence)

    def _terms(self) -> list[Term]:
        """Rows = new + updated + same + …: those that are none are left out but for the first three."""
        _, counted, number = self._ui.words.gettext, self._work.sorted, self._ui.words.number
        terms = [
            (sorting.NEW, _("New"), "text"),
            (sorting.UPDATE, _("Updated"), "text"),
            (sorting.SAME, _("Same"), "text"),
            (sorting.SKIPPED, _("Skipped"), "text"),
            (sorting.JOINED, _("Joined"), "text"),
            (sorting.HELD, _("Possible doubles"), "warn"),
            (sorting.ERROR, _("Not imported"), "bad"),
        ]
        always = (sorting.NEW, sorting.UPDATE, sorting.SAME)
        shown = [(key, words, tone) for key, words, tone in terms if key in always or counted.count(key)]
        whole = Term(_("Rows"), number(counted.count(sorting.ALL)))
        return [whole, *(Term(words, number(counted.count(key)), tone) for key, words, tone in shown)]

    def _list(self, parts: list[str]) -> str:
        return ("，" if self._ui.words.chinese else ", ").join(parts)

    def _also(self, result: Result) -> str:
        """What came beside the rows counted: contacts, further addresses …; hidden rows that are among them."""
        words = self._ui.words
        _, number = words.gettext, words.number
        found = also_words(result.also, words)
        told = [_("Also new or changed: {kinds}").format(kinds=found)] if found else []
        hidden = sum(sheet.hidden_rows for sheet in result.sheets)
        if hidden:
            n = words.ngettext
            text = n(
                "{count} row is hidden in the spreadsheet program; it was read too.",
                "{count} rows are hidden in the spreadsheet program; they were read too.",
                hidden,
            )
            told.append(text.format(count=number(hidden)))
        return "\n".join(told)

    def _kept_words(self, result: Result) -> str:
        """Words that no choice of a field, no customer fits: none of them is lost."""
        count = sum(problem.code.endswith("-kept") for problem in result.problems)
        n = self._ui.words.ngettext
        text = n(
            "{count} word that fits no choice is kept in a field of your own.",
            "{count} words that fit no choice are kept in fields of your own.",
            count,
        )
        return text.format(count=self._ui.words.number(count)) if count else ""

    def _left_out(self, result: Result) -> str:
        """Rows that are no records, by reason."""
        _, number = self._ui.words.gettext, self._ui.words.number
        found = Counter(row.reason for row in result.left_out)
        told = {
            "total": _("totals: {count}"),
            "note": _("explanations: {count}"),
            "example": _("examples: {count}"),
            "header": _("repeated headers: {count}"),
            "blank": _("blank: {count}"),
        }
        parts = [text.format(count=number(found[reason])) for reason, text in told.items() if found[reason]]
        return _("Rows that are no customers: {reasons}").format(reasons=self._list(parts)) if parts else ""

    def _take_back(self) -> None:
        if self._batch is not None:
            self.take_back.setEnabled(False)
            self.progress.show_progress(self._ui.words.gettext("Taking back"), 0, 0)
            self.progress.show()
            self.taking_back.begin(self._batch)

    def _progressed(self, done: int, total: int) -> None:
        self.progress.show_progress(self._ui.words.gettext("Taking back"), done, total)

    def _ended(self, sentence: str) -> None:
        """Taking back is over, done or not; `sentence` says why not."""
        self.progress.hide()
        self.take_back.setEnabled(True)
        if sentence:
            self.undo.set_text(sentence)

    def _taken_back(self, undone: Undone) -> None:
        _, n, number = self._ui.words.gettext, self._ui.words.ngettext, self._ui.words.number
        self._batch = None
        self.head.set_title(_("Taken back"))
        for part in (self.facts, self.also, self.left_out, self.kept_words, self.customers, self.take_back):
            part.hide()
        gone = n("{count} new customer removed", "{count} new customers removed", undone.removed)
        before = n("{count} other as before", "{count} others as before", undone.restored)
        told = [gone.format(count=number(undone.removed)), before.format(count=number(undone.restored))]
        if undone.held:
            text = n(
                "{count} kept, as others were merged into it",
                "{count} kept, as others were merged into them",
                len(undone.held),
            )
            told.append(text.format(count=number(len(undone.held))))
        self.undo.set_text(_("{what}. Ctrl+Z in the window brings the import back.").format(what=self._list(told)))
        self.kept.show_lines(kept_texts(self._ui.desk, undone.kept, self._ui.words))
        self.problems_head.set_title(_("Kept, because they were changed since"))
        count = len(undone.kept)
        self.problems_head.set_note(n("{count} place", "{count} places", count).format(count=number(count)))
        self.table.setModel(self.kept)
        self._fit()
        self._show_table(count > 0)
