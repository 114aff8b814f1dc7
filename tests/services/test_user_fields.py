"""The user's own fields, from their making to their end."""

from __future__ import annotations

import pytest

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Type
from crmdesk.services import customers, history, lists, user_fields
from crmdesk.services.desk import Desk


def labels(desk: Desk) -> list[str]:
    return [field.label.zh for field in user_fields.all_fields(desk)]


def value(desk: Desk, customer_id: int, key: str) -> object:
    return customers.file(desk, customer_id).values.get(key)


@pytest.mark.parametrize(
    ("type_", "typed", "stored"),
    [
        (Type.TEXT, "一号门", "一号门"),
        (Type.NUMBER, "12.5", "12.5"),
        (Type.DATE, "2026-11-21", "2026-11-21"),
        (Type.CHOICE, "常温", "常温"),
        (Type.YES_NO, "是", "True"),
    ],
)
def test_every_type_can_be_filled(desk: Desk, type_: Type, typed: str, stored: str) -> None:
    key, _ = user_fields.add(desk, "仓库", type_, ["常温", "冷藏"] if type_ is Type.CHOICE else ())
    assert key == "x1"
    assert desk.fields("customer")[key].by_user
    customer_id, _ = customers.add(desk, {"name": "张伟", key: typed})
    assert str(value(desk, customer_id, key)) == stored
    assert user_fields.counts(desk) == {"x1": 1}


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("", "own-field-label-missing"),
        ("（）", "own-field-label-missing"),
        ("手机", "own-field-label-built-in"),
        ("手 机 号", "own-field-label-built-in"),
        ("mobile", "own-field-label-built-in"),
        ("Full Name", "own-field-label-built-in"),
        ("姓名", "own-field-label-built-in"),
        ("仓 库*", "own-field-label-used"),
        ("X1", "own-field-label-used"),
    ],
)
def test_labels_mean_one_field(desk: Desk, label: str, code: str) -> None:
    user_fields.add(desk, "仓库", Type.TEXT)
    other, _ = user_fields.add(desk, "门店数", Type.NUMBER)
    for refused in (lambda: user_fields.add(desk, label, Type.TEXT), lambda: user_fields.rename(desk, other, label)):
        with pytest.raises(UserError) as error:
            refused()
        assert error.value.code == code
    assert labels(desk) == ["仓库", "门店数"]


def test_a_key_is_never_given_twice(desk: Desk) -> None:
    first, _ = user_fields.add(desk, "仓库", Type.TEXT)
    user_fields.delete(desk, first)
    second, _ = user_fields.add(desk, "仓库", Type.TEXT)
    assert (first, second) == ("x1", "x2")


def test_a_deleted_field_is_gone_everywhere_and_comes_back_full(desk: Desk) -> None:
    key, _ = user_fields.add(desk, "仓库", Type.TEXT)
    customer_id, _ = customers.add(desk, {"name": "张伟", key: "一号门"})
    user_fields.delete(desk, key)
    assert desk.fields("customer").get(key) is None
    assert value(desk, customer_id, key) is None
    customers.edit(desk, customer_id, {"city": "杭州"})
    history.undo(desk)
    history.undo(desk)
    assert value(desk, customer_id, key) == "一号门"


def test_order_and_name_can_be_changed_and_undone(desk: Desk) -> None:
    for label in ("甲", "乙", "丙"):
        user_fields.add(desk, label, Type.TEXT)
    user_fields.order(desk, ["x3", "x1", "x2"])
    assert labels(desk) == ["丙", "甲", "乙"]
    user_fields.add(desk, "丁", Type.TEXT)
    user_fields.rename(desk, "x1", "天干")
    assert labels(desk) == ["丙", "天干", "乙", "丁"]
    for _ in range(3):
        history.undo(desk)
    assert labels(desk) == ["甲", "乙", "丙"]
    history.redo(desk)
    assert labels(desk) == ["丙", "甲", "乙"]
    user_fields.order(desk, ["x2", "x3", "x1"])
    assert labels(desk) == ["乙", "丙", "甲"]
    with pytest.raises(UserError) as error:
        user_fields.order(desk, ["x1", "x1", "x2"])
    assert error.value.code == "list-order"


def test_words_of_a_choice_are_a_list_like_the_others(desk: Desk) -> None:
    key, _ = user_fields.add(desk, "仓库", Type.CHOICE, ["常温", "冷藏", "冷冻"])
    people = [
        customers.add(desk, {"name": f"客户{i}", key: word})[0] for i, word in enumerate(("常温", "冷藏", "冷冻"))
    ]
    lists.rename(desk, key, "冷藏", "2–8 ℃")
    assert [word.label.zh for word in lists.words(desk, key)] == ["常温", "2–8 ℃", "冷冻"]
    assert value(desk, people[1], key) == "冷藏"
    customers.edit(desk, people[0], {key: "2–8 ℃"})
    assert value(desk, people[0], key) == "冷藏"
    customers.edit(desk, people[0], {key: "冷藏"})
    lists.order(desk, key, ["冷冻", "常温", "冷藏"])
    lists.delete(desk, key, "冷冻", "2–8 ℃")
    assert lists.counts(desk, key) == {"冷藏": 3}
    history.undo(desk)
    assert lists.counts(desk, key) == {"冷藏": 2, "冷冻": 1}
    assert [word.key for word in lists.words(desk, key)] == ["冷冻", "常温", "冷藏"]
    added, _ = lists.add(desk, key, "危险品")
    assert added == "危险品"
    with pytest.raises(UserError) as error:
        lists.add(desk, key, "冷藏")
    assert error.value.code == "list-word-means"
    lists.reset(desk, key, "冷藏")
    assert lists.words(desk, key)[2].label.zh == "冷藏"


@pytest.mark.parametrize(("choices", "code"), [((), "own-field-choices-missing"), (("甲", "甲 "), "list-word-used")])
def test_a_choice_needs_words(desk: Desk, choices: tuple[str, ...], code: str) -> None:
    with pytest.raises(UserError) as error:
        user_fields.add(desk, "仓库", Type.CHOICE, choices)
    assert error.value.code == code


def test_only_some_types_are_offered(desk: Desk) -> None:
    with pytest.raises(UserError) as error:
        user_fields.add(desk, "仓库", Type.MONEY)
    assert error.value.code == "own-field-type"


def test_a_text_field_becomes_a_choice_of_its_texts(desk: Desk) -> None:
    key, _ = user_fields.add(desk, "设备", Type.TEXT)
    texts = ("CNC", "CNC", "cnc", "磨床", "")
    people = [customers.add(desk, {"name": f"客户{i}", key: text})[0] for i, text in enumerate(texts)]
    customers.delete(desk, people[3:4])
    customers.restore(desk, people[3:4])
    user_fields.make_choice(desk, key)
    assert [word.label.zh for word in lists.words(desk, key)] == ["CNC", "磨床"]
    assert [value(desk, each, key) for each in people] == ["CNC", "CNC", "CNC", "磨床", None]
    history.undo(desk)
    assert user_fields.known(desk, key).type is Type.TEXT
    assert value(desk, people[2], key) == "cnc"


def test_too_many_or_no_texts_make_no_choice(desk: Desk) -> None:
    key, _ = user_fields.add(desk, "设备", Type.TEXT)
    number, _ = user_fields.add(desk, "台数", Type.NUMBER)
    for wanted, code in ((key, "own-field-choices-missing"), (number, "own-field-not-text")):
        with pytest.raises(UserError) as error:
            user_fields.make_choice(desk, wanted)
        assert error.value.code == code
    for i in range(user_fields.MOST_WORDS + 1):
        customers.add(desk, {"name": f"客户{i}", key: f"设备{i}"})
    with pytest.raises(UserError) as error:
        user_fields.make_choice(desk, key)
    assert error.value.code == "own-field-too-many"
    assert len(customers.find(desk, Listing())) == user_fields.MOST_WORDS + 1


def test_an_unknown_field_is_told(desk: Desk) -> None:
    for verb in (lambda: user_fields.rename(desk, "x9", "甲"), lambda: user_fields.delete(desk, "x9")):
        with pytest.raises(UserError) as error:
            verb()
        assert error.value.code == "own-field-unknown"
