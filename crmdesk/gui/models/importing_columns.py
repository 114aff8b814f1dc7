"""Which field each column of a file becomes: the choices there are, their names, and what was chosen by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from crmdesk.core.fields import Field
from crmdesk.core.headers import header_key
from crmdesk.core.importing import Column, SheetPlan, letters
from crmdesk.core.importing_registry import AS_OF, BY_KIND, COLUMNS, KINDS, OWN, Registry, owner_of, target_of
from crmdesk.core.words import Words

LEFT_OUT = ""
Place = tuple[str, int]
"""A sheet's name and a column's index in it."""


class Choice(Struct, frozen=True):
    """A field a column can become; `head`: the title of the fields after it."""

    key: str
    text: str
    head: bool = False


def target_name(registry: Registry, target: str, words: Words) -> str:
    """What a field id is called: 手机, 联系人手机, 联系人 2 手机."""
    _ = words.gettext
    if target == LEFT_OUT:
        return _("Do not import")
    if target == AS_OF:
        return _("Date that says which row is newer")
    if target == OWN:
        return _("New field of my own")
    kind, number, key = owner_of(target)
    if kind == OWN:
        return key
    field = registry.field(target)
    label = words.label(field.label) if field else target
    if kind not in BY_KIND:
        return label
    prefix = _owner_name(kind, number, words)
    known = BY_KIND[kind]
    if prefix == label or (known.plain and field and field.label.zh.startswith(known.prefix.zh) and number == 1):
        return label
    return f"{prefix}{label}" if words.chinese and not prefix[-1].isdigit() else f"{prefix} {label}"


def _owner_name(kind: str, number: int, words: Words) -> str:
    prefix = words.label(BY_KIND[kind].prefix)
    return f"{prefix} {words.number(number)}" if number > 1 else prefix


def known_choice(target: str | None) -> str:
    """The choice a field id stands under: every field of one's own is one choice."""
    return OWN if (target or "").startswith(f"{OWN}.") else target or LEFT_OUT


def choices(registry: Registry, words: Words, sheets: Iterable[SheetPlan] = ()) -> list[Choice]:
    """All fields in groups, with one contact more than the sheets' columns have."""
    _ = words.gettext
    found = [Choice(key, target_name(registry, key, words)) for key in (LEFT_OUT, OWN)]
    for group in registry.customer.groups:
        members = [f for f in registry.customer.all if f.group == group.key and _may(f)]
        if members:
            found.append(Choice("", words.label(group.label), head=True))
            found += [Choice(field.key, words.label(field.label)) for field in members]
    most = _most(sheets)
    for kind in KINDS:
        fields = registry.of(kind.kind)
        further = min(COLUMNS, most.get(kind.kind, 0) + 1) if kind.kind == "contact" else most.get(kind.kind, 1)
        for number in range(1, max(1, further) + 1):
            if fields is None:
                continue
            found.append(Choice("", _owner_name(kind.kind, number, words), head=True))
            targets = [target_of(kind.kind, number, field.key) for field in fields.all if _may_part(field, kind.told)]
            found += [Choice(target, target_name(registry, target, words)) for target in targets]
    return [*found, Choice("", _("Other"), head=True), Choice(AS_OF, target_name(registry, AS_OF, words))]


def _most(sheets: Iterable[SheetPlan]) -> dict[str, int]:
    """How many of each kind of part the columns have."""
    most: dict[str, int] = {}
    for sheet in sheets:
        for column in sheet.columns:
            kind, number, _key = owner_of(column.target or "")
            most[kind] = max(number, most.get(kind, 0))
    return most


def _may(field: Field) -> bool:
    return not field.derived or field.key == "stage"


def _may_part(field: Field, told: Sequence[str]) -> bool:
    return not field.derived or field.key in told


class Mapping:
    """What each column becomes, as chosen so far. A field goes to one column of a sheet."""

    def __init__(self, sheets: Sequence[SheetPlan], automatic: dict[Place, str]) -> None:
        self._columns = {(sheet.name, c.index): c for sheet in sheets for c in sheet.columns}
        self._automatic = automatic
        self._chosen = {place: column.target or LEFT_OUT for place, column in self._columns.items()}

    def target(self, place: Place) -> str:
        return self._chosen[place]

    def holder(self, place: Place, target: str) -> Column | None:
        """The other column of the same sheet that is given this field already."""
        if target in (LEFT_OUT, OWN):
            return None
        others = ((other, column) for other, column in self._columns.items() if other != place)
        return next((c for other, c in others if other[0] == place[0] and self._chosen[other] == target), None)

    def choose(self, place: Place, target: str) -> list[Place]:
        """Give a column a field that no other has; returns the columns that changed with it: the same header in
        another sheet is meant as well, where the field is free there."""
        changed = [other for other in self._meant(place, target) if known_choice(self._chosen[other]) != target]
        for other in changed:
            self._chosen[other] = target
        return changed

    def _meant(self, place: Place, target: str) -> Iterator[Place]:
        yield place
        key = header_key(header_of(self._columns[place]))
        for other, column in self._columns.items():
            if other[0] != place[0] and header_key(header_of(column)) == key and self.holder(other, target) is None:
                yield other

    def by_header(self) -> dict[str, str]:
        """What differs from how the columns were recognised, as `Options.map` wants it."""
        return {
            self.header(place): known_choice(target)
            for place, target in self._chosen.items()
            if known_choice(target) != known_choice(self._automatic.get(place))
        }

    def sure(self, place: Place) -> str:
        """How the column came to its field: as `core.importing.Column.sure`, 'hand' where it was chosen here, 'out'
        where it was left out by hand."""
        column, target = self._columns[place], known_choice(self._chosen[place])
        if target == known_choice(self._automatic.get(place)):
            return column.sure if target else ""
        return "hand" if target else "out"

    def header(self, place: Place) -> str:
        """What a column is called among those of its sheet."""
        column = self._columns[place]
        plain = header_of(column)
        twice = sum(header_of(c) == plain for (sheet, _index), c in self._columns.items() if sheet == place[0]) > 1
        return f"{column.header} ({letters(column.index)})" if twice else plain

    def places(self) -> list[Place]:
        return list(self._columns)


def header_of(column: Column) -> str:
    """A header with the group above it."""
    return f"{column.group} {column.header}" if column.group else column.header
