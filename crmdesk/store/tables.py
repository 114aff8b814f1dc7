"""The tables of the data file, for building queries. `migrations/` creates them."""

from __future__ import annotations

from peewee import Database, Table

from crmdesk.core.fields import Fields
from crmdesk.core.registry import REGISTRY

KEYS: dict[str, tuple[str, ...]] = {
    "customer": (
        "name_key",
        "name_sort",
        "name_sound",
        "mobile_e164",
        "phone_e164",
        "own",
        "photo",
        "merged_into",
        "deleted_at",
    ),
    "contact": ("customer_id", "position", "mobile_e164", "phone_e164", "deleted_at"),
    "address": ("customer_id", "deleted_at"),
    "note": ("customer_id", "deleted_at"),
    "attachment": ("customer_id", "deleted_at"),
    "elsewhere": ("customer_id", "deleted_at"),
    "competitor": ("deleted_at",),
}
"""Columns beside those of the fields: who owns the row, and keys worked out from its values."""

PLAIN: dict[str, tuple[str, ...]] = {
    "customer_group": ("name", "color", "filter", "deleted_at"),
    "user_field": ("key", "label", "type", "choices", "deleted_at"),
    "choice": ("list", "key", "label", "position", "deleted_at"),
    "setting": ("key", "value"),
    "not_same": ("one", "other", "deleted_at"),
    "export_preset": ("name", "content", "deleted_at"),
    "privacy_request": (
        "customer_id",
        "subject",
        "kind",
        "received_on",
        "due_on",
        "answered_on",
        "outcome",
        "notes",
        "deleted_at",
    ),
}
"""Kinds of record that have history but no registered fields."""

_OTHER: dict[str, tuple[str, ...]] = {
    "action": ("at", "who", "verb", "params", "state"),
    "opening": ("at",),
}


def columns(fields: Fields) -> tuple[str, ...]:
    """The columns of a registered kind of record, without its id."""
    return (*(field.key for field in fields.stored()), *KEYS[fields.record])


class Tables:
    """Every table, bound to one database."""

    def __init__(self, database: Database) -> None:
        def table(name: str, *names: str, primary_key: str | None = "id") -> Table:
            all_names = (primary_key, *names) if primary_key else names
            return Table(name, all_names, primary_key=primary_key).bind(database)

        self.customer = table("customer", *columns(REGISTRY["customer"]))
        self.contact = table("contact", *columns(REGISTRY["contact"]))
        self.address = table("address", *columns(REGISTRY["address"]))
        self.note = table("note", *columns(REGISTRY["note"]))
        self.attachment = table("attachment", *columns(REGISTRY["attachment"]))
        self.elsewhere = table("elsewhere", *columns(REGISTRY["elsewhere"]))
        self.competitor = table("competitor", *columns(REGISTRY["competitor"]))
        self.customer_group = table("customer_group", *PLAIN["customer_group"])
        self.choice = table("choice", *PLAIN["choice"])
        self.membership = table("membership", "customer_id", "group_id", primary_key=None)
        self.user_field = table("user_field", *PLAIN["user_field"])
        self.action = table("action", *_OTHER["action"])
        self.change = table("change", "action_id", "seq", "kind", "record_id", "before", "after", primary_key=None)
        self.opening = table("opening", "at", primary_key="customer_id")
        self.setting = table("setting", *PLAIN["setting"])
        self.blob = table("blob", "size", "content", primary_key="sha256")
        self.draft = table("draft", "at", "content", primary_key="key")
        self.import_batch = table(
            "import_batch", "file", "fingerprint", "created", "updated", "sheets", "undone_by", primary_key="action_id"
        )
        self.import_memory = table("import_memory", "at", "content", primary_key="headers")
        self.not_same = table("not_same", *PLAIN["not_same"])
        self.export_preset = table("export_preset", *PLAIN["export_preset"])
        self.privacy_request = table("privacy_request", *PLAIN["privacy_request"])
        self.privacy_log = table("privacy_log", "at", "who", "what", "customers", "masked", "target", "params")
        self.backup = table("backup", "at", "folder", "name", "reason", "outside", "action_id")
        self.search = table("customer_search", primary_key="rowid")

    def of(self, kind: str) -> Table:
        """The table of a kind of record that has history."""
        found: Table = getattr(self, kind)
        return found
