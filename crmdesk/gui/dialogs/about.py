"""What the program is, which version, where the data lies, and whose work it stands on."""

from __future__ import annotations

import platform
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crmdesk import __version__
from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.dialogs import Dialog, Ground
from crmdesk.gui.widgets.labels import Label

LIBRARIES = {
    "PySide6-Essentials": "LGPL-3.0",
    "pyqtgraph": "MIT",
    "numpy": "BSD-3-Clause",
    "sqlcipher3": "zlib",
    "peewee": "MIT",
    "openpyxl": "MIT",
    "python-calamine": "MIT",
    "rapidfuzz": "MIT",
    "opencc": "Apache-2.0",
    "typst": "Apache-2.0",
    "defusedxml": "PSF-2.0",
    "pypdf": "BSD-3-Clause",
    "pypinyin": "MIT",
    "phonenumbers": "Apache-2.0",
    "lunar-python": "MIT",
    "click": "BSD-3-Clause",
    "msgspec": "BSD-3-Clause",
    "platformdirs": "MIT",
}
"""The libraries it is shipped with, and their licences; numpy comes with pyqtgraph."""

_SIZE = QSize(520, 560)


class AboutDialog(Dialog):
    """Name, version, data file, licences."""

    def __init__(self, data_file: Path, words: Words, parent: QWidget | None = None) -> None:
        _ = words.gettext
        super().__init__(_("About CRM Desk"), words, name="about", size=_SIZE, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._folder = data_file.parent
        self._words = words
        self.body.setContentsMargins(tokens.SECTIONS, tokens.SECTIONS, tokens.SECTIONS, 0)
        self.body.setSpacing(tokens.INSIDE)
        self.body.addWidget(Label(_("CRM Desk"), points=tokens.NAME, bold=True))
        made = _("Version {version} · Python {python} · Qt {qt}")
        made = made.format(version=__version__, python=platform.python_version(), qt=qVersion())
        self.body.addWidget(Label(made, tone="text_2"))
        self.body.addSpacing(tokens.BETWEEN)
        told = _("Customer files on your own machine. Nothing leaves it unless you export it.")
        self.body.addWidget(Label(told, wrap=True))
        self.body.addWidget(Label(_("Free software under the MIT licence."), tone="text_2", wrap=True))
        self.body.addSpacing(tokens.BETWEEN)
        self._add_data_file(data_file)
        self.body.addSpacing(tokens.BETWEEN)
        self.body.addWidget(Label(_("It stands on the work of others"), points=tokens.SMALL, tone="text_2"))
        self.body.addWidget(self._libraries(), 1)

    def _add_data_file(self, data_file: Path) -> None:
        _ = self._words.gettext
        head = QHBoxLayout()
        head.addWidget(Label(_("Data file"), points=tokens.SMALL, tone="text_2"))
        head.addStretch(1)
        opens = LinkButton(_("Open the folder"), icon="folder", name="about-open-folder")
        opens.clicked.connect(self._open_folder)
        head.addWidget(opens)
        self.body.addLayout(head)
        self.body.addWidget(Label(str(data_file), wrap=True, selectable=True, name="about-data-file"))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _libraries(self) -> QScrollArea:
        ground = Ground("base")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, tokens.BETWEEN, tokens.AROUND)
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.AROUND)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        for place, (name, licence) in enumerate(LIBRARIES.items()):
            grid.addWidget(Label(name), place, 0)
            grid.addWidget(Label(_version(name), tone="text_2"), place, 1)
            grid.addWidget(Label(licence, tone="text_2"), place, 2)
        column.addLayout(grid)
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("about-libraries")
        area.setAccessibleName(self._words.gettext("Libraries and their licences"))
        area.setWidget(ground)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return area


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
