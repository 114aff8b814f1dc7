"""What is done from a ranking: saving it, boundaries, a tier by hand, writing it into a spreadsheet, saved runs."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.ranking import Run, Scheme, Source
from crmdesk.core.settings import ABC_BY, TIER_BASIS
from crmdesk.core.tier_words import TierWords
from crmdesk.core.value_basis import BASES
from crmdesk.gui.dialogs.tier_assumptions import AssumptionsDialog
from crmdesk.gui.dialogs.tier_bounds import BoundsDialog, WeightsDialog
from crmdesk.gui.dialogs.tier_by_hand import open_by_hand, take_back
from crmdesk.gui.dialogs.tier_runs import RunsDialog
from crmdesk.gui.dialogs.tier_sources import SourcesDialog
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job, Jobs
from crmdesk.gui.pages.tiers_head import RankedHead
from crmdesk.gui.pages.tiers_levels import LevelsPane
from crmdesk.gui.pages.tiers_list import RankedList
from crmdesk.gui.pages.tiers_why import WhyPane
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.saving import FOLDER, ask_table
from crmdesk.services import settings, tiers, tiers_export, tiers_why
from crmdesk.services.desk import Desk
from crmdesk.services.tiers import Ranking


class Tab(Protocol):
    """The tab whose ranking it is."""

    ui: Ui
    jobs: Jobs
    scheme: Scheme
    ranking: Ranking | None
    saved: Run | None
    head: RankedHead
    levels: LevelsPane
    list: RankedList
    why: WhyPane

    def window(self) -> QWidget: ...


class RankedDoing(QObject):
    """Of the tab it belongs to."""

    def __init__(self, part: Tab, parent: QWidget) -> None:
        super().__init__(parent)
        self._part, self._ui = part, part.ui
        self._job: Job | None = None

    # saving

    def save(self) -> None:
        """Keep the ranking that is shown as a run; tiers follow it."""
        ranking, part, ui = self._part.ranking, self._part, self._ui
        if ranking is None:
            return
        _, number = ui.words.gettext, ui.words.number

        def work(desk: Desk, job: Job) -> Changes:
            return tiers.save(desk, ranking, progress=job.progress, cancelled=job.is_cancelled)

        def progressed(done: int, total: int | None) -> None:
            told = _("Saving {done} of {count} customers").format(done=number(done), count=number(total or 0))
            part.head.show_working(told, done, total or 0)

        def done(changes: Changes) -> None:
            part.head.show_done()
            self._job = None
            told = _("Ranking saved; tiers follow it") if ranking.scheme == "pyramid" else _("Ranking saved")
            ui.wrote(changes, told)

        part.head.save.setEnabled(False)
        self._job = part.jobs.run(self, work, done, self._failed, progress=progressed)

    def cancel(self) -> None:
        """Stop saving; nothing of it is kept."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._part.head.show_state(self._part.ranking, self._part.saved)

    def _failed(self, error: Exception) -> None:
        self._part.head.show_done()
        self._part.head.show_state(self._part.ranking, self._part.saved)
        if not isinstance(error, UserError) or error.code != "cancelled":
            self._ui.bus.failed.emit(error)

    # how it is reckoned

    def change_bounds(self) -> None:
        """Where the levels end."""
        of = tiers.by(self._ui.desk, self._part.scheme)
        BoundsDialog(self._ui, self._part.scheme, of, self._part.window()).open()

    def change_weights(self) -> None:
        WeightsDialog(self._ui, self._part.window()).open()

    def change_assumptions(self) -> None:
        AssumptionsDialog(self._ui, self._part.window()).open()

    def change_by(self, of: str) -> None:
        """ABC by the value they bring or by how many they are."""
        told = self._ui.words.gettext("{setting}: changed.").format(setting=self._ui.words.label(ABC_BY.label))
        self._ui.write(lambda: settings.change(self._ui.desk, ABC_BY.key, of), told)

    def make_usual(self) -> None:
        """The basis shown is the one rankings begin with from now on."""
        basis = self._part.levels.basis.key()
        told = self._ui.words.gettext("From now on customers are ranked by: {basis}")
        label = self._ui.words.label(BASES[basis])
        self._ui.write(lambda: settings.change(self._ui.desk, TIER_BASIS.key, basis), told.format(basis=label))

    def show_runs(self) -> None:
        """The runs that were saved."""
        RunsDialog(self._ui, self._part.scheme, self._part.window()).open()

    # with one customer

    def by_hand(self, what: str) -> None:
        """A tier or grade of the customer shown, with the reason."""
        row = self._part.list.current()
        if row is not None:
            open_by_hand(self._ui, row.customer_id, what, self._part.window())

    def take_back(self, what: str) -> None:
        row = self._part.list.current()
        if row is not None and self._ui.masking.allows_editing():
            take_back(self._ui, row.customer_id, row.number, what)

    def show_sources(self, place: int) -> None:
        """The records behind a part of the period, or all of them (-1)."""
        known, ui = self._part.why.known, self._ui
        if known is None:
            return
        one, ranking = known.explained, known.ranking
        parts = one.parts[place : place + 1] if place >= 0 else one.parts

        def work(desk: Desk, _job: Job) -> list[Source]:
            found = tiers_why.orders_behind(desk, one.customer_id, ranking.period, ranking.basis)
            return [each for each in found if place < 0 or parts[0].first <= each.on <= parts[0].last]

        def show(found: list[Source]) -> None:
            words = TierWords(ui.words, ranking.basis, ranking.period)
            days = words.between(parts[0].first, parts[0].last) if place >= 0 else words.days()
            SourcesDialog(ui, one.name, days, found, self._part.window()).open()

        self._part.jobs.run(self, work, show, ui.bus.failed.emit)

    def make_menu(self) -> QMenu:
        """What can be done with the current customer."""
        _, part = self._ui.words.gettext, self._part
        what = "tier" if part.scheme == "pyramid" else "grade"
        by_hand = _("Set the tier by hand...") if what == "tier" else _("Set the grade by hand...")
        menu = QMenu(part.window())
        menu.setObjectName(f"{part.scheme}-rows-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = part.list.current()
        entries = [
            ("open", _("Open the file"), "Enter", "person", part.list.open_current),
            ("by-hand", by_hand, "", "pencil", lambda: self.by_hand(what)),
            ("copy", _("Copy"), "Ctrl+C", "copy", part.list.copy_selected),
        ]
        if row is not None and (row.tier_fixed if what == "tier" else row.grade_fixed):
            back = ("back", _("Back to what is reckoned"), "", "undo", lambda: self.take_back(what))
            entries.insert(2, back)
        if row is not None:
            entries.insert(1, ("briefing", _("Briefing"), "Ctrl+B", "document", lambda: self._brief(row.customer_id)))
        for name, text, keys, sign, does in entries:
            action = menu.addAction(icon(sign), f"{text}\t{keys}" if keys else text)
            action.setObjectName(f"{part.scheme}-row-{name}")
            action.triggered.connect(does)
        return menu

    def _brief(self, customer_id: int) -> None:
        self._ui.bus.briefing.emit(customer_id)

    # into a spreadsheet

    def export(self) -> None:
        """Where to, then what is shown: a level, or everybody."""
        _, ui = self._ui.words.gettext, self._ui
        if self._part.ranking is None:
            return
        name = _("Tiers")
        stem = f"{name}_{ui.desk.today().isoformat()}"
        target = ask_table(ui, _("Export this ranking"), stem, self._part.window())
        if target is not None:
            self.write(target)

    def write(self, target: Path) -> None:
        """Write the level shown into a file, everybody where a sum is shown."""
        ui, ranking, part = self._ui, self._part.ranking, self._part
        if ranking is None:
            return
        key = part.levels.bands.key()
        level = key if key in ranking.division.bounds.levels else None
        masked = ui.masking.on

        def work(desk: Desk, job: Job) -> int:
            return tiers_export.export(
                desk, ranking, target, ui.words, level=level, mask=masked, cancelled=job.is_cancelled,
                progress=job.progress,
            )  # fmt: skip

        def done(_count: int) -> None:
            part.head.show_done()
            self._job = None
            ui.preferences.set_folder(FOLDER, str(target.parent))
            ui.bus.message.emit(ui.words.gettext("Saved as “{file}”").format(file=target.name), False)

        part.head.begin()
        self._job = part.jobs.run(self, work, done, self._failed, progress=part.head.progressed)
