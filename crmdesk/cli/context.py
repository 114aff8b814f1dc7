"""What every command works with: the data file it was given, the language, and how results are printed."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from crmdesk.core.errors import UserError
from crmdesk.core.pace import Pace
from crmdesk.core.pinyin import is_han
from crmdesk.core.words import Words
from crmdesk.services import marks
from crmdesk.services.desk import Desk, open_desk
from crmdesk.services.places import default_data_file

_NUMBER_MARK = "\0number:"


class Context(Struct, frozen=True):
    """The options before the command."""

    words: Words
    data: Path | None

    @contextlib.contextmanager
    def desk(self) -> Iterator[Desk]:
        """The data file, open for the time of the command; the password of an encrypted one is asked for."""
        path = self.data or default_data_file()
        try:
            desk = open_desk(path)
        except UserError as error:
            if error.code != "password-needed":
                raise
            from crmdesk.cli.passwords import asked_key

            desk = open_desk(path, key=asked_key(path, self.words))
        if desk.risk is not None:
            self.say(self.words.message(f"place-{desk.risk.kind}", {"name": desk.risk.name}))
        try:
            with contextlib.suppress(UserError):  # what a file that cannot be written holds is true of its last day
                marks.refresh(desk)
            yield desk
        except Exception as error:
            if (understood := desk.understood(error)) is error:
                raise
            raise understood from error
        finally:
            desk.close()

    def say(self, text: str) -> None:
        """A message, on standard error."""
        click.echo(text, err=True)


pass_context = click.make_pass_decorator(Context)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON value on standard output.")


def print_json(value: Any) -> None:
    """One JSON value; amounts keep their decimals, dates are ISO."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
    click.echo(re.sub(rf'"{re.escape(json.dumps(_NUMBER_MARK)[1:-1])}(-?[0-9.]+)"', r"\1", text))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{_NUMBER_MARK}{value:f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Rows in columns; Chinese characters count two cells."""
    if not rows:
        return
    widths = [max(_cells(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        padded = (text + " " * (width - _cells(text)) for text, width in zip(row, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def _cells(text: str) -> int:
    return sum(2 if is_han(c) or 0x3000 <= ord(c) <= 0x30FF or 0xFF00 <= ord(c) <= 0xFFEF else 1 for c in text)


class ProgressLine:
    """How far long work is, how fast it goes and what is left of it, on standard error when that is a terminal."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._pace = Pace(words)
        self._shown = sys.stderr.isatty()

    def __call__(self, done: int, total: int | None = None) -> None:
        if self._shown:
            of = f" / {self._words.number(total)}" if total else ""
            told = " · ".join([f"{self._words.number(done)}{of}", *self._pace.told(done, total or 0)])
            click.echo(f"\r{told}\033[K", err=True, nl=False)

    def end(self) -> None:
        if self._shown:
            click.echo("\r\033[K", err=True, nl=False)
