"""Headers in two languages at once, and the English ones people write."""

import pytest

from crmdesk.assets import load_words
from crmdesk.core.exporting import KINDS, ExportKind, column_header, export_fields, is_filled_in
from crmdesk.core.fields_contacts import ADDRESSES, CONTACTS
from crmdesk.core.fields_customers import CUSTOMERS
from crmdesk.core.headers import HeaderIndex, header_key, is_report
from crmdesk.core.importing_mapping import Heading, is_about_customers, map_columns
from crmdesk.core.importing_registry import BY_KIND, Registry
from crmdesk.core.registry import REGISTRY

INDEX = HeaderIndex(CUSTOMERS, CONTACTS, ADDRESSES)


def mapped(*headers: str) -> list[str | None]:
    return map_columns([Heading(i, text) for i, text in enumerate(headers)], INDEX)


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("客户名称 Customer Name", "name"),
        ("客户名称/Company", "name"),
        ("Customer Name\n客户名称", "name"),
        ("*手机 Mobile", "mobile"),
        ("Email/邮箱", "email"),
        ("City 城市", "city"),
        ("地址Address", "address"),
        ("手机 City", None),
        ("城市 Code of the city", None),
    ],
)
def test_a_header_in_both_languages_means_what_both_say(header: str, target: str | None) -> None:
    assert (INDEX.known(header), mapped(header)[0]) == (target is not None, target)


def test_contacts_in_both_languages() -> None:
    headers = ("客户名称 Customer Name", "联系人 Contact", "联系人手机 Contact Mobile")
    assert mapped(*headers) == ["name", "contact.name", "contact.mobile"]


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Mobile Number", "mobile"),
        ("Phone Number", "phone"),
        ("Telephone No.", "phone"),
        ("Client Name", "name"),
        ("所属客户", "name"),
        ("所属公司", "name"),
        ("E-mail Address", "email"),
        ("Zip/Postal Code", "postcode"),
    ],
)
def test_more_names_people_use(header: str, target: str) -> None:
    assert mapped(header) == [target]


# What real files and templates call our fields (counted from 41 files and 78 programs).
COUNTED = {
    "name": "客户名称 公司名称 公司 客户姓名 收货单位 名称 公司名 店名 门店名称 线索名称 发货单位 下单客户名称 "
    "企业名称 单位 客户 单位名称 客户名 往来单位 对方单位 客户单位 客户全称 商户名称 全称 姓名 名字 真实姓名 显示名称",
    "short_name": "客户简称 简称",
    "employer": "工作单位",
    "mobile": "手机 手机号 手机号码 移动电话号码 移动电话 客户手机号",
    "phone": "电话 联系电话 联系方式 收货联系电话 收货电话 收件电话 总机 工作电话 家庭电话 客户联系方式 固定电话 "
    "办公电话 电话号码 座机 号码",
    "email": "邮箱 电子邮件 电子邮箱 联系邮箱 公司邮箱 主要电子邮件 Email 邮件",
    "wechat": "微信 微信号",
    "qq": "QQ QQ号码 QQ号",
    "address": "地址 详细地址 收货地址 地址信息 公司地址 现居地 收件详细地址 收件地址 客户地址 通讯地址 联系地址 住址 "
    "办公地址",
    "work_address": "工作地址",
    "home_address": "家庭地址",
    "registered_address": "注册地址",
    "province": "省份 省 所在省份 省市区 省/自治区/直辖市 省/自治区",
    "city": "城市 市 所在城市",
    "district": "区 所在行政区 区县",
    "region": "地区 所在地区 区域 所属地区 大区",
    "country": "国家",
    "postcode": "邮政编码 邮编 公司邮编",
    "fax": "传真 传真号码",
    "industry": "行业 所属行业 客户行业 行业类别",
    "tier": "客户级别 客户等级 等级 级别 分级 会员等级",
    "source": "来源 客户来源 线索来源 数据来源 咨询来源 渠道 来源渠道",
    "category": "客户类型 类型",
    "ownership": "企业性质",
    "stage": "阶段 客户状态 客户阶段",
    "owner": "负责人 业务员 跟进销售 跟踪客服 负责人名字 关联销售 销售员 销售 跟进人 归属人",
    "position": "职位 职务 岗位",
    "occupation": "职业",
    "notes": "备注 客户备注 摘要 备注信息 注释 备用信息 公司简介 说明 简介 描述",
    "number": "客户编号 ID 客户编码 客户ID 客户代码 编号 编码",
    "created_on": "创建时间 创建日期 注册时间",
    "as_of": "更新时间 订单日期 最后跟进时间 业务日期 下单日期 上次到店时间 日期 消费时间",
    "birthday": "生日 出生日期",
    "website": "网址 网站 官网 公司网站",
    "groups": "标签 自定义标签 客户标签",
    "need": "需求",
    "credit_limit": "信用额度",
    "tax_number": "税号 纳税人识别号",
    "bank": "开户银行 开户行",
    "paying": "付款方式",
    "terms_days": "账期",
    "credit_code": "统一社会信用代码",
    "gender": "性别",
    "registered_capital": "注册资金",
}
OF_CONTACTS = {
    "contact.name": "联系人 联系人姓名 联系人名称 收件人 收货联系人 收货人 发货人 发件人 主联系人 对接人 客户联系人",
    "contact.mobile": "联系人手机 联系手机",
    "contact.phone": "联系人电话",
    "contact.email": "联系人邮箱",
    "contact.title": "联系人职务",
    "contact.department": "部门",
    "contact.role": "是否关键决策人",
}
NONE_OF_OURS = (
    "姓氏 直播 分机 备用电子邮件 意向等级 直属上级 上级领导 工号 序号 线索编号 内部单号 下次联系时间 签约起始日期 "
    "年龄 订单号 消费金额 截止日期 商品名称 运费 商品编码 件数 数量 金额"
)


@pytest.mark.parametrize(("target", "headers"), [(t, h) for t, words in COUNTED.items() for h in words.split()])
def test_headers_counted_from_real_files(target: str, headers: str) -> None:
    assert mapped(headers) == [target]


@pytest.mark.parametrize(("target", "header"), [(t, h) for t, words in OF_CONTACTS.items() for h in words.split()])
def test_contacts_headers_counted_from_real_files(target: str, header: str) -> None:
    beside = "联系人" if target != "contact.name" else "省份"
    assert mapped("客户名称", header, beside)[1] == target


@pytest.mark.parametrize("header", NONE_OF_OURS.split())
def test_headers_that_mean_something_else(header: str) -> None:
    assert mapped("客户名称", header) == ["name", None]


@pytest.mark.parametrize(
    ("headers", "targets"),
    [
        (("客戶名稱", "聯絡人", "聯絡電話", "行動電話", "電子信箱", "統一社會信用代碼"),
         ("name", "contact.name", "phone", "contact.mobile", "email", "credit_code")),
        (("公司名稱", "詳細地址", "郵遞區號"), ("name", "address", None)),
        (("客戶姓名", "手機", "備註"), ("name", "mobile", "notes")),
    ],
)  # fmt: skip
def test_traditional_characters(headers: tuple[str, ...], targets: tuple[str | None, ...]) -> None:
    assert mapped(*headers) == list(targets)


@pytest.mark.parametrize("chinese", [True, False])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.record != "customer"], ids=lambda kind: kind.key)
def test_every_header_of_an_exported_part_is_found_again(kind: ExportKind, chinese: bool) -> None:
    registry = Registry(CUSTOMERS, CONTACTS, ADDRESSES)
    own = ("number", "name") if kind.owned else ()
    labels = [(label.zh if chinese else label.en) for label in (CUSTOMERS[key].label for key in own)]
    every = export_fields(kind, REGISTRY.__getitem__)
    told = BY_KIND[kind.record].told
    written = [field for field in every if is_filled_in(kind, field) or field.key in told]
    words = load_words("zh_CN" if chinese else "en")
    headers = [*labels, *(column_header(kind.record, field, words) for field in written)]
    targets = [*own, *(field.key if "." in field.key else f"{kind.record}.{field.key}" for field in written)]
    assert mapped(*headers) == targets
    assert [registry.field(target) is not None for target in targets] == [True] * len(targets)
    assert is_about_customers([Heading(i, text) for i, text in enumerate(headers)], targets)


def test_the_english_note_column_alone_is_a_remark() -> None:
    assert mapped("Customer number", "Full name", "Note") == ["number", "name", "notes"]
    assert mapped("Customer number", "Full name", "Note", "Note By") == ["number", "name", "note.text", "note.who"]


@pytest.mark.parametrize(
    ("headers", "targets"),
    [
        (("名称", "优势", "劣势", "备注"), ("name", "strengths", "weaknesses", "notes")),
        (("竞争对手", "优势", "备注"), ("name", "strengths", "notes")),
        (("Competitor", "Weaknesses"), ("name", "weaknesses")),
    ],
)
def test_a_sheet_of_competitors(headers: tuple[str, ...], targets: tuple[str, ...]) -> None:
    assert mapped(*headers) == [f"competitor.{target}" for target in targets]


def test_a_customers_competitors_stay_a_field() -> None:
    assert mapped("客户名称", "手机", "竞争对手") == ["name", "mobile", "competitors"]


def test_a_header_that_stands_twice_can_be_told_by_its_letters() -> None:
    headings = [Heading(0, "客户名称"), Heading(1, "电话"), Heading(2, "电话")]
    assert map_columns(headings, INDEX) == ["name", "phone", None]
    assert map_columns(headings, INDEX, {header_key("电话 (C)"): "mobile"}) == ["name", "phone", "mobile"]


def test_the_column_of_the_returned_workbook_is_known_and_means_nothing() -> None:
    for header in ("导入结果", "Import result"):
        assert (INDEX.known(header), is_report(header), mapped("客户名称", header)) == (True, True, ["name", None])
