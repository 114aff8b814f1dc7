"""What was ever changed in a file: when, by whom, what, from what to what."""

from __future__ import annotations

import html
import itertools
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.forms.layouts import ScrollPage
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.services import history
from crmdesk.services.history import Entry

_AT_ONCE, _FIELDS_AT_ONCE = 50, 12


class ChangesPage(ScrollPage):
    """One block for each action, newest first; older ones are shown on demand."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(name="changes", label=ui.words.gettext("Changes"))
        self._words = ui.words
        self._read: Callable[[], Sequence[Entry]] = tuple
        self._stale = False
        self._actions: list[list[Entry]] = []
        self._shown = 0
        self._blocks: list[QWidget] = []
        self._older = LinkButton(ui.words.gettext("Show older ones"), icon="chevron-down", name="older-changes")
        self._older.clicked.connect(self._show_more)
        self.column.setSpacing(tokens.AROUND)
        self.column.addWidget(self._older, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def show_later(self, read: Callable[[], Sequence[Entry]]) -> None:
        """The entries, newest first, that `read` gives: read and set out once the page is looked at."""
        self._read = read
        self._stale = True
        if self.isVisible():
            self._set_out()

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self._set_out()
        super().showEvent(event)

    def _set_out(self) -> None:
        self._stale = False
        grouped = itertools.groupby(self._read(), key=lambda entry: entry.action.id)
        place = self.verticalScrollBar().value()
        self._actions = [list(group) for _, group in grouped]
        for block in self._blocks:
            self.column.removeWidget(block)
            block.hide()
            block.deleteLater()
        self._blocks.clear()
        self._shown = 0
        self._show_more()
        self.inner.adjustSize()
        self.verticalScrollBar().setValue(place)

    def _show_more(self) -> None:
        until = min(self._shown + _AT_ONCE, len(self._actions))
        for entries in self._actions[self._shown : until]:
            block = _Block(entries, self._words)
            self._blocks.append(block)
            self.column.insertWidget(self.column.count() - 2, block)
        self._shown = until
        self._older.setVisible(until < len(self._actions))


class _Block(QWidget):
    """One action: time, who and what on one line, below it each field."""

    def __init__(self, entries: Sequence[Entry], words: Words) -> None:
        super().__init__()
        action = entries[0].action
        taken_back = action.state != "done"
        self.setObjectName(f"action-{action.id}")
        self._words = words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(tokens.LABEL_GAP_READ)
        when = Label(words.moment(history.local_time(action)), tone="text_2")
        when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        when.setFixedWidth(_label_width(words))
        head.addWidget(when)
        what = history.describe(action, words)
        head.addWidget(ElidedLabel(what, bold=True, tone="text_3" if taken_back else "text"))
        if taken_back:
            head.addWidget(Label(words.gettext("taken back"), points=tokens.SMALL, tone="text_2"))
        head.addStretch(1)
        head.addWidget(ElidedLabel(action.who, points=tokens.SMALL, tone="text_2"))
        column.addLayout(head)
        self._rest = [entry for entry in entries if entry.field]
        self._column = column
        self._show(_FIELDS_AT_ONCE)

    def _show(self, count: int) -> None:
        """So many of the fields that are not shown yet, and a link to the others."""
        shown, self._rest = self._rest[:count], self._rest[count:]
        for entry in shown:
            self._column.addWidget(_Change(entry, self._words))
        if self._rest:
            every = self._words.number(len(shown) + len(self._rest))
            self._link = LinkButton(self._words.gettext("Show all {count}").format(count=every), name="rest-of-action")
            self._link.clicked.connect(self._show_rest)
            inset = QHBoxLayout()
            inset.setContentsMargins(_label_width(self._words) + tokens.LABEL_GAP_READ, tokens.INSIDE, 0, 0)
            inset.addWidget(self._link)
            inset.addStretch(1)
            self._column.addLayout(inset)

    def _show_rest(self) -> None:
        self._link.hide()
        self._show(len(self._rest))


class _Change(QWidget):
    """A field, what it was and what it became."""

    def __init__(self, entry: Entry, words: Words) -> None:
        super().__init__()
        self._entry = entry
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens.INSIDE, 0, tokens.INSIDE)
        row.setSpacing(tokens.LABEL_GAP_READ)
        label = ElidedLabel(entry.field, tone="text_2", align=Qt.AlignmentFlag.AlignRight)
        label.setFixedWidth(_label_width(words))
        self._text = Label("", wrap=True, selectable=True, typed=True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._write()

    def _write(self) -> None:
        quiet = scheme_of(self.palette()).text_2
        before, after = (_escaped(text) for text in (self._entry.before, self._entry.after))
        parts = []
        if before:
            parts.append(f'<span style="color:{quiet}"><s>{before}</s></span>')
        if after:
            parts.append(f"<b>{after}</b>" if before else after)
        self._text.setText(f' <span style="color:{quiet}">→</span> '.join(parts))
        told = f"{self._entry.field}: {self._entry.before} → {self._entry.after}"
        self._text.setAccessibleName(told)


def _label_width(words: Words) -> int:
    return tokens.LABEL_WIDTH_ZH if words.chinese else tokens.LABEL_WIDTH_EN


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
