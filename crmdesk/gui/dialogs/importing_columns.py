"""Second step of the import: which field each column becomes, and what holds for all rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from crmdesk.core.importing import Column, SheetPlan
from crmdesk.core.importing_registry import KINDS, target_of
from crmdesk.gui.dialogs.importing_columns_choice import FieldChoice, choice_model
from crmdesk.gui.dialogs.importing_columns_line import COMBO, FIELD, NAME, SAMPLE, ColumnLine, align
from crmdesk.gui.dialogs.importing_columns_more import MoreOptions
from crmdesk.gui.dialogs.importing_parts import StepPage, Trouble
from crmdesk.gui.models.importing_columns import LEFT_OUT, Choice, Mapping, Place, choices, known_choice, target_name
from crmdesk.gui.models.importing_work import ImportWork
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.services.importing_sheets import registry

_MOST = 300
ANEW = "anew"
_WHO = frozenset(
    {"name", "number"} | {target_of(kind.kind, 1, kind.lead) for kind in KINDS if kind.alone and kind.lead}
)
"""One of them tells whose a row is, or stands for itself."""


class ColumnsPage(StepPage):
    """Headers with samples, each with the field it becomes; what was recognised is chosen already.

    `replan_asked`: the columns are to be recognised anew.
    """

    replan_asked = Signal()

    def __init__(self, ui: Ui, work: ImportWork, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(_("Match columns"), "", name="import-columns-page", parent=parent)
        self._ui, self._work = ui, work
        self._mapping: Mapping | None = None
        self._choices: list[Choice] = []
        self._orders: dict[str, str] = {}
        self.lines: dict[Place, ColumnLine] = {}
        text = _("The columns stand as they did when such a table was imported last.")
        self.memory = NoticeBar(text, "", [(ANEW, _("Recognise anew"))], tone="plain", name="import-memory")
        self.memory.answered.connect(self._anew)
        self._area = self._make_area()
        self.trouble = Trouble(name="import-columns-trouble")
        self.more = MoreOptions(ui)
        self.column.addWidget(self.memory)
        self.column.addWidget(self._area, 1)
        self.column.addWidget(self.trouble)
        self.column.addWidget(self.more)
        self.column.setContentsMargins(tokens.AROUND, tokens.AROUND, tokens.AROUND, tokens.BETWEEN)
        self.column.setSpacing(tokens.BETWEEN)

    def _make_area(self) -> QScrollArea:
        area = QScrollArea()
        area.setObjectName("import-columns")
        area.setAccessibleName(self._ui.words.gettext("Columns of the file"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        return area

    def show_work(self) -> None:
        """The columns of what is planned now."""
        work = self._work
        assert work.plan is not None
        self.trouble.say("")
        sheets = work.plan.sheets
        self._mapping = Mapping(sheets, work.automatic)
        self._orders = dict(work.options.dates)
        self._choices = choices(registry(self._ui.desk), self._ui.words, sheets)
        self.lines = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, tokens.BETWEEN + tokens.SCROLL_BAR, tokens.BETWEEN)
        column.setSpacing(tokens.AROUND)
        model = choice_model(self._choices, inner)
        left = _MOST
        for sheet in sheets:
            shown = sorted(sheet.columns, key=lambda c: c.target is None)[:left] if len(sheet.columns) > left else None
            column.addWidget(self._sheet(sheet, shown or sheet.columns, model))
            left -= len(shown or sheet.columns)
        column.addStretch(1)
        self._area.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.memory.setVisible(any(c.sure == "memory" for sheet in sheets for c in sheet.columns))
        self.more.show_options(work.options)
        self._tell()

    def take_over(self) -> bool:
        """Put what was chosen here into the options of the work; False while something of it is wrong."""
        if not self.more.check():
            return False
        if nameless := self._nameless():
            text = self._ui.words.gettext("No column of “{sheet}” becomes the customer's name or number. Choose one.")
            self.trouble.say(text.format(sheet=nameless))
            return False
        if line := self._unanswered():
            text = self._ui.words.gettext("Say whether the month or the day stands first in “{column}”.")
            self.trouble.say(text.format(column=line.name.text()))
            next(iter(line.radios.values())).setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        chosen = self._mapping.by_header() if self._mapping else {}
        self._work.change(map=chosen, dates=self._orders, **self.more.options())
        return True

    def _nameless(self) -> str:
        """The first table whose rows would not say any more which customer they are about."""
        assert self._mapping is not None
        for sheet in self._work.plan.sheets if self._work.plan else ():
            before = {column.target for column in sheet.columns}
            now = {self._mapping.target((sheet.name, column.index)) for column in sheet.columns}
            if (before & _WHO or sheet.what == "customers") and not now & _WHO:
                return sheet.name
        return ""

    def _unanswered(self) -> ColumnLine | None:
        """The first column of dates that can be read in two ways, while nobody said which."""
        assert self._mapping is not None
        for place, line in self.lines.items():
            asked = bool(line.radios) and self._mapping.target(place) == line.column.target
            if asked and not self._orders.get(self._header(place)):
                return line
        return None

    def in_order(self) -> list[QWidget]:
        """What takes the keyboard, as the eye goes."""
        lines = [widget for line in self.lines.values() for widget in line.in_order()]
        return [*self.memory.buttons.values(), *lines, *self.more.in_order()]

    def combo(self, sheet: str, index: int) -> ComboBox:
        """The choice of a column."""
        return self.lines[sheet, index].choice

    def _sheet(self, sheet: SheetPlan, columns: Sequence[Column], model: QStandardItemModel) -> QWidget:
        _, number = self._ui.words.gettext, self._ui.words.number
        part = QWidget()
        grid = QGridLayout(part)
        align(grid)
        several = self._work.plan is not None and len(self._work.plan.sheets) > 1
        row = Label(self._where(sheet, several=several), bold=several, tone="text" if several else "text_2")
        grid.addWidget(row, 0, 0, 1, COMBO + 1)
        for place, title in ((NAME, _("In the file")), (SAMPLE, _("For example")), (COMBO, _("Becomes"))):
            grid.addWidget(Label(title, points=tokens.SMALL, tone="text_2"), 1, place)
        line = 2
        for column in columns:
            line = self._line(grid, line, sheet.name, column, model)
        if hidden := len(sheet.columns) - len(columns):
            text = _("{count} more columns that were not recognised").format(count=number(hidden))
            grid.addWidget(Label(text, tone="text_2"), line, 0, 1, COMBO + 1)
        return part

    def _where(self, sheet: SheetPlan, *, several: bool) -> str:
        _, number = self._ui.words.gettext, self._ui.words.number
        row = _("The header stands in row {row}").format(row=number(sheet.header_row))
        if self._work.cards:
            row = _("Each card becomes one row")
        elif not sheet.header_row:
            row = _("No header: the columns are named by their letters")
        return _("{sheet} · {header}").format(sheet=sheet.name, header=row) if several else row

    def _line(self, grid: QGridLayout, line: int, sheet: str, column: Column, model: QStandardItemModel) -> int:
        place = (sheet, column.index)
        header = f"{column.group} ▸ {column.header}" if column.group else column.header

        def taken(key: str) -> str:
            holder = self._mapping.holder(place, key) if self._mapping else None
            return holder.header if holder else ""

        name = f"import-column-{column.index}"
        choice = FieldChoice(self._choices, model, taken, self._ui.words, width=FIELD, name=name, label=header)
        choice.setProperty("place", place)
        choice.picked.connect(self._picked)
        made = ColumnLine(column, header, choice, self._ui.words, self)
        made.setProperty("place", place)
        made.ordered.connect(self._ordered)
        after = made.place(grid, line)
        self.lines[place] = made
        made.show_order(self._orders.get(self._header(place), ""))
        self._show(place)
        return after

    def _header(self, place: Place) -> str:
        assert self._mapping is not None
        return self._mapping.header(place)

    def _show(self, place: Place) -> None:
        assert self._mapping is not None
        line = self.lines[place]
        line.choice.set_key(known_choice(self._mapping.target(place)))
        line.show_sure(self._mapping.sure(place))

    def _picked(self, key: str) -> None:
        combo = self.sender()
        if not isinstance(combo, ComboBox) or self._mapping is None:
            return
        place = tuple(combo.property("place"))
        holder = self._mapping.holder(place, key)
        if holder is not None:
            self._show(place)
            self._refuse(key, holder)
            return
        self.trouble.say("")
        for other in self._mapping.choose(place, key):
            if other in self.lines:
                self._show(other)
        self._tell()

    def _refuse(self, key: str, holder: Column) -> None:
        text = self._ui.words.gettext(
            "“{field}” is what the column “{column}” becomes already. Give that column another field first."
        )
        field = target_name(registry(self._ui.desk), key, self._ui.words)
        self.trouble.say(text.format(field=field, column=holder.header))

    def _ordered(self, order: str) -> None:
        line = self.sender()
        if line is not None:
            self._orders[self._header(tuple(line.property("place")))] = order
            self.trouble.say("")

    def _anew(self, _key: str) -> None:
        self._work.change(remember=False, map={})
        self.replan_asked.emit()

    def _tell(self) -> None:
        n, number = self._ui.words.ngettext, self._ui.words.number
        kept = [line.choice.key() != LEFT_OUT for line in self.lines.values()]
        known, unknown = sum(kept), len(kept) - sum(kept)
        note = n("{count} column is imported", "{count} columns are imported", known)
        if unknown:
            note = n(
                "{count} column is imported, {left} left out", "{count} columns are imported, {left} left out", known
            )
        if not known:
            note = self._ui.words.gettext("No column is imported, {left} left out")
        self.head.set_note(note.format(count=number(known), left=number(unknown)))
