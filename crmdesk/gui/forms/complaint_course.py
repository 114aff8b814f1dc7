"""The course of a complaint: everything that happened, in its order, with what was corrected (METHOD.md section 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.complaints import GIVEN_UP, MOVED, REOPENED, Event, Step, number_of_step
from crmdesk.gui.forms.complaint_done import corrections_told
from crmdesk.gui.forms.complaint_words import ComplaintWords
from crmdesk.gui.forms.folded_text import FoldedText
from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, colour, horizontal, sized, tabular, text_width, write
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.labels import Label
from crmdesk.services.complaint_steps import Correction
from crmdesk.services.complaints import Case

_LINE = tokens.LINE_HEIGHTS[tokens.BODY]
_WHEN, _WHEN_EN = 88, 104
_LINES = 6


class Entry(Struct, frozen=True):
    """One thing that happened. `order` puts those of one moment into their order; `whole`: its text is not folded."""

    at: dt.datetime
    order: int
    icon: str
    tone: str
    title: str
    detail: str = ""
    text: str = ""
    quiet: str = ""
    round: int = 1
    whole: bool = False


class Entries:
    """Makes entries of a case."""

    def __init__(self, ui: Ui) -> None:
        self._ui, self._words = ui, ComplaintWords(ui)

    def of(self, case: Case, corrections: Mapping[int, tuple[Correction, ...]]) -> list[Entry]:
        """Everything, the earliest first."""
        found = [*self._received(case), *(self._event(case, event) for event in case.events)]
        found += [self._step(case, step, corrections.get(step.id, ())) for step in case.steps]
        return sorted(found, key=lambda entry: (entry.round, entry.order, entry.at))

    def _received(self, case: Case) -> Iterator[Entry]:
        _, one, values = self._ui.words.gettext, case.complaint, case.complaint.values
        told = [self._words.value("complaint", key, values) for key in ("channel", "contact")]
        expects = self._words.text(values.get("expects"))
        yield Entry(
            one.received_at, 0, "complaint", "text_2", _("Complaint received"), self._words.comma(told),
            self._words.quoted(values.get("words")), _("Expects: {text}").format(text=expects) if expects else "",
            whole=True,
        )  # fmt: skip
        if handling := self._words.text(values.get("handling")):
            at = values.get("closed_at") or one.received_at
            title = self._ui.words.label(self._ui.desk.fields("complaint")["handling"].label)
            yield Entry(at, 1, "note", "text_2", title, text=handling, whole=True)
        if not one.is_open and not case.steps and not any(event.kind == GIVEN_UP for event in case.events):
            level = self._words.value("complaint", "level", values)
            at = values.get("closed_at") or one.received_at
            yield Entry(at, 2, "done", "good", self._words.state(one), level)

    def _step(self, case: Case, step: Step, corrections: tuple[Correction, ...]) -> Entry:
        _ = self._ui.words.gettext
        number = number_of_step(step.step)
        by, contact = (self._words.value("complaint_step", key, step.values) for key in ("by", "contact"))
        text = self._words.text(step.values.get("text"))
        shown = self._words.quoted(text) if step.step == "restate" else text
        files = len(case.attachments.get((step.round, step.step), ()))
        told = [_("Files {count}").format(count=self._ui.words.number(files))] if files else []
        told += corrections_told(self._ui, self._words, corrections)
        level = step.values.get("level")
        sign, tone = ("redo", "warn") if level == "dissatisfied" else ("done", "good") if level else ("check", "good")
        return Entry(
            step.at, number + 2, sign, tone, f"{number} {self._words.step(step.step)}",
            self._words.comma((by, contact)), "\n".join(part for part in (self._words.facts(step), shown) if part),
            "\n".join(told), step.round,
        )  # fmt: skip

    def _event(self, case: Case, event: Event) -> Entry:
        _, words = self._ui.words.gettext, self._words
        by, text = words.value("complaint_event", "by", event.values), words.text(event.values.get("text"))
        reason = words.why(event)
        title = words.value("complaint_event", "kind", {"kind": event.kind})
        if event.kind == MOVED:
            text = _("Before it belonged to {number}.").format(number=text)
        order, sign, tone = {REOPENED: (0, "restore", "warn"), GIVEN_UP: (20, "warning", "warn")}.get(
            event.kind, (10, "person", "text_2")
        )
        return Entry(event.at, order, sign, tone, title, words.comma((by, reason)), text, "", event.round)


class EntryBlock(QWidget):
    """One entry: when, a shape, what it was, and its text below."""

    def __init__(self, ui: Ui, entry: Entry) -> None:
        super().__init__()
        self._entry, self._words = entry, ComplaintWords(ui)
        self._when = _WHEN if ui.words.chinese else _WHEN_EN
        self.setObjectName("course-entry")
        told = (self._words.moment(entry.at), entry.title, entry.detail, entry.text[:400], entry.quiet[:400])
        self.setAccessibleName(self._words.comma(told))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(self._left(), _LINE, 0, tokens.BETWEEN + tokens.INSIDE)
        column.setSpacing(0)
        if entry.text:
            text = FoldedText(entry.text, ui.words, lines=10_000 if entry.whole else _LINES, name="course-text")
            column.addWidget(text)
        if entry.quiet:
            quiet = FoldedText(entry.quiet, ui.words, lines=3, points=tokens.SMALL, name="course-quiet")
            column.addWidget(quiet)

    def _left(self) -> int:
        return self._when + tokens.ICON + tokens.BETWEEN

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, entry = QPainter(self), self._entry
        ink, quiet = colour(self.palette(), "text"), colour(self.palette(), "text_2")
        write(painter, QRectF(0, 0, self._when, _LINE), self._words.moment(entry.at),
              tabular(sized(self.font(), tokens.SMALL)), quiet)  # fmt: skip
        sign = QRectF(self._when, 0, tokens.ICON, _LINE)
        draw_icon(painter, entry.icon, sign, colour(self.palette(), entry.tone))
        left, bold = self._left(), sized(self.font(), tokens.BODY, True)
        taken = write(painter, QRectF(left, 0, self.width() - left, _LINE), entry.title, bold, ink)
        at = left + taken + tokens.BETWEEN + tokens.INSIDE
        font = as_typed(sized(self.font(), tokens.SMALL))
        area = QRectF(at, 0, max(0.0, self.width() - at), _LINE)
        write(painter, area, entry.detail, font, quiet)
        self.setToolTip(entry.detail if text_width(font, entry.detail) > area.width() else "")


class _RoundHead(QWidget):
    """The beginning of a round, with a line below it."""

    def __init__(self, title: str, note: str) -> None:
        super().__init__()
        self.setFixedHeight(tokens.LINE_HEIGHTS[tokens.BODY] + tokens.BETWEEN)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, tokens.BETWEEN)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(Label(title, bold=True))
        row.addWidget(Label(note, points=tokens.SMALL, tone="text_2"))
        row.addStretch(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = QColor(colour(self.palette(), "line"))
        horizontal(QPainter(self), 0, self.width(), self.height() - tokens.BETWEEN, line)


class CourseView(QWidget):
    """All entries, by rounds where there are several."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.setObjectName("complaint-course")
        self._ui, self._words = ui, ComplaintWords(ui)
        self._shown: object = None
        self._whole: QWidget | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_case(self, case: Case, corrections: Mapping[int, tuple[Correction, ...]]) -> None:
        """The course as it is now; what says the same stays."""
        entries = Entries(self._ui).of(case, corrections)
        if (case.complaint.id, entries) == self._shown:
            return
        self._shown = (case.complaint.id, entries)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.INSIDE)
        rounds = sorted({entry.round for entry in entries})
        for entry in entries:
            if len(rounds) > 1 and entry.round in rounds:
                rounds.remove(entry.round)
                rounds.append(0)
                title = self._ui.words.gettext("Round {number}").format(number=entry.round)
                column.addWidget(_RoundHead(title, self._words.how_ended(case, entry.round)))
            column.addWidget(EntryBlock(self._ui, entry))
        former, self._whole = self._whole, whole
        if former is not None:
            former.hide()
            former.deleteLater()
        self._column.addWidget(whole)
        whole.show()
