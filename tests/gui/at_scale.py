"""Goes through the tour in a language nobody speaks, at the scale Qt was started with, and prints what is wrong.

A program of its own, since Qt takes its scale when it is started: `python -m tests.gui.at_scale FOLDER`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from crmdesk.assets import load_words
from crmdesk.gui.theme import palette
from crmdesk.tour import job
from tests.gui.pseudo import PseudoWords
from tests.gui.touring import look


def main() -> None:
    folder = Path(sys.argv[1])
    desk = job.do_the_job(folder, folder, load_words("zh_CN"), lambda _line: None)
    desk.close()
    app = QApplication(["crmdesk"])
    palette.apply(app, "light")
    found = look(desk.path, folder, PseudoWords())
    told = {"cut": found.cut, "shortened": found.shortened, "untranslated": found.untranslated}
    print(json.dumps({"scale": app.primaryScreen().devicePixelRatio(), **told}))


if __name__ == "__main__":
    main()
