"""Finding doubles: pairs that may be one customer, best first; merged, told apart or opened one by one."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.merging import MergeDialog
from crmdesk.gui.dialogs.merging_fields import FieldLines
from crmdesk.gui.dialogs.merging_sides import Sides
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.duplicates import PairModel, reasons, score_words
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.heads import EmptyState, SectionHead
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.gui.widgets.rows import TwoLineDelegate, style_list
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.services import duplicates, merging
from crmdesk.services.desk import Desk
from crmdesk.services.duplicates import MOST_PAIRS, Pair

_SIZE = QSize(1120, 640)
_LIST = 400


class DuplicatesDialog(Dialog):
    """Looks through all customers on the worker; what is merged or told apart leaves the list."""

    found = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(
            _("Find doubles"), ui.words, confirm=_("&Merge..."), cancel=_("Close"), size=_SIZE, name="duplicates",
            parent=parent,
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self._job: Job | None = None
        self._make()
        self._lay_out()
        self.confirm_button.setDefault(True)
        ui.bus.changed.connect(self._changed)
        self.look()

    def _make(self) -> None:
        _ = self._ui.words.gettext
        self.model = PairModel(self._ui.words, self)
        self.list = QListView()
        self.list.setObjectName("duplicates-list")
        self.list.setAccessibleName(_("Possible doubles"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(TwoLineDelegate(parent=self.list))
        style_list(self.list)
        self.list.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.list.selectionModel().currentChanged.connect(self._show)
        self.list.doubleClicked.connect(self.accept)
        self.head = SectionHead(_("Possible doubles"), name="duplicates-head")
        self.why = ElidedLabel(tone="text_2", name="duplicates-why")
        self.sides = Sides(self._ui.words, swaps=False, opens=True, name="duplicates")
        self.sides.open_asked.connect(self._open)
        self.fields = FieldLines(self._ui, choosing=False, name="duplicates-fields")
        self.empty = EmptyState(_("No doubles were found."), icon="done", name="duplicates-empty")
        self.progress = ProgressLine(_("Stop"), name="duplicates-progress")
        self.progress.cancelled.connect(self.reject)
        self.apart = Button(_("&Not the same"), name="duplicates-apart")
        self.apart.setToolTip(_("They are two customers; this is remembered"))
        self.apart.clicked.connect(self._not_same)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(tokens.BETWEEN)
        left.setContentsMargins(0, tokens.AROUND, 0, 0)
        head = QHBoxLayout()
        head.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
        head.addWidget(self.head)
        left.addLayout(head)
        left.addWidget(self.list, 1)
        column = QWidget()
        column.setFixedWidth(_LIST)
        column.setLayout(left)
        right = QVBoxLayout()
        right.setContentsMargins(0, tokens.AROUND, tokens.AROUND, 0)
        right.setSpacing(tokens.BETWEEN)
        for widget in (self.why, self.sides, self.fields):
            right.addWidget(widget, 1 if widget is self.fields else 0)
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.AROUND)
        row.addWidget(column)
        row.addLayout(right, 1)
        waiting = QWidget()
        middle = QVBoxLayout(waiting)
        middle.setContentsMargins(*[tokens.SECTIONS] * 4)
        middle.addWidget(self.progress)
        middle.addStretch(1)
        self.pages = QStackedWidget()
        self._waiting, self._pair = waiting, pair
        for page in (waiting, pair, self.empty):
            self.pages.addWidget(page)
        self.set_body(self.pages)
        self.add_before_confirm(self.apart)

    def look(self) -> None:
        """Look through all customers; it can be stopped by closing."""
        self.pages.setCurrentWidget(self._waiting)
        self._tell()
        self._progressed(0, None)

        def work(desk: Desk, job: Job) -> list[Pair]:
            return duplicates.pairs(desk, MOST_PAIRS, job.progress, job.is_cancelled)

        self._job = self._ui.jobs.run(
            self, work, self._looked, self._ui.bus.failed.emit, progress=self._progressed, channel="duplicates"
        )

    def _progressed(self, done: int, total: int | None) -> None:
        words = self._ui.words
        text = words.gettext("Comparing all customers")
        if total:
            text = words.gettext("Compared {done} of {total} customers")
        self.progress.show_progress(
            text.format(done=words.number(done), total=words.number(total or 0)), done, total or 0
        )

    def _looked(self, pairs: list[Pair]) -> None:
        self._job = None
        self.model.show([self._seen(pair) for pair in pairs])
        self.list.setCurrentIndex(self.model.index(0, 0))
        self._settle()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.found.emit()

    def _seen(self, pair: Pair) -> Pair:
        """As it may be seen now."""
        masking = self._ui.masking
        one, other = masking.reference(pair.one), masking.reference(pair.other)
        return replace(pair, one=one, other=other, reasons=tuple(map(masking.problem, pair.reasons)))

    def _settle(self) -> None:
        """Whatever is in the list now."""
        count = len(self.model.pairs)
        self.pages.setCurrentWidget(self._pair if count else self.empty)
        words = self._ui.words
        note = words.ngettext("{count} pair", "{count} pairs", count).format(count=words.number(count))
        if count >= MOST_PAIRS:
            note = words.gettext("The {count} most likely").format(count=words.number(count))
        self.head.set_note(note)
        self._tell()
        eye_order(self)

    def _tell(self) -> None:
        for button in (self.confirm_button, self.apart):
            button.setEnabled(self._current() is not None and self.pages.currentWidget() is self._pair)

    def _current(self) -> Pair | None:
        return self.model.pair(self.list.currentIndex().row())

    def _show(self, _current: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        pair = self._current()
        self._tell()
        if pair is None:
            return
        try:
            compared = merging.compare(self._ui.desk, pair.other.id, pair.one.id)
        except UserError:
            self.model.drop(pair.__eq__)
            self._settle()
            return
        self.sides.show_files(self._ui.read(compared.into), self._ui.read(compared.other))
        self.fields.set_pairs(compared.fields, compared.into.kind, {})
        sure = score_words(pair.score, self._ui.words)
        mark = "：" if self._ui.words.chinese else ": "
        self.why.set_text(f"{sure}{mark}{reasons(pair, self._ui.words)}" if pair.reasons else sure)

    def accept(self) -> None:
        """Enter or a double click merges the two that are shown."""
        pair = self._current()
        if pair is not None and self.confirm_button.isEnabled():
            MergeDialog(self._ui, pair.other.id, pair.one.id, self).open()

    def _not_same(self) -> None:
        pair = self._current()
        if pair is None:
            return
        text = self._ui.words.gettext("{one} and {other} are two customers")
        told = text.format(one=pair.one.number, other=pair.other.number)
        if self._ui.write(lambda: duplicates.mark_not_same(self._ui.desk, pair.one.id, pair.other.id), told):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, customer_id: int) -> None:
        self.reject()
        self._ui.bus.open_customer.emit(customer_id)

    def _changed(self, changes: Changes) -> None:
        """Something was written here or elsewhere: pairs that are none any more go, others are read again."""
        if self._job is not None:
            return
        if changes.everything or (changes.touched("not_same") and not self._marked()):
            self.look()
            return
        touched = changes.touched("customer")
        gone: set[tuple[int, int]] = set()
        for row in self.model.rows_of(touched):
            pair = self.model.pairs[row]
            present = duplicates.pair(self._ui.desk, pair.one.id, pair.other.id)
            if present is None or not present.reasons:
                gone.add((pair.one.id, pair.other.id))
            else:
                self.model.put(row, self._seen(present))
        if gone:
            self.model.drop(lambda pair: (pair.one.id, pair.other.id) in gone)
        self._settle()
        self._show()

    def _marked(self) -> bool:
        """Take out those marked as two; whether there were any."""
        apart = duplicates.marked(self._ui.desk)
        before = len(self.model.pairs)
        self.model.drop(lambda pair: (pair.one.id, pair.other.id) in apart)
        return len(self.model.pairs) < before

    def reject(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        super().reject()
