"""What opens an encrypted data file: the key that SQLCipher derives from the password."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from pathlib import Path
from typing import Any

from msgspec import Struct
from playhouse.sqlcipher_ext import SqlCipherDatabase

from crmdesk.core.errors import UserError

ROUNDS, SIZE, SALT_SIZE, PAGE = 256_000, 32, 16, 4_096
"""SQLCipher 4's own: PBKDF2-HMAC-SHA512 so many times over, to a key of 32 bytes; the salt begins the first page."""

PLAIN = b"SQLite format 3\0"
_ZEROED = bytes(SALT_SIZE)
"""What a disk leaves of a first page that it lost; no salt is that by chance."""


class Key(Struct, frozen=True):
    """The derived key with the salt of the file. It is never written anywhere but on the recovery sheet."""

    raw: bytes
    salt: bytes

    __repr__ = object.__repr__

    @classmethod
    def of(cls, password: str, salt: bytes) -> Key:
        """The key of a password, as SQLCipher derives it; takes 0.2–0.3 s on purpose. The same password typed by
        another input method or on another system (full-width, composed otherwise) gives the same key.

        Raises UserError('password-empty'), of blanks too: SQLCipher would leave the file plain.
        """
        if not password.strip():
            raise UserError("password-empty")
        typed = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
        return cls(hashlib.pbkdf2_hmac("sha512", typed, salt, ROUNDS, SIZE), salt)

    @classmethod
    def new(cls, password: str) -> Key:
        """The key of a password for a file that is yet to be made."""
        return cls.of(password, secrets.token_bytes(SALT_SIZE))

    def passphrase(self) -> str:
        """As SQLCipher takes it."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


def connecting(path: Path | str, key: Key | None, **params: Any) -> SqlCipherDatabase:
    """A database of peewee's that is not connected yet; SQLCipher's own complaints are kept off standard error."""
    database = SqlCipherDatabase(str(path), autoconnect=False, passphrase=key.passphrase() if key else "", **params)
    _quiet()
    return database


def salt_of(path: Path) -> bytes | None:
    """The salt of an encrypted data file; None where the file is plain, not there, of no size SQLCipher makes or
    without its beginning.

    Asked of SQLCipher: opening the file by other means would drop the locks this process has on it.
    """
    if not path.is_file() or not path.stat().st_size or path.stat().st_size % PAGE:
        return None
    database = connecting(path, Key(bytes(SIZE), b""))
    database.connect()
    try:
        (found,) = database.execute_sql("PRAGMA cipher_salt").fetchone()
    finally:
        database.close()
    salt = bytes.fromhex(found)
    return None if salt in (PLAIN, _ZEROED) else salt


def _quiet() -> None:
    database = SqlCipherDatabase(":memory:", autoconnect=False)
    database.connect()
    database.execute_sql("PRAGMA cipher_log_level = NONE")
    database.close()
