"""The fields of complaints, of the steps in which they are handled and of what else befell them (METHOD.md section 6)."""

from __future__ import annotations

from crmdesk.core import choices
from crmdesk.core.fields import Field, Fields, Type
from crmdesk.core.words import Label

COMPLAINTS = Fields(
    "complaint",
    (
        Field("number", Label("Number", "编号"), synonyms=("投诉编号", "投诉单号", "抱怨编号", "客诉编号", "客诉单号", "工单号", "单号", "complaint no")),
        Field("received_at", Label("Received", "受理时间"), Type.MOMENT, required=True,
              synonyms=("投诉时间", "投诉日期", "受理日期", "抱怨日期", "接诉日期", "接诉时间", "客诉日期", "反馈日期", "反馈时间",
                        "来电时间", "登记日期", "登记时间", "发生日期", "创建时间", "提交时间", "日期", "时间", "date",
                        "date received")),
        Field("subject", Label("In short", "概要"), width="long", synonyms=("投诉主题", "主题", "标题", "subject")),
        Field("words", Label("Customer's words", "客户原话"), Type.LONG, required=True, width="fill",
              synonyms=("投诉内容", "抱怨内容", "客诉内容", "问题描述", "投诉描述", "投诉事由", "投诉事项", "投诉问题", "抱怨事项",
                        "反馈内容", "客户反馈", "问题内容", "事由", "内容", "complaint", "description", "details")),
        Field("channel", Label("Received by", "受理渠道"), Type.CHOICE, choices=choices.COMPLAINT_CHANNEL,
              synonyms=("投诉渠道", "投诉方式", "受理方式", "渠道", "来源", "channel")),
        Field("contact", Label("Contact", "联系人"), Type.CONTACT, synonyms=("投诉人", "反映人", "客诉人", "来电人", "投诉人姓名", "contact name", "complainant")),
        Field("sales_order", Label("Order", "相关订单"), Type.ORDER, synonyms=("订单编号", "订单号", "相关订单号", "合同号", "合同编号", "order", "order id", "order no")),
        Field("product", Label("Product", "相关产品"), Type.PRODUCT, synonyms=("投诉产品", "产品名称", "产品编码", "产品型号", "涉及产品", "商品名称", "品名", "产品", "product")),
        Field("category", Label("Category", "投诉类别"), Type.CHOICE, choices=choices.COMPLAINT_CATEGORY,
              synonyms=("投诉类型", "问题类型", "类别", "分类", "category")),
        Field("severity", Label("Severity", "严重程度"), Type.CHOICE, choices=choices.SEVERITY,
              synonyms=("紧急程度", "严重性", "级别", "severity")),
        Field("expects", Label("Customer expects", "客户期望"), Type.LONG, width="fill",
              synonyms=("客户要求", "客户诉求", "期望", "诉求")),
        Field("responsible", Label("Responsible", "责任人"),
              synonyms=("负责人", "处理人", "责任人员", "处理人员", "经办人", "受理人", "跟进人", "assignee", "owner")),
        Field("due_on", Label("Due", "期限"), Type.DATE, synonyms=("处理期限", "截止日期", "限期", "due date")),
        Field("state", Label("State", "状态"), Type.CHOICE, choices=choices.COMPLAINT_STATE,
              synonyms=("处理状态", "投诉状态", "结案状态", "是否结案", "是否解决", "是否处理", "是否完成", "是否关闭", "处理进度", "进度",
                        "status", "resolved", "solved")),
        Field("round", Label("Round", "轮次"), Type.INTEGER, width="short", synonyms=("第几轮", "处理轮次")),
        Field("step", Label("Step", "步骤"), Type.CHOICE, choices=choices.STEP, synonyms=("当前步骤", "处理步骤")),
        Field("closed_at", Label("Closed", "结案时间"), Type.MOMENT,
              synonyms=("结案日期", "完成时间", "完成日期", "解决时间", "解决日期", "处理完成日期", "处理完成时间", "关闭时间", "关闭日期",
                        "办结日期", "办结时间", "处理日期", "处理时间", "date closed", "closed on")),
        Field("level", Label("Satisfaction", "满意程度"), Type.CHOICE, choices=choices.SATISFACTION,
              synonyms=("满意度", "客户满意度", "回访结果", "回访满意度", "满意情况", "是否满意", "satisfied")),
        Field("root_cause", Label("Root cause", "根本原因"), Type.LONG, width="fill",
              synonyms=("原因分析", "投诉原因", "问题原因", "产生原因", "原因", "cause")),
        Field("prevention", Label("Prevention", "预防措施"), Type.LONG, width="fill",
              synonyms=("改善措施", "纠正措施", "改进措施", "整改措施", "纠正预防措施", "预防", "preventive action")),
        Field("blame", Label("Customer blamed", "责怪了客户"), Type.YES_NO),
        Field("rude", Label("Rudeness", "态度粗鲁"), Type.YES_NO),
        Field("dodging", Label("Responsibility dodged", "推卸责任"), Type.YES_NO),
        Field("nonverbal", Label("Nonverbal rejection", "非语言排斥"), Type.YES_NO),
        Field("interrogation", Label("Customer interrogated", "质问客户"), Type.YES_NO),
        Field("handling", Label("How it was handled", "处理经过"), Type.LONG, width="fill",
              synonyms=("处理情况", "处理过程", "处理经过及结果", "处理记录", "handling", "resolution")),
    ),
)  # fmt: skip
"""`state`, `round`, `step` (the one to be done next; of a closed one the last), `closed_at` and `level` follow from the
steps (`core.complaints.course`); `handling` is what an old sheet says of it in one piece."""

COMPLAINT_STEPS = Fields(
    "complaint_step",
    (
        Field("round", Label("Round", "轮次"), Type.INTEGER, required=True, width="short"),
        Field("step", Label("Step", "步骤"), Type.CHOICE, choices=choices.STEP, required=True),
        Field("at", Label("Done", "完成时间"), Type.MOMENT, required=True, synonyms=("时间", "日期", "处理时间", "date")),
        Field("by", Label("By", "处理人"), synonyms=("处理人员", "操作人")),
        Field("contact", Label("With", "对方联系人"), Type.CONTACT),
        Field("text", Label("What was said or done", "说了什么、做了什么"), Type.LONG, width="fill",
              synonyms=("处理内容", "内容", "说明", "备注", "text", "notes")),
        Field("kind", Label("Compensation", "赔偿方式"), Type.CHOICE, choices=choices.COMPENSATION),
        Field("amount", Label("Amount", "金额"), Type.MONEY),
        Field("promised_on", Label("Promised for", "答应日期"), Type.DATE),
        Field("delivered_on", Label("Delivered", "兑现日期"), Type.DATE),
        Field("level", Label("Satisfaction", "满意程度"), Type.CHOICE, choices=choices.SATISFACTION),
        Field("confirmed_by", Label("Confirmed by", "确认方式"), Type.CHOICE, choices=choices.COMPLAINT_CHANNEL),
    ),
)  # fmt: skip
"""A step that is done. `kind`, `amount`, `promised_on`, `delivered_on` are of step 5, `level` and `confirmed_by` of step 6."""

COMPLAINT_EVENTS = Fields(
    "complaint_event",
    (
        Field("kind", Label("What", "事项"), Type.CHOICE, choices=choices.COMPLAINT_EVENT, required=True),
        Field("at", Label("When", "时间"), Type.MOMENT, required=True),
        Field("by", Label("By", "操作人")),
        Field("round", Label("Round", "轮次"), Type.INTEGER, width="short"),
        Field("reason", Label("Reason", "原因"), Type.CHOICE, choices=choices.UNRESOLVED),
        Field("tries", Label("Tries", "联系次数"), Type.INTEGER, width="short"),
        Field("text", Label("Explanation", "说明"), Type.LONG, width="fill"),
    ),
)  # fmt: skip
"""What befell a complaint beside its steps: given up as unresolved, reopened (`round` is the one that begins), moved to
the customer it belongs to."""
