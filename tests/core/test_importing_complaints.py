"""Which columns make a sheet one of complaints, who is who in it, and what a row says put together."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.fields import Field, Type
from crmdesk.core.headers import HeaderIndex
from crmdesk.core.importing_cells import How, reader
from crmdesk.core.importing_complaints import finish, leftovers, with_lines
from crmdesk.core.importing_mapping import Heading, map_columns
from crmdesk.core.registry import REGISTRY
from crmdesk.core.values import find_choice
from crmdesk.core.words import Label

INDEX = HeaderIndex(REGISTRY["customer"], REGISTRY["contact"], REGISTRY["address"])
AT = dt.datetime(2024, 5, 1)


def mapped(headers: str, title: str = "Sheet1") -> list[str | None]:
    headings = [Heading(i, text) for i, text in enumerate(headers.split(","))]
    found = map_columns(headings, INDEX.titled(title))
    return [target.removeprefix("complaint.") if target else None for target in found]


@pytest.mark.parametrize(
    ("headers", "targets"),
    [
        ("编号,投诉日期,客户名称,联系人,电话,投诉内容,责任部门,处理结果,是否结案,满意度",
         "number received_at name contact.name contact.phone words department result state level"),
        ("序号,日期,客户,产品名称,问题描述,原因分析,改善措施,责任人,完成日期,状态",
         "- received_at name product words root_cause prevention responsible closed_at state"),
        ("日期,客户名称,投诉人,投诉人电话,投诉类型,紧急程度,投诉内容,受理人,处理措施,处理时间,回访结果",
         "received_at name contact.name contact.phone category severity words responsible measures closed_at level"),
        ("受理日期,投诉单位,反映人,手机,抱怨内容,处理过程,备注",
         "received_at name contact.name contact.mobile words handling remarks"),
        ("投诉时间,投诉人,联系电话,投诉内容,处理情况", "received_at name phone words handling"),
        ("客户编号,客户名称,客诉单号,客诉日期,客诉内容,订单号,批号,赔偿金额,领导意见",
         "number name number received_at words sales_order batch paid opinion"),
        ("工单号,创建时间,客户名称,联系电话,问题描述,进度", "number received_at name phone words state"),
        ("Complaint No,Date,Customer,Contact name,Phone,Description,Assignee,Status,Resolution,Satisfaction",
         "number received_at name contact.name contact.phone words responsible state handling level"),
        ("number,customer,received_at,words,category,state,order,product,level",
         "number name received_at words category state sales_order product level"),
        ("客户名称,投诉编号,轮次,步骤,完成时间,说明,满意程度",
         ("name complaint_step.complaint complaint_step.round complaint_step.step complaint_step.at "
          "complaint_step.text complaint_step.level")),
        ("客户名称,投诉编号,事项,时间,原因,说明",
         ("name complaint_event.complaint complaint_event.kind complaint_event.at complaint_event.reason "
          "complaint_event.text")),
    ],
)  # fmt: skip
def test_registers_of_complaints(headers: str, targets: str):
    assert mapped(headers) == [None if target == "-" else target for target in targets.split()]


@pytest.mark.parametrize(
    ("headers", "first"),
    [
        ("日期,客户名称,内容,跟进方式", "interaction.at"),
        ("跟进时间,客户名称,跟进内容,备注", "interaction.at"),
        ("订单日期,客户名称,订单号,产品名称,数量,金额,备注", "sales_order.date"),
        ("退货日期,客户名称,产品名称,退货明细数量,退货明细金额", "goods_return.date"),
        ("收款日期,客户名称,收款金额,备注", "payment.date"),
        ("创建时间,客户名称,联系电话,备注,状态", "created_on"),
    ],
)
def test_other_sheets_stay_what_they_are(headers: str, first: str):
    assert mapped(headers)[0] == first


def test_the_title_of_a_sheet_says_what_its_everyday_words_mean():
    headers = "日期,客户名称,内容,处理情况"
    assert mapped(headers, "客诉台账")[::2] == ["received_at", "words"]
    assert mapped(headers)[0] == "as_of"


COLUMNS = {
    "complaint.received_at": "日期", "complaint.words": "内容", "complaint.handling": "处理经过",
    "complaint.result": "处理结果", "complaint.department": "责任部门", "complaint.closed_at": "结案日期",
    "contact.name": "联系人", "contact.phone": "电话", "name": "客户名称",
}  # fmt: skip


def finished(
    complaint: dict[str, Any], contact: dict[str, Any] | None = None, kept: tuple[tuple[str, str], ...] = ()
) -> tuple[dict[str, Any], list[str]]:
    found = {("complaint", 1): {"received_at": AT, "words": "慢", **complaint}}
    if contact is not None:
        found["contact", 1] = contact
    codes = [problem.code for _, problem, _ in finish(found, kept, COLUMNS, {"name": "甲厂"})]
    left = {key: value for key, value in found["complaint", 1].items() if key not in ("received_at", "words")}
    return {**left, **({"also": found["contact", 1]} if ("contact", 1) in found else {})}, codes


@pytest.mark.parametrize(
    ("complaint", "contact", "kept", "expected", "codes"),
    [
        ({}, None, (), {}, []),
        ({"state": "open", "result": "换货"}, None, (), {"state": "open", "handling": "换货"}, []),
        ({"state": "open", "handling": "查\n看", "result": "换货", "department": "物流部"}, None, (),
         {"state": "open", "handling": "查\n看\n处理结果：换货\n责任部门：物流部"}, []),
        ({"state": "open"}, None, (("Type", "Colour"), ("投诉类别", "颜色")),
         {"state": "open", "handling": "Type: Colour\n投诉类别：颜色"}, []),
        ({"result": "已解决"}, None, (), {"state": "closed", "handling": "已解决"}, []),
        ({"result": "寄了新的"}, None, (), {"state": "closed", "handling": "寄了新的"}, ["complaint-taken-closed"]),
        ({"level": "dissatisfied"}, None, (), {"level": "dissatisfied"}, []),
        ({"closed_at": dt.datetime(2024, 4, 1)}, None, (), {"state": "closed", "handling": "结案日期：2024-04-01"},
         ["complaint-closed-before"]),
        ({}, {"name": "王芳", "phone": "1"}, (), {"contact": "王芳", "also": {"name": "王芳", "phone": "1"}}, []),
        ({}, {"name": "甲厂", "phone": "1"}, (), {"handling": "电话：1"}, []),
        ({}, {"phone": "1"}, (), {"handling": "电话：1"}, []),
    ],
)  # fmt: skip
def test_what_a_row_says(
    complaint: dict[str, Any],
    contact: dict[str, Any] | None,
    kept: tuple[tuple[str, str], ...],
    expected: dict[str, Any],
    codes: list[str],
):
    assert finished(complaint, contact, kept) == (expected, codes)


def test_a_subject_alone_is_what_was_said():
    found = {("complaint", 1): {"received_at": AT, "subject": "发错货"}}
    assert list(finish(found, (), COLUMNS, {})) == []
    assert found["complaint", 1]["words"] == "发错货"


@given(st.text(max_size=20), st.lists(st.tuples(st.text(max_size=5), st.text(min_size=1, max_size=20)), max_size=4))
def test_no_line_is_lost(text: str, lines: list[tuple[str, str]]):
    made = with_lines(text, lines, "handling").get("handling", "")
    assert made.startswith(text)
    assert all(line in made for _, line in lines)
    assert bool(made) == bool(text or lines)


@pytest.mark.parametrize(
    ("stated", "left"),
    [
        ({"state": "open", "level": "basic", "closed_at": AT}, ["closed_at", "level"]),
        ({"level": "basic"}, ["level"]),
        ({"state": "closed", "level": "basic", "closed_at": AT}, []),
    ],
)
def test_what_an_open_one_cannot_have(stated: dict[str, Any], left: list[str]):
    assert leftovers(stated) == left


@pytest.mark.parametrize(
    ("key", "word", "expected"),
    [
        ("state", "√", "closed"), ("state", "×", "open"), ("state", "？", None), ("state", "未解决", "open"),
        ("state", "已办结", "closed"), ("level", "比较满意", "basic"), ("level", "否", "dissatisfied"),
        ("level", "—", None), ("state", "处理完毕", "closed"), ("level", "No", "dissatisfied"), ("level", "√", "basic"),
    ],
)  # fmt: skip
def test_words_and_signs_of_offices(key: str, word: str, expected: str | None):
    choice = find_choice(REGISTRY["complaint"][key], word)
    assert (choice.key if choice else None) == expected


@pytest.mark.parametrize(
    ("cell", "how", "expected"),
    [
        (45413, How(), AT),
        (45413.4375, How(), dt.datetime(2024, 5, 1, 10, 30)),
        ("45413.4375", How(serials=True), dt.datetime(2024, 5, 1, 10, 30)),
        ("1/5/2024 10:30", How(order="dmy"), dt.datetime(2024, 5, 1, 10, 30)),
        ("5/1/2024", How(order="mdy"), AT),
        ("1/5/2024", How(), None),
        (dt.date(2024, 5, 1), How(), AT),
        (dt.datetime(2024, 5, 1, 10, 30, 59), How(), dt.datetime(2024, 5, 1, 10, 30)),
        ("2024年5月1日 上午10点半", How(), dt.datetime(2024, 5, 1, 10, 30)),
        (3, How(), None),
    ],
)
def test_moments_as_spreadsheets_have_them(cell: object, how: How, expected: dt.datetime | None):
    read = reader(Field("received_at", Label("", ""), Type.MOMENT), how)(cell)
    assert (read.value, read.problem is None) == (expected, expected is not None)
