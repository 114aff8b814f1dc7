"""Asking for passwords: from the environment, else at the terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from crmdesk.core import passwords
from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.services.security import Key, unlock

PRESENT, NEW = "CRMDESK_PASSWORD", "CRMDESK_NEW_PASSWORD"

_TRIES = 5


def asked_key(path: Path, words: Words, unlock: Callable[[Path, str], Key | None] = unlock) -> Key | None:
    """The key of an encrypted data file, from the password in the environment or typed at the terminal; the key of a
    recovery sheet will do as well.

    Raises UserError: 'password-wrong' (at the terminal after several tries with growing pauses), 'recovery-…',
    'password-no-terminal'.
    """
    given = os.environ.get(PRESENT)
    if given is not None:
        return unlock(path, given)
    if not sys.stdin.isatty():
        raise UserError("password-no-terminal")
    for failures in range(1, _TRIES + 1):
        try:
            return unlock(path, _typed(words.gettext("Password of {file}").format(file=path.name)))
        except UserError as error:
            if failures == _TRIES or not error.code.startswith(("password-", "recovery-")):
                raise
            click.echo(words.error(error), err=True)
            time.sleep(passwords.pause(failures))
    raise AssertionError


def asked_new(words: Words) -> str:
    """A new password, from the environment or typed twice. A weak one is told.

    Raises UserError: 'password-empty', 'password-differs', 'password-new-no-terminal'.
    """
    given = os.environ.get(NEW)
    if given is None:
        if not sys.stdin.isatty():
            raise UserError("password-new-no-terminal")
        given = _typed(words.gettext("New password"))
        if given != _typed(words.gettext("The same again")):
            raise UserError("password-differs")
    if not given.strip():
        raise UserError("password-empty")
    weakness = passwords.weakness(given)
    if weakness is not None:
        click.echo(words.problem(weakness), err=True)
    return given


def _typed(label: str) -> str:
    """What is typed unseen; nothing typed is an empty password and is told as such."""
    return str(click.prompt(label, default="", hide_input=True, show_default=False, err=True))
