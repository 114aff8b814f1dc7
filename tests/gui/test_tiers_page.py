"""The tabs Pyramid and ABC of the page Tiers, and the tier in a customer's file, worked with by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.core.ranking import Scheme
from crmdesk.core.settings import TIER_BOUNDS
from crmdesk.core.value_basis import BASES
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.settings_tiers import TiersPane
from crmdesk.gui.dialogs.tier_bounds import BoundsDialog
from crmdesk.gui.dialogs.tier_by_hand import ByHandDialog
from crmdesk.gui.dialogs.tier_runs import RunsDialog
from crmdesk.gui.dialogs.tier_sources import SourcesDialog
from crmdesk.gui.forms.assessment_tier import TierCard
from crmdesk.gui.jobs import Jobs
from crmdesk.gui.models.tiers_rows import MOVE, NAME, RANK, VALUE
from crmdesk.gui.pages.tiers import TiersPage
from crmdesk.gui.pages.tiers_ranked import RankedPart
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.theme import palette
from crmdesk.gui.ui import Bus, Ui
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, history, orders, products, settings, tiers
from crmdesk.services.desk import Desk
from tests.gui.conftest import enter
from tests.gui.walking import backward, walk

Key = Qt.Key
ZHANG, HEYAN, SHAN, SHISHAN, XU = "张伟", "禾砚精密机械（嘉兴）有限公司", "单雄信", "拾山食品（绍兴）有限公司", "许念安"
SOLD = {ZHANG: 9000, HEYAN: 600, SHAN: 300, SHISHAN: 100}
"""Yuan, last year; 许念安 bought nothing. By rank gold, bronze, bronze, iron, iron; nobody is silver."""


@pytest.fixture
def ids(desk: Desk) -> dict[str, int]:
    rows = customers.rows(desk, customers.find(desk, Listing(sort="number"), 10))
    found = {row.name: row.id for row in rows}
    products.add(desk, {"name": "缠绕膜", "code": "CRM-1", "price": "1", "cost": "0.6"})
    for name, yuan in SOLD.items():
        order(desk, found[name], yuan)
    return found


def order(desk: Desk, customer: int, yuan: int, day: str = "2025-03-10") -> None:
    orders.add(desk, customer, {"date": day}, [{"product": "CRM-1", "quantity": str(yuan), "price": "1"}])


Put = Callable[..., RankedPart]


@pytest.fixture
def put(qtbot: QtBot, ui: Ui) -> Iterator[Put]:
    """A tab with its head, once everything is worked out, the list with the keyboard."""
    made: list[QWidget] = []
    parts: list[RankedPart] = []

    def put(scheme: Scheme = "pyramid", width: int = 1400) -> RankedPart:
        part = RankedPart(ui, scheme)
        part.head.setParent(part)
        made.append(part)
        parts.append(part)
        qtbot.addWidget(part)
        part.resize(width, 720)
        part.show()
        qtbot.waitUntil(part.isActiveWindow)
        rest(qtbot, part)
        part.take_keyboard()
        rest(qtbot, part)
        return part

    yield put
    for part in parts:
        part.hide()
        part.close_down()


def rest(qtbot: QtBot, part: RankedPart) -> None:
    qtbot.waitUntil(lambda: not part.jobs.busy and not part.ui.jobs.busy)
    QApplication.processEvents()


def press(part: RankedPart, name: str) -> None:
    button = part.findChild(QAbstractButton, name)
    assert button is not None
    assert button.isVisible()
    button.click()


def key(pressed: Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, pressed)


def bands(part: RankedPart) -> dict[str, tuple[str, ...]]:
    return {band.key: band.figures for band in part.levels.bands.bands()}


def names(part: RankedPart) -> list[str]:
    model = part.list.model
    return [str(model.index(row, NAME).data()) for row in range(model.rowCount())]


def told(part: RankedPart) -> str:
    """All words of the pane that says why."""
    return "\n".join(label.text() for label in part.why.findChildren(QLabel) if label.isVisibleTo(part.why))


def test_every_level_has_its_figures_and_leads_to_its_customers(qtbot: QtBot, put: Put, ids: dict[str, int]) -> None:
    part = put()
    assert part.levels.title.text() == "In 2025, 1 key customer (20.0%) brought 90.0% of sales"
    assert bands(part) == {
        "gold": ("1", "¥9,000.00", "90.0%"), "silver": ("0", "¥0.00", "0.0%"), "bronze": ("2", "¥900.00", "9.0%"),
        "iron": ("2", "¥100.00", "1.0%"), "key": ("1", "¥9,000.00", "90.0%"), "all": ("5", "¥10,000.00", "100.0%"),
    }  # fmt: skip
    assert names(part) == [ZHANG]
    part.levels.bands.take_keyboard()
    key(Key.Key_Down)
    assert part.list.empty.isVisible(), "nobody is silver"
    key(Key.Key_Down)
    assert names(part) == [HEYAN, SHAN]
    key(Key.Key_Return)
    rest(qtbot, part)
    assert QApplication.focusWidget() is part.list.table
    assert "Why Bronze" in told(part)
    assert "No. 2" in told(part)
    key(Key.Key_Down)
    rest(qtbot, part)
    assert "No. 3" in told(part)
    assert part.customer_in_hand() == ids[SHAN]
    with qtbot.waitSignal(part.ui.bus.open_customer) as asked:
        key(Key.Key_Return)
    assert asked.args == [ids[SHAN]]


def test_a_ranking_that_is_saved_gives_everybody_a_tier_and_can_be_undone(
    qtbot: QtBot, put: Put, desk: Desk, ids: dict[str, int]
) -> None:
    part = put()
    assert part.levels.moved.nobody.isVisible(), "there is nothing to compare with yet"
    press(part, "pyramid-save")
    rest(qtbot, part)
    assert not part.head.save.isEnabled()
    assert part.head.state.text().startswith("Saved")
    held = {row.name: row.tier for row in customers.rows(desk, list(ids.values()))}
    assert held == {ZHANG: "gold", HEYAN: "bronze", SHAN: "bronze", SHISHAN: "iron", XU: "iron"}
    part.ui.wrote(history.undo(desk)[1])
    rest(qtbot, part)
    assert {row.tier for row in customers.rows(desk, list(ids.values()))} == {None}
    assert part.head.save.isEnabled()


def test_who_rose_and_fell_is_compared_with_the_run_before(
    qtbot: QtBot, put: Put, desk: Desk, ids: dict[str, int]
) -> None:
    tiers.save(desk, tiers.classify(desk, "sales"))
    order(desk, ids[XU], 5000)
    order(desk, ids[SHISHAN], 20_000)
    part = put()
    moved = part.levels.moved
    assert moved.kind.key() == "risen"
    lines = [[moved.model.text(line, column) for column in range(3)] for line in moved.model.lines]
    assert lines == [[SHISHAN, "Iron → Gold", "+¥20,000.00"], [XU, "Iron → Bronze", "+¥5,000.00"]]
    moved.table.setFocus(Qt.FocusReason.OtherFocusReason)
    moved.table.selectRow(1)
    rest(qtbot, part)
    assert part.list.current() is not None
    assert part.customer_in_hand() == ids[XU]
    assert part.levels.bands.key() == "bronze", "the level in which it stands now"
    column = part.list.model.index(part.list.table.currentIndex().row(), MOVE)
    assert part.list.model.data(column) == "2"


def test_a_tier_by_hand_needs_a_reason_and_survives_saving(
    qtbot: QtBot, put: Put, desk: Desk, ids: dict[str, int]
) -> None:
    part = put()
    press(part, "pyramid-why-by-hand")
    dialog = shown(qtbot, part, ByHandDialog)
    dialog.form.put("tier", "Silver")
    press_in(dialog, "tier-by-hand-confirm")
    assert dialog.isVisible(), "a reason is missing"
    assert dialog.form.refused() == ["tier_reason"]
    dialog.form.focus("tier_reason")
    enter("新签年度框架协议")
    key(Key.Key_Return)
    rest(qtbot, part)
    tiers.save(desk, tiers.classify(desk, "last-year-sales"))
    assert customers.rows(desk, (ids[ZHANG],))[0].tier == "silver"
    assert part.list.model.by_hand(part.list.current()) == "Set by hand: Silver"
    part.ui.bus.changed.emit(history.undo(desk)[1])
    rest(qtbot, part)
    press(part, "pyramid-why-back")
    rest(qtbot, part)
    assert customers.rows(desk, (ids[ZHANG],))[0].tier is None


def test_boundaries_that_do_not_add_up_are_refused_beside_the_field(
    qtbot: QtBot, put: Put, desk: Desk, ids: dict[str, int]
) -> None:
    part = put()
    next(a for a in part.levels.make_menu().actions() if a.objectName() == "pyramid-bounds").trigger()
    dialog = shown(qtbot, part, BoundsDialog)
    dialog.form.put("tiers.silver", "0.5")
    press_in(dialog, "tier-bounds-confirm")
    assert dialog.form.refused() == ["tiers.silver"]
    dialog.form.put("tiers.silver", "60")
    dialog.form.put("tiers.bronze", "80")
    press_in(dialog, "tier-bounds-confirm")
    rest(qtbot, part)
    assert [figures[0] for figures in bands(part).values()] == ["1", "2", "1", "1", "3", "5"]
    assert settings.get(desk, TIER_BOUNDS[1]) == 60


def test_what_a_value_comes_from_opens_down_to_the_order(qtbot: QtBot, put: Put, ids: dict[str, int]) -> None:
    part = put()
    press(part, "bar-0")
    rest(qtbot, part)
    dialog = shown(qtbot, part, SourcesDialog)
    assert [dialog.model.text(line, 3) for line in dialog.model.lines] == ["¥9,000.00"]
    with qtbot.waitSignal(part.ui.bus.open_order) as asked:
        key(Key.Key_Return)
    assert asked.args == [dialog.model.lines[0].id]


def test_somebody_is_found_in_the_ranking_with_the_place(qtbot: QtBot, put: Put, ids: dict[str, int]) -> None:
    part = put()
    assert part.enter_search()
    enter("单雄")
    qtbot.waitUntil(lambda: names(part) == [SHAN])
    assert part.list.model.index(0, RANK).data() == "3"
    key(Key.Key_Escape)
    qtbot.waitUntil(lambda: names(part) == [ZHANG])


def test_the_first_of_a_level_is_explained_and_stays_in_hand_in_the_other_tab(
    qtbot: QtBot, window: MainWindow, ids: dict[str, int]
) -> None:
    window.ui.bus.go.emit("tiers")
    page = window.content.places.page("tiers")
    assert isinstance(page, TiersPage)
    page.tabs.take_keyboard()
    qtbot.waitUntil(lambda: page.current.ranking is not None and not page.current.jobs.busy)
    assert page.customer_in_hand() == ids[ZHANG]
    page.current.show_customer(ids[SHAN])
    page.tabs.take_keyboard()
    key(Key.Key_Right)
    qtbot.waitUntil(lambda: page.current.why.known is not None and not page.current.jobs.busy)
    assert page.part() == "abc"
    assert page.customer_in_hand() == ids[SHAN]


def test_places_up_or_down_are_a_column_once_there_is_a_run_to_compare_with(
    qtbot: QtBot, put: Put, desk: Desk, ids: dict[str, int]
) -> None:
    part = put(width=1800)
    assert part.list.table.isColumnHidden(MOVE)
    tiers.save(desk, tiers.classify(desk, "sales"))
    part.load()
    rest(qtbot, part)
    assert not part.list.table.isColumnHidden(MOVE)


def test_abc_by_value_and_by_customers(qtbot: QtBot, put: Put, desk: Desk, ids: dict[str, int]) -> None:
    part = put("abc")
    assert [figures[0] for figures in bands(part).values()] == ["1", "1", "3", "5"]
    press(part, "segment-customers")
    rest(qtbot, part)
    assert [figures[0] for figures in bands(part).values()] == ["1", "2", "2", "5"]
    assert part.levels.title.text() == "In 2025, 1 customer of class A (20.0%) brought 90.0% of sales"


def test_without_orders_a_sentence_stands_where_the_finding_would_be(qtbot: QtBot, put: Put) -> None:
    part = put()
    for basis in BASES:
        part.levels.basis.set_key(basis)
        part.levels.basis_asked.emit(basis)
        rest(qtbot, part)
        assert part.ranking is not None
        assert part.ranking.basis == basis
        assert "Nobody has a positive value" in part.levels.title.text()
        assert bands(part)["iron"][0] == "5"
        assert bands(part)["iron"][2] == ""
    part.levels.bands.set_key("iron")
    part.levels.level_asked.emit("iron")
    part.list.take_keyboard()
    rest(qtbot, part)
    assert "No positive value" in told(part)


def test_nobody_at_all(
    qtbot: QtBot, empty_desk: Desk, preferences: Preferences, words_en: Words, theme: palette.Theme
) -> None:
    jobs = Jobs(empty_desk)
    part = RankedPart(Ui(empty_desk, words_en, jobs, Bus(), preferences), "pyramid")
    qtbot.addWidget(part)
    part.resize(1136, 632)
    part.show()
    qtbot.waitUntil(lambda: part.ranking is not None and not part.jobs.busy)
    assert part.levels.title.text() == "There are no customers yet."
    assert not part.head.save.isEnabled()
    part.take_keyboard()
    with qtbot.waitSignal(part.ui.bus.go) as asked:
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert asked.args == ["customers"]
    part.hide()
    part.close_down()
    jobs.close()


def test_a_level_goes_into_a_spreadsheet(qtbot: QtBot, put: Put, tmp_path: Path, ids: dict[str, int]) -> None:
    part = put()
    part.levels.bands.set_key("bronze")
    part.levels.level_asked.emit("bronze")
    part.doing.write(tmp_path / "铜质.xlsx")
    rest(qtbot, part)
    rows = list(load_workbook(tmp_path / "铜质.xlsx").worksheets[0].iter_rows(values_only=True))
    assert [row[2] for row in rows[1:]] == [HEYAN, SHAN]


def test_a_saved_run_is_deleted_and_tiers_follow_the_one_before(
    qtbot: QtBot, put: Put, desk: Desk, ids: dict[str, int]
) -> None:
    tiers.save(desk, tiers.classify(desk, "last-year-sales"))
    order(desk, ids[XU], 50_000)
    tiers.save(desk, tiers.classify(desk, "sales"))
    part = put()
    part.doing.show_runs()
    dialog = shown(qtbot, part, RunsDialog)
    assert dialog.model.rowCount() == 2
    key(Key.Key_Delete)
    key(Key.Key_Delete)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    rest(qtbot, part)
    assert [run.basis for run in tiers.runs(desk)] == ["last-year-sales"], "twice pressed takes one away"
    assert customers.rows(desk, (ids[XU],))[0].tier == "iron"


def test_in_a_narrow_window_why_takes_the_place_of_the_levels(qtbot: QtBot, put: Put, ids: dict[str, int]) -> None:
    part = put(width=816)
    assert part.levels.isVisible()
    assert not part.why.isVisible()
    press(part, "pyramid-why-button")
    assert part.why.isVisible()
    assert not part.levels.isVisible()
    press(part, "pyramid-why-close")
    assert part.levels.isVisible()
    press(part, "pyramid-why-button")
    assert backward(walk(part, 40)) == []
    part.why.close_button.setFocus()
    key(Key.Key_Escape)
    assert part.levels.isVisible()
    assert QApplication.focusWidget() is part.list.table


def test_the_page_is_reached_by_its_key_and_the_file_leads_there(
    qtbot: QtBot, window: MainWindow, desk: Desk, ids: dict[str, int]
) -> None:
    tiers.save(desk, tiers.classify(desk, "last-year-sales"))
    qtbot.keyClick(window, Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    page = window.content.places.page("tiers")
    assert isinstance(page, TiersPage)
    qtbot.waitUntil(lambda: page.isVisible() and page.current.ranking is not None and not page.current.jobs.busy)
    window.ui.bus.open_customer.emit(ids[SHAN])
    pane = window.content.page.pane
    qtbot.waitUntil(lambda: pane.customer_id == ids[SHAN])
    pane.show_page("assessment")
    qtbot.waitUntil(lambda: window.findChild(TierCard) is not None and not window.ui.jobs.busy)
    card = window.findChild(TierCard)
    qtbot.waitUntil(card.isVisible)
    assert card.told["tier"].text() == "No. 3 of 5 in the ranking saved for 21 Nov 2026: 2025 sales ¥300.00."
    assert card.told["grade"].text() == "It follows from the tier."
    card.ranking_asked.emit()
    qtbot.waitUntil(lambda: page.isVisible() and page.customer_in_hand() == ids[SHAN])
    assert page.current.list.model.index(page.current.list.table.currentIndex().row(), VALUE).data() == "¥300.00"
    window.ui.bus.go.emit("tiers/abc")
    qtbot.waitUntil(lambda: page.current.ranking is not None and not page.current.jobs.busy)
    assert page.part() == "abc"


def shown(qtbot: QtBot, part: RankedPart, kind: type[QDialog]):
    """The dialog of this kind that was opened, once it has the keyboard."""
    dialogs = part.window().findChildren(kind)
    assert len(dialogs) == 1
    qtbot.waitUntil(dialogs[0].isActiveWindow)
    return dialogs[0]


def press_in(dialog: QDialog, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert button is not None
    button.click()


def test_grades_follow_the_abc_shares_once_that_is_chosen(
    qtbot: QtBot, ui: Ui, desk: Desk, ids: dict[str, int]
) -> None:
    tiers.save(desk, tiers.classify(desk, "last-year-sales"))
    tiers.save(desk, tiers.classify(desk, "last-year-sales", "abc"))
    pane = TiersPane(ui)
    qtbot.addWidget(pane)
    pane.show()
    source, bronze = (pane.findChild(ComboBox, name) for name in ("setting-grade.source", "setting-grade-bronze"))
    held = lambda: [row.grade for row in customers.rows(desk, list(ids.values()))]  # noqa: E731
    assert held() == ["A", "B", "B", "C", "C"]
    bronze.set_key("C")
    with qtbot.waitSignal(ui.bus.changed):
        bronze.picked.emit("C")
    assert held() == ["A", "C", "C", "C", "C"]
    source.set_key("abc")
    with qtbot.waitSignal(ui.bus.changed):
        source.picked.emit("abc")
    assert held() == ["A", "B", "C", "C", "C"]
    pane.finish()
