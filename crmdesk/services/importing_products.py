"""Which product an order line means: one of the register, one that another row brings, or a new one.

A product is its code. A sheet that gives one code several names keeps the other names as descriptions of the lines;
without a code a product is its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from crmdesk.core import texts
from crmdesk.services.desk import Desk
from crmdesk.services.importing_drafts import Standing
from crmdesk.services.importing_links import Named, Say
from crmdesk.store import importing as store

KIND: Final = "product"
UNNAMED: Final = "未注明产品"
"""What a line is called in a sheet that names no products."""

Values = Mapping[str, Any]


def product_keys(values: Values) -> list[str]:
    """Under which keys a product is looked up, the one that decides first."""
    keys = [f"code {values['code']}"] if values.get("code") else []
    return [*keys, f"name {texts.fold(values['name']) or values['name']}"] if values.get("name") else keys


class Products:
    """The register as it is and as the file will make it. `new` are the products that only lines bring, by key."""

    def __init__(self, desk: Desk, standing: Mapping[tuple[str, str], Standing]) -> None:
        self.new: dict[str, dict[str, Any]] = {}
        self._meant: dict[str, int | Named] = {}
        self._names: dict[str, str] = {}
        self._told: set[tuple[str, str]] = set()
        several: set[str] = set()
        for i, code, name in store.products(desk.data):
            for key in product_keys({"code": code, "name": name}):
                if key in self._meant and key.startswith("name "):
                    several.add(key)
                self._meant.setdefault(key, i)
            if code:
                self._names.setdefault(code, name)
        for key in several:
            del self._meant[key]
        for (kind, _), draft in standing.items():
            if kind == KIND:
                self._add(draft.values)

    def _add(self, values: Values) -> int | Named:
        keys = product_keys(values)
        for key in keys:
            self._meant.setdefault(key, Named(KIND, keys[0]))
        if values.get("code"):
            self._names.setdefault(values["code"], values.get("name", ""))
        return self._meant[keys[0]]

    def meant(self, text: str) -> int | Named | None:
        """The product that a code or a name means, where there is one."""
        return self._meant.get(f"code {text}") or self._meant.get(f"name {texts.fold(text) or text}")

    def of_line(self, line: dict[str, Any], product: Values | None, place: int, say: Say) -> int | Named:
        """The product of a line; another name than the register's goes into the line's description."""
        product = dict(product or {"name": UNNAMED})
        keys = product_keys(product)
        known = self._meant.get(keys[0])
        if known is None and product.get("code") is None:
            known = self._meant.get(f"code {product['name']}")  # one column holds either
        if known is None:
            known = self._add(product)
            self.new.setdefault(keys[0], product)
            return known
        self._fill(keys[0], product)
        code, name = product.get("code"), product.get("name")
        if code and name and (kept := self._names.get(code)) and texts.fold(kept) != texts.fold(name):
            line.setdefault("description", name)
            if (code, name) not in self._told:
                self._told.add((code, name))
                say(place, "product-called", "product.name", text=name, product=code, kept=kept)
        return known

    def _fill(self, key: str, product: Values) -> None:
        """What later rows say of a product that is new."""
        if (made := self.new.get(key)) is not None:
            for name, value in product.items():
                made.setdefault(name, value)
                if name == "name":
                    self._names.setdefault(made.get("code", ""), value)
