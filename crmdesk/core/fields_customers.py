"""The fields of a customer (METHOD.md section 1), individual and enterprise, in the order of the file."""

from __future__ import annotations

from crmdesk.core import choices
from crmdesk.core.fields import ENTERPRISE, INDIVIDUAL, Field, Fields, Group, Mask, Type
from crmdesk.core.fields_marks import marks, prospect
from crmdesk.core.words import Label

_PERSON = (INDIVIDUAL,)
_FIRM = (ENTERPRISE,)

GROUPS = (
    Group("identity", Label("Identity", "身份")),
    Group("reaching", Label("Address and phone", "联络")),
    Group("basic", Label("Basic information", "基本信息"), Label("Demographic", "人口统计")),
    Group("state", Label("Business", "业务状况"), Label("Attitude", "态度")),
    Group("trading", Label("Trading terms", "交易约定"), Label("Buying behaviour", "购买行为")),
    Group("assessment", Label("Assessment", "评估")),
    Group("keeping", Label("Keeping of the file", "档案管理")),
    Group("own", Label("Own fields", "自定义")),
)


def _identity() -> tuple[Field, ...]:
    return (
        Field("number", Label("Customer number", "客户编号"), group="identity", searched="word", width="short",
              synonyms=("客户编码", "客户ID", "客户代码", "编号", "编码", "代码", "客户号", "会员号", "会员编号", "ID",
                        "customer id", "customer no", "customer code", "number", "no.", "code")),
        Field("kind", Label("Kind", "客户性质"), Type.CHOICE, "identity", choices=choices.KIND,
              synonyms=("客户属性", "个人/企业", "kind", "customer kind")),
        Field("name", Label("Full name", "客户名称"), group="identity", required=True, searched="name", width="long",
              label_individual=Label("Name", "姓名"),
              synonyms=("公司名称", "客户姓名", "企业名称", "单位名称", "客户全称", "公司全称", "全称", "名称", "公司名", "客户名",
                        "客户", "公司", "单位", "企业", "姓名", "名字", "真实姓名", "会员姓名", "店名", "门店名称", "商户名称", "往来单位",
                        "收货单位", "发货单位", "对方单位", "客户单位", "线索名称", "下单客户名称", "顾客", "顾客姓名", "显示名称",
                        "所属客户", "所属公司", "对应客户", "关联客户", "客户全名",
                        "customer name", "client", "client name", "company", "company name", "customer", "name", "account name", "organization")),
        Field("short_name", Label("Short name", "简称"), group="identity", kinds=_FIRM, searched="name",
              synonyms=("客户简称", "公司简称", "企业简称", "short name")),
        Field("category", Label("Category", "客户类型"), Type.CHOICE, "identity", choices=choices.CATEGORY,
              synonyms=("客户类别", "客户分类", "类型", "细分", "客户细分", "category", "customer type", "segment")),
        Field("gender", Label("Gender", "性别"), Type.CHOICE, "identity", _PERSON, choices.GENDER, width="short",
              synonyms=("sex",)),
        Field("birthday", Label("Birthday", "生日"), Type.BIRTHDAY, "identity", _PERSON, mask=Mask.TEXT,
              synonyms=("出生日期", "出生年月日", "出生年月", "客户生日", "birth date", "date of birth", "dob")),
        Field("id_number", Label("ID number", "身份证号"), Type.ID_NUMBER, "identity", _PERSON, mask=Mask.ID,
              searched="digits", synonyms=("身份证", "身份证号码", "证件号", "证件号码", "id card")),
        Field("home_place", Label("Home place", "籍贯"), group="identity", kinds=_PERSON, synonyms=("户籍", "出生地")),
        Field("credit_code", Label("Credit code", "统一社会信用代码"), Type.CREDIT_CODE, "identity", _FIRM,
              searched="word", synonyms=("社会信用代码", "信用代码", "营业执照号", "组织机构代码", "unified social credit code")),
        Field("legal_representative", Label("Legal representative", "法定代表人"), group="identity", kinds=_FIRM,
              synonyms=("法人", "法人代表", "企业法人")),
        Field("ownership", Label("Ownership", "企业性质"), Type.CHOICE, "identity", _FIRM, choices.OWNERSHIP,
              synonyms=("公司性质", "单位性质", "经济性质", "所有制")),
        Field("founded_on", Label("Founded", "成立日期"), Type.DATE, "identity", _FIRM,
              synonyms=("成立时间", "注册日期", "founding date")),
        Field("registered_capital", Label("Registered capital", "注册资本"), Type.MONEY, "identity", _FIRM,
              synonyms=("注册资金",)),
    )


def _reaching() -> tuple[Field, ...]:
    return (
        Field("mobile", Label("Mobile", "手机"), Type.PHONE, "reaching", mask=Mask.PHONE, searched="digits",
              synonyms=("手机号", "手机号码", "移动电话", "移动电话号码", "客户手机号", "手机电话", "行动电话", "mobile phone", "mobilephone",
                        "mobile number", "mobile no", "mobile no.", "cell", "cell phone")),
        Field("phone", Label("Phone", "电话"), Type.PHONE, "reaching", mask=Mask.PHONE, searched="digits",
              synonyms=("联系电话", "联系方式", "客户联系方式", "电话号码", "固定电话", "座机", "办公电话", "公司电话", "总机", "工作电话",
                        "家庭电话", "联络电话", "固话", "客户电话", "收货联系电话", "收货电话", "收件电话", "号码", "telephone", "tel", "office phone",
                        "phone number", "phone no.", "telephone number", "telephone no.")),
        Field("fax", Label("Fax", "传真"), Type.PHONE, "reaching", _FIRM, mask=Mask.PHONE, synonyms=("传真号码", "传真号", "fax number")),
        Field("wechat", Label("WeChat", "微信"), group="reaching", mask=Mask.TEXT, searched="word",
              synonyms=("微信号", "微信号码")),
        Field("qq", Label("QQ", "QQ"), group="reaching", mask=Mask.TEXT, searched="word", synonyms=("QQ号", "QQ号码")),
        Field("email", Label("E-mail", "邮箱"), Type.EMAIL, "reaching", mask=Mask.TEXT, searched="word",
              synonyms=("电子邮件", "电子邮箱", "邮件", "公司邮箱", "主要电子邮件", "邮箱地址", "联系邮箱", "电子信箱", "email", "mail", "email address")),
        Field("website", Label("Website", "网站"), Type.URL, "reaching", _FIRM, searched="word",
              synonyms=("网址", "官网", "公司网站", "公司网址", "主页", "web site", "url", "homepage")),
        Field("country", Label("Country", "国家"), Type.ADDRESS, "reaching", synonyms=("国家/地区", "国别")),
        Field("region", Label("Region", "地区"), Type.ADDRESS, "reaching",
              synonyms=("大区", "区域", "销售区域", "所属地区", "所在地区", "片区")),
        Field("province", Label("Province", "省份"), Type.ADDRESS, "reaching", searched="place",
              synonyms=("省", "所在省份", "所在省", "省/自治区", "省/自治区/直辖市", "省市", "省市区", "省市县", "所在省市区", "所在省市", "state")),
        Field("city", Label("City", "城市"), Type.ADDRESS, "reaching", searched="place",
              synonyms=("市", "所在城市", "所在市", "地级市", "town")),
        Field("district", Label("District", "区县"), Type.ADDRESS, "reaching", searched="place",
              synonyms=("区", "县", "区/县", "县区", "所在区县", "所在行政区", "县/区", "county")),
        Field("address", Label("Street address", "详细地址"), Type.ADDRESS, "reaching", searched="place", width="fill",
              synonyms=("地址", "公司地址", "客户地址", "联系地址", "通讯地址", "办公地址", "住址", "现居地", "地址信息", "收货地址",
                        "收件地址", "收件详细地址", "单位地址", "经营地址", "street")),
        Field("postcode", Label("Postcode", "邮编"), Type.ADDRESS, "reaching", width="short",
              synonyms=("邮政编码", "公司邮编", "postal code", "zip", "zip code", "zip/postal code")),
        Field("home_address", Label("Home address", "家庭地址"), Type.ADDRESS, "reaching", _PERSON, mask=Mask.TEXT,
              width="fill", synonyms=("家庭住址", "居住地址")),
        Field("work_address", Label("Work address", "工作地址"), Type.ADDRESS, "reaching", _PERSON, width="fill",
              synonyms=("单位住址",)),
        Field("best_time", Label("Best time to call", "方便联系的时间"), group="reaching", kinds=_PERSON,
              synonyms=("方便联系时间", "联系时间段")),
    )


def _basic() -> tuple[Field, ...]:
    return (
        Field("occupation", Label("Occupation", "职业"), group="basic", kinds=_PERSON),
        Field("employer", Label("Employer", "工作单位"), group="basic", kinds=_PERSON, synonyms=("所在单位", "就职公司")),
        Field("position", Label("Position", "职务"), group="basic", kinds=_PERSON, synonyms=("职位", "岗位", "职称")),
        Field("education", Label("Education", "学历"), Type.CHOICE, "basic", _PERSON, choices.EDUCATION,
              synonyms=("文化程度", "教育程度")),
        Field("marital_status", Label("Marital status", "婚姻状况"), Type.CHOICE, "basic", _PERSON, choices.MARITAL,
              synonyms=("婚否", "婚姻", "婚姻状态")),
        Field("family", Label("Family members", "家庭成员"), Type.LONG, "basic", _PERSON, width="fill"),
        Field("income", Label("Income band", "收入水平"), Type.CHOICE, "basic", _PERSON, choices.INCOME,
              synonyms=("月收入", "收入")),
        Field("industry", Label("Industry", "行业"), group="basic", kinds=_FIRM,
              synonyms=("所属行业", "客户行业", "行业类别", "行业分类", "行业类型")),
        Field("employees", Label("Employees", "员工人数"), Type.INTEGER, "basic", _FIRM, unit=Label("people", "人"),
              width="short", synonyms=("人数", "职工人数", "公司人数", "员工数", "number of employees", "headcount")),
        Field("turnover", Label("Yearly turnover", "年营业额"), Type.MONEY, "basic", _FIRM,
              synonyms=("营业额", "年销售额", "年产值", "annual turnover", "annual revenue")),
        Field("parent_company", Label("Parent company", "上级公司"), Type.CUSTOMER, "basic", _FIRM,
              synonyms=("母公司", "总公司", "所属集团")),
    )


def _state() -> tuple[Field, ...]:
    return (
        Field("cares", Label("Cares most about", "最在意"), Type.CHOICE, "state", _PERSON, choices.CARES,
              synonyms=("关注点", "关心什么")),
        Field("motives", Label("Motives", "购买动机"), group="state", kinds=_PERSON),
        Field("quantity_needed", Label("Quantity needed", "需求量"), group="state", kinds=_PERSON, synonyms=("需求数量",)),
        Field("brand_attitude", Label("Attitude to brands", "品牌态度"), group="state", kinds=_PERSON,
              synonyms=("品牌偏好",)),
        Field("likes", Label("Likes and dislikes", "好恶"), group="state", kinds=_PERSON, synonyms=("喜好", "忌讳")),
        Field("hobbies", Label("Hobbies", "爱好"), group="state", kinds=_PERSON, synonyms=("兴趣爱好", "兴趣")),
        Field("main_products", Label("Main products", "主营产品"), group="state", kinds=_FIRM,
              synonyms=("主营业务", "经营范围", "主要产品", "主营")),
        Field("markets", Label("Markets", "主要市场"), group="state", kinds=_FIRM, synonyms=("销售市场",)),
        Field("competitors", Label("Also buys from", "也向谁采购"), group="state", kinds=_FIRM,
              synonyms=("其他供应商", "竞争对手", "现有供应商")),
        Field("sales_ability", Label("Sales ability", "销售能力"), group="state", kinds=_FIRM),
        Field("credit_rating", Label("Credit rating", "信用评级"), Type.CHOICE, "state", _FIRM, choices.CREDIT_RATING,
              synonyms=("信用等级", "资信等级")),
    )


def _trading() -> tuple[Field, ...]:
    return (
        Field("habits", Label("Purchase habits", "购买习惯"), group="trading", kinds=_PERSON, synonyms=("消费习惯",)),
        Field("channels", Label("Channels", "购买渠道"), group="trading", kinds=_PERSON),
        Field("frequency", Label("Frequency", "购买频率"), group="trading", kinds=_PERSON, synonyms=("消费频率",)),
        Field("credit_limit", Label("Credit limit", "信用额度"), Type.MONEY, "trading", _FIRM, synonyms=("授信额度", "信用限额")),
        Field("terms_days", Label("Payment terms", "账期"), Type.INTEGER, "trading", _FIRM, unit=Label("days", "天"),
              width="short", synonyms=("账期(天)", "付款期限", "结算周期", "信用期限", "payment terms (days)")),
        Field("paying", Label("Way of paying", "付款方式"), Type.CHOICE, "trading", choices=choices.PAYING,
              synonyms=("支付方式", "结算方式", "付款条件")),
        Field("price_level", Label("Price level", "价格级别"), group="trading", synonyms=("价格等级", "折扣级别", "价格政策")),
        Field("discount", Label("Discount agreed", "约定折扣"), Type.PERCENT, "trading", unit=Label("%", "%"),
              width="short", synonyms=("折扣率", "客户折扣")),
        Field("invoice_title", Label("Invoice title", "发票抬头"), group="trading", kinds=_FIRM, width="long",
              synonyms=("开票抬头", "开票名称", "抬头")),
        Field("tax_number", Label("Tax number", "税号"), group="trading", kinds=_FIRM,
              synonyms=("纳税人识别号", "税务登记号", "纳税人登记号", "tax id", "vat number")),
        Field("registered_address", Label("Registered address", "注册地址"), Type.ADDRESS, "trading", _FIRM,
              width="fill", synonyms=("开票地址",)),
        Field("registered_phone", Label("Registered phone", "注册电话"), Type.PHONE, "trading", _FIRM, mask=Mask.PHONE,
              synonyms=("开票电话",)),
        Field("bank", Label("Bank", "开户银行"), group="trading", kinds=_FIRM, synonyms=("开户行", "银行")),
        Field("bank_account", Label("Bank account", "银行账号"), group="trading", kinds=_FIRM, mask=Mask.ID,
              synonyms=("账号", "银行帐号", "银行账户", "对公账号", "开户账号")),
    )


def _assessment() -> tuple[Field, ...]:
    return (
        Field("tier", Label("Tier", "级别"), Type.CHOICE, "assessment", choices=choices.TIER,
              synonyms=("客户级别", "客户等级", "等级", "分级", "会员等级", "客户分级", "customer level", "level")),
        Field("grade", Label("Grade", "ABC 级"), Type.CHOICE, "assessment", choices=choices.GRADE, width="short",
              synonyms=("ABC分级", "ABC等级", "访问等级", "abc")),
        Field("tier_reason", Label("Why this tier", "级别指定理由"), group="assessment", listed=False,
              synonyms=("级别理由", "分级理由", "等级理由", "分级依据", "tier reason")),
        Field("grade_reason", Label("Why this grade", "ABC 级指定理由"), group="assessment", listed=False,
              synonyms=("ABC级理由", "ABC理由", "grade reason")),
        Field("stage", Label("Stage", "销售阶段"), Type.CHOICE, "assessment", choices=choices.STAGE, derived=True,
              synonyms=("阶段", "客户阶段", "客户状态", "跟进状态")),
        Field("stated_stage", Label("Stated stage", "原表所写阶段"), group="assessment"),
        Field("life_cycle", Label("Life cycle", "生命周期"), Type.CHOICE, "assessment", choices=choices.LIFE_CYCLE,
              derived=True),
        Field("relationship", Label("Relationship", "关系类型"), Type.CHOICE, "assessment",
              choices=choices.RELATIONSHIP),
        Field("money", Label("Money", "购买能力"), Type.CHOICE, "assessment", choices=choices.KNOWN),
        Field("authority", Label("Authority", "决定权"), Type.CHOICE, "assessment", choices=choices.KNOWN),
        Field("need", Label("Need", "需求"), Type.CHOICE, "assessment", choices=choices.KNOWN),
        Field("man", Label("MAN code", "MAN 代码"), group="assessment", derived=True, exported=False),
        Field("man_verdict", Label("MAN verdict", "MAN 判定"), group="assessment", derived=True, exported=False),
        *prospect(),
        Field("wanted", Label("Wanted this year", "本年度重点开发"), Type.YES_NO, "assessment",
              synonyms=("重点开发", "重点客户")),
    )


def _worked_out() -> tuple[Field, ...]:
    """What lists show beside the fields of the file; in no section of it."""
    return (
        Field("main_contact", Label("Main contact", "主要联系人"), derived=True, exported=False),
        Field("reachable_contacts", Label("Reachable contacts", "可联系的联系人"), Type.INTEGER, derived=True,
              exported=False),
        Field("completeness", Label("Completeness", "完整度"), Type.PERCENT, derived=True, exported=False),
        *marks(),
    )


def _keeping() -> tuple[Field, ...]:
    return (
        Field("owner", Label("Owner", "负责人"), group="keeping",
              synonyms=("业务员", "销售员", "销售", "销售人员", "跟进人", "跟进销售", "归属人", "负责人名字", "关联销售", "客户经理", "跟踪客服",
                        "负责业务员", "客户负责人", "sales", "salesperson", "owner")),
        Field("custodian", Label("Keeper of the file", "档案保管人"), group="keeping", synonyms=("保管人", "建档人")),
        Field("source", Label("Source", "来源"), Type.CHOICE, "keeping", choices=choices.SOURCE,
              synonyms=("客户来源", "线索来源", "数据来源", "咨询来源", "来源渠道", "渠道", "获客渠道", "customer origin",
                        "customerorigin", "lead source")),
        Field("referrer", Label("Referrer", "转介绍人"), Type.CUSTOMER, "keeping", synonyms=("介绍人", "推荐人")),
        Field("groups", Label("Groups", "分组"), Type.GROUPS, "keeping", width="long",
              synonyms=("标签", "客户标签", "自定义标签", "客户分组", "组别", "group", "tags")),
        Field("created_on", Label("On file since", "建档日期"), Type.DATE, "keeping",
              synonyms=("建档时间", "创建日期", "创建时间", "录入日期", "录入时间", "登记日期", "添加时间", "注册时间", "created", "created on",
                        "date created")),
        Field("verified_on", Label("Last verified", "上次核实"), Type.DATE, "keeping", synonyms=("核实日期", "上次核实日期")),
        Field("consent_on", Label("Consent given on", "同意保存资料日期"), Type.DATE, "keeping"),
        Field("consent_source", Label("Consent given by", "同意方式"), group="keeping"),
        Field("consent_withdrawn_on", Label("Consent withdrawn on", "撤回同意日期"), Type.DATE, "keeping"),
        Field("notes", Label("Remarks", "备注"), Type.LONG, "keeping", width="fill",
              synonyms=("客户备注", "备注信息", "说明", "描述", "简介", "公司简介", "摘要", "注释", "备用信息", "remark", "remarks",
                        "notes", "note", "comment", "comments", "description")),
    )


CUSTOMERS = Fields(
    "customer",
    (*_identity(), *_reaching(), *_basic(), *_state(), *_trading(), *_assessment(), *_keeping(), *_worked_out()),
    GROUPS,
)
