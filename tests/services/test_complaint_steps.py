"""The six steps: done in order, corrected, delivered, with files; whatever is done in whatever order, undo included."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core import complaints as rules
from crmdesk.core.complaints import CLOSED, DISSATISFIED, GIVEN_UP, REOPENED, SATISFIED, STEPS, UNRESOLVED
from crmdesk.core.errors import UserError
from crmdesk.services import complaint_steps, complaints, customers, history
from crmdesk.services.complaint_steps import Correction
from crmdesk.services.desk import Desk
from tests.desk import make_desk
from tests.services.complaining import STEP_TEXTS, WORDS, code_of, do


@pytest.fixture
def customer(desk: Desk) -> int:
    return customers.add(desk, {"name": "禾砚精密"}, [{"name": "周砚秋", "salutation": "周总"}])[0]


@pytest.fixture
def complaint(desk: Desk, customer: int) -> int:
    return complaints.add(desk, customer, {"words": WORDS, "received_at": "2026-11-12 09:20"})[0]


def refused(attempt: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        attempt()
    return code_of(caught)


def verbs(desk: Desk, count: int) -> list[str]:
    return [action.verb for action in history.entries(desk, count)]


def test_two_rounds_to_a_satisfied_customer(desk: Desk, complaint: int) -> None:
    first = do(desk, complaint, level="dissatisfied", text="换来的又断")
    one = complaints.complaint(desk, complaint)
    assert (one.state, one.round, one.step, one.level) == ("open", 2, "listen", "dissatisfied")
    second = do(desk, complaint, *STEPS[:-1])
    afterwards = {"root_cause": "B 线张力不稳", "prevention": "出厂抽检", "rude": "是"}
    typed = {**STEP_TEXTS["confirm"], "confirmed_by": "phone", "contact": "周总", "at": "2026-11-21 11:00"}
    refused_at = refused(lambda: complaint_steps.finish(desk, complaint, "confirm", typed, complaint_typed=afterwards))
    assert refused_at == "step-before-round"  # the steps before were done at noon
    typed["at"] = ""
    last, changes = complaint_steps.finish(desk, complaint, "confirm", typed, complaint_typed=afterwards)
    case = complaints.case(desk, complaint)
    one = case.complaint
    assert (one.state, one.round, one.step, one.level) == ("closed", 2, "confirm", "high")
    assert one.values["closed_at"] == dt.datetime(2026, 11, 21, 12)
    assert (one.values["root_cause"], one.values["rude"], "blame" in one.values) == ("B 线张力不稳", True, False)
    assert [step.id for step in case.steps] == [*first, *second, last]
    step = case.step(2, "confirm")
    assert step is not None
    assert step.values == {
        "round": 2, "step": "confirm", "at": dt.datetime(2026, 11, 21, 12), "by": "陈立", "text": "新膜很好",
        "level": "high", "confirmed_by": "phone", "contact": "周砚秋",
    }  # fmt: skip
    assert changes.touched("complaint") == {complaint}
    assert verbs(desk, 2) == ["complaint-close", "complaint-step"]
    assert "complaint-round" in verbs(desk, 7)
    history.undo(desk)
    assert complaints.complaint(desk, complaint).state == "open"
    assert "root_cause" not in complaints.complaint(desk, complaint).values
    assert complaints.case(desk, complaint).step(2, "confirm") is None


def test_what_a_step_is_refused_for_leaves_nothing_behind(desk: Desk, complaint: int) -> None:
    do(desk, complaint, "listen", at="2026-11-13 10:00")
    before = complaints.case(desk, complaint)
    for step, typed, code in (
        ("listen", {"text": "再听"}, "step-order"),
        ("confirm", {"text": "好", "level": "high"}, "step-order"),
        ("apologise", {}, "step-empty"),
        ("apologise", {"text": " \n "}, "step-empty"),
        ("apologise", {"text": "歉", "at": "2026-11-13 09:59"}, "step-before-step"),
        ("apologise", {"text": "歉", "at": "2026-11-11"}, "step-before-complaint"),
        ("apologise", {"text": "歉", "at": "昨天"}, "date-unreadable"),
        ("apologise", {"text": "歉", "contact": "没有的人"}, "contact-not-there"),
        ("apologise", {"text": "歉", "level": "high"}, "step-field"),
        ("apologise", {"text": "歉", "round": "2"}, "step-field"),
        ("apologise", {"text": "歉", "nonsense": ""}, "field-unknown"),
    ):
        assert refused(lambda step=step, typed=typed: complaint_steps.finish(desk, complaint, step, typed)) == code
    later = {"root_cause": "早说了"}
    assert refused(lambda: complaint_steps.finish(desk, complaint, "apologise", {"text": "歉"}, complaint_typed=later))
    do(desk, complaint, "apologise", "restate", "empathise")
    for typed, code in (
        ({"amount": "一百多", "kind": "refund"}, "money-unreadable"),
        ({"kind": "refund"}, "step-amount"),
        ({"kind": "refund", "amount": "-5"}, "amount-negative"),
        ({"kind": "none"}, "none-reason"),
        ({"text": "随便"}, "step-kind"),
        ({"kind": "gift", "text": "茶叶", "promised_on": "2026-11-11"}, "day-before-complaint"),
    ):
        attempt = lambda typed=typed: complaint_steps.finish(desk, complaint, "compensate", typed)  # noqa: E731
        assert refused(attempt) == code
    assert [step.values for step in complaints.case(desk, complaint).steps][:1] == [before.steps[0].values]


def test_amounts_are_kept_to_the_fen_and_told(desk: Desk, complaint: int) -> None:
    do(desk, complaint, *STEPS[:4])
    typed = {"kind": "退款", "amount": "12.345", "promised_on": "2026-11-20"}
    problems = complaint_steps.read_step(desk, complaint, "compensate", typed).problems
    assert {key: each.code for key, each in problems.items()} == {
        "amount": "money-rounded", "promised_on": "promise-past",
    }  # fmt: skip
    complaint_steps.finish(desk, complaint, "compensate", typed)
    case = complaints.case(desk, complaint)
    assert case.steps[4].values["amount"] == Decimal("12.35")
    assert case.warnings[0].code == "promise-broken"


def test_a_correction_keeps_what_was_said(desk: Desk, complaint: int) -> None:
    made = do(desk, complaint, "listen", "apologise")
    complaint_steps.correct(desk, made[0], {"text": "第二次写", "contact": "周总"})
    complaint_steps.correct(desk, made[0], {"text": "第三次写", "contact": "周砚秋"})
    noon = dt.datetime(2026, 11, 21, 12)
    assert complaint_steps.corrections(desk, complaint) == {
        made[0]: (
            Correction(noon, "陈立", "contact", None, "周砚秋"),
            Correction(noon, "陈立", "text", STEP_TEXTS["listen"]["text"], "第二次写"),
            Correction(noon, "陈立", "text", "第二次写", "第三次写"),
        )
    }
    assert verbs(desk, 1) == ["complaint-correct"]
    assert history.entries(desk, 1)[0].params == {"number": "T00001", "step": 1}
    step = complaints.case(desk, complaint).steps[0]
    assert (step.values["text"], step.values["by"], step.contact_id) == ("第三次写", "陈立", 1)
    for typed, code in (
        ({"text": ""}, "step-empty"),
        ({"at": ""}, "required-missing"),
        ({"at": "2026-11-22"}, "step-after-step"),
        ({"kind": "gift"}, "step-field"),
    ):
        assert refused(lambda typed=typed: complaint_steps.correct(desk, made[0], typed)) == code
    history.undo(desk)
    assert len(complaint_steps.corrections(desk, complaint)[made[0]]) == 2
    assert refused(lambda: complaint_steps.correct(desk, 999, {"text": "无"})) == "complaint-step-unknown"


def test_correcting_the_level_takes_the_complaint_along(desk: Desk, complaint: int) -> None:
    last = do(desk, complaint, level="dissatisfied", text="还断")[-1]
    complaint_steps.correct(desk, last, {"level": "basic"}, complaint_typed={"root_cause": "听错了"})
    one = complaints.complaint(desk, complaint)
    assert (one.state, one.round, one.level, one.values["root_cause"]) == ("closed", 1, "basic", "听错了")
    complaint_steps.correct(desk, last, {"level": "high", "at": "2026-11-21 12:30"})
    one = complaints.complaint(desk, complaint)
    assert (one.level, one.values["closed_at"]) == ("high", dt.datetime(2026, 11, 21, 12, 30))
    assert refused(lambda: complaint_steps.correct(desk, last, {"level": "dissatisfied"})) == "complaint-closed"
    assert refused(lambda: complaint_steps.correct(desk, last, {"level": ""})) == "step-level"
    complaint_steps.correct(desk, last, {"text": "很满意"})  # of a closed one everything else may be corrected
    for _ in range(3):
        history.undo(desk)
    assert complaints.complaint(desk, complaint).round == 2
    do(desk, complaint, "listen")
    assert refused(lambda: complaint_steps.correct(desk, last, {"level": "basic"})) == "round-begun"


def test_what_was_promised_is_delivered(desk: Desk, complaint: int) -> None:
    made = do(desk, complaint, *STEPS[:5])
    assert refused(lambda: complaint_steps.deliver(desk, made[0], dt.date(2026, 11, 21))) == "deliver-nothing"
    assert refused(lambda: complaint_steps.deliver(desk, made[4], dt.date(2026, 11, 1))) == "day-before-complaint"
    complaint_steps.deliver(desk, made[4], dt.date(2026, 11, 21))
    assert complaints.case(desk, complaint).steps[4].values["delivered_on"] == dt.date(2026, 11, 21)
    assert complaint_steps.corrections(desk, complaint) == {}
    complaint_steps.correct(desk, made[4], {"kind": "none", "amount": "", "text": "客户谢绝"})
    assert refused(lambda: complaint_steps.deliver(desk, made[4], dt.date(2026, 11, 21))) == "deliver-nothing"


def test_what_an_import_left_out_hinders_no_other_correction(desk: Desk, customer: int, complaint: int) -> None:
    with desk.recording("complaint-edit", number="T00001") as made:
        row = {"customer_id": customer, "complaint": complaint, "round": 1, "at": "2026-11-01"}
        step_id = made.create("complaint_step", {**row, "step": "compensate"})
    complaint_steps.correct(desk, step_id, {"by": "王晓"})
    assert refused(lambda: complaint_steps.correct(desk, step_id, {"kind": "none"})) == "none-reason"
    assert refused(lambda: complaint_steps.correct(desk, step_id, {"at": "2026-11-02"})) == "step-before-complaint"
    complaint_steps.correct(desk, step_id, {"kind": "gift", "text": "茶叶", "at": "2026-11-13"})
    assert complaints.case(desk, complaint).steps[0].values["by"] == "王晓"


def test_files_beside_a_step_also_before_it_is_done(desk: Desk, customer: int, complaint: int, tmp_path: Path) -> None:
    (tmp_path / "断膜.jpg").write_bytes(b"\xff\xd8\xff one")
    added = complaint_steps.attach(desk, complaint, 1, "listen", [tmp_path / "断膜.jpg", tmp_path / "没有.jpg"])
    assert (added.names, [error.code for error in added.refused]) == (("断膜.jpg",), ["attachment-missing"])
    complaint_steps.attach(desk, complaint, 1, "compensate", [tmp_path / "断膜.jpg"])
    again = complaint_steps.attach(desk, complaint, 1, "listen", [tmp_path / "断膜.jpg"])
    assert [error.code for error in again.refused] == ["attachment-there"]
    complaint_steps.attach_content(desk, complaint, 1, "listen", "截图.png", b"picture")
    files = complaints.case(desk, complaint).attachments
    assert {place: [file.name for file in each] for place, each in files.items()} == {
        (1, "listen"): ["断膜.jpg", "截图.png"], (1, "compensate"): ["断膜 (2).jpg"],
    }  # fmt: skip
    assert refused(lambda: complaint_steps.attach(desk, complaint, 2, "listen", [])) == "round-unknown"
    history.undo(desk)
    assert [file.name for file in complaints.case(desk, complaint).attachments[1, "listen"]] == ["断膜.jpg"]


# Whatever is done, in whatever order

Act = tuple[str, int, str]
LEVELS = ("dissatisfied", "basic", "high")
ACTS = (*["next"] * 6, "any", "correct", "level", "reopen", "unresolved", "move", "undo", "redo", "edit", "deliver")


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, tuple[int, int]]]:
    made = make_desk(tmp_path_factory.mktemp("steps"))
    whose = tuple(customers.add(made, {"name": name})[0] for name in ("禾砚精密", "青籽烘焙"))
    yield made, (whose[0], whose[1])
    made.close()


class Work:
    """One complaint worked upon at random; what it was after each action is remembered for undo and redo."""

    def __init__(self, desk: Desk, whose: tuple[int, int]) -> None:
        self.desk, self.whose = desk, whose
        self.id, _ = complaints.add(desk, whose[0], {"words": WORDS, "received_at": "2026-11-12"})
        self.past: list[tuple[Any, frozenset[tuple[int, str]]]] = []
        self.future: list[tuple[Any, frozenset[tuple[int, str]]]] = []
        self.said: frozenset[tuple[int, str]] = frozenset()
        self.count = 0

    def text(self) -> str:
        self.count += 1
        return f"第{self.count}句"

    def state(self) -> Any:
        marks = [customers.file(self.desk, i).values.get("open_complaints") for i in self.whose]
        return complaints.case(self.desk, self.id), marks

    def act(self, act: Act) -> None:
        before = self.state()
        name, number, level = act
        if name in ("undo", "redo"):
            self.replay(name)
        else:
            said = self.said
            try:
                said = said | frozenset(self.do(name, number, level))
            except UserError:
                assert self.state() == before
                return
            if self.state() != before:
                self.past.append((before, self.said))
                self.future.clear()
                self.said = said
        self.check()

    def replay(self, name: str) -> None:
        from_, to = (self.past, self.future) if name == "undo" else (self.future, self.past)
        if not from_:
            return
        to.append((self.state(), self.said))
        (history.undo if name == "undo" else history.redo)(self.desk)
        expected, self.said = from_.pop()
        assert self.state() == expected

    def do(self, name: str, number: int, level: str) -> list[tuple[int, str]]:
        case = complaints.case(self.desk, self.id)
        if name in ("next", "any"):
            step = (case.complaint.step or STEPS[0]) if name == "next" else STEPS[number % 6]
            typed = {**STEP_TEXTS[step], "text": self.text(), **({"level": level} if step == "confirm" else {})}
            return [(complaint_steps.finish(self.desk, self.id, step, typed)[0], typed["text"])]
        if name in ("correct", "level", "deliver"):
            if not case.steps:
                return []
            step_ = case.steps[number % len(case.steps)]
            if name == "deliver":
                complaint_steps.deliver(self.desk, step_.id, dt.date(2026, 11, 12 + number % 9))
                return []
            if name == "level":
                complaint_steps.correct(self.desk, step_.id, {"level": level})
                return []
            text = self.text()
            complaint_steps.correct(self.desk, step_.id, {"text": text})
            return [(step_.id, text)]
        self.turn(name, number)
        return []

    def turn(self, name: str, number: int) -> None:
        match name:
            case "reopen":
                complaints.reopen(self.desk, self.id, self.text())
            case "unresolved":
                complaints.unresolved(self.desk, self.id, {"reason": "law", "text": self.text()})
            case "move":
                complaints.move(self.desk, self.id, self.whose[number % 2])
            case _:
                complaints.edit(self.desk, self.id, {"subject": self.text()})

    def check(self) -> None:
        (case, marks) = self.state()
        one, steps, events = case.complaint, case.steps, case.events
        for round_ in range(1, one.round + 1):
            done = [step for step in steps if step.round == round_]
            assert tuple(step.step for step in done) == STEPS[: len(done)]
            times = [step.at for step in done]
            assert times == sorted(times)
        reopened = sum(event.kind == REOPENED for event in events)
        dissatisfied = sum(step.values.get("level") == DISSATISFIED for step in steps)
        assert one.round == 1 + reopened + dissatisfied
        last = case.step(one.round, "confirm")
        assert (one.state == CLOSED) == (last is not None and last.values["level"] in SATISFIED)
        given_up = any(event.kind == GIVEN_UP and event.round == one.round for event in events)
        assert (one.state == UNRESOLVED) == given_up
        assert one.is_open == ("closed_at" not in one.values)
        following = len([step for step in steps if step.round == one.round])
        assert one.step == STEPS[min(following, 5)]
        assert rules.course(one.values, steps, events) == rules.Course(
            one.state, one.round, one.step, one.values.get("closed_at"), one.level
        )
        corrected = complaint_steps.corrections(self.desk, self.id)
        kept = {(step.id, step.values["text"]) for step in steps}
        kept |= {(i, one.before) for i, each in corrected.items() for one in each if one.field == "text"}
        assert self.said <= kept
        ids = [i for whose in self.whose for i in complaints.ids_of_customer(self.desk, whose)]
        of_all = [each.complaint for each in complaints.cases(self.desk, ids)]
        counted = [sum(each.is_open and each.customer_id == whose for each in of_all) for whose in self.whose]
        assert marks == [count or None for count in counted]


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 20), st.sampled_from(LEVELS)), min_size=12, max_size=40)
)
def test_the_rules_hold_whatever_is_done(worked: tuple[Desk, tuple[int, int]], acts: list[Act]) -> None:
    desk, whose = worked
    work = Work(desk, whose)
    for act in acts:
        work.act(act)
    complaints.delete(desk, (work.id,))
