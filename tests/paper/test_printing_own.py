"""The person's own templates: used where there is one; a broken one says where, and nothing outside is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.printing import usual_style
from crmdesk.core.printing_kinds import known
from crmdesk.core.words import Words
from crmdesk.paper import printing_own
from crmdesk.services import printing, printing_templates, settings
from crmdesk.services.desk import Desk
from crmdesk.services.printing import Wish
from tests.desk import make_desk
from tests.paper import reading
from tests.paper.printed import typesetter

Setting = Callable[..., str]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def own(desk: Desk) -> Path:
    """The own template of the report, just copied."""
    return printing_templates.copy(desk, "report")


@pytest.fixture
def text(desk: Desk, words_zh: Words) -> Setting:
    """Prints a kind about nobody; gives its text."""
    setter = typesetter(words_zh)

    def printed(kind: str = "report", *, shipped: bool = False) -> str:
        wish = Wish(kind, usual_style(known(kind)), (), dt.date(2026, 11, 21), shipped)
        return reading.text(setter.pdf(printing.printouts(desk, wish, words_zh)).pdf)

    return printed


def spoil(path: Path, line: str) -> int:
    """Add a line at the end; returns its number."""
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, line, ""]), encoding="utf-8")
    return len(lines) + 1


def test_a_copy_looks_the_same_until_it_is_changed(desk: Desk, own: Path, text: Setting) -> None:
    assert own == desk.path.parent / f"{desk.path.stem}-templates" / "report.typ"
    assert (own.parent / "base.typ").is_file()
    assert printing_templates.own(desk, "report") == own
    assert printing_templates.own(desk, "visits") is None
    assert text() == text(shipped=True)
    spoil(own, "自己的落款")
    assert text().count("自己的落款") == 1
    assert "自己的落款" not in text(shipped=True)


def test_a_copy_never_replaces_one(desk: Desk, own: Path, tmp_path: Path) -> None:
    spoil(own, "自己的落款")
    spoil(own.parent / "base.typ", "// mine")
    with pytest.raises(UserError, match="print-template-there"):
        printing_templates.copy(desk, "report")
    printing_templates.copy(desk, "file")
    assert "自己的落款" in own.read_text(encoding="utf-8")
    assert "// mine" in (own.parent / "base.typ").read_text(encoding="utf-8")
    assert (own.parent / "form.typ").is_file()
    with pytest.raises(UserError, match="print-kind"):
        printing_templates.copy(desk, "base")
    (tmp_path / "papers").mkdir()
    settings.change(desk, "print.templates", str(tmp_path / "papers"))
    assert printing_templates.copy(desk, "report").parent == tmp_path / "papers"


@pytest.mark.parametrize(
    ("broken", "line", "told"),
    [
        ("report.typ", "#no-such-thing", "unknown variable"),
        ("report.typ", "#d.no-such-thing", "no-such-thing"),
        ("base.typ", "#let x = (", "unclosed"),
        ("report.typ", "#while true { }", "always true"),
    ],
)
def test_a_broken_one_says_where_and_stops_no_other(
    own: Path, text: Setting, words_en: Words, words_zh: Words, broken: str, line: str, told: str
) -> None:
    number = spoil(own.parent / broken, line)
    with pytest.raises(UserError, match="print-template") as refused:
        text()
    for words, at in ((words_en, f"line {number}"), (words_zh, f"第 {number} 行")):
        said = words.message(refused.value.code, refused.value.params)
        assert broken in said
        assert at in said
        assert told in said
    assert text(shipped=True)
    assert text("blank")


@pytest.mark.parametrize("gone", ["base.typ", "report.typ"])
def test_what_lacks_a_part(own: Path, text: Setting, gone: str) -> None:
    (own.parent / gone).unlink()
    if gone == "report.typ":
        assert text() == text(shipped=True)
        return
    with pytest.raises(UserError) as refused:
        text()
    assert (own.parent / refused.value.params["file"]).is_file()
    assert str(own.parent) not in refused.value.params["told"].en


@pytest.mark.parametrize(
    "reads",
    [
        '#read("../secret.txt")',
        '#read("/../secret.txt")',
        "link",
        '#import "@preview/a:1.0.0"',
        '#import "\\u{40}preview/a:1.0.0": *',
        '#import ("@" + "preview/a:1.0.0"): *',
        '#let name = "@" + "preview/a:1.0.0"\n#include name',
        '#eval("import \\"@" + "preview/a:1.0.0\\"", mode: "code")',
        '#type((a: 1))(std).at("ev" + "al")("1")',
    ],
)
def test_nothing_outside_is_read(own: Path, text: Setting, reads: str) -> None:
    (own.parent.parent / "secret.txt").write_text("secret", encoding="utf-8")
    if reads == "link":
        try:
            (own.parent / "inside.txt").symlink_to(own.parent.parent / "secret.txt")
        except OSError:
            pytest.skip("this system makes no links")
        reads = '#read("inside.txt")'
    spoil(own, reads)
    with pytest.raises(UserError, match="print-template"):
        text()
    assert text(shipped=True)


def test_a_folder_of_everything_is_refused(own: Path, text: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing_own, "MOST_FILES", len(list(own.parent.iterdir())))
    assert text()
    (own.parent / "letter.txt").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="print-templates-folder"):
        text()
    assert text(shipped=True)
