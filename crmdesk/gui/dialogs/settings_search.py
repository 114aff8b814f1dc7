"""Everything the settings can be searched for: settings, fields, words of lists, groups, competitors, columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from crmdesk.core.finding import Match, Rank, match
from crmdesk.core.settings import GROUPS, SETTINGS, TASK_SETS
from crmdesk.core.words import Label
from crmdesk.gui.dialogs.settings_pane import Entry
from crmdesk.gui.ui import Ui
from crmdesk.services import competitors, groups, lists, staff, user_fields

_MOST = 60


class Place(Struct, frozen=True):
    """One place of the settings in the list at the left."""

    key: str
    text: str
    icon: str


def places(ui: Ui) -> list[Place]:
    """The places in their order."""
    _, label = ui.words.gettext, ui.words.label
    return [
        Place("person", label(GROUPS["person"]), "person"),
        Place("company", label(GROUPS["company"]), "company"),
        Place("looks", _("Language and appearance"), "globe"),
        Place("lists", _("Lists"), "list"),
        Place("fields", _("Own fields"), "pencil"),
        Place("groups", _("Groups"), "people"),
        Place("staff", _("Our people"), "person"),
        Place("competitors", _("Competitors"), "rival"),
        Place("files", label(GROUPS["files"]), "document"),
        Place("method", label(GROUPS["method"]), "insight"),
        Place("tiers", label(GROUPS["tiers"]), "tiers"),
        Place("day", label(GROUPS["day"]), "today"),
        Place("task-sets", _("Sets of tasks"), "list"),
        Place("print", label(GROUPS["print"]), "print"),
        Place("columns", _("Columns"), "columns"),
        Place("folders", _("Folders"), "folder"),
        Place("reminder", _("Reminder"), "clock"),
        Place("backups", label(GROUPS["backups"]), "save"),
        Place("security", label(GROUPS["security"]), "lock"),
        Place("privacy", label(GROUPS["privacy"]), "shield"),
    ]


def entries(ui: Ui) -> list[Entry]:
    """Everything there is to be found; places first."""
    return [*(Entry(place.text, place.key) for place in places(ui)), *_settings(ui), *_machine(ui), *_structure(ui)]


def find(found: Sequence[Entry], query: str) -> list[tuple[Entry, Match]]:
    """The entries that what was typed means, the best first; by text, pinyin or initials, in either language."""
    hits = []
    for place, entry in enumerate(found):
        hit = match(entry.text, query)
        other = None if hit else match(entry.also, query)
        if hit is not None:
            hits.append((-int(hit.rank), place, entry, hit))
        elif other is not None and other.rank is not Rank.INITIALS:
            hits.append((1, place, entry, Match(other.rank, ())))
    hits.sort(key=lambda each: each[:2])
    return [(entry, hit) for _rank, _place, entry, hit in hits[:_MOST]]


def place_of(ui: Ui, key: str) -> tuple[str, str]:
    """The place and target that a key means: that of a place, a setting, a list, an own field."""
    if key in {place.key for place in places(ui)}:
        return key, ""
    known: Mapping[str, tuple[str, str]] = {entry.target: (entry.place, entry.target) for entry in entries(ui)}
    return known.get(key, ("person", ""))


def _settings(ui: Ui) -> Iterator[Entry]:
    label = ui.words.label
    for setting in SETTINGS:
        if setting is TASK_SETS:  # a place of its own
            continue
        hint = label(setting.hint) if setting.hint else ""
        yield Entry(label(setting.label), setting.group, setting.key, f"{_other(ui, setting.label)} {hint}")


def _machine(ui: Ui) -> Iterator[Entry]:
    _ = ui.words.gettext
    yield Entry(_("Language"), "looks", "language", "English 简体中文 language")
    yield Entry(_("Appearance"), "looks", "theme", _("Light or dark"))
    yield Entry(_("Size of everything"), "looks", "scale", _("Scale, zoom, font size"))
    yield Entry(_("Imports begin in"), "folders", "import")
    yield Entry(_("Exports begin in"), "folders", "export")
    yield Entry(_("The data file"), "folders", "data")
    yield Entry(_("Reminder"), "reminder", "reminder-on", _("Notification, tray"))
    yield Entry(_("Password"), "security", "password", _("Encryption, lock"))
    if ui.desk.data.key is not None:
        yield Entry(_("Recovery sheet"), "security", "sheet")


def _structure(ui: Ui) -> Iterator[Entry]:
    label = ui.words.label
    for field in user_fields.all_fields(ui.desk):
        yield Entry(label(field.label), "fields", field.key)
    for group in groups.all_groups(ui.desk):
        yield Entry(group.name, "groups", str(group.id))
    for name in competitors.all_competitors(ui.desk):
        yield Entry(name.name, "competitors", str(name.id))
    for one in staff.staff(ui.desk, left=True, counted=False):
        yield Entry(one.name, "staff", str(one.id))
    found = lists.all_lists(ui.desk)
    for field in found:
        yield Entry(label(field.label), "lists", field.key, _other(ui, field.label))
    for field in found:
        for choice in field.choices:
            yield Entry(label(choice.label), "lists", f"{field.key}/{choice.key}", _other(ui, choice.label))
    for field in ui.desk.fields("customer").all:
        if field.listed:
            yield Entry(label(field.label), "columns", field.key, _other(ui, field.label))


def _other(ui: Ui, name: Label) -> str:
    """The name in the other language."""
    return name.en if ui.words.chinese else name.zh
