"""The head over two files side by side: whose file each column is, and which one stays."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed
from crmdesk.gui.widgets.buttons import Button, LinkButton
from crmdesk.gui.widgets.labels import ElidedLabel, Label


class _Side(QWidget):
    """Name, number and what tells customers of one name apart; `asked` wants the file opened."""

    asked = Signal()

    def __init__(self, name: str, words: Words, *, opens: bool) -> None:
        super().__init__()
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, 0)
        column.setSpacing(0)
        self.role = Label("", points=tokens.SMALL, tone="text_2")
        self.name = ElidedLabel(bold=True, points=tokens.SECTION, name=f"{name}-name")
        self.name.setFont(as_typed(self.name.font()))
        self._opens = opens
        self.second = ElidedLabel(points=tokens.SMALL, tone="text_2")
        self.open = LinkButton(words.gettext("Open"), name=f"{name}-open")
        self.open.clicked.connect(self.asked)
        line = QHBoxLayout()
        line.setSpacing(tokens.BETWEEN)
        line.addWidget(self.second, 1)
        line.addWidget(self.open)
        self.open.setVisible(opens)
        column.addWidget(self.role)
        column.addWidget(self.name)
        column.addLayout(line)
        self.role.setVisible(not opens)

    def show_file(self, file: CustomerFile, role: str) -> None:
        told = [file.number]
        told += [str(file.values[key]) for key in ("city", "owner") if file.values.get(key)]
        created = None if self._opens else file.values.get("created_on")
        if created is not None:
            told.append(self._words.gettext("On file since {date}").format(date=self._words.date(created)))
        self.role.setText(role)
        self.name.set_text(file.name)
        self.second.set_text(" · ".join(told))
        opens = self._words.gettext("Open")
        self.open.setAccessibleName(f"{opens} {file.number}")


class Sides(QWidget):
    """Two heads in the columns of `FieldLines`. `swap_asked`: the other one is to stay; `open_asked` tells an id."""

    swap_asked = Signal()
    open_asked = Signal(object)

    def __init__(self, words: Words, *, swaps: bool, opens: bool, name: str) -> None:
        super().__init__()
        _ = words.gettext
        self._words = words
        self._ids = (0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.swap = Button(_("Swap"), hint="Alt+X", name=f"{name}-swap")
        self.swap.setShortcut("Alt+X")
        self.swap.setToolTip(_("The other file stays"))
        self.swap.clicked.connect(self.swap_asked)
        self.swap.setVisible(swaps)
        holder = QWidget()
        holder.setFixedWidth(tokens.LABEL_WIDTH_EN)
        place = QHBoxLayout(holder)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self.swap)
        place.addStretch(1)
        self.into = _Side(f"{name}-into", words, opens=opens)
        self.other = _Side(f"{name}-other", words, opens=opens)
        self.into.asked.connect(self._open_into)
        self.other.asked.connect(self._open_other)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, tokens.BETWEEN, 0)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(holder)
        row.addWidget(self.into, 1)
        row.addWidget(self.other, 1)

    def show_files(self, into: CustomerFile, other: CustomerFile) -> None:
        _ = self._words.gettext
        self._ids = (into.id, other.id)
        self.into.show_file(into, _("Stays"))
        self.other.show_file(other, _("Goes into the trash"))

    def _open_into(self) -> None:
        self.open_asked.emit(self._ids[0])

    def _open_other(self) -> None:
        self.open_asked.emit(self._ids[1])
