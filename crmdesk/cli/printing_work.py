"""What `print` does with what was chosen: one PDF, one each, copies in the customers' files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from crmdesk.cli.context import Context, ProgressLine
from crmdesk.core.errors import UserError
from crmdesk.core.printing import About, PrintKind, Printout
from crmdesk.paper.printing import Typesetter
from crmdesk.services import printing, printing_saving
from crmdesk.services.desk import Desk
from crmdesk.services.printing import Wish
from crmdesk.services.printing_saving import Copy
from crmdesk.services.targets import write_whole

ENDINGS = (".pdf",)


class Printing(Struct):
    """One run of the command."""

    context: Context
    desk: Desk
    kind: PrintKind
    wish: Wish
    shown: list[int] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    pages: int = 0

    def whole(self, out: Path) -> dict[str, Any]:
        """All documents in one PDF."""
        progress = ProgressLine(self.context.words)
        try:
            printed = Typesetter(self.context.words).pdf(self._printouts(progress))
        finally:
            progress.end()
        noted = printing.logged(self.desk, self.wish, printed.ids, out.name)
        write_whole(out, printed.pdf, ENDINGS, self.desk.path, noted)
        self._tell(printed.lacking)
        return {"pages": printed.pages, "path": str(out)}

    def singly(self, folder: Path | None, *, keep: bool) -> dict[str, Any]:
        """A PDF of each document: into a folder, or kept in the customers' files, or both."""
        if keep and (self.kind.together or self.kind.about is About.NOBODY):
            raise UserError("print-keep", kind=self.kind.label)
        progress = ProgressLine(self.context.words)
        made: dict[str, Any] = {}
        try:
            if folder is not None:
                made = {"folder": str(folder), "files": printing_saving.save_each(
                    self.desk, folder, self._each(progress, keep=keep),
                    lambda: printing.logged(self.desk, self.wish, self.shown, folder.name))}  # fmt: skip
            else:
                for _file in self._each(progress, keep=keep):
                    pass
        finally:
            progress.end()
        if keep:
            changes = printing_saving.keep_each(self.desk, self.copies)
            made["kept"] = len(changes.touched("attachment"))
        return {"pages": self.pages, **made}

    def _each(self, progress: ProgressLine, *, keep: bool) -> Iterator[tuple[str, bytes]]:
        words = self.context.words
        for single in Typesetter(words).each(self._printouts(progress)):
            printed = single.printed
            self._tell(printed.lacking)
            self.shown += printed.ids
            self.pages += printed.pages
            if keep and len(printed.ids) == 1:
                name = printing_saving.kept_name(self.desk, self.kind, single.number, words)
                self.copies.append(Copy(printed.ids[0], name, printed.pdf))
            yield single.file, printed.pdf

    def _printouts(self, progress: ProgressLine) -> Iterator[Printout]:
        return printing.printouts(self.desk, self.wish, self.context.words, progress=progress)

    def _tell(self, lacking: tuple[UserError, ...]) -> None:
        for error in lacking:
            self.context.say(self.context.words.message(error.code, error.params))
