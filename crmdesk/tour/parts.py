"""Pictures of notes, attachments and the photo of a file."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QDialog

from crmdesk.core.customers import Listing
from crmdesk.gui.forms.customer_file import CustomerFilePane
from crmdesk.gui.forms.photo_reading import as_photo, as_png
from crmdesk.gui.theme.tokens import LIGHT
from crmdesk.gui.window import MainWindow
from crmdesk.services import attachments, customers, notes, photos
from crmdesk.tour import sample
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.job import expect
from crmdesk.tour.undoing import latest, take_back

_NOTES = (
    "展会上拿了三款样品，回去试装后反馈：封箱胶带粘性够，冬天低温下略差。\n约好下周带低温款再试一次。",
    "方工说包装线年后要加一条，届时用量大约翻一番；现在的供应商交货常拖三五天，他们有意换。",
    "周总习惯上午十点前接电话，下午多在车间，微信回得快。",
    "报价已发，对方要求含税、送货到门，账期三十天。",
    "月底盘点，25 日后不收货。",
    "试装照片已存附件，低温款比标准款粘性好。",
    "来料验收要附检测报告，发货前一天电话确认。",
)
_TEXT = "2026-11-12 走访\n周总、方工在。\n谈低温胶带的试装结果，下周带样。\n"


def picture_parts(camera: Camera, window: MainWindow) -> None:
    """Notes read, written and searched; attachments with preview, with one that is refused; the photo large."""
    ui, page = window.ui, window.content.page
    customer = customers.find(ui.desk, Listing(query=sample.FIRST))[0]
    before = latest(ui.desk)
    _fill(window, customer)
    page.open(customer)
    page.pane.show_customer(customer)
    _notes(camera, window, page.pane)
    _attachments(camera, window, page.pane)
    page.pane.photo.show_large()
    dialog = next(one for one in window.findChildren(QDialog) if one.objectName() == "photo-dialog")
    camera.take(dialog, "photo", ui.jobs, showing=sample.FIRST)
    dialog.reject()
    take_back(ui, before)
    page.pane.show_page("basics")
    settle(ui.jobs)


def _fill(window: MainWindow, customer: int) -> None:
    desk = window.ui.desk
    for text in _NOTES:
        note_id, _ = notes.add(desk, customer, text)
    notes.pin(desk, note_id, True)
    drawn = _drawing()
    for name, content in (
        ("合同2026-031.pdf", b"%PDF-1.7" + bytes(1_400_000)),
        ("报价单.xlsx", bytes(46_000)),
        ("来访记录.txt", (_TEXT * 4).encode()),
        ("驱动安装.exe", b"MZ" + bytes(400_000)),
        ("电话录音.m4a", bytes(2_300_000)),
        ("厂门口.png", as_png(drawn)),
    ):
        attachments.add_content(desk, customer, name, content)
    contract = attachments.named(desk, customer, "合同2026-031.pdf")
    attachments.edit(desk, contract.id, {"notes": "已盖章，原件在财务"})
    photos.put(desk, customer, as_photo(drawn))


def _notes(camera: Camera, window: MainWindow, pane: CustomerFilePane) -> None:
    jobs = window.ui.jobs
    pane.show_page("notes")
    settle(jobs)
    pane.notes.input.text.setPlainText("今天来电：下周三到厂里试装低温款，\n方工带两位师傅一起看。")
    pane.notes.list.setFocus(Qt.FocusReason.TabFocusReason)
    camera.take(window, "file-notes", jobs, showing=_NOTES[-1])
    camera.take_wide(window, "file-notes", jobs, showing=_NOTES[-1])
    pane.notes.input.text.clear()
    pane.notes.edit(pane.notes.list.keys()[2])
    camera.take(window, "file-notes-edit", jobs, showing=_NOTES[-1])
    for block in pane.notes.list.widgets():
        expect(block.objectName().startswith("note-"), "a note without its name")
    pane.notes.end_editing()
    pane.notes.filter.setText("试装")
    camera.take(window, "file-notes-found", jobs, showing="试装")
    pane.notes.filter.clear()


def _attachments(camera: Camera, window: MainWindow, pane: CustomerFilePane) -> None:
    jobs, page = window.ui.jobs, pane.attachments
    pane.show_page("attachments")
    settle(jobs)
    known = {one.name: one for one in attachments.of_customer(window.ui.desk, pane.customer_id or 0)}
    page.table.setFocus()
    page.table.choose([known["厂门口.png"].id])
    camera.take(window, "file-attachments", jobs, showing="合同2026-031.pdf")
    size = window.size()
    window.resize(1920, 1080)
    page.preview.look_now()
    camera.take(window, "file-attachments-wide", jobs, showing="厂门口.png")
    window.resize(size)
    page.actions_part.open(known["驱动安装.exe"])
    camera.take(window, "file-attachments-refused", jobs, showing="驱动安装.exe")
    page.close_notice()


def _drawing() -> QImage:
    """A person nobody is."""
    image = QImage(900, 675, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QLinearGradient(0, 0, image.width(), image.height())
    ground.setColorAt(0, QColor(LIGHT.selected))
    ground.setColorAt(1, QColor(LIGHT.series))
    painter.fillRect(image.rect(), ground)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.bronze))
    painter.drawEllipse(QRectF(320, 110, 260, 290))
    painter.setBrush(QColor(LIGHT.accent_press))
    painter.drawEllipse(QRectF(190, 420, 520, 520))
    painter.end()
    return image
