"""Empty workbooks to be filled in and imported."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from crmdesk.core import values
from crmdesk.core.errors import UserError
from crmdesk.core.exporting import ALL, BY_KEY, column_header, unit_header
from crmdesk.core.fields import Field, Type
from crmdesk.core.importing_registry import others, owner_of, part_header
from crmdesk.core.lists import CHANGEABLE
from crmdesk.core.templates import COLUMNS, EXAMPLE, EXAMPLES, REQUIRED, WHAT, is_text
from crmdesk.core.words import Words
from crmdesk.services.desk import Desk
from crmdesk.services.exporting_tables import customer_headers
from crmdesk.services.targets import check_ending, refuse_own
from crmdesk.sheets import templates as sheets
from crmdesk.sheets.templates import Explanation, TemplateColumn, TemplateSheet

ENDING = ".xlsx"


class Template(Struct, frozen=True):
    """What was written: the file and its sheets, the explanation last."""

    path: Path
    sheets: tuple[str, ...]


def write_template(desk: Desk, path: Path | str, words: Words, what: str = "customers") -> Template:
    """Write an empty workbook for one kind of record, or 'all': headers that an import knows, the required ones red,
    drop-downs with the lists as they are now, text cells for phones and codes, an example that an import leaves out.

    Raises UserError: 'import-option', 'export-ending', 'write-…'; an old file then stays.
    """
    path = Path(path)
    if what not in WHAT:
        raise UserError("import-option", option="--what", value=what, known=", ".join(WHAT))
    check_ending(path, [ENDING])
    refuse_own(path, desk.path)
    kinds = ALL if what == "all" else (what,)
    made = [TemplateSheet(words.label(BY_KEY[kind].title), _columns(desk, kind, words)) for kind in kinds]
    return Template(path, sheets.write_template(path, made, _explanation(words)))


def _columns(desk: Desk, kind: str, words: Words) -> list[TemplateColumn]:
    columns = [_column(desk, kind, target, words) for target in COLUMNS[kind]]
    if kind == "customers":
        own = [field for field in desk.fields("customer").all if field.by_user]
        headers = customer_headers(own, words)
        columns += [_made(field, header, words) for field, header in zip(own, headers, strict=True)]
    return columns


def _column(desk: Desk, kind: str, target: str, words: Words) -> TemplateColumn:
    record, number, key = owner_of(target)
    field = (others(desk.fields).get(record) or desk.fields(record or "customer"))[key]
    if not record:
        header = unit_header(field, words)
    elif number == 1:
        header = column_header(record, field, words)
    else:
        header = _counted(part_header(record, field, chinese=words.chinese), number, words)
    example = EXAMPLES.get(target)
    text = ""
    if example is not None and (kind == "customers" or record or target == "name"):
        text = values.show(field, example.choice, words) if example.choice else words.label(example.text)
        text = f"{words.label(EXAMPLE)}{text}" if target == COLUMNS[kind][0] or target == "name" else text
    return _made(field, header, words, required=target in REQUIRED[kind], example=text)


def _counted(header: str, number: int, words: Words) -> str:
    """The header for the second or third of several: 第二联系人姓名, Contact 2 Name."""
    if words.chinese:
        return f"第{'一二三四五六七八九'[number - 1]}{header}"
    first, _blank, rest = header.partition(" ")
    return f"{first} {number} {rest}"


def _made(field: Field, header: str, words: Words, *, required: bool = False, example: str = "") -> TemplateColumn:
    if field.type is Type.YES_NO:
        listed = tuple(values.show(field, value, words) for value in (True, False))
    else:
        listed = tuple(words.label(choice.label) for choice in field.choices)
    only = field.type is Type.CHOICE and not field.by_user and field.key not in CHANGEABLE
    return TemplateColumn(header, required, listed, only, is_text(field.key, field.type), example)


def _explanation(words: Words) -> Explanation:
    _ = words.gettext
    return Explanation(
        _("Instructions"),
        _("How to fill in this workbook"),
        (
            _("Columns with a red header have to be filled in; every other one may stay empty or be deleted."),
            _("Leave the headers as they are: the import knows the columns by them."),
            _("The grey row is an example. It is left out when importing; write over it or delete it."),
            _("Where a cell has a list, choose from it. Several groups are separated by a semicolon."),
            _("Phones, ID numbers and codes are text, so that no digit and no leading zero is lost."),
            _("Dates are written 2026-11-21. A birthday may lack its year (05-01) or be lunar (L1990-04-07)."),
            _("More than three contacts: a further row with the same customer name and the next contact."),
            _("Contacts, addresses and notes name their customer by number or by full name."),
            _("When all is filled in: File, Import..., and choose this workbook."),
        ),
        _("Choose one of the words in the list."),
    )
