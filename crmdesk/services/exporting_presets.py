"""Presets of exports, kept in the data file: which kinds, columns, format, language (with history, undoable)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec.structs import replace

from crmdesk.core import texts
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.exporting import ExportOptions, Preset, from_json, to_json
from crmdesk.services.desk import Desk
from crmdesk.services.exporting import columns
from crmdesk.store import exporting as store

MOST_CHARACTERS = 60
"""The longest name of a preset."""


def presets(desk: Desk) -> list[Preset]:
    """Every preset, in the order in which they were made; columns that are gone meanwhile are left out."""
    kept = [from_json(*row) for row in store.presets(desk.data)]
    chosen = {kind for preset in kept for kind in preset.options.columns}
    known_keys = {kind: {field.key for field in columns(desk, kind)} for kind in chosen}
    return [replace(preset, options=_usable(preset.options, known_keys)) for preset in kept]


def _usable(options: ExportOptions, known_keys: Mapping[str, Collection[str]]) -> ExportOptions:
    usable = {kind: tuple(key for key in keys if key in known_keys[kind]) for kind, keys in options.columns.items()}
    return replace(options, columns={kind: keys for kind, keys in usable.items() if keys})


def known(desk: Desk, name: str) -> Preset:
    """The preset of this name. Raises UserError('preset-unknown')."""
    kept = presets(desk)
    found = next((preset for preset in kept if texts.fold(preset.name) == texts.fold(name)), None)
    if found is None:
        raise UserError("preset-unknown", name=name, known=", ".join(preset.name for preset in kept) or "—")
    return found


def save(
    desk: Desk, name: str, options: ExportOptions, ending: str = ".xlsx", language: str = ""
) -> tuple[int, Changes]:
    """Keep an export as a preset; one of that name already takes the new content. Returns its id.

    Raises UserError: 'preset-name', 'preset-name-long'.
    """
    clean = checked_name(name)
    content = to_json(options, ending, language)
    there = {texts.fold(preset.name): preset.id for preset in presets(desk)}
    preset_id = there.get(texts.fold(clean))
    with desk.recording("export-preset-save") as made:
        if preset_id is None:
            preset_id = made.create("export_preset", {"name": clean, "content": content})
        else:
            made.update("export_preset", preset_id, {"name": clean, "content": content})
    return preset_id, made.result


def rename(desk: Desk, preset_id: int, name: str) -> Changes:
    """Call a preset something else. Raises UserError: 'preset-name…', 'preset-gone'."""
    clean = checked_name(name)
    _refuse_gone(desk, preset_id)
    if any(texts.fold(preset.name) == texts.fold(clean) and preset.id != preset_id for preset in presets(desk)):
        raise UserError("preset-name-used", name=clean)
    with desk.recording("export-preset-rename") as made:
        made.update("export_preset", preset_id, {"name": clean})
    return made.result


def delete(desk: Desk, preset_id: int) -> Changes:
    """Delete a preset; undo brings it back. Raises UserError('preset-gone')."""
    _refuse_gone(desk, preset_id)
    with desk.recording("export-preset-delete") as made:
        made.update("export_preset", preset_id, {"deleted_at": desk.now()})
    return made.result


def checked_name(name: str) -> str:
    """The name as it is kept. Raises UserError: 'preset-name', 'preset-name-long'."""
    clean = texts.clean(name)
    if not clean:
        raise UserError("preset-name")
    if len(clean) > MOST_CHARACTERS:
        raise UserError("preset-name-long", most=MOST_CHARACTERS)
    return clean


def _refuse_gone(desk: Desk, preset_id: int) -> None:
    if all(preset.id != preset_id for preset in presets(desk)):
        raise UserError("preset-gone")
