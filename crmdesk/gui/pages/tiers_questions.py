"""The tab Six questions of the page Tiers: six lists with reasons, advice, and something that can be done at once
(METHOD.md section 12)."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from crmdesk.core.six_questions import KEYS, Six
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.tiers_questions import advice, people, title
from crmdesk.gui.pages.complaints_loaded import Loaded
from crmdesk.gui.pages.tiers_people import PeoplePane
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.gui.widgets.question_list import Asked, QuestionList
from crmdesk.services import six_questions
from crmdesk.services.desk import Desk

QUESTIONS = "tiers-questions"
_SPLITTER = "tiers-questions-splitter"
_LEFT, _RIGHT, _LEAST = 320, 816, 260
_A_WHILE = 0.4


class QuestionsPart(Loaded):
    """One question at a time; arrows in the list go from one to the next, Enter goes to whom it names."""

    kinds = (
        "customer", "contact", "sales_order", "goods_return", "complaint", "elsewhere", "interaction", "product",
        "tier_run", "setting", "order_line",
    )  # fmt: skip

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, QUESTIONS)
        _ = ui.words.gettext
        self.found: Six | None = None
        self._begun = 0.0
        shown = [Asked(key, title(key, ui.words), advice(key, ui.words)) for key in KEYS]
        self.list = QuestionList(shown, name=f"{QUESTIONS}-list", label=_("Six questions"))
        self.list.chosen.connect(lambda _key: self._show_question())
        self.progress = ProgressLine(_("Cancel"), name=f"{QUESTIONS}-progress")
        self.progress.cancelled.connect(self._cancel)
        self.progress.hide()
        self.pane = PeoplePane(ui, name=f"{QUESTIONS}-people", label=_("Customers"))
        self.pane.moved.connect(self.shown)
        self.list.entered.connect(self.pane.take_keyboard)
        self.pane.table.left.connect(self.list.take_keyboard)
        self._lay_out()

    def _lay_out(self) -> None:
        left = Ground("base", name=f"{QUESTIONS}-left")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, tokens.BETWEEN, 0, 0)
        column.setSpacing(0)
        told = QHBoxLayout()
        told.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
        told.addWidget(self.progress)
        column.addWidget(self.list, 1)
        column.addLayout(told)
        left.setMinimumWidth(_LEAST)
        right: QWidget = self.pane
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName(_SPLITTER)
        self._splitter.setChildrenCollapsible(False)
        for side in (left, right):
            self._splitter.addWidget(side)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([_LEFT, _RIGHT])
        if not (state := self.ui.preferences.geometry(_SPLITTER)).isEmpty():
            self._splitter.restoreState(state)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._splitter)

    # What is shown

    def ask(self) -> Callable[[Desk, Job], Six]:
        today = self.ui.desk.today()
        self._begun = time.monotonic()
        return lambda desk, job: six_questions.questions(desk, today, progress=job.progress, cancelled=job.is_cancelled)

    def progressed(self, done: int, total: int | None) -> None:
        """Told once it takes a while."""
        if time.monotonic() - self._begun > _A_WHILE:
            said = self.ui.words.gettext("Question {number} of {count}")
            facts = {"number": done + 1, "count": total or len(KEYS)}
            self.progress.show_progress(said.format(**facts), done, total or 0)
            self.progress.show()

    def _cancel(self) -> None:
        """What is shown stays what it was."""
        self.progress.hide()
        if self.job is not None:
            self.job.cancel()

    def answered(self, found: Six) -> None:
        self.progress.hide()
        self.found = found
        for question in found.questions:
            self.list.set_count(question.key, self.ui.words.number(question.count) if question.count else "0")
        self._show_question()

    def _show_question(self) -> None:
        if self.found is not None:
            key = next(each for each in KEYS if each == self.list.key())
            self.pane.show_people(people(self.ui, self.found.question(key)))

    # What the page asks

    def give_keyboard(self) -> None:
        self.list.take_keyboard()

    def customer_in_hand(self) -> int | None:
        person = self.pane.person()
        return person.customer.id if person is not None else None

    def status(self) -> list[str]:
        if self.found is None:
            return []
        n, count = self.ui.words.ngettext, len(self.pane.people.ids)
        return [n("{count} customer named", "{count} customers named", count).format(count=self.ui.words.number(count))]

    def can(self) -> frozenset[str]:
        return frozenset({"copy_selected", "select_all"})

    def select_all(self) -> None:
        self.pane.table.selectAll()

    def copy_selected(self) -> None:
        self.pane.copy()

    def close_down(self) -> None:
        self.ui.preferences.set_geometry(_SPLITTER, self._splitter.saveState())
        super().close_down()
