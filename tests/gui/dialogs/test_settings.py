"""The settings: places, search, values written at once, undo, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from crmdesk.core.settings import COMPANY_LOGO, COMPLETE_ENTERPRISE, PERSON_NAME, REVIEW_DAYS, SETTINGS, TASK_SETS
from crmdesk.gui.dialogs.settings_declared import DeclaredPane, SettingRow
from crmdesk.gui.dialogs.settings_logo import LogoRow
from crmdesk.gui.dialogs.settings_machine import SCALES
from crmdesk.gui.dialogs.settings_search import entries, find, places
from crmdesk.gui.ui import Ui
from crmdesk.services import groups, history, lists, settings, user_fields
from tests.gui.conftest import enter
from tests.gui.dialogs.settings import at_rest, key, open_settings


def line(dialog, name: str) -> QLineEdit:
    found = dialog.findChild(QLineEdit, name)
    assert found is not None
    return found


def press(dialog, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def row(dialog, setting) -> SettingRow:
    found = dialog.pane.marked[setting.key]
    assert isinstance(found, SettingRow)
    return found


def test_every_place_opens_and_fits_a_small_screen(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui)
    for place in places(ui):
        dialog.show_place(place.key)
        at_rest(qtbot, ui)
        assert dialog.pane.key == place.key
        assert dialog.height() <= 660
    shown = {setting.key for setting in SETTINGS}
    made = {key for pane in dialog._panes.values() if isinstance(pane, DeclaredPane) for key in pane.marked}
    other = {TASK_SETS.key, *(setting.key for setting in SETTINGS if setting.type == "fields")}
    assert made | other == shown


def test_a_place_or_a_setting_can_be_asked_for(qtbot: QtBot, ui: Ui):
    assert open_settings(qtbot, ui, "groups").pane.key == "groups"
    dialog = open_settings(qtbot, ui, "review.days")
    assert dialog.pane.key == "method"
    assert line(dialog, "setting-review.days").hasFocus()
    assert open_settings(qtbot, ui, "nothing").pane.key == "person"


def test_a_name_is_written_when_the_line_is_left_and_undone_by_key(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui, "person.name")
    enter("林晚")
    assert settings.get(ui.desk, PERSON_NAME) is None
    key(Qt.Key.Key_Tab)
    assert settings.get(ui.desk, PERSON_NAME) == "林晚"
    assert ui.desk.who == "林晚"
    assert dialog.undo_link.isVisible()
    press(dialog, "settings-undo")
    at_rest(qtbot, ui)
    assert settings.get(ui.desk, PERSON_NAME) is None
    assert line(dialog, "setting-person.name").text() == ""
    assert not dialog.undo_link.isVisible()


def test_enter_takes_a_value_over_and_keeps_the_dialog(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui, "company.name")
    enter("云岫贸易")
    key(Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert next(entry.verb for entry in history.entries(ui.desk)) == "setting-change"
    before = len(history.entries(ui.desk))
    key(Qt.Key.Key_Return)
    dialog.close()
    assert len(history.entries(ui.desk)) == before


def test_closing_takes_over_what_is_being_typed(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui, "company.name")
    enter("云岫贸易")
    key(Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert settings.get(ui.desk, SETTINGS[1]) == "云岫贸易"


def test_a_number_out_of_bounds_is_told_beside_it(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui, "review.days")
    days = row(dialog, REVIEW_DAYS)
    assert "Default 180 days" in days.hint.text()
    back = dialog.findChild(QAbstractButton, "setting-review.days-default")
    assert not back.isVisible()
    line(dialog, "setting-review.days").selectAll()
    enter("9999")
    key(Qt.Key.Key_Return)
    assert days.form.problem()[0] == "bad"
    assert "3,650" in days.form.problem()[1]
    assert settings.is_default(ui.desk, REVIEW_DAYS)
    line(dialog, "setting-review.days").selectAll()
    enter("90")
    key(Qt.Key.Key_Return)
    assert days.form.problem() == ("", "")
    assert settings.get(ui.desk, REVIEW_DAYS) == 90
    assert back.isVisible()
    press(dialog, "setting-review.days-default")
    assert settings.is_default(ui.desk, REVIEW_DAYS)
    assert line(dialog, "setting-review.days").text() == "180"


def test_which_fields_matter_is_ticked(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui, COMPLETE_ENTERPRISE.key)
    checks = dialog.pane._checks[COMPLETE_ENTERPRISE.key]
    assert checks.list.hasFocus()
    first = checks.list.all_keys()[0]
    assert first not in settings.get(ui.desk, COMPLETE_ENTERPRISE)
    key(Qt.Key.Key_Space)
    assert first in settings.get(ui.desk, COMPLETE_ENTERPRISE)
    press(dialog, "settings-undo")
    at_rest(qtbot, ui)
    assert first not in checks.list.keys_on()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("review", ("method", "review.days")),
        ("logo", ("company", "company.logo")),
        ("互联网", ("lists", "source/web")),
        ("hlw", ("lists", "source/web")),
        ("hulianw", ("lists", "source/web")),
        ("ccfs", ("fields", "x1")),
        ("春季", ("groups", "1")),
        ("cjzh", ("groups", "1")),
        ("group", ("groups", "")),
        ("dark", ("looks", "theme")),
        ("复核", ("method", "review.days")),
        ("credit limit", ("columns", "credit_limit")),
    ],
)
def test_the_search_finds_any_setting_word_and_field(ui: Ui, query: str, expected: tuple[str, str]):
    lists.rename(ui.desk, "source", "web", "互联网")
    user_fields.add(ui.desk, "储存方式", user_fields.Type.TEXT)
    groups.add(ui.desk, "春季展会")
    found = [(entry.place, entry.target) for entry, _match in find(entries(ui), query)]
    assert found[0] == expected


def test_what_was_found_is_gone_to_and_marked(qtbot: QtBot, ui: Ui):
    lists.rename(ui.desk, "source", "web", "互联网")
    dialog = open_settings(qtbot, ui)
    assert dialog.navigation.search.hasFocus()
    enter("hlw")
    key(Qt.Key.Key_Return)
    assert dialog.pane.key == "lists"
    assert dialog.pane.box.table.current_key() == "web"
    dialog.navigation.search.enter()
    enter("reachable")
    key(Qt.Key.Key_Return)
    assert dialog.pane.key == "method"
    assert dialog.pane.marked["contacts.aim"]._marked
    assert line(dialog, "setting-contacts.aim").hasFocus()
    dialog.navigation.search.enter()
    key(Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.navigation.places.isVisible()
    key(Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_places_are_walked_by_the_arrows(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui)
    key(Qt.Key.Key_Down)
    assert dialog.navigation.places.hasFocus()
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Down)
    assert dialog.pane.key == "looks"
    enter_search = dialog.navigation.search
    enter_search.enter()
    enter("zzzz")
    assert dialog.navigation._stack.currentWidget() is dialog.navigation._nothing


def test_language_theme_and_scale_are_asked_for(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui, "looks")
    for signal, name in ((dialog.language_asked, "segment-zh_CN"), (dialog.theme_asked, "segment-dark")):
        with qtbot.waitSignal(signal) as heard:
            press(dialog, name)
        assert heard.args == [name.removeprefix("segment-")]
    assert not dialog.pane.restart.isVisible()
    dialog.pane.scale.setFocus()
    with qtbot.waitSignal(dialog.scale_asked):
        key(Qt.Key.Key_Down)
    assert ui.preferences.scale == SCALES[1]
    with qtbot.waitSignal(dialog.restart_asked):
        press(dialog, "looks-restart")
    assert not dialog.isVisible()


def test_columns_are_ticked_moved_and_put_back(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui, "columns")
    pane = dialog.pane
    usual = pane.list.keys_on()
    pane.go_to(usual[1])
    with qtbot.waitSignal(dialog.columns_changed):
        key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert ui.preferences.customer_columns[:2] == [usual[1], usual[0]]
    key(Qt.Key.Key_Space)
    assert usual[1] not in ui.preferences.customer_columns
    pane.search.setFocus()
    enter("pinpai" if ui.words.chinese else "attit")
    rows = [row for row in range(len(pane.list.all_keys())) if not pane.list.isRowHidden(row)]
    assert [pane.list.all_keys()[row] for row in rows] == ["brand_attitude"]
    pane.search.clear()
    press(dialog, "columns-usual")
    assert ui.preferences.customer_columns == []
    assert pane.list.keys_on() == usual


def test_a_logo_is_made_small_and_taken_away(qtbot: QtBot, ui: Ui, tmp_path: Path):
    picture = QImage(3000, 1500, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.blue)
    path = tmp_path / "标志.jpg"
    assert picture.save(str(path))
    dialog = open_settings(qtbot, ui, "company")
    logo = dialog.pane.marked["company.logo"]
    assert isinstance(logo, LogoRow)
    assert not logo.remove.isVisible()
    logo.put(path)
    kept = QImage.fromData(settings.image(ui.desk, COMPANY_LOGO))
    assert (kept.width(), kept.height()) == (1000, 500)
    words = tmp_path / "说明.png"
    words.write_text("不是图片", encoding="utf-8")
    for wrong in (words, tmp_path / "没有.png"):
        logo.put(wrong)
        assert logo.form.problem()[0] == "bad"
        assert wrong.name in logo.form.problem()[1]
    press(dialog, "setting-company.logo-remove")
    assert settings.image(ui.desk, COMPANY_LOGO) is None


def test_folders_show_where_things_lie(qtbot: QtBot, ui: Ui):
    ui.preferences.set_folder("export", "/somewhere")
    dialog = open_settings(qtbot, ui, "folders")
    assert line(dialog, "folder-data").text() == str(ui.desk.path)
    assert line(dialog, "folder-export").text() == "/somewhere"
    assert line(dialog, "folder-import").text() == ""
