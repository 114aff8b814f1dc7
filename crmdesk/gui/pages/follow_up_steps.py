"""Next steps: what was said to come next, of everybody, by its day; done, put off, or a contact logged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem

from crmdesk.core.changes import Changes
from crmdesk.core.interactions import Dated
from crmdesk.gui.dialogs.postponing import PostponingDialog
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.next_steps import BY, CONTACT, DONE, NOTED, NextStepsTable
from crmdesk.gui.pages.follow_up_head import FollowUpHead, fill_choice
from crmdesk.gui.pages.follow_up_tab import FollowUpTab
from crmdesk.gui.pages.follow_up_table import DAY, FollowUpTable, Index
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import box, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, MenuButton, tip
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.gui.widgets.later_menu import LaterMenu
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.gui.widgets.tables import CellDelegate
from crmdesk.services import interactions, staff
from crmdesk.services.desk import Desk

MOST = 1000
"""So many steps are listed at most; more are said to be there."""
_WIDTHS = (32, DAY, 0, 208, 96, 96, 128)
_SPARE = (CONTACT, NOTED, BY)
_WEEK = 7
_ONE = dt.timedelta(days=1)


class _TickDelegate(CellDelegate):
    """An empty box in the first column: a click does the step."""

    def paint_words(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, index: Index) -> None:
        if index.column() != DONE:
            super().paint_words(painter, option, area, index)
            return
        scheme, side = scheme_of(option.palette), tokens.CHECK_SIZE
        place = QRectF(area.left(), area.center().y() - side / 2, side, side)
        box(painter, place, QColor(scheme.base), QColor(scheme.field_line), radius=tokens.CHECK_RADIUS)


class NextStepsTab(FollowUpTab):
    """`shown`: another number of steps."""

    KINDS = ("interaction", "customer", "staff")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "next-steps-tab")
        _ = ui.words.gettext
        self.found: list[Dated] = []
        self.model = NextStepsTable(ui)
        self.table = FollowUpTable(ui, self.model, _WIDTHS, name="next-steps", label=_("Next steps"), spare=_SPARE)
        self.table.setItemDelegate(_TickDelegate(self.table))
        self._make_head()
        self._lay_out()
        self.table.opened.connect(lambda line: ui.bus.open_customer.emit(line.interaction.customer_id))
        self.table.menu_asked.connect(self._show_menu)
        self.table.moved.connect(self._settle)
        self.table.clicked.connect(self._clicked)

    def _make_head(self) -> None:
        _ = self._ui.words.gettext
        choices = [("all", _("Every day")), ("late", _("Overdue")), ("today", _("Today")), ("week", _("7 days"))]
        self.when = SegmentedChoice(choices, current="all", name="steps-when", label=_("Due"))
        self.when.chosen.connect(self.read)
        self.who = ComboBox(name="steps-who", label=_("Our person"))
        self.who.picked.connect(self.read)
        self.count = ElidedLabel(tone="text_2", name="steps-count")
        self.log = Button(_("Log a visit or call"), icon="phone", name="steps-log")
        self.log.clicked.connect(self._log)
        self.later = MenuButton(_("Put off"), self._make_later(), icon="clock", name="steps-later")
        self.done = Button(_("Done"), icon="check", name="steps-done")
        self.done.setToolTip(tip(_("Done"), _("Space")))
        self.done.clicked.connect(self.finish)

    def _make_later(self) -> LaterMenu:
        menu = LaterMenu(self._ui.words, name="steps-later-menu", parent=self)
        menu.chosen.connect(self.postpone)
        menu.day_asked.connect(self._to_a_day)
        return menu

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        head = FollowUpHead((self.when, self.who, self.count), (self.log, self.later, self.done), name="steps-head")
        self._empty = EmptyState("", _("Log a visit or call"), icon="phone", name="no-steps")
        self._empty.acted.connect(lambda: self._ui.bus.record_interaction.emit(None, {}))
        self.lay_out(head, self.when, self._empty)

    # What the page asks

    def status(self) -> list[str]:
        count = len(self.found)
        told = self._ui.words.ngettext("{count} next step", "{count} next steps", count)
        return [told.format(count=self._ui.words.number(count))]

    def customer_of(self, line: Dated) -> int:
        return line.interaction.customer_id

    # What it shows

    def _look_up(self) -> None:
        self._fill_people()
        first, last = self._between()
        by = (self.who.key(),) if self.who.key() else ()

        def work(desk: Desk, _job: Job) -> list[Dated]:
            return interactions.steps(desk, first=first, last=last, by=by, limit=MOST)

        self._ui.jobs.run(self, work, self._show, self._ui.bus.failed.emit, channel="next-steps")

    def _between(self) -> tuple[dt.date | None, dt.date | None]:
        today = self._ui.desk.today()
        spans = {"late": (None, today - _ONE), "today": (today, today), "week": (today, today + _WEEK * _ONE)}
        return spans.get(self.when.key(), (None, None))

    def _fill_people(self) -> None:
        _ = self._ui.words.gettext
        chosen = self.who.key()
        names = list(dict.fromkeys([self._ui.desk.who, *staff.names(self._ui.desk)]))
        fill_choice(self.who, [("", _("Everybody")), *((name, name) for name in names if name)])
        self.who.set_key(chosen if chosen in names else "")

    def _show(self, found: list[Dated]) -> None:
        _ = self._ui.words.gettext
        self.found = found
        self.table.show_lines(found, lambda line: line.interaction.id)
        today = self._ui.desk.today()
        late = sum(line.values["next_date"] < today for line in found)
        n = self._ui.words.ngettext
        told = n("{count} step overdue", "{count} steps overdue", late).format(count=self._ui.words.number(late))
        more = _("the first {count}").format(count=self._ui.words.number(MOST)) if len(found) == MOST else ""
        self.count.set_text(", ".join(part for part in (more, told if late else "") if part))
        self.count.set_tone("bad" if late else "text_2")
        whole = self.when.key() == "all" and not self.who.key()
        self._empty.set_sentence(
            _("What you agree on as the next step with a customer is listed here by its day.")
            if whole else _("No next step is due there.")
        )  # fmt: skip
        self._stack.setCurrentIndex(0 if found else 1)
        self._settle()
        self.shown.emit()

    def _settle(self) -> None:
        for button in (self.log, self.later, self.done):
            button.setEnabled(self.table.line() is not None)

    # What is done to one

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == DONE:
            self.finish()

    def finish(self) -> None:
        """The current step was done."""
        self._write(lambda line: interactions.finish_step(self._ui.desk, line.interaction.id), "next-step-done")

    def postpone(self, days: int) -> None:
        """The current step is due so many days from today on."""
        day = self._ui.desk.today() + days * _ONE
        self._write(lambda line: interactions.postpone_step(self._ui.desk, line.interaction.id, day), "later")

    def _write(self, verb: Callable[[Dated], Changes], what: str) -> None:
        line, _ = self.table.line(), self._ui.words.gettext
        if line is None or not self._ui.masking.allows_editing():
            return
        told = _("{number}: next step done") if what == "next-step-done" else _("{number}: next step put off")
        self._ui.write(lambda: verb(line), told.format(number=line.customer_number))

    def _to_a_day(self) -> None:
        line = self.table.line()
        if line is not None and self._ui.masking.allows_editing():
            PostponingDialog(self._ui, line.interaction, self.window()).open()

    def _log(self) -> None:
        line = self.table.line()
        if line is not None:
            self._ui.bus.record_interaction.emit(line.interaction.customer_id, {})

    def _show_menu(self, line: Dated, at: QPoint) -> None:
        _ = self._ui.words.gettext
        menu = QMenu(self)
        menu.setObjectName("steps-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("check"), _("Done") + "\t" + _("Space"), self.finish).setObjectName("step-done")
        later = self._make_later()
        later.setParent(menu, later.windowFlags())
        menu.addMenu(later)
        menu.addSeparator()
        menu.addAction(icon("phone"), _("Log a visit or call"), self._log).setObjectName("step-log")
        brief = menu.addAction(icon("document"), _("Briefing") + "\tCtrl+B")
        brief.setObjectName("step-briefing")
        brief.triggered.connect(lambda: self._ui.bus.briefing.emit(line.interaction.customer_id))
        open_ = menu.addAction(_("Open the contact it comes from"))
        open_.setObjectName("step-from")
        open_.triggered.connect(lambda: self._ui.bus.open_interaction.emit(line.interaction.id))
        file = menu.addAction(icon("person"), _("Open the file"))
        file.setObjectName("step-file")
        file.triggered.connect(lambda: self._ui.bus.open_customer.emit(line.interaction.customer_id))
        menu.popup(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.table.hasFocus():
            self.finish()
        else:
            super().keyPressEvent(event)
