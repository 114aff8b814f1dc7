"""Groups by hand and dynamic: made, changed, filled, deleted, and all of it undone."""

from __future__ import annotations

import pytest

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.core.groups import COLORS
from crmdesk.services import customers, groups, history, lists
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError
from tests.services.importing import run

FAIR = Filter((Condition("source", Test.IS, ("fair", "web")),))


@pytest.fixture
def people(desk: Desk) -> list[int]:
    rows = (("张伟", "fair"), ("单雄信", "web"), ("许念安", "cold-visit"))
    return [customers.add(desk, {"name": name, "source": source})[0] for name, source in rows]


def groups_of(desk: Desk, customer_id: int) -> tuple[str, ...]:
    return tuple(customers.file(desk, customer_id).values.get("groups", ()))


def test_a_group_is_made_changed_and_deleted(desk: Desk) -> None:
    group_id, changes = groups.add(desk, " 展会　名单 ", "teal")
    assert changes.touched("customer_group") == {group_id}
    assert groups.all_groups(desk) == [groups.Group(group_id, "展会 名单", "teal")]
    groups.edit(desk, group_id, name="春季展会", color="")
    assert groups.all_groups(desk) == [groups.Group(group_id, "春季展会")]
    groups.delete(desk, group_id)
    assert groups.all_groups(desk) == []
    for expected in (["春季展会"], ["展会 名单"], []):
        history.undo(desk)
        assert [group.name for group in groups.all_groups(desk)] == expected


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "group-name-missing"),
        (" ；", "group-name-missing"),
        ("ＶＩＰ", "group-name-used"),
        ("v i p", "group-name-used"),
        ("甲；乙", "group-name-parted"),
        ("A;B", "group-name-parted"),
        ("甲、乙", "group-name-parted"),
    ],
)
def test_names_are_unique_and_can_be_typed(desk: Desk, name: str, code: str) -> None:
    groups.add(desk, "VIP")
    other, _ = groups.add(desk, "其他")
    for refused in (lambda: groups.add(desk, name), lambda: groups.edit(desk, other, name=name)):
        with pytest.raises(UserError) as error:
            refused()
        assert error.value.code == code
    assert [group.name for group in groups.all_groups(desk)] == ["VIP", "其他"]


def test_a_group_keeps_its_own_name_in_another_writing(desk: Desk) -> None:
    group_id, _ = groups.add(desk, "vip")
    groups.edit(desk, group_id, name="VIP")
    assert groups.all_groups(desk)[0].name == "VIP"


def test_a_colour_is_one_of_the_set(desk: Desk) -> None:
    for color in COLORS:
        groups.add(desk, color, color)
    with pytest.raises(UserError) as error:
        groups.add(desk, "别的", "mauve")
    assert error.value.code == "group-color-unknown"


def test_putting_in_and_taking_out_are_one_action_each(desk: Desk, people: list[int]) -> None:
    group_id, _ = groups.add(desk, "重点")
    before = len(history.entries(desk))
    changes = groups.put_in(desk, group_id, people)
    assert changes.touched("customer") == set(people)
    assert len(history.entries(desk)) == before + 1
    assert history.entries(desk)[0].params == {"count": 3}
    assert groups.counts(desk) == {group_id: 3}
    assert not groups.put_in(desk, group_id, people)
    groups.take_out(desk, group_id, people[:2])
    assert groups.counts(desk) == {group_id: 1}
    assert [groups_of(desk, each) for each in people] == [(), (), ("重点",)]
    history.undo(desk)
    history.undo(desk)
    assert groups.counts(desk) == {group_id: 0}
    history.redo(desk)
    assert groups.counts(desk) == {group_id: 3}


def test_customers_outlive_their_group_and_undo_brings_it_back(desk: Desk, people: list[int]) -> None:
    group_id, _ = groups.add(desk, "重点")
    groups.put_in(desk, group_id, people)
    groups.delete(desk, group_id)
    assert groups_of(desk, people[0]) == ()
    assert customers.find(desk, Listing(group="重点")) == []
    assert len(customers.find(desk, Listing())) == 3
    assert groups.counts(desk) == {}
    history.undo(desk)
    assert [groups_of(desk, each) for each in people] == [("重点",)] * 3


def test_the_trash_is_not_counted(desk: Desk, people: list[int]) -> None:
    group_id, _ = groups.add(desk, "重点")
    groups.put_in(desk, group_id, people)
    customers.delete(desk, people[:1])
    assert groups.counts(desk) == {group_id: 2}
    customers.delete(desk, people[1:])
    assert groups.counts(desk) == {group_id: 0}


def test_a_dynamic_group_is_its_filter(desk: Desk, people: list[int]) -> None:
    group_id, _ = groups.add(desk, "网上和展会", "blue", FAIR)
    assert groups.all_groups(desk)[0].filter == FAIR
    assert groups.counts(desk) == {group_id: 2}
    for move in (groups.put_in, groups.take_out):
        with pytest.raises(UserError) as error:
            move(desk, group_id, people)
        assert error.value.code == "group-dynamic"
    groups.edit(desk, group_id, filter=Filter((Condition("source", Test.IS, ("cold-visit",)),)))
    assert groups.counts(desk) == {group_id: 1}
    groups.edit(desk, group_id, filter=None)
    assert not groups.all_groups(desk)[0].dynamic
    groups.put_in(desk, group_id, people[:1])
    assert groups.counts(desk) == {group_id: 1}


def test_a_filter_that_cannot_be_answered_is_refused(desk: Desk) -> None:
    with pytest.raises(UserError):
        groups.add(desk, "坏", filter=Filter((Condition("nothing", Test.IS, ("x",)),)))
    assert groups.all_groups(desk) == []


def test_a_replaced_word_is_replaced_in_filters_too(desk: Desk, people: list[int]) -> None:
    group_id, _ = groups.add(desk, "网上和展会", filter=FAIR)
    lists.delete(desk, "source", "fair", "web")
    assert groups.all_groups(desk)[0].filter == Filter((Condition("source", Test.IS, ("web",)),))
    assert groups.counts(desk) == {group_id: 2}
    history.undo(desk)
    assert groups.all_groups(desk)[0].filter == FAIR


def test_a_deleted_word_leaves_a_filter_no_wider(desk: Desk, people: list[int]) -> None:
    both, _ = groups.add(desk, "网上和展会", filter=FAIR)
    one, _ = groups.add(desk, "展会", filter=Filter((Condition("source", Test.IS, ("fair",)),)))
    lists.delete(desk, "source", "fair")
    filters = {group.id: group.filter for group in groups.all_groups(desk)}
    assert filters[both] == Filter((Condition("source", Test.IS, ("web",)),))
    assert filters[one] == Filter((Condition("source", Test.IS, ("fair",)),))
    assert groups.counts(desk).get(one, 0) == 0


def test_a_cancelled_move_leaves_nothing(desk: Desk, people: list[int]) -> None:
    group_id, _ = groups.add(desk, "重点")
    with pytest.raises(CancelledError):
        groups.put_in(desk, group_id, people, cancelled=lambda: True)
    assert groups.counts(desk) == {group_id: 0}
    told: list[tuple[int, int]] = []
    groups.put_in(desk, group_id, people, progress=lambda done, total: told.append((done, total)))
    assert told == [(3, 3)]


def test_a_group_that_another_one_asks_for_can_be_renamed(desk: Desk, people: list[int]) -> None:
    first, _ = groups.add(desk, "重点")
    groups.put_in(desk, first, people[:2])
    asking, _ = groups.add(desk, "重点的", filter=Filter((Condition("groups", Test.IS, ("重点",)),)))
    groups.edit(desk, first, name="大客户")
    assert groups.counts(desk) == {first: 2, asking: 2}
    history.undo(desk)
    assert groups.counts(desk) == {first: 2, asking: 2}


def test_a_dynamic_group_cannot_ask_for_itself(desk: Desk) -> None:
    group_id, _ = groups.add(desk, "甲", filter=Filter())
    with pytest.raises(UserError):
        groups.edit(desk, group_id, filter=Filter((Condition("groups", Test.IS, ("甲",)),)))
    assert groups.all_groups(desk)[0].filter == Filter()


def test_the_search_stays_true_when_groups_and_names_change(desk: Desk, people: list[int]) -> None:
    def found(query: str) -> list[int]:
        return customers.find(desk, Listing(query=query))

    group_id, _ = groups.add(desk, "重点")
    groups.put_in(desk, group_id, people)
    customers.edit(desk, people[0], {"name": "周砚秋", "groups": "", "source": "展会"})
    assert (found("zhangwei"), found("zhouyanqiu")) == ([], [people[0]])
    lists.delete(desk, "source", "fair")
    customers.delete(desk, people[:1])
    assert found("zhouyanqiu") == []
    for _ in range(3):
        history.undo(desk)
    assert (found("zhangwei"), found("zhouyanqiu")) == ([people[0]], [])
    for _ in range(3):
        history.redo(desk)
    assert (found("zhangwei"), found("zhouyanqiu")) == ([], [])
    history.undo(desk)
    assert (found("zhangwei"), found("zhouyanqiu"), found("shanxiongxin")) == ([], [people[0]], [people[1]])


def test_nobody_is_put_into_a_dynamic_group_by_typing_or_importing_its_name(desk: Desk) -> None:
    groups.add(desk, "嘉兴重点", filter=Filter((Condition("city", Test.IS, ("嘉兴市",)),)))
    customer_id, _ = customers.add(desk, {"name": "甲厂"})
    with pytest.raises(UserError) as caught:
        customers.edit(desk, customer_id, {"groups": "展会;嘉兴重点"})
    assert caught.value.code == "group-dynamic"
    run(desk, [["客户名称", "分组"], ["乙厂", "展会;嘉兴重点"]])
    (row,) = (file for file in customers.files(desk, customers.find(desk, Listing())) if file.name == "乙厂")
    assert row.values["groups"] == ("展会",)


def test_a_group_that_becomes_dynamic_keeps_nobody_by_hand(desk: Desk, people: list[int]) -> None:
    group_id, _ = groups.add(desk, "重点")
    groups.put_in(desk, group_id, people)
    groups.edit(desk, group_id, filter=FAIR)
    assert groups_of(desk, people[2]) == ()
    assert groups.counts(desk) == {group_id: 2}
    history.undo(desk)
    assert groups_of(desk, people[2]) == ("重点",)
    assert groups.counts(desk) == {group_id: 3}


def test_a_filter_written_in_words_follows_its_words(desk: Desk, people: list[int]) -> None:
    groups.put_in(desk, groups.add(desk, "VIP")[0], people[:1])
    words = Filter((Condition("source", Test.IS, ("展会",)), Condition("groups", Test.IS, ("ｖｉｐ",))))
    dynamic, _ = groups.add(desk, "动态", "", words)
    groups.edit(desk, groups.named(desk, "vip").id, name="重点")
    lists.delete(desk, "source", "展会", "网站")
    assert groups.counts(desk)[dynamic] == 1
    groups.edit(desk, dynamic, filter=Filter((Condition("source", Test.IS, ("网站",)),)))
    assert groups.named(desk, "动态").filter == Filter((Condition("source", Test.IS, ("web",)),))
