"""Settings of the data file: typed, bounded, undoable."""

from __future__ import annotations

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.settings import (
    BY_KEY,
    COMPANY_LOGO,
    COMPANY_NAME,
    COMPLETE_ENTERPRISE,
    COMPLETE_INDIVIDUAL,
    GROUPS,
    PERSON_NAME,
    REVIEW_DAYS,
    SETTINGS,
)
from crmdesk.core.words import Label
from crmdesk.services import history, settings
from crmdesk.services.desk import Desk


def test_every_setting_is_declared_once_with_a_group_and_both_languages(desk: Desk) -> None:
    assert len(BY_KEY) == len(SETTINGS)
    for setting in SETTINGS:
        assert setting.group in GROUPS
        for label in filter(None, (setting.label, setting.hint, setting.unit)):
            assert isinstance(label, Label)
            assert label.en
            assert label.zh
        assert settings.is_default(desk, setting)
        assert settings.get(desk, setting) == setting.default
        if setting.type == "fields":
            assert all(desk.fields("customer").get(key) for key in setting.default)


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("company.name", " 云岫贸易 ", "云岫贸易"),
        ("review.days", "90", 90),
        ("review.days", "９０", 90),
        ("completeness.individual", "mobile, wechat", ("mobile", "wechat")),
        ("tiers.silver", "30%", 30),
        ("tiers.basis", " clv ", "clv"),
        ("grade.of_tier", "gold=A，iron=b", '{"gold": "A", "iron": "B"}'),
        ("grade.of_tier", '{"bronze": "C"}', '{"bronze": "C"}'),
    ],
)
def test_what_is_typed_is_kept_and_undone(desk: Desk, key: str, typed: str, value: object) -> None:
    setting = BY_KEY[key]
    changes = settings.change(desk, key, typed)
    assert changes.touched("setting")
    assert settings.get(desk, setting) == value
    assert not settings.is_default(desk, setting)
    assert not settings.change(desk, key, typed)
    settings.change(desk, key, "")
    assert settings.is_default(desk, setting)
    history.undo(desk)
    assert settings.get(desk, setting) == value
    history.undo(desk)
    assert settings.is_default(desk, setting)


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("review.days", "0", "setting-range"),
        ("review.days", "3651", "setting-range"),
        ("review.days", "半年", "value-refused"),
        ("review.days", "-5", "value-refused"),
        ("completeness.enterprise", "nothing", "field-unknown"),
        ("nothing", "1", "setting-unknown"),
        ("tiers.basis", "beauty", "setting-choice"),
        ("abc.by", "both", "setting-choice"),
        ("grade.source", "B", "setting-choice"),
        ("grade.of_tier", "x", "setting-grades"),
        ("grade.of_tier", "{", "setting-grades"),
        ("grade.of_tier", '{"gold": "D"}', "setting-grades"),
        ("grade.of_tier", '{"gold": ["A"]}', "setting-grades"),
        ("grade.of_tier", "gold=A platinum=A", "setting-grades"),
        ("tiers.gold", "20", "bound-order"),
        ("tiers.bronze", "100", "bound-range"),
        ("abc.value.b", "80", "bound-order"),
        ("abc.customers.a", "0", "bound-range"),
        ("score.sales", "-1", "value-refused"),
        ("clv.years", "0", "setting-range"),
        ("visits.plan", "nonsense", "visit-plan-broken"),
        ("visits.plan", '{"A salesperson visit": [20, 10]}', "visit-plan-broken"),
        ("visits.plan", '{"D salesperson visit": [10, 20]}', "visit-plan-broken"),
        ("tasks.sets", "nonsense", "task-set-broken"),
        (
            "tasks.sets",
            '[{"key": "a", "name": "b", "basis": "order", "tasks": [{"days": 99999999999, "text": "x"}]}]',
            "task-set-broken",
        ),
        (
            "tasks.sets",
            '[{"key": "a", "name": "b", "basis": "order", "tasks": [{"days": Infinity, "text": "x"}]}]',
            "task-set-broken",
        ),
        ("greetings.days", "367", "setting-range"),
        ("greetings.little_new_year", "25", "setting-range"),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, key: str, typed: str, code: str) -> None:
    with pytest.raises(UserError) as error:
        settings.change(desk, key, typed)
    assert error.value.code == code
    assert history.entries(desk) == []


def test_whoever_works_is_named_in_the_history(desk: Desk) -> None:
    settings.change(desk, PERSON_NAME.key, "林晚")
    settings.change(desk, COMPANY_NAME.key, "云岫贸易")
    assert [entry.who for entry in history.entries(desk)] == ["林晚", "陈立"]


def test_a_logo_is_kept_and_taken_away(desk: Desk) -> None:
    settings.change_image(desk, COMPANY_LOGO, b"one")
    settings.change_image(desk, COMPANY_LOGO, b"two")
    assert settings.image(desk, COMPANY_LOGO) == b"two"
    history.undo(desk)
    assert settings.image(desk, COMPANY_LOGO) == b"one"
    settings.change_image(desk, COMPANY_LOGO, None)
    assert settings.image(desk, COMPANY_LOGO) is None


def test_two_kinds_have_their_own_fields(desk: Desk) -> None:
    fields = desk.fields("customer")
    for setting, kind in ((COMPLETE_ENTERPRISE, "enterprise"), (COMPLETE_INDIVIDUAL, "individual")):
        assert all(kind in fields[key].kinds for key in settings.get(desk, setting))


def test_review_days_are_the_methods(desk: Desk) -> None:
    assert REVIEW_DAYS.method == "1"
    assert settings.get(desk, REVIEW_DAYS) == 180


def test_several_are_changed_in_one_action_or_none_is(desk: Desk) -> None:
    settings.change_several(desk, {"company.name": "云岫贸易", "contacts.aim": "2"})
    assert (settings.get(desk, COMPANY_NAME), len(history.entries(desk))) == ("云岫贸易", 1)
    with pytest.raises(UserError):
        settings.change_several(desk, {"company.name": "另一家", "contacts.aim": "two"})
    assert settings.get(desk, COMPANY_NAME) == "云岫贸易"
    history.undo(desk)
    assert settings.get(desk, COMPANY_NAME) is None


def test_a_picture_is_not_typed(desk: Desk) -> None:
    with pytest.raises(UserError) as error:
        settings.change(desk, COMPANY_LOGO.key, "logo.png")
    assert error.value.code == "setting-image"


def test_a_field_counts_once_however_often_it_is_named(desk: Desk) -> None:
    settings.change(desk, COMPLETE_ENTERPRISE.key, "phone owner, phone")
    assert settings.get(desk, COMPLETE_ENTERPRISE) == ("phone", "owner")
