"""Looks at whatever the tour would picture: names and roles, Tab, text that is cut off, text nobody translated."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSpinBox,
    QTableView,
    QTextEdit,
    QTreeView,
    QWidget,
)
from shiboken6 import isValid

from crmdesk.gui.jobs import Jobs
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.services.desk import open_desk
from crmdesk.tour.camera import Camera, settle
from tests.gui.paint_watch import unexplained, watching
from tests.gui.walking import backward, walk

_LATIN = re.compile(r"[A-Za-z]{2,}")
_KEY = re.compile(r"[a-z_-]+")
_TAG = re.compile(r"<[^>]*>")
_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
_MAIL = re.compile(r"[\w.]+@[\w.]+")
_OWN = re.compile(
    r"[\w.]+@[\w.]+|[\w.]+\.example|\bK\d{5}\b|\bXS\d{3}\b|\d+ cm\b|\b9\w{17}\b|\.\w{3,4}\b|heyan\w*|\bM[Mm][Aa]\b"
    r"|\bQQ\b|\bExcel\b|\bCSV\b|\bJSON\b|\bPDF\b|\bLunar\b|/tmp/\S*"
    r"|(\d+ )?\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)( \d{4}|(?<=\d ...))\b"
    r"|(\d+ – )?(\d+ )?\b(January|February|March|April|June|July|August|September|October|November|December)\b"
    r"|\b(Mon|Tues?|Wed(nes)?|Thu(rs)?|Fri|Sat(ur)?|Sun)(day)?\b"
    r"|(Ctrl|Shift|Alt|Esc|Enter|Return|Del|Ins|Up|Down|Left|Right|PgDown|PgUp|Home|End|Tab|Space)\b|English|[KM]B\b"
    r"|CRM Desk|SQLite|Qt|PySide\w*|Python"
)
"""What stays as it is in every language: people's own data, keys, names of programs; and how dates are written."""


_PASSING = {"order-product", "payment-customer"}
"""Something offered while one types, which Tab takes."""

_Role = QAccessible.Role
_ANY = frozenset(_Role) - {_Role.NoRole, _Role.Client, _Role.Window, _Role.StaticText, _Role.Graphic}
_ROLES: tuple[tuple[type[QWidget], frozenset[QAccessible.Role]], ...] = (
    (QRadioButton, frozenset({_Role.RadioButton})),
    (QCheckBox, frozenset({_Role.CheckBox})),
    (
        QAbstractButton,
        frozenset(
            {_Role.Button, _Role.ButtonMenu, _Role.ButtonDropDown, _Role.CheckBox, _Role.RadioButton, _Role.PageTab}
        ),
    ),
    (QLineEdit, frozenset({_Role.EditableText})),
    (QPlainTextEdit, frozenset({_Role.EditableText})),
    (QTextEdit, frozenset({_Role.EditableText})),
    (QComboBox, frozenset({_Role.ComboBox})),
    (QSpinBox, frozenset({_Role.SpinBox})),
    (QTableView, frozenset({_Role.Table})),
    (QTreeView, frozenset({_Role.Tree})),
    (QAbstractItemView, frozenset({_Role.List, _Role.Table})),
    (QScrollArea, frozenset({_Role.Pane, _Role.Client, _Role.Grouping})),
)


class Inspector(Camera):
    """Stands in the place of the tour's camera: it writes down what is wrong, and takes pictures only in a look.

    What is not translated or was shortened is told by `PseudoWords` alone, which no look has."""

    def __init__(self, outdir: Path, language: str = "", theme: str = "") -> None:
        super().__init__(outdir, language, theme)
        self.pictures = bool(language and theme)
        self.seen: list[str] = []
        self.unnamed: list[str] = []
        self.unreached: list[str] = []
        self.cut: list[str] = []
        self.untranslated: list[str] = []
        self.backward: list[str] = []
        self.walk = False
        self.shortened: list[str] = []
        self.own: tuple[str, ...] = ()
        """People's own data, which is not translated."""
        self.own_in: dict[str, tuple[str, ...]] = {}
        """What is nobody's to translate in one picture only, by its name."""

    def take(self, widget: QWidget, name: str, jobs: Jobs, *, showing: str) -> None:
        settle(jobs)
        self.seen.append(name)
        if self.pictures:
            super().take(widget, name, jobs, showing=showing)
        else:
            with watching() as told:
                widget.grab()
            self.shortened += [f"{name}: {what}" for what in unexplained(told)]
        own = (*self.own_in.get(name, ()), *self.own)
        parts = [widget, *(part for part in widget.findChildren(QWidget) if part.isVisibleTo(widget))]
        for part in parts:
            where = f"{name}: {type(part).__name__} {part.objectName()}"
            self.unnamed += [f"{where}: {what}" for what in nameless(part)]
            if not self.pictures:
                self.untranslated += [f"{where}: {text}" for text in texts(part) if foreign(text, own)]
        if _cut(name, parts):
            settle(jobs)  # the heights of wrapped texts follow widths, which may take a further round
            self.cut += _cut(name, [part for part in parts if isValid(part) and part.isVisibleTo(widget)])
        if self.walk and not isinstance(widget, QMenu) and name not in _PASSING:
            wanted = {part for part in parts if _tabbed(part)}
            before = QApplication.focusWidget()
            met = walk(widget.window(), len(wanted))
            if before is not None and isValid(before):
                before.setFocus()
            elif before is not None:
                self.unreached.append(f"{name}: what had the keyboard is gone")
            missed = [part for part in wanted - set(met) if isValid(part) and part.isVisible()]  # a message may pass
            self.unreached += [f"{name}: {type(part).__name__} {part.objectName()}" for part in missed]
            self.backward += [f"{name}: {what}" for what in backward(met)]


def _cut(name: str, parts: Iterable[QWidget]) -> list[str]:
    told = ((part, what) for part in parts for what in cut_texts(part))
    return [f"{name}: {type(part).__name__} {part.objectName()}: {what}" for part, what in told]


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
    elif told.role() not in _roles(part):
        yield f"the role {told.role().name} does not fit"


def _roles(part: QWidget) -> frozenset[QAccessible.Role]:
    """The roles under which a widget of its kind can be told."""
    return next((roles for kind, roles in _ROLES if isinstance(part, kind)), _ANY)


def _tabbed(part: QWidget) -> bool:
    """One of several that exclude each other is gone to by the arrows."""
    if isinstance(part, QAbstractButton) and part.group() is not None and part.group().exclusive():
        return part.isChecked() and part.isEnabled()
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


def foreign(text: str, own: Iterable[str] = ()) -> bool:
    """Whether something in it was not translated (with `pseudo.PseudoWords`); `own` are people's own data."""
    while (less := _MARKED.sub(" ", text)) != text:
        text = less
    text = _MAIL.sub(" ", text)
    for data in own if _LATIN.search(text) else ():
        text = text.replace(data, " ")
    return bool(_LATIN.search(_OWN.sub(" ", text)))


def own_data(path: Path) -> tuple[str, ...]:
    """Every text with Latin letters in a data file, the longest first; keys of choices are none."""
    desk = open_desk(path)
    database = desk.data.database
    tables = [row[0] for row in database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
    tables = [table for table in tables if not table.startswith(("sqlite_", "customer_search"))]
    rows = [row for table in tables for row in database.execute_sql(f'SELECT * FROM "{table}"').fetchall()]
    desk.close()
    found = {line for row in rows for cell in row for text in _strings(cell) for line in text.splitlines()}
    return tuple(sorted((t for t in found if _LATIN.search(t) and not _KEY.fullmatch(t)), key=len, reverse=True))


def _strings(value: object) -> Iterator[str]:
    """The texts in a stored value: itself, or those within it where it is JSON."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        with contextlib.suppress(ValueError):
            value = json.loads(value)
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)
