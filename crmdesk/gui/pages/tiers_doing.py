"""What is done about a customer that an analysis names: a visit planned, a contact added, an offer, off a group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.campaign import open_campaign
from crmdesk.gui.dialogs.contact import ContactDialog
from crmdesk.gui.dialogs.planning import open_planning
from crmdesk.gui.icons import icon
from crmdesk.gui.models.tiers_people import CONTACT, LOG, OFF_GROUP, OFFER, OPEN, PLAN
from crmdesk.gui.pages.customers_actions import CustomerActions
from crmdesk.gui.pages.customers_facets import color_of
from crmdesk.gui.pages.customers_which import dot_icon
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, groups


class Doing(QObject):
    """Deeds by key, for buttons and menus alike."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui, self._over = ui, parent
        self._verbs = CustomerActions(ui, self)

    def told(self, deed: str) -> tuple[str, str]:
        """What a deed is called, and its icon."""
        _ = self._ui.words.gettext
        return {
            PLAN: (_("Plan the next step..."), "calendar"),
            LOG: (_("Log a visit or call..."), "message"),
            CONTACT: (_("Add a contact..."), "plus"),
            OFFER: (_("New offer..."), "order"),
            OFF_GROUP: (_("Take off a group"), "people"),
            OPEN: (_("Open the file"), "open"),
        }[deed]

    def do(self, deed: str, customer_id: int) -> None:
        """Whatever is refused is told by the window; the customer may be gone meanwhile."""
        does: Mapping[str, Callable[[int], object]] = {
            PLAN: lambda each: open_planning(self._ui, each, self._over.window()),
            LOG: lambda each: self._ui.bus.record_interaction.emit(each, {}),
            CONTACT: self._add_contact,
            OFFER: lambda each: self._ui.bus.new_order.emit(each, "offer"),
            OPEN: self._ui.bus.open_customer.emit,
        }
        try:
            does[deed](customer_id)
        except UserError as error:
            self._ui.bus.failed.emit(error)

    def _add_contact(self, customer_id: int) -> None:
        if self._ui.masking.allows_editing():
            ContactDialog(self._ui, customers.file(self._ui.desk, customer_id), None, self._over.window()).open()

    def fill_menu(self, menu: QMenu, deeds: Sequence[str], customer_id: int) -> None:
        """Every deed as an entry; groups in a menu of their own."""
        for deed in (*deeds, OPEN):
            text, sign = self.told(deed)
            if deed == OFF_GROUP:
                self.fill_groups(self._under(menu, text, sign), [customer_id])
                continue
            action = menu.addAction(icon(sign), text + ("\tEnter" if deed == OPEN else ""))
            action.setObjectName(f"deed-{deed}")
            action.triggered.connect(lambda _on=False, deed=deed: self.do(deed, customer_id))
        brief = menu.addAction(icon("document"), self._ui.words.gettext("Briefing") + "\tCtrl+B")
        brief.setObjectName("deed-briefing")
        brief.triggered.connect(lambda: self._ui.bus.briefing.emit(customer_id))

    def fill_all_menu(self, menu: QMenu, ids: Sequence[int]) -> None:
        """What is done about all of a list."""
        _ = self._ui.words.gettext
        call = menu.addAction(icon("phone"), _("Call campaign..."))
        call.setObjectName("all-campaign")
        call.triggered.connect(lambda: open_campaign(self._ui, None, self._over.window(), chosen=ids))
        into = self._under(menu, _("Put into a group"), "people")
        into.setObjectName("all-into")
        self.fill_groups(into, ids, add=True)
        out = self._under(menu, _("Take off a group"), "")
        out.setObjectName("all-out")
        self.fill_groups(out, ids)

    def _under(self, menu: QMenu, text: str, sign: str) -> QMenu:
        below = menu.addMenu(icon(sign), text) if sign else menu.addMenu(text)
        below.setObjectName("deed-groups")
        return below

    def fill_groups(self, menu: QMenu, ids: Sequence[int], *, add: bool = False) -> None:
        """Groups kept by hand: of one customer those it is in, of several all of them."""
        _, desk = self._ui.words.gettext, self._ui.desk
        shown = [group for group in groups.all_groups(desk) if not group.dynamic]
        if len(ids) == 1 and not add:
            inside = self._groups_of(ids[0])
            shown = [group for group in shown if group.name in inside]
        for group in shown:
            sign = dot_icon(color_of(self._over, group.color))
            action = menu.addAction(sign, group.name.replace("&", "&&"))
            action.setObjectName(f"group-{group.id}")
            action.triggered.connect(lambda _on=False, name=group.name: self._verbs.set_group(ids, name, add))
        if not shown:
            told = (
                _("It is in no group that is kept by hand") if len(ids) == 1 and not add else _("There is no group yet")
            )
            menu.addAction(told).setEnabled(False)
        menu.addSeparator()
        menu.addAction(icon("pencil"), _("&Edit groups...")).triggered.connect(
            lambda: self._ui.bus.open_settings.emit("groups")
        )

    def _groups_of(self, customer_id: int) -> frozenset[str]:
        try:
            return frozenset(customers.file(self._ui.desk, customer_id).values.get("groups") or ())
        except UserError:
            return frozenset()
