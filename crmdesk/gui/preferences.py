"""What the window remembers on this machine (not in the data file): typed, each declared once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

_MOST_RECENT = 8


class Preferences:
    """Typed access to the settings file of this machine. QSettings itself reads True back as 'true'."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def _get(self, key: str, default: Any) -> Any:
        text = self._settings.value(key, None)
        if not isinstance(text, str):
            return default
        try:
            value = json.loads(text)
        except ValueError:
            return default
        return value if isinstance(value, type(default)) else default

    def _put(self, key: str, value: Any) -> None:
        self._settings.setValue(key, json.dumps(value, ensure_ascii=False))

    @property
    def language(self) -> str:
        """'zh_CN', 'en', or '' for the system's."""
        return str(self._get("language", ""))

    @language.setter
    def language(self, value: str) -> None:
        self._put("language", value)

    @property
    def theme(self) -> str:
        """'light', 'dark', or '' for the system's."""
        return str(self._get("theme", ""))

    @theme.setter
    def theme(self, value: str) -> None:
        self._put("theme", value)

    @property
    def navigation_folded(self) -> bool:
        return bool(self._get("navigation_folded", False))

    @navigation_folded.setter
    def navigation_folded(self, value: bool) -> None:
        self._put("navigation_folded", value)

    @property
    def customer_sort(self) -> str:
        return str(self._get("customer_sort", "opened"))

    @customer_sort.setter
    def customer_sort(self, value: str) -> None:
        self._put("customer_sort", value)

    @property
    def recent_files(self) -> list[str]:
        """Data files opened lately, the last one first."""
        return [path for path in self._get("recent_files", []) if isinstance(path, str)]

    def note_file(self, path: Path) -> None:
        others = [known for known in self.recent_files if known != str(path)]
        self._put("recent_files", [str(path), *others][:_MOST_RECENT])

    def geometry(self, name: str) -> QByteArray:
        """The remembered place of a window or splitter; empty when there is none."""
        return QByteArray.fromBase64(str(self._get(f"geometry/{name}", "")).encode())

    def set_geometry(self, name: str, state: QByteArray) -> None:
        self._put(f"geometry/{name}", bytes(state.toBase64().data()).decode())

    def folder(self, name: str) -> str:
        """The folder last used for importing, exporting …; '' when none."""
        return str(self._get(f"folder/{name}", ""))

    def set_folder(self, name: str, folder: str) -> None:
        self._put(f"folder/{name}", folder)
