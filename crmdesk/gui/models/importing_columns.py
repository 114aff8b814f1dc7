"""Which field each column of a file becomes: the choices there are, their names, and what was chosen by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from crmdesk.core.fields import Field
from crmdesk.core.headers import AS_OF, OWN, header_key
from crmdesk.core.importing import Column, SheetPlan
from crmdesk.core.importing_rows import Registry
from crmdesk.core.words import Words

LEFT_OUT = ""
_CONTACT, _ADDRESS = "contact", "address"
Place = tuple[str, int]
"""A sheet's name and a column's index in it."""


def target_name(registry: Registry, target: str, words: Words) -> str:
    """What a field id is called: 手机, 联系人手机, 联系人 2 手机."""
    _ = words.gettext
    if target == LEFT_OUT:
        return _("Do not import")
    if target == AS_OF:
        return _("Date that says which row is newer")
    if target == OWN:
        return _("A field of my own")
    if target.startswith(f"{OWN}."):
        return target.partition(".")[2]
    field = registry.field(target)
    label = words.label(field.label) if field else target
    owner = target.partition(".")[0] if "." in target else ""
    if not owner:
        return label
    if owner == _ADDRESS:
        prefix = _("Further address")
    else:
        number = owner.removeprefix(_CONTACT)
        prefix = _("Contact {number}").format(number=number) if number else _("Contact")
    return f"{prefix}{label}" if words.chinese and not prefix[-1].isdigit() else f"{prefix} {label}"


def known_choice(target: str | None) -> str:
    """The choice a field id stands under: every field of one's own is one choice."""
    return OWN if (target or "").startswith(f"{OWN}.") else target or LEFT_OUT


def choices(
    registry: Registry, words: Words, contacts: Iterable[str] = (), parent: QObject | None = None
) -> QStandardItemModel:
    """All fields in groups, for every combo box of a file. `contacts` are owners beyond the first, such as contact2."""
    _ = words.gettext
    model = QStandardItemModel(parent)
    _add(model, LEFT_OUT, target_name(registry, LEFT_OUT, words))
    for group in registry.customer.groups:
        members = [f for f in registry.customer.all if f.group == group.key and _may(f)]
        if members:
            _head(model, words.label(group.label))
            for field in members:
                _add(model, field.key, words.label(field.label))
    for owner in (_CONTACT, *contacts):
        _head(model, _("Contact {number}").format(number=owner[7:]) if owner != _CONTACT else _("Contact"))
        for field in registry.contact.all:
            _add(model, f"{owner}.{field.key}", target_name(registry, f"{owner}.{field.key}", words))
    _head(model, _("Further address"))
    for field in registry.address.all:
        _add(model, f"{_ADDRESS}.{field.key}", target_name(registry, f"{_ADDRESS}.{field.key}", words))
    _head(model, _("Other"))
    for target in (AS_OF, OWN):
        _add(model, target, target_name(registry, target, words))
    return model


def _may(field: Field) -> bool:
    return not field.derived or field.key == "stage"


def _add(model: QStandardItemModel, key: str, text: str) -> None:
    item = QStandardItem(text)
    item.setData(key, Qt.ItemDataRole.UserRole)
    model.appendRow(item)


def _head(model: QStandardItemModel, text: str) -> None:
    item = QStandardItem(text)
    item.setData(None, Qt.ItemDataRole.UserRole)
    item.setEnabled(False)
    model.appendRow(item)


class Mapping:
    """What each column becomes, as chosen so far. A field goes to one column of a sheet: the last choice has it, and
    gives it back when it moves on (as it does while someone walks through the choices by arrow keys)."""

    def __init__(self, sheets: Sequence[SheetPlan], automatic: dict[Place, str]) -> None:
        self._columns = {(sheet.name, c.index): c for sheet in sheets for c in sheet.columns}
        self._automatic = automatic
        self._wished = {place: column.target or LEFT_OUT for place, column in self._columns.items()}
        self._turn = dict.fromkeys(self._columns, 0)
        self._chosen = dict(self._wished)

    def target(self, place: Place) -> str:
        return self._chosen[place]

    def choose(self, place: Place, target: str) -> list[Place]:
        """Give a column a field; returns the columns that changed with it."""
        turn = 1 + max(self._turn.values())
        for other in self._columns:
            if other == place or self._says_the_same(other, place):
                self._wished[other], self._turn[other] = target, turn
        before, self._chosen = self._chosen, self._settled()
        return [other for other in self._columns if before[other] != self._chosen[other]]

    def _settled(self) -> dict[Place, str]:
        """Each field of a sheet for the column that was given it last."""
        holders: dict[tuple[str, str], Place] = {}
        for place in sorted(self._columns, key=lambda place: self._turn[place]):
            holders[place[0], self._wished[place]] = place
        several = (LEFT_OUT, OWN)
        return {
            place: wish if wish in several or holders[place[0], wish] == place else LEFT_OUT
            for place, wish in self._wished.items()
        }

    def by_header(self) -> dict[str, str]:
        """What differs from how the columns were recognised, as `Options.map` wants it."""
        return {
            _header(self._columns[place]): known_choice(target)
            for place, target in self._chosen.items()
            if known_choice(target) != known_choice(self._automatic.get(place))
        }

    def recognised(self, sheet: str) -> int:
        return sum(bool(target) for (name, _), target in self._chosen.items() if name == sheet)

    def _says_the_same(self, one: Place, other: Place) -> bool:
        """The same header in another sheet is meant as well."""
        return one[0] != other[0] and header_key(_header(self._columns[one])) == header_key(
            _header(self._columns[other])
        )


def _header(column: Column) -> str:
    return f"{column.group} {column.header}" if column.group else column.header
