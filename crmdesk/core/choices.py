"""The words a choice field can take, in both languages, with the other words spreadsheets use for them."""

from __future__ import annotations

from crmdesk.core.choice_rows import choices as _choices

KIND = _choices(
    "enterprise | Enterprise | 企业客户 | 企业, 公司, 单位, 机构, company, organisation, organization",
    "individual | Individual | 个人客户 | 个人, 自然人, 散客, person",
)
CATEGORY = _choices(
    "consumer | Consumer | 消费客户 | 消费者, 终端客户, 消费类",
    "business | Business | 企业客户 | 生产企业, 生产客户, 企业用户, 公司, 小型企业, business customer",
    "intermediary | Intermediary | 中间客户 | 中间商, 经销商, 代理商, 批发商, 零售商, reseller, dealer",
    "public | Public interest | 公利客户 | 政府, 协会, 事业单位, 公益, government",
)
GENDER = _choices("male | Male | 男 | 先生, 男性, m, mr", "female | Female | 女 | 女士, 小姐, 女性, f, ms, mrs")
OWNERSHIP = _choices(
    "state | State-owned | 国有 | 国企, 国营, 央企, 国有企业",
    "collective | Collective | 集体 | 集体企业",
    "private | Private | 民营 | 私营, 私企, 民企, 民营企业, 私营企业",
    "joint | Joint venture | 合资 | 中外合资, 合资企业",
    "foreign | Foreign-owned | 外资 | 外企, 外商独资, 独资, 外资企业",
    "listed | Listed company | 上市公司 | 上市, 股份制",
    "sole | Sole trader | 个体工商户 | 个体, 个体户",
    "public | Public institution | 事业单位 | 政府机关, 机关, 政府",
    "other | Other | 其他 | 其它",
)
EDUCATION = _choices(
    "primary | Primary school | 小学 |",
    "middle | Middle school | 初中 |",
    "high | High school | 高中 | 中专, 职高, 技校",
    "college | College | 大专 | 专科",
    "bachelor | Bachelor | 本科 | 大学, 学士, 大学本科",
    "master | Master | 硕士 | 研究生, 硕士研究生",
    "doctor | Doctor | 博士 | 博士研究生",
)
MARITAL = _choices(
    "single | Single | 未婚 | 单身",
    "married | Married | 已婚 |",
    "divorced | Divorced | 离异 | 离婚",
    "widowed | Widowed | 丧偶 |",
)
INCOME = _choices(
    "under-5k | Under ¥5,000 a month | 月入 5 千以下 |",
    "5k-10k | ¥5,000–10,000 a month | 月入 5 千至 1 万 |",
    "10k-20k | ¥10,000–20,000 a month | 月入 1 至 2 万 |",
    "20k-50k | ¥20,000–50,000 a month | 月入 2 至 5 万 |",
    "over-50k | Over ¥50,000 a month | 月入 5 万以上 |",
)
CARES = _choices(
    "time | Time | 时间 | 效率, 交期",
    "price | Price | 价格 | 便宜, 优惠",
    "quality | Quality | 质量 | 品质",
    "habit | Habit | 习惯 |",
    "psychology | Psychology | 消费心理 | 心理, 面子",
)
PAYING = _choices(
    "transfer | Bank transfer | 银行转账 | 转账, 电汇, 汇款, 对公转账",
    "cash | Cash | 现金 | 现结",
    "wechat | WeChat Pay | 微信支付 | 微信",
    "alipay | Alipay | 支付宝 |",
    "card | Card | 刷卡 | 银行卡, 信用卡",
    "draft | Acceptance bill | 承兑汇票 | 承兑, 汇票, 银行承兑",
    "cheque | Cheque | 支票 |",
    "monthly | Monthly account | 月结 | 账期, 挂账",
    "other | Other | 其他 | 其它",
)
CREDIT_RATING = _choices(
    "excellent | Excellent | 优 | 优秀, AAA, 好",
    "good | Good | 良 | 良好, AA",
    "fair | Fair | 中 | 一般, A",
    "poor | Poor | 差 | 较差",
)
SOURCE = _choices(
    "cold-visit | Cold visit | 陌生拜访 | 陌拜, 上门拜访, 地推",
    "referral | Referral | 转介绍 | 介绍, 客户介绍, 朋友介绍, 推荐, 老客户介绍, 熟人介绍",
    "fair | Trade fair | 展会 | 展览会, 会展, 展销会",
    "advertising | Advertising | 广告 | 广告投放, 宣传",
    "web | Web | 网络 | 网站, 互联网, 线上, 网上, 百度, 官网, 网络推广, online, internet",
    "telephone | Telephone | 电话 | 电话营销, 电话咨询, 来电, 电销, phone",
    "returning | Returning customer | 老客户 | 老顾客, 回头客",
    "other | Other | 其他 | 其它",
)
STAGE = _choices(
    "potential | Potential | 潜在 | 潜在客户, 意向客户, 线索, 初步接触",
    "target | Target | 目标 | 目标客户",
    "signed | Signed | 签约 | 签约客户, 已签约, 成交, 成交客户, 已成交",
    "qualified | Qualified | 合格签约 | 合格签约客户",
)
LIFE_CYCLE = _choices(
    "acquisition | Acquisition | 潜在获取期 | 获取期",
    "growth | Growth | 成长期 | 客户成长期",
    "maturity | Maturity | 成熟期 | 客户成熟期",
    "decline | Decline | 衰退期 | 客户衰退期",
    "ended | Ended | 终止期 | 客户终止期",
)
RELATIONSHIP = _choices(
    "basic | Basic | 基本型 |",
    "reactive | Reactive | 被动型 |",
    "accountable | Accountable | 责任型 |",
    "proactive | Proactive | 能动型 |",
    "partnership | Partnership | 伙伴型 |",
)
TIER = _choices(
    "gold | Gold | 金质 | 金质客户, 金牌, 金牌客户, 金牌会员, 金级",
    "silver | Silver | 银质 | 银质客户, 银牌, 银牌客户, 银牌会员, 银级",
    "bronze | Bronze | 铜质 | 铜质客户, 铜牌, 铜牌客户, 铜牌会员, 铜级",
    "iron | Iron | 铁质 | 铁质客户, 铁牌, 铁牌客户, 铁牌会员, 铁级",
)
GRADE = _choices("A | A | A 级 | A类, A级客户", "B | B | B 级 | B类, B级客户", "C | C | C 级 | C类, C级客户")
KNOWN = _choices(
    "yes | Yes | 有 | 是, 具备, y, 1",
    "no | No | 没有 | 无, 否, 不具备, n, 0",
    "unknown | Unknown | 不清楚 | 未知, 不知道, ?",
)
ROLE = _choices(
    "decides | Decides | 决策 | 决策者, 决策人, 关键决策人, 拍板",
    "advises | Advises | 建议 | 建议者, 影响者, 顾问",
    "uses | Uses | 使用 | 使用者, 用户",
    "buys | Buys | 采购 | 采购者, 采购员, 购买者",
    "opposes | Opposes | 反对 | 反对者",
)
INTENT = _choices(
    "none | None | 没有 | 无意向, 无",
    "has | Some | 有 | 有意向, 一般",
    "clear | Clear | 明确 | 明确意向, 意向明确, 强烈",
)
INTENDING = _choices(
    "intending | Intending | 意向客户 |",
    "need-only | Need alone | 仅有需求 |",
    "second | Second class | 第二类意向客户 | 长期合作倾向",
)
NEED_KIND = _choices(
    "future | Future need | 将来需要 | 未来需求",
    "discount | Attracted by discount | 被优惠吸引 | 优惠吸引",
    "chance | Happens to need it | 恰好需要 | 偶然需要",
)
NEED_LENGTH = _choices("long | Long-term | 长期 | 长期需求", "once | One-off | 一次性 | 一次, 单次")
SCREENING = _choices(
    "decision | Decision structure | 决策结构 |",
    "habits | Buying habits | 购买习惯 |",
    "income | Income | 收入水平 |",
    "region | Regional psychology | 地域心理 |",
    "cycle | Expected signing cycle | 预计签约周期 |",
)
STAFF_ROLE = _choices(
    "salesperson | Salesperson | 销售人员 | 业务员, 销售, 销售员, 业务代表",
    "sales-manager | Sales manager | 业务经理 | 销售经理, 业务主管, 销售主管",
    "marketing-director | Marketing director | 市场总监 | 营销总监, 销售总监",
    "general-manager | General manager or deputy | 总经理或副总 | 总经理, 副总经理, 副总, 老板, 董事长",
)
INTERACTION_KIND = _choices(
    "visit | Visit | 走访 | 拜访, 上门, 上门拜访, 出访, 面谈",
    "call | Call | 电话 | 打电话, 通话, 电话沟通, 去电, 来电, phone",
    "message | Message | 短信/微信 | 短信, 微信, 信息, QQ, wechat, sms",
    "email | E-mail | 邮件 | 电子邮件, email, mail",
    "came | They came | 来访 | 到访, 来厂, 来公司",
    "meal | Meal | 宴请 | 吃饭, 聚餐, 请客",
    "gift | Gift | 礼品 | 送礼, 礼物",
)
EXCHANGED = _choices(
    "information | Information | 信息 |",
    "feeling | Feeling | 情感 | 感情",
    "opinion | Opinion or suggestion | 意见建议 | 意见, 建议, suggestion",
)
PHASE = _choices(
    "before | Before the sale | 售前 |",
    "during | During the sale | 售中 |",
    "after | After the sale | 售后 |",
)
OBJECTION_KIND = _choices(
    "need | Need | 需求 | 需求异议",
    "product | Product | 产品 | 产品异议",
    "price | Price | 价格 | 价格异议",
    "service | Service | 服务 | 服务异议",
    "supply | Source of supply | 货源 | 货源异议",
    "time | Buying time | 购买时间 | 购买时间异议, 时间",
    "authority | Authority | 权力 | 权力异议",
    "money | Money | 财力 | 财力异议",
)
OBJECTION_OUTCOME = _choices(
    "open | Open | 待处理 | 未处理",
    "resolved | Resolved | 已化解 | 已解决, 解决",
    "unresolved | Not resolved | 未化解 | 未解决",
)
CALL_OUTCOME = _choices(
    "interested | Interested | 有意向 | 感兴趣",
    "later | Call again | 再联系 | 稍后, 回访",
    "not-interested | Not interested | 无意向 | 拒绝, 不感兴趣",
    "no-answer | No answer | 未接通 | 无人接听, 占线, 关机",
    "wrong-number | Wrong number | 号码有误 | 空号, 错号, 停机",
)
ORDER_STATE = _choices(
    "offer | Offer | 报价 | 报价中, 已报价, quotation",
    "ordered | Order | 订单 | 已签约, 执行中, 已下单, 已确认, 已发货, 已完成, 完成, 成交, 已成交, confirmed, done",
    "lost | Lost offer | 未成交 | 丢单, 失单, 输单",
    "cancelled | Cancelled | 已取消 | 取消, 作废, 已作废, 已关闭, canceled",
)
LOST_REASON = _choices(
    "price | Price | 价格 | 价格高",
    "competitor | Competitor chosen | 选择了对手 | 竞争对手",
    "need | No need any more | 需求取消 | 不需要了",
    "delivery | Delivery | 交期 | 货期",
    "product | Product | 产品不合适 | 产品",
    "money | No money | 资金不足 | 没钱",
    "other | Other | 其他 | 其它",
)
HOLD_REASON = _choices(
    "credit | Beyond the credit limit | 超出信用额度 |",
    "overdue | Overdue debts | 有逾期欠款 |",
    "both | Beyond the credit limit, overdue debts | 超出信用额度且有逾期欠款 |",
)
PAYMENT_KIND = _choices(
    "payment | Payment | 收款 | 回款, 付款, 到账",
    "refund | Refund | 退款 |",
)
INVOICE_KIND = _choices(
    "special | Special VAT invoice | 专票 | 增值税专用发票, 专用发票",
    "ordinary | Ordinary invoice | 普票 | 增值税普通发票, 普通发票, 电子发票",
)
COMPLAINT_STATE = _choices(
    "open | Open | 未结 | 处理中, 未结案, 未处理, 待处理, 跟进中, 待跟进, 进行中, 未完成, 未解决, 未关闭, 未完结, 未处理完, 待结案, 已受理, 受理中, "
    "否, ×, no, n, false, pending, in progress, ongoing, new",
    "closed | Closed | 已结 | 已结案, 已处理, 已解决, 已完成, 已关闭, 已办结, 已完结, 已归档, 已闭环, 完成, 结案, 解决, 关闭, 办结, 完结, 归档, 闭环, "
    "处理完, 处理完毕, 处理完成, 已处理完, 已处理完毕, 已处理完成, 是, √, yes, y, true, done, resolved, solved, finished, completed",
    "unresolved | Unresolved | 未解决结案 | 无法解决, 搁置",
    "imported | Closed, imported | 导入时已结 |",
)
STEP = _choices(
    "listen | Listen | 倾听 | 聆听",
    "apologise | Apologise | 道歉 | 致歉, apologize",
    "restate | Restate at once | 立即重述 | 重述, 复述",
    "empathise | Empathise | 同理心 | 共情, empathize",
    "compensate | Compensate | 赔偿 | 补偿",
    "confirm | Make sure they are satisfied | 务必确定客户是满意的 | 确认满意, 回访确认, 满意确认",
)
SATISFACTION = _choices(
    "dissatisfied | Dissatisfied | 不满意 | 很不满意, 非常不满意, 不太满意, 差, 较差, 否, ×, no, n, false, unsatisfied, not satisfied",
    "basic | Basically satisfied | 基本满意 | 满意, 比较满意, 较满意, 一般, 尚可, 还行, 是, √, yes, y, true, satisfied",
    "high | Highly satisfied | 超满意 | 非常满意, 很满意, 十分满意, very satisfied",
)
COMPENSATION = _choices(
    "refund | Refund | 退款 | 退货退款",
    "replacement | Replacement | 换货 | 更换, 补发, 补货",
    "repair | Repair | 维修 | 返修, 修理",
    "discount | Discount | 折扣 | 降价, 减价, 优惠",
    "gift | Gift | 礼品 | 赠品",
    "other | Other | 其他 | 其它",
    "none | None | 不赔偿 | 无, 没有",
)
COMPLAINT_CATEGORY = _choices(
    "quality | Product quality | 产品质量 | 质量, 质量问题, 品质",
    "delivery | Delivery | 送货 | 交货, 物流, 发货, 交期, 配送, 运输",
    "attitude | Service attitude | 服务态度 | 态度, 服务",
    "price | Price or invoice | 价格或发票 | 价格, 发票, 账款",
    "promise | Promise not kept | 承诺未兑现 | 未兑现承诺, 承诺",
    "other | Other | 其他 | 其它",
)
SEVERITY = _choices(
    "minor | Minor | 轻微 | 低, 轻, low",
    "moderate | Moderate | 一般 | 中, 普通, medium, normal",
    "serious | Serious | 严重 | 高, 重大, 紧急, high, critical",
)
COMPLAINT_CHANNEL = _choices(
    "phone | Phone | 电话 | 来电, 热线, 400电话",
    "face | Face to face | 当面 | 面谈, 上门, 现场, 来访",
    "message | Message | 消息 | 微信, 短信, QQ, 企业微信, wechat",
    "email | Email | 邮件 | 电子邮件, 邮箱",
    "letter | Letter | 信函 | 书面, 来函, 传真",
    "other | Other | 其他 | 其它, 12315, 网络",
)
COMPLAINT_EVENT = _choices(
    "reopened | Reopened | 重新处理 | 重开",
    "unresolved | Closed unresolved | 未解决结案 |",
    "moved | Moved to another customer | 转到其他客户 | 改挂客户",
)
UNRESOLVED = _choices(
    "unreachable | Cannot be reached | 联系不上 | 无法联系",
    "refused | The customer refuses | 客户拒绝 | 拒绝沟通",
    "law | Goes to law | 走法律途径 | 诉讼, 仲裁",
    "other | Other | 其他 | 其它",
)
