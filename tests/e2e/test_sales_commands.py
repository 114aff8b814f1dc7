"""Products, orders, payments, returns, receivables on the command line."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Run


@pytest.fixture
def customer(run: Run) -> str:
    run("add", "product", "name=封箱胶带", "code=JD-48", "price=3.5", "cost=2", "unit=卷")
    pairs = ("name=禾砚有限公司", "terms_days=30", "credit_limit=1000", "discount=10")
    return str(run("add", "customer", *pairs, "--json")[1]["number"])


def test_an_order_paid_returned_and_shown(run: Run, customer: str) -> None:
    lines = ("line=JD-48,100,3.5", "line=封箱胶带,10,3.1234,8折")
    status, order, err = run(
        "add", "order", f"customer={customer}", "date=2026-01-05", "first_payment=50", *lines, "--json"
    )
    assert (status, err) == (0, "")
    assert (order["number"], order["customer"], order["date"], order["state"]) == (
        "D00001", customer, "2026-01-05", "ordered",
    )  # fmt: skip
    assert (order["amount"], order["paid"], order["due"], order["due_on"]) == (374.99, 0, 374.99, "2026-01-05")
    assert (order["first_payment"], order["terms_days"]) == (50, 30)
    first = {key: order["lines"][1][key] for key in ("product", "quantity", "price", "discount", "cost", "amount")}
    assert first == {"product": "JD-48", "quantity": 10, "price": 3.1234, "discount": 20, "cost": 20, "amount": 24.99}
    _, payment, _ = run("add", "payment", "order=D00001", "date=2026-01-05", "amount=50", "method=银行转账", "--json")
    assert payment == {
        "number": "S00001", "customer": customer, "order": "D00001", "date": "2026-01-05", "amount": 50,
        "kind": "payment", "method": "transfer", "reference": None, "notes": None,
    }  # fmt: skip
    run("add", "return", "order=D00001", "date=2026-02-01", "line=JD-48,10")
    run("add", "invoice", "order=D00001", "date=2026-02-02", "amount=100", "kind=专票")
    _, shown, _ = run("show", customer, "--json")
    whole = shown["orders"][0]
    assert (whole["returned"], whole["paid"], whole["due"], whole["invoiced"]) == (34.09, 50, 290.9, 100)
    assert (whole["returns"][0]["number"], whole["returns"][0]["order"]) == ("R00001", "D00001")
    assert (shown["payments"], shown["complaints"], len(shown["interactions"])) == ([payment], [], 0)
    assert run("receivables", "--today", "2026-02-04", "--json")[1]["ages"][0]["amount"] == 290.9
    found = run("receivables", "--today", "2026-03-06", "--json")[1]
    assert (found["owed"], found["customers"][0]["ages"]["1-30"], found["customers"][0]["since"]) == (
        290.9, 290.9, "2026-02-04",
    )  # fmt: skip


def test_one_line_by_fields_gets_the_proposed_price(run: Run, customer: str) -> None:
    _, order, _ = run("add", "order", f"customer={customer}", "product=JD-48", "quantity=2", "--json")
    assert order["lines"][0]["discount"] == 10
    assert order["amount"] == 6.3
    _, told, _ = run("last-price", customer, "JD-48", "--json")
    assert (told["last_price"], told["last_discount"], told["price"], told["why"]) == (3.5, 10, 3.5, "level")


def test_changing_deleting_and_restoring_by_number(run: Run, customer: str) -> None:
    run("add", "order", f"customer={customer}", "date=2026-01-05", "line=JD-48,100,3.5")
    run("add", "payment", "order=D00001", "amount=10", "date=2026-01-06")
    _, order, _ = run("edit", "D00001", "line=JD-48,50,3", "reduction=0.5", "--json")
    assert (order["amount"], order["due"], len(order["lines"])) == (149.5, 139.5, 1)
    assert run("edit", "S00001", "amount=149.5", "--json")[1]["amount"] == 149.5
    assert run("edit", "JD-48", "price=4", "--json")[1]["price"] == 4
    _, lost, _ = run("edit", "D00001", "state=lost", "lost_reason=价格", "--json")
    assert (lost["state"], lost["lost_reason"], lost["due"]) == ("lost", "price", 0)
    for number in ("S00001", "D00001", "JD-48"):
        assert run("delete", number)[0] == 0
    assert run("payments", "--json")[1] == run("orders", "--json")[1] == run("products", "--json")[1] == []
    assert run("restore-deleted", "D00001", "--json")[1]["payments"] == []
    for number in ("S00001", "JD-48"):
        assert run("restore-deleted", number)[0] == 0
    assert run("payments", "--customer", customer, "--json")[1][0]["order"] == "D00001"
    assert run("orders", "禾砚", "--state", "lost", "--from", "2026-01-05", "--json")[1][0]["number"] == "D00001"
    assert run("products", "jd", "--json")[1][0]["name"] == "封箱胶带"
    assert [line.split()[0] for line in run("orders")[1].splitlines()] == ["D00001"]


def test_an_order_over_the_limit_is_held_and_released(run: Run, customer: str) -> None:
    _, order, err = run("add", "order", f"customer={customer}", "line=JD-48,400,3.5", "--json")
    assert (order["hold"], order["hold_reason"]) == (True, "credit")
    assert "Delivery is on hold: Beyond the credit limit." in err
    assert run("edit", "D00001", "delivered_on=2026-11-21")[0] == 1
    _, released, _ = run("release", "D00001", "--reason", "老板同意", "--json")
    assert (released["hold"], released["released_reason"]) == (None, "老板同意")


def test_more_than_is_due_is_kept_as_credit_and_told(run: Run, customer: str) -> None:
    run("add", "order", f"customer={customer}", "line=JD-48,100,3.5")
    status, _, err = run("add", "payment", "order=D00001", "amount=400")
    assert (status, "¥50.00 more than is due" in err) == (0, True)
    run("add", "payment", f"customer={customer}", "amount=7")
    assert run("show", customer, "--json")[1]["orders"][0]["credit"] == 50


def test_a_number_that_several_orders_have(run: Run, customer: str) -> None:
    for day in ("2026-01-05", "2026-02-05"):
        run("add", "order", f"customer={customer}", "number=HT-8", f"date={day}", "line=JD-48,1,1")
    status, _, err = run("edit", "HT-8", "notes=x")
    assert (status, "K00001 2026-01-05, K00001 2026-02-05" in err) == (1, True)
    assert run("edit", "HT-8", "notes=x", "--date", "2026-02-05", "--json")[1]["date"] == "2026-02-05"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "order", "customer=K00001"], "An order needs at least one line"),
        (["add", "order", "line=JD-48,1,1"], "Say which customer"),
        (["add", "order", "customer=K00001", "line=JD-48,-3,1"], "record a return instead"),
        (["add", "order", "customer=K00001", "line=JD-48,0,1"], "The quantity must be above zero."),
        (["add", "order", "customer=K00001", "line=木箱,1,1"], "There is no product “木箱”. Add it first"),
        (["add", "order", "customer=K00001", "line=JD-48"], "is not a line"),
        (["add", "order", "customer=K00001", "line=JD-48,1,1,120"], "is not between 0 and 100 percent"),
        (["add", "order", "customer=K00001", "line=JD-48,1,$5"], "only yuan are kept"),
        (["add", "order", "customer=K00001", "line=JD-48,1,1", "product=JD-48"], "not both"),
        (["add", "order", "customer=K00001", "line=JD-48,1,1", "date=2026-02-30"], "has no day 30"),
        (["add", "order", "customer=K9", "line=JD-48,1,1"], "There is no customer with the number K9."),
        (["add", "customer", "name=x", "line=JD-48,1,1"], "There is no field “line”."),
        (["add", "payment", "amount=5"], "Say which order"),
        (["add", "payment", "order=D9", "amount=5"], "There is no order with the number D9."),
        (["add", "payment", "customer=K00001", "amount=-5"], "record a refund"),
        (["add", "payment", "customer=K00001", "amount=5", "kind=refund"], "More than was paid (¥0.00)."),
        (["edit", "D00007", "notes=x"], "There is no order with the number D00007."),
        (["edit", "S00007", "notes=x"], "There is no payment with the number S00007."),
        (["edit", "R00007", "notes=x"], "There is no return with the number R00007."),
        (["edit", "P00007", "notes=x"], "There is no product “P00007”."),
        (["add", "order", "customer=K00001", "line=JD-48,1,1", "terms_days=999999999"], "At most 36,500 days."),
        (["add", "order", "customer=K00001", "line=JD-48,9999999999999,9"], "it must stay below ten trillion yuan"),
        (["add", "order", "customer=K00001", *["line=JD-48,1,9999999999999"] * 2], "below ten trillion yuan"),
        (["show", "K\n\r\n9"], "There is no customer with the number K"),
        (["restore-deleted", "D00007"], "There is no order with the number D00007."),
        (["restore-deleted", "R00007"], "There is no return with the number R00007."),
        (["restore-deleted", "S00007"], "There is no payment with the number S00007."),
        (["last-price", "K00001", "木箱"], "There is no product “木箱”"),
    ],
)
def test_refusals_in_one_line(run: Run, customer: str, arguments: list[str], said: str) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1


def test_fields_are_called_as_they_are_typed(run: Run) -> None:
    found = {(one["record"], one["key"]) for one in run("fields", "--json")[1]}
    assert {("order", "customer"), ("order", "terms_days"), ("payment", "order"), ("return", "reason")} <= found
    assert not any("sales_order" in pair for pair in found)


@pytest.mark.parametrize("day", ["0001-01-01", "1799-12-31", "2201-01-01", "9999-12-31", "2026-02-30"])
def test_days_nobody_means(run: Run, customer: str, day: str) -> None:
    assert run("show", customer, "--today", day)[0] == 1
    assert [run("assess", customer, "--today", f"{year}-12-31")[0] for year in (1800, 2200)] == [0, 0]
