"""What an export holds: kinds of record, each a sheet, a list of cards or a part of a JSON file (METHOD.md section 1).

A kind of `core.importing_registry` has the same words in its headers, so that an import finds everything again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crmdesk.core.fields import Field
from crmdesk.core.words import Label, Words

ENDINGS = (".xlsx", ".csv", ".vcf", ".json")
VCARDS = ("3.0", "4.0")


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One kind of record that can be exported. `key` is its name on the command line, `record` in the registry, `title`
    that of its sheet. `owned`: each belongs to a customer, whose number and name come first."""

    key: str
    record: str
    title: Label
    owned: bool = True


KINDS: tuple[ExportKind, ...] = (
    ExportKind("customers", "customer", Label("Customers", "客户"), owned=False),
    ExportKind("contacts", "contact", Label("Contacts", "联系人")),
    ExportKind("addresses", "address", Label("Further addresses", "其他地址")),
    ExportKind("notes", "note", Label("Notes", "记事")),
    ExportKind("elsewhere", "elsewhere", Label("Bought elsewhere", "别处采购")),
    ExportKind("competitors", "competitor", Label("Competitors", "竞争对手"), owned=False),
)
"""In the order of the sheets. A kind that comes later is one more entry here."""

BY_KEY = {kind.key: kind for kind in KINDS}
ALL = tuple(BY_KEY)


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What is written and how.

    `kinds` are keys of `KINDS` in their order; `columns` the fields of a kind in the order wanted (a kind that is
    missing has those that are filled); `mask` hides what is personal; `vcard` is one of `VCARDS`.
    """

    kinds: tuple[str, ...] = ALL
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mask: bool = False
    vcard: str = "3.0"


@dataclass(frozen=True, slots=True)
class Preset:
    """An export that was kept under a name: its options, the ending of its file and the language of its headers."""

    id: int
    name: str
    options: ExportOptions
    ending: str = ".xlsx"
    language: str = ""


def unit_header(field_: Field, words: Words) -> str:
    """A customer's field with its unit: 员工人数 (人)."""
    label = words.label(field_.label)
    return f"{label} ({words.label(field_.unit)})" if field_.unit else label


def to_json(options: ExportOptions, ending: str, language: str) -> str:
    """A preset as it is kept."""
    content = {
        "kinds": list(options.kinds),
        "columns": {kind: list(keys) for kind, keys in options.columns.items()},
        "mask": options.mask,
        "vcard": options.vcard,
        "ending": ending,
        "language": language,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def from_json(id_: int, name: str, content: str) -> Preset:
    """A preset as it was kept; kinds that this version does not know are left out."""
    found: dict[str, Any] = json.loads(content)
    kinds = tuple(key for key in ALL if key in found.get("kinds", ALL)) or ALL
    columns = {kind: tuple(keys) for kind, keys in found.get("columns", {}).items() if kind in BY_KEY}
    options = ExportOptions(kinds, columns, bool(found.get("mask")), _one_of(found.get("vcard"), VCARDS))
    return Preset(id_, name, options, _one_of(found.get("ending"), ENDINGS), str(found.get("language") or ""))


def _one_of(value: Any, known: Sequence[str]) -> str:
    return value if value in known else known[0]
