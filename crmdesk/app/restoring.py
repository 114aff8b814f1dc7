"""Restoring a backup and repairing while the window is open: the data file is closed everywhere meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from crmdesk.gui.jobs_alone import Cancelled, Progress

if TYPE_CHECKING:
    from crmdesk.app.program import Program
    from crmdesk.gui.dialogs.repairing import RepairDialog
    from crmdesk.gui.dialogs.restoring import RestoreWish
    from crmdesk.services.salvaging import Salvaged
    from crmdesk.services.security import Key


def _show(dialog: QDialog) -> None:
    from crmdesk.gui.window_dialogs import show

    show(dialog)


class Restoring(QObject):
    """Does what the window asks for; where it fails the former data file is in the window again."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        program.window.restore_asked.connect(self.restore)
        program.window.repair_asked.connect(self.ask_repair)

    def restore(self, wish: RestoreWish) -> None:
        """Put a backup in the place of the data file; nothing while something typed there is not to be left."""
        from crmdesk.services import restoring

        program = self._program
        desk = program.desk
        if desk is None or not program.window.content.may_leave():
            return
        path, here_key, clock = desk.path, desk.data.key, desk.clock
        kept: list[Path | None] = []

        def work(progress: Progress, cancelled: Cancelled) -> tuple[Path, Key | None]:
            kept.append(
                restoring.restore(
                    path, wish.path, key=wish.key, here_key=here_key, progress=progress, cancelled=cancelled,
                    clock=clock,
                )
            )  # fmt: skip
            return path, wish.key

        def done() -> None:
            program.window.content.backups.restored(kept[0])

        said = program.window.ui.words.gettext("Restoring the backup.")
        program.work_alone(said, work, done)

    def ask_repair(self) -> None:
        """Say what repairing does; it is done when the person agrees."""
        program = self._program
        if program.desk is not None and program.window.content.may_leave():
            dialog = self._repairing(program.desk.path)
            dialog.wished.connect(self.repair)
            _show(dialog)

    def repair(self) -> None:
        """What can be read goes into a new data file, which is then in the window."""
        from crmdesk.gui.dialogs.repairing import salvage

        program = self._program
        if program.desk is None:
            return
        path, key = program.desk.path, program.desk.data.key
        made: list[Salvaged] = []

        def work(progress: Progress, cancelled: Cancelled) -> tuple[Path, Key | None]:
            made.append(salvage(path, key, progress, cancelled))
            return made[0].path, key

        def done() -> None:
            dialog = self._repairing(path)
            dialog.show_report(made[0])
            _show(dialog)

        said = program.window.ui.words.gettext("Reading what can be read...")
        program.work_alone(said, work, done)

    def _repairing(self, path: Path) -> RepairDialog:
        from crmdesk.gui.dialogs.repairing import RepairDialog

        window = self._program.window
        return RepairDialog(path, window.ui.words, None, window, elsewhere=True)
