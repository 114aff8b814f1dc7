"""Looks at whatever the tour would picture: names and roles, Tab, text that is cut off, text nobody translated."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from crmdesk.core import choices, customers
from crmdesk.core.registry import REGISTRY
from crmdesk.core.words import Label, Words
from crmdesk.gui.jobs import Jobs
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.tour.camera import Camera, settle

_LATIN = re.compile(r"[A-Za-z]{2,}")
_TAG = re.compile(r"<[^>]*>")
_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
_OWN = re.compile(
    r"[\w.]+@[\w.]+|[\w.]+\.example|\bK\d{5}\b|\b9\w{17}\b|\.\w{3,4}\b|heyan\w*|\bM[Mm][Aa]\b"
    r"|\bQQ\b|\bExcel\b|\bCSV\b|\bJSON\b|\bLunar\b|/tmp/\S*|\d+ (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}"
    r"|(Ctrl|Shift|Alt|Esc|Enter|Return|Del|Up|Down|PgDown|Home|End|Tab)\b|English|CRM Desk|SQLite|Qt|PySide\w*|Python"
)
"""What stays as it is in every language: people's own data, keys, names of programs; and how dates are written."""


class Marked(gettext.NullTranslations):
    """Every translated text stands in brackets, so that what is not translated shows."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


def marked_words() -> Words:
    return Words("en", Marked())


class Inspector(Camera):
    """Stands in the place of the tour's camera: instead of a picture it writes down what is wrong."""

    def __init__(self, outdir: Path) -> None:
        super().__init__(outdir, "", "")
        self.seen: list[str] = []
        self.unnamed: list[str] = []
        self.unreached: list[str] = []
        self.cut: list[str] = []
        self.untranslated: list[str] = []
        self.walk = False

    def take(self, widget: QWidget, name: str, jobs: Jobs, *, showing: str) -> None:
        settle(jobs)
        self.seen.append(name)
        parts = [widget, *(part for part in widget.findChildren(QWidget) if part.isVisibleTo(widget))]
        for part in parts:
            where = f"{name}: {type(part).__name__} {part.objectName()}"
            self.unnamed += [f"{where}: {what}" for what in nameless(part)]
            self.cut += [f"{where}: {what}" for what in cut_texts(part)]
            self.untranslated += [f"{where}: {text}" for text in texts(part) if foreign(text)]
        if self.walk:
            self.unreached += [f"{name}: {what}" for what in unreached(widget, parts)]


def interactive(part: QWidget) -> bool:
    """Whether a person can do something with it."""
    if isinstance(part, QScrollBar | QHeaderView) or not part.isEnabled():
        return False
    inputs = isinstance(part, QAbstractButton | QLineEdit | QPlainTextEdit | QComboBox | QAbstractItemView)
    return inputs or bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)


def nameless(part: QWidget) -> Iterator[str]:
    """What assistive programs could not say of it."""
    if not interactive(part):
        return
    told = QAccessible.queryAccessibleInterface(part)
    if told is None or not told.text(QAccessible.Text.Name).strip():
        yield "no name"
    elif told.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client) and not isinstance(part, QScrollArea):
        yield f"no role ({told.role().name})"


def unreached(widget: QWidget, parts: Iterable[QWidget]) -> list[str]:
    """Inputs that Tab does not come to, and focus that is not to be seen because it is on nothing visible."""
    window = widget.window()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    wanted = {part for part in parts if _tabbed(part)}
    met: set[QWidget] = set()
    for _turn in range(len(wanted) * 2 + 10):
        focus = QApplication.focusWidget()
        if focus is None:
            window.focusNextChild()
            continue
        met.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return [f"{type(part).__name__} {part.objectName()}" for part in wanted if part not in met]


def _tabbed(part: QWidget) -> bool:
    """One of several that exclude each other is gone to by the arrows."""
    if isinstance(part, QAbstractButton) and part.group() is not None and part.group().exclusive():
        return part.isChecked()
    typed = isinstance(part, QLineEdit | QPlainTextEdit | QComboBox)
    tabbed = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and part.focusProxy() is None
    return interactive(part) and (tabbed or typed) and part.isVisible()


def cut_texts(part: QWidget) -> Iterator[str]:
    """Texts with too little room that do not say so by … and a tooltip."""
    if isinstance(part, ElidedLabel):
        if text_width(part.font(), part.text()) > part.width() and part.toolTip() != part.text():
            yield f"elided without a tooltip: {part.text()}"
    elif isinstance(part, QLabel) and part.text() and part.textFormat() != Qt.TextFormat.RichText:
        if part.wordWrap():
            needed = part.heightForWidth(part.width())
            if needed > part.height() + 1:
                yield f"needs {needed} lines of pixels, has {part.height()}: {part.text()}"
        elif text_width(part.font(), part.text()) > part.width() + 1:
            yield f"has {part.width()}: {part.text()}"
    elif isinstance(part, QAbstractButton) and part.text():
        if part.sizeHint().width() > part.width() + 1 and part.text().replace("&", "") not in part.toolTip():
            yield f"button needs {part.sizeHint().width()}, has {part.width()}: {part.text()}"
    elif isinstance(part, QLineEdit) and part.placeholderText() and not part.text():
        if text_width(part.font(), part.placeholderText()) > part.width() - 12:
            yield f"placeholder: {part.placeholderText()}"
    elif isinstance(part, QComboBox) and text_width(part.font(), part.currentText()) > part.width() - 28:
        yield f"choice: {part.currentText()}"
    elif isinstance(part, QHeaderView) and part.orientation() == Qt.Orientation.Horizontal:
        yield from _cut_headers(part)


def _cut_headers(head: QHeaderView) -> Iterator[str]:
    metrics = QFontMetrics(head.font())
    for place, text in enumerate(_heads(head)):
        tip = head.model().headerData(place, head.orientation(), Qt.ItemDataRole.ToolTipRole)
        if metrics.horizontalAdvance(text) > head.sectionSize(place) > 0 and not tip:
            yield f"header: {text}"


def texts(part: QWidget) -> Iterator[str]:
    """What a widget says to people, typed data left out."""
    yield part.toolTip()
    yield part.accessibleName()
    yield part.accessibleDescription()
    if part.isWindow():
        yield part.windowTitle()
    if isinstance(part, QLabel | QAbstractButton | ElidedLabel):
        yield _TAG.sub("", part.text())
    if isinstance(part, QLineEdit):
        yield part.placeholderText()
    if isinstance(part, QMenu):
        yield part.title()
        yield from (action.text() for action in part.actions())
    if isinstance(part, QHeaderView) and part.orientation() == Qt.Orientation.Horizontal:
        yield from _heads(part)


def _heads(head: QHeaderView) -> list[str]:
    return [str(head.model().headerData(place, head.orientation()) or "") for place in range(head.count())]


def foreign(text: str) -> bool:
    """Whether something in it was not translated (with `marked_words`)."""
    while (less := _MARKED.sub("", text)) != text:
        text = less
    for label in _LABELS:
        text = text.replace(label, "")
    return bool(_LATIN.search(_OWN.sub("", text)))


def _labels() -> Iterator[str]:
    for fields in REGISTRY.values():
        for group in fields.groups:
            yield group.label.en
            if group.label_individual:
                yield group.label_individual.en
        for field in fields.all:
            yield field.label.en
            for label in (field.label_individual, field.unit):
                if label is not None:
                    yield label.en
            yield from (choice.label.en for choice in field.choices)
    yield from (label.en for label in customers.SORTS.values())
    yield from (choice.label.en for choice in choices.TIER)
    yield from (label.en for label in (Label("Contact", "联系人"), Label("Contact's mobile", "联系人手机")))


_LABELS = sorted({label for label in _labels() if len(label) > 2}, key=len, reverse=True)
