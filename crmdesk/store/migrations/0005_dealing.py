"""Contacts made, orders and money: interactions, objections, campaigns, staff, products, orders, payments, returns; the
marks worked out from them."""

from typing import Any

_TABLES = (
    """CREATE TABLE staff (
        id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, role TEXT, mobile TEXT, commission INTEGER,
        left_on TEXT, notes TEXT, deleted_at TEXT
    )""",
    """CREATE TABLE product (
        id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT, name TEXT NOT NULL, category TEXT, unit TEXT, price
        INTEGER, cost INTEGER, promotion_price INTEGER, promotion_from TEXT, promotion_to TEXT, subsidy INTEGER,
        discontinued INTEGER, notes TEXT, name_key TEXT, deleted_at TEXT
    )""",
    """CREATE TABLE campaign (
        id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, script TEXT, until TEXT, notes TEXT,
        deleted_at TEXT
    )""",
    """CREATE TABLE interaction (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, at TEXT NOT NULL, kind TEXT NOT NULL, by TEXT, role TEXT, contact INTEGER REFERENCES
        contact(id) ON DELETE SET NULL, purpose TEXT, exchanged TEXT, phase TEXT, content TEXT, products TEXT,
        usage TEXT, needs TEXT, promise TEXT, next_step TEXT, next_date TEXT, next_done_on TEXT, cost INTEGER,
        minutes INTEGER, deleted_at TEXT
    )""",
    """CREATE TABLE objection (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, raised_on TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, contact INTEGER REFERENCES
        contact(id) ON DELETE SET NULL, answer TEXT, outcome TEXT, by TEXT, deleted_at TEXT
    )""",
    """CREATE TABLE campaign_call (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, campaign INTEGER NOT NULL REFERENCES campaign(id) ON DELETE CASCADE, interaction INTEGER
        REFERENCES interaction(id) ON DELETE SET NULL, outcome TEXT, at TEXT, notes TEXT, deleted_at TEXT
    )""",
    """CREATE TABLE monthly (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, month TEXT NOT NULL, average_sales INTEGER, notes TEXT, deleted_at TEXT
    )""",
    """CREATE TABLE screening (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, item TEXT NOT NULL, passed INTEGER, notes TEXT, deleted_at TEXT
    )""",
    """CREATE TABLE sales_order (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, number TEXT, date TEXT NOT NULL, state TEXT NOT NULL, by TEXT, contact INTEGER REFERENCES
        contact(id) ON DELETE SET NULL, signed_on TEXT, first_payment INTEGER, terms_days INTEGER, reduction
        INTEGER, delivery_on TEXT, delivered_on TEXT, address TEXT, reference TEXT, valid_until TEXT, hold
        INTEGER, hold_reason TEXT, released_on TEXT, released_reason TEXT, lost_reason TEXT, lost_to INTEGER
        REFERENCES competitor(id), settled INTEGER, notes TEXT, amount INTEGER, cost INTEGER, returned INTEGER,
        paid INTEGER, due INTEGER, due_on TEXT, invoiced INTEGER, deleted_at TEXT
    )""",
    """CREATE TABLE order_line (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, sales_order INTEGER NOT NULL REFERENCES sales_order(id) ON DELETE CASCADE, product INTEGER
        REFERENCES product(id) NOT NULL, description TEXT, quantity INTEGER NOT NULL, price INTEGER, discount
        INTEGER, amount INTEGER, cost INTEGER, sample INTEGER, position INTEGER NOT NULL DEFAULT 0, deleted_at
        TEXT
    )""",
    """CREATE TABLE instalment (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, sales_order INTEGER NOT NULL REFERENCES sales_order(id) ON DELETE CASCADE, due_on TEXT NOT
        NULL, amount INTEGER NOT NULL, deleted_at TEXT
    )""",
    """CREATE TABLE payment (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, sales_order INTEGER REFERENCES sales_order(id), date TEXT NOT NULL, amount INTEGER NOT NULL,
        kind TEXT, method TEXT, reference TEXT, notes TEXT, deleted_at TEXT
    )""",
    """CREATE TABLE invoice (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, sales_order INTEGER REFERENCES sales_order(id), kind TEXT, number TEXT, date TEXT NOT NULL,
        amount INTEGER NOT NULL, notes TEXT, deleted_at TEXT
    )""",
    """CREATE TABLE goods_return (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, number TEXT, sales_order INTEGER REFERENCES sales_order(id), date TEXT NOT NULL, reason TEXT,
        notes TEXT, amount INTEGER, cost INTEGER, deleted_at TEXT
    )""",
    """CREATE TABLE return_line (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, goods_return INTEGER NOT NULL REFERENCES goods_return(id) ON DELETE CASCADE, product INTEGER
        REFERENCES product(id) NOT NULL, description TEXT, quantity INTEGER NOT NULL, price INTEGER, amount
        INTEGER, cost INTEGER, position INTEGER NOT NULL DEFAULT 0, deleted_at TEXT
    )""",
)
_COLUMNS = (
    "intent TEXT", "recognises TEXT", "belonging TEXT", "need_kind TEXT", "need_length TEXT", "expected_on TEXT",
    "expected_amount INTEGER", "expected_profit INTEGER", "life_cycle_by_hand TEXT", "life_cycle_reason TEXT",
    "relationship_reason TEXT", "last_contact_on TEXT", "next_on TEXT", "first_order_on TEXT", "last_order_on TEXT",
    "order_count INTEGER", "sales INTEGER", "sales_year INTEGER", "owed INTEGER", "overdue INTEGER",
    "overdue_since TEXT", "credit INTEGER", "marks_until TEXT",
)  # fmt: skip
_LIVING = "deleted_at IS NULL"
_INDEXES = (
    "product_by_name ON product(name_key)",
    "product_by_code ON product(code)",
    "interaction_by_customer ON interaction(customer_id, at)",
    "interaction_by_contact ON interaction(contact) WHERE contact IS NOT NULL",
    f"interaction_by_time ON interaction(at) WHERE {_LIVING}",
    f"interaction_by_next ON interaction(next_date) WHERE next_date IS NOT NULL AND next_done_on IS NULL AND {_LIVING}",
    "objection_by_customer ON objection(customer_id)",
    "objection_by_contact ON objection(contact) WHERE contact IS NOT NULL",
    "campaign_call_by_customer ON campaign_call(customer_id)",
    "campaign_call_by_campaign ON campaign_call(campaign, outcome)",
    "campaign_call_by_interaction ON campaign_call(interaction) WHERE interaction IS NOT NULL",
    "monthly_by_customer ON monthly(customer_id, month)",
    "screening_by_customer ON screening(customer_id)",
    "sales_order_by_customer ON sales_order(customer_id, date)",
    "sales_order_by_number ON sales_order(number)",
    f"sales_order_by_date ON sales_order(date, id) WHERE {_LIVING}",
    f"sales_order_by_due ON sales_order(due_on, id) WHERE due_on IS NOT NULL AND {_LIVING}",
    "sales_order_by_contact ON sales_order(contact) WHERE contact IS NOT NULL",
    "order_line_by_order ON order_line(sales_order)",
    "order_line_by_customer ON order_line(customer_id, product)",
    "order_line_by_product ON order_line(product)",
    "instalment_by_order ON instalment(sales_order)",
    "instalment_by_customer ON instalment(customer_id)",
    "payment_by_order ON payment(sales_order) WHERE sales_order IS NOT NULL",
    "payment_by_customer ON payment(customer_id, date)",
    f"payment_by_date ON payment(date, id) WHERE {_LIVING}",
    "invoice_by_order ON invoice(sales_order) WHERE sales_order IS NOT NULL",
    "invoice_by_customer ON invoice(customer_id)",
    "goods_return_by_order ON goods_return(sales_order) WHERE sales_order IS NOT NULL",
    "goods_return_by_customer ON goods_return(customer_id, date)",
    "goods_return_by_number ON goods_return(number)",
    "return_line_by_return ON return_line(goods_return)",
    "return_line_by_customer ON return_line(customer_id)",
    "return_line_by_product ON return_line(product)",
    f"customer_by_next ON customer(next_on) WHERE next_on IS NOT NULL AND {_LIVING}",
    f"customer_by_overdue ON customer(overdue_since) WHERE overdue_since IS NOT NULL AND {_LIVING}",
    f"customer_by_expected ON customer(stage, expected_on) WHERE expected_on IS NOT NULL AND {_LIVING}",
    "customer_by_marks_until ON customer(marks_until) WHERE marks_until IS NOT NULL",
    "action_undone ON action(id) WHERE state = 'undone'",
)


def up(migrator: Any, db: Any) -> None:
    for table in _TABLES:
        db.execute_sql(table)
    for column in _COLUMNS:
        db.execute_sql(f"ALTER TABLE customer ADD COLUMN {column}")
    for index in _INDEXES:
        db.execute_sql(f"CREATE INDEX {index}")
    db.pragma("user_version", 5, permanent=False)
