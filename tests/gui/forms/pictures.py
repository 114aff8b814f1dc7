"""Pictures and files as people have them, for attachments and photos."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget


def picture(width: int = 400, height: int = 300) -> QImage:
    """Red at the left, blue at the right, with a white corner at the top left."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#C02020"))
    painter = QPainter(image)
    painter.fillRect(width // 2, 0, width - width // 2, height, QColor("#2020C0"))
    painter.fillRect(0, 0, width // 8, height // 8, QColor("#FFFFFF"))
    painter.end()
    return image


def encoded(image: QImage, kind: str = "JPEG") -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(held.data())


def turned(jpeg: bytes, orientation: int = 6) -> bytes:
    """The same JPEG with an EXIF mark that says how the camera was held (6: turn it right by 90°)."""
    entry = bytes([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0])
    exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0" + entry + b"\0\0\0\0"
    segment = b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    return jpeg[:2] + segment + jpeg[2:]


def files(*paths: Path) -> QMimeData:
    """What a file manager copies or drags."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(target: QWidget, data: QMimeData) -> bool:
    """Drag something onto a widget as a file manager does; whether it was taken."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(5, 5), copy, data, left, none)
    QApplication.sendEvent(target, event)
    return event.isAccepted()
