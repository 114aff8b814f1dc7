"""Pictures of what happens to a phone's address cards: dragged over the window, looked through, written."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtWidgets import QApplication

from crmdesk.core.vcards import Property
from crmdesk.gui.dialogs.exporting import ExportDialog
from crmdesk.gui.dialogs.importing import TRIAL, ImportDialog
from crmdesk.gui.widgets.drop_hint import DropHint
from crmdesk.gui.window import MainWindow
from crmdesk.sheets.vcards import write_cards
from crmdesk.tour.camera import Camera, settle, settle_import
from crmdesk.tour.job import expect

_FIRM = "澄湖纸业（苏州）有限公司"
_PEOPLE = (
    ("顾盼晴", "13900000301", "采购经理", "采购部"),
    ("苏见青", "13900000302", "厂长", "生产部"),
    ("季明窗", "13900000303", "会计", "财务部"),
)


def picture_cards(camera: Camera, window: MainWindow) -> None:
    """A file of cards over the window, each step of importing it, and the export to cards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "手机通讯录.vcf"
        _write(path)
        _drag(camera, window, path)
        _import(camera, window, path)
    ui = window.ui
    export = ExportDialog(ui, None, window)
    export.show()
    export.inputs.format.set_key(".vcf")
    export.inputs.format.chosen.emit(".vcf")
    camera.take(export, "export-cards", ui.jobs, showing=".vcf")
    export.reject()
    settle(ui.jobs)


def _drag(camera: Camera, window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(640, 360), copy, data, left, none)
    QApplication.sendEvent(window, event)
    expect(event.isAccepted(), "the window does not take address cards")
    camera.take(window, "drop", window.ui.jobs, showing=window.ui.words.gettext("Drop to import"))
    QApplication.sendEvent(window, QDragLeaveEvent())
    expect(all(not hint.isVisible() for hint in window.findChildren(DropHint)), "the hint stayed")


def _import(camera: Camera, window: MainWindow, path: Path) -> None:
    ui = window.ui
    dialog = ImportDialog(ui, path, window)
    dialog.show()
    settle_import(dialog)
    camera.take(dialog, "import-cards-columns", ui.jobs, showing=ui.words.gettext("Each card becomes one row"))
    dialog.accept()
    settle_import(dialog)
    expect(dialog.step == TRIAL, "the trial run was not reached")
    dialog.trial_page.go_to_next()
    camera.take(dialog, "import-cards-trial", ui.jobs, showing=_FIRM)
    dialog.reject()
    settle(ui.jobs)


def _write(path: Path) -> None:
    """Contacts of one company, a person without one, a picture, and a line that is none."""
    cards = [
        [
            Property.of("FN", name),
            Property.structured("ORG", [_FIRM, department]),
            Property.of("TITLE", title),
            Property.of("TEL", mobile, "cell"),
            Property.of("TEL", "0512-0000 0301", "work"),
            Property.structured("ADR", ["", "", "湖滨路 8 号", "苏州市", "江苏省", "215000", "中国"], "work"),
        ]
        for name, mobile, title, department in _PEOPLE
    ]
    cards.append([Property.of("FN", "沈知秋"), Property.of("TEL", "13900000304", "cell"), Property("PHOTO", "AAAA")])
    cards.append([Property.of("FN", "陆远山"), Property.of("TEL", "13900000", "cell"), Property.of("X-QQ", "10001")])
    write_cards(path, cards)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"END:VCARD\r\n", b"(0512)\r\nEND:VCARD\r\n", 1))
