"""The first run: one's own list, an empty start, or sample data in a file of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.assets import load_words
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.settings import PERSON_NAME
from crmdesk.gui.dialogs.importing import ImportDialog
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, demo, history, sample, settings
from crmdesk.services.desk import Desk
from crmdesk.services.sample import SAMPLE_CUSTOMERS
from tests.desk import make_desk
from tests.gui.conftest import OpenWindow, enter
from tests.gui.test_window import CTRL, SHIFT, Key, names, press


@pytest.fixture
def first(shown: OpenWindow, empty_desk: Desk) -> MainWindow:
    window = shown(empty_desk)
    assert window.content.welcome.isVisible()
    return window


def click(qtbot: QtBot, window: MainWindow, name: str) -> None:
    qtbot.mouseClick(window.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)


def test_an_empty_data_file_says_welcome(first: MainWindow):
    assert QApplication.focusWidget() is first.content.welcome.bring
    assert not first.content.page.isVisible()


def test_customers_are_not_welcomed(window: MainWindow):
    assert window.content.page.isVisible()
    assert not window.content.welcome.isVisible()


def test_a_file_with_all_in_the_trash_is_not_empty(shown: OpenWindow, desk: Desk):
    customers.delete(desk, customers.find(desk, Listing()))
    assert shown(desk).content.page.isVisible()


def test_the_list_comes_with_the_first_customer_and_goes_with_undo(qtbot: QtBot, first: MainWindow):
    press(qtbot, Key.Key_Tab)
    press(qtbot, Key.Key_Return)
    assert first.content.page.pane.editing
    enter("第一位")
    press(qtbot, Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: names(first) == ["第一位"])
    assert not first.content.welcome.isVisible()
    press(qtbot, Key.Key_Z, CTRL)
    qtbot.waitUntil(first.content.welcome.isVisible)


def test_changing_ones_mind_leads_back(qtbot: QtBot, first: MainWindow):
    click(qtbot, first, "welcome-new")
    assert first.content.page.isVisible()
    press(qtbot, Key.Key_Escape)
    qtbot.waitUntil(first.content.welcome.isVisible)


def test_importing_begins_here(qtbot: QtBot, first: MainWindow):
    click(qtbot, first, "welcome-import")
    dialog = first.findChild(ImportDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_who_works_here_is_asked(qtbot: QtBot, first: MainWindow, empty_desk: Desk):
    field = first.content.welcome.name
    assert field.text() == "陈立"
    field.setFocus()
    field.selectAll()
    enter("何安")
    press(qtbot, Key.Key_Return)
    assert settings.get(empty_desk, PERSON_NAME) == "何安"
    assert empty_desk.who == "何安"
    assert first.content.status.findChild(QWidget, "status-right").accessibleName() == "何安"
    history.undo(empty_desk)
    assert settings.get(empty_desk, PERSON_NAME) is None


def test_leaving_the_name_as_it_is_writes_nothing(qtbot: QtBot, first: MainWindow, empty_desk: Desk):
    first.content.welcome.name.setFocus()
    press(qtbot, Key.Key_Return)
    assert history.undoable(empty_desk) == (None, None)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_sample_data_and_back(
    qtbot: QtBot, shown: OpenWindow, empty_desk: Desk, preferences: Preferences, tmp_path: Path, language: str
):
    words = load_words(language)
    name = words.gettext("Sample data")
    window = shown(empty_desk, words)
    click(qtbot, window, "welcome-sample")
    qtbot.waitUntil(lambda: window.windowTitle().endswith(name) and bool(names(window)))
    assert (tmp_path / f"{name}.crmdesk").is_file()
    qtbot.waitUntil(lambda: window.content.page.list.model.rowCount() == SAMPLE_CUSTOMERS)
    bar = next(each for each in window.findChildren(QWidget, "sample-notice") if each.isVisible())
    assert bar.accessibleName()
    assert preferences.recent_files == [str(tmp_path / "华东客户.crmdesk")]
    click(qtbot, window, "sample-notice-back")
    qtbot.waitUntil(window.content.welcome.isVisible)
    assert window.windowTitle().endswith("华东客户")
    assert sorted(path.name for path in tmp_path.glob("*.crmdesk")) == sorted(["华东客户.crmdesk", f"{name}.crmdesk"])


def test_sample_data_once_made_is_kept(empty_desk: Desk, tmp_path: Path):
    told: list[int] = []
    path = demo.make_sample(empty_desk, "Sample data", told.append)
    assert told[-1] == SAMPLE_CUSTOMERS
    assert demo.make_sample(empty_desk, "Sample data", told.append) == path
    assert sample.is_empty(empty_desk)
    assert not sample.is_sample(empty_desk)


def test_somebody_elses_file_of_that_name_stays(empty_desk: Desk, tmp_path: Path):
    other = make_desk(tmp_path, "Sample data.crmdesk")
    customers.add(other, {"name": "真客户"})
    other.close()
    (tmp_path / "Sample data 2.crmdesk").write_text("something else")
    assert demo.make_sample(empty_desk, "Sample data", lambda _done: None).name == "Sample data 3.crmdesk"


def test_stopping_leaves_nothing(empty_desk: Desk, tmp_path: Path):
    before = sorted(tmp_path.iterdir())
    with pytest.raises(demo.Stopped):
        demo.make_sample(empty_desk, "Sample data", lambda _done: None, wanted=lambda: False)
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_that_takes_no_file_is_said(qtbot: QtBot, first: MainWindow, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_arguments: object) -> Path:
        raise UserError("file-full")

    monkeypatch.setattr(demo, "make_sample", refuse)
    heard: list[object] = []
    first.ui.bus.failed.disconnect(first.content._failed)
    first.ui.bus.failed.connect(heard.append)
    click(qtbot, first, "welcome-sample")
    qtbot.waitUntil(lambda: bool(heard))
    assert first.findChild(QPushButton, "welcome-progress-cancel").isVisible() is False
    assert first.content.welcome.sample.isVisible()


def test_keys_of_the_list_do_nothing_where_it_is_not_in_sight(
    qtbot: QtBot, shown: OpenWindow, empty_desk: Desk, preferences: Preferences
):
    window = shown(empty_desk)
    before = QApplication.focusWidget()
    for key in (Qt.Key.Key_F, Qt.Key.Key_T):
        qtbot.keyClick(before, key, CTRL | SHIFT)
    assert QApplication.focusWidget() is before
    assert not preferences.filters_open
    assert preferences.customer_view != "table"
    window.ui.wrote(customers.add(empty_desk, {"name": "张伟"})[1])
    qtbot.waitUntil(window.content.page.view.isVisible)
    qtbot.keyClick(window.content.page.view, Qt.Key.Key_T, CTRL | SHIFT)
    assert preferences.customer_view == "table"
