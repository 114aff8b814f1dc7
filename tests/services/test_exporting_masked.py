"""A masked export reveals nothing personal, in whatever field or format it stands."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from crmdesk.core.exporting import ExportOptions
from crmdesk.core.fields import Type
from crmdesk.core.words import Words
from crmdesk.services import attachments, contacts, customers, elsewhere, exporting, notes, user_fields
from crmdesk.services.desk import Desk

SECRETS = ("13811112222", "138 1111 2222", "110101199003070011", "13733334444", "6222020200112233445", "62229999",
           "62229998", "wang@mail.cn")  # fmt: skip


@pytest.fixture
def talkative(desk: Desk) -> Desk:
    """A firm whose free texts are full of numbers."""
    own, _ = user_fields.add(desk, "其他电话", Type.TEXT)
    one, _ = customers.add(
        desk,
        {"number": "A1", "name": "嘉禾机械有限公司", "kind": "enterprise", "fax": "0573-62229998", own: "13733334444",
         "registered_phone": "0573-62229999", "address": "解放路1号 13811112222 收", "notes": "老板 138 1111 2222"},
    )  # fmt: skip
    contacts.add(desk, one, {"name": "李娜", "notes": "卡 6222020200112233445，wang@mail.cn"})
    notes.add(desk, one, "身份证 110101199003070011")
    elsewhere.add(desk, one, {"product": "轴承", "notes": "问 13733334444"})
    attachments.add_content(desk, one, "13811112222.txt", b"abc")
    return desk


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json", "vcf"])
@pytest.mark.parametrize("kind", ["", "customers", "contacts", "notes", "elsewhere"])
def test_free_texts_reveal_nothing(talkative: Desk, tmp_path: Path, words_zh: Words, kind: str, ending: str) -> None:
    if ending == "vcf" and kind in ("notes", "elsewhere"):
        return
    path = tmp_path / f"out.{ending}"
    options = ExportOptions(**({"kinds": (kind,)} if kind else {}), mask=True)
    exporting.export(talkative, path, words_zh, options=options)
    text = _text(path)
    assert "A1" in text
    assert [secret for secret in SECRETS if secret in text] == []
    exporting.export(talkative, path, words_zh, options=ExportOptions(options.kinds))
    assert [secret for secret in SECRETS if secret in _text(path)]


def _text(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text("utf-8").replace("\n ", "")
    with zipfile.ZipFile(path) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("columns", [(), ("address", "name", "postcode")])
@pytest.mark.parametrize("ending", ["xlsx", "csv", "json", "vcf"])
def test_where_an_individual_lives_is_hidden(
    desk: Desk, tmp_path: Path, words_zh: Words, ending: str, columns: tuple[str, ...]
) -> None:
    """The same field of a company says nothing about a person."""
    customers.add(desk, {"name": "王小明", "kind": "individual", "address": "解放路1号", "postcode": "314000"})
    customers.add(desk, {"name": "嘉禾机械", "kind": "enterprise", "address": "工业路2号", "postcode": "314001"})
    path = tmp_path / f"out.{ending}"
    options = ExportOptions(("customers",), columns={"customers": columns} if columns else {}, mask=True)
    exporting.export(desk, path, words_zh, options=options)
    text = _text(path)
    assert [told for told in ("解放路1号", "314000") if told in text] == []
    assert all(told in text for told in ("王小明", "工业路2号", "314001"))
    exporting.export(desk, path, words_zh, options=ExportOptions(options.kinds, columns=options.columns))
    assert all(told in _text(path) for told in ("解放路1号", "314000"))
