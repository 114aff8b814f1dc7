"""What can be chosen about an import: the keys customers are known by, single rows, likely doubles, constants."""

from __future__ import annotations

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.importing import KEYS, Options, Outcome
from crmdesk.services import customers, importing
from crmdesk.services.desk import Desk
from tests.services.importing import Rows, book, codes, content, counts, run, values

A1 = {
    "number": "A1", "name": "嘉禾机械有限公司", "phone": "0573-82000001", "city": "嘉兴", "notes": "老客户",
    "credit_code": "91110108551385082Q",
}  # fmt: skip
HEADER = ["客户编号", "客户名称", "电话", "城市", "行业"]


@pytest.fixture
def known(desk: Desk) -> Desk:
    """A desk with one customer to be recognised by anything."""
    customers.add(desk, A1, [{"name": "张伟", "mobile": "13800000001"}])
    return desk


def plan(desk: Desk, rows: Rows, /, **options: object) -> importing.Plan:
    return importing.plan(desk, book(rows), Options(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("keys", "row", "same"),
    [
        (("name",), ["A9", "嘉禾机械有限公司", None], True),
        (("name",), ["A1", "别的公司", None], False),
        (("phone",), ["A9", "别的公司", "(0573) 8200 0001"], True),
        (("phone",), [None, "嘉禾机械有限公司", None], False),
        (("number", "phone"), [None, "别的公司", "0573-82000001"], True),
        (("credit_code", "id_number"), ["A1", "嘉禾机械有限公司", "0573-82000001"], False),
        (KEYS, ["A9", "嘉禾机械有限公司", "0573-82000001"], False),
    ],
)
def test_customers_are_known_by_the_chosen_keys_alone(known: Desk, keys: tuple[str, ...], row: list[str], same: bool):
    result = run(known, [HEADER[:3], row], keys=keys)
    assert counts(result) == ({"skipped": 1} if same else {"created": 1})


def test_a_number_that_does_not_count_is_replaced_where_it_is_used(known: Desk):
    rows = [HEADER[:2], ["A1", "乙公司"], ["A2", "丙公司"], ["A2", "丁公司"]]
    result = run(known, rows, keys=("name",))
    assert [one["number"] for one, _, _ in content(known)] == ["A1", "A2", "K00001", "K00002"]
    assert codes(result) == [(2, None, "number-replaced"), (4, None, "number-replaced")]


def test_rows_without_any_of_the_keys_are_customers_of_their_own(known: Desk):
    assert counts(run(known, [["客户名称", "城市"], ["甲公司", "嘉兴"], ["甲公司", "杭州"]], keys=("phone",))) == {
        "created": 2
    }


ROWS = [HEADER, ["A1", "嘉禾机械有限公司", None, "杭州", "机械"], ["A2", "乙公司", None, "宁波", None]]


@pytest.mark.parametrize(
    ("choice", "expected", "cities"),
    [
        ("skip", {"created": 1, "skipped": 1}, ["嘉兴", "宁波"]),
        ("update", {"created": 1, "updated": 1}, ["杭州", "宁波"]),
        ("fill", {"created": 1, "updated": 1}, ["嘉兴", "宁波"]),
        ("create", {"created": 2}, ["嘉兴", "宁波", "杭州"]),
    ],
)
@pytest.mark.parametrize("existing", ["skip", "update", "fill"])
def test_what_is_chosen_for_a_row_is_stronger_than_what_is_for_all(
    known: Desk, existing: str, choice: str, expected: dict[str, int], cities: list[str]
):
    result = run(known, ROWS, existing=existing, rows={("客户", 2): choice})
    assert counts(result) == expected
    assert [one["city"] for one, _, _ in content(known)] == cities
    assert content(known)[0][0].get("industry") == ("机械" if choice in ("update", "fill") else None)


def test_a_new_row_that_is_skipped_is_not_imported(known: Desk):
    planned = plan(known, ROWS, rows={("客户", 3): "skip"})
    assert [(row.outcome, row.existing, row.customer) for row in planned.rows] == [
        (Outcome.SKIP, 1, 0), (Outcome.SKIP, None, None),
    ]  # fmt: skip
    assert counts(importing.apply(known, planned)) == {"skipped": 2}


def test_a_row_created_anyway_is_not_joined_to_an_earlier_one(desk: Desk):
    rows = [["客户名称", "城市"], ["甲公司", "嘉兴"], ["甲公司", "杭州"], ["甲公司", "宁波"]]
    assert counts(run(desk, rows, rows={("客户", 3): "create"})) == {"created": 2, "joined": 1}
    assert [(one["city"]) for one, _, _ in content(desk)] == ["宁波", "杭州"]


def test_a_contact_is_treated_as_chosen_for_its_row(known: Desk):
    rows = [["客户编号", "联系人姓名", "职务"], ["A1", "张伟", "经理"], ["A1", "李娜", "采购"], ["A1", "王芳", None]]
    chosen = {("客户", 2): "update", ("客户", 4): "skip"}
    planned = plan(known, rows, rows=chosen)
    assert [row.outcome for row in planned.rows] == [Outcome.UPDATE, Outcome.NEW, Outcome.SKIP]
    importing.apply(known, planned)
    assert [(part["name"], part.get("title")) for part in content(known)[0][1]] == [("张伟", "经理"), ("李娜", "采购")]


@pytest.mark.parametrize(
    ("row", "likely"),
    [
        (["A9", "嘉禾机械有限公司", None], True),
        (["A9", "嘉禾機械", None], True),
        (["A9", "浙江嘉和机械有限公司", "0573-82000001"], True),
        (["A9", "鼎盛食品厂", "0573-82000001"], True),
        (["A9", "鼎盛食品厂", "0573-82000002"], False),
        (["A9", "嘉禾机械有限公司第二分公司", None], False),
    ],
)
def test_a_likely_double_is_told_and_can_be_held_back(known: Desk, row: list[str], likely: bool):
    rows = [HEADER[:3], row]
    told = plan(known, rows).rows[0]
    assert (told.outcome, bool(told.double)) == (Outcome.NEW, likely)
    held = plan(known, rows, doubles="hold")
    assert held.rows[0].outcome is (Outcome.HELD if likely else Outcome.NEW)
    if likely:
        assert told.double is not None
        assert (told.double.customer_id, told.double.number, told.double.place) == (1, "A1", None)
        assert [problem.code for problem in told.problems] == ["possible-double"]
        assert (held.counts.held, held.counts.skipped, held.counts.rows, held.writes) == (1, 1, 1, False)
        assert importing.apply(known, held).batch is None


def test_rows_of_one_file_are_likely_doubles_of_each_other(desk: Desk):
    rows = [
        ["客户编号", "客户名称", "电话", "城市"],
        ["1", "禾砚精密机械（嘉兴）有限公司", "0573-82000001", "嘉兴"],
        ["2", "浙江禾硯精密機械有限公司", None, None],
        ["3", "鼎盛食品厂", "0573-82000001", None],
        ["4", "鼎盛食品厂", "0571-81000002", "杭州"],
        ["5", "毫不相干公司", "0571-81000003", "杭州"],
    ]
    planned = plan(desk, rows, doubles="hold")
    doubles = [row.double and row.double.place for row in planned.rows]
    assert doubles[:3] == [None, ("客户", 2), ("客户", 2)]
    assert doubles[4] is None
    assert [row.customer for row in planned.rows][:3] == [0, None, None]
    assert [(p.code, p.params) for p in planned.rows[1].problems] == [("possible-double-row", {"rows": (2,)})]
    importing.apply(desk, planned)
    assert content(desk)[0][0]["number"] == "1"


@pytest.mark.parametrize("in_file", [False, True])
@pytest.mark.parametrize("whole", ["0571-88120013", "+86 571 8812 0013", "8812-0013"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_number_without_its_area_code_never_decides_but_is_told(
    desk: Desk, whole: str, *, turned: bool, in_file: bool
):
    first, second = (whole, "88120013") if turned else ("88120013", whole)
    rows = [HEADER[:3], ["A1", "甲木贸易", first], ["A9", "乙水建材", second], ["A8", "丙火食品", "0573-81120013"]]
    if not in_file:
        customers.add(desk, {"number": "A1", "name": "甲木贸易", "phone": first})
        del rows[1]
    planned = plan(desk, rows, doubles="hold")
    assert [row.outcome for row in planned.rows[-2:]] == [Outcome.HELD, Outcome.NEW]
    double = planned.rows[-2].double
    assert double is not None
    assert (double.number, double.name, double.why.code) == ("A1", "甲木贸易", "double-phone-tail")
    assert (double.place is not None) == in_file
    assert counts(run(desk, rows, keys=("phone",))) == {"created": 2 + in_file}


@pytest.mark.parametrize("choice", ["create", "update", "fill", "skip"])
def test_a_likely_double_becomes_what_is_chosen_for_its_row(known: Desk, choice: str):
    rows = [["客户名称", "城市", "行业"], ["嘉禾机械（嘉兴）有限公司", "杭州", "机械"]]
    planned = plan(known, rows, doubles="hold", rows={("客户", 2): choice})
    result = importing.apply(known, planned)
    assert counts(result) == {"create": {"created": 1}, "skip": {"skipped": 1}}.get(choice, {"updated": 1})
    first = content(known)[0][0]
    assert (first["city"], first.get("industry")) == {
        "update": ("杭州", "机械"), "fill": ("嘉兴", "机械"),
    }.get(choice, ("嘉兴", None))  # fmt: skip
    if choice == "create":
        assert codes(result) == []


def test_a_likely_double_of_an_earlier_row_can_be_joined_to_it(desk: Desk):
    rows = [["客户编号", "客户名称", "行业"], ["1", "嘉禾机械有限公司", None], ["2", "嘉禾機械（嘉興）公司", "机械"]]
    assert plan(desk, rows).rows[1].double is not None
    assert counts(run(desk, rows, rows={("客户", 3): "update"})) == {"created": 1, "joined": 1}
    assert values(desk)["industry"] == "机械"


def test_rows_that_join_a_held_one_are_not_imported_either(known: Desk):
    rows = [
        ["客户名称", "联系人"],
        ["嘉禾机械（嘉兴）有限公司", "李娜"],
        ["嘉禾机械（嘉兴）有限公司", "王芳"],
        ["新公司", None],
    ]
    result = run(known, rows, doubles="hold")
    assert counts(result) == {"created": 1, "skipped": 1, "joined": 1}
    assert len(content(known)) == 2


def test_created_anyway_means_nobody_is_a_double(known: Desk):
    result = run(
        known, [["客户名称"], ["嘉禾机械有限公司"], ["嘉禾机械（嘉兴）有限公司"]], existing="create", doubles="hold"
    )
    assert (counts(result), codes(result)) == ({"created": 2}, [])


def test_constants_fill_rows_that_say_nothing(desk: Desk):
    run(
        desk,
        [["客户名称", "负责人"], ["甲公司", None], ["乙公司", "王芳"]],
        constants={"owner": "陈立", "groups": "展会"},
    )
    assert [(one["owner"], one["groups"]) for one, _, _ in content(desk)] == [("陈立", ("展会",)), ("王芳", ("展会",))]


@pytest.mark.parametrize(
    "options",
    [
        {"existing": "perhaps"},
        {"what": "lists"},
        {"doubles": "maybe"},
        {"keys": ("name", "colour")},
        {"dates": {"日期": "ymd"}},
        {"rows": {("客户", 2): "burn"}},
        {"constants": {"nothing": "x"}},
        {"constants": {"founded_on": "昨天吧"}},
    ],
)
def test_an_option_that_cannot_be_is_refused(desk: Desk, options: dict[str, object]):
    with pytest.raises(UserError):
        plan(desk, [["客户名称"], ["甲公司"]], **options)


def test_the_counts_of_a_plan_by_outcome(known: Desk):
    rows = [*ROWS, ["A2", "乙公司", None, None, None], [None, None, "0571-81000001", None, None]]
    assert plan(known, rows, existing="update").outcomes == {
        Outcome.UPDATE: 1, Outcome.NEW: 1, Outcome.JOINED: 1, Outcome.ERROR: 1,
    }  # fmt: skip
