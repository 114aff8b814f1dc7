"""Our people: names, roles, rates of commission, who left (METHOD.md sections 3 and 5)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem
from crmdesk.core.settings import COMMISSION_RATE
from crmdesk.gui.dialogs.settings_declared import SettingRow, label_width
from crmdesk.gui.dialogs.settings_lines import Head, Line
from crmdesk.gui.dialogs.settings_lines_box import LinesBox
from crmdesk.gui.dialogs.settings_pane import Pane
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.services import settings, staff
from crmdesk.services.desk import Desk
from crmdesk.services.staff import StaffMember

_ROLE, _RATE, _FILES, _LEFT = 200, 96, 64, 104
_SIZE = QSize(720, 320)


class StaffPane(Pane):
    """The register; a new name takes the old one's place in every file, contact and order."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "staff", parent)
        _, label, fields = ui.words.gettext, ui.words.label, ui.desk.fields("staff")
        self._known: dict[str, StaffMember] = {}
        heads = (
            Head(label(fields["name"].label)),
            Head(label(fields["role"].label), width=_ROLE),
            Head(label(fields["commission"].label), True, _RATE),
            Head(_("Files"), True, _FILES),
            Head(label(fields["left_on"].label), width=_LEFT),
        )
        self.box = LinesBox(
            ui.words, heads, name="staff", label=_("Our people"), add=_("Add..."), movable=False, typed_add=False,
            empty=_("Who visits, sells and keeps the files: add your people with their roles."),
        )  # fmt: skip
        self.edit_button = Button(_("Edit..."), name="staff-edit")
        self.edit_button.clicked.connect(self._edit)
        self.box.insert_button(self.edit_button)
        self.column.addWidget(self.box, 1)
        name = label(COMMISSION_RATE.label)
        self.rate = SettingRow(ui, COMMISSION_RATE, label_width(ui, [name], self))
        self.rate.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.column.addWidget(self.rate)
        self.box.add_asked.connect(self._add)
        self.box.renamed.connect(self._rename)
        self.box.delete_asked.connect(self._delete)
        self.box.chosen.connect(lambda _key: self._settle())
        self.box.table.doubleClicked.connect(lambda index: self._edit() if index.column() else None)
        ui.masking.changed.connect(self._show)
        self._show()

    def go_to(self, target: str) -> None:
        if target == COMMISSION_RATE.key:
            self.rate.take_focus()
        else:
            self.box.table.set_current(target)
            self.box.table.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.everything or any(changes.touched(kind) for kind in ("staff", "customer", "setting")):
            self.rate.show_value()
            self._show()

    def finish(self) -> None:
        self.rate.apply()

    def _show(self) -> None:
        self._known = {str(each.id): each for each in staff.staff(self.ui.desk, left=True)}
        self.box.show_lines([Line(key, self._cells(each)) for key, each in self._known.items()])
        self._settle()

    def _cells(self, one: StaffMember) -> tuple[str, ...]:
        fields, number = self.ui.desk.fields("staff"), self.ui.words.number
        shown = {key: self.ui.shown(fields[key], getattr(one, key)) for key in ("role", "left_on")}
        usual = settings.get(self.ui.desk, COMMISSION_RATE)
        rate = one.commission if one.commission is not None else usual
        told = f"{number(rate)}%" if rate else ""
        return one.name, shown["role"], told, number(one.customers), shown["left_on"]

    def _settle(self) -> None:
        key = self.box.table.current_key()
        self.edit_button.setVisible(bool(self._known))
        self.edit_button.setEnabled(key in self._known)

    def _add(self) -> None:
        if self.ui.masking.allows_editing():
            StaffDialog(self.ui, None, self.window()).open()

    def _edit(self) -> None:
        known = self._known.get(self.box.table.current_key())
        if known is not None and self.ui.masking.allows_editing():
            StaffDialog(self.ui, known, self.window()).open()

    def _rename(self, key: str, text: str) -> None:
        """Every file and contact that names the person is written: on the worker."""
        _ = self.ui.words.gettext
        known = self._known[key]

        def work(desk: Desk, _job: Job) -> Changes:
            return staff.edit(desk, known.id, {"name": text})

        read = staff.read(self.ui.desk, {"name": text}, new=False, staff_id=known.id)
        if read.refused:
            self._show()
            self.box.refuse(self.ui.words.problem(read.problems["name"]), key, text)
            return
        said = _("“{old}” is called “{name}” now, in every file too.").format(old=known.name, name=text)
        self.write_long(self.box, work, said, self._after)

    def _delete(self, key: str) -> None:
        _ = self.ui.words.gettext
        known = self._known[key]
        said = _("“{name}” is out of the list; files keep the name.").format(name=known.name)
        error = self.do(lambda: staff.delete(self.ui.desk, known.id), said)
        self.box.say("" if error is None else self.ui.sentence(error))
        self._after()

    def _after(self) -> None:
        self._show()
        self.box.table.setFocus()


class StaffDialog(ShortForm):
    """Adds somebody, or changes all but the name, which is changed in the list."""

    def __init__(self, ui: Ui, known: StaffMember | None, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        self._known = known
        fields = [field for field in ui.desk.fields("staff").all if known is None or field.key != "name"]
        title = known.name if known is not None else _("One of our people")
        super().__init__(ui, title, fields, size=_SIZE, label=_("Our people"), name="staff-dialog", parent=parent)
        texts = {field.key: values.typed(field, getattr(known, field.key, None), ui.words) for field in fields}
        self.begin(texts)

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        known = self._known.id if self._known is not None else None
        problems = staff.read(self.ui.desk, typed, new=False, staff_id=known).problems
        return {key: problem for key, problem in problems.items() if key in self.keys}

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        _ = self.ui.words.gettext
        if self._known is None:
            return staff.add(self.ui.desk, typed)[1], _("Added {name}").format(name=typed["name"])
        return staff.edit(self.ui.desk, self._known.id, self.form.changes()), _("Saved {name}").format(
            name=self._known.name
        )
