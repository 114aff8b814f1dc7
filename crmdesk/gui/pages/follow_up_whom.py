"""Who is to be called: name, numbers large enough to be dialled from, contacts, what was said last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core import days
from crmdesk.core.campaigns import Call
from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import UserError
from crmdesk.gui.forms.head_badges import file_badges
from crmdesk.gui.forms.links import ValueLink
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, sized
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.badges import BadgeLabel
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.services import customers, interactions

_CONTACTS, _LATEST = 3, 2


class WhomCard(QWidget):
    """Of one call at a time."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self.setObjectName("call-whom")
        self._ui = ui
        self._customer: int | None = None
        self.name = ElidedLabel(points=tokens.NAME, bold=True, name="call-name")
        self.name.setFont(as_typed(self.name.font()))
        self.number = ElidedLabel(points=tokens.SMALL, tone="text_2", name="call-number")
        self.open = LinkButton(_("Open the file"), icon="open", name="call-open")
        self.open.clicked.connect(self._open)
        self.badges = FlowBox(name="call-badges")
        self.phones = FlowBox(gap=tokens.SECTIONS, name="call-phones")
        self.facts = QGridLayout()
        self.facts.setContentsMargins(0, 0, 0, 0)
        self.facts.setHorizontalSpacing(tokens.LABEL_GAP_EDIT)
        self.facts.setColumnMinimumWidth(0, tokens.LABEL_WIDTH_ZH)
        self.facts.setVerticalSpacing(tokens.INSIDE)
        self.facts.setColumnStretch(1, 1)
        top = QHBoxLayout()
        top.setSpacing(tokens.BETWEEN)
        top.addWidget(self.name)
        top.addWidget(self.number)
        top.addStretch(1)
        top.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        column.addLayout(top)
        column.addWidget(self.badges)
        column.addWidget(self.phones)
        column.addLayout(self.facts)

    def show_call(self, call: Call) -> None:
        """Whom, and what is known of them."""
        _ = self._ui.words.gettext
        self._customer = call.customer_id
        self.name.set_text(self._ui.masking.text(call.customer_name))
        self.number.set_text(call.customer_number)
        try:
            file = self._ui.read(customers.file(self._ui.desk, call.customer_id))
        except UserError:
            file = None
        fields = self._ui.desk.fields("customer")
        found = file_badges(file, fields, self._ui) if file is not None else []
        self.badges.set_widgets([BadgeLabel(badge, name=f"call-badge-{key}") for key, badge in found])
        links: list[QWidget] = []
        for phone in call.phones:
            link = ValueLink(self._ui, fields["mobile"], phone, icon="phone")
            link.setFont(sized(link.font(), tokens.NAME))
            links.append(link)
        none = Label(_("No phone number is noted."), tone="warn", name="call-no-phone")
        self.phones.set_widgets(links or [none])
        self._show_facts(self._facts(call, file))

    def _facts(self, call: Call, file: CustomerFile | None) -> list[tuple[str, str]]:
        """Labels and values; what is not known is left out."""
        _, ui = self._ui.words.gettext, self._ui
        place = " · ".join(ui.masking.text(part) for part in (call.city or "", call.owner or "") if part)
        told = [(_("City, owner"), place)]
        for contact in file.contacts[:_CONTACTS] if file is not None else ():
            part = ui.desk.fields("contact")
            shown = (ui.shown(part[key], contact.values.get(key)) for key in ("name", "title", "mobile", "phone"))
            told.append((_("Contact"), "  ".join(text for text in shown if text)))
        for made in interactions.of_customer(ui.desk, call.customer_id, limit=_LATEST):
            fields = ui.desk.fields("interaction")
            when = days.near(made.at.date(), ui.desk.today(), ui.words)
            kind = ui.shown(fields["kind"], made.values.get("kind"))
            content = ui.masking.text(str(made.values.get("content") or made.values.get("purpose") or ""))
            told.append((f"{when} {kind}", " ".join(content.split())))
        return [(label, value) for label, value in told if value]

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        while self.facts.count():
            item = self.facts.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for line, (label, value) in enumerate(facts):
            name = Label(label, tone="text_2")
            name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.facts.addWidget(name, line, 0)
            told = ElidedLabel(value, name=f"call-fact-{line}")
            told.setFont(as_typed(told.font()))
            self.facts.addWidget(told, line, 1)

    def _open(self) -> None:
        if self._customer is not None:
            self._ui.bus.open_customer.emit(self._customer)
