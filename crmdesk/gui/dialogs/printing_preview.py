"""The pages as they will be printed, with zoom and paging; in their place what keeps them from being printed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.gui.models.printing_work import Preview
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, IconButton, tip
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.gui.widgets.page_view import FIT, PageView
from crmdesk.gui.widgets.segments import SegmentedChoice

_ZOOMS = {"fit": FIT, "100": 100, "150": 150}
_SLOW = 500
_BAR = 44
_SENTENCE = 360


class PrintPreview(Ground):
    """`mended`: the button below what is said in the pages' place was pressed; `zoomed`: another zoom is chosen."""

    mended = Signal()
    zoomed = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__("window", name="print-preview-side", parent=parent)
        _ = ui.words.gettext
        self._ui = ui
        self._note = ""
        self.view = PageView(_("Preview"), name="print-preview")
        self.before = IconButton("chevron-up", _("Page before"), name="print-page-before")
        self.after = IconButton("chevron-down", _("Next page"), name="print-page-after")
        self.before.setToolTip(tip(_("Page before"), "PgUp"))
        self.after.setToolTip(tip(_("Next page"), "PgDown"))
        self.place = Label("", name="print-page-place")
        self.note = ElidedLabel("", points=tokens.SMALL, tone="text_2", name="print-preview-note")
        zooms = [("fit", _("Fit")), ("100", "100%"), ("150", "150%")]
        self.zoom = SegmentedChoice(zooms, current="fit", name="print-zoom", label=_("Zoom"))
        self.sentence = Label("", tone="text_2", wrap=True, name="print-preview-sentence")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setFixedWidth(_SENTENCE)
        self.mend = Button("", name="print-preview-mend")
        self._slow = QTimer(self, interval=_SLOW, singleShot=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        bar = QWidget()
        bar.setFixedHeight(_BAR)
        row = QHBoxLayout(bar)
        row.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
        row.setSpacing(tokens.INSIDE)
        for widget in (self.before, self.after):
            row.addWidget(widget)
        row.addSpacing(tokens.INSIDE)
        row.addWidget(self.place)
        row.addSpacing(tokens.BETWEEN)
        row.addWidget(self.note, 1)
        row.addWidget(self.zoom)
        said = QWidget()
        below = QVBoxLayout(said)
        below.setSpacing(tokens.AROUND)
        below.addStretch(2)
        below.addWidget(self.sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        below.addWidget(self.mend, 0, Qt.AlignmentFlag.AlignHCenter)
        below.addStretch(3)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self.view.go_to(self.view.page - 1))
        self.after.clicked.connect(lambda: self.view.go_to(self.view.page + 1))
        self.view.turned.connect(self._tell)
        self.view.zoomed.connect(self._step_zoom)
        self.zoom.chosen.connect(self._zoom)
        self.mend.clicked.connect(self.mended)
        self._slow.timeout.connect(self._say_slow)

    def wait(self) -> None:
        """New pages are being set; those shown stay until then."""
        if not self._slow.isActive():
            self._slow.start()

    def show_preview(self, found: Preview) -> None:
        """The pages that were set."""
        _ = self._ui.words.gettext
        self._slow.stop()
        self.view.set_pages(found.pages)
        part = found.shown < found.count
        self._note = _("Only the first pages are shown here; all are printed.") if part else ""
        self.stack.setCurrentIndex(0)
        self._tell()

    def say(self, sentence: str, mend: str = "", tone: str = "text_2") -> None:
        """A sentence in the pages' place, with a button below it where something can be done."""
        self._slow.stop()
        self._note = ""
        self.sentence.set_tone(tone)
        self.sentence.setText(sentence)
        self.mend.setText(mend)
        self.mend.setVisible(bool(mend))
        self.view.set_pages(())
        self.stack.setCurrentIndex(1)
        self._tell()

    def ppi(self) -> float:
        """How fine pages have to be for the zoom and the screen."""
        percent = max(_ZOOMS[self.zoom.key()], 100)
        return 96 * percent / 100 * self.devicePixelRatioF()

    def _zoom(self, key: str) -> None:
        self.view.set_zoom(_ZOOMS[key])
        self.zoomed.emit()

    def _step_zoom(self, by: int) -> None:
        keys = list(_ZOOMS)
        place = keys.index(self.zoom.key()) + by
        if 0 <= place < len(keys):
            self.zoom.set_key(keys[place])
            self._zoom(keys[place])

    def _say_slow(self) -> None:
        self.note.set_text(self._ui.words.gettext("Setting the pages"))

    def _tell(self, _page: int = 0) -> None:
        _, number = self._ui.words.gettext, self._ui.words.number
        page, count = self.view.page, self.view.count
        told = _("Page {page} of {pages}").format(page=number(page + 1), pages=number(count))
        self.place.setText(f"{number(page + 1)} / {number(count)}" if count else "")
        self.place.setToolTip(told if count else "")
        self.place.setAccessibleName(told if count else "")
        self.note.set_text(self._note)
        self.note.setToolTip(self._note)
        self.before.setEnabled(count > 0 and page > 0)
        self.after.setEnabled(page + 1 < count)
