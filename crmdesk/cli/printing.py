"""Printing on the command line: every kind into a PDF (METHOD.md sections 1, 6, 11, 13, 15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from crmdesk.cli.context import Context, json_option, pass_context, print_json
from crmdesk.cli.days import today_option
from crmdesk.cli.printing_work import ENDINGS, Printing
from crmdesk.core import dates
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.printing import About, Option, OptionType, PrintKind, Style, usual_style
from crmdesk.core.printing_kinds import KINDS, known
from crmdesk.services import customers, printing, printing_templates
from crmdesk.services.desk import Desk
from crmdesk.services.printing import Wish
from crmdesk.services.targets import check_ending


def _folder(_context: click.Context, _parameter: click.Parameter, typed: str | None) -> Path | None:
    if typed is not None and not typed.strip():
        raise click.BadParameter("An empty name is no folder.")
    return None if typed is None else Path(typed)


@click.command("print", no_args_is_help=True)
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("numbers", nargs=-1, metavar="[NUMBER]...")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path, readable=False), help="All in one: OUT.pdf.")
@click.option("--each", type=click.Path(readable=False), callback=_folder, help="One PDF each, into this folder.")
@click.option("--keep", is_flag=True, help="Keep a copy in the file of each customer.")
@click.option("--all", "everybody", is_flag=True, help="Of every customer, complaint or order.")
@click.option("--query", help="Of the customers that a search finds.")
@click.option("--group", help="Of the customers of this group.")
@click.option("--tier", help="Of the customers of this tier.")
@click.option("--paper", help="A4 (default), A5 or Letter; labels and envelopes have sheets of their own.")
@click.option("--landscape/--upright", default=None, help="Lay the paper across.")
@click.option("--mask", is_flag=True, help="Hide phones and ID numbers.")
@click.option("--stamp", is_flag=True, help="Say at the foot who printed it when.")
@click.option("--template", type=click.Choice(["own", "shipped"]), default="own", help="By which template.")
@click.option("--set", "chosen", multiple=True, metavar="OPTION=VALUE", help="Choose an option of the kind.")
@today_option
@json_option
@pass_context
def print_command(context: Context, /, kind: str, **given: Any) -> None:
    """Print onto pages: files, lists, labels, forms … The same data gives the same bytes, unless --stamp is given."""
    out, each, keep = given["out"], given["each"], given["keep"]
    if out is None and each is None and not keep:
        raise click.UsageError("Say where it goes: -o OUT.pdf, --each FOLDER or --keep.")
    if out is not None:
        check_ending(out, ENDINGS)
    what = known(kind)
    style = _style(what, given["paper"], given["landscape"], given["chosen"])
    style = replace(style, masked=given["mask"], stamped=given["stamp"])
    listed = {key: given[key] for key in ("query", "group", "tier")}
    with context.desk() as desk:
        found = Listing(**{**listed, "query": listed["query"] or ""}, sort="number") if any(listed.values()) else None
        ids = _ids(desk, what, given["numbers"], found, everybody=given["everybody"])
        wish = Wish(kind, style, ids, given["today"], shipped=given["template"] == "shipped")
        work = Printing(context, desk, what, wish)
        made: dict[str, Any] = {}
        if out is not None:
            made |= work.whole(out)
        if each is not None or keep:
            made |= work.singly(each, keep=keep)
    _tell(context, made, as_json=given["as_json"])


def _tell(context: Context, made: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(made)
        return
    n, number = context.words.ngettext, context.words.number
    if "path" in made:
        told = n("{count} page: {path}", "{count} pages: {path}", made["pages"])
        click.echo(told.format(count=number(made["pages"]), path=made["path"]))
    if "folder" in made:
        told = n("{count} file in {folder}", "{count} files in {folder}", made["files"])
        click.echo(told.format(count=number(made["files"]), folder=made["folder"]))
    if "kept" in made:
        kept: int = made["kept"]
        told = n("{count} copy kept in the customers' files", "{count} copies kept in the customers' files", kept)
        click.echo(told.format(count=number(kept)))


@click.command("print-template")
@click.argument("kind", type=click.Choice(list(KINDS)))
@json_option
@pass_context
def template_command(context: Context, kind: str, as_json: bool) -> None:
    """Make an own copy of a kind's template, to be changed; from then on this kind is printed by it."""
    with context.desk() as desk:
        path = printing_templates.copy(desk, kind)
    if as_json:
        print_json({"path": str(path)})
    else:
        click.echo(str(path))


def _ids(
    desk: Desk, kind: PrintKind, numbers: Sequence[str], listing: Listing | None, *, everybody: bool
) -> tuple[int, ...]:
    if listing is None and not everybody:
        return tuple(printing.find(desk, kind, numbers))
    if not kind.about or (listing is not None and kind.about is not About.CUSTOMERS):
        raise click.UsageError(f"--all, --query, --group and --tier name customers; {kind.key} is not about customers.")
    if numbers:
        raise click.UsageError("Numbers and --all, --query, --group or --tier exclude each other.")
    found = printing.every(desk, kind) if listing is None else customers.find(desk, listing)
    if not found:
        raise UserError("print-none-found")
    return tuple(found)


def _style(kind: PrintKind, paper: str | None, landscape: bool | None, chosen: Sequence[str]) -> Style:
    style = usual_style(kind)
    if paper is not None:
        by_fold = {key.casefold(): key for key in kind.papers}
        style = replace(style, paper=by_fold.get(paper.casefold(), paper))
    if landscape is not None:
        style = replace(style, landscape=landscape)
    options = {option.key: option for option in kind.options}
    values: dict[str, Any] = {}
    for each in chosen:
        key, sign, text = each.partition("=")
        if not sign:
            raise click.UsageError(f"--set wants OPTION=VALUE, not {each!r}.")
        if key not in options:
            raise UserError("print-option", option=key, kind=kind.label, known=", ".join(options) or "—")
        values[key] = _value(options[key], text.strip())
    return replace(style, chosen=values)


def _value(option: Option, text: str) -> Any:
    if option.type is OptionType.YES_NO:
        if text.casefold() not in ("yes", "no", "是", "否"):
            raise UserError("print-choice", option=option.label, value=text, known="yes, no")
        return text.casefold() in ("yes", "是")
    if option.type is OptionType.INTEGER:
        if not text.isdecimal():
            raise UserError("print-number", option=option.label, value=text, least=option.least, most=option.most)
        return int(text)
    if option.type in (OptionType.SEVERAL, OptionType.COLUMNS):
        return tuple(each.strip() for each in text.split(",") if each.strip())
    if option.type is OptionType.DATE:
        parsed = dates.parse_date(text)
        if parsed.problem is not None:
            raise UserError(parsed.problem.code, **parsed.problem.params)
        return parsed.value
    return text


COMMANDS = (print_command, template_command)
