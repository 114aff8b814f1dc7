"""The fields of surveys, customers lost, assessments, delivered value, and of what advertising cost.

METHOD.md sections 7, 8, 9, 10 and 15.
"""

from __future__ import annotations

from crmdesk.core import choices, choices_insight
from crmdesk.core.fields import Field, Fields, Type
from crmdesk.core.words import Label


def _score(key: str, en: str, zh: str, *synonyms: str) -> Field:
    return Field(key, Label(en, zh), Type.INTEGER, width="short", synonyms=synonyms)


def _tick(key: str, en: str, zh: str, *synonyms: str) -> Field:
    return Field(key, Label(en, zh), Type.YES_NO, synonyms=synonyms)


_PARTS = (
    ("product", "product", "产品"), ("service", "service", "服务"), ("people", "people", "人员"),
    ("image", "image", "形象"), ("money", "money", "货币成本"), ("time", "time", "时间成本"),
    ("mental", "mental effort", "精神成本"), ("physical", "physical effort", "体力成本"),
)  # fmt: skip

SURVEYS = Fields(
    "survey",
    (
        Field("day", Label("Asked on", "调查日期"), Type.DATE, required=True, synonyms=("日期", "调查时间", "回访日期", "回访时间", "date")),
        Field("contact", Label("Who answered", "受访人"), Type.CONTACT, synonyms=("联系人", "被访人")),
        Field("by", Label("Our person", "我方人员"), synonyms=("调查人", "回访人")),
        _score("overall_expected", "Overall: expected", "总体期望", "期望值"),
        _score("overall_felt", "Overall: felt", "总体感受", "总体满意度", "满意度"),
        _score("product_expected", "Product: expected", "产品期望"),
        _score("product_felt", "Product: felt", "产品感受", "产品满意度", "产品评分"),
        _score("service_expected", "Service: expected", "服务期望"),
        _score("service_felt", "Service: felt", "服务感受", "服务满意度", "服务评分"),
        _tick("praises", "Praises us", "称赞我们", "口碑好"),
        _tick("asks_by_name", "Asks for us by name", "指名购买", "指名"),
        _tick("buys_again", "Will buy again", "会再次购买", "再次购买", "复购意愿"),
        _tick("recommended", "Has recommended us", "推荐过我们", "是否推荐"),
        Field("recommended_to", Label("Recommended to", "推荐给谁"), synonyms=("被推荐人",)),
        Field("notes", Label("Remarks", "备注"), Type.LONG, width="fill", synonyms=("意见建议", "意见")),
    ),
)  # fmt: skip
"""Scores are from 1 to 10."""

LOSSES = Fields(
    "loss",
    (
        Field("lost_on", Label("Lost on", "流失日期"), Type.DATE, required=True, synonyms=("流失时间",)),
        Field("reason", Label("Reason", "流失原因"), Type.CHOICE, choices=choices_insight.CHURN_REASON, required=True,
              synonyms=("原因",)),
        Field("competitor", Label("Lost to", "流向竞争对手"), Type.COMPETITOR, synonyms=("竞争对手",)),
        Field("text", Label("What happened", "流失经过"), Type.LONG, width="fill", synonyms=("说明", "经过")),
        Field("by", Label("Our person", "我方人员")),
        Field("won_back_on", Label("Won back on", "挽回日期"), Type.DATE, synonyms=("赢回日期",)),
        Field("won_back_text", Label("How won back", "挽回经过"), Type.LONG, width="fill"),
    ),
)  # fmt: skip
"""A customer is lost while its last loss has no day on which it was won back."""

ASSESSMENTS = Fields(
    "assessment",
    (
        Field("day", Label("Assessed on", "评估日期"), Type.DATE, required=True),
        Field("by", Label("Our person", "我方人员")),
        _tick("good_demand", "Strong wish, large demand", "购买欲望强、购买力大"),
        _tick("good_profit", "Profitable, pays on time, good credit", "利润高、对价格不敏感、付款及时、信誉好"),
        _tick("good_cheap", "Cheap to serve", "服务成本低"),
        _tick("good_loyal", "Loyal, low risk, good prospects", "忠诚、经营风险小、有发展前景"),
        _tick("good_growing", "Makes us better, wants a long partnership", "能促使我们进步、愿意长期合作"),
        _tick("poor_demanding", "Buys little, demands much", "买得少、要求多"),
        _tick("poor_credit", "No credit: bad debts, lawsuits", "不讲信誉：呆坏账、诉讼"),
        _tick("poor_pulling", "Pulls us into what we do not do", "让我们做不擅长的事"),
        _tick("risk_financial", "Financial risk: credit, receivables", "财务风险（赊销、应收款）"),
        _tick("risk_profit", "Profit risk: bargaining power", "利润风险（议价能力）"),
        _tick("risk_management", "Management risk: market disorder", "管理风险（扰乱市场）"),
        _tick("risk_loss", "Loss risk: courted, may do it themselves", "流失风险（被争夺、可能自建）"),
        _score("level", "Customer's level", "客户级别（1–5）"),
        _score("capacity", "Our capacity", "我方能力（1–5）"),
        Field("notes", Label("Remarks", "备注"), Type.LONG, width="fill"),
    ),
)  # fmt: skip
"""Dated and kept: customers change places."""

DELIVERED_VALUES = Fields(
    "delivered_value",
    (
        Field("day", Label("Scored on", "评分日期"), Type.DATE, required=True),
        Field("by", Label("Our person", "评分人")),
        Field("competitor", Label("Beside", "对比竞争对手"), Type.COMPETITOR),
        *(_score(f"ours_{key}", f"Ours: {en}", f"我方：{zh}") for key, en, zh in _PARTS),
        *(_score(f"theirs_{key}", f"Theirs: {en}", f"对手：{zh}") for key, en, zh in _PARTS),
        Field("notes", Label("Remarks", "备注"), Type.LONG, width="fill"),
    ),
)
"""Scores are from 0 to 10."""

SOURCE_COSTS = Fields(
    "source_cost",
    (
        Field("source", Label("Source", "来源"), Type.CHOICE, choices=choices.SOURCE, required=True),
        Field("day", Label("Spent on", "支出日期"), Type.DATE, required=True, synonyms=("日期", "时间")),
        Field("amount", Label("Cost", "费用"), Type.MONEY, required=True, synonyms=("金额", "广告费", "推广费")),
        Field("notes", Label("Remarks", "备注"), width="fill"),
    ),
)  # fmt: skip
"""What advertising on a source cost."""
