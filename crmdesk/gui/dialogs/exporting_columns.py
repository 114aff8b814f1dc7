"""Which columns an export has, in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from crmdesk.core.exporting import BY_KEY, column_header
from crmdesk.core.fields import Field
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import IconButton, LinkButton
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import ComboBox, LineEdit, RadioButton
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.pick_list import Pick, PickList
from crmdesk.services import exporting
from crmdesk.services.desk import Desk

Columns = dict[str, tuple[str, ...]]
_SIZE = QSize(520, 600)


class ColumnsDialog(Dialog):
    """The columns of one or several kinds; `columns` holds those of the kinds for which some were chosen.

    `ids`: the customers that are exported, None for all.
    """

    def __init__(
        self,
        ui: Ui,
        kinds: Sequence[str],
        columns: Mapping[str, tuple[str, ...]],
        ids: Sequence[int] | None,
        parent: QWidget | None = None,
    ) -> None:
        _ = ui.words.gettext
        super().__init__(_("Columns"), ui.words, confirm=_("OK"), size=_SIZE, name="export-columns", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self._ids = ids
        self.columns: Columns = {kind: tuple(keys) for kind, keys in columns.items() if kind in kinds}
        self._filled: dict[str, list[str]] = {}
        self._make(kinds)
        self._lay_out(len(kinds) > 1)
        self._connect()
        self._show_kind()
        (self.kind if len(kinds) > 1 else self.search).setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, kinds: Sequence[str]) -> None:
        _, words = self._ui.words.gettext, self._ui.words
        names = [(kind, words.label(BY_KEY[kind].title)) for kind in kinds]
        self.kind = ComboBox(names, width=tokens.LONG_INPUT, name="export-columns-kind", label=_("Sheet"))
        self.kind.set_key(kinds[0])
        self.filled = RadioButton(_("Every column in which something is filled in"), name="export-columns-filled")
        self.chosen = RadioButton(_("Those ticked below, in this order"), name="export-columns-chosen")
        self._which = QButtonGroup(self)
        for button in (self.filled, self.chosen):
            self._which.addButton(button)
            button.setMinimumHeight(tokens.CONTROL_HEIGHT)
        self.search = LineEdit(placeholder=_("Search"), width=0, name="export-columns-search", label=_("Search"))
        self.list = PickList(ordered=True, name="export-columns-list", label=_("Columns"))
        self.up = IconButton("chevron-up", _("Move up"), name="export-columns-up")
        self.down = IconButton("chevron-down", _("Move down"), name="export-columns-down")
        for arrow, keys in ((self.up, "Alt+↑"), (self.down, "Alt+↓")):
            arrow.setToolTip(f"{arrow.accessibleName()} ({keys})")
        self.all_link = LinkButton(_("Tick all"), name="export-columns-all")
        self.none_link = LinkButton(_("Tick none"), name="export-columns-none")
        self._count = Label(points=tokens.SMALL, tone="text_2", name="export-columns-count")

    def _lay_out(self, several: bool) -> None:
        _ = self._ui.words.gettext
        if several:
            row = FormRow(_("Sheet"), self.kind, label_width=self._label_width(_("Sheet")))
            self.body.addWidget(row)
        self.body.addWidget(self.filled)
        self.body.addWidget(self.chosen)
        line = QHBoxLayout()
        line.setSpacing(tokens.BETWEEN)
        line.addWidget(self.search, 1)
        line.addWidget(self.up)
        line.addWidget(self.down)
        self.body.addLayout(line)
        self.body.addWidget(self.list, 1)
        below = QHBoxLayout()
        below.setSpacing(tokens.AROUND)
        below.addWidget(self.all_link)
        below.addWidget(self.none_link)
        below.addStretch(1)
        below.addWidget(self._count)
        self.body.addLayout(below)

    def _label_width(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + tokens.INSIDE

    def _connect(self) -> None:
        self.kind.picked.connect(self._show_kind)
        self.filled.clicked.connect(self._take_filled)
        self.chosen.clicked.connect(self._changed)
        self.search.textChanged.connect(self.list.show_matching)
        self.list.ticked.connect(self._changed)
        self.list.reordered.connect(self._changed)
        self.up.clicked.connect(self._up)
        self.down.clicked.connect(self._down)
        self.all_link.clicked.connect(self._all)
        self.none_link.clicked.connect(self._none)

    def _show_kind(self, _key: str = "") -> None:
        """The columns of the kind that is looked at, those chosen first."""
        kind = self.kind.key()
        chosen = self.columns.get(kind)
        (self.filled if chosen is None else self.chosen).setChecked(True)
        if chosen is None and kind not in self._filled:
            self._find_filled(kind)
        self._show(chosen if chosen is not None else self._filled.get(kind, ()), ordered=chosen is not None)

    def _show(self, on: Sequence[str], *, ordered: bool) -> None:
        fields = {field.key: field for field in exporting.columns(self._ui.desk, self.kind.key())}
        first = [fields[key] for key in on if key in fields] if ordered else []
        others = [field for field in fields.values() if field not in first]
        self.list.set_picks([self._pick(field, on) for field in (*first, *others)])
        self.list.show_matching(self.search.text())
        self._tell()

    def _pick(self, field: Field, on: Sequence[str]) -> Pick:
        note = self._ui.words.gettext("Own field") if field.by_user else ""
        record = BY_KEY[self.kind.key()].record
        of_line = "." in field.key
        label = column_header(record, field, self._ui.words) if of_line else self._ui.words.label(field.label)
        return Pick(field.key, label, note, on=field.key in on)

    def _find_filled(self, kind: str) -> None:
        ids = self._ids

        def work(desk: Desk, _job: Job) -> tuple[str, list[str]]:
            return kind, exporting.filled_columns(desk, kind, ids)

        self._ui.jobs.run(self, work, self._found, self._ui.bus.failed.emit, channel="export-columns")

    def _found(self, found: tuple[str, list[str]]) -> None:
        kind, keys = found
        self._filled[kind] = keys
        if kind == self.kind.key() and self.columns.get(kind) is None:
            self._show(keys, ordered=False)

    def _take_filled(self) -> None:
        self.columns.pop(self.kind.key(), None)
        self._show_kind()

    def _changed(self, *_what: object) -> None:
        """Something was ticked or moved: now it is the person's own choice."""
        self.columns[self.kind.key()] = tuple(self.list.keys_on())
        self.chosen.setChecked(True)
        self._tell()

    def _all(self) -> None:
        self._tick(True)

    def _none(self) -> None:
        self._tick(False)

    def _tick(self, on: bool) -> None:
        for key in self.list.all_keys():
            self.list.set_on(key, on)
        self._changed()

    def _up(self) -> None:
        self.list.move_current(-1)

    def _down(self) -> None:
        self.list.move_current(1)

    def _tell(self) -> None:
        n, number = self._ui.words.ngettext, self._ui.words.number
        on = len(self.list.keys_on())
        self._count.setText(n("{count} column", "{count} columns", on).format(count=number(on)))
        self.confirm_button.setEnabled(all(self.columns.values()))
