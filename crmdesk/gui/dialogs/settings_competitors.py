"""The register of competitors: who they are, what they are good and bad at (METHOD.md section 2)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.settings_declared import label_width
from crmdesk.gui.dialogs.settings_lines import Head, Line
from crmdesk.gui.dialogs.settings_lines_box import LinesBox
from crmdesk.gui.dialogs.settings_pane import Pane
from crmdesk.gui.dialogs.settings_replacing import ReplaceDialog
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import TextEdit
from crmdesk.services import competitors
from crmdesk.services.competitors import Competitor
from crmdesk.services.desk import Desk

_COUNT, _LABEL = 120, 64
_DETAILS = ("strengths", "weaknesses", "notes")


class CompetitorsPane(Pane):
    """The register, and what is known of the one chosen, written as soon as it is left."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "competitors", parent)
        _ = ui.words.gettext
        self._known: dict[str, Competitor] = {}
        self._shown = ""
        heads = (Head(_("Name")), Head(_("Customers"), True, _COUNT))
        self.box = LinesBox(
            ui.words, heads, name="competitors", label=_("Competitors"), add=_("Add"), movable=False,
            empty=_("Whoever your customers also buy from: note their strengths and weaknesses here."),
        )  # fmt: skip
        self.column.addWidget(self.box, 1)
        self.column.addSpacing(tokens.BETWEEN)
        self.inputs: dict[str, TextEdit] = {}
        self.rows: list[FormRow] = []
        fields = ui.desk.fields("competitor")
        wide = label_width(ui, [ui.words.label(fields[key].label) for key in _DETAILS], self, least=_LABEL)
        for key in _DETAILS:
            self.inputs[key] = TextEdit(lines=2, name=f"competitor-{key}")
            self.inputs[key].installEventFilter(self)
            row = FormRow(ui.words.label(fields[key].label), self.inputs[key], label_width=wide)
            self.rows.append(row)
            self.column.addWidget(row)
        self.box.added.connect(self._add)
        self.box.renamed.connect(self._rename)
        self.box.delete_asked.connect(self._delete)
        self.box.chosen.connect(self._choose)
        self._show()

    def go_to(self, target: str) -> None:
        self.box.table.set_current(target)
        self.box.table.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.everything or changes.touched("competitor") or changes.touched("elsewhere"):
            self._show()

    def finish(self) -> None:
        self._keep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched in self.inputs.values():
            self._keep()
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        self._known = {str(each.id): each for each in competitors.all_competitors(self.ui.desk)}
        number = self.ui.words.number
        self.box.show_lines([Line(key, (each.name, number(each.customers))) for key, each in self._known.items()])
        self._put(self.box.table.current_key())

    def _choose(self, key: str) -> None:
        if key != self._shown:
            self._keep()
            self._put(key)

    def _put(self, key: str) -> None:
        known = self._known.get(key)
        for name, box in self.inputs.items():
            text = getattr(known, name) if known else ""
            if box.toPlainText() != text and not (box.hasFocus() and key == self._shown):
                box.setPlainText(text)
        for row in self.rows:
            row.setVisible(known is not None)
        self._shown = key

    def _keep(self) -> None:
        known = self._known.get(self._shown)
        if known is None:
            return
        typed = {name: box.toPlainText() for name, box in self.inputs.items()}
        changed = {name: text for name, text in typed.items() if text.strip() != getattr(known, name)}
        if changed:
            _ = self.ui.words.gettext
            self._told(self.do(lambda: competitors.edit(self.ui.desk, known.id, changed), _("The competitor is kept.")))
            self._known = {str(each.id): each for each in competitors.all_competitors(self.ui.desk)}

    def _told(self, error: UserError | None) -> None:
        self.box.say("" if error is None else self.ui.sentence(error))

    def _add(self, text: str) -> None:
        _ = self.ui.words.gettext
        made: list[int] = []

        def verb() -> Changes:
            competitor_id, changes = competitors.add(self.ui.desk, {"name": text})
            made.append(competitor_id)
            return changes

        error = self.do(verb, _("“{name}” is in the register.").format(name=text))
        if error is not None:
            self.box.refuse(self.ui.sentence(error), "", text)
            return
        self._show()
        self.box.table.set_current(str(made[0]))

    def _rename(self, key: str, text: str) -> None:
        _ = self.ui.words.gettext
        error = self.do(
            lambda: competitors.edit(self.ui.desk, int(key), {"name": text}),
            _("The competitor is called “{name}” now.").format(name=text),
        )
        self._show()
        if error is not None:
            self.box.refuse(self.ui.sentence(error), key, text)

    def _delete(self, key: str) -> None:
        known = self._known[key]
        if not known.customers:
            self._deleted(known.id, "")
            return
        others = [(other, each.name) for other, each in self._known.items() if other != key]
        dialog = ReplaceDialog(self.ui.words, known.name, known.customers, others, self)
        dialog.accepted.connect(lambda: self._deleted(known.id, dialog.replacement))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _deleted(self, competitor_id: int, replacement: str) -> None:
        _ = self.ui.words.gettext
        other = int(replacement) if replacement else None

        def work(desk: Desk, _job: Job) -> Changes:
            return competitors.delete(desk, competitor_id, other)

        self.write_long(self.box, work, _("The competitor is out of the register."), self._after)

    def _after(self) -> None:
        self._show()
        self.box.table.setFocus()
