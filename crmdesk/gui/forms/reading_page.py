"""The basics of a file as they are read: contacts first, then every filled field under its heading, and between them
further addresses, what is bought elsewhere and relations."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.addresses import address_line
from crmdesk.core.customers import CustomerFile
from crmdesk.core.fields import ENTERPRISE, INDIVIDUAL, Field, Fields, Group, Type
from crmdesk.gui.forms import consent
from crmdesk.gui.forms.addresses_section import AddressesSection
from crmdesk.gui.forms.consent import ConsentLine
from crmdesk.gui.forms.contact_table import ContactTable
from crmdesk.gui.forms.contacts_section import ContactsSection
from crmdesk.gui.forms.elsewhere_section import ElsewhereSection
from crmdesk.gui.forms.file_dealing import dealt_with
from crmdesk.gui.forms.file_text import ADDRESS, shown_value
from crmdesk.gui.forms.layouts import Cell, ScrollPage, Section
from crmdesk.gui.forms.links import LINKED, ValueLink
from crmdesk.gui.forms.next_steps import NextSteps
from crmdesk.gui.forms.part_actions import PartActions
from crmdesk.gui.forms.relations_section import RelationsSection
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.form import ReadRow
from crmdesk.gui.widgets.heads import SectionHead

_ON_TOP = frozenset({"number", "name", "kind", "groups"})
"""What stands in the head; customers named by others stand among the relations."""

_IN_STRIP = frozenset({"created_on", "verified_on"})
"""What stands in the strip of facts as long as nothing passed between the customer and us."""

_APART = _ON_TOP | frozenset(consent.KEYS)
"""What has no row of its own here."""

_OTHER_PAGES = frozenset({"assessment"})
"""Groups of fields that have a page of their own."""


class ReadingPage(ScrollPage):
    """`edit_asked`: the field whose value was clicked twice; `add_contact_asked`; `contacts_asked`: show all;
    `listing_asked`: a `Listing` of everybody in a relation.

    Rows once made are kept for the next file: going through a list stays quick.
    """

    edit_asked = Signal(str)
    add_contact_asked = Signal()
    contacts_asked = Signal()
    listing_asked = Signal(object)

    def __init__(self, ui: Ui) -> None:
        super().__init__(name="reading", label=ui.words.gettext("Basics"))
        self._ui = ui
        self._file: CustomerFile | None = None
        self._width = 0
        self._rows: dict[tuple[str, str], ReadRow] = {}
        self._links: dict[tuple[str, str], ValueLink] = {}
        self._sections: dict[str, Section] = {}
        self._consent: ConsentLine | None = None
        self._stops: list[QWidget] = []
        self.contacts = ContactsSection(ui)
        self.contacts.add_asked.connect(self.add_contact_asked)
        self.contacts.all_asked.connect(self.contacts_asked)
        self.column.addWidget(self.contacts)
        fields = ui.desk.fields("customer")
        self._width = self._label_width(fields)
        self.addresses = AddressesSection(ui, self)
        self.elsewhere = ElsewhereSection(ui, self)
        self.relations = RelationsSection(ui, self._width)
        self.relations.listing_asked.connect(self.listing_asked)
        self.relations.edit_asked.connect(self.edit_asked)
        after: dict[str, list[QWidget]] = {
            "reaching": [self.addresses],
            "trading": [self.elsewhere, self.relations],
        }
        for group in fields.groups:
            self._make_section(group)
            for section in after.get(group.key, ()):
                self.column.addWidget(section)
        self.next_steps = NextSteps(ui.words)
        self.next_steps.contact_asked.connect(self.add_contact_asked)
        self.next_steps.address_asked.connect(self.addresses.actions_part.add)
        self.next_steps.elsewhere_asked.connect(self.elsewhere.actions_part.add)
        self.next_steps.edit_asked.connect(lambda: self.edit_asked.emit(""))
        self.column.addWidget(self.next_steps)
        self.column.addStretch(1)

    def actions_of(self, kind: str, contacts: PartActions) -> PartActions:
        """What can be done with this kind of part; those of contacts belong to the pane."""
        return {"address": self.addresses.actions_part, "elsewhere": self.elsewhere.actions_part}.get(kind, contacts)

    @property
    def table(self) -> ContactTable:
        return self.contacts.table

    def show_file(self, file: CustomerFile, fields: Fields) -> None:
        """Read this file; the place scrolled to stays when it is the same one."""
        bar = self.verticalScrollBar()
        same = self._file is not None and self._file.id == file.id
        place = bar.value() if same else 0
        self._file = file
        self.inner.setUpdatesEnabled(False)
        self.contacts.setVisible(file.kind == ENTERPRISE or bool(file.contacts))
        self.contacts.show_file(file)
        filled = self._show_fields(file, fields)
        self.addresses.show_file(file, same=same)
        self.elsewhere.show_file(file, same=same)
        self.relations.show_file(file)
        parts = file.contacts or file.addresses or file.elsewhere or not self.relations.isHidden()
        self.next_steps.show_file(file, bare=not filled and not parts)
        self._order_stops()
        self.inner.setUpdatesEnabled(True)
        if place:
            self.inner.adjustSize()
        bar.setValue(place)

    def _show_fields(self, file: CustomerFile, fields: Fields) -> bool:
        """The filled fields of each section; whether there are any."""
        filled = False
        for group in fields.groups:
            section = self._sections[group.key]
            cells = [] if group.key in _OTHER_PAGES else list(self._cells(file, fields, group))
            if group.key == "keeping":
                cells += self._consent_row(file, asked=bool(cells))
            section.rows.set_cells(cells)
            section.setVisible(bool(cells))
            filled = filled or bool(cells)
            head = section.head
            if isinstance(head, SectionHead):
                head.set_title(self._ui.words.label(group.label_for(file.kind)))
        return filled

    def _order_stops(self) -> None:
        """Tab goes as the eye does, whenever a row was made."""
        stops: list[QWidget] = [self]
        for place in range(self.column.count()):
            item = self.column.itemAt(place)
            part = item.widget() if item is not None else None
            if part is not None and not part.isHidden():
                holders = part.rows.widgets() if isinstance(part, Section) else [part]
                stops += [stop for holder in holders for stop in _focusable(holder)]
        if stops != self._stops:
            for before, after in itertools.pairwise(stops):
                QWidget.setTabOrder(before, after)
            self._stops = stops

    def _make_section(self, group: Group) -> None:
        section = Section(SectionHead(""), name=f"reading-{group.key}")
        self._sections[group.key] = section
        self.grids.append(section.rows)
        self.column.addWidget(section)
        section.hide()

    def _label_width(self, fields: Fields) -> int:
        words = self._ui.words
        least = tokens.LABEL_WIDTH_ZH if words.chinese else tokens.LABEL_WIDTH_EN
        shown = (field for field in fields.all if field.group and field.group not in _OTHER_PAGES)
        labels = (words.label(field.label) for field in shown if not field.by_user)
        return max(least, *(text_width(self.font(), label) for label in labels))

    def _cells(self, file: CustomerFile, fields: Fields, group: Group) -> Iterator[Cell]:
        addressed = False
        apart = _APART if dealt_with(file) else _APART | _IN_STRIP
        for field in fields.all:
            asked = field.group == group.key and (file.kind in field.kinds or field.by_user)
            if not asked or field.key in apart or field.key in file.references:
                continue
            if field.key in ADDRESS:
                if not addressed and (line := address_line(file.values)):
                    yield self._labelled(self._ui.words.gettext("Address"), "address", line, "address")
                addressed = True
            elif (value := file.values.get(field.key)) is not None:
                yield self._value(field, value, file)

    def _value(self, field: Field, value: object, file: CustomerFile) -> Cell:
        if field.type in LINKED:
            return self._link(field, str(value))
        text = shown_value(file, field, self._ui.words)
        whole = field.type is Type.LONG or (field.type is Type.ADDRESS and field.width == "fill")
        return self._text(field, text, "whole" if whole else "column")

    def _consent_row(self, file: CustomerFile, *, asked: bool) -> list[Cell]:
        """What is known of the consent; of a person also that nothing is, where the section stands anyway (`asked`)."""
        noted = any(file.values.get(key) is not None for key in consent.KEYS)
        if not noted and not (asked and file.kind == INDIVIDUAL and not file.deleted):
            return []
        ident = ("consent", self._ui.words.gettext("Consent"))
        if self._consent is None:
            self._consent = ConsentLine(self._ui)
            self._consent.note_asked.connect(lambda: self._ask_consent(withdrawing=False))
            self._consent.withdraw_asked.connect(lambda: self._ask_consent(withdrawing=True))
            row = self._rows[ident] = self._make_row(ident, self._consent, "consent_on")
            row.stretch_value()
        self._consent.show_file(file)
        return [Cell(self._rows[ident], "whole")]

    def show_consent(self) -> None:
        """Scroll to the line about the consent."""
        if self._consent is not None:
            self.ensureWidgetVisible(self._consent)

    def _ask_consent(self, *, withdrawing: bool) -> None:
        from crmdesk.gui.dialogs.consent import customer_person, open_consent

        if self._file is not None:
            open_consent(self._ui, customer_person(self._file), self.window(), withdrawing=withdrawing)

    def _text(self, field: Field, text: str, room: str) -> Cell:
        return self._labelled(self._label(field), field.key, text, field.key, room)

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


def _focusable(holder: QWidget) -> list[QWidget]:
    """What Tab stops at, in the order in which it is laid out."""
    layout = holder.layout()
    items = [layout.itemAt(place) for place in range(layout.count())] if layout is not None else []
    parts = [part for item in items if item is not None and (part := item.widget()) is not None]
    inside = (each for part in parts for each in (part, *part.findChildren(QWidget)))
    return [each for each in inside if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
