"""Attachments of a file: by dialog, drag and paste; opened, saved, renamed, deleted; refused with the reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from crmdesk.core.errors import UserError
from crmdesk.gui.forms.attachments_preview import beginning
from crmdesk.gui.models.attachments import COLUMNS
from crmdesk.services import attachments, customers, history, settings
from tests.gui.forms.pictures import drop, encoded, files, picture

MEGABYTE = 1 << 20


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def names(ui, customer_id) -> list[str]:
    return sorted(one.name for one in attachments.of_customer(ui.desk, customer_id))


def column(table, key: str) -> list[str]:
    model = table.model()
    return [model.index(row, COLUMNS.index(key)).data() for row in range(model.rowCount())]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "来件"
    made.mkdir()
    return made


@pytest.fixture
def rest(ui, qtbot):
    """Until the worker has nothing more to do."""
    return lambda: qtbot.waitUntil(lambda: not ui.jobs.busy, timeout=20_000)


@pytest.fixture
def shown(ui, pane, enterprise, folder):
    """Three attachments, the page open."""
    attachments.add_content(ui.desk, enterprise, "报价单.xlsx", b"x" * 3_000)
    attachments.add_content(ui.desk, enterprise, "合同.pdf", b"%PDF-1.7")
    attachments.add_content(ui.desk, enterprise, "驱动.exe", b"MZ" * 10)
    pane.show_customer(enterprise)
    pane.show_page("attachments")
    QApplication.processEvents()
    return pane


@pytest.fixture
def opened(qapp):
    """What would have been opened by the system's programs."""

    class Opener(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.paths: list[Path] = []

        @Slot(QUrl)
        def open(self, url: QUrl) -> None:
            self.paths.append(Path(url.toLocalFile()))

    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")
    yield opener.paths
    QDesktopServices.unsetUrlHandler("file")


def test_the_table_says_what_there_is(shown):
    page = shown.attachments
    assert column(page.table, "name") == ["驱动.exe", "合同.pdf", "报价单.xlsx"]
    assert column(page.table, "size") == ["20 B", "8 B", "3 KB"]
    assert set(column(page.table, "who")) == {"陈立"}
    page.table.sortByColumn(COLUMNS.index("size"), Qt.SortOrder.AscendingOrder)
    assert column(page.table, "name") == ["合同.pdf", "驱动.exe", "报价单.xlsx"]
    page.table.sortByColumn(COLUMNS.index("name"), Qt.SortOrder.AscendingOrder)
    assert column(page.table, "name") == ["报价单.xlsx", "合同.pdf", "驱动.exe"]


def test_files_are_chosen_in_a_dialog(ui, pane, individual, folder, heard, qtbot, monkeypatch, rest):
    (folder / "一.txt").write_text("1")
    (folder / "二.txt").write_text("2")
    pane.show_customer(individual)
    pane.show_page("attachments")
    chosen = [str(folder / "一.txt"), str(folder / "二.txt")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: (chosen, ""))
    button = next(b for b in pane.attachments.findChildren(type(pane.head.edit_button)) if b.text() == "Add files...")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    rest()
    assert names(ui, individual) == ["一.txt", "二.txt"]
    assert sorted(one.name for one in pane.attachments.table.chosen()) == ["一.txt", "二.txt"]
    assert heard.messages == ["Added 2 files"]
    assert ui.preferences.folder("attachment") == str(folder)
    ui.wrote(history.undo(ui.desk)[1])
    assert names(ui, individual) == []


def test_files_dropped_anywhere_on_the_file(ui, pane, enterprise, folder, heard, rest):
    path = folder / "来访.txt"
    path.write_text("x")
    pane.show_customer(enterprise)
    assert pane.tabs.key() == "basics"
    assert drop(pane, files(path))
    rest()
    assert names(ui, enterprise) == ["来访.txt"]
    assert pane.tabs.key() == "attachments"
    assert heard.messages == ["Added “来访.txt”"]
    pane.start_editing()
    assert not drop(pane, files(path))
    pane.cancel()
    text = QMimeData()
    text.setText("just words")
    assert not drop(pane, text)


def test_a_copied_picture_is_pasted_anywhere_in_the_file(ui, pane, enterprise, qtbot, rest):
    pane.show_customer(enterprise)
    pane.reading.setFocus()
    QGuiApplication.clipboard().setImage(picture())
    press(qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    rest()
    assert names(ui, enterprise) == ["Picture 2026-11-21 12-00.png"]
    (one,) = attachments.of_customer(ui.desk, enterprise)
    assert attachments.content(ui.desk, one).startswith(b"\x89PNG")
    assert pane.tabs.key() == "attachments"


def test_copied_files_are_pasted_and_words_are_not(ui, shown, enterprise, folder, qtbot, rest):
    (folder / "照.jpg").write_bytes(encoded(picture()))
    shown.attachments.table.setFocus()
    QGuiApplication.clipboard().setText("just words")
    press(qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    rest()
    assert len(names(ui, enterprise)) == 3
    QGuiApplication.clipboard().setMimeData(files(folder / "照.jpg"))
    press(qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    rest()
    assert "照.jpg" in names(ui, enterprise)


def test_files_never_become_words_of_a_note(ui, pane, enterprise, folder, qtbot, rest):
    (folder / "一.txt").write_text("1")
    (folder / "二.txt").write_text("2")
    pane.show_customer(enterprise)
    pane.show_page("notes")
    QApplication.processEvents()
    line = pane.notes.input.text
    assert drop(line.viewport(), files(folder / "一.txt"))
    rest()
    assert names(ui, enterprise) == ["一.txt"]
    assert line.toPlainText() == ""
    pane.show_page("notes")
    line.setFocus()
    QGuiApplication.clipboard().setText("几个字")
    press(qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert line.toPlainText() == "几个字"
    QGuiApplication.clipboard().setMimeData(files(folder / "二.txt"))
    press(qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    rest()
    assert names(ui, enterprise) == ["一.txt", "二.txt"]
    assert line.toPlainText() == "几个字"


def test_what_cannot_be_kept_is_told_and_the_rest_is_kept(ui, shown, enterprise, folder, qtbot, rest):
    settings.change(ui.desk, "attachments.megabytes", "1")
    (folder / "好.txt").write_text("x")
    (folder / "空.txt").touch()
    with (folder / "录像.mp4").open("wb") as large:
        large.truncate(3 * MEGABYTE)
    asked: list[str] = []
    ui.bus.open_settings.connect(asked.append)
    assert drop(shown, files(folder / "好.txt", folder / "空.txt", folder / "录像.mp4", folder))
    rest()
    assert "好.txt" in names(ui, enterprise)
    notice = shown.attachments.notice
    assert notice.accessibleName().startswith(
        "3 files were not added “空.txt” is empty.  “录像.mp4” has 3 MB, more than the 1 MB"
    )
    qtbot.mouseClick(notice.buttons["settings"], Qt.MouseButton.LeftButton)
    assert asked == ["attachments.megabytes"]
    assert shown.attachments.notice is None


def test_cancelling_keeps_nothing(ui, shown, enterprise, folder, heard, qtbot, rest):
    paths = []
    for number in range(3):
        paths.append(folder / f"{number}.bin")
        paths[-1].write_bytes(os.urandom(15 * MEGABYTE))
    page = shown.attachments
    page.adding.moved.connect(lambda _done, _total: page.progress.cancelled.emit())
    page.adding.add(paths)
    rest()
    assert len(names(ui, enterprise)) == 3
    assert heard.messages == ["Cancelled. No file was added"]
    assert not page.progress.isVisible()
    assert page.notice is None


def test_enter_opens_a_read_only_copy(ui, shown, opened, qtbot, rest):
    table = shown.attachments.table
    table.choose([attachments.named(ui.desk, shown.customer_id, "合同.pdf").id])
    table.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    rest()
    (path,) = opened
    assert path.name == "合同.pdf"
    assert path.read_bytes() == b"%PDF-1.7"


def test_a_program_is_never_opened_but_offered_to_be_saved(ui, shown, opened, folder, qtbot, monkeypatch, rest):
    table = shown.attachments.table
    place = table.visualRect(table.model().index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    rest()
    assert opened == []
    notice = shown.attachments.notice
    assert "could run a program" in notice.accessibleName()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(folder / "存.exe"), ""))
    qtbot.mouseClick(notice.buttons["save"], Qt.MouseButton.LeftButton)
    rest()
    assert (folder / "存.exe").read_bytes() == b"MZ" * 10


def test_several_are_saved_into_a_folder_over_nothing(ui, shown, folder, heard, monkeypatch, rest):
    (folder / "合同.pdf").write_bytes(b"mine")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    shown.attachments.table.selectAll()
    shown.attachments.actions_part.save(shown.attachments.table.chosen())
    rest()
    assert sorted(path.name for path in folder.iterdir()) == ["合同 (2).pdf", "合同.pdf", "报价单.xlsx", "驱动.exe"]
    assert (folder / "合同.pdf").read_bytes() == b"mine"
    assert heard.messages == ["Saved 3 files"]


def test_a_refused_saving_says_why(ui, shown, folder, monkeypatch, rest):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(folder / "无" / "x"), ""))
    shown.attachments.actions_part.save([attachments.named(ui.desk, shown.customer_id, "合同.pdf")])
    rest()
    assert "does not exist" in shown.attachments.notice.accessibleName()


def test_f2_renames_with_the_stem_selected(ui, shown, enterprise, heard, qtbot, write):
    table = shown.attachments.table
    table.choose([attachments.named(ui.desk, enterprise, "合同.pdf").id])
    table.setFocus()
    press(qtbot, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit, "attachment-name")
    qtbot.waitUntil(lambda: editor.selectedText() == "合同")
    write("框架合同")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "框架合同.pdf" in names(ui, enterprise))
    assert heard.messages == ["Renamed “合同.pdf”"]
    assert table.current().name == "框架合同.pdf"


def test_remarks_are_typed_on_the_spot(ui, shown, enterprise, qtbot, write):
    table = shown.attachments.table
    row = column(table, "name").index("合同.pdf")
    place = table.visualRect(table.model().index(row, COLUMNS.index("notes"))).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    write("已盖章")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: attachments.named(ui.desk, enterprise, "合同.pdf").notes == "已盖章")


def test_a_name_that_is_taken_is_refused(ui, shown, enterprise):
    one = attachments.named(ui.desk, enterprise, "合同.pdf")
    shown.attachments.actions_part.change(one, "name", "报价单.xlsx")
    assert "There is already an attachment" in shown.attachments.notice.accessibleName()
    assert names(ui, enterprise) == ["合同.pdf", "报价单.xlsx", "驱动.exe"]


def test_delete_by_key_and_undo(ui, shown, enterprise, heard, qtbot):
    table = shown.attachments.table
    table.setFocus()
    table.selectAll()
    press(qtbot, Qt.Key.Key_Delete)
    assert names(ui, enterprise) == []
    assert heard.messages == ["Deleted 3 files"]
    ui.wrote(history.undo(ui.desk)[1])
    assert len(column(table, "name")) == 3


def test_the_preview_shows_pictures_and_texts_where_there_is_room(ui, pane, enterprise, qtbot, rest):
    attachments.add_content(ui.desk, enterprise, "照.jpg", encoded(picture()))
    attachments.add_content(ui.desk, enterprise, "坏.jpg", b"no picture")
    attachments.add_content(ui.desk, enterprise, "旧.txt", "客户来访".encode("gb18030"))
    pane.show_customer(enterprise)
    pane.show_page("attachments")
    preview = pane.attachments.preview
    assert not preview.isVisible()
    pane.resize(1300, 700)
    assert preview.isVisible()
    for name, image, text in (("照.jpg", True, ""), ("坏.jpg", False, ""), ("旧.txt", False, "客户来访")):
        pane.attachments.table.choose([attachments.named(ui.desk, enterprise, name).id])
        qtbot.waitUntil(lambda: not preview._pause.isActive() and not ui.jobs.busy)
        assert preview.shown.name == name
        assert (preview.picture._image is not None) is image
        assert preview.text.toPlainText() == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("客户".encode(), "客户"),
        ("客户".encode("utf-8-sig"), "客户"),
        ("客户".encode()[:-1], "客"),
        ("客户名单".encode("gb18030"), "客户名单"),
        ("客户".encode("utf-16"), "客户"),
        (b"\x00\x01\x02\x03\xff", ""),
        (b"", ""),
    ],
)
def test_texts_in_old_encodings_are_read(content: bytes, text: str):
    assert beginning(content) == text


def test_the_trash_is_only_read(ui, shown, enterprise, folder, opened, qtbot, rest):
    customers.delete(ui.desk, [enterprise])
    shown.show_customer(enterprise)
    shown.show_page("attachments")
    table = shown.attachments.table
    (folder / "x.txt").write_text("x")
    assert not drop(shown, files(folder / "x.txt"))
    table.setFocus()
    table.selectAll()
    press(qtbot, Qt.Key.Key_Delete)
    assert len(names(ui, enterprise)) == 3
    menu = shown.attachments.actions_part.make_menu(table.chosen()[1:2], fixed=True)
    assert [a.text().partition("\t")[0] for a in menu.actions()] == ["Open", "Save as...", "Copy the name"]
    menu.deleteLater()
    with pytest.raises(UserError):
        attachments.delete(ui.desk, [table.chosen()[0].id])
