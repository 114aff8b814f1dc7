"""Complaints on the command line: two rounds to the end, what is refused, changed, moved, given up and found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Run

STEPS = ("listen", "apologise", "restate", "empathise", "compensate", "confirm")


@pytest.fixture
def customer(run: Run) -> str:
    run("add", "product", "name=缠绕膜", "code=CR-50", "price=320")
    return str(run("add", "customer", "name=禾砚精密机械（嘉兴）有限公司", "--json")[1]["number"])


@pytest.fixture
def number(run: Run, customer: str) -> str:
    received = "received_at=2024-11-12 09:20"
    return str(run("complaint", "add", "--customer", customer, "--words", "上机就断", received, "--json")[1]["number"])


def step(run: Run, number: str, name: str, *pairs: str, **options: str) -> tuple[int, Any, str]:
    more = [part for key, value in options.items() for part in (f"--{key}", value)]
    status, told, err = run("complaint", "step", number, name, *pairs, *more, "--json")
    return status, told, err


def test_two_rounds_to_the_end(run: Run, customer: str) -> None:
    run("add", "contact", f"customer={customer}", "name=周砚秋", "salutation=周总")
    run("add", "order", f"customer={customer}", "date=2024-11-02", "line=CR-50,24")
    status, told, err = run(
        "complaint", "add", "--customer", customer, "--words", "上机就断，一上午换了六卷。", "contact=周总",
        "received_at=2024-11-12 09:20", "channel=电话", "order=D00001", "product=缠绕膜", "category=quality",
        "severity=serious", "expects=换货", "responsible=陈立", "due_on=2024-11-25", "--json",
    )  # fmt: skip
    assert (status, err) == (0, "")
    assert {key: told[key] for key in (
        "number", "customer", "contact", "received_at", "channel", "order", "product", "category", "severity", "words",
        "expects", "responsible", "due_on", "state", "round", "step", "steps", "hears",
    )} == {
        "number": "T00001", "customer": customer, "contact": "周砚秋", "received_at": "2024-11-12T09:20",
        "channel": "phone", "order": "D00001", "product": "CR-50", "category": "quality", "severity": "serious",
        "words": "上机就断，一上午换了六卷。", "expects": "换货", "responsible": "陈立", "due_on": "2024-11-25",
        "state": "open", "round": 1, "step": "listen", "steps": [], "hears": 22,
    }  # fmt: skip
    day = "at=2024-11-14"
    for name in STEPS[:4]:
        status, told, err = step(run, "T00001", name, "text=说了做了", day, "by=陈立", "contact=周总")
        assert (status, err) == (0, "")
    pairs = ("kind=replacement", "amount=3840", "promised_on=2024-11-15", "delivered_on=2024-11-17", day)
    assert step(run, "T00001", "compensate", *pairs)[1]["step"] == "confirm"
    _, told, _ = step(run, "T00001", "confirm", "level=dissatisfied", "text=新膜还断", "confirmed_by=phone", day)
    assert (told["state"], told["round"], told["step"], told["level"]) == ("open", 2, "listen", "dissatisfied")
    assert told["steps"][4] == {
        "round": 1, "step": "compensate", "at": "2024-11-14", "by": told["steps"][4]["by"], "contact": None,
        "text": None, "kind": "replacement", "amount": 3840.00, "promised_on": "2024-11-15",
        "delivered_on": "2024-11-17", "level": None, "confirmed_by": None, "corrections": [],
    }  # fmt: skip
    codes = {(each["code"], each["round"], each["holds"]) for each in told["warnings"]}
    assert {("promise-broken", 1, False), ("no-response", 1, False)} <= codes
    assert all(each["message"] for each in told["warnings"])
    for name in STEPS[:4]:
        step(run, "t00001", name, "text=第二轮", "at=2024-11-15")
    step(run, "T00001", "compensate", "kind=none", "text=客户说换好就行", "at=2024-11-15")
    closing = ("level=high", "text=跑了一周很好", "at=2024-11-16", "root_cause=张力不稳", "prevention=抽检", "rude=是")
    status, told, err = step(run, "T00001", "confirm", *closing)
    assert (status, told["state"], told["round"], told["step"], told["level"]) == (0, "closed", 2, "confirm", "high")
    assert (told["closed_at"], told["root_cause"], told["rude"], told["hears"]) == ("2024-11-16", "张力不稳", True, 10)
    assert [(each["round"], each["step"]) for each in told["steps"]] == [(r, name) for r in (1, 2) for name in STEPS]
    assert "rude" in [each["code"] for each in told["warnings"]]
    assert run("complaint", "show", "T00001", "--json")[1] == told
    assert run("complaint", "list", "--json")[1] == [told]
    assert run("show", customer, "--json")[1]["complaints"] == [told]
    shown = run("complaint", "show", "T00001", lang="zh_CN")[1]
    assert "跑了一周很好" in shown
    assert "张力不稳" in shown


BEFORE: dict[str, tuple[tuple[str, ...], ...]] = {
    "listened": (("listen", "text=听了", "at=2024-11-13 10:00"),),
    "until compensating": tuple((name, "text=做了", "at=2024-11-13 10:00") for name in STEPS[:4]),
    "until confirming": (
        *((name, "text=做了", "at=2024-11-13 10:00") for name in STEPS[:4]),
        ("compensate", "kind=gift", "text=茶叶", "at=2024-11-13 10:00"),
    ),
}


@pytest.mark.parametrize(
    ("before", "command", "told"),
    [
        ("listened", ("step", "T00001", "restate", "text=x"), "Next comes step 2"),
        ("listened", ("step", "T00001", "confirm", "text=x", "level=high"), "Next comes step 2"),
        ("listened", ("step", "T00001", "listen"), "Next comes step 2"),
        ("listened", ("step", "T00001", "apologise"), "Write down what was said or done"),
        ("listened", ("step", "T00001", "apologise", "text=x", "at=2024-11-11"), "before the complaint was received"),
        ("listened", ("step", "T00001", "apologise", "text=x", "at=2024-11-13 09:00"), "before the step before it"),
        ("listened", ("step", "T00001", "apologise", "text=x", "level=high"), "does not belong to the step"),
        ("listened", ("step", "T00001", "apologise", "text=x", "--round", "2"), "Step “Apologise” of round 2"),
        ("listened", ("step", "T00001", "apologise", "text=x", "colour=red"), "There is no field “colour”"),
        ("listened", ("step", "T00001", "apologise", "text"), "is not FIELD=VALUE"),
        ("until compensating", ("step", "T00001", "compensate", "kind=none"), "the reason is needed"),
        ("until compensating", ("step", "T00001", "compensate", "kind=refund", "amount=很多"), "is not an amount"),
        ("until compensating", ("step", "T00001", "compensate", "kind=refund", "amount=-3"), "below zero"),
        ("until compensating", ("step", "T00001", "compensate", "kind=refund"), "needs its amount"),
        ("until compensating", ("step", "T00001", "compensate", "kind=钱"), "not one of the choices"),
        ("until compensating", ("deliver", "T00001"), "Only a compensation"),
        ("until confirming", ("step", "T00001", "confirm", "text=好"), "how satisfied"),
        ("until confirming", ("step", "T00001", "confirm", "level=high"), "what the customer said"),
        ("listened", ("reopen", "T00001", "--reason", "x"), "still open"),
        ("listened", ("unresolved", "T00001"), "why it stays unresolved"),
        ("listened", ("unresolved", "T00001", "reason=unreachable", "text=x", "tries=1"), "after 3 tries"),
        ("listened", ("edit", "T00001", "state=closed"), "worked out by the program"),
        ("listened", ("move", "T00001", "K00001"), "belongs to K00001 already"),
        ("listened", ("move", "T00001", "K00009"), "There is no customer"),
        ("listened", ("attach", "T00001", "nowhere.jpg"), "was not found"),
        ("listened", ("show", "T00002"), "There is no complaint with the number T00002."),
        ("listened", ("add", "--words", "断"), "Say which customer"),
        ("listened", ("add", "--customer", "K00001"), "is needed"),
        ("listened", ("add", "--customer", "K00001", "--words", "断", "due_on=2020-01-01"), "before the complaint"),
    ],
)
def test_bad_input_is_refused_with_one_line(
    run: Run, number: str, before: str, command: tuple[str, ...], told: str
) -> None:
    for name, *pairs in BEFORE[before]:
        assert run("complaint", "step", number, name, *pairs)[0] == 0
    as_it_was = run("complaint", "show", number, "--json")[1]
    status, out, err = run("complaint", *command)
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert told in err
    assert run("complaint", "list", "--json")[1] == [as_it_was]


def test_a_deleted_customer_and_a_closed_complaint(run: Run, customer: str, number: str) -> None:
    run("complaint", "unresolved", number, "--reason", "客户搬走了")
    shown = run("complaint", "show", number, "--json")[1]
    assert (shown["state"], shown["step"]) == ("unresolved", "listen")
    assert [shown["events"][0][key] for key in ("kind", "reason", "text")] == ["unresolved", "other", "客户搬走了"]
    status, _, err = step(run, number, "listen", "text=x")
    assert (status, "Reopen it with a reason" in err) == (1, True)
    _, told, _ = run("complaint", "reopen", number, "reason=又回来了", "--json")
    assert (told["state"], told["round"], told["events"][1]["text"]) == ("open", 2, "又回来了")
    _, told, _ = run("complaint", "unresolved", number, "--reason", "law", "text=起诉", "--json")
    assert (told["events"][2]["reason"], told["events"][2]["round"]) == ("law", 2)
    run("delete", customer)
    for command in (("add", "--customer", customer, "--words", "断"), ("show", number)):
        status, out, err = run("complaint", *command)
        assert (status, out, "in the trash" in err, len(err.splitlines())) == (1, "", True, 1)


def test_a_step_done_is_corrected_and_says_so(run: Run, number: str) -> None:
    step(run, number, "listen", "text=先写的", "at=2024-11-13")
    status, told, err = step(run, number, "listen", "text=后写的")
    assert (status, err.strip()) == (0, "This step was done already; it was corrected.")
    listened = told["steps"][0]
    assert (listened["text"], listened["at"]) == ("后写的", "2024-11-13")
    assert [(one["field"], one["before"], one["after"]) for one in listened["corrections"]] == [
        ("text", "先写的", "后写的")
    ]
    for name in STEPS[1:4]:
        step(run, number, name, "text=做了", "at=2024-11-13")
    step(run, number, "compensate", "kind=gift", "text=茶叶", "promised_on=2024-11-20", "at=2024-11-13")
    step(run, number, "confirm", "level=dissatisfied", "text=不要茶叶", "at=2024-11-13")
    _, told, _ = step(run, number, "listen", "text=更早的改了", round="1")
    assert (told["round"], told["steps"][0]["text"]) == (2, "更早的改了")
    _, told, _ = run("complaint", "deliver", number, "--on", "2024-11-19", "--json")
    assert told["steps"][4]["delivered_on"] == "2024-11-19"
    assert "Only a compensation" in run("complaint", "deliver", number, "--round", "2")[2]
    _, told, _ = step(run, number, "confirm", "level=basic", "root_cause=听错了", round="1")
    assert (told["state"], told["round"], told["root_cause"]) == ("closed", 1, "听错了")


def test_by_number_found_moved_and_with_files(run: Run, customer: str, number: str, tmp_path: Path) -> None:
    other = run("add", "customer", "name=青籽烘焙", "--json")[1]["number"]
    run("add", "complaint", f"customer={other}", "words=送货晚了三天", "category=delivery", "responsible=王晓")
    (tmp_path / "断膜.jpg").write_bytes(b"\xff\xd8\xff picture")
    _, told, err = run("complaint", "attach", number, str(tmp_path / "断膜.jpg"), "--json")
    assert told["attachments"] == [{"round": 1, "step": "listen", "name": "断膜.jpg", "size": 11}]
    assert err == ""
    _, told, _ = run("edit", number, "severity=严重", "due_on=2024-12-01", "--json")
    assert (told["severity"], told["due_on"]) == ("serious", "2024-12-01")
    _, told, _ = run("complaint", "move", number, other, "--json")
    assert (told["customer"], told["events"][0]["kind"], told["events"][0]["text"]) == (other, "moved", customer)

    def found(*options: str) -> list[str]:
        return [each["number"] for each in run("complaint", "list", *options, "--json")[1]]

    assert sorted(found()) == ["T00001", "T00002"]
    assert (
        found("--query", "晚了三天") == found("--category", "delivery") == found("--responsible", "王晓") == ["T00002"]
    )
    assert found("--state", "closed") == found("--customer", customer) == []
    assert len(found("--limit", "1")) == 1
    run("delete", number)
    assert found() == ["T00002"]
    assert "in the trash" in run("edit", number, "severity=minor")[2]
    assert run("restore-deleted", number, "--json")[1]["number"] == number
    assert "is not in the trash" in run("restore-deleted", number)[2]
    assert "no complaint with the number T00077" in run("delete", "T00077")[2]


def test_warnings_as_they_would_be_on_another_day(run: Run, customer: str, number: str) -> None:
    def codes(today: str) -> list[list[str]]:
        files = run("show", customer, "--today", today, "--json")[1]["complaints"]
        shown = run("complaint", "show", number, "--today", today, "--json")[1]
        listed = run("complaint", "list", "--today", today, "--json")[1]
        return [[warned["code"] for warned in one["warnings"]] for one in (shown, *listed, *files)]

    assert codes("2024-11-12") == [[], [], []]
    assert codes("2024-11-14") == [["no-response"]] * 3
