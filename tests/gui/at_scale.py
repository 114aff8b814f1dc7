"""Goes through the tour in a language nobody speaks, at the scale Qt was started with, and prints what is wrong.

A program of its own, since Qt takes its scale when it is started: `python -m tests.gui.at_scale DATA FOLDER`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from crmdesk.gui.theme import palette
from tests.gui.inspecting import own_data
from tests.gui.pseudo import PseudoWords
from tests.gui.touring import look


def main() -> None:
    data, folder = Path(sys.argv[1]), Path(sys.argv[2])
    app = QApplication(["crmdesk"])
    palette.apply(app, "light")
    found = look(data, folder, PseudoWords(), own=own_data(data))
    scale = app.primaryScreen().devicePixelRatio()
    print(json.dumps({"scale": scale, "cut": found.cut + found.shortened, "untranslated": found.untranslated}))


if __name__ == "__main__":
    main()
