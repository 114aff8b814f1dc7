"""Groups by hand and dynamic: name, colour, and who is in a dynamic one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.filtering import Filter
from crmdesk.gui.dialogs.settings_group_detail import GroupDetail
from crmdesk.gui.dialogs.settings_lines import Head, Line
from crmdesk.gui.dialogs.settings_lines_box import LinesBox
from crmdesk.gui.dialogs.settings_pane import Pane
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.services import groups
from crmdesk.services.desk import Desk
from crmdesk.services.groups import Group

_KIND, _COUNT = 104, 104


class GroupsPane(Pane):
    """The groups, and below them what can be changed of the one chosen."""

    counted = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "groups", parent)
        _ = ui.words.gettext
        self._known: dict[str, Group] = {}
        self._counts: dict[int, int] | None = None
        self._dynamic = False
        heads = (Head(_("Name")), Head(_("Kind"), width=_KIND), Head(_("Customers"), True, _COUNT))
        self.box = LinesBox(
            ui.words, heads, name="groups", label=_("Groups"), add=_("Add"), movable=False,
            empty=_("Put customers together as you need them: a fair's visitors, a region, whoever wants news."),
        )  # fmt: skip
        self.dynamic_button = Button(_("Add dynamic"), icon="filter", name="groups-add-dynamic")
        self.dynamic_button.setToolTip(_("Who is in it is decided by conditions, always up to date"))
        self.dynamic_button.clicked.connect(self._add_dynamic)
        self.box.insert_button(self.dynamic_button)
        self.detail = GroupDetail(ui)
        self.column.addWidget(self.box, 1)
        self.column.addWidget(self.detail)
        self.box.added.connect(self._add)
        self.box.renamed.connect(self._rename)
        self.box.delete_asked.connect(self._delete)
        self.box.chosen.connect(self._choose)
        self.detail.color_chosen.connect(self._recolor)
        self.detail.filter_kept.connect(self._refilter)
        self._show()
        self._count()

    def go_to(self, target: str) -> None:
        self.box.table.set_current(target)
        self.box.table.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.everything or changes.touched("customer_group"):
            self._show()
        if changes.everything or changes.touched("user_field") or changes.touched("choice"):
            self.detail.renew()
        if changes.everything or changes.touched("customer_group") or changes.touched("customer"):
            self._count()

    def _show(self) -> None:
        _ = self.ui.words.gettext
        self._known = {str(group.id): group for group in groups.all_groups(self.ui.desk)}
        lines = []
        for key, group in self._known.items():
            kind = _("Dynamic") if group.dynamic else _("By hand")
            lines.append(Line(key, (group.name, kind, self._told(group.id)), group.color))
        self.box.show_lines(lines)
        self._choose(self.box.table.current_key())

    def _told(self, group_id: int) -> str:
        if self._counts is None:
            return ""
        count = self._counts.get(group_id)
        return self.ui.words.gettext("Fits no more") if count is None else self.ui.words.number(count)

    def _count(self) -> None:
        def counted(counts: dict[int, int]) -> None:
            self._counts = counts
            self._show()
            self.counted.emit()

        def work(desk: Desk, _job: Job) -> dict[int, int]:
            return groups.counts(desk)

        self.ui.jobs.run(self, work, counted, self.ui.bus.failed.emit, channel="settings-groups")

    def _choose(self, key: str) -> None:
        if key or not self.box.table.lines.lines:
            self.detail.show_group(self._known.get(key))

    def _add_dynamic(self) -> None:
        self._dynamic = True
        self.box.add()

    def _add(self, text: str) -> None:
        _ = self.ui.words.gettext
        made: list[int] = []
        dynamic, self._dynamic = self._dynamic, False

        def verb() -> Changes:
            group_id, changes = groups.add(self.ui.desk, text, filter=Filter() if dynamic else None)
            made.append(group_id)
            return changes

        error = self.do(verb, _("The group “{name}” is there.").format(name=text))
        if error is not None:
            self._dynamic = dynamic
            self.box.refuse(self.ui.sentence(error), "", text)
            return
        self._show()
        self.box.table.set_current(str(made[0]))
        if dynamic:
            self.detail.begin()

    def _rename(self, key: str, text: str) -> None:
        _ = self.ui.words.gettext
        error = self.do(
            lambda: groups.edit(self.ui.desk, int(key), name=text),
            _("The group is called “{name}” now.").format(name=text),
        )
        self._show()
        if error is not None:
            self.box.refuse(self.ui.sentence(error), key, text)

    def _recolor(self, group_id: int, color: str) -> None:
        _ = self.ui.words.gettext
        error = self.do(lambda: groups.edit(self.ui.desk, group_id, color=color), _("The group has another colour."))
        self.box.say("" if error is None else self.ui.sentence(error))
        self._show()

    def _refilter(self, group_id: int, filter_: Filter) -> None:
        _ = self.ui.words.gettext
        error = self.do(
            lambda: groups.edit(self.ui.desk, group_id, filter=filter_), _("The group's conditions are kept.")
        )
        self.box.say("" if error is None else self.ui.sentence(error))
        if error is None:
            self._show()
            self._count()

    def _delete(self, key: str) -> None:
        _ = self.ui.words.gettext
        group = self._known[key]
        said = _("The group “{name}” is deleted; its customers stay.").format(name=group.name)
        error = self.do(lambda: groups.delete(self.ui.desk, group.id), said)
        self.box.say("" if error is None else self.ui.sentence(error))
        self._show()
        self.box.table.setFocus()
