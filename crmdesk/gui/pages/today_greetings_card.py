"""Who is to be greeted, and with which words: the text is chosen among those that fit, changed, copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.greetings import Greeted, GreetingText, fill
from crmdesk.gui.forms.links import ValueLink
from crmdesk.gui.models.greetings import GreetingLines, key_of
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour, text_width, vertical
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.areas import scroll_area
from crmdesk.gui.widgets.badges import BadgeLabel
from crmdesk.gui.widgets.buttons import Button, IconButton, LinkButton, tip
from crmdesk.gui.widgets.form import ReadRow
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.inputs import TextEdit
from crmdesk.gui.widgets.labels import ElidedLabel, Paragraph
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.services import greetings

_LINES = 5
_NAMED = 4
COPY, BEFORE, AFTER = "Ctrl+Shift+C", "Alt+Left", "Alt+Right"


class GreetingCard(QWidget):
    """For one person the text is filled in; for several of one occasion it stays a template, filled in for each.

    `greet_asked`, `skip_asked`, `take_back_asked`: what is to be noted of those shown; `copy_asked`: their texts;
    `file_asked`: the file of the one shown.
    """

    greet_asked = Signal()
    skip_asked = Signal()
    take_back_asked = Signal()
    copy_asked = Signal()
    file_asked = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.setObjectName("greeting-card")
        self._ui = ui
        self.people: list[Greeted] = []
        self._texts: list[GreetingText] = []
        self._at = 0
        self._make_head()
        self._make_text()
        self._make_buttons()
        self._lay_out()

    # Making it

    def _make_head(self) -> None:
        self._who = ElidedLabel(points=tokens.SECTION, bold=True, name="greeting-who")
        self._tier = BadgeLabel(badges.tier(badges.TIERS[0], ""))
        self._tier.hide()
        self._file = LinkButton("", name="greeting-file")
        self._file.clicked.connect(self.file_asked)
        self._why = ElidedLabel(tone="text_2", name="greeting-why")
        self._facts = QVBoxLayout()
        self._facts.setSpacing(0)

    def _make_text(self) -> None:
        _ = self._ui.words.gettext
        self._head = SectionHead(_("Wording"), name="greeting-text-head")
        self.before = IconButton("chevron-left", _("Text before"), shortcut=BEFORE, name="greeting-text-before")
        self.after = IconButton("chevron-right", _("Next text"), shortcut=AFTER, name="greeting-text-after")
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.text = TextEdit(lines=_LINES, name="greeting-text", label=_("Text of the greeting"))
        self.text.textChanged.connect(self._show_example)
        self._example = Paragraph("", points=tokens.SMALL, tone="text_2", typed=True, name="greeting-example")

    def _make_buttons(self) -> None:
        _ = self._ui.words.gettext
        self.done = Button(_("Greeted"), kind="main", icon="check", name="greeting-done")
        self.done.setToolTip(tip(_("Note that it was sent, and log it as a contact made"), _("Space")))
        self.copy = Button(_("Copy"), icon="copy", name="greeting-copy")
        self.copy.setToolTip(tip(_("Copy the text, to paste it into a message"), COPY))
        self.copy.setShortcut(COPY)
        self.skip = Button(_("Not this time"), name="greeting-skip")
        self.skip.setToolTip(_("Nobody greets them on this occasion this time"))
        self.back = Button(_("Take the mark back"), icon="undo", name="greeting-take-back")
        self.back.setToolTip(tip(_("Not greeted after all; the contact logged with it goes too"), _("Space")))
        for button, signal in (
            (self.done, self.greet_asked), (self.copy, self.copy_asked),
            (self.skip, self.skip_asked), (self.back, self.take_back_asked),
        ):  # fmt: skip
            button.clicked.connect(signal)

    def _lay_out(self) -> None:
        name, why, turning, buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        name.setSpacing(tokens.BETWEEN)
        name.addWidget(self._who)
        name.addWidget(self._tier)
        name.addStretch(1)
        why.setSpacing(0)
        why.addWidget(self._file)
        why.addStretch(1)
        turning.setSpacing(tokens.INSIDE)
        turning.addWidget(self._head, 1)
        turning.addWidget(self.before)
        turning.addWidget(self.after)
        buttons.setSpacing(tokens.BETWEEN)
        for button in (self.done, self.back, self.copy, self.skip):
            buttons.addWidget(button)
        buttons.addStretch(1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(*[tokens.AROUND] * 4)
        column.setSpacing(tokens.INSIDE)
        for part in (name, why, self._why, self._facts, turning, self.text, self._example):
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.insertSpacing(4, tokens.BETWEEN)
        column.addSpacing(tokens.BETWEEN)
        column.addLayout(buttons)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(scroll_area(inner, name="greeting-card-area", label=self._ui.words.gettext("Greeting")))

    # What is shown

    def show_people(self, people: Sequence[Greeted]) -> None:
        """These instead; what was typed for the same people stays."""
        same = [key_of(each) for each in people] == [key_of(each) for each in self.people]
        self.people = list(people)
        if not people:
            return
        texts = self._fitting()
        changed = texts != self._texts
        self._texts = texts
        self._show_head()
        self._show_facts()
        if not same or changed:
            self._at = 0
            self._show_text()
        self._settle()

    def _fitting(self) -> list[GreetingText]:
        """Those that fit everybody shown; none where the occasions differ."""
        occasions = {each.occasion for each in self.people}
        if len(occasions) > 1:
            return []
        tiers, kinds = {each.tier for each in self.people}, {each.kind for each in self.people}
        tier = tiers.pop() if len(tiers) == 1 else None
        found = greetings.texts(self._ui.desk, occasions.pop(), tier, next(iter(kinds)) if len(kinds) == 1 else None)
        return [each for each in found if each.kind is None or len(kinds) == 1]

    def _show_head(self) -> None:
        words, shown = self._ui.words, self._ui.masking.text
        lines, one = GreetingLines(self._ui), self.people[0]
        badge = lines.tier(one.tier) if len(self.people) == 1 else None
        self._tier.setVisible(badge is not None)
        if badge is not None:
            self._tier.set_badge(badge)
        if len(self.people) > 1:
            told = words.ngettext("{count} person", "{count} people", len(self.people))
            self._who.set_text(told.format(count=words.number(len(self.people))))
            names = ("、" if words.chinese else ", ").join(shown(each.person) for each in self.people[:_NAMED])
            more = len(self.people) - _NAMED
            told = words.ngettext("{names} and {count} more", "{names} and {count} more", more)
            self._why.set_text(told.format(names=names, count=words.number(more)) if more > 0 else names)
        else:
            self._who.set_text(lines.called(one))
            self._why.set_text(lines.occasion(one))
            self._file.setText(" ".join((shown(one.name), one.number)).replace("&", "&&"))
        self._file.setVisible(len(self.people) == 1)

    def _show_facts(self) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (former := item.widget()) is not None:
                former.hide()
                former.deleteLater()
        if len(self.people) > 1:
            return
        words, one, fields = self._ui.words, self.people[0], self._ui.desk.fields("contact")
        label = words.label
        customer = self._ui.desk.fields("customer")
        birthday = GreetingLines(self._ui).birthday(one)
        facts = [(label(fields["birthday"].label), birthday)] if birthday else []
        address = words.gettext("Address")
        links = [(fields[key], value) for key, value in (("mobile", one.phone), ("email", one.email)) if value]
        facts += [(label(fields["wechat"].label), self._ui.shown(fields["wechat"], one.wechat))] if one.wechat else []
        names = [*(name for name, _text in facts), *(label(field.label) for field, _value in links), address]
        width = max((text_width(self.font(), name) for name in names), default=0) + 2
        rows: list[ReadRow] = [ReadRow(name, text, label_width=width) for name, text in facts]
        rows += [ReadRow(label(field.label), ValueLink(self._ui, field, value), label_width=width)
                 for field, value in links]  # fmt: skip
        if one.address:
            home = self._ui.shown(customer["address"], one.address, one.kind)
            rows.append(ReadRow(address, home, label_width=width, wrap=True))
        for row in rows:
            self._facts.addWidget(row)
        eye_order(self)

    def _show_text(self) -> None:
        text = self._texts[self._at].text if self._texts else ""
        if len(self.people) == 1:
            text = fill(text, self.people[0], greetings.sender(self._ui.desk))
        self.text.setPlainText(text)
        self._show_example()

    def _settle(self) -> None:
        _, words = self._ui.words.gettext, self._ui.words
        several, mixed = len(self.people) > 1, len({each.occasion for each in self.people}) > 1
        pending = [each for each in self.people if each.done is None]
        count = len(self._texts)
        self._head.set_note(
            _("each gets the first that fits") if mixed
            else _("{number} of {count}").format(number=self._at + 1, count=count) if count > 1
            else "" if count
            else _("none is kept for this occasion")
        )  # fmt: skip
        for button in (self.before, self.after):
            button.setVisible(count > 1)
        self.text.setVisible(not mixed)
        self.text.setReadOnly(self._ui.masking.on)
        self._example.setVisible(several and not mixed)
        self.done.setVisible(bool(pending))
        told = words.ngettext("Greeted {count}", "Greeted {count}", len(pending))
        self.done.setText(told.format(count=words.number(len(pending))) if several else _("Greeted"))
        self.skip.setVisible(bool(pending))
        self.back.setVisible(not pending)

    def _show_example(self) -> None:
        """How a template reads for the first of several."""
        if len(self.people) > 1:
            _ = self._ui.words.gettext
            filled = fill(self.text.toPlainText(), self.people[0], greetings.sender(self._ui.desk))
            self._example.setText(_("For example: {text}").format(text=filled))

    # What is asked

    def turn(self, by: int) -> None:
        """Another text that fits, the first after the last."""
        if len(self._texts) > 1:
            self._at = (self._at + by) % len(self._texts)
            self._show_text()
            self._settle()

    def template(self) -> str:
        """What is sent to those shown, filled in or to be filled in; '' where each gets the first that fits."""
        return self.text.toPlainText().strip() if len({each.occasion for each in self.people}) == 1 else ""

    def wording(self) -> str:
        """The template chosen as it is kept, to be filled in for many; '' where there is none."""
        if len(self.people) > 1:
            return self.template()
        return self._texts[self._at].text if self._texts else ""

    def filled(self) -> list[str]:
        """The text of each of those shown."""
        desk, wording = self._ui.desk, self.template()
        by = greetings.sender(desk)
        found = []
        for each in self.people:
            text = wording
            if not text and (fit := greetings.texts(desk, each.occasion, each.tier, each.kind)):
                text = fit[0].text
            found.append(fill(text, each, by))
        return [text for text in found if text]

    def paintEvent(self, _event: QPaintEvent) -> None:
        vertical(QPainter(self), 0, 0, self.height(), colour(self.palette(), "line"))
