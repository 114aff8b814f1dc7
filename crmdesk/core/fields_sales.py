"""The fields of products, orders and money (METHOD.md sections 3 and 15).

A line's `amount` and `cost` are those of the whole line; sums of an order are worked out from its lines, returns and
payments (`core.orders`) and stored with it.
"""

from __future__ import annotations

from crmdesk.core import choices
from crmdesk.core.fields import Field, Fields, Type
from crmdesk.core.words import Label

PRODUCTS = Fields(
    "product",
    (
        Field("code", Label("Product code", "产品编码"), width="short",
              synonyms=("产品ID", "产品编号", "商品编码", "商品编号", "货号", "物料编码", "存货编码", "编码", "编号", "sku", "item code",
                        "product id", "product no.")),
        Field("name", Label("Product name", "产品名称"), required=True, width="long",
              synonyms=("产品", "商品名称", "商品", "品名", "名称", "货品名称", "物料名称", "存货名称", "product", "item", "description")),
        Field("category", Label("Category", "类别"),
              synonyms=("产品类别", "产品分类", "商品分类", "子类别", "品类", "大类", "product category")),
        Field("unit", Label("Unit", "单位"), width="short", synonyms=("计量单位", "销售单位", "uom")),
        Field("price", Label("Price", "单价"), Type.MONEY, synonyms=("售价", "销售单价", "标准售价", "零售价", "unit price", "list price")),
        Field("cost", Label("Unit cost", "单位成本"), Type.MONEY, synonyms=("成本", "成本价", "进价", "采购价", "成本单价", "unit cost")),
        Field("promotion_price", Label("Promotion price", "促销价"), Type.MONEY, synonyms=("活动价", "特价")),
        Field("subsidy", Label("Maker's subsidy", "厂家补贴"), Type.MONEY, synonyms=("补贴", "返利")),
        Field("promotion_from", Label("Promotion from", "促销开始"), Type.DATE, synonyms=("促销开始日期",)),
        Field("promotion_to", Label("Promotion to", "促销结束"), Type.DATE, synonyms=("促销结束日期",)),
        Field("discontinued", Label("No longer sold", "已停售"), Type.YES_NO, synonyms=("停售", "停产")),
        Field("notes", Label("Remarks", "备注"), Type.LONG, width="fill"),
    ),
)  # fmt: skip
"""`subsidy` is the maker's part of the promotion, per unit."""

ORDERS = Fields(
    "sales_order",
    (
        Field("number", Label("Order number", "订单编号"), width="short",
              synonyms=("订单ID", "订单号", "订单号码", "单号", "销售单号", "单据编号", "合同编号", "合同号", "order id", "order no.", "order")),
        Field("date", Label("Order date", "订单日期"), Type.DATE, required=True,
              synonyms=("下单日期", "下单时间", "日期", "销售日期", "成交日期", "成交时间", "购买日期", "单据日期", "订购日期", "purchase date")),
        Field("state", Label("State", "状态"), Type.CHOICE, choices=choices.ORDER_STATE, required=True, synonyms=("订单状态",)),
        Field("by", Label("Salesperson", "业务员"), synonyms=("销售人员", "销售员", "销售", "经手人", "负责人")),
        Field("contact", Label("Contact", "对方联系人"), Type.CONTACT, synonyms=("联系人",)),
        Field("signed_on", Label("Contract signed on", "签约日期"), Type.DATE, synonyms=("合同日期", "合同签订日期", "contract date")),
        Field("first_payment", Label("Agreed first payment", "约定首付款"), Type.MONEY, synonyms=("首付款", "首付", "定金", "预付款")),
        Field("terms_days", Label("Payment terms", "账期"), Type.INTEGER, unit=Label("days", "天"), width="short",
              synonyms=("账期(天)", "付款期限")),
        Field("reduction", Label("Reduction", "整单优惠"), Type.MONEY, synonyms=("优惠金额", "抹零", "减免")),
        Field("delivery_on", Label("Delivery on", "交货日期"), Type.DATE, synonyms=("约定交期", "交期")),
        Field("delivered_on", Label("Delivered on", "发货日期"), Type.DATE, synonyms=("发货时间", "出库日期", "ship date")),
        Field("address", Label("Deliver to", "送货地址"), Type.ADDRESS, width="fill"),
        Field("reference", Label("Their order number", "对方订单号")),
        Field("valid_until", Label("Offer valid until", "报价有效期至"), Type.DATE),
        Field("hold", Label("Delivery on hold", "暂停发货"), Type.YES_NO, derived=True),
        Field("hold_reason", Label("On hold because", "暂停原因"), Type.CHOICE, choices=choices.HOLD_REASON, derived=True),
        Field("released_on", Label("Released on", "放行日期"), Type.DATE, derived=True),
        Field("released_reason", Label("Reason", "放行理由"), derived=True),
        Field("lost_reason", Label("Lost because", "未成交原因"), Type.CHOICE, choices=choices.LOST_REASON),
        Field("lost_to", Label("Lost to", "输给"), Type.COMPETITOR),
        Field("settled", Label("Settled at import", "导入时已结清"), Type.YES_NO, synonyms=("已结清", "是否结清")),
        Field("notes", Label("Remarks", "备注"), Type.LONG, width="fill", synonyms=("订单备注",)),
        Field("amount", Label("Amount", "金额"), Type.MONEY, derived=True),
        Field("cost", Label("Cost", "成本"), Type.MONEY, derived=True),
        Field("returned", Label("Returned", "退货金额"), Type.MONEY, derived=True),
        Field("paid", Label("Paid", "已收款"), Type.MONEY, derived=True),
        Field("due", Label("Still due", "未收款"), Type.MONEY, derived=True),
        Field("due_on", Label("Due on", "应收日期"), Type.DATE, derived=True),
        Field("invoiced", Label("Invoiced", "已开票"), Type.MONEY, derived=True),
    ),
)  # fmt: skip
"""`due_on`: the day from which the oldest unpaid part is owed; empty when nothing is."""

ORDER_LINES = Fields(
    "order_line",
    (
        Field("product", Label("Product", "产品"), Type.PRODUCT, required=True),
        Field("description", Label("Description", "说明"), synonyms=("规格", "规格型号", "型号")),
        Field("quantity", Label("Quantity", "数量"), Type.NUMBER, required=True, width="short", synonyms=("订购数量", "销售数量", "qty")),
        Field("price", Label("Price", "单价"), Type.MONEY, width="short", synonyms=("成交价", "销售单价", "售价", "unit price")),
        Field("discount", Label("Discount", "折扣"), Type.PERCENT, unit=Label("%", "%"), width="short", synonyms=("折扣率",)),
        Field("amount", Label("Amount", "金额"), Type.MONEY, synonyms=("销售额", "小计", "总价", "销售金额", "订单金额", "成交金额", "sales", "total")),
        Field("cost", Label("Cost", "成本"), Type.MONEY, synonyms=("成本额", "成本金额")),
        Field("sample", Label("Sample", "样品"), Type.YES_NO, synonyms=("是否样品",)),
    ),
)  # fmt: skip
"""`discount` is the part taken off the price, in percent: 20 is 八折."""

INSTALMENTS = Fields(
    "instalment",
    (
        Field("due_on", Label("Due on", "应收日期"), Type.DATE, required=True),
        Field("amount", Label("Amount", "金额"), Type.MONEY, required=True),
    ),
)

PAYMENTS = Fields(
    "payment",
    (
        Field("sales_order", Label("Order", "订单"), Type.ORDER, synonyms=("订单编号", "订单号", "订单ID", "order", "order id")),
        Field("date", Label("Received on", "收款日期"), Type.DATE, required=True,
              synonyms=("回款日期", "到账日期", "付款日期", "收款时间", "回款时间", "日期", "payment date")),
        Field("amount", Label("Amount", "金额"), Type.MONEY, required=True,
              synonyms=("收款金额", "回款金额", "到账金额", "付款金额", "实收金额", "payment")),
        Field("kind", Label("Kind", "类型"), Type.CHOICE, choices=choices.PAYMENT_KIND),
        Field("method", Label("Way of paying", "付款方式"), Type.CHOICE, choices=choices.PAYING,
              synonyms=("收款方式", "支付方式", "结算方式", "method")),
        Field("reference", Label("Receipt or transfer number", "凭证号"), synonyms=("流水号", "交易单号", "收据号")),
        Field("notes", Label("Remarks", "备注"), Type.LONG, width="fill"),
    ),
)  # fmt: skip
"""`amount` is above zero; a refund takes it off. Without an order it is a credit of the customer's."""

INVOICES = Fields(
    "invoice",
    (
        Field("sales_order", Label("Order", "订单"), Type.ORDER),
        Field("kind", Label("Kind of invoice", "发票类型"), Type.CHOICE, choices=choices.INVOICE_KIND, synonyms=("票种",)),
        Field("number", Label("Invoice number", "发票号码"), synonyms=("发票号",)),
        Field("date", Label("Invoiced on", "开票日期"), Type.DATE, required=True),
        Field("amount", Label("Amount", "金额"), Type.MONEY, required=True, synonyms=("开票金额", "价税合计")),
        Field("notes", Label("Remarks", "备注"), Type.LONG, width="fill"),
    ),
)

RETURNS = Fields(
    "goods_return",
    (
        Field("number", Label("Return number", "退货单号")),
        Field("sales_order", Label("Order", "订单"), Type.ORDER),
        Field("date", Label("Returned on", "退货日期"), Type.DATE, required=True),
        Field("reason", Label("Reason", "退货原因"), width="long"),
        Field("notes", Label("Remarks", "备注"), Type.LONG, width="fill"),
        Field("amount", Label("Amount", "金额"), Type.MONEY, derived=True),
        Field("cost", Label("Cost", "成本"), Type.MONEY, derived=True),
    ),
)

RETURN_LINES = Fields(
    "return_line",
    (
        Field("product", Label("Product", "产品"), Type.PRODUCT, required=True),
        Field("description", Label("Description", "说明")),
        Field("quantity", Label("Quantity", "数量"), Type.NUMBER, required=True, width="short"),
        Field("price", Label("Price", "单价"), Type.MONEY, width="short"),
        Field("amount", Label("Amount", "金额"), Type.MONEY),
        Field("cost", Label("Cost", "成本"), Type.MONEY),
    ),
)
"""Quantity and amounts are above zero; they reduce sales."""
