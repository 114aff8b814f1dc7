"""Settings kept in the data file: reading them typed, changing them with history."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Field, Type
from crmdesk.core.settings import BY_KEY, GRADE_OF_TIER, PERSON_NAME, Setting
from crmdesk.services.desk import Desk, system_user
from crmdesk.store import blobs
from crmdesk.store import settings as store

if TYPE_CHECKING:
    from crmdesk.store.recording import Recording


def get(desk: Desk, setting: Setting) -> Any:
    """The value set, else the default."""
    text = store.get(desk.data, setting.key)
    return setting.default if text is None else _from_text(setting, text)


def known(key: str) -> Setting:
    """The setting with this key. Raises UserError('setting-unknown')."""
    if key not in BY_KEY:
        raise UserError("setting-unknown", key=key)
    return BY_KEY[key]


def is_default(desk: Desk, setting: Setting) -> bool:
    return store.get(desk.data, setting.key) is None


def change(desk: Desk, key: str, typed: str | None, *, verb: str = "setting-change") -> Changes:
    """Set what was typed; None or an empty text goes back to the default. `verb`: what the history calls it.

    Raises UserError for an unknown key, a value that is refused or does not fit others, or a picture.
    """
    return change_several(desk, {key: typed}, verb=verb)


def change_several(desk: Desk, typed: Mapping[str, str | None], *, verb: str = "setting-change") -> Changes:
    """`change` for several settings by key, in one action; where one is refused none is changed."""
    parsed = {known(key): _parsed(desk, known(key), text or "") for key, text in typed.items()}
    _fitting(desk, parsed)
    with desk.recording(verb) as made:
        for setting, text in parsed.items():
            _write(desk, made, setting, text)
    if PERSON_NAME in parsed and made.result:
        desk.who = parsed[PERSON_NAME] or system_user()
    return made.result


def _fitting(desk: Desk, parsed: Mapping[Setting, str | None]) -> None:
    """What is set must fit what was set before. Raises UserError with the codes of `settings_rules.problems`."""
    from crmdesk.core.settings_rules import FITTING, problems

    for settings in FITTING:
        if parsed.keys().isdisjoint(settings):
            continue
        texts = {one: parsed[one] if one in parsed else store.get(desk.data, one.key) for one in settings}
        known_ = {one.key: one.default if text is None else _from_text(one, text) for one, text in texts.items()}
        for problem in problems(settings, known_):
            raise UserError(problem.code, **problem.params)


def change_image(desk: Desk, setting: Setting, content: bytes | None) -> Changes:
    """Set the picture of a setting of type 'image'; None takes it away."""
    with desk.recording("setting-change") as made:
        _write(desk, made, setting, None if content is None else blobs.put(desk.data, content))
    return made.result


def image(desk: Desk, setting: Setting) -> bytes | None:
    """The picture of a setting of type 'image'."""
    key = get(desk, setting)
    return blobs.get(desk.data, key) if key else None


def _write(desk: Desk, made: Recording, setting: Setting, text: str | None) -> None:
    found = store.id_of(desk.data, setting.key)
    if found is not None:
        made.update("setting", found, {"value": text})
    elif text is not None:
        made.create("setting", {"key": setting.key, "value": text})


def _parsed(desk: Desk, setting: Setting, typed: str) -> str | None:
    if setting.type == "image":
        raise UserError("setting-image", setting=setting.label)
    if setting.type == "fields":
        return _field_keys(desk, typed)
    if setting.type == "folder":
        return _folder(typed.strip())
    if setting.type == "grades":
        return _grades(typed)
    field = Field(setting.key, setting.label, Type(setting.type))
    parsed = values.parse(field, typed)
    if parsed.refused and parsed.problem is not None:
        raise UserError("value-refused", field=setting.label, reason=parsed.problem)
    if parsed.value is None:
        return None
    if setting.type is Type.INTEGER and not setting.least <= parsed.value <= setting.most:
        raise UserError("setting-range", setting=setting.label, least=setting.least, most=setting.most)
    if setting.choices and parsed.value not in setting.choices:
        raise UserError("setting-choice", setting=setting.label, choices=setting.choices)
    from crmdesk.core.settings_rules import shape_problem

    broken = shape_problem(setting, parsed.value)
    if broken is not None:
        raise UserError(broken.code, **broken.params)
    if isinstance(parsed.value, Decimal):
        return f"{parsed.value.normalize():f}"
    return json.dumps(parsed.value) if setting.type in (Type.INTEGER, Type.YES_NO) else str(parsed.value)


def _grades(typed: str) -> str | None:
    if not typed.strip():
        return None
    from crmdesk.core.grades import read_of_tier
    from crmdesk.core.tiers import CLASSES, TIERS

    found = read_of_tier(typed)
    if found is None:
        raise UserError("setting-grades", setting=GRADE_OF_TIER.label, tiers=TIERS, grades=CLASSES)
    return json.dumps(found)


def _folder(typed: str) -> str | None:
    """A folder that is there and can be written, by its whole path."""
    if not typed:
        return None
    path = Path(os.path.abspath(Path(typed).expanduser()))
    if not (path.is_dir() and os.access(path, os.W_OK)):
        raise UserError("backup-folder", folder=str(path))
    return str(path)


def _field_keys(desk: Desk, typed: str) -> str | None:
    keys = list(dict.fromkeys(typed.replace(",", " ").split()))
    fields = desk.fields("customer")
    for key in keys:
        if fields.get(key) is None:
            raise UserError("field-unknown", field=key)
    return json.dumps(keys) if keys else None


def _from_text(setting: Setting, text: str) -> Any:
    if setting.type == "fields":
        return tuple(json.loads(text))
    if setting.type in (Type.PERCENT, Type.NUMBER):
        return Decimal(text)
    return json.loads(text) if setting.type in (Type.INTEGER, Type.YES_NO) else text
