"""Palette and fonts of the whole program, and following the system's light or dark."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QRawFont
from PySide6.QtWidgets import QApplication, QToolTip

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import NARROW, as_typed
from crmdesk.gui.theme.style import DeskStyle
from crmdesk.gui.theme.tokens import DARK, FAMILIES, LIGHT, Scheme

CHOICES = ("system", "light", "dark")
_HAN = "张"
_HOLDERS: tuple[Any, ...] = ("QAbstractItemView", "QLineEdit", "QPlainTextEdit", "QTextEdit")
"""Kinds of widgets that hold people's own data. Qt's stubs ask for bytes here, its binding takes str alone."""


def build_palette(scheme: Scheme) -> QPalette:
    """Every role of the palette from the tokens."""
    role = QPalette.ColorRole
    colours = {
        role.Window: scheme.window,
        role.WindowText: scheme.text,
        role.Base: scheme.base,
        role.AlternateBase: scheme.hover,
        role.Text: scheme.text,
        role.PlaceholderText: scheme.text_3,
        role.Button: scheme.raised,
        role.ButtonText: scheme.text,
        role.BrightText: scheme.on_accent,
        role.ToolTipBase: scheme.raised,
        role.ToolTipText: scheme.text,
        role.Highlight: scheme.selected,
        role.HighlightedText: scheme.text,
        role.Link: scheme.accent,
        role.LinkVisited: scheme.accent,
        role.Accent: scheme.accent,
        role.Light: scheme.base,
        role.Midlight: scheme.line,
        role.Mid: scheme.line_strong,
        role.Dark: scheme.field_line,
        role.Shadow: scheme.field_line,
    }
    palette = QPalette()
    for each, colour in colours.items():
        palette.setColor(each, QColor(colour))
    palette.setColor(QPalette.ColorGroup.Inactive, role.Highlight, QColor(scheme.selected_idle))
    for each in (role.Text, role.WindowText, role.ButtonText, role.PlaceholderText, role.HighlightedText, role.Link):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(scheme.text_off))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(scheme.selected_idle))
    return palette


def chinese_family() -> str:
    """The first preferred family that really has Chinese glyphs; the program's own default when no family has."""
    known = set(QFontDatabase.families())
    system = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    for family in (*FAMILIES, *system):
        if family in known and has_chinese(family):
            return family
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def has_chinese(family: str) -> bool:
    """Whether the family itself, without the system's substitutes, can draw Chinese."""
    raw = QRawFont.fromFont(QFont(family), QFontDatabase.WritingSystem.Any)
    return raw.isValid() and raw.supportsCharacter(_HAN)


def base_font() -> QFont:
    """10 pt in the chosen family, glyphs at their true widths."""
    font = QFont(chinese_family())
    font.setPointSize(tokens.BODY)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def set_words_font(app: QApplication, *, chinese: bool) -> None:
    """The program's font; in English the Chinese family's quotation marks take their narrow forms.

    People's own data stays as typed: in what holds it, brackets and commas keep their width (see `as_typed`).
    """
    font = base_font()
    if not chinese:
        font.setFeature(NARROW, 1)
    app.setFont(font)
    for holder in _HOLDERS:
        app.setFont(as_typed(font), holder)
    tip = QFont(font)
    tip.setPointSize(tokens.SMALL)
    QToolTip.setFont(tip)


class Theme(QObject):
    """Keeps the program's palette in step with the choice and with the system."""

    def __init__(self, app: QApplication, choice: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        app.setStyle(DeskStyle())
        set_words_font(app, chinese=True)
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.choose(choice)

    @property
    def choice(self) -> str:
        return self._choice

    @property
    def dark(self) -> bool:
        if self._choice == "system":
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._choice == "dark"

    def choose(self, choice: str) -> None:
        """`system`, `light` or `dark`; takes effect at once in every open window."""
        if choice not in CHOICES:
            raise ValueError(choice)
        self._choice = choice
        asked = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._app.styleHints().setColorScheme(asked.get(choice, Qt.ColorScheme.Unknown))
        self._paint()

    @Slot()
    def _system_changed(self) -> None:
        self._paint()

    def _paint(self) -> None:
        palette = build_palette(DARK if self.dark else LIGHT)
        if self._app.palette() != palette:
            self._app.setPalette(palette)
        QToolTip.setPalette(palette)


def apply(app: QApplication, scheme: str = "system") -> Theme:
    """Give the program its style, fonts and palette; keep the result as long as the program runs."""
    return Theme(app, scheme)
