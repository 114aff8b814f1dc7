"""The strip under the head: how complete the file is; of whom we deal with sales, money owed, last contact, next step;
of others when the file was verified, where they come from, when it was made."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.fields import Fields
from crmdesk.gui import icons
from crmdesk.gui.forms.file_dealing import KEYS, dealing, dealt_with
from crmdesk.gui.forms.file_text import shown_value
from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, edge, fill, scheme_of, sized, text_width, write
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.services import completeness, history, reviewing
from crmdesk.services.completeness import CONTACTS, Completeness

_UPPER, _LOWER = tokens.LINE_HEIGHTS[tokens.SMALL], tokens.LINE_HEIGHTS[tokens.BODY]
_METER, _METER_HEIGHT = 56, 6
_SHARES = {"completeness": 10, "verified": 18, "source": 9, "since": 10, "changed": 12}
_DEALING_SHARES = {"sales": 12, "owed": 11, "last": 11, "next": 15}
_FIRST_TO_GO = (("source", 600), ("changed", 480), ("last", 480))
"""Where the strip is narrower than so many pixels, a fact is left out."""


class CompletenessButton(QAbstractButton):
    """A meter with the percentage; a click lists what is missing. `fill_asked`: the key of a missing field."""

    fill_asked = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._found = Completeness(0, ())
        self._fields: Fields | None = None
        self._kind = ""
        self.setObjectName("completeness")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_UPPER + _LOWER)
        self.setMinimumWidth(_METER + tokens.BETWEEN + text_width(self.font(), "100%") + 2 + tokens.ICON_SMALL)
        self.clicked.connect(self._open_menu)

    def show_completeness(self, found: Completeness, file: CustomerFile, fields: Fields) -> None:
        """How complete this file is; in the trash nothing can be filled."""
        words = self._ui.words
        _, n = words.gettext, words.ngettext
        self._found, self._fields, self._kind = found, fields, file.kind
        self.setEnabled(bool(found.missing) and not file.deleted)
        self.setCursor(Qt.CursorShape.PointingHandCursor if self.isEnabled() else Qt.CursorShape.ArrowCursor)
        count = len(found.missing)
        told = n("{count} thing is missing", "{count} things are missing", count).format(count=count)
        name = _("Completeness") + f" {found.percent}%"
        filled = _("Everything that matters is filled")
        self.setToolTip("\n".join((name, told if count else filled)))
        self.setAccessibleName(name)
        self.setAccessibleDescription(told if count else "")
        self.update()

    def make_menu(self) -> QMenu:
        """What is missing; choosing one goes there."""
        _ = self._ui.words.gettext
        menu = QMenu(self)
        menu.setObjectName("missing-menu")
        menu.setAccessibleName(_("Missing, click to fill"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Missing, click to fill")).setEnabled(False)
        for key in self._found.missing:
            icon = icons.icon("plus" if key == CONTACTS else "pencil")
            action = menu.addAction(icon, self._label(key).replace("&", "&&"))
            action.setObjectName(f"missing-{key}")
            action.triggered.connect(lambda _checked=False, key=key: self.fill_asked.emit(key))
        return menu

    def _label(self, key: str) -> str:
        field = self._fields.get(key) if self._fields is not None else None
        if field is not None:
            return self._ui.words.label(field.label_for(self._kind))
        return self._ui.words.gettext("Contacts that can be reached")

    def _open_menu(self) -> None:
        self.make_menu().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def sizeHint(self) -> QSize:
        return QSize(_METER + tokens.AROUND + tokens.SECTIONS, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme = QPainter(self), scheme_of(self.palette())
        upper = QRectF(0, 0, self.width(), _UPPER)
        label = self._ui.words.gettext("Completeness")
        write(painter, upper, label, sized(self.font(), tokens.SMALL), QColor(scheme.text_2))
        top = _UPPER + (_LOWER - _METER_HEIGHT) / 2
        fill(painter, QRectF(0, top, _METER, _METER_HEIGHT), QColor(scheme.line_strong), _METER_HEIGHT / 2)
        done = _METER * self._found.percent / 100
        if done >= 1:
            fill(painter, QRectF(0, top, done, _METER_HEIGHT), QColor(scheme.text_2), min(3.0, done / 2))
        lower = QRectF(_METER + tokens.BETWEEN, _UPPER, self.width(), _LOWER)
        text = f"{self._found.percent}%"
        ink = scheme.accent if self.isEnabled() else scheme.text
        write(painter, lower, text, self.font(), QColor(ink))
        if self.isEnabled():
            left = lower.left() + text_width(self.font(), text) + 2
            draw_icon(painter, "chevron-down", QRectF(left, _UPPER, tokens.ICON_SMALL, _LOWER), QColor(ink))
        if self.hasFocus():
            edge(painter, QRectF(self.rect()), QColor(scheme.accent), tokens.FOCUS_EDGE)


class _Fact(QWidget):
    """A grey label over a value. `edit_asked`: it was clicked twice."""

    edit_asked = Signal()

    def __init__(self, label: str, name: str, beside: QWidget | None = None) -> None:
        super().__init__()
        self.label = ElidedLabel(label, points=tokens.SMALL, tone="text_2")
        self.value = ElidedLabel(name=name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        lower = QHBoxLayout()
        lower.setSpacing(tokens.BETWEEN)
        lower.addWidget(self.value)
        if beside is not None:
            lower.addWidget(beside)
        lower.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.label)
        column.addLayout(lower)

    def show_value(self, text: str, tone: str = "text") -> None:
        """An unknown one leaves its column empty, so that the others stay where they are."""
        self.value.set_text(text)
        self.value.set_tone(tone)
        self.label.setVisible(bool(text))
        self.value.setVisible(bool(text))

    def told(self) -> str:
        return f"{self.label.text()} {self.value.text()}" if self.value.text() else ""

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.edit_asked.emit()


class FileFacts(QWidget):
    """`fill_asked`, `edit_asked`: a field; `contact_asked`: a contact is to be added; `verify_asked`."""

    edit_asked = Signal(str)
    contact_asked = Signal()
    verify_asked = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        _ = ui.words.gettext
        self.setObjectName("file-facts")
        self.setFixedHeight(_UPPER + _LOWER)
        self.completeness = CompletenessButton(ui)
        self.completeness.fill_asked.connect(self._fill)
        self.verify = LinkButton(_("Verified today"), icon="check", name="verify-today")
        self.verify.clicked.connect(self.verify_asked)
        self.facts = {
            "verified": _Fact(_("Last verified"), "fact-verified", self.verify),
            "source": _Fact(_("Source"), "fact-source"),
            "since": _Fact(_("On file since"), "fact-since"),
            "changed": _Fact(_("Last change"), "fact-changed"),
        }
        for key, field in (("verified", "verified_on"), ("source", "source"), ("since", "created_on")):
            self.facts[key].edit_asked.connect(lambda field=field: self.edit_asked.emit(field))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.AROUND)
        self._dealt = False
        self.dealing = {key: _Fact("", f"fact-{key}") for key in KEYS}
        for key, fact in self.dealing.items():
            row.addWidget(fact, _DEALING_SHARES[key])
        row.addWidget(self.completeness, _SHARES["completeness"])
        for key, fact in self.facts.items():
            row.addWidget(fact, _SHARES[key])

    def show_file(self, file: CustomerFile, fields: Fields) -> None:
        """What there is to know at a glance of this file."""
        self.completeness.show_completeness(completeness.of_file(self._ui.desk, file), file, fields)
        self._dealt = dealt_with(file)
        if self._dealt:
            self._show_dealing(file)
        else:
            self._show_keeping(file, fields)
        self._fit()
        shown = self.dealing if self._dealt else self.facts
        told = [self.completeness.accessibleName(), *(fact.told() for fact in shown.values())]
        self.setAccessibleName(", ".join(part for part in told if part))

    def _show_dealing(self, file: CustomerFile) -> None:
        for key, told in dealing(file, self._ui).items():
            fact = self.dealing[key]
            fact.show_value(told.value, told.tone)
            fact.value.setFont(as_typed(fact.value.font()))
            fact.label.set_text(told.label)
            fact.label.set_tone(told.label_tone)

    def _show_keeping(self, file: CustomerFile, fields: Fields) -> None:
        words, desk = self._ui.words, self._ui.desk
        _ = words.gettext
        verified = file.values.get("verified_on")
        due = not file.deleted and reviewing.is_due(desk, file)
        shown = words.date(verified) if verified else _("Never")
        self.facts["verified"].show_value(shown, "warn" if due else "text")
        self.facts["verified"].label.set_text(_("Last verified, review due") if due else _("Last verified"))
        self.facts["verified"].label.set_tone("warn" if due else "text_2")
        self.verify.setVisible(not file.deleted and verified != desk.today())
        self.facts["source"].show_value(shown_value(file, fields["source"], words))
        self.facts["since"].show_value(shown_value(file, fields["created_on"], words))
        latest = history.latest_of(desk, file.id)
        when = f"{words.date(history.local_time(latest).date())} {latest.who}".strip() if latest else ""
        self.facts["changed"].show_value(when)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Of the two kinds of facts one is shown, as far as there is room."""
        least = dict(_FIRST_TO_GO)
        for facts, shown in ((self.facts, not self._dealt), (self.dealing, self._dealt)):
            for key, fact in facts.items():
                fact.setVisible(shown and self.width() >= least.get(key, 0))

    def _fill(self, key: str) -> None:
        if key == CONTACTS:
            self.contact_asked.emit()
        else:
            self.edit_asked.emit(key)
