"""The history narrowed, and the trash listed and emptied, on the command line."""

from __future__ import annotations

from typing import Any


def test_the_history_is_narrowed(run: Any) -> None:
    run("add", "customer", "name=甲公司")
    run("add", "customer", "name=乙公司")
    run("edit", "K00001", "city=宁波市")
    run("delete", "K00002")
    assert [row["action"] for row in run("history", "--kind", "deleting", "--json")[1]] == ["customers-delete"]
    assert [row["field"] for row in run("history", "K00001", "--kind", "customers", "--json")[1]] == ["City", ""]
    assert run("history", "--who", "nobody", "--json")[1] == []
    assert run("history", "--to", "2020-01-01", "--json")[1] == []
    assert len(run("history", "--from", "2020-01-01", "--json")[1]) == 4
    assert run("history", "--from", "someday")[0] == 1
    assert run("history", "--kind", "unheard-of")[0] == 2


def test_the_trash_is_listed_and_emptied(run: Any) -> None:
    run("add", "customer", "name=甲公司")
    run("add", "contact", "customer=K00001", "name=周敏")
    run("delete", "K00001")
    (row,) = run("trash", "--json")[1]
    assert (row["kind"], row["name"]) == ("customer", "K00001  甲公司")
    assert run("trash", "甲", "--kind", "contact", "--json")[1] == []
    status, _, told = run("trash", "--empty")
    assert (status, "--yes" in told) == (1, True)
    assert run("trash", "--empty", "--older-than", "1", "--yes", "--json")[1]["erased"] == 0
    assert run("trash", "--empty", "--yes", "--json")[1] == {"erased": 1, "left": 0, "counts": {"customer": 1}}
    assert run("trash", "--json")[1] == []
    assert run("history", "--json")[1][0]["action"] == "trash-erase"
