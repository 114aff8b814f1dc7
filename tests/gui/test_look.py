"""What a designer found once: where things stand, and how people's own words are drawn."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.gui.forms.head_name import HeadName
from crmdesk.gui.theme import painting, palette
from crmdesk.gui.theme.painting import sized, text_width
from crmdesk.gui.theme.tokens import CONTROL_HEIGHT, EDIT_ROW
from crmdesk.gui.widgets.form import FormRow, ReadRow
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers
from crmdesk.services.desk import Desk
from tests.gui.conftest import OpenWindow

LONG = "中国（上海）自由贸易试验区临港新片区海洋科技与精密智能装备制造研究开发示范中心有限责任公司嘉兴第二分公司筹备处"


def file_stands(window: MainWindow) -> bool:
    """The head at the top of the file, and what follows right below it."""
    pane = window.content.page.pane
    return pane.head.y() == 0 and pane.facts.y() == pane.head.height() + 5


def test_the_file_stands_as_before_once_the_table_is_left(qtbot: QtBot, window: MainWindow, desk: Desk):
    page = window.content.page
    page.open(customers.add(desk, {"name": "禾砚精密机械（嘉兴）有限公司", "phone": "0573-00000013"})[0])
    qtbot.waitUntil(lambda: file_stands(window))
    high = page.pane.head.height()
    page.show_table(True)
    qtbot.waitUntil(lambda: page.pane.width() == 0)
    QApplication.processEvents()
    page.show_table(False)
    qtbot.waitUntil(lambda: page.pane.width() > 0)
    QApplication.processEvents()
    assert page.pane.head.height() == high
    assert file_stands(window)


@pytest.mark.parametrize("width", [1920, 1280, 960])
def test_the_head_follows_a_name_that_takes_another_line(qtbot: QtBot, window: MainWindow, desk: Desk, width: int):
    window.content.page.open(customers.add(desk, {"name": LONG})[0])
    qtbot.waitUntil(lambda: window.content.page.pane.head.title() == LONG)
    for wide in (1280, width, 1280, width):
        window.resize(wide, 720)
        qtbot.waitUntil(lambda: file_stands(window), timeout=2_000)


@pytest.mark.parametrize("place", ["name", "value", "input"])
def test_chinese_brackets_keep_their_width_in_the_english_window(
    qtbot: QtBot, qapp: QApplication, theme: palette.Theme, place: str
):
    palette.set_words_font(qapp, chinese=False)
    try:
        widget: QWidget
        inherits = LineEdit()
        qtbot.addWidget(inherits)
        inherits.ensurePolished()
        painting._sized.cache_clear()
        sized(inherits.font(), 10)  # kept: the same features, not said outright
        if place == "name":
            widget = HeadName()
            face = widget._face()
        elif place == "value":
            widget = ReadRow("Name", "（嘉兴）")
            face = next(part.font() for part in widget.findChildren(Label) if part.text() == "（嘉兴）")
        else:
            widget = LineEdit()
            widget.ensurePolished()
            face = widget.font()
        qtbot.addWidget(widget)
        assert text_width(face, "（") == text_width(face, "嘉")
        assert text_width(Label("").font(), "“") < text_width(sized(face, 10), "“")
    finally:
        palette.set_words_font(qapp, chinese=True)


def test_the_list_draws_company_names_as_typed(shown: OpenWindow, desk: Desk, qapp: QApplication):
    palette.set_words_font(qapp, chinese=False)
    try:
        page = shown(desk).content.page
        face = page.list.view.font()
        assert text_width(face, "（") == text_width(face, "嘉")
    finally:
        palette.set_words_font(qapp, chinese=True)


def test_a_problem_below_its_input_leaves_the_input_its_height(qtbot: QtBot, theme: palette.Theme):
    field = LineEdit(width=200)
    row = FormRow("Phone", field)
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(row)
    column.addStretch(1)
    qtbot.addWidget(page)
    page.resize(400, 200)
    with qtbot.waitExposed(page):
        page.show()
    high = field.height()
    row.set_problem("warn", "The same number stands in the file of K00131, see below")
    QApplication.processEvents()
    assert field.height() == high == CONTROL_HEIGHT
    assert row._below.isVisible()
    assert row.rect().contains(row._below.geometry())
    row.set_problem("")
    QApplication.processEvents()
    assert row.height() == EDIT_ROW


def test_the_least_window_keeps_what_matters_in_the_heads(qtbot: QtBot, window: MainWindow, desk: Desk):
    name = "禾砚精密机械（嘉兴）有限公司"
    page = window.content.page
    window.resize(960, 600)
    page.open(customers.find(desk, Listing(query=name))[0])
    qtbot.waitUntil(lambda: page.pane.head.title() == name)
    qtbot.waitUntil(lambda: not window.ui.jobs.busy and not page.list.finder.jobs.busy)
    page.pane.start_editing()
    form = page.pane.editing_part.form
    form.put("short_name", "禾砚")
    form.check()
    QApplication.processEvents()
    shown = page.pane.head._name
    assert text_width(shown._face(), name[:6]) < shown.width()
    page.pane.editing_part.stop()
    head = page.list.head
    parts = [head._title, head._count, head._order, head._filters]
    ends = [(part.x(), part.geometry().right()) for part in parts if part.isVisible()]
    assert all(end < begin for (_, end), (begin, _) in pairwise(ends))
