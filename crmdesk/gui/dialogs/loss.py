"""Marking customers lost, changing how one was lost, and that they were won back (METHOD.md section 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.losses import Loss
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.forms.completing import complete_words
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, losses, staff

_KIND = "loss"
_MARKED = ("reason", "lost_on", "competitor", "text", "by")
_BACK = ("won_back_on", "won_back_text")
_MARK_SIZE, _BACK_SIZE, _WHOLE_SIZE = QSize(608, 360), QSize(608, 252), QSize(608, 428)
_MOST_AT_ONCE = 100
"""More customers than this are written on the worker."""


class MarkLostDialog(ShortForm):
    """Marks these customers lost: one action."""

    def __init__(self, ui: Ui, ids: Sequence[int], parent: QWidget | None = None) -> None:
        _, fields = ui.words.gettext, ui.desk.fields(_KIND)
        self._ids = list(ids)
        super().__init__(
            ui, _("Mark lost – {whom}").format(whom=_whom(ui, ids)), [fields[key] for key in _MARKED],
            size=_MARK_SIZE, label=_("Mark lost"), name="mark-lost", parent=parent,
            sentence=_("Past orders stay as they are. Once the customer buys again, note it as won back."),
        )  # fmt: skip
        _offer_staff(self)
        usual = {key: values.typed(fields[key], value, ui.words) for key, value in _usual(ui).items()}
        self.begin({}, usual, first="reason")

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        only = self._ids[0] if len(self._ids) == 1 else None
        return losses.read(self.ui.desk, typed, new=True, customer_id=only).problems

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        said = self.ui.words.gettext("Marked lost: {whom}").format(whom=_whom(self.ui, self._ids, short=True))
        ids = self._ids
        if len(ids) > _MOST_AT_ONCE:
            self.ui.write_later(lambda desk: losses.mark_lost(desk, ids, typed), said)
            return Changes(), ""
        return losses.mark_lost(self.ui.desk, ids, typed), said


class WonBackDialog(ShortForm):
    """Notes that these lost customers were won back: one action."""

    def __init__(self, ui: Ui, ids: Sequence[int], lost: Loss | None, parent: QWidget | None = None) -> None:
        """`lost`: the loss that holds, of a single customer."""
        _, fields = ui.words.gettext, ui.desk.fields(_KIND)
        self._ids, self._lost = list(ids), lost
        super().__init__(
            ui, _("Won back – {whom}").format(whom=_whom(ui, ids)),
            [replace(fields[key], required=key == "won_back_on") for key in _BACK],
            size=_BACK_SIZE, label=_("Won back"), name="won-back", parent=parent,
            sentence=_told(ui, lost) if lost is not None else "",
        )  # fmt: skip
        today = values.typed(fields["won_back_on"], ui.desk.today(), ui.words)
        self.begin({}, {"won_back_on": today}, first="won_back_text")

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        loss_id = self._lost.id if self._lost is not None else None
        read = losses.read(self.ui.desk, typed, new=False, loss_id=loss_id)
        if "won_back_on" in typed and not typed["won_back_on"].strip():
            label = self.ui.desk.fields(_KIND)["won_back_on"].label
            return {**read.problems, "won_back_on": Problem("required-missing", {"field": label}, hard=True)}
        return read.problems

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        said = self.ui.words.gettext("Won back: {whom}").format(whom=_whom(self.ui, self._ids, short=True))
        ids = self._ids
        if len(ids) > _MOST_AT_ONCE:
            self.ui.write_later(lambda desk: losses.win_back(desk, ids, typed), said)
            return Changes(), ""
        return losses.win_back(self.ui.desk, ids, typed), said


class LossDialog(ShortForm):
    """Changes how and when a customer was lost and won back."""

    def __init__(self, ui: Ui, loss: Loss, parent: QWidget | None = None) -> None:
        _, fields = ui.words.gettext, ui.desk.fields(_KIND)
        self._loss = loss
        keys = (*_MARKED, *_BACK)
        super().__init__(
            ui, _("How it was lost – {whom}").format(whom=_whom(ui, [loss.customer_id])),
            [fields[key] for key in keys], size=_WHOLE_SIZE, label=_("How it was lost"), name="loss", parent=parent,
        )  # fmt: skip
        _offer_staff(self)
        self.begin({key: values.typed(fields[key], getattr(loss, key) or None, ui.words) for key in keys})

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        return losses.read(self.ui.desk, typed, new=False, loss_id=self._loss.id).problems

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        whom = _whom(self.ui, [self._loss.customer_id], short=True)
        said = self.ui.words.gettext("{whom}: saved how it was lost").format(whom=whom)
        return losses.edit(self.ui.desk, self._loss.id, typed), said


def open_marking(ui: Ui, ids: Sequence[int], parent: QWidget) -> None:
    """Ask why and when these customers were lost. Raises UserError('lost-already') where the only one is lost."""
    if not ids or not ui.masking.allows_editing():
        return
    if len(ids) == 1 and losses.present(ui.desk, ids[0]) is not None:
        raise UserError("lost-already", number=_whom(ui, ids, short=True))
    MarkLostDialog(ui, ids, parent).open()


def open_winning_back(ui: Ui, ids: Sequence[int], parent: QWidget) -> None:
    """Ask when and how these customers were won back. Raises UserError('not-lost') where the only one is not lost."""
    if not ids or not ui.masking.allows_editing():
        return
    lost = losses.present(ui.desk, ids[0]) if len(ids) == 1 else None
    if len(ids) == 1 and lost is None:
        raise UserError("not-lost", number=_whom(ui, ids, short=True))
    WonBackDialog(ui, ids, lost, parent).open()


def open_loss(ui: Ui, loss_id: int, parent: QWidget) -> None:
    """Show one, to be changed. Raises UserError('loss-unknown')."""
    if ui.masking.allows_editing():
        LossDialog(ui, losses.loss(ui.desk, loss_id), parent).open()


def delete_loss(ui: Ui, loss: Loss) -> None:
    """It never was one."""
    if ui.masking.allows_editing():
        whom = _whom(ui, [loss.customer_id], short=True)
        said = ui.words.gettext("{whom}: the loss was taken out").format(whom=whom)
        ui.write(lambda: losses.delete(ui.desk, loss.id), said)


def _usual(ui: Ui) -> Mapping[str, object]:
    return {"lost_on": ui.desk.today(), "by": ui.desk.who}


def _offer_staff(form: ShortForm) -> None:
    line = form.form.inputs["by"].widget
    if isinstance(line, QLineEdit):
        complete_words(line, lambda: staff.names(form.ui.desk))


def _whom(ui: Ui, ids: Sequence[int], *, short: bool = False) -> str:
    """The name of a single one (`short`: its number), else how many they are."""
    if len(ids) == 1:
        row = next(iter(customers.rows(ui.desk, ids)), None)
        if row is not None:
            return row.number if short else ui.masking.row(row).name
    n = ui.words.ngettext("{count} customer", "{count} customers", len(ids))
    return n.format(count=ui.words.number(len(ids)))


def _told(ui: Ui, loss: Loss) -> str:
    """When and why it was lost."""
    reason = ui.shown(ui.desk.fields(_KIND)["reason"], loss.reason)
    facts = {"day": ui.words.date(loss.lost_on), "reason": reason}
    return ui.words.gettext("Marked lost on {day}. {reason}").format(**facts)
