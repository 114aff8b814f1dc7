"""Which keys do what, for the map of the keyboard."""

from __future__ import annotations

from crmdesk.core.words import Words
from crmdesk.gui.dialogs.shortcuts import Keys, Section


def sections(words: Words) -> list[Section]:
    """Everything the keyboard does, grouped as one works."""
    _ = words.gettext
    return [
        (_("Find"), _find(words)),
        (_("List"), _list(words)),
        (_("Customer file"), _file(words)),
        (_("Data file"), _data_file(words)),
        (_("Window"), _window(words)),
    ]


def _find(words: Words) -> list[Keys]:
    _ = words.gettext
    return [
        Keys(_("Search"), "Ctrl+K Ctrl+F"),
        Keys(_("Search, from the list"), "/"),
        Keys(_("Move in the list while searching"), "Up Down"),
        Keys(_("To the list"), "Return"),
        Keys(_("Clear the search"), "Esc"),
        Keys(_("To the customers"), "Ctrl+1"),
    ]


def _list(words: Words) -> list[Keys]:
    _ = words.gettext
    return [
        Keys(_("To the file"), "Return"),
        Keys(_("File in its own window"), "Shift+Return"),
        Keys(_("Select several"), "Shift+Up"),
        Keys(_("Select all"), "Ctrl+A"),
        Keys(_("Copy as a table"), "Ctrl+C"),
        Keys(_("Into the trash"), "Del"),
    ]


def _file(words: Words) -> list[Keys]:
    _ = words.gettext
    return [
        Keys(_("New customer"), "Ctrl+N"),
        Keys(_("Edit"), "Ctrl+E"),
        Keys(_("Save"), "Ctrl+S"),
        Keys(_("Leave without saving"), "Esc"),
        Keys(_("Next part of the file"), "Ctrl+PgDown"),
        Keys(_("Undo"), "Ctrl+Z"),
        Keys(_("Redo"), "Ctrl+Shift+Z"),
    ]


def _data_file(words: Words) -> list[Keys]:
    _ = words.gettext
    return [
        Keys(_("Open"), "Ctrl+O"),
        Keys(_("Import"), "Ctrl+I"),
        Keys(_("Export"), "Ctrl+Shift+E"),
        Keys(_("Quit"), "Ctrl+Q"),
    ]


def _window(words: Words) -> list[Keys]:
    _ = words.gettext
    return [
        Keys(_("Narrow navigation"), "F9"),
        Keys(_("Full screen"), "F11"),
        Keys(_("This map"), "F1"),
    ]
