"""Of whom something is printed: those in front, others picked, a group, a tier, everybody, who is due today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.choices import TIER
from crmdesk.core.printing import About, PrintKind
from crmdesk.gui.dialogs.customer_line import CustomerLine
from crmdesk.gui.models.printing import NOTHING, Chosen, InFront, Whom
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import ComboBox, LineEdit
from crmdesk.gui.widgets.labels import Paragraph
from crmdesk.services import complaint_lists, customers, orders, reading

_OFFERED: Mapping[About, tuple[Whom, ...]] = {
    About.CUSTOMERS: (
        Whom.HERE, Whom.LISTED, Whom.PICKED, Whom.GROUP, Whom.TIER, Whom.DUE, Whom.ALL, Whom.NUMBERS,
    ),
    About.COMPLAINTS: (Whom.HERE, Whom.LISTED, Whom.OPEN, Whom.NUMBERS),
    About.ORDERS: (Whom.HERE, Whom.LISTED, Whom.NUMBERS),
}  # fmt: skip


_SUCH_AS: Mapping[About, str] = {
    About.CUSTOMERS: "K00012 K00034", About.COMPLAINTS: "T00012 T00034", About.ORDERS: "D00012 D00034",
}  # fmt: skip


class WhomPart(QWidget):
    """`changed`: others are meant now. How many these are is told once it was found out."""

    changed = Signal()

    def __init__(self, ui: Ui, over: QWidget, *, label_width: int) -> None:
        super().__init__(over)
        _ = ui.words.gettext
        self._ui = ui
        self._kind: PrintKind | None = None
        self._front = NOTHING
        self._last: dict[About, Whom] = {}
        self.which = ComboBox(width=0, name="print-whom", label=_("Of whom"))
        self.customer = CustomerLine(ui, over, name="print-customer")
        groups = [(name, name) for name in sorted(reading.group_names(ui.desk).values())]
        self.group = ComboBox(groups, width=0, placeholder=_("Choose"), name="print-group", label=_("Group"))
        tiers = [(choice.key, ui.words.label(choice.label)) for choice in TIER]
        self.tier = ComboBox(tiers, width=0, placeholder=_("Choose"), name="print-tier", label=_("Tier"))
        self.numbers = LineEdit(width=0, name="print-numbers", label=_("Numbers"))
        self.told = Paragraph("", points=tokens.SMALL, tone="text_2", name="print-count")
        self._rows = {
            Whom.PICKED: FormRow(_("Customer"), self.customer, label_width=label_width),
            Whom.GROUP: FormRow(_("Group"), self.group, label_width=label_width),
            Whom.TIER: FormRow(_("Tier"), self.tier, label_width=label_width),
            Whom.NUMBERS: FormRow(_("Numbers"), self.numbers, label_width=label_width),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(FormRow(_("Of whom"), self.which, label_width=label_width))
        for row in self._rows.values():
            column.addWidget(row)
        beside = QVBoxLayout()
        beside.setContentsMargins(label_width + tokens.LABEL_GAP_EDIT, 0, 0, tokens.INSIDE)
        beside.addWidget(self.told)
        column.addLayout(beside)
        self._connect()

    def _connect(self) -> None:
        self.which.picked.connect(self._choose)
        self.customer.picked.connect(lambda _id: self.changed.emit())
        for combo in (self.group, self.tier):
            combo.picked.connect(lambda _key: self.changed.emit())
        self.numbers.textChanged.connect(lambda _text: self.changed.emit())

    def show_front(self, front: InFront) -> None:
        """What is in front now; chosen at first wherever a kind is about it."""
        self._front = front
        self._last.clear()
        if self._kind is not None:
            self.show_kind(self._kind)

    def show_kind(self, kind: PrintKind) -> None:
        """Offer what can be chosen for a kind; what was chosen stays where it can."""
        self._kind = kind
        self.setVisible(bool(kind.about))
        if not kind.about:
            return
        self.numbers.setPlaceholderText(_SUCH_AS[kind.about])
        offered = [whom for whom in _OFFERED[kind.about] if self._there(whom)]
        self.which.set_choices([(whom.value, self._words(whom)) for whom in offered])
        wanted = self._last.get(kind.about)
        first = Whom.PICKED if kind.about is About.CUSTOMERS and offered[0] is not Whom.HERE else offered[0]
        if kind.together and Whom.LISTED in offered and len(self._here()) < 2:
            first = Whom.LISTED
        self.which.set_key((wanted if wanted in offered else first).value)
        self._settle()

    def chosen(self) -> Chosen | None:
        """Whom one chose; None for a kind about nobody, or while nobody is named."""
        if self._kind is None or not self._kind.about or not self.which.key():
            return None
        whom = Whom(self.which.key())
        match whom:
            case Whom.HERE:
                return Chosen(whom, ids=tuple(self._here()))
            case Whom.LISTED:
                return Chosen(whom, ids=tuple(self._listed()))
            case Whom.PICKED:
                customer_id = self.customer.customer_id
                return Chosen(whom, ids=(customer_id,)) if customer_id is not None else None
            case Whom.GROUP:
                return Chosen(whom, self.group.key()) if self.group.key() else None
            case Whom.TIER:
                return Chosen(whom, self.tier.key()) if self.tier.key() else None
            case Whom.NUMBERS:
                return Chosen(whom, self.numbers.text()) if self.numbers.text().strip() else None
            case _:
                return Chosen(whom)

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with the numbers; '' takes it away."""
        self._rows[Whom.NUMBERS].set_problem("bad" if sentence else "", sentence)

    def tell(self, text: str) -> None:
        """A quiet line below: how many these are."""
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _choose(self, _key: str) -> None:
        if self._kind is not None and self.which.key():
            self._last[self._kind.about] = Whom(self.which.key())
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        whom = self.which.key()
        for key, row in self._rows.items():
            row.setVisible(key.value == whom)
        self.refuse("")

    def _here(self) -> Sequence[int]:
        return self._front.here.get(self._kind.about, ()) if self._kind is not None else ()

    def _listed(self) -> Sequence[int]:
        return self._front.listed.get(self._kind.about, ()) if self._kind is not None else ()

    def _there(self, whom: Whom) -> bool:
        if whom is Whom.HERE:
            return bool(self._here())
        if whom is Whom.LISTED:
            return bool(self._listed())
        return whom is not Whom.GROUP or self.group.count() > 0

    def _words(self, whom: Whom) -> str:
        _, n = self._ui.words.gettext, self._ui.words.ngettext
        if whom is Whom.HERE:
            return self._here_told()
        if whom is Whom.LISTED:
            count = len(self._listed())
            return n("The {count} listed", "The {count} listed", count).format(count=self._ui.words.number(count))
        return {
            Whom.PICKED: _("One customer"),
            Whom.GROUP: _("A group"),
            Whom.TIER: _("A tier"),
            Whom.DUE: _("Due for a visit or call today"),
            Whom.OPEN: _("All open ones"),
            Whom.ALL: _("All customers"),
            Whom.NUMBERS: _("By number"),
        }[whom]

    def _here_told(self) -> str:
        """The one by name or number, several by how many."""
        here, n, desk = self._here(), self._ui.words.ngettext, self._ui.desk
        if len(here) != 1 or self._kind is None:
            return n("The {count} selected", "The {count} selected", len(here)).format(
                count=self._ui.words.number(len(here))
            )
        if self._kind.about is About.CUSTOMERS:
            rows = customers.rows(desk, here)
            return self._ui.masking.row(rows[0]).name if rows else ""
        if self._kind.about is About.COMPLAINTS:
            found = complaint_lists.rows(desk, here)
            return self._ui.masking.text(f"{found[0].number} {found[0].customer_name}") if found else ""
        bought = orders.rows(desk, here)
        return self._ui.masking.text(f"{bought[0].number} {bought[0].customer_name}") if bought else ""
