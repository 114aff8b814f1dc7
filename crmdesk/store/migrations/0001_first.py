"""Customers with contacts, further addresses, groups and own fields; history; search index; settings."""

from typing import Any

_TABLES = (
    """CREATE TABLE customer (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        number TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL, short_name TEXT, category TEXT,
        gender TEXT, birthday TEXT, id_number TEXT, home_place TEXT, credit_code TEXT,
        legal_representative TEXT, ownership TEXT, founded_on TEXT, registered_capital INTEGER, mobile TEXT,
        phone TEXT, fax TEXT, wechat TEXT, qq TEXT, email TEXT, website TEXT, country TEXT, region TEXT,
        province TEXT, city TEXT, district TEXT, address TEXT, postcode TEXT, home_address TEXT,
        work_address TEXT, best_time TEXT, occupation TEXT, employer TEXT, position TEXT, education TEXT,
        marital_status TEXT, family TEXT, income TEXT, industry TEXT, employees INTEGER, turnover INTEGER,
        parent_company INTEGER REFERENCES customer(id), cares TEXT, motives TEXT, quantity_needed TEXT,
        brand_attitude TEXT, likes TEXT, hobbies TEXT, main_products TEXT, markets TEXT, competitors TEXT,
        sales_ability TEXT, credit_rating TEXT, habits TEXT, channels TEXT, frequency TEXT,
        credit_limit INTEGER, terms_days INTEGER, paying TEXT, price_level TEXT, discount INTEGER,
        invoice_title TEXT, tax_number TEXT, registered_address TEXT, registered_phone TEXT, bank TEXT,
        bank_account TEXT, tier TEXT, grade TEXT, stage TEXT, stated_stage TEXT, life_cycle TEXT,
        relationship TEXT, money TEXT, authority TEXT, need TEXT, wanted INTEGER, owner TEXT, custodian TEXT,
        source TEXT, referrer INTEGER REFERENCES customer(id), verified_on TEXT, consent_on TEXT,
        consent_source TEXT, notes TEXT, name_key TEXT, name_sort TEXT, mobile_e164 TEXT, phone_e164 TEXT,
        own TEXT, deleted_at TEXT
    )""",
    """CREATE TABLE contact (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE, name TEXT NOT NULL,
        salutation TEXT, title TEXT, department TEXT, role TEXT, mobile TEXT, phone TEXT, wechat TEXT, qq TEXT,
        email TEXT, birthday TEXT, address TEXT, character TEXT, hobbies TEXT, main INTEGER, notes TEXT,
        position INTEGER NOT NULL DEFAULT 0, mobile_e164 TEXT, phone_e164 TEXT, deleted_at TEXT
    )""",
    """CREATE TABLE address (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE, label TEXT, country TEXT,
        region TEXT, province TEXT, city TEXT, district TEXT, address TEXT, postcode TEXT, deleted_at TEXT
    )""",
    """CREATE TABLE customer_group (
        id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, color TEXT, deleted_at TEXT
    )""",
    """CREATE TABLE membership (
        customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
        group_id INTEGER NOT NULL REFERENCES customer_group(id) ON DELETE CASCADE,
        PRIMARY KEY (customer_id, group_id)
    ) WITHOUT ROWID""",
    """CREATE TABLE user_field (
        id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, label TEXT NOT NULL, type TEXT NOT NULL,
        choices TEXT, deleted_at TEXT
    )""",
    """CREATE TABLE action (
        id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, verb TEXT NOT NULL,
        params TEXT, state TEXT NOT NULL
    )""",
    """CREATE TABLE change (
        action_id INTEGER NOT NULL REFERENCES action(id) ON DELETE CASCADE, seq INTEGER NOT NULL,
        kind TEXT NOT NULL, record_id INTEGER NOT NULL, before TEXT, after TEXT,
        PRIMARY KEY (action_id, seq)
    ) WITHOUT ROWID""",
    """CREATE TABLE opening (customer_id INTEGER PRIMARY KEY REFERENCES customer(id) ON DELETE CASCADE, at TEXT)""",
    """CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID""",
    """CREATE TABLE import_batch (
        action_id INTEGER PRIMARY KEY REFERENCES action(id) ON DELETE CASCADE, file TEXT NOT NULL,
        fingerprint TEXT NOT NULL, sheets TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL
    )""",
    """CREATE VIRTUAL TABLE customer_search USING fts5(
        name, person, place, digits, word, pinyin, initials,
        content='', columnsize=0, tokenize='unicode61 remove_diacritics 2'
    )""",
)
_INDEXES = (
    "CREATE INDEX customer_by_name ON customer(name_sort, id) WHERE deleted_at IS NULL",
    "CREATE INDEX customer_by_name_key ON customer(name_key)",
    "CREATE INDEX customer_by_mobile ON customer(mobile_e164) WHERE mobile_e164 IS NOT NULL",
    "CREATE INDEX customer_by_phone ON customer(phone_e164) WHERE phone_e164 IS NOT NULL",
    "CREATE INDEX customer_by_credit_code ON customer(credit_code) WHERE credit_code IS NOT NULL",
    "CREATE INDEX customer_by_id_number ON customer(id_number) WHERE id_number IS NOT NULL",
    "CREATE INDEX customer_by_referrer ON customer(referrer) WHERE referrer IS NOT NULL",
    "CREATE INDEX customer_by_parent ON customer(parent_company) WHERE parent_company IS NOT NULL",
    "CREATE INDEX customer_deleted ON customer(deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX contact_by_customer ON contact(customer_id)",
    "CREATE INDEX contact_by_mobile ON contact(mobile_e164) WHERE mobile_e164 IS NOT NULL",
    "CREATE INDEX contact_by_phone ON contact(phone_e164) WHERE phone_e164 IS NOT NULL",
    "CREATE INDEX address_by_customer ON address(customer_id)",
    "CREATE INDEX membership_by_group ON membership(group_id)",
    "CREATE INDEX change_by_record ON change(record_id, kind)",
    "CREATE INDEX opening_by_time ON opening(at)",
    "CREATE INDEX import_by_fingerprint ON import_batch(fingerprint)",
)


def up(migrator: Any, db: Any) -> None:
    for statement in (*_TABLES, *_INDEXES):
        db.execute_sql(statement)
    db.pragma("application_id", 0x43524D44, permanent=False)
    db.pragma("user_version", 1, permanent=False)
