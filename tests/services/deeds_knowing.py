"""Verbs about customers and what is known of them: files, parts, notes, selecting, tiers, doubles."""

from __future__ import annotations

from crmdesk.services import (
    addresses,
    assessments,
    attachments,
    contacts,
    customers,
    delivered_value,
    duplicates,
    elsewhere,
    losses,
    merging,
    notes,
    photos,
    printing_saving,
    privacy,
    qualifying,
    reviewing,
    surveys,
    tiers,
    timeline,
)
from crmdesk.services.printing_saving import Copy
from tests.services.deeds import Deeds, Person

_SAID = {"overall_expected": "7", "overall_felt": "8", "product_expected": "6", "product_felt": "7"}


def deeds(one: Person) -> Deeds:
    return {**_files(one), **_parts(one), **_notes(one), **_judging(one), **_tiers(one), **_losing(one), **_asked(one)}


def _files(one: Person) -> Deeds:
    desk = one.desk

    def two() -> list[int]:
        everyone = one.everyone()
        one.one_of(everyone, 2)
        return one.dice.sample(everyone, 2)

    typed = {"city": "杭州", "birthday": "--05-01", "credit_limit": "80000.5", "notes": "周一例会"}
    return {
        "customer-add": lambda: one.customer_with(mobile=f"138{one.dice.randrange(10**8):08}", groups=one.word()),
        "customer-edit": lambda: customers.edit(desk, one.owner(), dict([one.one_of(typed.items())])),
        "customers-edit": one.bulk,
        "customers-delete": lambda: customers.delete(desk, one.customers(4)[:1]),
        "customers-restore": lambda: customers.restore(desk, [one.some("customer", gone=True)]),
        "customer-verify": lambda: reviewing.verify(desk, one.owner()),
        "merge": lambda: merging.merge(desk, *two()),
        "not-same": lambda: duplicates.mark_not_same(desk, *two()),
        "not-same-back": lambda: duplicates.take_back_not_same(desk, *one.one_of(sorted(duplicates.marked(desk)))),
    }


def _parts(one: Person) -> Deeds:
    desk, word = one.desk, one.word
    goods = {"product": "铝材", "competitor": "虚谷包材"}

    def order() -> None:
        owner = one.owner()
        contacts.add(desk, owner, {"name": word()})
        last, _ = contacts.add(desk, owner, {"name": word() + "二"})
        contacts.move(desk, last, -1)

    return {
        "contact-add": lambda: contacts.add(desk, one.owner(), {"name": word(), "mobile": "13900000009"}),
        "contact-edit": lambda: contacts.edit(desk, one.some("contact"), {"title": word(), "wechat": "wx_1"}),
        "contact-delete": lambda: contacts.delete(desk, one.some("contact")),
        "contacts-order": order,
        "address-add": lambda: addresses.add(desk, one.owner(), {"city": "杭州", "address": word()}),
        "address-edit": lambda: addresses.edit(desk, one.some("address"), {"city": word()}),
        "address-delete": lambda: addresses.delete(desk, one.some("address")),
        "elsewhere-add": lambda: elsewhere.add(desk, one.owner(), goods),
        "elsewhere-edit": lambda: elsewhere.edit(desk, one.some("elsewhere"), {"product": word()}),
        "elsewhere-delete": lambda: elsewhere.delete(desk, one.some("elsewhere")),
    }


def _notes(one: Person) -> Deeds:
    desk, word = one.desk, one.word

    def attach() -> None:
        attachments.add_content(desk, one.owner(), "合同.txt", one.dice.randbytes(one.dice.randrange(1, 900)))

    def keep() -> None:
        printing_saving.keep_each(desk, [Copy(one.owner(), "对账单.pdf", one.dice.randbytes(99))])

    return {
        "note-add": lambda: notes.add(desk, one.owner(), word() + "\n" + word()),
        "note-edit": lambda: notes.edit(desk, one.some("note"), word()),
        "note-pin": lambda: notes.pin(desk, one.some("note", "r.pinned IS NULL"), True),
        "note-unpin": lambda: notes.pin(desk, one.some("note", "r.pinned = 1"), False),
        "note-delete": lambda: notes.delete(desk, one.some("note")),
        "attachment-add": attach,
        "print-keep": keep,
        "attachment-edit": lambda: attachments.edit(desk, one.some("attachment"), {"name": f"{word()}.txt"}),
        "attachment-delete": lambda: attachments.delete(desk, [one.some("attachment")]),
        "photo-set": lambda: photos.put(desk, one.owner(), b"\x89PNG\r\n\x1a\n" + one.dice.randbytes(4)),
        "photo-remove": lambda: photos.remove(desk, one.some("customer", "r.photo IS NOT NULL")),
        "monthly-edit": lambda: timeline.set_month(desk, one.owner(), one.day(), {"average_sales": one.yuan()}),
    }


def _judging(one: Person) -> Deeds:
    desk = one.desk

    def item() -> str:
        return str(one.one_of(desk.fields("screening")["item"].choices).key)

    def ruled(key: str) -> str | None:
        known = desk.fields("customer")[key].choices
        return one.dice.choice((None, one.one_of(known).key))

    def overrule(key: str) -> None:
        qualifying.overrule(desk, one.owner(), key, ruled(key), "面谈")

    return {
        "screening-edit": lambda: qualifying.screen(
            desk, one.owner(), item(), one.dice.choice((True, False, None)), one.word()
        ),
        "life-cycle-overrule": lambda: overrule("life_cycle"),
        "relationship-overrule": lambda: overrule("relationship"),
        "assessment-add": lambda: assessments.add(
            desk, one.owner(), {"good_demand": "是", "day": one.on(), "level": "4"}
        ),
        "assessment-edit": lambda: assessments.edit(desk, one.some("assessment"), {"notes": one.word()}),
        "assessment-delete": lambda: assessments.delete(desk, one.some("assessment")),
        "assessment-restore": lambda: assessments.restore(desk, one.some("assessment", gone=True)),
        "delivered_value-add": lambda: delivered_value.add(desk, one.owner(), {"ours_product": "8", "day": one.on()}),
        "delivered_value-edit": lambda: delivered_value.edit(desk, one.some("delivered_value"), {"notes": one.word()}),
        "delivered_value-delete": lambda: delivered_value.delete(desk, one.some("delivered_value")),
        "survey-add": lambda: surveys.add(desk, one.owner(), {**_SAID, "day": one.on()}),
        "survey-edit": lambda: surveys.edit(desk, one.some("survey"), {"overall_felt": str(one.dice.randrange(1, 10))}),
        "survey-delete": lambda: surveys.delete(desk, one.some("survey")),
        "survey-restore": lambda: surveys.restore(desk, one.some("survey", gone=True)),
    }


def _tiers(one: Person) -> Deeds:
    desk = one.desk

    def save() -> None:
        basis, scheme = one.one_of(("sales", "last-year-sales", "clv")), one.one_of(("pyramid", "abc"))
        tiers.save(desk, tiers.classify(desk, basis, scheme))

    def fixed(key: str) -> int:
        return one.some("customer", f"r.{key}_fixed = 1")

    return {
        "tiers-save": save,
        "tier-run-delete": lambda: tiers.delete_run(desk, one.some("tier_run")),
        "tier-set": lambda: tiers.set_tier(desk, one.owner(), one.one_of(("gold", "iron")), "面谈"),
        "tier-follow": lambda: tiers.set_tier(desk, fixed("tier"), None),
        "grade-set": lambda: tiers.set_grade(desk, one.owner(), one.one_of("ABC"), "面谈"),
        "grade-follow": lambda: tiers.set_grade(desk, fixed("grade"), None),
    }


def _losing(one: Person) -> Deeds:
    desk = one.desk
    gone = {"reason": "competitor", "competitor": "虚谷包材"}
    return {
        "loss-add": lambda: losses.mark_lost(desk, one.customers()[:2], {**gone, "lost_on": one.on(-90, -30)}),
        "loss-won-back": lambda: losses.win_back(desk, [one.some("customer", "r.lost_on IS NOT NULL")]),
        "loss-edit": lambda: losses.edit(desk, one.loss(), {"reason": "neglect", "text": one.word()}),
        "loss-delete": lambda: losses.delete(desk, one.loss()),
    }


def _asked(one: Person) -> Deeds:
    desk = one.desk

    def answer() -> None:
        privacy.answer_request(
            desk, one.some("privacy_request"), one.one_of(("done", "partly", "refused")), notes="已交付"
        )

    return {
        "request-add": lambda: privacy.add_request(desk, "copy", customer_id=one.owner(), notes="电话"),
        "request-change": lambda: privacy.change_request(
            desk, one.some("privacy_request"), notes=one.word() + one.word()
        ),
        "request-answer": answer,
        "request-delete": lambda: privacy.delete_request(desk, one.some("privacy_request")),
    }
