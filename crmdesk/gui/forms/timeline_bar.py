"""Above the timeline: timeline or months, which kinds and whose contacts, what can be added."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core import timeline
from crmdesk.core.timeline import INTERACTION
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, tip
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.gui.widgets.pick_button import TickButton
from crmdesk.gui.widgets.pick_list import Pick
from crmdesk.gui.widgets.segments import SegmentedChoice

TIMELINE, MONTHS = "timeline", "months"
LOG_KEYS = "Ctrl+Shift+N"
_ROOMY = 700


class TimelineBar(QWidget):
    """`changed`: another view, or other lines are to be let through; `log_asked`, `objection_asked`."""

    changed = Signal()
    log_asked = Signal()
    objection_asked = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self.setObjectName("timeline-bar")
        self._ui = ui
        self._adding = True
        views = [(TIMELINE, _("Timeline")), (MONTHS, _("By month"))]
        self.view = SegmentedChoice(views, current=TIMELINE, name="timeline-view", label=_("View"))
        self.kinds = TickButton(ui.words, _("Kind"), name="timeline-kinds")
        self.people = TickButton(ui.words, _("Person"), name="timeline-people")
        self.objection = Button(_("Objection..."), kind="quiet", name="timeline-objection")
        self.objection.setToolTip(_("Note an objection of this customer"))
        self.log = Button(_("Log it"), icon="plus", icon_tone="accent", name="timeline-log")
        self.log.setToolTip(tip(_("Log a visit or call"), LOG_KEYS))
        self.told = ElidedLabel("", points=tokens.SMALL, tone="text_2", name="timeline-told")
        self.kinds.set_picks(self._kinds())
        self.view.chosen.connect(self._chosen)
        self.kinds.changed.connect(self.changed)
        self.people.changed.connect(self.changed)
        self.log.clicked.connect(self.log_asked)
        self.objection.clicked.connect(self.objection_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        for widget in (self.view, self.kinds, self.people):
            row.addWidget(widget)
        row.addWidget(self.told, 1)
        row.addWidget(self.objection)
        row.addWidget(self.log)

    def show_people(self, names: Sequence[str]) -> None:
        """Who of us had to do with this customer."""
        shown = self._ui.masking.text
        self.people.set_picks([Pick(name, shown(name)) for name in names])
        self._show_filters()

    def show_adding(self, shown: bool) -> None:
        """Whether something can be added."""
        self._adding = shown
        self.log.setVisible(shown)
        self._fit()

    def clear(self) -> None:
        """Let everything through, without telling."""
        for button in (self.kinds, self.people):
            blocked = button.blockSignals(True)
            button.clear()
            button.blockSignals(blocked)

    @property
    def filtering(self) -> bool:
        return bool(self.kinds.keys_on() or self.people.keys_on())

    def record_kinds(self) -> tuple[str, ...]:
        """The kinds of record ticked; a kind of contact made counts as such. Nothing: all."""
        ticked = [INTERACTION if key in self._contacts else key for key in self.kinds.keys_on()]
        return tuple(dict.fromkeys(ticked))

    def contact_kinds(self) -> tuple[str, ...]:
        """The kinds of contact made that are ticked."""
        return tuple(key for key in self.kinds.keys_on() if key in self._contacts)

    @property
    def _contacts(self) -> frozenset[str]:
        return frozenset(choice.key for choice in self._ui.desk.fields(INTERACTION)["kind"].choices)

    def _kinds(self) -> list[Pick]:
        _, words = self._ui.words.gettext, self._ui.words
        contacts = [
            Pick(choice.key, words.label(choice.label)) for choice in self._ui.desk.fields(INTERACTION)["kind"].choices
        ]
        others = (
            (timeline.OBJECTION, _("Objections")), (timeline.NOTE, _("Notes")), (timeline.ORDER, _("Orders")),
            (timeline.PAYMENT, _("Payments")), (timeline.RETURN, _("Returns")), (timeline.COMPLAINT, _("Complaints")),
            (timeline.TASK, _("Tasks")),
        )  # fmt: skip
        head = Pick("-contacts", _("Visits and calls"), head=True)
        other = Pick("-others", _("Other"), head=True)
        return [head, *contacts, other, *(Pick(key, text) for key, text in others)]

    def _chosen(self, _key: str) -> None:
        self._show_filters()
        self.changed.emit()

    def _show_filters(self) -> None:
        """The months are of everybody and every kind."""
        shown = self.view.key() == TIMELINE
        self.kinds.setVisible(shown)
        self.people.setVisible(shown)
        told = self._ui.words.gettext("Double click a month to edit it")
        self.told.set_text("" if shown else told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Where room is short, objections are noted from the menu of the timeline alone."""
        self.log.set_hint(LOG_KEYS if self.width() >= _ROOMY else "")
        parts = (self.view, self.kinds, self.people, self.objection, self.log)
        least = sum(part.sizeHint().width() + tokens.BETWEEN for part in parts)
        self.objection.setVisible(self._adding and self.width() >= least)
