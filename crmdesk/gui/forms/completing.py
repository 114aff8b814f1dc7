"""Completion while typing: groups and competitors that exist, customers by number or name, words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from crmdesk.core.customers import CustomerRow, Listing
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.services import competitors, customers, reading
from crmdesk.services.desk import Desk

_PAUSE = 150
_MOST = 8
_NUMBER = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


class GroupCompleter(QCompleter):
    """Completes the last of several names; those known are read when the typing begins."""

    def __init__(self, line: QLineEdit, ui: Ui) -> None:
        super().__init__(line)
        self._ui = ui
        self._line = line
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        line.setCompleter(self)
        line.textEdited.connect(self._read)

    def splitPath(self, path: str) -> list[str]:
        return [path.replace("；", ";").rpartition(";")[2].strip()]

    def pathFromIndex(self, index: Index) -> str:
        before = self._line.text().replace("；", ";").rpartition(";")[0].strip()
        name = str(index.data())
        return f"{before}; {name}" if before else name

    def _read(self, _text: str) -> None:
        known = sorted(reading.group_names(self._ui.desk).values())
        if known != [self._model.item(row).text() for row in range(self._model.rowCount())]:
            self._model.clear()
            for name in known:
                self._model.appendRow(QStandardItem(name))


class CustomerCompleter(QCompleter):
    """Customers found for what is typed, each with its number; choosing one puts its number into the line."""

    def __init__(self, line: QLineEdit, ui: Ui) -> None:
        super().__init__(line)
        self._ui = ui
        self._line = line
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        line.setCompleter(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._look)
        line.textEdited.connect(self._typed)

    def pathFromIndex(self, index: Index) -> str:
        return str(index.data(_NUMBER) or "")

    def _typed(self, _text: str) -> None:
        self._pause.start()

    def _look(self) -> None:
        query = self._line.text().strip()
        if not query:
            self._show([])
            return

        def work(desk: Desk, _job: Job) -> list[CustomerRow]:
            return customers.rows(desk, customers.find(desk, Listing(query=query, sort="name"), _MOST))

        self._ui.jobs.run(self, work, self._show, self._ui.bus.failed.emit, channel=f"complete-{id(self)}")

    def _show(self, rows: list[CustomerRow]) -> None:
        self._model.clear()
        for row in rows:
            item = QStandardItem(self._ui.masking.text(f"{row.number}  {row.name}"))
            item.setData(row.number, _NUMBER)
            self._model.appendRow(item)
        if rows and self._line.hasFocus():
            self.complete()


class WordCompleter(QCompleter):
    """Words to choose from, read when the typing begins; Down in the empty line shows all of them."""

    def __init__(self, line: QLineEdit, supply: Callable[[], Sequence[str]]) -> None:
        super().__init__(line)
        self._line, self._supply = line, supply
        self._words = QStringListModel(self)
        self.setModel(self._words)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        line.setCompleter(self)
        line.textEdited.connect(self._read)
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        down = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
        popup = self.popup()
        if down and watched is self._line and not self._line.text() and popup is not None and not popup.isVisible():
            self._read("")
            self.setCompletionPrefix("")
            self.complete()
            return True
        return super().eventFilter(watched, event)

    def _read(self, _text: str) -> None:
        known = list(self._supply())
        if known != self._words.stringList():
            self._words.setStringList(known)


def complete_words(line: QLineEdit, supply: Callable[[], Sequence[str]]) -> None:
    """Offer words; any other may be typed."""
    WordCompleter(line, supply)


def complete_competitors(line: QLineEdit, ui: Ui) -> None:
    """Offer the competitors in the register."""
    complete_words(line, lambda: competitors.names(ui.desk))


def complete_groups(line: QLineEdit, ui: Ui) -> None:
    """Offer the groups that exist."""
    GroupCompleter(line, ui)


def complete_customers(line: QLineEdit, ui: Ui) -> None:
    """Offer the customers that what is typed may mean."""
    CustomerCompleter(line, ui)
