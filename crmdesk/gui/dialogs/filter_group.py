"""Saving a filter as a dynamic group: its name and colour."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.filtering import Filter
from crmdesk.core.groups import COLORS
from crmdesk.gui.models.customer_filters import filter_text
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.colors import ColorChoice
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.widgets.labels import Label
from crmdesk.services import groups

_SIZE = QSize(520, 248)


class GroupDialog(Dialog):
    """`saved` tells the name of the group that was made."""

    saved = Signal(str)

    def __init__(self, ui: Ui, filter_: Filter, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(
            _("Save as group"), ui.words, confirm=_("Save group"), size=_SIZE, name="group-dialog", parent=parent
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self._filter = filter_
        self.body.setContentsMargins(*[tokens.SECTIONS] * 4)
        width = tokens.LABEL_WIDTH_ZH if ui.words.chinese else tokens.LABEL_WIDTH_EN
        self.name = LineEdit(width=tokens.LONG_INPUT, name="group-name", label=_("Name"))
        colors = [(key, ui.words.label(label)) for key, label in COLORS.items()]
        used = {group.color for group in groups.all_groups(ui.desk)}
        free = next((key for key in COLORS if key not in used), next(iter(COLORS)))
        self.color = ColorChoice(colors, current=free, name="group-color", label=_("Colour"))
        self._name_row = FormRow(_("Name"), self.name, label_width=width, required=True)
        told = Label(filter_text(filter_, ui.desk.fields("customer"), ui), wrap=True, name="group-filter")
        note = Label(_("Whoever meets the filter is in the group, also later."), tone="text_2", points=tokens.SMALL)
        self.body.addWidget(self._name_row)
        self.body.addWidget(FormRow(_("Colour"), self.color, label_width=width))
        self.body.addWidget(FormRow(_("Filter"), told, label_width=width))
        self.body.addWidget(FormRow("", note, label_width=width))
        self.body.addStretch(1)
        self.name.textEdited.connect(self._forget_problem)
        self.name.setFocus()

    def _forget_problem(self, _text: str) -> None:
        self._name_row.set_problem("")

    def accept(self) -> None:
        """Make the group, or say beside the name what is wrong with it."""
        try:
            _id, changes = groups.add(self._ui.desk, self.name.text(), self.color.key(), self._filter)
        except UserError as error:
            self._name_row.set_problem("bad", self._ui.sentence(error))
            self.name.setFocus()
            return
        name = " ".join(self.name.text().split())
        self._ui.wrote(changes, self._ui.words.gettext("Saved as group “{name}”").format(name=name))
        super().accept()
        self.saved.emit(name)
