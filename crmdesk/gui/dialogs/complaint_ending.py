"""A complaint that cannot be settled is closed as unresolved; a closed one is taken up again (METHOD.md section 6)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.complaints import Complaint
from crmdesk.core.errors import Problem, UserError
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.forms.drafts import DraftKeeper, put_all
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.services import complaints
from crmdesk.services.drafts import Draft, key_of

_RECORD = "complaint_event"
_WIDTH, _REOPENING, _UNRESOLVED = 560, 236, 356
_UNREACHABLE = "unreachable"
_LINES = 4


class _EndingDialog(ShortForm):
    """What both have: fields of an event, all of them needed, and a draft."""

    def __init__(
        self,
        ui: Ui,
        complaint: Complaint,
        title: str,
        keys: tuple[str, ...],
        *,
        height: int,
        name: str,
        sentence: str,
        parent: QWidget | None,
    ) -> None:
        self._complaint = complaint
        known = ui.desk.fields(_RECORD)
        super().__init__(
            ui, title.format(number=complaint.number), [replace(known[key], required=True) for key in keys],
            size=QSize(_WIDTH, height), label=title.format(number=complaint.number), name=name, sentence=sentence,
            parent=parent,
        )  # fmt: skip
        text = self.form.inputs["text"].widget
        if isinstance(text, QPlainTextEdit):
            text.setFixedHeight(_LINES * tokens.LINE_HEIGHTS[tokens.BODY] + tokens.BETWEEN)
        self.confirm_button.set_hint("Ctrl+Enter")
        self.keeper = DraftKeeper(ui, key_of(name, complaint.customer_id, complaint.id), self.windowTitle(), self)
        self.keeper.continued.connect(self._put)
        self.body.addWidget(self.keeper.bar)
        self.finished.connect(self.keeper.drop)

    def begin_empty(self) -> None:
        """Nothing is typed yet; what an earlier session left is offered."""
        self.begin({})
        self.form.marks_changes = False
        self.keeper.offer()
        self.form.changed.connect(self._keep)

    def _keep(self) -> None:
        self.keeper.typed(self.form.changes(hidden=True))

    def restore(self, draft: Draft) -> None:
        """Put what an earlier session left into the form, as if it had been typed now."""
        self.keeper.take_over(draft)
        self._put(draft)

    def _put(self, draft: Draft) -> None:
        put_all(self.form, draft.texts)


class ReopeningDialog(_EndingDialog):
    """Why it is taken up again."""

    def __init__(self, ui: Ui, complaint: Complaint, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(
            ui, complaint, _("Reopen complaint {number}"), ("text",), height=_REOPENING, name="complaint-reopening",
            parent=parent,
            sentence=_("A new round of the six steps begins. Why is it taken up again?"),
        )  # fmt: skip
        self.confirm_button.setText(_("Reopen"))
        self.begin_empty()

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        return {} if typed.get("text", "").strip() else {"text": Problem("reopen-reason", hard=True)}

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        told = self.ui.words.gettext("Reopened complaint {number}").format(number=self._complaint.number)
        return complaints.reopen(self.ui.desk, self._complaint.id, typed["text"]), told


class UnresolvedDialog(_EndingDialog):
    """Why it cannot be settled; of somebody who cannot be reached also how often it was tried."""

    def __init__(self, ui: Ui, complaint: Complaint, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(
            ui, complaint, _("Close complaint {number} as unresolved"), ("reason", "tries", "text"),
            height=_UNRESOLVED, name="complaint-unresolved", parent=parent,
            sentence=_("The customer stays dissatisfied. It can be reopened at any time."),
        )  # fmt: skip
        self.confirm_button.setText(_("Close as unresolved"))
        self.form.edited.connect(self._edited)
        self.begin_empty()
        self._show_tries()

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        try:
            found = complaints.read_unresolved(self.ui.desk, self._complaint.id, {**self._typed(), **typed}).problems
        except UserError:  # it is gone: saving says so
            return {}
        return {key: problem for key, problem in found.items() if key in typed and key in self._asked()}

    def _typed(self) -> dict[str, str]:
        return {key: self.form.text(key) for key in self._asked()}

    def _asked(self) -> tuple[str, ...]:
        """How often it was tried is asked of somebody who cannot be reached."""
        meant = values.find_choice(self.ui.desk.fields(_RECORD)["reason"], self.form.text("reason"))
        often = meant is not None and meant.key == _UNREACHABLE
        return self.keys if often else tuple(key for key in self.keys if key != "tries")

    def _edited(self, key: str) -> None:
        if key == "reason":
            self._show_tries()

    def _show_tries(self) -> None:
        self.form.set_only(frozenset(self._asked()))

    def write(self, _typed: Mapping[str, str]) -> tuple[Changes, str]:
        told = self.ui.words.gettext("Closed complaint {number} as unresolved").format(number=self._complaint.number)
        return complaints.unresolved(self.ui.desk, self._complaint.id, self._typed()), told
