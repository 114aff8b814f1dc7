"""The row above the sales plan: the year, whom to find, the order; proposing targets."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.sales_plan import FIRST_YEAR, LAST_YEAR
from crmdesk.gui.models.sales_plan import SORTS
from crmdesk.gui.pages.follow_up_head import FollowUpHead, fill_choice
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, IconButton, tip
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.gui.widgets.search import SearchBox

_SEARCH = 200
_BY_WORDS = ("name", "tier", "owner")
"""What is ordered from A on, anything else from the most on."""


class YearChoice(QWidget):
    """‹ 2026 ›. `chosen`: another year."""

    chosen = Signal(int)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self.setObjectName("plan-year")
        self.setAccessibleName(_("Year"))
        self.year = ui.desk.today().year
        self.before = IconButton("chevron-left", _("Year before"), shortcut="Alt+Left", name="plan-year-before")
        self.after = IconButton("chevron-right", _("Year after"), shortcut="Alt+Right", name="plan-year-after")
        self._label = Label(str(self.year), points=tokens.SECTION, bold=True, name="plan-year-shown")
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.INSIDE)
        for widget in (self.before, self._label, self.after):
            row.addWidget(widget)

    def step(self, by: int) -> None:
        self.set_year(self.year + by)

    def set_year(self, year: int) -> None:
        """This one is looked at."""
        year = min(max(year, FIRST_YEAR), LAST_YEAR)
        if year != self.year:
            self.year = year
            self._label.setText(str(year))
            self._label.setAccessibleName(str(year))
            self.chosen.emit(year)


class PlanHead(FollowUpHead):
    """`asked`: something else is to be listed; `ordered`: in another order."""

    asked = Signal()
    ordered = Signal()

    def __init__(self, ui: Ui) -> None:
        _, label, fields = ui.words.gettext, ui.words.label, ui.desk.fields("customer")
        self.year = YearChoice(ui)
        self.search = SearchBox(_("Find a customer"), width=_SEARCH, name="plan-search")
        self.search.setToolTip(tip(_("Anybody can be given a target"), "Ctrl+F"))
        self.sort = ComboBox(name="plan-sort", label=_("Sorted by"))
        target = label(ui.desk.fields("sales_target")["amount"].label)
        told = (_("Customer"), label(fields["tier"].label), label(fields["owner"].label), target,
                _("Sales of the year before"), _("Sales of the year"), _("Monthly average"), _("Progress"))  # fmt: skip
        fill_choice(self.sort, zip(SORTS, told, strict=True))
        self.sort.set_key("target")
        self.sort.setToolTip(_("Sorted by"))
        self.count = ElidedLabel(tone="text_2", name="plan-count")
        self.change = Button(_("Target..."), icon="pencil", name="plan-change")
        self.change.setToolTip(tip(_("Type the target of the current line"), "F2"))
        self.propose = Button(_("Propose targets..."), icon="star", name="plan-propose")
        self.propose.setToolTip(_("Last year's sales, so many percent higher"))
        super().__init__((self.year, self.search, self.sort, self.count), (self.change, self.propose), name="plan-head")
        self.descending = True
        self.year.chosen.connect(lambda _year: self.asked.emit())
        self.search.textChanged.connect(lambda _text: self.asked.emit())
        self.sort.picked.connect(lambda key: self.order_by(key, descending=key not in _BY_WORDS))

    def order_by(self, sort: str, *, descending: bool) -> None:
        """By one column of the table."""
        self.sort.set_key(sort)
        self.descending = descending
        self.ordered.emit()

    def order_by_heading(self, sort: str) -> None:
        """A heading was pressed; once more turns the order round."""
        again = sort == self.sort.key()
        self.order_by(sort, descending=not self.descending if again else sort not in _BY_WORDS)
