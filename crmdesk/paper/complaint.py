"""The record of a complaint on paper: what was said, each round with its six steps, how it ended, signature lines
(METHOD.md section 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmdesk.core import complaint_steps
from crmdesk.core.complaints import CHECKLIST, GIVEN_UP, MOVED, STEPS, Event, number_of_step
from crmdesk.core.printed_files import ComplaintOnPaper
from crmdesk.core.printing import Printout
from crmdesk.core.values import show
from crmdesk.core.words import Label, Words
from crmdesk.paper import form
from crmdesk.paper.file_parts import Line, facts_of, line
from crmdesk.paper.form import Item, column

TITLE = Label("Complaint Record", "投诉处理记录")
_COMPLAINT = Label("Complaint", "投诉内容")
_OUTCOME = Label("Outcome", "结果")
_STEP, _WHEN, _WHAT = (
    Label("Step", "步骤"),
    Label("When and who", "时间与人员"),
    Label("Said and done", "说了什么、做了什么"),
)
_SIGNATURES = (
    Label("Customer", "客户签字"),
    Label("Handled by", "经办人"),
    Label("Head", "主管签字"),
    Label("Day", "日期"),
)
_ABOVE = (("received_at", "channel"), ("category",), ("severity", "due_on"), ("product", "sales_order"))
_WIDE = frozenset({"category", "words", "expects", "root_cause", "prevention", "handling", "level"})
_SIGNED_ABOVE = 5
"""Millimetres."""
_ROOM = 2
"""Lines to write on in a step that is still to be done."""


def values(printout: Printout, words: Words) -> Mapping[str, Any]:
    """What complaint.typ sets."""
    company = printout.letterhead.name
    return {"documents": [_Record(each, words).document(company) for each in printout.documents]}


class _Record:
    def __init__(self, found: ComplaintOnPaper, words: Words) -> None:
        self._found, self._words = found, words
        self._values = found.complaint.values
        self._fields = found.fields["complaint"].by_key
        self._step_fields = found.fields["complaint_step"].by_key

    def document(self, company: str) -> dict[str, Any]:
        label, one = self._words.label, self._found.complaint
        rounds = range(1, one.round + 1) if self._found.steps or one.is_open else ()
        return {
            "title": label(TITLE),
            "kind": self._shown("state"),
            "left": company,
            "right": [
                [label(self._fields["number"].label), one.number],
                [label(self._fields["received_at"].label), self._words.date(one.received_at.date())],
            ],
            "sections": [self._complaint(), *(self._round(each) for each in rounds), self._outcome()],
            "signatures": [[label(each), ""] for each in _SIGNATURES],
            "room": _SIGNED_ABOVE,
        }

    def _complaint(self) -> dict[str, Any]:
        words, found = self._words, self._found
        customer = found.fields["customer"].by_key
        label = words.label
        contact = show(self._fields["contact"], self._values.get("contact"), words)
        rows = [
            [form.item(label(customer["name"].label), found.name, strong=True),
             form.item(label(customer["number"].label), found.number)],
            [form.item(label(self._fields["contact"].label), contact),
             form.item(label(customer["phone"].label), found.reach)],
        ]  # fmt: skip
        rows += [[self._item(key) for key in keys] for keys in _ABOVE]
        rows += [[self._item(key)] for key in ("words", "expects")]
        return form.section(label(_COMPLAINT), rows)

    def _round(self, round_: int) -> dict[str, Any]:
        """The six steps of a round; what is still to be done has room to write in."""
        words, complaint = self._words, self._found.complaint
        columns = [column(words.label(_STEP), 1.3), column(words.label(_WHEN), 1.45), column(words.label(_WHAT), 3.6)]
        running = complaint.is_open and round_ == complaint.round
        rows = [self._step(round_, step, running=running) for step in STEPS]
        name = words.gettext("Round {number}").format(number=round_)
        return {"name": name, "table": form.table(columns, rows), "breaks": True}

    def _step(self, round_: int, step: str, *, running: bool) -> list[list[Line]]:
        words, done = self._words, self._found.step(round_, step)
        name = [line(f"{number_of_step(step)}  {words.label(complaint_steps.called(step))}", strong=True)]
        if done is None:
            room = {"room": _ROOM} if running else {}
            return [name, [], [{**line("" if running else words.gettext("Not done")), **room}]]
        when = [line(show(self._step_fields["at"], done["at"], words))]
        people = [str(done[key]) for key in ("by", "contact") if done.get(key)]
        when += [line(self._comma(people))] if people else []
        told = [line(str(done["text"]))] if done.get("text") else []
        if facts := facts_of(self._step_fields, done, ("kind", "amount", "promised_on", "delivered_on"), words):
            told.append({**line(""), "facts": [[each["label"], each["text"]] for each in facts]})
        if step == "confirm":
            field = self._step_fields["level"]
            boxes = form.choice_boxes(field, done.get("level"), words)
            told.append({**line("", words.label(field.label)), "choices": boxes})
            told += facts_of(self._step_fields, done, ("confirmed_by",), words)
        if files := self._found.files.get((round_, step)):
            told.append(line(self._comma(files), words.gettext("Attached")))
        return [name, when, told]

    def _outcome(self) -> dict[str, Any]:
        words = self._words
        rows: list[list[Item]] = [[self._item("responsible"), self._item("closed_at")], [self._item("level")]]
        rows += [[form.item(*self._event(event))] for event in self._found.events if event.kind != MOVED]
        if self._values.get("handling"):
            rows.append([self._item("handling")])
        rows += [[self._item("root_cause")], [self._item("prevention")]]
        ticked = [[words.label(self._fields[key].label), bool(self._values.get(key))] for key in CHECKLIST]
        rows.append([{"label": words.gettext("Ticked at closing"), "choices": ticked}])
        told = [
            words.message(f"warning-{each.code}", each.params)
            for each in self._found.warnings
            if each.code not in CHECKLIST
        ]
        if told:
            rows.append([form.item(words.gettext("Warnings"), "\n".join(told))])
        return form.section(words.label(_OUTCOME), rows)

    def _event(self, event: Event) -> tuple[str, str]:
        """What befell it beside its steps: its name, and when, by whom and why."""
        words, fields = self._words, self._found.fields["complaint_event"].by_key
        told = [show(fields["at"], event.at, words)]
        told += [show(fields[key], event.values.get(key), words) for key in ("by", "reason", "text")]
        if event.kind == GIVEN_UP and (tries := event.values.get("tries")):
            n = words.ngettext
            told.insert(-1, n("{count} try", "{count} tries", tries).format(count=words.number(tries)))
        return show(fields["kind"], event.kind, words), "  ".join(each for each in told if each)

    def _item(self, key: str) -> Item:
        return form.field_item(
            self._fields[key], self._values.get(key), self._words, wide=key in _WIDE or key == "level"
        )

    def _shown(self, key: str) -> str:
        return show(self._fields[key], self._values.get(key), self._words)

    def _comma(self, parts: Sequence[str]) -> str:
        return ("、" if self._words.chinese else ", ").join(parts)
