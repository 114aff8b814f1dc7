"""Whom to greet, texts, marking and the list for a tool that sends, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.conftest import Run


@pytest.fixture
def known(run: Run) -> Run:
    """A lunar birthday on 26 November 2026, a solar one two days later, both gold."""
    run("add", "customer", "name=周砚秋", "kind=individual", "birthday=L1980-10-18", "tier=gold", "gender=male")
    run("add", "customer", "name=许念安", "kind=individual", "birthday=--11-28", "tier=gold")
    return run


def test_the_birthdays_of_a_week(known: Run) -> None:
    status, found, _ = known("greetings", "--today", "2026-11-21", "--json")
    assert status == 0
    assert [(each["day"], each["occasion"], each["number"], each["birthday"], each["years"]) for each in found] == [
        ("2026-11-26", "birthday", "K00001", "L1980-10-18", 46),
        ("2026-11-28", "birthday", "K00002", "--11-28", None),
    ]
    assert (found[0]["name"], found[0]["form_of_address"], found[0]["done"]) == ("周砚秋", "周先生", None)
    assert known("greetings", "--today", "2026-11-21", "--days", "4", "--json")[1] == []
    _, shown, _ = known("greetings", "--today", "2026-11-21", lang="zh_CN")
    assert ["农历1980年十月十八" in shown, "周先生" in shown] == [True, True]
    assert known("greetings", "--today", "2026-02-30")[0] == 1


def test_a_lunar_day_that_does_not_exist_is_refused(known: Run) -> None:
    status, _, said = known("edit", "K00001", "birthday=L2026-05+-01")
    assert (status, len(said.splitlines())) == (1, 1)
    assert known("greetings", "--today", "2026-11-21", "--json")[1][0]["birthday"] == "L1980-10-18"


def test_a_holiday_is_one_entry_and_a_list_when_asked_for(known: Run) -> None:
    _, found, _ = known("greetings", "--today", "2027-02-01", "--json")
    assert [(each["day"], each["occasion"], each["number"], each["count"], each["left"]) for each in found] == [
        ("2027-02-05", "new-years-eve", None, 2, 2),
        ("2027-02-06", "spring-festival", None, 2, 2),
    ]
    asked = (
        "greetings",
        "--today",
        "2027-02-07",
        "--occasion",
        "mid-autumn",
        "--tier",
        "gold",
        "--limit",
        "1",
        "--json",
    )
    assert [(each["day"], each["number"]) for each in known(*asked)[1]] == [("2027-09-15", "K00001")]


def test_marking_records_a_contact_made(known: Run) -> None:
    days = ("--today", "2026-11-21")
    status, found, _ = known("greetings", "mark", "birthday", "K00001", *days, "--text", "{称呼}，{节日}快乐", "--json")
    assert (status, [each["done"] for each in found]) == (0, ["greeted"])
    made = known("show", "K00001", "--json")[1]["interactions"]
    assert [(each["kind"], each["purpose"], each["content"]) for each in made] == [
        ("message", "Birthday", "周先生，生日快乐")
    ]
    assert known("greetings", "mark", "birthday", "K00001", *days)[0] == 1
    assert known("greetings", "mark", "founding", "K00002", *days)[0] == 1
    status, found, _ = known("greetings", "mark", "new-year", "K00002", *days, "--skip", "--json")
    assert (status, found[0]["done"]) == (0, "skipped")


def test_texts_are_listed_and_changed(known: Run) -> None:
    status, key, _ = known("greetings", "text-add", "birthday", "{name}, all the best", "--tier", "gold")
    assert status == 0
    assert known("greetings", "text-edit", "birthday-1", "{称呼}安康")[0] == 0
    assert known("greetings", "text-delete", "birthday-2")[0] == 0
    texts = {each["key"]: each for each in known("greetings", "texts", "--occasion", "birthday", "--json")[1]}
    assert (texts[key.strip()]["tier"], texts["birthday-1"]["text"], "birthday-2" in texts) == (
        "gold", "{称呼}安康", False,
    )  # fmt: skip
    status, _, said = known("greetings", "text-edit", "birthday-1", "{wer}")
    assert (status, "{wer}" in said) == (1, True)


def test_a_list_for_a_tool_that_sends(known: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    status, done, _ = known("greetings", "export", str(out), "--today", "2026-11-21", "--json")
    assert (status, done) == (0, {"rows": 2, "path": str(out)})
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert (len(lines), "周先生，" in lines[1], "许念安，" in lines[2]) == (3, True, True)
    known("greetings", "mark", "birthday", "K00001", "--today", "2026-11-21", "--skip")
    assert known("greetings", "export", str(out), "--today", "2026-11-21", "--json")[1]["rows"] == 1
    status, _, said = known("greetings", "export", str(tmp_path / "none.csv"), "--today", "2026-12-02", "--days", "0")
    assert (status, len(said.splitlines())) == (1, 1)


def test_what_is_missing(known: Run) -> None:
    _, found, _ = known("greetings", "missing", "--json")
    assert [(each["number"], each["missing"]) for each in found] == [("K00001", ["address"]), ("K00002", ["address"])]
