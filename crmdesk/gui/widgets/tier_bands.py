"""Levels of customers as a drawing with a row of figures for each: the pyramid, or two bars that compare shares."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, horizontal, scheme_of, sized, tabular, text_width, write
from crmdesk.gui.theme.style_views import typing_here
from crmdesk.gui.theme.tokens import Scheme
from crmdesk.gui.widgets.tab_order import tab_to_checked
from crmdesk.gui.widgets.tier_drawings import Band, paint_shares, paint_slice

PYRAMID, SHARES = "pyramid", "shares"
_LOW, _HIGH, _SUM = 40, 64, 32
_DRAWING, _LEAST_DRAWING = 176, 64
_LESS_GAP = 12
_RIGHT = Qt.AlignmentFlag.AlignRight


class _Columns(Struct, frozen=True):
    """Where things stand in every row: the drawing's width, where labels begin, the right ends of the figures."""

    drawing: float
    label: float
    ends: tuple[float, ...]


class _Row(QAbstractButton):
    """`entered`: Enter was pressed on it."""

    entered = Signal()

    def __init__(self, band: Band, place: int, of: int, way: str, parent: TierBands) -> None:
        super().__init__(parent)
        self.band, self._place, self._of, self._way = band, place, of, way
        self._bands = parent
        self.setCheckable(True)
        self.setObjectName(f"band-{band.key}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(parent.high if band.tone else _SUM)
        self.set_band(band)

    def set_band(self, band: Band) -> None:
        self.band = band
        figures = [band.figures[0], band.second, *band.figures[1:]]
        told = ", ".join(part for part in (band.label, *figures, band.note) if part)
        self.setAccessibleName(told)
        self.setToolTip(band.told or band.note)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme, rect = QPainter(self), scheme_of(self.palette()), QRectF(self.rect())
        if self.isChecked():
            fill(painter, rect, QColor(scheme.selected if typing_here(self) else scheme.selected_idle))
        elif self.underMouse():
            fill(painter, rect, QColor(scheme.hover))
        columns = self._bands.columns()
        if not self.band.tone and self._place == 0:
            horizontal(painter, tokens.AROUND, rect.width() - tokens.AROUND, 0, QColor(scheme.line))
        area = QRectF(tokens.AROUND, 0, columns.drawing, rect.height())
        if not self.band.tone:
            small = sized(self.font(), tokens.SMALL)
            if self._bands.has_room_for(self.band.note):
                write(painter, area, self.band.note.rstrip("。."), small, QColor(scheme.text_2))
        elif self._way == PYRAMID:
            paint_slice(painter, area, self.band, self._place, self._of, chosen=self.isChecked(), scheme=scheme)
        else:
            paint_shares(painter, area, self.band, chosen=self.isChecked(), scheme=scheme)
        self._paint_words(painter, rect, columns, scheme)
        if self.hasFocus():
            edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE, 0)

    def _paint_words(self, painter: QPainter, rect: QRectF, columns: _Columns, scheme: Scheme) -> None:
        second = self.band.second if self.band.tone else ""
        line, small = tokens.LINE_HEIGHTS[tokens.BODY], tokens.LINE_HEIGHTS[tokens.SMALL]
        below = rect.center().y() + line / 2 + small - rect.height() + 1
        top = rect.center().y() - line / 2 - (max(0.0, below) if second else 0.0)
        ink = QColor(scheme.text)
        bold = sized(self.font(), tokens.BODY, self.isChecked())
        write(painter, QRectF(columns.label, top, columns.ends[0] - columns.label, line), self.band.label, bold, ink)
        left, figures = columns.label, tabular(self.font())
        for end, text in zip(columns.ends, self.band.figures, strict=False):
            write(painter, QRectF(left, top, end - left, line), text, figures, ink, _RIGHT)
            left = end
        if second:
            under = QRectF(columns.label, top + line - 2, columns.ends[0] - columns.label, small)
            write(painter, under, second, tabular(sized(self.font(), tokens.SMALL)), QColor(scheme.text_2), _RIGHT)


class _Headings(QWidget):
    """The words over the columns."""

    def __init__(self, parent: TierBands) -> None:
        super().__init__(parent)
        self._bands = parent
        self.setFixedHeight(tokens.TABLE_ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme, columns = QPainter(self), scheme_of(self.palette()), self._bands.columns()
        small, ink = sized(self.font(), tokens.SMALL), QColor(scheme.text_2)
        if not self._bands.headings:
            return
        label, *figures = self._bands.headings
        height = self.height()
        drawn = [part for part in self._bands.over if part]
        if drawn:
            half = columns.drawing / 2 - tokens.INSIDE
            left = QRectF(tokens.AROUND, 0, half, height)
            write(painter, left, self._bands.over[0], small, ink, _RIGHT)
            write(painter, left.translated(half + tokens.BETWEEN, 0), self._bands.over[1], small, ink)
        write(painter, QRectF(columns.label, 0, columns.ends[0], height), label, small, ink)
        start = columns.label + text_width(small, label)
        for end, text in zip(columns.ends, figures, strict=False):
            write(painter, QRectF(start, 0, end - start, height), text, small, ink, _RIGHT)
            start = end


class TierBands(QWidget):
    """`chosen`: the key of the level or sum chosen; `entered`: Enter on one of them. Up and Down move."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, way: str = PYRAMID, *, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._way = way
        self.high = _HIGH
        self.headings: tuple[str, ...] = ()
        self.over: tuple[str, str] = ("", "")
        self._columns: _Columns | None = None
        self._rows: list[_Row] = []
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._told)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(_Headings(self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bands(self, headings: Sequence[str], bands: Sequence[Band], over: tuple[str, str] = ("", "")) -> None:
        """Best level first, sums last; the one chosen stays so. `headings`: of the labels and of each figure; `over`:
        words over the two bars."""
        self.headings, self.over = tuple(headings), over
        self._columns = None
        if [(row.band.key, row.band.tone) for row in self._rows] == [(band.key, band.tone) for band in bands]:
            for row, band in zip(self._rows, bands, strict=True):
                row.set_band(band)
        else:
            self._make(bands)
        self.updateGeometry()
        self.update()
        for row in self._rows:
            row.update()

    def _make(self, bands: Sequence[Band]) -> None:
        key = self.key()
        for row in self._rows:
            self._group.removeButton(row)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        drawn = [band for band in bands if band.tone]
        sums = [band for band in bands if not band.tone]
        self._rows = [_Row(band, place, len(drawn), self._way, self) for place, band in enumerate(drawn)]
        self._rows += [_Row(band, place, len(sums), self._way, self) for place, band in enumerate(sums)]
        for row in self._rows:
            self._group.addButton(row)
            self._column.addWidget(row)
            row.entered.connect(self.entered)
        self.set_key(key)

    def fit(self, spare: int) -> None:
        """Let the levels take so many pixels more or less together, from 40 to 64 each."""
        drawn = [row for row in self._rows if row.band.tone]
        high = max(_LOW, min(_HIGH, self.high + spare // max(1, len(drawn))))
        if high != self.high:
            self.high = high
            for row in drawn:
                row.setFixedHeight(high)

    def bands(self) -> list[Band]:
        """What is shown now."""
        return [row.band for row in self._rows]

    def key(self) -> str:
        return next((row.band.key for row in self._rows if row.isChecked()), "")

    def set_key(self, key: str) -> None:
        """Choose without telling; an unknown key leaves what is chosen."""
        blocked = self._group.blockSignals(True)
        for row in self._rows:
            if row.band.key == key:
                row.setChecked(True)
                tab_to_checked(row)
        self._group.blockSignals(blocked)

    def take_keyboard(self) -> None:
        """The level chosen gets it."""
        for row in self._rows:
            if row.isChecked():
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _told(self, row: QAbstractButton, on: bool) -> None:
        if on and isinstance(row, _Row):
            tab_to_checked(row)
            self.chosen.emit(row.band.key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._columns = None

    def columns(self) -> _Columns:
        """What every row is laid out by: figures as wide as the widest, the drawing gets what is left."""
        if self._columns is None or not self._columns.ends:
            self._columns = self._laid_out()
        return self._columns

    def _wanted(self) -> list[int]:
        """The widths of the labels and of each column of figures."""
        small, bold, plain = sized(self.font(), tokens.SMALL), sized(self.font(), tokens.BODY, True), self.font()
        wide = [text_width(small, heading) for heading in self.headings]
        for row in self._rows:
            texts = (row.band.label, *row.band.figures)
            for place, text in enumerate(texts[: len(wide)]):
                wide[place] = max(wide[place], text_width(tabular(plain) if place else bold, text))
            wide[1] = max(wide[1], text_width(small, row.band.second))
        return wide

    def has_room_for(self, note: str) -> bool:
        """Whether a note in place of a drawing is shown whole."""
        return text_width(sized(self.font(), tokens.SMALL), note) <= self.columns().drawing

    def least(self) -> int:
        """The width below which something is cut off."""
        wide = self._wanted() if self.headings else []
        return sum(wide) + _LESS_GAP * len(wide) + self._least_drawing() + 2 * tokens.AROUND

    def _least_drawing(self) -> int:
        """Over the bars there is room for their words."""
        small = sized(self.font(), tokens.SMALL)
        over = max(text_width(small, text) for text in self.over)
        return max(_LEAST_DRAWING, 2 * (over + tokens.INSIDE) if over else 0)

    def _laid_out(self) -> _Columns:
        if not self.headings:
            return _Columns(_LEAST_DRAWING, tokens.AROUND, ())
        wide = self._wanted()
        room = self.width() - 2 * tokens.AROUND - sum(wide)
        drawing = max(self._least_drawing(), min(_DRAWING, room - tokens.BETWEEN * len(wide) - tokens.INSIDE))
        gap = max(tokens.INSIDE, (room - drawing) / len(wide))
        gap_before_label = min(gap, tokens.AROUND)
        label = tokens.AROUND + drawing + gap_before_label
        between = (self.width() - tokens.AROUND - label - sum(wide)) / (len(wide) - 1)
        ends, right = [], label + wide[0]
        for width in wide[1:]:
            right += between + width
            ends.append(right)
        return _Columns(drawing, label, tuple(ends))
