"""Whom to greet on a data file: found, marked, taken back, written out; texts; what files lack."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from crmdesk.core.customers import Listing, Part
from crmdesk.core.errors import UserError
from crmdesk.core.greetings import tier_rank
from crmdesk.core.words import Words
from crmdesk.services import contacts, customers, erasing, greetings, history, interactions, merging, privacy, settings
from crmdesk.services.desk import Desk
from crmdesk.services.greetings import Greeted
from crmdesk.sheets.reading import read_book
from tests.services.questioned import sell

TODAY = dt.date(2026, 11, 21)
TEXT = "{称呼}，{节日}快乐！{公司}{我}"


@pytest.fixture
def firm(desk: Desk) -> int:
    """Founded on 25 November, a main contact with a lunar birthday on the 26th."""
    typed = {"name": "禾砚精密机械（嘉兴）有限公司", "founded_on": "2009-11-25", "tier": "silver", "city": "嘉兴市",
             "address": "中环南路 8 号"}  # fmt: skip
    people = [
        {"name": "方小满", "mobile": "139 0000 0014", "birthday": "03-05"},
        {"name": "周砚秋", "mobile": "139 0000 0013", "birthday": "农历十月十八", "title": "总经理", "main": "yes",
         "role": "decides"},
    ]  # fmt: skip
    return customers.add(desk, typed, people)[0]


@pytest.fixture
def person(desk: Desk) -> int:
    return customers.add(desk, {"name": "许念安", "birthday": "1990-11-28", "gender": "female", "wechat": "nian28"})[0]


def told(found: greetings.Upcoming) -> list[tuple[str, str, str, str | None]]:
    return [(each.day.isoformat(), each.occasion, each.person, each.done) for each in found.greeted]


def test_birthdays_and_anniversaries_of_a_week(desk: Desk, firm: int, person: int) -> None:
    found = greetings.upcoming(desk, TODAY)
    assert told(found) == [
        ("2026-11-25", "founding", "周砚秋", None),
        ("2026-11-26", "birthday", "周砚秋", None),
        ("2026-11-28", "birthday", "许念安", None),
    ]
    founding, zhou, xu = found.greeted
    assert (founding.years, founding.customer_id, founding.form_of_address) == (17, firm, "周总")
    assert (zhou.years, zhou.phone, zhou.address) == (None, "139 0000 0013", "嘉兴市中环南路 8 号")
    assert (xu.years, xu.contact_id, xu.form_of_address, xu.wechat) == (36, None, "许女士", "nian28")
    assert (found.total, found.pending, found.last) == (3, 3, dt.date(2026, 11, 28))
    assert found.days == {dt.date(2026, 11, day): 1 for day in (25, 26, 28)}


def test_the_window_of_days_is_a_setting(desk: Desk, person: int) -> None:
    settings.change(desk, "greetings.days", "6")
    assert greetings.upcoming(desk, TODAY).total == 0
    assert greetings.upcoming(desk, TODAY, 7).total == 1
    with pytest.raises(UserError, match="greeting-days"):
        greetings.upcoming(desk, TODAY, 367)


def test_occasions_tiers_and_pages(desk: Desk, firm: int, person: int) -> None:
    assert greetings.upcoming(desk, TODAY, occasions=["birthday"]).total == 2
    assert [each.person for each in greetings.upcoming(desk, TODAY, tiers=["silver"]).greeted] == ["周砚秋", "周砚秋"]
    assert [each.person for each in greetings.upcoming(desk, TODAY, tiers=[None]).greeted] == ["许念安"]
    for first in range(4):
        page = greetings.upcoming(desk, TODAY, first=first, most=1)
        assert (told(page), page.total) == (told(greetings.upcoming(desk, TODAY))[first : first + 1], 3)
    assert told(greetings.of_day(desk, dt.date(2026, 11, 26))) == [("2026-11-26", "birthday", "周砚秋", None)]
    assert greetings.of_day(desk, dt.date(2026, 11, 26), "founding").total == 0


def test_the_most_valuable_of_a_day_comes_first(desk: Desk) -> None:
    for name, tier in (("甲", ""), ("乙", "iron"), ("丙", "gold"), ("丁", "gold")):
        customers.add(desk, {"name": f"{name}子轩", "birthday": "1980-11-22", "tier": tier})
    assert [each.name for each in greetings.upcoming(desk, TODAY).greeted] == ["丙子轩", "丁子轩", "乙子轩", "甲子轩"]


def test_the_first_order_is_an_anniversary_from_the_second_year_on(desk: Desk, firm: int) -> None:
    sell(desk, firm, "2024-11-22")
    assert told(greetings.upcoming(desk, TODAY, occasions=["first-order"])) == [
        ("2026-11-22", "first-order", "周砚秋", None)
    ]
    assert greetings.upcoming(desk, dt.date(2024, 11, 20), occasions=["first-order"]).total == 0
    assert greetings.upcoming(desk, dt.date(2023, 11, 20), occasions=["first-order"]).total == 0


def test_holidays_are_one_entry_with_how_many_are_to_be_greeted(desk: Desk, firm: int, person: int) -> None:
    found = greetings.upcoming(desk, dt.date(2026, 12, 27))
    assert [(each.key, each.day, each.count, each.done) for each in found.holidays] == [
        ("new-year", dt.date(2027, 1, 1), 2, 0)
    ]
    day = dt.date(2027, 1, 1)
    lists = greetings.to_greet(desk, "new-year", day)
    assert [(each.person, each.form_of_address) for each in lists.greeted] == [("周砚秋", "周总"), ("许念安", "许女士")]
    assert (lists.total, lists.tiers) == (2, {"silver": 1, None: 1})
    greetings.mark(desk, lists.greeted[:1], "greeted", TEXT)
    greetings.mark(desk, lists.greeted[1:], "skipped")
    lists = greetings.to_greet(desk, "new-year", day)
    assert ([each.done for each in lists.greeted], lists.done, lists.skipped) == (["greeted", "skipped"], 1, 1)
    assert greetings.to_greet(desk, "new-year", day, pending=True).total == 0
    assert greetings.to_greet(desk, "new-year", day, tiers=["gold"]).greeted == ()
    ahead = greetings.upcoming(desk, dt.date(2026, 12, 27), tiers=["silver"]).holidays
    assert [(each.count, each.done) for each in ahead] == [(1, 1)]
    with pytest.raises(UserError, match="greeting-occasion"):
        greetings.to_greet(desk, "birthday", day)


def test_a_holiday_list_is_paged_over_tiers(desk: Desk) -> None:
    for number, tier in enumerate(["", "iron", "gold", "silver", "gold", "bronze"]):
        customers.add(desk, {"name": f"客户{number}厂", "tier": tier})
    day = dt.date(2027, 2, 6)
    whole = greetings.to_greet(desk, "spring-festival", day)
    assert [each.name[2] for each in whole.greeted] == ["2", "4", "3", "5", "1", "0"]
    greetings.mark(desk, whole.greeted[1:2], "greeted")
    pending = greetings.to_greet(desk, "spring-festival", day, pending=True)
    assert [each.name[2] for each in pending.greeted] == ["2", "3", "5", "1", "0"]
    for first in range(6):
        page = greetings.to_greet(desk, "spring-festival", day, first=first, most=2)
        assert [each.name for each in page.greeted] == [each.name for each in whole.greeted[first : first + 2]]
        page = greetings.to_greet(desk, "spring-festival", day, pending=True, first=first, most=2)
        assert page.greeted == pending.greeted[first : first + 2]


def test_little_new_year_is_on_the_day_set(desk: Desk) -> None:
    assert [each.day for each in greetings.holidays_between(desk, dt.date(2027, 1, 30), dt.date(2027, 2, 1))] == [
        dt.date(2027, 1, 30)
    ]
    settings.change(desk, "greetings.little_new_year", "24")
    assert [each.day for each in greetings.holidays_between(desk, dt.date(2027, 1, 30), dt.date(2027, 2, 1))] == [
        dt.date(2027, 1, 31)
    ]


def test_whoever_withdrew_consent_or_is_gone_is_not_greeted(desk: Desk, firm: int, person: int) -> None:
    day = dt.date(2027, 1, 1)
    customers.edit(desk, person, {"consent_on": "2025-01-01", "consent_withdrawn_on": "2026-01-01"})
    assert [each.person for each in greetings.upcoming(desk, TODAY).greeted] == ["周砚秋", "周砚秋"]
    assert greetings.to_greet(desk, "new-year", day).total == 1
    customers.edit(desk, person, {"consent_on": "2026-02-01"})
    assert greetings.to_greet(desk, "new-year", day).total == 2
    zhou = next(each.contact_id for each in greetings.upcoming(desk, TODAY).greeted if each.occasion == "birthday")
    assert zhou is not None
    contacts.edit(desk, zhou, {"consent_withdrawn_on": "2026-01-01"})
    assert told(greetings.upcoming(desk, TODAY)) == [
        ("2026-11-25", "founding", "方小满", None),
        ("2026-11-28", "birthday", "许念安", None),
    ]
    customers.delete(desk, [firm])
    assert [each.customer_id for each in greetings.upcoming(desk, TODAY).greeted] == [person]
    assert greetings.to_greet(desk, "new-year", day).total == 1
    erasing.erase(desk, [person])
    assert greetings.upcoming(desk, TODAY).total == 0


def test_marking_is_one_action_with_a_contact_made_each(desk: Desk, firm: int, person: int, words_en: Words) -> None:
    settings.change(desk, "company.name", "恒达")
    found = greetings.upcoming(desk, TODAY)
    changes = greetings.mark(desk, found.greeted, "greeted", TEXT)
    assert changes.records["greeting"] == {1, 2, 3}
    made = interactions.of_customer(desk, firm)
    assert [(each.values["kind"], each.values["purpose"], each.values["contact"]) for each in made] == [
        ("message", "生日", "周砚秋"),
        ("message", "成立纪念日", "周砚秋"),
    ]
    assert made[0].values["content"] == "周总，生日快乐！恒达陈立"
    assert (made[0].values["by"], made[0].values["at"]) == ("陈立", dt.datetime(2026, 11, 21, 12))
    assert customers.file(desk, person).values["last_contact_on"] == TODAY
    again = greetings.upcoming(desk, TODAY)
    assert ([each.done for each in again.greeted], again.pending) == (["greeted"] * 3, 0)
    assert greetings.upcoming(desk, TODAY, pending=True).greeted == ()
    with pytest.raises(UserError, match="greeting-nobody"):
        greetings.mark(desk, found.greeted, "greeted")
    assert history.entries(desk)[0].verb == "greeting-done"
    history.undo(desk)
    assert greetings.upcoming(desk, TODAY).pending == 3
    assert interactions.of_customer(desk, firm) == []
    history.redo(desk)
    assert greetings.upcoming(desk, TODAY).pending == 0


def test_skipping_records_no_contact_and_is_taken_back(desk: Desk, person: int) -> None:
    greetings.mark(desk, greetings.upcoming(desk, TODAY).greeted, "skipped")
    assert told(greetings.upcoming(desk, TODAY)) == [("2026-11-28", "birthday", "许念安", "skipped")]
    assert interactions.of_customer(desk, person) == []
    greetings.unmark(desk, greetings.upcoming(desk, TODAY).greeted)
    assert greetings.upcoming(desk, TODAY).pending == 1
    with pytest.raises(UserError, match="greeting-nobody"):
        greetings.unmark(desk, greetings.upcoming(desk, TODAY).greeted)
    with pytest.raises(UserError, match="greeting-outcome"):
        greetings.mark(desk, greetings.upcoming(desk, TODAY).greeted, "sent")


def test_taking_a_greeting_back_takes_its_contact_made(desk: Desk, person: int, words_en: Words) -> None:
    greetings.mark(desk, greetings.upcoming(desk, TODAY).greeted, "greeted", "Happy birthday", words_en)
    assert [each.values["purpose"] for each in interactions.of_customer(desk, person)] == ["Birthday"]
    greetings.unmark(desk, greetings.upcoming(desk, TODAY).greeted)
    assert interactions.of_customer(desk, person) == []
    assert "last_contact_on" not in customers.file(desk, person).values


def test_a_customer_that_went_meanwhile_is_left_out(desk: Desk, firm: int, person: int) -> None:
    found = greetings.upcoming(desk, TODAY).greeted
    customers.delete(desk, [firm])
    greetings.mark(desk, found, "greeted", TEXT)
    assert told(greetings.upcoming(desk, TODAY)) == [("2026-11-28", "birthday", "许念安", "greeted")]


def test_marks_go_along_when_customers_are_merged(desk: Desk, person: int) -> None:
    greetings.mark(desk, greetings.upcoming(desk, TODAY).greeted, "greeted", TEXT)
    stays, _ = customers.add(desk, {"name": "许念安", "birthday": "1990-11-28"})
    merging.merge(desk, person, stays)
    assert [(each.customer_id, each.done) for each in greetings.upcoming(desk, TODAY).greeted] == [(stays, "greeted")]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_list_for_a_tool_that_sends(
    desk: Desk, firm: int, person: int, tmp_path: Path, words_zh: Words, ending: str
) -> None:
    found = greetings.upcoming(desk, TODAY).greeted
    out = tmp_path / f"问候.{ending}"
    assert greetings.export(desk, found, out, TEXT, words_zh) == 3
    table = read_book(out).sheets[0]
    rows = [[str(cell or "") for cell in row] for row in table.rows]
    assert rows[0][:6] == ["日期", "问候事由", "客户编号", "客户名称", "姓名", "称呼"]
    assert rows[2][1:7] == ["生日", "K00001", "禾砚精密机械（嘉兴）有限公司", "周砚秋", "周总", "139 0000 0013"]
    assert rows[2][-2:] == ["银质", "周总，生日快乐！陈立"]
    entry = privacy.entries(desk)[0]
    assert (entry.what, entry.customers, entry.target) == ("export", 2, out.name)
    with pytest.raises(UserError, match="greeting-nobody"):
        greetings.export(desk, (), out, TEXT, words_zh)
    with pytest.raises(UserError, match="export-ending"):
        greetings.export(desk, found, tmp_path / "a.txt", TEXT, words_zh)


def test_without_a_text_each_gets_the_first_that_fits(
    desk: Desk, firm: int, person: int, tmp_path: Path, words_zh: Words
) -> None:
    greetings.add_text(desk, "birthday", "{姓名}，安康", "silver")
    greetings.export(desk, greetings.upcoming(desk, TODAY).greeted, tmp_path / "a.csv", "", words_zh)
    written = [row[-1] for row in read_book(tmp_path / "a.csv").sheets[0].rows][1:]
    assert written[1] == "周砚秋，安康"
    assert "周总" in str(written[0])
    assert "许女士" in str(written[2])


def test_what_the_files_of_key_customers_lack(desk: Desk, firm: int) -> None:
    customers.add(desk, {"name": "许念安", "tier": "gold"})
    customers.add(desk, {"name": "沈木青", "tier": "gold", "birthday": "05-01", "home_address": "解放路 3 号"})
    customers.add(desk, {"name": "林小满", "tier": "iron"})
    customers.add(desk, {"name": "松屿饮品有限公司", "tier": "silver"}, [{"name": "张三", "role": "uses"}])
    found = greetings.missing(desk)
    assert [(each.person, each.tier, each.what) for each in found.rows] == [
        ("许念安", "gold", ("birthday", "address")),
        ("周砚秋", "silver", ("address",)),
        ("松屿饮品有限公司", "silver", ("decides",)),
    ]
    assert found.total == 3
    for first in range(4):
        page = greetings.missing(desk, first, 1)
        assert (page.rows, page.total) == (found.rows[first : first + 1], 3)


def test_the_same_day_twice_in_one_window(desk: Desk) -> None:
    customers.add(desk, {"name": "许念安", "birthday": "2000-02-29"})
    found = greetings.upcoming(desk, dt.date(2027, 2, 28), 366)
    assert [(each.day.isoformat(), each.years) for each in found.greeted] == [("2027-02-28", 27), ("2028-02-29", 28)]
    one: Greeted = found.greeted[1]
    greetings.mark(desk, [one, one], "greeted")
    assert [each.done for each in greetings.upcoming(desk, dt.date(2027, 2, 28), 366).greeted] == [None, "greeted"]


def test_counts_and_pages_are_those_of_looking_at_everybody(desk: Desk) -> None:
    chance = random.Random(14)
    born = "11-21 1990-11-22 2025-11-22 1960-11-21 农历十月十三 1988-11-23 农历1970年十月十四 1990-11-20".split()
    for place in range(40):
        people = [{"name": f"联系人{place}", "birthday": chance.choice(born)}] if place % 3 else []
        tier = {"tier": chance.choice(["gold", "silver", "iron", ""])}
        if place % 4 == 1:
            customers.add(desk, {"name": f"客户{place}有限公司", "founded_on": "2001-11-22", **tier}, people)
        else:
            own = {"kind": "individual", "birthday": chance.choice(born)}
            customers.add(desk, {"name": f"客户{place}", **own, **tier}, people)
    whole = greetings.upcoming(desk, TODAY, 2)
    assert list(map(_plain, whole.greeted)) == sorted(_kept(desk, TODAY, 2))
    marked = chance.sample(whole.greeted, 9)
    greetings.mark(desk, marked, "greeted")
    done = set(map(_plain, marked))
    for tiers in (None, ("gold",), ("iron", None)):
        ranks = None if tiers is None else {tier_rank(tier) for tier in tiers}
        every = sorted(one for one in _kept(desk, TODAY, 2) if ranks is None or one[1] in ranks)
        left = [one for one in every if one not in done]
        for pending, chosen in ((False, every), (True, left)):
            pages = [
                greetings.upcoming(desk, TODAY, 2, tiers=tiers, pending=pending, first=first, most=7)
                for first in range(0, len(chosen), 7)
            ]
            assert [_plain(one) for page in pages for one in page.greeted] == chosen
            assert {(page.total, page.pending, sum(page.days.values())) for page in pages} == {
                (len(chosen), len(left), len(chosen))
            }


_Plain = tuple[dt.date, int, str, str, int, int]


def _plain(one: Greeted) -> _Plain:
    contact = one.contact_id if one.occasion == "birthday" else None
    return one.day, tier_rank(one.tier), one.number, one.occasion, contact or 0, one.years or 0


def _kept(desk: Desk, first: dt.date, days: int) -> Iterator[_Plain]:
    """Everybody, day by day and one by one."""
    for customer_id in customers.find(desk, Listing(sort="number")):
        file = customers.file(desk, customer_id)
        rank, founded = tier_rank(file.values.get("tier")), file.values.get("founded_on")
        birthdays = [(part.id, part.values.get("birthday")) for part in (*file.contacts, Part(0, file.values))]
        for day in (first + dt.timedelta(days=each) for each in range(days + 1)):
            for contact, birthday in birthdays:
                if birthday is not None and birthday.solar_date_in(day.year) == day:
                    years = day.year - birthday.year if birthday.year else 0
                    yield day, rank, file.number, "birthday", contact, years
            if founded is not None and founded.replace(year=day.year) == day:
                yield day, rank, file.number, "founding", 0, day.year - founded.year
