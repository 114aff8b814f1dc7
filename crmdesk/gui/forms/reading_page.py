"""The basics of a file as they are read: contacts first, then every filled field under its heading."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.fields import ENTERPRISE, Field, Fields, Group, Type
from crmdesk.gui.forms.contact_table import ContactTable
from crmdesk.gui.forms.contacts_section import ContactsSection
from crmdesk.gui.forms.file_text import ADDRESS, address_line, man_line, shown_value
from crmdesk.gui.forms.layouts import Cell, ScrollPage, Section
from crmdesk.gui.forms.links import LINKED, ValueLink
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.form import ReadRow
from crmdesk.gui.widgets.heads import SectionHead

_ON_TOP = frozenset({"number", "name", "kind", "tier", "grade", "stage", "life_cycle", "wanted", "man_verdict"})


class ReadingPage(ScrollPage):
    """`edit_asked`: the field whose value was clicked twice; `add_contact_asked`; `contacts_asked`: show all.

    Rows once made are kept for the next file: going through a list stays quick.
    """

    edit_asked = Signal(str)
    add_contact_asked = Signal()
    contacts_asked = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__(name="reading", label=ui.words.gettext("Basics"))
        self._ui = ui
        self._file: CustomerFile | None = None
        self._width = 0
        self._rows: dict[tuple[str, str], ReadRow] = {}
        self._links: dict[tuple[str, str], ValueLink] = {}
        self._sections: dict[str, Section] = {}
        self.contacts = ContactsSection(ui)
        self.contacts.add_asked.connect(self.add_contact_asked)
        self.contacts.all_asked.connect(self.contacts_asked)
        self.column.addWidget(self.contacts)
        self.column.addStretch(1)

    @property
    def table(self) -> ContactTable:
        return self.contacts.table

    def show_file(self, file: CustomerFile, fields: Fields) -> None:
        """Read this file; the place scrolled to stays when it is the same one."""
        bar = self.verticalScrollBar()
        place = bar.value() if self._file is not None and self._file.id == file.id else 0
        self._file = file
        self._width = self._width or self._label_width(fields)
        self.inner.setUpdatesEnabled(False)
        self.contacts.setVisible(file.kind == ENTERPRISE)
        if file.kind == ENTERPRISE:
            self.contacts.show_file(file)
        for group in fields.groups:
            section = self._section(group)
            cells = list(self._cells(file, fields, group))
            section.rows.set_cells(cells)
            section.setVisible(bool(cells))
            head = section.head
            if isinstance(head, SectionHead):
                head.set_title(self._ui.words.label(group.label_for(file.kind)))
        self.inner.setUpdatesEnabled(True)
        if place:
            self.inner.adjustSize()
        bar.setValue(place)

    def _section(self, group: Group) -> Section:
        section = self._sections.get(group.key)
        if section is None:
            section = Section(SectionHead(""), name=f"reading-{group.key}")
            self._sections[group.key] = section
            self.grids.append(section.rows)
            self.column.insertWidget(self.column.count() - 1, section)
            self.fit()
        return section

    def _label_width(self, fields: Fields) -> int:
        words = self._ui.words
        least = tokens.LABEL_WIDTH_ZH if words.chinese else tokens.LABEL_WIDTH_EN
        labels = (words.label(field.label) for field in fields.all if not field.by_user)
        return max(least, *(text_width(self.font(), label) for label in labels))

    def _cells(self, file: CustomerFile, fields: Fields, group: Group) -> Iterator[Cell]:
        addressed = False
        for field in fields.all:
            asked = field.group == group.key and (file.kind in field.kinds or field.by_user)
            if not asked or field.key in _ON_TOP:
                continue
            if field.key in ADDRESS:
                if not addressed:
                    yield from self._addresses(file)
                addressed = True
            elif field.key == "man":
                if code := file.values.get("man"):
                    yield self._text(field, man_line(str(code), self._ui.words), "whole", key="money")
            elif (value := file.values.get(field.key)) is not None:
                yield self._value(field, value, file)

    def _value(self, field: Field, value: object, file: CustomerFile) -> Cell:
        if field.type in LINKED:
            return self._link(field, str(value))
        text = shown_value(file, field, self._ui.words)
        whole = field.type is Type.LONG or (field.type is Type.ADDRESS and field.width == "fill")
        return self._text(field, text, "whole" if whole else "column")

    def _addresses(self, file: CustomerFile) -> Iterator[Cell]:
        words = self._ui.words
        if line := address_line(file.values):
            yield self._labelled(words.gettext("Address"), "address", line, "address")
        for place, part in enumerate(file.addresses):
            label = str(part.values.get("label") or words.gettext("Further address"))
            if line := address_line(part.values):
                yield self._labelled(label, f"address-{place}", line, "")

    def _text(self, field: Field, text: str, room: str, key: str = "") -> Cell:
        return self._labelled(self._label(field), field.key, text, key or field.key, room)

    def _link(self, field: Field, value: str) -> Cell:
        ident = (field.key, self._label(field))
        link = self._links.get(ident)
        if link is None:
            link = self._links[ident] = ValueLink(self._ui, field, value)
            self._rows[ident] = self._make_row(ident, link, field.key)
        link.set_value(value)
        return Cell(self._rows[ident])

    def _label(self, field: Field) -> str:
        return self._ui.words.label(field.label_for(self._file.kind if self._file else None))

    def _labelled(self, label: str, name: str, text: str, key: str, room: str = "whole") -> Cell:
        ident = (name, label)
        row = self._rows.get(ident)
        if row is None:
            row = self._rows[ident] = self._make_row(ident, text, key)
        else:
            row.set_value(text)
        return Cell(row, room)

    def _make_row(self, ident: tuple[str, str], value: str | QWidget, key: str) -> ReadRow:
        name, label = ident
        row = ReadRow(label, value, label_width=self._width, wrap=True)
        row.setObjectName(f"read-{name}")
        if key:
            row.edit_asked.connect(lambda: self.edit_asked.emit(key))
        return row
