"""Erasing what is in the trash for good: how much of each kind goes, and the number typed to confirm."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.gui.dialogs.erasing_frame import ErasingFrame
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.trash import told_counts
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.inputs import fit_width
from crmdesk.gui.widgets.labels import Label
from crmdesk.services import trash
from crmdesk.services.desk import Desk
from crmdesk.services.trash import Emptied

_SIZE = QSize(560, 320)


class TrashErasing(ErasingFrame):
    """How many there are is typed to confirm."""

    def __init__(self, ui: Ui, keys: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(ui, _SIZE, name="trash-erasing", parent=parent)
        _ = ui.words.gettext
        self._asked = tuple(keys)
        self._keys: tuple[int, ...] = ()
        self.told = Label("", wrap=True, tone="text_2", name="trash-erasing-told")
        self._sentence = Label(
            _("With all that belongs to them they are taken out of lists, history, search and attachments, and the "
              "data file is written anew. This cannot be undone. Backups made before still hold them."),
            wrap=True, name="trash-erasing-sentence",
        )  # fmt: skip
        self.left = Label("", wrap=True, tone="text_2", name="trash-erasing-left")
        fit_width(self.typed, tokens.SHORT_INPUT)
        self._lay_out()
        self._settle()
        self._ui.jobs.run(self, lambda desk, _job: trash.erasable(desk, self._asked), self._looked, self._failed)

    def _lay_out(self) -> None:
        for widget in (self.head, self.told, self._sentence, self.left):
            self.body.addWidget(widget)
        self.body.addSpacing(tokens.BETWEEN)
        self.body.addLayout(self.confirming)
        self.body.addWidget(self.trouble)
        self.body.addStretch(1)
        self.body.addWidget(self.progress)

    def _looked(self, keys: list[int]) -> None:
        self._keys = tuple(keys)
        words, count, left = self._ui.words, len(keys), len(self._asked) - len(keys)
        told = words.ngettext("Erase {count} record for good?", "Erase {count} records for good?", count)
        self.head.setText(told.format(count=words.number(count)))
        self.told.setText(told_counts(trash.counts(keys), self._ui))
        kept = words.ngettext(
            "{count} stays: a product in use, or a file merged into another one.",
            "{count} stay: products in use, or files merged into others.",
            left,
        )
        self.left.setText(kept.format(count=words.number(left)) if left else "")
        self.left.setVisible(bool(left))
        if not count:
            self.trouble.say(words.message("trash-kept", {}))
        self._ask_for(words.gettext("To confirm, type {number}").format(number=count))

    def expected(self) -> str:
        return str(len(self._keys)) if self._keys else ""

    def _work(self) -> Callable[[Desk, Job], Emptied]:
        keys = self._keys
        return lambda desk, job: trash.erase(desk, keys, progress=job.progress)

    def _outcome(self, erased: Emptied) -> tuple[Changes, str]:
        return erased.changes, told_emptied(erased, self._ui)


def told_emptied(emptied: Emptied, ui: Ui) -> str:
    """What was erased, in one sentence."""
    words = ui.words
    told = words.ngettext("{count} record is erased for good", "{count} records are erased for good", emptied.count)
    colon = "：" if words.chinese else ": "
    return told.format(count=words.number(emptied.count)) + colon + told_counts(dict(emptied.counts), ui)
