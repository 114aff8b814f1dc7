"""Theme and fonts of the program, and the language of Qt's own texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from crmdesk.core.words import Words
from crmdesk.gui.preferences import Preferences

if TYPE_CHECKING:
    from crmdesk.gui.theme.palette import Theme


def theme_of(preferences: Preferences) -> Theme:
    """The theme of the program, made when there is none yet."""
    from crmdesk.gui.theme import palette

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app.findChild(palette.Theme) or palette.apply(app, preferences.theme or "system")


def translate_qt(words: Words, translator: QTranslator) -> None:
    """Qt's own texts (dialogs, context menus of inputs), and how numbers and dates are written."""
    from crmdesk.gui.theme.palette import set_words_font

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    set_words_font(app, chinese=words.chinese)
    app.removeTranslator(translator)
    QLocale.setDefault(QLocale("zh_CN" if words.chinese else "en_GB"))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.chinese and translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
