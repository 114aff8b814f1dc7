"""The way of Tab through widgets that were not made in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)


def eye_order(whole: QWidget) -> None:
    """Let Tab go through what `whole` holds as its layouts have it: left to right, top to bottom, part by part.

    To be called once it stands in its window (Tab goes round: in a smaller circle another order can be the same one),
    and again when parts were made anew.
    """
    for one, other in pairwise(in_order(whole)):
        QWidget.setTabOrder(one, other)


def in_order(whole: QWidget) -> Iterator[QWidget]:
    """What Tab comes to in a widget, as its layouts have it; what stands in no layout comes last."""
    for part in _parts(whole):
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None:
            yield part
        yield from in_order(part)


def _parts(whole: QWidget) -> list[QWidget]:
    children = [part for part in whole.children() if isinstance(part, QWidget) and not part.isWindow()]
    laid: list[QWidget] = []
    if isinstance(whole, QScrollArea):
        inside = whole.widget()
        return [] if inside is None else [inside]
    if isinstance(whole, QSplitter | QStackedWidget):
        laid = [part for place in range(whole.count()) if (part := whole.widget(place)) is not None]
    elif (layout := whole.layout()) is not None:
        laid = list(_laid(layout))
    return list(dict.fromkeys([*laid, *children]))


def _laid(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout and of those in it; of a grid row by row."""
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda place: cast(tuple[int, ...], layout.getItemPosition(place))[:2])
    for place in places:
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid(inner)


def tab_to_checked(checked: QAbstractButton) -> None:
    """Tab comes to the chosen one of several, the arrows to the others; Qt sees to it only once one has the focus."""
    group = checked.group()
    if group is None or not group.exclusive():
        return
    for button in group.buttons():
        policy = button.focusPolicy()
        tab = Qt.FocusPolicy.TabFocus
        button.setFocusPolicy(policy | tab if button is checked else policy & ~tab)
