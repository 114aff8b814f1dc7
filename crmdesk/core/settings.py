"""What a person can set, each declared once (METHOD.md: numbers that are defaults can be changed in Settings).

These are kept in the data file. What concerns this machine alone (language, theme, scale, folders) is in the window's
own preferences.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from crmdesk.core.fields import Type
from crmdesk.core.setting import GROUPS, Setting
from crmdesk.core.trash import TRASH_DAYS
from crmdesk.core.value_basis import BASES, DEFAULT_BASIS
from crmdesk.core.words import Label

__all__ = ["BY_KEY", "GROUPS", "SETTINGS", "Setting"]

PERSON_NAME = Setting(
    "person.name", Label("My name", "我的姓名"), "person",
    hint=Label("Stands in the history beside what you change, and as owner of new customers.",
               "记在您所做的变更旁，也作为新客户的负责人。"),
)  # fmt: skip
COMPANY_NAME = Setting("company.name", Label("Company name", "公司名称"), "company")
COMPANY_ADDRESS = Setting("company.address", Label("Address", "地址"), "company")
COMPANY_PHONE = Setting("company.phone", Label("Phone", "电话"), "company")
COMPANY_LOGO = Setting(
    "company.logo", Label("Logo", "标志"), "company", "image",
    hint=Label("Stands at the head of printed pages.", "印在纸张页眉。"),
)  # fmt: skip
PRINT_FOOTER = Setting(
    "print.footer", Label("Line at the foot", "页脚文字"), "print",
    hint=Label("Stands at the foot of every page; empty: a reminder that it holds customers' data.",
               "印在每页页脚；留空则印“含客户资料，请妥善保管”。"),
)  # fmt: skip
PRINT_FONT = Setting(
    "print.font", Label("Font", "字体"), "print",
    hint=Label("The name of a font with Chinese characters; empty: the best one this machine has.",
               "含中文的字体名称；留空则用本机最合适的字体。"),
)  # fmt: skip
PRINT_TEMPLATES = Setting(
    "print.templates", Label("Folder of own templates", "自定义模板文件夹"), "print", "folder",
    hint=Label("Pages are set by the templates in it; kinds it has none for look as usual.",
               "其中有的模板优先使用，没有的种类仍用自带样式。"),
)  # fmt: skip
REVIEW_DAYS = Setting(
    "review.days", Label("A file is due for review after", "档案多久后应复核"), "method", Type.INTEGER, 180,
    unit=Label("days", "天"), least=1, most=3650, method="1",
)  # fmt: skip
REACHABLE_AIM = Setting(
    "contacts.aim", Label("Reachable contacts per enterprise", "每家企业应有的可联系人数"), "method",
    Type.INTEGER, 3, least=1, most=20, method="1",
    hint=Label("The file says so when there are fewer.", "少于此数时档案中会提醒。"),
)  # fmt: skip
COMPLETE_ENTERPRISE = Setting(
    "completeness.enterprise", Label("Fields that matter, enterprise", "企业客户的重要资料"), "files", "fields",
    ("category", "credit_code", "legal_representative", "phone", "address", "industry", "employees", "main_products",
     "paying", "source", "owner", "verified_on"),
    hint=Label("Completeness tells how many of them are filled.", "完整度按这些资料是否填写计算。"), method="1",
)  # fmt: skip
COMPLETE_INDIVIDUAL = Setting(
    "completeness.individual", Label("Fields that matter, individual", "个人客户的重要资料"), "files", "fields",
    ("category", "gender", "birthday", "mobile", "wechat", "home_address", "occupation", "cares", "source", "owner",
     "consent_on", "verified_on"),
    hint=Label("Completeness tells how many of them are filled.", "完整度按这些资料是否填写计算。"), method="1",
)  # fmt: skip
ATTACHMENT_MEGABYTES = Setting(
    "attachments.megabytes", Label("Largest attachment", "附件大小上限"), "files", Type.INTEGER, 20,
    unit=Label("MB", "MB"), least=1, most=200,
    hint=Label("Attachments lie in the data file and are part of every backup.",
               "附件保存在数据文件中，随每次备份一起保存。"),
)  # fmt: skip

BACKUP_FOLDER = Setting(
    "backups.folder", Label("Folder for backups", "备份文件夹"), "backups", "folder",
    hint=Label("Empty: beside the data file. Best is a folder on another disk.",
               "留空则放在数据文件旁边；最好选另一块磁盘上的文件夹。"),
)  # fmt: skip
BACKUP_DAILY = Setting(
    "backups.daily", Label("Keep daily backups", "保留每日备份"), "backups", Type.INTEGER, 7,
    unit=Label("days", "天"), least=1, most=366,
)  # fmt: skip
BACKUP_WEEKLY = Setting(
    "backups.weekly", Label("Keep weekly backups", "保留每周备份"), "backups", Type.INTEGER, 4, most=520,
    unit=Label("weeks", "周"),
)  # fmt: skip
BACKUP_MONTHLY = Setting(
    "backups.monthly", Label("Keep monthly backups", "保留每月备份"), "backups", Type.INTEGER, 12,
    unit=Label("months", "个月"), most=120,
)  # fmt: skip
BACKUP_OUTSIDE_DAYS = Setting(
    "backups.outside_days", Label("Remind of a copy elsewhere after", "多久未备份到其他磁盘时提醒"), "backups",
    Type.INTEGER, 14, unit=Label("days", "天"), most=3650, hint=Label("0: never.", "0 表示不提醒。"),
)  # fmt: skip
LOCK_MINUTES = Setting(
    "security.lock_minutes", Label("Lock when nothing was typed for", "无操作多久后自动锁定"),
    "security", Type.INTEGER, 10, unit=Label("minutes", "分钟"), most=1440,
    hint=Label("Only with a password. 0: never.", "仅在设置密码后有效；0 表示不锁定。"),
)  # fmt: skip
CLIPBOARD_SECONDS = Setting(
    "security.clipboard_seconds", Label("Forget copied numbers after", "复制的电话、证件号多久后清除"),
    "security", Type.INTEGER, 0, unit=Label("seconds", "秒"), most=3600,
    hint=Label("Phones, ID numbers and the like. 0: never.", "0 表示不清除。"),
)  # fmt: skip
RETENTION_YEARS = Setting(
    "privacy.retention_years", Label("Remind me of files nobody touched for", "多久无人使用的档案应提醒清理"),
    "privacy", Type.INTEGER, 3, unit=Label("years", "年"), most=30, method="14",
    hint=Label("0: never.", "0 表示不提醒。"),
)  # fmt: skip
REQUEST_DAYS = Setting(
    "privacy.request_days", Label("Answer a person's request within", "个人信息请求应在多久内答复"),
    "privacy", Type.INTEGER, 15, unit=Label("days", "天"), least=1, most=90, method="14",
)  # fmt: skip
TARGET_DAYS = Setting(
    "stages.target_days", Label("Target customers sign within", "目标客户应在多久内签约"), "method", Type.INTEGER, 90,
    unit=Label("days", "天"), least=1, most=3650, method="3",
)  # fmt: skip
ENDED_MONTHS = Setting(
    "life_cycle.ended_months", Label("Ended after no order for", "多久无订单视为终止期"), "method", Type.INTEGER, 24,
    unit=Label("months", "个月"), least=1, most=240, method="3",
)  # fmt: skip
COMPARED_MONTHS = Setting(
    "life_cycle.compared_months", Label("Growth and decline: months compared", "成长与衰退：对比的月数"), "method",
    Type.INTEGER, 12, unit=Label("months", "个月"), least=1, most=120, method="3",
)  # fmt: skip
CHANGE_PERCENT = Setting(
    "life_cycle.change_percent", Label("Growth and decline: from a change of", "成长与衰退：变化超过"), "method",
    Type.INTEGER, 20, unit=Label("%", "%"), most=1000, method="3",
)  # fmt: skip
SILENT_INTERVALS = Setting(
    "life_cycle.silent_intervals", Label("Decline after no order for", "多久无订单视为衰退期"), "method",
    Type.INTEGER, 2, unit=Label("usual intervals", "倍通常间隔"), least=1, most=100, method="3",
)  # fmt: skip
FEW_PERCENT = Setting(
    "relationship.few_percent", Label("Few customers in a grade: under", "同等级客户为少数：低于"), "method",
    Type.INTEGER, 5, unit=Label("%", "%"), most=100, method="3",
)  # fmt: skip
MANY_PERCENT = Setting(
    "relationship.many_percent", Label("Many customers in a grade: over", "同等级客户为多数：高于"), "method",
    Type.INTEGER, 30, unit=Label("%", "%"), most=100, method="3",
)  # fmt: skip
COMMISSION_RATE = Setting(
    "commission.rate", Label("Commission on money received", "回款提成比例"), "method", Type.PERCENT, Decimal(0),
    unit=Label("%", "%"), method="3", hint=Label("0: none.",
                                                 "0 表示不计提成；人员另有比例的按其本人比例。"),
)  # fmt: skip
COMPLAINT_DUE_DAYS = Setting(
    "complaints.due_days", Label("Complaints are settled within", "投诉应在多久内处理完"), "method", Type.INTEGER,
    7, unit=Label("days", "天"), least=1, most=365, method="6",
)  # fmt: skip
COMPLAINT_TRIES = Setting(
    "complaints.tries", Label("A customer is unreachable after", "联系几次不上才算联系不上"), "method",
    Type.INTEGER, 3, unit=Label("tries", "次"), least=1, most=20, method="6",
)  # fmt: skip

_TIER_PARTS = (
    ("gold", "Gold: the first", "金质：前", "1"), ("silver", "Silver: up to", "银质：前", "20"),
    ("bronze", "Bronze: up to", "铜质：前", "50"),
)  # fmt: skip
TIER_BOUNDS = tuple(
    Setting(f"tiers.{key}", Label(en, zh), "tiers", Type.PERCENT, Decimal(percent),
            unit=Label("% of customers", "% 的客户"), method="4")
    for key, en, zh, percent in _TIER_PARTS
)  # fmt: skip
ABC_BY = Setting("abc.by", Label("ABC by", "ABC 依据"), "tiers", default="value", method="4",
                 choices=("value", "customers"))  # fmt: skip
"""'value': by share of cumulated value, 'customers': by share of customers."""
_ABC_PARTS = (
    ("value.a", "A: the first of the value", "A 级：累计价值前", "80"),
    ("value.b", "B: up to", "B 级：累计价值前", "95"),
    ("customers.a", "A: the first of the customers", "A 级：客户数前", "20"),
    ("customers.b", "B: up to", "B 级：客户数前", "50"),
)  # fmt: skip
ABC_BOUNDS = tuple(
    Setting(f"abc.{key}", Label(en, zh), "tiers", Type.PERCENT, Decimal(percent), unit=Label("%", "%"), method="4")
    for key, en, zh, percent in _ABC_PARTS
)
_WEIGHTS = (
    ("sales", "Weight of sales, last 12 months", "近 12 个月销售额的权重", "40"),
    ("profit", "Weight of gross profit", "毛利的权重", "30"),
    ("orders", "Weight of the number of orders", "订单数的权重", "10"),
    ("on_time", "Weight of paying on time", "按时付款的权重", "10"),
    ("growth", "Weight of growth", "增长的权重", "10"),
)  # fmt: skip
SCORE_WEIGHTS = tuple(
    Setting(f"score.{key}", Label(en, zh), "tiers", Type.PERCENT, Decimal(weight), method="4")
    for key, en, zh, weight in _WEIGHTS
)
CLV_RATE = Setting(
    "clv.rate", Label("Lifetime value: discount rate", "终身价值：折现率"), "tiers", Type.NUMBER, Decimal(10),
    unit=Label("%", "%"), method="9",
)  # fmt: skip
CLV_YEARS = Setting(
    "clv.years", Label("Lifetime value: years", "终身价值：年数"), "tiers", Type.INTEGER, 5,
    unit=Label("years", "年"), least=1, most=100, method="9",
    hint=Label("How long a customer stays, while the churn rate is not defined.",
               "流失率尚无法计算时，假定客户关系持续的年数。"),
)  # fmt: skip
CLV_GROWTH = Setting(
    "clv.growth", Label("Lifetime value: yearly growth", "终身价值：每年增长"), "tiers", Type.NUMBER, Decimal(0),
    unit=Label("%", "%"), method="9",
)  # fmt: skip
TIER_BASIS = Setting("tiers.basis", Label("Ranked by", "分级依据"), "tiers", default=DEFAULT_BASIS, method="4",
                     choices=tuple(BASES))  # fmt: skip
GRADE_SOURCE = Setting("grade.source", Label("Grades follow", "ABC 级来自"), "tiers", default="tier", method="4",
                       choices=("tier", "abc"))  # fmt: skip
GRADE_OF_TIER = Setting("grade.of_tier", Label("Grade of each tier", "各级别对应的 ABC 级"), "tiers", "grades",
                        method="4")  # fmt: skip
"""JSON: tier to grade; what is missing as in `core.grades`."""
VISIT_PLAN = Setting("visits.plan", Label("Visits and calls", "客户访问管理表"), "day", method="5")
"""JSON as `core.visit_plan` reads it; what is missing as in METHOD.md."""
NEGLECTED_DAYS = tuple(
    Setting(f"visits.neglected_{key}", Label(f"Neglected, {key} bound: beyond", f"久未联系第{zh}档：超过"), "day",
            Type.INTEGER, days, unit=Label("days", "天"), least=1, most=3650, method="5")
    for key, days, zh in (("first", 7, "一"), ("second", 15, "二"), ("third", 30, "三"), ("fourth", 90, "四"))
)  # fmt: skip


def _ahead(key: str, en: str, zh: str, days: int, method: str = "") -> Setting:
    return Setting(key, Label(en, zh), "day", Type.INTEGER, days, unit=Label("days", "天"), most=366, method=method)


GREETING_DAYS = _ahead("greetings.days", "Birthdays and holidays coming within", "提前多少天提醒生日和节日", 7, "11")
PAYMENT_DAYS = _ahead("day.payment_days", "Payments due within", "提前多少天提醒到期回款", 7)
SIGNING_DAYS = _ahead("day.signing_days", "Signings expected within", "提前多少天提醒预计签约", 14)
LITTLE_NEW_YEAR = Setting(
    "greetings.little_new_year", Label("Little New Year, in the twelfth month", "小年（腊月）"), "day",
    Type.INTEGER, 23, least=23, most=24, method="11",
)  # fmt: skip
TASK_SETS = Setting("tasks.sets", Label("Sets of tasks", "任务组合"), "day", method="11")
"""JSON as `core.task_sets` reads it; None: the sets supplied."""
OFFER_FROM = Setting(
    "offers.from", Label("Offer sheet: 12-month sales from", "专属购物清单：近 12 个月消费达到"), "method",
    Type.INTEGER, 1_000, unit=Label("yuan", "元"), most=1_000_000_000, method="13",
    hint=Label("0: everybody gets one.", "0 表示发给所有客户。"),
)  # fmt: skip
OFFER_DAYS = Setting(
    "offers.days", Label("Offer sheet: given every", "专属购物清单：发送间隔"), "method", Type.INTEGER, 30,
    unit=Label("days", "天"), least=1, most=366, method="13",
    hint=Label("Lists what is needed until the next.", "每次列出到下一次之前需要的产品。"),
)  # fmt: skip

SETTINGS: tuple[Setting, ...] = (
    PERSON_NAME,
    COMPANY_NAME,
    COMPANY_ADDRESS,
    COMPANY_PHONE,
    COMPANY_LOGO,
    PRINT_FOOTER,
    PRINT_FONT,
    PRINT_TEMPLATES,
    REVIEW_DAYS,
    REACHABLE_AIM,
    COMPLETE_ENTERPRISE,
    COMPLETE_INDIVIDUAL,
    ATTACHMENT_MEGABYTES,
    TRASH_DAYS,
    BACKUP_FOLDER,
    BACKUP_DAILY,
    BACKUP_WEEKLY,
    BACKUP_MONTHLY,
    BACKUP_OUTSIDE_DAYS,
    LOCK_MINUTES,
    CLIPBOARD_SECONDS,
    RETENTION_YEARS,
    REQUEST_DAYS,
    TARGET_DAYS,
    ENDED_MONTHS,
    COMPARED_MONTHS,
    CHANGE_PERCENT,
    SILENT_INTERVALS,
    FEW_PERCENT,
    MANY_PERCENT,
    COMMISSION_RATE,
    COMPLAINT_DUE_DAYS,
    COMPLAINT_TRIES,
    *TIER_BOUNDS,
    ABC_BY,
    *ABC_BOUNDS,
    *SCORE_WEIGHTS,
    CLV_RATE,
    CLV_YEARS,
    CLV_GROWTH,
    TIER_BASIS,
    GRADE_SOURCE,
    GRADE_OF_TIER,
    VISIT_PLAN,
    *NEGLECTED_DAYS,
    GREETING_DAYS,
    LITTLE_NEW_YEAR,
    PAYMENT_DAYS,
    SIGNING_DAYS,
    OFFER_FROM,
    OFFER_DAYS,
    TASK_SETS,
)
BY_KEY: Mapping[str, Setting] = {setting.key: setting for setting in SETTINGS}
