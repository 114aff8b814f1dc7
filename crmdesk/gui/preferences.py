"""What the window remembers on this machine (not in the data file): typed, each declared once."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from crmdesk.core import reminding

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
    def scale(self) -> int:
        """The size of everything in percent, from 100 to 200; read when the program starts."""
        return max(100, min(200, int(self._get("scale", 100))))

    @scale.setter
    def scale(self, value: int) -> None:
        self._put("scale", value)

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
    def customer_descending(self) -> bool:
        """Whether the order of the customers is turned round."""
        return bool(self._get("customer_descending", False))

    @customer_descending.setter
    def customer_descending(self, value: bool) -> None:
        self._put("customer_descending", value)

    @property
    def customer_view(self) -> str:
        """'list' (beside the file) or 'table'."""
        return "table" if self._get("customer_view", "list") == "table" else "list"

    @customer_view.setter
    def customer_view(self, value: str) -> None:
        self._put("customer_view", value)

    @property
    def customer_columns(self) -> list[str]:
        """Keys of the fields the table shows, in their order; empty: the usual ones."""
        return [key for key in self._get("customer_columns", []) if isinstance(key, str)]

    @customer_columns.setter
    def customer_columns(self, value: list[str]) -> None:
        self._put("customer_columns", value)

    @property
    def customer_widths(self) -> dict[str, int]:
        """Widths of columns of the table that were resized, in pixels at 100 %."""
        known = self._get("customer_widths", {}).items()
        return {key: width for key, width in known if isinstance(key, str) and isinstance(width, int)}

    @customer_widths.setter
    def customer_widths(self, value: dict[str, int]) -> None:
        self._put("customer_widths", value)

    @property
    def filters_open(self) -> bool:
        """Whether the row of filters stands under the head of the customers."""
        return bool(self._get("filters_open", False))

    @filters_open.setter
    def filters_open(self, value: bool) -> None:
        self._put("filters_open", value)

    @property
    def guide_folded(self) -> bool:
        """Whether what to do in a handling step of a complaint is put away."""
        return bool(self._get("guide_folded", False))

    @guide_folded.setter
    def guide_folded(self, value: bool) -> None:
        self._put("guide_folded", value)

    @property
    def action_counts(self) -> dict[str, int]:
        """How often each action was chosen by Ctrl+K."""
        known = self._get("action_counts", {}).items()
        return {key: count for key, count in known if isinstance(key, str) and isinstance(count, int)}

    def count_action(self, key: str) -> None:
        counts = self.action_counts
        self._put("action_counts", {**counts, key: counts.get(key, 0) + 1})

    @property
    def reminder_on(self) -> bool:
        """Whether the program reminds of the day from the tray of the system."""
        return bool(self._get("reminder_on", True))

    @reminder_on.setter
    def reminder_on(self, value: bool) -> None:
        self._put("reminder_on", value)

    @property
    def reminder_at(self) -> dt.time:
        """The local time of the reminder."""
        return reminding.read_time(self._get("reminder_at", ""))

    @reminder_at.setter
    def reminder_at(self, value: dt.time) -> None:
        self._put("reminder_at", value.isoformat("minutes"))

    @property
    def reminded_days(self) -> list[dt.date]:
        """The days that had their reminder."""
        known = (_day(text) for text in self._get("reminded_days", []))
        return [day for day in known if day != dt.date.min]

    @reminded_days.setter
    def reminded_days(self, value: list[dt.date]) -> None:
        self._put("reminded_days", [day.isoformat() for day in value])

    @property
    def recent_files(self) -> list[str]:
        """Data files opened lately, the last one first."""
        return [path for path in self._get("recent_files", []) if isinstance(path, str)]

    def note_file(self, path: Path) -> None:
        others = [known for known in self.recent_files if known != str(path)]
        self._put("recent_files", [str(path), *others][:_MOST_RECENT])

    def owes_sheet(self, path: Path) -> bool:
        """Whether the recovery sheet of a data file was neither printed nor saved since its password was set."""
        return str(path) in self._get("recovery_owed", [])

    def owe_sheet(self, path: Path, *, owed: bool) -> None:
        others = [known for known in self._get("recovery_owed", []) if known != str(path)]
        self._put("recovery_owed", [*others, str(path)] if owed else others)

    def quiet_until(self, path: Path, matter: str = "") -> dt.date:
        """Until which day one is not reminded, for a data file, of a copy on another disk, or of another matter."""
        return _day(self._get(_quiet(matter), {}).get(str(path)))

    def keep_quiet(self, path: Path, until: dt.date, matter: str = "") -> None:
        known = self._get(_quiet(matter), {})
        self._put(_quiet(matter), {**known, str(path): until.isoformat()})

    def backup_folder(self, path: Path) -> Path | None:
        """Where a data file's backups went, for when the file itself cannot say it any more."""
        known = self._get("backup_folders", {}).get(str(path))
        return Path(known) if isinstance(known, str) else None

    def note_backup_folder(self, path: Path, folder: Path) -> None:
        if self.backup_folder(path) != folder:
            self._put("backup_folders", {**self._get("backup_folders", {}), str(path): str(folder)})

    @property
    def print_kind(self) -> str:
        """The kind of printed matter chosen last."""
        return str(self._get("print_kind", ""))

    @print_kind.setter
    def print_kind(self, value: str) -> None:
        self._put("print_kind", value)

    def print_style(self, kind: str) -> dict[str, Any]:
        """How a kind was printed last, as `models.printing` keeps it."""
        known = self._get("print_styles", {}).get(kind)
        return known if isinstance(known, dict) else {}

    def note_print_style(self, kind: str, value: dict[str, Any]) -> None:
        if self.print_style(kind) != value:
            self._put("print_styles", {**self._get("print_styles", {}), kind: value})

    def geometry(self, name: str) -> QByteArray:
        """The remembered place of a window or splitter; empty when there is none."""
        return QByteArray.fromBase64(str(self._get(f"geometry/{name}", "")).encode())

    def set_geometry(self, name: str, state: QByteArray) -> None:
        self._put(f"geometry/{name}", bytes(state.toBase64().data()).decode())

    def folder(self, name: str) -> str:
        """The folder last used for importing, exporting …; '' when none."""
        return str(self._get(f"folder/{name}", ""))

    def present_folder(self, name: str) -> Path:
        """The folder last used; where it is gone or there was none the person's documents, or the home folder."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        known = [Path(each) for each in (self.folder(name), documents) if each]
        return next((each for each in known if each.is_absolute() and each.is_dir()), Path.home())

    def set_folder(self, name: str, folder: str) -> None:
        self._put(f"folder/{name}", folder)


def _day(text: object) -> dt.date:
    """A day as it is kept; the first of all days for anything else."""
    try:
        return dt.date.fromisoformat(str(text))
    except ValueError:
        return dt.date.min


def _quiet(matter: str) -> str:
    return f"quiet_until_{matter}" if matter else "quiet_until"
