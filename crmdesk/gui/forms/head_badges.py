"""The badges of a file: tier, grade, stage, life cycle, marks, groups; and a menu that sets marks and groups."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core import days
from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Fields
from crmdesk.core.privacy import Consent, consent_of
from crmdesk.gui import icons
from crmdesk.gui.models.tiers_standing import of_grade, of_tier
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge, BadgeLabel
from crmdesk.gui.widgets.buttons import IconButton
from crmdesk.services import groups, listing, reviewing, tier_standing

_MOST_GROUPS = 15
COMPLAINTS = "complaints"
_EDITED = {
    "tier": "tier", "grade": "grade", "wanted": "wanted", "review": "verified_on", "consent": "consent_withdrawn_on",
}  # fmt: skip


def file_badges(file: CustomerFile, fields: Fields, ui: Ui) -> list[tuple[str, Badge]]:
    """Tier, grade, stage, life cycle, *wanted this year* and *due for review*, as far as they are known."""
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
    if (lost_on := file.values.get("lost_on")) is not None:
        day = days.dated(lost_on, ui.desk.today(), words)
        found.append(("lost", badges.state("bad", words.gettext("Lost {day}").format(day=day), icon="arrow-right")))
    if file.values.get("wanted"):
        found.append(("wanted", badges.chip(words.label(fields["wanted"].label), icon="star")))
    if count := file.values.get("open_complaints"):
        told = words.ngettext("{count} complaint being handled", "{count} complaints being handled", count)
        found.append((COMPLAINTS, badges.state("bad", told.format(count=words.number(count)), icon="complaint")))
    if consent_of(file.values) is Consent.WITHDRAWN:
        found.insert(0, ("consent", badges.state("warn", words.gettext("Consent withdrawn"))))
    if file.deleted:
        found.insert(0, ("deleted", badges.state("warn", words.gettext("In the trash"), icon="trash")))
    elif reviewing.is_due(ui.desk, file):
        found.append(("review", badges.state("warn", words.gettext("Due for review"), icon="clock")))
    return found


def group_badges(file: CustomerFile, ui: Ui) -> list[tuple[str, Badge]]:
    """The groups the customer is in, by hand and dynamic, each with its colour."""
    by_hand: tuple[str, ...] = file.values.get("groups") or ()
    dynamic = () if file.deleted else listing.groups_of(ui.desk, file.id)
    if not by_hand and not dynamic:
        return []
    colours = {group.name: group.color for group in groups.all_groups(ui.desk)}
    names = dict.fromkeys((*by_hand, *dynamic))
    return [(f"group-{name}", badges.group(colours.get(name, ""), name)) for name in names]


class HeadBadges(QWidget):
    """Badges side by side; those that have no room are counted in the last one.

    `edit_asked`: a badge was clicked twice, the key of its field; `complaints_asked`: that of the open complaints.
    `wanted_asked`: the mark *wanted this year* is to be set or taken away; `verify_asked`; `group_asked`: a group's id,
    and whether the customer is to be in it.
    """

    edit_asked = Signal(str)
    complaints_asked = Signal()
    wanted_asked = Signal(bool)
    verify_asked = Signal()
    group_asked = Signal(object, bool)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setObjectName("file-badges")
        self.setFixedHeight(tokens.BADGE_HEIGHT)
        self._file: CustomerFile | None = None
        self._shown: list[tuple[str, Badge]] = []
        self._labels: list[BadgeLabel] = []
        self._more = BadgeLabel(badges.state("plain", ""), name="badge-more", parent=self)
        _ = ui.words.gettext
        self.button = IconButton(
            "chevron-down", _("Marks and groups"), name="badge-menu", size=tokens.BADGE_HEIGHT, parent=self
        )
        self.button.setFixedSize(tokens.BADGE_HEIGHT, tokens.BADGE_HEIGHT)
        self.button.clicked.connect(self._open_menu)

    def show_file(self, file: CustomerFile, fields: Fields) -> None:
        """The badges of this file."""
        self._file = file
        shown = [*file_badges(file, fields, self._ui), *group_badges(file, self._ui)]
        self.button.setVisible(not file.deleted)
        if shown != self._shown:
            self._fill(shown)
        self._tell_how()
        self._place()

    def _fill(self, shown: Sequence[tuple[str, Badge]]) -> None:
        self._shown = list(shown)
        for label in self._labels:
            label.hide()
            label.deleteLater()
        self._labels = [BadgeLabel(badge, name=f"badge-{key}", parent=self) for key, badge in shown]
        for label in self._labels:
            if label.objectName() == f"badge-{COMPLAINTS}":
                label.setCursor(Qt.CursorShape.PointingHandCursor)
                label.setToolTip(self._ui.words.gettext("Show the complaints"))

    def _tell_how(self) -> None:
        """How tier and grade came about stands in their tooltips."""
        told = {"badge-tier": of_tier, "badge-grade": of_grade}
        shown = [label for label in self._labels if label.objectName() in told]
        if self._file is None or not shown:
            return
        try:
            found = tier_standing.standing(self._ui.desk, self._file.id, self._ui.words)
        except UserError:
            return
        for label in shown:
            label.setToolTip(told[label.objectName()](self._ui, found))

    def _place(self) -> None:
        """From the left as far as they have room; tier and marks come before groups."""
        end = self.width() - (tokens.BADGE_HEIGHT + tokens.INSIDE if not self.button.isHidden() else 0)
        widths = [label.sizeHint().width() for label in self._labels]
        shown = _fitting(widths, end, 0)
        if shown < len(widths):
            self._more.set_badge(badges.state("plain", f"+{len(widths)}"))
            shown = _fitting(widths, end, self._more.sizeHint().width() + tokens.BETWEEN)
        left = 0
        for place, label in enumerate(self._labels):
            label.setVisible(place < shown)
            label.move(left, 0)
            label.resize(widths[place], tokens.BADGE_HEIGHT)
            left += widths[place] + tokens.BETWEEN if place < shown else 0
        hidden = [label.badge().text for label in self._labels[shown:]]
        self._more.setVisible(bool(hidden))
        if hidden:
            self._more.set_badge(badges.state("plain", f"+{len(hidden)}"))
            self._more.setAccessibleName(", ".join(hidden))
            self._more.setToolTip("\n".join(hidden))
            self._more.setGeometry(left, 0, self._more.sizeHint().width(), tokens.BADGE_HEIGHT)
            left += self._more.width() + tokens.BETWEEN
        self.button.move(max(0, left - (tokens.INSIDE if left else 0)), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        label = self.childAt(event.position().toPoint())
        if label is not None and label.objectName() == f"badge-{COMPLAINTS}":
            self.complaints_asked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        label = self.childAt(event.position().toPoint())
        key = label.objectName().removeprefix("badge-") if isinstance(label, BadgeLabel) else ""
        if key in _EDITED or key.startswith("group-"):
            self.edit_asked.emit(_EDITED.get(key, "groups"))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._file is not None and not self._file.deleted:
            self.make_menu().popup(event.globalPos())

    def _open_menu(self) -> None:
        self.make_menu().popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 3)))

    def make_menu(self) -> QMenu:
        """Marks and groups by hand to tick."""
        _ = self._ui.words.gettext
        menu = QMenu(self)
        menu.setObjectName("marks-menu")
        menu.setAccessibleName(_("Marks and groups"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        values = self._file.values if self._file is not None else {}
        label = self._ui.words.label(self._ui.desk.fields("customer")["wanted"].label)
        wanted = menu.addAction(label)
        wanted.setObjectName("mark-wanted")
        wanted.setCheckable(True)
        wanted.setChecked(bool(values.get("wanted")))
        wanted.toggled.connect(self.wanted_asked)
        if values.get("verified_on") != self._ui.desk.today():
            verified = menu.addAction(icons.icon("done"), _("Verified today"), self.verify_asked.emit)
            verified.setObjectName("mark-verified")
        menu.addSeparator()
        by_hand = [group for group in groups.all_groups(self._ui.desk) if not group.dynamic]
        inside = set(values.get("groups") or ())
        by_hand.sort(key=lambda group: group.name not in inside)
        for group in by_hand[:_MOST_GROUPS]:
            action = menu.addAction(group.name.replace("&", "&&"))
            action.setObjectName(f"mark-group-{group.id}")
            action.setCheckable(True)
            action.setChecked(group.name in inside)
            action.toggled.connect(lambda on, group=group: self.group_asked.emit(group.id, on))
        edit = _("Edit groups...") if by_hand else _("Make a group...")
        menu.addAction(icons.icon("people"), edit, lambda: self._ui.bus.open_settings.emit("groups"))
        return menu


def _fitting(widths: Sequence[int], room: int, kept: int) -> int:
    """How many of them fit into the room with `kept` pixels left over."""
    used = 0
    for place, width in enumerate(widths):
        used += width + (tokens.BETWEEN if place else 0)
        if used + kept > room:
            return place
    return len(widths)
