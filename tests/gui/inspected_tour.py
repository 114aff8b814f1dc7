"""`crmdesk tour OUTDIR` in one look, with an inspector as its camera: the pictures are taken and what is on them is
looked at in one walk.

A program of its own, since the tour is one: `python -m tests.gui.inspected_tour OUTDIR LOOK`. Prints what the command
prints, then what is wrong.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from crmdesk.cli import main
from crmdesk.tour import scenes
from tests.gui.inspecting import Inspector


def tour(outdir: str, look: str) -> int:
    inspectors: list[Inspector] = []

    def inspector(folder: Path, language: str, theme: str) -> Inspector:
        inspectors.append(Inspector(folder, language, theme))
        inspectors[-1].walk = True
        return inspectors[-1]

    scenes.Camera = inspector  # type: ignore[assignment, misc]
    status = main(["--lang", "zh_CN", "tour", outdir, "--look", look, "--json"])
    for found in inspectors:
        told = {"unnamed": found.unnamed, "cut": found.cut, "unreached": found.unreached, "backward": found.backward}
        print(json.dumps(told))
    return status


if __name__ == "__main__":
    sys.exit(tour(*sys.argv[1:]))
