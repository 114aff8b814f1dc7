"""What was spent on a source of customers: advertising, a fair, a platform (METHOD.md section 15)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem
from crmdesk.core.sources import SourceCost
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.ui import Ui
from crmdesk.services import sources

_SIZE = QSize(520, 264)
_KIND = "source_cost"


class SourceCostDialog(ShortForm):
    """A new cost, of this source where one is given, or one that is there."""

    def __init__(
        self, ui: Ui, cost: SourceCost | None = None, parent: QWidget | None = None, *, source: str | None = None
    ) -> None:
        _ = ui.words.gettext
        self._cost = cost
        fields = ui.desk.fields(_KIND)
        title = _("Cost of a source") if cost is None else _("Cost {number}").format(number=cost.number)
        super().__init__(
            ui, title, fields.all, size=_SIZE, label=_("Cost of a source"), name="source-cost", parent=parent
        )
        if cost is not None:
            known = {key: values.typed(fields[key], getattr(cost, key) or None, ui.words) for key in self.keys}
            self.begin(known, first="amount")
            return
        usual = {"day": values.typed(fields["day"], ui.desk.today(), ui.words)}
        if source:
            usual["source"] = values.typed(fields["source"], source, ui.words)
        self.begin({}, usual, first="amount" if source else "source")

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        return sources.read(self.ui.desk, typed, new=self._cost is None).problems

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        said = self.ui.words.gettext("Cost of the source saved")
        if self._cost is not None:
            return sources.edit(self.ui.desk, self._cost.id, self.form.changes()), said
        return sources.add(self.ui.desk, typed)[1], said
