"""The tabs Pyramid and ABC of the page Tiers: everybody ranked and cut into levels, who stands where and why, who
moved (METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.ranking import Run, Scheme
from crmdesk.core.tier_words import TierWords
from crmdesk.gui.jobs import Job
from crmdesk.gui.pages import tiers_working as working
from crmdesk.gui.pages.complaints_loaded import Loaded
from crmdesk.gui.pages.tiers_head import RankedHead
from crmdesk.gui.pages.tiers_levels import LevelsPane
from crmdesk.gui.pages.tiers_list import RankedList
from crmdesk.gui.pages.tiers_ranked_doing import RankedDoing
from crmdesk.gui.pages.tiers_ranked_panes import RankedPanes
from crmdesk.gui.pages.tiers_why import WhyPane
from crmdesk.gui.pages.tiers_why_place import Known
from crmdesk.gui.pages.tiers_working import Moved
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.services import tiers
from crmdesk.services.desk import Desk
from crmdesk.services.tiers import Ranking

_KINDS = (
    "customer", "sales_order", "order_line", "instalment", "payment", "goods_return", "return_line", "interaction",
    "complaint", "complaint_step", "setting", "tier_run", "policy",
)  # fmt: skip


class RankedPart(Loaded):
    """`scheme`: pyramid or abc. The ranking shown is replaced only by a whole new one. `arranged`: other things stand
    in it."""

    arranged = Signal()

    def __init__(self, ui: Ui, scheme: Scheme) -> None:
        super().__init__(ui, f"tiers-{scheme}")
        _ = ui.words.gettext
        self.scheme: Scheme = scheme
        self.ranking: Ranking | None = None
        self.saved: Run | None = None
        self._basis = tiers.basis(ui.desk)
        self._run_id: int | None = None
        self._wanted: int | None = None
        self.head = RankedHead(ui, scheme)
        self.levels = LevelsPane(ui, scheme)
        self.list = RankedList(ui, self.jobs, scheme)
        self.why = WhyPane(ui, scheme)
        self.doing = RankedDoing(self, self)
        self.trouble = EmptyState("", _("Boundaries..."), name=f"{scheme}-trouble")
        self.trouble.acted.connect(self.doing.change_bounds)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.panes = RankedPanes(self.ui, self.levels, self.list, self.why, self.scheme)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.panes)
        self.stack.addWidget(self.trouble)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    def _connect(self) -> None:
        head, levels, listed, why = self.head, self.levels, self.list, self.why
        head.listen(self)
        head.again_asked.connect(self.load)
        head.save_asked.connect(self.doing.save)
        head.cancelled.connect(self._cancel)
        levels.basis_asked.connect(self._change_basis)
        levels.by_asked.connect(self.doing.change_by)
        levels.level_asked.connect(self._show_level)
        levels.entered.connect(listed.take_keyboard)
        levels.bounds_asked.connect(self.doing.change_bounds)
        levels.weights_asked.connect(self.doing.change_weights)
        levels.assumptions_asked.connect(self.doing.change_assumptions)
        levels.usual_asked.connect(self.doing.make_usual)
        levels.moved.chosen.connect(self.show_customer)
        levels.moved.opened.connect(self.ui.bus.open_customer)
        levels.moved.run_asked.connect(self._compare_with)
        levels.moved.runs_asked.connect(self.doing.show_runs)
        listed.chosen.connect(self._explain)
        listed.opened.connect(self.ui.bus.open_customer)
        listed.selection_changed.connect(self.shown)
        listed.menu_asked.connect(self._show_menu)
        listed.export_asked.connect(self.doing.export)
        why.open_asked.connect(self.ui.bus.open_customer)
        why.by_hand_asked.connect(self.doing.by_hand)
        why.back_asked.connect(self.doing.take_back)
        why.sources_asked.connect(self.doing.show_sources)

    # reading

    def ask(self) -> Callable[[Desk, Job], Ranking]:
        basis, scheme = self._basis, self.scheme
        self.head.begin()
        return lambda desk, job: working.rank(desk, basis, scheme, job)

    def load(self) -> None:
        """Rank everybody anew; until that is done what was worked out before stays."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        progress = self.head.progressed
        self.job = self.jobs.run(self, self.ask(), self._answered, self._refused, progress=progress, channel=self.key)

    def _cancel(self) -> None:
        """What was worked out before stays."""
        self.head.show_done()
        if self.job is not None:
            self.job.cancel()
        self.doing.cancel()
        if self.ranking is not None:
            self._basis = self.ranking.basis
            self.levels.basis.set_key(self._basis)
        self.ui.bus.message.emit(self.ui.words.gettext("Stopped; what was worked out before is still shown"), False)

    def _refused(self, error: Exception) -> None:
        """A sentence where the ranking would be."""
        self.head.show_done()
        if not isinstance(error, UserError):
            self.ui.bus.failed.emit(error)
            return
        self.trouble.set_sentence(self.ui.sentence(error))
        self.stack.setCurrentWidget(self.trouble)
        self.head.show_state(None, None)

    def answered(self, found: Ranking) -> None:
        self.head.show_done()
        self.ranking, self.saved = found, None
        self.stack.setCurrentWidget(self.panes)
        self.levels.show_ranking(found)
        self.panes.arrange()
        self._show_level(self.levels.bands.key())
        self.head.show_state(found, None)
        if self._wanted is not None:
            self.show_customer(self._wanted)
        self.arranged.emit()
        self._compare(found)

    def _compare(self, ranking: Ranking) -> None:
        run_id = self._run_id
        self.head.save.setEnabled(False)
        self.jobs.run(
            self, lambda desk, _job: working.compare(desk, ranking, run_id), self._compared, self._not_compared,
            channel=f"{self.key}-moves",
        )  # fmt: skip

    def _compared(self, found: Moved) -> None:
        _, ranking = self.ui.words.gettext, self.ranking
        if ranking is None:
            return
        self.saved = found.saved
        self.head.show_state(ranking, found.saved)
        if found.shown is None:
            self.levels.moved.show_nothing(_("Once a ranking is saved, the next one tells here who rose and who fell."))
        else:
            self._measure_from(found.shown.run)
            self.levels.moved.show_moves(found.shown, TierWords(self.ui.words, ranking.basis, ranking.period))
        self.shown.emit()

    def _measure_from(self, run: Run) -> None:
        """Places up or down are told since the run that is compared with."""
        ranking = self.ranking
        if ranking is None or (ranking.former is not None and ranking.former.id == run.id):
            return
        self.ranking = replace(ranking, former=run)
        self._show_level(self.levels.bands.key())
        self._explain()

    def _not_compared(self, error: Exception) -> None:
        self.head.show_state(self.ranking, None)
        self.ui.bus.failed.emit(error)

    def _compare_with(self, run_id: int | None) -> None:
        self._run_id = run_id
        if self.ranking is not None:
            self._compare(self.ranking)

    def _change_basis(self, basis: str) -> None:
        if basis and basis != self._basis:
            self._basis = basis
            self.load()

    def _changed(self, changes: Changes) -> None:
        if changes.everything or any(changes.touched(kind) for kind in _KINDS):
            self.list.read_again()
            self._explain()
            self.load()

    # showing

    def _show_level(self, key: str) -> None:
        ranking = self.ranking
        if ranking is None:
            return
        words = TierWords(self.ui.words, ranking.basis, ranking.period)
        ranks = self.levels.ranks_of(key, ranking.division)
        self.list.show_level(ranking, key, self.levels.name_of(key, words), ranks)
        self.shown.emit()

    def show_customer(self, customer_id: int) -> None:
        """This customer in its level, with why; who is not in the ranking is not shown."""
        ranking = self.ranking
        if ranking is None:
            self._wanted = customer_id
            return
        self._wanted = None
        rank = ranking.rank_of(customer_id)
        if rank is None:
            return
        if not self.list.go_to(customer_id):
            self.list.search.clear()
            self.levels.bands.set_key(ranking.level_at(rank))
            self._show_level(ranking.level_at(rank))
            self.list.go_to(customer_id)

    def _explain(self) -> None:
        """Why the current customer stands where it stands."""
        row, ranking = self.list.current(), self.ranking
        if row is None or ranking is None:
            self.why.show_nothing()
            return
        customer, words = row.customer_id, self.ui.words
        self.jobs.run(
            self, lambda desk, _job: working.explain(desk, ranking, customer, words), self._explained,
            self._unexplained, channel=f"{self.key}-why",
        )  # fmt: skip

    def _explained(self, known: Known) -> None:
        if known.ranking is self.ranking:
            self.why.show_known(known)
            eye_order(self.why)

    def _unexplained(self, error: Exception) -> None:
        """Who is gone meanwhile is not explained."""
        self.why.show_nothing()
        if not isinstance(error, UserError):
            self.ui.bus.failed.emit(error)

    def _show_menu(self, at: QPoint) -> None:
        self.doing.make_menu().popup(at)

    # what the page asks

    def give_keyboard(self) -> None:
        if self.stack.currentWidget() is self.trouble:
            self.trouble.take_keyboard()
        else:
            self.list.take_keyboard()

    def customer_in_hand(self) -> int | None:
        """Who is current in the list."""
        row = self.list.current()
        return row.customer_id if row is not None else None

    def enter_search(self) -> bool:
        self.list.search.enter()
        return True

    def status(self) -> list[str]:
        ranking, words = self.ranking, self.ui.words
        if ranking is None:
            return []
        n, chosen = words.ngettext, self.list.table.selected_count()
        told = n("{count} customer", "{count} customers", ranking.count).format(count=words.number(ranking.count))
        selected = words.gettext("{count} selected").format(count=words.number(chosen))
        return [told, *([selected] if chosen else [])]

    def can(self) -> frozenset[str]:
        return frozenset({"select_all", *({"copy_selected"} if self.list.table.selected_count() else ())})

    def copy_selected(self) -> None:
        self.list.copy_selected()

    def select_all(self) -> None:
        self.list.table.selectAll()
