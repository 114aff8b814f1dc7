"""Pages: documents of plain values in, PDF and page images out, set by Typst."""
