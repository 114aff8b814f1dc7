"""Addresses, what is bought elsewhere, competitors, completeness and verifying on the command line."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Run


@pytest.fixture
def customer(run: Run) -> str:
    return str(run("add", "customer", "name=禾砚有限公司", "created_on=2020-01-01", "--json")[1]["number"])


def test_a_file_with_everything_in_it(run: Run, customer: str) -> None:
    _, address, _ = run("add", "address", f"customer={customer}", "label=收货", "city=嘉兴市", "--json")
    assert (address["customer"], address["label"], address["city"]) == (customer, "收货", "嘉兴市")
    pairs = ("product=胶带", "competitor=汇凌", "replaced_on=2026-08-01")
    _, entry, _ = run("add", "elsewhere", f"customer={customer}", *pairs, "--json")
    assert (entry["competitor"], entry["replaced_on"]) == ("汇凌", "2026-08-01")
    _, shown, _ = run("show", customer, "--json")
    assert shown["addresses"] == [address]
    assert shown["elsewhere"] == [entry]
    assert shown["completeness"]["percent"] == 0
    assert "contacts" in shown["completeness"]["missing"]
    plain = run("show", customer)[1]
    assert "汇凌" in plain
    assert "嘉兴市" in plain


def test_the_register_of_competitors(run: Run, customer: str) -> None:
    assert run("add", "competitor", "name=安和", "strengths=便宜", "--json")[1]["strengths"] == "便宜"
    run("add", "elsewhere", f"customer={customer}", "product=胶带", "competitor=汇凌")
    assert run("competitors", "--json")[1] == [
        {"name": "安和", "strengths": "便宜", "weaknesses": None, "notes": None, "customers": 0},
        {"name": "汇凌", "strengths": None, "weaknesses": None, "notes": None, "customers": 1},
    ]
    assert [line.split()[:2] for line in run("competitors")[1].splitlines()] == [["安和", "0"], ["汇凌", "1"]]


def test_completeness_of_one_and_of_all(run: Run, customer: str) -> None:
    run("add", "customer", "name=许念安", "kind=individual", "mobile=13900000021")
    one = run("completeness", customer, "--json")[1]
    both = run("completeness", "--json")[1]
    assert both[0] == one
    assert [row["percent"] for row in both] == [0, 8]
    assert "Contacts that can be reached" in run("completeness", customer)[1]


def test_verifying_fills_one_more_field(run: Run, customer: str) -> None:
    status, verified, _ = run("verify", customer, "--json")
    assert (status, verified["number"]) == (0, customer)
    _, shown, _ = run("show", customer, "--json")
    assert shown["customer"]["verified_on"] == verified["verified_on"]
    assert "verified_on" not in shown["completeness"]["missing"]
    assert run("history", "--json")[1][0]["action"] == "customer-verify"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "address", "city=x"], "Say which customer"),
        (["add", "address", "customer=K00001", "label=x"], "An address needs a street, a city or a postcode."),
        (["add", "elsewhere", "customer=K00001", "competitor=x"], "Product is needed."),
        (["add", "elsewhere", "customer=K9", "product=x"], "There is no customer with the number K9."),
        (["add", "competitor", "strengths=x"], "A name is needed."),
        (["verify", "K9"], "There is no customer with the number K9."),
        (["completeness", "K9"], "There is no customer with the number K9."),
    ],
)
def test_refusals_in_one_line(run: Run, customer: str, arguments: list[str], said: str) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1
