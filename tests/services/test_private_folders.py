"""Copies that were opened to be looked at are there while the data file is open, and no longer."""

from __future__ import annotations

import stat
from pathlib import Path

from crmdesk.services import attachments, customers
from crmdesk.services.private_folders import PrivateFolders
from tests.desk import make_desk


def test_a_copy_goes_with_the_data_file(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    customer, _changes = customers.add(desk, {"name": "许念安"})
    attachments.add_content(desk, customer, "合同.txt", b"secret")
    attachments.add_content(desk, customer, "报价.txt", b"secret too")
    copies = [attachments.open_copy(desk, one) for one in attachments.of_customer(desk, customer)]
    assert sorted(copy.read_bytes() for copy in copies) == [b"secret", b"secret too"]
    assert len({copy.parent for copy in copies}) == 2
    desk.close()
    assert not any(copy.parent.exists() for copy in copies)


def test_folders_are_for_oneself_alone() -> None:
    folders = PrivateFolders()
    made = folders.make()
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    (made / "inside").mkdir()
    (made / "inside" / "more.txt").write_text("more")
    folders.clear()
    assert not made.exists()
    folders.clear()
