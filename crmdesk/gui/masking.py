"""Hiding personal data while somebody else looks at the screen (METHOD.md section 14): one switch for the window.

What is read for the window goes through here before anything is made of it: with the switch on, values, rows, files and
notes come back with what is personal hidden, so that lists, labels, tooltips, names for screen readers and what is
copied have nothing else to show. Nothing of it is ever written back: `allows_editing` refuses while it is on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from crmdesk.core.errors import Problem
from crmdesk.core.fields import Field, Fields
from crmdesk.core.masking import SIGN, Hidden, mask_within, masked_value
from crmdesk.core.phones import mask_phone
from crmdesk.core.values import show
from crmdesk.core.words import Words

if TYPE_CHECKING:
    from crmdesk.core.attachments import Attachment
    from crmdesk.core.customers import CustomerFile, CustomerRow, Reference
    from crmdesk.core.notes import Note


class Masking(QObject):
    """`changed`: switched on or off, everything shown is stale; `refused`: somebody wants to edit while it is on."""

    changed = Signal()
    refused = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on = False

    @property
    def on(self) -> bool:
        """Whether personal data is hidden now. Not remembered: a program begins with everything shown."""
        return self._on

    def toggle(self) -> None:
        self.set_on(not self._on)

    def set_on(self, on: bool) -> None:
        if on != self._on:
            self._on = on
            self.changed.emit()

    def allows_editing(self) -> bool:
        """Whether values may be typed over now; otherwise the window says why and how to show them."""
        if self._on:
            self.refused.emit()
        return not self._on

    # Values as they may be seen; the same ones while the switch is off

    def shown(self, field: Field, value: Any, words: Words, kind: str | None = None) -> str:
        """The value as a person may read it now; '' for none."""
        return show(field, self.value(field, value, kind), words)

    def value(self, field: Field, value: Any, kind: str | None = None) -> Any:
        """The value, or what of it may be seen. `kind`: of the customer it belongs to."""
        return masked_value(field, value, kind) if self._on else value

    def text(self, text: str) -> str:
        """A text of any origin, with the phones, ID numbers and e-mail addresses in it hidden."""
        return mask_within(text) if self._on else text

    def row(self, row: CustomerRow) -> CustomerRow:
        if not self._on:
            return row
        mobile, phone = (Hidden(mask_phone(number)) if number else number for number in (row.mobile, row.phone))
        city, owner = (mask_within(text) if text else text for text in (row.city, row.owner))
        return replace(row, name=mask_within(row.name), mobile=mobile, phone=phone, city=city, owner=owner)

    def reference(self, reference: Reference) -> Reference:
        return replace(reference, name=mask_within(reference.name)) if self._on else reference

    def file(self, file: CustomerFile, fields_of: Callable[[str], Fields]) -> CustomerFile:
        """A whole file; its photo is not shown either. `fields_of` gives the fields of a kind of record."""
        if not self._on:
            return file
        from crmdesk.core.masking_files import masked_file

        return masked_file(file, fields_of)

    def problem(self, problem: Problem) -> Problem:
        """What a problem says of a value (`text`) is hidden as a whole."""
        if not self._on:
            return problem
        told = {"text": lambda _text: Hidden(SIGN), "phone": mask_phone}
        params = {
            key: told.get(key, mask_within)(value) if isinstance(value, str) else value
            for key, value in problem.params.items()
        }
        return replace(problem, params=params)

    def note(self, note: Note) -> Note:
        return replace(note, text=mask_within(note.text)) if self._on else note

    def attachment(self, attachment: Attachment) -> Attachment:
        """Its name keeps its ending: that says with which program it is opened."""
        if not self._on:
            return attachment
        from crmdesk.core.attachments import split_name

        stem, ending = split_name(attachment.name)
        return replace(attachment, name=mask_within(stem) + ending, notes=mask_within(attachment.notes))
