"""Looks for personal values in everything a window says: painted, told in tooltips and to screen readers, in models."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAction, QIcon, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from crmdesk.core.customers import CustomerFile, Listing
from crmdesk.core.fields import Mask
from crmdesk.core.values import show
from crmdesk.core.words import Words
from crmdesk.gui.forms.head_name import HeadName
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.services import customers
from crmdesk.services.desk import Desk
from tests.imports import ROOT

_BESIDE = re.compile(r"[\s\-–()（）&]")
_OWN_ROLE, _NEXT_ROLE = re.compile(r"UserRole\)? \+ (\d+)"), re.compile(r"ROLE \+ (\d+)")
_MOST_ROWS = 40
_PAINT = QIcon | QPixmap
"""Written out they hold numbers of Qt's own, one of which may be somebody's."""
_LEAST = 6
"""Characters: a shorter value may stand somewhere by chance."""


def personal(desk: Desk, words: Words) -> set[str]:
    """Every personal value in the data file, as it is stored and as it is shown."""
    found: set[str] = set()
    for file in customers.files(desk, customers.find(desk, Listing())):
        found |= personal_of(file, desk, words)
    return found


def personal_of(file: CustomerFile, desk: Desk, words: Words) -> set[str]:
    parts = [("customer", file.values)]
    for kind, several in (("contact", file.contacts), ("address", file.addresses), ("elsewhere", file.elsewhere)):
        parts += [(kind, part.values) for part in several]
    texts = (
        text
        for kind, values in parts
        for field in desk.fields(kind).all
        if field.mask is not Mask.NONE and field.key in values
        for text in (str(values[field.key]), show(field, values[field.key], words))
    )
    return {bare for text in texts if len(bare := plain(text)) >= _LEAST}


def plain(text: str) -> str:
    """Without what stands between the digits of a number."""
    return _BESIDE.sub("", text).casefold()


def told(widget: QWidget, canaries: Collection[str], harmless: set[str] | None = None) -> list[str]:
    """Where any of the canaries can be read, on the widget and all that is in it. `harmless`: texts found without any
    before, to be told from those that are new."""
    found = []
    known = set() if harmless is None else harmless
    for part in (widget, *widget.findChildren(QWidget)):
        for where, text in _texts(part):
            if text in known:
                continue
            bare = plain(text)
            told_ = [f"{type(part).__name__} {part.objectName()} {where}: {c}" for c in canaries if c in bare]
            found += told_
            if not told_:
                known.add(text)
    return found


def _texts(part: QWidget) -> Iterator[tuple[str, str]]:
    yield "title", part.windowTitle()
    yield "tooltip", part.toolTip()
    yield "name", f"{part.accessibleName()} {part.accessibleDescription()} {part.statusTip()} {part.whatsThis()}"
    if isinstance(part, QLabel | QAbstractButton):
        yield "text", part.text()
    elif isinstance(part, QLineEdit):
        yield "input", f"{part.displayText()} {part.placeholderText()}"
    elif isinstance(part, QPlainTextEdit | QTextEdit):
        yield "document", part.toPlainText()
    elif isinstance(part, QComboBox):
        yield "choices", " ".join(part.itemText(row) for row in range(part.count()))
    elif isinstance(part, QAbstractItemView) and part.isVisible():
        yield from _cells(part.model())
    elif isinstance(part, ElidedLabel | HeadName):
        yield "painted", part.text()
    yield "spoken", _spoken(part)
    for action in part.actions():
        yield "action", _action(action)


@functools.cache
def _roles() -> tuple[int, ...]:
    """Qt's own and every one that any module of the window declares."""
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "crmdesk" / "gui").rglob("*.py"))
    own, beyond = (set(map(int, pattern.findall(source))) for pattern in (_OWN_ROLE, _NEXT_ROLE))
    assert len(own) > 10
    numbers = {0, *own, *(number + more for number in own for more in beyond)}
    return (*range(14), *(int(Qt.ItemDataRole.UserRole) + number for number in sorted(numbers)))


def _spoken(part: QWidget) -> str:
    face = QAccessible.queryAccessibleInterface(part)
    if face is None or not face.isValid():
        return ""
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    return " ".join(face.text(kind) for kind in kinds)


def _action(action: QAction) -> str:
    return f"{action.text()} {action.toolTip()} {action.data()}"


def _cells(model: QAbstractItemModel | None) -> Iterator[tuple[str, str]]:
    """What every role of the first rows holds; of an object its fields."""
    if model is None:
        return
    root = QModelIndex()
    for row in range(min(model.rowCount(root), _MOST_ROWS)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(root)):
            index = model.index(row, column, root)
            data = (index.data(role) for role in _roles())
            texts = (str(each) for each in data if each is not None and not isinstance(each, _PAINT))
            yield f"cell {row},{column}", " ".join(texts)
