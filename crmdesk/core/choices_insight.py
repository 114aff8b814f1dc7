"""The words of surveys, of losing customers and of assessing them (METHOD.md sections 7, 8 and 10)."""

from __future__ import annotations

from crmdesk.core.choice_rows import choices as _choices

SATISFACTION = _choices(
    "dissatisfied | Dissatisfied | 不满意 | 不满, 很不满意, 差",
    "basic | Basically satisfied | 基本满意 | 一般, 满意, 尚可, 较满意",
    "high | Highly satisfied | 超满意 | 非常满意, 很满意, 十分满意",
)
LOYALTY = _choices(
    "loyal | Loyal | 忠诚型客户 | 忠诚, 忠诚客户",
    "contested | Easily won by competitors | 易遭竞争对手抢夺的客户 | 易流失",
    "hopeful | Still hopes in us | 对公司仍抱有希望的客户 | 抱有希望",
    "destructive | Destructive | 破坏型客户 | 破坏型",
)
CHURN_REASON = _choices(
    "defect | Ours: product or service defect | 我方：产品或服务缺陷 | 质量问题, 产品问题, 服务问题, 产品缺陷",
    "trust | Ours: broken trust | 我方：诚信问题 | 失信, 不守承诺",
    "neglect | Ours: neglect | 我方：疏于联系 | 忽视, 无人跟进, 服务不到位",
    "image | Ours: image | 我方：企业形象 | 形象问题",
    "staff-left | Ours: staff who left | 我方：员工离职带走 | 人员流动, 业务员离职",
    "competitor | Theirs: competitor | 客户方：转向竞争对手 | 竞争对手, 竞品, 价格",
    "social | Theirs: social | 客户方：社会因素 | 政策, 政治, 经济, 法律, 技术, 教育, 文化",
    "objective | Theirs: moved or closed down | 客户方：客观原因（搬迁、倒闭） | 倒闭, 搬迁, 停业, 关闭, 转行",
    "other | Other | 其他原因 | 其它, 其他, 不明",
)
SELECTION = _choices(
    "good | Good customer | 优质客户 |", "watch | To be watched | 待观察客户 |", "poor | Poor customer | 劣质客户 |"
)
