"""Changing several customers at once: what is set, what becomes of them, then all in one action."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QColor, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.bulk_edit_fields import FieldLines
from crmdesk.gui.dialogs.importing_parts import Trouble
from crmdesk.gui.forms.completing import complete_groups
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.bulk_samples import OLD_ROLE, SampleTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import scheme_of, sized, tabular, text_width, write
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.counts import Count, CountStrip
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.gui.widgets.tables import CellDelegate, lines_table
from crmdesk.services import bulk_edit
from crmdesk.services.bulk_edit import BulkPreview
from crmdesk.services.desk import Desk

_SIZE = QSize(1040, 600)
_LEFT = 440
_PAUSE = 250
_CHANNEL = "bulk-preview"
_ARROW = " → "
_WIDTHS = {0: 80, 1: 200, 2: 112}


class ChangeDelegate(CellDelegate):
    """The old value struck out, the new one in bold."""

    def paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        old = index.data(OLD_ROLE)
        if old is None:
            super().paint_words(painter, option, area, index)
            return
        scheme = scheme_of(option.palette)
        bold, grey = sized(option.font, tokens.BODY, True), QColor(scheme.text_2)
        if old:
            struck = tabular(option.font)
            struck.setStrikeOut(True)
            arrow = text_width(option.font, _ARROW)
            room = max(area.width() - arrow - text_width(bold, option.text), area.width() / 3)
            taken = write(painter, QRectF(area.left(), area.top(), room, area.height()), str(old), struck, grey)
            area = area.adjusted(taken, 0, 0, 0)
            write(painter, area, _ARROW, option.font, grey)
            area = area.adjusted(arrow, 0, 0, 0)
        write(painter, area, option.text, bold, QColor(scheme.text))


class BulkEditDialog(Dialog):
    """Fields and groups at the left, what it would do at the right. Nothing is written before it is confirmed."""

    def __init__(self, ui: Ui, ids: Sequence[int], parent: QWidget | None = None) -> None:
        _, n = ui.words.gettext, ui.words.ngettext
        count = ui.words.number(len(ids))
        title = n("Change {count} customer", "Change {count} customers", len(ids)).format(count=count)
        super().__init__(title, ui.words, confirm=_("Change"), size=_SIZE, name="bulk-edit", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self._ids = list(ids)
        self._halt = threading.Event()
        self._running = False
        self.preview: BulkPreview | None = None
        self._make()
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.look)
        self.fields.changed.connect(self._changed)
        self.fields.changed.connect(self._order)
        self.into.textChanged.connect(self._changed)
        self.out_of.textChanged.connect(self._changed)
        self.progress.cancelled.connect(self._halt.set)
        self._show(None)
        self._order()
        self.fields.lines[0].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self) -> None:
        _ = self._ui.words.gettext
        self.fields = FieldLines(self._ui, [f for f in bulk_edit.changeable(self._ui.desk) if f.key != "groups"])
        hint = _("Several with ; between")
        self.into = LineEdit(width=0, placeholder=hint, name="bulk-into", label=_("Join groups"))
        self.out_of = LineEdit(width=0, placeholder=hint, name="bulk-out-of", label=_("Leave groups"))
        for line in (self.into, self.out_of):
            complete_groups(line, self._ui)
        self.counts = CountStrip(
            [
                Count("changed", _("Will change"), icon="pencil"),
                Count("same", _("Stay as they are"), icon="equals"),
                Count("refused", _("Cannot be changed"), icon="error"),
            ],
            name="bulk-counts",
            label=_("What happens"),
            chooses=False,
        )
        self.samples = SampleTable(self._ui, self)
        self.table = lines_table(self.samples, _WIDTHS, name="bulk-samples", label=_("Examples"))
        self.table.setItemDelegate(ChangeDelegate(self.table))
        self.note = Label(tone="text_2", points=tokens.SMALL, name="bulk-note")
        self.trouble = Trouble(name="bulk-trouble")
        self.progress = ProgressLine(_("Stop"), name="bulk-progress")
        self.progress.hide()

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        left = QVBoxLayout()
        left.setSpacing(tokens.BETWEEN)
        left.addWidget(SectionHead(_("Fields")))
        left.addWidget(self.fields, 1)
        left.addSpacing(tokens.BETWEEN)
        left.addWidget(SectionHead(_("Groups")))
        for text, line in ((_("Join groups"), self.into), (_("Leave groups"), self.out_of)):
            left.addWidget(FormRow(text, line, label_width=tokens.LABEL_WIDTH_EN))
        holder = QWidget()
        holder.setFixedWidth(_LEFT)
        holder.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        right = QVBoxLayout()
        right.setSpacing(tokens.BETWEEN)
        for widget in (self.counts, self.trouble, self.table, self.note, self.progress):
            right.addWidget(widget, 1 if widget is self.table else 0)
        row = QHBoxLayout()
        row.setSpacing(tokens.SECTIONS)
        row.addWidget(holder)
        row.addLayout(right, 1)
        self.body.addLayout(row)

    def _order(self) -> None:
        """Tab goes as the eye does, whatever lines there are."""
        chain = [*self.fields.inputs(), self.into, self.out_of, self.table, self.confirm_button, self.cancel_button]
        for one, other in pairwise(chain):
            QWidget.setTabOrder(one, other)

    def _asked(self) -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]:
        return dict(self.fields.changes()), _names(self.into.text()), _names(self.out_of.text())

    def _changed(self, *_what: object) -> None:
        self.confirm_button.setEnabled(False)
        self._pause.start()

    def look(self) -> None:
        """What it would do, counted on the worker."""
        changes, into, out_of = self._asked()
        if not (changes or into or out_of):
            self._show(None)
            return

        def work(desk: Desk, job: Job) -> BulkPreview:
            return bulk_edit.preview(
                desk, self._ids, changes, groups_add=into, groups_remove=out_of, cancelled=job.is_cancelled
            )

        self._ui.jobs.run(self, work, self._show, self._refused, channel=_CHANNEL)

    def _show(self, preview: BulkPreview | None) -> None:
        n, number = self._ui.words.ngettext, self._ui.words.number
        self.preview = preview
        changed = preview.changed if preview else 0
        refused = preview.refused if preview else []
        samples = preview.samples if preview else []
        self.counts.set_value("changed", number(changed))
        self.counts.set_value("same", number(preview.same if preview else len(self._ids)))
        self.counts.set_value("refused", number(len(refused)))
        self.samples.show_preview(self._ui.desk.fields("customer"), refused[: bulk_edit.MOST_SAMPLES], samples)
        warnings = list(preview.warnings.values()) if preview else []
        self.trouble.say(" ".join(map(self._ui.words.problem, warnings)), warn=True)
        self.note.setText(self._note(len(samples)))
        text = n("Change {count} customer", "Change {count} customers", changed)
        self.confirm_button.setText(text.format(count=number(changed)))
        self.confirm_button.setEnabled(bool(changed))

    def _note(self, shown: int) -> str:
        _ = self._ui.words.gettext
        if not self.preview:
            return _("Choose a field and its new value; here you see what becomes of whom.")
        if shown >= bulk_edit.MOST_SAMPLES:
            return _("The first {count} changes are shown.").format(count=self._ui.words.number(shown))
        return _("Nothing has been changed yet; afterwards it can be undone.")

    def _refused(self, error: Exception) -> None:
        """A value or group is wrong: say so instead of a preview."""
        self._run(False)
        if not isinstance(error, UserError):
            self._ui.bus.failed.emit(error)
            return
        if error.code == "cancelled":
            self.trouble.say(self._ui.words.gettext("Stopped. Nothing was changed."), warn=True)
            return
        self._show(None)
        self.trouble.say(self._ui.sentence(error))

    def accept(self) -> None:
        """Change them, on the worker; it can be stopped and then leaves nothing."""
        if self._running or self.preview is None or not self.preview.changed:
            return
        changes, into, out_of = self._asked()
        self._halt.clear()
        self._run(True)

        def work(desk: Desk, job: Job) -> Changes:
            return bulk_edit.apply(
                desk, self._ids, changes, groups_add=into, groups_remove=out_of,
                progress=job.progress, cancelled=self._halt.is_set,
            )  # fmt: skip

        self._ui.jobs.run(self, work, self._done, self._refused, progress=self._progressed)

    def _progressed(self, done: int, total: int | None) -> None:
        text = self._ui.words.gettext("Changing {done} of {total}")
        number = self._ui.words.number
        self.progress.show_progress(text.format(done=number(done), total=number(total or 0)), done, total or 0)

    def _done(self, changes: Changes) -> None:
        self._run(False)
        count = len(changes.touched("customer"))
        text = self._ui.words.ngettext("Changed {count} customer", "Changed {count} customers", count)
        super().accept()
        self._ui.wrote(changes, text.format(count=self._ui.words.number(count)))

    def _run(self, running: bool) -> None:
        self._running = running
        self.progress.setVisible(running)
        for widget in (self.fields, self.into, self.out_of, self.cancel_button):
            widget.setEnabled(not running)
        self.confirm_button.setEnabled(not running and self.preview is not None and bool(self.preview.changed))

    def reject(self) -> None:
        """Esc stops what is running first."""
        if self._running:
            self._halt.set()
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._running:
            self._halt.set()
            event.ignore()
        else:
            super().closeEvent(event)


def _names(text: str) -> tuple[str, ...]:
    """Names of groups typed with ; between."""
    return tuple(name.strip() for name in text.replace("；", ";").split(";") if name.strip())
