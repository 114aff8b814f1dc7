"""Calling through a campaign: the script at the left, who is to be called and what came of it at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.campaigns import Call, Campaign
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.gui.forms.drafts import DraftKeeper
from crmdesk.gui.pages.follow_up_outcome import OutcomeForm
from crmdesk.gui.pages.follow_up_whom import WhomCard
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour, vertical
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.areas import scroll_area
from crmdesk.gui.widgets.buttons import Button, LinkButton
from crmdesk.gui.widgets.dialogs import Ground, asks_to_save
from crmdesk.gui.widgets.heads import EmptyState, SectionHead
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.gui.widgets.share import ShareBar
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.services import campaigns
from crmdesk.services.drafts import key_of

_SCRIPT, _LEAST_SCRIPT, _CALL = 320, 200, 616
FORM = "call"
"""What a draft of a call is kept under."""


class _Script(Ground):
    """The script on the window's own ground, with a line at its right."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        vertical(QPainter(self), self.width() - 1, 0, self.height(), colour(self.palette(), "line"))


class CallingView(QWidget):
    """`left`: back to the list of campaigns."""

    left = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.setObjectName("calling")
        self._ui = ui
        self.campaign: Campaign | None = None
        self.call: Call | None = None
        self._keeper: DraftKeeper | None = None
        self.whom = WhomCard(ui)
        self.outcome = OutcomeForm(ui)
        self._make()
        self._lay_out()
        self.outcome.save_asked.connect(self.save)
        self.outcome.changed.connect(self._typed)
        ui.masking.changed.connect(self._show_again)

    def _make(self) -> None:
        _ = self._ui.words.gettext
        self.back = LinkButton(_("Call campaigns"), icon="chevron-left", name="calling-back")
        self.back.clicked.connect(self.leave)
        self.name = ElidedLabel(bold=True, name="calling-name")
        self.progress = ElidedLabel(tone="text_2", name="calling-progress")
        self.bar = ShareBar(name="calling-bar")
        self.script = Label("", wrap=True, selectable=True, typed=True, name="calling-script")
        self.script.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.save_button = Button(_("Save and next"), kind="main", hint="Ctrl+Enter", name="calling-save")
        self.skip_button = Button(_("Skip"), name="calling-skip")
        self.save_button.clicked.connect(self.save)
        self.skip_button.clicked.connect(self.skip)
        self._done = EmptyState("", _("Back to the campaigns"), name="calling-done")
        self._done.acted.connect(self.leave)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.BETWEEN)
        head.setSpacing(tokens.AROUND)
        head.addWidget(self.back)
        head.addWidget(self.name, 1)
        head.addWidget(self.progress)
        head.addWidget(self.bar)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_call())
        self._stack.addWidget(self._done)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._make_script())
        body.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(body, 1)

    def _make_script(self) -> QWidget:
        _ = self._ui.words.gettext
        ground = _Script("window", name="calling-script-side")
        self._side = ground
        area = QScrollArea()
        area.setObjectName("calling-script-area")
        area.setAccessibleName(_("Script"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.script)
        for each in (area.viewport(), self.script):
            each.setAutoFillBackground(False)
        column = QVBoxLayout(ground)
        column.setContentsMargins(tokens.AROUND, tokens.AROUND, tokens.AROUND, tokens.AROUND)
        column.setSpacing(tokens.BETWEEN)
        column.addWidget(SectionHead(_("Script"), name="calling-script-head"))
        column.addWidget(area, 1)
        return ground

    def _make_call(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(*[tokens.AROUND] * 4)
        column.setSpacing(tokens.SECTIONS)
        column.addWidget(self.whom)
        column.addWidget(self.outcome)
        foot = QHBoxLayout()
        foot.setSpacing(tokens.BETWEEN)
        foot.addWidget(self.save_button)
        foot.addWidget(self.skip_button)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)
        return scroll_area(side, name="calling-area")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The script gives way first."""
        super().resizeEvent(event)
        self._side.setFixedWidth(max(_LEAST_SCRIPT, min(_SCRIPT, self.width() - _CALL)))

    # What is shown

    def begin(self, campaign: Campaign) -> None:
        """Call through this one, from the first customer who was not called yet."""
        self.show_campaign(campaign)
        self._show_call(campaigns.next_call(self._ui.desk, campaign.id))
        self.take_keyboard()

    def show_campaign(self, campaign: Campaign) -> None:
        """Name, script, how far it is."""
        words = self._ui.words
        self.campaign = campaign
        shown = self._ui.masking.text
        self.name.set_text(shown(str(campaign.values["name"])))
        none = words.gettext("This campaign has no script.")
        script = shown(str(campaign.values.get("script") or ""))
        self.script.setText(script or none)
        self.script.set_tone("text" if script else "text_2")
        told = words.gettext("{done} of {count} called")
        self.progress.set_text(told.format(done=words.number(campaign.called), count=words.number(campaign.count)))
        self.bar.set_share(campaign.called, campaign.count, self.progress.text())

    def _show_call(self, call: Call | None) -> None:
        self._keep()
        self.call = call
        self._stack.setCurrentIndex(0 if call is not None else 1)
        if call is None:
            assert self.campaign is not None
            _ = self._ui.words.gettext
            nobody = _("Nobody is in this campaign yet.")
            self._done.set_sentence(_("Everybody in this campaign was called.") if self.campaign.count else nobody)
            return
        self.whom.show_call(call)
        self._begin_keeping(call)
        eye_order(self)

    def show_call(self, call: Call, campaign: Campaign) -> None:
        """This call of a campaign, to go on with what was typed about it."""
        self.show_campaign(campaign)
        self._show_call(call)
        self.take_keyboard()

    def _begin_keeping(self, call: Call) -> None:
        """What was typed about this call and not saved is there again."""
        title = self._ui.words.gettext("Call campaign")
        keeper = self._keeper = DraftKeeper(self._ui, key_of(FORM, call.customer_id, call.id), title, self)
        earlier = keeper.earlier
        if earlier is not None:
            keeper.take_over(earlier)
        self.outcome.begin(earlier.texts if earlier is not None else {})

    def _typed(self) -> None:
        if self._keeper is not None:
            self._keeper.typed(self.outcome.typed())

    def _keep(self, *, saved: bool = False) -> None:
        """What was typed about a call that is left without saving stays in the data file."""
        keeper, self._keeper = self._keeper, None
        if keeper is None:
            return
        if saved or not self.outcome.typed():
            keeper.drop()
        else:
            keeper.keep_now()
            self._ui.bus.typing.discard(keeper.key)
            self._ui.bus.typed.discard(keeper.key)
        keeper.deleteLater()

    def _show_again(self) -> None:
        """Personal data is hidden now, or shown again."""
        if self.call is not None:
            self.whom.show_call(self.call)

    def take_keyboard(self) -> None:
        (self.outcome.segments if self.call is not None else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self, campaign: Campaign | None, changes: Changes) -> None:
        """Something was written: the figures, and after an undo the call it took back."""
        if campaign is None:
            self.leave()
            return
        self.show_campaign(campaign)
        touched = changes.touched("campaign_call")
        if len(touched) == 1 and (self.call is None or self.call.id not in touched):
            taken_back = campaigns.call(self._ui.desk, next(iter(touched)))
            if taken_back is not None and taken_back.campaign_id == campaign.id and taken_back.outcome is None:
                self._show_call(taken_back)
        elif self.call is not None and self.call.customer_id in changes.touched("customer"):
            self.whom.show_call(self.call)

    # What is done

    def save(self) -> None:
        """What came of the call; then the next one."""
        if self.call is None or not self._ui.masking.allows_editing():
            return
        typed = self.outcome.checked()
        if typed is None:
            return
        call, words = self.call, self._ui.words
        try:
            changes = campaigns.record(
                self._ui.desk, call.id, typed["outcome"], typed["notes"], typed["next_step"], typed["next_date"]
            )
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return
        self.call = None
        self._keep(saved=True)
        self._ui.wrote(changes, words.gettext("Call with {number} logged").format(number=call.customer_number))
        self._next(call)

    def skip(self) -> None:
        """The next one, without anything said about this one; it comes again in the end."""
        if self.call is not None:
            self._next(self.call)

    def _next(self, after: Call) -> None:
        assert self.campaign is not None
        self._show_call(campaigns.next_call(self._ui.desk, self.campaign.id, after=after.id))
        self.take_keyboard()

    def leave(self) -> None:
        self._keep()
        self.call = None
        self.campaign = None
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if asks_to_save(event):
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif not self.outcome.take_digit(event):
            super().keyPressEvent(event)
