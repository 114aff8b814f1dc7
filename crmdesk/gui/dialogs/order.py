"""An order or offer: written, changed, won, lost, released."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.sales import Order
from crmdesk.gui.dialogs.order_ending import LostDialog, ReleaseDialog
from crmdesk.gui.dialogs.order_head import OrderAbove
from crmdesk.gui.forms.drafts import DraftKeeper
from crmdesk.gui.forms.leaving import DISCARD, SAVE, ask_to_leave
from crmdesk.gui.forms.order_form import OrderForm
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import FormDialog
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.services import orders
from crmdesk.services.drafts import NEW, Draft, key_of

_SIZE, _MARGIN = QSize(1240, 656), 40
_WIDEST = 1480


class OrderDialog(FormDialog):
    """A new one (`order_id` None) in this state, or one that is there. Without a customer one is picked first.

    `saved`: its id. Win, lose and release save what was typed before.
    """

    saved = Signal(object)

    def __init__(
        self,
        ui: Ui,
        customer_id: int | None,
        order_id: int | None = None,
        state: str = "ordered",
        parent: QWidget | None = None,
    ) -> None:
        _ = ui.words.gettext
        super().__init__("", ui.words, confirm=_("Save"), size=_size(parent), name="order-dialog", parent=parent)
        self._ui = ui
        self._order: Order | None = orders.order(ui.desk, order_id) if order_id is not None else None
        self._keeper: DraftKeeper | None = None
        self.form = OrderForm(ui, self)
        self.above = OrderAbove(ui, self, self._order, state)
        self.form.above.addWidget(self.above)
        self.set_body(self.form)
        self.body.setSpacing(0)
        self.notice = NoticeBar("", tone="bad", name="order-notice")
        self.notice.hide()
        self.body.addWidget(self.notice)
        self.confirm_button.set_hint("Ctrl+S")
        self.confirm_button.setDefault(False)
        self._add_answers()
        self.above.state_chosen.connect(self._set_state)
        self.above.customer_picked.connect(self._begin)
        self.form.risk.release_asked.connect(self.release)
        self.form.changed.connect(self._typed)
        self.form.troubled.connect(self._tell)
        if self._order is not None:
            self.form.show_order(self._order)
            self._keep(self._order.customer_id)
        elif customer_id is not None:
            self.above.set_customer(customer_id)
            self._begin(customer_id)
        else:
            self._show_whether_open(False)
            self.form.set_state(state)
        self._entitle()

    # The interface

    @property
    def order(self) -> Order | None:
        """As it is kept; None for a new one."""
        return self._order

    def restore(self, draft: Draft) -> None:
        """Put what an earlier session left into the form, as if it had been typed now."""
        if self._keeper is not None:
            self._keeper.take_over(draft)
        self._put(draft)

    def accept(self) -> None:
        """Save, unless something is refused: then the cursor goes there."""
        if self._save():
            super().accept()

    def reject(self) -> None:
        """Leave; asks first when something was typed."""
        self.form.part.grid.settle()
        if self.form.changes():
            answer = ask_to_leave(self._ui.words, self.form.name(), self)
            if answer == SAVE:
                self.accept()
            if answer != DISCARD:
                return
        super().reject()

    def win(self) -> None:
        """The offer becomes an order."""
        _ = self._ui.words.gettext
        order = self._saved_order()
        if order is not None and self._write(
            lambda: orders.win(self._ui.desk, order.id), _("Offer {number} is an order now").format(number=order.number)
        ):
            super().accept()

    def lose(self) -> None:
        """The offer came to nothing: why, and to whom."""
        order = self._saved_order()
        if order is not None:
            dialog = LostDialog(self._ui, order, self)
            dialog.accepted.connect(super().accept)
            dialog.open()

    def release(self) -> None:
        """The goods may go out all the same, with a reason."""
        order = self._saved_order()
        if order is not None:
            dialog = ReleaseDialog(self._ui, order, self)
            dialog.accepted.connect(self._read_again)
            dialog.open()

    # Inside

    def _add_answers(self) -> None:
        if self._order is None or self._order.state != "offer":
            return
        _ = self._ui.words.gettext
        won = Button(_("Turn into an order"), icon="check", name="order-win")
        lost = Button(_("Lost..."), name="order-lost")
        won.clicked.connect(self.win)
        lost.clicked.connect(self.lose)
        self.add_left(won)
        self.add_left(lost)

    def _begin(self, customer_id: int) -> None:
        self._show_whether_open(True)
        self.form.begin(customer_id, self.above.state)
        self._keep(customer_id)
        self.form.part.take_keyboard()

    def _show_whether_open(self, whether: bool) -> None:
        for each in (self.form.part, self.form.head, self.form.sums, self.confirm_button):
            each.setEnabled(whether)

    def _keep(self, customer_id: int) -> None:
        """What is typed from now on is kept as a draft."""
        if self._keeper is not None:
            self._keeper.drop()
        part = NEW if self._order is None else self._order.id
        keeper = DraftKeeper(self._ui, key_of("order", customer_id, part), self.form.name(), self)
        keeper.continued.connect(self._put)
        self.body.addWidget(keeper.bar)
        keeper.offer()
        self.finished.connect(keeper.drop)
        self._keeper = keeper

    def _put(self, draft: Draft) -> None:
        if self._order is None:
            self.above.set_state(draft.texts.get("state", self.form.state))
            self._set_state(self.above.state)
        self.form.put(draft.texts)

    def _typed(self) -> None:
        self.notice.hide()
        if self._keeper is None:
            return
        changes = self.form.changes()
        if changes and self._order is None:
            changes["state"] = self.form.state
        self._keeper.typed(changes)

    def _set_state(self, state: str) -> None:
        self.form.set_state(state)
        self._entitle()
        self._typed()

    def _entitle(self) -> None:
        _ = self._ui.words.gettext
        if self._order is not None:
            offer = self._order.state in ("offer", "lost")
            self.setWindowTitle(
                (_("Offer {number}") if offer else _("Order {number}")).format(number=self._order.number)
            )
        else:
            self.setWindowTitle(_("New offer") if self.above.state == "offer" else _("New order"))

    # Writing

    def _save(self) -> bool:
        if self.above.customer_id is None:
            self.above.take_keyboard()
            return False
        if self.form.refused():
            return False
        if (empty := self.form.empty()) is not None:
            self._tell(self._ui.words.problem(empty))
            self.form.part.take_keyboard()
            return False
        changes = self.form.changes()
        if self._order is not None and not changes:
            return True
        return self._write(self._verb, "")

    def _verb(self) -> Changes:
        order_id, changes = self.form.write()
        self._order = orders.order(self._ui.desk, order_id)
        return changes

    def _write(self, verb, said: str) -> bool:
        """Do it and say so; what is refused is said in the dialog."""
        _ = self._ui.words.gettext
        try:
            changes = verb()
        except UserError as error:
            self._tell(self._ui.sentence(error))
            return False
        order = self._order
        if order is not None:
            told = _("Saved offer {number}") if order.state == "offer" else _("Saved order {number}")
            self._ui.wrote(changes, said or told.format(number=order.number))
            self.saved.emit(order.id)
        return True

    def _tell(self, sentence: str) -> None:
        self.notice.set_text(sentence)
        self.notice.show()

    def _saved_order(self) -> Order | None:
        """The order as it is kept, with what was typed; None when that was refused."""
        return self._order if self._save() else None

    def _read_again(self) -> None:
        if self._order is not None:
            self._order = orders.order(self._ui.desk, self._order.id)
            self.above.show_order(self._order)
            self.form.show_order(self._order)

    def _take_keyboard(self) -> None:
        """Whose it is, else its first blank line, else what is most likely changed."""
        if self.above.customer_id is None:
            self.above.take_keyboard()
        elif self._order is None:
            self.form.part.take_keyboard()
        else:
            self.form.part.grid.go_to(0, "quantity")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        eye_order(self)
        QTimer.singleShot(0, self, self._take_keyboard)


def _size(parent: QWidget | None) -> QSize:
    """As wide as its window allows."""
    room = parent.window().width() - _MARGIN if parent is not None else _SIZE.width()
    return QSize(max(_SIZE.width() - _MARGIN, min(_WIDEST, room)), _SIZE.height())
