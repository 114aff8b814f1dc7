"""Second step of the import: which field each column becomes."""

from __future__ import annotations

from collections.abc import Mapping as Map

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from crmdesk.core.importing import Column, SheetPlan
from crmdesk.gui.dialogs.importing_parts import Sign, StepPage, Trouble
from crmdesk.gui.models.importing_columns import LEFT_OUT, Mapping, Place, choices, known_choice
from crmdesk.gui.models.importing_work import ImportWork
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.services.importing_sheets import registry

_MOST = 300
_HEADER, _FIELD = 220, 240
_NAME, _SAMPLE, _SIGN, _COMBO = range(4)


class ColumnsPage(StepPage):
    """Headers with samples, each with the field it becomes; what was recognised is chosen already."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui.words.gettext("Match columns"), "", name="import-columns-page", parent=parent)
        self._ui = ui
        self._mapping: Mapping | None = None
        self._combos: dict[Place, ComboBox] = {}
        self._signs: dict[Place, Sign] = {}
        self._area = QScrollArea()
        self._area.setObjectName("import-columns")
        self._area.setAccessibleName(ui.words.gettext("Columns of the file"))
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        self.trouble = Trouble(name="import-columns-trouble")
        self.column.addWidget(self._area, 1)
        self.column.addWidget(self.trouble)
        self.column.setContentsMargins(tokens.AROUND, tokens.AROUND, 0, tokens.BETWEEN)

    def show_work(self, work: ImportWork) -> None:
        """The columns of what is planned now."""
        assert work.plan is not None
        self.trouble.say("")
        self._mapping = Mapping(work.plan.sheets, work.automatic)
        self._combos, self._signs = {}, {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, tokens.AROUND, tokens.BETWEEN)
        column.setSpacing(tokens.BETWEEN)
        model = choices(registry(self._ui.desk), self._ui.words, _further_contacts(work.plan.sheets), inner)
        left = _MOST
        for sheet in work.plan.sheets:
            shown = sorted(sheet.columns, key=lambda c: c.target is None)[:left] if len(sheet.columns) > left else None
            several = len(work.plan.sheets) > 1
            column.addWidget(self._sheet(sheet, shown or sheet.columns, model, several=several, cards=work.cards))
            left -= len(shown or sheet.columns)
        column.addStretch(1)
        self._area.setWidget(inner)
        inner.setAutoFillBackground(False)
        self._tell()

    def by_header(self) -> Map[str, str]:
        """What was chosen by hand, as `Options.map`."""
        return self._mapping.by_header() if self._mapping else {}

    def in_order(self) -> list[QWidget]:
        """What takes the keyboard, as the eye goes."""
        return list(self._combos.values())

    def combo(self, sheet: str, index: int) -> ComboBox:
        return self._combos[sheet, index]

    def _sheet(self, sheet: SheetPlan, columns, model, *, several: bool, cards: bool) -> QWidget:
        _, number = self._ui.words.gettext, self._ui.words.number
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.AROUND)
        grid.setVerticalSpacing(tokens.BETWEEN)
        grid.setColumnMinimumWidth(_NAME, _HEADER)
        grid.setColumnStretch(_SAMPLE, 1)
        row = _("The header stands in row {row}").format(row=number(sheet.header_row))
        if cards:
            row = _("Each card becomes one row")
        if several:
            row = _("{sheet} · {header}").format(sheet=sheet.name, header=row)
        grid.addWidget(Label(row, bold=several, tone="text" if several else "text_2"), 0, 0, 1, 2)
        for place, title in ((_NAME, _("In the file")), (_SAMPLE, _("For example")), (_COMBO, _("Becomes"))):
            grid.addWidget(Label(title, points=tokens.SMALL, tone="text_2"), 1, place)
        for line, column in enumerate(columns, start=2):
            self._line(grid, line, sheet.name, column, model)
        if hidden := len(sheet.columns) - len(columns):
            text = _("{count} more columns that were not recognised").format(count=number(hidden))
            grid.addWidget(Label(text, tone="text_2"), len(columns) + 2, 0, 1, 4)
        return part

    def _line(self, grid: QGridLayout, line: int, sheet: str, column: Column, model) -> None:
        place = (sheet, column.index)
        header = f"{column.group} ▸ {column.header}" if column.group else column.header
        name = ElidedLabel(header)
        name.setMaximumWidth(_HEADER)
        name.setMinimumWidth(_HEADER)
        samples = ElidedLabel(" · ".join(" ".join(sample.split()) for sample in column.samples), tone="text_2")
        combo = ComboBox(width=_FIELD, name=f"import-column-{column.index}", label=header)
        combo.setModel(model)
        combo.setProperty("place", place)
        combo.picked.connect(self._picked)
        sign = Sign("warning", "warn")
        sign.setAccessibleName(self._ui.words.gettext("Not recognised"))
        sign.setToolTip(self._ui.words.gettext("Not recognised"))
        grid.addWidget(name, line, _NAME)
        grid.addWidget(samples, line, _SAMPLE)
        grid.addWidget(sign, line, _SIGN)
        grid.addWidget(combo, line, _COMBO)
        self._combos[place], self._signs[place] = combo, sign
        self._show(place)

    def _show(self, place: Place) -> None:
        assert self._mapping is not None
        target = known_choice(self._mapping.target(place))
        self._combos[place].set_key(target)
        keep = self._signs[place].sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._signs[place].setSizePolicy(keep)
        self._signs[place].setVisible(target == LEFT_OUT)

    def _picked(self, key: str) -> None:
        combo = self.sender()
        if not isinstance(combo, ComboBox) or self._mapping is None:
            return
        for place in self._mapping.choose(tuple(combo.property("place")), key):
            if place in self._combos:
                self._show(place)
        self.trouble.say("")
        self._tell()

    def _tell(self) -> None:
        _, number = self._ui.words.gettext, self._ui.words.number
        kept = [combo.key() != LEFT_OUT for combo in self._combos.values()]
        known, unknown = sum(kept), len(kept) - sum(kept)
        note = _("{count} columns are imported").format(count=number(known))
        if unknown:
            note = _("{count} columns are imported, {left} left out").format(count=number(known), left=number(unknown))
        self.head.set_note(note)


def _further_contacts(sheets: tuple[SheetPlan, ...]) -> list[str]:
    """Owners such as contact2 that any column belongs to."""
    owners = {(c.target or "").partition(".")[0] for sheet in sheets for c in sheet.columns if "." in (c.target or "")}
    return sorted(owner for owner in owners if owner.startswith("contact") and owner != "contact")
