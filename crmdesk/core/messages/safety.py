"""Sentences about backups, passwords and damaged files, by code."""

from crmdesk.core.marking import N_

MESSAGES: dict[str, str] = {
    "backup-failed": N_("No backup could be made in “{folder}” ({reason}). The data file was left as it is."),
    "password-needed": N_("The data file “{path}” is protected by a password."),
    "password-wrong": N_("The password is wrong."),
    "password-empty": N_("An empty password protects nothing. Type one, or remove the password."),
    # The password and the recovery sheet.
    "password-short": N_("Shorter than {least} characters: easily guessed."),
    "password-common": N_("One of the first that is tried when guessing."),
    "password-digits": N_("Digits alone are soon tried out: a birthday or a phone number is the first guess."),
    "password-differs": N_("The two passwords differ."),
    "password-no-terminal": N_(
        "The data file has a password, and there is no terminal to ask for it. Put it into CRMDESK_PASSWORD."
    ),
    "password-new-no-terminal": N_(
        "There is no terminal to ask for the new password. Put it into CRMDESK_NEW_PASSWORD."
    ),
    "password-none": N_("The data file has no password."),
    "recovery-groups": N_("Mistyped in group {groups}. Compare these with the recovery sheet."),
    "recovery-short": N_("{typed} digits of {needed}: some of the recovery key is missing."),
    "recovery-long": N_("{typed} digits, but a recovery key has {needed}: something is typed twice."),
    "recovery-other": N_(
        "This recovery key belongs to another data file or to an earlier password. Look for the newest sheet."
    ),
    "sheet-not-saved": N_("“{file}” could not be saved ({reason}). Choose another folder."),
    "file-in-use": N_("“{path}” is open in another window or program. Close it there first, then try again."),
    # Backups and restoring them.
    "backup-no-room": N_(
        "The backup needs {needed} in “{folder}”, where {free} are free. Make room or choose another folder."
    ),
    "backup-missed": N_(
        "The folder “{folder}” for backups cannot be used now. The backup was made in “{used}” instead."
    ),
    "backup-not-deleted": N_("The backup “{path}” could not be deleted ({reason})."),
    "backup-folder": N_("“{folder}” is no folder that can be written. Choose another one."),
    "backup-damaged": N_("“{path}” is damaged and was not restored. No other good backup lies beside it."),
    "backup-damaged-next": N_("“{path}” is damaged and was not restored. The next good backup is “{next}”."),
    "restore-itself": N_("“{path}” is the data file itself. Give a backup of it."),
    "restore-confirm": N_("Restoring replaces the data file. Without a terminal it needs --yes."),
    # Looking a data file over, and salvaging it.
    "check-unsound": N_("“{path}” is damaged. Restore a backup, or salvage what can be read with check --repair."),
    "check-cut": N_("The file is cut off: {bytes} bytes stand behind its last whole page."),
    "check-head": N_("The beginning of the file is destroyed."),
    "check-page": N_("Damaged: {detail}"),
    "check-cipher": N_("{count} pages were changed from outside or damaged."),
    "check-unreadable": N_("Some of it cannot be read ({detail})."),
    "check-references": N_("{count} records name others that are not there ({tables})."),
    "check-values": N_("{count} values cannot be read ({places})."),
    "check-search": N_("{count} customers are not found by their names."),
    "check-keys": N_("{count} names or phone numbers are compared and sorted wrongly."),
    "check-contents": N_("{count} attachments or pictures are missing or not what was put in."),
    "check-settings": N_("Settings without a sensible value: {keys}."),
    "check-salvaged": N_("What could be read is in “{path}”. “{old}” was left as it is."),
    "action-salvage": N_("Salvaged from a damaged data file"),
    "salvage-headless": N_(
        "The beginning of the file is gone: what can be told apart by its looks was kept; who is in which group was "
        "not, and nobody knows how much is lost. A backup is better."
    ),
    "salvage-hopeless": N_("Nothing can be salvaged from “{path}”: its beginning is destroyed. Restore a backup."),
    # Where the data file lies.
    "place-synced": N_(
        "The data file lies in a folder that {name} synchronises; changes made on two computers can get lost. Keep it "
        "on this disk and let backups go there."
    ),
    "place-network": N_(
        "The data file lies on a network drive ({name}); a broken connection may damage it. Keep it on this disk and "
        "let backups go there."
    ),
}
