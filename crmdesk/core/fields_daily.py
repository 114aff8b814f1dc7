"""The fields of what the day brings: tasks of care, greetings sent, yearly sales targets (METHOD.md sections 1 and 11)."""

from __future__ import annotations

from crmdesk.core import choices, choices_daily
from crmdesk.core.fields import Field, Fields, Type
from crmdesk.core.words import Label

TASKS = Fields(
    "task",
    (
        Field("due_on", Label("Due on", "日期"), Type.DATE, required=True,
              synonyms=("到期日", "计划日期", "任务日期", "提醒日期", "due", "due date")),
        Field("text", Label("Task", "任务"), Type.LONG, required=True, width="fill",
              synonyms=("事项", "任务内容", "关怀内容", "待办", "to do", "todo")),
        Field("phase", Label("Phase of care", "关怀阶段"), Type.CHOICE, choices=choices.PHASE),
        Field("by", Label("Our person", "我方人员"), synonyms=("负责人", "执行人", "业务员", "salesperson")),
        Field("contact", Label("Contact", "对方联系人"), Type.CONTACT, synonyms=("联系人",)),
        Field("sales_order", Label("Order", "订单"), Type.ORDER, synonyms=("订单号", "订单编号")),
        Field("repeat", Label("Repeats", "重复"), Type.CHOICE, choices=choices_daily.REPEAT),
        Field("until", Label("Repeats until", "重复至"), Type.DATE),
        Field("done_on", Label("Done on", "完成日期"), Type.DATE, synonyms=("完成时间",)),
        Field("notes", Label("Remarks", "备注"), Type.LONG, width="fill"),
    ),
)  # fmt: skip
"""One row is one time it is to be done: doing a repeated one makes the next."""

GREETINGS = Fields(
    "greeting",
    (
        Field("occasion", Label("Occasion", "问候事由"), Type.CHOICE, choices=choices_daily.OCCASION, required=True),
        Field("day", Label("Day", "日期"), Type.DATE, required=True),
        Field("contact", Label("Contact", "对方联系人"), Type.CONTACT),
        Field("outcome", Label("Outcome", "结果"), Type.CHOICE, choices=choices_daily.GREETING_OUTCOME, required=True),
        Field("by", Label("Our person", "我方人员")),
        Field("text", Label("Greeting", "问候语"), Type.LONG, width="fill"),
    ),
)  # fmt: skip
"""`day` is the day of the occasion, whenever the greeting was sent; `contact` None: the customer itself."""

SALES_TARGETS = Fields(
    "sales_target",
    (
        Field("year", Label("Year", "年度"), Type.INTEGER, required=True, width="short", grouped=False,
              synonyms=("计划年度", "年份")),
        Field("amount", Label("Target", "销售目标"), Type.MONEY, required=True,
              synonyms=("年度目标", "销售计划", "目标金额", "计划金额", "target")),
        Field("notes", Label("Remarks", "备注"), width="fill"),
    ),
)  # fmt: skip
