"""What the table and the board of complaints are filtered by."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.complaint_lists import CLOSED_STATES, NOTHING_SAID, Complaints
from crmdesk.gui.models.complaint_narrowing import narrowed, telling
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.chips import Chip
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.pick_button import TickButton
from crmdesk.gui.widgets.pick_list import Pick

ANY, OPEN, LATE, WARNED, ENDED = "", "open", "late", "warned", "ended"
_TICKED = ("category", "severity", "responsible")
_KEYED = "="
"""Before the keys of what is ticked, as nobody's name may be empty."""


class FoldingButtons(QObject):
    """Buttons in a row that stand there with their icons alone, one after the other, where the row has no room."""

    def __init__(self, row: QHBoxLayout, buttons: Sequence[Button], parent: QWidget) -> None:
        super().__init__(parent)
        self._row = row
        self._words = {button: button.text() for button in buttons}
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width():
            self._fit(event.size().width())
        return super().eventFilter(watched, event)

    def _fit(self, room: int) -> None:
        for button, words in self._words.items():
            button.setText(words)
        for button, words in self._words.items():
            self._row.invalidate()
            if self._row.minimumSize().width() > room:
                button.setText("")
                button.setAccessibleName(words)


class Filters(QObject):
    """A choice of how complaints stand, ticks of category, severity and who is responsible, and a chip for what a
    figure was opened down to, in a row of its own (`narrowing`). `changed`: another list is wanted."""

    changed = Signal()

    def __init__(self, ui: Ui, head: QHBoxLayout, *, key: str, open_alone: bool, parent: QObject) -> None:
        """They stand in `head`. `open_alone`: those that are not open are not asked for."""
        super().__init__(parent)
        _, label = ui.words.gettext, ui.words.label
        self._ui = ui
        self._narrowing = Complaints()
        self._people: list[str] = []
        fields = ui.desk.fields("complaint")
        states = [(ANY, _("All open") if open_alone else _("All states"))]
        if not open_alone:
            states.append((OPEN, label(fields["state"].choices[0].label)))
        states += [(LATE, _("Past the due day")), (WARNED, _("With a warning"))]
        if not open_alone:
            states.append((ENDED, _("Not open any more")))
            states += [(each.key, label(each.label)) for each in fields["state"].choices if each.key in CLOSED_STATES]
        self.states = ComboBox(
            states, width=tokens.NORMAL_INPUT, name=f"{key}-states", label=label(fields["state"].label)
        )
        self.states.set_key(ANY)
        self.states.picked.connect(lambda _key: self.changed.emit())
        head.addWidget(self.states)
        self.ticks = {each: TickButton(ui.words, label(fields[each].label), name=f"{key}-{each}") for each in _TICKED}
        for each in ("category", "severity"):
            self._set_picks(each, [(choice.key, label(choice.label)) for choice in fields[each].choices])
        for button in self.ticks.values():
            button.changed.connect(self.changed)
            head.addWidget(button)
        self.chip = Chip("", remove=_("Do not filter by this"), name=f"{key}-narrowed")
        self.chip.removed.connect(self._widen)
        self.chip.clicked.connect(self._widen)
        self.narrowing = QWidget()
        row = QHBoxLayout(self.narrowing)
        row.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, tokens.BETWEEN)
        row.addWidget(self.chip)
        row.addStretch(1)
        self.narrowing.hide()

    def _set_picks(self, key: str, known: list[tuple[str, str]]) -> None:
        none = (NOTHING_SAID, self._ui.words.gettext("Not said"))
        self.ticks[key].set_picks([Pick(_KEYED + each, words) for each, words in (*known, none)])

    def set_responsible(self, names: Sequence[str]) -> None:
        """Whose complaints there are."""
        self._people = [name for name in names if name]
        self._offer_people()

    def _offer_people(self) -> None:
        """Those there are, and those who are ticked."""
        known = dict.fromkeys((*self._people, *(name for name in self._on("responsible") if name)))
        self._set_picks("responsible", [(name, self._ui.masking.text(name)) for name in known])

    def wanted(self, base: Complaints) -> Complaints:
        """The list that is wanted, with search and order of `base`."""
        state, on = self.states.key(), {key: self._on(key) for key in _TICKED}
        states = {OPEN: (OPEN,), WARNED: (OPEN,), ENDED: CLOSED_STATES, ANY: (), LATE: ()}.get(state, (state,))
        return narrowed(
            replace(base, states=states, warned=state == WARNED, overdue=state == LATE).among(on), self._narrowing
        )

    def _on(self, key: str) -> tuple[str, ...]:
        return tuple(each[len(_KEYED) :] for each in self.ticks[key].keys_on())

    @property
    def active(self) -> bool:
        """Whether anything is left out."""
        ticked = any(button.keys_on() for button in self.ticks.values())
        return bool(self.states.key() or ticked or self.chip.text())

    def show(self, wanted: Complaints) -> None:
        """Filter by this; tells nobody. What no choice says stands in the chip."""
        states = wanted.states
        key = LATE if wanted.overdue else WARNED if wanted.warned else states[0] if len(states) == 1 else ANY
        self.states.set_key(ENDED if states == CLOSED_STATES else key)
        for each in _TICKED:
            self.ticks[each].set_keys_on([_KEYED + value for value in getattr(wanted, each)])
        self._offer_people()
        self._narrow(wanted)

    def clear(self) -> None:
        """Leave nothing out; tells nobody."""
        self.show(Complaints())

    def _narrow(self, wanted: Complaints) -> None:
        self._narrowing = wanted
        self.chip.set_text(telling(self._ui, wanted))
        self.narrowing.setVisible(bool(self.chip.text()))

    def _widen(self) -> None:
        self._narrow(Complaints())
        self.changed.emit()
