"""An objection of a customer: what it was about, what we answered, how it ended (METHOD.md section 2)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.interactions import Objection
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.file_part import Kind, PartDialog
from crmdesk.gui.forms.completing import complete_words
from crmdesk.gui.ui import Ui
from crmdesk.services import objections, staff

_SIZE = QSize(760, 352)
_ORDER = ("kind", "raised_on", "text", "answer", "outcome", "contact", "by")
_NEEDED = ("raised_on", "kind", "text")


def objection_kind(words: Words) -> Kind:
    _ = words.gettext
    return Kind(
        "objection",
        objections,
        _("Objection"),
        _("Objection – {customer}"),
        _("Objection – {customer}"),
        _("Saved the objection"),
        first="text",
        named="text",
        needed=_NEEDED,
    )


class ObjectionDialog(PartDialog):
    """Notes an objection (`objection` None) or edits one."""

    def __init__(self, ui: Ui, file: CustomerFile, objection: Objection | None, parent: QWidget | None = None) -> None:
        fields = ui.desk.fields("objection")
        part = Part(objection.id, objection.values) if objection is not None else None
        placed = [fields[key] for key in _ORDER]
        super().__init__(ui, file, part, objection_kind(ui.words), placed, _SIZE, parent)
        if objection is None:
            usual = {"raised_on": ui.desk.today(), "by": ui.desk.who, "outcome": "open"}
            self.form.load({key: values.typed(fields[key], value, ui.words) for key, value in usual.items()})
            self.form.marks_changes = False
            self.form.focus("kind")
        names = [str(contact.values.get("name") or "") for contact in ui.read(file).contacts]
        for key, supply in (("contact", lambda: names), ("by", lambda: staff.names(ui.desk))):
            line = self.form.inputs[key].widget
            if isinstance(line, QLineEdit):
                complete_words(line, supply)

    def _write(self, typed: Mapping[str, str]) -> Changes:
        if self._part is not None:
            return super()._write(typed)
        every = {key: text for key in _ORDER if (text := self.form.text(key))}
        return objections.add(self._ui.desk, self._file.id, every)[1]
