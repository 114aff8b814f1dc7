"""Files dragged over the main window: which of them it takes, and what it says meanwhile."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from crmdesk.core.words import Words
from crmdesk.gui.dialogs.importing_file_drop import ENDINGS
from crmdesk.gui.widgets.drop_hint import DropHint

SHEETS = frozenset({f".{ending}" for ending in ENDINGS} | {".xltx"})
"""Endings of what may be dropped on the window to be imported."""


def dropped(event: QDropEvent) -> list[Path]:
    """What is dragged, if the window takes it: one data file, or any number of files to import; else nothing."""
    from crmdesk.gui.dialogs.files import SUFFIX

    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    kinds = {path.suffix.lower() for path in paths}
    if len(paths) != len(urls) or not paths:
        return []
    return paths if kinds <= SHEETS or (kinds == {SUFFIX} and len(paths) == 1) else []


class WindowHint(DropHint):
    """Says over the whole window what dropping these files does."""

    def show_files(self, paths: list[Path], words: Words) -> None:
        _, n = words.gettext, words.ngettext
        if is_data_file(paths):
            self.show_hint(_("Drop to open this data file"), paths[0].name, "folder")
            return
        count = n("{count} file", "{count} files", len(paths)).format(count=words.number(len(paths)))
        self.show_hint(_("Drop to import"), paths[0].name if len(paths) == 1 else count)


def is_data_file(paths: list[Path]) -> bool:
    from crmdesk.gui.dialogs.files import SUFFIX

    return [path.suffix.lower() for path in paths] == [SUFFIX]


def hint_of(window: QWidget) -> WindowHint:
    """The hint of a window, made when it is first needed."""
    return window.findChild(WindowHint) or WindowHint(window)
