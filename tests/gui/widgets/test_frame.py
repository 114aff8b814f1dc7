"""Rows, badges, bars and dialogs, and the whole frame as it is seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QListView, QStyle, QStyleOptionViewItem, QTableView, QWidget

from crmdesk.gui.theme.tokens import DARK, LIGHT
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import BadgeLabel
from crmdesk.gui.widgets.buttons import Button, IconButton
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.heads import EmptyState, SectionHead
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.gui.widgets.notices import NoticeBar, ProgressLine
from crmdesk.gui.widgets.rows import Row, TwoLineDelegate, style_list
from crmdesk.gui.widgets.statusline import StatusLine
from crmdesk.gui.widgets.steps import StepList
from crmdesk.gui.widgets.tables import style_table
from tests.gui.widgets.dressing import colours, picture
from tests.gui.widgets.gallery import Frame, Gallery, RowModel, sample_rows


@pytest.mark.parametrize("key", badges.TIERS)
def test_a_tier_is_filled_with_its_metal(theme, qtbot, key: str):
    label = BadgeLabel(badges.tier(key, "Tier"))
    qtbot.addWidget(label)
    assert label.sizeHint().height() == 20
    label.resize(label.sizeHint())
    assert picture(label).pixelColor(4, 10) == QColor(getattr(LIGHT, key))


@pytest.mark.parametrize(("key", "filled"), list(zip(badges.STAGES, range(1, 5), strict=True)))
def test_a_stage_has_as_many_bars_as_it_is_far(theme, qtbot, key: str, filled: int):
    label = BadgeLabel(badges.stage(key, ""))
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    image = picture(label)
    columns = [image.pixelColor(x, 14) for x in range(7, 20)]
    dark = [colour == QColor(LIGHT.text_2) for colour in columns]
    assert sum(now and not before for before, now in zip([False, *dark], dark, strict=False)) == filled


@pytest.mark.parametrize("key", ["bad", "warn", "good"])
def test_a_state_has_a_shape_beside_its_colour(theme, qtbot, key: str):
    shown = badges.state(key, "words")
    assert shown.icon
    label = BadgeLabel(shown)
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    assert getattr(LIGHT, f"{key}_tint") in colours(picture(label))


@pytest.fixture
def rows(theme, qtbot) -> QListView:
    view = QListView()
    qtbot.addWidget(view)
    style_list(view)
    view.setItemDelegate(TwoLineDelegate(parent=view))
    view.setModel(RowModel(sample_rows(), view))
    view.resize(376, 520)
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def test_list_rows_are_52_high_and_separated(rows):
    assert rows.sizeHintForRow(0) == 52
    image = picture(rows)
    assert image.pixelColor(100, 103) == QColor(LIGHT.line)
    assert image.pixelColor(4, 103) == QColor(LIGHT.base)


def test_a_selected_row_is_blue_where_one_types_and_grey_elsewhere(rows, qtbot):
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(1))
    assert picture(rows).pixelColor(4, 60) == QColor(LIGHT.selected)
    rows.clearFocus()
    assert picture(rows).pixelColor(4, 60) == QColor(LIGHT.selected_idle)


@pytest.mark.parametrize(("width", "shown"), [(519, False), (520, True)])
def test_a_wide_list_shows_what_it_is_sorted_by(theme, qtbot, width: int, shown: bool):
    view = QListView()
    qtbot.addWidget(view)
    bare = Row("n")
    full = Row("n", value="¥302,180.00", value_note="11-18")
    delegate = TwoLineDelegate(parent=view)
    pictures = []
    for row in (bare, full):
        image = QImage(QSize(width, 52), QImage.Format.Format_RGB32)
        image.fill(QColor(LIGHT.base))
        painter = QPainter(image)
        option = QStyleOptionViewItem()
        option.initFrom(view)
        option.state = QStyle.StateFlag.State_Enabled
        option.rect = QRect(0, 0, width, 52)
        delegate.row = lambda _index, row=row: row
        delegate.paint(painter, option, QModelIndex())
        painter.end()
        pictures.append(image)
    assert (pictures[0] != pictures[1]) is shown


def test_what_the_search_found_is_bold(rows):
    plain, marked = Row("陈立"), Row("陈立", matches=((0, 1),))
    before = picture(rows)
    rows.setModel(RowModel([plain], rows))
    one = picture(rows)
    rows.setModel(RowModel([marked], rows))
    two = picture(rows)
    assert before.size() == one.size() == two.size()
    assert one != two


def test_table_rows_and_headers_are_28_high(theme, qtbot):
    table = QTableView()
    qtbot.addWidget(table)
    style_table(table)
    table.setModel(RowModel(sample_rows(), table))
    table.show()
    assert table.rowHeight(0) == table.horizontalHeader().height() == 28


def test_the_status_line_offers_undo(theme, qtbot):
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(900, 24)
    line.show()
    line.set_left(["East", "386 customers", ""])
    line.say("Call noted", "Undo", "Ctrl+Z")
    link = line.findChild(QAbstractButton, "status-action")
    assert link.isVisible()
    assert link.text() == "Undo Ctrl+Z"
    with qtbot.waitSignal(line.acted):
        link.click()
    line.clear_message()
    assert not link.isVisible()
    assert line.message() == ""


def test_a_notice_tells_which_answer(theme, qtbot):
    bar = NoticeBar("Perhaps the same", "same phone", [("merge", "Merge..."), ("no", "Not the same")])
    qtbot.addWidget(bar)
    assert bar.height() == 60
    with qtbot.waitSignal(bar.answered) as told:
        bar.buttons["no"].click()
    assert told.args == ["no"]
    bar.set_text("Perhaps the same")
    assert bar.height() == 44


def test_progress_fills_and_can_be_stopped(theme, qtbot):
    line = ProgressLine("Cancel")
    qtbot.addWidget(line)
    line.resize(300, 40)
    for done, total, share in ((0, 0, 0), (412, 1004, 4103), (5, 5, 10_000), (9_000_000_000, 10_000_000_000, 9000)):
        line.show_progress("Importing", done, total)
        assert line._bar.value() == share
    with qtbot.waitSignal(line.cancelled):
        line.findChild(QAbstractButton, "progress-cancel").click()


def test_steps_say_where_one_is(theme, qtbot):
    steps = StepList(["File", "Columns", "Try", "Done"])
    qtbot.addWidget(steps)
    steps.resize(steps.sizeHint())
    assert steps.accessibleName() == "1 / 4 File"
    steps.set_current(2)
    assert steps.accessibleName() == "3 / 4 Try"
    assert {LIGHT.accent_fill, LIGHT.good_tint} <= colours(picture(steps))
    steps.set_current(4)
    assert LIGHT.accent_fill not in colours(picture(steps))


def test_heads_and_empty_pages_offer_their_step(theme, qtbot):
    head = SectionHead("Contacts", link="Add", link_icon="plus", name="contacts")
    empty = EmptyState("No customers yet.", "Import...")
    for widget, name in ((head, "contacts-link"), (empty, "empty-button")):
        qtbot.addWidget(widget)
        with qtbot.waitSignal(widget.acted):
            widget.findChild(QAbstractButton, name).click()


def test_cut_words_are_whole_in_the_tooltip(theme, qtbot):
    label = ElidedLabel("a sentence that needs more room than it has")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.toolTip() == label.text()
    label.resize(600, 20)
    assert label.toolTip() == ""


@pytest.mark.parametrize(("danger", "kind"), [(False, "main"), (True, "plain")])
def test_the_confirming_answer_is_left_of_cancel(theme, qtbot, words_en, danger: bool, kind: str):
    dialog = Dialog("Import", words_en, confirm="Import 3 rows", danger=danger)
    qtbot.addWidget(dialog)
    dialog.add_left(Button("Save"))
    dialog.add_before_confirm(Button("Back"))
    dialog.show()
    assert dialog.confirm_button.x() < dialog.cancel_button.x()
    assert dialog.confirm_button.kind == kind
    assert dialog.cancel_button.isDefault() is danger
    assert dialog.confirm_button.isDefault() is not danger
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == (Dialog.DialogCode.Rejected if danger else Dialog.DialogCode.Accepted)


def test_enter_presses_only_the_default(theme, qtbot, words_en):
    dialog = Dialog("Import", words_en, confirm="Import")
    qtbot.addWidget(dialog)
    assert [b.autoDefault() for b in (dialog.confirm_button, dialog.cancel_button)] == [False, False]


def test_buttons_refuse_an_unknown_kind(theme):
    with pytest.raises(ValueError, match="loud"):
        Button("x", kind="loud")


def test_an_icon_button_has_a_name_and_its_shortcut_in_the_tooltip(theme, qtbot):
    button = IconButton("filter", "Filter", shortcut="Ctrl+F")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Filter"
    assert button.toolTip() == "Filter\u2003Ctrl+F"
    assert button.sizeHint() == QSize(28, 28)


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_the_frame_stands_where_the_look_wants_it(theme, qtbot, words_en, choice: str):
    theme.choose(choice)
    scheme = DARK if choice == "dark" else LIGHT
    frame = Frame(words_en)
    qtbot.addWidget(frame)
    frame.show()
    qtbot.waitUntil(frame.isActiveWindow)
    frame.list.setFocus()

    def place(widget: QWidget) -> tuple[int, int, int, int]:
        top = widget.mapTo(frame, widget.rect().topLeft())
        return top.x(), top.y(), widget.width(), widget.height()

    assert place(frame.search) == (396, 8, 480, 28)
    assert place(frame.navigation) == (0, 44, 144, 652)
    assert place(frame.list) == (144, 88, 375, 608)
    assert place(frame.status) == (0, 696, 1280, 24)
    image = picture(frame)
    for point, token in (
        ((600, 43), "line"),
        ((12, 100), "selected"),
        ((12, 60), "window"),
        ((148, 96), "selected"),
        ((300, 191), "line"),
        ((700, 696), "line"),
        ((700, 712), "window"),
        ((900, 600), "base"),
    ):
        assert image.pixelColor(*point) == QColor(getattr(scheme, token)), point


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_both_themes_can_stand_side_by_side(theme, qtbot, words_en, scheme):
    gallery = Gallery(scheme, words_en)
    qtbot.addWidget(gallery)
    seen = colours(picture(gallery))
    tokens = "base accent_fill accent_hover accent_press selected field_line bad warn gold silver bronze iron good_tint"
    assert {getattr(scheme, token) for token in tokens.split()} <= seen


def test_everything_in_the_frame_has_a_name(theme, qtbot, words_en):
    frame = Frame(words_en)
    qtbot.addWidget(frame)
    nameless = [button for button in frame.findChildren(QAbstractButton) if not button.accessibleName()]
    assert [type(button).__name__ for button in nameless if button.isVisibleTo(frame)] == []
