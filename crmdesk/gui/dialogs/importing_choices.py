"""Above the rows of a trial run: the counts, what becomes of existing customers and of likely doubles, the search."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.models import importing_sorting as sorting
from crmdesk.gui.models.importing_sorting import ALL, LEFT_OUT, Sorted
from crmdesk.gui.models.importing_work import ImportWork
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.counts import Count
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.search import SearchBox

_SEARCH_WIDTH = 204
_ARROW = 48
"""Room beside the words of a choice."""
_ONLY_WHERE_ANY = (sorting.SKIPPED, sorting.JOINED, sorting.CHECK, LEFT_OUT)


def counts_of(words: Words, counted: Sorted) -> list[Count]:
    """The counts that filter, those up to the refused rows add up to all; some only where there are any."""
    _ = words.gettext
    counts = [
        Count(ALL, _("All")),
        Count(sorting.NEW, _("New"), icon="plus"),
        Count(sorting.UPDATE, _("Update"), icon="pencil"),
        Count(sorting.SAME, _("Same"), icon="equals"),
        Count(sorting.SKIPPED, _("Skipped"), icon="minus"),
        Count(sorting.JOINED, _("Joined"), icon="merge"),
        Count(sorting.DOUBLE, _("Possible double"), icon="warning", tone="warn"),
        Count(sorting.ERROR, _("With problems"), icon="error", tone="bad"),
        Count(sorting.CHECK, _("To check"), icon="warning", tone="warn"),
        Count(LEFT_OUT, _("Other rows"), icon="minus"),
    ]
    return [count for count in counts if count.key not in _ONLY_WHERE_ANY or counted.count(count.key)]


class ChoicesRow(QWidget):
    """`existing_chosen` tells one of `core.importing.EXISTING`, `doubles_chosen` one of `DOUBLES`; `by_hand_unwanted`
    that what was chosen for single rows is to be forgotten."""

    existing_chosen = Signal(str)
    doubles_chosen = Signal(str)
    by_hand_unwanted = Signal()

    def __init__(self, ui: Ui, work: ImportWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._work = ui, work
        _ = ui.words.gettext
        ways = [
            ("update", _("Update, never with blanks")),
            ("fill", _("Only fill in what is missing")),
            ("skip", _("Leave them as they are")),
            ("create", _("Add them once more as new")),
        ]
        self.existing = self._combo(ways, "import-existing", _("Existing customers"))
        doubles = [("hold", _("Not for now")), ("import", _("Import all the same"))]
        self.doubles = self._combo(doubles, "import-doubles", _("Possible doubles"))
        self.search = SearchBox(_("Find in the rows"), width=_SEARCH_WIDTH, name="import-search")
        self.by_hand = LinkButton("", name="import-forget-choices")
        self.existing.picked.connect(self.existing_chosen)
        self.doubles.picked.connect(self.doubles_chosen)
        self.by_hand.clicked.connect(self.by_hand_unwanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        for words, combo in ((_("Existing"), self.existing), (_("Possible doubles"), self.doubles)):
            label = Label(words, tone="text_2")
            label.setBuddy(combo)
            row.addWidget(label)
            row.addWidget(combo)
            row.addSpacing(tokens.BETWEEN)
        row.addStretch(1)
        row.addWidget(self.search)

    def _combo(self, ways: list[tuple[str, str]], name: str, label: str) -> ComboBox:
        width = max(text_width(self.font(), words) for _key, words in ways) + _ARROW
        return ComboBox(ways, width=width, name=name, label=label)

    def show_work(self) -> None:
        """What is chosen now, and how many rows the search goes through."""
        work, words = self._work, self._ui.words
        self.existing.set_key(work.existing)
        self.doubles.set_key(work.doubles)
        n, count = words.ngettext, len(work.plan.rows) if work.plan is not None else 0
        find = n("Find in {count} row", "Find in {count} rows", count)
        self.search.setPlaceholderText(find.format(count=words.number(count)))
        chosen = len(work.rows)
        text = n("Forget the choice for {count} row", "Forget the choices for {count} rows", chosen)
        self.by_hand.setText(text.format(count=words.number(chosen)))
        self.by_hand.setVisible(chosen > 0)
