"""Sentences about importing and exporting, by code."""

from crmdesk.core.marking import N_

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
    "values-differ": N_("Differs from row {row}: “{kept}” was kept, not “{text}”."),
    # dealings
    "deal-undated": N_("The row has no date; an order, a return or a payment needs one."),
    "line-quantity": N_("A line needs a quantity above zero, or an amount."),
    "line-quantity-negative": N_("The quantity is below zero. What came back is imported as a return, with its date."),
    "line-amount-negative": N_("The amount is below zero. What came back is imported as a return, with its date."),
    "product-called": N_("The product {product} is called “{kept}”; “{text}” is kept as the line's description."),
    "line-product": N_("The row names no product, neither code nor name."),
    "import-sheets-left": N_("Nothing was taken from {sheets}: no column there says which customer a row is about."),
    "import-order-unknown": N_("This customer has no single order “{text}”; the record is kept without an order."),
    "import-order-kept": N_("This customer has no single order “{text}”; it is kept with how it was handled."),
    "import-product-kept": N_("There is no product “{text}”; it is kept with how it was handled."),
    "import-complaint-unknown": N_("This customer has no complaint “{text}”. Import the complaints first."),
    "complaint-taken-closed": N_("The row does not say whether it was settled; it says how, so it counts as settled."),
    "complaint-closed-before": N_(
        "The complaint was received after the day it was settled; that day is kept with how it was handled."
    ),
    "complaint-number-replaced": N_("Another complaint has the number {number}; this one gets the next free one."),
    "complaint-elsewhere": N_("Complaint {number} belongs to another customer by now; it was left as it is."),
    "complaint-step-twice": N_("This step of the round stands in an earlier row."),
    "complaint-step-foreign": N_("The step “{step}” has no {field}."),
    # one cell
    "cell-error": N_("The cell holds the error {text}."),
    "cell-digits-lost": N_("The spreadsheet kept only the first 15 digits. Type the number again as text."),
    "choice-kept": N_("“{text}” is not one of the choices of {field}; it is kept in the field “{kept}”."),
    "derived-left-out": N_("“{text}” was left out: the program works this out by itself."),
    "contact-nameless": N_("“{text}” was left out: the row names no contact."),
    "reference-kept": N_("No single customer is called “{text}”; it is kept in the field “{kept}”."),
    "reference-self-kept": N_("A customer cannot refer to itself; “{text}” is kept in the field “{kept}”."),
    "reference-circle-kept": N_("“{text}” belongs to this customer; as its parent it is kept in the field “{kept}”."),
    # cells that hold more than one thing, columns as a whole (C)
    "phones-kept": N_("There are more numbers here than places for them; {text} is kept in the field “{kept}”."),
    "part-incomplete": N_("“{text}” was left out: the row says no {field}."),
    "date-exchanged": N_(
        "“{text}”: in this column a spreadsheet seems to have exchanged day and month. Say which comes first, or write "
        "the date again."
    ),
    # exporting
    "export-ending": N_("A file ending in “{ending}” cannot be written. Endings that can: {known}."),
    # M: kinds of records
    "import-not-what": N_("No sheet of “{file}” holds {what} ({sheets})."),
    # E: exporting
    "export-kind": N_("“{kind}” cannot be exported. Possible: {known}."),
    "export-column": N_("There is no column “{column}”. Possible: {known}."),
    "export-no-cards": N_("Address cards hold customers and contacts only. Choose another format."),
    "export-vcard": N_("There is no version {version} of address cards here. Possible: {known}."),
    "export-columns-several": N_("Columns are chosen for one kind at a time. Say which with --what."),
    "export-columns-none": N_("Name at least one column, such as name,mobile."),
    "preset-name": N_("Give the preset a name."),
    "preset-name-long": N_("The name is too long: at most {most} characters."),
    "preset-name-used": N_("There is a preset “{name}” already."),
    "preset-unknown": N_("There is no preset “{name}”. Presets: {known}."),
    "preset-gone": N_("This preset was deleted meanwhile."),
    # doubles and merging (D)
    "double-same-name": N_("Same name"),
    "double-plain-name": N_("Same name but for place and legal form"),
    "double-sounds-alike": N_("The names sound alike"),
    "double-similar-name": N_("The names differ in one character"),
    "double-short-name": N_("One is the short form of the other"),
    "double-same-phone": N_("Same phone {phone}"),
    "double-contact-phone": N_("Same phone of a contact: {phone}"),
    "double-phone-tail": N_("Same phone but for the area code: {phone}"),
    "double-same-email": N_("Same e-mail {text}"),
    "double-same-wechat": N_("Same WeChat {text}"),
    "double-same-credit-code": N_("Same credit code"),
    "double-same-id-number": N_("Same ID number"),
    "double-same-birthday": N_("Same birthday"),
    "double-same-city": N_("Same city"),
    "merge-self": N_("Name two different customers."),
    "merge-kept": N_("The field {field} cannot be chosen when merging."),
    "merge-choice": N_("{field} cannot be “{text}” when merging. Possible: {known}."),
    "merge-confirm": N_("Merging needs --yes where nobody can be asked."),
    "customer-merged": N_("{number} was merged into {into}."),
    "action-merge": N_("Merged {number} into {into}"),
    "action-not-same": N_("Marked {one} and {other} as two customers"),
    "action-not-same-back": N_("{one} and {other} may be the same customer again"),
    # U: taking an import back
    "import-batch-unknown": N_("There is no import {batch}."),
    "import-batch-undone": N_("The import of “{file}” was taken back already."),
}
