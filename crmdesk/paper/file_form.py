"""The first page of a customer file: the form with its sections, contacts, dealings by year, signature lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmdesk.core import file_form
from crmdesk.core.addresses import address_line
from crmdesk.core.fields import ENTERPRISE, Field, Type
from crmdesk.core.file_form import FormSection
from crmdesk.core.masking import Hidden
from crmdesk.core.printed_files import CustomerOnPaper, Year
from crmdesk.core.qualifying import VERDICT_LABELS
from crmdesk.core.values import show
from crmdesk.core.words import Words
from crmdesk.paper import form
from crmdesk.paper.form import Item

_LEAST = ["三个字", "三个字", "五个字长", "采购", "139 0000 0013", "wx_00000", "农历十月"]
"""Texts that the columns of contacts have room for, even where all are empty."""
_MOST = 11.0
"""Ems that a column of contacts grows to."""


def first_page(found: CustomerOnPaper, company: str, words: Words) -> dict[str, Any]:
    """What form.typ sets: title, head, sections, signature lines."""
    return _FirstPage(found, words).page(company)


class _FirstPage:
    def __init__(self, found: CustomerOnPaper, words: Words) -> None:
        self._found, self._file, self._words = found, found.file, words
        self._fields = found.fields["customer"].by_key

    def page(self, company: str) -> dict[str, Any]:
        label, values, kind = self._words.label, self._file.values, self._file.kind
        created = values.get("created_on")
        head = [[label(self._fields["number"].label), self._file.number]]
        if created is not None:
            head.append([label(self._fields["created_on"].label), self._words.date(created)])
        return {
            "title": label(file_form.TITLE),
            "kind": show(self._fields["kind"], kind, self._words),
            "left": company,
            "right": head,
            "sections": self._sections(),
            "signatures": self._signatures(),
        }

    def _sections(self) -> list[dict[str, Any]]:
        kind = self._file.kind
        above = [self._section(each) for each in file_form.SECTIONS_ABOVE[kind]]
        below = [self._section(each) for each in file_form.SECTIONS_BELOW[kind]]
        above[-1]["rows"] += self._deliveries()
        own = [self._item(field) for field in self._fields.values() if field.by_user]
        if own:
            below.append(form.section(self._words.label(file_form.OWN), form.paired(own)))
        return [*above, self._contacts(), *below, self._years()]

    def _section(self, found: FormSection) -> dict[str, Any]:
        rows = [self._row(row) for row in found.rows]
        more = [self._fields[key] for key in found.optional if self._file.values.get(key) is not None]
        wide = [field.key in file_form.WIDE for field in more]
        rows += form.paired([self._item(field) for field in more], wide)
        return form.section(self._words.label(found.label), rows)

    def _row(self, keys: Sequence[str]) -> list[Item]:
        """A long address takes the whole width, with its postcode."""
        values = self._file.values
        if keys == ("address", "postcode") and form.ems(address_line({**values, "postcode": None})) > form.HALF:
            return [form.item(self._label(self._fields["address"]), address_line(values))]
        return [self._item(self._fields[key]) for key in keys]

    def _item(self, field: Field) -> Item:
        values, kind = self._file.values, self._file.kind
        value = values.get(field.key)
        if field.key == "name":
            return {**form.item(self._label(field), self._file.name, strong=True)}
        if field.key == "man" and value:
            verdict = VERDICT_LABELS.get(values.get("man_verdict", ""))
            told = f"{value}  {self._words.label(verdict)}" if verdict else str(value)
            return form.item(self._label(field), told)
        if field.key == "address":
            return form.item(self._label(field), address_line({**values, "postcode": None}))
        if field.type is Type.CUSTOMER and field.key in self._file.references:
            return form.item(self._label(field), self._file.references[field.key].name)
        made = form.field_item(field, value, self._words, kind=kind, wide=field.key in file_form.WIDE)
        if made.get("value") and field.unit is not None and field.type is Type.INTEGER:
            made["value"] += f" {self._words.label(field.unit)}"
        return made

    def _label(self, field: Field) -> str:
        return self._words.label(field.label_for(self._file.kind))

    def _deliveries(self) -> list[list[Item]]:
        """Further addresses, one to a row."""
        _ = self._words.gettext
        made = []
        for part in self._file.addresses:
            at = part.values
            told = [address_line(at), *(show(self._found.fields["address"][key], at.get(key), self._words)
                                        for key in ("recipient", "phone"))]  # fmt: skip
            label = str(at.get("label") or _("Further address"))
            made.append([form.item(label, "  ".join(each for each in told if each))])
        return made

    def _contacts(self) -> dict[str, Any]:
        """The contacts, and one empty line for the pen."""
        fields, label = self._found.fields["contact"].by_key, self._words.label
        rows = [
            [show(fields[key], part.values.get(key), self._words) for key in file_form.CONTACT_COLUMNS]
            for part in self._file.contacts
        ]
        labels = [label(file_form.CONTACT_LABELS.get(key, fields[key].label)) for key in file_form.CONTACT_COLUMNS]
        widths = form.fitted(labels, [_LEAST, *rows], most=_MOST)
        columns = [form.column(told, width) for told, width in zip(labels, widths, strict=True)]
        rows.append([""] * len(columns))
        name = file_form.CONTACTS if self._file.kind == ENTERPRISE else file_form.FAMILY
        return {"name": label(name), "table": form.table(columns, rows)}

    def _years(self) -> dict[str, Any]:
        labels = [self._words.label(label) for label in file_form.YEARS]
        rows = [self._year(each) for each in self._found.years]
        columns = [
            form.column(label, width, "right" if place else "left")
            for place, (label, width) in enumerate(zip(labels, form.fitted(labels, rows), strict=True))
        ]
        return {"name": self._words.label(file_form.DEALINGS), "table": form.table(columns, rows)}

    def _year(self, year: Year) -> list[str]:
        words = self._words
        now = year.year == self._found.today.year
        told = words.label(file_form.YEAR_SO_FAR if now else file_form.YEAR)
        profit = "—" if year.profit is None and year.orders else words.money(year.profit or year.sales * 0)
        return [
            told.format(year=year.year), words.number(year.orders), words.money(year.sales), words.money(year.paid),
            words.money(year.due), profit, words.number(year.complaints),
        ]  # fmt: skip

    def _signatures(self) -> list[list[str]]:
        values, label = self._file.values, self._words.label
        verified = values.get("verified_on")
        return [
            [label(self._fields["owner"].label), str(values.get("owner") or "")],
            [label(self._fields["custodian"].label), str(values.get("custodian") or "")],
            [label(self._fields["verified_on"].label), self._words.date(verified) if verified else ""],
            [label(file_form.REVIEWED), ""],
        ]


def shown_of(fields: Mapping[str, Field], values: Mapping[str, Any], key: str, words: Words) -> str:
    """A value in words; '' for none."""
    value = values.get(key)
    return value if isinstance(value, Hidden) else show(fields[key], value, words)
