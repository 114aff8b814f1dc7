"""Doubles on the command line."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Run


@pytest.fixture
def two(run: Run) -> None:
    assert run("add", "customer", "name=禾砚精密机械有限公司", "phone=0573-88880001", "notes=要开票")[0] == 0
    assert run("add", "customer", "name=浙江禾砚精密机械", "phone=057388880001", "notes=月结")[0] == 0
    assert run("add", "customer", "name=绿城物业")[0] == 0


@pytest.mark.usefixtures("two")
def test_doubles_are_listed_marked_and_merged(run: Run) -> None:
    status, found, _ = run("duplicates", "--json")
    assert status == 0
    (pair,) = found
    assert set(pair) == {"one", "other", "names", "score", "reasons"}
    assert (pair["one"], pair["other"]) == ("K00001", "K00002")
    assert pair["names"] == ["禾砚精密机械有限公司", "浙江禾砚精密机械"]
    assert [reason["code"] for reason in pair["reasons"]] == ["double-plain-name", "double-same-phone"]
    assert pair["reasons"][1]["message"] == "Same phone 0573-8888 0001"
    status, out, err = run("duplicates")
    assert "K00001" in out
    assert err.strip() == "1 possible pair of doubles"
    assert run("not-same", "K00001", "K00002")[0] == 0
    assert run("duplicates", "--json")[1] == []
    assert run("not-same", "K00002", "K00001", "--undo")[0] == 0
    assert len(run("duplicates", "--json", "--limit", "5")[1]) == 1
    status, merged, _ = run("merge", "K00002", "K00001", "--yes", "--take", "notes=both", "--json")
    assert status == 0
    assert merged["customer"]["notes"] == "要开票\n月结"
    assert run("history", "--json")[1][0]["action"] == "merge"
    status, _, err = run("show", "K00002")
    assert (status, err.strip()) == (1, "K00002 was merged into K00001.")
    assert run("restore-deleted", "K00002")[0] == 0
    assert run("show", "K00002")[0] == 0


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("merge", "K00001", "K00002"), 1, "Merging needs --yes where nobody can be asked."),
        (("merge", "K00001", "K00001", "--yes"), 1, "Name two different customers."),
        (("merge", "K00001", "K99", "--yes"), 1, "There is no customer with the number K99."),
        (("merge", "K00001", "K00002", "--yes", "--take", "colour=from"), 1, "colour"),
        (("merge", "K00001", "K00002", "--yes", "--take", "name=both"), 1, "Full name cannot be “both” when merging."),
        (("merge", "K00001", "K00002", "--yes", "--take", "name"), 1, "name"),
        (("merge", "K00001"), 2, "Missing argument"),
        (("not-same", "K00001", "K00001"), 1, "Name two different customers."),
        (("not-same", "K00001", "K99"), 1, "There is no customer with the number K99."),
        (("duplicates", "--limit", "0"), 2, "0"),
    ],
)
def test_refusals_say_one_line(run: Run, arguments: tuple[str, ...], status: int, said: str) -> None:
    got, out, err = run(*arguments)
    assert (got, out) == (status, "")
    assert said in err
    assert status == 2 or len(err.strip().splitlines()) == 1
    assert len(run("customers", "--json")[1]) == 3
