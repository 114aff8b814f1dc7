"""The photo of a customer: set from anywhere, shown in the head, enlarged, removed; hostile pictures refused."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from crmdesk.core.errors import UserError
from crmdesk.gui.forms.photo import PhotoDialog
from crmdesk.gui.forms.photo_reading import LONGEST_SIDE, as_photo, read_picture
from crmdesk.services import attachments, customers, history, photos
from tests.gui.forms.pictures import drop, encoded, files, picture, turned


def stored(ui, customer_id) -> QImage:
    image = QImage()
    assert image.loadFromData(photos.content(ui.desk, customers.file(ui.desk, customer_id).photo))
    return image


@pytest.fixture
def rest(ui, qtbot):
    return lambda: qtbot.waitUntil(lambda: not ui.jobs.busy, timeout=20_000)


@pytest.fixture
def shown(ui, pane, enterprise):
    pane.show_customer(enterprise)
    QApplication.processEvents()
    return pane


def test_without_a_photo_nothing_is_shown_and_nothing_moves(ui, shown, enterprise):
    edit = shown.head.edit_button
    before = edit.geometry(), shown.tabs.geometry()
    assert not shown.photo.isVisible()
    ui.wrote(photos.put(ui.desk, enterprise, as_photo(picture())))
    QApplication.processEvents()
    assert shown.photo.isVisible()
    assert shown.photo.size() == QSize(48, 48)
    assert (edit.geometry(), shown.tabs.geometry()) == before


def test_chosen_in_a_dialog_and_undone(ui, shown, enterprise, heard, tmp_path: Path, monkeypatch, rest):
    path = tmp_path / "照.jpg"
    path.write_bytes(encoded(picture(3000, 2000)))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    entries = {action.objectName(): action for action in shown.head.menu.actions()}
    entries["file-photo"].trigger()
    rest()
    assert stored(ui, enterprise).size() == QSize(LONGEST_SIDE, 800)
    assert heard.messages == ["The photo is set"]
    assert shown.photo.isVisible()
    ui.wrote(history.undo(ui.desk)[1])
    assert customers.file(ui.desk, enterprise).photo is None
    assert not shown.photo.isVisible()


def test_dropped_on_the_photo_it_replaces_it(ui, shown, enterprise, tmp_path: Path, rest):
    ui.wrote(photos.put(ui.desk, enterprise, as_photo(picture())))
    path = tmp_path / "新.png"
    path.write_bytes(encoded(picture(64, 64), "PNG"))
    assert drop(shown.photo, files(path))
    rest()
    assert stored(ui, enterprise).size() == QSize(64, 64)
    assert attachments.of_customer(ui.desk, enterprise) == []


def test_pasted_and_removed_by_the_menu(ui, shown, enterprise, heard, rest):
    QGuiApplication.clipboard().setImage(picture())
    menu = shown.photo.make_menu()
    next(action for action in menu.actions() if action.objectName() == "photo-paste").trigger()
    rest()
    assert stored(ui, enterprise).size() == QSize(400, 300)
    other = shown.photo.make_menu()
    next(action for action in other.actions() if action.objectName() == "photo-remove").trigger()
    assert customers.file(ui.desk, enterprise).photo is None
    assert heard.messages == ["The photo is set", "Removed the photo"]
    for made in (menu, other):
        made.deleteLater()


def test_taken_from_an_attachment(ui, shown, enterprise, rest):
    attachments.add_content(ui.desk, enterprise, "名片.jpg", encoded(picture()))
    shown.show_customer(enterprise)
    menu = shown.attachments.actions_part.make_menu(attachments.of_customer(ui.desk, enterprise), fixed=False)
    next(action for action in menu.actions() if action.text() == "Use as photo").trigger()
    rest()
    assert stored(ui, enterprise).size() == QSize(400, 300)
    menu.deleteLater()


def test_a_click_enlarges_it(ui, shown, enterprise, qtbot):
    ui.wrote(photos.put(ui.desk, enterprise, as_photo(picture(1000, 500))))
    qtbot.mouseClick(shown.photo, Qt.MouseButton.LeftButton)
    dialog = shown.window().findChild(PhotoDialog)
    assert dialog.windowTitle() == "禾砚精密机械（嘉兴）有限公司"
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()


def test_the_camera_held_upright_is_honoured():
    image = read_picture(turned(encoded(picture(400, 300))), "a.jpg", LONGEST_SIDE)
    assert image.size() == QSize(300, 400)
    assert image.pixelColor(150, 20).red() > 150  # what was left is above
    assert image.pixelColor(150, 380).blue() > 150
    assert image.pixelColor(290, 5).green() > 200


def test_a_photo_that_shines_through_stays_so():
    clear = QImage(40, 40, QImage.Format.Format_ARGB32)
    clear.fill(QColor(255, 0, 0, 60))
    kept = as_photo(clear)
    assert kept.startswith(b"\x89PNG")
    assert read_picture(kept, "a.png", 100).pixelColor(5, 5).alpha() == 60
    assert as_photo(picture()).startswith(b"\xff\xd8")


def test_what_the_camera_wrote_about_place_and_time_is_not_kept():
    kept = as_photo(read_picture(turned(encoded(picture())), "a.jpg", LONGEST_SIDE))
    assert b"Exif" not in kept


@pytest.mark.qt_log_ignore("JPEG", "jpeg")
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "picture-unreadable"),
        (b"not a picture", "picture-unreadable"),
        (encoded(picture())[:60], "picture-unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "picture-unreadable"),
        (b"%PDF-1.7", "picture-unreadable"),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, code: str):
    with pytest.raises(UserError) as refused:
        read_picture(content, "a.jpg", 100)
    assert refused.value.code == code


def test_a_picture_of_enormous_size_is_refused_before_it_is_read():
    png = bytearray(encoded(picture(8, 8), "PNG"))
    png[16:24] = (60_000).to_bytes(4, "big") * 2
    png[29:33] = zlib.crc32(bytes(png[12:29])).to_bytes(4, "big")
    with pytest.raises(UserError) as refused:
        read_picture(bytes(png), "炸弹.png", 100)
    assert refused.value.code == "picture-too-large"


def test_a_refused_picture_is_told(ui, shown, enterprise, heard, tmp_path: Path, qtbot):
    path = tmp_path / "假.jpg"
    path.write_bytes(b"no picture")
    with qtbot.waitSignal(ui.bus.failed) as failed:
        shown.photo.actions_part.use_file(path)
    assert failed.args[0].code == "picture-unreadable"
    heard.failures.clear()
    assert customers.file(ui.desk, enterprise).photo is None
