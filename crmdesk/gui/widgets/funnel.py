"""The funnel of sales: one bar for each band, centred, as wide as what lies in it, with count and amount beside it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, scheme_of, sized, tabular, text_width, write
from crmdesk.gui.theme.style_views import typing_here

_BAND = 44
_BAR = 28
_LEAST_BAR = 4
_LABELS = 72
_COUNTS, _AMOUNTS = 48, 96
_RIGHT = Qt.AlignmentFlag.AlignRight


class Band(Struct, frozen=True):
    """`share`: how wide the bar is, 0 to 1; `tone` the token of its colour."""

    key: str
    label: str
    count: str
    amount: str
    share: float
    tone: str = "series"


class _BandButton(QAbstractButton):
    def __init__(self, band: Band, labels: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFixedHeight(_BAND)
        self.setObjectName(f"funnel-{band.key}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_band(band, labels)

    def set_band(self, band: Band, labels: int) -> None:
        """Other figures; `labels` is how much room the words of all bands need."""
        self.band, self._labels = band, labels
        told = ", ".join(part for part in (band.label, band.count, band.amount) if part)
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._labels + _COUNTS + _AMOUNTS + tokens.LONG_INPUT, _BAND)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme, rect = QPainter(self), scheme_of(self.palette()), QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            chosen = scheme.selected if typing_here(self) else scheme.selected_idle
            fill(painter, rect, QColor(chosen if self.isChecked() else scheme.hover))
        label = QRectF(tokens.BETWEEN, 0, self._labels, rect.height())
        bold = sized(self.font(), tokens.BODY, self.isChecked())
        write(painter, label, self.band.label, bold, QColor(scheme.text))
        left = label.right() + tokens.BETWEEN
        room = rect.width() - left - _COUNTS - _AMOUNTS - tokens.BETWEEN
        wide = max(_LEAST_BAR, room * self.band.share) if self.band.share > 0 else 0
        bar = QRectF(left + (room - wide) / 2, (rect.height() - _BAR) / 2, wide, _BAR)
        fill(painter, bar, QColor(getattr(scheme, self.band.tone)), min(tokens.CHECK_RADIUS, wide / 2))
        figures = tabular(self.font())
        count = QRectF(left + room, 0, _COUNTS, rect.height())
        write(painter, count, self.band.count, figures, QColor(scheme.text_2), _RIGHT)
        amount = QRectF(count.right(), 0, _AMOUNTS, rect.height())
        write(painter, amount, self.band.amount, figures, QColor(scheme.text), _RIGHT)
        if self.hasFocus():
            edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE, 0)


class FunnelBands(QWidget):
    """`chosen`: the key of the band chosen. Up and Down move, as among all that exclude each other."""

    chosen = Signal(str)

    def __init__(self, *, name: str = "funnel", label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._told)
        self._buttons: list[_BandButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def set_bands(self, bands: Sequence[Band]) -> None:
        """From the top of the funnel; the band chosen stays so."""
        labels = max((text_width(sized(self.font(), tokens.BODY, True), band.label) for band in bands), default=0)
        if [button.band.key for button in self._buttons] == [band.key for band in bands]:
            for button, band in zip(self._buttons, bands, strict=True):
                button.set_band(band, max(_LABELS, labels))
            return
        key = self.key()
        for button in self._buttons:
            self._group.removeButton(button)
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [_BandButton(band, max(_LABELS, labels), self) for band in bands]
        for button in self._buttons:
            self._group.addButton(button)
            self._column.addWidget(button)
        self.set_key(key)

    def key(self) -> str:
        return next((button.band.key for button in self._buttons if button.isChecked()), "")

    def set_key(self, key: str) -> None:
        """Choose without telling."""
        blocked = self._group.blockSignals(True)
        for button in self._buttons:
            if button.band.key == key:
                button.setChecked(True)
        self._group.blockSignals(blocked)

    def clear(self) -> None:
        """Choose none, without telling."""
        blocked = self._group.blockSignals(True)
        self._group.setExclusive(False)
        for button in self._buttons:
            button.setChecked(False)
        self._group.setExclusive(True)
        self._group.blockSignals(blocked)

    def _told(self, button: QAbstractButton, on: bool) -> None:
        if on and isinstance(button, _BandButton):
            self.chosen.emit(button.band.key)
