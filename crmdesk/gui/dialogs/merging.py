"""Making one file of two: which one stays, whose value stays field by field, and what moves over."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.merging import BOTH, FROM, INTO
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.importing_parts import Trouble
from crmdesk.gui.dialogs.merging_fields import FieldLines
from crmdesk.gui.dialogs.merging_sides import Sides
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.inputs import CheckBox
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.services import merging
from crmdesk.services.desk import Desk
from crmdesk.services.merging import Comparison

_SIZE = QSize(960, 560)
_TURNED = {INTO: FROM, FROM: INTO, BOTH: BOTH}


class MergeDialog(Dialog):
    """Nothing is written before *Merge*; afterwards it can be undone. Closes by itself when a file is gone."""

    def __init__(
        self, ui: Ui, from_id: int, into_id: int, parent: QWidget | None = None, *, swaps: bool = True
    ) -> None:
        _ = ui.words.gettext
        super().__init__(_("Merge customers"), ui.words, confirm=_("Merge"), size=_SIZE, name="merge", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self._ids = (from_id, into_id)
        self._choices: dict[str, str] = {}
        self._running = False
        self.compared: Comparison | None = None
        self.sides = Sides(ui.words, swaps=swaps, opens=False, name="merge")
        self.fields = FieldLines(ui, choosing=True, name="merge-fields")
        self.moves = Label(tone="text_2", wrap=True, name="merge-moves")
        self.trouble = Trouble(name="merge-trouble")
        self.all_fields = CheckBox(_("Show all &fields"), name="merge-all")
        for widget in (self.sides, self.fields, self.moves, self.trouble):
            self.body.addWidget(widget, 1 if widget is self.fields else 0)
        self.add_left(self.all_fields)
        self.sides.swap_asked.connect(self._swap)
        self.all_fields.toggled.connect(self._fill)
        self.fields.chosen.connect(self._remember)
        self._compare()
        if self.compared is not None and not any(pair.differs for pair in self.compared.fields):
            self.all_fields.setChecked(True)
        self.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _compare(self) -> None:
        try:
            self.compared = merging.compare(self._ui.desk, *self._ids)
        except UserError as error:
            self.trouble.say(self._ui.sentence(error))
            self.confirm_button.setEnabled(False)
            return
        for pair in self.compared.fields:
            if BOTH in pair.choices and pair.differs:
                self._choices.setdefault(pair.field.key, BOTH)
        self.sides.show_files(self._ui.read(self.compared.into), self._ui.read(self.compared.other))
        self.moves.setText(_told(self.compared, self._ui.words))
        self._fill()

    def _fill(self) -> None:
        if self.compared is None:
            return
        shown = [pair for pair in self.compared.fields if pair.differs or self.all_fields.isChecked()]
        self.fields.set_pairs(shown, self.compared.into.kind, self._choices)
        eye_order(self)

    def _remember(self) -> None:
        self._choices |= self.fields.choices()

    def _swap(self) -> None:
        """The other file stays; every value that was chosen stays chosen."""
        self._remember()
        self._ids = (self._ids[1], self._ids[0])
        self._choices = {key: _TURNED[choice] for key, choice in self._choices.items()}
        self._compare()

    def accept(self) -> None:
        if self._running or self.compared is None:
            return
        self._remember()
        self._run(True)
        from_id, into_id = self._ids
        choices, words = dict(self._choices), self._ui.words

        def work(desk: Desk, _job: Job) -> Changes:
            return merging.merge(desk, from_id, into_id, choices, words)

        self._ui.jobs.run(self, work, self._done, self._refused)

    def _done(self, changes: Changes) -> None:
        compared = self.compared
        super().accept()
        if compared is not None:
            text = self._ui.words.gettext("{name} ({number}) was merged into {into}")
            told = text.format(name=compared.other.name, number=compared.other.number, into=compared.into.number)
            self._ui.wrote(changes, told)

    def _refused(self, error: Exception) -> None:
        self._run(False)
        if isinstance(error, UserError):
            self.trouble.say(self._ui.sentence(error))
        else:
            self._ui.bus.failed.emit(error)

    def _run(self, running: bool) -> None:
        self._running = running
        for widget in (self.fields, self.sides, self.confirm_button, self.all_fields):
            widget.setEnabled(not running)

    def reject(self) -> None:
        """A merge is over in a moment: it is not left halfway."""
        if not self._running:
            super().reject()


def _told(compared: Comparison, words: Words) -> str:
    """What moves over, in a sentence."""
    _, n = words.gettext, words.ngettext
    moves = compared.moves
    parts = (
        (n("{count} contact", "{count} contacts", moves["contact"]), moves["contact"]),
        (n("{count} address", "{count} addresses", moves["address"]), moves["address"]),
        (n("{count} note", "{count} notes", moves["note"]), moves["note"]),
        (n("{count} attachment", "{count} attachments", moves["attachment"]), moves["attachment"]),
        (
            n("{count} product bought elsewhere", "{count} products bought elsewhere", moves["elsewhere"]),
            moves["elsewhere"],
        ),
        (n("{count} contact made", "{count} contacts made", moves["interaction"]), moves["interaction"]),
        (n("{count} order", "{count} orders", moves["sales_order"]), moves["sales_order"]),
        (n("{count} payment", "{count} payments", moves["payment"]), moves["payment"]),
        (n("{count} complaint", "{count} complaints", moves["complaint"]), moves["complaint"]),
        (n("{count} group", "{count} groups", moves["customer_group"]), moves["customer_group"]),
        (n("{count} file that names it", "{count} files that name it", moves["customer"]), moves["customer"]),
    )
    told = [text.format(count=words.number(count)) for text, count in parts if count]
    kept = _("Values that do not stay are kept in a note. It can be undone.")
    if not told:
        return kept
    several = ("、" if words.chinese else ", ").join(told)
    return _("Moves over: {what}. {kept}").format(what=several, kept=kept)
