"""What is printed, of whom and how, with the pages beside it: the page Print and the print dialog alike."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.label_sheets import SHEETS
from crmdesk.core.printed_labels import ENVELOPES
from crmdesk.core.printing import PAPERS, About, PrintKind, Style, check_style
from crmdesk.core.printing_kinds import KINDS
from crmdesk.core.words import Label as Words2
from crmdesk.gui.dialogs.printing_doing import PrintDoing
from crmdesk.gui.dialogs.printing_kinds import KindList
from crmdesk.gui.dialogs.printing_look import LookPart
from crmdesk.gui.dialogs.printing_options import OptionsPart
from crmdesk.gui.dialogs.printing_preview import PrintPreview
from crmdesk.gui.dialogs.printing_whom import WhomPart
from crmdesk.gui.dialogs.settings_declared import label_width
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.printing import NOTHING, InFront, kept, remembered, with_chosen
from crmdesk.gui.models.printing_work import Asked, Preview, PrintWork, can_be_kept
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import horizontal, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.areas import scroll_area
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.labels import Paragraph
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.services.desk import Desk

_WAIT = 200
_FIELDS, _LEAST_LABEL, _MOST_LABEL = 256, 72, 184


class _Foot(QWidget):
    """Below the inputs, which scroll."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        horizontal(QPainter(self), 0, self.width(), 0, QColor(scheme_of(self.palette()).line))


class PrintPane(QWidget):
    """Kinds, inputs, pages. `doing.buttons` are for whoever shows the pane to place."""

    def __init__(self, ui: Ui, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        _ = ui.words.gettext
        self.ui = ui
        self._work = PrintWork(ui.words)
        self._asked: Asked | None = None
        self.front = NOTHING
        self._shipped = self._stale = False
        self._mending = ""
        self.kinds = KindList(ui.words)
        labels = [ui.words.label(option.label) for kind in KINDS.values() for option in kind.options]
        labels += [_("Of whom"), _("Customer"), _("Numbers"), _("Paper"), _("Orientation"), _("Margins")]
        width = min(_MOST_LABEL, label_width(ui, labels, self, least=_LEAST_LABEL))
        self.title = SectionHead("", name="print-title")
        self.hint = Paragraph("", points=tokens.SMALL, tone="text_2", name="print-hint")
        self.whom = WhomPart(ui, self, label_width=width)
        self.options = OptionsPart(ui, label_width=width)
        self.look = LookPart(ui, paper_label, label_width=width)
        self.preview = PrintPreview(ui)
        self.doing = PrintDoing(ui, self._work, self)
        self._timer = QTimer(self, interval=_WAIT, singleShot=True)
        self._lay_out(width)
        self._connect()

    def _lay_out(self, label: int) -> None:
        self.form = Ground("base", name="print-form")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.AROUND)
        column.setSpacing(tokens.BETWEEN)
        column.addWidget(self.title)
        column.addWidget(self.hint)
        for part in (self.whom, self.options, self.look):
            column.addWidget(part)
        column.addStretch(1)
        below = _Foot()
        self.foot = QVBoxLayout(below)
        self.foot.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.AROUND)
        self.foot.setSpacing(tokens.BETWEEN)
        self.foot.addWidget(self.doing)
        whole = QVBoxLayout(self.form)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._area = scroll_area(inner, name="print-form-area")
        whole.addWidget(self._area, 1)
        whole.addWidget(below)
        self.form.setFixedWidth(label + tokens.LABEL_GAP_EDIT + _FIELDS + 2 * tokens.AROUND + tokens.SCROLL_BAR)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for side in (self.kinds, self.form):
            row.addWidget(side)
        row.addWidget(self.preview, 1)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._choose_kind)
        for part in (self.whom, self.options, self.look):
            part.changed.connect(self._changed)
        self.preview.zoomed.connect(self._changed)
        self.preview.mended.connect(self._mend)
        self.doing.ran.connect(self._ran)
        self._timer.timeout.connect(self.look_again)
        self.ui.bus.changed.connect(self._written)
        self.ui.masking.changed.connect(self._masked)
        save = QShortcut(QKeySequence("Ctrl+S"), self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.doing.save)

    # What is shown

    def show_front(self, front: InFront, kind: str = "") -> None:
        """What is in front of the person, and what is mostly printed of it, unless another kind is wanted."""
        self.front = front
        self.whom.show_front(front)
        wanted = (kind, front.kind, self.ui.preferences.print_kind)
        self._show_kind(next((key for key in wanted if key in KINDS), ""))

    @property
    def kind(self) -> PrintKind:
        return KINDS[self.kinds.key()]

    def take_keyboard(self) -> None:
        """The list of kinds gets it."""
        self.kinds.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_kind(self, key: str) -> None:
        self.ui.preferences.print_kind = key
        self._show_kind(key)

    def _show_kind(self, key: str) -> None:
        self.kinds.set_key(key)
        kind, words = self.kind, self.ui.words
        self._shipped = False
        style = remembered(kind, self.ui.preferences.print_style(kind.key))
        if self.front.kind == kind.key:
            style = with_chosen(kind, style, self.front.chosen)
        self.title.set_title(words.label(kind.label))
        self.hint.setText(words.label(kind.hint))
        self.whom.show_kind(kind)
        self.options.show_kind(kind, style.chosen)
        self.look.show_kind(kind, style)
        self._area.verticalScrollBar().setValue(0)
        self._asked = None
        self._changed()
        if self.window() is not self:
            eye_order(self)

    def chosen_style(self) -> Style:
        """How the kind is to look, as chosen."""
        kind = self.kind
        style = self.look.applied(Style(kind.key, kind.papers[0]))
        return with_chosen(kind, style, self.options.values())

    # The pages

    def look_again(self) -> None:
        """Set the pages of what is chosen now; the newest wish wins."""
        self._timer.stop()
        kind, style = self.kind, self.chosen_style()
        asked = Asked(kind.key, style, self.whom.chosen(), self._shipped)
        self._asked, self._stale = None, False  # pages under way are of no use any more
        self.doing.offer(None, None, many=False, keepable=False)
        if wrong := self.options.problem() or self._wrong(kind, style):
            self.preview.say(wrong, tone="bad")
            return
        self.ui.preferences.note_print_style(kind.key, kept(kind, self.look.remembered(style)))
        if kind.about and asked.chosen is None:
            self.whom.tell("")
            self._say(self.ui.words.gettext("Choose of whom it is printed, and the pages are shown here."))
            return
        self._asked = asked
        self.preview.wait()
        ppi, work = self.preview.ppi(), self._work

        def read(desk: Desk, job: Job) -> Preview:
            return work.preview(desk, asked, ppi, job.is_cancelled)

        self.ui.jobs.run(self, read, self._show_pages, self._failed, channel=self._channel())

    def _wrong(self, kind: PrintKind, style: Style) -> str:
        try:
            check_style(kind, style)
        except UserError as error:
            return self.ui.sentence(error)
        return ""

    def _show_pages(self, found: Preview) -> None:
        asked, kind, words = self._asked, self.kind, self.ui.words
        if asked is None:
            return
        self.whom.refuse("")
        self.whom.tell(self._counted(kind, found.count) if kind.about else "")
        if not found.pages:
            self._say(words.gettext("Nobody is like that, so nothing is printed."))
            return
        self.preview.show_preview(found)
        keepable = can_be_kept(kind, found.count)
        inches = self.preview.view.inches()
        self.doing.offer(asked, inches, many=found.count > 1 and not kind.together, keepable=keepable)

    def _failed(self, error: Exception) -> None:
        if self._asked is None:
            return
        if not isinstance(error, UserError):
            self.preview.say(self.ui.words.gettext("These pages could not be set."))
            self.ui.bus.failed.emit(error)
            return
        _ = self.ui.words.gettext
        mend = {"print-template": _("Print with the usual template"), "print-font": _("Settings")}
        self._mending = error.code
        self.whom.tell("")
        self.preview.say(self.ui.sentence(error), mend.get(error.code, ""), "text")

    def _mend(self) -> None:
        if self._mending == "print-template":
            self._shipped = True
            self.look_again()
        else:
            self.ui.bus.open_settings.emit("print.font")

    def _say(self, sentence: str) -> None:
        self._mending = ""
        self.preview.say(sentence)

    def _counted(self, kind: PrintKind, count: int) -> str:
        n = self.ui.words.ngettext
        told = {
            About.CUSTOMERS: n("{count} customer", "{count} customers", count),
            About.COMPLAINTS: n("{count} complaint", "{count} complaints", count),
            About.ORDERS: n("{count} order", "{count} orders", count),
        }[kind.about]
        return told.format(count=self.ui.words.number(count))

    # What happens meanwhile

    def _channel(self) -> str:
        return f"print-preview-{id(self)}"

    def _changed(self) -> None:
        self.doing.trouble.say("")
        if self.isVisible():
            self._timer.start()
        else:
            self._stale = True

    def _written(self, changes: Changes) -> None:
        if changes and not self.doing.running:
            self._changed()

    def _masked(self) -> None:
        self.look.follow_masking()
        self.whom.show_kind(self.kind)
        self._changed()

    def _ran(self, running: bool) -> None:
        for part in self._inputs():
            part.setEnabled(not running)

    def _inputs(self) -> Iterable[QWidget]:
        return (self.kinds, self.whom, self.options, self.look)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._timer.start()


def paper_label(kind: PrintKind, key: str) -> Words2:
    """What a sheet is called that a kind is printed on."""
    if kind.key == "labels":
        return SHEETS[key].label
    return (PAPERS.get(key) or ENVELOPES[key]).label
