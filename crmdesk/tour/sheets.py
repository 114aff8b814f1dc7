"""Pictures of the import and export dialogs."""

from __future__ import annotations

from pathlib import Path

from crmdesk.gui.window import MainWindow
from crmdesk.tour.camera import Camera


def picture_sheets(camera: Camera, window: MainWindow, folder: Path) -> None:
    """Each step of importing a second list, and the export dialog."""
