"""Files as offices really keep them, made by hand: what each is, and what importing it has to come to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.sheets import books

Make = Callable[[Path], Path]


@dataclass(frozen=True, slots=True)
class Nasty:
    """One file. `counts` are those that are not nought; `refused` is the code of a file that is refused whole.

    `values`: what the first customer that came of it holds, among other things. `codes`: the problems, among others.
    """

    name: str
    make: Make
    counts: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    codes: Sequence[str] = ()
    left_out: Sequence[str] = ()
    contacts: int = 0
    refused: str = ""
    ending: str = ".xlsx"


H = ("客户名称", "手机", "城市")
A = ("禾砚精密", "13900000001", "嘉兴")
B = ("岸沐日化", "13900000002", "杭州")
TWO = {"created": 2}
ONE = {"created": 1}


def sheet(*rows: Sequence[Any], merged: Sequence[str] = (), change: Callable[[Any], None] | None = None) -> Make:
    """A workbook of one sheet."""

    def make(path: Path) -> Path:
        book = Workbook()
        page = book.active
        page.title = "客户"
        for row in rows:
            page.append(list(row))
        for area in merged:
            page.merge_cells(area)
        if change:
            change(page)
        book.save(path)
        return path

    return make


def text(content: str, encoding: str = "utf-8", ending: str = "") -> Make:
    """A text table as these very bytes."""

    def make(path: Path) -> Path:
        path.write_bytes(content.encode(encoding))
        return path

    return make


def _hide_row(page: Any) -> None:
    page.row_dimensions[3].hidden = True


def _at_d6(page: Any) -> None:
    for r, row in enumerate((["客户名称", "手机"], ["禾砚精密", "13900000001"], ["岸沐日化", "13900000002"]), start=6):
        for c, cell in enumerate(row, start=4):
            page.cell(r, c, cell)


def _far_empty(page: Any) -> None:
    for row in range(4, 20_000):
        page.cell(row, 1).number_format = "0.00"


def _cut(path: Path) -> Path:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def _merged(path: Path) -> Path:
    areas = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(10, 10_010))
    cells = "".join(
        f'<row r="{r}">'
        + "".join(
            f'<c r="{c}{r}" t="inlineStr"><is><t>{value}</t></is></c>' for c, value in zip("AB", row, strict=True)
        )
        + "</row>"
        for r, row in enumerate((H[:2], A[:2]), start=1)
    )
    books.with_rows(path, cells)
    return books.with_part(
        path,
        books.SHEET,
        lambda xml: xml.replace(b"</sheetData>", f"</sheetData><mergeCells>{areas}</mergeCells>".encode()),
    )


FILES: list[Nasty] = [
    Nasty("plain", sheet(H, A, B), TWO, {"name": "禾砚精密", "mobile": "13900000001", "city": "嘉兴"}),
    Nasty("title above", sheet(("2026年客户名单",), (), H, A, B), TWO),
    Nasty("merged title", sheet(("客户名单", None, None), H, A, B, merged=["A1:C1"]), TWO),
    Nasty("instructions above", sheet(("填写说明：1. 手机必填；2. 不要改表头。",), H, A, B), TWO),
    Nasty("table at D6", sheet(change=_at_d6), TWO, {"mobile": "13900000001"}),
    Nasty("total row", sheet(H, A, B, ("合计", None, 2)), TWO, left_out=["total"]),
    Nasty("subtotals between", sheet(H, A, ("小计：1",), B, ("总计：2",)), TWO, left_out=["total", "total"]),
    Nasty("duty row below", sheet(H, ("必填", "必填", "选填"), A), ONE, left_out=["note"]),
    Nasty("example row", sheet(H, ("示例：某公司", "13800000000", "上海"), A), ONE, left_out=["note"]),
    Nasty("note below", sheet(H, A, ("说明：以上为展会名单",)), ONE, left_out=["note"]),
    Nasty("blank rows", sheet(H, A, (), (None, " ", "　"), B), TWO, left_out=["blank", "blank"]),
    Nasty("header again on each page", sheet(H, A, H, B), TWO, left_out=["header"]),
    Nasty(
        "English header below the Chinese one",
        sheet(H, ("Customer name", "Mobile", "City"), A),
        ONE,
        left_out=["header"],
    ),
    Nasty(
        "two-level header",
        sheet(
            ("客户名称", "联系人", None, "城市"),
            (None, "姓名", "手机", None),
            ("禾砚精密机械有限公司", "周砚秋", "13900000013", "嘉兴"),
            merged=["A1:A2", "B1:C1", "D1:D2"],
        ),
        ONE,
        {"city": "嘉兴"},
        contacts=1,
    ),
    Nasty(
        "three contacts in columns",
        sheet(
            ("公司名称", "联系人1", "联系人1电话", "联系人2", "联系人2电话", "联系人3", "联系人3电话"),
            ("禾砚精密机械有限公司", "周一", "13900000001", "周二", "13900000002", "周三", "13900000003"),
        ),
        ONE,
        contacts=3,
    ),
    Nasty(
        "contacts in rows",
        sheet(
            ("公司名称", "联系人", "联系人手机"),
            ("禾砚精密机械有限公司", "周一", "13900000001"),
            ("禾砚精密机械有限公司", "周二", "13900000002"),
            ("禾砚精密机械有限公司", "周三", "13900000003"),
        ),
        {"created": 1, "joined": 2},
        contacts=3,
    ),
    Nasty("stars in the header", sheet(("*客户名称", "手机（必填）", "城市(选填)"), A), ONE, {"city": "嘉兴"}),
    Nasty("blanks in the header", sheet((" 客户 名称 ", "手 机", "城　市"), A), ONE, {"city": "嘉兴"}),
    Nasty(
        "traditional header",
        sheet(("客戶名稱", "手機", "電子郵箱"), ("甲公司", "13900000001", "a@b.cn")),
        ONE,
        {"email": "a@b.cn"},
    ),
    Nasty(
        "no header",
        sheet(
            ("禾砚精密机械有限公司", "13900000001", "a@b.cn"),
            ("岸沐日化有限公司", "13900000002", "c@d.cn"),
            ("谷雨坊茶业有限公司", "13900000003", "e@f.cn"),
        ),
        {"created": 3},
        {"name": "禾砚精密机械有限公司", "mobile": "13900000001", "email": "a@b.cn"},
    ),
    Nasty(
        "phones as numbers",
        sheet(H, ("甲公司", 13900000001, "嘉兴"), ("乙公司", 13900000002.0, "杭州")),
        TWO,
        {"mobile": "13900000001"},
    ),
    Nasty(
        "phones in scientific notation as text",
        sheet(H, ("甲公司", "1.3900000001E+10", "嘉兴")),
        ONE,
        {"mobile": "13900000001"},
    ),
    Nasty(
        "a phone that lost digits",
        sheet(H, ("甲公司", "1.39E+10", "嘉兴"), B),
        {"created": 1, "errors": 1},
        codes=["phone-digits-lost"],
    ),
    Nasty("country code", sheet(H, ("甲公司", "+86 139-0000-0001", "嘉兴")), ONE),
    Nasty("full-width phone", sheet(H, ("甲公司", "１３９００００００１１", "嘉兴")), ONE, {"mobile": "13900000011"}),
    Nasty(
        "two phones in one cell",
        sheet(("客户名称", "联系电话"), ("甲公司", "13900000001/0573-82000001")),
        ONE,
        {"mobile": "13900000001", "phone": "0573-82000001"},
    ),
    Nasty(
        "an ID number kept by Excel",
        sheet(
            ("姓名", "身份证号", "手机"),
            ("张伟", 110101199001011230.0, "13900000001"),
            ("李娜", "110101199003070026", "13900000002"),
        ),
        {"created": 1, "errors": 1},
        codes=["id-digits-lost"],
    ),
    Nasty(
        "leading zeros",
        sheet(("客户编号", "客户名称", "邮编", "手机"), ("000012", "甲公司", "030000", "13900000001")),
        ONE,
        {"number": "000012", "postcode": "030000"},
    ),
    Nasty(
        "dates of every kind",
        sheet(
            ("客户名称", "成立日期", "手机"),
            ("甲公司", "2020年1月2日", 13900000001),
            ("乙公司", "2020/1/2", 13900000002),
            ("丙公司", "2020.1.2", 13900000003),
            ("丁公司", 20200102, 13900000004),
            ("戊公司", 43832, 13900000005),
            ("己公司", dt.datetime(2020, 1, 2), 13900000006),
            ("庚公司", "二〇二〇年一月二日", 13900000007),
            ("辛公司", "2020-01-02 上午 9:30", 13900000008),
        ),
        {"created": 8},
        {"founded_on": dt.date(2020, 1, 2)},
    ),
    Nasty(
        "a day that is not",
        sheet(("客户名称", "成立日期", "手机"), ("甲公司", "1990-02-30", 13900000001)),
        {"errors": 1},
        codes=["date-no-such-day"],
    ),
    Nasty(
        "months first, told by the column",
        sheet(
            ("客户名称", "成立日期", "手机"), ("甲公司", "1/2/2020", 13900000001), ("乙公司", "1/25/2020", 13900000002)
        ),
        TWO,
        {"founded_on": dt.date(2020, 1, 2)},
    ),
    Nasty(
        "days first, told by the column",
        sheet(
            ("客户名称", "成立日期", "手机"), ("甲公司", "1/2/2020", 13900000001), ("乙公司", "25/1/2020", 13900000002)
        ),
        TWO,
        {"founded_on": dt.date(2020, 2, 1)},
    ),
    Nasty(
        "nobody can tell",
        sheet(("客户名称", "成立日期", "手机"), ("甲公司", "1/2/2020", 13900000001)),
        {"errors": 1},
        codes=["date-ambiguous"],
    ),
    Nasty(
        "money in every form",
        sheet(
            ("客户名称", "注册资本", "手机"),
            ("甲公司", "¥1,200,000.00", 13900000001),
            ("乙公司", "120万", 13900000002),
            ("丙公司", "120万元", 13900000003),
            ("丁公司", 1_200_000, 13900000004),
        ),
        {"created": 4},
        {"registered_capital": 1_200_000},
    ),
    Nasty(
        "error cells",
        sheet(
            ("客户名称", "员工人数", "手机"),
            ("甲公司", "#REF!", 13900000001),
            ("乙公司", 5, 13900000002),
            change=lambda page: setattr(page["B2"], "data_type", "e"),
        ),
        {"created": 1, "errors": 1},
        codes=["cell-error"],
    ),
    Nasty(
        "invisible characters",
        sheet(H, ("禾\u200b砚精密\ufeff", "139\u200e00000001", " 嘉兴 ")),
        ONE,
        {"name": "禾砚精密", "mobile": "13900000001", "city": "嘉兴"},
    ),
    Nasty(
        "Kangxi radicals from a PDF",
        sheet(H, ("⾦⻔⽯材", "13900000001", "⻄安")),
        ONE,
        {"name": "金门石材", "city": "西安"},
    ),
    Nasty("line breaks in cells", sheet(H, ("禾砚\n精密", "13900000001", "嘉兴\r\n")), ONE, {"city": "嘉兴"}),
    Nasty(
        "control characters",
        text("客户名称,手机\r\n甲\x0b公\x07司,13900000001\r\n"),
        ONE,
        {"name": "甲 公司"},
        ending=".csv",
    ),
    Nasty(
        "the same header twice",
        sheet(("客户名称", "备注", "备注", "手机"), ("甲公司", "一", "二", "13900000001")),
        ONE,
        {"notes": "一"},
    ),
    Nasty("the same customer twice", sheet(H, A, A), {"created": 1, "joined": 1}),
    Nasty("the number decides", sheet(("客户编号", *H), ("A1", *A), ("A2", *A)), TWO),
    Nasty(
        "a row without a name",
        sheet(H, A, (None, "13900000002", "杭州")),
        {"created": 1, "errors": 1},
        codes=["name-missing"],
    ),
    Nasty("columns we do not know", sheet((*H, "鞋码"), (*A, "42")), ONE),
    Nasty("words that are no choice", sheet((*H, "客户来源"), (*A, "天上掉下来")), ONE, codes=["choice-kept"]),
    Nasty(
        "address in one cell",
        sheet(("客户名称", "手机", "地址"), ("甲公司", "13900000001", "浙江省嘉兴市南湖区文昌路1号")),
        ONE,
        {"province": "浙江省", "city": "嘉兴市", "district": "南湖区", "address": "文昌路1号"},
    ),
    Nasty("hidden rows", sheet(H, A, B, change=_hide_row), TWO),
    Nasty("empty formatting to the horizon", sheet(H, A, change=_far_empty), ONE),
    Nasty(
        "formulas as texts",
        text("客户名称,手机,备注\n甲公司,13900000001,\"=cmd|'/c calc'!A1\"\n"),
        ONE,
        {"notes": "=cmd|'/c calc'!A1"},
        ending=".csv",
    ),
    Nasty("header only", sheet(H), {}),
    Nasty("nothing of ours", sheet(("车次", "里程", "油耗"), ("沪A", 0.5, 100)), refused="import-nothing-recognised"),
    Nasty(
        "GB18030 with rare characters",
        text("客户名称,手机\r\n𠮷野家䶮,13900000001\r\n", "gb18030"),
        ONE,
        {"name": "𠮷野家䶮"},
        ending=".csv",
    ),
    Nasty(
        "Big5",
        text(
            "客戶名稱,手機,城市\r\n臺灣積體電路製造股份有限公司,13900000001,新竹\r\n鴻海精密工業股份有限公司,13900000002,臺北\r\n",
            "big5",
        ),
        TWO,
        {"name": "臺灣積體電路製造股份有限公司"},
        ending=".csv",
    ),
    Nasty(
        "UTF-16 from Excel", text("\ufeff客户名称\t手机\r\n甲公司\t13900000001\r\n", "utf-16-le"), ONE, ending=".txt"
    ),
    Nasty(
        "UTF-8 with its mark", text("\ufeff客户名称,手机\n甲公司,13900000001\n"), ONE, {"name": "甲公司"}, ending=".csv"
    ),
    Nasty(
        "old Macintosh line ends", text("客户名称,手机\r甲公司,13900000001\r乙公司,13900000002\r"), TWO, ending=".csv"
    ),
    Nasty("semicolons", text("客户名称;手机;备注\n甲公司;13900000001;一,二\n"), ONE, {"notes": "一,二"}, ending=".csv"),
    Nasty("vertical bars", text("客户名称|手机\n甲公司|13900000001\n"), ONE, ending=".txt"),
    Nasty("sep= of Excel", text("sep=;\n客户名称;手机\n甲公司;13900000001\n"), ONE, ending=".csv"),
    Nasty(
        "line breaks between quotes",
        text('客户名称,手机,备注\n甲公司,13900000001,"一\n二"\n'),
        ONE,
        {"notes": "一\n二"},
        ending=".csv",
    ),
    Nasty(
        "a quote that never closes",
        text('客户名称,手机\n"甲公司,13900000001\n乙公司,13900000002\n'),
        TWO,
        ending=".csv",
    ),
    Nasty(
        "a comma too many",
        text("客户名称,地址,手机\n甲公司,文昌路1号, 二楼,13900000001\n"),
        ONE,
        codes=["row-mended"],
        ending=".csv",
    ),
    Nasty("the word NULL", text("客户名称,手机,城市\n甲公司,13900000001,NULL\n"), ONE, {"city": None}, ending=".csv"),
    Nasty("text called .xlsx", text("客户名称,手机\n甲公司,13900000001\n"), ONE),
    Nasty("a workbook called .csv", sheet(H, A, B), TWO, ending=".csv"),
    Nasty(
        "a web page called .xls",
        text("<html><table><tr><td>客户名称</td></tr></table></html>"),
        refused="sheet-html",
        ending=".xls",
    ),
    Nasty(
        "a placeholder of git-lfs",
        text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n"),
        refused="sheet-lfs",
    ),
    Nasty("protected by a password", lambda path: books.container(path, "EncryptedPackage"), refused="sheet-password"),
    Nasty("truncated", lambda path: _cut(sheet(H, A, B)(path)), refused="sheet-damaged"),
    Nasty("empty", text(""), refused="sheet-empty"),
    Nasty(
        "an address card of an old phone",
        text(
            "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=BC=9F;;;\r\n"
            "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0=E4=BC=9F\r\nTEL;CELL:13900000001\r\nEND:VCARD\r\n"
        ),
        ONE,
        {"name": "张伟", "mobile": "13900000001"},
        ending=".vcf",
    ),
    Nasty(
        "two sheets of customers",
        lambda path: books.workbook(path, {"华东": [H, A], "华南": [H, B], "汇总": [["合计", 2]]}),
        TWO,
    ),
    Nasty("a hidden sheet", lambda path: books.workbook(path, {"客户": [H, A], "旧": [H, B]}, hidden=["旧"]), ONE),
    Nasty("ten thousand merged cells", _merged, {"created": 1}),
    Nasty("a long text", text(f"客户名称,手机,备注\n甲公司,13900000001,{'很' * 200_000}\n"), ONE, ending=".csv"),
]
