"""`print` on the command line: every kind, one PDF or one each, kept copies, own templates, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmdesk.core.printing import About
from crmdesk.core.printing_kinds import KINDS
from tests.e2e.conftest import Run
from tests.paper import reading


@pytest.fixture
def filled(run: Run) -> Run:
    for name, tier in (("华东包装有限公司", "gold"), ("禾砚精密仪器有限公司", "iron"), ("川栖茶业有限公司", "iron")):
        run("add", "customer", f"name={name}", "mobile=13812345678", f"tier={tier}", "kind=enterprise",
            "address=新港路8号", "city=嘉兴市", "postcode=314000")  # fmt: skip
    run("add", "product", "code=P1", "name=拉伸膜", "unit=卷", "price=36")
    run("add", "order", "customer=K00001", "date=2026-10-19", "product=P1", "quantity=20", "price=36")
    run("complaint", "add", "--customer", "K00001", "--words", "膜太薄，一拉就断")
    return run


NUMBERS = {About.CUSTOMERS: ["K00001"], About.COMPLAINTS: ["T00001"], About.ORDERS: ["D00001"], About.NOBODY: []}
CONTRACT = ("file", "briefing", "list", "labels", "envelopes", "complaint", "blank", "offer")


def test_every_kind(filled: Run, tmp_path: Path) -> None:
    assert set(CONTRACT) <= set(KINDS)
    for kind in KINDS.values():
        out = tmp_path / f"{kind.key}.pdf"
        status, told, error = filled(
            "print", kind.key, *NUMBERS[kind.about], "-o", out, "--json", "--today", "2026-11-21"
        )
        assert (status, kind.key, error) == (0, kind.key, "")
        pdf = out.read_bytes()
        assert told == {"pages": len(reading.pages(pdf)), "path": str(out)}
        assert told["pages"] >= 1
        assert reading.fonts_embedded(pdf)
    (page,) = reading.pages((tmp_path / "offer.pdf").read_bytes())
    assert "华东包装有限公司" in "".join(page.split())


def test_papers_and_whom(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "x.PDF"
    for more, size, count in (
        (["K00002", "K00001", "--paper", "a5"], (148, 210), 2),
        (["--all", "--landscape"], (297, 210), 3),
        (["--tier", "iron", "--paper", "Letter"], (215.9, 279.4), 2),
        (["--query", "禾砚"], (210, 297), 1),
    ):
        status, _told, _ = filled("print", "file", *more, "-o", out)
        pdf = out.read_bytes()
        assert (status, reading.size_mm(pdf), len(reading.bookmarks(pdf))) == (0, size, count)
    for kind, number in (("complaint", "T00001"), ("delivery", "D00001")):
        assert filled("print", kind, "--all", "-o", out)[0] == 0
        assert [title[:6] for title, _page in reading.bookmarks(out.read_bytes())] == [number]
    filled("print", "file", "K00002", "K00001", "-o", out)
    assert [title[:6] for title, _page in reading.bookmarks(out.read_bytes())] == ["K00002", "K00001"]


def test_the_same_data_gives_the_same_bytes_unless_stamped(filled: Run, tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        filled("print", "file", "--all", "-o", tmp_path / f"{name}.pdf", "--today", "2026-11-21")
        made.append((tmp_path / f"{name}.pdf").read_bytes())
    assert made[0] == made[1]
    filled("print", "file", "--all", "-o", tmp_path / "c.pdf", "--today", "2026-11-21", "--stamp")
    assert (tmp_path / "c.pdf").read_bytes() != made[0]


def test_hidden_numbers_and_the_log(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    filled("print", "file", "K00001", "-o", out)
    assert "13812345678" in reading.text(out.read_bytes())
    filled("print", "file", "K00001", "-o", out, "--mask")
    assert "13812345678" not in reading.text(out.read_bytes())
    _, log, _ = filled("privacy", "log", "--json")
    assert [(entry["what"], entry["customers"], entry["masked"], entry["target"]) for entry in log] == [
        ("print", 1, True, "x.pdf"), ("print", 1, False, "x.pdf"),
    ]  # fmt: skip
    assert {entry["kind"] for entry in log} == {"file"}
    assert "Print (Customer file)" in filled("privacy", "log")[1]


def test_one_each_and_kept(filled: Run, tmp_path: Path) -> None:
    folder = tmp_path / "each"
    status, told, _ = filled("print", "file", "--all", "--each", folder, "--keep", "--json")
    assert (status, told["folder"], told["files"], told["kept"]) == (0, str(folder), 3, 3)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["K00001 华东包装有限公司.pdf", "K00002 禾砚精密仪器有限公司.pdf", "K00003 川栖茶业有限公司.pdf"]
    assert told["pages"] == sum(len(reading.pages((folder / name).read_bytes())) for name in names)
    assert "禾砚精密仪器" in reading.text((folder / names[1]).read_bytes())
    status, told, _ = filled("print", "complaint", "T00001", "--keep", "--json")
    assert (status, told["kept"], "files" in told) == (0, 1, False)
    for kind, numbers in (("list", ["K00001"]), ("blank", [])):
        status, _, error = filled("print", kind, *numbers, "--keep")
        assert (status, "kept" in error) == (1, True)


def test_an_own_template(filled: Run, tmp_path: Path) -> None:
    status, told, _ = filled("print-template", "file", "--json")
    path = Path(told["path"])
    assert (status, path.parent, path.name) == (0, tmp_path / "t-templates", "file.typ")
    assert filled("print-template", "file")[0] == 1
    path.write_text("#nothing-of-this-name\n", encoding="utf-8")
    out = tmp_path / "x.pdf"
    status, _, error = filled("print", "file", "K00001", "-o", out)
    assert (status, "file.typ" in error, "line 1" in error, out.exists()) == (1, True, True, False)
    assert filled("print", "file", "K00001", "-o", out, "--template", "shipped")[0] == 0
    assert filled("print", "blank", "-o", out)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["poster", "-o", "x.pdf"], 2),
        (["file", "K00001"], 2),
        (["file", "K00001", "--all", "-o", "x.pdf"], 2),
        (["complaint", "--tier", "gold", "-o", "x.pdf"], 2),
        (["complaint", "--all", "-o", "x.pdf"], 1),
        (["blank", "--all", "-o", "x.pdf"], 2),
        (["file", "--query", "nobody", "-o", "x.pdf"], 1),
        (["file", "K00001", "-o", "."], 1),
        (["file", "K00001", "-o", "x.pdf", "--set", "years"], 2),
        (["file", "-o", "x.pdf"], 1),
        (["file", "K99999", "-o", "x.pdf"], 1),
        (["blank", "K00001", "-o", "x.pdf"], 1),
        (["file", "K00001", "-o", "x.txt"], 1),
        (["file", "K00001", "-o", "x.pdf", "--paper", "A3"], 1),
        (["file", "K00001", "-o", "x.pdf", "--set", "years=many"], 1),
        (["file", "K00001", "-o", "x.pdf", "--set", "colour=red"], 1),
        (["file", "K00001", "-o", "no-such-folder/x.pdf"], 1),
        (["file", "K00001", "--each", ""], 2),
        (["file", "K00001", "--each", " "], 2),
    ],
)
def test_refusals(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int) -> None:
    monkeypatch.chdir(tmp_path)
    run("add", "customer", "name=禾砚")
    found, out, error = run("print", *arguments)
    assert (found, out) == (status, "")
    assert "Traceback" not in error
    assert status == 2 or len(error.splitlines()) == 1
    assert list(tmp_path.glob("x*")) == []
    assert list(tmp_path.rglob("*.pdf")) == []
