"""Lists of choices: renaming keeps the records, deleting replaces, and imports know the former words."""

from __future__ import annotations

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import customers, history, lists, user_fields
from crmdesk.services.desk import Desk
from tests.services.importing import content, counts, run


def shown(desk: Desk, list_: str = "source") -> list[str]:
    return [word.label.zh for word in lists.words(desk, list_)]


def source(desk: Desk, customer_id: int) -> object:
    return customers.file(desk, customer_id).values.get("source")


def refused(action: object, *arguments: object) -> str:
    with pytest.raises(UserError) as error:
        action(*arguments)  # type: ignore[operator]
    return error.value.code


def test_every_list_says_its_words_and_their_use(desk: Desk) -> None:
    for word in ("fair", "fair", "web"):
        customers.add(desk, {"name": word, "source": word})
    assert [field.key for field in lists.all_lists(desk)][:2] == ["source", "ownership"]
    assert lists.counts(desk, "source") == {"fair": 2, "web": 1}
    assert lists.known(desk, "来源").key == "source"
    assert not any(word.renamed for word in lists.words(desk, "source"))


def test_an_import_still_knows_a_renamed_word(desk: Desk) -> None:
    before, _ = customers.add(desk, {"name": "张伟", "source": "网络"})
    lists.rename(desk, "source", "网络", "互联网")
    assert "互联网" in shown(desk)
    assert "网络" not in shown(desk)
    result = run(desk, [["客户名称", "来源"], ["单雄信", "网络"], ["许念安", "互联网"], ["周砚秋", "Web"]])
    assert counts(result) == {"created": 3}
    assert list(result.problems) == []
    assert {values["name"]: values["source"] for values, _, _ in content(desk)} == dict.fromkeys(
        ("张伟", "单雄信", "许念安", "周砚秋"), "web"
    )
    assert desk.records.user_fields() == ()
    assert source(desk, before) == "web"
    assert lists.counts(desk, "source") == {"web": 4}


def test_renaming_is_undone_and_reset(desk: Desk) -> None:
    first = shown(desk)
    lists.rename(desk, "source", "web", "互联网")
    assert [word.key for word in lists.words(desk, "source") if word.renamed] == ["web"]
    history.undo(desk)
    assert shown(desk) == first
    history.redo(desk)
    lists.reset(desk, "source", "互联网")
    assert shown(desk) == first
    lists.rename(desk, "source", "web", "互联网")
    lists.rename(desk, "source", "web", "网络")
    assert shown(desk) == first
    assert not any(word.renamed for word in lists.words(desk, "source"))


def test_an_own_word_can_be_used_renamed_and_taken_out(desk: Desk) -> None:
    key, _ = lists.add(desk, "source", " 抖音 ")
    assert (key, shown(desk)[-1]) == ("抖音", "抖音")
    customer_id, _ = customers.add(desk, {"name": "张伟", "source": "抖音"})
    lists.rename(desk, "source", "抖音", "短视频")
    assert source(desk, customer_id) == "抖音"
    lists.delete(desk, "source", "短视频", "web")
    assert source(desk, customer_id) == "web"
    assert "短视频" not in shown(desk)
    assert [entry.verb for entry in history.entries(desk)][:3] == ["list-delete", "list-rename", "customer-add"]
    history.undo(desk)
    assert source(desk, customer_id) == "抖音"
    assert shown(desk)[-1] == "短视频"


def test_deleting_without_a_replacement_empties(desk: Desk) -> None:
    alive, trashed = (customers.add(desk, {"name": name, "source": "fair"})[0] for name in ("张伟", "单雄信"))
    customers.delete(desk, (trashed,))
    lists.delete(desk, "source", "fair")
    customers.restore(desk, (trashed,))
    assert [source(desk, each) for each in (alive, trashed)] == [None, None]
    assert "展会" not in shown(desk)
    key, _ = lists.add(desk, "source", "展会")
    assert key == "fair"
    assert "展会" in shown(desk)
    assert lists.words(desk, "source")[shown(desk).index("展会")].label.en != "展会"


def test_the_history_still_shows_a_word_that_is_gone(desk: Desk, words_zh) -> None:
    customer_id, _ = customers.add(desk, {"name": "张伟", "source": "fair"})
    lists.rename(desk, "source", "fair", "大型展会")
    lists.delete(desk, "source", "fair", "web")
    changes = [entry for entry in history.of_customer(desk, customer_id, words_zh) if entry.field]
    assert [(entry.before, entry.after) for entry in changes] == [("大型展会", "网络")]


def test_the_order_is_kept_and_new_words_come_last(desk: Desk) -> None:
    keys = [word.key for word in lists.words(desk, "source")]
    lists.order(desk, "source", keys[::-1])
    assert [word.key for word in lists.words(desk, "source")] == keys[::-1]
    lists.delete(desk, "source", keys[0])
    lists.add(desk, "source", "抖音")
    assert [word.key for word in lists.words(desk, "source")] == [*keys[:0:-1], "抖音"]
    for _ in range(3):
        history.undo(desk)
    assert [word.key for word in lists.words(desk, "source")] == keys
    assert refused(lists.order, desk, "source", keys[1:]) == "list-order"


def test_what_cannot_be(desk: Desk) -> None:
    lists.rename(desk, "source", "web", "互联网")
    assert refused(lists.words, desk, "kind") == "list-unknown"
    assert refused(lists.add, desk, "source", " ") == "list-word-missing"
    assert refused(lists.add, desk, "source", "展　会") == "list-word-used"
    assert refused(lists.add, desk, "source", "网络") == "list-word-means"
    assert refused(lists.rename, desk, "source", "fair", "互联网") == "list-word-used"
    assert refused(lists.rename, desk, "source", "nothing", "甲") == "list-word-unknown"
    assert refused(lists.delete, desk, "source", "fair", "展会") == "list-word-itself"
    assert refused(lists.delete, desk, "source", "fair", "nothing") == "list-word-unknown"
    assert len(history.entries(desk)) == 1


def test_a_restart_knows_the_lists(desk: Desk) -> None:
    lists.rename(desk, "source", "web", "互联网")
    key, _ = user_fields.add(desk, "仓库", user_fields.Type.CHOICE, ["常温"])
    desk.data.close()
    desk.data.connect()
    assert "互联网" in shown(desk)
    assert [field.key for field in lists.all_lists(desk)][-1] == key
