"""Places made from the declarations of `core.settings`: who I am, our company, the method's numbers, customer files."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.fields import ENTERPRISE, INDIVIDUAL, Type
from crmdesk.core.settings import SETTINGS, Setting
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.settings_folder import FolderRow
from crmdesk.gui.dialogs.settings_logo import LogoRow
from crmdesk.gui.dialogs.settings_pane import MarkedRow, RowsPane
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import CheckBox, LineEdit, TextEdit
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.pick_list import Pick, PickList
from crmdesk.services import settings

_WIDEST_LABEL = 352
_NEVER_COUNTED = frozenset({"number", "kind", "name", "notes", "groups"})
_LIST_LINES = 9


def label_width(ui: Ui, labels: list[str], widget: QWidget, *, least: int = 0) -> int:
    """As wide as the longest of these labels, at least as in every form unless told otherwise."""
    least = least or (tokens.LABEL_WIDTH_ZH if ui.words.chinese else tokens.LABEL_WIDTH_EN)
    longest = max((text_width(widget.font(), label) for label in labels), default=0)
    return min(_WIDEST_LABEL, max(least, longest + tokens.INSIDE))


class DeclaredPane(RowsPane):
    """Every setting of one group but those `without`, each written as soon as it is left."""

    def __init__(self, ui: Ui, group: str, parent: QWidget | None = None, *, without: Collection[Setting] = ()) -> None:
        super().__init__(ui, group, parent)
        found = [setting for setting in SETTINGS if setting.group == group and setting not in without]
        wide = label_width(ui, [ui.words.label(s.label) for s in found if s.type != "fields"], self)
        self._inputs: dict[str, SettingRow | FolderRow | LogoRow | ShownRow] = {}
        self._checks: dict[str, FieldChecks] = {}
        for setting in found:
            if setting.type == "image":
                self._put(setting.key, LogoRow(ui, setting, wide))
            elif setting.type == "folder":
                self._put(setting.key, FolderRow(ui, setting, wide))
            elif setting.type != "fields":
                self._put(setting.key, self.row_of(setting, wide))
        self._add_checks([setting for setting in found if setting.type == "fields"])
        self.rows.addStretch(1)

    def row_of(self, setting: Setting, wide: int) -> SettingRow | ShownRow:
        """The row of a plain setting; its label is so wide."""
        return SettingRow(self.ui, setting, wide)

    def _put(self, key: str, row: SettingRow | FolderRow | LogoRow | ShownRow) -> None:
        self._inputs[key] = row
        self.add_row(key, row)

    def _add_checks(self, found: list[Setting]) -> None:
        if not found:
            return
        side = QHBoxLayout()
        side.setContentsMargins(tokens.BETWEEN, tokens.BETWEEN, tokens.BETWEEN, 0)
        side.setSpacing(tokens.AROUND)
        for setting in found:
            self._checks[setting.key] = FieldChecks(self.ui, setting)
            side.addWidget(self._checks[setting.key], 1)
        self.rows.addLayout(side)

    def go_to(self, target: str) -> None:
        super().go_to(target)
        if target in self._checks:
            self.area.ensureWidgetVisible(self._checks[target])
            self._checks[target].list.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.everything or changes.touched("setting") or changes.touched("user_field"):
            for row in (*self._inputs.values(), *self._checks.values()):
                row.show_value()

    def finish(self) -> None:
        for row in self._inputs.values():
            if isinstance(row, SettingRow | FolderRow):
                row.apply()


class ShownRow(MarkedRow):
    """A row that is written whenever something is chosen in it."""

    def show_value(self) -> None:
        """What is set now."""
        raise NotImplementedError


class SettingRow(MarkedRow):
    """One text, number or yes-or-no; a number of the method says its default and goes back to it."""

    def __init__(self, ui: Ui, setting: Setting, wide: int) -> None:
        self._ui, self._setting = ui, setting
        self._stands = ""
        label = ui.words.label(setting.label)
        self._input = _input(setting, label)
        unit = ui.words.label(setting.unit) if setting.unit else ""
        form = FormRow(label, self._input, label_width=wide, unit=unit)
        super().__init__(form, wide + tokens.LABEL_GAP_EDIT, hint=_hint(setting, ui.words))
        self._back = self.add_link(ui.words.gettext("Back to default"), f"setting-{setting.key}-default")
        self._back.clicked.connect(self._reset)
        if isinstance(self._input, LineEdit):
            self._input.editingFinished.connect(self.apply)
        elif isinstance(self._input, CheckBox):
            self._input.toggled.connect(self.apply)
        self.show_value()

    def show_value(self) -> None:
        """What is set now, unless something else is being typed."""
        if self.form.problem()[0] and self._input.hasFocus():
            return
        value = settings.get(self._ui.desk, self._setting)
        if isinstance(self._input, CheckBox):
            self._input.blockSignals(True)
            self._input.setChecked(bool(value))
            self._input.blockSignals(False)
        else:
            text = "" if value is None else str(value)
            if isinstance(value, Decimal):
                text = f"{value.normalize():f}"
            if isinstance(self._input, TextEdit):
                self._input.setPlainText(text)
            elif self._input.text() != text:
                self._input.setText(text)
        self._stands = self._typed()
        self.form.set_problem("")
        changed = self._setting.default is not None and not settings.is_default(self._ui.desk, self._setting)
        self._back.setVisible(changed and value != self._setting.default)

    def type(self, text: str) -> None:
        """Put a text in as if it were typed, and leave."""
        if isinstance(self._input, LineEdit):
            self._input.setText(text)
        elif isinstance(self._input, TextEdit):
            self._input.setPlainText(text)
        self.apply()

    def apply(self, *_ignored: object) -> None:
        """Write what stands in the input, or say what is wrong with it."""
        if self._typed() == self._stands and not self.form.problem()[0]:
            return
        _ = self._ui.words.gettext
        said = _("{setting}: changed.").format(setting=self._ui.words.label(self._setting.label))
        self._write(self._typed(), said)

    def _typed(self) -> str:
        if isinstance(self._input, CheckBox):
            return "yes" if self._input.isChecked() else "no"
        return self._input.toPlainText() if isinstance(self._input, TextEdit) else self._input.text()

    def _reset(self) -> None:
        _ = self._ui.words.gettext
        self._write("", _("{setting}: back to the default.").format(setting=self._ui.words.label(self._setting.label)))
        self._input.setFocus()

    def _write(self, typed: str, said: str) -> None:
        if self.change(self._ui, self._setting, typed, said):
            self.show_value()


class FieldChecks(QWidget):
    """Which fields matter: a list with ticks, written at every tick."""

    def __init__(self, ui: Ui, setting: Setting) -> None:
        super().__init__()
        self._ui, self._setting = ui, setting
        label = ui.words.label(setting.label)
        self.list = PickList(name=f"setting-{setting.key}", label=label)
        self.list.setFrameShape(PickList.Shape.StyledPanel)
        self.list.setFixedHeight(_LIST_LINES * tokens.TABLE_ROW + 2 * tokens.INSIDE)
        self.list.ticked.connect(self._ticked)
        head = Label(label, tone="text_2")
        head.setBuddy(self.list)
        self._note = Label("", points=tokens.SMALL, tone="text_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.INSIDE)
        for widget in (head, self.list, self._note):
            column.addWidget(widget)
        self.show_value()

    def show_value(self) -> None:
        kind = ENTERPRISE if self._setting.key.endswith(ENTERPRISE) else INDIVIDUAL
        chosen = settings.get(self._ui.desk, self._setting)
        fields = [
            field
            for field in self._ui.desk.fields("customer").all
            if field.group and kind in field.kinds and not field.derived and field.key not in _NEVER_COUNTED
        ]
        words = self._ui.words
        picks = [Pick(f.key, words.label(f.label_for(kind)), on=f.key in chosen) for f in fields]
        if [pick.key for pick in picks] == self.list.all_keys():
            for pick in picks:
                self.list.set_on(pick.key, pick.on)
        else:
            self.list.set_picks(picks)
        n = words.ngettext
        count = len(self.list.keys_on())
        self._note.setText(n("{count} field counts", "{count} fields count", count).format(count=count))

    def _ticked(self, _key: str, _on: bool) -> None:
        _ = self._ui.words.gettext
        changes = settings.change(self._ui.desk, self._setting.key, ",".join(self.list.keys_on()))
        self._ui.wrote(changes, _("{setting}: changed.").format(setting=self._ui.words.label(self._setting.label)))
        self.show_value()


def _input(setting: Setting, label: str) -> LineEdit | TextEdit | CheckBox:
    name = f"setting-{setting.key}"
    match setting.type:
        case Type.LONG:
            return TextEdit(name=name, label=label)
        case Type.YES_NO:
            return CheckBox(label, name=name)
        case Type.INTEGER | Type.PERCENT | Type.NUMBER:
            return LineEdit(width=tokens.SHORT_INPUT, right=True, name=name, label=label)
        case _:
            return LineEdit(width=tokens.LONG_INPUT, name=name, label=label)


def _hint(setting: Setting, words: Words) -> str:
    _ = words.gettext
    parts = [words.label(setting.hint)] if setting.hint else []
    if setting.default is not None and setting.type in (Type.INTEGER, Type.PERCENT, Type.NUMBER):
        unit = words.label(setting.unit) if setting.unit else ""
        unit = unit if unit in ("", "%") else f" {unit}"
        parts.insert(0, _("Default {value}").format(value=f"{words.number(setting.default)}{unit}"))
    return (" · " if setting.default is not None else " ").join(parts)
