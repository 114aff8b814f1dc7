"""vCards of every version and with every fault people's phones make, read as the table an import takes."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.errors import UserError
from crmdesk.core.headers import HeaderIndex, header_key
from crmdesk.core.importing_sheets import Place, find_header
from crmdesk.core.registry import REGISTRY
from crmdesk.core.vcards import Property, escaped
from crmdesk.core.vcards_columns import COLUMNS, PHOTO, columns_of, header, targets
from crmdesk.sheets.books import CancelledError, Kind, Limits, Sheet
from crmdesk.sheets.encodings import fingerprint_and_encoding
from crmdesk.sheets.reading import read_book
from crmdesk.sheets.vcards import MOST_LINES, Card, card_bytes, read_cards, write_cards

FIRM = "禾砚精密机械（嘉兴）有限公司"


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def sheet_of(path: Path, text: str | bytes) -> Sheet:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    book = read_book(path)
    assert book.kind is Kind.VCARD
    return book.sheets[0]


def rows_of(path: Path, text: str | bytes) -> list[dict[str, object]]:
    """Each card as {field id: cell}."""
    sheet = sheet_of(path, text)
    ids = {header(column, chinese=True): column for column in COLUMNS}
    heads = [ids[str(cell)] for cell in sheet.rows[0]]
    return [{key: cell for key, cell in zip(heads, row, strict=False) if cell is not None} for row in sheet.rows[1:]]


def one(path: Path, *lines: str, version: str = "3.0") -> dict[str, object]:
    (row,) = rows_of(path, card(*lines, version=version))
    return row


def quoted(text: str, charset: str = "utf-8") -> str:
    """Quoted-printable with a soft line break after every twenty bytes."""
    signs = [f"={byte:02X}" for byte in text.encode(charset)]
    return "=\r\n".join("".join(signs[at : at + 20]) for at in range(0, len(signs), 20))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "名片.vcf"


@pytest.mark.parametrize(
    ("declared", "real"), [("UTF-8", "utf-8"), ("GBK", "gbk"), ("GB2312", "gb2312"), ("GB2312", "utf-8"), ("", "gbk")]
)
def test_quoted_printable_of_every_charset(path: Path, declared: str, real: str) -> None:
    charset = f";CHARSET={declared}" if declared else ""
    note = "第一行\r\n" + "很长的备注" * 30
    lines = (
        f"N{charset};ENCODING=QUOTED-PRINTABLE:{quoted('张伟', real)};;;;",
        f"NOTE{charset};QUOTED-PRINTABLE:{quoted(note, real)}",
        "TEL;CELL;VOICE:13900000013",
    )
    assert one(path, *lines, version="2.1") == {
        "kind": "个人客户", "name": "张伟", "mobile": "13900000013", "notes": note.replace("\r\n", "\n"),
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_encodings_and_line_ends_of_the_file(path: Path, encoding: str, end: str) -> None:
    text = card("FN:单雄信", "NOTE:䶮与𠮷") + card("FN:许念安")
    rows = rows_of(path, text.replace("\r\n", end).encode(encoding))
    assert [row["name"] for row in rows] == ["单雄信", "许念安"]
    assert rows[0]["notes"] == "䶮与𠮷"


@pytest.mark.parametrize("name", ["名片.csv", "名片.xlsx", "名片"])
@pytest.mark.parametrize("start", ["", "\r\n\r\n", "\ufeff", "rubbish\r\n"])
def test_content_decides_what_a_file_is(tmp_path: Path, name: str, start: str) -> None:
    assert rows_of(tmp_path / name, start + card("FN:甲").replace("BEGIN:VCARD", "begin:vcard"))[0]["name"] == "甲"


def test_folded_and_escaped_lines(path: Path) -> None:
    row = one(path, "FN:张", " 伟", r"NOTE:一\, 二\; 三\\四\n五", "\t六", r"CATEGORIES:老客户,展会\,春,* myContacts")
    assert row == {"kind": "个人客户", "name": "张伟", "notes": "一, 二; 三\\四\n五六", "groups": "老客户;展会,春"}


def test_an_old_card_keeps_the_blank_it_was_folded_at(path: Path) -> None:
    assert one(path, "FN:Anna", " Lee", r"NOTE:C:\new", version="2.1")["name"] == "Anna Lee"


CARDS = [
    pytest.param(
        [f"ORG:{FIRM};采购部;二科", "FN:李四", "TITLE:经理", "NICKNAME:李总", "TEL;TYPE=WORK:0573-00000014"],
        {"kind": "企业客户", "name": FIRM, "contact.name": "李四", "contact.department": "采购部 二科",
         "contact.title": "经理", "contact.salutation": "李总", "contact.phone": "0573-00000014"},
        id="a-contact",
    ),
    pytest.param(
        [f"ORG:{FIRM}", f"FN:{FIRM}", "TEL:0573-00000014", "TEL;TYPE=WORK,FAX:0573-00000015", "URL:heyan.example"],
        {"kind": "企业客户", "name": FIRM, "phone": "0573-00000014", "fax": "0573-00000015",
         "website": "heyan.example"},
        id="a-company",
    ),
    pytest.param(["FN:乙厂", "KIND:org"], {"kind": "企业客户", "name": "乙厂"}, id="a-company-by-kind"),
    pytest.param(
        ["FN:张伟", "ORG:", "TEL;TYPE=CELL:139 0000 0013", "TEL;TYPE=HOME:0571-00000001", "TEL;TYPE=FAX:0571-00000002",
         "TEL;TYPE=CELL:13900000014", "TEL;TYPE=CELL:13900000013"],
        {"kind": "个人客户", "name": "张伟", "mobile": "139 0000 0013", "phone": "0571-00000001",
         "notes": "传真：0571-00000002\n手机：13900000014"},
        id="further-numbers-are-kept",
    ),
    pytest.param(
        ["FN:张伟", "TEL:+86 139 0000 0013", "TEL:0571-00000001"],
        {"kind": "个人客户", "name": "张伟", "mobile": "+86 139 0000 0013", "phone": "0571-00000001"},
        id="a-number-without-a-type",
    ),
    pytest.param(
        ["FN:张伟", "TEL;VALUE=uri;TYPE=cell:tel:+8613900000014", 'TEL;PREF=1;TYPE="voice,cell":tel:+8613900000013'],
        {"kind": "个人客户", "name": "张伟", "mobile": "+8613900000013", "notes": "手机：+8613900000014"},
        id="the-preferred-number-first",
    ),
    pytest.param(
        ["FN:张伟", "item1.TEL:0571-00000002", "item1.X-ABLabel:_$!<HomeFAX>!$_", "item2.EMAIL:a@b.example",
         "item2.X-ABLabel:邮件"],
        {"kind": "个人客户", "name": "张伟", "email": "a@b.example", "notes": "传真：0571-00000002"},
        id="labels-of-ones-own",
    ),
    pytest.param(
        ["FN:张伟", "ADR;TYPE=HOME:;;滨江区,江南大道 1号;杭州市;浙江省;310000;中国",
         "ADR;TYPE=WORK:;3楼;中环南路;嘉兴市;;;"],
        {"kind": "个人客户", "name": "张伟", "district": "滨江区", "address": "江南大道 1号", "city": "杭州市",
         "province": "浙江省", "postcode": "310000", "country": "中国", "work_address": "嘉兴市中环南路 3楼"},
        id="addresses-of-a-person",
    ),
    pytest.param(
        [f"ORG:{FIRM}", "FN:李四", "ADR;TYPE=WORK:;;一路;嘉兴市;;;", "ADR;TYPE=HOME:;;二路;杭州市;;;", "ADR:;;三路;;;;",
         "ADR:;;四路;;;;"],
        {"kind": "企业客户", "name": FIRM, "contact.name": "李四", "city": "嘉兴市", "address": "一路",
         "contact.address": "杭州市二路", "address.address": "三路", "contact.notes": "详细地址：四路"},
        id="addresses-of-a-contact",
    ),
    pytest.param(
        ["FN:张伟", "X-WECHAT:zw", "IMPP;X-SERVICE-TYPE=QQ:qq:10001", "X-SKYPE:live",
         "ANNIVERSARY:20100101", "REV:2020"],
        {"kind": "个人客户", "name": "张伟", "wechat": "zw", "qq": "10001",
         "notes": "SKYPE：live\nANNIVERSARY：20100101"},
        id="messengers-and-whatever-else",
    ),
    pytest.param(
        ["FN:张伟", "TITLE:工程师", "ROLE:教师", "X-GENDER:Male",
         "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-01", "PHOTO;TYPE=PNG;ENCODING=b:aGFs"],
        {"kind": "个人客户", "name": "张伟", "position": "工程师", "occupation": "教师", "gender": "男",
         "birthday": "--05-01", PHOTO: "PNG"},
        id="a-person",
    ),
    pytest.param(
        ["N:Lee;Anna;B.;Dr;", "BDAY:--0501"],
        {"kind": "个人客户", "name": "Anna B. Lee", "birthday": "--05-01"},
        id="a-name-in-parts",
    ),
    pytest.param(["N:张;伟;;;"], {"kind": "个人客户", "name": "张伟"}, id="n-chinese"),
    pytest.param(
        ["NICKNAME:小王", "BDAY:19900501T000000Z"],
        {"kind": "个人客户", "name": "小王", "birthday": "1990-05-01"},
        id="only-a-nickname",
    ),
    pytest.param(["TEL:13900000013"], {"mobile": "13900000013"}, id="nobody"),
    pytest.param(["FN:"], {}, id="nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), CARDS)
@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_what_a_card_means(path: Path, lines: list[str], expected: dict[str, str], version: str) -> None:
    assert one(path, *lines, version=version) == expected


@pytest.mark.parametrize("chinese", [True, False])
@given(chosen=st.sets(st.sampled_from(COLUMNS)))
def test_an_import_finds_every_column_again(chinese: bool, chosen: set[str]) -> None:
    index = HeaderIndex(REGISTRY["customer"], REGISTRY["contact"], REGISTRY["address"])
    if any(column.startswith("contact.") for column in chosen):
        chosen |= {"contact.name"}
    columns = columns_of([dict.fromkeys(chosen, "x")])
    assert chosen <= set(columns)
    rows = [[header(column, chinese=chinese) for column in columns], ["x"]]
    known = {header_key(text): target for text, target in targets().items()}
    found = find_header(rows, Place(0), index, known)
    assert found is not None
    assert list(found.targets) == [None if column == PHOTO else column for column in columns]


def test_pictures_are_not_taken_for_lines(path: Path) -> None:
    picture = base64.b64encode(b"\xff\xd8" * 4000).decode()
    unfolded = [picture[at : at + 76] for at in range(0, len(picture), 76)]
    text = card("FN:甲", "PHOTO;ENCODING=BASE64;JPEG:", *unfolded, "", "TEL;CELL:13900000013", version="2.1")
    sheet = sheet_of(path, text + card("FN:乙", f"PHOTO;ENCODING=b:{picture[:60]}", f" {picture}", "NOTE:后"))
    assert sheet.rows[1:] == [["个人客户", "甲", "13900000013", None, "JPEG"], ["个人客户", "乙", None, "后", "JPEG"]]
    assert sheet.row_problems == {}


def test_cards_with_faults_lose_nothing_else(path: Path) -> None:
    text = (
        card("FN:甲", "a line without sense", "NOTE:一")
        + "BEGIN:VCARD\r\nFN:乙\r\n"
        + card("FN:丙", "AGENT:", "BEGIN:VCARD", "FN:秘书", "END:VCARD", "NOTE:三", version="2.1")
        + "VERSION:3.0\r\nFN:丁\r\nEND:VCARD\r\n"
        + card("FN;CHARSET=no-such;ENCODING=QUOTED-PRINTABLE:=E6=88=8A=", version="2.1")
        + "BEGIN:VCARD\r\nFN:己"
    )
    sheet = sheet_of(path, text)
    assert [row[1] for row in sheet.rows[1:]] == ["甲", "乙", "丙", "丁", "戊", "己"]
    assert [row[2:] for row in sheet.rows[1:4]] == [["一"], [], ["三"]]
    assert {number: [problem.code for problem in problems] for number, problems in sheet.row_problems.items()} == {
        1: ["card-line"], 2: ["card-unended"], 4: ["card-unbegun"], 6: ["card-unended"],
    }  # fmt: skip


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=12
)
BROKEN = st.sampled_from(
    ["NOTE no colon", ":nothing", ";;;", '"TEL;"x":1', "=E5", "NOTE;ENCODING=B:???", "TEL;TYPE=:", "."]
)


@given(names=st.lists(NAMES, min_size=1, max_size=8), data=st.data())
def test_no_card_is_lost_among_broken_ones(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], data: st.DataObject
) -> None:
    parts = []
    for name in names:
        rubbish = data.draw(st.lists(BROKEN, max_size=3))
        end = data.draw(st.sampled_from([["END:VCARD"], ["END:VCARD", "", "rubbish"], []]))
        parts += ["BEGIN:VCARD", *rubbish, f"FN:{escaped(name)}", *rubbish, *end]
    path = tmp_path_factory.getbasetemp() / "broken.vcf"
    path.write_bytes("\r\n".join(parts).encode())
    cards = list(read_cards(path, "utf-8", Limits(), "x"))
    assert [[made.text for made in one.properties if made.name == "FN"] for one in cards] == [[name] for name in names]


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], include_characters="\n"))
WRITTEN = TEXTS.filter(lambda text: not set(text) & set("\ufffe\uffff"))
PARTS = WRITTEN.map(str.strip)
MADE = st.one_of(
    st.builds(Property.of, st.sampled_from(["FN", "NOTE", "X-QQ"]), WRITTEN),
    st.builds(Property.of, st.just("TEL"), WRITTEN, st.sampled_from(["cell", "work", "no-year-1604"])),
    st.builds(Property.structured, st.sampled_from(["ORG", "ADR"]), st.lists(PARTS, min_size=1, max_size=7)),
    st.builds(Property.several, st.just("CATEGORIES"), st.lists(PARTS)),
)


@given(st.lists(st.lists(MADE, max_size=6), max_size=4))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, cards: list[list[Property]]) -> None:
    path = tmp_path_factory.getbasetemp() / "out.vcf"
    assert write_cards(path, cards) == len(cards)
    assert max(map(len, path.read_bytes().split(b"\r\n")), default=0) <= 75
    read = list(read_cards(path, "utf-8", Limits(), "x"))
    version = Property("VERSION", "3.0")
    assert read == [Card([version, *one]) for one in cards]
    for one in cards:
        for made in one:
            assert ["".join(part) for part in made.parts] or not made.raw


@given(st.lists(PARTS.filter(bool), max_size=5))
def test_lists_and_parts_come_apart_where_they_were_put_together(texts: list[str]) -> None:
    assert Property.several("CATEGORIES", texts).texts == texts
    assert Property.structured("ORG", ["甲", texts, "乙"]).parts == [["甲"], texts, ["乙"]]
    assert Property.of("NOTE", "\n".join(texts)).text == "\n".join(texts)


def test_a_text_of_any_length_is_cut_and_told(path: Path) -> None:
    sheet = sheet_of(
        path, card("FN:甲", "NOTE:" + "长" * 40_000) + card("FN:乙", "NOTE:" + "x" * 400_000) + card("FN:丙")
    )
    assert [len(row[2]) if len(row) > 2 else 0 for row in sheet.rows[1:]] == [32_767, 32_767, 0]  # type: ignore[arg-type]
    codes = {number: [problem.code for problem in found] for number, found in sheet.row_problems.items()}
    assert codes == {1: ["card-text-cut"], 2: ["card-long-text", "card-text-cut"]}


def test_a_card_of_too_many_lines_is_told(path: Path) -> None:
    sheet = sheet_of(path, card("FN:甲", *[f"REV:{n}" for n in range(MOST_LINES)]) + card("FN:乙"))
    assert [row[1] for row in sheet.rows[1:]] == ["甲", "乙"]
    assert [problem.code for problem in sheet.row_problems[1]] == ["card-too-many-lines"]


def test_limits_of_rows_and_lines(path: Path) -> None:
    path.write_bytes("".join(card(f"FN:第{n}位") for n in range(10)).encode())
    sheet = read_book(path, limits=Limits(rows=5)).sheets[0]
    assert (len(sheet.rows), [note.code for note in sheet.notes]) == (5, ["sheet-rows-cut"])
    path.write_bytes(card("FN:甲", "NOTE:" + "x" * 200_000).encode())
    with pytest.raises(UserError) as caught:
        read_book(path, limits=Limits(line=100_000))
    assert caught.value.code == "sheet-line-long"


def test_progress_and_cancel(path: Path) -> None:
    path.write_bytes("".join(card(f"FN:第{n}位", "TEL:13900000013") for n in range(3000)).encode())
    seen: list[tuple[int, int]] = []
    read_book(path, progress=lambda done, whole: seen.append((done, whole)))
    assert [done for done, whole in seen if not whole] == [500, 1000, 1500, 2000, 2500, 3000, 2048, 3001]
    with pytest.raises(CancelledError):
        read_book(path, cancelled=lambda: True)
    with pytest.raises(CancelledError):
        write_cards(path, [[]], cancelled=lambda: True)


def test_a_card_as_it_is_written() -> None:
    made = [
        Property.of("FN", "张\r\n伟;,\\"),
        Property.of("BDAY", "1604-05-01", "no-year-1604"),
        Property.of("TEL", "1", "CELL"),
    ]
    assert card_bytes(made).decode() == (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:张\\n伟\\;\\,\\\\\r\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-05-01\r\n"
        "TEL;TYPE=CELL:1\r\nEND:VCARD\r\n"
    )


def test_the_encoding_of_an_old_card_is_that_of_its_values(path: Path) -> None:
    path.write_bytes(card("FN;CHARSET=GBK:").encode()[:-13] + "张伟".encode("gbk") + b"\r\nEND:VCARD\r\n")
    assert fingerprint_and_encoding(path, path.read_bytes(), None)[1] == "gb18030"
    assert read_book(path).sheets[0].rows[1] == ["个人客户", "张伟"]
