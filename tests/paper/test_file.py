"""Customer files on paper, read back from their PDFs (METHOD.md section 1)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from crmdesk.core.fields import Type
from crmdesk.core.words import Words
from crmdesk.services import contacts, customers, interactions, notes, payments, photos, user_fields
from crmdesk.services.desk import Desk
from tests.desk import make_desk
from tests.paper.printed import pdf, png, wish
from tests.paper.reading import bookmarks, fonts_embedded, page_count, pages, radicals, reader, size_mm, text
from tests.services.selling import make, pay, sell

COMPANY = {
    "name": "禾砚精密机械（嘉兴）有限公司", "kind": "enterprise", "category": "business", "phone": "0573-00000013",
    "credit_code": "91330400MA2BDEYF8U", "province": "浙江省", "city": "嘉兴市", "address": "云岫工业园三路 18 号",
    "postcode": "314000", "credit_rating": "good", "terms_days": "30", "owner": "陈立", "verified_on": "2026-09-08",
    "notes": "每月 20 日前后订货",
}  # fmt: skip
PERSON = {
    "name": "许念安", "kind": "individual", "mobile": "13900000014", "id_number": "330421199004075513",
    "wechat": "xu_nianan", "home_address": "嘉兴市南湖区月河街 6 号", "birthday": "L1990-04-07",
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def company(desk: Desk) -> int:
    made, _ = customers.add(desk, COMPANY, [{"name": "周砚秋", "role": "decides", "mobile": "13900000013"}])
    sell(desk, made, 268_410, "2025-05-01", cost=198_620)
    pay(desk, made, sell(desk, made, 98_460, "2026-03-01"), 55_860, "2026-03-20")
    return made


def squeezed(told: str) -> str:
    return "".join(told.split())


def test_the_form_has_every_value_and_ticks_choices(desk: Desk, company: int, words_zh: Words) -> None:
    made = pdf(desk, wish("file", [company]), words_zh)
    first = squeezed(pages(made)[0])
    for told in ("客户档案表", "禾砚精密机械（嘉兴）有限公司", "91330400MA2BDEYF8U", "0573-00000013", "30天", "周砚秋",
                 "浙江省嘉兴市云岫工业园三路18号314000", "¥268,410.00", "¥98,460.00", "¥42,600.00", "¥69,790.00",
                 "2026年至今", "负责人陈立", "上次核实2026-09-08", "每月20日前后订货"):  # fmt: skip
        assert told in first, told
    assert size_mm(made) == (210.0, 297.0)
    assert fonts_embedded(made)
    assert not radicals(made)
    assert bookmarks(made) == [(f"K00001 {COMPANY['name']}", 0)]


def test_an_individual_has_a_form_of_its_own(desk: Desk, words_zh: Words, words_en: Words) -> None:
    one, _ = customers.add(desk, PERSON)
    first = text(pdf(desk, wish("file", [one]), words_zh))
    for told in ("姓名许念安", "个人客户", "330421199004075513", "家人", "农历1990年四月初七", "月河街6号"):
        assert told in first, told
    assert "统一社会信用代码" not in first
    assert "IDnumber" in text(pdf(desk, wish("file", [one]), words_en))


@pytest.mark.parametrize("paper", ["A4", "A5", "Letter"])
@pytest.mark.parametrize("data", [COMPANY, {"name": "空", "kind": "enterprise"}, {"name": "空", "kind": "individual"}])
def test_the_form_is_one_page_on_any_paper(desk: Desk, data: dict[str, str], paper: str, words_zh: Words) -> None:
    people = [{"name": f"人{place}"} for place in range(4)]
    one, _ = customers.add(desk, data, people)
    made = pdf(desk, wish("file", [one], paper, sections=("data",)), words_zh)
    assert len(pages(made)) == 1
    assert "审核签字" in text(made)


def test_only_the_sections_chosen(desk: Desk, company: int, words_zh: Words) -> None:
    notes.add(desk, company, "月底盘点，25 日后不收货。")
    interactions.add(desk, company, {"content": "谈了年框", "promise": "周五前送样"})
    everything = text(pdf(desk, wish("file", [company]), words_zh))
    assert "月底盘点，25日后不收货。" in everything
    assert "周五前送样" in everything
    only = text(pdf(desk, wish("file", [company], sections=("notes",)), words_zh))
    assert "月底盘点" in only
    assert COMPANY["name"] in only
    assert "谈了年框" not in only
    assert "客户档案表" not in only


def test_the_last_interactions_and_all_of_two_thousand(desk: Desk, company: int, words_zh: Words) -> None:
    with desk.recording("demo-fill") as made:
        for place in range(2000):
            day = (dt.date(2000, 1, 1) + dt.timedelta(days=place)).isoformat()
            flat = {"customer_id": company, "at": day, "kind": "call", "content": f"第{place:04d}次"}
            made.create("interaction", flat)
    few = wish("file", [company], sections=("interactions",), interactions=3)
    found = re.findall(r"第(\d{4})次", text(pdf(desk, few, words_zh)))
    assert len(found) == 3
    whole = reader(pdf(desk, wish("file", [company], sections=("interactions",), interactions=0), words_zh)).pages
    first, last = whole[0].extract_text(), whole[-1].extract_text()
    assert "1999" in first
    assert "0000" in last
    assert "时间" in last
    assert re.findall(r"\d+", last)[-2:] == [str(len(whole))] * 2
    assert len(whole) > 2000 / 30


def test_long_and_strange_texts_print_whole(desk: Desk, words_zh: Words) -> None:
    name = "浙江省嘉兴市南湖区" + "很长的名字" * 9 + "有限公司"
    typed = {**COMPANY, "name": name, "short_name": '#read("x") *_$<>@ 𠮷㛃 🙂', "notes": "长" * 3000}
    one, _ = customers.add(desk, typed)
    contacts.add(desk, one, {"name": "𠮷田", "hobbies": "#let x = 1"})
    notes.add(desk, one, "第一行\n第二行 = 标题\n- 不是列表\n" + "字" * 3000)
    made = pdf(desk, wish("file", [one]), words_zh)
    told = text(made)
    assert told.count("长") >= 3000
    assert told.count("字") >= 3000
    assert name in told
    assert '#read("x")*_$<>@𠮷㛃' in told
    assert "𠮷田" in told
    assert "#letx=1" in told
    assert "-不是列表" in told


def test_masked_nothing_personal_is_left(desk: Desk, words_zh: Words) -> None:
    one, _ = customers.add(desk, PERSON, [{"name": "许父", "mobile": "13900000088", "email": "xu@example.com"}])
    notes.add(desk, one, "电话改成 13912345678")
    interactions.add(desk, one, {"content": "留了 13987654321"})
    photos.put(desk, one, png())
    payments.add(desk, one, {"amount": "10", "date": "2026-11-01", "reference": "13911112222"})
    made = pdf(desk, wish("file", [one], masked=True), words_zh)
    told = text(made)
    for hidden in ("13900000014", "330421199004075513", "xu_nianan", "月河街", "13900000088", "xu@example",
                   "13912345678", "13987654321", "13911112222", "四月初七"):  # fmt: skip
        assert hidden not in told, hidden
    assert "许念安" in told
    assert b"/Subtype /Image" not in made.replace(b"/Subtype/Image", b"/Subtype /Image")


def images(made: bytes) -> int:
    return len(reader(made).pages[0].images)


def test_the_photo_stands_on_the_first_page(desk: Desk, company: int, words_zh: Words) -> None:
    wanted = wish("file", [company], sections=("data", "photo"))
    assert images(pdf(desk, wanted, words_zh)) == 0
    photos.put(desk, company, png())
    with_photo = pdf(desk, wanted, words_zh)
    assert images(with_photo) == 1
    assert page_count(with_photo) == 1
    assert images(pdf(desk, wish("file", [company], sections=("data",)), words_zh)) == 0
    photos.put(desk, company, b"no picture at all")
    assert images(pdf(desk, wanted, words_zh)) == 0


def test_years_bound_orders_and_dealings(desk: Desk, company: int, words_zh: Words) -> None:
    sell(desk, company, 7_777, "2019-05-01")
    bounded = text(pdf(desk, wish("file", [company]), words_zh))
    assert "7,777.00" not in bounded
    assert "2024年" in bounded
    whole = text(pdf(desk, wish("file", [company], years=0), words_zh))
    assert whole.count("7,777.00") >= 2
    assert "2019年" in whole


def test_own_fields_tiers_losses_and_surveys_are_in_it(desk: Desk, company: int, words_zh: Words) -> None:
    key, _ = user_fields.add(desk, "冷库温度", Type.TEXT)
    customers.edit(desk, company, {key: "零下三度", "tier": "gold", "tier_reason": "老板的同学"})
    make(desk, "survey", company, day="2026-10-01", overall_expected=7, overall_felt=9, notes="送货快")
    make(desk, "loss", company, lost_on="2024-01-05", reason="competitor", text="被低价抢走", won_back_on="2024-06-01")
    make(desk, "assessment", company, day="2026-09-01", good_demand=1, poor_credit=1)
    make(desk, "complaint", company, number="T00001", received_at="2026-02-03", words="断膜停线", state="open")
    told = text(pdf(desk, wish("file", [company]), words_zh))
    for each in ("冷库温度零下三度", "老板的同学", "9/7", "送货快", "被低价抢走", "购买欲望强", "断膜停线"):
        assert each in told, each


def test_the_same_data_gives_the_same_bytes_in_its_order(desk: Desk, company: int, words_zh: Words) -> None:
    other, _ = customers.add(desk, PERSON)
    wanted = wish("file", [other, company])
    made = pdf(desk, wanted, words_zh)
    assert made == pdf(desk, wanted, words_zh)
    assert [told for told, _ in bookmarks(made)] == ["K00002 许念安", f"K00001 {COMPANY['name']}"]
