"""What a vCard says of a customer (METHOD.md section 1): one row of values by field id.

A card with a company is the company's contact, one that names nothing but a company is the company itself, any other
one an individual customer. What a row has no column for goes into the remarks, so that nothing is lost but pictures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crmdesk.core.choices import GENDER, KIND
from crmdesk.core.texts import fold
from crmdesk.core.vcards import GROUPED, NO_YEAR, Property
from crmdesk.core.vcards_columns import ADDRESS_PARTS, PHOTO, header

_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})")
_OWN_LABEL = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_DATE = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:T.*)?")
_NO_YEAR = re.compile(r"--([0-9]{2})-?([0-9]{2})(?:T.*)?")
_DISTRICT = re.compile(r".{1,10}[区县市旗]")
_NOT_GROUPS = frozenset({"mycontacts", "starred", "starred in android"})
_SERVICES = {"wechat": "wechat", "weixin": "wechat", "微信": "wechat", "qq": "qq"}
_TECHNICAL = re.compile(
    r"VERSION|BEGIN|END|PRODID|REV|UID|CLASS|SORT-STRING|MAILER|TZ|GEO|XML|CLIENTPIDMAP|SOURCE|PROFILE|AGENT|MEMBER|KIND|"
    r"FBURL|CALURI|CALADRURI|LANG|LABEL|LOGO|SOUND|KEY|X-AB\w*|X-PHONETIC.*|X-IRMC.*|X-CLASS|X-NO|X-REDUCTION|X-PRODID|"
    r"X-EVOLUTION.*|X-MS-.*|X-CRMDESK.*|X-APPLE-.*|X-ACCOUNT|X-OFF.*|X-GROUP-.*|X-ADDRESSBOOK.*|X-IMAGE.*|X-ALTBDAY"
)


def row_of(card: Sequence[Property], *, chinese: bool) -> dict[str, str]:
    """The values of a card by column, without empty ones; labels in remarks are in the language asked for."""
    return _Row(_labelled(card), chinese).values


class _Row:
    """One card on its way to a row."""

    def __init__(self, card: Sequence[Property], chinese: bool) -> None:
        self._chinese = chinese
        self._by_name: dict[str, list[Property]] = {}
        for made in card:
            if made.raw.strip(";, ") or made.name == "PHOTO":
                self._by_name.setdefault(made.name, []).append(made)
        for several in self._by_name.values():
            several.sort(key=lambda made: "pref" not in made.types)
        self._notes: list[str] = []
        self.values: dict[str, str] = {}
        self._kind = self._first("X-CRMDESK-KIND")
        self._who()
        self._reach()
        self._addresses()
        self._person()
        self._rest()

    def _take(self, name: str) -> list[Property]:
        return self._by_name.pop(name, [])

    def _first(self, name: str) -> str:
        """The first text of a property, which is then done with; others go into the remarks."""
        texts = list(dict.fromkeys(text for made in self._take(name) if (text := made.text.strip())))
        for text in texts[1:]:
            self._note(name, text)
        return texts[0] if texts else ""

    def _set(self, column: str, text: str) -> bool:
        """Give a column its value; False where it has another one."""
        if not text or self.values.get(column) == text:
            return True
        return self.values.setdefault(column, text) == text

    def _set_or_note(self, column: str, text: str) -> None:
        if not self._set(column, text):
            self._note(header(column.removeprefix("contact."), chinese=self._chinese), text)

    def _note(self, label: str, text: str) -> None:
        self._notes.append(f"{label}{'：' if self._chinese else ': '}{text}")

    def _who(self) -> None:
        """Whose card it is: the customer's own, or a contact's of a customer it names."""
        organisation = self._take("ORG")
        first = organisation[0].parts if organisation else []
        firm = " ".join(first[0]) if first else ""
        department = " ".join(text for part in first[1:] for text in part)
        person = self._name(firm)
        customer = self._first("X-CRMDESK-CUSTOMER")
        shown_as_firm = any(
            made.text.strip().lower() in ("company", "org", "organization")
            for name in ("X-ABSHOWAS", "KIND")
            for made in self._take(name)
        )
        if self._kind == "individual" and not customer:
            self._set("employer", firm)
            firm = ""
        alone = not person or shown_as_firm or fold(person) == fold(firm)
        kind = self._kind or ("enterprise" if firm or shown_as_firm else "individual")
        self._contact = bool(customer or (firm and not alone))
        self._firm = kind == "enterprise"
        self._prefix = "contact." if self._contact else ""
        self._set("name", customer or firm or person)
        if self._contact:
            self._set("contact.name", person)
            self._set("contact.department", department)
        elif department:
            self._note(header("contact.department", chinese=self._chinese), department)
        for other in organisation[1:]:
            self._note("ORG", " ".join(text for part in other.parts for text in part))
        number = self._first("X-CRMDESK-NUMBER")
        if self.values or number:
            choice = next(choice.label for choice in KIND if choice.key == kind)
            self._set("kind", choice.zh if self._chinese else choice.en)
            self._set("number", number)

    def _name(self, firm: str) -> str:
        """The name as it is shown, else put together from its parts."""
        shown = " ".join(self._first("FN").split())
        for made in self._take("N"):
            family, given, further = (" ".join(part) for part in (*made.parts, [], [], [])[:3])
            together = f"{family}{further}{given}" if _CHINESE.search(family + given) else f"{given} {further} {family}"
            shown = shown or " ".join(together.split())
        return shown or ("" if firm else " ".join(self._first("NICKNAME").split()))

    def _reach(self) -> None:
        for made in self._take("TEL"):
            self._phone(made)
        for made in self._take("EMAIL"):
            self._set_or_note(f"{self._prefix}email", made.text.strip())
        for name, service in (("X-WECHAT", "wechat"), ("X-WEIXIN", "wechat"), ("X-QQ", "qq")):
            for made in self._take(name):
                self._set_or_note(f"{self._prefix}{service}", made.text.strip())
        for name in ("IMPP", "X-SOCIALPROFILE"):
            for made in self._take(name):
                scheme, colon, rest = made.text.strip().partition(":")
                kinds = [_SERVICES.get(word) for word in (scheme.lower() if colon else "", *made.types)]
                service = next((kind for kind in kinds if kind), "")
                if service:
                    self._set_or_note(f"{self._prefix}{service}", rest.lstrip("/") if colon else scheme)
                else:
                    self._note(made.types[-1] if made.types else name, made.text.strip())
        for made in self._take("URL"):
            if self._firm:
                self._set_or_note("website", made.text.strip())
            else:
                self._note(header("website", chinese=self._chinese), made.text.strip())

    def _phone(self, made: Property) -> None:
        """Mobile, phone or fax by its types; one without a type by its digits. Further ones go into the remarks."""
        number = re.sub(r"^tel:", "", made.text.strip(), flags=re.IGNORECASE).replace(";ext=", "-")
        types = " ".join(made.types)
        plain = re.sub(r"[\s().-]", "", number)
        if "fax" in types or "传真" in types:
            if self._firm:
                self._set_or_note("fax", number)
            else:
                self._note(header("fax", chinese=self._chinese), number)
            return
        fixed = any(word in types for word in ("work", "home", "main", "住宅", "单位"))
        mobile = any(word in types for word in ("cell", "mobile", "iphone", "手机"))
        mobile = mobile or (not fixed and _MOBILE.fullmatch(plain) is not None)
        column = f"{self._prefix}{'mobile' if mobile else 'phone'}"
        if plain not in (
            re.sub(r"[\s().-]", "", self.values.get(f"{self._prefix}{k}", "")) for k in ("mobile", "phone")
        ):
            self._set_or_note(column, number)

    def _addresses(self) -> None:
        """The first address is the customer's; a contact's address at home the contact's; a second one further."""
        found = sorted(self._take("ADR"), key=lambda made: ("home" in made.types) is self._firm)
        for made in found:
            parts = _address(made)
            line = _one_line(parts, self._chinese)
            if not line:
                continue
            if self._contact and "home" in made.types:
                self._set_or_note("contact.address", line)
            elif not any(part in self.values for part in ADDRESS_PARTS):
                self.values.update(parts)
            elif not self._contact and not self._firm and "work" in made.types and "work_address" not in self.values:
                self.values["work_address"] = line
            elif not any(f"address.{part}" in self.values for part in ADDRESS_PARTS):
                self.values.update({f"address.{part}": text for part, text in parts.items()})
            else:
                self._note(header("address", chinese=self._chinese), line)

    def _person(self) -> None:
        birthday = self._first("X-CRMDESK-BIRTHDAY")
        for made in self._take("BDAY"):
            birthday = birthday or _birthday(made)
        column = f"{self._prefix}birthday"
        if self._firm and not self._contact and birthday:
            self._note(header("birthday", chinese=self._chinese), birthday)
        else:
            self._set(column, birthday)
        title = self._first("TITLE")
        if self._contact:
            self._set("contact.title", title)
        elif self._firm and title:
            self._note(header("contact.title", chinese=self._chinese), title)
        else:
            self._set("position", title)
        if not self._firm and not self._contact:
            self._set("occupation", self._first("ROLE"))
            self._gender()
        hobbies = "、".join(text for name in ("HOBBY", "INTEREST") for made in self._take(name) for text in made.texts)
        if hobbies and self._firm and not self._contact:
            self._note(header("hobbies", chinese=self._chinese), hobbies)
        else:
            self._set(f"{self._prefix}hobbies", hobbies)
        called = [text for made in self._take("NICKNAME") for text in made.texts]
        if self._contact and called:
            self._set("contact.salutation", called.pop(0))
        for text in called:
            self._note(header("contact.salutation", chinese=self._chinese), text)

    def _gender(self) -> None:
        word = (self._first("GENDER").partition(";")[0] or self._first("X-GENDER")).strip().casefold()
        for choice in GENDER:
            if word in (choice.key, choice.label.zh, *choice.synonyms):
                self._set("gender", choice.label.zh if self._chinese else choice.label.en)

    def _rest(self) -> None:
        groups = [text for made in self._take("CATEGORIES") for text in made.texts]
        plain = [text.lstrip("* ").replace(";", "，") for text in groups]
        self._set("groups", ";".join(dict.fromkeys(text for text in plain if text.casefold() not in _NOT_GROUPS)))
        pictures = self._take("PHOTO")
        if pictures:
            self.values[PHOTO] = next((kind.upper() for kind in pictures[0].types if kind in _PICTURES), "JPEG")
        written = [text for made in self._take("NOTE") if (text := made.text.strip())]
        for name, several in self._by_name.items():
            if not _TECHNICAL.fullmatch(name):
                for made in several:
                    said = (text for part in made.parts for text in part if not text.startswith("vnd."))
                    self._note(name.removeprefix("X-"), " ".join(said))
        self._set(f"{self._prefix}notes", "\n".join(dict.fromkeys([*written, *self._notes])))


_PICTURES = frozenset({"jpeg", "jpg", "png", "gif", "webp", "bmp"})


def _labelled(card: Sequence[Property]) -> list[Property]:
    """Labels that a program keeps in a property of their own (item1.X-ABLabel) given to what they label."""
    labels: dict[str, str] = {}
    for made in card:
        if made.name == "X-ABLABEL":
            label = _OWN_LABEL.fullmatch(made.text)
            word = (label[1] if label else made.text).strip().lower()
            labels.update({kind: word for kind in made.types if kind.startswith(GROUPED)})
    result = []
    for made in card:
        types = [labels.get(kind, "") if kind.startswith(GROUPED) else kind for kind in made.types]
        result.append(Property(made.name, made.raw, tuple(kind for kind in types if kind), made.old))
    return result


def _address(made: Property) -> dict[str, str]:
    """The parts of an ADR; a first street text that ends in 区, 县, 市 or 旗 is the district."""
    parts = [*made.parts, *[[] for _ in range(7)]][:7]
    box, extended, street, city, province, postcode, country = parts
    district = ""
    if len(street) > 1 and _DISTRICT.fullmatch(street[0]):
        district, street = street[0], street[1:]
    found = {
        "country": " ".join(country),
        "province": " ".join(province),
        "city": " ".join(city),
        "district": district,
        "address": " ".join([*street, *extended, *box]),
        "postcode": " ".join(postcode),
    }
    return {part: " ".join(text.split()) for part, text in found.items() if text}


def _one_line(parts: dict[str, str], chinese: bool) -> str:
    if chinese or any(map(_CHINESE.search, parts.values())):
        found = [parts[part] for part in ADDRESS_PARTS if part in parts]
        return ("" if any(map(_CHINESE.search, found)) else " ").join(found)
    order = ("address", "district", "city", "province", "postcode", "country")
    return ", ".join(parts[part] for part in order if part in parts)


def _birthday(made: Property) -> str:
    """A birthday in the stored form where it is one of the usual ones, else as it stands."""
    text = made.text.strip()
    if match := _NO_YEAR.fullmatch(text):
        return f"--{match[1]}-{match[2]}"
    if match := _DATE.fullmatch(text):
        omitted = f"{NO_YEAR}{match[1]}" in made.types
        return f"--{match[2]}-{match[3]}" if omitted else f"{match[1]}-{match[2]}-{match[3]}"
    return text
