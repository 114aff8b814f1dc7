"""The person's own templates: copies of the shipped ones in a folder, to be changed (METHOD.md section 15)."""

from __future__ import annotations

import re
from pathlib import Path

from crmdesk.assets import resources
from crmdesk.core.errors import UserError
from crmdesk.core.printing_kinds import known
from crmdesk.core.settings import PRINT_TEMPLATES
from crmdesk.services import settings
from crmdesk.services.desk import Desk
from crmdesk.sheets.atomic import failure, replacing

_IMPORTED = re.compile(r"^\s*#(?:import|include)\s+\"([\w.-]+\.typ)\"", re.MULTILINE)


def folder(desk: Desk) -> Path:
    """Where own templates lie: the folder of Settings, else one beside the data file. It need not be there."""
    chosen = settings.get(desk, PRINT_TEMPLATES)
    return Path(chosen) if chosen else desk.path.parent / f"{desk.path.stem}-templates"


def own(desk: Desk, kind: str) -> Path | None:
    """The own template of a kind, None where it is printed by the shipped one. Raises UserError('print-kind')."""
    path = folder(desk) / f"{known(kind).key}.typ"
    return path if path.is_file() else None


def copy(desk: Desk, kind: str) -> Path:
    """Put a copy of a kind's template into the folder, with the templates that it imports; what lies there already
    stays as it is. Returns the kind's own template.

    Raises UserError: 'print-kind', 'print-template-there', 'write-…'.
    """
    template = f"{known(kind).key}.typ"
    place = folder(desk)
    if (place / template).exists():
        raise UserError("print-template-there", file=template, folder=str(place))
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure(error, place / template) from error
    for name in reversed(_with_imported(template)):  # the kind's own one last: without it nothing is used
        if not (place / name).exists():
            with replacing(place / name) as file:
                file.write((resources() / "paper" / name).read_bytes())
    return place / template


def _with_imported(template: str) -> list[str]:
    """A template and those that it imports, and they, each once."""
    found = [template]
    for name in found:
        text = (resources() / "paper" / name).read_text(encoding="utf-8")
        found += [other for other in _IMPORTED.findall(text) if other not in found]
    return found
