"""Verbs about what a data file is made of: groups, fields, words, settings, staff, competitors, products."""

from __future__ import annotations

from crmdesk.assets import load_words
from crmdesk.core.exporting import ExportOptions
from crmdesk.core.fields import Type
from crmdesk.core.settings import COMPANY_NAME
from crmdesk.core.visit_plan import Span
from crmdesk.services import (
    competitors,
    exporting_presets,
    groups,
    importing,
    importing_undo,
    lists,
    policies,
    products,
    sources,
    staff,
    tasks,
    user_fields,
    visit_plan,
)
from crmdesk.services import settings as settings_service
from tests.services.deeds import Deeds, Person
from tests.services.importing import book


def deeds(one: Person) -> Deeds:
    return {**_groups(one), **_fields(one), **_settings(one), **_own(one), **_imports(one)}


def _groups(one: Person) -> Deeds:
    desk, word = one.desk, one.word

    def group(least: int = 1) -> int:
        return int(one.one_of(groups.all_groups(desk), least).id)

    def take_out() -> None:
        of, ids = one.one_of([each.id for each in groups.all_groups(desk) if not each.dynamic]), one.customers()
        groups.put_in(desk, of, ids)
        groups.take_out(desk, of, ids[:1])

    return {
        "group-add": lambda: groups.add(desk, word() + one.word(), "", one.dice.choice((None, one.filter()))),
        "group-edit": lambda: groups.edit(
            desk, group(), name=word(), filter=one.dice.choice((..., None, one.filter()))
        ),
        "group-put-in": lambda: groups.put_in(desk, group(), one.customers()),
        "group-take-out": take_out,
        "group-delete": lambda: groups.delete(desk, group(2)),
    }


def _fields(one: Person) -> Deeds:
    desk, word = one.desk, one.word

    def choice() -> None:
        one.fill_texts()
        key = one.one_of([field.key for field in user_fields.all_fields(desk) if field.type is Type.TEXT])
        user_fields.make_choice(desk, key)

    def rename() -> None:
        key, kept, _ = one.list_word()
        lists.rename(desk, key, kept, word())

    return {
        "own-field-add": lambda: user_fields.add(
            desk, word() + "栏", one.one_of(user_fields.TYPES), ("甲", "乙", "丙")
        ),
        "own-field-rename": lambda: user_fields.rename(desk, one.field(), word() + "栏"),
        "own-field-delete": lambda: user_fields.delete(desk, one.field(2)),
        "own-field-order": lambda: user_fields.order(desk, [f.key for f in reversed(user_fields.all_fields(desk))]),
        "own-field-choice": choice,
        "list-add": lambda: lists.add(desk, one.list_word()[0], word()),
        "list-rename": rename,
        "list-reset": lambda: lists.reset(desk, *one.list_word()[:2]),
        "list-delete": lambda: lists.delete(desk, *one.list_word()),
        "list-order": lambda: lists.order(
            desk, "source", [c.key for c in reversed(desk.fields("customer")["source"].choices)]
        ),
    }


def _settings(one: Person) -> Deeds:
    desk, word = one.desk, one.word
    zh = load_words("zh_CN")

    def plan() -> None:
        now = visit_plan.plan(desk)
        cell = one.one_of(sorted(now.cells))
        visit_plan.set_plan(desk, now.with_cell(cell, one.dice.choice((None, Span(20, 40)))))

    def sets() -> None:
        known = tasks.sets(desk)
        tasks.set_sets(desk, one.dice.choice((None, known[:1], tuple(reversed(known)))))

    tier = lambda: one.one_of(("gold", "silver", "bronze", "iron"))  # noqa: E731
    return {
        "setting-change": lambda: settings_service.change(desk, COMPANY_NAME.key, word()),
        "visit-plan-set": plan,
        "task-sets": sets,
        "policy-set": lambda: policies.set_policy(desk, tier(), {"discount": str(one.dice.randrange(1, 9))}, zh),
        "policy-reset": lambda: policies.reset(desk, tier()),
        "export-preset-save": lambda: exporting_presets.save(desk, word(), ExportOptions(("customers",))),
        "export-preset-rename": lambda: exporting_presets.rename(desk, one.some("export_preset"), word()),
        "export-preset-delete": lambda: exporting_presets.delete(desk, one.some("export_preset")),
    }


def _own(one: Person) -> Deeds:
    desk, word = one.desk, one.word
    spent = {"source": "展会", "day": "2026-03-01"}

    def rival() -> int:
        return int(one.one_of(competitors.all_competitors(desk)).id)

    return {
        "competitor-add": lambda: competitors.add(desk, {"name": word() + word()}),
        "competitor-edit": lambda: competitors.edit(desk, rival(), {"name": word()}),
        "competitor-delete": lambda: competitors.delete(desk, rival(), one.dice.choice((None, rival()))),
        "staff-add": lambda: staff.add(desk, {"name": word() + word(), "role": one.one_of(("销售人员", "销售经理"))}),
        "staff-edit": lambda: staff.edit(desk, one.some("staff"), {"mobile": one.one_of(("", "13900000001"))}),
        "staff-delete": lambda: staff.delete(desk, one.some("staff")),
        "product-add": lambda: products.add(desk, {"name": word() + word(), "price": one.yuan()}),
        "product-edit": lambda: products.edit(desk, one.some("product"), {"price": one.yuan(), "unit": one.word()}),
        "product-delete": lambda: products.delete(desk, one.some("product", "r.code <> 'P1'")),
        "product-restore": lambda: products.restore(desk, one.some("product", gone=True)),
        "source-cost-add": lambda: sources.add(desk, {**spent, "amount": one.yuan()}),
        "source-cost-edit": lambda: sources.edit(desk, one.some("source_cost"), {"amount": one.yuan()}),
        "source-cost-delete": lambda: sources.delete(desk, one.some("source_cost")),
        "source-cost-restore": lambda: sources.restore(desk, one.some("source_cost", gone=True)),
    }


def _imports(one: Person) -> Deeds:
    desk = one.desk

    def bring() -> None:
        rows = [["客户名称", "手机", "城市", "联系人", "分组"]]
        rows += [
            [one.word() + str(i), f"1390000{one.dice.randrange(9_999):04}", one.word(), "周砚秋", "展会"]
            for i in range(3)
        ]
        existing = one.dice.choice(("skip", "update", "fill", "create"))
        importing.apply(desk, importing.plan(desk, book(rows), importing.Options(existing=existing)))

    def back() -> None:
        batch = one.one_of([batch for batch in importing.batches(desk) if not batch.undone])
        importing_undo.undo(desk, batch.id)

    return {"import": bring, "import-undo": back}
