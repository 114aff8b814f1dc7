"""The register of products: code, name, unit, price, cost, promotion (METHOD.md section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from crmdesk.core import finding, texts
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.sales import Product
from crmdesk.services import reading
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed
from crmdesk.store import products as store
from crmdesk.store.numbers import Numbers

if TYPE_CHECKING:
    from crmdesk.store.recording import Recording

_NOT_BELOW = ("price", "cost", "promotion_price", "subsidy")


def products(desk: Desk, query: str = "", *, discontinued: bool = False, limit: int | None = None) -> list[Product]:
    """The register by code; with a query those whose code, name (its pinyin and initials too) or category match, the
    best first. `discontinued`: those no longer sold too."""
    rows = store.names(desk.data, discontinued=discontinued)
    if not query.strip():
        return by_ids(desk, [row[0] for row in rows[:limit]])
    ranked: list[tuple[int, int, int]] = []
    texts_ = [" ".join(named) for _, *named in rows]
    for place in finding.sieve(texts_, query):
        product_id, *named = rows[place]
        best = finding.best(named, query)
        found = best[1] if best else finding.match(texts_[place], query)
        if found is not None:
            ranked.append((-found.rank, len(ranked), product_id))
    return by_ids(desk, [product_id for _, _, product_id in sorted(ranked)[:limit]])


def product(desk: Desk, product_id: int) -> Product:
    """One product, a deleted one too. Raises UserError('product-gone')."""
    found = by_ids(desk, (product_id,))
    if not found:
        raise UserError("product-gone")
    return found[0]


def by_ids(desk: Desk, ids: Iterable[int], *, counted: bool = True) -> list[Product]:
    """Products in this order, deleted ones too. `counted`: with in how many lines each is used, which takes a look at
    all of these."""
    wanted = list(ids)
    fields = desk.fields("product")
    flats = desk.records.read_many("product", wanted)
    used = store.used(desk.data, flats) if counted else {}
    return [
        Product(i, reading.from_flat(fields, flats[i]), used.get(i, 0), "deleted_at" in flats[i])
        for i in wanted
        if i in flats
    ]


def meant(desk: Desk, text: str) -> int:
    """The living product with this code, else the only one of this name.

    Raises UserError: 'product-unknown', 'product-ambiguous'.
    """
    found = store.by_code(desk.data, text) or store.by_name(desk.data, text)
    if not found:
        raise UserError("product-unknown", text=texts.clean(text))
    if len(found) > 1:
        raise UserError("product-ambiguous", text=texts.clean(text))
    return found[0]


def read(desk: Desk, typed: Mapping[str, str], *, new: bool, product_id: int | None = None) -> Typed:
    """Parse a product's form and say what is wrong with it: 'product-code-used', amounts below zero, a promotion that
    ends before it begins."""
    read_ = reading.read_typed(desk.fields("product"), typed, new=new)
    problems = dict(read_.problems)
    code = read_.values.get("code")
    if code and any(other != product_id for other in store.by_code(desk.data, code)):
        problems["code"] = Problem("product-code-used", {"number": code}, hard=True)
    for key in _NOT_BELOW:
        value = read_.values.get(key)
        if isinstance(value, Decimal) and value < 0:
            problems[key] = Problem("amount-negative", hard=True)
    stored = by_ids(desk, (product_id,)) if product_id is not None else []
    whole: dict[str, Any] = {**(stored[0].values if stored else {}), **read_.values}
    first, last = whole.get("promotion_from"), whole.get("promotion_to")
    if first and last and last < first:
        problems["promotion_to"] = Problem("promotion-days", hard=True)
    return Typed(read_.values, problems)


def add(desk: Desk, typed: Mapping[str, str]) -> tuple[int, Changes]:
    """A new product; without a code it gets the next free one. Raises UserError for a refused value."""
    read_ = read(desk, typed, new=True)
    reading.refuse(desk.fields("product"), read_)
    with desk.recording("product-add", number="") as made:
        product_id, code = create(desk, made, read_.values)
        made.rename(number=code)
    return product_id, made.result


def create(desk: Desk, made: Recording, values: Mapping[str, Any]) -> tuple[int, str]:
    """Create one product inside an action from values already checked. Returns its id and code."""
    code = _numbered(desk, values.get("code"))
    flat = reading.to_flat(desk, made, desk.fields("product"), {**values, "code": code})
    return made.create("product", flat), code


def edit(desk: Desk, product_id: int, typed: Mapping[str, str]) -> Changes:
    """Change some fields; an emptied code gets the next free one. Orders made before stay as they are.

    Raises UserError for a refused value or a product that is gone.
    """
    fields = desk.fields("product")
    read_ = read(desk, typed, new=False, product_id=product_id)
    reading.refuse(fields, read_)
    values = dict(read_.values)
    with desk.recording("product-edit", number="") as made:
        there = _living(desk, product_id)
        if "code" in values:
            values["code"] = _numbered(desk, values["code"])
        made.rename(number=values.get("code") or there.get("code", ""))
        made.update("product", product_id, reading.to_flat(desk, made, fields, values))
    return made.result


def delete(desk: Desk, product_id: int, *more: int) -> Changes:
    """Take products out of the register; in orders they stay named. Raises UserError when one is gone."""
    ids = (product_id, *more)
    with desk.recording("product-delete", number="") as made:
        codes = [str(_living(desk, i).get("code", "")) for i in ids]
        made.rename(number=", ".join(codes[:5]) + (" …" if len(codes) > 5 else ""))
        made.update_many("product", {i: {"deleted_at": desk.now()} for i in ids})
    return made.result


def restore(desk: Desk, product_id: int) -> Changes:
    """Put a deleted product back. Raises UserError: 'product-code-used' when its code has another one now."""
    with desk.recording("product-restore", number="") as made:
        made.rename(number=put_back(desk, made, product_id))
    return made.result


def put_back(desk: Desk, made: Recording, product_id: int) -> str:
    """`restore` within another action; returns the code."""
    flat = desk.records.read("product", product_id)
    if flat is None:
        raise UserError("product-gone")
    code: str = flat.get("code", "")
    if store.by_code(desk.data, code):
        raise UserError("product-code-used", number=code)
    made.update("product", product_id, {"deleted_at": None})
    return code


def in_trash(desk: Desk, code: str) -> int:
    """The product with this code that was deleted last. Raises UserError: 'product-unknown', 'product-not-deleted'."""
    found = store.in_trash(desk.data, code)
    if not found:
        raise UserError("product-not-deleted" if store.by_code(desk.data, code) else "product-unknown", text=code)
    return found[0]


def _numbered(desk: Desk, code: str | None) -> str:
    numbers = Numbers(desk.data, "product")
    if code:
        numbers.seen(code)
    else:
        code = numbers.next()
        while store.by_code(desk.data, code):
            code = numbers.next()
    numbers.save()
    return code


def _living(desk: Desk, product_id: int) -> Mapping[str, Any]:
    flat = desk.records.read("product", product_id)
    if flat is None or "deleted_at" in flat:
        raise UserError("product-gone")
    return flat
