"""One line of the timeline: its month where that begins, icon and time, what it was, the text, what is set off."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from crmdesk.core.words import Words
from crmdesk.gui.forms.layouts import around
from crmdesk.gui.forms.list_block import ListBlock
from crmdesk.gui.forms.notes_block import text_left, text_width_in
from crmdesk.gui.forms.notes_text import NoteText
from crmdesk.gui.icons import draw_icon
from crmdesk.gui.models.timeline import Line
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, fill, horizontal, scheme_of, sized, tabular, text_width, write
from crmdesk.gui.theme.style_views import typing_here
from crmdesk.gui.widgets.inputs import CheckBox

_LINE = tokens.LINE_HEIGHTS[tokens.BODY]
_SMALL = tokens.LINE_HEIGHTS[tokens.SMALL]
_HEAD = tokens.LINE_HEIGHTS[tokens.SECTION] + tokens.BETWEEN
_QUIET = _LINE + tokens.BETWEEN
_SIGNS = {"good": "done", "bad": "error"}
_BOX = tokens.BETWEEN
"""The room around what is set off."""


class TimelineBlock(ListBlock):
    """`opened`; `step_ticked`: the next step was done, or is open again."""

    opened = Signal()
    step_ticked = Signal(bool)

    def __init__(self, line: Line, head: str, words: Words, view: QWidget, *, fixed: bool) -> None:
        super().__init__(words, view, fixed=fixed, name=f"timeline-{line.kind}-{line.id}", more="timeline-more")
        self.line, self.head = line, head
        self._texts: list[NoteText] = []
        self._labels: list[str] = []
        self._box = QRectF()
        self.check: CheckBox | None = None
        self._fill(line, head)

    def show_line(self, line: Line, head: str) -> None:
        """Show this version of it; `head`: the month that begins here, or ''."""
        self._fill(line, head)
        self._arrange()
        self.update()

    def _fill(self, line: Line, head: str) -> None:
        self.line, self.head = line, head
        for text in self._texts:
            text.hide()
            text.deleteLater()
        step = line.step.text if line.step is not None else ""
        self._labels = [label for label, _text in line.rows]
        told = [line.text, *(text for _label, text in line.rows)] + ([step] if line.step is not None else [])
        self._texts = [self._make_text(text) for text in told]
        if line.step is not None:
            self._labels.append(self._words.gettext("Next step"))
        self._show_check()
        self.setAccessibleName(self._told())
        self._show_more(self._current)

    def chosen(self) -> str:
        """What of its texts is selected."""
        return next((chosen for text in self._texts if (chosen := text.selected_text())), "")

    def _make_text(self, text: str) -> NoteText:
        made = NoteText(text, text)
        made.setParent(self)
        made.opened.connect(self.opened)
        made.pressed.connect(self.pressed)
        made.setVisible(bool(text))
        return made

    def _show_check(self) -> None:
        step = self.line.step
        if self.check is not None:
            self.check.hide()
            self.check.deleteLater()
            self.check = None
        if step is None:
            return
        _ = self._words.gettext
        told = _("Next step done: {step}").format(step=step.text)
        self.check = CheckBox(name="timeline-step", label=told, parent=self)
        self.check.setChecked(step.done)
        self.check.setEnabled(not self._fixed)
        self.check.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.check.setToolTip(_("Open again") if step.done else _("Done"))
        self.check.clicked.connect(self.step_ticked)
        self.check.show()

    def _told(self) -> str:
        line = self.line
        rows = [f"{label}: {text}" for label, text in line.rows]
        label = self._words.gettext("Next step")
        step = f"{label}: {line.step.state} {line.step.text}" if line.step else ""
        parts = (self.head, self._when(), line.title, line.detail, line.value, line.text, *rows, step, line.facts)
        return ". ".join(part for part in parts if part)

    # Texts

    def _when(self) -> str:
        at = self.line.at
        day = self._words.day(at.date())
        return day if at.time() == dt.time() else f"{day} {at:%H:%M}"

    # Room

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def _place(self, width: int, *, move: bool) -> int:
        """Where everything stands in this width; returns the height."""
        top = _HEAD if self.head else 0
        if self.line.quiet:
            return top + _QUIET
        left, room = text_left(self._words, width), text_width_in(self._words, width)
        y = top + tokens.INSIDE + _LINE
        text, rows = self._texts[0], self._texts[1:]
        if self.line.text:
            height = text.height_for(room)
            if move:
                text.setGeometry(left, y, room, height)
            y += height
        if self.line.facts:
            y += _SMALL + tokens.INSIDE // 2
        if rows:
            y = self._place_rows(rows, left, y + tokens.INSIDE, room, move=move)
        return y + tokens.BETWEEN

    def _state_room(self) -> int:
        """What the state of the step takes at the right."""
        told = self.line.step.state if self.line.step is not None else ""
        return text_width(self.font(), told) + tokens.ICON_IN_TEXT + tokens.INSIDE + tokens.AROUND if told else 0

    def _label_room(self) -> int:
        bold = sized(self.font(), tokens.BODY, True)
        return max(text_width(bold, label) for label in self._labels) + tokens.LABEL_GAP_READ

    def _place_rows(self, rows: list[NoteText], left: int, top: int, room: int, *, move: bool) -> int:
        y = top + tokens.INSIDE
        inner = left + _BOX + self._label_room()
        for place, text in enumerate(rows):
            step = self.line.step is not None and place == len(rows) - 1
            start = inner + (tokens.CHECK_SIZE + tokens.BETWEEN if step else 0)
            state, whole = self._state_room() if step else 0, left + room - _BOX - start
            below = bool(state) and whole - state < tokens.SHORT_INPUT
            width = max(tokens.SHORT_INPUT, whole if below else whole - state)
            height = text.height_for(width)
            if move:
                text.setGeometry(start, y, width, height)
                if step and self.check is not None:
                    self.check.setGeometry(inner, y, tokens.CHECK_SIZE + 2, _LINE)
            y += height + tokens.INSIDE + (_LINE if below else 0)
        if move:
            self._box = QRectF(left, top, room, y - top)
        return y

    def _arrange(self) -> None:
        self._place(self.width(), move=True)
        right = text_left(self._words, self.width()) + text_width_in(self._words, self.width()) + tokens.BETWEEN
        self.more.move(right, (_HEAD if self.head else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme = QPainter(self), scheme_of(self.palette())
        margin, top = around(self.width()), _HEAD if self.head else 0
        if self.head:
            area = QRectF(margin, tokens.INSIDE, self.width() - 2 * margin, _HEAD - tokens.INSIDE)
            write(painter, area, self.head, sized(self.font(), tokens.BODY, True), QColor(scheme.text))
            horizontal(painter, margin, self.width() - margin, top - 1, QColor(scheme.line))
        if self._current:
            idle = not typing_here(self._view)
            ground = QRectF(0, top, self.width(), self.height() - top)
            fill(painter, ground, QColor(scheme.selected_idle if idle else scheme.selected))
        y = top + tokens.INSIDE
        ink = scheme.text_2 if self.line.quiet else scheme.text
        draw_icon(painter, self.line.icon, QRectF(margin, y, tokens.ICON, _LINE), QColor(scheme.text_2))
        after = margin + tokens.ICON + tokens.BETWEEN
        left, room = text_left(self._words, self.width()), text_width_in(self._words, self.width())
        write(painter, QRectF(after, y, left - after, _LINE), self._when(), tabular(self.font()), QColor(scheme.text_2))
        end = self._paint_value(painter, QRectF(left, y, room, _LINE), QColor(ink))
        bold = sized(self.font(), tokens.BODY, not self.line.quiet)
        taken = write(painter, QRectF(left, y, end - left, _LINE), self.line.title, bold, QColor(ink))
        at = left + taken + tokens.LABEL_GAP_READ
        detail = QColor(getattr(scheme, self.line.tone))
        write(painter, QRectF(at, y, max(0.0, end - at), _LINE), self.line.detail, as_typed(self.font()), detail)
        self._paint_below(painter, left, room)

    def _paint_value(self, painter: QPainter, area: QRectF, ink: QColor) -> float:
        if not self.line.value:
            return area.right()
        right = Qt.AlignmentFlag.AlignRight
        return area.right() - write(painter, area, self.line.value, tabular(self.font()), ink, right) - tokens.BETWEEN

    def _paint_below(self, painter: QPainter, left: float, room: float) -> None:
        scheme = scheme_of(self.palette())
        if self.line.facts:
            under = self._texts[0].geometry().bottom() + 1 if self.line.text else _LINE + tokens.INSIDE
            y = under if self.line.text else under + (_HEAD if self.head else 0)
            area = QRectF(left, y + tokens.INSIDE // 2, room, _SMALL)
            write(painter, area, self.line.facts, sized(as_typed(self.font()), tokens.SMALL), QColor(scheme.text_2))
        rows = self._texts[1:]
        if not rows:
            return
        fill(painter, self._box, QColor(scheme.window if not self._current else scheme.base), tokens.RADIUS)
        bold = sized(self.font(), tokens.BODY, True)
        for label, text in zip(self._labels, rows, strict=True):
            place = QRectF(self._box.left() + _BOX, text.y(), self._label_room(), _LINE)
            write(painter, place, label, bold, QColor(scheme.text_2))
        step = self.line.step
        if step is not None and step.state:
            start, right = rows[-1].geometry().right() + 1, self._box.right() - _BOX
            area = QRectF(start, rows[-1].y(), right - start, _LINE)
            if right - start < self._state_room() - tokens.AROUND:  # no room beside the text
                area = QRectF(rows[-1].x(), rows[-1].geometry().bottom() + 1, right - rows[-1].x(), _LINE)
            ink = QColor(getattr(scheme, step.tone))
            taken = write(painter, area, step.state, tabular(self.font()), ink, Qt.AlignmentFlag.AlignRight)
            sign = _SIGNS.get(step.tone, "")
            if sign:
                side = tokens.ICON_IN_TEXT
                place = QRectF(area.right() - taken - side - tokens.INSIDE, area.top(), side, _LINE)
                draw_icon(painter, sign, place, ink)

    # The mouse

    def _open(self) -> None:
        self.opened.emit()


def estimate(line: Line, head: bool, cells: int) -> int:
    """The height it may have, where a line of text takes so many narrow characters."""
    top = _HEAD if head else 0
    if line.quiet:
        return top + _QUIET
    told = [line.text, *(text for _label, text in line.rows)] + ([line.step.text] if line.step is not None else [])
    lines = sum(1 + text.count("\n") + (len(text.encode()) + len(text)) // 2 // cells for text in told if text)
    set_off = len(line.rows) + (line.step is not None)
    facts = _SMALL + tokens.INSIDE // 2 if line.facts else 0
    return top + (1 + lines) * _LINE + facts + (set_off + 2) * tokens.INSIDE + tokens.BETWEEN
