"""Several PDFs made into one."""

from __future__ import annotations

import io
from collections.abc import Sequence


def joined(parts: Sequence[bytes], title: str, lang: str) -> tuple[bytes, int]:
    """All of them in one PDF with their bookmarks, and how many pages it has. The same parts give the same bytes."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    if len(parts) == 1:
        return parts[0], len(PdfReader(io.BytesIO(parts[0])).pages)
    writer = PdfWriter()
    for part in parts:
        writer.append(io.BytesIO(part))
    writer.metadata = {"/Title": title}
    writer.root_object[NameObject("/Lang")] = TextStringObject(lang)
    writer.page_mode = "/UseOutlines"
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue(), len(writer.pages)
