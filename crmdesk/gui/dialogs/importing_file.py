"""First step of the import: which files, which of their tables, and how they are read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.importing_file_drop import ENDINGS, FOLDER, DropArea, ask_files
from crmdesk.gui.dialogs.importing_file_list import SourceView
from crmdesk.gui.dialogs.importing_file_preview import SheetPreview
from crmdesk.gui.dialogs.importing_parts import StepPage, Trouble
from crmdesk.gui.models.importing_file import Source
from crmdesk.gui.models.importing_remarks import remarks
from crmdesk.gui.models.importing_work import READING, ImportWork
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton

__all__ = ["ENDINGS", "FOLDER", "FilePage"]

_LIST = 336
_TOLD = 2


class FilePage(StepPage):
    """`taken` tells files that were chosen or copied, `pasted` cells, to be read beside what there is; `nothing` that
    no table is ticked any more."""

    taken = Signal(object)
    pasted = Signal(str)
    nothing = Signal()

    def __init__(self, ui: Ui, work: ImportWork, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        note = _("Excel workbooks, text tables and address cards of a phone")
        super().__init__(_("Choose file"), note, name="import-file-page", parent=parent)
        self._ui, self._work = ui, work
        self.drop = DropArea(ui.words)
        self.list = SourceView(ui.words)
        self.preview = SheetPreview(ui)
        self.add = LinkButton(_("Add files..."), icon="plus", name="import-add")
        self.paste_link = LinkButton(_("Paste cells"), icon="copy", tip_text="Ctrl+V", name="import-paste-more")
        self.trouble = Trouble(name="import-file-trouble")
        self._panes = self._lay_out()
        self.column.addWidget(self.drop, 1)
        self.column.addWidget(self._panes, 1)
        self.column.addWidget(self.trouble)
        self.column.setContentsMargins(*[tokens.AROUND] * 4)
        self.add.clicked.connect(self.choose)
        for button in (self.drop.paste, self.paste_link):
            button.clicked.connect(self.paste)
        self.list.looked.connect(self._look)
        self.list.removed.connect(self.remove)
        self.list.lines.ticked.connect(self._tick)
        self.preview.header_asked.connect(self._header)
        self.preview.reread_asked.connect(self._reread)
        self.show_work()

    def _lay_out(self) -> QWidget:
        panes = QWidget()
        row = QHBoxLayout(panes)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SECTIONS)
        left = QVBoxLayout()
        left.setSpacing(tokens.BETWEEN)
        left.addWidget(self.list, 1)
        links = QHBoxLayout()
        links.setSpacing(tokens.AROUND)
        for link in (self.add, self.paste_link):
            links.addWidget(link)
        links.addStretch(1)
        left.addLayout(links)
        self.list.setFixedWidth(_LIST)
        row.addLayout(left)
        row.addWidget(self.preview, 1)
        return panes

    def in_order(self) -> list[QWidget]:
        """What takes the keyboard, as the eye goes."""
        return [self.drop.paste, self.list, self.add, self.paste_link, *self.preview.in_order()]

    def choose(self) -> None:
        """Ask for files."""
        paths = ask_files(self._ui, self)
        if paths:
            self.taken.emit(paths)

    def paste(self) -> None:
        """The cells in the clipboard, or the files that were copied there."""
        data = QGuiApplication.clipboard().mimeData()
        urls = data.urls() if data is not None else []
        if urls and all(url.isLocalFile() for url in urls):
            self.taken.emit([Path(url.toLocalFile()) for url in urls])
            return
        text = data.text() if data is not None and data.hasText() else ""
        if text.strip():
            self.pasted.emit(text)
        else:
            self.trouble.say(self._ui.words.gettext("There are no cells in the clipboard. Copy them in Excel first."))

    def show_work(self) -> None:
        """The files there are, their tables, and the one that is looked at."""
        work = self._work
        reading = work.coming if work.phase == READING else ()
        self.drop.show_name(reading[0].name if reading and not work.sources else "")
        self.drop.setVisible(not work.sources)
        self._panes.setVisible(bool(work.sources))
        self.list.show_work(work)
        self._look(self.list.sheet())

    def needs_no_look(self) -> bool:
        """Whether there is one table and nothing to be said about it: then the first step can be passed by."""
        work = self._work
        if work.file is None or work.plan is None or len(work.sources) != 1 or len(work.file.sheets()) != 1:
            return False
        if not any(work.file.records(plan) for plan in work.plan.sheets):
            return False
        return not remarks(work.file, work.file.sheets()[0], None, self._ui.words)

    def tell(self, sentence: str = "") -> None:
        """What is wrong: the files that could not be read, then `sentence`."""
        bad = [source.trouble for source in self._work.sources if source.trouble is not None]
        told = [*dict.fromkeys(map(self._ui.sentence, bad))][:_TOLD]
        self.trouble.say("\n".join(dict.fromkeys([*told, sentence] if sentence else told)))

    def unknown(self, error: UserError) -> str:
        """No table speaks of customers: what can be done about it here."""
        told = self._ui.words.gettext(
            "No customers were recognised in “{file}”. Tick the table that holds them; the next step asks what each "
            "column is."
        )
        return told.format(file=error.params["file"])

    def remove(self, source: Source) -> None:
        """Leave a file out."""
        self._work.remove(source)

    def _look(self, sheet: str) -> None:
        self.preview.show_sheet(self._work, sheet, self.list.source())

    def _tick(self, sheet: str, on: bool) -> None:
        work = self._work
        if work.file is None:
            return
        ticked = set(work.options.sheets if work.chosen.by_hand else work.sheet_names())
        ticked = ticked | {sheet} if on else ticked - {sheet}
        self._only([facts.name for facts in work.file.sheets() if facts.name in ticked])

    def _only(self, sheets: Sequence[str]) -> None:
        self._work.chosen.tick(sheets)
        if sheets:
            self._work.replan()
        else:
            self._work.drop_plan()
            self.nothing.emit()
        self.show_work()

    def _header(self, sheet: str, row: int) -> None:
        """Where the header stands was said by hand: then the table is meant to be imported."""
        work = self._work
        work.change(header_rows={**work.options.header_rows, sheet: row}, map={})
        if work.chosen.by_hand and sheet not in work.options.sheets:
            self._tick(sheet, True)
        else:
            work.replan()

    def _reread(self, source: Source, encoding: str, delimiter: str) -> None:
        if source in self._work.sources:
            self._work.reread(source, encoding or None, delimiter or None)
