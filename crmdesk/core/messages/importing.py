"""Sentences about importing and exporting, by code."""

from crmdesk.core.messages.marking import N_

MESSAGES: dict[str, str] = {
    # the whole file
    "import-nothing-recognised": N_(
        "No customers were recognised in “{file}” (sheets: {sheets}). One row has to name the columns, such as "
        "客户名称 or Customer name; or say with the mapping which column is which."
    ),
    "import-no-contacts": N_(
        "No contacts were recognised in “{file}” (sheets: {sheets}). A sheet of contacts needs a column with "
        "the contact's name and one with the customer's name or number."
    ),
    "import-map-header": N_("No recognised sheet has a column “{header}”."),
    "import-map-twice": N_("Two columns are given the field {field}. Give it to one of them only."),
    "import-option": N_("{option} cannot be “{value}”. Possible: {known}."),
    "import-outdated": N_("The data file was changed meanwhile. Look at the preview again before importing."),
    "import-seen": N_("This very file was imported before; existing customers are treated as chosen."),
    # one row
    "row-too-wide": N_("This row has more cells than the header. Put texts with a comma between quotation marks."),
    "row-mended": N_("This row had a comma too many; the parts on both sides of it were put together."),
    "number-in-trash": N_("The number {number} belongs to {name} in the trash. Restore that file first."),
    "number-replaced": N_("The number {number} is already used; this customer gets the next free one."),
    "import-ambiguous": N_("Several customers match this row: {numbers}. Add the number."),
    "import-ambiguous-row": N_("Several customers of this file match this row: rows {rows}. Add the number."),
    "import-no-customer": N_("There is no customer “{text}”. Import the customers first."),
    "possible-double": N_("This may be {name} ({number})."),
    "possible-double-row": N_("This may be the same customer as in row {rows}."),
    "values-differ": N_("Differs from row {first}: “{kept}” was kept, not “{text}”."),
    # one cell
    "cell-error": N_("The cell holds the error {text}."),
    "cell-digits-lost": N_("The spreadsheet kept only the first 15 digits. Type the number again as text."),
    "choice-kept": N_("“{text}” is not one of the choices of {field}; it is kept in the field “{kept}”."),
    "derived-left-out": N_("“{text}” was left out: the program works this out by itself."),
    "contact-nameless": N_("“{text}” was left out: the row names no contact."),
    "reference-kept": N_("No single customer is called “{text}”; it is kept in the field “{kept}”."),
    "reference-self-kept": N_("A customer cannot refer to itself; “{text}” is kept in the field “{kept}”."),
    "reference-circle-kept": N_("“{text}” belongs to this customer; as its parent it is kept in the field “{kept}”."),
    # exporting
    "export-ending": N_("A file ending in “{ending}” cannot be written. Endings that can: {known}."),
}
