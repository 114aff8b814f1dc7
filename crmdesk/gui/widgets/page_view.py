"""Pages as they come from the printer, one below the other, on the window's ground."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QBuffer, QByteArray, QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageReader, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, scheme_of

FIT = 0
_SCREEN_PPI = 96
_STEP = 40
_AROUND_SIGHT = 1


class PagePicture(Struct, frozen=True):
    """The PNG of a page and how many of its pixels make an inch."""

    png: bytes
    ppi: float

    def size(self) -> QSize:
        """In pixels."""
        content = QBuffer()  # the reader does not keep it
        content.setData(QByteArray(self.png))
        content.open(QBuffer.OpenModeFlag.ReadOnly)
        return QImageReader(content).size()

    def image(self) -> QImage:
        return QImage.fromData(self.png)


class PageView(QScrollArea):
    """`zoom` in percent, FIT: a whole page in sight. `turned`: another page is the one looked at, from 0 on; `zoomed`:
    Ctrl+wheel, Ctrl+plus and Ctrl+minus ask for a larger (1) or smaller (-1) picture."""

    turned = Signal(int)
    zoomed = Signal(int)

    def __init__(self, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.zoom = FIT
        self._pages: tuple[PagePicture, ...] = ()
        self._inches: list[tuple[float, float]] = []
        self._places: list[QRect] = []
        self._drawn: dict[int, QImage] = {}
        self._page = 0
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)

    # What is shown

    @property
    def count(self) -> int:
        return len(self._pages)

    @property
    def page(self) -> int:
        """The page looked at, from 0 on."""
        return self._page

    def set_pages(self, pages: Sequence[PagePicture]) -> None:
        """Show these; one goes on looking at the same place."""
        share = self._share()
        self._pages = tuple(pages)
        sizes = [page.size() for page in pages]
        self._inches = [(s.width() / p.ppi, s.height() / p.ppi) for s, p in zip(sizes, pages, strict=True)]
        self._lay_out(share)

    def set_zoom(self, zoom: int) -> None:
        """In percent; FIT: the whole page."""
        if zoom != self.zoom:
            share, self.zoom = self._share(), zoom
            self._lay_out(share)

    def go_to(self, page: int) -> None:
        """Bring the head of a page into sight."""
        if 0 <= page < len(self._places):
            self.verticalScrollBar().setValue(self._places[page].top() - tokens.BETWEEN)
            self._turn(page)

    def inches(self) -> tuple[float, float] | None:
        """How wide and high the first page is; None where there is none."""
        return self._inches[0] if self._inches else None

    # Where pages lie

    def _share(self) -> tuple[int, float]:
        """The page at the upper edge, and how much of it is above."""
        if not self._places:
            return 0, 0.0
        place = self._places[self._page]
        return self._page, (self.verticalScrollBar().value() - place.top()) / max(1, place.height())

    def _lay_out(self, share: tuple[int, float]) -> None:
        self._drawn.clear()
        self._places = []
        top, widest = tokens.AROUND, 0
        for size in (self._pixels(*inches) for inches in self._inches):
            widest = max(widest, size.width())
            self._places.append(QRect(0, top, size.width(), size.height()))
            top += size.height() + tokens.AROUND
        room = max(self.viewport().width(), widest + 2 * tokens.AROUND)
        for place in self._places:
            place.moveLeft((room - place.width()) // 2)
        self._set_bars(room, top)
        if self._places:
            page = min(share[0], len(self._places) - 1)
            place = self._places[page]
            above = share[1] if page == share[0] else -tokens.BETWEEN / place.height()
            self.verticalScrollBar().setValue(place.top() + round(above * place.height()) if self._page or above else 0)
        self._scrolled()

    def _pixels(self, wide: float, high: float) -> QSize:
        if self.zoom != FIT:
            scale = _SCREEN_PPI * self.zoom / 100
        else:
            room = self.viewport().size() - QSize(2 * tokens.AROUND, 2 * tokens.AROUND)
            scale = max(8.0, min(room.width() / wide, room.height() / high))
        return QSize(round(wide * scale), round(high * scale))

    def _set_bars(self, room: int, high: int) -> None:
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(self.viewport().height())
        down.setSingleStep(_STEP)
        down.setRange(0, max(0, high - self.viewport().height()))
        across.setPageStep(self.viewport().width())
        across.setSingleStep(_STEP)
        across.setRange(0, max(0, room - self.viewport().width()))

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        seen = [index for index, place in enumerate(self._places) if place.top() <= middle]
        self._turn(seen[-1] if seen else 0)
        self.viewport().update()

    def _turn(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.turned.emit(page)

    # Drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        scheme = scheme_of(self.palette())
        fill(painter, self.viewport().rect(), QColor(scheme.window))
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        sight = self.viewport().rect().translated(across, down)
        seen = [index for index, place in enumerate(self._places) if place.intersects(sight)]
        for index in seen:
            place = self._places[index].translated(-across, -down)
            painter.drawImage(place, self._picture(index, place.size()))
            edge(painter, QRectF(place), QColor(scheme.line_strong), radius=0)
        kept = range(seen[0] - _AROUND_SIGHT, seen[-1] + _AROUND_SIGHT + 1) if seen else range(0)
        self._drawn = {index: image for index, image in self._drawn.items() if index in kept}

    def _picture(self, index: int, size: QSize) -> QImage:
        """A page in the pixels of the screen."""
        if index not in self._drawn:
            sharp = size * self.devicePixelRatioF()
            self._drawn[index] = (
                self._pages[index]
                .image()
                .scaled(sharp, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
            )
        return self._drawn[index]

    # Hands

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(self._share())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        pages = {
            Qt.Key.Key_PageDown: self._page + 1, Qt.Key.Key_PageUp: self._page - 1, Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.count - 1,
        }  # fmt: skip
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        key = Qt.Key(event.key())
        if control and key in zooms:
            self.zoomed.emit(zooms[key])
        elif not control and key in pages:
            self.go_to(pages[key])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()


def fitted(size: QSize, room: QRect) -> QRect:
    """The largest place of a picture's shape in the middle of a room."""
    within = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRect(
        room.x() + (room.width() - within.width()) // 2, room.y() + (room.height() - within.height()) // 2,
        within.width(), within.height(),
    )  # fmt: skip
