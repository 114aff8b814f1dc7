"""Sentences for reading and writing spreadsheets and text tables, by code.

`sheet-…` is about reading, `write-…` about writing; those under "notes" are soft problems that come with a sheet.
"""

from crmdesk.core.marking import N_

MESSAGES: dict[str, str] = {
    "cancelled": N_("Cancelled. Nothing was changed."),
    # reading
    "sheet-missing": N_("The file “{file}” does not exist."),
    "sheet-folder": N_("“{file}” is a folder, not a file."),
    "sheet-unreadable": N_("“{file}” cannot be read. Check that you may open it."),
    "sheet-locked": N_("“{file}” is open in another program. Close it there and try again."),
    "sheet-gone": N_("“{file}” disappeared while it was being read. Is the disk or network still connected?"),
    "sheet-changed": N_("“{file}” was changed while it was being read. Try again."),
    "sheet-empty": N_("“{file}” is empty."),
    "sheet-password": N_(
        "“{file}” is protected by a password. Open it in Excel, remove the password and save it again."
    ),
    "sheet-damaged": N_("“{file}” is damaged and cannot be read. Open it in Excel and save it again as .xlsx."),
    "sheet-bomb": N_("“{file}” was refused: it would unpack to {megabytes} MB, which is not normal for a spreadsheet."),
    "sheet-too-large": N_("“{file}” is too large to be read. Split it into several files."),
    "sheet-slow": N_("Reading “{file}” took too long and was stopped. Open it in Excel and save it again as .xlsx."),
    "sheet-no-such-sheet": N_("“{file}” has no sheet named “{sheet}”. Its sheets: {sheets}."),
    "sheet-encoding": N_("“{file}” cannot be read as {encoding} text."),
    "sheet-line-long": N_("“{file}” is not a table: it has a line of more than {megabytes} MB."),
    "sheet-lfs": N_("“{file}” is only a git-lfs placeholder; the real file has not been downloaded."),
    "sheet-html": N_("“{file}” is a web page, not a workbook. Open it in Excel and save it as .xlsx."),
    "sheet-xml": N_("“{file}” is an XML file. Open it in Excel and save it as .xlsx."),
    "sheet-pdf": N_("“{file}” is a PDF document, not a table."),
    "sheet-image": N_("“{file}” is a picture, not a table."),
    "sheet-rtf": N_("“{file}” is a text document, not a table. Copy the table into Excel and save it as .xlsx."),
    "sheet-word": N_("“{file}” is a Word document, not a table. Copy the table into Excel and save it as .xlsx."),
    "sheet-slides": N_("“{file}” is a presentation, not a table."),
    "sheet-archive": N_("“{file}” is a packed archive. Unpack it first."),
    "sheet-data-file": N_("“{file}” is a database, not a table."),
    "sheet-unknown": N_("“{file}” is neither a workbook nor a text table."),
    "sheet-no-text": N_("“{file}” is no text table; its encoding cannot be chosen."),
    "sheet-delimiter": N_("“{text}” cannot stand between cells. Give one character, such as a comma."),
    "sheet-paste-empty": N_("There are no cells on the clipboard. Copy them in the spreadsheet first."),
    # notes on one sheet
    "sheet-rows-cut": N_("Only the first {rows} rows of this sheet were read."),
    "sheet-columns-cut": N_("Only the first {columns} columns of this sheet were read."),
    "sheet-cells-cut": N_("Some cells hold monstrous texts; only their first {length} characters were read."),
    "sheet-formulas-blank": N_("Formulas without a stored result: {count}. Open the file in Excel and save it again."),
    "sheet-field-long": N_("Row {row}: the text is too long; only the first {length} characters were read."),
    "sheet-stray-quote": N_("Row {row}: a quotation mark is never closed; the line was read as it stands."),
    "sheet-encoding-doubtful": N_("The text encoding is not clear; some characters may be wrong."),
    "sheet-plain-reader": N_("This workbook is not quite in order and was read in a slower, more careful way."),
    # notes on one vCard
    "card-line": N_("“{text}” could not be read; the rest of this card was."),
    "card-unended": N_("This card has no end; it was read up to where the next one begins."),
    "card-unbegun": N_("This card has no beginning; it was read from where the last one ends."),
    "card-long-text": N_("A text of this card is too long; only its first {kilobytes} KB were read."),
    "card-text-cut": N_("The texts of this card are too long; only the first {length} characters were kept."),
    "card-too-many-lines": N_("This card is too long; only its first {lines} lines were read."),
    # writing
    "write-folder-missing": N_("The folder “{folder}” does not exist."),
    "write-folder": N_("“{file}” is a folder. Choose another name."),
    "write-locked": N_("“{file}” is open in another program. Close it there or choose another name."),
    "write-readonly": N_("“{file}” may not be changed. Choose another name or folder."),
    "write-full": N_("“{file}” was not saved: there is not enough room on the disk."),
    "write-name": N_("“{file}” cannot be used as a file name. Choose another one."),
    "write-failed": N_("“{file}” was not saved: the disk or network reported an error."),
    "write-unverified": N_("“{file}” was not saved: what was written could not be read back. Try another disk."),
}
