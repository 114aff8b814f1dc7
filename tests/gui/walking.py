"""A walk through a window by Tab: what it comes to, and whether it goes as the eye goes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

_ROW = 16


def walk(window: QWidget, count: int) -> list[QWidget]:
    """What has the keyboard after each Tab, at most so many times round as there are `count` widgets to come to."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    met: list[QWidget] = []
    for _turn in range(count * 2 + 10):
        focus = QApplication.focusWidget()
        if focus is None:
            window.focusNextChild()
            continue
        met.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return met


def backward(met: Sequence[QWidget]) -> list[str]:
    """Steps up or to the left, beginning with what stands first. Left to right and top to bottom is as the eye goes;
    so is the way from the foot of one column to the head of the next one. Tab goes round: one step back may be the
    one from the last to the first."""
    way = _once_round(met)
    if not way:
        return []
    steps = [(one, other) for one, other in pairwise([*way, way[0]]) if _back(one, other)]
    if len(steps) <= 1:
        return []
    first = way.index(min(way, key=_corner))
    way = [*way[first:], *way[:first]]
    return [f"{_name(one)} → {_name(other)}" for one, other in pairwise(way) if _back(one, other)]


def _once_round(met: Sequence[QWidget]) -> list[QWidget]:
    for place, widget in enumerate(met):
        if widget in met[:place]:
            return list(met[met.index(widget) : place])
    return list(met)


def _back(one: QWidget, other: QWidget) -> bool:
    common = _common(one, other)
    if common is None or common in (one, other) or one.window() is not other.window():
        return False
    before, after = _place(one, common), _place(other, common)
    if before == after or before.contains(after) or after.contains(before):
        return False
    together = min(before.bottom(), after.bottom()) - max(before.top(), after.top())
    same_row = together > min(before.height(), after.height()) // 2
    if same_row:
        return after.right() <= before.left()
    above = after.center().y() < before.center().y()
    return above and after.left() < before.right()


def _common(one: QWidget, other: QWidget) -> QWidget | None:
    above: QWidget | None = one
    while above is not None and not (above is other or above.isAncestorOf(other)):
        above = above.parentWidget()
    return above


def _place(part: QWidget, common: QWidget) -> QRect:
    """Where it stands; what can be scrolled to stands where its scroll area does."""
    shown, at = part, part
    while at is not common:
        above = at.parentWidget()
        if above is None:
            break
        if isinstance(above, QAbstractScrollArea) and above is not common:
            shown = above
        at = above
    return QRect(shown.mapTo(common, QPoint(0, 0)), shown.size()) if shown is not common else common.rect()


def _corner(widget: QWidget) -> tuple[int, ...]:
    """What stands first: a few pixels up or down are still the same row; what holds others stands before them.

    In one scroll area it is the one that stands first in what is scrolled.
    """
    corner = _place(widget, widget.window()).topLeft()
    inside = widget.mapTo(widget.window(), QPoint(0, 0))
    depth, above = 0, widget.parentWidget()
    while above is not None:
        depth, above = depth + 1, above.parentWidget()
    return corner.y() // _ROW, corner.x(), inside.y() // _ROW, inside.x(), depth


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()}"
