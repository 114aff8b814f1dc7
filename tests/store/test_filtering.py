"""Filters and orders in SQL, compared with a plain reading of whole customer files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from crmdesk.core import filtering, pinyin, texts, values
from crmdesk.core.birthdays import Birthday
from crmdesk.core.completeness import completeness
from crmdesk.core.customers import CustomerFile, Listing
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Field, Type
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.core.qualifying import VERDICT_LABELS
from crmdesk.core.settings import COMPLETE_ENTERPRISE, COMPLETE_INDIVIDUAL, REACHABLE_AIM
from crmdesk.services import contacts, customers, demo, groups, listing
from crmdesk.services.desk import Desk
from tests.desk import make_desk

COUNT = 200
OWN = (
    ("x1", "车牌", "text", None),
    ("x2", "合同额", "money", None),
    ("x3", "签约日", "date", None),
    ("x4", "已回访", "yes_no", None),
    ("x5", "颜色", "choice", '["红","绿","蓝"]'),
    ("x6", "面积", "number", None),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Sample customers with every kind of field filled here and there."""
    desk = make_desk(tmp_path_factory.mktemp("filtering"))
    demo.fill(desk, COUNT, 11)
    with desk.recording("own-field-add") as made:
        for key, label, type_, choices in OWN:
            made.create("user_field", {"key": key, "label": label, "type": type_, "choices": choices})
    ids = listing.find(desk, Listing(sort="number"))
    for place, customer_id in enumerate(ids):
        typed = _more(place, desk.today())
        if typed:
            customers.edit(desk, customer_id, typed)
    contacts.add(desk, ids[0], {"name": "王Ab", "qq": "1"})
    groups.add(desk, "大客户", "", Filter((Condition("turnover", Test.FROM, ("100000000",)),)))
    groups.add(
        desk, "重点大客户", "", Filter((Condition("groups", Test.IS, ("大客户", "展会名单")), _is("owner", "陈立")))
    )
    yield desk
    desk.close()


def _is(field: str, *wanted: str) -> Condition:
    return Condition(field, Test.IS, wanted)


def _more(place: int, today: dt.date) -> dict[str, str]:
    typed: dict[str, str] = {}
    if place % 3 == 0:
        typed |= {"tier": ("gold", "silver", "iron")[place // 3 % 3], "grade": "AB"[place % 2]}
    if place % 5 == 0:
        typed |= {"x1": f"浙F·{place}a", "x2": str(place * 100), "x3": str(today - dt.timedelta(days=place))}
    if place % 7 == 0:
        typed |= {"x4": "yes" if place % 2 else "no", "x5": "红绿蓝"[place % 3], "x6": f"{place}.5", "discount": "9.5"}
    if place and place % 11 == 0:
        typed |= {"referrer": f"K{place:05}", "wechat": f"WX_{place}"}
    if place % 13 == 0:
        typed |= {"birthday": ("L1990-12-30", "02-29", "L2023-02+-10", "1980-01-01")[place // 13 % 4]}
        typed |= {"created_on": str(today + dt.timedelta(days=place - 90)), "wanted": "no"}
    return typed


def worked_out(file: CustomerFile) -> dict[str, Any]:
    """What lists show that stands in no file."""
    keys = (COMPLETE_ENTERPRISE if file.kind == "enterprise" else COMPLETE_INDIVIDUAL).default
    percent, _ = completeness(file.values, file.kind, keys, file.reachable_contacts, REACHABLE_AIM.default)
    main = sorted(file.contacts, key=lambda part: not part.values.get("main"))
    return {
        "completeness": Decimal(percent),
        "reachable_contacts": file.reachable_contacts,
        **({"main_contact": main[0].values["name"]} if main else {}),
    }


class Oracle:
    """What a filter means, by looking at whole files."""

    def __init__(self, desk: Desk) -> None:
        self.fields = desk.fields("customer").by_key
        self.today = desk.today()
        ids = listing.find(desk, Listing(sort="number"))
        self.files = [replace(file, values={**file.values, **worked_out(file)}) for file in customers.files(desk, ids)]

    def found(self, filter_: Filter) -> set[int]:
        of = any if filter_.any_of else all
        return {
            file.id
            for file in self.files
            if not filter_.conditions or of(self.holds(file, condition) for condition in filter_.conditions)
        }

    def holds(self, file: CustomerFile, condition: Condition) -> bool:
        field, value = self.fields[condition.field], file.values.get(condition.field)
        match condition.test:
            case Test.EMPTY:
                return value is None
            case Test.FILLED:
                return value is not None
            case Test.IS_NOT:
                return not self.holds(file, Condition(condition.field, Test.IS, condition.values))
        if field.type is Type.GROUPS:
            return any(self.in_group(file, name) for name in condition.values)
        if value is None:
            return condition.test is Test.NOT_LAST_DAYS
        if condition.test in (Test.LAST_DAYS, Test.NOT_LAST_DAYS, Test.NEXT_DAYS):
            return self.near(value, condition.test, int(condition.values[0]))
        if condition.test in (Test.IS, Test.CONTAINS, Test.BEGINS):
            return any(self.alike(field, value, text, condition.test) for text in condition.values)
        bounds = [values.parse(field, text).value for text in condition.values]
        if condition.test is Test.BETWEEN:
            return min(bounds) <= value <= max(bounds)
        return bool(value >= bounds[0] if condition.test is Test.FROM else value <= bounds[0])

    def near(self, value: Any, test: Test, days: int) -> bool:
        if isinstance(value, Birthday):
            return (value.next_date(self.today) - self.today).days <= days
        away = (value - self.today).days
        return {
            Test.LAST_DAYS: -days <= away <= 0,
            Test.NOT_LAST_DAYS: away < -days,
            Test.NEXT_DAYS: 0 <= away <= days,
        }[test]

    def alike(self, field: Field, value: Any, text: str, test: Test) -> bool:
        if not isinstance(value, str):
            return bool(value == values.parse(field, text).value)
        if field.type is Type.CHOICE or field.type is Type.CUSTOMER or field.key == "man":
            plain, wanted = value, text
        elif field.key == "name":
            plain, wanted = texts.fold(value), texts.fold(text)
        elif field.type is Type.PHONE:
            plain, wanted = ("".join(c for c in each if c not in " -()+") for each in (value, text))
        else:
            plain, wanted = value.lower(), texts.clean(text).lower()
        if test is Test.IS:
            return plain == wanted
        return wanted in plain if test is Test.CONTAINS else plain.startswith(wanted)

    def in_group(self, file: CustomerFile, name: str) -> bool:
        big = file.values.get("turnover") is not None and file.values["turnover"] >= 100_000_000
        if name == "大客户":
            return big
        if name == "重点大客户":
            return (big or self.in_group(file, "展会名单")) and file.values.get("owner") == "陈立"
        return name in file.values.get("groups", ())


@pytest.fixture(scope="module")
def oracle(desk: Desk) -> Oracle:
    return Oracle(desk)


def as_texts(field: Field, file: CustomerFile) -> str | None:
    """The value of a file as a condition takes it."""
    value = file.values.get(field.key)
    if value is None:
        return None
    if field.type is Type.YES_NO:
        return "yes" if value else "no"
    return str(value[0]) if field.type is Type.GROUPS else str(value)


def a_condition(oracle: Oracle, draw: st.DrawFn) -> Condition:
    field = draw(st.sampled_from([f for f in oracle.fields.values() if f.type is not Type.COMPETITOR]))
    test = draw(st.sampled_from(filtering.tests_for(field)))
    if test in (Test.EMPTY, Test.FILLED):
        return Condition(field.key, test)
    if test in (Test.LAST_DAYS, Test.NOT_LAST_DAYS, Test.NEXT_DAYS):
        return Condition(field.key, test, (str(draw(st.sampled_from([0, 1, 7, 30, 200, 366, 5000]))),))
    known = sorted({text for file in oracle.files if (text := as_texts(field, file))})
    if field.type is Type.GROUPS:
        known += ["大客户", "重点大客户"]
    if field.type is Type.CHOICE:
        known += [choice.key for choice in field.choices]
    if not known:
        return Condition(field.key, Test.EMPTY)
    count = 2 if test is Test.BETWEEN else draw(st.integers(1, 3)) if test in (Test.IS, Test.IS_NOT) else 1
    wanted = [draw(st.sampled_from(known)) for _ in range(count)]
    if test in (Test.CONTAINS, Test.BEGINS):
        start = draw(st.integers(0, 2)) if test is Test.CONTAINS else 0
        cut = wanted[0][start : start + draw(st.integers(1, 4))].upper()
        wanted = [cut if texts.fold(cut) and any(c.isalnum() for c in cut) else wanted[0]]
    return Condition(field.key, test, tuple(wanted))


@settings(max_examples=150)
@given(data=st.data())
def test_sql_and_a_plain_reading_agree(desk: Desk, oracle: Oracle, data: st.DataObject) -> None:
    @st.composite
    def filters(draw: st.DrawFn) -> Filter:
        conditions = tuple(a_condition(oracle, draw) for _ in range(draw(st.integers(1, 3))))
        return Filter(conditions, draw(st.booleans()))

    filter_ = data.draw(filters())
    assert set(listing.find(desk, Listing(filter=filter_))) == oracle.found(filter_)


def test_every_field_and_every_test_can_be_asked(desk: Desk, oracle: Oracle) -> None:
    """One condition for each field and test; also that the sample lets some through and some not."""
    decided = 0
    for field in oracle.fields.values():
        text = next((text for file in oracle.files if (text := as_texts(field, file))), None)
        for test in filtering.tests_for(field):
            if test in (Test.EMPTY, Test.FILLED):
                wanted: tuple[str, ...] = ()
            elif test in (Test.LAST_DAYS, Test.NOT_LAST_DAYS, Test.NEXT_DAYS):
                wanted = ("40",)
            elif text is None:
                continue
            else:
                wanted = (text, text) if test is Test.BETWEEN else (text,)
            condition = Filter((Condition(field.key, test, wanted),))
            found = set(listing.find(desk, Listing(filter=condition)))
            assert found == oracle.found(condition), condition
            decided += 0 < len(found) < COUNT
    assert decided > 200


@pytest.mark.parametrize(
    ("condition", "same"),
    [
        (Condition("turnover", Test.BETWEEN, ("200万", "1亿")), Condition("turnover", Test.BETWEEN, ("1亿", "200万"))),
        (_is("wechat", "WX_11"), _is("wechat", "wx_11")),
        (_is("x1", "浙F·5A"), _is("x1", "浙f·5a")),
        (Condition("email", Test.BEGINS, ("CAIGOU",)), Condition("email", Test.BEGINS, ("caigou",))),
        (Condition("name", Test.CONTAINS, ("（嘉兴）",)), Condition("name", Test.CONTAINS, ("(嘉兴",))),
        (Condition("mobile", Test.BEGINS, ("139 0000",)), Condition("mobile", Test.BEGINS, ("139-0000",))),
        (_is("tier", "gold"), _is("tier", "金质客户")),
        (_is("wanted", "yes"), _is("wanted", "是")),
        (Condition("verified_on", Test.FROM, ("2026-05-01",)), Condition("verified_on", Test.FROM, ("2026年5月1日",))),
        (_is("groups", "展会名单"), _is("groups", " 展会名单 ")),
    ],
)
def test_two_ways_of_writing_mean_the_same(desk: Desk, condition: Condition, same: Condition) -> None:
    found = [listing.find(desk, Listing(filter=Filter((each,)))) for each in (condition, same)]
    assert found[0] == found[1] != []


def test_the_letters_of_man_keep_their_case(desk: Desk, oracle: Oracle) -> None:
    found = listing.find(desk, Listing(filter=Filter((_is("man", "M+a+N"),))))
    assert found
    assert {file.values["man"] for file in oracle.files if file.id in found} == {"M+a+N"}


@pytest.mark.parametrize("today", [dt.date(2026, 12, 25), dt.date(2027, 2, 27), dt.date(2028, 2, 28)])
@pytest.mark.parametrize("days", [0, 3, 20, 70])
def test_birthdays_come_round_over_the_end_of_the_year(desk: Desk, today: dt.date, days: int) -> None:
    filter_ = Filter((Condition("birthday", Test.NEXT_DAYS, (str(days),)),))
    clock = desk.clock
    desk.clock = lambda: dt.datetime.combine(today, dt.time(9), dt.UTC)
    try:
        oracle = Oracle(desk)
        assert set(listing.find(desk, Listing(filter=filter_))) == oracle.found(filter_)
    finally:
        desk.clock = clock


def sort_value(oracle: Oracle, field: Field, file: CustomerFile) -> Any:
    """What a file is ordered by; None last."""
    value = file.values.get(field.key)
    if value is None:
        return None
    if field.key == "man_verdict":
        return list(VERDICT_LABELS).index(value)
    if field.key in ("number", "man"):
        return value
    match field.type:
        case Type.CHOICE:
            return [choice.key for choice in field.choices].index(value)
        case Type.YES_NO:
            return not value
        case Type.BIRTHDAY:
            return (value.lunar, value.month, value.day)
        case Type.CUSTOMER:
            return pinyin.sort_key(next(file.name for file in oracle.files if file.number == value))
        case Type.GROUPS:
            return pinyin.sort_key("; ".join(value))
        case Type.TEXT | Type.LONG | Type.ADDRESS:
            return (pinyin.sort_key(value), value[:24])
        case Type.PHONE | Type.EMAIL | Type.URL | Type.ID_NUMBER | Type.CREDIT_CODE:
            return value.lower()
        case _:
            return value


@pytest.mark.parametrize("descending", [False, True])
def test_every_field_orders_a_list_with_empty_values_last(desk: Desk, oracle: Oracle, descending: bool) -> None:
    def by_name(files: list[CustomerFile], turned: bool = False) -> list[CustomerFile]:
        return sorted(files, key=lambda file: (pinyin.sort_key(file.name), file.id), reverse=turned)

    for field in oracle.fields.values():
        if field.key == "name":
            expected = by_name(oracle.files, descending)
        else:
            named = by_name(oracle.files)
            filled = [file for file in named if file.values.get(field.key) is not None]
            filled.sort(key=lambda file, field=field: sort_value(oracle, field, file), reverse=descending)
            expected = filled + [file for file in named if file.values.get(field.key) is None]
        found = listing.find(desk, Listing(sort=field.key, descending=descending))
        assert found == [file.id for file in expected], field.key
        assert listing.find(desk, Listing(sort=field.key, descending=descending), 7) == found[:7], field.key


@pytest.mark.parametrize("sort", ["name", "opened", "created", "number", "tier", "owner", "turnover", "address"])
@pytest.mark.parametrize("descending", [False, True])
def test_search_filter_and_order_go_together(desk: Desk, oracle: Oracle, sort: str, descending: bool) -> None:
    filter_ = Filter((_is("kind", "enterprise"),))
    everybody = listing.find(desk, Listing(sort=sort, descending=descending))
    searched = listing.find(desk, Listing("公司", sort, descending=descending))
    both = listing.find(desk, Listing("公司", sort, filter=filter_, descending=descending))
    assert both
    assert set(both) == set(searched) & oracle.found(filter_)
    assert both == [i for i in searched if i in set(both)]
    if sort not in ("name", "opened") or descending:
        assert searched == [i for i in everybody if i in set(searched)]
    assert listing.find(desk, Listing("公司", sort, filter=filter_, descending=descending), 5) == both[:5]


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        (_is("shoe", "1"), "filter-field"),
        (Condition("tier", Test.CONTAINS, ("gold",)), "filter-test"),
        (Condition("tier", Test.IS), "filter-values"),
        (Condition("turnover", Test.BETWEEN, ("1",)), "filter-values"),
        (Condition("notes", Test.EMPTY, ("1",)), "filter-values"),
        (_is("tier", "platinum"), "choice-unknown"),
        (_is("wanted", "perhaps"), "yes-no-unknown"),
        (Condition("turnover", Test.FROM, ("much",)), "money-unreadable"),
        (Condition("founded_on", Test.TO, ("2001-02-30",)), "date-no-such-day"),
        (Condition("founded_on", Test.LAST_DAYS, ("-1",)), "filter-days"),
        (Condition("founded_on", Test.LAST_DAYS, ("a week",)), "filter-days"),
        (_is("groups", "没有这个组"), "group-unknown"),
        (_is("referrer", "K99999"), "customer-unknown"),
        (_is("owner", " "), "filter-value"),
        (_is("employees", ""), "filter-value"),
        (Condition("mobile", Test.CONTAINS, ("-",)), "filter-value"),
    ],
)
def test_a_filter_that_does_not_fit_is_refused_with_the_reason(
    desk: Desk, condition: Condition, reason: str, words_en: Any, words_zh: Any
) -> None:
    with pytest.raises(UserError) as caught:
        listing.find(desk, Listing(filter=Filter((condition,))))
    assert caught.value.code == "filter-unfit"
    assert caught.value.params["reason"].code == reason
    assert words_en.error(caught.value)
    assert words_zh.error(caught.value)


def test_a_list_cannot_be_ordered_by_what_is_no_field(desk: Desk) -> None:
    with pytest.raises(UserError) as caught:
        listing.find(desk, Listing(sort="shoe"))
    assert caught.value.code == "sort-unknown"


def test_words_that_look_like_sql_are_words(desk: Desk) -> None:
    for text in ("' OR 1=1 --", "%", "_", "陈立' OR '1'='1"):
        assert listing.find(desk, Listing(filter=Filter((_is("owner", text),)))) == []
        assert listing.find(desk, Listing(filter=Filter((Condition("owner", Test.CONTAINS, (text,)),)))) == []
