"""What can be said about an import on the command line, and what it means."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from typing import Any, BinaryIO

import click

from crmdesk.core.errors import UserError
from crmdesk.core.importing import DOUBLES, EXISTING, KEYS, WHAT, Options
from crmdesk.sheets.atomic import failure

_FILE = click.Path(path_type=Path, readable=False)
_STANDARD_INPUT = "-"
_OPTIONS = (
    click.option("--sheet", "sheets", multiple=True, help="Only this sheet (default: every visible recognised one)."),
    click.option("--what", type=click.Choice(WHAT), default="auto", show_default=True, help="What the rows are."),
    click.option("--map", multiple=True, metavar="HEADER=FIELD", help="Which field a column is; '-' leaves it out."),
    click.option(
        "--existing", type=click.Choice(EXISTING), default="skip", show_default=True,
        help="What to do with known customers.",
    ),
    click.option("--keys", metavar="KEY,KEY…", help=f"What customers are known by (default: {','.join(KEYS)})."),
    click.option(
        "--doubles", type=click.Choice(DOUBLES), default="import", show_default=True,
        help="What to do with possible doubles: import and tell, or hold back.",
    ),
    click.option("--constant", "constants", multiple=True, metavar="FIELD=TEXT", help="For rows that say nothing."),
    click.option(
        "--date-order", "dates", multiple=True, metavar="[HEADER=]mdy|dmy", help="How 1/2/2020 is to be read."
    ),
    click.option("--blank", "blanks", multiple=True, metavar="WORD", help="A word that stands for an empty cell."),
    click.option(
        "--header-row", "header_rows", multiple=True, metavar="SHEET=N", help="Where the headers stand; 0: nowhere."
    ),
    click.option(
        "--settled/--not-settled", default=None, help="Whether orders that come without payments were paid long ago."
    ),
    click.option("--no-memory", is_flag=True, help="Neither map like last time nor remember for the next."),
    click.option("--encoding", help="How a text table is written, such as gb18030."),
    click.option("--delimiter", help="What stands between the cells of a text table; 'tab' for the tabulator."),
    click.option("--dry-run", is_flag=True, help="Only say what would happen."),
    click.option("--report", type=_FILE, help="Write the rows with problems, as they stand in the file, here."),
    click.option("--report-all", is_flag=True, help="Write every row into the report."),
)  # fmt: skip


def import_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The arguments and options of `import`."""
    decorated = reduce(lambda made, option: option(made), reversed(_OPTIONS), command)
    return click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE…")(decorated)


def options_of(chosen: dict[str, Any]) -> Options:
    """The options of an import. Raises UserError for a pair without '=' and the like."""
    more: dict[str, Any] = {}
    if chosen["keys"] is not None:
        named = [key.strip() for key in chosen["keys"].split(",") if key.strip()]
        more["keys"] = tuple(sorted(named, key=lambda key: KEYS.index(key) if key in KEYS else len(KEYS)))
    if chosen["blanks"]:
        more["blanks"] = tuple(chosen["blanks"])
    return Options(
        sheets=tuple(chosen["sheets"]),
        what=chosen["what"],
        map=_pairs(chosen["map"]),
        existing=chosen["existing"],
        doubles=chosen["doubles"],
        constants=_constants(chosen["constants"]),
        dates=_pairs(chosen["dates"], alone=True),
        header_rows={sheet: _number(text) for sheet, text in _pairs(chosen["header_rows"]).items()},
        remember=not chosen["no_memory"],
        settled=chosen["settled"],
        **more,
    )


def delimiter_of(text: str | None) -> str | None:
    """A delimiter as it was typed."""
    return "\t" if text in ("tab", "\\t") else text


@contextmanager
def paths_of(files: Sequence[Path], standard_input: BinaryIO) -> Iterator[list[Path]]:
    """The files; what comes in by standard input, named '-', is put into one for as long as it is needed.

    Raises UserError 'write-full' and the like.
    """
    if _STANDARD_INPUT not in map(str, files):
        yield list(files)
        return
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "stdin"
        try:
            with written.open("wb") as file:
                shutil.copyfileobj(standard_input, file)
        except OSError as error:
            raise failure(error, written) from error
        yield [written if str(file) == _STANDARD_INPUT else file for file in files]


def _pairs(pairs: Sequence[str], *, alone: bool = False) -> dict[str, str]:
    """What stands before the last '=' with what stands behind it; `alone`: the first may be missing, then it is ''."""
    found: dict[str, str] = {}
    for pair in pairs:
        before, sign, behind = pair.rpartition("=")
        if not sign and not alone:
            raise UserError("command-pair", text=pair)
        found[before] = behind
    return found


def _constants(pairs: Sequence[str]) -> dict[str, str]:
    """A text may hold '=', a field's key does not."""
    found: dict[str, str] = {}
    for pair in pairs:
        field, sign, text = pair.partition("=")
        if not sign:
            raise UserError("command-pair", text=pair)
        found[field] = text
    return found


def _number(text: str) -> int:
    if not text.isdecimal():
        raise UserError("import-option", option="--header-row", value=text, known="0, 1, 2 …")
    return int(text)
