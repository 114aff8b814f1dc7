"""The model of the customer list and what its rows say."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from crmdesk.core import pinyin
from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerRow, Listing
from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.gui.models import customer_matches as matching
from crmdesk.gui.models.customer_list import CustomerListModel
from crmdesk.gui.models.customer_rows import as_row, short_city
from crmdesk.gui.ui import Ui
from crmdesk.services import customers
from crmdesk.services.desk import Desk


def test_rows_that_cannot_be_read_are_told_once(qtbot: QtBot, ui: Ui, monkeypatch: pytest.MonkeyPatch):
    def refuse(_desk: Desk, _ids: object) -> list[CustomerRow]:
        raise UserError("file-busy")

    monkeypatch.setattr(customers, "rows", refuse)
    told: list[Exception] = []
    ui.bus.failed.connect(told.append)
    model = CustomerListModel(ui)
    model.show(array("q", [1, 2, 3]), Listing())
    assert [model.index(place).data() for place in range(3)] == ["", "", ""]
    assert len(told) == 1


def test_ids_that_go_on_are_added_and_others_replace(qtbot: QtBot, ui: Ui):
    model = CustomerListModel(ui)
    model.show(array("q", [1, 2]), Listing())
    with qtbot.waitSignal(model.rowsInserted), qtbot.assertNotEmitted(model.modelReset):
        model.show(array("q", [1, 2, 3]), Listing())
    with qtbot.assertNotEmitted(model.modelReset), qtbot.assertNotEmitted(model.rowsInserted):
        model.show(array("q", [1, 2, 3]), Listing())
    with qtbot.waitSignal(model.modelReset):
        model.show(array("q", [3, 1]), Listing())
    with qtbot.waitSignal(model.modelReset):
        model.show(array("q", [3, 1]), Listing(query="张"))
    assert model.runs_of([1, 3, 99]) == [(0, 1)]
    assert model.place_of(2) == -1


def test_only_pages_with_touched_customers_are_read_again(qtbot: QtBot, ui: Ui):
    model = CustomerListModel(ui)
    model.show(array("q", [1, 2, 3]), Listing())
    assert model.row(0) is model.row(0)
    kept = model.row(0)
    model.refresh(Changes(1, {"customer": frozenset({99})}))
    assert model.row(0) is kept
    model.refresh(Changes(1, {"customer": frozenset({2})}))
    assert model.row(0) is not kept


@pytest.mark.parametrize(
    ("name", "query", "found"),
    [
        ("张伟", "张", ((0, 1),)),
        ("嘉兴张氏", "张 嘉", ((0, 1), (2, 1))),
        ("ABC 有限公司", "abc", ((0, 3),)),
        ("张伟", "zw", ((0, 2),)),
        ("张伟", "zhangwei", ((0, 2),)),
        ("张伟", "zhangw", ((0, 2),)),
        ("张伟", "zh", ((0, 1),)),
        ("张伟", "wei", ((1, 1),)),
        ("张伟", "weizhang", ()),
        ("单雄信", "shanxx", ()),
        ("单雄信", "sxx", ((0, 3),)),
        ("单雄信", "danxiong", ((0, 2),)),
        ("嘉兴张伟厂", "zw", ((2, 2),)),
        ("张伟", "张w", ((0, 2),)),
        ("张伟", "", ()),
        ("张伟", "李", ()),
        ("张张", "张 张张", ((0, 2),)),
        ("ßa", "a", ((1, 1),)),
        ("ＡＢＣ厂", "abc", ((0, 3),)),
        ("Müller", "mull", ((0, 4),)),
    ],
)
def test_what_was_typed_is_marked_in_the_name(name: str, query: str, found: tuple[tuple[int, int], ...]):
    assert matching.in_name(name, matching.query_words(query)) == found


@pytest.mark.parametrize(
    ("shown", "query", "found"),
    [
        ("139 0000 0013", "0013", ((9, 4),)),
        ("139 0000 0013", "900000", ((2, 8),)),
        ("0573-0000 0014", "0573-00", ((0, 7),)),
        ("139 0000 0013", "张", ()),
        ("139 0000 0013", "77", ()),
        ("", "1", ()),
    ],
)
def test_digits_are_marked_whatever_stands_between_them(shown: str, query: str, found: tuple[tuple[int, int], ...]):
    assert matching.in_phone(shown, matching.query_words(query)) == found


@given(name=st.text("张伟单雄 aBßü1（", max_size=12), query=st.text("zhangwe 张伟1ab", max_size=8))
def test_marks_lie_in_the_text_in_order_and_apart(name: str, query: str):
    spans = matching.in_name(name, matching.query_words(query))
    end = -1
    for start, length in spans:
        assert start > end
        assert length > 0
        end = start + length
    assert end <= len(name)


@given(name=st.text("张伟单雄信嘉兴有限公司", min_size=1, max_size=10), data=st.data())
def test_any_part_of_a_name_is_found_by_its_pinyin(name: str, data: st.DataObject):
    first = data.draw(st.integers(0, len(name) - 1))
    last = data.draw(st.integers(first, len(name) - 1))
    letters = "".join(pinyin.readings(c)[0] for c in name[first : last + 1])
    assert matching.find_in_name(name, letters)


@pytest.mark.parametrize(("city", "short"), [("嘉兴市", "嘉兴"), ("沙市", "沙市"), ("延边州", "延边州"), (None, "")])
def test_cities_without_their_suffix(city: str | None, short: str):
    assert short_city(city) == short


def test_a_row_says_who_where_and_how_far(words_en: Words):
    customer = CustomerRow(1, "K00001", "张伟", "individual", "139", None, "杭州市", "陈立", "gold", "A", "signed")
    row = as_row(customer, Listing(sort="number"), words_en)
    assert (row.title, row.second, row.value) == ("张伟", ("139", "杭州", "陈立"), "K00001")
    assert [badge.text for badge in (*row.top, *row.bottom)] == ["Gold", "Signed"]
