"""vCards on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import Run

CARDS = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=BC=9F;;;
TEL;CELL:13900000013
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ

END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:李四
ORG:甲有限公司;采购部
TEL;TYPE=CELL:13900000014
BEGIN:VCARD
VERSION:4.0
FN:王五
ORG:甲有限公司
nonsense
END:VCARD
BEGIN:VCARD
TEL:13900000015
END:VCARD
"""


def test_cards_are_imported_with_counts_and_places(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "phone.vcf"
    path.write_text(CARDS, encoding="utf-8")
    status, result, _ = run("import", path, "--json")
    counts = {key: result[key] for key in ("rows", "created", "updated", "skipped", "errors", "joined", "left_out")}
    assert (status, counts) == (
        0,
        {"rows": 4, "created": 2, "updated": 0, "skipped": 0, "errors": 1, "joined": 1, "left_out": 0},
    )
    assert result["also"] == {"contacts": 2, "addresses": 0}
    assert result["mapping"]["Contact Mobile"] == "contact.mobile"
    assert result["mapping"]["Picture"] is None
    assert {(p["row"], p["column"], p["code"]) for p in result["problems"]} == {
        (2, None, "card-unended"),
        (3, None, "card-line"),
        (4, None, "name-missing"),
    }
    assert {c["name"]: c["kind"] for c in run("customers", "--json")[1]} == {
        "张伟": "individual",
        "甲有限公司": "enterprise",
    }
    assert run("import", path, "--json")[1]["skipped"] == 2


def test_export_goes_by_the_ending_and_imports_again(run: Run, tmp_path: Path) -> None:
    run("add", "customer", "name=甲有限公司", "phone=0573-00000014", "city=嘉兴市")
    run("add", "contact", "customer=K00001", "name=李四", "mobile=13900000014")
    run("add", "customer", "name=张伟", "mobile=13900000013")
    out = tmp_path / "out.vcf"
    status, done, _ = run("export", out, "--json")
    assert (status, done) == (0, {"rows": 2, "path": str(out)})
    _, again, _ = run("import", out, "--existing", "update", "--json")
    assert (again["created"], again["updated"], again["errors"], again["problems"]) == (0, 0, 0, [])
    run("import", out, data="other.crmdesk")
    for number in ("K00001", "K00002"):
        assert run("show", number, "--json")[1] == run("show", number, "--json", data="other.crmdesk")[1]
    assert run("export", out, "--query", "张伟", "--what", "customers", "--json")[1]["rows"] == 1
    assert out.read_bytes().count(b"BEGIN:VCARD") == 1


def test_columns_of_cards_can_be_told_by_hand(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "phone.vcf"
    path.write_text(CARDS, encoding="utf-8")
    _, result, _ = run("import", path, "--map", "Mobile=phone", "--map", "Contact Mobile=-", "--json")
    assert (result["mapping"]["Mobile"], result["mapping"]["Contact Mobile"]) == ("phone", None)
    assert {c["name"]: (c["mobile"], c["phone"]) for c in run("customers", "--json")[1]} == {
        "张伟": (None, "13900000013"),
        "甲有限公司": (None, None),
    }
