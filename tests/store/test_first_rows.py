"""The first rows of a list are those that the whole list begins with, whichever way they are come by."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from crmdesk.core import pinyin, search
from crmdesk.core.customers import Listing
from crmdesk.services import demo, listing
from crmdesk.services.desk import Desk
from crmdesk.store import ordering_first, ordering_spelt, searching
from crmdesk.store.preparing import SEARCHED, tokens
from tests.desk import make_desk

CUSTOMERS = 240
LIMITS = (1, 7, 60, 10 * CUSTOMERS)
QUERIES = (
    "公司",
    "有限公司",
    "限公",
    "公",
    "张",
    "张伟",
    "司 杭",
    "zh",
    "zw",
    "hangzhou",
    "gongs",
    "wangli",
    "g",
    "0",
    "1",
    "13",
    "15",
    "0000",
    "嘉兴 张",
    "没有",
)
FILLING = (
    "UPDATE customer SET owner = CASE id % 5 WHEN 0 THEN '陈立' WHEN 1 THEN '王芳' WHEN 2 THEN 'Anna' END",
    "UPDATE customer SET tier = CASE WHEN id % 9 = 0 THEN 'gold' WHEN id % 4 = 0 THEN 'iron' WHEN id = 31 THEN 'x' END",
    "UPDATE customer SET sales = iif(id % 3, id % 7 * 10000, NULL), sales_year = iif(id % 50, NULL, id)",
    "UPDATE customer SET postcode = iif(id % 9, 310000 + id * 37 % 900, NULL), fax = iif(id % 5, '0573', 'Ａ' || id)",
    "UPDATE customer SET last_contact_on = iif(id % 8, '2026-11-0' || (id % 4 + 1), NULL), next_on = '2026-12-01'",
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = make_desk(tmp_path_factory.mktemp("first"))
    demo.fill(desk, CUSTOMERS, 7, dealings=0)
    for statement in FILLING:
        desk.data.database.execute_sql(statement)
    yield desk
    desk.close()


@pytest.fixture(params=["few", "many"])
def ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bounds of the program, and such that these few customers are very many."""
    if request.param == "many":
        for module, name, value in (
            (searching, "_BROAD", 5), (searching, "_BY_HAND", 40), (searching, "_AT_ONCE", 16), (searching, "_NEAR", 1),
            (ordering_first, "_FEW", 3), (ordering_first, "_MANY", 30), (ordering_first, "_WALKED", 50),
            (ordering_spelt, "_FIRST_LOOK", 30), (ordering_spelt, "_RUN", 4), (ordering_spelt, "_COMMON", 6),
        ):  # fmt: skip
            monkeypatch.setattr(module, name, value)


def check(desk: Desk, what: Listing) -> None:
    whole = listing.find(desk, what)
    for limit in LIMITS:
        assert listing.find(desk, what, limit) == whole[:limit], (what, limit)


@pytest.mark.usefixtures("ways")
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_begins_as_it_goes_on(filled: Desk, descending: bool) -> None:
    keys = ["opened", "created", *(field.key for field in filled.fields("customer").all if field.listed)]
    for key in keys:
        check(filled, Listing(sort=key, descending=descending))
    for key in ("tier", "owner", "sales", "city"):
        check(filled, Listing("公司", sort=key, descending=descending))
        check(filled, Listing(tier="iron", sort=key, descending=descending))


@pytest.mark.usefixtures("ways")
@pytest.mark.parametrize("query", QUERIES)
def test_every_search_begins_as_it_goes_on_and_finds_what_the_index_does(filled: Desk, query: str) -> None:
    check(filled, Listing(query))
    check(filled, Listing(query, tier="gold"))
    sql = "SELECT rowid FROM customer_search WHERE customer_search MATCH ?"
    rows = filled.data.database.execute_sql(sql, (search.match(query),)).fetchall()
    assert sorted(listing.find(filled, Listing(query))) == sorted(row[0] for row in rows)


def test_words_come_by_their_pinyin_and_empty_ones_last(filled: Desk) -> None:
    sql = "SELECT id, owner, name_sort FROM customer WHERE deleted_at IS NULL"
    rows = filled.data.database.execute_sql(sql).fetchall()
    for turned in (False, True):
        named = sorted((row for row in rows if row[1]), key=lambda row: (row[2], row[0]))
        named.sort(key=lambda row: (pinyin.sort_key(row[1]), row[1]), reverse=turned)
        empty = sorted((row for row in rows if not row[1]), key=lambda row: (row[2], row[0]))
        expected = [row[0] for row in (*named, *empty)]
        assert listing.find(filled, Listing(sort="owner", descending=turned)) == expected


def test_what_is_read_by_hand_is_what_the_index_holds(filled: Desk) -> None:
    """`search.holds` and the index of words are two ways to one answer, whatever stands between two characters."""
    for name in ("公·司", "有限（公）司", "公司", "公 司", "A公司B", "公", "司公"):
        values = {"name": [name, "禾砚"], "place": ["公司路"], "person": ["尉迟恭"]}
        flat = {"name": name, "short_name": "禾砚", "address": "公司路"}
        written = [f" {text} " for text in tokens([("customer", flat), ("contact", {"name": "尉迟恭"})])[:3]]
        for query in ("公司", "司公", "司禾", "公司路", "迟恭", "公 恭", "司路 砚"):
            asked = search.phrases(query)
            assert asked is not None
            assert search.holds(values, asked) == all(any(each in text for text in written) for each in asked)


def test_digits_read_by_hand_are_those_the_index_holds(filled: Desk) -> None:
    database = filled.data.database
    for query in [*map(str, range(10)), *map(str, range(10, 100))]:
        rows = database.execute_sql(
            "SELECT rowid FROM customer_search WHERE customer_search MATCH ?", (search.match(query),)
        )
        values = searching._first_names(filled.data, searching._WITH_DIGITS, CUSTOMERS)
        read = [customer_id for customer_id, held in values if search.holds_digits(held, query)]
        assert sorted(read) == sorted(row[0] for row in rows.fetchall()), query
    for number in ("130", "13", "1", "0139", "0013", "x13", "+86 139"):
        written = tokens([("customer", {"name": "甲", "mobile": number, "wechat": number})])[3].split()
        for query in ("1", "13", "3", "0", "39"):
            held = any(token.startswith(query) for token in written)
            assert search.holds_digits({"digits": [number], "word": [number]}, query) == held, (number, query)


@pytest.mark.parametrize("query", ["公司a", "zw", "公-司", "13", "", "公司 0013"])
def test_only_chinese_is_read_by_hand(query: str) -> None:
    assert search.phrases(query) is None


@pytest.fixture
def plan(filled: Desk) -> Callable[[str], str]:
    def of(sql: str) -> str:
        return " ".join(row[3] for row in filled.data.database.execute_sql(f"EXPLAIN QUERY PLAN {sql}").fetchall())

    return of


@pytest.mark.parametrize("key", sorted(ordering_first.INDEXED))
def test_amounts_and_days_have_an_index(plan: Callable[[str], str], key: str) -> None:
    where = f"WHERE {key} IS NOT NULL AND deleted_at IS NULL"
    told = plan(f"SELECT {key} FROM customer {where} ORDER BY {key} LIMIT 1 OFFSET 99")
    assert "INDEX customer_by_" in told
    assert "TEMP B-TREE" not in told


def test_the_searched_columns_are_columns() -> None:
    assert {"name", "place"} <= {column for _, column in SEARCHED["customer"]}
    assert ("name", "person") in SEARCHED["contact"]
