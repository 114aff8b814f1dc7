"""Which pairs of customers are called likely doubles, and which are not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.duplicates import Face, alike, face_of, likeness
from crmdesk.core.words import Words

FIRM = "禾砚精密机械（嘉兴）有限公司"
MOBILE, OTHER = "13900000013", "13800000021"

Customer = dict[str, Any]


def firm(name: str, **values: str) -> Customer:
    return {"name": name, "kind": "enterprise", **values}


def person(name: str, **values: str) -> Customer:
    return {"name": name, "kind": "individual", **values}


def with_contact(customer: Customer, **contact: str) -> Customer:
    return {**customer, "contacts": [{"name": "王芳", **contact}]}


def face(customer: Customer) -> Face:
    return face_of({k: v for k, v in customer.items() if k != "contacts"}, customer.get("contacts", ()))


ALIKE = (
    (firm(FIRM), firm(FIRM), "same-name"),
    (firm("禾砚 精密机械"), firm("禾砚精密机械"), "same-name"),
    (firm("ＡＢＣ贸易"), firm("abc贸易"), "same-name"),
    (firm(FIRM), firm("浙江禾砚精密机械股份有限公司"), "plain-name"),
    (firm(FIRM), firm("禾砚精密机械"), "plain-name"),
    (firm("嘉兴市禾砚精密机械厂"), firm("禾砚精密机械厂"), "plain-name"),
    (firm(FIRM), firm("禾硯精密機械有限公司"), "plain-name"),
    (firm("上海银行股份有限公司"), firm("上海银行"), "plain-name"),
    (firm("Heyan Precision Co., Ltd."), firm("HEYAN PRECISION"), "plain-name"),
    (firm("中国工商银行股份有限公司杭州分行"), firm("工商银行杭州分行"), "plain-name"),
    (firm("禾砚精密机械有限公司"), firm("和砚精密机械有限公司"), "sounds-alike"),
    (firm("上海华信贸易有限公司"), firm("上海华新贸易有限公司"), "sounds-alike"),
    (firm("杭州恒达五金"), firm("恒大五金"), "sounds-alike"),
    (firm("禾砚精密机械有限公司"), firm("禾砚精秘机械有限公司"), "sounds-alike"),
    (firm("禾砚精密机械有限公司"), firm("禾砚精密机戒有限公司"), "similar-name"),
    (firm("禾砚五金店"), firm("禾砚五金"), "similar-name"),
    (firm("禾砚精密机械有限公司"), firm("禾砚密机械有限公司"), "similar-name"),
    (firm("禾砚精密机械有限公司"), firm("禾砚精蜜几械有限公司"), "sounds-alike"),
    (firm("禾砚精密机械有限公司"), firm("禾砚精瓷机械有限公司"), "similar-name"),
    (firm("星河湾家居"), firm("星何弯家居"), "sounds-alike"),
    (firm("金鼎轩餐饮"), firm("金鼎餐饮"), "similar-name"),
    (firm("嘉兴市第一医院"), firm("嘉兴第一医院"), "plain-name"),
    (firm("Heyan Precision Tools"), firm("Heyan Precison Tools"), "similar-name"),
    (firm("华为技术有限公司"), firm("华为"), "short-name"),
    (firm(FIRM), firm("禾砚"), "short-name"),
    (firm("浙江新东方进出口贸易有限公司", short_name="新东贸"), firm("新东贸"), "short-name"),
    (
        firm("甲木贸易", credit_code="91330400MA2AAAAA1X"),
        firm("乙水建材", credit_code="91330400ma2aaaaa1x"),
        "same-credit-code",
    ),
    (person("张伟", id_number="11010519491231002X"), person("李四", id_number="11010519491231002x"), "same-id-number"),
    (firm("甲木贸易", phone="0573-88880001"), firm("乙水建材", phone="057388880001"), "same-phone"),
    (person("张伟", mobile=MOBILE), person("张伟", mobile="+86 139-0000-0013"), "same-phone"),
    (person("张伟", mobile=MOBILE), person("李芳", phone=MOBILE), "same-phone"),
    (with_contact(firm("甲木贸易"), mobile=MOBILE), with_contact(firm("乙水建材"), mobile=MOBILE), "contact-phone"),
    (with_contact(firm("甲木贸易"), mobile=MOBILE), firm("乙水建材", mobile=MOBILE), "contact-phone"),
    (firm("甲木贸易", phone="88880001"), firm("甲木五金", phone="0573-88880001"), "phone-tail"),
    (firm("甲木贸易", phone="8888 0001"), firm("甲木五金", phone="88880001"), "phone-tail"),
    (firm("甲木贸易", email="A@heyan.example"), firm("乙水建材", email="a@heyan.example"), "same-email"),
    (person("张伟", wechat="zw_900"), person("小张", wechat="ZW_900"), "same-wechat"),
    (person("欧阳娜娜", mobile=MOBILE), person("欧阳娜娜"), "same-name"),
    (person("张伟", birthday="1990-05-01"), person("张伟", birthday="1990-05-01"), "same-birthday"),
    (person("张伟", city="嘉兴市"), person("张伟", city="嘉兴市"), "same-name"),
    (person("王建国先生"), person("王建国"), "same-name"),
    (person("刘晓明", wechat="lxm"), person("刘小明", wechat="lxm"), "same-wechat"),
)
"""A customer, another one, and what is told first."""

NOT_ALIKE = (
    (firm("工商银行杭州分行"), firm("工商银行宁波分行")),
    (firm("工商银行"), firm("工商银行杭州分行")),
    (firm("禾砚机械有限公司嘉兴分公司"), firm("禾砚机械有限公司")),
    (firm("肯德基（南湖店）"), firm("肯德基（中山路店）")),
    (firm("肯德基"), firm("肯德基（中山路店）")),
    (firm("老王超市一店"), firm("老王超市二店")),
    (firm("杭州第一中学"), firm("杭州第二中学")),
    (firm("第7便利店"), firm("第9便利店")),
    (firm("杭州师范大学"), firm("温州师范大学")),
    (firm("湖南大学"), firm("湖北大学")),
    (firm("嘉兴禾砚机械有限公司"), firm("杭州禾砚机械有限公司")),
    (firm("禾砚机械（嘉兴）有限公司"), firm("禾砚机械（苏州）有限公司")),
    (firm("南方航空"), firm("北方航空")),
    (firm("东风汽车配件"), firm("西风汽车配件")),
    (firm("华信贸易"), firm("华兴贸易")),
    (firm("上海华信贸易有限公司"), firm("上海华润贸易有限公司")),
    (firm("华信贸易"), firm("华信证券")),
    (firm("中国石油"), firm("中国石化")),
    (firm("招商银行"), firm("招商证券")),
    (firm("农业银行"), firm("工业银行")),
    (firm("老张便利店"), firm("老王便利店")),
    (firm("张大爷超市"), firm("王大爷超市")),
    (firm("新华信息科技"), firm("华信息科技")),
    (firm("甲木贸易有限公司"), firm("乙木贸易有限公司")),
    (firm("嘉兴市人民医院"), firm("海宁市中医院")),
    (firm("有限公司"), firm("贸易有限公司")),
    (firm("Alpha Trading"), firm("Gamma Trading")),
    (firm("Unit 1 Tools"), firm("Unit 2 Tools")),
    (firm("绿城物业"), firm("绿地物业")),
    (firm("甲木贸易", phone="0573-88880001"), firm("乙水建材", phone="0571-88880001")),
    (firm("甲木贸易", phone="88880001"), firm("乙水建材", phone="0573-88880002")),
    (firm("甲木贸易", phone="95588"), firm("乙水建材", phone="95588")),
    (person("张伟", mobile=MOBILE), person("张伟", mobile=OTHER)),
    (person("张伟"), person("张伟")),
    (person("张伟", mobile=MOBILE), person("张伟")),
    (person("王建国", mobile=MOBILE), person("王建国", mobile=OTHER)),
    (person("欧阳娜娜", city="嘉兴市"), person("欧阳娜娜", city="杭州市")),
    (person("张伟"), person("章未")),
    (person("张伟"), firm("张伟超市")),
    (person("刘晓明"), person("刘小明")),
    (firm("欧普照明电器"), firm("欧晋照明电器", phone="0573-88880001")),
    (firm("甲木"), firm("乙水", credit_code="91330400MA2AAAAA1X")),
    (person("王建国", mobile=MOBILE), person("王建国", mobile=OTHER, wechat="w1")),
    (firm("华信木业"), firm("华信纸业")),
    (firm(""), firm("")),
    (firm("！？"), firm("。。")),
)


@pytest.mark.parametrize(("one", "other", "code"), ALIKE)
def test_alike(one: Customer, other: Customer, code: str, words_en: Words, words_zh: Words) -> None:
    for first, second in ((one, other), (other, one)):
        found = alike(face(first), face(second))
        assert found is not None
        assert found.code == f"double-{code}"
        assert "{" not in words_en.problem(found) + words_zh.problem(found)


@pytest.mark.parametrize(("one", "other"), NOT_ALIKE)
def test_not_alike(one: Customer, other: Customer) -> None:
    assert likeness(face(one), face(other)) is None
    assert likeness(face(other), face(one)) is None


def score(one: Customer, other: Customer) -> int:
    found = likeness(face(one), face(other))
    return found.score if found else 0


def test_the_surest_come_first() -> None:
    scores = [
        score(firm("甲", credit_code="91330400MA2AAAAA1X"), firm("乙", credit_code="91330400MA2AAAAA1X")),
        score(firm(FIRM), firm(FIRM)),
        score(firm(FIRM), firm("浙江禾砚精密机械股份有限公司")),
        score(firm("禾砚精密机械"), firm("禾硏精密机械")),
        score(firm("上海华信贸易", phone="021-88880001"), firm("上海华新贸易", phone="021-88880002")),
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 100
    assert scores[-1] < 50


def test_every_reason_adds() -> None:
    same = firm(FIRM, mobile=MOBILE, email="a@heyan.example")
    found = likeness(face(same), face(same))
    assert found is not None
    assert [reason.code for reason in found.reasons] == ["double-same-name", "double-same-phone", "double-same-email"]
    assert found.score == 100


def test_another_credit_code_speaks_against_it() -> None:
    one, other = firm(FIRM, credit_code="91330400MA2AAAAA1X"), firm(FIRM, credit_code="91330400MA2BBBBB2X")
    assert score(one, other) < score(firm(FIRM), firm(FIRM)) - 40
    assert score({**one, "name": "上海华信贸易"}, {**other, "name": "上海华新贸易"}) == 0


NAMES = st.text(alphabet="上海杭州禾砚和精密机械华信新贸易有限公司（）一二ab1 店张伟", max_size=12)
PHONES = st.sampled_from(["", MOBILE, OTHER, "0573-88880001", "88880001", "95588", "x"])
FACES = st.builds(
    face_of,
    st.fixed_dictionaries(
        {"name": NAMES, "mobile": PHONES, "phone": PHONES, "short_name": NAMES},
        optional={"kind": st.sampled_from(["individual", "enterprise"]), "city": st.sampled_from(["嘉兴市", "杭州市"])},
    ),
    st.lists(st.fixed_dictionaries({"mobile": PHONES}), max_size=2),
)


@given(FACES, FACES)
def test_likeness_is_mutual_and_bounded(one: Face, other: Face) -> None:
    found, turned = likeness(one, other), likeness(other, one)
    assert (found.score if found else None) == (turned.score if turned else None)
    if found and turned:
        assert 0 < found.score <= 100
        assert {reason.code for reason in found.reasons} == {reason.code for reason in turned.reasons}
