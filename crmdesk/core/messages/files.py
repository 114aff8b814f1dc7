"""Sentences about the data file, records and their numbers, and history, by code."""

from crmdesk.core.marking import N_

MESSAGES: dict[str, str] = {
    "file-folder-missing": N_("The folder “{folder}” does not exist. Create it first or choose another place."),
    "file-is-folder": N_("“{path}” is a folder. Give the name of a data file."),
    "file-missing": N_("The data file “{path}” does not exist."),
    "file-exists": N_("There is already a file “{path}”. Choose another name."),
    "file-empty": N_("The file “{path}” is empty, not a data file. Restore a backup, or delete it and start anew."),
    "file-not-ours": N_("“{path}” is not a data file of CRM Desk, or it is encrypted or damaged."),
    "file-damaged": N_("The data file “{path}” is damaged ({detail}). Nothing was changed; restore a backup."),
    "value-unreadable": N_(
        "“{field}” of {kind} {number} cannot be read: the data file “{path}” is damaged. Nothing was changed; restore "
        "a backup, or look the file over and salvage what can be read."
    ),
    "file-newer": N_(
        "“{path}” was made by a newer CRM Desk (format {found}; this one knows {known}). Update CRM Desk."
    ),
    "file-older": N_("“{path}” was written by an older CRM Desk. It has to be brought up to date first."),
    "file-read-only": N_("“{path}” cannot be written. Remove the write protection or copy the file to another folder."),
    "file-not-readable": N_("“{path}” cannot be read. Check the permissions of the file."),
    "file-busy": N_("Another program is writing to the data file. Try again in a moment; nothing was changed."),
    "clipboard-busy": N_("Another program is holding the clipboard: nothing was copied. Try again in a moment."),
    "file-full": N_("The disk is full. Nothing was changed; make room and try again."),
    "file-failed": N_("The data file could not be written ({detail}). Nothing was changed."),
    "file-gone": N_("The data file “{path}” was moved, replaced or deleted meanwhile. Nothing was saved."),
    "number-used": N_("The number {number} is already used by {name}."),
    "number-used-in-trash": N_("The number {number} is used by {name} in the trash."),
    "choice-unknown": N_("“{text}” is not one of the choices of {field}."),
    "number-negative": N_("“{text}” is below zero."),
    "yes-no-unknown": N_("“{text}” is neither yes nor no."),
    "value-refused": N_("{field}: {reason}"),
    "name-missing": N_("A name is needed."),
    "required-missing": N_("{field} is needed."),
    "customer-unknown": N_("There is no customer with the number {number}."),
    "customer-in-trash": N_("The customer {number} is in the trash. Restore it first."),
    "customer-not-in-trash": N_("The customer {number} is not in the trash."),
    "customer-ambiguous": N_("Several customers are called “{name}”. Give the number."),
    "contact-unknown": N_("This contact no longer exists."),
    "reference-self": N_("A customer cannot refer to itself."),
    "field-unknown": N_("There is no field “{field}”."),
    "field-derived": N_("{field} is worked out by the program and cannot be typed."),
    "record-gone": N_("This file was deleted meanwhile."),
    "nothing-to-undo": N_("There is nothing to undo."),
    "nothing-to-redo": N_("There is nothing to redo."),
    "back-gone": N_("It is not there any more."),
    "back-same": N_("It has this value already."),
    "back-undone": N_("It is taken back already."),
    "back-nothing": N_("Nothing is left of it that could be taken back."),
    "back-changed": N_("It was changed again since then. Bring single values back instead."),
    "back-many": N_("It changed too much to be taken back by itself."),
    "back-made": N_("What it made cannot go into the trash by itself."),
    "back-removed": N_("What it removed cannot be brought back by itself."),
    "back-number": N_("The number {number} is another customer's now."),
    "back-names": N_("What it names is not there any more."),
    "trash-gone": N_("It is no longer in the trash."),
    "trash-kept": N_(
        "Nothing of it can be erased: merged files go with the file they are in, products that are in use stay."
    ),
    "trash-confirm": N_("Erasing for good cannot be undone. Without a terminal it needs --yes."),
    "file-not-empty": N_("The data file already holds customers. Sample data goes into an empty one."),
}
