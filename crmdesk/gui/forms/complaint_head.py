"""The head of a complaint's card: what it is about, whose, how it stands, and the customer's own words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.gui.forms.complaint_words import ComplaintWords
from crmdesk.gui.forms.folded_text import FoldedText
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge, BadgeLabel
from crmdesk.gui.widgets.buttons import IconButton, LinkButton
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.services.complaints import Case

_LINES = 2
_TONES = {"serious": "bad"}
_PUNCTUATION = "。！？!?.…，, "
_ICONS = {"closed": "done", "unresolved": "warning", "imported": "done"}


class CardHead(QWidget):
    """`customer_asked`: their file; `order_asked`; `words_asked`: all that was said; `menu_asked`: where to open what
    one can do with it."""

    customer_asked = Signal()
    order_asked = Signal()
    words_asked = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self.setObjectName("complaint-head")
        self._ui, self._words = ui, ComplaintWords(ui)
        self._quote = ""
        self.title = ElidedLabel(points=tokens.NAME, bold=True, name="complaint-title")
        self.title.setFont(as_typed(self.title.font()))
        self.number = Label("", points=tokens.SMALL, tone="text_2", selectable=True, name="complaint-number")
        self.number.setFixedHeight(tokens.LINE_HEIGHTS[tokens.SECTION])
        self.number.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more = IconButton("more", _("What can be done with this complaint"), name="complaint-menu-button")
        self.more.clicked.connect(self._open_menu)
        top = QHBoxLayout()
        top.setSpacing(tokens.BETWEEN)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        top.addWidget(self.title)
        top.addWidget(self.number, 0, Qt.AlignmentFlag.AlignBottom)
        top.addStretch(1)
        top.addWidget(self.more)
        self.who = FlowBox(name="complaint-who")
        self.words = FoldedText("", ui.words, lines=_LINES, name="complaint-words", elsewhere=True)
        self.words.unfolded.connect(lambda _on: self.words_asked.emit())
        self.about = FlowBox(gap=tokens.BETWEEN + tokens.INSIDE, name="complaint-about")
        self._short = Label("", typed=True, name="complaint-words-short")
        column = self._column = QVBoxLayout(self)
        self.set_margin(tokens.AROUND)
        column.setSpacing(tokens.INSIDE)
        column.addLayout(top)
        column.addWidget(self.who)
        column.addWidget(self.words)
        column.addWidget(self.about)

    def set_margin(self, margin: int) -> None:
        """Where the words begin and end."""
        self._column.setContentsMargins(margin, tokens.AROUND, margin, tokens.INSIDE)

    def show_case(self, case: Case) -> None:
        """The head of this complaint."""
        one = case.complaint
        self.title.set_text(self._words.text(one.headline))
        self.number.setText(one.number)
        self.who.set_widgets([self._customer(case), *self._contact(case), *(BadgeLabel(b) for b in self._badges(case))])
        said = str(one.values.get("words") or "")
        told_above = said.strip(_PUNCTUATION) == one.headline.strip(_PUNCTUATION)
        self._quote = "" if told_above else self._words.quoted(said)
        self._short.setText(self._quote.replace("&", "&&"))
        self._details(case)
        self._place_words()

    def _customer(self, case: Case) -> QWidget:
        name = self._words.text(case.customer_name)
        link = LinkButton(name.replace("&", "&&"), name="complaint-customer")
        link.setFont(as_typed(link.font()))
        link.setToolTip(self._ui.words.gettext("Open the file of {number}").format(number=case.customer_number))
        link.clicked.connect(self.customer_asked)
        return link

    def _contact(self, case: Case) -> list[QWidget]:
        name = self._words.value("complaint", "contact", case.complaint.values)
        return [Label(name, typed=True, name="complaint-contact")] if name else []

    def _badges(self, case: Case) -> list[Badge]:
        values, found = case.complaint.values, list[Badge]()
        if case.customer_tier:
            field = self._ui.desk.fields("customer")["tier"]
            found.append(badges.tier(case.customer_tier, self._ui.shown(field, case.customer_tier)))
        if category := self._words.value("complaint", "category", values):
            found.append(badges.chip(category))
        if severity := self._words.value("complaint", "severity", values):
            tone = _TONES.get(str(values["severity"]))
            found.append(badges.state(tone, severity) if tone else badges.chip(severity))
        state = str(values["state"])
        found.append(badges.chip(self._words.state(case.complaint), _ICONS.get(state, "")))
        return found

    def _details(self, case: Case) -> None:
        one, values = case.complaint, case.complaint.values
        _ = self._ui.words.gettext
        channel = self._words.value("complaint", "channel", values)
        told = self._words.comma((f"{self._words.moment(one.received_at)} {channel}".strip(),))
        parts: list[QWidget] = [self._quiet(told)]
        if product := self._words.value("complaint", "product", values):
            parts.append(self._quiet(_("Product {name}").format(name=product)))
        if order := self._words.value("complaint", "sales_order", values):
            link = LinkButton(_("Order {number}").format(number=order), name="complaint-order")
            link.setToolTip(_("Open this order"))
            link.clicked.connect(self.order_asked)
            parts.append(link)
        if expects := self._words.text(values.get("expects")):
            line = ElidedLabel(_("Expects: {text}").format(text=" ".join(expects.split())), points=tokens.SMALL,
                               tone="text_2", name="complaint-expects")  # fmt: skip
            line.setFont(as_typed(line.font()))
            parts.append(line)
        self.about.set_widgets([self._short, *parts])

    def _quiet(self, text: str) -> Label:
        label = Label(text, points=tokens.SMALL, tone="text_2", typed=True)
        label.setFixedHeight(tokens.LINE_HEIGHTS[tokens.BODY])
        return label

    def _place_words(self) -> None:
        """Short words stand in one line with what is known about them."""
        room = self.width() - 2 * tokens.AROUND
        short = "\n" not in self._quote and text_width(self._short.font(), self._quote) <= room
        self._short.setVisible(short and bool(self._quote))
        self.words.set_text("" if short or not self._quote else self._quote)
        self.words.setVisible(not short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place_words()

    def _open_menu(self) -> None:
        self.menu_asked.emit(self.more.mapToGlobal(self.more.rect().bottomRight() + QPoint(1, 3)))

    def popup(self, menu: QMenu, at: QPoint) -> None:
        """Open a menu whose right edge is below the button."""
        menu.popup(at - QPoint(menu.sizeHint().width(), 0))
