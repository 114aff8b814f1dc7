"""What the history calls each action, by `action-` and its verb.

They name numbers, never people: a history entry must not keep what an erasure removes.
"""

from crmdesk.core.marking import N_

MESSAGES: dict[str, str] = {
    "action-customer-add": N_("New file {number}"),
    "action-customer-edit": N_("Changed {number}"),
    "action-customers-delete": N_("Deleted {numbers}"),
    "action-customers-restore": N_("Restored {numbers}"),
    "action-contact-add": N_("New contact in {number}"),
    "action-contact-edit": N_("Changed a contact in {number}"),
    "action-contact-delete": N_("Deleted a contact in {number}"),
    "action-import": N_("Imported {count} customers from {file}"),
    "action-export-preset-save": N_("Saved an export preset"),
    "action-export-preset-rename": N_("Renamed an export preset"),
    "action-export-preset-delete": N_("Deleted an export preset"),
    "action-import-undo": N_("Took back the import of {file}"),
    "action-history-undo": N_("Took back a change to {numbers}"),
    "action-history-value": N_("Brought a former value of {numbers} back"),
    "action-trash-restore": N_("Restored {count} from the trash"),
    "action-trash-erase": N_("Erased {count} from the trash for good"),
    "action-demo": N_("Sample data, {count} customers"),
}
