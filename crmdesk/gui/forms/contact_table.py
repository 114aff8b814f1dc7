"""Contacts in a table: the name with the form of address and the mark of the main one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from crmdesk.core.customers import Part
from crmdesk.core.fields import Field, Fields
from crmdesk.core.privacy import Consent, consent_of
from crmdesk.core.words import Words
from crmdesk.gui.forms.part_table import LINK_ROLE, PART_ROLE, Index, PartDelegate, PartModel, PartTable, Shape
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import scheme_of, text_width, write
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge, badge_width, paint_badge

__all__ = ["LINK_ROLE", "PART_ROLE", "ContactTable", "brief_columns"]

COPIED = frozenset({"mobile", "phone", "wechat", "qq", "email"})
_SHAPE = Shape(
    columns=("name", "title", "role", "mobile", "wechat", "birthday"),
    matters=("name", "mobile", "title", "role", "wechat", "birthday"),
    widths={"name": 176, "title": 144, "role": 72, "mobile": 120, "wechat": 104, "birthday": 112},
    copied=COPIED,
)


class _ContactModel(PartModel):
    def heading(self, field: Field) -> str:
        return self.words.gettext("Role") if field.key == "role" else super().heading(field)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the mark behind a name means is in its tooltip, and read aloud."""
        told = super().data(index, role)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            contact: Part = super().data(index, PART_ROLE)
            named = self.columns()[index.column()].key == "name"
            if named and consent_of(contact.values) is Consent.WITHDRAWN:
                day = self.words.date(contact.values["consent_withdrawn_on"])
                return f"{told}\n{self.words.message('consent-withdrawn', {'day': day})}"
        return told


class _ContactDelegate(PartDelegate):
    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words

    def paint_first(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        contact: Part = index.data(PART_ROLE)
        scheme, font = scheme_of(option.palette), option.font
        marks = _marks(contact, self._words)
        taken = sum(badge_width(mark, font) + tokens.BETWEEN for mark in marks)
        room = area.adjusted(0, 0, -taken, 0)
        left = room.left() + write(painter, room, option.text, font, QColor(scheme.text))
        salutation = str(contact.values.get("salutation") or "")
        if salutation and room.right() - left > 2 * tokens.AROUND:
            rest = QRectF(left + tokens.INSIDE, area.top(), room.right() - left - tokens.INSIDE, area.height())
            left += tokens.INSIDE + write(painter, rest, salutation, font, QColor(scheme.text_2))
        for mark in marks:
            left = paint_badge(painter, left + tokens.BETWEEN, area.center().y(), mark, font, option.palette)


def _marks(contact: Part, words: Words) -> list[Badge]:
    """What stands behind a name: the main contact, consent withdrawn."""
    marks = [badges.state("plain", words.gettext("Main"))] if contact.values.get("main") else []
    if consent_of(contact.values) is Consent.WITHDRAWN:
        marks.append(badges.state("warn", words.gettext("withdrawn")))
    return marks


class ContactTable(PartTable):
    """The contacts of a file."""

    def __init__(self, fields: Fields, words: Words, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            _ContactModel(fields, words, COPIED), _SHAPE, name=name, label=words.gettext("Contacts"), parent=parent
        )
        self.model().setParent(self)
        self._contacts: Sequence[Part] = ()
        self._words = words
        self._main = Part(0, {"main": True})
        self.setItemDelegate(_ContactDelegate(words, self))

    def show_contacts(self, contacts: Sequence[Part], keys: Sequence[str], room: int = 0) -> None:
        """These contacts with these columns; `room`: the width they must fit."""
        self._contacts = contacts
        self.show_parts(contacts, keys, room)

    def beside(self, field: Field) -> int:
        """The longest form of address and the marks stand behind the name; for that of the main one there is room."""
        if field.key != "name":
            return 0
        shown = self._contacts[:50]
        forms = [str(contact.values.get("salutation") or "") for contact in shown]
        longest = max((text_width(self.font(), form) for form in forms), default=0)
        return longest + tokens.INSIDE + max(map(self._marks_room, (self._main, *shown)))

    def _marks_room(self, contact: Part) -> int:
        return sum(badge_width(mark, self.font()) + tokens.BETWEEN for mark in _marks(contact, self._words))


def brief_columns(room: int) -> list[str]:
    """The columns of the table among the basics that this width has room for; name and mobile always."""
    return _SHAPE.fitting(room)
