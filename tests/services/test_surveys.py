"""Surveys: typed, changed, taken back, out of sheets as offices keep them, at the end of a complaint."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from crmdesk.core.errors import UserError
from crmdesk.core.exporting import ExportOptions
from crmdesk.core.surveys import SurveyRow, Surveys
from crmdesk.core.words import Words
from crmdesk.services import complaints, customers, exporting, history, interactions, surveys, templates
from crmdesk.services.desk import Desk
from tests.services.complaining import code_of, do
from tests.services.importing import codes, counts, run

SAID = {"overall_expected": "7", "overall_felt": "8", "product_expected": "8", "product_felt": "9",
        "service_expected": "8", "service_felt": "6", "praises": "是", "asks_by_name": "否",
        "contact": "王芳"}  # fmt: skip
SHEET = [
    ("客户名称", "回访日期", "受访人", "产品期望", "产品满意度", "服务期望", "服务满意度", "会再次购买", "意见建议"),
    ("嘉禾机械", "2026-10-08", "王芳", 8, 9, 8, 6, "是", "送货再快些"),
    ("嘉禾机械", "2026-11-02", None, 8, 8, 8, 8, None, None),
    ("嘉禾机械", "2026-11-03", None, 8, 12, 8, 8, None, None),
    ("嘉禾机械", "2026-11-04", None, None, None, None, None, None, None),
    ("没有这家厂", "2026-11-04", None, 8, 8, 8, 8, None, None),
]


@pytest.fixture
def customer(desk: Desk) -> int:
    return customers.add(desk, {"name": "嘉禾机械", "kind": "enterprise"}, [{"name": "王芳"}])[0]


def mark(desk: Desk, customer: int) -> tuple[str | None, str | None]:
    values = customers.file(desk, customer).values
    return values.get("satisfaction"), values.get("loyalty")


def test_a_survey_sets_the_marks_and_undo_takes_them_back(desk: Desk, customer: int) -> None:
    survey_id, changes = surveys.add(desk, customer, SAID)
    (one,) = surveys.of_customer(desk, customer)
    assert changes.touched("survey") == {survey_id}
    assert (one.number, one.day, one.values["by"], one.values["contact"]) == (
        "M00001", dt.date(2026, 11, 21), "陈立", "王芳",
    )  # fmt: skip
    assert (one.level, one.loyalty) == mark(desk, customer) == ("high", "contested")
    surveys.edit(desk, survey_id, {"service_felt": "8", "contact": "王芳", "asks_by_name": ""})
    assert mark(desk, customer) == ("high", "loyal")
    assert "asks_by_name" not in surveys.survey(desk, survey_id).values
    surveys.delete(desk, survey_id)
    assert (surveys.of_customer(desk, customer), mark(desk, customer)) == ([], (None, None))
    surveys.restore(desk, survey_id)
    assert mark(desk, customer) == ("high", "loyal")
    for _ in range(4):
        history.undo(desk)
    assert (surveys.of_customer(desk, customer), mark(desk, customer)) == ([], (None, None))
    history.redo(desk)
    assert mark(desk, customer) == ("high", "contested")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"overall_felt": "11"}, "survey-score"),
        ({"overall_felt": "0"}, "survey-score"),
        ({"day": "2026-11-22", "praises": "是"}, "survey-future"),
        ({"day": "2026-02-30", "praises": "是"}, "date-no-such-day"),
        ({}, "survey-empty"),
        ({"praises": "是", "contact": "没有这人"}, "contact-not-there"),
    ],
)
def test_what_is_refused_leaves_nothing(desk: Desk, customer: int, typed: dict[str, str], code: str) -> None:
    with pytest.raises(UserError) as caught:
        surveys.add(desk, customer, typed)
    assert code_of(caught) == code
    assert surveys.of_customer(desk, customer) == []


def test_what_is_gone_is_said(desk: Desk, customer: int) -> None:
    survey_id, _ = surveys.add(desk, customer, {"praises": "是"})
    with pytest.raises(UserError) as caught:
        surveys.edit(desk, survey_id, {"praises": "", "notes": ""})
    assert code_of(caught) == "survey-empty"
    with pytest.raises(UserError, match="survey-there"):
        surveys.restore(desk, survey_id)
    surveys.delete(desk, survey_id)
    for verb in (lambda: surveys.edit(desk, survey_id, {}), lambda: surveys.delete(desk, survey_id)):
        with pytest.raises(UserError, match="survey-unknown"):
            verb()
    for number in ("M00001", "M00009", "x"):
        with pytest.raises(UserError, match="survey-number"):
            surveys.id_of(desk, number)


def test_a_complaint_that_ended_opens_a_survey(desk: Desk, customer: int) -> None:
    complaint_id, _ = complaints.add(desk, customer, {"words": "断膜", "received_at": "2026-11-20", "contact": "王芳"})
    assert surveys.from_complaint(desk, complaint_id) == {"day": "2026-11-21", "by": "陈立", "contact": "王芳"}
    do(desk, complaint_id)
    begun = surveys.from_complaint(desk, complaint_id)
    survey_id, _ = surveys.add(desk, customer, {**begun, "overall_felt": "9"}, complaint_id=complaint_id)
    one = surveys.survey(desk, survey_id)
    assert (one.complaint_id, one.complaint) == (complaint_id, complaints.complaint(desk, complaint_id).number)
    other, _ = customers.add(desk, {"name": "别家"})
    with pytest.raises(UserError, match="complaint-unknown"):
        surveys.add(desk, other, {"overall_felt": "9"}, complaint_id=complaint_id)


def test_lists_show_what_is_asked_for(desk: Desk, customer: int) -> None:
    other, _ = customers.add(desk, {"name": "别家", "owner": "周敏"})
    loyal, _ = surveys.add(desk, customer, {**SAID, "service_felt": "9", "day": "2026-01-05"})
    plain, _ = surveys.add(desk, other, {"overall_expected": "5", "overall_felt": "3", "by": "", "day": "2026-03-01"})
    poor, _ = surveys.add(desk, customer, {**SAID, "day": "2026-03-01"})
    for wanted, expected in (
        (Surveys(), [poor, plain, loyal]),
        (Surveys(last=dt.date(2026, 2, 1)), [loyal]),
        (Surveys(first=dt.date(2026, 3, 1)), [poor, plain]),
        (Surveys(levels=("dissatisfied",)), [plain]),
        (Surveys(loyalties=("loyal", "contested")), [poor, loyal]),
        (Surveys(by="周敏"), [plain]),
        (Surveys(customer_id=other), [plain]),
    ):
        assert surveys.find(desk, wanted) == expected
    customers.delete(desk, (customer,))
    assert [row.customer_name for row in surveys.rows(desk, surveys.find(desk, Surveys()))] == ["别家"]


def test_a_list_of_an_office(desk: Desk, customer: int) -> None:
    result = run(desk, SHEET)
    assert counts(result) == {"created": 2, "errors": 3}
    assert {(row, code) for row, _, code in codes(result)} >= {(4, "survey-score"), (5, "survey-empty")}
    later, earlier = surveys.of_customer(desk, customer)
    assert (later.loyalty, earlier.loyalty, earlier.values["contact"]) == ("loyal", "contested", "王芳")
    assert counts(run(desk, SHEET[:3], existing="update")) == {"skipped": 2}
    history.undo(desk)
    assert surveys.of_customer(desk, customer) == []


def test_a_list_of_visits_with_a_score_stays_a_list_of_visits(desk: Desk, customer: int) -> None:
    rows = [
        ("客户名称", "拜访日期", "拜访方式", "拜访内容", "满意度"),
        ("嘉禾机械", "2026-10-08", "电话", "一切正常", 9),
    ]
    assert counts(run(desk, rows)) == {"created": 1}
    assert surveys.of_customer(desk, customer) == []
    assert [one.values["content"] for one in interactions.of_customer(desk, customer)] == ["一切正常"]


@pytest.mark.parametrize(
    "header",
    [
        ("客户名称", "调查日期", "总体期望", "总体满意度", "备注"),
        ("客户", "调查时间", "期望值", "满意度", "意见"),
        ("Customer", "Survey date", "Overall: expected", "Overall: felt", "Remarks"),
        ("Customer", "Survey Asked on", "Survey Overall: expected", "Survey Overall: felt", "Survey Remarks"),
    ],
)
def test_headers_of_surveys(desk: Desk, customer: int, header: tuple[str, ...]) -> None:
    assert counts(run(desk, [header, ("嘉禾机械", "2026-10-08", 7, 9, "好")])) == {"created": 1}
    (one,) = surveys.of_customer(desk, customer)
    assert (one.level, one.values["notes"]) == ("high", "好")


def test_what_was_exported_comes_in_again_and_the_blank_form_too(
    desk: Desk, customer: int, tmp_path: Path, words_zh: Words
) -> None:
    surveys.add(desk, customer, {**SAID, "recommended_to": "远山", "notes": "=很好"})
    before = _values(surveys.of_customer(desk, customer))
    path = tmp_path / "surveys.xlsx"
    exporting.export(desk, path, words_zh, options=ExportOptions(("surveys",)))
    rows = _rows(path, "满意度调查")
    history.undo(desk)
    assert counts(run(desk, rows)) == {"created": 1}
    assert _values(surveys.of_customer(desk, customer)) == before
    blank = tmp_path / "blank.xlsx"
    templates.write_template(desk, blank, words_zh, "surveys")
    header, *_examples = _rows(blank, "满意度调查")
    filled = {"客户名称": "嘉禾机械", "调查日期": "2026-11-20", "调查产品感受": 4}
    assert filled.keys() <= set(header)
    assert counts(run(desk, [header, [filled.get(str(key)) for key in header]])) == {"created": 1}


def _rows(path: Path, sheet: str) -> list[list[object]]:
    return [list(row) for row in load_workbook(path)[sheet].iter_rows(values_only=True)]


def _values(found: list[SurveyRow]) -> list[dict[str, object]]:
    return [dict(one.values) for one in found]


def test_of_two_rounds_of_one_day_the_later_one_counts(desk: Desk, customer: int) -> None:
    complaint_id, _ = complaints.add(desk, customer, {"words": "断膜"})
    do(desk, complaint_id, level="dissatisfied")
    assert mark(desk, customer)[0] == "dissatisfied"
    do(desk, complaint_id, level="high")
    assert mark(desk, customer)[0] == "high"
