"""The list of what was typed and not saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QWidget

from crmdesk.gui.forms.drafts import moment, what
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.rows import Row, TwoLineDelegate, style_list
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.services.drafts import Draft

_SIZE = QSize(560, 360)
_DRAFT = TwoLineDelegate.ROW_ROLE + 1
_SHOWN = 3


class DraftsDialog(Dialog):
    """Enter or a double click goes on with one (`continue_asked`), Del gives it up (`discard_asked`)."""

    continue_asked = Signal(object)
    discard_asked = Signal(object)

    def __init__(self, ui: Ui, drafts: Sequence[Draft], parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(
            _("Typed and not saved"),
            ui.words,
            confirm=_("Continue"),
            cancel=_("Close"),
            size=_SIZE,
            name="drafts",
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.view = QListView()
        self.view.setObjectName("drafts-list")
        self.view.setAccessibleName(self.windowTitle())
        self._drafts = {draft.key: draft for draft in drafts}
        self._model = QStandardItemModel(self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(TwoLineDelegate(parent=self.view))
        style_list(self.view)
        self.view.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.view.installEventFilter(self)
        self.view.doubleClicked.connect(self.accept)
        for draft in drafts:
            self._model.appendRow(_item(draft, ui))
        discard = Button(_("Discard"), hint="Del", name="drafts-discard")
        discard.clicked.connect(self._discard)
        self.add_left(discard)
        self.set_body(self.view)
        self.view.setCurrentIndex(self._model.index(0, 0))
        eye_order(self)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """Go on with the current one."""
        draft = self._current()
        super().accept()
        if draft is not None:
            self.continue_asked.emit(draft)

    def _current(self) -> Draft | None:
        return self._drafts.get(str(self.view.currentIndex().data(_DRAFT)))

    def _discard(self) -> None:
        draft, place = self._current(), self.view.currentIndex().row()
        if draft is None:
            return
        self._model.removeRow(place)
        self.discard_asked.emit(draft)
        if not self._model.rowCount():
            self.reject()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            self._discard()
            return True
        return super().eventFilter(watched, event)


def _item(draft: Draft, ui: Ui) -> QStandardItem:
    told = ui.masking.text(what(draft, ui.words))
    item = QStandardItem(told)
    texts = {} if ui.masking.on else draft.texts
    typed = [" ".join(text.split()) for key, text in texts.items() if text.strip() and key not in ("kind", "name")]
    item.setData(Row(told, (moment(draft, ui), *typed[:_SHOWN])), TwoLineDelegate.ROW_ROLE)
    item.setData(draft.key, _DRAFT)
    item.setEditable(False)
    return item
