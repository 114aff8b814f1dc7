"""A data file of an older version is brought up to date while one watches: at the start and from the window."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crmdesk import app
from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.files import QUIT, FileTrouble
from crmdesk.gui.dialogs.unlocking import UnlockDialog
from crmdesk.gui.dialogs.updating import UpdateDialog, brought_up_to_date
from crmdesk.gui.jobs_alone import Cancelled, Progress
from crmdesk.gui.theme import palette
from crmdesk.gui.window import MainWindow
from crmdesk.services import backups, customers, security, updating
from crmdesk.services.desk import AT_ONCE, Desk, open_desk
from crmdesk.services.security import Key
from crmdesk.store import copying, opening
from crmdesk.store import database as store
from crmdesk.store.database import SCHEMA, database_of
from crmdesk.store.search import _VERSION_KEY
from tests.gui.conftest import OpenWindow
from tests.store.test_fixtures import FIXTURES

PASSWORD = "kettle and 绿山 47"


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data file of the first version, as if it were too large to be brought up to date within a moment."""
    monkeypatch.setattr(opening, "_A_MOMENT", 0)
    return Path(shutil.copy(FIXTURES / "schema-1.crmdesk", tmp_path / "老客户.crmdesk"))


def schema(path: Path, key: Key | None = None) -> int:
    database = database_of(path, key)
    database.connect()
    found = int(database.pragma("user_version"))
    database.close()
    return found


def copies(path: Path) -> list[str]:
    folder = backups.beside(path)
    return [found.name for found in folder.iterdir()] if folder.is_dir() else []


def without_index(path: Path) -> None:
    """As this version has it but for its search index."""
    open_desk(path).close()
    database = database_of(path, None)
    database.connect()
    database.execute_sql("DELETE FROM setting WHERE key = ?", (_VERSION_KEY,))
    database.close()


def test_where_only_the_search_index_is_old_one_sees_that_too(old: Path):
    without_index(old)
    told: list[tuple[int, int | None]] = []
    updating.update(old, None, lambda done, total: told.append((done, total)), lambda: False)
    assert told == [(0, 0)]
    open_desk(old, update=AT_ONCE).close()


def test_it_is_not_done_unseen_where_it_takes_long(old: Path):
    with pytest.raises(UserError) as caught:
        open_desk(old, update=AT_ONCE)
    assert caught.value.code == "file-older"
    assert (schema(old), copies(old)) == (1, [])


def test_a_small_one_is_brought_up_to_date_at_once(old: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening, "_A_MOMENT", old.stat().st_size)
    open_desk(old, update=AT_ONCE).close()
    assert schema(old) == SCHEMA


def test_the_start_shows_it_and_goes_on(old: Path, words_zh: Words, theme: palette.Theme, qtbot: QtBot):
    desk = app.choose_desk(old, words_zh)
    assert desk is not None
    assert customers.file(desk, 1).values["name"] == "禾砚精密机械（嘉兴）有限公司"
    desk.close()
    assert schema(old) == SCHEMA
    assert len(copies(old)) == 1


def test_one_sees_how_far_it_is(old: Path, words_zh: Words, theme: palette.Theme, qtbot: QtBot):
    told: list[str] = []
    dialog = UpdateDialog(old, words_zh)
    qtbot.addWidget(dialog)
    show = dialog.progress.show_progress
    dialog.progress.show_progress = lambda text, *how: (told.append(text), show(text, *how))  # type: ignore[method-assign]
    dialog.show()
    with qtbot.waitSignal(dialog.finished):
        dialog.begin(None)
    assert dialog.updated
    assert list(dict.fromkeys(told)) == ["正在备份... 100%", "正在检查备份...", "正在更新..."]


@pytest.mark.parametrize("when", ["copying", "migrating", "indexing"])
def test_it_can_be_stopped(
    old: Path, words_zh: Words, theme: palette.Theme, qtbot: QtBot, when: str, monkeypatch: pytest.MonkeyPatch
):
    """Stopped before the search index the file is as it was; the index alone is made at the next opening."""
    monkeypatch.setattr(store, "_STEPS", 1)
    if when == "indexing":
        without_index(old)
    dialog = UpdateDialog(old, words_zh)
    qtbot.addWidget(dialog)
    work = updating.update

    def stopped(path: Path, key: Key | None, progress: Progress, cancelled: Cancelled) -> None:
        def told(done: int, total: int | None) -> None:
            if total == 0 or when == "copying":
                dialog._work.cancel()
            progress(done, total)

        if when == "indexing":
            dialog._work.cancel()
        work(path, key, told, cancelled)

    monkeypatch.setattr("crmdesk.gui.dialogs.updating.update", stopped)
    dialog.show()
    with qtbot.waitSignal(dialog.finished):
        dialog.begin(None)
    assert (dialog.updated, dialog.error) == (False, None)
    assert schema(old) == (SCHEMA if when == "indexing" else 1)
    assert [name for name in copies(old) if "partial" in name] == []
    with pytest.raises(UserError, match="file-older"):
        open_desk(old, update=AT_ONCE)
    open_desk(old).close()
    open_desk(old, update=AT_ONCE).close()


def test_at_the_start_stopping_leaves(
    old: Path, words_zh: Words, theme: palette.Theme, monkeypatch: pytest.MonkeyPatch
):
    def press_quit(dialog: UpdateDialog) -> int:
        assert dialog.cancel_button.text() == "退出"
        dialog.cancel_button.click()
        return dialog.result()

    monkeypatch.setattr(UpdateDialog, "begin", lambda _dialog, _key: None)
    monkeypatch.setattr(UpdateDialog, "exec", press_quit)
    assert app.choose_desk(old, words_zh) is None
    assert schema(old) == 1


def test_at_the_start_a_full_disk_is_told(
    old: Path, words_zh: Words, theme: palette.Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    seen: list[str] = []

    def leave(dialog: FileTrouble) -> int:
        seen.append(dialog.findChild(object, "file-trouble-sentence").text())  # type: ignore[attr-defined]
        assert dialog.choice == QUIT
        return 0

    monkeypatch.setattr(copying, "_fill", full)
    monkeypatch.setattr(FileTrouble, "exec", leave)
    assert app.choose_desk(old, words_zh) is None
    assert len(seen) == 1
    assert "No space left on device" in seen[0]
    assert schema(old) == 1


def test_an_encrypted_one_asks_for_its_password_before(
    qtbot: QtBot, shown: OpenWindow, desk: Desk, old: Path, monkeypatch: pytest.MonkeyPatch
):
    security.set_password(old, PASSWORD)
    window: MainWindow = shown(desk)

    def opens(dialog: UnlockDialog) -> int:
        dialog.key = security.unlock(dialog.path, PASSWORD)
        return 1

    monkeypatch.setattr(UnlockDialog, "exec", opens)
    window.file_asked.emit(old, False)
    assert window.ui.desk.path == old
    assert window.ui.desk.data.key is not None


def test_from_the_window_it_can_be_given_up(
    qtbot: QtBot, shown: OpenWindow, desk: Desk, old: Path, monkeypatch: pytest.MonkeyPatch
):
    window: MainWindow = shown(desk)
    monkeypatch.setattr(UpdateDialog, "begin", lambda _dialog, _key: None)
    monkeypatch.setattr(UpdateDialog, "exec", lambda dialog: dialog.cancel_button.click() or dialog.result())
    window.file_asked.emit(old, False)
    assert window.ui.desk.path == desk.path
    assert schema(old) == 1


def test_what_went_wrong_is_raised(
    old: Path, words_zh: Words, theme: palette.Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(copying, "_fill", lambda *_given: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(UserError, match="backup-failed"):
        brought_up_to_date(old, None, words_zh)
