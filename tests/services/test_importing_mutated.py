"""What mutated files (tests/faults/fuzz.py) brought to light in the importer."""

from __future__ import annotations

import pytest

from crmdesk.core.customers import Listing
from crmdesk.core.words import Words
from crmdesk.services import customers, notes
from crmdesk.services.desk import Desk
from tests.services.importing import codes, counts, run


@pytest.mark.parametrize(
    ("header", "row", "missing"),
    [
        (["客户编号", "客户名称", "外呼结果", "外呼拨打时间", "外呼营销活动"], ["K00001", "甲"], "营销活动"),
        (["产品编码", "产品名称", "产品类别", "单价"], [None, None, None, "NULL"], "产品名称"),
    ],
    ids=["a call of no campaign", "a product that is nothing"],
)
def test_a_row_says_which_of_its_fields_is_missing(
    desk: Desk, words_zh: Words, header: list[str], row: list[str], missing: str
) -> None:
    customers.add(desk, {"name": "甲"})
    whole = ["K00001", "甲", "有意向", "2026-10-02", "回访"] if missing == "营销活动" else ["P1", "螺丝", "五金", "3"]
    result = run(desk, [header, whole, row])
    assert counts(result)["errors"] == 1
    assert [code for _, _, code in codes(result) if code == "required-missing"] == ["required-missing"]
    assert any(missing in words_zh.message(problem.code, problem.params) for problem in result.problems)


def test_a_sheet_of_competitors_with_columns_of_contacts(desk: Desk) -> None:
    """A row is about what stands alone; a contact belongs to nobody there."""
    customers.add(desk, {"name": "甲"})
    header = ["联系人姓名", "联系人职务", "竞争对手名称", "联系人手机"]
    result = run(desk, [header, ["萧嘉", "总经理", None, "139 0000 0014"], ["周一", "总经理", "虚谷包材", None]])
    assert counts(result) == {"created": 1, "errors": 1}


def test_a_competitor_beside_a_customer_is_kept_as_a_note(desk: Desk) -> None:
    header = ["客户名称", "手机", "竞争对手名称", "竞争对手备注"]
    for existing in ("skip", "update"):
        result = run(desk, [header, ["甲公司", "13900000001", "虚谷包材", "价格低"]], existing=existing)
        assert not [code for _, _, code in codes(result) if code != "import-again"]
    (customer,) = customers.find(desk, Listing())
    (note,) = notes.of_customer(desk, customer)
    assert note.text == "竞争对手名称：虚谷包材\n竞争对手备注：价格低"


def test_a_product_that_has_neither_code_nor_name(desk: Desk) -> None:
    header = ["产品编码", "产品名称", "产品类别", "产品单价"]
    result = run(desk, [header, ["P1", "螺丝", "五金", "3"], [None, None, "五金", None]])
    assert counts(result) == {"created": 1, "errors": 1}
    assert "required-missing" in {code for _, _, code in codes(result)}
