"""Importing customers: how rows are joined and matched, what is kept, what one undo takes back."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.core.importing import Options, Outcome
from crmdesk.services import contacts as contact_verbs
from crmdesk.services import customers, groups, history, importing
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError, CellError, Kind
from tests.services.importing import book, codes, content, counts, run, values

HEADER = ["客户编号", "客户名称", "联系人", "手机", "电话", "城市", "客户级别"]
JIAHE = ["A1", "嘉禾机械有限公司", "张伟", 13800000001, "0573-00000001", "嘉兴", "金质"]
DINGSHENG = ["A2", "鼎盛食品厂", "李娜", 13800000002, "0571-00000002", "杭州", "银质"]


def test_customers_with_their_contacts(desk: Desk):
    result = run(desk, [HEADER, JIAHE, DINGSHENG])
    assert counts(result) == {"created": 2}
    assert result.also == {"contacts": 2, "addresses": 0}
    first, people, _ = content(desk)[0]
    assert first["kind"] == "enterprise"
    assert (first["number"], first["tier"], first["phone"], first["city"]) == ("A1", "gold", "0573-00000001", "嘉兴")
    assert "mobile" not in first
    assert people == [{"name": "张伟", "mobile": "13800000001"}]
    assert result.mapping["手机"] == "contact.mobile"


def test_one_undo_takes_back_everything_and_redo_brings_it_again(desk: Desk):
    customers.add(desk, {"name": "早就在"})
    before = content(desk)
    result = run(desk, [[*HEADER, "标签"], [*JIAHE, "华东;重点"], [*DINGSHENG[:6], "VIP客户", "重点"]])
    after = content(desk)
    action = history.undoable(desk)[0]
    assert action is not None
    assert (action.id, action.verb, action.params) == (result.batch, "import", {"count": 2, "file": "客户.xlsx"})
    history.undo(desk)
    assert content(desk) == before
    assert desk.records.user_fields() == ()
    history.redo(desk)
    assert content(desk) == after
    assert [(batch.id, batch.created, batch.undone) for batch in importing.batches(desk)] == [(result.batch, 2, False)]


@pytest.mark.parametrize(
    ("row", "kind", "mobile", "people"),
    [
        (["嘉禾机械有限公司", "张伟", "13800000001"], "enterprise", None, [{"name": "张伟", "mobile": "13800000001"}]),
        (["嘉禾机械有限公司", None, "13800000001"], "enterprise", "13800000001", []),
        (["张伟", "张伟", "13800000001"], "individual", "13800000001", []),
        (["张伟", "李娜", "13800000001"], "individual", "13800000001", [{"name": "李娜"}]),
    ],
)
def test_whose_the_mobile_is(desk: Desk, row: list[str], kind: str, mobile: str | None, people: list[object]):
    run(desk, [["客户名称", "联系人", "手机"], row])
    found, contacts, _ = content(desk)[0]
    assert (found["kind"], found.get("mobile"), contacts) == (kind, mobile, people)


def test_n_valid_and_m_bad_rows_import_exactly_n(desk: Desk):
    rows = [HEADER, JIAHE, [None, None, "没名字"], DINGSHENG, ["A3", None, None, "13800000003"]]
    result = run(desk, rows)
    assert counts(result) == {"created": 2, "errors": 2}
    assert codes(result) == [(3, "客户名称", "name-missing"), (5, None, "name-missing")]
    assert all(problem.refused for problem in result.problems)


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [
        ("成立日期", "去年", "date-unreadable"),
        ("成立日期", "2023-02-30", "date-no-such-day"),
        ("注册资本", "很多", "money-unreadable"),
        ("备注", CellError("#REF!"), "cell-error"),
        ("手机", "1.39E+10", "phone-digits-lost"),
        ("身份证号", 1.1010119900101123e17, "id-digits-lost"),
    ],
)
def test_a_row_with_a_cell_that_cannot_be_kept_is_refused_and_the_others_are_not(
    desk: Desk, header: str, cell: object, code: str
):
    result = run(desk, [["客户名称", header], ["嘉禾厂", cell], ["乙厂", None]])
    assert (result.counts.created, result.counts.errors) == (1, 1)
    assert values(desk)["name"] == "乙厂"
    (problem,) = result.problems
    assert (problem.row, problem.column, problem.code, problem.refused) == (2, header, code, True)


def test_a_word_that_is_no_choice_is_kept_in_a_field_of_its_own(desk: Desk):
    rows = [
        ["客户名称", "客户级别", "转介绍人", "客户状态", "重点开发"],
        ["嘉禾厂", "VIP客户", "老王", "跟进中", "也许"],
    ]
    result = run(desk, rows)
    assert values(desk) == {
        "number": "K00001", "kind": "enterprise", "name": "嘉禾厂", "stated_stage": "跟进中", "客户级别": "VIP客户",
        "转介绍人": "老王", "重点开发": "也许",
    }  # fmt: skip
    assert [(p.column, p.code, p.text) for p in result.problems] == [
        ("客户级别", "choice-kept", "VIP客户"),
        ("重点开发", "choice-kept", "也许"),
        ("转介绍人", "reference-kept", "老王"),
    ]


def test_a_stage_that_says_what_the_rules_say_leaves_no_mark(desk: Desk):
    run(desk, [["客户名称", "客户状态", "生命周期"], ["甲厂", "潜在客户", "潜在获取期"], ["乙厂", "成交", "成熟期"]])
    found = {one["name"]: one for one, _, _ in content(desk)}
    assert "stated_stage" not in found["甲厂"]
    assert (found["乙厂"]["stated_stage"], found["乙厂"]["stage"], found["乙厂"]["life_cycle"]) == (
        "成交", "potential", "acquisition",
    )  # fmt: skip


def test_a_column_of_levels_that_are_all_grades_holds_grades(desk: Desk):
    result = run(desk, [["客户名称", "客户等级"], ["甲厂", "A"], ["乙厂", "B类"]])
    assert result.mapping["客户等级"] == "grade"
    assert [one["grade"] for one, _, _ in content(desk)] == ["A", "B"]


def test_rows_about_one_customer_are_joined_and_the_latest_address_stays(desk: Desk):
    rows = [
        ["客户编号", "客户名称", "订单日期", "省份", "城市", "负责人", "标签"],
        ["A1", "嘉禾厂", dt.date(2024, 5, 1), "浙江", "杭州", "陈立", "展会"],
        ["A1", "嘉禾厂", dt.date(2026, 1, 1), "上海", "上海", "王芳", "重点"],
        ["A1", "嘉禾厂", dt.date(2025, 1, 1), "浙江", "嘉兴", None, None],
        ["A1", "嘉禾厂", dt.date(2025, 1, 1), "浙江", "嘉兴", None, None],
    ]
    result = run(desk, rows)
    assert counts(result) == {"created": 1, "joined": 3}
    found, _, addresses = content(desk)[0]
    assert (found["city"], found["owner"], found["groups"]) == ("上海", "王芳", ("展会", "重点"))
    assert addresses == [{"province": "浙江", "city": "嘉兴"}, {"province": "浙江", "city": "杭州"}]
    assert codes(result) == [(3, "负责人", "values-differ")]


def test_contacts_of_joined_rows_are_gathered_and_doubles_merged(desk: Desk):
    rows = [
        ["公司名称", "联系人", "联系人手机", "职务", "第二联系人", "第二联系人手机"],
        ["嘉禾厂", "张伟", "13800000001", None, "李娜", "13800000002"],
        ["嘉禾厂", "张伟", "+86 138 0000 0001", "经理", None, None],
        ["嘉禾厂", "王芳", None, "采购", None, None],
    ]
    run(desk, rows)
    assert content(desk)[0][1] == [
        {"name": "张伟", "mobile": "13800000001", "title": "经理"},
        {"name": "李娜", "mobile": "13800000002"},
        {"name": "王芳", "title": "采购"},
    ]


@pytest.fixture
def known(desk: Desk) -> Desk:
    """A desk with one customer to be recognised by anything."""
    customer_id, _ = customers.add(
        desk,
        {
            "number": "A1", "name": "嘉禾机械有限公司", "phone": "0573-82000001", "city": "嘉兴", "notes": "老客户",
            "credit_code": "91110108551385082Q",
        },
        [{"name": "张伟", "mobile": "13800000001"}],
    )  # fmt: skip
    assert customer_id == 1
    return desk


@pytest.mark.parametrize(
    ("header", "row", "same"),
    [
        (["客户编号", "客户名称"], ["A1", "别的名字"], True),
        (["客户编号", "客户名称"], ["A9", "嘉禾机械有限公司"], False),
        (["信用代码", "客户名称"], ["91110108551385082Q", "嘉禾"], True),
        (["电话", "客户名称"], ["(0573) 8200 0001", "嘉禾"], True),
        (["电话", "客户名称"], ["0573-82000009", "嘉禾机械有限公司"], False),
        (["客户名称", "联系人", "手机"], ["嘉禾机械有限公司", "李娜", "13800000009"], True),
        (["客户名称"], ["嘉禾机械 有限公司"], True),
        (["客户名称", "手机"], ["张伟", "13800000001"], False),
    ],
)
def test_the_first_key_a_row_has_decides(known: Desk, header: list[str], row: list[str], same: bool):
    result = run(known, [header, row])
    assert counts(result) == ({"skipped": 1} if same else {"created": 1})
    assert customers.total(known) == (1 if same else 2)


def test_a_weaker_likeness_only_warns(known: Desk):
    result = run(known, [["客户编号", "客户名称"], ["A9", "嘉禾机械有限公司"], ["A10", "新客户"]])
    assert [(p.row, p.code, p.params["number"]) for p in result.problems] == [(2, "possible-double", "A1")]


UPDATE = [
    ["客户编号", "客户名称", "城市", "备注", "行业", "标签", "联系人", "联系人手机"],
    ["A1", "嘉禾机械有限公司", "杭州", None, "机械", "重点", "张伟", "13800000009"],
]


@pytest.mark.parametrize(
    ("existing", "expected", "city", "mobile", "also"),
    [
        ("skip", {"skipped": 1}, "嘉兴", "13800000001", {"contacts": 0, "addresses": 0}),
        ("update", {"updated": 1}, "杭州", "13800000009", {"contacts": 1, "addresses": 0}),
        ("fill", {"updated": 1}, "嘉兴", "13800000001", {"contacts": 0, "addresses": 0}),
    ],
)
def test_existing_customers(known: Desk, existing: str, expected: dict[str, int], city: str, mobile: str, also: object):
    before = content(known)
    result = run(known, UPDATE, existing=existing)
    assert (counts(result), result.also) == (expected, also)
    found, people, _ = content(known)[0]
    assert (found["city"], found["notes"], people[0]["mobile"]) == (city, "老客户", mobile)
    assert found.get("industry") == (None if existing == "skip" else "机械")
    if existing != "skip":
        assert counts(run(known, UPDATE, existing=existing)) == {"skipped": 1}
        history.undo(known)
    assert content(known) == before


def test_what_an_update_changes_is_told_field_by_field(known: Desk):
    plan = importing.plan(known, book(UPDATE), Options(existing="update"))
    (row,) = plan.rows
    assert row.outcome is Outcome.UPDATE
    assert {(c.field, c.old, c.new) for c in row.changes} == {
        ("city", "嘉兴", "杭州"), ("industry", None, "机械"), ("groups", None, "重点"),
        ("contact.mobile", "13800000001", "13800000009"),
    }  # fmt: skip
    assert customers.file(known, 1).values["city"] == "嘉兴"


def test_a_used_number_is_replaced_when_created_anyway(known: Desk):
    result = run(known, [["客户编号", "客户名称"], ["A1", "嘉禾机械有限公司"], ["K00001", "新"]], existing="create")
    assert counts(result) == {"created": 2}
    assert [one["number"] for one, _, _ in content(known)] == ["A1", "K00001", "K00002"]
    assert codes(result) == [(2, None, "number-replaced")]


def test_a_number_in_the_trash_is_refused(known: Desk):
    customers.delete(known, [1])
    result = run(known, [["客户编号", "客户名称"], ["A1", "嘉禾机械有限公司"], ["A2", "新"]])
    assert counts(result) == {"created": 1, "errors": 1}
    assert codes(result) == [(2, None, "number-in-trash")]


def test_a_name_that_several_have_is_refused(known: Desk):
    customers.add(known, {"name": "嘉禾机械有限公司"})
    result = run(known, [["客户名称", "城市"], ["嘉禾机械有限公司", "杭州"]], existing="update")
    assert counts(result) == {"errors": 1}
    assert codes(result) == [(2, None, "import-ambiguous")]


def test_the_same_file_again_is_noticed_and_all_skipped(desk: Desk):
    first = run(desk, [HEADER, JIAHE, DINGSHENG])
    again = run(desk, [HEADER, JIAHE, DINGSHENG])
    assert (first.seen, again.seen, again.batch, counts(again)) == (None, first.batch, None, {"skipped": 2})
    history.undo(desk)
    assert importing.plan(desk, book([HEADER, JIAHE, DINGSHENG])).seen is None


def test_customers_that_refer_to_each_other(desk: Desk):
    rows = [["客户编号", "客户名称", "转介绍人"], ["A1", "甲厂", "乙厂"], ["A2", "乙厂", "A1"], ["A3", "丙厂", "A3"]]
    result = run(desk, rows)
    assert [one.get("referrer") for one, _, _ in content(desk)] == ["A2", "A1", None]
    assert codes(result) == [(4, "转介绍人", "reference-self-kept")]
    history.undo(desk)
    assert customers.total(desk) == 0
    history.redo(desk)
    assert values(desk, "A1")["referrer"] == "A2"


def test_no_company_becomes_its_own_parent(desk: Desk):
    run(desk, [["客户编号", "客户名称", "上级公司"], ["A1", "甲厂", None], ["A2", "乙厂", "A1"], ["A3", "丙厂", "A2"]])
    rows = [["客户编号", "客户名称", "上级公司"], ["A1", "甲厂", "A3"], ["B1", "丁厂", "B2"], ["B2", "戊厂", "B1"]]
    result = run(desk, rows, existing="update")
    parents = {one["number"]: one.get("parent_company") for one, _, _ in content(desk)}
    assert parents == {"A1": None, "A2": "A1", "A3": "A2", "B1": "B2", "B2": None}
    assert codes(result) == [(2, "上级公司", "reference-circle-kept"), (4, "上级公司", "reference-circle-kept")]


def test_a_dynamic_group_in_a_sheet_is_left_out_and_told(desk: Desk):
    groups.add(desk, "长三角", "", Filter((Condition("province", Test.FILLED),)))
    rows = [["客户编号", "客户名称", "分组"], ["A1", "甲厂", "长三角;展会"]]
    result = run(desk, rows)
    assert codes(result) == [(2, "分组", "derived-left-out")]
    assert values(desk, "A1")["groups"] == ("展会",)


def test_contacts_alone_never_make_a_customer(known: Desk):
    rows = [
        ["客户名称", "联系人", "手机"],
        ["嘉禾机械有限公司", "张伟", "13800000001"],
        ["嘉禾机械有限公司", "李娜", "13800000002"],
        ["没有这家", "王芳", None],
        ["嘉禾机械有限公司", None, "1"],
    ]
    result = run(known, rows, what="contacts", existing="update")
    assert counts(result) == {"created": 1, "skipped": 1, "errors": 2}
    assert [code for _, _, code in codes(result)] == ["import-no-customer", "phone-odd", "required-missing"]
    assert [part["name"] for part in content(known)[0][1]] == ["张伟", "李娜"]


def test_texts_with_a_loose_comma_are_put_together_and_rows_too_wide_refused(desk: Desk):
    rows = [
        ["客户编号", "客户名称", "地址", "城市"],
        ["1", "甲", "中环路", " 5号", "嘉兴"],
        ["2", "乙", "a", "b", "c"],
        ["3", "NULL", "NULL"],
    ]
    result = importing.apply(desk, importing.plan(desk, book(rows, Kind.TEXT)))
    assert counts(result) == {"created": 2, "errors": 1}
    assert codes(result) == [(2, None, "row-mended"), (3, None, "row-too-wide")]
    found = values(desk, "1")
    assert (found["address"], found["city"]) == ("中环路, 5号", "嘉兴")
    assert values(desk, "3") == {"number": "3", "kind": "enterprise", "name": "NULL"}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"sheets": ("没有",)}, "sheet-no-such-sheet"),
        ({"map": {"客户名称": "nonsense"}}, "field-unknown"),
        ({"map": {"客户名称": "contact0.name"}}, "field-unknown"),
        ({"map": {"客户名称": "life_cycle"}}, "field-derived"),
        ({"map": {"没有这列": "name"}}, "import-map-header"),
        ({"what": "nonsense"}, "import-option"),
        ({"what": "orders"}, "import-not-what"),
        ({"existing": "replace"}, "import-option"),
        ({"constants": {"tier": "VIP"}}, "value-refused"),
        ({"map": {"客户名称": "-"}}, "import-nothing-recognised"),
        ({"what": "contacts"}, "import-no-contacts"),
    ],
)
def test_options_that_cannot_be(desk: Desk, options: dict[str, object], code: str):
    with pytest.raises(UserError) as raised:
        run(desk, [["客户名称", "城市"], ["甲", "乙"]], **options)
    assert raised.value.code == code


def test_hidden_sheets_only_when_named(desk: Desk):
    made = book({"一": [["客户名称"], ["甲厂"]], "二": [["客户名称"], ["乙厂"]]})
    made.sheets[1].visible = False
    assert [sheet.name for sheet in importing.plan(desk, made).sheets] == ["一"]
    assert [sheet.name for sheet in importing.plan(desk, made, Options(sheets=("二",))).sheets] == ["二"]


def test_own_columns_and_values_for_all_rows(desk: Desk):
    rows = [["客户名称", "爱喝的茶", "来自"], ["甲厂", "龙井", None]]
    run(desk, rows, map={"爱喝的茶": "own", "来自": "-"}, constants={"source": "展会", "owner": "陈立"})
    found = values(desk)
    assert (found["爱喝的茶"], found["source"], found["owner"]) == ("龙井", "fair", "陈立")


def test_cancelling_while_planning_or_writing_leaves_nothing(desk: Desk):
    rows = [["客户名称"], *([f"客户 {i} 厂"] for i in range(1200))]
    with pytest.raises(CancelledError):
        importing.plan(desk, book(rows), cancelled=lambda: True)
    plan = importing.plan(desk, book(rows))
    seen: list[int] = []

    def cancelled() -> bool:
        return bool(seen)

    with pytest.raises(CancelledError):
        importing.apply(desk, plan, lambda done, _: seen.append(done), cancelled)
    assert (seen, customers.total(desk), history.entries(desk), importing.batches(desk)) == ([500], 0, [], [])
    assert counts(importing.apply(desk, plan)) == {"created": 1200}


@pytest.mark.parametrize("table", ["contact", "change", "import_batch", "membership"])
def test_a_failure_in_the_middle_imports_none(desk: Desk, table: str):
    rows = [["客户名称", "联系人", "标签"], *([f"客户 {i} 厂", "张伟", "重点"] for i in range(50))]
    plan = importing.plan(desk, book(rows))
    late = "" if table == "import_batch" else "WHEN (SELECT count(*) FROM customer) > 20 "
    desk.data.database.execute_sql(
        f"CREATE TRIGGER failing BEFORE INSERT ON {table} {late}BEGIN SELECT RAISE(ABORT, 'injected'); END"
    )
    with pytest.raises(Exception, match="injected"):
        importing.apply(desk, plan)
    assert (customers.total(desk), history.entries(desk)) == (0, [])
    desk.data.database.execute_sql("DROP TRIGGER failing")
    assert counts(importing.apply(desk, plan)) == {"created": 50}


def test_a_plan_made_before_other_changes_is_refused(desk: Desk):
    plan = importing.plan(desk, book([HEADER, JIAHE]))
    customer_id, _ = customers.add(desk, {"number": "A1", "name": "别人"})
    with pytest.raises(UserError, match="import-outdated"):
        importing.apply(desk, plan)
    contact_verbs.add(desk, customer_id, {"name": "张伟"})
    assert counts(importing.apply(desk, importing.plan(desk, book([HEADER, JIAHE])))) == {"skipped": 1}


def test_a_sheet_without_rows_is_no_error(desk: Desk):
    result = run(desk, [HEADER, ["合计", None]])
    assert (counts(result), result.batch, [(row.row, row.reason) for row in result.left_out]) == (
        {},
        None,
        [(2, "total")],
    )


def test_imported_customers_are_found_by_searching(desk: Desk):
    run(desk, [HEADER, JIAHE, DINGSHENG])
    run(desk, [HEADER, [*JIAHE[:2], "欧阳锋", *JIAHE[3:5], "绍兴", None]], existing="update")
    found = {
        query: customers.find(desk, Listing(query)) for query in ("嘉禾", "张伟", "ouyangfeng", "绍兴", "嘉兴", "0002")
    }
    assert found == {"嘉禾": [1], "张伟": [1], "ouyangfeng": [1], "绍兴": [1], "嘉兴": [], "0002": [2]}
