"""Headers in two languages at once, and the English ones people write."""

import pytest

from crmdesk.core.fields_contacts import ADDRESSES, CONTACTS
from crmdesk.core.fields_customers import CUSTOMERS
from crmdesk.core.headers import HeaderIndex
from crmdesk.core.importing_mapping import Heading, map_columns

INDEX = HeaderIndex(CUSTOMERS, CONTACTS, ADDRESSES)


def mapped(*headers: str) -> list[str | None]:
    return map_columns([Heading(i, text) for i, text in enumerate(headers)], INDEX)


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("客户名称 Customer Name", "name"),
        ("客户名称/Company", "name"),
        ("Customer Name\n客户名称", "name"),
        ("*手机 Mobile", "mobile"),
        ("Email/邮箱", "email"),
        ("City 城市", "city"),
        ("地址Address", "address"),
        ("手机 City", None),
        ("城市 Code of the city", None),
    ],
)
def test_a_header_in_both_languages_means_what_both_say(header: str, target: str | None) -> None:
    assert (INDEX.known(header), mapped(header)[0]) == (target is not None, target)


def test_contacts_in_both_languages() -> None:
    headers = ("客户名称 Customer Name", "联系人 Contact", "联系人手机 Contact Mobile")
    assert mapped(*headers) == ["name", "contact.name", "contact.mobile"]


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Mobile Number", "mobile"),
        ("Phone Number", "phone"),
        ("Telephone No.", "phone"),
        ("Client Name", "name"),
        ("所属客户", "name"),
        ("所属公司", "name"),
        ("E-mail Address", "email"),
        ("Zip/Postal Code", "postcode"),
    ],
)
def test_more_names_people_use(header: str, target: str) -> None:
    assert mapped(header) == [target]
