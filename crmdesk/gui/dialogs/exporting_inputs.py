"""What is exported and how: the inputs of the export dialog."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.exporting import ALL, BY_KEY, VCARDS, ExportOptions, Preset
from crmdesk.core.words import LANGUAGES
from crmdesk.gui.dialogs.exporting_columns import Columns, ColumnsDialog
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import CheckBox, ComboBox, RadioButton
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import customers, exporting

EVERYTHING = "all"
LANGUAGE_NAMES = {"zh_CN": "中文", "en": "English"}
_CARDS = ("customers", "contacts")


def holder(first: QWidget) -> QWidget:
    """A part of a form row that takes the whole room; the keyboard goes to its first input."""
    made = QWidget()
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
    made.setFocusProxy(first)
    return made


class ExportInputs(QWidget):
    """`changed`: another kind of file or of record is meant.

    `selected` and `listed` are the ids of customers; None where they are all there are, or nothing is selected.
    """

    changed = Signal()

    def __init__(
        self, ui: Ui, selected: Sequence[int] | None, listed: Sequence[int] | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._ids = {"all": None, "listed": listed or None, "selected": selected or None}
        self._columns: Columns = {}
        self._make_which(selected, listed)
        self._make_how()
        self._lay_out()
        self.what.picked.connect(self._changed)
        self.format.chosen.connect(self._changed)
        self.columns_button.clicked.connect(self._choose_columns)
        self._show()

    def _make_which(self, selected: Sequence[int] | None, listed: Sequence[int] | None) -> None:
        _, n, number = self._ui.words.gettext, self._ui.words.ngettext, self._ui.words.number
        total, shown, chosen = customers.total(self._ui.desk), len(listed or ()), len(selected or ())
        texts = {
            "all": n("All {count} customer", "All {count} customers", total).format(count=number(total)),
            "listed": n("The {count} customer in the list", "The {count} customers in the list", shown).format(
                count=number(shown)
            ),
            "selected": n("The {count} selected customer", "The {count} selected customers", chosen).format(
                count=number(chosen)
            ),
        }
        self.which = {key: RadioButton(text, name=f"export-{key}") for key, text in texts.items()}
        self.nothing_else = Label(texts["all"], name="export-nothing-else")
        self._one = QButtonGroup(self)
        given = [key for key, ids in self._ids.items() if ids is not None]
        for widget in (self.nothing_else, *self.which.values()):
            widget.setFixedHeight(tokens.CONTROL_HEIGHT)
        for key, button in self.which.items():
            button.setVisible(bool(given) and (key == "all" or key in given))
            self._one.addButton(button)
        self.nothing_else.setVisible(not given)
        self.which[given[-1] if given else "all"].setChecked(True)
        if not given:  # Tab would go to the chosen one though it is hidden, and stay there
            self.which["all"].setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _make_how(self) -> None:
        _, words = self._ui.words.gettext, self._ui.words
        kinds = [(EVERYTHING, _("Everything")), *((key, words.label(kind.title)) for key, kind in BY_KEY.items())]
        self.what = ComboBox(kinds, width=tokens.LONG_INPUT, name="export-what", label=_("Content"))
        self.what.set_key(EVERYTHING)
        self.columns_text = ElidedLabel(name="export-columns-text")
        self.columns_button = Button(_("Choose columns..."), name="export-choose-columns")
        endings = [(".xlsx", "Excel"), (".csv", "CSV"), (".vcf", _("Phone contacts")), (".json", "JSON")]
        self.format = SegmentedChoice(endings, current=".xlsx", name="export-format", label=_("Format"))
        self.note = Label(tone="text_2", points=tokens.SMALL, wrap=True, name="export-format-note")
        versions = {"3.0": _("3.0, for every phone"), "4.0": _("4.0, for newer programs")}
        self.version = ComboBox(
            [(key, versions[key]) for key in VCARDS],
            width=tokens.LONG_INPUT,
            name="export-version",
            label=_("Version of the cards"),
        )
        self.version.set_key(VCARDS[0])
        languages = [(key, LANGUAGE_NAMES[key]) for key in LANGUAGES]
        self.language = ComboBox(languages, name="export-language", label=_("Language"))
        self.language.set_key(words.language)
        self.masking = CheckBox(_("Hide phones, ID numbers and other personal data"), name="export-mask")
        self.masking.setChecked(self._ui.masking.on)

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        which, kind = holder(self.which["all"]), holder(self.format)
        column, below = QVBoxLayout(which), QVBoxLayout(kind)
        for widget in (self.nothing_else, *self.which.values()):
            column.addWidget(widget)
        below.addWidget(self.format)
        below.addWidget(self.note)
        columns = holder(self.columns_button)
        line = QHBoxLayout(columns)
        line.addWidget(self.columns_text, 1)
        line.addWidget(self.columns_button)
        for layout in (column, below, line):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(tokens.BETWEEN)
        column.setSpacing(0)
        column.addStretch(1)
        width = tokens.LABEL_WIDTH_ZH if self._ui.words.chinese else tokens.LABEL_WIDTH_EN
        self.version_row = FormRow(_("Version"), self.version, label_width=width)
        self.language_row = FormRow(_("Language"), self.language, label_width=width)
        self.columns_row = FormRow(_("Columns"), columns, label_width=width)
        form = QVBoxLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(tokens.BETWEEN)
        for row in (
            FormRow(_("Customers"), which, label_width=width),
            FormRow(_("Content"), self.what, label_width=width),
            FormRow(_("Format"), kind, label_width=width),
            self.columns_row,
            self.version_row,
            self.language_row,
            FormRow("", self.masking, label_width=width),
        ):
            form.addWidget(row)

    def in_order(self) -> list[QWidget]:
        """As the eye goes; Tab too."""
        before, after = self.format.findChildren(QAbstractButton), [self.columns_button, self.version, self.language]
        widgets = [*self.which.values(), self.what, *before, *after, self.masking]
        for one, other in pairwise(widgets):
            QWidget.setTabOrder(one, other)
        return widgets

    def ids(self) -> Sequence[int] | None:
        """The customers meant, None for all."""
        return next(self._ids[key] for key, button in self.which.items() if button.isChecked())

    def ending(self) -> str:
        return self.format.key()

    def kinds(self) -> tuple[str, ...]:
        """The kinds that are written into a file of the format chosen."""
        key, ending = self.what.key(), self.ending()
        kinds = ALL if key == EVERYTHING else (key,)
        if ending == ".csv":
            return kinds[:1]
        return tuple(kind for kind in kinds if kind in _CARDS) or kinds if ending == ".vcf" else kinds

    def options(self) -> ExportOptions:
        """As the dialog is set up; columns of other kinds are kept for when they are wanted."""
        return ExportOptions(self.kinds(), dict(self._columns), self.masking.isChecked(), self.version.key())

    def preset(self) -> Preset:
        """What is kept under a name: the whole content too, where the format now takes only a part of it."""
        key = self.what.key()
        kinds = ALL if key == EVERYTHING else (key,)
        options = ExportOptions(kinds, dict(self._columns), self.masking.isChecked(), self.version.key())
        return Preset(0, "", options, self.ending(), self.language.key())

    def take(self, preset: Preset) -> None:
        """Set everything up as it was kept."""
        options = preset.options
        self.what.set_key(options.kinds[0] if len(options.kinds) == 1 else EVERYTHING)
        self._columns = dict(options.columns)
        self.masking.setChecked(options.mask or self._ui.masking.on)
        self.version.set_key(options.vcard)
        self.language.set_key(preset.language if preset.language in LANGUAGES else self._ui.words.language)
        self.format.set_key(preset.ending)
        self._changed()

    def set_ending(self, ending: str) -> None:
        """The kind of file that was typed."""
        self.format.set_key(ending)
        self._show()

    def stem(self) -> str:
        """客户_2026-11-21: how the file is called unless the person says otherwise."""
        key = self.what.key()
        title = BY_KEY["customers" if key == EVERYTHING else key].title
        return f"{self._ui.words.label(title)}_{self._ui.desk.today().isoformat()}"

    def set_running(self, running: bool) -> None:
        self.setEnabled(not running)

    def _changed(self, _key: str = "") -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        ending, _ = self.ending(), self._ui.words.gettext
        tables = ending in (".xlsx", ".csv")
        self.version_row.setVisible(ending == ".vcf")
        self.language_row.setVisible(tables)
        self.columns_row.setVisible(ending != ".vcf")
        note = self._note(ending)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        chosen = [kind for kind in self.kinds() if kind in self._columns]
        self.columns_text.set_text(self._columns_said(chosen) if chosen else _("Every column that is filled in"))

    def _columns_said(self, kinds: Sequence[str]) -> str:
        """The columns of one kind by name, of several how many each has."""
        n, words = self._ui.words.ngettext, self._ui.words
        if len(self.kinds()) == 1:
            labels = {field.key: words.label(field.label) for field in exporting.columns(self._ui.desk, kinds[0])}
            return ("、" if words.chinese else ", ").join(labels.get(key, key) for key in self._columns[kinds[0]])
        said = []
        for kind in kinds:
            count = len(self._columns[kind])
            told = n("{kind}: {count} column", "{kind}: {count} columns", count)
            said.append(told.format(kind=words.label(BY_KEY[kind].title), count=words.number(count)))
        return ("；" if words.chinese else "; ").join(said)

    def _note(self, ending: str) -> str:
        """What a file of this kind holds."""
        _, words = self._ui.words.gettext, self._ui.words
        title = words.label(BY_KEY[self.kinds()[0]].title)
        several = len(self.kinds()) > 1
        if ending == ".csv":
            return _("Only one table: {kind}").format(kind=title)
        if ending == ".vcf":
            whole = self.what.key() == EVERYTHING or self.what.key() in _CARDS
            told = _("One card for each customer and contact, for a phone; not every field")
            return told if whole else _("Cards hold customers and contacts only")
        if ending == ".json":
            return _("Everything, for other programs") if several else _("For other programs")
        return _("A sheet for each kind; can be imported again without a change") if several else ""

    def _choose_columns(self) -> None:
        dialog = ColumnsDialog(self._ui, self.kinds(), self._columns, self.ids(), self.window())
        dialog.accepted.connect(self._take_columns)
        dialog.open()

    def _take_columns(self) -> None:
        dialog = self.sender()
        if isinstance(dialog, ColumnsDialog):
            others = {kind: keys for kind, keys in self._columns.items() if kind not in self.kinds()}
            self._columns = {**others, **dialog.columns}
            self._show()
