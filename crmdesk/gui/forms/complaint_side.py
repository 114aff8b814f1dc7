"""Beside a complaint: its warnings, who will hear of it, what is at stake, who is responsible (METHOD.md section 6)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.complaints import DISSATISFIED, Warned, hears
from crmdesk.core.errors import Problem
from crmdesk.gui.forms.complaint_words import ComplaintWords
from crmdesk.gui.forms.complaint_worth import WorthLine
from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour, fill, scheme_of, sized, tabular, text_width, write
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.labels import ElidedLabel, Label, Paragraph
from crmdesk.services.complaints import Case

WIDTH = 264
_LINE = tokens.LINE_HEIGHTS[tokens.BODY]
_LEVELS = ("dissatisfied", "basic", "high")
_BAR_LEFT, _BAR_HEIGHT, _ROW, _MOST = 64, 12, 24, 22
_LEAST_BAR, _BAR_BELOW = 72, 10
_ICON = tokens.ICON + tokens.BETWEEN


class WarningLine(QWidget):
    """A shape, what is wrong, and a quieter sentence about it; red and round where it holds now."""

    def __init__(self, title: str, detail: str, *, holds: bool) -> None:
        super().__init__()
        self._holds = holds
        self.setAccessibleName(f"{title} {detail}".strip())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(_ICON, 0, 0, tokens.BETWEEN)
        column.setSpacing(0)
        for text, points in ((title, tokens.BODY), (detail, tokens.SMALL)):
            if text:
                tone = "text" if points == tokens.BODY else "text_2"
                column.addWidget(Paragraph(text, points=points, tone=tone))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tone, sign = ("bad", "error") if self._holds else ("warn", "warning")
        draw_icon(QPainter(self), sign, QRectF(0, 0, tokens.ICON, _LINE), colour(self.palette(), tone))


class HearBars(QWidget):
    """How many hear of it at each level of satisfaction; the one that holds is coloured. Long words stand above their
    bar."""

    def __init__(self, rows: Sequence[tuple[str, int, str]], now: int, tone: str) -> None:
        super().__init__()
        self._rows, self._now, self._tone = tuple(rows), now, tone
        self.setAccessibleName(", ".join(f"{label} {figure}" for label, _people, figure in rows))
        bold = sized(self.font(), tokens.BODY, True)
        self._left = max(_BAR_LEFT, *(text_width(self.font(), label) + tokens.BETWEEN for label, _p, _f in rows))
        self._figure = max(text_width(bold, figure) for _l, _p, figure in rows) + tokens.BETWEEN
        self._above = WIDTH - 2 * tokens.AROUND - self._left - self._figure < _LEAST_BAR
        self._pitch = _ROW + _BAR_BELOW if self._above else _ROW
        self.setFixedHeight(self._pitch * len(self._rows))
        short = self._above and self._left + self._figure > WIDTH - 2 * tokens.AROUND
        self.setToolTip("\n".join(f"{label} {figure}" for label, _p, figure in rows) if short else "")

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 2 * tokens.AROUND, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme = QPainter(self), scheme_of(self.palette())
        for place, (label, people, figure) in enumerate(self._rows):
            now, top = place == self._now, place * self._pitch
            ink = QColor(scheme.text if now else scheme.text_2)
            bold = sized(self.font(), tokens.BODY, now)
            room = self.width() - self._figure if self._above else self._left
            write(painter, QRectF(0, top, room, _ROW), label, bold if self._above else self.font(), ink)
            bar = self._bar(top, people)
            fill(painter, bar, QColor(getattr(scheme, self._tone) if now else scheme.line_strong))
            left = 0 if self._above else bar.right() + tokens.BETWEEN
            align = Qt.AlignmentFlag.AlignRight if self._above else Qt.AlignmentFlag.AlignLeft
            write(painter, QRectF(left, top, self.width() - left, _ROW), figure, bold, ink, align)

    def _bar(self, top: int, people: int) -> QRectF:
        if self._above:
            return QRectF(0, top + _ROW, self.width() * people / _MOST, _BAR_BELOW - tokens.INSIDE)
        room = self.width() - self._left - self._figure
        return QRectF(self._left, top + (_ROW - _BAR_HEIGHT) / 2, max(2.0, room * people / _MOST), _BAR_HEIGHT)


class FigureLine(QWidget):
    """A label, and its value at the right edge; where both have too little room the value goes below."""

    def __init__(self, label: str, value: str, tone: str = "text") -> None:
        super().__init__()
        self.setAccessibleName(f"{label} {value}")
        narrow = text_width(self.font(), f"{label}{value}") + tokens.AROUND > WIDTH - 2 * tokens.AROUND
        row = QVBoxLayout(self) if narrow else QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, tokens.INSIDE)
        row.setSpacing(0 if narrow else tokens.BETWEEN)
        row.addWidget(Label(label, tone="text_2"))
        told = ElidedLabel(value, tone=tone, align=Qt.AlignmentFlag.AlignRight)
        told.setFont(tabular(told.font()))
        row.addWidget(told, 1)


class SidePane(QWidget):
    """264 wide; read anew with every complaint."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.setObjectName("complaint-side")
        self._ui, self._words = ui, ComplaintWords(ui)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(tokens.AROUND, tokens.AROUND, tokens.AROUND, tokens.AROUND)
        self._column.setSpacing(0)
        self._whole: QWidget | None = None
        self._worth: tuple[int, str] = (0, "")
        self._column.addStretch(1)

    def show_case(self, case: Case) -> None:
        """What is to be known beside this complaint."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._add_warnings(column, case)
        self._add_hearing(column, case)
        self._add_stake(column, case)
        self._add_people(column, case)
        former, self._whole = self._whole, whole
        if former is not None:
            former.hide()
            former.deleteLater()
        self._column.insertWidget(0, whole)
        whole.show()

    def _head(self, column: QVBoxLayout, title: str, name: str) -> None:
        if column.count():
            column.addSpacing(tokens.AROUND)
        column.addWidget(SectionHead(title, name=f"side-{name}"))
        column.addSpacing(tokens.INSIDE)

    def _add_warnings(self, column: QVBoxLayout, case: Case) -> None:
        if not case.warnings:
            return
        self._head(column, self._ui.words.gettext("Warnings"), "warnings")
        for warned in case.warnings:
            column.addWidget(self._warning(warned))

    def _warning(self, warned: Warned) -> WarningLine:
        words, detail = self._ui.words, warned.params.get("detail")
        told = words.problem(detail) if isinstance(detail, Problem) else ""
        return WarningLine(words.message(f"warned-{warned.code}", {}), told, holds=warned.holds)

    def _add_hearing(self, column: QVBoxLayout, case: Case) -> None:
        hearing = case.hears
        if hearing is None:
            return
        _, n, number = self._ui.words.gettext, self._ui.words.ngettext, self._ui.words.number
        level = case.complaint.level
        bad = case.complaint.is_open or level not in ("basic", "high")
        self._head(column, _("Who will hear of it"), "hearing")
        told = Label(number(hearing.people), points=tokens.NAME, bold=True)
        if bad:
            text = n("person will hear of this", "people will hear of this", hearing.people)
        elif hearing.more:
            text = _("or more will hear of it")
        else:
            text = n("person will hear of it", "people will hear of it", hearing.people)
        line = QHBoxLayout()
        line.setSpacing(tokens.BETWEEN)
        line.addWidget(told)
        rest = ElidedLabel(text)
        rest.setFixedHeight(tokens.LINE_HEIGHTS[tokens.NAME])
        line.addWidget(rest, 1)
        column.addLayout(line)
        column.addWidget(self._bars(DISSATISFIED if bad else str(level), "bad" if bad else "good"))

    def _bars(self, now: str, tone: str) -> HearBars:
        _, n, words, rows = self._ui.words.gettext, self._ui.words.ngettext, self._ui.words, []
        field = self._ui.desk.fields("complaint")["level"]
        for level in _LEVELS:
            hearing = hears("closed", level)
            assert hearing is not None
            told = _("{count} or more") if hearing.more else n("{count} person", "{count} people", hearing.people)
            rows.append((self._ui.shown(field, level), hearing.people, told.format(count=words.number(hearing.people))))
        return HearBars(rows, _LEVELS.index(now), tone)

    def _add_stake(self, column: QVBoxLayout, case: Case) -> None:
        _, words = self._ui.words.gettext, self._ui.words
        self._head(column, _("At stake"), "stake")
        label = words.label(self._ui.desk.fields("customer")["sales_year"].label)
        column.addWidget(FigureLine(label, words.money(case.sales_year) if case.sales_year else words.gettext("none")))
        column.addWidget(self._worth_line(case.complaint.customer_id))
        told = _("{count}×").format(count=words.number(case.complaints_year))
        column.addWidget(FigureLine(_("Complaints, last 12 months"), told))

    def _worth_line(self, customer_id: int) -> WorthLine:
        """The value told last stands there until it is reckoned anew."""
        whose, known = self._worth
        line = WorthLine(self._ui, customer_id, known if whose == customer_id else "")
        line.told.connect(lambda told: setattr(self, "_worth", (customer_id, told)))
        return line

    def _add_people(self, column: QVBoxLayout, case: Case) -> None:
        _, values = self._ui.words.gettext, case.complaint.values
        self._head(column, _("Responsible"), "responsible")
        who = self._words.value("complaint", "responsible", values) or _("nobody yet")
        column.addWidget(FigureLine(self._words.label("responsible"), who))
        due, closed = values.get("due_on"), values.get("closed_at")
        if case.complaint.is_open and due is not None:
            left = (due - self._ui.desk.today()).days
            told = self._words.comma((self._ui.words.date(due), self._left(left)))
            column.addWidget(FigureLine(self._words.label("due_on"), told, "bad" if left < 0 else "text"))
        elif closed is not None:
            column.addWidget(FigureLine(_("Closed on"), self._ui.words.date(closed.date())))
            days = (closed.date() - case.complaint.received_at.date()).days
            told = self._ui.words.ngettext("{count} day", "{count} days", days)
            column.addWidget(FigureLine(_("Took"), told.format(count=self._ui.words.number(days))))

    def _left(self, days: int) -> str:
        n, _ = self._ui.words.ngettext, self._ui.words.gettext
        if days == 0:
            return _("today")
        late = n("{count} day late", "{count} days late", -days)
        told = n("{count} day left", "{count} days left", days) if days > 0 else late
        return told.format(count=self._ui.words.number(abs(days)))
