"""Call campaigns: which there are and how far each is; calling through one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QStyleOptionViewItem, QVBoxLayout, QWidget

from crmdesk.core.campaigns import Campaign
from crmdesk.core.changes import Changes
from crmdesk.gui.dialogs.campaign import open_campaign
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.campaigns import CALLED, CampaignsTable
from crmdesk.gui.pages.follow_up_calling import CallingView
from crmdesk.gui.pages.follow_up_head import FollowUpHead
from crmdesk.gui.pages.follow_up_tab import FollowUpTab
from crmdesk.gui.pages.follow_up_table import DAY, FollowUpTable, Index
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, tip
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.share import paint_share
from crmdesk.gui.widgets.tables import CellDelegate
from crmdesk.services import campaigns
from crmdesk.services.desk import Desk
from crmdesk.services.drafts import Draft

_WIDTHS = (0, 208, DAY, 88, 88, 88, 88, 88)
_BAR = 96


class _ProgressDelegate(CellDelegate):
    """A bar before the words that say how many were called."""

    def __init__(self, campaigns_: CampaignsTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._campaigns = campaigns_

    def paint_words(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, index: Index) -> None:
        if index.column() == CALLED:
            campaign = self._campaigns.line(index.row())
            words = text_width(option.font, option.text) + tokens.BETWEEN
            bar = QRectF(area.left(), area.top(), min(_BAR, max(0.0, area.width() - words)), area.height())
            share = campaign.called / campaign.count if campaign is not None and campaign.count else 0.0
            paint_share(painter, bar, share, option.widget)
            area = area.adjusted(bar.width() + tokens.BETWEEN, 0, 0, 0)
        super().paint_words(painter, option, area, index)


class CampaignsTab(FollowUpTab):
    """The list, or the campaign that is being called through. `shown`: another number of them."""

    KINDS = ("campaign", "campaign_call", "customer")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "campaigns-tab")
        _ = ui.words.gettext
        self._begin_with: int | None = None
        self.found: list[Campaign] = []
        self.model = CampaignsTable(ui)
        self.table = FollowUpTable(ui, self.model, _WIDTHS, name="campaigns", label=_("Call campaigns"))
        self.table.setItemDelegate(_ProgressDelegate(self.model, self.table))
        self.calling = CallingView(ui)
        self.new = Button(_("New campaign..."), icon="plus", name="campaign-new")
        self.edit = Button(_("Change..."), icon="pencil", name="campaign-edit")
        self.edit.setToolTip(tip(_("Name, script and day"), "F2"))
        self.call = Button(_("Call"), icon="phone", name="campaign-call")
        self.call.setToolTip(tip(_("Call through this campaign"), _("Enter")))
        self._lay_out()
        self.new.clicked.connect(self.make)
        self.edit.clicked.connect(self._edit)
        self.call.clicked.connect(lambda: self._begin(self.table.line()))
        self.table.opened.connect(self._begin)
        self.table.menu_asked.connect(self._show_menu)
        self.table.moved.connect(self._settle)
        self.calling.left.connect(self._left)

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        head = FollowUpHead((self.new,), (self.edit, self.call), name="campaigns-head")
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        inset = QHBoxLayout()
        inset.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, 0)
        inset.addWidget(self.table)
        column.addLayout(inset, 1)
        told = _("A campaign is a list of customers to call with one script; what came of each call is noted.")
        self._empty = EmptyState(told, _("New campaign..."), icon="plus", name="no-campaigns")
        self._empty.acted.connect(self.make)
        self._stack = QStackedWidget()
        for page in (listed, self._empty, self.calling):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    # What the page asks

    def take_keyboard(self) -> None:
        if self._stack.currentWidget() is self.calling:
            self.calling.take_keyboard()
        elif self.found:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._empty.take_keyboard()

    def follow(self, changes: Changes) -> None:
        """Something was written: figures, and what an undo took back."""
        if changes.everything or any(changes.touched(kind) for kind in self.KINDS):
            self._changes = changes
        super().follow(changes)

    def status(self) -> list[str]:
        n = self._ui.words.ngettext
        count = len(self.found)
        return [n("{count} campaign", "{count} campaigns", count).format(count=self._ui.words.number(count))]

    def copy(self) -> bool:
        return self._stack.currentWidget() is not self.calling and super().copy()

    def close_down(self) -> None:
        super().close_down()
        self.calling.leave()

    # What it shows

    _changes = Changes()

    def _look_up(self) -> None:
        """Every call is counted."""

        def work(desk: Desk, _job: Job) -> list[Campaign]:
            return campaigns.campaigns(desk)

        self._ui.jobs.run(self, work, self._show, self._ui.bus.failed.emit, channel="campaigns")

    def _show(self, found: list[Campaign]) -> None:
        self.found = found
        changes, self._changes = self._changes, Changes()
        self.table.show_lines(found, lambda line: line.id)
        if self._begin_with is not None:
            wanted, self._begin_with = self._begin_with, None
            self._begin(next((each for each in found if each.id == wanted), None))
        elif self.calling.campaign is not None:
            now = next((each for each in found if each.id == self.calling.campaign.id), None)
            self.calling.follow(now, changes)
        if self._stack.currentWidget() is not self.calling:
            self._stack.setCurrentIndex(0 if found else 1)
        self._settle()
        self.shown.emit()

    def _settle(self) -> None:
        for button in (self.edit, self.call):
            button.setEnabled(self.table.line() is not None)

    def _begin(self, campaign: Campaign | None) -> None:
        if campaign is not None:
            self._stack.setCurrentWidget(self.calling)
            self.calling.begin(campaign)

    def go_on(self, draft: Draft) -> None:
        """The call about which something was typed and not saved; the list where it is gone."""
        call = campaigns.call(self._ui.desk, draft.part_id or 0)
        if call is not None:
            self._stack.setCurrentWidget(self.calling)
            self.calling.show_call(call, campaigns.campaign(self._ui.desk, call.campaign_id))

    def _left(self) -> None:
        self._stack.setCurrentIndex(0 if self.found else 1)
        self.take_keyboard()

    # What is done

    def make(self) -> None:
        """A new one; it is called through at once."""
        dialog = open_campaign(self._ui, None, self.window())
        if dialog is not None:
            dialog.ready.connect(self._made)

    def _made(self, campaign_id: int) -> None:
        self._begin_with = campaign_id

    def _edit(self) -> None:
        line = self.table.line()
        if line is not None:
            open_campaign(self._ui, line, self.window())

    def _delete(self) -> None:
        line = self.table.line()
        if line is None or not self._ui.masking.allows_editing():
            return
        told = self._ui.words.gettext("The campaign is deleted; the contacts made stay.")
        self._ui.write(lambda: campaigns.delete(self._ui.desk, line.id), told)

    def _show_menu(self, line: Campaign, at: QPoint) -> None:
        _ = self._ui.words.gettext
        menu = QMenu(self)
        menu.setObjectName("campaigns-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = (
            ("call", _("Call") + "\t" + _("Enter"), "phone", lambda: self._begin(line)),
            ("edit", _("Change...") + "\tF2", "pencil", self._edit),
            ("delete", _("Delete") + "\tDel", "trash", self._delete),
        )
        for name, text, sign, does in entries:
            action = menu.addAction(icon(sign), text)
            action.setObjectName(f"campaign-{name}")
            action.triggered.connect(does)
        menu.popup(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        listed = self.table.hasFocus()
        if listed and event.key() == Qt.Key.Key_F2:
            self._edit()
        elif listed and event.key() == Qt.Key.Key_Delete:
            self._delete()
        else:
            super().keyPressEvent(event)
