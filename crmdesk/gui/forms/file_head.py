"""The head of a file: name and number, badges, how to reach them, whose customer it is, and what one can do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.fields import Fields
from crmdesk.gui.forms.head_state import EditState
from crmdesk.gui.forms.links import ValueLink
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import horizontal, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge, BadgeLabel
from crmdesk.gui.widgets.buttons import Button, IconButton
from crmdesk.gui.widgets.labels import ElidedLabel

_LINKS = (("mobile", "phone"), ("phone", "phone"), ("email", "mail"), ("website", "globe"))
_HEIGHT, _HEIGHT_NEW = 116, 64
_LINE_ABOVE = 4
_ROOM_FOR_ALL = 900


class FileHead(QWidget):
    """Its height never changes, so that nothing below moves when editing begins.

    `edit_asked`: a field key or empty; `save_asked`, `cancel_asked`; `menu` is what the ··· button opens.
    """

    edit_asked = Signal(str)
    save_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self.setObjectName("file-head")
        self.setFixedHeight(_HEIGHT)
        self.menu = QMenu(self)
        self._fixed = False
        self._name = ElidedLabel(points=tokens.NAME, bold=True, name="file-name")
        self._number = ElidedLabel(points=tokens.SMALL, tone="text_2", name="file-number")
        self._number.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._number.setMaximumWidth(tokens.NORMAL_INPUT)
        self._number.setFixedHeight(tokens.LINE_HEIGHTS[tokens.SECTION])
        self._owner = ElidedLabel(points=tokens.SMALL, tone="text_2", name="file-owner")
        self.state = EditState(ui.words)
        self._make_buttons()
        self._badges, self._links = _Line(tokens.BETWEEN), _Line(tokens.AROUND)
        self._lay_out()
        self._by_place = {self._name: "name", self._number: "number", self._owner: "owner"}
        for place in self._by_place:
            place.installEventFilter(self)
        self.show_editing(False)

    def _make_buttons(self) -> None:
        _ = self._ui.words.gettext
        self.edit_button = Button(_("Edit"), icon="pencil", name="edit-file")
        self.edit_button.setToolTip(f"{_('Edit')}  Ctrl+E")
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
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(top)
        self._column.addSpacing(_LINE_ABOVE)
        self._column.addWidget(self._badges)
        self._column.addSpacing(tokens.BETWEEN)
        self._column.addLayout(bottom)
        self._column.addStretch(1)
        self.set_margin(tokens.AROUND)

    def set_margin(self, margin: int) -> None:
        self._column.setContentsMargins(margin, tokens.AROUND, margin, 0)

    def show_file(self, file: CustomerFile, fields: Fields) -> None:
        """What stands on top of this file."""
        words = self._ui.words
        self._show_lines(True)
        self._fixed = file.deleted
        self.edit_button.setVisible(not file.deleted and not self.save_button.isVisibleTo(self))
        self._name.set_text(file.name)
        self._number.set_text(file.number)
        owner = file.values.get("owner")
        label = words.gettext("Owner {name}").format(name=owner) if owner else ""
        self._owner.set_text(label)
        shown = file_badges(file, fields, self._ui)
        self._badges.fill([BadgeLabel(badge, name=f"badge-{key}") for key, badge in shown])
        links: list[QWidget] = []
        for key, icon in _LINKS:
            value = file.values.get(key)
            if value and not (key == "phone" and value == file.values.get("mobile")):
                links.append(ValueLink(self._ui, fields[key], value, icon=icon))
        self._links.fill(links)

    def show_new(self, title: str) -> None:
        """The head of a file that does not exist yet."""
        self._name.set_text(title)
        self._number.set_text("")
        self._owner.set_text("")
        self._show_lines(False)

    def _show_lines(self, shown: bool) -> None:
        """A new file has just its title."""
        for line in (self._badges, self._links, self._owner):
            line.setVisible(shown)
        self.setFixedHeight(_HEIGHT if shown else _HEIGHT_NEW)

    def title(self) -> str:
        """The name on top."""
        return self._name.text()

    def show_editing(self, editing: bool) -> None:
        """The buttons that belong to reading or to editing."""
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
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        margin = self._column.contentsMargins().left()
        ink = QColor(scheme_of(self.palette()).line)
        horizontal(QPainter(self), margin, self.width() - margin, self.height() - _LINE_ABOVE, ink)


def file_badges(file: CustomerFile, fields: Fields, ui: Ui) -> list[tuple[str, Badge]]:
    """Tier, grade, stage, life cycle and *wanted this year*, as far as they are known."""
    words = ui.words
    found: list[tuple[str, Badge]] = []
    for key in ("tier", "grade", "stage", "life_cycle"):
        value = file.values.get(key)
        choice = fields[key].choice(value) if value else None
        if choice is None:
            continue
        text = words.label(choice.label)
        if key == "tier":
            found.append((key, badges.tier(choice.key, text)))
        elif key == "grade":
            grade = text if words.chinese else words.gettext("Grade {grade}").format(grade=text)
            found.append((key, badges.grade(grade)))
        elif key == "stage":
            found.append((key, badges.stage(choice.key, text)))
        else:
            found.append((key, badges.chip(text)))
    if file.values.get("wanted"):
        found.append(("wanted", badges.chip(words.label(fields["wanted"].label), icon="star")))
    if file.deleted:
        found.insert(0, ("deleted", badges.state("warn", words.gettext("In the trash"), icon="trash")))
    return found


class _Line(QWidget):
    """Widgets side by side from the left; what has no room at the right is cut off."""

    def __init__(self, spacing: int) -> None:
        super().__init__()
        self.setFixedHeight(tokens.BADGE_HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(spacing)

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
