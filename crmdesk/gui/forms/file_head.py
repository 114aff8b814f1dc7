"""The head of a file: name and number, badges, how to reach them, whose customer it is, and what one can do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.fields import Fields
from crmdesk.gui.forms.head_badges import HeadBadges
from crmdesk.gui.forms.head_name import ONE, HeadName
from crmdesk.gui.forms.head_state import EditState
from crmdesk.gui.forms.links import ValueLink
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import horizontal, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, IconButton
from crmdesk.gui.widgets.labels import ElidedLabel

_LINKS = (("mobile", "phone"), ("phone", "phone"), ("email", "mail"), ("website", "globe"))
_HEIGHT, _HEIGHT_NEW = 116, 64
_LINE_ABOVE = 4
_ROOM_FOR_ALL, _ROOM_FOR_HINTS = 900, 640


class FileHead(QWidget):
    """Its height follows the name alone, so that nothing below moves when editing begins.

    `edit_asked`: a field key or empty; `save_asked`, `cancel_asked`; `menu` is what the ··· button opens;
    `height_changed`: another number of lines now, what is below has to move.
    """

    edit_asked = Signal(str)
    save_asked = Signal()
    cancel_asked = Signal()
    height_changed = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self.setObjectName("file-head")
        self.setFixedHeight(_HEIGHT)
        self.menu = QMenu(self)
        self._fixed, self._editing = False, False
        self._name = HeadName()
        self._whole = True
        self._number = ElidedLabel(points=tokens.SMALL, tone="text_2", name="file-number")
        self._number.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._number.setMaximumWidth(tokens.NORMAL_INPUT)
        self._number.setFixedHeight(tokens.LINE_HEIGHTS[tokens.SECTION])
        self._owner = ElidedLabel(points=tokens.SMALL, tone="text_2", name="file-owner")
        self._owner.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._owner.setMaximumWidth(tokens.NORMAL_INPUT)
        self.state = EditState(ui.words)
        self._make_buttons()
        self.badges, self._links = HeadBadges(ui), _Line(tokens.AROUND)
        self._lay_out()
        self.badges.edit_asked.connect(self.edit_asked)
        self._name.edit_asked.connect(lambda: self.edit_asked.emit("name"))
        self._by_place = {self._number: "number", self._owner: "owner"}
        for place in self._by_place:
            place.installEventFilter(self)
        self.show_editing(False)

    def _make_buttons(self) -> None:
        _ = self._ui.words.gettext
        self.edit_button = Button(_("Edit"), icon="pencil", name="edit-file")
        self.edit_button.setToolTip(_("Edit") + "  Ctrl+E")
        self.more_button = IconButton("more", _("More"), name="file-menu")
        self.save_button = Button(_("Save"), kind="main", hint="Ctrl+S", name="save-file")
        self.cancel_button = Button(_("Cancel"), hint="Esc", name="cancel-file")
        self.edit_button.clicked.connect(self._edit)
        self.more_button.clicked.connect(self._open_menu)
        self.save_button.clicked.connect(self.save_asked)
        self.cancel_button.clicked.connect(self.cancel_asked)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(tokens.BETWEEN)
        top.addWidget(self._name)
        top.addWidget(self._number, 0, Qt.AlignmentFlag.AlignBottom)
        top.addStretch(1)
        for widget in (self.state, self.save_button, self.cancel_button, self.edit_button, self.more_button):
            top.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        bottom = QHBoxLayout()
        bottom.setSpacing(tokens.AROUND)
        bottom.addWidget(self._links, 1)
        bottom.addWidget(self._owner)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self.badges)
        lines.addSpacing(tokens.BETWEEN)
        lines.addLayout(bottom)
        self.beside = QHBoxLayout()
        self.beside.setSpacing(tokens.AROUND)
        self.beside.addLayout(lines, 1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(top)
        self._column.addSpacing(_LINE_ABOVE)
        self._column.addLayout(self.beside)
        self._column.addStretch(1)
        self.set_margin(tokens.AROUND)

    def set_margin(self, margin: int) -> None:
        self._column.setContentsMargins(margin, tokens.AROUND, margin, 0)
        self._fit()

    def show_file(self, file: CustomerFile, fields: Fields) -> None:
        """What stands on top of this file."""
        self._show_lines(True)
        self._fixed = file.deleted
        self.edit_button.setVisible(not file.deleted and not self.save_button.isVisibleTo(self))
        self._name.set_text(file.name)
        self._number.set_text(file.number)
        self._owner.set_text(self._people(file))
        self._fit()
        self.badges.show_file(file, fields)
        links: list[QWidget] = []
        for key, icon in _LINKS:
            value = file.values.get(key)
            if value and not (key == "phone" and value == file.values.get("mobile")):
                link = ValueLink(self._ui, fields[key], value, icon=icon)
                if icon == "phone":
                    link.setMinimumWidth(link.sizeHint().width())
                links.append(link)
        self._links.fill(links)

    def _people(self, file: CustomerFile) -> str:
        """Whose customer it is, and who keeps the file where that is somebody else."""
        _ = self._ui.words.gettext
        owner, keeper = file.values.get("owner"), file.values.get("custodian")
        told = [_("Owner {name}").format(name=owner)] if owner else []
        if keeper and keeper != owner:
            told.append(_("Keeper {name}").format(name=keeper))
        return "  ".join(told)

    def show_new(self, title: str) -> None:
        """The head of a file that does not exist yet."""
        self._name.set_text(title)
        self._number.set_text("")
        self._owner.set_text("")
        self._show_lines(False)

    def _show_lines(self, shown: bool) -> None:
        """A new file has just its title."""
        for line in (self.badges, self._links, self._owner):
            line.setVisible(shown)
        self._whole = shown
        self._fit()

    def _fit(self) -> None:
        """Give the name the room it has while reading, and the head the height that goes with it.

        Where the file is folded away there is no room to go by: the head stays as it was.
        """
        if self.width() < tokens.NORMAL_INPUT:
            return
        margins = self._column.contentsMargins()
        buttons = self.edit_button.sizeHint().width() + self.more_button.sizeHint().width() + 2 * tokens.BETWEEN
        room = self.width() - margins.left() - margins.right() - buttons
        self._number.setMaximumWidth(max(tokens.SHORT_INPUT, min(tokens.NORMAL_INPUT, room // 3)))
        number = min(self._number.sizeHint().width(), self._number.maximumWidth()) + tokens.BETWEEN
        room -= number
        more = self._name.set_room(max(room, tokens.NORMAL_INPUT)) - ONE
        high = (_HEIGHT if self._whole else _HEIGHT_NEW) + more
        if high != self.maximumHeight():
            self.setFixedHeight(high)
            QTimer.singleShot(0, self, self.height_changed.emit)  # a layout that is at work now is deaf to it

    def links(self) -> list[QWidget]:
        """Phones, e-mail and website, from the left."""
        return self._links.widgets()

    def title(self) -> str:
        """The name on top."""
        return self._name.text()

    def show_editing(self, editing: bool) -> None:
        """The buttons that belong to reading or to editing."""
        self._editing = editing
        self._show_narrow(self.width() < _ROOM_FOR_HINTS)
        self.edit_button.setVisible(not editing and not self._fixed)
        self.more_button.setVisible(not editing)
        self.state.setVisible(editing)
        self.save_button.setVisible(editing)
        self.cancel_button.setVisible(editing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick and isinstance(watched, ElidedLabel):
            self.edit_asked.emit(self._by_place[watched])
            return True
        return super().eventFilter(watched, event)

    def _edit(self) -> None:
        self.edit_asked.emit("")

    def _open_menu(self) -> None:
        corner = self.more_button.rect().bottomRight()
        left = corner.x() - self.menu.sizeHint().width()
        corner.setX(left + 1)
        corner.setY(corner.y() + 3)
        self.menu.popup(self.more_button.mapToGlobal(corner))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.state.set_brief(self.width() < _ROOM_FOR_ALL)
        self._show_narrow(self.width() < _ROOM_FOR_HINTS)
        self._fit()
        super().resizeEvent(event)

    def _show_narrow(self, narrow: bool) -> None:
        """While editing in little room the name matters more than its number and the shortcuts."""
        self.save_button.set_hint("" if narrow else "Ctrl+S")
        self.cancel_button.set_hint("" if narrow else "Esc")
        self._number.setVisible(not (narrow and self._editing))

    def paintEvent(self, _event: QPaintEvent) -> None:
        margin = self._column.contentsMargins().left()
        ink = QColor(scheme_of(self.palette()).line)
        horizontal(QPainter(self), margin, self.width() - margin, self.height() - _LINE_ABOVE, ink)


class _Line(QWidget):
    """Widgets side by side from the left; what has no room at the right is cut off."""

    def __init__(self, spacing: int) -> None:
        super().__init__()
        self.setFixedHeight(tokens.BADGE_HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(spacing)

    def widgets(self) -> list[QWidget]:
        items = (self._row.itemAt(place) for place in range(self._row.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def fill(self, widgets: list[QWidget]) -> None:
        while self._row.count():
            item = self._row.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for widget in widgets:
            self._row.addWidget(widget)
            widget.show()
        self._row.addStretch(1)
