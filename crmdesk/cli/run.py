"""The root of the command line: options before the command, exit statuses, and the window when there is no command."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from crmdesk import __version__
from crmdesk.assets import load_words, system_language
from crmdesk.cli.context import Context
from crmdesk.cli.families import Root
from crmdesk.core.errors import UserError
from crmdesk.core.words import LANGUAGES, Words


@click.group(cls=Root, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data",
    type=click.Path(path_type=Path, readable=False),
    help="The data file (default: in the user's data folder).",
)
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language (default: the system's).")
@click.version_option(__version__)
@click.pass_context
def crmdesk(context: click.Context, data: Path | None, lang: str | None) -> None:
    """CRM Desk (客户档案): customer files on your own machine. Without a command the window opens."""
    words = load_words(lang or system_language())
    context.obj = Context(words, data)
    if context.invoked_subcommand is None:
        if _no_display():
            raise UserError("command-no-display")
        from crmdesk.gui.collecting import loading

        with loading():
            from crmdesk.app import run_window

        context.exit(run_window(data, lang))


def main(arguments: list[str] | None = None) -> int:
    """Run a command line. Returns 0 (done), 1 (refused or failed, one line said why) or 2 (wrong usage)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        status = crmdesk.main(arguments, prog_name="crmdesk", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.UsageError as error:
        error.show()
        return 2
    except click.ClickException as error:
        error.show()
        return 1
    except (click.Abort, KeyboardInterrupt):
        click.echo(_words(arguments).message("command-stopped", {}), err=True)
        return 1
    except UserError as error:
        click.echo(" ".join(_words(arguments).error(error).splitlines()), err=True)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if os.environ.get("CRMDESK_TRACEBACK"):
            raise
        _log(error)
        import traceback

        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        click.echo(_words(arguments).message("unexpected", {"kind": type(error).__name__, "place": place}), err=True)
        return 1


def _log(error: Exception) -> None:
    """The same log as the window's."""
    from crmdesk.core import trouble
    from crmdesk.services.log import Log, log_file

    Log(log_file()).mistake(trouble.report(error, trouble.system(__version__)))


def _no_display() -> bool:
    """Qt ends the whole program when it finds no display, so it must not be asked there."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in named)


def _words(arguments: list[str]) -> Words:
    """The language asked for, also where the command line was not understood to its end."""
    for i, argument in enumerate(arguments):
        following = arguments[i + 1] if i + 1 < len(arguments) else ""
        given = following if argument == "--lang" else argument.removeprefix("--lang=")
        if given in LANGUAGES:
            return load_words(given)
    return load_words(system_language())
