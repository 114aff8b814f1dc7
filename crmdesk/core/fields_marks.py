"""Fields of a customer about selling: how promising it is, and the marks worked out from contacts, orders and payments.

METHOD.md sections 2 and 3. The marks are stored (`store.marks`), so that lists filter and sort by them.
"""

from __future__ import annotations

from crmdesk.core import choices, choices_insight
from crmdesk.core.fields import Field, Type
from crmdesk.core.words import Label


def prospect() -> tuple[Field, ...]:
    """What is known of a potential customer, beside money, authority and need."""
    return (
        Field("intent", Label("Intent", "购买意向"), Type.CHOICE, "assessment", choices=choices.INTENT,
              synonyms=("意向", "意向程度", "意向度")),
        Field("recognises", Label("Recognises the product", "认可产品"), Type.CHOICE, "assessment", choices=choices.KNOWN),
        Field("belonging", Label("Feels they belong", "有归属感"), Type.CHOICE, "assessment", choices=choices.KNOWN),
        Field("need_kind", Label("Kind of need", "需求类型"), Type.CHOICE, "assessment", choices=choices.NEED_KIND),
        Field("need_length", Label("How long needed", "需求期限"), Type.CHOICE, "assessment", choices=choices.NEED_LENGTH),
        Field("intending", Label("Intending customer", "意向分类"), Type.CHOICE, "assessment", choices=choices.INTENDING,
              derived=True, exported=False),
        Field("expected_on", Label("Expected signing", "预计签约日期"), Type.DATE, "assessment",
              synonyms=("预计成交日期", "预计成交时间", "预计签单日期", "预计签约时间", "expected close")),
        Field("expected_amount", Label("Expected amount", "预计金额"), Type.MONEY, "assessment",
              synonyms=("预计成交金额", "预计销售额", "商机金额", "expected revenue")),
        Field("expected_profit", Label("Expected profit", "预计利润"), Type.MONEY, "assessment", synonyms=("预期利润",)),
        Field("life_cycle_by_hand", Label("Life cycle set by hand", "生命周期（人工认定）"), Type.CHOICE, "assessment",
              choices=choices.LIFE_CYCLE),
        Field("life_cycle_reason", Label("Reason for the life cycle", "生命周期认定理由"), group="assessment"),
        Field("relationship_reason", Label("Reason for the relationship", "关系类型认定理由"), group="assessment"),
    )  # fmt: skip


def marks() -> tuple[Field, ...]:
    """Worked out by the program whenever something they rest on changes, and when the day does; in no section."""
    return (
        Field("last_contact_on", Label("Last contact", "上次联系"), Type.DATE, derived=True, exported=False),
        Field("last_visit_on", Label("Last visit", "上次走访"), Type.DATE, derived=True, exported=False),
        Field("last_call_on", Label("Last call", "上次电话"), Type.DATE, derived=True, exported=False),
        Field("next_on", Label("Next step on", "下一步日期"), Type.DATE, derived=True, exported=False),
        Field("first_order_on", Label("First order", "首次下单"), Type.DATE, derived=True, exported=False),
        Field("last_order_on", Label("Last order", "最近下单"), Type.DATE, derived=True, exported=False),
        Field("order_count", Label("Orders", "订单数"), Type.INTEGER, derived=True, exported=False),
        Field("sales", Label("Sales to date", "累计销售额"), Type.MONEY, derived=True, exported=False),
        Field("sales_year", Label("Sales, last 12 months", "近 12 个月销售额"), Type.MONEY, derived=True, exported=False),
        Field("owed", Label("Owed", "应收款"), Type.MONEY, derived=True, exported=False),
        Field("overdue", Label("Overdue", "逾期欠款"), Type.MONEY, derived=True, exported=False),
        Field("overdue_since", Label("Overdue since", "逾期起始日"), Type.DATE, derived=True, exported=False),
        Field("credit", Label("In their favour", "预收余额"), Type.MONEY, derived=True, exported=False),
        Field("open_complaints", Label("Open complaints", "未结投诉"), Type.INTEGER, derived=True, exported=False),
        Field("satisfaction", Label("Satisfaction", "满意度"), Type.CHOICE, choices=choices_insight.SATISFACTION,
              derived=True, exported=False),
        Field("loyalty", Label("Loyalty", "忠诚度"), Type.CHOICE, choices=choices_insight.LOYALTY, derived=True,
              exported=False),
        Field("lost_on", Label("Lost on", "流失日期"), Type.DATE, derived=True, exported=False),
        Field("selection", Label("Assessment", "客户评估"), Type.CHOICE, choices=choices_insight.SELECTION, derived=True,
              exported=False),
    )
