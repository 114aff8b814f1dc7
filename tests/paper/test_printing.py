"""Many documents become one PDF or one each, and nothing that people put in breaks a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from crmdesk.core.errors import UserError
from crmdesk.core.printing import Printout, usual_style
from crmdesk.core.printing_kinds import known
from crmdesk.core.settings import COMPANY_LOGO, COMPANY_NAME
from crmdesk.core.words import Words
from crmdesk.paper import pages as pages_module
from crmdesk.paper import printing as setting
from crmdesk.paper.pages import Press
from crmdesk.paper.printing import Typesetter
from crmdesk.services import customers, interactions, photos, printing, settings
from crmdesk.services.desk import Desk
from crmdesk.services.printing import Wish
from tests.desk import make_desk
from tests.paper import reading
from tests.paper.printed import png

NASTY = '𠮷㛃😀 #read("x") *_$<>@ \\ `c`'
STYLE = usual_style(known("file"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    settings.change(made, COMPANY_NAME.key, "禾砚精密仪器有限公司")
    yield made
    made.close()


def add(desk: Desk, *names: str) -> tuple[int, ...]:
    return tuple(customers.add(desk, {"name": name, "mobile": "13800000001"})[0] for name in names)


def printouts(desk: Desk, ids: tuple[int, ...], words: Words) -> list[Printout]:
    return list(printing.printouts(desk, Wish("file", STYLE, ids), words))


def test_many_files_in_one(
    desk: Desk, words_zh: Words, typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "PIECE", 2)
    ids = add(desk, "一号", "二号", "三号", "四号", "五号")
    for day in range(1, 29):
        interactions.add(desk, ids[2], {"at": f"2026-10-{day:02}T09:30", "kind": "call", "content": "谈了用量" * 30})
    found = printouts(desk, ids, words_zh)
    assert [len(each.documents) for each in found] == [2, 2, 1]
    printed = typesetter.pdf(found)
    texts = reading.pages(printed.pdf)
    marks = reading.bookmarks(printed.pdf)
    assert printed.pages == len(texts)
    assert [title for title, _page in marks] == [f"K0000{n} {name}号" for n, name in enumerate("一二三四五", 1)]
    starts = [page for _title, page in marks]
    assert starts[0] == 0
    assert starts[3] - starts[2] > 2
    for (title, first), after in zip(marks, [*starts[1:], len(texts)], strict=True):
        for place, text in enumerate(texts[first:after], 1):
            flat = "".join(text.split())
            page_of = words_zh.gettext("Page {page} of {pages}").format(page=place, pages=after - first)
            assert "".join(page_of.split()) in flat
            assert (f"客户档案{title[7:]}" in flat) == (place > 1)
            assert [name for name in "一二三四五" if f"{name}号" in flat] == [title[7]]
    assert reading.title(printed.pdf) == "客户档案"
    assert reading.size_mm(printed.pdf) == (210, 297)
    assert (printed.ids, printed.lacking) == (ids, ())
    assert typesetter.pdf(printouts(desk, ids, words_zh)).pdf == printed.pdf


def test_what_people_type_is_never_markup(desk: Desk, words_zh: Words, typesetter: Typesetter) -> None:
    ids = add(desk, NASTY, "户" * 60)
    settings.change(desk, COMPANY_NAME.key, NASTY)
    printed = typesetter.pdf(printouts(desk, ids, words_zh))
    text = reading.text(printed.pdf)
    assert text.count("".join(NASTY.split())) >= 2
    assert "户" * 60 in text
    assert reading.radicals(printed.pdf) == set()
    assert reading.fonts_embedded(printed.pdf)
    assert reading.bookmarks(printed.pdf)[0][0] == f"K00001 {NASTY}"


def test_a_damaged_picture_is_left_out_and_told(desk: Desk, words_zh: Words, typesetter: Typesetter) -> None:
    ids = add(desk, "一号", "二号", "三号")
    photos.put(desk, ids[0], png())
    photos.put(desk, ids[1], png(damaged=True))
    settings.change_image(desk, COMPANY_LOGO, b"BM no picture that a page can hold")
    printed = typesetter.pdf(printouts(desk, ids, words_zh))
    assert [error.code for error in printed.lacking] == ["print-picture"]
    assert len(reading.bookmarks(printed.pdf)) == 3
    assert sum(len(page.images) for page in reading.reader(printed.pdf).pages) == 1
    settings.change_image(desk, COMPANY_LOGO, png())
    whole = typesetter.pdf(printouts(desk, ids, words_zh)).pdf
    assert len(reading.reader(whole).pages[2].images) == 1


def test_one_that_cannot_be_read_does_not_stop_the_others(
    desk: Desk, words_zh: Words, typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = add(desk, "一号", "二号", "三号")
    build = printing.BUILDERS["file"]

    def broken(desk: Desk, wanted: list[int], *rest: object) -> object:
        if ids[1] in wanted:
            raise UserError("record-gone")
        return build(desk, wanted, *rest)  # type: ignore[arg-type]

    monkeypatch.setitem(printing.BUILDERS, "file", broken)  # type: ignore[arg-type]
    for piece in (3, 1):
        monkeypatch.setattr(printing, "PIECE", piece)
        printed = typesetter.pdf(printouts(desk, ids, words_zh))
        assert [error.code for error in printed.lacking] == ["record-gone"]
        assert printed.ids == (ids[0], ids[2])
    with pytest.raises(UserError, match="record-gone"):
        printouts(desk, (ids[1],), words_zh)


def test_one_that_cannot_be_set_does_not_stop_the_others(
    desk: Desk, words_zh: Words, typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = printouts(desk, add(desk, "一号", "二号", "三号"), words_zh)
    write = setting.WRITERS["file"]

    def broken(printout: Printout, words: Words) -> dict[str, Any]:
        values = dict(write(printout, words))
        no_form = [{**each, "form": 5} if each["number"] == "K00002" else each for each in values["documents"]]
        return {**values, "documents": no_form}

    monkeypatch.setitem(setting.WRITERS, "file", broken)  # type: ignore[arg-type]
    printed = typesetter.pdf(found)
    assert [(error.code, error.params["number"]) for error in printed.lacking] == [("print-not-set", "K00002 二号")]
    assert [title for title, _page in reading.bookmarks(printed.pdf)] == ["K00001 一号", "K00003 三号"]


def test_one_pdf_each(desk: Desk, words_zh: Words, typesetter: Typesetter) -> None:
    ids = add(desk, "一号", "a/b:c", "户" * 60)
    (found,) = printouts(desk, ids, words_zh)
    found = replace(found, named=(*found.named[:2], ("k00001", "一号")))
    singles = list(typesetter.each([found]))
    assert [single.file for single in singles] == ["K00001 一号.pdf", "K00002 a_b_c.pdf", "k00001 一号 (2).pdf"]
    assert [single.printed.ids for single in singles] == [(each,) for each in ids]
    assert ["K00002" in reading.text(single.printed.pdf) for single in singles] == [False, True, False]
    assert singles[0].printed.pdf == next(iter(typesetter.each(printouts(desk, ids[:1], words_zh)))).printed.pdf


def test_images_are_the_pages(desk: Desk, words_zh: Words, typesetter: Typesetter) -> None:
    (found,) = printouts(desk, add(desk, "一号"), words_zh)
    images = typesetter.images(found, 72)
    assert len(images) == typesetter.pdf([found]).pages
    assert [int.from_bytes(images[0][at : at + 4]) for at in (16, 20)] == [595, 842]


def test_fonts_that_are_not_there(words_zh: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match="print-font"):
        Press(words_zh, font="No Such Font")
    monkeypatch.setattr(pages_module, "SANS", ("No Such Font",))
    with pytest.raises(UserError, match="print-no-chinese"):
        Press(words_zh)
    assert Press(words_zh, font="dejavu sans mono")._sans[0] == "dejavu sans mono"


def test_the_font_chosen_is_used(desk: Desk, words_zh: Words, typesetter: Typesetter) -> None:
    ids = add(desk, "ABC")
    settings.change(desk, "print.font", "DejaVu Sans Mono")
    page = reading.reader(typesetter.pdf(printouts(desk, ids, words_zh)).pdf).pages[0]
    fonts = page["/Resources"]["/Font"].values()  # type: ignore[index]
    assert any("DejaVuSansMono" in str(font.get_object()["/BaseFont"]) for font in fonts)
