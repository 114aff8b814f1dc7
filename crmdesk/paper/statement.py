"""Statements of account on paper (METHOD.md section 15)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crmdesk.core.orders import NOTHING
from crmdesk.core.printed_deals import Statement
from crmdesk.core.printing import Printout
from crmdesk.core.receivables import BUCKETS
from crmdesk.core.statements import MOVEMENTS, Movement
from crmdesk.core.words import Words
from crmdesk.paper import sale
from crmdesk.paper.sale import item, two_columns


def values(printout: Printout, words: Words) -> Mapping[str, Any]:
    """Accounts, to be confirmed."""
    return {
        "documents": [_document(one, printout, words) for one in printout.documents],
        "footer": sale.foot(printout, words),
    }


def _document(found: Statement, printout: Printout, words: Words) -> dict[str, Any]:
    _, account = words.gettext, found.account
    first = account.first
    period = _("{first} to {last}") if first else _("up to {last}")
    return {
        "title": _("Statement of account"),
        "kind": period.format(first=words.date(first) if first else "", last=words.date(account.last)),
        "left": "",
        "right": [[_("Customer no."), found.party.number], [_("As of"), words.date(account.last)]],
        "sections": [sale.customer(found.party, printout, words)],
        "table": _table(found, words),
        "result": {"name": _("Result"), "rows": _result(found, words)},
        "ages": _ages(found, words),
        "terms": _terms(found, words),
        "check": {
            "asked": _("Please check this statement, sign or stamp it and send it back; note differences here."),
            "choices": [[_("All correct"), False], [_("Different, because:"), False]],
        },
        "stamps": [
            [printout.letterhead.name or _("Seller"), [_("(seal)"), _("Handled by"), _("Date")]],
            [found.party.name, [_("(seal)"), _("Handled by"), _("Date")]],
        ],
    }  # fmt: skip


def _table(found: Statement, words: Words) -> dict[str, Any]:
    _, account = words.gettext, found.account
    rows = [
        {
            "cells": [
                words.date(each.on), words.label(MOVEMENTS[each.kind]), each.number,
                _details(each, found, words),
                words.money(each.debit) if each.debit else "", words.money(each.credit) if each.credit else "",
                words.money(balance),
            ],
        }
        for each, balance in zip(account.movements, account.balances, strict=True)
    ]  # fmt: skip
    return {
        "heads": [_("Date"), _("Entry"), _("No."), _("What for"), _("Charged"), _("Paid or returned"), _("Balance")],
        "opening": [_("Owed before"), words.money(account.opening)],
        "rows": rows,
        "nothing": "" if rows else _("Nothing was ordered or paid in this time."),
        "total": [_("Total of the period"), words.money(account.debit), words.money(account.credit)],
        "closing": [_("Owed at the end"), words.money(account.closing)],
    }


def _details(each: Movement, found: Statement, words: Words) -> dict[str, str]:
    """What an entry is about; with the goods, those one below the other instead."""
    if not found.goods or not each.lines:
        return {"told": each.told, "below": ""}
    lines = []
    for line in each.lines:
        quantity = f"{words.number(line.quantity)} {line.unit}".rstrip()
        price = f" × {words.money(line.price)}" if line.price is not None else ""
        amount = f" = {words.money(line.amount)}" if len(each.lines) > 1 else ""
        lines.append(f"{line.name}  {quantity}{price}{amount}")
    return {"told": "", "below": "\n".join(lines)}


def _result(found: Statement, words: Words) -> list[list[sale.Item]]:
    _, closing = words.gettext, found.closing
    label = _("In your favour") if closing < 0 else _("You owe us") if closing else _("Nothing is owed")
    overdue = words.money(found.aged.overdue) if found.aged.overdue else ""
    rows = [[item(label, words.money(abs(closing)), strong=True)]]
    if closing and (told := sale.in_words(abs(closing), words)):
        rows.append([item(_("Amount in words"), told)])
    kept = found.in_favour if found.in_favour > NOTHING and closing > 0 else NOTHING
    return rows + two_columns([
        item(_("Of this overdue"), overdue), item(_("Since"), words.date(found.since) if found.since else ""),
        item(_("Paid beyond orders"), words.money(kept) if kept else ""),
    ])  # fmt: skip


def _ages(found: Statement, words: Words) -> dict[str, Any] | None:
    if not found.aged.owed:
        return None
    return {
        "name": words.gettext("By age"),
        "heads": [words.label(label) for label in BUCKETS.values()],
        "amounts": [words.money(found.aged.of(key)) for key in BUCKETS],
    }


def _terms(found: Statement, words: Words) -> list[dict[str, Any]]:
    _ = words.gettext
    rows = two_columns([], [item(_("Account to pay into"), found.pay_into), item(_("Remarks"), found.remarks)])
    return [{"name": _("Terms"), "rows": rows}] if rows else []
