"""What is noted when a complaint is closed, or after it: root cause, prevention, and what went wrong in handling it
(METHOD.md section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.complaints import AFTERWARDS, CHECKLIST
from crmdesk.core.errors import UserError
from crmdesk.gui.forms.complaint_drafts import closing_key
from crmdesk.gui.forms.complaint_words import ComplaintWords
from crmdesk.gui.forms.drafts import DraftKeeper
from crmdesk.gui.forms.folded_text import FoldedText
from crmdesk.gui.forms.notes_text import GrowingText
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import asks_to_save
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.gui.widgets.form import FormRow, ReadRow
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.inputs import CheckBox
from crmdesk.gui.widgets.labels import Label
from crmdesk.services import complaints
from crmdesk.services.complaints import Case
from crmdesk.services.drafts import Draft

_TEXTS = tuple(key for key in AFTERWARDS if key not in CHECKLIST)
_YES = "yes"
CHECKED = "checklist"
_LEAST_LABEL = 72


def closing_labels(ui: Ui) -> dict[str, str]:
    """What stands before each of its rows."""
    fields = ui.desk.fields("complaint")
    texts = {key: ui.words.label(fields[key].label) for key in _TEXTS}
    return {**texts, CHECKED: ui.words.gettext("In handling it")}


class ClosingInputs(QWidget):
    """`changed`: something was typed or ticked; `entered`: Ctrl+Enter in a text; `left`: Esc."""

    changed = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, ui: Ui, label_width: int) -> None:
        super().__init__()
        _, fields, label = ui.words.gettext, ui.desk.fields("complaint"), ui.words.label
        self.setObjectName("closing-inputs")
        self._stored: dict[str, str] = {}
        hints = {
            "root_cause": _("Why it could happen; it can follow later"),
            "prevention": _("What keeps it from happening again"),
        }
        self.texts = {
            key: GrowingText(placeholder=hints[key], name=f"field-{key}", label=label(fields[key].label))
            for key in _TEXTS
        }
        self.checks = {key: CheckBox(label(fields[key].label), name=f"field-{key}") for key in CHECKLIST}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for key, text in self.texts.items():
            text.textChanged.connect(self.changed)
            text.entered.connect(self.entered)
            text.left.connect(self.left)
            column.addWidget(FormRow(label(fields[key].label), text, label_width=label_width))
        flow = FlowBox(gap=tokens.AROUND, name="closing-checks")
        flow.set_widgets(list(self.checks.values()))
        for check in self.checks.values():
            check.toggled.connect(self.changed)
        head = Label(closing_labels(ui)[CHECKED], tone="text_2")
        head.setFixedWidth(label_width)
        head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout()
        row.setContentsMargins(0, tokens.INSIDE, 0, tokens.INSIDE)
        row.setSpacing(tokens.LABEL_GAP_EDIT)
        row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(flow, 1)
        column.addLayout(row)

    def load(self, values: Mapping[str, Any]) -> None:
        """As the complaint has it now."""
        self._stored = {key: str(values.get(key) or "") for key in self.texts}
        self._stored.update({key: _YES if values.get(key) else "" for key in self.checks})
        self.put(self._stored)

    def put(self, texts: Mapping[str, str]) -> None:
        """Fill in some of it."""
        blocked = self.blockSignals(True)
        for key, text in self.texts.items():
            if key in texts:
                text.setPlainText(texts[key])
        for key, check in self.checks.items():
            if key in texts:
                check.setChecked(texts[key] == _YES)
        self.blockSignals(blocked)

    def changes(self) -> dict[str, str]:
        """What differs from the complaint, as it is typed; an empty text empties."""
        now = {key: text.toPlainText().strip("\n") for key, text in self.texts.items()}
        now.update({key: _YES if check.isChecked() else "" for key, check in self.checks.items()})
        return {key: text for key, text in now.items() if text != self._stored.get(key, "")}

    def take_keyboard(self) -> None:
        next(iter(self.texts.values())).setFocus(Qt.FocusReason.OtherFocusReason)


class ClosingBlock(QWidget):
    """The same of a closed complaint: read, or changed in place. `done`: it was written, its `Changes`; `left`: Esc;
    `opened`: to be changed."""

    done = Signal(object)
    left = Signal()
    opened = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self.setObjectName("closing")
        self._ui, self._words = ui, ComplaintWords(ui)
        self._labels = closing_labels(ui)
        self._label_width = max(_LEAST_LABEL, *(text_width(self.font(), each) for each in self._labels.values()))
        self.case: Case | None = None
        self.inputs: ClosingInputs | None = None
        self._keeper: DraftKeeper | None = None
        self._whole: QWidget | None = None
        self.head = SectionHead(_("After closing"), link=_("Change"), link_icon="pencil", name="closing-head")
        self.head.acted.connect(self.edit)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, tokens.BETWEEN, 0, 0)
        self._column.setSpacing(tokens.INSIDE)
        self._column.addWidget(self.head)

    def show_case(self, case: Case) -> None:
        """Read of this complaint; what is being typed about it stays."""
        same = self.case is not None and self.case.complaint.id == case.complaint.id
        if not same:
            self.put_away()
        self.case = case
        if self.inputs is None:
            self._read()

    def _take(self, widget: QWidget) -> None:
        former, self._whole = self._whole, widget
        if former is not None:
            former.hide()
            former.deleteLater()
        self._column.addWidget(widget)
        widget.show()

    def _read(self) -> None:
        assert self.case is not None
        _, values = self._ui.words.gettext, self.case.complaint.values
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        fields = self._ui.desk.fields("complaint")
        for key in _TEXTS:
            self._add(column, key, self._words.text(values.get(key)), _("not noted yet"))
        ticked = [self._ui.words.label(fields[key].label) for key in CHECKLIST if values.get(key)]
        self._add(column, CHECKED, self._words.comma(ticked), _("nothing ticked"))
        self._take(whole)
        self.head.show_link(True)

    def _add(self, column: QVBoxLayout, key: str, text: str, none: str) -> None:
        label = self._labels[key]
        if not text:
            column.addWidget(ReadRow(label, Label(none, tone="text_2"), label_width=self._label_width))
            return
        shown = FoldedText(text, self._ui.words, label=f"{label} {text}", name=f"closing-{key}")
        shown.opened.connect(self.edit)
        row = ReadRow(label, shown, label_width=self._label_width)
        row.stretch_value()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        column.addWidget(row)

    def edit(self) -> None:
        """Change it in place; what was typed before and not saved is there again."""
        if self.case is None or self.inputs is not None or not self._ui.masking.allows_editing():
            return
        _, one = self._ui.words.gettext, self.case.complaint
        self.inputs = inputs = ClosingInputs(self._ui, self._label_width)
        inputs.load(one.values)
        title = _("Complaint {number}").format(number=one.number)
        keeper = self._keeper = DraftKeeper(self._ui, closing_key(one), title, self)
        if keeper.earlier is not None:
            earlier = keeper.earlier
            keeper.take_over(earlier)
            self._ui.bus.typed.add(keeper.key)
            inputs.put(earlier.texts)
        inputs.changed.connect(lambda: keeper.typed(inputs.changes()))
        inputs.entered.connect(self.save)
        inputs.left.connect(self.leave)
        self._take(self._with_buttons(inputs))
        self.head.show_link(False)
        inputs.take_keyboard()
        self.opened.emit()

    def _with_buttons(self, inputs: ClosingInputs) -> QWidget:
        _ = self._ui.words.gettext
        whole = QWidget()
        save = Button(_("Save"), kind="main", hint="Ctrl+Enter", name="closing-save")
        cancel = Button(_("Cancel"), hint="Esc", name="closing-cancel")
        save.clicked.connect(self.save)
        cancel.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.setContentsMargins(self._label_width + tokens.LABEL_GAP_EDIT, tokens.INSIDE, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(save)
        row.addWidget(cancel)
        row.addStretch(1)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(inputs)
        column.addLayout(row)
        return whole

    def restore(self, draft: Draft) -> None:
        """Go on with what an earlier session left."""
        self.edit()
        if self.inputs is not None and self._keeper is not None and self._keeper.key != draft.key:
            self._keeper.take_over(draft)
            self.inputs.put(draft.texts)

    def save(self) -> None:
        """Write it down with the complaint."""
        if self.inputs is None or self.case is None or not self._ui.masking.allows_editing():
            return
        typed = self.inputs.changes()
        try:
            changes = complaints.edit(self._ui.desk, self.case.complaint.id, typed) if typed else None
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return
        self._end(keep=False)
        if changes is not None:
            self.done.emit(changes)
        self.left.emit()

    def leave(self) -> None:
        """Give up what was typed."""
        self._end(keep=False)
        self.left.emit()

    def put_away(self) -> None:
        """Another complaint is shown: what was typed is kept for this one."""
        self._end(keep=True)

    def _end(self, *, keep: bool) -> None:
        inputs, keeper = self.inputs, self._keeper
        self.inputs = self._keeper = None
        if inputs is None or keeper is None:
            return
        if keep and inputs.changes():
            keeper.keep_now()
            self._ui.bus.typing.discard(keeper.key)
            self._ui.bus.typed.discard(keeper.key)
        else:
            keeper.drop()
        keeper.deleteLater()
        self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.inputs is not None and asks_to_save(event):
            self.save()
        elif self.inputs is not None and event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
