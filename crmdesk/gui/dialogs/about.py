"""What the program is, which version, and where the data lies."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QWidget

from crmdesk import __version__
from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.labels import Label

_WIDTH = 400


class AboutDialog(Dialog):
    """Name, version, data file."""

    def __init__(self, data_file: Path, words: Words, parent: QWidget | None = None) -> None:
        _ = words.gettext
        super().__init__(_("About CRM Desk"), words, name="about", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body.setContentsMargins(*[tokens.SECTIONS] * 4)
        self.body.setSpacing(tokens.INSIDE)
        self.body.addWidget(Label(_("CRM Desk"), points=tokens.NAME, bold=True))
        made = _("Version {version} · Python {python} · Qt {qt}")
        made = made.format(version=__version__, python=platform.python_version(), qt=qVersion())
        self.body.addWidget(Label(made, tone="text_2"))
        self.body.addSpacing(tokens.BETWEEN)
        told = _("Customer files on your own machine. Nothing leaves it unless you export it.")
        self.body.addWidget(Label(told, wrap=True))
        self.body.addSpacing(tokens.BETWEEN)
        self.body.addWidget(Label(_("Data file"), points=tokens.SMALL, tone="text_2"))
        place = Label(str(data_file), wrap=True, selectable=True, name="about-data-file")
        place.setMinimumWidth(_WIDTH)
        self.body.addWidget(place)
        self.body.addSpacing(tokens.BETWEEN)
        free = _("Free software under the MIT licence.")
        self.body.addWidget(Label(free, points=tokens.SMALL, tone="text_2"))
