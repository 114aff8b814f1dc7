"""A data file of every schema that ever landed opens, is brought up to date, and holds what it held."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crmdesk.core.customers import Listing
from crmdesk.core.words import Words
from crmdesk.services import contacts, customers, history
from crmdesk.services.desk import Desk, open_desk
from crmdesk.store.database import SCHEMA
from tests.desk import clock, make_desk
from tests.store.test_search import check_index

FIXTURES = Path(__file__).parent / "fixtures"


def fill(desk: Desk) -> None:
    """What every fixture holds: two customers, contacts, groups, an edit, an undone one, something in the trash."""
    company, _ = customers.add(
        desk,
        {
            "name": "禾砚精密机械（嘉兴）有限公司",
            "phone": "0573-0000 0013",
            "credit_limit": "80000.5",
            "groups": "展会;重点",
        },
        [{"name": "周砚秋", "mobile": "139 0000 0013", "birthday": "农历十月十八"}],
    )
    person, _ = customers.add(desk, {"name": "许念安", "birthday": "L1990-04-07", "referrer": "K00001"})
    customers.edit(desk, company, {"notes": "周一例会", "founded_on": "2009-04-16"})
    contacts.add(desk, company, {"name": "方小满"})
    third, _ = customers.add(desk, {"name": "沈木青"})
    customers.delete(desk, [third])
    customers.edit(desk, person, {"city": "杭州市"})
    history.undo(desk)


def told(desk: Desk, words: Words) -> object:
    """All of it, as a person would read it."""
    everyone = customers.find(desk, Listing(sort="number")) + customers.find(desk, Listing(sort="number", deleted=True))
    return (
        customers.files(desk, everyone),
        [(a.verb, a.state, a.who) for a in history.entries(desk)],
        [(e.field, e.before, e.after) for i in everyone for e in history.of_customer(desk, i, words)],
    )


def write_fixture() -> None:
    """Run once when a schema lands: `python -c "from tests.store.test_fixtures import write_fixture as w; w()"`."""
    path = FIXTURES / f"schema-{SCHEMA}.crmdesk"
    desk = make_desk(FIXTURES, path.name)
    fill(desk)
    desk.close()


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("schema-*.crmdesk")), ids=lambda path: path.stem)
def test_every_schema_opens_with_its_content(path: Path, tmp_path: Path, words_zh: Words) -> None:
    shutil.copy(path, tmp_path / path.name)
    old = open_desk(tmp_path / path.name, who="陈立", clock=clock)
    new = make_desk(tmp_path)
    fill(new)
    assert told(old, words_zh) == told(new, words_zh)
    assert old.data.quick_check() is None
    check_index(old)
    for desk in (old, new):
        history.redo(desk)
        assert customers.file(desk, 2).values["city"] == "杭州市"
        desk.close()


def test_the_present_schema_has_its_fixture() -> None:
    assert (FIXTURES / f"schema-{SCHEMA}.crmdesk").is_file()
