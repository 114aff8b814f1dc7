"""Which column stands for which field: each field is taken once, the best header first (METHOD.md section 1)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from crmdesk.core.headers import OF_CONTACT, HeaderIndex, Meaning, contact_target, header_key, ordinal, spellings
from crmdesk.core.importing import letters
from crmdesk.core.importing_apart import halves
from crmdesk.core.importing_families import family_of, meanings
from crmdesk.core.importing_registry import KINDS, OWN, owner_of

_PERSONS = frozenset(
    map(header_key, ("姓名", "名字", "真实姓名", "客户姓名", "会员姓名", "顾客姓名", "顾客", "Name", "Full name"))
)
_WEAK = frozenset(map(header_key, ("名称", "全称", "Name", "单位", "名字")))
_IMPLICIT = frozenset({"mobile", "wechat", "qq", "position", "birthday"})
"""Fields that are the contact's wherever the sheet has a column of contact names."""

_CUSTOMERS = {f"contact.{part}": key for key, part in OF_CONTACT.items() if key not in ("name", "address")}
_SECOND_CHOICE = frozenset({"phone", "email"})
_REACHING = frozenset(
    "mobile phone email wechat qq address city province district fax credit_code id_number owner industry tier kind "
    "category source gender birthday short_name contact.name note.text elsewhere.product address.address".split()
)
_LEADS = frozenset(f"{kind.kind}.{kind.lead}" for kind in KINDS if kind.alone)
_OTHER_THINGS = re.compile(r"单价|数量|库存|规格|型号|商品|产品|物料|工号|金额|price|quantity|sku|stock", re.IGNORECASE)
_GROUPS = (
    (
        "other",
        re.compile(r"登录|登陆|账号|帐号|密码|系统|订单|商品|产品|物流|login|password|order|product", re.IGNORECASE),
    ),
    ("contact", re.compile(r"联系人|对接人|contact", re.IGNORECASE)),
    ("customer", re.compile(r"客户|公司|企业|单位|基本|基础|customer|company|basic", re.IGNORECASE)),
)


class Heading(Struct, frozen=True):
    """The header of one column: its text, the merged cell above it, and the second header row below it."""

    index: int
    text: str
    group: str = ""
    below: str = ""


def group_kind(group: str) -> str:
    """Whose fields a group of columns holds: 'contact', 'customer', 'other' (none of ours) or ''."""
    return next((kind for kind, words in _GROUPS if words.search(group)), "") if group else ""


def map_columns(
    headings: Sequence[Heading], index: HeaderIndex, chosen: Mapping[str, str] | None = None
) -> list[str | None]:
    """The field id of each column, None for those that are left out. `chosen` are field ids by header key."""
    return _Mapping(headings, index, chosen or {}).result()


def is_about_customers(headings: Sequence[Heading], targets: Sequence[str | None]) -> bool:
    """Whether a sheet with these columns holds customers, or parts that name their customer, or records that stand
    alone."""
    family = family_of(targets)
    if family and (family.alone or {"name", "number"} & set(targets)):
        return True
    named = {target: heading for heading, target in zip(headings, targets, strict=True) if target}
    evidence = len(_REACHING & named.keys())
    other = any(_OTHER_THINGS.search(h.text) for h, t in zip(headings, targets, strict=True) if not t or "." not in t)
    if "name" not in named and _LEADS & named.keys():
        return True
    if "name" in named:
        weak = not _WEAK.isdisjoint(spellings(named["name"].text))
        return not weak or (evidence > 0 and not other)
    if "number" in named:
        return evidence > 0 and not other
    return False


class _Mapping:
    """One sheet's columns being given their fields."""

    def __init__(self, headings: Sequence[Heading], index: HeaderIndex, chosen: Mapping[str, str]) -> None:
        self._headings = headings
        self._index = index
        self._chosen = [_choice(heading, chosen) for heading in headings]
        self._kinds = [group_kind(heading.group) for heading in headings]
        self._firm = self._has_firm()

    def result(self) -> list[str | None]:
        options = [self._options(i) for i in range(len(self._headings))]
        self._kinds_alone(options)
        self._leads(options)
        self._dealings(options)
        pair = self._halves(options)
        contacts = {m.target for choices in options for m in choices if m.target.endswith(".name")}
        if "contact.name" in contacts:
            options = [self._with_contact(choices) for choices in options]
        else:
            options = [_of_customer(choices) for choices in options]
        targets: list[str | None] = [None] * len(options)
        taken: set[str] = set()
        for i in sorted(range(len(options)), key=lambda i: _precedence(options[i])):
            for meaning in options[i]:
                owner = meaning.target.partition(".")[0]
                twice = meaning.target in taken and i not in pair
                if twice or (owner.startswith("contact") and f"{owner}.name" not in contacts):
                    continue
                targets[i] = meaning.target
                taken.add(meaning.target)
                break
        return targets

    def _halves(self, options: list[list[Meaning]]) -> tuple[int, ...]:
        """The two columns that hold one name between them; none where another one holds it whole."""
        pair = halves([heading.text for heading in self._headings]) or ()
        target = "contact.name" if self._firm or any(self._kinds[i] == "contact" for i in pair) else "name"
        elsewhere = any(m.target == target for i, o in enumerate(options) if i not in pair for m in o[:1])
        if elsewhere or any(self._chosen[i] not in (None, target) or self._kinds[i] == "other" for i in pair):
            return ()
        for i in pair:
            options[i] = [Meaning(target, 0, explicit=True)]
        return pair

    def _kinds_alone(self, options: list[list[Meaning]]) -> None:
        """A sheet that speaks of a kind that stands alone, and of nothing of a customer but a name, is all its own."""
        owners = {owner_of(meaning.target)[0] for choices in options for meaning in choices}
        targets = {choices[0].target for choices in options if choices}
        if targets & (_REACHING | {"number"}):
            return
        for kind in (kind for kind in KINDS if kind.alone and kind.kind in owners):
            for i, heading in enumerate(self._headings):
                meaning = self._index.part(kind.kind, heading.text) if self._chosen[i] is None else None
                options[i] = [meaning] if meaning else options[i]

    def _dealings(self, options: list[list[Meaning]]) -> None:
        """In a sheet about orders, payments … the plain words mean what they mean there."""
        texts = [
            heading.text if self._chosen[i] is None and self._kinds[i] != "contact" else ""
            for i, heading in enumerate(self._headings)
        ]
        family, found = meanings(texts, self._index, [target for target in self._chosen if target])
        if family is None:
            return
        for i, meaning in enumerate(found):
            if meaning is not None:
                options[i] = [Meaning(meaning.target, meaning.rank, explicit=True)]
            elif family.alone and self._chosen[i] is None:
                options[i] = []

    def _leads(self, options: list[list[Meaning]]) -> None:
        """Beside Note By and Note Written the column Note is a note's text and no remark about the customer."""
        explicit = {owner_of(m.target)[0] for choices in options for m in choices if m.explicit}
        for kind in KINDS:
            lead = f"{kind.kind}.{kind.lead}"
            given = any(choices and choices[0].target == lead for choices in options)
            if not kind.lead or kind.alone or given or kind.kind not in explicit or kind.kind == "contact":
                continue
            for i, heading in enumerate(self._headings):
                called = header_key(heading.text) in (header_key(kind.prefix.zh), header_key(kind.prefix.en))
                if called and self._chosen[i] is None:
                    options[i] = [Meaning(lead, 0, explicit=True)]

    def _has_firm(self) -> bool:
        """Whether a column names an enterprise, so that one of persons' names means its contacts."""
        for heading, kind in zip(self._headings, self._kinds, strict=True):
            meaning = self._index.customer(heading.text) if kind in ("", "customer") else None
            key = header_key(heading.text)
            person = not _PERSONS.isdisjoint(spellings(heading.text))
            if meaning and meaning.target == "name" and not person and ordinal(key)[0] == 1:
                return True
        return False

    def _options(self, i: int) -> list[Meaning]:
        """What a column can mean, the best first."""
        heading, kind, chosen = self._headings[i], self._kinds[i], self._chosen[i]
        if chosen is not None:
            return [Meaning(chosen, -1, explicit=True)] if chosen else []
        if kind == "other" or not heading.text:
            return []
        found = self._meanings(heading.text, heading.group, kind)
        return found or ([_later(m) for m in self._meanings(heading.below, "", kind)] if heading.below else [])

    def _meanings(self, text: str, group: str, kind: str) -> list[Meaning]:
        if kind == "contact":
            number = ordinal(header_key(group))[0]
            meaning = self._index.contact(text, number)
            return [Meaning(meaning.target, meaning.rank, explicit=True)] if meaning else []
        explicit = list(self._index.explicit(text))
        if any(m.explicit for m in explicit) or (explicit and kind != "customer"):
            return sorted(explicit, key=lambda m: (not m.explicit, m.rank))
        as_of = self._index.as_of(text)
        if as_of and not self._index.customer(text):
            return [as_of]
        meaning = self._index.customer(text)
        if meaning is None:
            number, plain = ordinal(header_key(text))
            counted = self._index.contact(plain, number) if number > 1 else None
            return [counted] if counted else []
        if meaning.target == "name" and not _PERSONS.isdisjoint(spellings(text)) and self._firm and not kind:
            return [Meaning("contact.name", 60)]
        return [meaning]

    def _with_contact(self, choices: list[Meaning]) -> list[Meaning]:
        """In a sheet with contact names some plain headers mean the contact first, others in the second place."""
        if not choices or choices[0].explicit or "." in choices[0].target:
            return choices
        first = choices[0]
        of_contact = Meaning(contact_target(1, OF_CONTACT.get(first.target, "")), first.rank)
        if first.target in _IMPLICIT:
            return [of_contact, *choices]
        return [*choices, of_contact] if first.target in _SECOND_CHOICE else choices


def _precedence(choices: Sequence[Meaning]) -> tuple[bool, int]:
    """Headers that say whose they are (联系人手机) come before those that only may be (手机)."""
    return (not choices[0].explicit, choices[0].rank) if choices else (True, 99)


def keys_of(heading: Heading) -> tuple[str, ...]:
    """Under which keys a column can be spoken of, the clearest first: 手机 (D), 联系人▸手机, 手机."""
    lettered = f"{heading.text} ({letters(heading.index)})"
    return tuple(map(header_key, (lettered, f"{heading.group} {heading.text}", heading.text)))


def _choice(heading: Heading, chosen: Mapping[str, str]) -> str | None:
    """The field id chosen by hand: '' to leave the column out, None where nothing was chosen."""
    for key in keys_of(heading):
        if key in chosen:
            own = f"{OWN}.{heading.text}"
            return "" if chosen[key] in ("", "-") else own if chosen[key] == OWN else chosen[key]
    return None


def _of_customer(choices: list[Meaning]) -> list[Meaning]:
    """Without contact names in the sheet, a contact's phone is the customer's."""
    return [
        Meaning(_CUSTOMERS.get(m.target, m.target), m.rank + 40, m.explicit)
        if m.rank >= 0 and m.target in _CUSTOMERS
        else m
        for m in choices
    ]


def _later(meaning: Meaning) -> Meaning:
    return Meaning(meaning.target, meaning.rank + 50, meaning.explicit)


def implicit(headings: Sequence[Heading], targets: Sequence[str | None], index: HeaderIndex) -> list[bool]:
    """For each column: whether it is the contact's only because the sheet has contact names, so that in the row of an
    individual, or without a contact name, it belongs to the customer."""
    result = []
    for heading, target in zip(headings, targets, strict=True):
        plain = target is not None and target.startswith("contact.") and target != "contact.name"
        meaning = index.customer(heading.text) if plain and group_kind(heading.group) != "contact" else None
        result.append(meaning is not None and not any(m.explicit for m in index.explicit(heading.text)))
    return result
