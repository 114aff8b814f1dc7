"""The user's own fields: made, renamed, put into order, deleted."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Field, Type
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.settings_lines import Head, Line
from crmdesk.gui.dialogs.settings_lines_box import LinesBox
from crmdesk.gui.dialogs.settings_pane import Pane
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import ComboBox, LineEdit, TextEdit
from crmdesk.gui.widgets.labels import Label
from crmdesk.services import user_fields
from crmdesk.services.desk import Desk

_KIND, _WORDS, _COUNT = 96, 200, 96


def type_text(words: Words, type_: Type) -> str:
    """What a type of own field is called."""
    _ = words.gettext
    match type_:
        case Type.NUMBER:
            return _("A number")
        case Type.DATE:
            return _("A date")
        case Type.CHOICE:
            return _("A choice")
        case Type.YES_NO:
            return _("Yes or no")
        case _:
            return _("A text")


class FieldsPane(Pane):
    """Own fields in their order. `words_asked`: the words of a choice field are to be shown."""

    words_asked = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "fields", parent)
        _ = ui.words.gettext
        self._counts: dict[str, int] | None = None
        heads = (
            Head(_("Name")), Head(_("Holds"), width=_KIND), Head(_("Words"), width=_WORDS),
            Head(_("Customers"), True, _COUNT),
        )  # fmt: skip
        self.box = LinesBox(
            ui.words, heads, name="fields", label=_("Own fields"), add=_("Add..."), typed_add=False,
            empty=_("Whatever your files need beside the supplied fields: a text, a number, a date, a choice."),
        )  # fmt: skip
        self.words_link = LinkButton(_("Words of this choice"), name="fields-words")
        self.words_link.clicked.connect(lambda: self.words_asked.emit(self.box.table.current_key()))
        self.choice_link = LinkButton(_("Make a choice of its texts"), name="fields-choice")
        self.choice_link.clicked.connect(self._make_choice)
        links = QHBoxLayout()
        links.addWidget(self.words_link)
        links.addWidget(self.choice_link)
        links.addStretch(1)
        self.column.addWidget(self.box, 1)
        self.column.addLayout(links)
        note = _("Own fields appear in the file, the table, filters, import and export. Deleting one can be undone.")
        self.column.addWidget(Label(note, points=tokens.SMALL, tone="text_2", wrap=True))
        self.box.add_asked.connect(self._ask)
        self.box.renamed.connect(self._rename)
        self.box.ordered.connect(self._order)
        self.box.delete_asked.connect(self._delete)
        self.box.chosen.connect(self._show_links)
        self._show()
        self._count()

    def go_to(self, target: str) -> None:
        self.box.table.set_current(target)
        self.box.table.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.everything or changes.touched("user_field") or changes.touched("setting"):
            self._show()
        if changes.everything or changes.touched("user_field") or changes.touched("customer"):
            self._count()

    def _show(self) -> None:
        words, lines = self.ui.words, []
        for field in user_fields.all_fields(self.ui.desk):
            count = "" if self._counts is None else words.number(self._counts.get(field.key, 0))
            choices = ("、" if words.chinese else ", ").join(words.label(choice.label) for choice in field.choices)
            lines.append(Line(field.key, (words.label(field.label), type_text(words, field.type), choices, count)))
        self.box.show_lines(lines)
        self._show_links(self.box.table.current_key())

    def _count(self) -> None:
        def counted(counts: dict[str, int]) -> None:
            self._counts = counts
            self._show()

        def work(desk: Desk, _job: Job) -> dict[str, int]:
            return user_fields.counts(desk)

        self.ui.jobs.run(self, work, counted, self.ui.bus.failed.emit, channel="settings-fields")

    def _field(self, key: str) -> Field | None:
        return next((field for field in user_fields.all_fields(self.ui.desk) if field.key == key), None)

    def _show_links(self, key: str) -> None:
        field = self._field(key)
        self.words_link.setVisible(field is not None and field.type is Type.CHOICE)
        self.choice_link.setVisible(field is not None and field.type is Type.TEXT)

    def _ask(self) -> None:
        dialog = NewFieldDialog(self.ui, self)
        dialog.made.connect(self._made)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _made(self, key: str) -> None:
        self._show()
        self.box.table.set_current(key)
        self.box.table.setFocus()

    def _rename(self, key: str, text: str) -> None:
        _ = self.ui.words.gettext
        error = self.do(
            lambda: user_fields.rename(self.ui.desk, key, text),
            _("The field is called “{label}” now.").format(label=text),
        )
        self._show()
        if error is not None:
            self.box.refuse(self.ui.sentence(error), key, text)

    def _order(self, keys: list[str]) -> None:
        _ = self.ui.words.gettext
        current = self.box.table.current_key()
        self.do(lambda: user_fields.order(self.ui.desk, keys), _("The own fields are in another order."))
        self._show()
        self.box.table.set_current(current)

    def _delete(self, key: str) -> None:
        _ = self.ui.words.gettext
        field = self._field(key)
        if field is None:
            return
        said = _("The field “{label}” is deleted.").format(label=self.ui.words.label(field.label))
        error = self.do(lambda: user_fields.delete(self.ui.desk, key), said)
        self.box.say("" if error is None else self.ui.sentence(error))
        self._show()
        self.box.table.setFocus()

    def _make_choice(self) -> None:
        """On the worker: it may have to change very many files."""
        _ = self.ui.words.gettext
        key = self.box.table.current_key()

        def work(desk: Desk, job: Job) -> Changes:
            return user_fields.make_choice(desk, key, job.progress, job.is_cancelled)

        self.write_long(self.box, work, _("The field is a choice now."), self._show)


class NewFieldDialog(Dialog):
    """Name, type and words of a new own field. `made` tells its key."""

    made = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        self._ui = ui
        _ = ui.words.gettext
        super().__init__(
            _("New own field"), ui.words, confirm=_("Add"), name="new-field", size=QSize(520, 0), parent=parent
        )
        wide = 64 if ui.words.chinese else 72
        self.label = LineEdit(width=tokens.LONG_INPUT, name="new-field-label")
        types = [(type_.value, type_text(ui.words, type_)) for type_ in user_fields.TYPES]
        self.type = ComboBox(types, name="new-field-type")
        self.type.setCurrentIndex(0)
        self.words = TextEdit(lines=5, placeholder=_("One word in each line"), name="new-field-words")
        self.rows = {
            "label": FormRow(_("Name"), self.label, label_width=wide, required=True),
            "type": FormRow(_("Holds"), self.type, label_width=wide),
            "words": FormRow(_("Words"), self.words, label_width=wide, required=True),
        }
        for row in self.rows.values():
            self.body.addWidget(row)
        self.type.currentIndexChanged.connect(self._show_words)
        self._show_words()
        self.label.setFocus()

    def accept(self) -> None:
        for row in self.rows.values():
            row.set_problem("")
        choices = self.words.toPlainText().splitlines()
        try:
            key, changes = user_fields.add(self._ui.desk, self.label.text(), Type(self.type.key()), choices)
        except UserError as error:
            at = "words" if error.code in ("own-field-choices-missing", "list-word-used") else "label"
            self.rows[at].set_problem("bad", self._ui.sentence(error))
            self.rows[at].field.setFocus()
            return
        _ = self._ui.words.gettext
        self._ui.wrote(changes, _("The field “{label}” is there.").format(label=self.label.text().strip()))
        self.made.emit(key)
        super().accept()

    def _show_words(self, *_ignored: object) -> None:
        self.rows["words"].setVisible(self.type.key() == Type.CHOICE.value)
        self.adjustSize()
