"""Potential customers in their rank: whom to win first (METHOD.md sections 2 and 3)."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from crmdesk.core.errors import UserError
from crmdesk.core.potentials import SORTS, Potential
from crmdesk.core.qualifying import VERDICT_LABELS
from crmdesk.gui.dialogs.expecting import open_expecting
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.potentials import AMOUNT, INTENT, LAST, OWNER, STAGE, PotentialsTable
from crmdesk.gui.pages.follow_up_head import FollowUpHead, fill_choice
from crmdesk.gui.pages.follow_up_tab import FollowUpTab
from crmdesk.gui.pages.follow_up_table import DAY, FollowUpTable
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, tip
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.services import customers, qualifying
from crmdesk.services.desk import Desk

MOST = 1000
"""So many are listed; how many there are is said."""
_WIDTHS = (40, 0, 112, 88, 64, 112, 112, DAY, 88, DAY, 80)
_SPARE = (AMOUNT, INTENT, LAST, OWNER, STAGE)
_STAGES = ("potential", "target")


class Found(Struct, frozen=True):
    """The first lines of an answer, how many there are, and whose they are (of all, not only those let through)."""

    lines: list[Potential]
    count: int
    owners: list[str]


class PotentialsTab(FollowUpTab):
    """`shown`: another number of them."""

    KINDS = ("customer", "interaction", "sales_order")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "potentials-tab")
        _ = ui.words.gettext
        self.count = 0
        self.table = FollowUpTable(
            ui, PotentialsTable(ui), _WIDTHS, name="potentials", label=_("Potential customers"), spare=_SPARE
        )
        self._make_head()
        self._lay_out()
        self.table.opened.connect(lambda line: ui.bus.open_customer.emit(line.customer_id))
        self.table.menu_asked.connect(self._show_menu)
        self.table.moved.connect(self._settle)

    def _make_head(self) -> None:
        words = self._ui.words
        _ = words.gettext
        fields = self._ui.desk.fields("customer")
        stages = [(key, words.label(choice.label)) for key in _STAGES if (choice := fields["stage"].choice(key))]
        verdicts = [(key, words.label(label)) for key, label in VERDICT_LABELS.items()]
        self.sort = self._combo("potentials-sort", _("Sorted by"), [(key, words.label(SORTS[key])) for key in SORTS])
        self.stage = self._combo("potentials-stage", _("Stage"), [("", _("Both stages")), *stages])
        self.verdict = self._combo("potentials-verdict", _("Verdict"), [("", _("Every verdict")), *verdicts])
        self.owner = self._combo("potentials-owner", _("Owner"), [("", _("Every owner"))])
        self.told = ElidedLabel(tone="text_2", name="potentials-count")
        self.change = Button(_("Change..."), icon="pencil", name="potentials-change")
        self.change.setToolTip(tip(_("What we expect"), "F2"))
        self.log = Button(_("Log a visit or call"), icon="phone", name="potentials-log")
        self.offer = Button(_("New offer..."), icon="order", name="potentials-offer")
        self.change.clicked.connect(self._change)
        self.log.clicked.connect(self._log)
        self.offer.clicked.connect(self._offer)

    def _combo(self, name: str, label: str, choices: list[tuple[str, str]]) -> ComboBox:
        combo = ComboBox(name=name, label=label)
        fill_choice(combo, choices)
        combo.set_key(choices[0][0])
        combo.setToolTip(label)
        combo.picked.connect(self.read)
        return combo

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        filters = (self.sort, self.stage, self.verdict, self.owner, self.told)
        head = FollowUpHead(filters, (self.change, self.log, self.offer), name="potentials-head")
        told = _(
            "Whoever has an intent, an expected profit or an offer is ranked here. Note what you expect in their file "
            "under Assessment."
        )
        self._empty = EmptyState(told, _("To the customers"), icon="person", name="no-potentials")
        self._empty.acted.connect(lambda: self._ui.bus.go.emit("customers"))
        self._none = EmptyState(_("Nobody fits these filters."), _("Show all"), name="no-potentials-filtered")
        self._none.acted.connect(self.show_all)
        self.lay_out(head, self.sort, self._empty, self._none)

    # What the page asks

    def status(self) -> list[str]:
        n = self._ui.words.ngettext
        told = n("{count} potential customer", "{count} potential customers", self.count)
        return [told.format(count=self._ui.words.number(self.count))]

    # What it shows

    def show_all(self) -> None:
        """Without filters."""
        for combo in (self.stage, self.verdict, self.owner):
            combo.set_key("")
        self.read()

    def show_stage(self, stage: str) -> None:
        """Those of one stage, from the funnel."""
        self.show_all()
        self.stage.set_key(stage)
        self.read()

    def _look_up(self) -> None:
        sort, stage, verdict, owner = (each.key() for each in (self.sort, self.stage, self.verdict, self.owner))

        def work(desk: Desk, _job: Job) -> Found:
            found = qualifying.potentials(desk, sort=sort, stage=stage or None)
            owners = sorted({line.owner for line in found if line.owner})
            if verdict:
                found = [line for line in found if line.verdict == verdict]
            if owner:
                found = [line for line in found if line.owner == owner]
            return Found(found[:MOST], len(found), owners)

        self._ui.jobs.run(self, work, self._show, self._ui.bus.failed.emit, channel="potentials")

    def _show(self, found: Found) -> None:
        words = self._ui.words
        _ = words.gettext
        self.count = found.count
        self._fill_owners(found.owners)
        self.table.show_lines(found.lines, lambda line: line.customer_id)
        told = words.ngettext("{count} customer", "{count} customers", found.count)
        if found.count > len(found.lines):
            told = _("the first {shown} of {count}")
        self.told.set_text(told.format(shown=words.number(len(found.lines)), count=words.number(found.count)))
        filtered = any(combo.key() for combo in (self.stage, self.verdict, self.owner))
        self._stack.setCurrentIndex(0 if found.lines else 2 if filtered else 1)
        self._settle()
        self.shown.emit()

    def _fill_owners(self, names: list[str]) -> None:
        chosen = self.owner.key()
        shown = names if not chosen or chosen in names else [*names, chosen]
        every = self._ui.words.gettext("Every owner")
        fill_choice(self.owner, [("", every), *((name, self._ui.masking.text(name)) for name in shown)])

    def _settle(self) -> None:
        for button in (self.change, self.log, self.offer):
            button.setEnabled(self.table.line() is not None)

    # What is done to one

    def _change(self) -> None:
        line = self.table.line()
        if line is not None:
            self._try(lambda: open_expecting(self._ui, line.customer_id, self.window()))

    def _log(self) -> None:
        line = self.table.line()
        if line is not None:
            self._ui.bus.record_interaction.emit(line.customer_id, {})

    def _offer(self) -> None:
        line = self.table.line()
        if line is not None:
            self._ui.bus.new_order.emit(line.customer_id, "offer")

    def _toggle_wanted(self) -> None:
        line = self.table.line()
        if line is None or not self._ui.masking.allows_editing():
            return
        _ = self._ui.words.gettext
        desk = self._ui.desk

        def write() -> None:
            wanted = not customers.file(desk, line.customer_id).values.get("wanted")
            changes = customers.edit(desk, line.customer_id, {"wanted": "yes" if wanted else ""})
            said = _("{number} wanted this year") if wanted else _("{number} no longer wanted this year")
            self._ui.wrote(changes, said.format(number=line.number))

        self._try(write)

    def _try(self, does) -> None:
        """What refuses is said; the customer may be gone meanwhile."""
        try:
            does()
        except UserError as error:
            self._ui.bus.failed.emit(error)

    def _show_menu(self, line: Potential, at: QPoint) -> None:
        _ = self._ui.words.gettext
        menu = QMenu(self)
        menu.setObjectName("potentials-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = (
            ("open", _("Open the file"), "person", lambda: self._ui.bus.open_customer.emit(line.customer_id)),
            ("change", _("What we expect...") + "\tF2", "pencil", self._change),
            ("log", _("Log a visit or call"), "phone", self._log),
            ("briefing", _("Briefing") + "\tCtrl+B", "document", lambda: self._ui.bus.briefing.emit(line.customer_id)),
            ("offer", _("New offer..."), "order", self._offer),
            ("wanted", _("Wanted this year, or no longer"), "star", self._toggle_wanted),
        )
        for name, text, sign, does in entries:
            action = menu.addAction(icon(sign), text)
            action.setObjectName(f"potential-{name}")
            action.triggered.connect(does)
        menu.popup(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self._change()
        else:
            super().keyPressEvent(event)
