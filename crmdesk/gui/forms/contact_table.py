"""Contacts in a table: the name with the form of address and the mark of the main one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from crmdesk.core.customers import Part
from crmdesk.core.fields import Field, Fields
from crmdesk.core.words import Words
from crmdesk.gui.forms.part_table import LINK_ROLE, PART_ROLE, Index, PartDelegate, PartModel, PartTable, Shape
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import scheme_of, text_width, write
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import badge_width, paint_badge

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


class _ContactDelegate(PartDelegate):
    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._main = badges.state("plain", words.gettext("Main"))

    def paint_first(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        contact: Part = index.data(PART_ROLE)
        scheme, font = scheme_of(option.palette), option.font
        main = bool(contact.values.get("main"))
        room = area.adjusted(0, 0, -(badge_width(self._main, font) + tokens.BETWEEN) if main else 0, 0)
        left = room.left() + write(painter, room, option.text, font, QColor(scheme.text))
        salutation = str(contact.values.get("salutation") or "")
        if salutation and room.right() - left > 2 * tokens.AROUND:
            rest = QRectF(left + tokens.INSIDE, area.top(), room.right() - left - tokens.INSIDE, area.height())
            left += tokens.INSIDE + write(painter, rest, salutation, font, QColor(scheme.text_2))
        if main:
            paint_badge(painter, left + tokens.BETWEEN, area.center().y(), self._main, font, option.palette)


class ContactTable(PartTable):
    """The contacts of a file."""

    def __init__(self, fields: Fields, words: Words, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            _ContactModel(fields, words, COPIED), _SHAPE, name=name, label=words.gettext("Contacts"), parent=parent
        )
        self.model().setParent(self)
        self._contacts: Sequence[Part] = ()
        self._main_room = badge_width(badges.state("plain", words.gettext("Main")), self.font()) + tokens.BETWEEN
        self.setItemDelegate(_ContactDelegate(words, self))

    def show_contacts(self, contacts: Sequence[Part], keys: Sequence[str], room: int = 0) -> None:
        """These contacts with these columns; `room`: the width they must fit."""
        self._contacts = contacts
        self.show_parts(contacts, keys, room)

    def beside(self, field: Field) -> int:
        """The longest form of address and the mark of the main contact stand behind the name."""
        if field.key != "name":
            return 0
        forms = [str(contact.values.get("salutation") or "") for contact in self._contacts[:50]]
        longest = max((text_width(self.font(), form) for form in forms), default=0)
        return longest + tokens.INSIDE + self._main_room


def brief_columns(room: int) -> list[str]:
    """The columns of the table among the basics that this width has room for; name and mobile always."""
    return _SHAPE.fitting(room)
