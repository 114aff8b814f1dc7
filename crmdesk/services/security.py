"""The password of a data file (METHOD.md section 14)."""

from __future__ import annotations

from pathlib import Path

from crmdesk.core.errors import UserError
from crmdesk.store.keys import Key, salt_of
from crmdesk.store.opening import opens


def unlock(path: Path, password: str) -> Key | None:
    """The key of a data file from its password; None where the file has none. Takes 0.2–0.3 s on purpose.

    Raises UserError('password-empty') or UserError('password-wrong').
    """
    salt = salt_of(path)
    if salt is None:
        return None
    key = Key.of(password, salt)
    if not opens(path, key):
        raise UserError("password-wrong")
    return key
