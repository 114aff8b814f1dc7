"""Beside a list of an analysis: why the customer in hand is named, the advice, and what can be done at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QMenu, QVBoxLayout, QWidget

from crmdesk.core.customers import CustomerRow
from crmdesk.core.tiers import LABELS
from crmdesk.gui.models.tiers_people import OFF_GROUP, OPEN, People, Person
from crmdesk.gui.pages.tiers_doing import Doing
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, colour, horizontal, vertical
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import BadgeLabel
from crmdesk.gui.widgets.buttons import Button, MenuButton
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.gui.widgets.labels import ElidedLabel, Label, Paragraph
from crmdesk.gui.widgets.tables import inset

WIDTH = 344
_BESIDE_FROM = 1080
"""From this width on the customer in hand stands right of the list."""


class PersonSide(QWidget):
    """Of one customer at a time, right of the list or below it (`set_beside`)."""

    def __init__(self, ui: Ui, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._ui = ui
        self._beside = False
        self.customer: CustomerRow | None = None
        self.doing = Doing(ui, self)
        self.name = ElidedLabel(points=tokens.SECTION, bold=True, name=f"{name}-name")
        self.name.setFont(as_typed(self.name.font()))
        self.number = Label("", points=tokens.SMALL, tone="text_2", name=f"{name}-number")
        self.badges = FlowBox(name=f"{name}-badges")
        self.why = QVBoxLayout()
        self.why.setSpacing(0)
        self.advice = Paragraph("", name=f"{name}-advice")
        self.deeds = FlowBox(name=f"{name}-deeds")
        self._lay_out()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(tokens.BETWEEN)
        first.addWidget(self.name)
        first.addWidget(self.number)
        first.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.AROUND, tokens.BUTTON_PADDING, tokens.AROUND, tokens.BUTTON_PADDING)
        column.setSpacing(tokens.BETWEEN)
        column.addLayout(first)
        column.addWidget(self.badges)
        column.addLayout(self.why)
        column.addWidget(self.advice)
        column.addWidget(self.deeds)
        column.addStretch(1)

    def set_beside(self, beside: bool) -> None:
        """Right of the list, or below it."""
        self._beside = beside
        if beside:
            self.setFixedWidth(WIDTH)
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(2**24 - 1)
        self.badges.setVisible(beside)
        self.update()

    def show_person(self, person: Person | None, people: People) -> None:
        """None: nobody is in hand."""
        before = self.customer
        self.customer = person.customer if person is not None else None
        self.setVisible(person is not None)
        if person is None:
            return
        words, shown = self._ui.words, self._ui.masking.row(person.customer)
        self.name.set_text(shown.name)
        self.number.setText(shown.number)
        told = [reason.told(words) for reason in person.reasons]
        self._show_why([self._ui.masking.text(each) for each in told])
        advice = words.gettext("Advice: {advice}").format(advice=person.advice) if person.advice else ""
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self._show_badges(shown)
        if before is None or before.id != person.customer.id or not self.deeds.widgets():
            self._show_deeds(people.deeds)

    def _show_badges(self, row: CustomerRow) -> None:
        fields, label = self._ui.desk.fields("customer"), self._ui.words.label
        shown: list[QWidget] = []
        if row.tier:
            shown.append(BadgeLabel(badges.tier(row.tier, label(LABELS[row.tier]))))
        if row.grade:
            shown.append(BadgeLabel(badges.grade(row.grade)))
        if row.stage:
            shown.append(BadgeLabel(badges.stage(row.stage, self._ui.shown(fields["stage"], row.stage))))
        self.badges.set_widgets(shown)
        self.badges.setVisible(self._beside and bool(shown))

    def _show_why(self, sentences: Sequence[str]) -> None:
        while self.why.count():
            item = self.why.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, sentence in enumerate(sentences):
            self.why.addWidget(Paragraph(sentence, selectable=True, name=f"{self.objectName()}-why-{place}"))

    def _show_deeds(self, deeds: Sequence[str]) -> None:
        """The obvious one stands out."""
        assert self.customer is not None
        customer_id = self.customer.id
        buttons: list[QWidget] = []
        for deed in (*deeds, OPEN):
            text, sign = self.doing.told(deed)
            kind, name = "plain" if buttons else "main", f"{self.objectName()}-{deed}"
            if deed == OFF_GROUP:
                menu = QMenu(self)
                menu.setObjectName(f"{name}-menu")
                menu.aboutToShow.connect(lambda menu=menu: self._fill_groups(menu, customer_id))
                button: Button = MenuButton(text, menu, kind=kind, name=name)
                button.destroyed.connect(menu.deleteLater)
            else:
                button = Button(text, kind=kind, icon=sign if buttons else "", name=name)
                button.clicked.connect(lambda _on=False, deed=deed: self.doing.do(deed, customer_id))
            buttons.append(button)
        self.deeds.set_widgets(buttons)

    def _fill_groups(self, menu: QMenu, customer_id: int) -> None:
        menu.clear()
        self.doing.fill_groups(menu, [customer_id])

    def forget(self) -> None:
        """The next one gets its buttons anew, whoever it is."""
        self.deeds.set_widgets([])

    def take_keyboard(self) -> None:
        buttons = self.deeds.widgets()
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, area, line = QPainter(self), QRectF(self.rect()), colour(self.palette(), "line")
        if self._beside:
            vertical(painter, 0, 0, area.height(), line)
        else:
            horizontal(painter, 0, area.width(), 0, line)


class ListAndSide(QBoxLayout):
    """All of `over`: what is said above a list, the list, and whom of it one has in hand, who stands right of it where
    there is room, else below."""

    def __init__(self, over: QWidget, head: QLayout, listed: QWidget, side: PersonSide) -> None:
        super().__init__(QBoxLayout.Direction.TopToBottom, over)
        self._side = side
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(inset(listed), 1)
        self.addLayout(column, 1)
        self.addWidget(side)

    def fit(self, width: int) -> None:
        """All of it is so wide now."""
        beside = width >= _BESIDE_FROM
        self.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._side.set_beside(beside)

    def list_width(self, width: int) -> int:
        """How much of it the list has."""
        return width - (WIDTH if self._side.isVisible() and width >= _BESIDE_FROM else 0)
