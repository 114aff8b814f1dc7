"""People and enterprises told apart by their names; company names compared by what is their own."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crmdesk.core.names import guess_kind, looks_like_company, plain_company_name
from crmdesk.core.texts import fold

ANY = st.text(st.characters()) | st.text("中国浙江省杭州市区嘉兴有限公司股份集团（）() ltd.co张伟店", max_size=20)

PEOPLE = (
    "张三 周砚秋 许安 曾惠 白德伟 李宇轩 张知行 欧阳娜娜 诸葛亮 司马南京 陈李美玲 王总 李女士 "
    "欧阳老师 張偉 黃河 张 单雄信 阿依古丽·买买提 张三（采购）"
).split()
ENTERPRISES = (
    "禾砚精密机械（嘉兴）有限公司 初禾谷物加工厂 立林集团 雅旭科技 金源科技 王家店 李记面馆 云岫茶坊 华东理工大学 "
    "南湖区教育局 嘉兴市第一医院 张大伟餐饮 江南重工 ABC科技 小米 三一重工 海底捞 中国银行 张三工作室 陈记商行"
).split()


@pytest.mark.parametrize("name", [*PEOPLE, "Mr. John Smith", "张 三", "Dr. Wang"])
def test_people(name: str) -> None:
    assert guess_kind(name) == "individual"
    assert not looks_like_company(name)


@pytest.mark.parametrize(
    "name", [*ENTERPRISES, "Alfreds Futterkiste", "Heyan Machinery Co., Ltd.", "ACME GmbH", "", "？"]
)
def test_enterprises(name: str) -> None:
    assert guess_kind(name) == "enterprise"


@pytest.mark.parametrize(
    ("name", "evidence", "kind"),
    [
        ("John Smith", {"gender": "male"}, "individual"),
        ("John Smith", {"gender": None, "birthday": ""}, "enterprise"),
        ("王府", {"credit_code": "91350100M000100Y43"}, "enterprise"),
        ("小米", {"id_number": "11010519491231002X"}, "individual"),
        ("禾砚有限公司", {"gender": "male"}, "enterprise"),
    ],
)
def test_evidence(name: str, evidence: dict[str, object], kind: str) -> None:
    assert guess_kind(name, **evidence) == kind


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("禾砚精密机械（嘉兴）有限公司", "禾砚精密机械"),
        ("浙江禾砚精密机械股份有限公司", "禾砚精密机械"),
        ("嘉兴市南湖区禾砚精密机械厂", "禾砚精密机械厂"),
        ("杭州市西湖区云栖茶业有限责任公司", "云栖茶业"),
        ("内蒙古自治区赤峰市草原乳业集团有限公司", "草原乳业"),
        ("上海银行股份有限公司", "上海银行"),
        ("北京银行", "北京银行"),
        ("杭州贸易有限公司", "杭州贸易"),
        ("Heyan Machinery Co., Ltd.", "heyanmachinery"),
        ("ACME GmbH", "acme"),
        ("（中国）有限公司", "中国"),
        ("有限公司", "有限公司"),
    ],
)
def test_plain_company_name(name: str, plain: str) -> None:
    assert plain_company_name(name) == plain


@given(ANY)
@settings(deadline=None)
@example("0公司\ufefd")
def test_any_text_has_a_kind_and_a_plain_name(text: str) -> None:
    assert guess_kind(text) in ("individual", "enterprise")
    plain = plain_company_name(text)
    assert plain_company_name(plain) == plain
    assert bool(plain) == bool(fold(text))
