"""Papers of a sale, offer sheets, letters: the kinds, and what stands on a page before it is put into words (METHOD.md
sections 11, 13 and 15)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from msgspec import Struct

from crmdesk.core.choices_daily import OCCASION
from crmdesk.core.orders import NOTHING
from crmdesk.core.printing import About, Option, OptionType, PrintKind
from crmdesk.core.reasons import Reason
from crmdesk.core.receivables import Aged
from crmdesk.core.repurchase import Need
from crmdesk.core.sales import Order
from crmdesk.core.statements import PERIODS, Account
from crmdesk.core.words import Label

_REMARKS = Option("remarks", Label("Remarks", "备注"), OptionType.TEXT, "")
_OWN_NOTES = Option(
    "notes", Label("Print the remarks of the order", "印出订单备注"), OptionType.YES_NO, False,
    hint=Label("They may be meant for ourselves.", "订单备注可能只供内部看。"),
)  # fmt: skip
_ACCOUNT = Option(
    "account", Label("Account to pay into", "收款账户"), OptionType.TEXT, "",
    hint=Label("Name, bank and number, as they are to stand on the page.", "户名、开户行、账号，照填的印出。"),
)  # fmt: skip

QUOTATION = PrintKind(
    "quotation", Label("Quotation", "报价单"), About.ORDERS,
    Label("An offer or order with prices, the amount in capitals, until when it holds.",
          "报价或订单的产品、单价与大写金额，含有效期。"),
    options=(
        Option("valid_days", Label("Valid for days", "有效天数"), OptionType.INTEGER, 30, most=3650,
               hint=Label("From its date, where the offer names no day; 0: nothing is said.",
                          "报价未写有效期时，自报价日起算；0 表示不写。")),
        _ACCOUNT, _REMARKS, _OWN_NOTES,
    ),
)  # fmt: skip

COPIES: dict[str, Label] = {
    "stub": Label("Our copy", "存根联"),
    "customer": Label("Customer's copy", "客户联"),
    "receipt": Label("Signed copy", "回单联"),
    "accounts": Label("Accounts' copy", "财务联"),
}

DELIVERY = PrintKind(
    "delivery", Label("Delivery note", "送货单"), About.ORDERS,
    Label("What is delivered where, to be signed on receipt.", "送什么、送到哪里，收货时签字。"),
    options=(
        Option("prices", Label("With prices", "印出价格"), OptionType.YES_NO, False),
        Option("copies", Label("Copies", "联次"), OptionType.SEVERAL, (), COPIES,
               hint=Label("Each on a page of its own; none chosen: one page without a name.",
                          "每联单独成页；不选则印一张，不注明联次。")),
        _REMARKS, _OWN_NOTES,
    ),
)  # fmt: skip

OWN_DAYS = "own"
STATEMENT = PrintKind(
    "statement", Label("Statement of account", "对账单"), About.CUSTOMERS,
    Label("What was owed, sold, returned and paid in a period, to be confirmed and stamped.",
          "期初欠款、本期订货、退货、回款与期末欠款，供对方核对盖章。"),
    options=(
        Option("period", Label("Period", "对账期间"), OptionType.CHOICE, "this-year",
               {**PERIODS, OWN_DAYS: Label("From and to a day", "自选日期")}),
        Option("from", Label("From", "从"), OptionType.DATE, only_with=("period", OWN_DAYS),
               hint=Label("Empty: from the beginning.", "留空则从最早一笔算起。")),
        Option("to", Label("To", "到"), OptionType.DATE, only_with=("period", OWN_DAYS)),
        Option("goods", Label("With the goods of each order", "列出每单产品"), OptionType.YES_NO, False),
        _ACCOUNT, _REMARKS,
    ),
)  # fmt: skip

OFFER = PrintKind(
    "offer", Label("Offer sheet", "专属购物清单"), About.CUSTOMERS,
    Label("What a customer is about to need, at today's price, to be ticked.",
          "客户快要用到的产品，按今天的价格列出，供勾选。"),
    options=(
        Option("who", Label("For whom", "给谁"), OptionType.CHOICE, "enough", {
            "enough": Label("Who bought enough and is about to need something", "消费达到标准且即将需要的客户"),
            "everybody": Label("Everybody chosen", "所选全部客户"),
        }, hint=Label("How much is enough stands in Settings. A customer chosen alone always gets one.",
                      "消费标准见“设置”。单选一位客户时总会印出。")),
        Option("blank", Label("Lines to write on", "空白行"), OptionType.INTEGER, 4, most=20),
        _REMARKS,
    ),
)  # fmt: skip

NEXT_HOLIDAY = "next"
LETTER = PrintKind(
    "letter", Label("Greeting letter", "问候信"), About.CUSTOMERS,
    Label("A letter for a holiday or birthday to each main contact.", "逢年过节、生日等写给每位主要联系人的信。"),
    options=(
        Option("occasion", Label("Occasion", "场合"), OptionType.CHOICE, NEXT_HOLIDAY, {
            NEXT_HOLIDAY: Label("The next holiday", "最近的节日"),
            **{choice.key: choice.label for choice in OCCASION},
        }),
        Option("text", Label("Text", "正文"), OptionType.TEXT, "",
               hint=Label("Empty: as in the texts of greetings. {称呼} {姓名} {客户} {节日} {公司} {我} {年数} stand "
                          "for each customer's own.",
                          "留空则用问候模板；可用 {称呼} {姓名} {客户} {节日} {公司} {我} {年数}，逐位替换。")),
        Option("on", Label("Date", "日期"), OptionType.DATE),
        Option("place", Label("Place", "地点"), OptionType.TEXT, ""),
        Option("signed", Label("Signed by", "署名"), OptionType.TEXT, "",
               hint=Label("Empty: who is working.", "留空则署当前使用者的姓名。")),
    ),
    margins=(20, 26, 20, 26),
    foot=False,
)  # fmt: skip

KINDS: tuple[PrintKind, ...] = (QUOTATION, DELIVERY, STATEMENT, OFFER, LETTER)


class Party(Struct, frozen=True):
    """A customer as papers of a sale name it, ready to be read; '' for what is not known. `bank`: with the account."""

    number: str
    name: str
    contact: str = ""
    phone: str = ""
    address: str = ""
    invoice_title: str = ""
    tax_number: str = ""
    bank: str = ""


class Deal(Struct, frozen=True):
    """A quotation or delivery note. `deliver_to`, `receiver` and `receiver_phone`: where goods go; `copy`: a key of
    COPIES or ''; `priced`: prices stand on it."""

    order: Order
    party: Party
    valid_until: dt.date | None = None
    deliver_to: str = ""
    receiver: str = ""
    receiver_phone: str = ""
    delivered_on: dt.date | None = None
    copy: str = ""
    priced: bool = True
    account: str = ""
    remarks: str = ""


class Statement(Struct, frozen=True):
    """A customer's account over a time. `aged`: what is owed at its end by age, `since` the oldest overdue day;
    `goods`: the lines of orders and returns are printed too; `pay_into`: our account."""

    party: Party
    account: Account
    aged: Aged
    since: dt.date | None = None
    goods: bool = False
    pay_into: str = ""
    remarks: str = ""

    @property
    def closing(self) -> Decimal:
        return self.account.closing

    @property
    def in_favour(self) -> Decimal:
        """What is left of what the customer paid beyond its debts."""
        return max(NOTHING, self.aged.owed - self.closing)


class OfferSheet(Struct, frozen=True):
    """What one customer is about to need up to a day; `why`: there is nothing. `called`: how whoever it goes to is
    addressed, `by`: whom of ours to call."""

    party: Party
    needs: tuple[Need, ...]
    today: dt.date
    until: dt.date
    called: str = ""
    by: str = ""
    why: Reason | None = None
    blank: int = 0
    remarks: str = ""


class Letter(Struct, frozen=True):
    """One letter, in the words it is printed with."""

    salutation: str
    paragraphs: tuple[str, ...]
    closing: tuple[str, ...]
    company: str
    signed: str
    dated: str
    indented: bool
    """Paragraphs begin two characters in, as in Chinese."""
