"""The tour: the main job on sample data without a display, and a picture of every page and dialog."""

from __future__ import annotations

from pathlib import Path

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json
from crmdesk.tour import LOOKS


@click.command("tour")
@click.argument("outdir", type=click.Path(path_type=Path, file_okay=False, readable=False))
@click.option("--look", "looks", multiple=True, type=click.Choice(LOOKS), help="Pictures in this look only.")
@json_option
@pass_context
def tour(context: Context, outdir: Path, looks: tuple[str, ...], as_json: bool) -> None:
    """Do the main job on sample data and write a picture of every page and dialog to OUTDIR."""
    from crmdesk.tour import run_tour

    files = run_tour(outdir, context.words, context.say, looks or LOOKS)
    if as_json:
        print_json({"files": [str(path) for path in files]})
    else:
        text = context.words.gettext("{count} files in {folder}")
        click.echo(text.format(count=len(files), folder=outdir))


COMMANDS = (tour,)
