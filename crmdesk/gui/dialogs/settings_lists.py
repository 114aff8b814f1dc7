"""The lists of choices: words renamed, added, put into order, taken out."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.gui.dialogs.settings_lines import Head, Line
from crmdesk.gui.dialogs.settings_lines_box import LinesBox
from crmdesk.gui.dialogs.settings_pane import Pane
from crmdesk.gui.dialogs.settings_replacing import ReplaceDialog
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import Label, label_of
from crmdesk.services import lists
from crmdesk.services.desk import Desk

_COUNT, _SUPPLIED = 96, 168


class ListsPane(Pane):
    """One list at a time; `target` of `go_to` is LIST or LIST/WORD."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "lists", parent)
        _ = ui.words.gettext
        self._counts: dict[str, int] | None = None
        self.choice = ComboBox(width=tokens.NORMAL_INPUT, name="lists-choice", label=_("List"))
        self.choice.currentIndexChanged.connect(self._chosen)
        self.reset_link = LinkButton("", name="lists-reset")
        self.reset_link.clicked.connect(self._reset)
        heads = (Head(_("Word")), Head(_("Supplied as"), width=_SUPPLIED), Head(_("Customers"), True, _COUNT))
        self.box = LinesBox(
            ui.words, heads, name="lists", label=_("Words"), add=_("Add"), empty=_("This list has no word yet.")
        )
        head = QHBoxLayout()
        head.setSpacing(tokens.BETWEEN)
        head.addWidget(label_of(self.choice))
        head.addWidget(self.choice)
        head.addStretch(1)
        head.addWidget(self.reset_link)
        self.column.addLayout(head)
        self.column.addWidget(self.box, 1)
        note = _("Renaming a word keeps it in every file, and sheets that still use the old word are understood.")
        self.column.addWidget(Label(note, points=tokens.SMALL, tone="text_2", wrap=True))
        self.box.added.connect(self._add)
        self.box.renamed.connect(self._rename)
        self.box.ordered.connect(self._order)
        self.box.delete_asked.connect(self._delete)
        self.box.chosen.connect(self._show_reset)
        self._fill()

    def go_to(self, target: str) -> None:
        list_, _slash, word = target.partition("/")
        if self.choice.findData(list_) >= 0:
            self.choice.set_key(list_)
        self.box.table.set_current(word)
        self.box.table.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.everything or changes.touched("choice") or changes.touched("user_field"):
            self._fill()
            self._count()
        elif changes.touched("customer"):
            self._count()

    def _fill(self) -> None:
        key = self.choice.key()
        found = [(field.key, self.ui.words.label(field.label)) for field in lists.all_lists(self.ui.desk)]
        if found != [(self.choice.itemData(i), self.choice.itemText(i)) for i in range(self.choice.count())]:
            self.choice.blockSignals(True)
            self.choice.set_choices(found)
            self.choice.set_key(key if key in dict(found) else found[0][0])
            self.choice.blockSignals(False)
        if self.choice.key() != key:
            self._chosen()
        else:
            self._show()

    def _chosen(self, *_ignored: object) -> None:
        self._counts = None
        self.box.say("")
        self._show()
        self._count()

    def _show(self) -> None:
        label, number = self.ui.words.label, self.ui.words.number
        found = []
        for word in lists.words(self.ui.desk, self.choice.key()):
            count = "" if self._counts is None else number(self._counts.get(word.key, 0))
            supplied = label(word.supplied) if word.supplied and word.renamed else ""
            found.append(Line(word.key, (label(word.label), supplied, count)))
        self.box.show_lines(found)
        self._show_reset(self.box.table.current_key())

    def _count(self) -> None:
        list_ = self.choice.key()

        def counted(counts: dict[str, int]) -> None:
            if list_ == self.choice.key():
                self._counts = counts
                self._show()

        def work(desk: Desk, _job: Job) -> dict[str, int]:
            return lists.counts(desk, list_)

        self.ui.jobs.run(self, work, counted, self.ui.bus.failed.emit, channel="settings-lists")

    def _show_reset(self, key: str) -> None:
        found = {word.key: word for word in lists.words(self.ui.desk, self.choice.key())}
        word = found.get(key)
        supplied = word.supplied if word and word.renamed else None
        self.reset_link.setVisible(supplied is not None)
        if supplied is not None:
            _ = self.ui.words.gettext
            self.reset_link.setText(_("Back to “{word}”").format(word=self.ui.words.label(supplied)))

    def _add(self, text: str) -> None:
        _ = self.ui.words.gettext
        made: list[str] = []

        def verb() -> Changes:
            key, changes = lists.add(self.ui.desk, self.choice.key(), text)
            made.append(key)
            return changes

        error = self.do(verb, _("“{word}” is in the list.").format(word=text))
        if error is not None:
            self.box.refuse(self.ui.sentence(error), "", text)
            return
        self._show()
        self.box.table.set_current(made[0])

    def _rename(self, key: str, text: str) -> None:
        _ = self.ui.words.gettext
        error = self.do(
            lambda: lists.rename(self.ui.desk, self.choice.key(), key, text),
            _("The word is called “{word}” now.").format(word=text),
        )
        self._show()
        if error is not None:
            self.box.refuse(self.ui.sentence(error), key, text)

    def _reset(self) -> None:
        _ = self.ui.words.gettext
        key = self.box.table.current_key()
        error = self.do(
            lambda: lists.reset(self.ui.desk, self.choice.key(), key), _("The word has its first name again.")
        )
        self.box.say("" if error is None else self.ui.sentence(error))
        self._show()
        self.box.table.setFocus()

    def _order(self, keys: list[str]) -> None:
        _ = self.ui.words.gettext
        current = self.box.table.current_key()
        self.do(lambda: lists.order(self.ui.desk, self.choice.key(), keys), _("The list is in another order."))
        self._show()
        self.box.table.set_current(current)

    def _delete(self, key: str) -> None:
        if self._counts is not None and not self._counts.get(key):
            self._deleted(key, "")
            return
        label = self.ui.words.label
        words = lists.words(self.ui.desk, self.choice.key())
        what = next((label(word.label) for word in words if word.key == key), "")
        others = [(word.key, label(word.label)) for word in words if word.key != key]
        count = None if self._counts is None else self._counts.get(key, 0)
        dialog = ReplaceDialog(self.ui.words, what, count, others, self)
        dialog.accepted.connect(lambda: self._deleted(key, dialog.replacement))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _deleted(self, key: str, replacement: str) -> None:
        """On the worker: a word may stand in very many files."""
        _ = self.ui.words.gettext
        list_ = self.choice.key()

        def work(desk: Desk, job: Job) -> Changes:
            return lists.delete(desk, list_, key, replacement or None, job.progress, job.is_cancelled)

        self.write_long(self.box, work, _("The word is out of the list."), self._after)

    def _after(self) -> None:
        self._show()
        self.box.table.setFocus()
