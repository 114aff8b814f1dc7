"""What takes the place of something that customers still have: asked before it is deleted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import Label

_WIDE = 440


class ReplaceDialog(Dialog):
    """Names what goes and how many customers have it; `replacement` is the key chosen, '' for nothing."""

    def __init__(
        self,
        words: Words,
        what: str,
        count: int | None,
        others: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        _, n = words.gettext, words.ngettext
        super().__init__(
            _("Delete “{what}”").format(what=what),
            words,
            confirm=_("Delete"),
            name="replace",
            size=QSize(_WIDE, 0),
            parent=parent,
        )
        if count is None:
            told = _("Customers may have “{what}”. What takes its place there?").format(what=what)
        else:
            told = n(
                "{count} customer has “{what}”. What takes its place there?",
                "{count} customers have “{what}”. What takes its place there?",
                count,
            ).format(count=words.number(count), what=what)
        question = Label(told, wrap=True)
        question.setMinimumHeight(question.heightForWidth(_WIDE - 2 * tokens.AROUND))
        self.body.addWidget(question)
        self.choice = ComboBox(
            [("", _("Nothing: leave it empty")), *others], width=tokens.LONG_INPUT, name="replace-choice"
        )
        self.choice.setCurrentIndex(0)
        wide = tokens.LABEL_WIDTH_ZH // 2 if words.chinese else tokens.LABEL_WIDTH_ZH
        self.body.addWidget(FormRow(_("In its place"), self.choice, label_width=wide))
        self.choice.setFocus()

    @property
    def replacement(self) -> str:
        return self.choice.key()
