"""The tour with an inspector in the place of its camera."""

from __future__ import annotations

from pathlib import Path

from crmdesk.core.vcards_columns import COLUMNS, header
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.about import LIBRARIES
from crmdesk.gui.preferences import Preferences
from crmdesk.services.desk import open_desk
from crmdesk.tour import WHO, clock, scenes
from tests.gui.inspecting import Inspector, own_data

LEAST = {"customers", "customers-edit", "customers-new-problem", "search-nothing", "contact", "leave", "shortcuts"}
LEAST |= {"import-columns", "import-trial", "import-done", "export", "file-alone", "welcome", "bug-report", "about"}
LEAST |= {"backups", "restore", "restore-lost", "repaired", "password-set", "recovery-sheet", "locked-sheet", "unlock"}
LEAST |= {"insight-overview", "insight-sources", "loyalty-matrix", "selection", "churn-lost", "churn-risk"}
LEAST |= {"value-worth", "value-time", "value-delivered", "repurchase", "repurchase-accuracy"}
LEAST |= {"masked", "privacy-log", "privacy-requests", "privacy-retention", "erasing", "person-copy", "consent"}

_CARDS = {header(column, chinese=False) for column in COLUMNS} | {"Enterprise", "JPEG"}
"""What stands in the table that a file of address cards is read as: as much the file's own as what a sheet holds."""

_TYPED = {**dict.fromkeys(("timeline", "timeline-wide"), ("50 cm",)), "import-orders-columns": ("XS101", "XS102")}
"""What the tour itself puts in on its way."""


def look(data: Path, folder: Path, words: Words) -> Inspector:
    """Through every page and dialog of the tour."""
    inspector = Inspector(folder)
    bought = scenes._bought(folder)
    own = {*own_data(data), *own_data(bought), *LIBRARIES, *LIBRARIES.values()}
    inspector.own = tuple(sorted(own, key=len, reverse=True))
    inspector.own_in = {**_TYPED, "import-cards-columns": tuple(sorted(_CARDS, key=len, reverse=True))}
    preferences = Preferences(folder / "window.ini")
    scenes._customers(inspector, open_desk(data, who=WHO, clock=clock), words, preferences, folder)
    scenes._insights(inspector, open_desk(bought, who=WHO, clock=clock), words, preferences)
    scenes._empty(inspector, open_desk(folder / "空.crmdesk", who=WHO, clock=clock), words, preferences)
    assert set(inspector.seen) >= LEAST
    return inspector
