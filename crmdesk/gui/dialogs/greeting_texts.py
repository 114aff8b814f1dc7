"""The texts of greetings by occasion: those supplied, changed in place or taken out, and one's own (METHOD.md section
11)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.choices_daily import OCCASION
from crmdesk.core.errors import UserError
from crmdesk.core.greeting_texts import supplied
from crmdesk.core.greetings import PLACEHOLDERS, Greeted, GreetingText, fill
from crmdesk.core.tiers import TIERS
from crmdesk.gui.dialogs.settings_lines import NEW, Head, Line
from crmdesk.gui.dialogs.settings_lines_box import LinesBox
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import Label, Paragraph, label_of
from crmdesk.services import greetings

_SIZE = QSize(880, 560)
_FOR, _ORIGIN = 128, 88
_SOMEBODY = ("周砚秋", "周总", "禾砚精密机械")
"""A person, how they are called, and their company, made up: greetings are read by Chinese."""


class GreetingTextsDialog(Dialog):
    """Everything is saved at once and undone with the window's undo."""

    def __init__(self, ui: Ui, occasion: str = "", parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(_("Texts of greetings"), ui.words, size=_SIZE, name="greeting-texts", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self._texts: dict[str, GreetingText] = {}
        self._make_head(occasion)
        heads = (Head(_("Wording")), Head(_("For"), width=_FOR), Head(_("Origin"), width=_ORIGIN))
        self.box = LinesBox(
            ui.words, heads, name="greeting-texts", label=_("Texts"), add=_("New text"), movable=False,
            empty=_("No text is kept for this occasion."),
        )  # fmt: skip
        self.box.rename_button.setText(_("Change"))
        self._example = Paragraph("", tone="text_2", typed=True, name="greeting-texts-example")
        self._lay_out()
        self.box.added.connect(self._add)
        self.box.renamed.connect(self._change)
        self.box.delete_asked.connect(self._delete)
        self.box.chosen.connect(self._show_example)
        ui.bus.changed.connect(self._follow)
        self._show()
        self.box.table.setFocus()

    def _make_head(self, occasion: str) -> None:
        words = self._ui.words
        _, tiers = words.gettext, self._ui.desk.fields("customer")["tier"]
        occasions = [(choice.key, words.label(choice.label)) for choice in OCCASION]
        self.occasion = ComboBox(occasions, name="greeting-texts-occasion", label=_("Occasion"))
        self.occasion.set_key(occasion or OCCASION[0].key)
        self.occasion.picked.connect(self._show)
        listed = [("", _("All tiers")), *((key, self._ui.shown(tiers, key)) for key in TIERS)]
        self.tier = ComboBox(listed, name="greeting-texts-tier", label=_("New texts are for"))
        self.tier.set_key("")
        self.reset_link = LinkButton(_("The supplied texts again"), name="greeting-texts-reset")
        self.reset_link.clicked.connect(self._reset)

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        head = QHBoxLayout()
        head.setSpacing(tokens.BETWEEN)
        for field in (self.occasion, self.tier):
            head.addWidget(label_of(field))
            head.addWidget(field)
            head.addSpacing(tokens.AROUND)
        head.addStretch(1)
        head.addWidget(self.reset_link)
        between, chinese = "  ", self._ui.words.chinese
        known = between.join(f"{{{zh if chinese else en}}}" for zh, en in PLACEHOLDERS.items())
        told = _("Filled in for each: {words}").format(words=known)
        self.body.addLayout(head)
        self.body.addWidget(self.box, 1)
        self.body.addWidget(self._example)
        self.body.addWidget(Label(told, points=tokens.SMALL, tone="text_2", name="greeting-texts-known"))

    # What it shows

    def _follow(self, changes: Changes) -> None:
        if changes.everything or changes.touched("greeting_text"):
            self._show()

    def _show(self, _why: object = None) -> None:
        found = greetings.all_texts(self._ui.desk, self.occasion.key())
        self._texts = {each.key: each for each in found}
        self.box.show_lines([Line(each.key, (each.text, self._for(each), self._origin(each))) for each in found])
        changed = any(each.changed for each in found) or self._is_taken_out(found)
        self.reset_link.setVisible(changed)
        self._show_example(self.box.table.current_key())

    def _is_taken_out(self, found: list[GreetingText]) -> bool:
        wanted = sum(each.occasion == self.occasion.key() for each in supplied())
        return sum(each.supplied for each in found) < wanted

    def _for(self, each: GreetingText) -> str:
        """Gold, enterprises."""
        fields, words = self._ui.desk.fields("customer"), self._ui.words
        told = [
            self._ui.shown(fields[key], value) for key, value in (("tier", each.tier), ("kind", each.kind)) if value
        ]
        return ("，" if words.chinese else ", ").join(told) or words.gettext("All")

    def _origin(self, each: GreetingText) -> str:
        _ = self._ui.words.gettext
        return _("Own") if not each.supplied else _("Changed") if each.changed else _("Supplied")

    def _show_example(self, key: str) -> None:
        """The current text as one reads it."""
        _, text = self._ui.words.gettext, self._texts.get(key)
        filled = fill(text.text, self._somebody(), greetings.sender(self._ui.desk)) if text is not None else ""
        self._example.setText(_("For example: {text}").format(text=filled) if filled else "")

    def _somebody(self) -> Greeted:
        name, called, company = _SOMEBODY
        return Greeted(
            self._ui.desk.today(), self.occasion.key(), 0, None, "", company, "enterprise", name, called, None, years=10
        )

    # What is done

    def _add(self, text: str) -> None:
        tier, made = self.tier.key() or None, ""

        def verb() -> Changes:
            nonlocal made
            made, changes = greetings.add_text(self._ui.desk, self.occasion.key(), text, tier)
            return changes

        self._do(verb, self._ui.words.gettext("New text for greetings"), NEW, text)
        self.box.table.set_current(made)

    def _change(self, key: str, text: str) -> None:
        told = self._ui.words.gettext("Text changed")
        self._do(lambda: greetings.edit_text(self._ui.desk, key, text), told, key, text)

    def _delete(self, key: str) -> None:
        self._do(lambda: greetings.delete_text(self._ui.desk, key), self._ui.words.gettext("Text deleted"))
        self.box.table.setFocus()

    def _reset(self) -> None:
        told = self._ui.words.gettext("The supplied texts are there again.")
        self._do(lambda: greetings.reset_texts(self._ui.desk, self.occasion.key()), told)
        self.box.table.setFocus()

    def _do(self, verb: Callable[[], Changes], told: str, key: str = "", typed: str | None = None) -> None:
        """What was refused can be mended in its place."""
        try:
            changes = verb()
        except UserError as error:
            self.box.say(self._ui.sentence(error))
            if typed is not None:
                self.box.refuse(self._ui.sentence(error), key, typed)
            return
        self._ui.wrote(changes, told)
        self._show()
