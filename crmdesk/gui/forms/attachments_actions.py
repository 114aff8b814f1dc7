"""What one can do with attachments: open, save, rename, copy the name, delete."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from crmdesk.core.attachments import Attachment, free_name
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.gui import icons
from crmdesk.gui.forms.links import copy_text
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.services import attachments
from crmdesk.services.desk import Desk

SAVE_FOLDER = "attachment-save"


class AttachmentsActions(QObject):
    """`rename_asked`: an attachment and the field to type into; `photo_asked`: it becomes the photo;
    `refused`: an attachment and why it was not opened or saved; `deleted`."""

    rename_asked = Signal(object, str)
    photo_asked = Signal(object)
    refused = Signal(object, object)
    deleted = Signal()

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._window = parent
        self.menu: QMenu | None = None

    def open(self, attachment: Attachment) -> None:
        """Open a read-only copy with the program of its kind."""

        def work(desk: Desk, job: Job) -> Path:
            return attachments.open_copy(desk, attachment, job.is_cancelled)

        def done(path: Path) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                self.refused.emit(attachment, UserError("attachment-no-program", file=attachment.name))

        if attachment.kind != "program":
            said = self._ui.words.gettext("Opening “{file}”").format(file=attachment.name)
            self._ui.bus.message.emit(said, False)
        self._ui.jobs.run(self, work, done, lambda error: self._failed(attachment, error))

    def save(self, chosen: Sequence[Attachment]) -> None:
        """Save one under a name, several into a folder; nothing that is there is replaced without being asked."""
        folder = self._folder()
        _ = self._ui.words.gettext
        if len(chosen) == 1:
            path, _kind = QFileDialog.getSaveFileName(self._window, _("Save as"), str(folder / chosen[0].name))
            targets = [Path(path)] if path else []
        else:
            into = QFileDialog.getExistingDirectory(self._window, _("Save into the folder"), str(folder))
            targets = free_places(Path(into), [one.name for one in chosen]) if into else []
        if targets:
            self._ui.preferences.set_folder(SAVE_FOLDER, str(targets[0].parent))
            self._save(list(zip(chosen, targets, strict=True)))

    def _save(self, copies: Sequence[tuple[Attachment, Path]]) -> None:
        words = self._ui.words

        def work(desk: Desk, job: Job) -> int:
            for attachment, target in copies:
                attachments.save(desk, attachment, target, cancelled=job.is_cancelled)
            return len(copies)

        def done(count: int) -> None:
            said = words.gettext("Saved “{file}”").format(file=copies[0][1].name)
            if count > 1:
                said = words.ngettext("Saved {count} file", "Saved {count} files", count).format(count=count)
            self._ui.bus.message.emit(said, False)

        self._ui.jobs.run(self, work, done, lambda error: self._failed(copies[0][0], error))

    def change(self, attachment: Attachment, key: str, text: str) -> None:
        """Another name, or remarks."""
        _ = self._ui.words.gettext
        try:
            changes = attachments.edit(self._ui.desk, attachment.id, {key: text})
        except UserError as error:
            self.refused.emit(attachment, error)
            return
        said = _("Renamed “{file}”") if key == "name" else _("Saved the remarks of “{file}”")
        self._wrote(changes, said.format(file=attachment.name))

    def delete(self, chosen: Sequence[Attachment]) -> None:
        """Take them out of the file; Undo brings them back."""
        try:
            changes = attachments.delete(self._ui.desk, [one.id for one in chosen])
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return
        words, count = self._ui.words, len(chosen)
        said = words.gettext("Deleted “{name}”").format(name=chosen[0].name)
        if count > 1:
            said = words.ngettext("Deleted {count} file", "Deleted {count} files", count).format(count=count)
        self._wrote(changes, said)
        self.deleted.emit()

    def show_menu(self, chosen: Sequence[Attachment], at: QPoint, *, fixed: bool) -> None:
        self.menu = self.make_menu(chosen, fixed=fixed)
        self.menu.popup(at)

    def make_menu(self, chosen: Sequence[Attachment], *, fixed: bool) -> QMenu:
        """What the context menu of attachments offers; `fixed`: they are only read."""
        _ = self._ui.words.gettext
        menu = QMenu(self._window)
        menu.setObjectName("attachment-menu")
        menu.aboutToHide.connect(menu.deleteLater)
        one = chosen[0] if len(chosen) == 1 else None
        if one is not None and one.kind != "program":
            menu.addAction(icons.icon("open"), _("Open") + "\tEnter", lambda: self.open(one))
        menu.addAction(icons.icon("save"), _("Save as..."), lambda: self.save(chosen))
        if one is not None:
            menu.addAction(icons.icon("copy"), _("Copy the name"), lambda: copy_text(self._ui, one.name))
        if fixed:
            return menu
        if one is not None:
            menu.addSeparator()
            menu.addAction(icons.icon("pencil"), _("Rename") + "\tF2", lambda: self.rename_asked.emit(one, "name"))
            menu.addAction(icons.icon("message"), _("Remarks"), lambda: self.rename_asked.emit(one, "notes"))
            if one.kind == "picture":
                menu.addAction(icons.icon("person"), _("Use as photo"), lambda: self.photo_asked.emit(one))
        menu.addSeparator()
        menu.addAction(icons.icon("trash"), _("Delete") + "\tDel", lambda: self.delete(chosen))
        return menu

    def _wrote(self, changes: Changes, said: str) -> None:
        self._ui.wrote(changes, said if changes else "")

    def _failed(self, attachment: Attachment, error: Exception) -> None:
        if isinstance(error, UserError):
            self.refused.emit(attachment, error)
        else:
            self._ui.bus.failed.emit(error)

    def _folder(self) -> Path:
        return self._ui.preferences.present_folder(SAVE_FOLDER)


def free_places(folder: Path, names: Sequence[str]) -> list[Path]:
    """Where files go in a folder, none of them over another."""
    taken = [path.name for path in folder.iterdir()]
    places = []
    for name in names:
        taken.append(free_name(name, taken))
        places.append(folder / taken[-1])
    return places
