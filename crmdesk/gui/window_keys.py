"""Which keys do what, for the map of the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmdesk.core.words import Words

if TYPE_CHECKING:
    from crmdesk.gui.dialogs.shortcuts import Keys, Section


def sections(words: Words) -> list[Section]:
    """Everything the keyboard does, grouped as one works."""
    _ = words.gettext
    return [
        (_("Find"), _find(words)),
        (_("List"), _list(words)),
        (_("Table and filters"), _table(words)),
        (_("Customer file"), _file(words)),
        (_("The day"), _day(words)),
        (_("Visits and calls"), _dealing(words)),
        (_("Complaints"), _complaints(words)),
        (_("Page Orders"), _orders(words)),
        (_("Orders and payments"), _order_form(words)),
        (_("Contacts, notes, attachments"), _parts(words)),
        (_("Tiers"), _tiers(words)),
        (_("Insight"), _insight(words)),
        (_("Follow-up"), _follow_up(words)),
        (_("Print"), _printing(words)),
        (_("While typing"), _typing(words)),
        (_("Data file"), _data_file(words)),
        (_("Settings"), _settings(words)),
        (_("Window"), _window(words)),
    ]


def _find(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("Go to a customer, order, complaint, page or action"), "Ctrl+K"),
        Keys(_("Search in the list"), "Ctrl+F"),
        Keys(_("Search, from the list"), "/"),
        Keys(_("Move in the list while searching"), "Up Down"),
        Keys(_("To the list"), "Return"),
        Keys(_("Clear the search"), "Esc"),
        Keys(_("Go to a page"), "Ctrl+1 Ctrl+2 Ctrl+3 Ctrl+4 Ctrl+5 Ctrl+6 Ctrl+7 Ctrl+8"),
    ]


def _list(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("To the file"), "Return"),
        Keys(_("File in its own window"), "Shift+Return"),
        Keys(_("First or last"), "Home End"),
        Keys(_("Select several"), "Shift+Up"),
        Keys(_("Select all"), "Ctrl+A"),
        Keys(_("Edit several"), "Ctrl+Shift+B"),
        Keys(_("Copy as a table"), "Ctrl+C"),
        Keys(_("Into the trash"), "Del"),
    ]


def _table(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("Table or list"), "Ctrl+Shift+T"),
        Keys(_("Filter"), "Ctrl+Shift+F"),
    ]


def _file(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("New customer"), "Ctrl+N"),
        Keys(_("Edit"), "Ctrl+E"),
        Keys(_("Next or previous part of the file"), "Ctrl+PgDown Ctrl+PgUp"),
        Keys(_("Undo"), "Ctrl+Z"),
        Keys(_("Redo"), "Ctrl+Shift+Z"),
    ]


def _day(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("Day, week or month before or after"), "Alt+Left Alt+Right"),
        Keys(_("Back to today"), "Alt+Home"),
        Keys(_("Briefing before a visit or call"), "Ctrl+B"),
        Keys(_("Briefing of the next or previous one"), "Alt+Right Alt+Left"),
        Keys(_("New task"), "Ctrl+Shift+D"),
        Keys(_("Task done, or greeted"), "Space"),
        Keys(_("Copy the greeting or report"), "Ctrl+Shift+C"),
        Keys(_("Open the task"), "Return"),
    ]


def _dealing(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("Log a visit or call"), "Ctrl+Shift+N"),
        Keys(_("Visit, call, message …"), "Alt+1 Alt+7"),
        Keys(_("Save"), "Return"),
        Keys(_("New line"), "Shift+Return"),
        Keys(_("All fields"), "Alt+M"),
        Keys(_("Next step done"), "Space"),
    ]


def _complaints(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("Log a complaint"), "Ctrl+Shift+K"),
        Keys(_("Save and open the complaint"), "Return Ctrl+Return"),
        Keys(_("New line"), "Shift+Return"),
        Keys(_("All fields"), "Alt+M"),
        Keys(_("Open the complaint"), "Return"),
        Keys(_("New complaint in the customer's file"), "Ins"),
    ]


def _orders(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("Open the order, product or unpaid orders"), "Return"),
        Keys(_("The customer's file"), "Shift+Return"),
        Keys(_("New order, payment or product"), "Ins"),
        Keys(_("Everything again"), "Esc"),
    ]


def _order_form(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("Payments of an order"), "Right Left"),
        Keys(_("Next cell, next line"), "Return Tab"),
        Keys(_("Products found"), "F4"),
        Keys(_("Remove the line"), "Ctrl+Del"),
    ]


def _parts(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("Open or change"), "Return"),
        Keys(_("Change the name or the note"), "F2"),
        Keys(_("Move up or down"), "Alt+Up Alt+Down"),
        Keys(_("Attach what was copied"), "Ctrl+V"),
        Keys(_("Take out"), "Del"),
    ]


def _tiers(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("Another level"), "Up Down"),
        Keys(_("To the customers of the level"), "Return"),
        Keys(_("To the file"), "Return"),
        Keys(_("Find in the ranking"), "Ctrl+F"),
        Keys(_("Work out again"), "F5"),
    ]


def _insight(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("Along the values of a chart"), "Left Right"),
        Keys(_("What a value is made of"), "Return"),
        Keys(_("Back from there"), "Esc"),
        Keys(_("Enter what was spent on a source"), "Ins"),
    ]


def _follow_up(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("Visit table, target, what we expect, campaign"), "F2"),
        Keys(_("Log what is due"), "Space"),
        Keys(_("Next step done"), "Space"),
        Keys(_("Outcome of a call"), "1 2 3 4 5"),
        Keys(_("Outcome while one types"), "Alt+1"),
        Keys(_("Save and call the next one"), "Ctrl+Return"),
    ]


def _printing(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("Print what is in front of you"), "Ctrl+P"),
        Keys(_("Save as PDF"), "Ctrl+S"),
        Keys(_("Next page, page before"), "PgDown PgUp"),
        Keys(_("Larger, smaller"), "Ctrl++ Ctrl+-"),
    ]


def _typing(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("Save"), "Ctrl+S Ctrl+Return"),
        Keys(_("Leave without saving"), "Esc"),
        Keys(_("Next field"), "Tab"),
        Keys(_("Open choices or calendar"), "F4 Alt+Down"),
        Keys(_("A day later or earlier"), "Up Down"),
    ]


def _data_file(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("Open"), "Ctrl+O"),
        Keys(_("Import"), "Ctrl+I"),
        Keys(_("Export"), "Ctrl+Shift+E"),
        Keys(_("History"), "Ctrl+H"),
        Keys(_("Lock"), "Ctrl+L"),
        Keys(_("Quit"), "Ctrl+Q"),
    ]


def _settings(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("Settings"), "Ctrl+,"),
        Keys(_("Rename a word of a list"), "F2"),
        Keys(_("Add a word"), "Ins"),
        Keys(_("Move a word"), "Alt+Up Alt+Down"),
    ]


def _window(words: Words) -> list[Keys]:
    from crmdesk.gui.dialogs.shortcuts import Keys

    _ = words.gettext
    return [
        Keys(_("Narrow navigation"), "F9"),
        Keys(_("Full screen"), "F11"),
        Keys(_("Hide or show personal data"), "Ctrl+Shift+M"),
        Keys(_("This map"), "F1"),
    ]
