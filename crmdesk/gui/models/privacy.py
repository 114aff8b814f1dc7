"""The log of what went out, and the requests of persons, as tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crmdesk.core.privacy import OUTCOMES, REQUESTS, LogEntry, Request
from crmdesk.core.words import Label, Words
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.tables import TONE_ROLE
from crmdesk.services import customers, privacy, privacy_log

_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_AT_ONCE = 200
REMARKS = Label("Remarks", "备注")
_SOON = 7
"""Days before the last day of a request that it is pointed out."""

WHEN, WHO, WHAT, WHOM, MASKED, TARGET = range(6)
DUE, PERSON, ASKED, RECEIVED, NOTES = range(5)


class LogTable(QAbstractTableModel):
    """When, who, what, whose data, hidden or not, to which file; the newest first, read as one scrolls."""

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._what: tuple[str, ...] = ()
        self._entries: list[LogEntry] = []
        self._numbers: dict[int, str] = {}
        self._more = False

    def show_kinds(self, what: Sequence[str]) -> None:
        """Only entries of these kinds (none: all of them), read anew."""
        self.beginResetModel()
        self._what, self._entries, self._numbers = tuple(what), [], {}
        self._entries = self._read(None)
        self.endResetModel()

    def _read(self, before: int | None) -> list[LogEntry]:
        found = privacy.entries(self._ui.desk, self._what, _AT_ONCE, before)
        self._more = len(found) == _AT_ONCE
        self._numbers.update(privacy_log.numbers(self._ui.desk, found))
        return found

    def canFetchMore(self, parent: _Index = _NOWHERE) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, _parent: _Index = _NOWHERE) -> None:
        more = self._read(self._entries[-1].id)
        if more:
            first = len(self._entries)
            self.beginInsertRows(_NOWHERE, first, first + len(more) - 1)
            self._entries += more
            self.endInsertRows()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else TARGET + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return privacy_log.headers(self._ui.words)[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == TONE_ROLE:
            return "text" if index.column() in (WHEN, WHAT, WHOM) else "text_2"
        if role not in _SHOWN:
            return None
        row = privacy_log.row(self._entries[index.row()], self._ui.words, self._numbers)
        return self._ui.masking.text(row[index.column()])


class RequestsTable(PlainTable[Request]):
    """When due or how answered, who asks for what, when it was received; those not answered first."""

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._names: Mapping[int, str] = {}

    def read_again(self) -> None:
        requests = privacy.requests(self._ui.desk)
        asking = {request.customer_id for request in requests if request.customer_id is not None}
        self._names = {row.id: row.name for row in customers.rows(self._ui.desk, sorted(asking))}
        self.show_lines(requests)

    def row_of(self, request_id: int | None) -> int:
        """The line of a request; the first one where it is not there any more."""
        return next((row for row, each in enumerate(self.lines) if each.id == request_id), 0)

    def overdue(self) -> int:
        """How many should have been answered before today."""
        return sum(request.overdue(self._ui.desk.today()) for request in self.lines)

    def pending(self) -> int:
        return sum(not request.answered for request in self.lines)

    def who(self, request: Request) -> str:
        """Number and name of the customer, else who asks in words."""
        name = self._names.get(request.customer_id, "") if request.customer_id is not None else ""
        told = " ".join(filter(None, (request.number, name)))
        return self._ui.masking.text(" · ".join(filter(None, (told, request.subject))))

    def headings(self) -> Sequence[str]:
        _, words = self._ui.words.gettext, self._ui.words
        return _("Answer"), _("Who asks"), _("For what"), _("Received"), words.label(REMARKS)

    def tone(self, request: Request, column: int) -> str:
        if request.answered:
            return "text_2"
        if column != DUE or request.due_on is None:
            return "text" if column in (DUE, PERSON, ASKED) else "text_2"
        left = (request.due_on - self._ui.desk.today()).days
        return "bad" if left < 0 else "warn" if left <= _SOON else "text"

    def text(self, request: Request, column: int) -> str:
        words = self._ui.words
        match column:
            case 0:
                return answer_text(request, self._ui.desk.today(), words)
            case 1:
                return self.who(request)
            case 2:
                return words.label(REQUESTS[request.kind])
            case 3:
                return words.date(request.received_on)
            case _:
                return self._ui.masking.text(" ".join(request.notes.split()))


def answer_text(request: Request, today: dt.date, words: Words) -> str:
    """How a request was answered, or how much time there is left."""
    _, n = words.gettext, words.ngettext
    if request.answered_on is not None:
        return f"{words.label(OUTCOMES[request.outcome])} {words.date(request.answered_on)}"
    if request.due_on is None:
        return _("Not answered yet")
    left = (request.due_on - today).days
    if left == 0:
        return _("Due today")
    if left < 0:
        return n("Overdue by {count} day", "Overdue by {count} days", -left).format(count=words.number(-left))
    return n("Due in {count} day", "Due in {count} days", left).format(count=words.number(left))
