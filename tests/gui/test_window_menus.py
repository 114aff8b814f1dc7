"""The menus, the map of the keyboard, settings, and the frame made anew when fields and lists change."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crmdesk import app
from crmdesk.app import starting
from crmdesk.assets import load_words
from crmdesk.core.customers import Listing
from crmdesk.core.fields import Type
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.about import LIBRARIES, AboutDialog
from crmdesk.gui.dialogs.settings import SettingsDialog
from crmdesk.gui.dialogs.shortcuts import ShortcutsDialog
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.window import MainWindow
from crmdesk.gui.window_keys import sections
from crmdesk.services import customers, groups, settings, user_fields
from crmdesk.services.desk import Desk
from tests.gui.conftest import OpenWindow
from tests.gui.test_window import CTRL, Key, action, names, press


def mapped(words: Words) -> set[str]:
    return {keys for _title, entries in sections(words) for entry in entries for keys in entry.keys.split()}


def test_every_shortcut_is_in_the_map(window: MainWindow, words_en: Words):
    menus = window.findChildren(QAction)
    told = {each.shortcut().toString() for each in menus} | {
        each.key().toString() for each in window.findChildren(QShortcut)
    }
    assert len(told) > 15
    known = {QKeySequence(keys).toString() for keys in mapped(words_en)}
    assert {keys for keys in told if keys} - known == set()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_letters_of_a_menu_are_not_used_twice(shown: OpenWindow, desk: Desk, language: str):
    window = shown(desk, load_words(language))
    for name in ("new", "file", "edit", "view", "tools", "help"):
        menu = window.findChild(QMenu, f"menu-{name}")
        entries = [each.text().replace("&&", "") for each in menu.actions()]
        letters = [text[text.index("&") + 1].lower() for text in entries if "&" in text]
        assert len(letters) == len(set(letters)), (name, entries)


def test_the_map_is_searched(qtbot: QtBot, window: MainWindow):
    press(qtbot, Key.Key_F1)
    dialog = window.findChild(ShortcutsDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert QApplication.focusWidget() is dialog.search
    qtbot.keyClicks(dialog.search, "full scr")
    assert shown_texts(dialog) >= {"Window", "Full screen", "F11"}
    assert "Save" not in shown_texts(dialog)
    dialog.search.setText("ctrl+shift+e")
    assert shown_texts(dialog) >= {"Data file", "Export"}
    dialog.search.setText("nothing like it")
    assert "No key for that." in shown_texts(dialog)
    dialog.close()


def shown_texts(dialog: QDialog) -> set[str]:
    return {label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog)}


def test_about_opens_the_folder(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch):
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    action(window, "about").trigger()
    dialog = window.findChild(AboutDialog)
    dialog.findChild(QAbstractButton, "about-open-folder").click()
    assert opened == [str(window.ui.desk.path.parent)]
    assert set(LIBRARIES) <= shown_texts(dialog)
    dialog.close()


def test_every_library_that_is_shipped_is_named():
    from importlib import metadata

    needed = {each.split(";")[0].strip() for each in metadata.requires("crmdesk") or () if "extra" not in each}
    names_ = {"".join(c for c in each.split(">")[0].split("<")[0].split("=")[0].strip()) for each in needed}
    assert {name.lower() for name in names_} | {"numpy"} == {name.lower() for name in LIBRARIES}


@pytest.mark.parametrize("entry", ["settings", "settings-groups", "settings-lists", "settings-fields"])
def test_settings_open(qtbot: QtBot, window: MainWindow, entry: str):
    action(window, entry).trigger()
    action(window, "settings").trigger()
    (dialog,) = [each for each in window.findChildren(SettingsDialog) if each.isVisible()]
    dialog.close()


def test_another_language_in_settings_keeps_them_open(qtbot: QtBot, window: MainWindow):
    action(window, "settings").trigger()
    window.findChild(SettingsDialog).language_asked.emit("zh_CN")
    assert window.ui.words.language == "zh_CN"
    (dialog,) = [each for each in window.findChildren(SettingsDialog) if each.isVisible()]
    assert dialog.ui is window.ui
    dialog.close()


def test_another_name_is_told_at_once(qtbot: QtBot, window: MainWindow, desk: Desk):
    window.ui.wrote(settings.change(desk, "person.name", "何安"))
    right = window.content.status.findChild(QWidget, "status-right")
    assert right.accessibleName() == "何安"
    action(window, "undo").trigger()
    qtbot.waitUntil(lambda: right.accessibleName() != "何安")


def test_a_new_field_is_in_the_form_and_the_place_stays(qtbot: QtBot, window: MainWindow, desk: Desk):
    page = window.content.page
    wanted = customers.id_of(desk, "K00003")
    page.open(wanted)
    qtbot.waitUntil(lambda: page.pane.customer_id == wanted)
    page.pane.tabs.set_key("changes")
    page.pane.tabs.chosen.emit("changes")
    former = window.content
    changes = user_fields.add(desk, "车牌", Type.TEXT)
    window.ui.wrote(changes[1] if isinstance(changes, tuple) else changes)
    qtbot.waitUntil(lambda: window.content is not former)
    pane = window.content.page.pane
    qtbot.waitUntil(lambda: bool(names(window)) and pane.customer_id == wanted)
    assert pane.tabs.key() == "changes"
    pane.start_editing("name")
    assert any(row.field.accessibleName() == "车牌" for row in pane.editing_part.form.rows.values())


def test_what_was_just_done_is_still_said_when_the_place_is_made_anew(qtbot: QtBot, window: MainWindow, desk: Desk):
    key, changes = user_fields.add(desk, "车牌", Type.TEXT)
    former = window.content
    window.ui.wrote(changes, "New field")
    qtbot.waitUntil(lambda: window.content is not former)
    link = window.content.status.findChild(QPushButton, "status-action")
    assert (window.content.status.message(), link.text()) == ("New field", "Undo Ctrl+Z")
    former = window.content
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.content is not former)
    link = window.content.status.findChild(QPushButton, "status-action")
    assert window.content.status.message().startswith("Undone: ")
    assert link.text() == "Redo Ctrl+Shift+Z"
    assert desk.fields("customer").get(key) is None
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.fields("customer").get(key) is not None)


def test_a_group_renamed_stays_listed_and_a_deleted_one_gives_way(qtbot: QtBot, window: MainWindow, desk: Desk):
    window.ui.wrote(customers.edit(desk, 1, {"groups": "展会名单"}))
    page = window.content.page
    page.list.show_listing(Listing(group="展会名单"))
    qtbot.waitUntil(lambda: names(window) == ["张伟"])
    group = groups.named(desk, "展会名单").id
    window.ui.wrote(groups.edit(desk, group, name="秋季展会"))
    qtbot.waitUntil(lambda: not page.list.finder.jobs.busy)
    assert page.list.listing.group == "秋季展会"
    assert names(window) == ["张伟"]
    window.ui.wrote(groups.delete(desk, group))
    qtbot.waitUntil(lambda: len(names(window)) > 1)
    assert page.list.listing.group is None


def test_nothing_is_made_anew_while_somebody_types(qtbot: QtBot, window: MainWindow, desk: Desk):
    pane = window.content.page.pane
    qtbot.waitUntil(lambda: pane.customer_id is not None)
    pane.start_editing("phone")
    former = window.content
    changes = user_fields.add(desk, "车牌", Type.TEXT)
    window.ui.wrote(changes[1] if isinstance(changes, tuple) else changes)
    qtbot.keyClicks(QApplication.focusWidget(), "7")
    assert window.content is former
    press(qtbot, Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: window.content is not former)


def test_the_size_of_everything(preferences: Preferences, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)
    assert starting._scale(preferences) is False
    preferences.scale = 150
    assert starting._scale(preferences) is True
    assert starting.os.environ["QT_SCALE_FACTOR"] == "1.5"
    assert starting._scale(preferences) is False


def test_restarting_closes_everything_first(qtbot: QtBot, window: MainWindow, desk: Desk):
    program = window.findChild(app.Program)
    window.restart_asked.emit()
    assert program.restarting
    assert desk.data.database.is_closed()


def test_the_program_begins_as_it_was_begun(monkeypatch: pytest.MonkeyPatch):
    begun: list[tuple[list[str], bool]] = []

    def begin(command: list[str], *, env: dict[str, str], start_new_session: bool) -> None:
        begun.append((command[1:], "QT_SCALE_FACTOR" in env))

    monkeypatch.setattr("subprocess.Popen", begin)
    monkeypatch.setattr(starting.sys, "orig_argv", ["python", "main.py", "--lang", "en"])
    app.begin_anew(scaled=True)
    app.begin_anew(scaled=False)
    assert begun == [(["main.py", "--lang", "en"], False), (["main.py", "--lang", "en"], True)]
