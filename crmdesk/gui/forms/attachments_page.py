"""The attachments of a file: a table, what is in the selected one, files by dialog, by drag and by paste."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.attachments import Attachment, shown_size
from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import UserError
from crmdesk.core.settings import ATTACHMENT_MEGABYTES
from crmdesk.gui import icons
from crmdesk.gui.forms.attachments_actions import AttachmentsActions
from crmdesk.gui.forms.attachments_adding import AttachmentsAdding
from crmdesk.gui.forms.attachments_preview import AttachmentsPreview
from crmdesk.gui.forms.attachments_table import AttachmentsTable
from crmdesk.gui.forms.late_page import LatePage
from crmdesk.gui.forms.layouts import around
from crmdesk.gui.forms.photo_actions import PhotoActions
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.heads import EmptyState, SectionHead
from crmdesk.gui.widgets.notices import NoticeBar, ProgressLine
from crmdesk.services import attachments

_WITH_PREVIEW = 960
_CLOSE, _SETTINGS, _SAVE = "close", "settings", "save"


class AttachmentsPage(LatePage):
    """Reads the attachments only while it is looked at."""

    def __init__(self, ui: Ui, photo: PhotoActions) -> None:
        _ = ui.words.gettext
        super().__init__(ui, "attachments-page", _("Attachments"))
        self._photo = photo
        self._refused: Attachment | None = None
        self.adding = AttachmentsAdding(ui, self)
        self.actions_part = AttachmentsActions(ui, self)
        self.head = SectionHead(_("Attachments"), link=_("Add files"), link_icon="plus", name="attachments-head")
        self.table = AttachmentsTable(ui.desk.fields("attachment"), ui.words)
        self.preview = AttachmentsPreview(ui)
        self.progress = ProgressLine(_("Cancel"), name="attachments-progress")
        self.notice: NoticeBar | None = None
        sentence = _("Contracts, quotations, pictures: drop files here, or paste a picture.")
        self._empty = EmptyState(sentence, _("Add files..."), icon="plus", name="attachments-empty")
        self._none = EmptyState(_("No files are attached."), name="attachments-none")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        self._row.setSpacing(tokens.SECTIONS)
        self._row.addWidget(self.table, 1)
        self._row.addWidget(self.preview)
        self._head_row = QVBoxLayout()
        self._head_row.addWidget(self.head)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, tokens.AROUND, 0, tokens.BETWEEN)
        column.setSpacing(tokens.BETWEEN)
        column.addLayout(self._head_row)
        column.addLayout(self._row, 1)
        self._stack = QStackedWidget()
        for page in (full, self._empty, self._none):
            self._stack.addWidget(page)
        self._foot = QVBoxLayout()
        self._foot.setSpacing(0)
        self._progress_row = QVBoxLayout()
        self._progress_row.addWidget(self.progress)
        self.progress.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addLayout(self._progress_row)
        column.addLayout(self._foot)

    def _connect(self) -> None:
        self.head.acted.connect(self.adding.ask)
        self._empty.acted.connect(self.adding.ask)
        self.adding.began.connect(self._show_progress)
        self.adding.moved.connect(self._move_progress)
        self.adding.ended.connect(self.progress.hide)
        self.adding.refused.connect(self._tell_refused)
        self.adding.added.connect(self._choose_added)
        self.progress.cancelled.connect(self.adding.cancel)
        self.table.open_asked.connect(self.actions_part.open)
        self.table.delete_asked.connect(self.actions_part.delete)
        self.table.edit_asked.connect(self.actions_part.change)
        self.table.menu_asked.connect(self._show_menu)
        self.table.chosen_changed.connect(self._look)
        self.preview.open_button.clicked.connect(self._open_shown)
        self.preview.save_button.clicked.connect(self._save_shown)
        self.actions_part.rename_asked.connect(self.table.rename)
        self.actions_part.photo_asked.connect(self._photo.use_attachment)
        self.actions_part.refused.connect(self._tell_one)
        self.actions_part.deleted.connect(self.table.setFocus)

    # The interface to the file

    def show_file(self, file: CustomerFile) -> None:
        """The attachments of this file, read once the page is looked at."""
        if self._file is None or self._file.id != file.id:
            self.close_notice()
            self.preview.show_attachment(None)
        self.adding.set_file(file)
        self._take_file(file)

    def show_nothing(self) -> None:
        """No file is shown any more."""
        self._file = None
        self.adding.set_file(None)

    def _read_file(self, file: CustomerFile) -> None:
        masking, words = self._ui.masking, self._ui.words
        found = [masking.attachment(one) for one in attachments.of_customer(self._ui.desk, file.id)]
        self.table.show_attachments(found, fixed=file.deleted or masking.on)
        text = words.ngettext("{count} file, {size}", "{count} files, {size}", len(found))
        size = shown_size(sum(one.size for one in found))
        self.head.set_note(text.format(count=words.number(len(found)), size=size))
        for link in self.head.findChildren(LinkButton):
            link.setVisible(not file.deleted)
        self._stack.setCurrentIndex(0 if found else 2 if file.deleted else 1)
        self._look()

    def _look(self) -> None:
        if self._ui.masking.on:
            self.preview.show_attachment(None)
            return
        chosen = self.table.chosen()
        current = self.table.current()
        self.preview.show_attachment(chosen[0] if len(chosen) == 1 else current if not chosen else None)

    def _choose_added(self, names: tuple[str, ...]) -> None:
        if self._file is not None and self.isVisible():
            if self._stale:
                self._read()
            known = {one.name: one.id for one in attachments.of_customer(self._ui.desk, self._file.id)}
            self.table.choose([known[name] for name in names if name in known])
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_shown(self) -> None:
        if self.preview.shown is not None:
            self.actions_part.open(self.preview.shown)

    def _save_shown(self) -> None:
        if self.preview.shown is not None:
            self.actions_part.save([self.preview.shown])

    # Progress and refusals

    def _show_progress(self) -> None:
        self.close_notice()
        self.progress.show_progress(self._ui.words.gettext("Adding files"), 0, 0)
        self.progress.show()

    def _move_progress(self, done: int, total: int) -> None:
        if self.adding.busy:
            text = self._ui.words.gettext("Adding files, {done} of {total}")
            shown = text.format(done=shown_size(done // 2), total=shown_size(total // 2))
            self.progress.show_progress(shown, done, total)

    def _tell_refused(self, errors: tuple[UserError, ...], some: bool) -> None:
        """Why files were left out; `some`: others were added."""
        words = self._ui.words
        sentences = [words.error(error) for error in errors]
        settings = any(error.code == "attachment-too-large" for error in errors)
        title = words.ngettext("{count} file was not added", "{count} files were not added", len(errors))
        self._show_notice(title.format(count=len(errors)), "  ".join(sentences), _SETTINGS if settings else "")

    def _tell_one(self, attachment: Attachment, error: UserError) -> None:
        """Why one was not opened or saved."""
        self._refused = attachment
        opening = error.code in ("attachment-program", "attachment-no-program", "attachment-no-folder")
        self._show_notice(self._ui.sentence(error), "", _SAVE if opening else "")

    def _show_notice(self, title: str, detail: str, answer: str) -> None:
        _ = self._ui.words.gettext
        self.close_notice()
        answers = {_SETTINGS: _("Settings..."), _SAVE: _("Save as...")}
        buttons = [(answer, answers[answer])] if answer else []
        self.notice = NoticeBar(title, detail, [*buttons, (_CLOSE, _("Close"))], name="attachments-notice")
        self.notice.answered.connect(self._answered)
        self._foot.addWidget(self.notice)

    def _answered(self, answer: str) -> None:
        self.close_notice()
        if answer == _SETTINGS:
            self._ui.bus.open_settings.emit(ATTACHMENT_MEGABYTES.key)
        elif answer == _SAVE and self._refused is not None:
            self.actions_part.save([self._refused])

    def close_notice(self) -> None:
        """What was told is read."""
        if self.notice is not None:
            self.notice.hide()
            self.notice.deleteLater()
            self.notice = None

    # Menus, keys, room

    def _show_menu(self, chosen: list[Attachment], at: QPoint) -> None:
        self.actions_part.show_menu(chosen, at, fixed=self._file is None or self._file.deleted or self._ui.masking.on)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._file is None or self._file.deleted:
            return
        _ = self._ui.words.gettext
        menu = QMenu(self)
        menu.setObjectName("attachments-menu")
        menu.addAction(icons.icon("plus"), _("Add files..."), self.adding.ask)
        menu.addAction(icons.icon("copy"), _("Paste") + "\tCtrl+V", self.adding.paste)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self.adding.paste():
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        margin = around(self.width())
        self._head_row.setContentsMargins(margin, 0, margin, 0)
        wide = self.width() >= _WITH_PREVIEW
        beside = margin - tokens.BETWEEN  # the words of the table line up with what is above
        self._row.setContentsMargins(beside, 0, margin if wide else beside, 0)
        self._progress_row.setContentsMargins(margin, 0, margin, 0)
        self.preview.setVisible(wide)
        super().resizeEvent(event)
