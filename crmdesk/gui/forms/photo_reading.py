"""Pictures made safe: read within bounds, turned upright, scaled down. Nothing here touches the window."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from crmdesk.core.errors import UserError

LONGEST_SIDE = 1_200
"""Pixels of a photo that is kept."""

_FORMATS = frozenset({b"jpeg", b"png", b"gif", b"bmp", b"webp", b"tiff", b"ico"})
_MEGABYTES = 256
_MOST_PIXELS = _MEGABYTES * 1_048_576 // 4
_QUALITY = 88


def read_picture(content: bytes, name: str, longest: int) -> QImage:
    """A picture, upright, its longer side at most so long.

    Raises UserError('picture-unreadable') for anything else and ('picture-too-large') for what would need more than
    256 MB to be read.
    """
    held = QByteArray(content)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MEGABYTES)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()) not in _FORMATS:
        raise UserError("picture-unreadable", file=name)
    size = reader.size()
    if size.width() * size.height() > _MOST_PIXELS:
        raise UserError("picture-too-large", file=name, width=size.width(), height=size.height())
    if size.isValid() and max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(_DOT))
    image = reader.read()
    if image.isNull():
        raise UserError("picture-unreadable", file=name)
    return fitted(image, longest)


_DOT = QSize(1, 1)


def fitted(image: QImage, longest: int) -> QImage:
    """The picture, scaled down where a side is longer."""
    if max(image.width(), image.height()) <= longest:
        return image
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(QSize(longest, longest), keep, smooth)


def as_png(image: QImage) -> bytes:
    """The whole picture without loss."""
    return _written(image, b"PNG")


def as_photo(image: QImage) -> bytes:
    """What is kept of a photo: JPEG, or PNG where something shines through."""
    small = fitted(image, LONGEST_SIDE)
    return _written(small, b"PNG") if small.hasAlphaChannel() else _written(small, b"JPEG", _QUALITY)


def _written(image: QImage, kind: bytes, quality: int = -1) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    bare = QImage(image)
    for key in bare.textKeys():
        bare.setText(key, "")
    writer = QImageWriter(buffer, QByteArray(kind))
    writer.setQuality(quality)
    if not writer.write(bare):
        raise ValueError(writer.errorString())
    buffer.close()
    return bytes(held.data())
