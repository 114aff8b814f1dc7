"""What a customer is worth one's time for: MAN, intent, stage with what is missing, life cycle, relationship, screening
(METHOD.md sections 2 and 3). Every answer is saved at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtGui import QShowEvent

from crmdesk.core.assessing import Assessment
from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import UserError
from crmdesk.core.selecting import Assessed
from crmdesk.core.surveys import SurveyRow
from crmdesk.gui.dialogs.overruling import open_overruling
from crmdesk.gui.dialogs.tier_by_hand import open_by_hand, take_back
from crmdesk.gui.forms.assessment_man import LETTERS, ManCard
from crmdesk.gui.forms.assessment_opinion import OpinionCards
from crmdesk.gui.forms.assessment_prospect import SHOWN, ProspectCard
from crmdesk.gui.forms.assessment_screening import ScreeningCard
from crmdesk.gui.forms.assessment_stage import StageCard
from crmdesk.gui.forms.assessment_suggested import Judgement, SuggestedCard
from crmdesk.gui.forms.assessment_tier import TierCard
from crmdesk.gui.forms.layouts import Cell, RowGrid, ScrollPage
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.services import assessments, customers, qualifying, surveys, tier_standing
from crmdesk.services.desk import Desk
from crmdesk.services.tier_standing import Standing

_CHANNEL = "assessment"


class _Read(Struct, frozen=True):
    """What is worked out of one customer, and what it said and how it was judged, the latest first."""

    assessment: Assessment
    standing: Standing
    asked: Sequence[SurveyRow]
    assessed: Sequence[Assessed]


class AssessmentPage(ScrollPage):
    """Made and filled when it is looked at; its judgements are worked out off the main thread, since they compare with
    all customers."""

    man: ManCard
    prospect: ProspectCard
    stage: StageCard
    tier: TierCard
    life_cycle: SuggestedCard
    relationship: SuggestedCard
    screening: ScreeningCard
    opinions: OpinionCards

    def __init__(self, ui: Ui) -> None:
        super().__init__(name="assessment-page", label=ui.words.gettext("Assessment"))
        self._ui = ui
        self._file: CustomerFile | None = None
        self._filled: int | None = None
        self._made = self._stale = False
        self._fields = ui.desk.fields("customer")

    def _make(self) -> None:
        _, ui = self._ui.words.gettext, self._ui
        self._made = True
        width = self._label_width()
        self.man = ManCard(ui, width)
        self.prospect = ProspectCard(ui, width)
        self.stage = StageCard(ui)
        self.tier = TierCard(ui)
        self.life_cycle = SuggestedCard(ui, _("Life cycle"), "life-cycle")
        self.relationship = SuggestedCard(ui, _("Relationship"), "relationship")
        self.screening = ScreeningCard(ui, width)
        self.opinions = OpinionCards(ui)
        self._judged = RowGrid(across=True)
        self._judged.set_cells([Cell(self.life_cycle), Cell(self.relationship)])
        self.grids += [self.prospect.grid, self._judged]
        for part in (self.man, self.stage, self.tier, self.opinions, self.prospect, self._judged, self.screening):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.fit()
        self._connect()

    def _connect(self) -> None:
        self.man.answered.connect(self._answer)
        self.prospect.answered.connect(self._answer)
        self.life_cycle.overrule_asked.connect(lambda: self._overrule("life_cycle"))
        self.relationship.overrule_asked.connect(lambda: self._overrule("relationship"))
        self.life_cycle.back_asked.connect(lambda: self._take_back("life_cycle"))
        self.relationship.back_asked.connect(lambda: self._take_back("relationship"))
        self.screening.answered.connect(self._screen)
        self.tier.by_hand_asked.connect(self._set_tier)
        self.tier.back_asked.connect(self._take_back_tier)
        self.tier.ranking_asked.connect(self._show_ranking)
        self.screening.list_asked.connect(lambda: self._ui.bus.open_settings.emit("lists"))

    def _label_width(self) -> int:
        words = self._ui.words
        least = tokens.LABEL_WIDTH_ZH if words.chinese else tokens.LABEL_WIDTH_EN
        labels = (words.label(self._fields[key].label) for key in (*LETTERS, *SHOWN))
        return max(least, *(text_width(self.font(), label) for label in labels))

    def show_file(self, file: CustomerFile | None) -> None:
        """Whose assessment it is; what is being typed stays when it is the same one."""
        self._file = file
        self._stale = True
        if self.isVisible():
            self._look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._look()

    def _look(self) -> None:
        """Fill the page with what is stored in the file at once; what has to be worked out follows."""
        if self._file is None:
            return
        self._stale = False
        if not self._made:
            self._make()
        file = self._file
        same, self._filled = file.id == self._filled, file.id
        self.man.show_file(file)
        self.prospect.show_file(file, same=same)
        if not same:
            self.verticalScrollBar().setValue(0)
            self.stage.show_stage(str(file.values.get("stage") or ""), "", None, ())
            for part in (self.tier, self.opinions, self._judged, self.screening):
                part.setVisible(False)
        self._read(file.id)

    def _read(self, customer_id: int) -> None:
        words = self._ui.words

        def work(desk: Desk, _job: Job) -> _Read:
            return _Read(
                qualifying.assessment(desk, customer_id),
                tier_standing.standing(desk, customer_id, words),
                surveys.of_customer(desk, customer_id),
                assessments.of_customer(desk, customer_id),
            )

        self._ui.jobs.run(self, work, self._show, self._failed, channel=_CHANNEL)

    def _failed(self, error: Exception) -> None:
        """A file that is gone meanwhile is told by whoever shows it."""
        if not isinstance(error, UserError):
            self._ui.bus.failed.emit(error)

    def _show(self, read: _Read) -> None:
        if self._file is None or self._file.id != self._filled:
            return
        found = read.assessment
        self.tier.show_standing(self._file, read.standing)
        self.opinions.show_opinions(self._file, read.asked, read.assessed)
        for part in (self.tier, self.opinions, self._judged, self.screening):
            part.setVisible(True)
        fixed = self._file.deleted
        stated = self._ui.masking.text(found.stated_stage or "")
        self.stage.show_stage(found.stage, stated, found.next_stage or "", found.missing)
        self.life_cycle.show_judgement(self._judgement("life_cycle", found), fixed=fixed)
        self.relationship.show_judgement(self._judgement("relationship", found), fixed=fixed)
        self.screening.show_screening(found.screening, fixed=fixed)

    def _judgement(self, what: str, found: Assessment) -> Judgement:
        by_hand = bool(found.life_cycle_by_hand if what == "life_cycle" else found.relationship)
        holds = found.life_cycle if what == "life_cycle" else found.relationship
        suggested = found.suggested_life_cycle if what == "life_cycle" else found.suggested_relationship
        why = found.life_cycle_why if what == "life_cycle" else found.relationship_why
        assert self._file is not None
        reason = self._ui.masking.text(str(self._file.values.get(f"{what}_reason") or ""))
        return Judgement(
            self._word(what, holds or suggested), self._word(what, suggested), why.told(self._ui.words), by_hand,
            reason if by_hand else "",
        )  # fmt: skip

    def _word(self, key: str, value: str | None) -> str:
        choice = self._fields[key].choice(value) if value else None
        return self._ui.words.label(choice.label) if choice is not None else ""

    # What is answered

    def _answer(self, key: str, text: str) -> None:
        if self._file is None:
            return
        file, desk = self._file, self._ui.desk
        if not self._ui.masking.allows_editing():
            self.show_file(file)
            return
        problem = None
        if key in self.prospect.inputs:
            problem = customers.read(desk, {key: text}, new=False, customer_id=file.id).problems.get(key)
            self.prospect.show_problem(key, problem)
        if problem is None or not problem.hard:
            self._write(
                lambda: customers.edit(desk, file.id, {key: text}), self._ui.words.label(self._fields[key].label)
            )

    def _screen(self, item: str, passed: bool | None, notes: str) -> None:
        if self._file is not None:
            file = self._file
            field = self._ui.desk.fields("screening")["item"].choice(item)
            label = self._ui.words.label(field.label) if field is not None else ""
            self._write(lambda: qualifying.screen(self._ui.desk, file.id, item, passed, notes), label)

    def _overrule(self, what: str) -> None:
        if self._file is not None:
            open_overruling(self._ui, self._file, what, self.window())

    def _take_back(self, what: str) -> None:
        if self._file is not None:
            file = self._file
            label = self._ui.words.label(self._fields[what].label)
            self._write(lambda: qualifying.overrule(self._ui.desk, file.id, what, None, ""), label)

    def _set_tier(self, what: str) -> None:
        if self._file is not None:
            open_by_hand(self._ui, self._file.id, what, self.window())

    def _take_back_tier(self, what: str) -> None:
        if self._file is not None and self._ui.masking.allows_editing():
            take_back(self._ui, self._file.id, self._file.number, what)

    def _show_ranking(self) -> None:
        if self._file is not None:
            self._ui.bus.go.emit(f"tiers/pyramid.{self._file.id}")

    def _write(self, verb: Callable[[], Changes], what: str) -> None:
        """Save one answer; the status line names it."""
        if self._file is None or not self._ui.masking.allows_editing():
            self.show_file(self._file)
            return
        told = self._ui.words.gettext("{number}: {field} saved").format(number=self._file.number, field=what)
        if not self._ui.write(verb, told):
            self.show_file(self._file)
