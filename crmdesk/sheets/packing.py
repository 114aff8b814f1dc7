"""Workbooks of openpyxl's as bytes, without a file."""

from __future__ import annotations

import io
import zipfile
from typing import Any


def packed(book: Any) -> bytes:
    """A workbook as it would be saved. openpyxl's own saving keeps each sheet in a temporary file meanwhile, which it
    leaves behind when the disk is full or the program is killed."""
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class Writer(ExcelWriter):
        def write_worksheet(self, ws: Any) -> None:
            ws._drawing = SpreadsheetDrawing()
            writer: Any = WorksheetWriter(ws, io.BytesIO())
            writer.write()
            ws._rels = writer._rels
            archive.writestr(ws.path[1:], writer.read())
            self.manifest.append(ws)

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        Writer(book, archive).save()
    return made.getvalue()
