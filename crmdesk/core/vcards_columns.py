"""The columns of the table that vCards become, and the headers under which an import knows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from crmdesk.core.registry import REGISTRY

PHOTO: Final = "photo"
"""The column that tells of pictures, which are not imported."""

_CONTACT_PARTS = (
    "name", "salutation", "title", "department", "mobile", "phone", "wechat", "qq", "email", "birthday", "address",
    "hobbies", "notes",
)  # fmt: skip
ADDRESS_PARTS: Final = ("country", "province", "city", "district", "address", "postcode")
COLUMNS: Final = (
    "kind", "number", "name", *(f"contact.{part}" for part in _CONTACT_PARTS), "gender", "birthday", "mobile", "phone",
    "fax", "wechat", "qq", "email", "website", *ADDRESS_PARTS, "home_address", "work_address", "employer",
    "occupation", "position", "hobbies", "groups", "notes", *(f"address.{part}" for part in ADDRESS_PARTS), PHOTO,
)  # fmt: skip
"""Every column there can be, in the order of the table."""

_HEADERS = {"name": ("客户名称", "Customer name"), PHOTO: ("照片", "Picture")}


def header(column: str, *, chinese: bool) -> str:
    """The header under which an import finds a column again."""
    if column in _HEADERS:
        return _HEADERS[column][not chinese]
    owner, dot, key = column.partition(".")
    label = REGISTRY[owner if dot else "customer"][key if dot else owner].label
    own = label.zh if chinese else label.en
    prefix = {"contact": ("联系人", "Contact "), "address": ("其他地址", "Further address ")}.get(owner if dot else "")
    return f"{prefix[not chinese]}{own}" if prefix else own


def targets() -> dict[str, str]:
    """The field id of every header in both languages, but of what is not imported."""
    return {
        header(column, chinese=chinese): column for column in COLUMNS if column != PHOTO for chinese in (True, False)
    }


def columns_of(rows: Iterable[dict[str, str]]) -> list[str]:
    """The columns a table of these rows needs, in order."""
    used = {column for row in rows for column in row} | {"name"}
    return [column for column in COLUMNS if column in used]
