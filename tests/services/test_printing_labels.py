"""Labels and envelopes of real files: whose address, to whom, who is left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from crmdesk.core.errors import UserError
from crmdesk.core.mailing import Recipient
from crmdesk.core.printed_labels import Envelope, Labels
from crmdesk.core.printing import Printout, usual_style
from crmdesk.core.printing_kinds import known
from crmdesk.core.words import Words
from crmdesk.services import addresses, contacts, customers
from crmdesk.services.desk import Desk
from crmdesk.services.printing import Wish, printouts
from tests.desk import make_desk

_JIAXING = {"province": "浙江省", "city": "嘉兴市", "address": "云岫路 18 号", "postcode": "314000"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path)
    yield desk
    desk.close()


def _firm(desk: Desk, name: str = "禾砚精密机械有限公司", **values: str) -> int:
    return customers.add(desk, {"kind": "enterprise", "name": name, **_JIAXING, **values})[0]


def _person(desk: Desk, name: str, **values: str) -> int:
    return customers.add(desk, {"kind": "individual", "name": name, **values})[0]


def _printout(desk: Desk, words: Words, kind: str, ids: list[int], *, masked: bool = False, **chosen: Any) -> Printout:
    style = replace(usual_style(known(kind)), masked=masked, chosen=chosen)
    (found,) = printouts(desk, Wish(kind, style, tuple(ids)), words)
    return found


def _labels(desk: Desk, words: Words, ids: list[int], *, masked: bool = False, **chosen: Any) -> tuple[Recipient, ...]:
    (labels,) = _printout(desk, words, "labels", ids, masked=masked, **chosen).documents
    assert isinstance(labels, Labels)
    return labels.recipients


@pytest.mark.parametrize(
    ("whom", "people"),
    [
        ("company", [()]),
        ("main", [(("方小满", "主任"),)]),
        ("every", [(("周砚秋", "总经理"),), (("方小满", "主任"),)]),
    ],
)
def test_to_whom(desk: Desk, words_zh: Words, whom: str, people: list[tuple[tuple[str, str], ...]]) -> None:
    firm = _firm(desk)
    contacts.add(desk, firm, {"name": "周砚秋", "title": "总经理"})
    contacts.add(desk, firm, {"name": "方小满", "title": "主任", "main": "yes"})
    contacts.add(desk, firm, {"name": "钱一", "consent_withdrawn_on": "2026-01-05"})
    found = _labels(desk, words_zh, [firm], whom=whom)
    assert [each.people for each in found] == people
    assert {each.company for each in found} == {"禾砚精密机械有限公司"}


def test_whoever_has_no_contact_gets_it_as_a_company(desk: Desk, words_zh: Words) -> None:
    (only,) = _labels(desk, words_zh, [_firm(desk)], whom="every")
    assert (only.company, only.people) == ("禾砚精密机械有限公司", ())


def test_individuals_get_it_in_their_own_name(desk: Desk, words_zh: Words) -> None:
    person = _person(desk, "李明", gender="male", home_address="嘉兴市中山路 5 号")
    (only,) = _labels(desk, words_zh, [person], whom="company")
    assert (only.company, only.people, only.address.told) == ("", (("李明", "先生"),), "嘉兴市中山路 5 号")


@pytest.mark.parametrize(
    ("where", "told"),
    [("usual", "浙江省嘉兴市云岫路 18 号"), ("delivery", "湖州市二号库"), ("home", "嘉兴市秀湖路 9 号")],
)
def test_which_address(desk: Desk, words_zh: Words, where: str, told: str) -> None:
    firm = _firm(desk)
    contacts.add(desk, firm, {"name": "周砚秋", "address": "嘉兴市秀湖路 9 号"})
    addresses.add(desk, firm, {"label": "开票地址", "address": "杭州市"})
    addresses.add(desk, firm, {"label": "收货地址", "address": "湖州市二号库"})
    (only,) = _labels(desk, words_zh, [firm], where=where)
    assert only.address.told == told


@pytest.mark.parametrize("where", ["delivery", "home"])
def test_without_such_an_address_the_usual_one(desk: Desk, words_zh: Words, where: str) -> None:
    (only,) = _labels(desk, words_zh, [_firm(desk)], where=where)
    assert only.address.told == "浙江省嘉兴市云岫路 18 号"


def test_shared_addresses(desk: Desk, words_zh: Words) -> None:
    ids = [_person(desk, name, address="嘉兴市中山路 5 号") for name in ("李明", "王芳")] + [_firm(desk)]
    assert len(_labels(desk, words_zh, ids)) == 3
    together, firm = _labels(desk, words_zh, ids, shared=True)
    assert [name for name, _title in together.people] == ["李明", "王芳"]
    assert firm.company
    envelopes = _printout(desk, words_zh, "envelopes", ids, shared=True)
    assert len(envelopes.documents) == len(envelopes.named) == 2
    assert set(envelopes.ids) == set(ids)


def test_who_has_no_address_is_left_out_and_told(desk: Desk, words_zh: Words) -> None:
    firm, lacking = _firm(desk), _person(desk, "无址")
    found = _printout(desk, words_zh, "labels", [lacking, firm])
    assert found.ids == (firm,)
    (told,) = found.lacking
    assert (told.code, told.params["count"]) == ("print-without-address", 1)
    assert customers.file(desk, lacking).number in told.params["numbers"]
    for kind in ("labels", "envelopes"):
        with pytest.raises(UserError, match="print-no-address"):
            _printout(desk, words_zh, kind, [lacking])


def test_masked_labels_hide_where_people_live(desk: Desk, words_zh: Words) -> None:
    ids = [_person(desk, "李明 13900000013", address="嘉兴市中山路 5 号", postcode="314000"), _firm(desk)]
    person, firm = _labels(desk, words_zh, ids, masked=True)
    assert "中山路" not in person.address.told
    assert "13900000013" not in person.people[0][0]
    assert firm.address.told == "浙江省嘉兴市云岫路 18 号"


@pytest.mark.parametrize(
    ("paper", "layout", "country", "chinese"),
    [
        ("DL", "auto", "", True), ("ZL", "auto", "中国", True), ("DL", "auto", "日本", False),
        ("C6", "auto", "", False),
        ("No10", "auto", "", False), ("C6", "chinese", "", True), ("DL", "western", "", False),
    ],
)  # fmt: skip
def test_layout_of_envelopes(desk: Desk, words_zh: Words, paper: str, layout: str, country: str, chinese: bool) -> None:
    firm = _firm(desk, **({"country": country} if country else {}))
    style = replace(usual_style(known("envelopes")), paper=paper, chosen={"layout": layout})
    (found,) = printouts(desk, Wish("envelopes", style, (firm,)), words_zh)
    (envelope,) = found.documents
    assert isinstance(envelope, Envelope)
    assert (envelope.chinese, envelope.paper.key) == (chinese, paper)
    assert found.named == ((customers.file(desk, firm).number, "禾砚精密机械有限公司"),)


def test_a_start_beyond_the_sheet_is_refused(desk: Desk, words_zh: Words) -> None:
    firm = _firm(desk)
    assert len(_labels(desk, words_zh, [firm], start=21)) == 1
    with pytest.raises(UserError, match="print-start"):
        _labels(desk, words_zh, [firm], start=22)


def test_blank_forms_have_own_fields(desk: Desk, words_zh: Words) -> None:
    found = _printout(desk, words_zh, "blank", [], form="visit", copies=3)
    assert [each.form for each in found.documents] == ["visit"] * 3
    assert found.ids == ()
    assert found.title == "客户拜访记录表"


def test_who_has_withdrawn_consent_gets_none_and_that_is_told(desk: Desk, words_en: Words) -> None:
    refusing = _person(desk, "李明", consent_withdrawn_on="2026-01-05", **_JIAXING)
    willing = _person(desk, "周砚秋", **_JIAXING)
    for kind in ("labels", "envelopes"):
        found = _printout(desk, words_en, kind, [refusing, willing])
        assert found.ids == (willing,)
        (told,) = found.lacking
        assert "consent was withdrawn: 1 (K00001)" in words_en.message(told.code, told.params)
        with pytest.raises(UserError, match="print-withdrawn"):
            _printout(desk, words_en, kind, [refusing])
