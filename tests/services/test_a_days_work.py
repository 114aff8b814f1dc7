"""A day's work at random against a model in memory: whatever is done, undone, backed up and brought back, the data file
holds what the model holds, finds it, counts it, and its marks are what a plain reckoning says."""

from __future__ import annotations

import copy
from decimal import Decimal

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from crmdesk.core.complaints import STEPS
from crmdesk.services import (
    complaint_steps,
    complaints,
    contacts,
    customers,
    groups,
    history,
    importing,
    importing_undo,
    losses,
    merging,
    orders,
    payments,
    surveys,
    tasks,
    tiers,
)
from tests.services.complaining import STEP_TEXTS, WORDS
from tests.services.day_model import PICK, Day, Known
from tests.services.importing import book

CITIES = st.sampled_from(("杭州", "嘉兴", "上海"))


class ADaysWork(Day):
    """What salespeople do, to the data file and to the model."""

    @rule(city=CITIES, contact=st.booleans())
    def add(self, city: str, contact: bool) -> None:
        name, person = self.new("甲公司"), self.new("联系人")
        model = self.begin()
        id_, _ = customers.add(self.desk, {"name": name, "city": city}, [{"name": person}] if contact else [])
        model.living[customers.file(self.desk, id_).values["number"]] = Known(name, city, [person] if contact else [])

    @precondition(lambda self: self.now.living)
    @rule(pick=PICK)
    def rename(self, pick: int) -> None:
        number, id_ = self.some(pick)
        name = self.new("乙公司")
        self.begin().living[number].name = name
        customers.edit(self.desk, id_, {"name": name})

    @precondition(lambda self: self.now.living)
    @rule(pick=PICK)
    def contact(self, pick: int) -> None:
        number, id_ = self.some(pick)
        name = self.new("联系人")
        self.begin().living[number].contacts.append(name)
        contacts.add(self.desk, id_, {"name": name})

    @precondition(lambda self: self.now.living)
    @rule(pick=PICK)
    def delete(self, pick: int) -> None:
        number, id_ = self.some(pick)
        model = self.begin()
        model.trash[number] = model.living.pop(number)
        customers.delete(self.desk, [id_])

    @precondition(lambda self: self.now.trash)
    @rule(pick=PICK)
    def restore_deleted(self, pick: int) -> None:
        number, id_ = self.some(pick, self.now.trash)
        model = self.begin()
        model.living[number] = model.trash.pop(number)
        customers.restore(self.desk, [id_])

    @precondition(lambda self: len(self.now.living) > 1)
    @rule(pick=PICK, other=PICK)
    def merge(self, pick: int, other: int) -> None:
        (one, from_), (two, into) = self.some(pick), self.some(other)
        if one == two:
            return
        model = self.begin()
        merging.merge(self.desk, from_, into)
        goes, stays = model.living.pop(one), model.living[two]
        model.merged.add(one)
        stays.city = stays.city or goes.city
        stays.contacts += goes.contacts
        for mine, theirs in ((stays.ordered, goes.ordered), (stays.paid, goes.paid)):
            mine.update(theirs)
        stays.complaints.update(goes.complaints)
        stays.tasks.update(goes.tasks)
        stays.groups |= goes.groups
        stays.surveys += goes.surveys
        stays.tier = stays.tier or goes.tier
        stays.lost = self.is_lost(into)

    def is_lost(self, id_: int) -> bool:
        """Of two histories of losses the later one counts, which the file of both knows."""
        return losses.present(self.desk, id_) is not None

    @rule(pick=PICK, city=CITIES, many=st.integers(1, 3))
    def bring(self, pick: int, city: str, many: int) -> None:
        """New customers, and another city for one there is."""
        rows = [["客户编号", "客户名称", "城市"]]
        model = self.begin()
        if model.living:
            number, _ = self.some(pick)
            model.living[number].city = city
            rows.append([number, model.living[number].name, city])
        for _ in range(many):
            number, name = self.new("W"), self.new("丙公司")
            model.living[number] = Known(name, city)
            rows.append([number, name, city])
        options = importing.Options(existing="update", remember=False)
        result = importing.apply(self.desk, importing.plan(self.desk, book(rows), options))
        assert (result.counts.created, result.counts.errors) == (many, 0)

    @precondition(lambda self: self.past and history.undoable(self.desk)[0].verb == "import")
    @rule()
    def take_back_the_import(self) -> None:
        before = copy.deepcopy(self.past[-1])
        self.begin()
        importing_undo.undo(self.desk, importing.batches(self.desk)[0].id)
        self.now = before

    @precondition(lambda self: self.now.living)
    @rule(pick=PICK, amount=st.decimals(Decimal("0.01"), Decimal(9999), places=2))
    def order(self, pick: int, amount: Decimal) -> None:
        number, id_ = self.some(pick)
        line = {"product": "P1", "quantity": "1", "price": str(amount)}
        model = self.begin()
        made, _ = orders.add(self.desk, id_, {}, [line])
        model.living[number].ordered[orders.order(self.desk, made).number] = amount

    @precondition(lambda self: any(one.ordered for one in self.now.living.values()))
    @rule(pick=PICK, amount=st.decimals(Decimal("0.01"), Decimal(99), places=2))
    def pay(self, pick: int, amount: Decimal) -> None:
        owed = {number: one for number, one in self.now.living.items() if one.ordered}
        number, id_ = self.some(pick, owed)
        order = sorted(owed[number].ordered)[pick % len(owed[number].ordered)]
        paid = self.begin().living[number].paid
        paid[order] = paid.get(order, Decimal(0)) + amount
        payments.add(self.desk, id_, {"amount": str(amount), "sales_order": order})

    @precondition(lambda self: self.now.living)
    @rule(pick=PICK)
    def complain(self, pick: int) -> None:
        number, id_ = self.some(pick)
        model = self.begin()
        made, _ = complaints.add(self.desk, id_, {"words": WORDS})
        model.living[number].complaints[complaints.complaint(self.desk, made).number] = 0

    @precondition(lambda self: any(self.open_cases()))
    @rule(pick=PICK)
    def step(self, pick: int) -> None:
        """The next one; with the sixth a satisfied customer closes it."""
        cases = self.open_cases()
        number, case = cases[pick % len(cases)]
        done = self.begin().living[number].complaints
        sql = "SELECT id FROM complaint WHERE number = ?"
        (id_,) = self.desk.data.database.execute_sql(sql, (case,)).fetchone()
        complaint_steps.finish(self.desk, id_, STEPS[done[case]], STEP_TEXTS[STEPS[done[case]]])
        done[case] += 1

    def open_cases(self) -> list[tuple[str, str]]:
        living = sorted(self.now.living.items())
        return [(n, case) for n, one in living for case, done in one.complaints.items() if done < len(STEPS)]

    @precondition(lambda self: self.now.living)
    @rule(pick=PICK, tier=st.sampled_from(("gold", "iron")))
    def tier_by_hand(self, pick: int, tier: str) -> None:
        number, id_ = self.some(pick)
        if self.now.living[number].tier != tier:
            self.begin().living[number].tier = tier
            tiers.set_tier(self.desk, id_, tier, "面谈")

    @precondition(lambda self: self.now.living)
    @rule(pick=PICK, done=st.booleans())
    def task(self, pick: int, done: bool) -> None:
        number, id_ = self.some(pick)
        text = self.new("任务")
        self.begin().living[number].tasks[text] = False
        made, _ = tasks.add(self.desk, id_, {"text": text, "due_on": "2026-11-21"})
        if done:
            self.begin().living[number].tasks[text] = True
            tasks.finish(self.desk, made)

    @precondition(lambda self: self.now.living)
    @rule(pick=PICK)
    def survey(self, pick: int) -> None:
        number, id_ = self.some(pick)
        self.begin().living[number].surveys += 1
        surveys.add(self.desk, id_, {"overall_expected": "7", "overall_felt": "8"})

    @precondition(lambda self: self.now.living)
    @rule(pick=PICK)
    def lose_or_win_back(self, pick: int) -> None:
        number, id_ = self.some(pick)
        if not self.now.living[number].lost and losses.of_customer(self.desk, id_):
            return  # lost and won back on these days already
        one = self.begin().living[number]
        if one.lost:
            losses.win_back(self.desk, [id_])
        else:
            losses.mark_lost(self.desk, [id_], {"reason": "neglect", "lost_on": "2026-11-20"})
        one.lost = not one.lost

    @precondition(lambda self: self.now.living)
    @rule(pick=PICK)
    def group(self, pick: int) -> None:
        number, id_ = self.some(pick)
        name = self.new("组")
        self.begin()
        made, _ = groups.add(self.desk, name)
        self.begin().living[number].groups.add(name)
        groups.put_in(self.desk, made, [id_])


TestADaysWork = ADaysWork.TestCase
TestADaysWork.settings = settings(max_examples=3, stateful_step_count=25, phases=(Phase.reuse, Phase.generate))


@pytest.mark.soak
class TestAYearsWork(ADaysWork.TestCase):
    """The same for minutes."""

    settings = settings(max_examples=200, stateful_step_count=60)
