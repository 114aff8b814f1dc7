"""The way of Tab through widgets that were not made in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    order = list(in_order(whole))
    handing = [(part, proxy, part.focusPolicy()) for part in order if (proxy := part.focusProxy()) is not None]
    for part, _proxy, _policy in handing:  # Qt moves none that takes no focus, nor one without those it hands on to
        part.setFocusProxy(cast(QWidget, None))
        part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    for one, other in pairwise(order):
        QWidget.setTabOrder(one, other)
    for part, proxy, policy in handing:
        part.setFocusPolicy(policy)
        part.setFocusProxy(proxy)


def in_order(whole: QWidget) -> Iterator[QWidget]:
    """What Tab comes to in a widget, as its layouts have it; what stands in no layout comes last. Of several of which
    one is chosen all are there, for the chosen one changes; before them whatever hands the keyboard on to them."""
    for part in _parts(whole):
        proxy = part.focusProxy()
        tabbed = part.focusPolicy() & Qt.FocusPolicy.TabFocus or _one_of_several(part)
        if part.isAncestorOf(proxy) if proxy is not None else tabbed:
            yield part
        yield from in_order(part)


def _one_of_several(part: QWidget) -> bool:
    if not isinstance(part, QAbstractButton) or part.focusPolicy() == Qt.FocusPolicy.NoFocus:
        return False
    group = part.group()
    return group is not None and group.exclusive()


def _parts(whole: QWidget) -> list[QWidget]:
    children = [part for part in whole.children() if isinstance(part, QWidget) and not part.isWindow()]
    laid: list[QWidget] = []
    if isinstance(whole, QScrollArea):
        inside = whole.widget()
        return [] if inside is None else [inside]
    if isinstance(whole, QSplitter | QStackedWidget):
        laid = [part for place in range(whole.count()) if (part := whole.widget(place)) is not None]
    elif (layout := whole.layout()) is not None:
        laid = list(_laid(layout, children))
    return _with_hidden(laid, children)


def _with_hidden(laid: Sequence[QWidget], children: Sequence[QWidget]) -> list[QWidget]:
    whole = list(laid)
    for place, part in enumerate(children):
        if part not in whole:
            before = whole.index(children[place - 1]) + 1 if place else 0
            whole.insert(before if part.isHidden() else len(whole), part)
    return whole


def _laid(layout: QLayout, parts: Sequence[QWidget]) -> Iterator[QWidget]:
    """Those of the parts that are in a layout and in those within it; of a grid row by row.

    Never by `itemAt`: a widget whose layout gave out its items ends the program when it is deleted (PySide 6.11).
    """
    inner = [each for each in layout.children() if isinstance(each, QLayout)]
    found: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(part), part) for part in parts]
    found += [(layout.indexOf(each), each) for each in inner]
    found = [one for one in found if one[0] >= 0]
    if isinstance(layout, QGridLayout):
        cells = {place: cast(tuple[int, ...], layout.getItemPosition(place))[:2] for place, _each in found}
        found.sort(key=lambda one: cells[one[0]])
    else:
        found.sort(key=lambda one: one[0])
    for _place, each in found:
        if isinstance(each, QLayout):
            yield from _laid(each, parts)
        else:
            yield each


def tab_to_checked(checked: QAbstractButton) -> None:
    """Tab comes to the chosen one of several, the arrows to the others; Qt sees to it only once one has the focus. The
    keyboard goes with it: else Qt would let Tab come to the former one again as soon as that gets it back."""
    group = checked.group()
    if group is None or not group.exclusive():
        return
    former = checked.window().focusWidget()
    if former is not checked and former in group.buttons():
        checked.setFocus(Qt.FocusReason.OtherFocusReason)
    for button in group.buttons():
        policy = button.focusPolicy()
        tab = Qt.FocusPolicy.TabFocus
        button.setFocusPolicy(policy | tab if button is checked else policy & ~tab)
