"""The same customer files set by other libraries: WeasyPrint from HTML, ReportLab from its tables."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator, Sequence
from typing import Any

from pypdf import PdfReader

Document = dict[str, Any]
Rows = list[list[str]]

_CSS = """
@page { size: A4; margin: 16mm; @bottom-center { content: "第 " counter(page) " 页，共 " counter(pages) " 页" } }
body { font-family: "Noto Sans CJK SC"; font-size: 9.5pt }
article { break-after: page }
h1 { font-size: 17pt; text-align: center } h2 { font-size: 12pt; break-after: avoid }
table { width: 100%; border-collapse: collapse; border: 1.2pt solid; margin-bottom: 3mm }
td, th { border: .5pt solid #666; padding: 1.6mm 2mm; text-align: left } tr { break-inside: avoid }
th { background: #f4f4f4; font-weight: normal }
"""


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    return " ".join(f"{line['label']} {line['text']}".strip() for line in value)


def _value(item: dict[str, Any]) -> str:
    if "choices" in item:
        return " ".join(("☑" if ticked else "☐") + word for word, ticked in item["choices"])
    return str(item.get("value", ""))


def _tables(document: Document) -> Iterator[tuple[str, list[str], Rows]]:
    """Name, header (none for label and value in two columns) and rows of every table of a file."""
    for section in (document["form"] or {}).get("sections", ()):
        if section.get("rows"):
            pairs = [[text for item in row for text in (item["label"], _value(item))] for row in section["rows"]]
            yield section["name"], [], [row + [""] * (4 - len(row)) for row in pairs]
        if "table" in section:
            yield section["name"], *_ruled(section["table"])
    for part in document["parts"]:
        facts = [[label, value] for label, value in part.get("facts", ())]
        if facts:
            yield part["name"], [], facts
        if part["table"]:
            yield part["name"], *_ruled(part["table"])


def _ruled(table: dict[str, Any]) -> tuple[list[str], Rows]:
    return [column["label"] for column in table["columns"]], [[_cell(each) for each in row] for row in table["rows"]]


def by_weasyprint(documents: Sequence[Document]) -> int:
    """Pages."""
    import weasyprint

    def row(cells: Sequence[str], tag: str = "td") -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(each)}</{tag}>" for each in cells) + "</tr>"

    parts = [f"<style>{_CSS}</style>"]
    for document in documents:
        parts.append(f"<article><h1>{html.escape(document['name'])}</h1>")
        for name, header, rows in _tables(document):
            head = f"<thead>{row(header, 'th')}</thead>" if header else ""
            parts.append(f"<h2>{html.escape(name)}</h2><table>{head}{''.join(map(row, rows))}</table>")
        parts.append("</article>")
    return _pages(weasyprint.HTML(string="".join(parts)).write_pdf())


def by_reportlab(documents: Sequence[Document]) -> int:
    """Pages. The font is not embedded: ReportLab reads no font with PostScript outlines."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    plain = ParagraphStyle("plain", fontName="STSong-Light", fontSize=9.5, leading=12, wordWrap="CJK")
    large = ParagraphStyle("large", parent=plain, fontSize=15, leading=20)
    flow: list[Flowable] = []
    for document in documents:
        flow.append(Paragraph(html.escape(document["name"]), large))
        for name, header, rows in _tables(document):
            flow.append(Paragraph(html.escape(name), large))
            wanted = [header, *rows] if header else rows
            cells = [[Paragraph(html.escape(each), plain) for each in row] for row in wanted]
            style = [("GRID", (0, 0), (-1, -1), 0.5, "#666666"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
            widths = [178 / 25.4 * 72 / len(cells[0])] * len(cells[0])
            flow.append(Table(cells, colWidths=widths, repeatRows=1 if header else 0, style=style))
        flow.append(PageBreak())
    made = io.BytesIO()
    SimpleDocTemplate(made, pagesize=A4, leftMargin=45, rightMargin=45, topMargin=45, bottomMargin=45).build(flow)
    return _pages(made.getvalue())


def _pages(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)
