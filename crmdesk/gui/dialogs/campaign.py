"""A call campaign: its name, the script, whom it is to reach; made or changed (METHOD.md section 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.campaigns import Campaign
from crmdesk.core.changes import Changes
from crmdesk.core.customers import Listing
from crmdesk.core.errors import Problem, UserError
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.services import campaigns, customers, groups
from crmdesk.services.desk import Desk

_SIZE = QSize(640, 360)
_KEYS = ("name", "script", "until", "notes")
_ALL, _CHOSEN, _GROUP = "all", "chosen", "group:"


class CampaignDialog(ShortForm):
    """`campaign` None makes a new one, of the customers `chosen` or of all or a group. `ready`: the new one's id."""

    ready = Signal(object)

    def __init__(
        self, ui: Ui, campaign: Campaign | None, parent: QWidget | None = None, *, chosen: Sequence[int] = ()
    ) -> None:
        _ = ui.words.gettext
        self._campaign, self._chosen = campaign, tuple(chosen)
        fields = ui.desk.fields("campaign")
        title = _("Call campaign") if campaign is not None else _("New call campaign")
        super().__init__(
            ui, title, [replace(fields[key], required=key == "name") for key in _KEYS], size=_SIZE,
            label=_("Call campaign"), name="campaign", parent=parent,
        )  # fmt: skip
        self.whom = ComboBox(width=tokens.LONG_INPUT, name="campaign-whom", label=_("Whom to call"))
        if campaign is None:
            self._add_whom()
        stored = campaign.values if campaign is not None else {}
        self.begin({key: values.typed(fields[key], stored.get(key), ui.words) for key in _KEYS if key in stored})
        eye_order(self)

    def _add_whom(self) -> None:
        """Above the fields of the form, its label in one line with theirs."""
        words = self.ui.words
        _, n = words.gettext, words.ngettext
        count = len(self._chosen)
        everybody = _("All customers")
        choices = [(_ALL, f"{everybody} · {words.number(customers.total(self.ui.desk))}")]
        if count:
            told = n("The {count} selected customer", "The {count} selected customers", count)
            choices.insert(0, (_CHOSEN, told.format(count=words.number(count))))
        choices += [(f"{_GROUP}{group.name}", group.name) for group in groups.all_groups(self.ui.desk)]
        self.whom.set_choices(choices)
        self.whom.set_key(choices[0][0])
        row = FormRow(_("Whom to call"), self.whom, label_width=self.form.label_width)
        self.form.column.insertWidget(0, row)
        self.confirm_button.setText(_("Make the campaign"))

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        known = self._campaign.id if self._campaign is not None else None
        return campaigns.read(self.ui.desk, typed, new=False, campaign_id=known).problems

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        """Of one that there is; a new one is made on the worker."""
        assert self._campaign is not None
        changes = campaigns.edit(self.ui.desk, self._campaign.id, typed)
        return changes, self.ui.words.gettext("The campaign “{name}” is changed").format(name=typed["name"])

    def accept(self) -> None:
        """All customers may be a million: who is to be called is looked up and written on the worker."""
        if self._campaign is not None:
            super().accept()
            return
        self.form.require("name")
        if not self.form.check():
            self.form.focus(self.form.refused()[0])
            return
        typed = {key: self.form.text(key) for key in self.keys}
        whom, chosen = self.whom.key(), self._chosen

        def work(desk: Desk, _job: Job) -> tuple[int, Changes]:
            group = whom.removeprefix(_GROUP) if whom.startswith(_GROUP) else None
            ids = chosen if whom == _CHOSEN else customers.find(desk, Listing(group=group))
            return campaigns.add(desk, typed, ids)

        self.confirm_button.setEnabled(False)
        self.ui.jobs.run(self, work, self._made, self._refused)

    def _made(self, found: tuple[int, Changes]) -> None:
        campaign_id, changes = found
        name = self.form.text("name")
        self.ready.emit(campaign_id)
        self.done(1)
        self.ui.wrote(changes, self.ui.words.gettext("The campaign “{name}” is ready").format(name=name))

    def _refused(self, error: Exception) -> None:
        self.confirm_button.setEnabled(True)
        if isinstance(error, UserError):
            self.notice.set_text(self.ui.sentence(error))
            self.notice.show()
        else:
            self.ui.bus.failed.emit(error)


def open_campaign(
    ui: Ui, campaign: Campaign | None, parent: QWidget, *, chosen: Sequence[int] = ()
) -> CampaignDialog | None:
    """Unless personal data is hidden now: a script may name people."""
    if not ui.masking.allows_editing():
        return None
    dialog = CampaignDialog(ui, campaign, parent, chosen=chosen)
    dialog.open()
    return dialog
