"""Exporting on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json
from crmdesk.cli.listing import listing_of, which_customers
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.exporting import ALL, VCARDS, ExportOptions
from crmdesk.core.importing import TOGETHER
from crmdesk.services.desk import Desk

if TYPE_CHECKING:
    from crmdesk.services.exporting import Exported


@click.command("export")
@click.argument("out", type=click.Path(path_type=Path, readable=False))
@which_customers
@click.option("--number", "numbers", multiple=True, metavar="NUMBER", help="Only this customer; may be repeated.")
@click.option("--what", type=click.Choice([*ALL, "all"]), help="What is written (default: all).")
@click.option("--columns", metavar="FIELD,FIELD…", help="These columns in this order (default: those that are filled).")
@click.option("--preset", metavar="NAME", help="As kept under this name; other options still count.")
@click.option("--save-preset", metavar="NAME", help="Keep what, columns and masking under this name.")
@click.option("--vcard", type=click.Choice(VCARDS), help="Version of address cards (default: 3.0).")
@click.option("--mask", is_flag=True, help="Hide phones, ID numbers and the like.")
@json_option
@pass_context
def export(
    context: Context,
    out: Path,
    query: str,
    group: str | None,
    tier: str | None,
    where: Sequence[str],
    numbers: Sequence[str],
    what: str | None,
    columns: str | None,
    preset: str | None,
    save_preset: str | None,
    vcard: str | None,
    mask: bool,
    as_json: bool,
) -> None:
    """Export customers and what belongs to them to .xlsx, .csv, .vcf or .json."""
    from crmdesk.services import exporting as verbs
    from crmdesk.services import exporting_presets

    line = ProgressLine(context.words)
    with context.desk() as desk:
        kept = exporting_presets.known(desk, preset).options if preset else ExportOptions()
        options = _options(kept, what, columns, vcard, mask=mask)
        if save_preset is not None:
            exporting_presets.checked_name(save_preset)
        listing = listing_of(desk, query, group, tier, where)
        done = verbs.export(desk, out, context.words, _which(desk, listing, numbers), options=options, progress=line)
        if save_preset is not None:
            exporting_presets.save(desk, save_preset, options, out.suffix.lower(), context.words.language)
    line.end()
    if as_json:
        print_json({"rows": done.rows, "path": str(done.path), **({"cut": done.cut} if done.cut else {})})
    else:
        _say(context, done, options.kinds[0])


def _say(context: Context, done: Exported, kind: str) -> None:
    n, number = context.words.ngettext, context.words.number
    if kind == "customers":
        text = n("{count} customer written to {path}", "{count} customers written to {path}", done.rows)
    else:
        text = n("{count} record written to {path}", "{count} records written to {path}", done.rows)
    context.say(text.format(count=number(done.rows), path=done.path))
    if done.cut:
        cut = n("{count} text was too long and cut", "{count} texts were too long and cut", done.cut)
        context.say(cut.format(count=number(done.cut)))


def _options(
    kept: ExportOptions, what: str | None, columns: str | None, vcard: str | None, *, mask: bool
) -> ExportOptions:
    """What was kept with what the command says besides. Raises UserError('export-columns-several' or '-none')."""
    options = replace(kept, mask=kept.mask or mask, vcard=vcard or kept.vcard)
    if what is not None:
        options = replace(options, kinds=ALL if what == "all" else (what, *TOGETHER.get(what, ())))
    if columns is None:
        return options
    if what == "all":
        raise UserError("export-columns-several")
    kind = options.kinds[0]
    keys = tuple(key for part in columns.split(",") if (key := part.strip()))
    if not keys:
        raise UserError("export-columns-none")
    return replace(options, kinds=(kind,), columns={**options.columns, kind: keys})


def _which(desk: Desk, listing: Listing, numbers: Sequence[str]) -> Listing | list[int]:
    """Those of the list, or those with these numbers in the order given. Raises UserError('customer-unknown')."""
    from crmdesk.services import customers

    if not numbers:
        return listing
    named = list(dict.fromkeys(customers.id_of(desk, number) for number in numbers))
    if listing == Listing(sort="number"):
        return named
    shown = frozenset(customers.find(desk, listing))
    return [customer_id for customer_id in named if customer_id in shown]


COMMANDS = (export,)
