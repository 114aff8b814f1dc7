"""The fields of what passes between customers and us, and of our people (METHOD.md sections 2, 3 and 5).

Interactions, objections, call campaigns, the record of a month, ticks of the screening checklist; staff.
"""

from __future__ import annotations

from crmdesk.core import choices
from crmdesk.core.fields import Field, Fields, Mask, Type
from crmdesk.core.words import Label

INTERACTIONS = Fields(
    "interaction",
    (
        Field("at", Label("When", "时间"), Type.MOMENT, required=True,
              synonyms=("日期", "跟进时间", "拜访时间", "拜访日期", "联系时间", "沟通时间", "跟进日期", "联系日期", "互动时间", "date", "time")),
        Field("kind", Label("Kind", "方式"), Type.CHOICE, choices=choices.INTERACTION_KIND, required=True,
              synonyms=("跟进方式", "拜访方式", "联系方式", "沟通方式", "互动方式", "跟进类型", "互动类型", "类型", "type")),
        Field("by", Label("Our person", "我方人员"),
              synonyms=("跟进人", "拜访人", "联系人员", "业务员", "记录人", "销售", "salesperson", "by")),
        Field("role", Label("In the role of", "身份"), Type.CHOICE, choices=choices.STAFF_ROLE),
        Field("contact", Label("Contact", "对方联系人"), Type.CONTACT,
              synonyms=("联系人", "客户联系人", "被访人", "拜访对象", "接洽人", "contact name")),
        Field("purpose", Label("Purpose", "目的"), width="long", synonyms=("拜访目的", "跟进目的", "主题", "subject")),
        Field("exchanged", Label("Exchanged", "沟通内容类别"), Type.CHOICE, choices=choices.EXCHANGED),
        Field("phase", Label("Phase of care", "关怀阶段"), Type.CHOICE, choices=choices.PHASE),
        Field("content", Label("Content", "内容"), Type.LONG, width="fill",
              synonyms=("跟进内容", "拜访内容", "沟通内容", "联系内容", "跟进记录", "拜访记录", "跟进情况", "洽谈内容", "notes", "description")),
        Field("products", Label("Products presented", "介绍的产品"), width="long", synonyms=("推荐产品", "意向产品")),
        Field("usage", Label("How the product is used", "产品使用情况"), Type.LONG, width="fill", synonyms=("使用情况",)),
        Field("needs", Label("New needs found", "发现的新需求"), Type.LONG, width="fill", synonyms=("客户需求", "新需求")),
        Field("promise", Label("Promised", "承诺事项"), Type.LONG, width="fill", synonyms=("承诺", "答应事项")),
        Field("next_step", Label("Next step", "下一步"), width="long",
              synonyms=("下一步计划", "下步计划", "后续计划", "跟进计划", "next action")),
        Field("next_date", Label("Next step on", "下一步日期"), Type.DATE,
              synonyms=("下次跟进时间", "下次跟进日期", "下次联系时间", "下次拜访时间", "下次联系日期", "next follow-up")),
        Field("next_done_on", Label("Next step done on", "下一步完成日期"), Type.DATE),
        Field("cost", Label("Cost", "费用"), Type.MONEY, synonyms=("花费", "拜访费用", "费用金额")),
        Field("minutes", Label("Minutes", "用时"), Type.INTEGER, unit=Label("minutes", "分钟"), width="short",
              synonyms=("时长", "时长(分钟)", "duration")),
    ),
)  # fmt: skip
"""`next_step` is open until `next_done_on` is set: by a person, or by the next contact of that customer."""

OBJECTIONS = Fields(
    "objection",
    (
        Field("raised_on", Label("Raised on", "提出日期"), Type.DATE, required=True, synonyms=("日期",)),
        Field("kind", Label("Kind", "异议类型"), Type.CHOICE, choices=choices.OBJECTION_KIND, required=True),
        Field("text", Label("Objection", "异议内容"), Type.LONG, required=True, width="fill", synonyms=("客户异议",)),
        Field("contact", Label("Raised by", "提出人"), Type.CONTACT),
        Field("answer", Label("Our answer", "我方答复"), Type.LONG, width="fill", synonyms=("答复", "处理办法")),
        Field("outcome", Label("Outcome", "结果"), Type.CHOICE, choices=choices.OBJECTION_OUTCOME, synonyms=("处理结果",)),
        Field("by", Label("Our person", "我方人员")),
    ),
)  # fmt: skip

CAMPAIGNS = Fields(
    "campaign",
    (
        Field("name", Label("Campaign", "活动名称"), required=True, width="long"),
        Field("script", Label("Script", "话术"), Type.LONG, width="fill"),
        Field("until", Label("To be done by", "完成期限"), Type.DATE),
        Field("notes", Label("Remarks", "备注"), Type.LONG, width="fill"),
    ),
)

CAMPAIGN_CALLS = Fields(
    "campaign_call",
    (
        Field("outcome", Label("Outcome", "结果"), Type.CHOICE, choices=choices.CALL_OUTCOME),
        Field("at", Label("Called", "拨打时间"), Type.MOMENT),
        Field("notes", Label("Remarks", "备注"), Type.LONG, width="fill"),
    ),
)
"""A customer that a call campaign is to reach; without `outcome` the call is still to be made."""

MONTHLY = Fields(
    "monthly",
    (
        Field("month", Label("Month", "月份"), Type.DATE, required=True),
        Field("average_sales", Label("Average monthly sales", "平均月销售额"), Type.MONEY),
        Field("notes", Label("Remarks", "备注"), Type.LONG, width="fill"),
    ),
)
"""What is recorded of a customer each month beside the visits; `month` is its first day, `average_sales` the
customer's own."""

SCREENINGS = Fields(
    "screening",
    (
        Field("item", Label("Condition", "判定条件"), Type.CHOICE, choices=choices.SCREENING, required=True),
        Field("passed", Label("Met", "符合"), Type.YES_NO),
        Field("notes", Label("Remarks", "备注"), width="fill"),
    ),
)

STAFF = Fields(
    "staff",
    (
        Field("name", Label("Name", "姓名"), required=True),
        Field("role", Label("Role", "职位"), Type.CHOICE, choices=choices.STAFF_ROLE),
        Field("mobile", Label("Mobile", "手机"), Type.PHONE, mask=Mask.PHONE),
        Field("commission", Label("Commission", "提成比例"), Type.PERCENT, unit=Label("%", "%"), width="short"),
        Field("left_on", Label("Left on", "离职日期"), Type.DATE),
        Field("notes", Label("Remarks", "备注"), Type.LONG, width="fill"),
    ),
)
"""Our people. `commission` in place of the rate in Settings."""
