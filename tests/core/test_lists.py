"""A list with what the user made of it: names, order, words taken out, and what imports still understand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core import lists, values
from crmdesk.core.fields import Choice, Field, Type
from crmdesk.core.lists import CHANGEABLE, ChoiceRow
from crmdesk.core.registry import REGISTRY
from crmdesk.core.words import Label

FIELD = Field(
    "source",
    Label("Source", "来源"),
    Type.CHOICE,
    choices=(
        Choice("fair", Label("Fair", "展会"), ("展览会",)),
        Choice("web", Label("Web", "网络"), ("官网",)),
        Choice("other", Label("Other", "其他")),
    ),
)


def shown(field: Field) -> list[str]:
    return [choice.label.zh for choice in field.choices]


def test_without_changes_the_list_is_the_supplied_one():
    assert lists.apply(FIELD, ()) == FIELD


def test_a_renamed_word_is_known_by_every_former_name():
    field = lists.apply(FIELD, [ChoiceRow(1, "web", "互联网", None, False)])
    assert shown(field) == ["展会", "互联网", "其他"]
    for word in ("互联网", "网络", "Web", "web", "官网"):
        choice = values.find_choice(field, word)
        assert choice is not None
        assert choice.key == "web"


def test_own_words_stand_at_the_end_and_can_be_renamed():
    rows = [ChoiceRow(1, "抖音", None, None, False), ChoiceRow(2, "快手", "短视频", None, False)]
    field = lists.apply(FIELD, rows)
    assert shown(field) == ["展会", "网络", "其他", "抖音", "短视频"]
    assert values.parse(field, "快手").value == "快手"


def test_a_deleted_word_is_offered_no_more_but_old_history_can_show_it():
    field = lists.apply(FIELD, [ChoiceRow(1, "web", "互联网", None, True)])
    assert shown(field) == ["展会", "其他"]
    assert values.parse(field, "网络").refused
    old = field.choice("web")
    assert old is not None
    assert old.label.zh == "互联网"


def test_the_order_is_the_users():
    rows = [ChoiceRow(i, key, None, i, False) for i, key in enumerate(("other", "web", "fair"))]
    assert shown(lists.apply(FIELD, rows)) == ["其他", "网络", "展会"]


def test_every_changeable_list_is_a_field_with_choices():
    for key in CHANGEABLE:
        field = REGISTRY[lists.record_of(key)][key]
        assert field.type is Type.CHOICE
        assert field.choices


rows_strategy = st.lists(
    st.builds(
        ChoiceRow,
        st.integers(1, 99),
        st.sampled_from(["fair", "web", "other", "抖音", "快手"]),
        st.none() | st.text(min_size=1, max_size=4),
        st.none() | st.integers(0, 9),
        st.booleans(),
    ),
    unique_by=lambda row: row.key,
)


@given(rows_strategy)
def test_no_word_is_lost_or_doubled(rows: list[ChoiceRow]):
    field = lists.apply(FIELD, rows)
    keys = [choice.key for choice in (*field.choices, *field.retired)]
    assert sorted(keys) == sorted({"fair", "web", "other"} | {row.key for row in rows})
    assert {choice.key for choice in field.retired} == {row.key for row in rows if row.deleted}
