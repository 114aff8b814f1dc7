"""Empty sheets to fill, on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json
from crmdesk.core.templates import WHAT


@click.command("template")
@click.argument("out", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--what", type=click.Choice(WHAT), default="customers", show_default=True, help="What is to be filled in."
)
@json_option
@pass_context
def template(context: Context, out: Path, what: str, as_json: bool) -> None:
    """Write an empty workbook (.xlsx) to be filled in and imported."""
    from crmdesk.services import templates

    with context.desk() as desk:
        done = templates.write_template(desk, out, context.words, what)
    if as_json:
        print_json({"path": str(done.path), "sheets": list(done.sheets)})
    else:
        context.say(context.words.gettext("Template written to {path}").format(path=done.path))


COMMANDS = (template,)
