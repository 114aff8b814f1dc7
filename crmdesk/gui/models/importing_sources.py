"""The files of an import with their tables, as a list: a line for each file, one for each table with a tick."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from crmdesk.core.exporting import TITLES
from crmdesk.core.importing import SheetPlan
from crmdesk.core.importing_registry import KINDS
from crmdesk.core.words import Words
from crmdesk.gui.models.importing_file import SheetFacts, Source
from crmdesk.gui.models.importing_work import ImportWork

LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 31
_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class Line(Struct, frozen=True):
    """One line. `sheet` is the table's name among all, '' for the line of a file; `state` is 'known' (recognised),
    'unknown', 'bad' (a file that could not be read: `why`); `on` whether the table is imported."""

    source: Source
    sheet: str
    title: str
    detail: str
    state: str
    on: bool = False
    why: str = ""


class SourceList(QAbstractListModel):
    """`ticked` tells a table's name and whether it is to be imported."""

    ticked = Signal(str, bool)

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._lines: list[Line] = []

    def show_work(self, work: ImportWork) -> None:
        """The files there are, with what was recognised in them."""
        plans = {plan.name: plan for plan in work.plan.sheets} if work.plan else {}
        lines: list[Line] = []
        for place, source in enumerate(work.sources):
            lines.append(self._of_file(source))
            sheets = [facts for facts in work.file.sheets() if facts.source == place] if work.file else []
            lines += [self._of_sheet(work, source, facts, plans.get(facts.name)) for facts in sheets]
        if [(line.source, line.sheet) for line in lines] == [(line.source, line.sheet) for line in self._lines]:
            self._lines = lines
            self.dataChanged.emit(self.index(0), self.index(max(0, len(lines) - 1)))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, index: _Index) -> Line | None:
        return self._lines[index.row()] if 0 <= index.row() < len(self._lines) else None

    def place_of(self, sheet: str) -> int:
        """The line of a table, -1 where there is none."""
        return next((i for i, line in enumerate(self._lines) if line.sheet and line.sheet == sheet), -1)

    def first_sheet(self) -> str:
        """The first table that is imported, else the first there is."""
        sheets = [line for line in self._lines if line.sheet]
        return next((line.sheet for line in sheets if line.on), sheets[0].sheet if sheets else "")

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        line = self.line(index)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if line is not None and line.sheet else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index)
        if line is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{line.title}, {line.detail}"
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join((line.title, line.why or line.detail))
            case Qt.ItemDataRole.CheckStateRole:
                return (Qt.CheckState.Checked if line.on else Qt.CheckState.Unchecked) if line.sheet else None
        return line if role == LINE_ROLE else None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self.line(index)
        if line is None or not line.sheet or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.ticked.emit(line.sheet, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _of_file(self, source: Source) -> Line:
        _, n, number = self._words.gettext, self._words.ngettext, self._words.number
        if source.trouble is not None:
            told = _("cannot be read") if source.book is None else _("cannot be read that way")
            return Line(source, "", source.name, told, "bad", why=self._words.error(source.trouble))
        kinds = {"csv": _("Text table"), "vcf": _("Address cards"), "ods": _("Workbook")}
        kind = kinds.get(source.kind, _("Excel workbook")) if source.path else _("Pasted cells")
        count = len(source.book.sheets)
        tables = n("{count} table", "{count} tables", count).format(count=number(count))
        return Line(source, "", source.name, kind if count == 1 else f"{kind} · {tables}", "known")

    def _of_sheet(self, work: ImportWork, source: Source, facts: SheetFacts, plan: SheetPlan | None) -> Line:
        assert work.file is not None
        _, n, number = self._words.gettext, self._words.ngettext, self._words.number
        if source.kind == "vcf":
            cards = facts.rows - 1
            size = n("{count} card", "{count} cards", cards).format(count=number(cards))
        else:
            size = n("{count} row", "{count} rows", facts.rows).format(count=number(facts.rows))
        told = [size]
        if plan is not None:
            if source.kind != "vcf":
                rows = work.file.records(plan)
                size = n("{count} row", "{count} rows", rows).format(count=number(rows))
            known = sum(bool(column.target) for column in plan.columns)
            columns = _("{known} of {count} columns").format(known=number(known), count=number(len(plan.columns)))
            told = [kind_words(plan.what, self._words), columns, size]
        elif not facts.rows:
            told = [_("empty")]
        elif not facts.hidden and not work.phase:
            told = [_("not recognised"), size]
        if facts.hidden:
            told = [_("hidden"), *told]
        on = self._on(work, facts, plan)
        return Line(source, facts.name, facts.title, " · ".join(told), "known" if plan else "unknown", on)

    @staticmethod
    def _on(work: ImportWork, facts: SheetFacts, plan: SheetPlan | None) -> bool:
        chosen = work.chosen
        return facts.name in chosen.options.sheets if chosen.by_hand else plan is not None


def also_words(also: Mapping[str, int], words: Words) -> str:
    """What comes beside the rows that are counted, such as contacts or orders; '' for nothing."""
    _, number = words.gettext, words.number
    told = [
        _("{kind}: {count}").format(kind=kind_words(kind.what, words), count=number(also[kind.what]))
        for kind in KINDS
        if also.get(kind.what)
    ]
    return ("，" if words.chinese else ", ").join(told)


def kind_words(what: str, words: Words) -> str:
    """What the rows of a table are, one of `core.importing.WHAT` or a kind of parts."""
    _ = words.gettext
    return {
        "customers": _("Customers"),
        "contacts": _("Contacts"),
        "address": _("Further addresses"),
        "addresses": _("Further addresses"),
        "note": _("Notes"),
        "notes": _("Notes"),
        "elsewhere": _("Bought elsewhere"),
        "competitor": _("Competitors"),
        "competitors": _("Competitors"),
    }.get(what) or (words.label(TITLES[what]) if what in TITLES else what)
