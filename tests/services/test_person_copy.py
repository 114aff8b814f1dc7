"""Everything kept about one person, as they may ask for it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from crmdesk.assets import load_words
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Type
from crmdesk.services import (
    addresses,
    attachments,
    contacts,
    customers,
    elsewhere,
    exporting,
    notes,
    person_copy,
    photos,
    privacy,
    user_fields,
)
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError
from tests.desk import NOW, clock

JPEG = b"\xff\xd8picture"


@pytest.fixture
def person(desk: Desk, tmp_path: Path) -> int:
    user_fields.add(desk, "鞋码", Type.TEXT)
    desk.clock = lambda: NOW - dt.timedelta(days=1)
    exporting.export(desk, tmp_path / "以前.csv", load_words("en"))
    desk.clock = clock
    one, _ = customers.add(
        desk,
        {
            "name": "张伟", "mobile": "13912345678", "notes": "爱喝茶\n不喝咖啡", "consent_on": "2024-01-01",
            "consent_source": "微信", "groups": "VIP", "x1": "42",
        },
        [{"name": "李娜", "consent_withdrawn_on": "2025-02-03"}],
    )  # fmt: skip
    contacts.edit(desk, 1, {"mobile": "13700001111"})
    addresses.add(desk, one, {"address": "南湖路1号"})
    elsewhere.add(desk, one, {"product": "茶叶", "competitor": "对手"})
    notes.add(desk, one, "记一笔")
    attachments.add_content(desk, one, "合同.txt", b"contract")
    photos.put(desk, one, JPEG)
    privacy.add_request(desk, "copy", customer_id=one, notes="要一份")
    exporting.export(desk, tmp_path / "名单.csv", load_words("en"))
    customers.add(desk, {"name": "王五"})
    exporting.export(desk, tmp_path / "别人.csv", load_words("en"), [one + 1])
    return one


def test_as_text_in_both_languages(desk: Desk, person: int, tmp_path: Path) -> None:
    for language, headings in (
        ("en", ("== Identity ==", "== Contacts ==", "== History of changes ==", "Mobile: 139 1234 5678")),
        ("zh_CN", ("== 身份 ==", "== 联系人 ==", "手机：139 1234 5678")),
    ):
        done = person_copy.write(desk, person, tmp_path / f"{language}.txt", load_words(language))
        assert (done.folder, done.attachments) == (None, 0)
        raw = done.path.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        assert raw.count(b"\n") == raw.count(b"\r\n")
        text = raw.decode("utf-8-sig")
        assert [heading for heading in headings if heading not in text] == []
        told = "爱喝茶 不喝咖啡 李娜 139 1234 5678 南湖路1号 茶叶 对手 记一笔 合同.txt 要一份 名单.csv VIP 42 微信"
        assert [each for each in told.split() if each not in text] == []
        assert [each for each in ("别人.csv", "以前.csv", "王五") if each in text] == []


def test_as_json_with_contents(desk: Desk, person: int, tmp_path: Path) -> None:
    done = person_copy.write(desk, person, tmp_path / "张伟.json", load_words("en"), with_attachments=True)
    assert done.folder == tmp_path / "张伟-attachments"
    assert done.attachments == 2
    assert {each.name: each.read_bytes() for each in done.folder.iterdir()} == {
        "合同.txt": b"contract",
        "K00001.jpg": JPEG,
    }
    told = json.loads(done.path.read_text("utf-8"))
    assert told["customer"]["contacts"][0]["mobile"] == "13700001111"
    assert told["customer"]["attachments"][0]["name"] == "合同.txt"
    assert told["customer"]["dated_notes"][0]["text"] == "记一笔"
    assert [one["kind"] for one in told["requests"]] == ["copy"]
    assert [(one["what"], one["target"], one["certain"]) for one in told["log"]] == [("export", "名单.csv", True)]
    assert {"field": "Mobile", "after": "137 0000 1111"}.items() <= next(
        one for one in told["history"] if one["record"] == "contact" and one["field"] == "Mobile"
    ).items()
    assert [each["key"] for each in told["fields"]] == ["x1"]
    entry = privacy.entries(desk)[0]
    assert (entry.what, entry.target, entry.params) == ("copy", "张伟.json", {"ids": [person]})


def test_one_in_the_trash_too(desk: Desk, person: int, tmp_path: Path) -> None:
    customers.delete(desk, [person])
    done = person_copy.write(desk, person, tmp_path / "张伟.json", load_words("en"))
    assert json.loads(done.path.read_text("utf-8"))["deleted"] is True


def test_what_cannot_be_written_leaves_the_old_file(desk: Desk, person: int, tmp_path: Path) -> None:
    count = len(privacy.entries(desk))
    with pytest.raises(UserError, match="export-ending"):
        person_copy.write(desk, person, tmp_path / "张伟.docx", load_words("en"))
    with pytest.raises(UserError, match="record-gone"):
        person_copy.write(desk, 99, tmp_path / "谁.txt", load_words("en"))
    with pytest.raises(UserError, match="write-folder-missing"):
        person_copy.write(desk, person, tmp_path / "没有" / "张伟.txt", load_words("en"))
    (old := tmp_path / "张伟.txt").write_text("old")
    with pytest.raises(CancelledError):
        person_copy.write(desk, person, old, load_words("en"), cancelled=lambda: True)
    assert old.read_text() == "old"
    assert len(privacy.entries(desk)) == count
