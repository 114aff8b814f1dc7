"""Cells that hold several values: taken apart where it is clear, left alone where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core import texts
from crmdesk.core.importing_apart import Apart, deal_phones
from crmdesk.core.importing_split import addresses, person, phones, place


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("13800138000/13900139000", ["13800138000", "13900139000"]),
        ("13800138000、0573-80000001；13700137000", ["13800138000", "0573-80000001", "13700137000"]),
        ("13800138000 0573-80000001", ["13800138000", "0573-80000001"]),
        ("13800138000\n13900139000", ["13800138000", "13900139000"]),
        ("1380013800013900139000", ["13800138000", "13900139000"]),
        ("010-62345678 转 801, 13800138000", ["010-62345678 转 801", "13800138000"]),
        ("13800138000 / 13800138000", ["13800138000"]),
        ("13800138000", []),
        ("138 0013 8000", []),
        ("0573-8000-0001", []),
        ("0573-80000001/2", []),
        ("13800138000（王）13900139000（李）", []),
        ("13800138000/转告张经理", []),
        ("", []),
    ],
)
def test_several_phones(text: str, numbers: list[str]):
    assert phones(text) == numbers


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("浙江省杭州市西湖区文三路1号", "浙江省|杭州市|西湖区|文三路1号"),
        ("上海市浦东新区世纪大道1号", "上海市|上海市|浦东新区|世纪大道1号"),
        ("上海市上海市徐汇区虹桥路1号", "上海市|上海市|徐汇区|虹桥路1号"),
        ("北京朝阳区建国路88号", "北京|北京|朝阳区|建国路88号"),
        ("北京市市辖区东城区长安街1号", "北京市|北京市|东城区|长安街1号"),
        ("广东深圳市南山区科技园路1号", "广东|深圳市|南山区|科技园路1号"),
        ("浙江-杭州市-西湖区", "浙江|杭州市|西湖区|"),
        ("浙江省 杭州市", "浙江省|杭州市||"),
        ("浙江省嘉兴市平湖市新埭镇", "浙江省|嘉兴市|平湖市|新埭镇"),
        ("内蒙古自治区呼伦贝尔市海拉尔区", "内蒙古自治区|呼伦贝尔市|海拉尔区|"),
        ("新疆维吾尔自治区伊犁哈萨克自治州伊宁市解放路", "新疆维吾尔自治区|伊犁哈萨克自治州|伊宁市|解放路"),
        ("江苏省苏州市工业园区星湖街", "江苏省|苏州市||工业园区星湖街"),
        ("浙江省台州市路桥区路南街道", "浙江省|台州市|路桥区|路南街道"),
        ("浙江省杭州西湖区文三路", "浙江省|||杭州西湖区文三路"),
        ("山东省", "山东省|||"),
        ("北京路12号", None),
        ("江苏路100号", None),
        ("浙江大学玉泉校区", None),
        ("吉林市船营区", None),
        ("文三路1号", None),
        ("Obere Str. 57", None),
        ("", None),
    ],
)
def test_an_address_with_its_province(text: str, parts: str | None):
    found = place(text)
    assert (found and "|".join(found.get(key, "") for key in ("province", "city", "district", "address"))) == parts


@given(st.text("浙江省杭州市西湖区上海北京路号1新自治县州 ,-", max_size=24))
def test_an_address_taken_apart_loses_nothing(text: str):
    found = place(text)
    if found:
        kept = "".join(dict.fromkeys(found.values()))
        assert set(texts.fold(text)) - set("市辖区") <= set(texts.fold(kept)) | set("市辖区")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(南)深圳市南山区科技园路1号(北)北京市海淀区中关村1号",
         [("南", "深圳市南山区科技园路1号"), ("北", "北京市海淀区中关村1号")]),
        ("（总部）上海市A路1号 （工厂）昆山市B路2号", [("总部", "上海市A路1号"), ("工厂", "昆山市B路2号")]),
        ("文三路1号(南门)", []),
        ("(南)南山路1号", []),
        ("(南)电话联系(北)不详待定", []),
        ("见(南)深圳市南山区科技园路1号(北)北京市海淀区中关村1号", []),
    ],
)  # fmt: skip
def test_addresses_under_labels(text: str, expected: list[tuple[str, str]]):
    assert addresses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张伟经理", ("张伟", "经理", "张经理", None)),
        ("张伟 总经理", ("张伟", "总经理", None, None)),
        ("张伟采购经理", ("张伟", "采购经理", None, None)),
        ("张伟（采购部经理）", ("张伟", "采购部经理", None, None)),
        ("张伟(采购部)", ("张伟", None, None, "采购部")),
        ("王小明(女士)", ("王小明", None, "王女士", None)),
        ("张伟/经理", ("张伟", "经理", None, None)),
        ("王总", ("王总", None, "王总", None)),
        ("张先生", ("张先生", None, "张先生", None)),
        ("欧阳经理", ("欧阳经理", "经理", "欧阳经理", None)),
        ("诸葛亮主任", ("诸葛亮", "主任", "诸葛主任", None)),
        ("张伟", None),
        ("刘经理部", None),
        ("采购经理", None),
        ("经理", None),
        ("嘉禾公司（经理）", None),
        ("John (CEO)", None),
        ("张伟（王芳的朋友）", None),
        ("", None),
    ],
)
def test_a_name_with_a_title(text: str, expected: tuple[str | None, ...] | None):
    found = person(text)
    assert (tuple(found) if found else None) == expected


@pytest.mark.parametrize(
    ("values", "numbers", "after", "left"),
    [
        ({}, ["0573-80000001", "13800138000"], {"mobile": "13800138000", "phone": "0573-80000001"}, []),
        ({}, ["13800138000", "13900139000", "13700137000"],
         {"mobile": "13800138000", "phone": "13900139000"}, ["13700137000"]),
        ({"phone": "0573-1"}, ["13800138000", "13900139000"],
         {"mobile": "13800138000", "phone": "0573-1"}, ["13900139000"]),
        ({"mobile": "13800138000"}, ["13800138000", "13900139000"],
         {"mobile": "13800138000", "phone": "13900139000"}, []),
        ({}, ["0573-80000001", "0573-80000002"], {"phone": "0573-80000001"}, ["0573-80000002"]),
    ],
)  # fmt: skip
def test_numbers_go_where_there_is_room(
    values: dict[str, str], numbers: list[str], after: dict[str, str], left: list[str]
):
    assert deal_phones(values, numbers) == left
    assert values == after


def test_an_address_is_split_only_where_its_parts_have_no_columns():
    whole = "浙江省杭州市西湖区文三路1号"
    for targets, address in (
        ({"address"}, "文三路1号"),
        ({"address", "city"}, whole),
        ({"address", "province"}, whole),
    ):
        values = {"address": whole}
        Apart(targets).address(values)
        assert values["address"] == address
    values = {"province": "浙江省杭州市西湖区", "address": "文三路1号"}
    Apart({"province", "address"}).address(values)
    assert values == {"province": "浙江省", "city": "杭州市", "district": "西湖区", "address": "文三路1号"}


def test_the_second_of_two_addresses_is_a_further_one():
    values = {"address": "(南)广东省深圳市南山区科技园路1号(北)北京市海淀区中关村1号"}
    further = Apart({"address"}).address(values)
    assert values == {"province": "广东省", "city": "深圳市", "district": "南山区", "address": "科技园路1号（南）"}
    assert further == [
        {"province": "北京市", "city": "北京市", "district": "海淀区", "address": "中关村1号", "label": "北"}
    ]
