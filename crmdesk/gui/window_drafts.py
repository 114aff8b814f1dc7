"""Offers what an earlier session was typing and did not save: one notice above the page, a list where it is several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from crmdesk.core.customers import CustomerFile, Part
from crmdesk.gui.dialogs.address import AddressDialog
from crmdesk.gui.dialogs.contact import ContactDialog
from crmdesk.gui.dialogs.elsewhere import ElsewhereDialog
from crmdesk.gui.forms.drafts import CONTINUE, DISCARD, forget, moment, what
from crmdesk.gui.jobs import Job
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.services import customers, drafts
from crmdesk.services.desk import Desk
from crmdesk.services.drafts import Draft

if TYPE_CHECKING:
    from crmdesk.gui.dialogs.file_part import PartDialog

_SHOW = "show"
_DIALOGS: dict[str, tuple[Callable[..., PartDialog], Callable[[CustomerFile], Sequence[Part]]]] = {
    "contact": (ContactDialog, lambda file: file.contacts),
    "address": (AddressDialog, lambda file: file.addresses),
    "elsewhere": (ElsewhereDialog, lambda file: file.elsewhere),
}


class DraftOffers(QObject):
    """`look` asks the data file; while somebody edits in the page the notice waits. `discarded`: what to say, and what
    takes it back.
    """

    discarded = Signal(str, object)

    def __init__(self, ui: Ui, page: CustomersPage, place: QVBoxLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._page = page
        self._place = place
        self._widget = parent
        self._bar: NoticeBar | None = None
        self._drafts: list[Draft] = []
        self._edited = False
        self._served: dict[str, Callable[[Draft], QDialog | None]] = {}
        ui.masking.changed.connect(self.look)

    def serve(self, form: str, go_on: Callable[[Draft], QDialog | None]) -> None:
        """Drafts of this form are gone on with by a dialog of its own, whatever page is shown."""
        self._served[form] = go_on

    def look(self) -> None:
        """Find out what is to be offered."""
        live = frozenset(self._ui.bus.typed)

        def work(desk: Desk, _job: Job) -> list[Draft]:
            return drafts.offered(desk, live)

        self._ui.jobs.run(self, work, self._found, self._ui.bus.failed.emit, channel="drafts")

    def settle(self) -> None:
        """Editing began or ended, or what is offered is being typed on already."""
        editing, typed = self._page.pane.editing, self._ui.bus.typed
        if any(draft.key in typed for draft in self._drafts):
            self._found([draft for draft in self._drafts if draft.key not in typed])
        if editing != self._edited:
            self._edited = editing
            if editing:
                self._take_away()
            else:
                self.look()

    def _found(self, found: list[Draft]) -> None:
        self._drafts = found
        self._take_away()
        if found and not self._page.pane.editing:
            self._offer()

    def _offer(self) -> None:
        _, n = self._ui.words.gettext, self._ui.words.ngettext
        latest = self._drafts[0]
        when = moment(latest, self._ui)
        if len(self._drafts) == 1:
            told = _("Typed and not saved: {what}, {when}").format(what=what(latest, self._ui.words), when=when)
            answers = [(CONTINUE, _("Continue")), (DISCARD, _("Discard"))]
        else:
            told = n(
                "{count} input typed and not saved, at {when}",
                "{count} inputs typed and not saved, the last one at {when}",
                len(self._drafts),
            ).format(count=self._ui.words.number(len(self._drafts)), when=when)
            answers = [(_SHOW, _("Show...")), (DISCARD, _("Discard all"))]
        self._bar = NoticeBar(
            self._ui.masking.text(told), buttons=answers, tone="plain", on_top=True, name="window-drafts"
        )
        self._bar.answered.connect(self._answered)
        self._place.addWidget(self._bar)

    def _take_away(self) -> None:
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None

    def _answered(self, answer: str) -> None:
        from crmdesk.gui.dialogs.drafts import DraftsDialog

        if answer == CONTINUE:
            self.go_on(self._drafts[0])
        elif answer == DISCARD:
            self._discard(self._drafts)
        else:
            dialog = DraftsDialog(self._ui, self._drafts, self._widget.window())
            dialog.continue_asked.connect(self.go_on)
            dialog.discard_asked.connect(self._discard_one)
            dialog.open()

    def go_on(self, draft: Draft) -> None:
        """Open the form with the texts put in as changes."""
        page = self._page
        if not self._ui.masking.allows_editing():
            return
        if draft.form in self._served:
            self._look_after(self._served[draft.form](draft), draft)
            return
        if not page.file.may_leave():
            return
        if draft.customer_id is None or draft.gone:
            page.file.new()
        elif page.file.show(draft.customer_id):
            page.open(draft.customer_id)
            if draft.form == "customer":
                page.pane.start_editing()
        if page.pane.editing:
            page.pane.editing_part.restore(draft)
        elif draft.form == "note":
            page.pane.show_page("notes")
            if draft.part_id is None:
                page.pane.pages.notes.input.restore(draft)
            else:
                page.pane.pages.notes.edit(draft.part_id)
            self._found([each for each in self._drafts if each.key != draft.key])
        elif (dialog := part_dialog(self._ui, draft, self._widget.window())) is not None:
            dialog.restore(draft)
            dialog.open()
            self._look_after(dialog, draft)

    def _look_after(self, dialog: QDialog | None, draft: Draft) -> None:
        """The rest is offered again once this one is done with."""
        if dialog is not None:
            dialog.finished.connect(self.look)
            self._found([each for each in self._drafts if each.key != draft.key])

    def _discard_one(self, draft: Draft) -> None:
        self._discard([draft])

    def _discard(self, gone: list[Draft]) -> None:
        _, n = self._ui.words.gettext, self._ui.words.ngettext
        gone = list(gone)
        for draft in gone:
            self._page.pane.pages.notes.input.give_up(draft.key)
            forget(self._ui, draft.key, self)
        keys = {draft.key for draft in gone}
        self._found([draft for draft in self._drafts if draft.key not in keys])
        told = n("Discarded what was typed", "Discarded {count} inputs", len(gone))
        self.discarded.emit(told.format(count=self._ui.words.number(len(gone))), self._giver_back(gone))

    def _giver_back(self, gone: list[Draft]) -> Callable[[], None]:
        def give_back() -> None:
            for draft in gone:
                drafts.keep(self._ui.desk, draft.key, draft.title, draft.texts)
            self.look()

        return give_back


def part_dialog(ui: Ui, draft: Draft, parent: QWidget) -> PartDialog | None:
    """The dialog in which a contact, address … was being typed; of a part that is gone, the one for a new one."""
    made = _DIALOGS.get(draft.form)
    if made is None or draft.customer_id is None:
        return None
    dialog, parts = made
    file = customers.file(ui.desk, draft.customer_id)
    part = next((each for each in parts(file) if each.id == draft.part_id), None)
    return dialog(ui, file, part, parent)
