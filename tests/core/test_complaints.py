"""Where a complaint stands, what may be done with it, what it warns of, who hears of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core import complaints as rules
from crmdesk.core.complaint_guide import GUIDES
from crmdesk.core.complaint_steps import ACTIONS, GIVE_UP, REOPEN, between, hindered, hindered_level, problems
from crmdesk.core.complaints import STEPS, Complaint, Course, Event, Hearing, Step
from crmdesk.core.words import Words

RECEIVED = dt.datetime(2026, 11, 12, 9, 20)
NOW = dt.datetime(2026, 11, 21, 12, 0)
LONG_AGO = dt.date(2026, 11, 1)


def at(text: str) -> dt.datetime:
    """11-20 10:05, or a day alone."""
    day, _, clock = text.partition(" ")
    return dt.datetime.fromisoformat(f"2026-{day}T{clock or '00:00'}")


def step(name: str, when: str = "11-12 10:00", round_: int = 1, **values: Any) -> Step:
    return Step(round_ * 10 + STEPS.index(name), round_, name, at(when), {"text": "…", "at": at(when), **values})


def event(kind: str, round_: int, when: str = "11-18 09:00") -> Event:
    return Event(round_, kind, at(when), round_, {"text": "…"})


def steps_until(name: str | None, round_: int = 1, when: str = "11-12 10:00", **values: Any) -> list[Step]:
    """The steps of a round before one; all of them for None, the last with these values."""
    names = STEPS if name is None else STEPS[: STEPS.index(name)]
    return [step(each, when, round_, **(values if each == "confirm" else {})) for each in names]


def complaint(course: Course | None = None, **values: Any) -> Complaint:
    stands = course or Course("open", 1, "listen", None, None)
    told = {"state": stands.state, "round": stands.round, "step": stands.step, "level": stands.level}
    whole = {"received_at": RECEIVED, "words": "断膜", "closed_at": stands.closed_at, **told, **values}
    return Complaint(1, "T00001", 1, {key: value for key, value in whole.items() if value is not None})


IMPORTED = Course("imported", 1, None, None, None)
STATES: dict[str, Course] = {
    **{f"open at {name}": rules.course({}, steps_until(name), ()) for name in STEPS},
    "open, second round": rules.course({}, steps_until(None, level="dissatisfied"), ()),
    "closed": rules.course({}, steps_until(None, level="basic"), ()),
    "unresolved": rules.course({}, steps_until("restate"), [event("unresolved", 1)]),
    "imported": IMPORTED,
}


@pytest.mark.parametrize("action", [*ACTIONS])
@pytest.mark.parametrize("state", STATES)
def test_every_state_and_every_action(state: str, action: str) -> None:
    """The transition table: what the method allows, and the code of what it refuses."""
    course = STATES[state]
    is_open = state.startswith("open")
    following = {"open, second round": "listen"}.get(state, state.removeprefix("open at "))
    if action == REOPEN:
        expected = "complaint-open" if is_open else None
    elif not is_open:
        expected = "complaint-closed"
    elif action == GIVE_UP:
        expected = None
    else:
        expected = None if action == following else "step-order"
    found = hindered("T00001", course, action)
    assert (found.code if found else None) == expected
    if expected == "step-order":
        assert found is not None
        assert found.params["number"] == STEPS.index(following) + 1


LEVELS = ("dissatisfied", "basic", "high")


@pytest.mark.parametrize("to", LEVELS)
@pytest.mark.parametrize("former", LEVELS)
@pytest.mark.parametrize("later", ["nothing", "a step", "given up", "reopened"])
def test_correcting_the_level_of_the_sixth_step(former: str, to: str, later: str) -> None:
    done = steps_until(None, level=former)
    befell = []
    if later == "a step":
        befell = [event("reopened", 2)] if former != "dissatisfied" else []
        done = [*done, step("listen", "11-18 10:00", 2)]
    elif later == "given up":
        befell = [event("reopened", 2)] if former != "dissatisfied" else []
        befell.append(event("unresolved", 2, "11-19 10:00"))
    elif later == "reopened":
        befell = [event("unresolved", 2), event("reopened", 3)]
    present = rules.course({}, done, befell)
    found = hindered_level("T00001", present, done[5], to, done, befell)
    if former == to or (former in rules.SATISFIED and to in rules.SATISFIED):
        expected = None
    elif former in rules.SATISFIED:
        expected = "complaint-closed"
    else:
        expected = None if later == "nothing" else "round-begun"
    assert (found.code if found else None) == expected


def test_the_course_of_two_rounds_a_reopening_and_giving_up() -> None:
    first = steps_until(None, when="11-13 10:00", level="dissatisfied")
    assert rules.course({}, first, ()) == Course("open", 2, "listen", None, "dissatisfied")
    both = [*first, *steps_until(None, 2, "11-15 10:00", level="high")]
    assert rules.course({}, both, ()) == Course("closed", 2, "confirm", at("11-15 10:00"), "high")
    again = [event("reopened", 3)]
    assert rules.course({}, both, again) == Course("open", 3, "listen", None, None)
    more = [*both, step("listen", "11-19", 3)]
    gone = [*again, event("unresolved", 3, "11-20 08:00")]
    assert rules.course({}, more, gone) == Course("unresolved", 3, "apologise", at("11-20 08:00"), None)
    assert rules.course({}, more, [*gone, event("reopened", 4)]).round == 4
    moved = Event(9, "moved", at("11-20"), 3, {"text": "K00001"})
    assert rules.course({}, both, [moved]) == rules.course({}, both, ())


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({}, Course("open", 1, "listen", None, None)),
        ({"state": "open", "round": 2, "level": "basic"}, Course("open", 1, "listen", None, None)),
        ({"state": "closed"}, IMPORTED),
        ({"state": "imported", "closed_at": at("11-14"), "level": "high", "round": 2},
         Course("imported", 2, None, at("11-14"), "high")),
        ({"state": "unresolved"}, Course("unresolved", 1, "listen", None, None)),
    ],
)  # fmt: skip
def test_without_steps_and_events_what_was_stated_holds(stated: dict[str, Any], expected: Course) -> None:
    assert rules.course(stated, (), ()) == expected
    assert rules.course(stated, (), [Event(1, "moved", NOW, 1, {})]) == expected


def test_a_round_begins_with_what_ended_the_one_before() -> None:
    done = [*steps_until(None, when="11-13 10:00", level="dissatisfied"), *steps_until(None, 2, "11-15", level="basic")]
    befell = [event("reopened", 3, "11-18 09:00")]
    one = complaint(rules.course({}, done, befell))
    assert rules.begins(one, done, befell) == {1: RECEIVED, 2: at("11-13 10:00"), 3: at("11-18 09:00")}
    assert rules.begins(complaint(IMPORTED), (), ()) == {1: RECEIVED}
    bare = [step("restate", "11-16", 2)]
    assert rules.begins(complaint(rules.course({}, bare, ())), bare, ()) == {1: RECEIVED, 2: at("11-16")}


@pytest.mark.parametrize(
    ("state", "level", "people"),
    [
        ("open", None, Hearing(22)), ("open", "dissatisfied", Hearing(22)), ("unresolved", None, Hearing(22)),
        ("closed", "basic", Hearing(8)), ("closed", "high", Hearing(10, more=True)), ("imported", None, None),
        ("imported", "dissatisfied", Hearing(22)), ("imported", "basic", Hearing(8)),
    ],
)  # fmt: skip
def test_how_many_people_hear_of_it(state: str, level: str | None, people: Hearing | None) -> None:
    assert rules.hears(state, level) == people


def told(
    now: str | dt.datetime, done: list[Step], befell: list[Event] | None = None, **values: Any
) -> list[tuple[str, int | None, bool]]:
    events = befell or []
    one = complaint(rules.course({}, done, events), **values)
    moment = at(now) if isinstance(now, str) else now
    return [(each.code, each.params.get("round"), each.holds) for each in rules.warnings(one, done, events, moment)]


NO_RESPONSE = "no-response"


@pytest.mark.parametrize(
    ("received", "now", "listened", "expected"),
    [
        ("11-12 09:20", "11-13 09:20", None, []),
        ("11-12 09:20", "11-13 09:21", None, [(NO_RESPONSE, 1, True)]),
        ("11-12", "11-14 00:00", None, []),  # a day alone counts from its end
        ("11-12", "11-14 00:01", None, [(NO_RESPONSE, 1, True)]),
        ("11-12 09:20", "11-20", "11-13 09:20", []),
        ("11-12 09:20", "11-20", "11-13 09:21", [(NO_RESPONSE, 1, False)]),
        ("11-12 09:20", "11-20", "11-13", []),
        ("11-12 09:20", "11-20", "11-14", [(NO_RESPONSE, 1, False)]),
        ("11-12", "11-20", "11-13 23:59", []),
        ("11-12", "11-20", "11-13", []),
        ("11-12", "11-20", "11-14", [(NO_RESPONSE, 1, False)]),
    ],
)
def test_no_response_within_a_day(received: str, now: str, listened: str | None, expected: list[Any]) -> None:
    done = [step("listen", listened)] if listened else []
    assert told(now, done, received_at=at(received)) == expected


@pytest.mark.parametrize(
    ("apologised", "now", "restated", "expected"),
    [
        ("11-12 10:00", "11-15 10:00", None, []),
        ("11-12 10:00", "11-15 10:01", None, [("apology-only", 1, True)]),
        ("11-12", "11-16 00:00", None, []),
        ("11-12", "11-16 00:01", None, [("apology-only", 1, True)]),
        ("11-12", "11-20", "11-15", []),
        ("11-12", "11-20", "11-16", [("apology-only", 1, False)]),
        ("11-12 10:00", "11-20", "11-15 10:00", []),
        ("11-12 10:00", "11-20", "11-15 10:01", [("apology-only", 1, False)]),
    ],
)
def test_an_apology_with_nothing_after_it(apologised: str, now: str, restated: str | None, expected: list[Any]) -> None:
    done = [step("listen"), step("apologise", apologised), *([step("restate", restated)] if restated else [])]
    assert told(now, done) == expected


@pytest.mark.parametrize(
    ("now", "delivered", "expected"),
    [
        ("11-14 23:59", None, []),
        ("11-15 00:00", None, [("promise-broken", 1, True)]),
        ("11-20", "11-14", []),
        ("11-20", "11-15", [("promise-broken", 1, False)]),
    ],
)
def test_a_promise_that_was_not_kept(now: str, delivered: str | None, expected: list[Any]) -> None:
    days = {"promised_on": dt.date(2026, 11, 14)} | ({"delivered_on": at(delivered).date()} if delivered else {})
    done = [*steps_until("compensate"), step("compensate", kind="replacement", **days)]
    assert told(now, done) == expected
    closed = [*done, step("confirm", "11-13", level="high")]
    assert told(now, closed) == expected
    nothing = [*steps_until("compensate"), step("compensate", kind="none", **days)]
    assert told(now, nothing) == []


def test_warnings_of_what_is_over_and_those_of_each_round() -> None:
    early = [*steps_until("restate", when="11-12 10:00")]
    given_up = [event("unresolved", 1, "11-18 09:00")]
    assert told("11-20", early, given_up) == [("apology-only", 1, False)]
    assert told("11-20", [], [event("unresolved", 1, "11-18 09:00")]) == [(NO_RESPONSE, 1, False)]
    assert told("11-20", [], [event("unresolved", 1, "11-12 19:00")]) == []
    second = steps_until(None, when="11-12 12:00", level="dissatisfied")
    assert told("11-13 12:00", second) == []
    assert told("11-13 12:01", second) == [(NO_RESPONSE, 2, True)]
    reopened = [*given_up, event("reopened", 2, "11-19 09:00")]
    assert told("11-21", early, reopened) == [(NO_RESPONSE, 2, True), ("apology-only", 1, False)]
    assert told("12-31", [], [event("reopened", 2, "12-31 09:00")]) == []  # of the imported round nothing is known


def test_the_checklist_warns_and_an_imported_one_only_by_it() -> None:
    one = complaint(IMPORTED, blame=True, rude=False, interrogation=True)
    found = rules.warnings(one, (), (), NOW)
    assert [(each.code, each.holds) for each in found] == [("blame", False), ("interrogation", False)]


def test_every_warning_has_a_sentence_that_ends(words_en: Words, words_zh: Words) -> None:
    late = [
        step("listen", "11-14 12:20"), step("apologise", "11-14 12:30"), step("restate", "11-18 13:00"),
        step("empathise", "11-18 13:00"),
        step("compensate", "11-18 13:00", kind="gift", promised_on=dt.date(2026, 11, 19)),
    ]  # fmt: skip
    one = complaint(rules.course({}, late, ()), **dict.fromkeys(rules.CHECKLIST, True))
    found = rules.warnings(one, late, (), NOW)
    sentences = [words_en.message(f"warning-{each.code}", each.params) for each in found]
    assert sentences[:3] == [
        "Promised and not done. Round 1: promised for 19 Nov 2026, not delivered. Days since: 2.",
        "No response within 24 hours. Round 1: listened to only after 51 hours.",
        "An apology with nothing after it. Round 1: nothing was done for 4 days after the apology.",
    ]
    assert len(sentences) == 3 + len(rules.CHECKLIST)
    for each in found:
        assert words_zh.message(f"warned-{each.code}", each.params)
    open_ = rules.warnings(complaint(received_at=at("11-20")), (), (), at("11-30"))
    assert words_en.problem(open_[0].params["detail"]) == "Round 1 began 10 days ago, and nobody has listened yet."


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"subject": "缠绕膜断膜", "words": "上机就断。"}, "缠绕膜断膜"),
        ({"words": "“上机就断，一上午换了六卷。整条线停了。”"}, "上机就断，一上午换了六卷"),
        ({"words": "你们送来的缠绕膜上机就断，一上午换了六卷，整条线停了两个小时。"}, "你们送来的缠绕膜上机就断"),
        ({"words": "喂，你们送来的缠绕膜上机就断，换了六卷，整条线停了两个小时"}, "喂，你们送来的缠绕膜上机就断"),
        ({"words": "啊" * 90}, "啊" * 40 + "…"),
        ({"words": "Film tears. Six rolls this morning"}, "Film tears"),
        ({"words": "？！"}, "？"),
        ({"words": "“”"}, "“”"),
        ({}, ""),
    ],
)  # fmt: skip
def test_what_a_complaint_is_called(values: dict[str, Any], expected: str) -> None:
    assert rules.headline(values) == expected


@given(st.text(max_size=200))
def test_a_headline_is_short_and_never_fails(text: str) -> None:
    found = rules.headline({"words": text})
    assert len(found) <= 41
    assert "\n" not in found or not text.strip()


FULL = {"at": at("11-12 11:00"), "text": "说了"}


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("listen", {}, {}),
        ("listen", {"text": None}, {"text": "step-empty"}),
        ("restate", {"text": ""}, {"text": "restate-empty"}),
        ("compensate", {"text": None}, {"kind": "step-kind", "text": "step-empty"}),
        ("compensate", {"kind": "none"}, {}),
        ("compensate", {"kind": "none", "text": None}, {"text": "none-reason"}),
        ("compensate", {"kind": "none", "amount": 5}, {"amount": "none-amount"}),
        ("compensate", {"kind": "none", "amount": 0}, {}),
        ("compensate", {"kind": "refund"}, {"amount": "step-amount"}),
        ("compensate", {"kind": "discount"}, {"amount": "step-amount"}),
        ("compensate", {"kind": "refund", "amount": -1}, {"amount": "amount-negative"}),
        ("compensate", {"kind": "gift", "amount": 80, "text": None}, {}),
        ("compensate", {"kind": "gift", "text": None}, {"text": "step-empty"}),
        ("compensate", {"kind": "gift", "promised_on": dt.date(2026, 11, 11)}, {"promised_on": "day-before-complaint"}),
        ("compensate", {"kind": "gift", "delivered_on": LONG_AGO}, {"delivered_on": "day-before-complaint"}),
        ("compensate", {"kind": "repair", "promised_on": dt.date(2026, 11, 20)}, {"promised_on": "promise-past"}),
        ("compensate", {"kind": "repair", "delivered_on": dt.date(2026, 11, 22)}, {"delivered_on": "delivered-future"}),
        ("confirm", {}, {"level": "step-level"}),
        ("confirm", {"level": "high", "text": None}, {"text": "confirm-empty"}),
        ("listen", {"at": at("11-12 09:19")}, {"at": "step-before-complaint"}),
        ("listen", {"at": at("11-12")}, {}),
        ("listen", {"at": at("11-21 12:01")}, {"at": "step-future"}),
        ("listen", {"at": at("11-21")}, {}),
        ("listen", {"at": at("11-22")}, {"at": "step-future"}),
    ],
)  # fmt: skip
def test_what_a_step_has_to_hold(name: str, values: dict[str, Any], expected: dict[str, str]) -> None:
    whole = {key: value for key, value in {**FULL, **values}.items() if value is not None}
    allowed = between(complaint(), (), (), name, 1)
    found = problems(name, whole, frozenset(whole), allowed, RECEIVED.date(), NOW)
    assert {key: each.code for key, each in found.items()} == expected
    soft = {"step-future", "promise-past", "delivered-future"}
    assert all(each.hard == (each.code not in soft) for each in found.values())


@pytest.mark.parametrize(
    ("name", "round_", "when", "expected"),
    [
        ("restate", 1, "11-13 09:59", "step-before-step"),
        ("restate", 1, "11-13 10:00", None),
        ("restate", 1, "11-13", None),
        ("restate", 1, "11-15 10:00", None),
        ("restate", 1, "11-15 10:01", "step-after-step"),
        ("confirm", 1, "11-16 08:01", "step-after-step"),  # the second round began to be worked on then
        ("listen", 2, "11-15 09:59", "step-before-round"),
        ("confirm", 2, "11-18 09:01", "step-after-step"),  # it was reopened then
    ],
)
def test_when_a_step_can_have_been_done(name: str, round_: int, when: str, expected: str | None) -> None:
    done = [
        step("listen", "11-13 09:00"), step("apologise", "11-13 10:00"), step("empathise", "11-15 10:00"),
        step("compensate", "11-15 10:00"), step("confirm", "11-15 10:00", level="dissatisfied"),
        step("listen", "11-16 08:00", 2), step("confirm", "11-17 08:00", 2, level="basic"),
    ]  # fmt: skip
    befell = [event("reopened", 3, "11-18 09:00")]
    others = [one for one in done if (one.step, one.round) != (name, round_)]
    one = complaint(rules.course({}, done, befell))
    found = between(one, others if round_ == 1 else [o for o in others if o.round == 1 or o.step != "listen"],
                    befell, name, round_).problem(at(when))  # fmt: skip
    assert (found.code if found else None) == expected


def test_the_guide_helps_with_every_step_in_both_languages(words_zh: Words) -> None:
    assert tuple(GUIDES) == STEPS
    for guide in GUIDES.values():
        assert len(guide.do) >= 2
        assert guide.avoid
        assert guide.say.en.isascii()
        assert any("一" <= sign <= "鿿" for sign in guide.say.zh)
    texts = [text for guide in GUIDES.values() for text in (*guide.do, *guide.avoid)]
    assert len(set(texts)) == len(texts)
